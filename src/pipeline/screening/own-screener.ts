import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { noScores, SCREENED, type Scores } from '../../domain/screening.ts';
import { openScreenModel, type ScreenModel } from '../../models/screen-model.ts';
import { type Features, featuresOf, GRAM_ROWS, MARKS, WHOLE, windowsOf } from './features.ts';
import type { TermWeights } from './lexicon.ts';
import { raisedByGrammar } from './raise-by-grammar.ts';
import { type ReadWord, readMessage } from './read-message.ts';
import type { Screener, Screening, Weighed } from './screener.ts';
import { createVocabulary } from './vocabulary.ts';

/** What lies beside the model's file. `words` are in the order of its table. */
const description = z.object({
  id: z.string(),
  sha256: z.string(),
  shape: z.object({ marks: z.literal(MARKS), whole: z.literal(WHOLE), grams: z.literal(GRAM_ROWS) }),
  words: z.string(),
});

/** Below this nobody asks what weighed. */
const WORTH_EXPLAINING = 0.3;
/** Words that are left out one after another to see what that changes. */
const MOST_TRIED = 24;
/** A word whose absence changes less than this did not weigh. */
const LEAST_WEIGHT = 0.04;
/** Beside terms of the lexicon another word has to change more. */
const LEAST_BESIDE_TERMS = 0.15;
/** Where several are bad enough the absence of one changes nothing: what the lexicon says of a term counts so much all the same. */
const KNOWN_SHARE = 0.6;
/** Where most words weigh and none so much, none tells anything. */
const TELLING = 0.5;
/** Words that carry nothing by themselves; in a phrase of the lexicon they do. */
const SMALL_WORDS = new Set(
  'a an the this that these those is am are was were be been being of to in on at by for from with and or but so such as it its he she they them we us i me my you your what who how do does did have has had will would can could just not no one all some there here now then than too very if when because about into out up ! ? "'.split(
    ' ',
  ),
);

/**
 * SafeNest's own model (`screening.onnx` and `screening.json` in the folder): well under a millisecond for a message, on the thread
 * it is called on. Fails where the files are missing, damaged or of another version.
 */
export async function openOwnScreener(folder: string): Promise<Screener> {
  const file = join(folder, 'screening.onnx');
  const about = description.parse(JSON.parse(await readFile(join(folder, 'screening.json'), 'utf8')));
  const found = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  if (found !== about.sha256) throw new Error('screening.onnx is not the file that screening.json describes');
  const words = about.words.split(' ');
  const vocabulary = createVocabulary(words);
  const rows = new Map(words.map((word, i) => [word, i + 2]));
  const rowOf = (word: string): number => rows.get(word) ?? 1;
  const model = await openScreenModel(file);
  const judge = { model, rowOf };
  return {
    id: about.id,
    async screen(texts, signal) {
      const read = texts.map((text) => {
        signal?.throwIfAborted();
        return readMessage(text, vocabulary);
      });
      const judged = await screenAll(judge, read, signal);
      return texts.map((text, i) => ({ ...raisedByGrammar(text, read[i]!, judged[i]!), screener: about.id }));
    },
    close: () => model.close(),
  };
}

interface Judge {
  model: ScreenModel;
  rowOf: (word: string) => number;
}

/**
 * Of a long message every window is judged and the worst counts, for each attribute by itself. The model is run on all messages
 * together: run on one, it takes longer to begin than to judge.
 */
async function screenAll(
  { model, rowOf }: Judge,
  messages: readonly (readonly ReadWord[])[],
  signal: AbortSignal | undefined,
): Promise<Judged[]> {
  const windows = messages.map((words) => (words.length === 0 ? [] : windowsOf(words)));
  const outputs = inTurn(
    await model.run(windows.flatMap((some) => some.map((window) => featuresOf(window, rowOf)))),
    windows.map(({ length }) => length),
  );
  signal?.throwIfAborted();
  const scores = outputs.map(worstOf);
  const questions = windows.flatMap((some, i) => {
    if (Math.max(...Object.values(scores[i]!)) < WORTH_EXPLAINING) return [];
    const worst = indexOfWorst(outputs[i]!);
    return [{ i, ...withoutEach(some[worst]!, rowOf), whole: outputs[i]![worst]! }];
  });
  const answers = inTurn(
    await model.run(questions.flatMap(({ without }) => without)),
    questions.map(({ without }) => without.length),
  );
  const judged = scores.map((one): Judged => ({ scores: one, weighed: [] }));
  questions.forEach(({ i, pieces, whole }, at) => {
    // without its only piece nothing is left, which the model is not for
    const left = pieces.length === 1 ? [new Float32Array(whole.length)] : answers[at]!;
    judged[i]!.weighed = weighedBy(pieces, left, whole);
  });
  return judged;
}

