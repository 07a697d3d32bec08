import { countLoginsBetween } from '../db/backtest.ts';
import { successesByCountry, successesByHour } from '../db/login-habits.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { listProposals } from '../db/proposals.ts';
import { listRules } from '../db/rules.ts';
import type { InOrg, OrgDb } from '../db/scope.ts';
import type { Backtest, Proposal } from '../domain/proposal.ts';
import { factsChanged, type ProposalFacts } from '../domain/proposal-facts.ts';
import { formatReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import { covers } from './anomaly/covers.ts';
import { canonicalJson } from './audit.ts';
import { type BacktestOptions, backtestAll } from './backtest.ts';
import { backtestRule } from './propose-rule.ts';
import { worthChanging } from './recommend-changes.ts';
import { fromWork } from './recommend-from-work.ts';
import { fromAttacks } from './recommend-second-factor.ts';
import type { Candidate, Reason, Recommendation } from './recommendation.ts';
import { bindRule, type NewRule, previewNewRule } from './rules.ts';

export type { Reason, Recommendation } from './recommendation.ts';

export interface Recommended {
  recommendations: Recommendation[];
  /** How many possibilities were looked at, and how many of them would have raised nothing, or too much. */
  tried: number;
  silent: number;
  noisy: number;
  /** What would be recommended and waits for a decision already, oldest first. */
  waiting: Proposal[];
  /** How many would be, had they not been rejected on the same facts. */
  rejected: number;
  /** Logins looked at, and of how many days. */
  logins: number;
  days: number;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
const MOST = 5;
/** More alerts a week than this and nobody reads them. */
export const BEARABLE_PER_WEEK = 10;
const FEWEST_LOGINS = 50;
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/**
 * At most five rules worth having or changing, each with its reason in numbers: what nothing watches for and would have raised
 * a few alerts, what the organisation's own countries and hours suggest, and calmer settings for rules that cry wolf.
 */
export async function recommendRules(org: InOrg, options: BacktestOptions): Promise<Recommended> {
  const since = new Date(options.now.getTime() - DAYS * DAY_MS);
  const { candidates, closed, settled, logins } = await org(async (tx) => {
    const rules = await listRules(tx);
    const active = rules.filter((rule) => rule.state === 'active');
    const settled = await alreadySettled(tx, rules);
    const isOpen = (one: Candidate): boolean => {
      const before = settled.get(settledAs(one));
      // what waits is not proposed twice; what was rejected without figures stays so
      return before === undefined || (before.state === 'rejected' && before.facts !== null);
    };
    const wanted = [
      ...TEMPLATES.map((rule) => ({ rule, reason: { kind: 'gap' } as Reason })),
      ...(await fromHabits(tx, since)),
    ];
    const fresh = wanted.flatMap(({ rule: input, reason }): Candidate[] => {
      const rule = previewNewRule(input);
      const isCovered = active.some((one) => one.kind === rule.kind && covers(rule.kind, one.params, rule.params));
      const bound = bindRule(rule);
      if (isCovered || !bound) return [];
      const figures: ProposalFacts = reason.kind === 'countries' ? { elsewhere: reason.elsewhere } : {};
      return [{ wanted: rule, bound, rule: null, params: input.params ?? {}, patch: {}, reason, figures, cited: [] }];
    });
    const changes = await worthChanging(tx, active, since);
    const attacked = await fromAttacks(tx, rules, since);
    const worth = [...attacked, ...fresh, ...changes, ...(await fromWork(tx, active, since))];
    return {
      candidates: worth.filter(isOpen),
      closed: new Set(worth.filter((one) => !isOpen(one)).map(settledAs)),
      settled,
      logins: await countLoginsBetween(tx, since, options.now),
    };
  });
  const results = await tryAll(org, candidates, { days: DAYS, ...options });
  const tried = candidates.flatMap((candidate, i): Tried[] => {
    const backtest = results[i];
    if (!backtest) return [];
    // of a change the other way round: the fewer alerts it leaves, the more speaks for it, which its figures say
    const facts = candidate.rule ? candidate.figures : { ...candidate.figures, alerts: backtest.alerts };
    return [{ ...candidate, backtest, facts, again: settled.has(settledAs(candidate)) }];
  });
  const stillOpen = (one: Tried): boolean => {
    const before = settled.get(settledAs(one));
    return before === undefined || factsChanged(before.facts, one.facts);
  };
  const adds = tried.filter(({ rule }) => rule === null);
  // what tells something new before what other rules told already
  const good = adds
    .filter(({ backtest }) => backtest.alerts > 0 && backtest.perWeek <= BEARABLE_PER_WEEK)
    .toSorted((a, b) => Number(isToldAlready(a)) - Number(isToldAlready(b)));
  // a rule that cries wolf is made calmer before anything else is done with it
  const calmer = lessNoise(tried);
  const graver = tried
    .filter(
      ({ rule, reason, backtest }) =>
        rule !== null &&
        (reason.kind === 'incidents' ||
          (reason.kind === 'unusual' && backtest.alerts > 0 && backtest.perWeek <= BEARABLE_PER_WEEK)) &&
        !calmer.some((one) => one.rule === rule),
    )
    .filter((one, i, all) => all.findIndex(({ rule }) => rule === one.rule) === i);
  const worth = [...calmer, ...graver, ...distinct(good)];
  const chosen = worth.filter(stillOpen).slice(0, MOST);
  const looked = results.find((one) => one !== null && (one.of ?? 'logins') === 'logins');
  const before = [...closed].flatMap((matter) => settled.get(matter) ?? []);
  return {
    recommendations: chosen.map(({ bound: _, figures: __, ...recommendation }) => recommendation),
    tried: adds.length,
    silent: adds.filter(({ backtest }) => backtest.alerts === 0).length,
    noisy: adds.filter(({ backtest }) => backtest.perWeek > BEARABLE_PER_WEEK).length,
    waiting: before.flatMap(({ proposal }) => (proposal?.state === 'pending' ? [proposal] : [])).sort(byNumber),
    rejected: before.filter(({ state }) => state === 'rejected').length + worth.filter((one) => !stillOpen(one)).length,
    logins: looked?.logins ?? logins,
    days: looked?.days ?? DAYS,
  };
}

/** What each would have done: those that look at logins one by one together, the others each in its own way; null where it cannot be tried. */
async function tryAll(
  org: InOrg,
  candidates: readonly Candidate[],
  options: BacktestOptions,
): Promise<(Backtest | null)[]> {
  const bound = candidates.flatMap((one) => one.bound ?? []);
  const together = bound.length === 0 ? [] : await backtestAll(org, bound, options);
  const results: (Backtest | null)[] = [];
  for (const one of candidates)
    results.push(one.bound ? together[bound.indexOf(one.bound)]! : await backtestRule(org, one.wanted, options));
  return results;
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

/** A matter that was proposed before: it waits, or was rejected on these facts. */
type Settled = Map<
  string,
  {
    state: 'pending' | 'rejected';
    facts: ProposalFacts | null /** Null of a rule that was rejected by itself. */;
    proposal: Proposal | null;
  }
>;

async function alreadySettled(tx: OrgDb, rules: readonly Rule[]): Promise<Settled> {
  const settled: Settled = new Map();
  for (const rule of rules)
    if (rule.state === 'rejected') settled.set(matterOf(rule), { state: 'rejected', facts: null, proposal: null });
  // newest first: what was said last counts
  const proposals = await listProposals(tx, { states: ['pending', 'rejected', 'approved'], limit: 300 });
  const seen = new Set<string>();
  for (const proposal of proposals) {
    const { kind, args, state, facts } = proposal;
    const rule = rules.find(({ number }) => formatReference({ kind: 'rule', number }) === args.rule);
    if (!rule || (kind !== 'create_rule' && kind !== 'change_rule')) continue;
    const matter = kind === 'create_rule' ? matterOf(rule) : refOf(rule);
    if (seen.has(matter)) continue;
    seen.add(matter);
    if (state === 'pending' || state === 'rejected') settled.set(matter, { state, facts: facts ?? null, proposal });
  }
  return settled;
}

const refOf = ({ number }: Rule): string => formatReference({ kind: 'rule', number });
const byNumber = (a: Proposal, b: Proposal): number => a.number - b.number;
const settledAs = ({ rule, wanted }: Pick<Candidate, 'rule' | 'wanted'>): string =>
  rule ? refOf(rule) : matterOf(wanted);

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
function workingHours(
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

type Tried = Candidate & Pick<Recommendation, 'backtest' | 'facts' | 'again'>;

/** Per rule the mildest change that raises clearly less than it does now, and leaves something of it; the first reason there is counts. */
function lessNoise(tried: readonly Tried[]): Tried[] {
  const rules = new Set(tried.map(({ rule }) => rule).filter((rule) => rule !== null));
  return [...rules].flatMap((rule) => {
    const [asItIs, ...changed] = tried.filter((one) => one.rule === rule && MOST_LEFT[one.reason.kind] > 0);
    const now = asItIs?.backtest.alerts ?? 0;
    const better = changed.find(
      ({ backtest, reason }) => backtest.alerts > 0 && backtest.alerts <= MOST_LEFT[reason.kind] * now,
    );
    if (!better || !('nowWouldRaise' in better.reason)) return [];
    return [{ ...better, reason: { ...better.reason, nowWouldRaise: now } }];
  });
}

/** What share of its alerts a change may leave at most: of false alarms half must go, of repetitions and of shared ways out some. */
const MOST_LEFT: Record<Reason['kind'], number> = {
  gap: 0,
  countries: 0,
  hours: 0,
  noisy: 0.5,
  repeats: 0.75,
  egress: 0.75,
  incidents: 0,
  unusual: 0,
  second_factor: 0,
};

const isToldAlready = ({ backtest: { alerts, known } }: Tried): boolean => known.alerts >= alerts;

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
