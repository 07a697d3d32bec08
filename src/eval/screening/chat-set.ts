import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { Labelled } from './sets.ts';

const FILE = new URL('../datasets/screening-chat.csv', import.meta.url);
const row = z.object({ label: z.enum(['0', '1']), kind: z.string(), text: z.string() });

/** Chat messages written for measuring, by kind; nothing is ever trained on them. */
export async function readChatSet(): Promise<(Labelled & { kind: string })[]> {
  const rows = z.array(row).parse(parse(await readFile(FILE, 'utf8'), { columns: true }));
  return rows.map(({ label, kind, text }) => {
    const toxic = label === '1';
    return { set: 'chat', split: 'test', text, toxic, kind, targets: { toxicity: Number(toxic) } };
  });
}
