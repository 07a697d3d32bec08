import {
  type AlertLink,
  absorbAlerts,
  alertsOf,
  type GrowingAlert,
  growAlerts,
  insertAlerts,
  linkEvents,
} from '../db/alerts.ts';
import { nextNumbers } from '../db/counters.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Tally } from '../domain/alert.ts';
import { newId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { SEVERITIES, type Severity, severityRank, worst } from '../domain/severity.ts';
import type { WaitingNews } from '../messages/outbound.ts';
import type { Finding, Login } from './anomaly/detector.ts';
import type { BoundRule, RuleFinding } from './anomaly/evaluate.ts';

/** An alert that was raised, or grew. */
export interface AlertChange {
  number: number;
  severity: Severity;
  title: string;
  isNew: boolean;
}

/** Distinct names kept per alert; an attack on more than these is told by its most frequent ones. */
const NAMES = 200;

/**
 * The one place where alerts are born and grow. A finding belongs to the alert of its fingerprint whose time, widened by
 * the rule's cooldown on both sides, it touches, whatever people said of it since; two alerts that turn out to touch
 * become one, the older. Every alert raised or grown gets its outbox row in this transaction.
 */
export async function raiseAlerts(
  tx: OrgDb,
  now: Date,
  findings: readonly RuleFinding[],
  rules: readonly BoundRule[],
): Promise<{ changes: AlertChange[]; news: WaitingNews[] }> {
  if (findings.length === 0) return { changes: [], news: [] };
  const matters = gather(findings);
  const known = await alertsOf(
    tx,
    [...new Set(matters.map((matter) => matter.fingerprint))],
    new Date(Math.min(...matters.map((matter) => matter.first - matter.reachMs))),
    new Date(Math.max(...matters.map((matter) => matter.last + matter.reachMs))),
  );
  const assigned = assign(matters, known);

  const raised = assigned.filter(({ alert }) => alert === null);
  const firstNumber = raised.length > 0 ? await nextNumbers(tx, 'alert', raised.length) : 0;
  const bearers = new Map(rules.map((rule) => [rule.rule.id, rule]));
  const born = raised.map(({ matter }, i) => {
    const alert = bornAlert(matter, firstNumber + i, now);
    grow(alert, matter, matter.logins.values(), bearers);
    return { alert, matter };
  });
  await insertAlerts(
    tx,
    born.map(({ alert }) => alert),
    now,
  );
  await absorbAlerts(
    tx,
    assigned.flatMap(({ alert: whole, absorbed }) => absorbed.map((part) => ({ part, whole: whole! }))),
    now,
  );

  const all = [...born, ...assigned.flatMap(({ alert, matter }) => (alert ? [{ alert, matter }] : []))];
  const links = all.flatMap(({ alert, matter }): AlertLink[] =>
    [...matter.logins.keys()].map((sequence) => ({ alertId: alert.id, sequence })),
  );
  const fresh = new Map<string, Login[]>();
  const bySequence = new Map(all.flatMap(({ matter }) => [...matter.logins]));
  for (const { alertId, sequence } of await linkEvents(tx, links)) {
    const logins = fresh.get(alertId);
    if (logins) logins.push(bySequence.get(sequence)!);
    else fresh.set(alertId, [bySequence.get(sequence)!]);
  }

  const grown: GrowingAlert[] = [];
  for (const { alert, matter, absorbed } of assigned) {
    const logins = alert && fresh.get(alert.id);
    if (!alert || (!logins && absorbed.length === 0)) continue;
    for (const part of absorbed) takeOver(alert, part);
    grow(alert, matter, logins ?? [], bearers);
    grown.push(alert);
  }
  await growAlerts(tx, grown, now);

  const news = await addOutboxOnce(tx, [
    ...born.map(({ alert: { id, severity } }) => ({ kind: 'alert_raised' as const, subject: id, severity })),
    ...grown.map(({ id, severity }) => ({ kind: 'alert_changed' as const, subject: id, severity })),
    ...assigned.flatMap(({ absorbed }) => absorbed.map(({ id }) => ({ kind: 'alert_changed' as const, subject: id }))),
  ]);
  const changes = [
    ...born.map(({ alert }) => ({ alert, isNew: true })),
    ...grown.map((alert) => ({ alert, isNew: false })),
  ].map(({ alert: { number, severity, title }, isNew }) => ({ number, severity, title, isNew }));
  return { changes, news };
}

/** Findings of one fingerprint that are near each other in time. Times in milliseconds. */
interface Matter {
  fingerprint: string;
  findings: RuleFinding[];
  logins: Map<number, Login>;
  first: number;
  last: number;
  /** How far its alert may lie from it. */
  reachMs: number;
}

/** Findings as matters: earliest first, each apart from the next of its fingerprint by more than the cooldown. */
function gather(findings: readonly RuleFinding[]): Matter[] {
  const single = findings.map((one): Matter => {
    const times = one.finding.logins.map((login) => login.occurredAt.getTime());
    return {
      fingerprint: one.finding.fingerprint,
      findings: [one],
      logins: new Map(one.finding.logins.map((login) => [login.sequence, login])),
      first: Math.min(...times),
      last: Math.max(...times),
      reachMs: one.rule.rule.cooldownSeconds * 1000,
    };
  });
  single.sort((a, b) => a.first - b.first || a.last - b.last);
  const matters: Matter[] = [];
  const latest = new Map<string, Matter>();
  for (const next of single) {
    const matter = latest.get(next.fingerprint);
    if (matter && next.first <= matter.last + Math.max(matter.reachMs, next.reachMs)) {
      matter.findings.push(...next.findings);
      for (const [sequence, login] of next.logins) matter.logins.set(sequence, login);
      matter.last = Math.max(matter.last, next.last);
      matter.reachMs = Math.max(matter.reachMs, next.reachMs);
    } else {
      matters.push(next);
      latest.set(next.fingerprint, next);
    }
  }
  return matters;
}

interface Assigned {
  matter: Matter;
  /** The alert it joins; null when it is a new one. */
  alert: GrowingAlert | null;
  /** Other alerts it turned out to touch. */
  absorbed: GrowingAlert[];
}

/** Which known alerts each matter touches. Matters that touch the same alert are one. `known` is in order of numbers. */
function assign(matters: readonly Matter[], known: readonly GrowingAlert[]): Assigned[] {
  const assigned: Assigned[] = [];
  for (const matter of matters) {
    const touched = known.filter(
      (alert) =>
        alert.fingerprint === matter.fingerprint &&
        matter.first <= alert.lastSeen.getTime() + matter.reachMs &&
        matter.last >= alert.firstSeen.getTime() - matter.reachMs,
    );
    const earlier = assigned.filter(
      (one) => one.alert && [one.alert, ...one.absorbed].some((alert) => touched.includes(alert)),
    );
    const alerts = new Set([...touched, ...earlier.flatMap((one) => [one.alert!, ...one.absorbed])]);
    for (const one of earlier) {
      assigned.splice(assigned.indexOf(one), 1);
      matter.findings.push(...one.matter.findings);
      for (const [sequence, login] of one.matter.logins) matter.logins.set(sequence, login);
      matter.first = Math.min(matter.first, one.matter.first);
      matter.last = Math.max(matter.last, one.matter.last);
    }
    const [alert = null, ...absorbed] = [...alerts].sort((a, b) => a.number - b.number);
    assigned.push({ matter, alert, absorbed });
  }
  return assigned;
}

/** Adds what an absorbed alert counted, and its incident where the other has none. */
function takeOver(alert: GrowingAlert, part: GrowingAlert): void {
  alert.count += part.count;
  alert.firstSeen = earlier(alert.firstSeen, part.firstSeen);
  alert.lastSeen = later(alert.lastSeen, part.lastSeen);
  alert.severity = worst(alert.severity, part.severity);
  alert.incidentId ??= part.incidentId;
  alert.tally = {
    accounts: added(alert.tally.accounts, part.tally.accounts),
    addresses: added(alert.tally.addresses, part.tally.addresses),
    countries: added(alert.tally.countries, part.tally.countries),
  };
}

/** Adds logins that were not in the alert before, and tells it anew. */
function grow(
  alert: GrowingAlert,
  matter: Matter,
  logins: Iterable<Login>,
  bearers: ReadonlyMap<string, BoundRule>,
): void {
  const tally = { accounts: [] as string[], addresses: [] as string[], countries: [] as string[] };
  for (const login of logins) {
    alert.count++;
    alert.firstSeen = earlier(alert.firstSeen, login.occurredAt);
    alert.lastSeen = later(alert.lastSeen, login.occurredAt);
    tally.accounts.push(login.account);
    if (login.address !== null) tally.addresses.push(login.address);
    if (login.country !== null) tally.countries.push(login.country);
  }
  alert.tally = {
    accounts: added(alert.tally.accounts, counts(tally.accounts)),
    addresses: added(alert.tally.addresses, counts(tally.addresses)),
    countries: added(alert.tally.countries, counts(tally.countries)),
  };
  alert.account = onlyOne(alert.tally.accounts);
  alert.address = onlyOne(alert.tally.addresses);
  alert.country = onlyOne(alert.tally.countries);

  const heaviest = matter.findings.reduce((a, b) => (outranks(b.rule, a.rule) ? b : a));
  const bearer = alert.ruleId === null ? undefined : bearers.get(alert.ruleId);
  if (!bearer || outranks(heaviest.rule, bearer)) {
    alert.ruleId = heaviest.rule.rule.id;
    alert.kind = heaviest.rule.rule.kind;
  }
  for (const { rule, finding } of matter.findings) {
    alert.severity = worst(alert.severity, severityOf(rule.rule.severity, finding, alert.count));
  }
  // Of equally heavy findings the latest speaks: what happened last is what one wants to read.
  const speaker = matter.findings.findLast((one) => one.rule === heaviest.rule) ?? heaviest;
  const { title, facts } = speaker.finding.tell(alert);
  const rule = bearers.get(alert.ruleId ?? '') ?? heaviest.rule;
  const ref = formatReference({ kind: 'rule', number: rule.rule.number });
  alert.title = title;
  alert.facts = [...facts, { label: 'Rule', value: `${ref} ${rule.rule.name}: ${rule.bound.words}` }];
}

const bornAlert = (matter: Matter, number: number, now: Date): GrowingAlert => ({
  id: newId(now.getTime()),
  number,
  ruleId: null,
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
  tally: { accounts: [], addresses: [], countries: [] },
});

/** The worse severity speaks for an alert that several rules noticed; of equals, the older rule. */
const outranks = (a: BoundRule, b: BoundRule): boolean =>
  severityRank(a.rule.severity) - severityRank(b.rule.severity) > 0 ||
  (a.rule.severity === b.rule.severity && a.rule.number < b.rule.number);

const severityOf = (own: Severity, { worseFrom }: Finding, count: number): Severity =>
  worseFrom !== undefined && count >= worseFrom ? (SEVERITIES[severityRank(own) + 1] ?? own) : own;

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
