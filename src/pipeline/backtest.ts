import { setImmediate as yieldToOthers } from 'node:timers/promises';
import {
  alertsOnLogins,
  countLoginsBetween,
  type LoginCursor,
  loginsInOrder,
  profilesBefore,
  stretchOfLogins,
} from '../db/backtest.ts';
import { findOrganisation } from '../db/organisations.ts';
import type { InOrg } from '../db/scope.ts';
import type { Tally } from '../domain/alert.ts';
import type { Outcome } from '../domain/event.ts';
import type { Backtest } from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import type { Finding, Login } from './anomaly/detector.ts';
import { allNeeds, type BoundRule, evaluateBatch } from './anomaly/evaluate.ts';
import { History } from './anomaly/history.ts';

export interface BacktestOptions {
  now: Date;
  /** How far back. */
  days?: number;
  /** The latest so many logins; more are not looked at. */
  mostLogins?: number;
  /** How long it may take, in milliseconds of `clock`. */
  budgetMs?: number;
  clock?: () => number;
  signal?: AbortSignal;
  /** Told now and then how many logins were looked at, of how many. */
  onProgress?: (looked: number, of: number) => void;
}

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const PAGE = 10_000;
/** Logins between two looks at the clock and at who else wants to run. */
const STEP = 500;
const MOST_PROFILES = 50_000;
const EXAMPLES = 5;
/** Of each alert, the logins by which it is found out whether others stand on them. */
const SAMPLE = 10;

/** What one rule would have done; see `backtestAll`. */
export async function backtest(org: InOrg, rule: BoundRule, options: BacktestOptions): Promise<Backtest> {
  const [result] = await backtestAll(org, [rule], options);
  return result!;
}

/**
 * What rules, each by itself, would have done with the logins of the last `days` (30): how many alerts each would have
 * raised, with findings merged over its cooldown as in ingestion. Reads all logins once, page by page in transactions of their
 * own, and gives others their turn. What accounts were known with before the stretch counts as known; how often they had
 * signed in by then is today's count.
 */
