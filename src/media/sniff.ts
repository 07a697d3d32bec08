import { SafeNestError } from '../errors.ts';

/** What a file is by its bytes, and how the names of such files end; the first is added to a name that ends otherwise. */
export interface FileType {
  mediaType: string;
  extensions: readonly string[];
}

const BINARY: (FileType & { magic: readonly (readonly [offset: number, bytes: string])[] })[] = [
  { mediaType: 'image/png', extensions: ['png'], magic: [[0, '\x89PNG\r\n\x1a\n']] },
  { mediaType: 'image/jpeg', extensions: ['jpg', 'jpeg'], magic: [[0, '\xff\xd8\xff']] },
  { mediaType: 'image/gif', extensions: ['gif'], magic: [[0, 'GIF87a']] },
  { mediaType: 'image/gif', extensions: ['gif'], magic: [[0, 'GIF89a']] },
  {
    mediaType: 'image/webp',
    extensions: ['webp'],
    magic: [
      [0, 'RIFF'],
      [8, 'WEBP'],
    ],
  },
  { mediaType: 'application/pdf', extensions: ['pdf'], magic: [[0, '%PDF-']] },
  { mediaType: 'application/zip', extensions: ['zip', 'docx', 'xlsx', 'pptx'], magic: [[0, 'PK\x03\x04']] },
  ...['\xd4\xc3\xb2\xa1', '\xa1\xb2\xc3\xd4', '\x4d\x3c\xb2\xa1', '\xa1\xb2\x3c\x4d'].map((bytes) => ({
    mediaType: 'application/vnd.tcpdump.pcap',
    extensions: ['pcap', 'cap'],
    magic: [[0, bytes] as const],
  })),
  { mediaType: 'application/x-pcapng', extensions: ['pcapng'], magic: [[0, '\x0a\x0d\x0d\x0a']] },
];
const TEXT: FileType[] = [
  { mediaType: 'text/plain', extensions: ['txt', 'log', 'md', 'eml', 'conf', 'yaml', 'yml', 'jsonl', 'ndjson'] },
  { mediaType: 'application/json', extensions: ['json'] },
  { mediaType: 'text/csv', extensions: ['csv', 'tsv'] },
];
const LONGEST_MAGIC = 12;

/**
 * Passes a file's bytes through and finds out what it is: `found()` after the last byte. Fails with `unsupported_type`
 * for what is on no list (text is UTF-8 without NUL, to its last byte) and with `invalid_input` for an empty file.
 */
export function sniff(
  bytes: AsyncIterable<Uint8Array>,
  extension: string,
): { bytes: AsyncIterable<Uint8Array>; found: () => FileType } {
  let type: FileType | null = null;
  async function* through(): AsyncGenerator<Uint8Array> {
    let head = Buffer.alloc(0);
    let text: TextDecoder | null = null;
    const checkText = (chunk: Uint8Array, last: boolean) => {
      try {
        text!.decode(chunk, { stream: !last });
      } catch (cause) {
        throw unsupported(cause);
      }
      if (chunk.includes(0)) throw unsupported();
    };
    const decide = () => {
      type = binaryType(head);
      if (type) return;
      type = TEXT.find(({ extensions }) => extensions.includes(extension)) ?? TEXT[0]!;
      text = new TextDecoder('utf-8', { fatal: true });
    };
    for await (const chunk of bytes) {
      if (type) {
        if (text) checkText(chunk, false);
        yield chunk;
        continue;
      }
      head = Buffer.concat([head, chunk]);
      if (head.length < LONGEST_MAGIC) continue;
      decide();
      if (text) checkText(head, false);
      yield head;
    }
    if (head.length === 0) throw new SafeNestError('invalid_input', 'The file is empty.');
    if (!type) {
      decide();
      if (text) checkText(head, false);
      yield head;
    }
    if (text) checkText(new Uint8Array(), true);
  }
  return {
    bytes: through(),
    found: () => {
      if (!type) throw new Error('the file was not read to its end');
      return type;
    },
  };
}

function binaryType(head: Buffer): FileType | null {
  const found = BINARY.find(({ magic }) =>
    magic.every(([offset, bytes]) => head.subarray(offset, offset + bytes.length).equals(Buffer.from(bytes, 'latin1'))),
  );
  return found ? { mediaType: found.mediaType, extensions: found.extensions } : null;
}

const unsupported = (cause?: unknown) =>
  new SafeNestError(
    'unsupported_type',
    'Evidence can be a picture (PNG, JPEG, WebP, GIF), a PDF, text in UTF-8 (also JSON and CSV), a network capture or a ZIP archive; this file is none of them.',
    { cause },
  );
