import { addModelUsage, findModelBudget, type UsedToday, usedByMemberToday, usedToday } from '../db/model-usage.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { costOf, limitsOf, type ModelLimits, type ModelPrices, NO_BUDGET, NO_LIMITS } from '../domain/model-budget.ts';
import type { Log } from '../log.ts';
import { isPaused } from '../pipeline/autonomy.ts';

/** What the installation allows, and what its models cost; what is not said is no limit. */
export type TokenLimits = Partial<ModelLimits> & { prices?: ModelPrices };

export const TOKEN_LIMITS: TokenLimits = { turnTokens: 60_000, dailyTokens: 2_000_000 };

/** What one call cost. */
export interface Spent {
  input: number;
  output: number;
  /** Of these, how many were estimated. */
  estimated: number;
  failed: boolean;
}

/** Why a call is not to be made: nothing is left of this budget, or the organisation lets nothing happen by itself. */
export type NotReserved = 'turn_budget' | 'member_budget' | 'day_budget' | 'paused';

/** The budget of one turn, of who asks, and of the organisation's day. */
export interface TokenBudget {
  /**
   * Sets aside what a call may cost, for as long as it runs; else why there is to be none. What is set aside counts as spent, so that many
   * at once go over a day's budget by one call at most. `turn`: what the turn has cost so far. To be given free once the call is on account.
   */
  reserve(call: {
    model: string;
    tokens: number;
    turn?: { input: number; output: number };
  }): Promise<(() => void) | NotReserved>;
  /** Puts a call on the organisation's account; never fails a turn. */
  spend(model: string, spent: Spent): Promise<void>;
}

/** What the calls under way in this process may cost, and what has been given free so far. */
interface SetAside {
  now: UsedToday;
  freed: UsedToday;
}
const setAside = new WeakMap<Db, Map<string, SetAside>>();

function setAsideOf(db: Db, account: string): SetAside {
  const all = setAside.get(db) ?? new Map<string, SetAside>();
  setAside.set(db, all);
  const mine = all.get(account) ?? { now: { tokens: 0, micros: 0 }, freed: { tokens: 0, micros: 0 } };
  all.set(account, mine);
  return mine;
}

const add = (to: UsedToday, { tokens, micros }: UsedToday, times = 1): void => {
  to.tokens += times * tokens;
  to.micros += times * micros;
};
const isOver = (used: UsedToday, tokens: number, micros: number): boolean =>
  (tokens > 0 && used.tokens >= tokens) || (micros > 0 && used.micros >= micros);

/** `memberId`: who asks, where it is a member. */
export function createTokenBudget(
  { db, now, log }: { db: Db; now: () => Date; log: Log },
  orgId: OrgId,
  { prices, ...most }: TokenLimits,
  memberId: string | null = null,
): TokenBudget {
  let counted = false;
  return {
    async reserve({ model, tokens, turn = { input: 0, output: 0 } }) {
      const next = { tokens, micros: costOf(prices?.get(model), { input: tokens, output: 0 }) };
      const accounts = [
        { why: 'day_budget' as const, aside: setAsideOf(db, orgId) },
        ...(memberId === null
          ? []
          : [{ why: 'member_budget' as const, aside: setAsideOf(db, `${orgId} ${memberId}`) }]),
      ].map((one) => ({ ...one, freed: { ...one.aside.freed } }));
      const { limits, paused, used } = await withOrg(db, orgId, async (tx) => ({
        paused: await isPaused(tx, now()),
        limits: limitsOf({ ...NO_LIMITS, ...most }, (await findModelBudget(tx))?.budget ?? NO_BUDGET),
        used: {
          day_budget: await usedToday(tx, now()),
          member_budget: memberId === null ? { tokens: 0, micros: 0 } : await usedByMemberToday(tx, memberId, now()),
        },
      }));
      if (paused) return 'paused';
      const whole = {
        tokens: turn.input + turn.output + next.tokens,
        micros: costOf(prices?.get(model), turn) + next.micros,
      };
      if (
        (limits.turnTokens > 0 && whole.tokens > limits.turnTokens) ||
        (limits.turnMicros > 0 && whole.micros > limits.turnMicros)
      )
        return 'turn_budget';
      for (const { why, aside, freed } of accounts) {
        const all = { ...used[why] };
        add(all, aside.now);
        // What ended while we read may not be in what we read.
        add(all, aside.freed);
        add(all, freed, -1);
        const [ofTokens, ofMicros] =
          why === 'day_budget' ? [limits.dailyTokens, limits.dailyMicros] : [limits.memberTokens, limits.memberMicros];
        if (isOver(all, ofTokens, ofMicros)) return why;
      }
      for (const { aside } of accounts) add(aside.now, next);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        for (const { aside } of accounts) {
          add(aside.now, next, -1);
          add(aside.freed, next);
        }
      };
    },
    async spend(model, { input, output, estimated, failed }) {
      const cost = {
        turns: counted ? 0 : 1,
        calls: 1,
        inputTokens: input,
        outputTokens: output,
        estimatedTokens: estimated,
        failures: failed ? 1 : 0,
        costMicros: costOf(prices?.get(model), { input, output }),
      };
      counted = true;
      try {
        await withOrg(db, orgId, (tx) => addModelUsage(tx, model, cost, now(), memberId));
      } catch (error) {
        log.error({ err: error, model }, 'what a language model cost could not be put on account');
      }
    },
  };
}
