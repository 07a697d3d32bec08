import { alertsOnLogins, countLoginsBetween } from '../../../db/backtest.ts';
import { listLoginScores } from '../../../db/login-scores.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import type { InOrg } from '../../../db/scope.ts';
import type { Backtest } from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import type { LoginScore } from '../../../domain/unusual.ts';
import type { BacktestOptions } from '../../backtest.ts';
import { knownAmong, TriedMatters, triedAs } from '../../backtest-matters.ts';
import type { Login } from '../detector.ts';
import { unusualFinding, unusualVoice } from './unusual-login.ts';

const DAY_MS = 86_400_000;
/** Scores are kept as long. */
const MOST_DAYS = 30;
const MOST_SCORES = 1000;

/**
 * What an `unusual_login` rule would have raised in the last `days` (30 at most), by the scores that are kept, as they rank today: the most
 * unusual first of each day, no more than it allows. Null where its settings cannot be read.
 */
export async function tryUnusual(
  org: InOrg,
  rule: Rule,
  { now, days = MOST_DAYS }: BacktestOptions,
): Promise<Backtest | null> {
  const bound = unusualVoice(rule);
  if (!bound) return null;
  const { params, voice } = bound;
  const covered = Math.min(days, MOST_DAYS);
  const from = new Date(now.getTime() - covered * DAY_MS);
  const to = new Date(now.getTime() + 1);
  const { scores, logins, timeZone } = await org(async (tx) => ({
    scores: await listLoginScores(tx, { from, to, limit: MOST_SCORES, least: params.min_percent / 100 }),
    logins: await countLoginsBetween(tx, from, to),
    timeZone: await organisationTimeZone(tx),
  }));
  const matters = new TriedMatters<LoginScore>(rule.cooldownSeconds);
  for (const score of mostUnusual(scores, params).toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())) {
    const { fingerprint, tell } = unusualFinding(voice, loginOf(score), score);
    const at = score.occurredAt.getTime();
    const title = (count: number): string =>
      tell({
        count,
        firstSeen: score.occurredAt,
        lastSeen: score.occurredAt,
        tally: { accounts: [], addresses: [], countries: [] },
      }).title;
    matters.add(fingerprint, { first: at, last: at, items: [score], title });
  }
  const found = matters.all();
  return triedAs(found, {
    from,
    to: now,
    days: covered,
    timeZone,
    logins,
    refOf: ({ sequence }) => formatReference({ kind: 'event', number: sequence }),
    known: await knownAmong(org, found, ({ sequence }) => sequence, alertsOnLogins),
    cut: null,
  });
}

/** Of each 24 hours back from the latest, those that the rule would tell: the most unusual of those with reasons enough. */
function mostUnusual(
  scores: readonly LoginScore[],
  { min_reasons, max_per_day }: { min_reasons: number; max_per_day: number },
): LoginScore[] {
  const days = Map.groupBy(
    scores.filter(({ reasons }) => reasons.length >= min_reasons),
    ({ occurredAt }) => Math.floor(occurredAt.getTime() / DAY_MS),
  );
  return [...days.values()].flatMap((day) => day.slice(0, max_per_day));
}

const loginOf = ({ sequence, occurredAt, account }: LoginScore): Login => ({
  sequence,
  occurredAt,
  outcome: 'success',
  account,
  address: null,
  country: null,
  city: null,
  latitude: null,
  longitude: null,
  device: null,
});
