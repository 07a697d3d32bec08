import { parse } from 'csv-parse/sync';
import { SafeNestError } from '../../errors.ts';
import { newLoginEventSchema, parseLoginEvent } from '../login-event-schema.ts';
import type { ImportFormat, Reading } from './format.ts';
import type { Line } from './lines.ts';
import { isWallTime, localClock } from './local-time.ts';

const FIELDS = Object.keys(newLoginEventSchema.shape);
const LONGEST_RECORD = 65_536;
const SUCCESS = new Set([
  'success',
  'succeeded',
  'successful',
  'ok',
  'true',
  '1',
  'yes',
  'accepted',
  'allow',
  'granted',
]);
const FAILURE = new Set(['failure', 'failed', 'fail', 'error', 'false', '0', 'no', 'rejected', 'deny', 'denied']);

/** A header line, then one login per record; `--map field=column` where the columns are named otherwise. */
export const csv: ImportFormat = {
  name: 'csv',
  title: 'a header line, then one login per line (--map says which column is what)',
  async *read(lines, options, now) {
    const toDate = localClock(options.timeZone ?? 'UTC');
    const map = parseMap(options.map);
    let columns: Map<string, number> | null = null;
    for await (const record of records(lines)) {
      const { line } = record;
      if (record.reason !== undefined) {
        if (!columns) throw new SafeNestError('invalid_input', `The header (line ${line}) ${record.reason}.`);
        yield { line, kind: 'unreadable', reason: record.reason };
        continue;
      }
      if (!columns) {
        columns = columnsOf(record.cells, map);
        yield { line, kind: 'not_a_login' };
        continue;
      }
      if (record.cells.every((cell) => cell.trim() === '')) {
        yield { line, kind: 'not_a_login' };
        continue;
      }
      yield readRecord(line, record.cells, columns);
    }

    function readRecord(line: number, cells: readonly string[], columns: ReadonlyMap<string, number>): Reading {
      const value: Record<string, unknown> = {};
      for (const [field, index] of columns) {
        const cell = cells[index]?.trim() ?? '';
        if (cell !== '') value[field] = cell;
      }
      for (const field of ['latitude', 'longitude']) if (field in value) value[field] = Number(value[field]);
      if (typeof value.mfa === 'string') value.mfa = mfaOf(value.mfa);
      if (typeof value.outcome === 'string') value.outcome = outcomeOf(value.outcome);
      if (typeof value.occurred_at === 'string') value.occurred_at = momentOf(value.occurred_at, toDate);
      value.text ??= cells.join(' ');
      const parsed = parseLoginEvent(value, { now, source: options.source ?? 'csv', eventId: () => '?' });
      if (!parsed.ok) return { line, kind: 'unreadable', reason: parsed.reason };
      const { eventId, ...login } = parsed.event;
      return { line, kind: 'login', login: eventId === '?' ? login : { ...login, eventId } };
    }
  },
};

/** `account=user,outcome=result` as field -> column. */
function parseMap(text: string | undefined): Map<string, string> {
  const map = new Map<string, string>();
  for (const part of text?.split(',') ?? []) {
    const [field, ...column] = part.split('=');
    const name = field!.trim();
    if (!FIELDS.includes(name) || column.length === 0) {
      throw new SafeNestError('invalid_input', `map: write field=column; fields are ${FIELDS.join(', ')}.`);
    }
    map.set(name, column.join('=').trim());
  }
  return map;
}

function columnsOf(header: readonly string[], map: ReadonlyMap<string, string>): Map<string, number> {
  const names = header.map((name) => name.trim());
  const lower = names.map((name) => name.toLowerCase());
  const columns = new Map<string, number>();
  for (const field of FIELDS) {
    const wanted = map.get(field);
    const index = wanted === undefined ? lower.indexOf(field) : names.indexOf(wanted);
    if (wanted !== undefined && index < 0) {
      throw new SafeNestError('invalid_input', `There is no column "${wanted}"; the header has ${names.join(', ')}.`);
    }
    if (index >= 0) columns.set(field, index);
  }
  const missing = ['occurred_at', 'outcome', 'account'].filter((field) => !columns.has(field));
  if (missing.length > 0) {
    const example = missing.map((field) => `${field}=…`).join(',');
    throw new SafeNestError(
      'invalid_input',
      `No column is ${missing.join(', ')}; the header has ${names.join(', ')}. Say which: --map ${example}`,
    );
  }
  return columns;
}

/** Whether a second factor was used; what is neither yes nor no is left for the schema to refuse. */
function mfaOf(text: string): boolean | string {
  const word = text.toLowerCase();
  return ['true', 'yes', '1'].includes(word) ? true : ['false', 'no', '0'].includes(word) ? false : text;
}

function outcomeOf(text: string): string {
  const word = text.toLowerCase();
  return SUCCESS.has(word) ? 'success' : FAILURE.has(word) ? 'failure' : text;
}

/** ISO times, with `T` or a space; without an offset they are the zone's. What is none is left for the schema to refuse. */
function momentOf(text: string, toDate: ReturnType<typeof localClock>): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?$/.exec(text);
  if (!match) return text.replace(' ', 'T');
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const wall = { year, month, day, hour, minute, second };
  return isWallTime(wall) ? toDate(wall).toISOString() : text;
}

type CsvRecord = { line: number } & ({ cells: string[]; reason?: undefined } | { cells?: undefined; reason: string });

/** Records of one line, or of several where a quoted cell has line breaks in it. `line` is where one begins. */
async function* records(lines: AsyncIterable<Line>): AsyncGenerator<CsvRecord> {
  let begun: { line: number; text: string } | null = null;
  for await (const line of lines) {
    if (line.text === undefined) {
      if (begun) yield { line: begun.line, reason: 'has a quote that is not closed' };
      begun = null;
      yield { line: line.number, reason: line.reason };
      continue;
    }
    const record: { line: number; text: string } = begun
      ? { line: begun.line, text: `${begun.text}\n${line.text}` }
      : { line: line.number, text: line.text };
    if (quotes(record.text) % 2 === 0) {
      begun = null;
      yield cellsOf(record);
    } else if (record.text.length > LONGEST_RECORD) {
      begun = null;
      yield { line: record.line, reason: 'has a quote that is not closed' };
    } else begun = record;
  }
  if (begun) yield { line: begun.line, reason: 'has a quote that is not closed' };
}

const quotes = (text: string): number => text.split('"').length - 1;

function cellsOf({ line, text }: { line: number; text: string }): CsvRecord {
  if (text === '') return { line, cells: [''] };
  try {
    const [cells = []] = parse(text, { relax_column_count: true }) as string[][];
    return { line, cells };
  } catch {
    return { line, reason: 'has quotes where a CSV file may have none' };
  }
}
