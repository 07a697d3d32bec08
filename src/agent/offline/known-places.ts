import type { Language } from '../../domain/language.ts';
import { umlautsWritten } from '../../domain/text.ts';
import { isWholeSite, PLACE, STANDS_FOR_PLACE } from './intents/people.ts';
import { isUsualWord, placeOf } from './likely/likely-tool.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { findTime } from './times.ts';

/*
 * What the organisation calls its cameras, their places and zones: “who was in the annexe today?”. The grammar hears places by their words,
 * doors and docks; a name that is known here, whatever it is, stands in the text as a place it hears while the text is read, and as it was
 * typed in what comes of it. Of names that begin alike the longest counts: “front gate” is not “front”.
 */

const SHORTEST = 3;
const LONGEST = { name: 60, message: 600 };
/** As one word that is a place to the grammar, and which nobody writes. */
const TOKENS = [...'abcdefgh'].map((letter) => `placeq${letter}`);
const STANDING = /(?<![\p{L}\p{N}])placeq([a-h])(?![\p{L}\p{N}])/giu;
/** A name that is a word of the language as well is a place behind one of these alone: “in the safe”. */
const LEAD = String.raw`(?:at|in|into|inside|on|by|near|from|outside|through|via|around|behind|beside|to|of|the|our|show(?: me)?|open|enters?|entered|entering|leaves|leaving|reach(?:es|ed)?|visit(?:s|ed)?|view|does|is|was|an|am|im|ins|auf|vor|vorm|bei|beim|durch|zum|zur|der|die|das|den|dem|dans|à|au|aux|la|le|les|du|devant|sur|en|el|los|las|del|al|por|camera|cam|kamera|caméra|cámara)`;
/** Behind one of these where another place stands before it: “at the annexe or store room”. */
const LINK = String.raw`(?:and|or|nor|und|oder|sowie|et|ou|[yoeu]|&)`;

/** Reads a message with the names of `places` heard, in capitals or not, with accents or without. `read` hears places by their words. */
export function withPlacesHeard(
  message: string,
  { places = [], language }: Pick<PlanContext, 'places' | 'language'>,
  read: (text: string) => Plan,
): Plan {
  const names = places.length === 0 || message.length > LONGEST.message ? null : namesIn(places);
  if (names === null || message.search(STANDING) >= 0) return read(message);
  const typed: string[] = [];
  let [text, rest] = ['', message];
  for (const { 1: lead, 2: link, 3: name = '', index } of unaccented(message).matchAll(names)) {
    const isMeant = lead !== undefined || (link !== undefined && typed.length > 0) || isDistinctive(name);
    const from = index + (lead ?? link ?? '').length;
    const said = message.slice(from, from + name.length);
    const known = typed.findIndex((one) => one.toLowerCase() === said.toLowerCase());
    const at = known >= 0 ? known : typed.length;
    if (!isMeant || TOKENS[at] === undefined) continue;
    typed[at] ??= said;
    text += message.slice(message.length - rest.length, from) + TOKENS[at];
    rest = message.slice(from + name.length);
  }
  if (typed.length === 0) return read(message);
  const { asked, left } = withoutLeftOut(text + rest, language);
  return asTyped(named(read(asked), asked, left), typed);
}

/** “anywhere but the annexe”: cameras cannot be left out, so that the rest is read, and this is said not to be used. */
function withoutLeftOut(text: string, language: Language): { asked: string; left: string[] } {
  const left: string[] = [];
  const asked = text.replace(LEFT_OUT[language], (said) => {
    left.push(said.replace(/^[,\s]+/, ''));
    return ' ';
  });
  return { asked, left };
}
const FURTHER = String.raw`(?:${LEAD}\s+|[ld]['’])*${STANDS_FOR_PLACE}`;
const leavingOut = (words: string): RegExp =>
  new RegExp(
    String.raw`[,\s]+(?:${words})\s+(?:(?:camera|kamera|caméra|cámara)\s+)?${FURTHER}(?:(?:\s+${LINK}|,)\s+${FURTHER})*(?![\p{L}\p{N}])`,
    'giu',
  );
const LEFT_OUT: Record<Language, RegExp> = {
  en: leavingOut(
    'neither|but(?: not)?|except(?:ing)?(?: for)?|excluding|other than|apart from|aside from|besides|not(?: counting| including)?|without|leaving out',
  ),
  de: leavingOut('außer|ausser|ausgenommen|ohne|nicht|abgesehen von|bis auf|weder'),
  fr: leavingOut('sauf|excepté|hormis|à part|sans|pas|ni'),
  es: leavingOut('salvo|excepto|menos|sin(?: contar)?|aparte de|no|ni'),
};

