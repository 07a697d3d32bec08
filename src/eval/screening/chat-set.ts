import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { hash32, type Labelled } from './sets.ts';

const row = z.object({ label: z.enum(['0', '1']), kind: z.string(), text: z.string() });

export type OfKind = Labelled & { kind: string };

/** Chat messages written for measuring, by kind; nothing is ever trained on them. */
export const readChatSet = (): Promise<OfKind[]> => read('screening-chat.csv');

/**
 * Messages of the kinds that are hard, each harmful kind with harmless ones that look like it, in two halves by hash: one that may be
 * looked at while the model is worked on, and one that is measured and not looked at.
 */
export async function readKinds(): Promise<{ open: OfKind[]; closed: OfKind[] }> {
  const all = await read('screening-kinds.csv');
  const isOpen = ({ text }: OfKind): boolean => hash32(text) % 2 === 0;
  return { open: all.filter(isOpen), closed: all.filter((one) => !isOpen(one)) };
}

async function read(name: string): Promise<OfKind[]> {
  const text = await readFile(new URL(`../datasets/${name}`, import.meta.url), 'utf8');
  return z
    .array(row)
    .parse(parse(text, { columns: true }))
    .map(({ label, kind, text: message }) => {
      const toxic = label === '1';
      return { set: 'chat', split: 'test', text: message, toxic, kind, targets: { toxicity: Number(toxic) } };
    });
}
