import type { Language } from '../../domain/language.ts';
import type { Principal } from '../../domain/principal.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { cameraAnswerWords } from '../../messages/catalogue/camera-answers.ts';

interface Asker {
  principal: Pick<Principal, 'camerasLimited'>;
  language: Language;
}

/** That no camera is called so, with those there are; whoever may look at some only is told that these count. */
export function noSuchCamera(typed: string, known: readonly string[], { principal, language }: Asker): SafeNestError {
  const say = cameraAnswerWords[language];
  const mine = principal.camerasLimited === true;
  return new SafeNestError(
    'not_found',
    known.length === 0 && mine
      ? say.noneMine
      : withMine(say.unknown(oneLine(typed, 60), known.join(', ')), mine, language),
  );
}

/** The same of zones. */
export const noSuchZone = (typed: string, known: readonly string[], { principal, language }: Asker): SafeNestError =>
  new SafeNestError(
    'not_found',
    withMine(
      cameraAnswerWords[language].unknownZone(oneLine(typed, 60), known.join(', ')),
      principal.camerasLimited === true,
      language,
    ),
  );

const withMine = (text: string, mine: boolean, language: Language): string =>
  mine ? `${text} ${cameraAnswerWords[language].onlyMine}` : text;
