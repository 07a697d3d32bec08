import { createHash } from 'node:crypto';
import type { NewLoginEvent } from '../../domain/event.ts';
import { csv } from './csv.ts';
import type { ImportFormat, ImportOptions, ReadLogin } from './format.ts';
import { jsonLines } from './json-lines.ts';
import { readLines } from './lines.ts';
import { sshd } from './sshd.ts';

export type { ImportFormat, ImportOptions } from './format.ts';

/** Every kind of log that can be imported. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [sshd, jsonLines, csv];

const BATCH = 500;
const NAMED = 20;
/** Identical lines of one moment stand close together; further apart than this many lines they are taken for one. */
const REMEMBERED = 20_000;

export interface Sent {
  accepted: number;
  duplicates: number;
  /** By index within the batch. */
  rejected?: readonly { index: number; reason: string }[];
}

export interface ImportReport {
  /** Lines read. */
  lines: number;
  /** Logins found in them. */
  events: number;
  accepted: number;
  duplicates: number;
  notLogins: number;
  unreadable: { count: number; first: { line: number; reason: string }[] };
}

export interface ImportProgress {
  bytes: number;
  lines: number;
}

/**
 * Reads a log and hands its logins on in batches of 500. An event's id is made from its source, its time, its line and how
 * many lines like it came before, so that the same lines, read again from a file that has grown or was rotated, are
 * duplicates. What cannot be read is counted and, for the first 20, named; it stops nothing.
 */
export async function importLines({
  stream,
  format,
  options = {},
  now,
  send,
  onProgress = () => {},
}: {
  stream: AsyncIterable<Uint8Array | string>;
  format: ImportFormat;
  options?: ImportOptions;
  now: Date;
  send: (events: NewLoginEvent[]) => Promise<Sent>;
  onProgress?: (progress: ImportProgress) => void;
}): Promise<ImportReport> {
  const report: ImportReport = {
    lines: 0,
    events: 0,
    accepted: 0,
    duplicates: 0,
    notLogins: 0,
    unreadable: { count: 0, first: [] },
  };
  const idOf = eventIds();
  let bytes = 0;
  let batch: { line: number; event: NewLoginEvent }[] = [];
  const unreadable = (line: number, reason: string): void => {
    report.unreadable.count++;
    if (report.unreadable.first.length < NAMED) report.unreadable.first.push({ line, reason });
  };
  const flush = async (): Promise<void> => {
    if (batch.length > 0) {
      const sent = await send(batch.map(({ event }) => event));
      report.accepted += sent.accepted;
      report.duplicates += sent.duplicates;
      for (const { index, reason } of sent.rejected ?? []) unreadable(batch[index]?.line ?? 0, reason);
      batch = [];
    }
    onProgress({ bytes, lines: report.lines });
  };
  async function* counted() {
    for await (const line of readLines(stream, (read) => {
      bytes = read;
    })) {
      report.lines = line.number;
      yield line;
      if (line.number % 5000 === 0) onProgress({ bytes, lines: line.number });
    }
  }
  for await (const reading of format.read(counted(), options, now)) {
    if (reading.kind === 'not_a_login') report.notLogins++;
    else if (reading.kind === 'unreadable') unreadable(reading.line, reading.reason);
    else {
      report.events++;
      batch.push({
        line: reading.line,
        event: { ...reading.login, eventId: reading.login.eventId ?? idOf(reading.login) },
      });
      if (batch.length === BATCH) await flush();
    }
  }
  await flush();
  return report;
}

/** Ids for logins whose source gives none. The memory of what came before is bounded. */
function eventIds(): (login: ReadLogin) => string {
  let recent = new Map<string, number>();
  let older = new Map<string, number>();
  return (login) => {
    const key = JSON.stringify([login.source, login.occurredAt.getTime(), login.account, login.outcome, login.text]);
    const index = recent.get(key) ?? older.get(key) ?? 0;
    recent.set(key, index + 1);
    if (recent.size > REMEMBERED) {
      older = recent;
      recent = new Map();
    }
    const hash = createHash('sha256').update(key).update(String(index)).digest('base64url');
    return `${login.source.slice(0, 40)}:${hash}`;
  };
}
