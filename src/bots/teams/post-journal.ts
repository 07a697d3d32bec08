import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Posted } from '../../messages/outbound.ts';

/** As many posts are remembered at least; twice as many at most. */
const KEPT = 2000;

const line = z.object({
  key: z.string(),
  posted: z.object({
    platform: z.string(),
    workspace: z.string().optional(),
    channel: z.string(),
    messageId: z.string(),
    thread: z.string().optional(),
  }),
});

/**
 * Where each matter was posted last, known the moment Teams has answered: Teams takes neither a key nor a nonce, and between its
 * answer and the row in the database the process may end.
 */
export interface PostJournal {
  find(key: string): Posted | null;
  note(key: string, posted: Posted): void;
}

/** Remembered by this process alone. */
export function createMemoryJournal(kept = KEPT): PostJournal {
  const known = new Map<string, Posted>();
  return {
    find: (key) => known.get(key) ?? null,
    note(key, posted) {
      known.delete(key);
      known.set(key, posted);
      if (known.size > 2 * kept) for (const old of [...known.keys()].slice(0, known.size - kept)) known.delete(old);
    },
  };
}

/**
 * The same in a file, one line a post, written before anything else happens: it survives the process, though not the machine
 * (the file is not forced to the disk). It only ever says less: without it, or where it cannot be written, posts go on.
 */
export function createFileJournal(path: string, kept = KEPT): PostJournal {
  const memory = createMemoryJournal(kept);
  let lines = 0;
  for (const { key, posted } of readLines(path)) {
    memory.note(key, posted);
    lines++;
  }
  return {
    find: memory.find,
    note(key, posted) {
      memory.note(key, posted);
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        // begins with the line break: half a line of a process that was killed spoils no other
        appendFileSync(path, `\n${JSON.stringify({ key, posted })}`, { mode: 0o600 });
        if (++lines > 2 * kept) {
          const last = readLines(path).slice(-kept);
          writeFileSync(`${path}.new`, last.map((one) => `\n${JSON.stringify(one)}`).join(''), { mode: 0o600 });
          renameSync(`${path}.new`, path);
          lines = last.length;
        }
      } catch {
        // a full disk must not keep an alert from being told
      }
    },
  };
}

function readLines(path: string): z.output<typeof line>[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [line.parse(JSON.parse(text))];
      } catch {
        // the last line of a process that was killed may be half a line
        return [];
      }
    });
}