export async function backtestAll(
  org: InOrg,
  rules: readonly BoundRule[],
  options: BacktestOptions,
): Promise<Backtest[]> {
  const {
    now,
    days = 30,
    mostLogins = 100_000,
    budgetMs = 4000,
    clock = () => performance.now(),
    signal,
    onProgress,
  } = options;
  const began = clock();
  const needs = allNeeds(rules);
  const [outcome = null, ...others] = new Set(rules.map(({ bound }) => bound.only));
  const only = others.length === 0 ? outcome : null;
  const reachMs = Math.max(0, ...needs.logins.map(({ before, after }) => Math.max(before, after))) * MINUTE_MS;
  const wanted = new Date(now.getTime() - days * DAY_MS);
  const history = new History(needs.logins);

  const { from, first, timeZone, tooMany } = await org(async (tx) => {
    const stretch = await stretchOfLogins(tx, { from: wanted, to: now, only, most: mostLogins });
    const from = stretch.cutAt ?? wanted;
    for (const known of await profilesBefore(tx, needs.profiles, from, MOST_PROFILES)) {
      const { account, kind, since, logins, values } = known;
      history.setProfile(account, kind, { since, logins, values: new Set(values) });
    }
    const timeZone = (await findOrganisation(tx))?.timeZone ?? 'UTC';
    return { from, first: stretch.cutAt ?? stretch.first, timeZone, tooMany: stretch.cutAt !== null };
  });

  const expected = onProgress && first !== null ? await org((tx) => countLoginsBetween(tx, first, now)) : 0;
  const matters = new Map(rules.map((rule) => [rule, new Matters(rule.rule.cooldownSeconds * 1000)]));
  let looked = 0;
  let last = from;
  let outOfTime = false;
  let after: LoginCursor | null = null;
  // what happened just before is seen, and not judged
  const start = new Date(from.getTime() - reachMs);
  const pageAfter = (cursor: LoginCursor | null): Promise<Login[]> =>
    org((tx) => loginsInOrder(tx, { from: start, to: now, only, after: cursor, limit: PAGE }));
  let coming: Promise<Login[]> | null = first === null ? null : pageAfter(null);
  try {
    while (coming !== null && !outOfTime) {
      const page: Login[] = await coming;
      const end = page.at(-1);
      // the database reads on while this page is judged
      coming = end && page.length === PAGE ? pageAfter({ occurredAt: end.occurredAt, sequence: end.sequence }) : null;
      coming?.catch(() => {});
      for (let at = 0; at < page.length && !outOfTime; at += STEP) {
        const step = page.slice(at, at + STEP);
        const before = step.filter((login) => login.occurredAt < from);
        history.add(before);
        const judged = step.slice(before.length);
        for (const { rule, finding } of evaluateBatch(rules, judged, history, { timeZone })) {
          matters.get(rule)!.add(finding);
        }
        looked += judged.length;
        const latest = step.at(-1)!;
        last = latest.occurredAt;
        after = { occurredAt: latest.occurredAt, sequence: latest.sequence };
        await yieldToOthers();
        signal?.throwIfAborted();
        onProgress?.(looked, Math.max(looked, expected));
        outOfTime = clock() - began > budgetMs;
      }
      history.forget(last.getTime() - reachMs);
    }
  } finally {
    // what was asked for ahead and is not needed any more ends before whoever gave the transactions goes on
    await coming?.catch(() => {});
  }
  // what was looked at to the end was not cut, however late that was
  const cut = outOfTime && looked > 0 && (await hasMore(org, now, only, after)) ? 'time' : tooMany ? 'logins' : null;
  const to = cut === 'time' ? last : now;
  const begin = first ?? wanted;
  const covered = Math.min(days, Math.max(1, Math.round((to.getTime() - begin.getTime()) / DAY_MS)));
  // those of the other outcome are looked past; they are part of the stretch all the same
  const logins = first === null ? 0 : await org((tx) => countLoginsBetween(tx, begin, to));
  const results: Backtest[] = [];
  for (const rule of rules) {
    const found = matters.get(rule)!.all();
    results.push({
      from: begin.toISOString(),
      to: to.toISOString(),
      days: covered,
      logins,
      matched: found.reduce((sum, matter) => sum + matter.events.size, 0),
      alerts: found.length,
      perWeek: rounded((found.length * 7) / covered),
      perDay: perDay(found, begin, to, timeZone),
      examples: found
        .toSorted((a, b) => b.first - a.first)
        .slice(0, EXAMPLES)
        .map(exampleOf),
      known: await knownAmong(org, found),
      cut,
    });
  }
  return results;
}

/** Whole from one on: nobody counts tenths of an alert. */
export const rounded = (value: number): number => (value >= 1 ? Math.round(value) : Math.round(value * 10) / 10);

async function hasMore(org: InOrg, to: Date, only: Outcome | null, after: LoginCursor | null): Promise<boolean> {
  if (!after) return false;
  const next = await org((tx) => loginsInOrder(tx, { from: after.occurredAt, to, only, after, limit: 1 }));
  return next.length > 0;
}

/** What would have been one alert. Times in milliseconds. */
interface Matter {
  first: number;
  last: number;
  events: Set<number>;
  /** The latest finding speaks. */
  finding: Finding;
  accounts: Map<string, number>;
  addresses: Map<string, number>;
  countries: Map<string, number>;
}

/** Findings as alerts: those of one fingerprint that are no further apart than the cooldown are one, as in ingestion. */
class Matters {
  readonly #reachMs: number;
  readonly #byFingerprint = new Map<string, Matter[]>();

  constructor(reachMs: number) {
    this.#reachMs = reachMs;
  }

