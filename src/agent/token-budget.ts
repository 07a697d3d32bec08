import { addModelUsage, tokensToday } from '../db/model-usage.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import { isPaused } from '../pipeline/autonomy.ts';

/** What questions may cost; 0 is no limit. */
export interface TokenLimits {
  /** Input and output tokens of one question. */
  turnTokens: number;
  /** Of all questions of an organisation on one of its days. */
  dailyTokens: number;
}

export const TOKEN_LIMITS: TokenLimits = { turnTokens: 60_000, dailyTokens: 2_000_000 };

/** What one call cost. */
export interface Spent {
  input: number;
  output: number;
  /** Of these, how many were estimated. */
  estimated: number;
  failed: boolean;
}

/** The budget of one turn and of the organisation's day. */
export interface TokenBudget {
  readonly turnTokens: number;
  /**
   * Sets aside what a call may cost, for as long as it runs; else why there is to be none: nothing is left of the day, or the
   * organisation lets nothing happen by itself. What is set aside counts as spent, so that many at once go over the day's budget by one
   * call at most. To be given free once the call is on account.
   */
  reserve(tokens: number): Promise<(() => void) | 'day_budget' | 'paused'>;
  /** Puts a call on the organisation's account; never fails a turn. */
  spend(model: string, spent: Spent): Promise<void>;
}

/** What the calls under way in this process may cost, and what has been given free so far. */
interface SetAside {
  now: number;
  freed: number;
}
const setAside = new WeakMap<Db, Map<OrgId, SetAside>>();

function setAsideOf(db: Db, orgId: OrgId): SetAside {
  const all = setAside.get(db) ?? new Map<OrgId, SetAside>();
  setAside.set(db, all);
  const mine = all.get(orgId) ?? { now: 0, freed: 0 };
  all.set(orgId, mine);
  return mine;
}

export function createTokenBudget(
  { db, now, log }: { db: Db; now: () => Date; log: Log },
  orgId: OrgId,
  limits: TokenLimits,
): TokenBudget {
  let counted = false;
  return {
    turnTokens: limits.turnTokens,
    async reserve(tokens) {
      const aside = setAsideOf(db, orgId);
      const before = aside.freed;
      const { used, paused } = await withOrg(db, orgId, async (tx) => ({
        paused: await isPaused(tx, now()),
        used: limits.dailyTokens > 0 ? await tokensToday(tx, now()) : 0,
      }));
      if (paused) return 'paused';
      // What ended while we read may not be in what we read.
      if (limits.dailyTokens > 0 && used + aside.now + (aside.freed - before) >= limits.dailyTokens)
        return 'day_budget';
      aside.now += tokens;
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        aside.now -= tokens;
        aside.freed += tokens;
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
      };
      counted = true;
      try {
        await withOrg(db, orgId, (tx) => addModelUsage(tx, model, cost, now()));
      } catch (error) {
        log.error({ err: error, model }, 'what a language model cost could not be put on account');
      }
    },
  };
}
