import { countAlertsBy } from '../db/alerts.ts';
import { successesByCountry, successesByHour } from '../db/login-habits.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { listProposals } from '../db/proposals.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Backtest } from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import { covers } from './anomaly/covers.ts';
import type { BoundRule } from './anomaly/evaluate.ts';
import { canonicalJson } from './audit.ts';
import { type BacktestOptions, backtestAll } from './backtest.ts';
import { bindRule, type NewRule, previewNewRule } from './rules.ts';

/** Why a rule is recommended, in the organisation's own numbers. */
export type Reason =
  /** Nothing watches for it. */
  | { kind: 'gap' }
  /** This share of sign-ins comes from these countries, and so many from elsewhere. */
  | { kind: 'countries'; percent: number; countries: string[]; elsewhere: number }
  /** This share of sign-ins falls into these hours of these days. */
  | { kind: 'hours'; percent: number; from: string; to: string; days: string[] }
  /** So many of a rule's alerts were called false alarms. */
  | { kind: 'noisy'; alerts: number; falseAlarms: number; nowWouldRaise: number };

/** A rule to add, or where `rule` is given, a change of one that there is. */
export interface Recommendation {
  /** The rule as it would be. */
  wanted: Rule;
  rule: Rule | null;
  /** What differs from the kind's defaults, or from the rule as it is. */
  params: Record<string, unknown>;
  reason: Reason;
  backtest: Backtest;
}