/** A plan of whose places each stands in an argument, or is said not to be used: none is dropped without a word, and none is a person. */
function named(made: Plan, text: string, left: readonly string[]): Plan {
  if (made.calls.length === 0) return made;
  const read = made.calls.map(({ args: { person, user, query, ...args }, ...call }) => ({
    ...call,
    args: {
      ...args,
      ...(person !== undefined && !isPlace(person) && { person }),
      // “alerts from kiosk 7”: none of that account would be an all-clear of the place
      ...(user !== undefined && !(isPlace(user) && isOfAlerts(args)) && { user }),
      ...(query !== undefined && !(isNothingBut(query) && isOfAlerts(args)) && { query }),
      ...Object.fromEntries(
        ['camera', 'zone'].flatMap((name) => {
          const [place] = (typeof args[name] === 'string' && args[name].match(STANDING)) || [];
          return place === undefined ? [] : [[name, place]];
        }),
      ),
    },
  }));
  const known = made.unused ?? [];
  const isUsedIn = (used: unknown, place: string): boolean =>
    JSON.stringify(used).toLowerCase().includes(place.toLowerCase());
  const named = [...new Set(text.match(STANDING))].filter((one) => !isUsedIn([read, made.say], one));
  // alerts are looked for at all of them; what a rule or another system is asked for has none
  const calls = read.map(({ args, ...call }: PlannedCall) => ({
    ...call,
    args:
      call.tool === 'search_logs' && isOfAlerts(args) && named.length > 0
        ? { ...args, camera: [...(args.camera === undefined ? [] : [args.camera]), ...named].join(', ') }
        : args,
  }));
  const unused = [...left, ...named].filter((one) => !isUsedIn([calls, made.say, known, made.undone], one));
  const others = known.filter((one) => !named.some((place) => isUsedIn(calls, place) && one.toLowerCase() === place));
  const all = [...others, ...unused];
  const { unused: _before, ...rest } = made;
  return { ...rest, calls, ...(all.length > 0 && { unused: all }) };
}
const isOfAlerts = ({ kinds }: Record<string, unknown>): boolean => {
  const wanted = [kinds].flat();
  return wanted.length > 0 && wanted.every((kind) => kind === 'alert' || kind === 'incident');
};
const isNothingBut = (value: unknown): boolean =>
  typeof value === 'string' && value.replaceAll(STANDING, '').replaceAll(/["\s]/g, '') === '';
const isPlace = (value: unknown): boolean => typeof value === 'string' && value.search(STANDING) >= 0;

/** Whether a name cannot be meant for anything else: it has a word that questions do not have. */
const isDistinctive = (name: string): boolean =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.length >= SHORTEST && /\p{L}/u.test(word) && isRare(word.toLowerCase()));
const isRare = (word: string): boolean => !isUsualWord(word) && (placeOf(word) ?? Number.POSITIVE_INFINITY) > RARE;
/** Among the words of English texts, from the most used. */
const RARE = 3000;

/** The same letters without their accents, each in its place. */
const unaccented = (text: string): string =>
  text.replaceAll(/\P{ASCII}/gu, (letter) => {
    const [base = letter] = letter.normalize('NFD');
    return base.length === letter.length ? base : letter;
  });

/** Every text of a value with the names in it as they were typed. */
function asTyped<Value>(value: Value, typed: readonly string[]): Value {
  if (typeof value === 'string')
    return value.replace(
      STANDING,
      (whole, letter: string) => typed['abcdefgh'.indexOf(letter.toLowerCase())] ?? whole,
    ) as Value;
  if (Array.isArray(value)) return value.map((one) => asTyped(one, typed)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, asTyped(one, typed)])) as Value;
}

/** What people call “Pharmacy loading dock” as well: the loading dock, the dock. */
function endsOf(name: string): string[] {
  const words = name.split(' ');
  if (!A_PLACE.test(words.at(-1)!)) return [];
  return words
    .slice(1)
    .map((_, at) => words.slice(at + 1).join(' '))
    .filter((end) => !MEANS_OTHERWISE.test(end));
}
/** SafeNest is the desk, and its rooms are those of the chat. */
const MEANS_OTHERWISE = /^(?:desks?|rooms?|areas?|zones?|floors?|stores?|shops?)$/i;
const A_PLACE = new RegExp(`^(?:${PLACE})$`, 'i');

const PROBED = new Date(0);
const patterns = new WeakMap<readonly string[], RegExp | null>();

/** Names with what leads to a place or links it to another; null where there are none. */
function namesIn(places: readonly string[]): RegExp | null {
  const made = patterns.get(places);
  if (made !== undefined) return made;
  const whole = places.map((name) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' '));
  const names = [...new Set(whole.flatMap((name) => [name, ...endsOf(name)]))]
    .filter((name) => name.length >= SHORTEST && name.length <= LONGEST.name && /\p{L}/u.test(name))
    // the whole site has every camera, and “today” is no place
    .filter((name) => !isWholeSite(name.toLowerCase()) && findTime(name.toLowerCase(), PROBED, 'UTC') === null)
    .toSorted((a, b) => b.length - a.length)
    .flatMap((name) => [...new Set([unaccented(name), unaccented(umlautsWritten(name))])])
    .map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`));
  const pattern =
    names.length === 0
      ? null
      : new RegExp(
          String.raw`(?:(?<![\p{L}\p{N}])|(?=,))(?:((?:${LEAD}\s+)+(?:[ld]['’])?|[ld]['’])|((?:(?:${LINK}|,)\s+)+(?:${LEAD}\s+)*(?:[ld]['’])?))?(${names.join('|')})(?![\p{L}\p{N}])`,
          'giu',
        );
  patterns.set(places, pattern);
  return pattern;
}
