import type { Language } from '../domain/language.ts';
import { changeWords } from '../messages/catalogue/changes.ts';
import { deskWords } from '../messages/catalogue/desk.ts';
import { modelWords } from '../messages/catalogue/model.ts';
import { referencesIn } from './guardrails/citations.ts';
import type { KnownNumbers } from './guardrails/known-numbers.ts';
import { numberClaims } from './guardrails/number-claims.ts';
import type { ToolCalls } from './tool-calls.ts';
import type { TurnReferences } from './turn-references.ts';

const MOST_FOUND = 10;

/** Whether an answer says nothing of all that was found: no reference and no figure of it. */
export function passesOver(
  text: string,
  { found }: Pick<TurnReferences, 'found'>,
  known: KnownNumbers,
  language: Language,
): boolean {
  if (found.size === 0 || referencesIn(text).some((ref) => found.has(ref))) return false;
  return !numberClaims(text, language).some(
    (claim) => claim.kind === 'count' && claim.values.some((value) => value > 0 && known.quantities.has(value)),
  );
}

/** What is said where a model said nothing that could be said: what was found, else what was done. */
export const emptyAnswer = (calls: ToolCalls, { cited }: Pick<TurnReferences, 'cited'>, language: Language): string =>
  cited.size > 0
    ? modelWords[language].found(
        [...cited.keys()]
          .slice(0, MOST_FOUND)
          .map((ref) => `[${ref}]`)
          .join(', '),
      )
    : calls.steps.length > 0
      ? whatWasDone(calls, language)
      : deskWords[language].noAnswer;

/** What a turn changed or suggested, for a reader who stopped the answer to it; null where that is nothing. */
export function whatStands({ made, denied, suggested }: ToolCalls, language: Language): string | null {
  const { name, doneUntilThen } = changeWords[language];
  const said = [...(made.length > 0 ? [doneUntilThen(made.map(name))] : []), ...(suggested.length > 0 ? denied() : [])];
  return said.length > 0 ? said.join(' ') : null;
}

/** The changes a turn made before it was stopped. */
export function whatWasDone({ made }: Pick<ToolCalls, 'made'>, language: Language): string {
  const { name, doneUntilThen } = changeWords[language];
  return made.length === 0 ? deskWords[language].nothingChanged : doneUntilThen(made.map(name));
}
