import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { DEFAULT_POLICY } from '../../domain/moderation-policy.ts';
import type { Screener } from '../../pipeline/screening/screener.ts';
import type { Breakdown } from '../questions/tally.ts';
import { auc } from './measures.ts';

const FILE = new URL('../datasets/screening-threats.csv', import.meta.url);
const row = z.object({ label: z.enum(['0', '1']), kind: z.string(), text: z.string() });

/**
 * How well threats are told from what only sounds like them, by kind: the share that reaches the line of a normal channel and of a strict one,
 * as the usual policy has them. Of threats all should, of the other kinds none.
 */
export async function measureThreats(screener: Screener): Promise<Breakdown> {
  const rows = z.array(row).parse(parse(await readFile(FILE, 'utf8'), { columns: true }));
  const screenings = await screener.screen(rows.map(({ text }) => text));
  const judged = rows.map(({ label, kind }, i) => ({
    kind: `${kind}, ${label === '1' ? 'threat' : 'none'}`,
    toxic: label === '1',
    score: screenings[i]!.scores.threat,
  }));
  const { normal, strict } = DEFAULT_POLICY.triggers.threat;
  const group = (key: string, some: readonly (typeof judged)[number][]) => ({
    key,
    n: some.length,
    metrics: {
      over_normal: some.filter(({ score }) => score >= normal).length / some.length,
      over_strict: some.filter(({ score }) => score >= strict).length / some.length,
    },
  });
  const threats = judged.filter(({ toxic }) => toxic);
  const others = judged.filter(({ toxic }) => !toxic);
  return {
    by: 'threat',
    groups: [
      { ...group('all threats', threats), metrics: { ...group('', threats).metrics, auc: auc(judged) } },
      group('all others', others),
      ...[...Map.groupBy(judged, ({ kind }) => kind)].map(([kind, some]) => group(kind, some)),
    ],
  };
}
