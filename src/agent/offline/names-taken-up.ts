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
 * A look that passes over somebody whom the message names looks for them: a name that was looked up is never just left out. The plan and
 * the text are as they were read.
 */
export function takingUp(made: Plan, text: string, heard: readonly Heard[], context: PlanContext): Plan {
  const [only, other] = made.calls;
  const [name, another] = heard;
  if (!name || another) return made;
  const asked = ofThem(text, name, made, context);
  if (asked) return { calls: [asked], say: null };
  if (!only || other || mentions(made, name.as)) return made;
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

const MAY =
  /^(?:(?:and|so|ok(?:ay)?|please)[, ]+)*(?:what|which (?:things|pages|rights|role|permissions?))(?: (?:is|can|may|does|has))+ (?<who>[\p{L}'. -]{2,60}?)(?: (?:allowed to|able to|have|may|can))?(?: (?:do|see|access|change|open|read|role|rights|permissions?))?(?: (?:here|in here|in safenest))?[?. ]*$/iu;
const BARE = /^(?:(?:and|or|also|ok(?:ay)?|so|what|how|about|then|now)[, ]+)+(?<who>[\p{L}'. -]{2,60}?)[?!. ]*$/iu;
const RIGHTS = /\b(?:see|access|allowed|able|rights?|role|permissions?|change|do)\b/i;

/** What somebody may do here, and whoever is named alone where nothing else was understood. */
function ofThem(text: string, { as, known }: Heard, { calls, say }: Plan, context: PlanContext): PlannedCall | null {
  const isAbout = (form: RegExp): boolean => form.exec(text)?.groups?.who?.trim() === as;
  const [one] = known;
  const few = (call: PlannedCall): PlannedCall | null => (deny(call, context) ? null : call);
  // “what did Sam do?” asks for what was done
  if (isAbout(MAY) && RIGHTS.test(text) && /\b(?:can|may|allowed|able|rights?|role|permissions?)\b/i.test(text))
    return one?.member ? few({ tool: 'list_members', args: { name: as } }) : null;
  const [only] = calls;
  if (only?.tool === 'list_members' && only.args.name === as && known.every(({ member }) => member === null))
    return one?.author ? few({ tool: 'moderation_history', args: { user: as } }) : null;
  const isLost = calls.length === 0 && (say?.why === 'unclear' || (say?.why === 'ask' && say.options !== undefined));
  if (!isLost || !isAbout(BARE)) return null;
  return one?.author && !one.accounts.length
    ? few({ tool: 'moderation_history', args: { user: as } })
    : (few({ tool: 'search_logs', args: { user: as } }) ?? few({ tool: 'list_members', args: { name: as } }));
}

/** Whether a call or what is said beside it has the name. */
const mentions = ({ calls, say }: Plan, name: string): boolean => {
  const words = name.split(' ');
  const said = JSON.stringify([calls, say?.offer, say?.options]).toLowerCase();
  return words.some((word) => said.includes(word.toLowerCase()));
};
