import type { Heard } from './known-names.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/** By which argument a look takes somebody in. */
const TAKEN_BY: Record<string, string> = {
  search_logs: 'user',
  find_sightings: 'person',
  moderation_history: 'user',
};

/**
 * A look that passes over somebody whom the message names looks for them: a name that was looked up is never just left out. The plan is
 * as it was read.
 */
export function takingUp(made: Plan, heard: readonly Heard[], context: PlanContext): Plan {
  const [only, other] = made.calls;
  const [name, another] = heard;
  if (!only || other || !name || another || mentions(made, name.as)) return made;
  const call = looking(only, name.as);
  if (!call || deny(call, context)) return made;
  const unused = made.unused?.filter((said) => !name.as.includes(said) && !said.includes(name.as));
  const { unused: _, ...rest } = made;
  return { ...rest, calls: [call], ...(unused && unused.length > 0 && { unused }) };
}

function looking({ tool, args }: PlannedCall, name: string): PlannedCall | null {
  const key = TAKEN_BY[tool];
  // a camera is nobody
  if (key !== undefined)
    return args[key] === undefined || args[key] === args.camera ? { tool, args: { ...args, [key]: name } } : null;
  // “was Sam at CAM-1 today?” asks for him, and not for a picture
  if (tool === 'show_camera' && typeof args.camera === 'string') {
    const { at, camera } = args;
    return { tool: 'find_sightings', args: { person: name, camera, ...(typeof at === 'string' && { range: at }) } };
  }
  return null;
}

/** Whether a call or what is said beside it has the name. */
const mentions = ({ calls, say }: Plan, name: string): boolean => {
  const words = name.split(' ');
  const said = JSON.stringify([calls, say?.offer, say?.options]);
  return words.some((word) => said.includes(word));
};
