import { addModelUsage, tokensToday } from '../db/model-usage.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';

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
  /** Nothing is left of the day. Asked before every call, so that many at once overshoot by what is in flight at most. */
  spentToday(): Promise<boolean>;
  /** Puts a call on the organisation's account; never fails a turn. */
  spend(model: string, spent: Spent): Promise<void>;
}

export function createTokenBudget(
  { db, now, log }: { db: Db; now: () => Date; log: Log },
  orgId: OrgId,
  limits: TokenLimits,
): TokenBudget {
  let counted = false;
  return {
    turnTokens: limits.turnTokens,
    async spentToday() {
      if (limits.dailyTokens === 0) return false;
      return (await withOrg(db, orgId, (tx) => tokensToday(tx, now()))) >= limits.dailyTokens;
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
