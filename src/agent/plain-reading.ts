import { searchGuide } from '../pipeline/guide/search-guide.ts';
import { SURE } from '../tools/search-help.ts';
import type { Plan, PlannedCall } from './offline/plan-types.ts';

/**
 * Whether the grammar read a message as what the desk has data for, and did not only guess at it: any word may be a name (“anyone up
 * for coffee?” has one), so that a name alone says nothing.
 */
export const readsAsData = ({ calls, unused = [], undone = [], likely }: Plan): boolean =>
  calls.length > 0 && !likely && unused.length === 0 && undone.length === 0 && calls.every(isOfData);

function isOfData({ tool, args }: PlannedCall): boolean {
  if (tool === 'search_help' || tool === 'help') return false;
  const said = Object.keys(args);
  if (tool === 'search_logs') return said.some((one) => one !== 'user');
  if (tool === 'find_sightings' || tool === 'who_is') return said.some((one) => one !== 'person' && one !== 'name');
  return true;
}

/** Whether the guide answers a question without reserve. */
export function guideAnswers({ calls }: Plan, language: Parameters<typeof searchGuide>[1]): boolean {
  const [call, other] = calls;
  if (call?.tool !== 'search_help' || other || call.args.offer === true || typeof call.args.query !== 'string')
    return false;
  const [first] = searchGuide(call.args.query, language);
  return first !== undefined && first.covers >= SURE;
}
