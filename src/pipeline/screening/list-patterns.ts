import { RE2JS } from 're2js';
import { fold } from './fold.ts';
import { repetitionWithin } from './nested-repetition.ts';
import { costOf } from './pattern-cost.ts';

/** Instructions of a compiled pattern: a bomb like (a{1000}){1000} is far above, and so is (a?){500}a{500}. */
const MOST_INSTRUCTIONS = 500;
/** All of an organisation's patterns together; and how many there may be: each is looked for in every message. */
const MOST_TOGETHER = { patterns: 200, instructions: 10_000 };
/** What is looked through by patterns of one message, half of it from its beginning and half from its end. */
const MOST_MATCHED = 20_000;
/** Instructions times letters for one message: with very many patterns less of a long message is looked through. */
const MOST_STEPS = 10_000_000;
/** Found more often, a pattern tells nothing more. */
const MOST_FOUND = 20;
/** Time for 1,000 letters that are hostile to the pattern, ms. An ordinary pattern takes less than a tenth of it. */
const MOST_COST = 4;

/** A pattern that may be used, made ready once. */
export interface Pattern {
  regex: RE2JS;
  /** How much work it is for each letter, at the worst. */
  instructions: number;
}

/** Where a pattern fits, as offsets of the text as it was given. */
export interface Found {
  from: number;
  to: number;
}

/** Harmless things that people say: a pattern that fits many of them fits everything. */
const ORDINARY: readonly string[] = [
  'Good morning everyone!',
  'ok',
  'thanks, that helped a lot',
  'The meeting moves to 3 pm tomorrow.',
  'Has anybody seen my blue jacket? I left it in room 204.',
  'lol',
  '👍',
  '12:30 works for me',
  'https://example.com/timetable',
  'Wer kommt heute Abend mit zum Training?',
  'Danke, bis morgen!',
  'On se voit à quelle heure ?',
  'Merci beaucoup, bonne soirée',
  '¿Quién trae el pan mañana?',
  'Gracias, todo bien',
  'Спасибо, увидимся завтра',
  'ありがとう、また明日',
  'My dog knocked the plants over again, what a mess.',
  'v2.1 is out: see the notes',
  'brb',
];
/** So many of them are too many. */
const TOO_MANY = ORDINARY.length / 2;

/** Makes a pattern ready; where it cannot be used, why, in words that follow a colon. How long it takes is not looked at. */
export function readPattern(written: string): { pattern: Pattern } | { problem: string } {
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(written, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { problem: `it cannot be matched in linear time, or is not a pattern: ${why}` };
  }
  const pattern = { regex, instructions: regex.programSize() };
  const problem = tooLarge(pattern) ?? nested(written) ?? fitsAnything(pattern);
  return problem === null ? { pattern } : { problem };
}

/**
 * Why a pattern cannot be used beside those that are there, in words that follow a colon; null where it can. For forms, before it is
 * kept: it is also tried on messages that are hard for it.
 */
export function patternProblem(written: string, others: readonly string[] = []): string | null {
  const read = readPattern(written);
  if ('problem' in read) return read.problem;
  const known = others.flatMap((other) => {
    const one = readPattern(other);
    return 'pattern' in one ? [one.pattern] : [];
  });
  if (known.length >= MOST_TOGETHER.patterns)
    return `there are ${known.length} patterns already, and each is looked for in every message; put several into one with |`;
  const together = [...known, read.pattern].reduce((sum, { instructions }) => sum + instructions, 0);
  if (together > MOST_TOGETHER.instructions)
    return `all patterns together would grow to ${together.toLocaleString('en-GB')} steps; ${MOST_TOGETHER.instructions.toLocaleString('en-GB')} are the most`;
  return tooSlow(read.pattern, written);
}

const tooLarge = ({ instructions }: Pattern): string | null =>
  instructions > MOST_INSTRUCTIONS
    ? `it grows to ${instructions.toLocaleString('en-GB')} steps; ${MOST_INSTRUCTIONS.toLocaleString('en-GB')} are the most`
    : null;

function nested(written: string): string | null {
  const within = repetitionWithin(written);
  return within === null
    ? null
    : `a repetition without end stands inside another one (${within}); one of the two is enough`;
}

function fitsAnything({ regex }: Pattern): string | null {
  if (regex.test('')) return 'it fits the empty text, and so every message; let it ask for one letter at least';
  const fitted = ORDINARY.filter((text) => regex.test(fold(text).text));
  if (fitted.length < TOO_MANY) return null;
  return `it fits almost everything: ${fitted.length} of ${ORDINARY.length} harmless messages, such as “${fitted[0]}”`;
}

function tooSlow(pattern: Pattern, written: string): string | null {
  const ms = costOf(written, (text) => void foundIn(fold(text).text, pattern));
  return ms > MOST_COST
    ? 'it takes too long with messages that are made to be hard for it; ask for fewer things that can be anything, like .*'
    : null;
}

/**
 * Where each pattern fits, in the folded text, so that capitals and accents do not matter. Of a long text its beginning and its end are
 * looked through, as much of it as MOST_STEPS allows.
 */
export function findPatterns(text: string, patterns: readonly Pattern[]): Found[][] {
  if (patterns.length === 0) return [];
  const together = patterns.reduce((sum, { instructions }) => sum + instructions, 0);
  const most = Math.min(MOST_MATCHED, Math.max(1, Math.floor(MOST_STEPS / together)));
  const found = patterns.map((): Found[] => []);
  for (const [at, part] of partsOf(text, most)) {
    const { text: plain, from, to } = fold(part);
    patterns.forEach((pattern, index) => {
      for (const [start, end] of foundIn(plain, pattern))
        found[index]!.push({ from: at + from[start]!, to: at + to[end - 1]! });
    });
  }
  return found;
}

const partsOf = (text: string, most: number): [number, string][] => {
  if (text.length <= most) return [[0, text]];
  const half = Math.ceil(most / 2);
  return [
    [0, text.slice(0, half)],
    [text.length - half, text.slice(-half)],
  ];
};

/** Most texts do not fit, which is told far quicker than where one does. */
function foundIn(plain: string, { regex }: Pattern): [start: number, end: number][] {
  if (!regex.test(plain)) return [];
  const matcher = regex.matcher(plain);
  const found: [number, number][] = [];
  while (found.length < MOST_FOUND && matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (end > start) found.push([start, end]);
  }
  return found;
}
