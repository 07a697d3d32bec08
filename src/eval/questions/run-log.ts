import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Question } from './question-line.ts';

/** One run of one question by one model, as it is kept so that an evaluation that was stopped goes on where it was. */
const entry = z.object({
  key: z.string(),
  run: z.number().int(),
  tool: z.boolean(),
  toolAndArgs: z.boolean(),
  ms: z.number(),
  input: z.number(),
  output: z.number(),
  error: z.string().nullable(),
  /** What was called or said, for the list of failures. */
  got: z.string(),
});
export type RunEntry = z.output<typeof entry>;

/** Names a question as asked of a model with a prompt: whatever changes in any of the three is measured again. */
export const keyOf = (model: string, promptSha256: string, { id: _id, ...question }: Question): string =>
  createHash('sha256')
    .update(JSON.stringify([model, promptSha256, question]))
    .digest('hex')
    .slice(0, 20);

/** What is in the log already; a line that was cut off by a crash is left out. */
export async function readRuns(path: string): Promise<RunEntry[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').flatMap((line) => {
    try {
      const parsed = entry.safeParse(JSON.parse(line));
      return parsed.success ? [parsed.data] : [];
    } catch {
      return [];
    }
  });
}

export async function addRun(path: string, run: RunEntry): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await appendFile(path, `${JSON.stringify(run)}\n`);
}
