import type { Language } from '../../domain/language.ts';
import { readEntities } from './entities.ts';
import { cameraName } from './intents/people.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

/*
 * What the organisation calls its cameras, their places and zones: “who was in the annexe today?”. The grammar hears places by their words,
 * doors and docks; any other name that is known here stands in the text as a place it hears while the text is read, and as it was typed
 * in what comes of it.
 */

const SHORTEST = 3;
const LONGEST = { name: 60, message: 600 };
/** As a place the grammar hears, which nobody writes. */
const STANDS_FOR = ['q', 'x', 'z'].map((letter) => `bay ${letter}`);
const STANDING = /\bbay ([qxz])\b/gi;
/** A name that is a word of the language as well is a place behind one of these alone: “in the safe”. */
const LEAD = String.raw`(?:at|in|into|inside|on|by|near|from|outside|through|via|around|to|of|the|our|show(?: me)?|open|enters?|entered|entering|leaves|leaving|reach(?:es|ed)?|visit(?:s|ed)?|view|did|does|has|is|was|an|am|im|ins|auf|vor|vorm|bei|beim|durch|zum|zur|der|die|das|den|dem|dans|à|au|aux|la|le|les|du|devant|sur|en|el|los|las|del|al|por|camera|cam|kamera|caméra|cámara)`;

/** Reads a message with the names of `places` heard, in capitals or not. `read` hears places by their words. */
export function withPlacesHeard(
  message: string,
  { places = [], language }: Pick<PlanContext, 'places' | 'language'>,
  read: (text: string) => Plan,
): Plan {
  const names = places.length === 0 || message.length > LONGEST.message ? null : namesIn(places, language);
  if (names === null || STANDING.test(message)) return read(message);
  const typed: string[] = [];
  const text = message.replace(names, (whole, lead: string, name: string) => {
    const known = typed.findIndex((one) => one.toLowerCase() === name.toLowerCase());
    const at = known >= 0 ? known : typed.push(name) - 1;
    return STANDS_FOR[at] === undefined ? whole : `${lead}${STANDS_FOR[at]}`;
  });
  return typed.length === 0 ? read(message) : asTyped(read(text), typed);
}

/** Every text of a value with the names in it as they were typed. */
function asTyped<Value>(value: Value, typed: readonly string[]): Value {
  if (typeof value === 'string')
    return value.replace(
      STANDING,
      (whole, letter: string) => typed['qxz'.indexOf(letter.toLowerCase())] ?? whole,
    ) as Value;
  if (Array.isArray(value)) return value.map((one) => asTyped(one, typed)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTyped(one, typed)])) as Value;
}

const patterns = new WeakMap<readonly string[], Map<Language, RegExp | null>>();

/** Names that are not heard by their words, behind what leads to a place; null where there are none. */
function namesIn(places: readonly string[], language: Language): RegExp | null {
  const known = patterns.get(places) ?? new Map<Language, RegExp | null>();
  patterns.set(places, known);
  const made = known.get(language);
  if (made !== undefined) return made;
  const names = [...new Set(places.map((name) => name.normalize('NFC').trim()))]
    .filter((name) => name.length >= SHORTEST && name.length <= LONGEST.name && /\p{L}/u.test(name))
    // the words of places are English
    .filter((name) => language !== 'en' || !isHeard(name))
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`));
  const pattern =
    names.length === 0
      ? null
      : new RegExp(String.raw`((?<![\p{L}\p{N}])(?:${LEAD}\s+|[ld]['’]))(${names.join('|')})(?![\p{L}\p{N}])`, 'giu');
  known.set(language, pattern);
  return pattern;
}

/** Whether the grammar hears the whole name as a place by itself. */
function isHeard(name: string): boolean {
  const utterance = readUtterance(`who was at the ${name} today`, 'en');
  const entities = readEntities(utterance.norm, PROBED, 'UTC');
  const heard = cameraName({ utterance, start: 0, text: utterance.norm, entities, before: [], leftover: null });
  return heard?.toLowerCase() === name.toLowerCase();
}
const PROBED = new Date(0);
