import type { Language } from '../../domain/language.ts';
import { STANDS_FOR_PLACE } from './intents/people.ts';
import { BETWEEN, escaped, isDistinctive, LEADS, unaccented } from './place-words.ts';

/*
 * Several places in one message, however people write their list. None of them may be dropped without a word: whoever asks of two doors
 * takes an answer about one for an answer about both.
 */

/** The number of a place, and no count or hour. */
export const NUMBER = String.raw`\d{1,4}[a-z]?(?![\p{L}\p{N}:.]|\s*(?:am|pm|uhr|h|minutes?|minuten|hours?|stunden|seconds?|days?|people|times?|o'clock)(?!\p{L}))`;
/** One of a list of them; of “dock 4 or b” the letter alone. */
const ITEM = String.raw`(?:${NUMBER}|[b-df-hj-np-tv-xz](?![\p{L}\p{N}'’]))`;
const TO = String.raw`\s+(?:to|through|bis|à|jusqu['’]à|hasta)\s+`;
const TO_NUMBER = new RegExp(`^${TO}`, 'iu');
/** Numbers further apart are no row of doors. */
const LONGEST_ROW = 100;
const A_NUMBER = /^\d+$/;
const NUMBERED = /^(.*\p{L})[\s-]*\d{1,4}[a-z]?$/u;
const CAMERA = 'cam-';

