import { alertsOnEvent } from '../../../db/alerts.ts';
import { type AnomalyModel, findAnomalyModel } from '../../../db/anomaly-models.ts';
import { baselinesOf } from '../../../db/baselines.ts';
import { findEvent } from '../../../db/events.ts';
import {
  findLoginScore,
  judgedLogins,
  listLoginScores,
  type ScorePage,
  saveRanks,
  setVerdict,
} from '../../../db/login-scores.ts';
import { organisationTimeZone } from '../../../db/organisations.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { LoginEvent } from '../../../domain/event.ts';
import type { Principal } from '../../../domain/principal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import type { BaselineState, LoginScore, UnusualReason, Verdict } from '../../../domain/unusual.ts';
import { SafeNestError } from '../../../errors.ts';
import { changeAlertStatus } from '../../alerts.ts';
import { audit } from '../../audit.ts';
import { authorise } from '../../authorise.ts';
import type { Work } from '../../work.ts';
import { stateOf } from '../baselines/baseline.ts';
import { LEAST_LOGINS } from './features.ts';
import { knowsWeekdays } from './habit.ts';
import { createKnowledge } from './knowledge.ts';
import { usualHours } from './reasons.ts';
import { rerank, scaled } from './rerank.ts';
import { labelsOf } from './scored.ts';
import { unusualLogin } from './unusual-login.ts';

const DAY_MS = 86_400_000;
const MOST_LABELS = 500;
/** From here on a login is said to be unusual; the rule that alerts has a threshold of its own. */
const UNUSUAL_FROM = 0.99;

/** How far learning has come. */
export interface Learned {
  ready: boolean;
  /** Logins it stands on. */
  rows: number;
  accounts: number;
  trainedAt: Date | null;
}

export interface UnusualLogins {
  learned: Learned;
  logins: LoginScore[];
}

/** The most unusual logins of a time, of one account where it is named: at least 99 % of all are less unusual. */
export async function unusualLogins(tx: OrgDb, principal: Principal, page: ScorePage): Promise<UnusualLogins> {
  authorise(principal, 'logs.read');
  const model = await findAnomalyModel(tx);
  return { learned: learnedOf(model), logins: await listLoginScores(tx, { least: UNUSUAL_FROM, ...page }) };
}

const learnedOf = (model: AnomalyModel | null): Learned => ({
  ready: model?.forest != null,
  rows: model?.rows ?? 0,
  accounts: model?.trained?.accounts ?? 0,
  trainedAt: model?.trainedAt ?? null,
});

/** Why a login was scored as it was, or why it was not. `kept`: as it stood out then; else it is beside what is known today. */
export type Explained = { event: LoginEvent; learned: Learned } & (
  | { outcome: 'unusual'; score: LoginScore }
  | { outcome: 'ordinary'; reasons: UnusualReason[] }
  | { outcome: 'failed' | 'not_ready' }
  | { outcome: 'too_new'; logins: number }
);

/** Explains one login; `not_found` where there is none. */
export async function explainLogin(tx: OrgDb, principal: Principal, sequence: number): Promise<Explained> {
  authorise(principal, 'logs.read');
  const event = await findEvent(tx, sequence);
  if (!event) throw unknown(sequence);
  const learned = learnedOf(await findAnomalyModel(tx));
  const common = { event, learned };
  const score = await findLoginScore(tx, sequence);
  if (score && score.reasons.length > 0) return { ...common, outcome: 'unusual', score };
  if (event.outcome === 'failure') return { ...common, outcome: 'failed' };
  if (!learned.ready) return { ...common, outcome: 'not_ready' };
  const [known] = await baselinesOf(tx, 'account', [event.account]);
  const logins = Math.floor(known?.habit?.logins ?? 0);
  if (!known?.habit || logins < LEAST_LOGINS) return { ...common, outcome: 'too_new', logins };
  const stored = [known, ...(await baselinesOf(tx, 'organisation', ['']))];
  const candidate = createKnowledge(await organisationTimeZone(tx), stored).take(event);
  return { ...common, outcome: 'ordinary', reasons: candidate?.reasons([]) ?? [] };
}

