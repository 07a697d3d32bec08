import type { GrowingAlert } from '../db/alerts.ts';
import type { Tally } from '../domain/alert.ts';
import type { NamedRule } from '../domain/alert-telling.ts';
import { newId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES, type Severity, severityRank, worst } from '../domain/severity.ts';
import type { AlertFinding, Happening, RuleVoice } from './alert-finding.ts';
import type { Matter } from './alert-matters.ts';

/** Distinct names kept per alert; an attack on more than these is told by its most frequent ones. */
export const NAMES = 200;

/** An alert with nothing in it yet. */
export const bornAlert = (matter: Matter, number: number, now: Date): GrowingAlert => ({
  id: newId(now.getTime()),
  number,
  ruleId: null,
  noticedBy: [],
  kind: '',
  fingerprint: matter.fingerprint,
  severity: SEVERITIES[0],
  status: 'open',
  title: '',
  facts: [],
  firstSeen: new Date(matter.first),
  lastSeen: new Date(matter.last),
  count: 0,
  account: null,
  address: null,
  country: null,
  raisedAt: now,
  incidentId: null,
  statusBy: null,
  statusNote: null,
  cameraId: null,
  personId: null,
  pictureId: null,
  tally: { accounts: [], addresses: [], countries: [] },
});

/** Adds what an absorbed alert counted, and its incident where the other has none. */
export function takeOver(alert: GrowingAlert, part: GrowingAlert): void {
  alert.count += part.count;
  alert.firstSeen = earlier(alert.firstSeen, part.firstSeen);
  alert.lastSeen = later(alert.lastSeen, part.lastSeen);
  alert.severity = worst(alert.severity, part.severity);
  alert.incidentId ??= part.incidentId;
  if (alert.personId !== part.personId) alert.personId = null;
  alert.noticedBy = [...new Set([...alert.noticedBy, ...part.noticedBy])];
  alert.tally = {
    accounts: added(alert.tally.accounts, part.tally.accounts),
    addresses: added(alert.tally.addresses, part.tally.addresses),
    countries: added(alert.tally.countries, part.tally.countries),
  };
}

/** Adds happenings that were not in the alert before, and tells it anew. */
export function grow(
  alert: GrowingAlert,
  matter: Matter,
  fresh: Iterable<Happening>,
  bearers: ReadonlyMap<string, RuleVoice>,
): void {
  const isFirst = alert.count === 0;
  const tally = { accounts: [] as string[], addresses: [] as string[], countries: [] as string[] };
  for (const happening of fresh) {
    alert.count++;
    alert.firstSeen = earlier(alert.firstSeen, happening.first);
    alert.lastSeen = later(alert.lastSeen, happening.last);
    if (happening.account !== null) tally.accounts.push(happening.account);
    if (happening.address !== null) tally.addresses.push(happening.address);
    if (happening.country !== null) tally.countries.push(happening.country);
  }
  alert.tally = {
    accounts: added(alert.tally.accounts, counts(tally.accounts)),
    addresses: added(alert.tally.addresses, counts(tally.addresses)),
    countries: added(alert.tally.countries, counts(tally.countries)),
  };
  alert.account = onlyOne(alert.tally.accounts);
  alert.address = onlyOne(alert.tally.addresses);
  alert.country = onlyOne(alert.tally.countries);

  const heaviest = matter.findings.reduce((a, b) => (outranks(b.voice, a.voice) ? b : a));
  const bearer = alert.ruleId === null ? undefined : bearers.get(alert.ruleId);
  if (!bearer || outranks(heaviest.voice, bearer)) {
    alert.ruleId = heaviest.voice.rule.id;
    alert.kind = heaviest.voice.rule.kind;
  }
  for (const finding of matter.findings) {
    alert.severity = worst(alert.severity, severityOf(finding, alert.count));
  }
  // Of equally heavy findings the latest speaks: what happened last is what one wants to read.
  const ofHeaviest = (one: AlertFinding): boolean => one.voice.rule.id === heaviest.voice.rule.id;
  const speaker = matter.findings.findLast(ofHeaviest) ?? heaviest;
  const { title, facts, telling } = speaker.tell(alert);
  const { rule, words } = bearers.get(alert.ruleId ?? '') ?? heaviest.voice;
  const ref = formatReference({ kind: 'rule', number: rule.number });
  alert.noticedBy = [...new Set([...alert.noticedBy, ...matter.findings.map(({ voice }) => voice.rule.id)])];
  const also = alsoNoticedBy(alert, ref, matter);
  alert.title = title;
  alert.facts = [
    ...facts,
    { label: 'Rule', value: `${ref} ${rule.name}: ${words}` },
    ...(also.length > 0 ? [{ label: 'Noticed too by', value: also.map(named).join('; ') }] : []),
  ];
  alert.told = { telling, rule: { ref, name: rule.name }, ...(also.length > 0 ? { also } : {}) };
  if (speaker.shown) Object.assign(alert, speaker.shown, { personId: onlyPerson(alert, matter, isFirst) });
}

/** Who an alert is about: of several people, in one happening after the other or in one, it is about none of them. */
function onlyPerson({ personId, count }: GrowingAlert, { findings }: Matter, isFirst: boolean): string | null {
  const found = new Set(findings.flatMap(({ shown }) => (shown ? [shown.personId] : [])));
  // of the only thing it stands on more is known by and by
  if (!isFirst && count > 1) found.add(personId);
  const [only = null] = found;
  return found.size === 1 ? only : null;
}

/** The rules that noticed it beside the one that speaks for it, by their names when they did; more than some are not told. */
function alsoNoticedBy({ told }: GrowingAlert, speaks: string, { findings }: Matter): NamedRule[] {
  const found = findings.map(({ voice: { rule } }) => ({
    ref: formatReference({ kind: 'rule', number: rule.number }),
    name: rule.name,
  }));
  const all = new Map([...(told ? [told.rule, ...(told.also ?? [])] : []), ...found].map((one) => [one.ref, one]));
  all.delete(speaks);
  return [...all.values()].slice(0, ALSO);
}
const ALSO = 5;
const named = ({ ref, name }: NamedRule): string => `${ref} ${name}`;

/** The worse severity speaks for an alert that several rules noticed; of equals, the older rule. */
const outranks = (a: RuleVoice, b: RuleVoice): boolean =>
  severityRank(a.rule.severity) - severityRank(b.rule.severity) > 0 ||
  (a.rule.severity === b.rule.severity && a.rule.number < b.rule.number);

/** How bad a finding is, given how much belongs to it. */
export const severityOf = ({ voice, severity, worseFrom }: AlertFinding, count: number): Severity => {
  const own = worst(voice.rule.severity, severity ?? voice.rule.severity);
  return worseFrom !== undefined && count >= worseFrom ? (SEVERITIES[severityRank(own) + 1] ?? own) : own;
};

type Counts = Tally['accounts'];

function counts(names: readonly string[]): Counts {
  const found = new Map<string, number>();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return [...found];
}

function added(a: Counts, b: Counts): Counts {
  if (b.length === 0) return a;
  const sum = new Map(a);
  for (const [name, count] of b) sum.set(name, (sum.get(name) ?? 0) + count);
  return [...sum].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, NAMES);
}

const onlyOne = (names: Counts): string | null => (names.length === 1 ? names[0]![0] : null);
const earlier = (a: Date, b: Date): Date => (a <= b ? a : b);
const later = (a: Date, b: Date): Date => (a >= b ? a : b);
