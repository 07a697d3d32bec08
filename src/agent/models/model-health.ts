import type { HealthCheck } from '../../pipeline/health.ts';
import type { ChatModel } from '../chat-model.ts';
import { ADVICE } from './model-error.ts';

/** Tokens of today, and the limit; a limit of 0 is none. */
export interface DayBudget {
  used: number;
  limit: number;
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

/** `used 12 % of today's budget (240,000 of 2,000,000 tokens)`. */
export function budgetWords({ used, limit }: DayBudget): string {
  const said = used.toLocaleString('en-GB');
  if (limit === 0) return `used ${said} tokens today, without a limit`;
  return `used ${Math.min(100, Math.floor((used / limit) * 100))} % of today’s budget (${said} of ${limit.toLocaleString('en-GB')} tokens)`;
}
