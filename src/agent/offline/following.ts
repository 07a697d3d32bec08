import type { Plan, PlanContext } from './plan-types.ts';

/** The context as if these had just been answered. */
export function following(context: PlanContext, { calls }: Pick<Plan, 'calls'>): PlanContext {
  const refs = calls.flatMap(({ args }) => (typeof args.id === 'string' ? [args.id] : []));
  if (calls.length === 0) return context;
  return {
    ...context,
    history: [
      ...context.history,
      {
        question: '',
        answer: refs.join(' '),
        steps: calls.map(({ tool, args }) => ({ tool, args, ok: true })),
        citations: refs.map((ref) => ({ ref })),
      },
    ],
  };
}
