import { countAlertsRaised } from '../../../db/alerts.ts';
import { type AnomalyModel, findAnomalyModel, moveAnomalyHead } from '../../../db/anomaly-models.ts';
import { alertsOnLogins } from '../../../db/backtest.ts';
import { baselinesOf, saveBaselines } from '../../../db/baselines.ts';
import { lockIngestion } from '../../../db/events.ts';
import { forgottenHabits } from '../../../db/forgotten-habits.ts';
import { lockLearning } from '../../../db/learning.ts';
import { judgedLogins, loginsAfter, newestSequence, saveLoginScores } from '../../../db/login-scores.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import { listRules } from '../../../db/rules.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { WaitingNews } from '../../../messages/outbound.ts';
import { raiseAlerts } from '../../raise-alert.ts';
import type { Login } from '../detector.ts';
import { isForgotten, keptIn } from './forgotten.ts';
import { createKnowledge } from './knowledge.ts';
import { kept, type Scored, scoresOf } from './scored.ts';
import { tellVolume } from './tell-volume.ts';
import { type TrainingParts, trainLogins } from './train-logins.ts';
import { unusualFinding, unusualLogin, unusualVoice } from './unusual-login.ts';

const PAGE = 1000;
const MOST_LABELS = 500;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What happened longer ago is listed, and nobody is told. */
const TOLD_MS = DAY_MS;
/** Without a forest, so long is waited before it is tried again. */
const AGAIN_MS = 10 * 60_000;
/** How long one run goes on, milliseconds; the next one takes the rest. */
const BUDGET_MS = 20_000;

export interface ScoringParts extends TrainingParts {
  wake: (news: readonly WaitingNews[]) => void;
  clock?: () => number;
}

export interface ScoringDone {
  scored: number;
  alerts: number;
  /** It was trained first. */
  trained: boolean;
}

/**
 * Scores the logins of an organisation that were stored since the last time, learns from them, and raises alerts for the few that an
 * `unusual_login` rule is about. The first time, and while there was too little to learn from, everything is trained instead. Safe
 * to run twice at once: whoever comes second writes nothing.
 */
export async function scoreLogins(parts: ScoringParts): Promise<ScoringDone> {
  const { org, now, signal, clock = () => performance.now() } = parts;
  const began = clock();
  const { model, newest } = await org(async (tx) => ({
    model: await findAnomalyModel(tx),
    newest: await newestSequence(tx),
  }));
  const done: ScoringDone = { scored: 0, alerts: 0, trained: false };
  if (newest === 0 || model?.sequence === newest) return done;
  const isDue = model && model.forest === null && now.getTime() - model.trainedAt.getTime() >= AGAIN_MS;
  if (!model || isDue) {
    const { recent } = await trainLogins(parts);
    done.trained = true;
    done.alerts = await tellRecent(parts, recent);
    return done;
  }
  let at: AnomalyModel = model;
  while (clock() - began < BUDGET_MS) {
    signal?.throwIfAborted();
    const page = await scorePage(parts, at);
    if (!page) break;
    done.scored += page.scored;
    done.alerts += page.alerts;
    at = { ...at, sequence: page.sequence };
    if (page.isLast) break;
  }
  return done;
}

async function scorePage(
  { org, forests, now, signal, wake }: ScoringParts,
  model: AnomalyModel,
): Promise<{ sequence: number; scored: number; alerts: number; isLast: boolean } | null> {
  const { logins, stored, timeZone, labels, forgotten } = await org(async (tx) => {
    const logins = await loginsAfter(tx, model.sequence, PAGE);
    const accounts = [...new Set(logins.map(({ account }) => account))];
    const stored = [...(await baselinesOf(tx, 'organisation', [''])), ...(await baselinesOf(tx, 'account', accounts))];
    const [timeZone, labels] = [await organisationTimeZone(tx), await judgedLogins(tx, MOST_LABELS)];
    return { logins, stored, timeZone, labels, forgotten: await forgottenHabits(tx) };
  });
  const last = logins.at(-1);
  if (!last) return null;
  const knowledge = createKnowledge(timeZone, stored);
  const candidates = logins.flatMap((login) => (isForgotten(forgotten, login) ? [] : (knowledge.take(login) ?? [])));
  const scored = kept(await scoresOf(forests, model, candidates, labels, signal));
  const written = await org(async (tx) => {
    await lockLearning(tx, 'logins');
    // somebody had an account of these forgotten meanwhile: the next run looks at them again
    const isKept = keptIn(forgotten, await forgottenHabits(tx));
    if (!logins.every(({ account }) => isKept(account))) return null;
    if (!(await moveAnomalyHead(tx, model.sequence, last.sequence))) return null;
    await saveBaselines(tx, knowledge.baselines(), now);
    await saveLoginScores(
      tx,
      scored.map(({ score }) => score),
    );
    const latest = latestOf(logins, now).flatMap((login) => {
      const pattern = knowledge.patternOf(login.account);
      return pattern ? [{ login, pattern }] : [];
    });
    return [...(await tell(tx, now, scored)), ...(await tellVolume(tx, { now, timeZone, latest }))];
  });
  if (!written) return null;
  if (written.length > 0) wake(written);
  return {
    sequence: last.sequence,
    scored: candidates.length,
    alerts: written.length,
    isLast: logins.length < PAGE,
  };
}

/** The latest successful login of each account in each hour, where it is of the last day. */
function latestOf(logins: readonly Login[], now: Date): Login[] {
  const latest = new Map<string, Login>();
  for (const login of logins) {
    const at = login.occurredAt.getTime();
    if (login.outcome !== 'success' || at <= now.getTime() - TOLD_MS) continue;
    const key = `${Math.floor(at / HOUR_MS)} ${login.account}`;
    const known = latest.get(key);
    if (!known || login.occurredAt >= known.occurredAt) latest.set(key, login);
  }
  return [...latest.values()];
}

async function tellRecent({ org, now, wake }: ScoringParts, scored: readonly Scored[]): Promise<number> {
  const news = await org((tx) => tell(tx, now, scored));
  if (news.length > 0) wake(news);
  return news.length;
}

/**
 * Raises what the organisation's active `unusual_login` rule is about: the most unusual first, only of the last day, no more a day
 * than the rule allows, and nothing that another rule has told already.
 */
async function tell(tx: OrgDb, now: Date, scored: readonly Scored[]): Promise<WaitingNews[]> {
  const rule = (await listRules(tx, ['active'])).find(({ kind }) => kind === unusualLogin.kind);
  const bound = rule && unusualVoice(rule);
  if (!bound) return [];
  const { voice, params } = bound;
  const recent = scored
    .filter(
      ({ login, score }) =>
        score.ranked * 100 >= params.min_percent &&
        score.reasons.length >= params.min_reasons &&
        login.occurredAt.getTime() > now.getTime() - TOLD_MS,
    )
    .sort((a, b) => b.score.ranked - a.score.ranked || b.score.score - a.score.score);
  if (recent.length === 0) return [];
  await lockIngestion(tx);
  const told = new Set(
    (
      await alertsOnLogins(
        tx,
        recent.map(({ login }) => login.sequence),
      )
    ).map(({ on }) => on),
  );
  const before = await countAlertsRaised(tx, unusualLogin.kind, new Date(now.getTime() - DAY_MS));
  const findings = recent
    .filter(({ login }) => !told.has(login.sequence))
    .slice(0, Math.max(0, params.max_per_day - before))
    .map(({ login, score }) => unusualFinding(voice, login, score));
  const { news } = await raiseAlerts(tx, now, findings, [voice]);
  return news;
}
