import type { ColoursWanted, EventColour } from '../domain/colours.ts';
import type { Language } from '../domain/language.ts';
import { cameraAnswerWords } from './catalogue/camera-answers.ts';
import { cameraWords, nounIn } from './catalogue/cameras.ts';
import { colourWords } from './catalogue/colours.ts';
import { listText } from './catalogue/terms.ts';

const SHOWN = 6;

/** `person: red above (62 %), blue below (80 %); car: white (55 %)`; empty where nothing is known. */
export function coloursText(colours: readonly EventColour[], language: Language): string {
  const words = colourWords[language];
  const kinds = Map.groupBy(colours.slice(0, SHOWN), ({ kind }) => kind);
  return [...kinds]
    .map(([kind, all]) => {
      const said = all.map(
        ({ part, colour, share }) => `${words.part[part](words.names[colour])} (${words.percent(share)})`,
      );
      return `${cameraWords[language].kinds[kind]?.[0] ?? kind}: ${said.join(', ')}`;
    })
    .join('; ');
}

/** What was looked for: `red above, black below`. */
export function wantedColours({ colour, upper, lower }: ColoursWanted, language: Language): string {
  const { names, part, any } = colourWords[language];
  return [
    ...(colour ? [any(names[colour])] : []),
    ...(upper ? [part.upper(names[upper])] : []),
    ...(lower ? [part.lower(names[lower])] : []),
  ].join(', ');
}

/** `van, white`: what was looked for, as it is called in a language. */
export const lookedFor = (
  object: string,
  coloured: string | undefined,
  language: Language,
  zones: readonly string[] = [],
): string =>
  [
    ...(object ? [nounIn(language, object)] : []),
    ...(coloured ? [coloured] : []),
    ...(zones.length > 0 ? [`${cameraAnswerWords[language].zone} ${listText(zones, language)}`] : []),
  ].join(', ');
