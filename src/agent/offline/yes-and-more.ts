import { orderingWords } from '../../messages/catalogue/ordering.ts';
import { following } from './following.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';

/*
 * “yes, and you can close it”: what was asked is done, and what is said behind it is read as the next wish. Only a plain yes counts,
 * and nothing that takes it back.
 */

const YES =
  /^(?:(?:ok(?:ay)?|oh)[ ,]+)?(?:yes|yep|yeah|yup|sure|please do|do it|do that|go ahead|ja|oui|s[ií])(?:,? (?:please|thanks|thank you|do (?:it|that|so)|go ahead|note (?:it|that)|bitte|gern|gerne|merci|gracias))*(?<join>\s*[,;.!–-]+\s*(?:(?:and|also|then|plus|und|et|y|auch|puis|luego)[ ,]+)*|\s+(?:and|also|then|plus|und|et|y)[ ,]+)(?<more>\S.{2,300})$/isu;
/** It is no yes after all, or not yet. */
const TAKES_BACK =
  /^(?:but|no|not|nope|don't|do not|never|wait|later|or|maybe|perhaps|actually|i (?:know|see|think|mean|guess)|that's|it's|aber|nein|nicht|warte|mais|non|pas|attends|pero|espera)\b/iu;

/** A yes to what was asked, and more behind it; null where it is none. */
export function yesAndMore(
  message: string,
  context: PlanContext,
  offer: readonly PlannedCall[] | undefined,
  plan: (message: string, context: PlanContext) => Plan,
): Plan | null {
  const { join, more } = YES.exec(message.trim())?.groups ?? {};
  if (!offer || offer.length === 0 || join === undefined || more === undefined || TAKES_BACK.test(more)) return null;
  const made = { calls: [...offer], say: null };
  const rest = plan(more, following(context, made));
  const isUnread = rest.calls.length === 0 && rest.say?.why === 'unclear';
  const goesOn = /\p{L}/u.test(join);
  if (isUnread && !goesOn) return null;
  if (isUnread) return { ...made, undone: [more.slice(0, 80)] };
  // beside what is done now nobody is told that nothing is changed
  const [unchanged] = orderingWords[context.language].shallI(['']).split(/(?<=\.) /);
  const say = rest.say && { ...rest.say, text: rest.say.text.replace(`${unchanged} `, '') };
  return { ...rest, calls: [...offer, ...rest.calls], say };
}
