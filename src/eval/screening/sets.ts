import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Scores } from '../../domain/screening.ts';

/** The sets that a model which ships may be trained on; docs in models/screening.md. */
export const SETS = ['davidson', 'convabuse', 'toxigen', 'implicit', 'github'] as const;
export type SetName = (typeof SETS)[number];
export type Split = 'train' | 'valid' | 'test';

/** A text and what people said of it. */
export interface Labelled {
  set: SetName | 'chat' | 'made';
  split: Split;
  text: string;
  /** What most of them said; null where they did not agree. */
  toxic: boolean | null;
  /** The share that said so, of each attribute that the set tells anything of. */
  targets: Partial<Scores>;
}

/** Reads a set as it is published; null where the folder does not have it. */
export async function readSet(folder: string, set: SetName): Promise<Labelled[] | null> {
  const path = join(folder, FOLDERS[set]);
  return existsSync(path) ? READERS[set](path) : null;
}

const FOLDERS: Record<SetName, string> = {
  davidson: 'davidson-hate-offensive/labeled_data.csv',
  convabuse: 'convabuse',
  toxigen: 'safenlp-toxigen-implicit/toxiGen.json',
  implicit: 'safenlp-toxigen-implicit/implicitHate.json',
  github: 'github-derailment',
};

const READERS: Record<SetName, (path: string) => Promise<Labelled[]>> = {
  davidson: readDavidson,
  convabuse: readConvAbuse,
  toxigen: (path) => readSafeNlp(path, 'toxigen'),
  implicit: (path) => readSafeNlp(path, 'implicit'),
  github: readGitHub,
};

/** FNV-1a, so that a text falls into the same split whoever reads it and in whatever order. */
export function hash32(text: string, seed = 0x811c9dc5): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** Eight tenths to learn from, one to choose and calibrate by, one to measure on. */
const splitOf = (key: string): Split => {
  const place = hash32(key) % 10;
  return place < 8 ? 'train' : place === 8 ? 'valid' : 'test';
};

const rows = <T extends z.ZodType>(text: string, row: T): z.output<T>[] =>
  z
    .array(row)
    .parse(
      parse(text, { columns: true, relax_quotes: true, relax_column_count: true, skip_empty_lines: true, bom: true }),
    );

const count = z.coerce.number();
const davidsonRow = z.object({ count, hate_speech: count, offensive_language: count, class: count, tweet: z.string() });

async function readDavidson(path: string): Promise<Labelled[]> {
  return rows(await readFile(path, 'utf8'), davidsonRow).map((row) => {
    const text = unescaped(row.tweet);
    const hate = row.hate_speech / row.count;
    return {
      set: 'davidson',
      // Retweets and copies of one text stay on one side.
      split: splitOf(text.toLowerCase().replaceAll(/@\w+|https?:\S+|\brt\b|[^a-z]/g, '')),
      text,
      toxic: row.class !== 2,
      targets: { toxicity: hate + row.offensive_language / row.count, identity_attack: hate },
    };
  });
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#(\d{2,7});/g, (whole, code: string) =>
      Number(code) < 0x110000 ? String.fromCodePoint(Number(code)) : whole,
    );

const convAbuseRow = z.record(z.string(), z.string());
const SEVERITIES = [1, 0, -1, -2, -3];

async function readConvAbuse(folder: string): Promise<Labelled[]> {
  const all: Labelled[] = [];
  for (const split of ['train', 'valid', 'test'] as const) {
    const text = await readFile(join(folder, `ConvAbuseEMNLP${split}.csv`), 'utf8');
    for (const row of rows(text, convAbuseRow)) {
      // An annotator who saw the turn twice is written `1, 0`.
      const votes = (suffix: string): number =>
        [...Array(8).keys()].reduce(
          (sum, k) => sum + numbers(row[`Annotator${k + 1}_${suffix}`]).filter((n) => n > 0).length,
          0,
        );
      const bySeverity = SEVERITIES.map((severity) => votes(`is_abuse.${severity}`));
      const asked = Math.max(
        1,
        bySeverity.reduce((sum, n) => sum + n, 0),
      );
      const abusive = bySeverity[2]! + bySeverity[3]! + bySeverity[4]!;
      const share = (...suffixes: string[]): number =>
        Math.min(1, suffixes.reduce((sum, suffix) => sum + votes(suffix), 0) / asked);
      all.push({
        set: 'convabuse',
        split,
        text: row.user ?? '',
        toxic: abusive * 2 === asked ? null : abusive * 2 > asked,
        targets: {
          toxicity: abusive / asked,
          severe_toxicity: (bySeverity[3]! + bySeverity[4]!) / asked,
          insult: share('intellectual', 'ableist'),
          identity_attack: share('homophobic', 'racist', 'sexist', 'transphobic'),
          sexual: share('sex_harassment'),
        },
      });
    }
  }
  return all;
}

const numbers = (text: string | undefined): number[] =>
  (text ?? '')
    .split(',')
    .map((part) => Number.parseFloat(part))
    .filter((n) => Number.isFinite(n));

const safeNlpRow = z.object({ text: z.string(), label: z.enum(['hate', 'neutral']), toxicity_score: z.number() });

async function readSafeNlp(path: string, set: 'toxigen' | 'implicit'): Promise<Labelled[]> {
  return z
    .array(safeNlpRow)
    .parse(JSON.parse(await readFile(path, 'utf8')))
    .map(({ text, label }) => {
      const plain = text.replaceAll('_x000D_', ' ');
      const hate = label === 'hate';
      return {
        set,
        split: splitOf(plain.toLowerCase()),
        text: plain,
        toxic: hate,
        targets: { toxicity: Number(hate), identity_attack: Number(hate) },
      };
    });
}

const gitHubRow = z.object({ issue_id: z.string(), toxic: z.string(), text: z.string() });

async function readGitHub(folder: string): Promise<Labelled[]> {
  const files = ['derailed_toxic_conversations', 'non_derailed_toxic_conversations', 'representative_conversations'];
  const seen = new Set<string>();
  const all: Labelled[] = [];
  for (const file of files)
    for (const row of rows(await readFile(join(folder, `${file}.csv`), 'utf8'), gitHubRow)) {
      const text = withoutCode(row.text);
      if (text === '' || seen.has(text)) continue;
      seen.add(text);
      const toxic = Number.parseFloat(row.toxic) === 1;
      // A conversation stays on one side.
      all.push({ set: 'github', split: splitOf(row.issue_id), text, toxic, targets: { toxicity: Number(toxic) } });
    }
  return all;
}

/** What somebody said themselves: no code, no quoted lines. */
const withoutCode = (text: string): string =>
  text
    .replaceAll(/```[\s\S]*?(?:```|$)/g, ' ')
    .replaceAll(/`[^`\n]*`/g, ' code ')
    .replaceAll(/^>.*$/gm, ' ')
    .trim();