/** What is normal for an account. */
export interface UsualOf {
  account: string;
  state: BaselineState;
  logins: number;
  hours: { from: number; to: number };
  /** 0 is Monday; those with at least a twentieth of its sign-ins. None while too few of each have passed to tell. */
  weekdays: number[];
  /** The most frequent first. */
  countries: string[];
  cities: string[];
  devices: string[];
  lately: LoginScore[];
}

/** What is usual for an account, and what was not in the last 30 days; null where it never signed in. */
export async function usualOf(tx: OrgDb, principal: Principal, account: string, now: Date): Promise<UsualOf | null> {
  authorise(principal, 'logs.read');
  const [known] = await baselinesOf(tx, 'account', [account]);
  if (!known?.habit || known.habit.logins < 1) return null;
  const { habit, pattern } = known;
  const from = new Date(now.getTime() - 30 * DAY_MS);
  const names = (counts: Record<string, number>): string[] =>
    Object.entries(counts)
      .filter(([, count]) => count >= 0.03 * habit.logins)
      .sort((a, b) => b[1] - a[1])
      .map(([name]) => name);
  return {
    account,
    state: stateOf(pattern, now),
    logins: pattern.events,
    hours: usualHours(habit.hours),
    weekdays: knowsWeekdays(habit, { occurredAt: now })
      ? habit.weekdays.flatMap((count, day) => (count >= habit.logins / 20 ? [day] : []))
      : [],
    countries: names(habit.countries),
    cities: habit.places.flatMap(({ city, count }) => (city !== null && count >= 0.03 * habit.logins ? [city] : [])),
    devices: names(habit.devices),
    lately: await listLoginScores(tx, {
      from,
      to: new Date(now.getTime() + 1),
      limit: 5,
      account,
      least: UNUSUAL_FROM,
    }),
  };
}

/**
 * Writes down what somebody says of an unusual login, or takes it back; an open alert of the same kind on it gets the status that says
 * the same. Everything listed is ranked anew by it. `not_found` for a login that did not stand out.
 */
export async function judgeLogin(work: Work, sequence: number, verdict: Verdict | null): Promise<void> {
  const { tx, principal, now } = work;
  authorise(principal, 'alerts.write');
  const before = await findLoginScore(tx, sequence);
  if (!before) throw unknown(sequence);
  if (before.verdict === verdict) return;
  await setVerdict(tx, sequence, verdict, principal.name, now);
  await audit(work, {
    action: 'login.judge',
    subject: formatReference({ kind: 'event', number: sequence }),
    detail: { before: before.verdict, after: verdict },
  });
  if (verdict !== null)
    for (const alert of await alertsOnEvent(tx, sequence))
      if (
        alert.kind === unusualLogin.kind &&
        (alert.status === 'open' || alert.status === 'acknowledged') &&
        can(principal.role, 'alerts.write')
      )
        await changeAlertStatus(work, {
          number: alert.number,
          status: verdict === 'false_alarm' ? 'false_alarm' : 'acknowledged',
        });
  await rankAnew(tx, now);
}

/** The listed logins once more, by what people have said by now. */
async function rankAnew(tx: OrgDb, now: Date): Promise<void> {
  const model = await findAnomalyModel(tx);
  if (!model?.trained) return;
  const { centre, spread } = model.trained;
  const labels = labelsOf(await judgedLogins(tx, MOST_LABELS), model.trained);
  const from = new Date(now.getTime() - 30 * DAY_MS);
  const listed = await listLoginScores(tx, { from, to: new Date(now.getTime() + DAY_MS), limit: 1000 });
  await saveRanks(
    tx,
    listed.map(({ sequence, share, features, account }) => ({
      sequence,
      ranked: rerank(share, scaled(features, centre, spread), account, labels),
    })),
  );
}

const unknown = (sequence: number): SafeNestError =>
  new SafeNestError('not_found', `${formatReference({ kind: 'event', number: sequence })} is no login that stood out.`);