  add(finding: Finding): void {
    const times = finding.logins.map((login) => login.occurredAt.getTime());
    const next: Matter = {
      first: times.reduce((a, b) => Math.min(a, b)),
      last: times.reduce((a, b) => Math.max(a, b)),
      events: new Set(),
      finding,
      accounts: new Map(),
      addresses: new Map(),
      countries: new Map(),
    };
    const known = this.#byFingerprint.get(finding.fingerprint) ?? [];
    const touched = known.filter(
      (matter) => next.first <= matter.last + this.#reachMs && next.last >= matter.first - this.#reachMs,
    );
    const [whole = next, ...others] = touched;
    for (const other of others) absorb(whole, other);
    whole.first = Math.min(whole.first, next.first);
    whole.last = Math.max(whole.last, next.last);
    whole.finding = finding;
    for (const login of finding.logins) {
      if (whole.events.has(login.sequence)) continue;
      whole.events.add(login.sequence);
      count(whole.accounts, login.account);
      count(whole.addresses, login.address);
      count(whole.countries, login.country);
    }
    const rest = known.filter((matter) => !touched.includes(matter));
    this.#byFingerprint.set(finding.fingerprint, [...rest, whole]);
  }

  all(): Matter[] {
    return [...this.#byFingerprint.values()].flat();
  }
}

function absorb(whole: Matter, part: Matter): void {
  whole.first = Math.min(whole.first, part.first);
  whole.last = Math.max(whole.last, part.last);
  for (const sequence of part.events) whole.events.add(sequence);
  for (const names of ['accounts', 'addresses', 'countries'] as const)
    for (const [name, events] of part[names]) whole[names].set(name, (whole[names].get(name) ?? 0) + events);
}

function count(names: Map<string, number>, name: string | null): void {
  if (name !== null) names.set(name, (names.get(name) ?? 0) + 1);
}

function exampleOf(matter: Matter): Backtest['examples'][number] {
  const tally: Tally = {
    accounts: ranked(matter.accounts),
    addresses: ranked(matter.addresses),
    countries: ranked(matter.countries),
  };
  const growth = {
    count: matter.events.size,
    firstSeen: new Date(matter.first),
    lastSeen: new Date(matter.last),
    tally,
  };
  return {
    title: matter.finding.tell(growth).title,
    at: new Date(matter.last).toISOString(),
    events: matter.events.size,
    logs: [...matter.events].slice(-3).map((number) => formatReference({ kind: 'event', number })),
  };
}

const ranked = (names: Map<string, number>): [string, number][] =>
  [...names].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 200);

/** Every day of the stretch as the organisation's calendar has it, and how many alerts would have begun on it. */
export function perDay(
  matters: readonly Pick<Matter, 'first'>[],
  from: Date,
  to: Date,
  timeZone: string,
): Backtest['perDay'] {
  const calendar = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
  const days = new Map<string, number>();
  // half a day's steps: clocks that are put forward leave days of 23 hours
  for (let at = from.getTime(); at < to.getTime(); at += DAY_MS / 2) days.set(calendar.format(at), 0);
  days.set(calendar.format(to), 0);
  for (const matter of matters) {
    const day = calendar.format(Math.max(matter.first, from.getTime()));
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return [...days].map(([day, alerts]) => ({ day, alerts }));
}

async function knownAmong(org: InOrg, matters: readonly Matter[]): Promise<Backtest['known']> {
  const known = { alerts: 0, falseAlarms: 0 };
  for (let at = 0; at < matters.length; at += 500) {
    const some = matters.slice(at, at + 500).map((matter) => [...matter.events].slice(0, SAMPLE));
    const rows = await org((tx) => alertsOnLogins(tx, some.flat()));
    const statuses = new Map<number, string[]>();
    for (const { on, status } of rows) statuses.set(on, [...(statuses.get(on) ?? []), status]);
    for (const events of some) {
      const found = events.flatMap((sequence) => statuses.get(sequence) ?? []);
      if (found.length > 0) known.alerts++;
      if (found.includes('false_alarm')) known.falseAlarms++;
    }
  }
  return known;
}
