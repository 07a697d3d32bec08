/** What commands print with; tests pass their own. */
export interface Output {
  /** One line to standard output. */
  line(text?: string): void;
  /** One line to standard error: progress, notices, refusals. */
  note(text: string): void;
  /** Redraws one line of progress in place; on a pipe it prints nothing until `done`. */
  progress(text: string): void;
  done(): void;
}

export function terminal(): Output {
  const live = process.stderr.isTTY === true;
  // `… | head` has read enough: what else there is to say is for nobody
  let isRead = true;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isRead = false;
  });
  let drawn = false;
  const clear = (): void => {
    if (drawn) process.stderr.write('\r\x1b[2K');
    drawn = false;
  };
  return {
    line(text = '') {
      clear();
      if (isRead) process.stdout.write(`${text}\n`);
    },
    note(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
    progress(text) {
      if (!live) return;
      clear();
      process.stderr.write(text);
      drawn = true;
    },
    done: clear,
  };
}

/** `[████████░░░░░░░░░░░░]  40 %`; an unknown total shows no bar. */
export function bar(part: number, whole: number | null, width = 24): string {
  if (!whole) return '';
  const share = Math.min(1, part / whole);
  const full = Math.round(share * width);
  return `[${'█'.repeat(full)}${'░'.repeat(width - full)}] ${String(Math.floor(share * 100)).padStart(3)} %`;
}

export const count = (n: number): string => n.toLocaleString('en-GB');

/** `1 alert`, `2 alerts`. */
export const plural = (n: number, noun: string, many = `${noun}s`): string => `${count(n)} ${n === 1 ? noun : many}`;

/** An ISO time in this machine's zone, to the second: `2026-11-20 14:03:09`. */
export const when = (iso: string | null, never: string): string =>
  iso === null ? never : new Date(iso).toLocaleString('sv-SE');

/** Columns padded to their widest cell; the last column is left as it is. */
export function table(rows: string[][]): string[] {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => [...(row[i] ?? '')].length))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
}

/** Text from a log or a person made safe for a terminal: no control characters, so no escape sequences, no bidi tricks. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Bidi_Control}]/gu, '·');
