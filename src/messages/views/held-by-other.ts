import type { CaseClaim } from '../../domain/moderation.ts';
import type { CardPart } from '../card.ts';
import { claimMark } from '../case-claim-text.ts';
import { caseValue } from '../case-value.ts';

/** Who else has the case of a form in hand, and how that is said to whoever fills it in. */
export interface HeldByOther {
  claim: CaseClaim;
  words: string;
}

/** A form about a case that somebody else has in hand says so: sending it decides it all the same. */
export const heldPart = (held: HeldByOther | null): CardPart[] =>
  held === null ? [] : [{ kind: 'text', text: held.words }];

export const heldValue = (ref: string, held: HeldByOther | null): string =>
  caseValue(ref, null, held && claimMark(held.claim));
