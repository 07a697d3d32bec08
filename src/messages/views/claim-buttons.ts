import type { ModerationCase } from '../../domain/moderation.ts';
import { oneLine } from '../../domain/text.ts';
import type { CardAction } from '../card.ts';
import { claimMark, heldText } from '../case-claim-text.ts';
import { caseValue } from '../case-value.ts';
import { claimWords } from '../catalogue/case-claims.ts';
import type { CardView } from './card-view.ts';

/** Taking a case in hand, over from somebody, or giving it back; a card that a channel reads has what any of its readers may want. */
export function claimButtons({ claim }: Pick<ModerationCase, 'claim'>, ref: string, view: CardView): CardAction[] {
  const words = claimWords[view.language ?? 'en'];
  if (claim === null) return [{ id: 'case.take', label: words.take, value: ref }];
  const next = { id: 'case.next', label: words.next, value: ref };
  const over = { id: 'case.take_over', label: words.takeOver(oneLine(claim.by, 40)), value: ref };
  const back = { id: 'case.give_back', label: words.release, value: ref };
  if (view.actorId == null) return [over, back, next];
  return view.actorId === claim.byId ? [back, next] : [over, next];
}

/**
 * What a button that decides a case says: a single reader is asked first where somebody else has it in hand. Of a card with many readers each
 * is asked when they press.
 */
export function askedFirst(
  { claim }: Pick<ModerationCase, 'claim'>,
  { actorId, timeZone, language = 'en' }: CardView,
  ref: string,
  account: string | null = null,
): Pick<CardAction, 'value' | 'confirm'> {
  if (claim === null || actorId == null || actorId === claim.byId) return { value: caseValue(ref, account) };
  return {
    value: caseValue(ref, account, claimMark(claim)),
    confirm: `${heldText(ref, claim, timeZone, language)} ${claimWords[language].anyway}`,
  };
}