export interface Recommended {
  recommendations: Recommendation[];
  /** How many possibilities were looked at, and how many of them would have raised nothing, or too much. */
  tried: number;
  silent: number;
  noisy: number;
  /** Logins looked at, and of how many days. */
  logins: number;
  days: number;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
const MOST = 5;
/** More alerts a week than this and nobody reads them. */
export const BEARABLE_PER_WEEK = 10;
/** A rule is noisy from so many alerts on, when at least this share of them were false alarms. */
const NOISY = { alerts: 4, share: 0.5 };
const FEWEST_LOGINS = 50;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

interface Candidate {
  wanted: Rule;
  bound: BoundRule;
  rule: Rule | null;
  params: Record<string, unknown>;
  reason: Reason;
}

/**
 * At most five rules worth having or changing, each with its reason in numbers: what nothing watches for and would have raised
 * a few alerts, what the organisation's own countries and hours suggest, and calmer settings for rules that cry wolf.
 */
export async function recommendRules(
  org: <T>(read: (tx: OrgDb) => Promise<T>) => Promise<T>,
  options: BacktestOptions,
): Promise<Recommended> {
  const since = new Date(options.now.getTime() - DAYS * DAY_MS);
  const candidates = await org(async (tx) => {
    const rules = await listRules(tx);
    const active = rules.filter((rule) => rule.state === 'active');
    const taken = await alreadySettled(tx, rules);
    const wanted = [
      ...TEMPLATES.map((rule) => ({ rule, reason: { kind: 'gap' } as Reason })),
      ...(await fromHabits(tx, since)),
    ];
    const fresh = wanted.flatMap(({ rule: input, reason }): Candidate[] => {
      const rule = previewNewRule(input);
      const isCovered = active.some((one) => one.kind === rule.kind && covers(rule.kind, one.params, rule.params));
      const bound = bindRule(rule);
      if (isCovered || !bound || taken.has(matterOf(rule))) return [];
      return [{ wanted: rule, bound, rule: null, params: input.params ?? {}, reason }];
    });
    return [...fresh, ...(await calmer(tx, active, since, taken))];
  });
  const results = await backtestAll(
    org,
    candidates.map(({ bound }) => bound),
    { days: DAYS, ...options },
  );
  const tried = candidates.map((candidate, i) => ({ ...candidate, backtest: results[i]! }));
  const adds = tried.filter(({ rule }) => rule === null);
  const good = adds.filter(({ backtest }) => backtest.alerts > 0 && backtest.perWeek <= BEARABLE_PER_WEEK);
  const chosen = [...lessNoise(tried), ...distinct(good)].slice(0, MOST);
  return {
    recommendations: chosen.map(({ bound: _, ...recommendation }) => recommendation),
    tried: adds.length,
    silent: adds.filter(({ backtest }) => backtest.alerts === 0).length,
    noisy: adds.filter(({ backtest }) => backtest.perWeek > BEARABLE_PER_WEEK).length,
    logins: results[0]?.logins ?? 0,
    days: results[0]?.days ?? 0,
  };
}

/** What every organisation might want, beside what follows from its own logins. */
const TEMPLATES: readonly NewRule[] = [
  { kind: 'failed_logins' },
  { kind: 'failed_logins', params: { by: 'account', threshold: 10, window_minutes: 30 } },
  { kind: 'password_spray' },
  { kind: 'success_after_failures' },
  {
    kind: 'success_after_failures',
    params: { by: 'address', min_failures: 20, window_minutes: 60 },
    severity: 'critical',
  },
  { kind: 'first_seen' },
  { kind: 'first_seen', params: { what: 'device' }, severity: 'low' },
  { kind: 'impossible_travel' },
];

const matterOf = ({ kind, params }: Pick<Rule, 'kind' | 'params'>): string => canonicalJson({ kind, params });

/** What was rejected, or waits already. */
async function alreadySettled(tx: OrgDb, rules: readonly Rule[]): Promise<Set<string>> {
  const settled = new Set(rules.filter((rule) => rule.state === 'rejected').map(matterOf));
  const proposals = await listProposals(tx, { states: ['pending', 'rejected'], limit: 200 });
  for (const { kind, args } of proposals) {
    const rule = rules.find(({ number }) => formatReference({ kind: 'rule', number }) === args.rule);
    if (!rule) continue;
    if (kind === 'create_rule') settled.add(matterOf(rule));
    else if (kind === 'change_rule') settled.add(formatReference({ kind: 'rule', number: rule.number }));
  }
  return settled;
}

/** The countries from which 99 % of the sign-ins come; null where there are too few sign-ins or too many countries to tell. */
export async function homeCountries(
  tx: OrgDb,
  since: Date,
): Promise<{ countries: string[]; percent: number; elsewhere: number } | null> {
  const known = (await successesByCountry(tx, since)).filter(({ country }) => country !== null);
  const total = known.reduce((sum, { count }) => sum + count, 0);
  if (total < FEWEST_LOGINS) return null;
  const countries: string[] = [];
  let sum = 0;
  for (const { country, count } of known) {
    if (sum >= 0.99 * total) break;
    countries.push(country!);
    sum += count;
  }
  return countries.length > 10 ? null : { countries, percent: share(sum, total), elsewhere: total - sum };
}

/** Rules from where and when people really sign in. */
async function fromHabits(tx: OrgDb, since: Date): Promise<{ rule: NewRule; reason: Reason }[]> {
  const found: { rule: NewRule; reason: Reason }[] = [];
  const home = await homeCountries(tx, since);
  if (home) {
    const { countries } = home;
    const params = { mode: 'allow', countries };
    found.push({ rule: { kind: 'country', params }, reason: { kind: 'countries', ...home } });
  }
  const hours = await successesByHour(tx, since, await organisationTimeZone(tx));
  const habit = workingHours(hours);
  if (habit) found.push(habit);
  return found;
}

/** The days on which people work, and the shortest stretch of hours that holds 98 % of their sign-ins on those days. */
export function workingHours(
  counts: readonly { weekday: number; hour: number; count: number }[],
): { rule: NewRule; reason: Reason } | null {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total < FEWEST_LOGINS) return null;
  const ofDay = WEEKDAYS.map((_, i) =>
    counts.filter(({ weekday }) => weekday === i + 1).reduce((sum, { count }) => sum + count, 0),
  );
  const most = Math.max(...ofDay);
  // a day with a tenth of the busiest one's sign-ins is a working day
  const days = WEEKDAYS.filter((_, i) => ofDay[i]! >= 0.1 * most);
  const byHour = Array.from({ length: 24 }, (_, hour) =>
    counts
      .filter((one) => one.hour === hour && days.includes(WEEKDAYS[one.weekday - 1]!))
      .reduce((sum, { count }) => sum + count, 0),
  );
  const onDays = byHour.reduce((sum, count) => sum + count, 0);
  let best: { from: number; to: number; sum: number } | null = null;
  for (let from = 0; from < 24; from++) {
    let sum = 0;
    for (let to = from + 1; to <= 24; to++) {
      sum += byHour[to - 1]!;
      if (sum < 0.98 * onDays) continue;
      if (!best || to - from < best.to - best.from) best = { from, to, sum };
      break;
    }
  }
  // people who sign in around the clock have no hours of their own
  if (!best || best.to - best.from > 16) return null;
  const [from, to] = [`${pad(best.from)}:00`, best.to === 24 ? '23:59' : `${pad(best.to)}:00`];
  return {
    rule: { kind: 'time_window', params: { days, from, to }, severity: 'low' },
    reason: { kind: 'hours', percent: share(best.sum, total), from, to, days },
  };
}

