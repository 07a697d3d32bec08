import type { PlanContext } from './plan-types.ts';

type Args = Record<string, unknown>;

/** Who and where else was asked for in the same message: what is asked now is asked of each of them. */
export function askedBeside(
  { tool, args: last }: { tool: string; args: Args },
  previous: Args,
  changed: Args,
  { history }: PlanContext,
): Args[] {
  if (tool !== 'find_sightings') return [];
  const others = (history.findLast(({ steps }) => steps.length > 0)?.steps ?? []).filter((step) => step.tool === tool);
  const all = new Map([[JSON.stringify({ ...previous, ...changed }), last]]);
  for (const { args: other } of others) {
    if (!isSameButWhoAndWhere(other, last)) continue;
    const asked: Args = { ...previous };
    for (const key of ['person', 'camera']) if (previous[key] !== undefined) asked[key] = other[key];
    Object.assign(asked, changed);
    const key = JSON.stringify(asked);
    if (!all.has(key)) all.set(key, asked);
  }
  return [...all.values()].slice(1);
}

/** Whether two searches of one message differ in whom and where they look for, and both look for one. */
function isSameButWhoAndWhere(one: Args, other: Args): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) =>
    key === 'person' || key === 'camera'
      ? one[key] !== undefined && other[key] !== undefined
      : JSON.stringify(one[key]) === JSON.stringify(other[key]),
  );
}
