import { domainToUnicode } from 'node:url';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { LIST_EFFECTS, type LISTED_KINDS, type ListEffect, type ListedThing } from '../../../domain/block-list.ts';
import { domain } from '../../../domain/content-policy.ts';
import { plainMessage } from '../../../domain/plain-issue.ts';
import { oneLine } from '../../../domain/text.ts';
import { SafeNestError } from '../../../errors.ts';
import { patternProblem } from '../../screening/list-patterns.ts';

/** Larger lists are refused, whether they are sent or fetched. */
export const LARGEST_LIST = 8 * 1024 * 1024;
export const MOST_ENTRIES = 50_000;
/** Of these as many at most: each is looked for in every message. */
export const MOST_WORDS = 2000;
export const MOST_PATTERNS = 50;
const MOST_REFUSED = 5;
/** What claims to have been listed before this is taken for a slip. */
const FIRST = Date.parse('2000-01-01T00:00:00Z');

/** The name that marks a list of SafeNest's own making. */
export const FORMAT = 'safenest-block-list';

/** An entry as a list has it. */
export interface ReadEntry extends ListedThing {
  reason: string;
  since: Date | null;
  expiresAt: Date | null;
  effect: ListEffect | null;
}

export interface ReadList {
  /** What it calls itself; empty where it does not. */
  name: string;
  /** Each thing once, the last of each holds. */
  entries: ReadEntry[];
  /** What could not be taken, with the reason. */
  refused: string[];
  refusedCount: number;
}

const platform = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, { error: 'must be a platform, like discord' });
const reason = z
  .string()
  .overwrite((text) => oneLine(text, 500))
  .default('');
