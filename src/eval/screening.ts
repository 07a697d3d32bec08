import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { SafeNestError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { openScreener } from '../pipeline/screening/open-screener.ts';
import type { Screener } from '../pipeline/screening/screener.ts';
import { percentile } from './bench/row.ts';
import type { Breakdown } from './questions/tally.ts';
import { readChatSet, readKinds } from './screening/chat-set.ts';
import { auc, falsePositivesAt, type Judged } from './screening/measures.ts';
import { trainBaseline } from './screening/ngram-baseline.ts';
import { type Labelled, readSet, SETS } from './screening/sets.ts';
import { measureThreats } from './screening/threat-set.ts';
import type { SuiteInput, SuiteReport } from './suites.ts';

const SETS_FOLDER = resolve(import.meta.dirname, '../../../shared/data');

/**
 * Measures screening for toxicity: how well toxic texts are told from others (`auc`), how many others are taken for toxic at the
 * threshold that finds four fifths of the toxic ones (`fpr_at_recall_80`), and how long one message takes. Without a file of one's
 * own: the chat set that comes with SafeNest, and the test parts of the published sets where they are, beside plain n-grams.
 */
export async function evaluateScreening({ path, config }: SuiteInput): Promise<SuiteReport> {
  const screener = await openScreener({
    model: config.screeningModel,
    openai: {
      key: config.model.openaiKey && (() => config.model.openaiKey!.reveal()),
      baseUrl: config.model.openaiBaseUrl,
    },
    log: silentLog(),
  });
  try {
    return path === null ? await ownSets(screener) : await ownData(screener, path);
  } finally {
    await screener.close?.();
  }
}

interface Sample {
  text: string;
  toxic: boolean;
}

async function ownData(screener: Screener, path: string): Promise<SuiteReport> {
  const { samples, skipped } = await readSamples(path);
  const { judged, notes, p95 } = await judge(screener, samples);
  return {
    suite: 'screening',
    n: samples.length,
    skipped,
    metrics: { ...metricsOf(judged), p95_ms: p95 },
    failures: failuresOf(samples, judged),
    notes,
  };
}

/** Any CSV with the columns `text` and `label`; 1, true, toxic and yes are toxic, anything else but an empty label is not. */
async function readSamples(path: string): Promise<{ samples: Sample[]; skipped: number }> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The texts at ${path} cannot be read.`, { cause });
  });
  let rows: Record<string, string>[];
  try {
    rows = parse(text, {
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    throw new SafeNestError(
      'invalid_input',
      `${path} is not a CSV file: ${cause instanceof Error ? cause.message : String(cause)}`,
      { cause },
    );
  }
  if (rows.length > 0 && !('text' in rows[0]! && 'label' in rows[0]!))
    throw new SafeNestError('invalid_input', `${path} needs the columns text and label (1 = toxic).`);
  const samples = rows.flatMap(({ text: one, label }): Sample[] => {
    const said = label?.trim().toLowerCase() ?? '';
    if (one === undefined || said === '') return [];
    return [{ text: one, toxic: Number(said) >= 0.5 || /^(true|toxic|yes)$/.test(said) }];
  });
  return { samples, skipped: rows.length - samples.length };
}

async function ownSets(screener: Screener): Promise<SuiteReport> {
  const chat = await readChatSet();
  const { judged, notes, p95 } = await judge(screener, chat.map(sampleOf));
  const sets = await Promise.all(SETS.map((name) => readSet(SETS_FOLDER, name)));
  const texts = sets.flatMap((set) => set ?? []);
  const baseline = texts.length > 0 ? trainBaseline(texts.filter(({ split }) => split === 'train')) : null;
  const groups = [await compared('chat', chat, judged, baseline)];
  const { open, closed } = await readKinds();
  const judgedKinds = await judge(screener, [...open, ...closed].map(sampleOf));
  groups.push(
    await compared('hard kinds, open half', open, judgedKinds.judged.slice(0, open.length), baseline),
    await compared('hard kinds, closed half', closed, judgedKinds.judged.slice(open.length), baseline),
  );
  for (const name of SETS) {
    const test = texts.filter(({ set, split, toxic }) => set === name && split === 'test' && toxic !== null);
    if (test.length > 0)
      groups.push(await compared(name, test, (await judge(screener, test.map(sampleOf))).judged, baseline));
  }
  return {
    suite: 'screening',
    n: chat.length,
    skipped: 0,
    metrics: { ...metricsOf(judged), p95_ms: p95 },
    breakdowns: [
      { by: 'set', groups },
      byKind(chat, judged),
      { ...byKind([...open, ...closed], judgedKinds.judged), by: 'hard kind' },
      await measureThreats(screener),
    ],
    failures: failuresOf(chat.map(sampleOf), judged),
    notes: [
      ...notes,
      baseline
        ? 'The chat set and the hard kinds were written for measuring and nothing is trained on them; of the other sets these are the parts that were not learned from. The n-grams are logistic regression on words, pairs and pieces of words, learned in this run from the texts that the model learned from.'
        : 'The published sets are not here: only the chat set and the hard kinds were measured.',
    ],
  };
}

const sampleOf = ({ text, toxic }: Labelled): Sample => ({ text, toxic: toxic === true });

async function compared(
  key: string,
  texts: readonly Labelled[],
  judged: readonly Judged[],
  baseline: ((text: string) => number) | null,
): Promise<Breakdown['groups'][number]> {
  const plain = baseline
    ? metricsOf(texts.map((one) => ({ score: baseline(one.text), toxic: one.toxic === true })))
    : null;
  return {
    key,
    n: texts.length,
    metrics: {
      ...metricsOf(judged),
      ...(plain ? { ngrams_auc: plain.auc!, ngrams_fpr_at_recall_80: plain.fpr_at_recall_80! } : {}),
    },
  };
}

/** How many of each kind are on the right side of a half. */
function byKind(chat: readonly (Labelled & { kind: string })[], judged: readonly Judged[]): Breakdown {
  const kinds = [...new Set(chat.map(({ kind, toxic }) => `${kind}, ${toxic ? 'toxic' : 'fine'}`))];
  return {
    by: 'kind',
    groups: kinds.map((key) => {
      const own = judged.filter((_, i) => `${chat[i]!.kind}, ${chat[i]!.toxic ? 'toxic' : 'fine'}` === key);
      return {
        key,
        n: own.length,
        metrics: { right_at_a_half: own.filter(({ score, toxic }) => score >= 0.5 === toxic).length / own.length },
      };
    }),
  };
}

const metricsOf = (judged: readonly Judged[]): Record<string, number> => {
  const one = { auc: auc(judged), fpr_at_recall_80: falsePositivesAt(judged, 0.8) };
  return Object.fromEntries(Object.entries(one).filter(([, value]) => Number.isFinite(value)));
};

/** One message at a time, as they come in a chat; the first ones warm up. */
async function judge(
  screener: Screener,
  samples: readonly Sample[],
): Promise<{ judged: Judged[]; p95: number; notes: string[] }> {
  await screener.screen(samples.slice(0, 4).map(({ text }) => text));
  const judged: Judged[] = [];
  const took: number[] = [];
  const fallbacks = new Set<string>();
  for (const { text, toxic } of samples) {
    const began = performance.now();
    const [screening] = await screener.screen([text]);
    took.push(performance.now() - began);
    judged.push({ score: screening!.scores.toxicity, toxic });
    if (screening!.fallback) fallbacks.add(screening!.fallback);
  }
  const notes = [
    `Screened by ${screener.id}.`,
    ...[...fallbacks].map((reason) => `Not the usual screener: ${reason}.`),
  ];
  return { judged, p95: percentile(took, 0.95) || 0, notes };
}

const failuresOf = (samples: readonly Sample[], judged: readonly Judged[]): string[] =>
  samples
    .flatMap(({ text, toxic }, i) => {
      const { score } = judged[i]!;
      return score >= 0.5 === toxic
        ? []
        : [`${score.toFixed(2)}, ${toxic ? 'toxic' : 'fine'}: ${text.slice(0, 200).replaceAll(/\s+/g, ' ')}`];
    })
    .slice(0, 1000);
