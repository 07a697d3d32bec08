import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { SafeNestError } from '../../errors.ts';

/** Questions, and the paragraph that each was asked about. */
export interface RetrievalSet {
  /** Each paragraph once. */
  paragraphs: string[];
  questions: { text: string; paragraph: number }[];
  /** Entries that could not be used: without text, or that no paragraph answers. */
  skipped: number;
}

const question = z.object({ question: z.string(), is_impossible: z.boolean().optional() });
const paragraph = z.object({ context: z.string(), qas: z.array(z.unknown()).default([]) });
const file = z.object({ data: z.array(z.object({ paragraphs: z.array(z.unknown()).default([]) })) });

/** Reads a file in the format of SQuAD (1.1 or 2.0); a paragraph that stands in it twice is one. */
export async function readSquad(path: string): Promise<RetrievalSet> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('not_found', `The questions at ${path} cannot be read.`, { cause });
  });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new SafeNestError('invalid_input', `${path} is no JSON.`, { cause });
  }
  const { data: read } = file.safeParse(json);
  if (!read)
    throw new SafeNestError(
      'invalid_input',
      `${path} is not in SQuAD’s format: {"data": [{"paragraphs": [{"context": …, "qas": [{"question": …}]}]}]}.`,
    );
  const places = new Map<string, number>();
  const set: RetrievalSet = { paragraphs: [], questions: [], skipped: 0 };
  for (const entry of read.data.flatMap(({ paragraphs }) => paragraphs)) {
    const one = paragraph.safeParse(entry).data;
    if (!one || one.context.trim() === '') {
      set.skipped++;
      continue;
    }
    let place = places.get(one.context);
    if (place === undefined) {
      place = set.paragraphs.push(one.context) - 1;
      places.set(one.context, place);
    }
    for (const asked of one.qas) {
      const valid = question.safeParse(asked).data;
      if (!valid || valid.is_impossible || valid.question.trim() === '') set.skipped++;
      else set.questions.push({ text: valid.question, paragraph: place });
    }
  }
  return set;
}
