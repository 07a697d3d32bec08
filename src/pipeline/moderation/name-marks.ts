import { lookedAt, markOf } from './tone.ts';

const MOST_WORDS = 24;
const MOST_NAMES_KNOWN = 20_000;

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));
/** Nobody is called so. */
const NEVER = set(
  'the and for you are was not but all can der die das und ist für les des une est que por una los las is it to of in on at by or an as be do go he hi if me my no oh ok so up us we am im ur ya lol er es du ja um zu im wo da so le la je tu il on et ou un de du ce si en au mi yo tu te el a i u y o e',
);
/** A name, too, and in a sentence nearly always a word. */
const ALSO_WORDS = set(
  'will may mark art bill grace hope joy rose bot faith rich dick jack pat sky rob sue guy chip ray max april june summer violet ivy drew chase frank grant dean ash rain angel',
);

/** Whom a sentence turns to, or is about: at its beginning before what is said of them, and at its end. */
const AT_BEGINNING =
  /(?:^|[.!?;\n]\s*|(?<!\p{L})(?:hey|hi|oh|and|so|but|no|yes|really|seriously|lol|well|ok|und|et|y)[,]?\s+)@?(\p{L}[\p{L}\p{N}_]{0,11})(?=\s*[,:!]|\s+(?:you|u|ur|you'?re|youre|du|tu|t'es|eres|is|isn'?t|was|should|can|has|will|would|does|did|looks?|sounds?|needs|thinks|wants|cries|comes|eats|smells|stinks|sucks|stop|shut|go|get|just|please|kys|kill|die|ist|hat|est|es|the)(?!\p{L}))/gu;
const AT_END =
  /(?:,\s*|(?<!\p{L})(?:you|u|yourself|off|up|out|lost|away|hates?|likes?|idiot|moron|bitch|loser|stupid|trash|die|dich|toi|te|than|like|with|about|that|nobody|everyone|hate|bye|thanks|sorry)\s+)(\p{L}[\p{L}\p{N}_]{0,11})(?=\s*(?:[.!?,…]|$))/gu;
/** With a capital in the middle of a sentence. */
const LAST = /\s(\p{L}\p{L})\s*[.!?…]*$/gu;
/** Letters and digits are no word. */
const NUMBERED = /(?<![\p{L}\p{N}])(\p{L}\p{N})(?![\p{L}\p{N}])/gu;
const CAPITAL = /(?<=\p{Ll}[,']?\s)(\p{Lu}[\p{L}\p{N}_]{0,11})(?![\p{L}\p{N}])/gu;

/** Marks of the words of a text that may name somebody, its first ones; what is a word as well only where it stands as a name does. */
export function wordsOf(text: string): string[] {
  const some = lookedAt(text);
  const lower = some.toLowerCase();
  const found = new Set(
    (lower.match(/[\p{L}\p{N}_]{3,40}/gu) ?? []).filter((word) => !NEVER.has(word) && !ALSO_WORDS.has(word)),
  );
  for (const pattern of [AT_BEGINNING, AT_END, LAST, NUMBERED])
    for (const [, word] of lower.matchAll(pattern)) if (!NEVER.has(word!)) found.add(word!);
  for (const [, word] of some.matchAll(CAPITAL)) if (!NEVER.has(word!.toLowerCase())) found.add(word!.toLowerCase());
  return [...found].slice(0, MOST_WORDS).map(markOf);
}

/** Marks by which a text may name somebody: the parts of their name; a single letter only where that is all of it. */
export function marksOfName(name: string): readonly string[] {
  const known = marks.get(name);
  if (known) return known;
  if (marks.size >= MOST_NAMES_KNOWN) marks.clear();
  const parts =
    lookedAt(name)
      .toLowerCase()
      .match(/[\p{L}\p{N}_]{1,40}/gu) ?? [];
  const made = [
    ...new Set(parts.filter((part) => !NEVER.has(part) && (part.length > 1 || parts.length === 1)).map(markOf)),
  ];
  marks.set(name, made);
  return made;
}
const marks = new Map<string, readonly string[]>();
