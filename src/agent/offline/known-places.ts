import { nameWord } from '../../domain/known-name.ts';
import type { Language } from '../../domain/language.ts';
import { umlautsWritten } from '../../domain/text.ts';
import { isWholeSite, PLACE, STANDS_FOR_PLACE } from './intents/people.ts';
import { asOneList, eachOfSeries, headsOf, NUMBER, unknownPlace, withoutUnknown } from './place-lists.ts';
import { escaped, isDistinctive, LEAD, LEADS, LINK, SHORTEST, SIGN, unaccented } from './place-words.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { findTime } from './times.ts';

/*
 * What the organisation calls its cameras, their places and zones: “who was in the annexe today?”. The grammar hears places by their words,
 * doors and docks; a name that is known here, whatever it is, stands in the text as a place it hears while the text is read, and as it was
 * typed in what comes of it. Of names that begin alike the longest counts: “front gate” is not “front”.
 */

const LONGEST = { name: 60, message: 600 };
/** As one word that is a place to the grammar, and which nobody writes. */
const TOKENS = [...'abcdefgh'].map((letter) => `placeq${letter}`);
const STANDING = /(?<![\p{L}\p{N}])placeq([a-h])(?![\p{L}\p{N}])/giu;
/** Reads a message with the names of `places` heard, in capitals or not, with accents or without. `read` hears places by their words. */
export function withPlacesHeard(
  written: string,
  { places = [], names, language }: Pick<PlanContext, 'places' | 'names' | 'language'>,
  read: (text: string) => Plan,
): Plan {
  if (written.length > LONGEST.message || written.search(STANDING) >= 0) return read(written);
  const { message, none } = eachOfSeries(written, places);
  const pattern = places.length === 0 ? null : namesIn(places);
  if (pattern === null) return read(message);
  const typed: string[] = [];
  const beyond: string[] = [];
  let [text, rest] = ['', message];
  for (const { 1: lead, 2: link, 3: name = '', index } of unaccented(message).matchAll(pattern)) {
    const isMeant =
      lead !== undefined || (link !== undefined && typed.length > 0) || isDistinctive(name) || /\d/.test(name);
    const from = index + (lead ?? link ?? '').length;
    const said = message.slice(from, from + name.length);
    const known = typed.findIndex((one) => one.toLowerCase() === said.toLowerCase());
    const at = known >= 0 ? known : typed.length;
    if (!isMeant) continue;
    if (TOKENS[at] === undefined) {
      beyond.push(said);
      continue;
    }
    typed[at] ??= said;
    text += message.slice(message.length - rest.length, from) + TOKENS[at];
    rest = message.slice(from + name.length);
  }
  if (typed.length === 0) return withUnknown(seenThere(read(message), message, knownAs(names)), none);
  const { asked: heard, left } = withoutLeftOut(asOneList(text + rest, language), language);
  const { asked, unknown } = withoutUnknown(heard, knownAs(names));
  const made = asTyped(named(read(asked), asked, left), typed);
  return withUnknown(made, [...none, ...unknown], beyond);
}

/** Says of the names that nothing here has that they are none, and of the places `beyond` what is looked at that it is without them. */
function withUnknown(made: Plan, names: readonly string[], beyond: readonly string[] = []): Plan {
  if (made.calls.length === 0) return made;
  const unknown = [...new Set(names)].filter((one) => !isUsedIn([made.calls, made.say], one));
  const unlooked = [...new Set([...(made.places?.unlooked ?? []), ...beyond])];
  const { unused: before = [], places: _, ...rest } = made;
  const unused = before.filter((one) => !unknown.includes(one) && !unlooked.includes(one));
  return {
    ...rest,
    ...(unused.length > 0 && { unused }),
    ...(unknown.length + unlooked.length > 0 && { places: { unknown, unlooked } }),
  };
}
const isUsedIn = (used: unknown, place: string): boolean =>
  JSON.stringify(used).toLowerCase().includes(place.toLowerCase());
/** Whether a word is one by which somebody is known. */
const knownAs =
  (names: PlanContext['names'] = []) =>
  (word: string): boolean =>
    names.some(({ bears }) => bears.includes(nameWord(word)));

