import ipaddr from 'ipaddr.js';
import { findAlert } from '../db/alerts.ts';
import { findIncidentById } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import {
  type AlertFactsRow,
  alertFacts,
  closersOf,
  commentsOf,
  findCandidates,
  MOST_COMPARED,
} from '../db/similar-incidents.ts';
import { countryCode, countryNames } from '../domain/country.ts';
import type { Incident } from '../domain/incident.ts';
import type { Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import { type IncidentFacts, isAlike, type SharedFact, SIMILAR_FROM, similarity } from '../domain/similar-incidents.ts';
import { tellingWords, wordOf } from '../domain/telling-words.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { authorise } from './authorise.ts';
import { seeIncident } from './incidents.ts';

/** One that is like the one asked about, why, and how it ended. */
export interface SimilarIncident {
  incident: Incident;
  score: number;
  /** The weightiest first; words as they are written there. */
  reasons: SharedFact[];
  /** Who closed it; null while it is open, or where no line says so. */
  closedBy: string | null;
  /** Seconds from opening to closing; null while it is open. */
  took: number | null;
}

export interface SimilarIncidents {
  /** What was compared; null where words were asked for. */
  subject: Incident | null;
  similar: SimilarIncident[];
  /** Where none is similar to an incident: which is nearest to it, sharing too little to be called so; null where nothing is shared. */
  nearest: SimilarIncident | null;
  /** How many others were looked at. */
  compared: number;
  /** There are more, older ones, which were not. */
  capped: boolean;
}

const MOST = 10;
const CANDIDATES = 200;
/** Whoever shares less with an incident is not even the nearest to it. */
const WORTH_NAMING = 0.75;
/** An attack on thousands of accounts is told by some of them. */
const FACTS_EACH = 300;

/** Incidents like this one that the reader may see, the most alike first. Fails with `not_found` where they may not see it. */
export async function similarIncidents(
  tx: OrgDb,
  principal: Principal,
  number: number,
  limit = 5,
): Promise<SimilarIncidents> {
  const subject = await seeIncident(tx, principal, number);
  const facts = (await factsOf(tx, principal, [subject])).get(subject.id)!;
  const found = await compare(tx, principal, facts, subject.id);
  const similar = found.ranked.filter(isAlike);
  const [nearest] = similar.length === 0 ? await withEndings(tx, found.ranked.slice(0, 1)) : [];
  return {
    ...found.scope,
    subject,
    similar: await withEndings(tx, similar.slice(0, clamp(limit))),
    nearest: nearest && nearest.score >= WORTH_NAMING ? nearest : null,
  };
}

/** Incidents that fit a description in words, addresses, accounts or countries. Fails with `invalid_input` for an empty one. */
export async function incidentsLike(
  tx: OrgDb,
  principal: Principal,
  text: string,
  limit = 5,
): Promise<SimilarIncidents> {
  const facts = readDescription(text);
  if (Object.values(facts).every((some: ReadonlySet<string>) => some.size === 0))
    throw new SafeNestError(
      'invalid_input',
      `“${oneLine(text, 60)}” says too little. Describe the incident in a few words, or name one: INC-17.`,
    );
  const found = await compare(tx, principal, facts, null);
  const enough = facts.words.size <= 2 ? facts.words.size : facts.words.size / 2;
  const similar = found.ranked.filter(({ score, reasons }) => {
    const words = reasons.find(({ kind }) => kind === 'words')?.shared.length ?? 0;
    return score >= SIMILAR_FROM || (words > 0 && words >= enough);
  });
  const told = await withEndings(tx, similar.slice(0, clamp(limit)));
  return { ...found.scope, subject: null, similar: told, nearest: null };
}

/** Incidents like the one an alert belongs to; like its title, where it belongs to none. Fails with `not_found` without it. */
export async function incidentsLikeAlert(
  tx: OrgDb,
  principal: Principal,
  number: number,
  limit = 5,
): Promise<SimilarIncidents> {
  authorise(principal, 'alerts.read');
  const alert = await findAlert(tx, number);
  if (!alert) throw new SafeNestError('not_found', 'There is no such alert.');
  const home = alert.incidentId ? await findIncidentById(tx, alert.incidentId) : null;
  return home ? similarIncidents(tx, principal, home.number, limit) : incidentsLike(tx, principal, alert.title, limit);
}

interface Ranked {
  incident: Incident;
  score: number;
  own: number;
  reasons: SharedFact[];
}

async function compare(
  tx: OrgDb,
  principal: Principal,
  facts: IncidentFacts,
  except: string | null,
): Promise<{ ranked: Ranked[]; scope: { compared: number; capped: boolean } }> {
  const own = can(principal.role, 'incidents.read') ? null : principal.actor.id;
  // Whoever reads no incidents and opened none: there is nobody's to compare with.
  if (own === null && !can(principal.role, 'incidents.read')) return NOTHING;
  const wanted = {
    kinds: [...facts.kinds],
    accounts: [...facts.accounts],
    networks: [...facts.networks],
    countries: [...facts.countries],
    stems: [...facts.words],
  };
  const scope = { except, createdById: own, alerts: can(principal.role, 'alerts.read') };
  const { incidents, compared } = await findCandidates(tx, wanted, scope, CANDIDATES);
  const theirs = await factsOf(tx, principal, incidents);
  const ranked = incidents
    .map((incident) => {
      const { score, own, reasons } = similarity(facts, theirs.get(incident.id)!);
      return { incident, score, own, reasons: reasons.map((reason) => readable(reason, incident)) };
    })
    .sort((a, b) => b.score - a.score || b.incident.number - a.incident.number);
  return { ranked, scope: { compared, capped: compared >= MOST_COMPARED } };
}

const NOTHING = { ranked: [], scope: { compared: 0, capped: false } };
const clamp = (limit: number): number => Math.min(Math.max(Math.trunc(limit), 1), MOST);

/** Words as the other incident writes them, not as they are compared. */
const readable = (reason: SharedFact, { title, summary }: Incident): SharedFact =>
  reason.kind === 'words' || reason.kind === 'title'
    ? { ...reason, shared: reason.shared.map((stem) => wordOf(stem, `${title} ${summary}`)) }
    : reason;

async function factsOf(
  tx: OrgDb,
  principal: Principal,
  incidents: readonly Incident[],
): Promise<Map<string, IncidentFacts>> {
  const ids = incidents.map(({ id }) => id);
  const alerts = can(principal.role, 'alerts.read') ? await alertFacts(tx, ids) : [];
  const comments = await commentsOf(tx, ids);
  const byIncident = Map.groupBy(alerts, (alert) => alert.incident_id);
  return new Map(
    incidents.map((incident) => {
      const text = [incident.title, incident.summary, comments.get(incident.id) ?? ''].join(' ');
      return [
        incident.id,
        {
          ...alertsAsFacts(byIncident.get(incident.id) ?? []),
          title: tellingWords(incident.title),
          words: tellingWords(text),
        },
      ];
    }),
  );
}

function alertsAsFacts(alerts: readonly AlertFactsRow[]): Omit<IncidentFacts, 'title' | 'words'> {
  const names = (own: (alert: AlertFactsRow) => string | null, tally: keyof AlertFactsRow['tally']): Set<string> =>
    new Set(
      alerts
        .flatMap((alert) => [own(alert), ...(alert.tally[tally] ?? []).map(([name]) => name)])
        .filter((name) => name !== null)
        .slice(0, FACTS_EACH),
    );
  const addresses = names((alert) => alert.address, 'addresses');
  return {
    kinds: new Set(alerts.map((alert) => alert.kind)),
    accounts: names((alert) => alert.account, 'accounts'),
    addresses,
    networks: networksOf(addresses),
    countries: names((alert) => alert.country, 'countries'),
  };
}

/** The /24 or /48 network of each address. */
function networksOf(addresses: ReadonlySet<string>): Set<string> {
  const networks = [...addresses].flatMap((address) => {
    if (!ipaddr.isValid(address)) return [];
    const bits = ipaddr.parse(address).kind() === 'ipv4' ? 24 : 48;
    const network =
      bits === 24
        ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
        : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
    return [`${network.toString()}/${bits}`];
  });
  return new Set(networks);
}

/** What people call what a detector notices. */
const KIND_WORDS: [RegExp, string][] = [
  [
    /\bbrute[- ]?forc\w*|\bpassword guess\w*|\bfailed (?:log|sign)[- ]?ins?|\bfailed login|\bfehlgeschlagene? anmeld\w*|\b(?:échecs?|echecs?) de connexion|\bfuerza bruta/u,
    'failed_logins',
  ],
  [/\bspray\w*/, 'password_spray'],
  [/\bimpossible travel\w*|\bunmögliche reise|\bvoyage impossible|\bviaje imposible/u, 'impossible_travel'],
  [/\b(?:success\w*|logged in|signed in|got in) after\b/, 'success_after_failures'],
  [
    /\bafter hours\b|\bout(?:side)? of (?:office |working |business )?hours\b|\boutside (?:office|working|business) hours\b/,
    'time_window',
  ],
  [/\bnew (?:country|device)\b|\bfirst[- ]seen\b|\bunknown device\b/, 'first_seen'],
];
const COUNTRIES = countryNames().filter((name) => name.length > 3);

/** A description as facts: what it names is looked for as such, the rest as words. */
function readDescription(text: string): IncidentFacts {
  const plain = text.toLowerCase();
  const addresses = new Set(
    (plain.match(/\b\d{1,3}(?:\.\d{1,3}){3}\b|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}/g) ?? []).filter((one) =>
      ipaddr.isValid(one),
    ),
  );
  const words = tellingWords(text);
  return {
    kinds: new Set(KIND_WORDS.filter(([pattern]) => pattern.test(plain)).map(([, kind]) => kind)),
    accounts: new Set(text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? []),
    addresses,
    networks: networksOf(addresses),
    countries: new Set(
      COUNTRIES.filter(
        (name) => plain.includes(name) && ` ${plain.replaceAll(/[^\p{L}]+/gu, ' ')} `.includes(` ${name} `),
      )
        .map((name) => countryCode(name))
        .filter((code) => code !== null),
    ),
    title: words,
    words,
  };
}

async function withEndings(tx: OrgDb, ranked: readonly Ranked[]): Promise<SimilarIncident[]> {
  const closed = ranked.filter(({ incident }) => incident.status === 'closed').map(({ incident }) => incident.id);
  const closers = await closersOf(tx, closed);
  return ranked.map((one) => ({
    ...one,
    closedBy: closers.get(one.incident.id) ?? null,
    took: one.incident.closedAt
      ? Math.round((one.incident.closedAt.getTime() - one.incident.openedAt.getTime()) / 1000)
      : null,
  }));
}