type Judged = Omit<Screening, 'screener'>;

/** A list cut into lists of these lengths. */
function inTurn<T>(all: readonly T[], lengths: readonly number[]): T[][] {
  let from = 0;
  return lengths.map((length) => {
    from += length;
    return all.slice(from - length, from);
  });
}

function worstOf(outputs: readonly Float32Array[]): Scores {
  const scores = noScores();
  for (const output of outputs)
    SCREENED.forEach((name, k) => {
      scores[name] = Math.max(scores[name], output[k]!);
    });
  return scores;
}

function indexOfWorst(outputs: readonly Float32Array[]): number {
  let worst = 0;
  outputs.forEach((output, i) => {
    if (Math.max(...output) > Math.max(...outputs[worst]!)) worst = i;
  });
  return worst;
}

/** A window without one piece after another, to see how far each attribute falls (occlusion). */
function withoutEach(words: readonly ReadWord[], rowOf: Judge['rowOf']): { pieces: Piece[]; without: Features[] } {
  const pieces = piecesOf(words);
  if (pieces.length === 1) return { pieces, without: [] };
  const without = pieces.map(({ members }) =>
    featuresOf(
      words.filter((word) => !members.has(word)),
      rowOf,
    ),
  );
  return { pieces, without };
}

/** A run of words that is left out together: a phrase, or what was written as one. */
interface Piece {
  from: number;
  to: number;
  rank: number;
  /** A word that says nothing by itself. */
  small: boolean;
  /** Of the term or phrase it is. */
  weights: TermWeights | null;
  members: Set<ReadWord>;
}

function piecesOf(words: readonly ReadWord[]): Piece[] {
  const pieces: Piece[] = [];
  words.forEach((word, i) => {
    const last = pieces.at(-1);
    const one = words[i - 1];
    const together =
      one &&
      ((word.phrase > 1 && one.phrase === word.phrase && one.start === word.start) ||
        (one.from === word.from && one.to === word.to));
    const rank = word.weights ? Math.max(...Object.values(word.weights)) : /^[\p{L}]{3,}$/u.test(word.text) ? 0.1 : 0;
    if (last && together) {
      last.members.add(word);
      last.from = Math.min(last.from, word.from);
      last.to = Math.max(last.to, word.to);
      last.rank = Math.max(last.rank, rank);
      last.small &&= SMALL_WORDS.has(word.text);
    } else {
      const small = SMALL_WORDS.has(word.text) && word.phrase < 2;
      pieces.push({ from: word.from, to: word.to, rank, small, weights: word.weights, members: new Set([word]) });
    }
  });
  if (pieces.length <= MOST_TRIED) return pieces;
  return pieces.toSorted((a, b) => b.rank - a.rank).slice(0, MOST_TRIED);
}

function weighedBy(pieces: readonly Piece[], without: readonly Float32Array[], whole: Float32Array): Weighed[] {
  const hasTerms = pieces.some(({ weights }) => weights !== null);
  const weighed = pieces.flatMap(({ from, to, small, weights }, i): Weighed[] => {
    if (small && pieces.length > 1) return [];
    const least = weights === null && hasTerms ? LEAST_BESIDE_TERMS : LEAST_WEIGHT;
    let best: Weighed | null = null;
    SCREENED.forEach((attribute, k) => {
      const known = whole[k]! >= WORTH_EXPLAINING ? (weights?.[attribute] ?? 0) * whole[k]! * KNOWN_SHARE : 0;
      const weight = Math.min(1, Math.max(0, whole[k]! - without[i]![k]!, known));
      // The general word only where no special one says it nearly as well.
      const preferred = weight - (k === 0 ? 0.1 : 0);
      if (weight >= least && (!best || preferred > best.weight)) best = { from, to, attribute, weight };
    });
    return best ? [best] : [];
  });
  const told = hasTerms || weighed.some(({ weight }) => weight >= TELLING);
  if (!told && pieces.length > 1 && weighed.length > pieces.length / 2) return [];
  return weighed.sort((a, b) => b.weight - a.weight || a.from - b.from);
}
