import type { UsedToday } from '../../db/model-usage.ts';
import type { ModelLimits } from '../../domain/model-budget.ts';
import type { HealthCheck } from '../../pipeline/health.ts';
import type { ChatModel } from '../chat-model.ts';
import { ADVICE } from './model-error.ts';

/** What today cost, and the limits; 0 is none. */
export interface DayBudget {
  used: UsedToday;
  limits: Pick<ModelLimits, 'dailyTokens' | 'dailyMicros'>;
}

/**
 * The part `language model` of the health report: whether the provider answers, what to do when it does not, and how much
 * of the day's budget is used. A single failed call that has not been repeated is no failure of the part.
 */
export function modelCheck(model: ChatModel, budget: () => Promise<DayBudget>): HealthCheck {
  const { guard } = model;
  const failing = (): ReturnType<NonNullable<typeof guard>['status']>['failure'] => {
    const status = guard?.status();
    if (!status?.failure) return null;
    const lasting = ['key', 'model', 'quota'].includes(status.failure.kind);
    return lasting || status.circuit !== 'closed' ? status.failure : null;
  };
  return {
    name: 'language model',
    get mend() {
      const failure = failing();
      return failure ? ADVICE[failure.kind] : 'Check LLM_MODEL and its key.';
    },
    async check() {
      if (!guard) return 'offline: answers come from SafeNest itself';
      const failure = failing();
      if (failure)
        throw new Error(
          `${model.name}: ${failure.message}, since ${failure.at.toISOString()}; answers come from SafeNest itself`,
        );
      return `${model.name}; ${budgetWords(await budget())}`;
    },
  };
}

/** `used 12 % of today's budget (240,000 of 2,000,000 tokens)`, of the two limits the one that is nearer. */
export function budgetWords({ used, limits }: DayBudget): string {
  const tokens = `${used.tokens.toLocaleString('en-GB')}`;
  const money = used.micros > 0 ? `, $${(used.micros / 1_000_000).toFixed(2)}` : '';
  const [ofTokens, ofMoney] = [share(used.tokens, limits.dailyTokens), share(used.micros, limits.dailyMicros)];
  if (ofTokens === null && ofMoney === null) return `used ${tokens} tokens${money} today, without a limit`;
  const said =
    (ofMoney ?? -1) > (ofTokens ?? -1)
      ? `$${(used.micros / 1_000_000).toFixed(2)} of $${(limits.dailyMicros / 1_000_000).toFixed(2)}`
      : `${tokens} of ${limits.dailyTokens.toLocaleString('en-GB')} tokens`;
  return `used ${Math.max(ofTokens ?? 0, ofMoney ?? 0)} % of today’s budget (${said})`;
}

const share = (used: number, limit: number): number | null =>
  limit === 0 ? null : Math.min(100, Math.floor((used / limit) * 100));
