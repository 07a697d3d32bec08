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
const LINK = String.raw`(?:and(?: also)?|or|nor|plus|then|as well as|und(?: auch)?|oder|sowie|et(?: aussi)?|ou|ainsi que|[yoeu]|&)`;
/** Signs and words that lists have as well: “silo/gate 31”, “silo plus gate 31”. */
const SIGN_BETWEEN = new RegExp(
  String.raw`(?<=${STANDS_FOR_PLACE})\s*(?:[;/+–-]|plus|then|dann|puis|luego)\s*(?=${STANDS_FOR_PLACE})`,
  'giu',
);
const AND: Record<Language, string> = { en: 'and', de: 'und', fr: 'et', es: 'y' };
/** What stands between the places of a list. */
const BETWEEN = String.raw`(?:\s*[,;/+–-]\s*(?:${LINK}\s+)?|\s+${LINK}\s+)`;

/** Reads a message with the names of `places` heard, in capitals or not, with accents or without. `read` hears places by their words. */
export function withPlacesHeard(
  written: string,
  { places = [], language }: Pick<PlanContext, 'places' | 'language'>,
  read: (text: string) => Plan,
): Plan {
  const names = places.length === 0 || written.length > LONGEST.message ? null : namesIn(places);
  if (names === null || written.search(STANDING) >= 0) return read(written);
  const { message, none } = eachOfSeries(written, places);
  const typed: string[] = [];
  let [text, rest] = ['', message];
  for (const { 1: lead, 2: link, 3: name = '', index } of unaccented(message).matchAll(names)) {
    const isMeant =
      lead !== undefined || (link !== undefined && typed.length > 0) || isDistinctive(name) || NUMBERED.test(name);
    const from = index + (lead ?? link ?? '').length;
    const said = message.slice(from, from + name.length);
    const known = typed.findIndex((one) => one.toLowerCase() === said.toLowerCase());
    const at = known >= 0 ? known : typed.length;
    if (!isMeant || TOKENS[at] === undefined) continue;
    typed[at] ??= said;
    text += message.slice(message.length - rest.length, from) + TOKENS[at];
    rest = message.slice(from + name.length);
  }
  if (typed.length === 0) return read(written);
  const { asked, left } = withoutLeftOut((text + rest).replaceAll(SIGN_BETWEEN, ` ${AND[language]} `), language);
  return asTyped(named(read(asked), asked, [...left, ...none]), typed);
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
  const unused = [...new Set([...left, ...named, ...unknownBeside(text)])].filter(
    (one) => !isUsedIn([calls, made.say, known, made.undone], one),
  );
  const others = known.filter((one) => !named.some((place) => isUsedIn(calls, place) && one.toLowerCase() === place));
  const all = [...others, ...unused];
  const { unused: _before, ...rest } = made;
  return { ...rest, calls, ...(all.length > 0 && { unused: all }) };
}
/** What stands in one list with a known place and is none, nor a word of the language: “kiosk 7 or nirvana”, “nirvana and kiosk 7”. */
function unknownBeside(text: string): string[] {
  const found = [...text.matchAll(BEHIND_PLACE), ...text.matchAll(BEFORE_PLACE)];
  return [...new Set(found.map(([, name]) => name!).filter((name) => isDistinctive(name) && !isPlace(name)))];
}
const BEHIND_PLACE = new RegExp(
  String.raw`${STANDS_FOR_PLACE}(?=${BETWEEN}(?:${LEAD}\s+|[ld]['’])*([\p{L}\p{N}][\p{L}\p{N}'-]*(?: \d{1,4}[a-z]?(?![\p{L}\p{N}:.]))?))`,
  'giu',
);
const BEFORE_PLACE = new RegExp(
  String.raw`(?<![\p{L}\p{N}])(?:at|in|by|near|an|am|im|in|bei|à|au|dans|en)\s+(?:${LEAD}\s+|[ld]['’])*([\p{L}\p{N}][\p{L}\p{N}'-]*(?: \d{1,4}[a-z]?)?)${BETWEEN}(?:${LEAD}\s+|[ld]['’])*${STANDS_FOR_PLACE}`,
  'giu',
);
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

/** “pier 8” is nothing else. */
const NUMBERED = /\p{L}[\s-]*\d{1,4}[a-z]?$/iu;
const NUMBER = String.raw`\d{1,4}[a-z]?(?![\p{L}\p{N}:.]|\s*(?:am|pm|uhr|h|minutes?|hours?|people|times?)(?!\p{L}))`;

/** “pier 8 or 83”, “kiosks 7 and 17”: with the name before each number; `none`: those of which there is none. */
function eachOfSeries(message: string, places: readonly string[]): { message: string; none: string[] } {
  const known = new Set(places.map((name) => unaccented(name).toLowerCase().replaceAll(/\s+/g, ' ')));
  const heads = [...known].flatMap((name) => /^(.*\p{L})\s*\d{1,4}[a-z]?$/u.exec(name)?.[1]?.trim() ?? []);
  if (heads.length === 0) return { message, none: [] };
  const none: string[] = [];
  const names = [...new Set(heads)].toSorted((a, b) => b.length - a.length).map(escaped);
  const series = new RegExp(
    String.raw`(?<![\p{L}\p{N}])(${names.join('|')})(?:s|n|en)?\s+(${NUMBER}(?:${BETWEEN}(?:${LEAD}\s+)*${NUMBER})+)`,
    'giu',
  );
  return {
    message: message.replaceAll(
      series,
      (_whole, head: string, numbers: string) =>
        `${head} ${numbers.replaceAll(
          new RegExp(`(${BETWEEN}(?:${LEAD}\\s+)*)(${NUMBER})`, 'giu'),
          (_one, link: string, number: string) => {
            const name = `${head} ${number}`;
            if (!known.has(unaccented(name).toLowerCase())) none.push(name);
            return `${link}${name}`;
          },
        )}`,
    ),
    none,
  };
}
const escaped = (name: string): string =>
  name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`);

/** The same letters without their accents, each in its place, and with the apostrophe that keyboards have. */
const unaccented = (text: string): string =>
  text.replaceAll(/\P{ASCII}/gu, (letter) => {
    if (letter === '’' || letter === '‘' || letter === 'ʼ') return "'";
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
    .map(escaped);
  const pattern =
    names.length === 0
      ? null
      : new RegExp(
          String.raw`(?:(?<![\p{L}\p{N}])|(?=[,;/+–-]))(?:((?:${LEAD}\s+)+(?:[ld]['’])?|[ld]['’])|((?:[,;/+–-]\s*|(?:${LINK})\s+)+(?:${LEAD}\s+)*(?:[ld]['’])?))?(${names.join('|')})(?![\p{L}\p{N}])`,
          'giu',
        );
  patterns.set(places, pattern);
  return pattern;
}