/** “has anybody been at nirvana?”: alerts of everywhere would be an answer about nowhere. */
function seenThere(made: Plan, message: string, isSomebody: (word: string) => boolean): Plan {
  const [only, other] = made.calls;
  const isVague =
    only?.tool === 'search_logs' && Object.keys(only.args).every((name) => /^(?:kinds|range)$/.test(name));
  if (!isVague || other !== undefined || !isOfAlerts(only.args) || !ANYBODY.test(message)) return made;
  const camera = unknownPlace(message, isSomebody);
  if (camera === null) return made;
  const { range } = only.args;
  return { ...made, calls: [{ tool: 'find_sightings', args: { camera, ...(range !== undefined && { range }) } }] };
}
const ANYBODY =
  /(?<!\p{L})(?:any ?(?:one|body|people)|some ?(?:one|body)|people|jemand|irgendwer|quelqu['’]un|alguien)(?!\p{L})/iu;

/** What the organisation calls its places, as far as a text names them; as typed. */
export function placesIn(text: string, places: readonly string[]): string[] {
  const names = places.length === 0 || text.length > LONGEST.message ? null : namesIn(places);
  if (names === null) return [];
  const found = [...unaccented(text).matchAll(names)].flatMap(({ 1: lead, 3: name = '', index, 0: whole }) =>
    lead !== undefined || name.includes(' ') || isDistinctive(name) || /\d/.test(name)
      ? [text.slice(index + whole.length - name.length, index + whole.length)]
      : [],
  );
  return [...new Set(found)];
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
const FURTHER = `${LEADS}${STANDS_FOR_PLACE}`;
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
  const named = [...new Set(text.match(STANDING))].filter((one) => !isUsedIn([read, made.say], one));
  // alerts are looked for at all of them; what a rule or another system is asked for has none
  const calls = read.flatMap((call: PlannedCall): PlannedCall[] => {
    const { kinds, camera, ...args } = call.args;
    const isOfEverything = kinds === undefined && Object.keys(args).every((name) => name === 'range');
    if (call.tool !== 'search_logs' || named.length === 0 || !(isOfEverything || isOfAlerts(call.args))) return [call];
    const places = [...(camera === undefined ? [] : [camera]), ...named].join(', ');
    if (!isOfEverything) return [{ ...call, args: { ...call.args, camera: places } }];
    // “what happened at kiosk 7?”: nobody signs in there
    return [
      { ...call, args: { kinds: ['alert'], ...args, camera: places } },
      ...named.slice(0, MOST_SEEN).map((one) => ({ tool: 'find_sightings', args: { ...args, camera: one } })),
    ];
  });
  const beyond = named.filter((one) => !isUsedIn([calls, made.undone], one));
  // beside a place that is looked at it is left out; where none is, nothing is narrowed by it
  const isNarrowed = calls.some(({ args }) => JSON.stringify(args).search(STANDING) >= 0);
  const unlooked = isNarrowed ? beyond : [];
  const others = known.filter((one) => !named.some((place) => one.toLowerCase() === place.toLowerCase()));
  const said = [...left, ...(isNarrowed ? [] : beyond)].filter(
    (one) => !isUsedIn([calls, made.say, others, made.undone], one),
  );
  const all = [...others, ...said];
  const { unused: _before, ...rest } = made;
  return {
    ...rest,
    calls,
    ...(all.length > 0 && { unused: all }),
    ...(unlooked.length > 0 && { places: { unknown: [], unlooked } }),
  };
}
/** So many places are looked at in one go beside their alerts. */
const MOST_SEEN = 3;
const isOfAlerts = ({ kinds }: Record<string, unknown>): boolean => {
  const wanted = [kinds].flat();
  return wanted.length > 0 && wanted.every((kind) => kind === 'alert' || kind === 'incident');
};
const isNothingBut = (value: unknown): boolean =>
  typeof value === 'string' && value.replaceAll(STANDING, '').replaceAll(/["\s]/g, '') === '';
const isPlace = (value: unknown): boolean => typeof value === 'string' && value.search(STANDING) >= 0;

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

/** “dock 5” is not the dock, where there are Dock 4 and Dock 4b. */
const NO_NUMBER = String.raw`(?!\s+${NUMBER})`;

const PROBED = new Date(0);
const patterns = new WeakMap<readonly string[], RegExp | null>();

/** Names with what leads to a place or links it to another; null where there are none. */
function namesIn(places: readonly string[]): RegExp | null {
  const made = patterns.get(places);
  if (made !== undefined) return made;
  const heads = new Set(headsOf(places));
  const whole = places.map((name) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' '));
  const names = [...new Set(whole.flatMap((name) => [name, ...endsOf(name)]))]
    .filter((name) => name.length >= SHORTEST && name.length <= LONGEST.name && /\p{L}/u.test(name))
    // the whole site has every camera, and “today” is no place
    .filter((name) => !isWholeSite(name.toLowerCase()) && findTime(name.toLowerCase(), PROBED, 'UTC') === null)
    .toSorted((a, b) => b.length - a.length)
    .flatMap((name) => [...new Set([unaccented(name), unaccented(umlautsWritten(name))])])
    .map((name) => (heads.has(name.toLowerCase()) ? `${escaped(name)}${NO_NUMBER}` : escaped(name)));
  const pattern =
    names.length === 0
      ? null
      : new RegExp(
          String.raw`(?:(?<![\p{L}\p{N}])|(?=${SIGN}))(?:((?:${LEAD}\s+)+(?:[ld]['’])?|[ld]['’])|((?:${SIGN}\s*|(?:${LINK})\s+)+${LEADS}))?(${names.join('|')})(?![\p{L}\p{N}])`,
          'giu',
        );
  patterns.set(places, pattern);
  return pattern;
}
