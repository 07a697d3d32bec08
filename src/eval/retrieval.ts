import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { withOrg } from '../db/scope.ts';
import { termsOf } from '../domain/text-terms.ts';
import { silentLog } from '../log.ts';
import { openEmbedder } from '../pipeline/embedding/open-embedder.ts';
import { readGuide, sentencesOf } from '../pipeline/guide/read-guide.ts';
import { embedQuestion, searchHistory } from '../pipeline/history/search-history.ts';
import { takeIn } from '../pipeline/history/take-in.ts';
import { emptyOrganisation } from './bench/fill-logs.ts';
import { percentile } from './bench/row.ts';
import { plainBm25 } from './retrieval/plain-bm25.ts';
import { type RetrievalSet, readSquad } from './retrieval/squad.ts';
import type { SuiteInput, SuiteReport } from './suites.ts';

const MOST = 10;
const HELP = new URL('./datasets/help.jsonl', import.meta.url);
const NOW = new Date('2026-11-20T12:00:00Z');

/**
 * Measures whether the history’s search finds the paragraph a question was asked about: first (`recall_at_1`), among the first five
 * (`recall_at_5`), the mean of 1/place among the first ten (`mrr`), and how long one search takes (`p95_ms`), on the embedded database with the
 * settings’ embedder. Beside it the same of plain BM25. Without a file: the sections of the guide and the questions people ask about it.
 */
export async function evaluateRetrieval({ path, config }: SuiteInput): Promise<SuiteReport> {
  const set = path === null ? await ownSet() : await readSquad(path);
  const { embedder, fallback } = await openEmbedder({
    embeddings: config.embeddings,
    openai: {
      key: config.model.openaiKey && (() => config.model.openaiKey!.reveal()),
      baseUrl: config.model.openaiBaseUrl,
    },
    log: silentLog(),
  });
  const database = await connect({ log: silentLog() });
  try {
    await migrate(database, silentLog());
    const orgId = await emptyOrganisation(database.db);
    const lengths = set.paragraphs.map((text) => termsOf(text).length);
    await takeIn(
      database.db,
      orgId,
      set.paragraphs.map((text, at) => ({
        kind: 'incident' as const,
        key: String(at),
        ref: `INC-${at + 1}`,
        title: '',
        text,
        at: NOW,
        personId: null,
      })),
      { embedder, now: NOW, average: lengths.reduce((sum, one) => sum + one, 0) / Math.max(1, lengths.length) },
    );
    await database.pool.query('vacuum analyze');
    const plain = plainBm25(set.paragraphs);
    const [ours, theirs, times, failures]: [number[], number[], number[], string[]] = [[], [], [], []];
    for (const { text, paragraph } of set.questions) {
      const began = performance.now();
      const vector = await embedQuestion(embedder, text);
      const { hits } = await withOrg(database.db, orgId, (tx) =>
        searchHistory(tx, { role: 'officer' }, { query: text, limit: MOST }, { embedder, vector }),
      );
      times.push(performance.now() - began);
      const place = hits.findIndex(({ ref }) => ref === `INC-${paragraph + 1}`) + 1;
      ours.push(place);
      theirs.push(plain(text, MOST).indexOf(paragraph) + 1);
      if (place !== 1) failures.push(`${text} → place ${place || `beyond ${MOST}`}`);
    }
    return {
      suite: 'retrieval',
      n: set.questions.length,
      skipped: set.skipped,
      metrics: { ...metricsOf(ours), p95_ms: percentile(times, 0.95), ...named(metricsOf(theirs), 'bm25') },
      failures,
      notes: [
        `${set.paragraphs.length} paragraphs, embedded by ${embedder.id}.`,
        ...(fallback === null ? [] : [`Another embedder stood in: ${fallback}.`]),
      ],
    };
  } finally {
    await database.close();
    await embedder.close?.();
  }
}

function metricsOf(places: readonly number[]): Record<string, number> {
  const share = (worth: (place: number) => number): number =>
    places.length === 0 ? 0 : places.reduce((sum, place) => sum + worth(place), 0) / places.length;
  return {
    recall_at_1: share((place) => Number(place === 1)),
    recall_at_5: share((place) => Number(place > 0 && place <= 5)),
    mrr: share((place) => (place > 0 ? 1 / place : 0)),
  };
}

const named = (metrics: Record<string, number>, prefix: string): Record<string, number> =>
  Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`${prefix}_${name}`, value]));

const line = z.object({ q: z.string().min(1), expect: z.string().min(1) });

/** The sections of the guide, and what people asked of them. */
async function ownSet(): Promise<RetrievalSet> {
  const sections = readGuide().flatMap((page) => page.sections);
  const places = new Map(sections.map(({ id }, at) => [id, at]));
  const lines = (await readFile(HELP, 'utf8')).split(/\r?\n/).filter((one) => one.trim() !== '');
  const questions = lines.flatMap((one) => {
    const { q, expect } = line.parse(JSON.parse(one));
    const paragraph = places.get(expect);
    return paragraph === undefined ? [] : [{ text: q, paragraph }];
  });
  return {
    paragraphs: sections.map((section) => [section.title, ...sentencesOf(section.blocks)].join('\n')),
    questions,
    skipped: lines.length - questions.length,
  };
}
