import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import {
  findModelBudget,
  listModelUsage,
  lockModelBudget,
  membersUsageToday,
  saveModelBudget,
  type UsedToday,
  usedToday,
} from '../db/model-usage.ts';
import type { OrgDb } from '../db/scope.ts';
import { LIMIT_KEYS, limitsOf, type ModelBudget, type ModelLimits, NO_BUDGET } from '../domain/model-budget.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import type { Work } from './work.ts';

const limit = z.int().min(1).max(1_000_000_000_000).nullable();
const budgetSchema = z.strictObject({
  turnTokens: limit,
  turnMicros: limit,
  memberTokens: limit,
  memberMicros: limit,
  dailyTokens: limit,
  dailyMicros: limit,
});

const DAYS = 14;

/** What language models cost an organisation: its limits, today by whom, and the last two weeks. */
export async function seeModelBudget(tx: OrgDb, most: ModelLimits, now: Date) {
  const kept = await findModelBudget(tx);
  const budget = kept?.budget ?? NO_BUDGET;
  const used = await usedToday(tx, now);
  const members = await membersUsageToday(tx, now);
  const ofMembers = members.reduce<UsedToday>(
    (sum, one) => ({ tokens: sum.tokens + one.tokens, micros: sum.micros + one.micros }),
    { tokens: 0, micros: 0 },
  );
  const { today, timeZone, items } = await listModelUsage(tx, { days: DAYS, now });
  return {
    budget,
    limits: limitsOf(most, budget),
    set: kept ? { at: kept.updatedAt, by: kept.updatedBy } : null,
    used,
    members,
    /** What keys and the service itself asked for. */
    others: {
      tokens: Math.max(0, used.tokens - ofMembers.tokens),
      micros: Math.max(0, used.micros - ofMembers.micros),
    },
    today,
    timeZone,
    /** By model, newest first. */
    days: items,
  };
}
export type SeenModelBudget = Awaited<ReturnType<typeof seeModelBudget>>;

/** Changes what an organisation allows itself: no more than the installation does. Null is what that allows. */
export async function setModelBudget(work: Work, most: ModelLimits, input: Partial<ModelBudget>): Promise<ModelBudget> {
  authorise(work.principal, 'rules.write');
  const { tx, now, principal } = work;
  const change = checked(budgetSchema.partial(), input);
  for (const key of LIMIT_KEYS) {
    const wish = change[key] ?? null;
    if (wish !== null && most[key] > 0 && wish > most[key])
      throw new SafeNestError('invalid_input', `The installation allows at most ${said(key, most[key])}.`);
  }
  await lockModelBudget(tx);
  const before = (await findModelBudget(tx))?.budget ?? NO_BUDGET;
  const after = { ...before, ...change };
  if (isDeepStrictEqual(before, after)) return after;
  await saveModelBudget(tx, after, { at: now, by: principal.name });
  await audit(work, { action: 'model_budget.set', detail: { before, after } });
  return after;
}

const OF: Record<string, string> = { turn: 'for one question', member: 'for one member a day', daily: 'a day' };
function said(key: keyof ModelLimits, value: number): string {
  const amount = key.endsWith('Micros') ? `$${value / 1_000_000}` : `${value.toLocaleString('en-GB')} tokens`;
  return `${amount} ${OF[key.replace(/(?:Tokens|Micros)$/, '')]}`;
}
