import { listCameras } from '../../db/cameras.ts';
import { wordsOfOthers } from '../../db/names.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera } from '../../domain/camera.ts';
import { isEverydayName } from '../../domain/everyday-names.ts';
import { nameWord } from '../../domain/known-name.ts';

/** Words of names, as they are written, by where they mean whoever has the name. */
export interface LoneNames {
  /** Wherever they stand: nobody else has them, no place is called so, and they are no everyday words. */
  alone: string[];
  /** Behind “Mr” or “Frau”: nobody else has them. */
  titled: string[];
}

/** Which single words of these names mean nobody but these people. */
export async function loneNames(
  tx: OrgDb,
  names: readonly string[],
  { except }: { except: readonly string[] },
): Promise<LoneNames> {
  const words = [...new Set(names.flatMap(wordsIn))].filter((word) => [...word].length > 1 && /\p{L}/u.test(word));
  const forms = words.map((word) => ({ word, forms: asTyped(word) }));
  const others = await wordsOfOthers(tx, [...new Set(forms.flatMap((one) => one.forms).map(nameWord))], { except });
  const places = new Set((await listCameras(tx)).flatMap(placeNames).flatMap(wordsIn).map(nameWord));
  const isElse = (form: string): boolean => places.has(nameWord(form)) || isEverydayName(nameWord(form));
  const theirs = forms
    .filter(({ word }) => !others.has(nameWord(word)))
    .map((one) => ({ ...one, forms: one.forms.filter((form) => !others.has(nameWord(form))) }));
  return {
    titled: theirs.flatMap((one) => one.forms),
    alone: theirs
      .filter(({ word }) => [...word].length > 2 && !isElse(word))
      .flatMap((one) => one.forms.filter((form) => !isElse(form))),
  };
}

const wordsIn = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
const placeNames = ({ name, location, folder, zones }: Camera): string[] => [
  name,
  location,
  folder,
  ...zones.map((zone) => zone.name),
];

/** A word as it is typed without accents, and with the `s` of what belongs to somebody: Schröder, Schroder, Schroeder, Schröders. */
function asTyped(word: string): string[] {
  const umlauts = word.replaceAll(/[äöü]/giu, (letter) => `${nameWord(letter)}e`);
  return [...new Set([word, umlauts, nameWord(word)])].flatMap((one) => (one.length > 2 ? [one, `${one}s`] : [one]));
}
