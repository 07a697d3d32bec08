import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { GRAM_ROWS, MARKS, WHOLE } from '../../pipeline/screening/features.ts';
import { readMessage } from '../../pipeline/screening/read-message.ts';
import { createVocabulary } from '../../pipeline/screening/vocabulary.ts';
import { readChatSet } from './chat-set.ts';
import { exportModel } from './export-model.ts';
import { learn } from './learn.ts';
import { auc, falsePositivesAt } from './measures.ts';
import { trainBaseline } from './ngram-baseline.ts';
import { type Labelled, readSet, SETS } from './sets.ts';
import { readWordVectors, wordTable } from './word-table.ts';

/**
 * npm run train:screening -- [--data ../shared/data] [--out models] [--vectors FILE] [--unseen]: trains SafeNest's screening model on one core
 * and writes `screening.onnx` and `screening.json`. With --unseen it also trains once without each set and measures on that one.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../../shared/data') },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../../models') },
    vectors: { type: 'string' },
    epochs: { type: 'string', default: '2' },
    share: { type: 'string', default: '1' },
    seed: { type: 'string', default: '20' },
    unseen: { type: 'boolean', default: false },
  },
});
const began = performance.now();
const say = (text: string): void =>
  console.info(`${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s  ${text}`);

const sets = await Promise.all(SETS.map((name) => readSet(values.data, name)));
SETS.forEach((name, i) => {
  if (!sets[i]) say(`there is no ${name} below ${values.data}: left out`);
});
const texts = sets.flatMap((set) => set ?? []);
const vectors = await readWordVectors(values.vectors);
say('read the sets and the word vectors');
const plain = createVocabulary(vectors.words.slice(0, 100_000));
const seen = new Set<string>();
for (const { text, split } of texts)
  if (split === 'train') for (const word of readMessage(text.slice(0, 4000), plain)) seen.add(word.text);
const words = wordTable(vectors, (word) => seen.has(word));
const options = { words, seed: Number(values.seed), epochs: Number(values.epochs), share: Number(values.share), say };
const measured = (name: string, judged: readonly Labelled[], score: (text: string) => number): void => {
  const scored = judged.flatMap(({ text, toxic }) => (toxic === null ? [] : [{ score: score(text), toxic }]));
  say(
    `${name}: n ${scored.length}, AUC ${auc(scored).toFixed(3)}, false positives at recall 80 % ${(100 * falsePositivesAt(scored, 0.8)).toFixed(1)} %`,
  );
};
const testOf = (name: string): Labelled[] => texts.filter(({ set, split }) => set === name && split === 'test');
const chat = await readChatSet();

const learned = learn({ ...options, texts });
const onnx = exportModel(
  learned.net,
  learned.lines,
  'Screens chat messages; card: models/screening.md. Licence: Apache-2.0.',
);
const meta = {
  id: `safenest-${createHash('sha256').update(onnx).digest('hex').slice(0, 8)}`,
  sha256: createHash('sha256').update(onnx).digest('hex'),
  shape: { marks: MARKS, whole: WHOLE, grams: GRAM_ROWS },
  words: words.words.join(' '),
};
await mkdir(values.out, { recursive: true });
await writeFile(join(values.out, 'screening.onnx'), onnx);
await writeFile(join(values.out, 'screening.json'), `${JSON.stringify(meta)}\n`);
say(
  `wrote ${values.out}: ${(onnx.length / 1e6).toFixed(2)} MB and ${words.words.length.toLocaleString('en-GB')} words`,
);
for (const name of SETS) measured(`${name}, its test part`, testOf(name), learned.score);
measured('chat', chat, learned.score);

if (values.unseen)
  for (const name of SETS) {
    const others = texts.filter(({ set }) => set !== name);
    const without = learn({ ...options, texts: others, say: undefined });
    measured(`${name}, never seen`, testOf(name), without.score);
    const baseline = trainBaseline(others.filter(({ split }) => split === 'train'));
    measured(`${name}, never seen, n-grams`, testOf(name), baseline);
    measured(`chat, without ${name}, n-grams`, chat, baseline);
    measured(`chat, without ${name}`, chat, without.score);
  }
