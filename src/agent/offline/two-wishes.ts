import { BEGINS_ASKING, FORBIDDEN } from './clauses.ts';
import { following } from './following.ts';
import { merge } from './merge-calls.ts';
import { isShown, spokenOf } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { MAX_CALLS } from './read-message.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Create a ticket for INC-14 and open a room for it too”: some orders and questions are understood only as a whole message. Where two
 * of them, or one of them and something else, are joined in one message, each half is read as a message of its own, the second in the
 * light of the first. Both halves must ask or order something by themselves, and both must be understood to the end.
 */

type Read = (text: string, context: PlanContext) => Plan | null;

const JOIN =
  /(?:[,;] ?|[.!?]+ | -+ )?(?<=[,;.!?\s-])(?:(?:and|also|then|plus)[, ]+(?:(?:also|then|next|please)[, ]+)*)|[.!?;]+\s+(?=\p{L})/giu;
const TRAILS = /(?:,? (?:too|as well|also))+(?=[ .!?]*$)/i;
const MOST_CUTS = 6;
const LONGEST = 300;
/** How a half begins that is a wish, beside the verbs of orders. */
const ASKS =
  /^(?:(?:please|pls|can you|could you|would you|hey|hi|ok(?:ay)?|so)[, ]+)*(?:who(?:'s|se)?|what(?:'s)?|which|when|where|how|is|are|was|did|do we|any|show|list|tell|give|write|draft|page|snooze|silence|treat|appoint|nominate|get|history)\b/i;

/** Two wishes of one message, at least one of which `whole` alone can read; null where they are not. */
export function twoWishes(text: string, context: PlanContext, whole: Read, planned: Read): Plan | null {
  if (text.length > LONGEST || text.includes('"') || isShown(text) || spokenOf(text)) return null;
  for (const cut of [...text.matchAll(JOIN)].slice(0, MOST_CUTS)) {
    const left = text.slice(0, cut.index).trim();
    const end = /^\s*\?/.exec(cut[0]) ? '?' : '';
    const right = text
      .slice(cut.index + cut[0].length)
      .replace(TRAILS, '')
      .trim();
    // what follows a colon is somebody's own text
    if (left.length < 6 || right.length < 6 || /:\s/.test(left)) continue;
    const made = both(left + end, right, context, whole, planned);
    if (made) return made;
  }
  return null;
}

function both(left: string, right: string, context: PlanContext, whole: Read, planned: Read): Plan | null {
  const first = whole(left, context);
  if (!first && !asks(left, context)) return null;
  const one = first ?? planned(left, context);
  if (!one || !isDone(one)) return null;
  const after = following(context, one);
  const said = named(right, one);
  const second = whole(said, after);
  if (!first && !second) return null;
  if (!second && !asks(right, context)) return null;
  const other = second ?? planned(said, after);
  if (!other || !isDone(other)) return null;
  const calls = merge([...one.calls, ...other.calls]);
  return calls.length > MAX_CALLS ? null : { calls, say: null };
}

/** "add Petra to INC-9 and make her the scribe": she is who was just added. */
function named(text: string, { calls }: Plan): string {
  const people = calls.flatMap(({ args }) => (Array.isArray(args.add_people) ? args.add_people : []));
  const [who, another] = people;
  return typeof who === 'string' && another === undefined && who !== 'me' && who !== 'on call'
    ? text.replace(/\b(?:him|her|them)\b/i, who)
    : text;
}

const isDone = ({ calls, say, undone }: Plan): boolean => calls.length > 0 && say === null && undone === undefined;

function asks(text: string, { language }: PlanContext): boolean {
  const { norm } = readUtterance(text, language);
  return !FORBIDDEN.test(norm) && (BEGINS_ASKING.test(norm) || ASKS.test(norm));
}