/** For active rules most of whose alerts were false alarms: the same with calmer settings, and as it is, to compare. */
async function calmer(
  tx: OrgDb,
  active: readonly Rule[],
  since: Date,
  taken: ReadonlySet<string>,
): Promise<Candidate[]> {
  const found: Candidate[] = [];
  for (const rule of active) {
    const statuses = await countAlertsBy(tx, { ruleId: rule.id, from: since }, 'status');
    const alerts = statuses.reduce((sum, { count }) => sum + count, 0);
    const falseAlarms = statuses.find(({ value }) => value === 'false_alarm')?.count ?? 0;
    if (alerts < NOISY.alerts || falseAlarms < NOISY.share * alerts) continue;
    if (taken.has(formatReference({ kind: 'rule', number: rule.number }))) continue;
    for (const params of [{}, ...calmerSettings(rule)]) {
      const wanted = { ...rule, params: { ...rule.params, ...params } };
      const bound = bindRule(wanted);
      const reason: Reason = { kind: 'noisy', alerts, falseAlarms, nowWouldRaise: 0 };
      if (bound) found.push({ wanted, bound, rule, params, reason });
    }
  }
  return found;
}

/** Settings with which a rule of this kind notices less, the mildest change first. */
function calmerSettings({ kind, params }: Rule): Record<string, unknown>[] {
  const times = (name: string, most: number) =>
    [1.5, 2, 3].map((factor) => ({ [name]: Math.min(most, Math.ceil(Number(params[name]) * factor)) }));
  switch (kind) {
    case 'failed_logins':
      return times('threshold', 1000);
    case 'password_spray':
      return times('min_accounts', 200);
    case 'success_after_failures':
      return times('min_failures', 500);
    case 'impossible_travel':
      return times('min_distance_km', 20_000);
    case 'first_seen':
      return [{ min_logins: 20 }, { min_days: 14, min_logins: 20 }];
    default:
      return [];
  }
}

type Tried = Candidate & { backtest: Backtest };

/** Per noisy rule the mildest change that at least halves what it would have raised, and leaves something of it. */
function lessNoise(tried: readonly Tried[]): Tried[] {
  const rules = new Set(tried.map(({ rule }) => rule).filter((rule) => rule !== null));
  return [...rules].flatMap((rule) => {
    const [asItIs, ...changed] = tried.filter((one) => one.rule === rule);
    const now = asItIs?.backtest.alerts ?? 0;
    const better = changed.find(({ backtest }) => backtest.alerts > 0 && backtest.alerts <= now / 2);
    if (better?.reason.kind !== 'noisy') return [];
    return [{ ...better, reason: { ...better.reason, nowWouldRaise: now } }];
  });
}

/** Of several that are the same kind of thing only the first, where one would notice what the other does. */
const distinct = (tried: readonly Tried[]): Tried[] =>
  tried.filter(
    (one, i) =>
      !tried.some(
        (other, j) =>
          j < i &&
          other.wanted.kind === one.wanted.kind &&
          covers(one.wanted.kind, other.wanted.params, one.wanted.params),
      ),
  );

const share = (part: number, whole: number): number => Math.floor((1000 * part) / whole) / 10;
const pad = (hour: number): string => String(hour).padStart(2, '0');
