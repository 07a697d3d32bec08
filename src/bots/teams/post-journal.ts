import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Posted } from '../../messages/outbound.ts';
import type { Destination } from './destination.ts';

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

/** A matter in one conversation, told through one app. */
export const journalKeyOf = ({ line, conversation }: Destination, key: string): string =>
  `${line.app?.id ?? ''} ${conversation} ${key}`;

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
 * (the file is not forced to the disk), and other processes on the machine read it. It only ever says less: without it, or
 * where it cannot be written, posts go on.
 */
export function createFileJournal(path: string, kept = KEPT): PostJournal {
  const memory = createMemoryJournal(kept);
  let seen = '';
  let lines = 0;

  /** Takes in what others have written since. */
  function catchUp(): void {
    const mark = markOf(path);
    if (mark === seen) return;
    const all = readLines(path);
    for (const { key, posted } of all) memory.note(key, posted);
    lines = all.length;
    seen = mark;
  }

  return {
    find(key) {
      catchUp();
      return memory.find(key);
    },
    note(key, posted) {
      memory.note(key, posted);
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        // begins with the line break: half a line of a process that was killed spoils no other
        appendFileSync(path, asLine({ key, posted }), { mode: 0o600 });
        if (++lines > 2 * kept) {
          const last = readLines(path).slice(-kept);
          writeFileSync(`${path}.new`, last.map(asLine).join(''), { mode: 0o600 });
          renameSync(`${path}.new`, path);
          lines = last.length;
        }
      } catch {
        // a full disk must not keep an alert from being told
      }
    },
  };
}

const asLine = (one: z.output<typeof line>): string => `\n${JSON.stringify(one)}`;

/** Differs when the file does. */
function markOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.ino} ${stat.size}` : '';
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
