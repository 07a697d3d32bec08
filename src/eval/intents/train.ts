import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { wordsOf } from '../../agent/offline/likely/features.ts';
import { prepare } from '../../agent/offline/likely/likely-tool.ts';
import { CLOCK } from '../questions/judge.ts';
import { HELD_OUT_SET, type Question, readQuestions } from '../questions/question-line.ts';
import { readWordVectors } from '../screening/word-table.ts';
import { learnIntents, toolOf } from './learn.ts';
import { madeQuestions } from './made-questions.ts';

/**
 * npm run train:intents -- [--vectors FILE] [--out FILE] [--folds 5]: learns from the project's own questions which tool a message most likely
 * wants, and writes `models/intents.json`. With --folds each part is also guessed by a model that has not seen it. The questions held out are
 * never learned from.
 */
const { values } = parseArgs({
  options: {
    vectors: { type: 'string' },
    out: { type: 'string', default: resolve(import.meta.dirname, '../../../models/intents.json') },
    folds: { type: 'string', default: '0' },
  },
});
const { questions } = await readQuestions(null);
const { questions: heldOut } = await readQuestions(HELD_OUT_SET);
const vectors = await readWordVectors(values.vectors);

const folds = Number(values.folds);
for (let fold = 0; fold < folds; fold++) {
  const seen = questions.filter((_, index) => index % folds !== fold);
  const unseen = questions.filter((_, index) => index % folds === fold);
  console.info(`part ${fold + 1} of ${folds}, unseen: ${measured(learnIntents(seen, vectors, madeQuestions), unseen)}`);
}
const model = learnIntents(questions, vectors, madeQuestions);
await writeFile(values.out, `${JSON.stringify(model)}\n`);
console.info(
  `${values.out}: ${model.tools.length} tools, ${model.counted.length} things counted, ${model.words.length} words`,
);
console.info(`held out: ${measured(model, heldOut)}`);

function measured(learned: ReturnType<typeof learnIntents>, asked: readonly Question[]): string {
  const { tools, score } = prepare(learned);
  let [n, right] = [0, 0];
  for (const question of asked) {
    const tool = toolOf(question);
    if (tool === null) continue;
    const chances = score(wordsOf(question.q, CLOCK.now, CLOCK.timeZone));
    n++;
    if (tools[chances.indexOf(Math.max(...chances))] === tool) right++;
  }
  return `${right} of ${n} (${((100 * right) / n).toFixed(1)} %)`;
}
