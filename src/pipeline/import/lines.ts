import { SafeNestError } from '../../errors.ts';

/** A line longer than this is reported, not read. */
const LONGEST_LINE = 65_536;
const LOOKED_AT = 8192;

/** One line of a file: its text, or why it has none. `ended` is false for a last line without a line break. */
export type Line = { number: number; ended: boolean } & (
  | { text: string; reason?: undefined }
  | { text?: undefined; reason: string }
);

/**
 * The lines of a text file, numbered from 1, without their line breaks (LF or CRLF), in memory never more than one chunk
 * and one line. Bytes that are not UTF-8 become U+FFFD: an attacker who puts them into a name must not hide the line.
 * Fails with `unsupported_type` for what is no text.
 */
export async function* readLines(
  stream: AsyncIterable<Uint8Array | string>,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Line> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  let read = 0;

  const take = (ended: boolean): Line => {
    number++;
    const size = length;
    const bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    length = 0;
    if (size > LONGEST_LINE) return { number, ended, reason: `longer than ${LONGEST_LINE / 1024} KiB` };
    let text = decoder.decode(bytes);
    if (number === 1) text = text.replace(/^\ufeff/, '');
    if (text.endsWith('\r')) text = text.slice(0, -1);
    if (text.includes('\0')) return { number, ended, reason: 'contains NUL bytes' };
    return { number, ended, text };
  };
  // What is too long is counted, not kept.
  const keep = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length <= LONGEST_LINE + 1) parts.push(bytes);
    else parts = [];
  };

  for await (const piece of stream) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    if (read < LOOKED_AT) refuseBinary(chunk.subarray(0, LOOKED_AT - read), read === 0);
    read += chunk.length;
    onBytes(read);
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      keep(chunk.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    if (start < chunk.length) keep(chunk.subarray(start));
  }
  if (length > 0) yield take(false);
}

function refuseBinary(start: Uint8Array, first: boolean): void {
  const refuse = (what: string): never => {
    throw new SafeNestError('unsupported_type', `This is not a text file: ${what}`);
  };
  if (first && start[0] === 0x1f && start[1] === 0x8b) refuse('it is compressed with gzip. Unpack it first.');
  if (first && start[0] === 0x50 && start[1] === 0x4b) refuse('it is a zip archive. Unpack it first.');
  if (first && ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff))) {
    refuse('it is UTF-16. Convert it to UTF-8 first.');
  }
  if (start.includes(0)) refuse('it has NUL bytes.');
}
