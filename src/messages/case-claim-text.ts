import type { Language } from '../domain/language.ts';
import type { CaseClaim } from '../domain/moderation.ts';
import { oneLine } from '../domain/text.ts';
import { claimWords } from './catalogue/case-claims.ts';
import { timeText } from './time-text.ts';

/** `14:02`: a case is in somebody's hands for minutes, so the day goes without saying. */
export const claimedAt = ({ since }: Pick<CaseClaim, 'since'>, timeZone: string): string =>
  timeText(since, timeZone).slice(-5);

/** `With Dana since 14:02` */
export const claimText = (claim: CaseClaim, timeZone: string, language: Language = 'en'): string =>
  claimWords[language].with(oneLine(claim.by, 80), claimedAt(claim, timeZone));

/** `Dana has CASE-9 since 14:02.` */
export const heldText = (ref: string, claim: CaseClaim, timeZone: string, language: Language = 'en'): string =>
  claimWords[language].has(oneLine(claim.by, 80), ref, claimedAt(claim, timeZone));

/** What tells one claim of a case from another: whoever presses “anyway” has seen that one. */
export const claimMark = ({ since, byId }: Pick<CaseClaim, 'since' | 'byId'>): string =>
  `${since.getTime().toString(36)}${byId.slice(-4)}`;
