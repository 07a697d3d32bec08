import { addSightings, loadProfiles, type Sighting } from '../db/account-profiles.ts';
import {
  insertLogins,
  type LoginsAsked,
  lockIngestion,
  loginsAround,
  type PastLogin,
  type Span,
} from '../db/events.ts';
import { tallyLogins, timeToTally } from '../db/login-tallies.ts';
import { findOrganisation } from '../db/organisations.ts';
import { type Db, type OrgDb, withOrg } from '../db/scope.ts';
import type { NewLoginEvent } from '../domain/event.ts';
import type { OrgId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { SafeNestError } from '../errors.ts';
import type { WaitingNews } from '../messages/outbound.ts';
import { loginFindings, voiceOf } from './alert-finding.ts';
import type { LoginsNeed } from './anomaly/detector.ts';
import { allNeeds, type BoundRule, evaluateBatch } from './anomaly/evaluate.ts';
import { History, profileValue } from './anomaly/history.ts';
import type { GeoLookup } from './geo.ts';
import { withKind } from './known-networks.ts';
import { type AlertChange, raiseAlerts } from './raise-alert.ts';
import { activeRules } from './rules.ts';

export interface IngestServices {
  db: Db;
  now: () => Date;
  /** Told after the commit which outbox rows wait. */
  wake?: (orgId: OrgId, news: readonly WaitingNews[]) => void;
  geo?: GeoLookup;
}

export type IngestResult = { status: 'accepted'; ref: string } | { status: 'duplicate' };

export interface Ingested {
  /** One per event, in order. */
  results: IngestResult[];
  accepted: number;
  duplicates: number;
  alerts: AlertChange[];
  /** The rules saw less of the past than they asked for, because there was too much of it. */
  historyCut: boolean;
}

export const MOST_EVENTS = 1000;

/** The most stored logins one batch looks back at, per question; beyond, the rules judge by the nearest. */
const MOST_HISTORY = 50_000;
/** A stretch of new events with more stored ones between them is looked at event by event instead. */
const CROWDED = 200;

const MINUTE_MS = 60_000;
const PROFILE_KINDS = ['country', 'device', 'address'] as const;

/**
 * Stores a batch of logins (at most 1,000), runs the active rules over them, and raises or grows alerts, all in one
 * transaction: after it nothing accepted is lost, and nothing half-written is there. What was stored before is a duplicate.
 */
export async function ingestLogins(
  services: IngestServices,
  orgId: OrgId,
  events: readonly NewLoginEvent[],
): Promise<Ingested> {
  if (events.length > MOST_EVENTS) {
    throw new SafeNestError('too_large', `At most ${MOST_EVENTS} events at once; this were ${events.length}.`);
  }
  if (events.length === 0) return { results: [], accepted: 0, duplicates: 0, alerts: [], historyCut: false };
  const now = services.now();
  const located = services.geo ? events.map((event) => services.geo!.locate(event)) : events;
  const { news, ...ingested } = await withOrg(services.db, orgId, (tx) => ingest(tx, now, located));
  if (news.length > 0) services.wake?.(orgId, news);
  return ingested;
}

/** The same inside an open transaction; `news` is what must be delivered after it commits. */
export async function ingest(
  tx: OrgDb,
  now: Date,
  given: readonly NewLoginEvent[],
): Promise<Ingested & { news: WaitingNews[] }> {
  const events = given.map((event) => (event.network ? { ...event, network: withKind(event.network) } : event));
  // One batch of an organisation after the other: a burst split over two must not become two alerts.
  await lockIngestion(tx);
  const stored = await insertLogins(tx, events, now);
  const fresh: PastLogin[] = [];
  const told = new Set<string>();
  const results = events.map((event): IngestResult => {
    const row = stored.get(event.eventId);
    if (!row || told.has(event.eventId)) return { status: 'duplicate' };
    told.add(event.eventId);
    fresh.push({ ...event, ...row });
    return { status: 'accepted', ref: formatReference({ kind: 'event', number: row.sequence }) };
  });
  const counts = { results, accepted: fresh.length, duplicates: events.length - fresh.length };
  if (fresh.length === 0) return { ...counts, alerts: [], historyCut: false, news: [] };

  const rules = await activeRules(tx);
  const { history, cut } = await loadHistory(tx, rules, fresh);
  const context = { timeZone: (await findOrganisation(tx))?.timeZone ?? 'UTC' };
  const findings = evaluateBatch(rules, fresh, history, context);
  await addSightings(tx, sightingsOf(fresh));
  if (timeToTally(fresh.map(({ sequence }) => sequence))) await tallyLogins(tx);
  const { changes, news } = await raiseAlerts(tx, now, loginFindings(findings), rules.map(voiceOf));
  return { ...counts, alerts: changes, historyCut: cut, news };
}

/** What the rules need to know of the time around new logins, in a few queries whatever their number. */
async function loadHistory(
  tx: OrgDb,
  rules: readonly BoundRule[],
  fresh: readonly PastLogin[],
): Promise<{ history: History; cut: boolean }> {
  const needs = allNeeds(rules);
  const history = new History();
  const limits = {
    within: CROWDED,
    limit: MOST_HISTORY,
    storedBefore: fresh.reduce((least, login) => Math.min(least, login.sequence), Number.POSITIVE_INFINITY),
  };
  let successes: readonly PastLogin[] = [];
  let cut = false;
  // Successes first: failures are wanted around those, too.
  for (const outcome of ['success', 'failure'] as const) {
    const asks = needs.logins.filter((need) => need.outcome === outcome);
    const centresOf = (need: LoginsNeed) => [
      ...fresh.filter((login) => login.outcome === need.around && (!need.positioned || login.latitude !== null)),
      ...(need.around === 'success' ? successes : []),
    ];
    const asked = asks.map((need) => askFor(need, centresOf(need), Math.max(need.before, need.after) * MINUTE_MS));
    const first = await loginsAround(tx, outcome, asked, limits);
    history.add(first.logins);
    cut ||= first.cut;
    if (first.crowded) {
      // Event by event, every one finds its own neighbours, however many others lie between it and the next.
      const alone = asks.map((need) => askFor(need, centresOf(need), -1));
      const second = await loginsAround(tx, outcome, alone, limits);
      history.add(second.logins);
      cut ||= second.cut;
    }
    if (outcome === 'success') successes = lateSuccesses(asks, first.logins, fresh);
  }
  if (needs.profiles.length > 0) {
    const signedIn = fresh.filter((login) => login.outcome === 'success');
    const values = signedIn.flatMap((login) => needs.profiles.map((kind) => profileValue(login, kind)));
    const profiles = await loadProfiles(tx, [...new Set(signedIn.map((login) => login.account))], needs.profiles, [
      ...new Set(values.filter((value) => value !== null)),
    ]);
    for (const { account, kind, since, logins, values } of profiles) {
      history.setProfile(account, kind, { since, logins, values: new Set(values) });
    }
  }
  return { history, cut };
}

/** The stored successes of accounts and addresses that failed in this batch: its failures may belong before them. */
function lateSuccesses(
  asks: readonly LoginsNeed[],
  loaded: readonly PastLogin[],
  fresh: readonly PastLogin[],
): readonly PastLogin[] {
  if (!asks.some((need) => need.around === 'failure')) return [];
  const failed = fresh.filter((login) => login.outcome === 'failure');
  const accounts = new Set(failed.map((login) => login.account));
  const addresses = new Set(failed.map((login) => login.address).filter((address) => address !== null));
  return loaded.filter(({ account, address }) => accounts.has(account) || (address !== null && addresses.has(address)));
}

/** A need as spans: the times of the logins per account or address, those no more than `gapMs` apart as one; none if negative. */
function askFor(need: LoginsNeed, centres: readonly PastLogin[], gapMs: number): LoginsAsked {
  const times = new Map<string, number[]>();
  for (const login of centres) {
    const key = login[need.by];
    if (key === null) continue;
    const known = times.get(key);
    if (known) known.push(login.occurredAt.getTime());
    else times.set(key, [login.occurredAt.getTime()]);
  }
  const spans: Span[] = [];
  for (const [key, moments] of times) {
    let span: Span | null = null;
    for (const at of [...new Set(moments)].sort((a, b) => a - b)) {
      const latest = at + need.after * MINUTE_MS;
      if (span && at - span.to <= gapMs) Object.assign(span, { to: at, latest });
      else {
        const { nearest, placed } = need;
        span = { key, from: at, to: at, earliest: at - need.before * MINUTE_MS, latest, nearest, placed };
        spans.push(span);
      }
    }
  }
  return { by: need.by, spans };
}

/** What the successful logins of a batch show about their accounts. An attacker's failures teach nothing. */
function sightingsOf(fresh: readonly PastLogin[]): Sighting[] {
  const sightings = new Map<string, Sighting>();
  for (const login of fresh) {
    if (login.outcome !== 'success') continue;
    for (const kind of PROFILE_KINDS) {
      const value = profileValue(login, kind);
      if (value === null) continue;
      const key = JSON.stringify([login.account, kind, value]);
      const known = sightings.get(key);
      if (known) {
        known.count++;
        if (login.occurredAt < known.firstSeen) known.firstSeen = login.occurredAt;
        if (login.occurredAt > known.lastSeen) known.lastSeen = login.occurredAt;
      } else {
        const { account, occurredAt } = login;
        sightings.set(key, { account, kind, value, firstSeen: occurredAt, lastSeen: occurredAt, count: 1 });
      }
    }
  }
  return [...sightings.values()];
}