/** “pier 8 or 83”, “kiosks 7 to 17”, “CAM-5 and 6”: with the name before each; `none`: those of which there is none. */
export function eachOfSeries(message: string, places: readonly string[]): { message: string; none: string[] } {
  const known = new Set(places.map((name) => unaccented(name).toLowerCase().replaceAll(/\s+/g, ' ')));
  const heads = headsOf(places);
  const names = [...heads.toSorted((a, b) => b.length - a.length).map(escaped), CAMERA];
  const series = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(${names.join('|')})(?:(?<!-)(?:s|n|en)?\s+)?(${NUMBER})((?:(?:${BETWEEN}|${TO})${LEADS}${ITEM})+)`,
    'giu',
  );
  const none: string[] = [];
  const whole = message.replaceAll(series, (_whole, head: string, first: string, further: string) => {
    const nameOf = (number: string): string => (head.endsWith('-') ? head + number : `${head} ${number}`);
    const isKnown = (name: string): boolean => head.endsWith('-') || known.has(unaccented(name).toLowerCase());
    let last = first;
    const each = further.replaceAll(FURTHER, (_one, link: string, lead: string, item: string) => {
      const number = /\d/.test(item) ? item : last.replace(/\D+$/, '') + item;
      const name = nameOf(number);
      if (!isKnown(name)) none.push(name);
      const isRow = TO_NUMBER.test(link);
      const row = isRow ? rowOf(last, number).map(nameOf).filter(isKnown) : [];
      last = number;
      return `${isRow ? ', ' : link}${row.map((one) => `${one}, `).join('')}${lead}${name}`;
    });
    return nameOf(first) + each;
  });
  return { message: whole, none };
}
const FURTHER = new RegExp(`(${BETWEEN}|${TO})(${LEADS})(${ITEM})`, 'giu');

/** What stands before the numbers of places that have one, in small letters. */
export const headsOf = (places: readonly string[]): string[] => [
  ...new Set(
    places.flatMap((name) => NUMBERED.exec(unaccented(name).toLowerCase().replaceAll(/\s+/g, ' '))?.[1]?.trim() ?? []),
  ),
];

/** The numbers between two. */
function rowOf(first: string, last: string): string[] {
  if (!A_NUMBER.test(first) || !A_NUMBER.test(last)) return [];
  const [from, to] = [Number(first), Number(last)];
  return to <= from || to - from > LONGEST_ROW
    ? []
    : Array.from({ length: to - from - 1 }, (_, i) => String(from + i + 1));
}

const AND: Record<Language, string> = { en: 'and', de: 'und', fr: 'et', es: 'y' };
const LINKED = new RegExp(String.raw`(?<=${STANDS_FOR_PLACE})(?:${BETWEEN}${LEADS}|\s+)(?=${STANDS_FOR_PLACE})`, 'giu');
/** “in the zone vault”: the name says it. */
const CALLED = new RegExp(String.raw`(?<!\p{L})(?:zones?|zonas?|bereich|areas?)\s+(?=${STANDS_FOR_PLACE})`, 'giu');
const BRACKETS = /[()[\]|]/g;

/** A text in which every place of a list is linked to the next by the same word. */
export const asOneList = (text: string, language: Language): string =>
  text.replaceAll(CALLED, '').replaceAll(LINKED, ` ${AND[language]} `).replaceAll(BRACKETS, ' ');

const ONE = String.raw`([\p{L}\p{N}][\p{L}\p{N}'-]*(?: \d{1,4}[a-z]?(?![\p{L}\p{N}:.]))?)`;
/** What ends a name: nothing more, a sign, the next of the list, or a time. */
const ENDED = String.raw`(?=\s*$|\s*[?!.,;/)]|${BETWEEN}|\s+(?:today|yesterday|tonight|now|last|this|since|between|before|after|during|from|at night|on|in the|right|is|are|was|were|ist|sind|war|waren|steht|est|sont|était|está|esté|estuvo|heute|gestern|jetzt|letzte\p{L}*|seit|zwischen|vor|nach|diese\p{L}*|nachts|gesehen|gewesen|aujourd|hier|depuis|entre|avant|après|cette|ce|la nuit|hoy|ayer|anoche|desde|antes|después|est[ea]|de noche)(?!\p{L}))`;
const BEHIND = new RegExp(String.raw`(?<=${STANDS_FOR_PLACE})${BETWEEN}${LEADS}${ONE}${ENDED}`, 'giu');
const BEFORE = new RegExp(
  String.raw`(?<=(?<![\p{L}\p{N}])(?:at|in|by|near|enter(?:s|ed)?|visit(?:s|ed)?|reach(?:es|ed)?|an|am|im|bei|beim|à|au|dans|en)\s+${LEADS})${ONE}${BETWEEN}${LEADS}(?=${STANDS_FOR_PLACE})`,
  'giu',
);

/** What stands behind a word for being somewhere and is called nothing here, “at nirvana”; null where nothing does. */
export function unknownPlace(text: string, isSomebody: (word: string) => boolean): string | null {
  for (const [, name = ''] of text.matchAll(SOMEWHERE))
    if (isDistinctive(name) && name.search(STANDS) < 0 && !isSomebody(name)) return name;
  return null;
}
const SOMEWHERE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:at|in|inside|enter(?:s|ed)?|visit(?:s|ed)?|am|im|beim|au|dans|en|à)\s+${LEADS}${ONE}${ENDED}`,
  'giu',
);

/**
 * A text without what stands in one list with a known place and is none, nor anybody, nor a word of the language: “kiosk 7 or nirvana”,
 * “nirvana and kiosk 7”. `isSomebody`: whether a word is known to be a name.
 */
export function withoutUnknown(
  text: string,
  isSomebody: (word: string) => boolean,
): { asked: string; unknown: string[] } {
  const unknown: string[] = [];
  const leave = (whole: string, name: string): string => {
    if (!isDistinctive(name) || name.search(STANDS) >= 0 || isSomebody(name)) return whole;
    unknown.push(name);
    return '';
  };
  let asked = text;
  // each time one more of the list is next to a place
  for (let before = ''; before !== asked; ) {
    before = asked;
    asked = asked.replaceAll(BEHIND, leave).replaceAll(BEFORE, leave);
  }
  return { asked, unknown: [...new Set(unknown)] };
}
const STANDS = new RegExp(STANDS_FOR_PLACE, 'i');