const day = z
  .string()
  .trim()
  .max(40)
  .transform((text, context) => {
    if (text === '') return null;
    const at = /^\d{4}-\d\d-\d\d(?:[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?$/.test(text) ? Date.parse(text) : Number.NaN;
    if (Number.isNaN(at) || at < FIRST || at > Date.parse('2200-01-01')) {
      context.addIssue({ code: 'custom', message: 'must be a date, like 2026-03-31' });
      return z.NEVER;
    }
    return new Date(at);
  })
  .nullish()
  .transform((at) => at ?? null);
const plain = z.string().trim().min(1).max(200);
const shared = { reason, since: day, expires_at: day, effect: z.enum(LIST_EFFECTS).nullish().catch(null) };
const none = z.literal('').nullish();

/** One entry as it is written in a list. What a list says more is left aside. */
export const entrySchema = z
  .discriminatedUnion('kind', [
    z.object({ ...shared, kind: z.literal('account'), platform, value: plain }),
    z.object({ ...shared, kind: z.literal('word'), platform: none, value: plain }),
    z.object({ ...shared, kind: z.literal('pattern'), platform: none, value: plain }),
    z.object({ ...shared, kind: z.literal('domain'), platform: none, value: domain }),
  ])
  .transform(
    ({ kind, value, platform: where, reason: why, since, expires_at, effect }): ReadEntry => ({
      ...{
        kind,
        value: kind === 'domain' ? domainToUnicode(value) || value : value,
        platform: where ?? '',
        reason: why,
        since,
        expiresAt: expires_at,
        effect: effect ?? null,
      },
    }),
  );

/** What a thing on a list is called by, as an exception names it. */
export const thingSchema = entrySchema.transform(({ kind, platform: where, value }) => ({
  kind,
  platform: where,
  value,
}));

/**
 * Reads a list: JSON (`{"name", "entries": […]}`, or the entries alone) or CSV with a header (`kind,platform,value,reason,since,expires_at`).
 * Entries that are none are left out, each with why; a file that is no list, too large or too long is refused as a whole.
 */
export function readList(bytes: Uint8Array): ReadList {
  if (bytes.length > LARGEST_LIST)
    throw new SafeNestError('too_large', `A list has at most ${LARGEST_LIST / 2 ** 20} MB.`);
  const text = textOf(bytes);
  const { name, rows } = /^\s*[[{]/.test(text) ? fromJson(text) : fromCsv(text);
  if (rows.length > MOST_ENTRIES)
    throw new SafeNestError('too_large', `A list has at most ${MOST_ENTRIES.toLocaleString('en')} entries.`);
  const found = new Map<string, ReadEntry>();
  const refused: string[] = [];
  let refusedCount = 0;
  const counts = { word: 0, pattern: 0, account: 0, domain: 0 };
  const patterns: string[] = [];
  let tried = 0;
  const refuse = (where: string, why: string): void => {
    refusedCount++;
    if (refused.length < MOST_REFUSED) refused.push(oneLine(`${where}: ${why}`, 200));
  };
  for (const { row, where } of rows) {
    const read = entrySchema.safeParse(row, { error: plainMessage });
    if (!read.success) {
      const [issue] = read.error.issues;
      refuse(where, `${issue!.path.join('.') || 'it'} ${issue!.message}`);
      continue;
    }
    const entry = read.data;
    const key = keyOf(entry);
    if (!found.has(key)) {
      if (entry.kind === 'word' && counts.word >= MOST_WORDS) {
        refuse(where, `a list has at most ${MOST_WORDS} words`);
        continue;
      }
      if (entry.kind === 'pattern') {
        // each that is tried counts: trying one takes a while
        const problem =
          tried++ >= MOST_PATTERNS
            ? `a list has at most ${MOST_PATTERNS} patterns`
            : patternProblem(entry.value, patterns);
        if (problem) {
          refuse(where, problem);
          continue;
        }
        patterns.push(entry.value);
      }
      counts[entry.kind]++;
    }
    found.set(key, entry);
  }
  if (found.size === 0 && refusedCount > 0)
    throw new SafeNestError('invalid_input', `None of its ${refusedCount} entries can be taken. ${refused[0]}.`);
  return { name, entries: [...found.values()], refused, refusedCount };
}

export const keyOf = ({ kind, platform: where, value }: ListedThing): string => `${kind}\n${where}\n${value}`;

interface Rows {
  name: string;
  rows: { row: unknown; where: string }[];
}

function textOf(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // said below
  }
  throw new SafeNestError('invalid_input', 'A list is a text in UTF-8: JSON or CSV.');
}

const wholeSchema = z.union([
  z.array(z.unknown()),
  z.object({
    name: z.string().max(1000).default(''),
    format: z.literal(FORMAT).optional(),
    entries: z.array(z.unknown()),
  }),
]);

function fromJson(text: string): Rows {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new SafeNestError('invalid_input', 'The list begins as JSON and cannot be read as it.', { cause });
  }
  const whole = wholeSchema.safeParse(given);
  if (!whole.success)
    throw new SafeNestError(
      'invalid_input',
      'A list as JSON is {"name": "…", "entries": [ … ]}, or the entries alone.',
    );
  const { name, entries } = Array.isArray(whole.data) ? { name: '', entries: whole.data } : whole.data;
  return {
    name: oneLine(name, 100),
    rows: entries.map((row, i) => ({ row, where: `entry ${i + 1}` })),
  };
}

function fromCsv(text: string): Rows {
  let lines: string[][];
  try {
    lines = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 20_000,
      to: MOST_ENTRIES + 2,
    });
  } catch (cause) {
    throw new SafeNestError('invalid_input', 'The list cannot be read as CSV.', { cause });
  }
  const [head = [], ...rest] = lines;
  const names = head.map((name) => name.toLowerCase());
  if (!names.includes('kind') || !names.includes('value'))
    throw new SafeNestError(
      'invalid_input',
      'A list as CSV begins with the line kind,platform,value,reason,since,expires_at.',
    );
  const known = new Set(['kind', 'platform', 'value', 'reason', 'since', 'expires_at', 'effect']);
  return {
    name: '',
    rows: rest.map((cells, i) => ({
      row: Object.fromEntries(
        names.flatMap((name, at) => (known.has(name) ? [[name, (cells[at] ?? '').replace(/^'(?=[=+\-@'])/, '')]] : [])),
      ),
      where: `line ${i + 2}`,
    })),
  };
}

/** The kinds as people count them in a list. */
export const countKinds = (entries: readonly ListedThing[]): Record<(typeof LISTED_KINDS)[number], number> => {
  const counts = { account: 0, word: 0, pattern: 0, domain: 0 };
  for (const { kind } of entries) counts[kind]++;
  return counts;
};
