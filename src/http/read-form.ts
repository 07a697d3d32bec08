import type { IncomingMessage } from 'node:http';
import busboy from 'busboy';
import { LARGEST_PICTURE, pictureTooLarge } from '../domain/picture.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';

export interface FormFile {
  field: string;
  /** As its sender called it. */
  name: string;
  bytes: Buffer;
}

export interface ReadForm {
  /** The last of each name. */
  fields: Record<string, string>;
  files: FormFile[];
}

export interface FormLimits {
  /** Files at most. */
  files: number;
  /** Bytes of one file, and of all together. */
  each: number;
  all: number;
}

const MOST_FIELDS = 20;
const LONGEST_FIELD = 30_000;

/**
 * What a request brings, held in memory: the fields and files of multipart/form-data, or one file that is the whole body.
 * Fails with `too_large` as soon as a limit is passed, `invalid_input` for a form that is broken or has no file; the fields read
 * until then stand in `fields`.
 */
export async function readForm(
  request: IncomingMessage,
  limits: FormLimits,
  fields: Record<string, string> = {},
): Promise<ReadForm> {
  const type = request.headers['content-type'] ?? '';
  if (Number(request.headers['content-length'] ?? 0) > limits.all + 100_000) throw tooLarge(limits.all, request);
  if (/^multipart\//i.test(type)) return readParts(request, limits, fields);
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > limits.each) throw tooLarge(limits.each, request);
    pieces.push(piece);
  }
  if (size === 0) throw new SafeNestError('invalid_input', 'The request is empty; send a picture.');
  return { fields, files: [{ field: 'file', name: 'picture', bytes: Buffer.concat(pieces, size) }] };
}

function readParts(request: IncomingMessage, limits: FormLimits, fields: Record<string, string>): Promise<ReadForm> {
  return new Promise((resolve, reject) => {
    const read: ReadForm = { fields, files: [] };
    let all = 0;
    let over = false;
    let form: busboy.Busboy;
    const refuse = (error: unknown): void => {
      if (over) return;
      over = true;
      // The rest is read and forgotten: a client that is still sending would not hear the answer.
      request.unpipe();
      request.resume();
      reject(error);
    };
    const broken = (cause?: unknown): void =>
      refuse(
        isSafeNestError(cause)
          ? cause
          : new SafeNestError('invalid_input', 'The form cannot be read, or has no file in it.', { cause }),
      );
    try {
      form = busboy({
        headers: request.headers,
        defParamCharset: 'utf8',
        limits: {
          files: limits.files,
          fileSize: limits.each,
          fields: MOST_FIELDS,
          fieldSize: LONGEST_FIELD,
          parts: limits.files + MOST_FIELDS,
        },
      });
    } catch (error) {
      return broken(error);
    }
    form.on('field', (name, value, { valueTruncated }) => {
      if (valueTruncated) return refuse(new SafeNestError('too_large', `The field ${name} is too long.`));
      Object.defineProperty(read.fields, name, { value, enumerable: true, configurable: true, writable: true });
    });
    form.on('file', (field, stream, { filename }) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => {
        all += piece.length;
        if (all > limits.all) return refuse(tooLarge(limits.all));
        pieces.push(piece);
      });
      stream.on('limit', () => refuse(tooLarge(limits.each)));
      stream.on('error', broken);
      stream.on('end', () => read.files.push({ field, name: filename ?? 'picture', bytes: Buffer.concat(pieces) }));
    });
    form.on('filesLimit', () =>
      refuse(new SafeNestError('too_large', `More than ${limits.files} files came; that is the most at once.`)),
    );
    form.on('fieldsLimit', () => refuse(new SafeNestError('too_large', 'The form has too many fields.')));
    form.on('partsLimit', () => refuse(new SafeNestError('too_large', 'The form has too many parts.')));
    form.on('error', broken);
    form.once('close', () => {
      if (read.files.length === 0) return broken();
      over = true;
      resolve(read);
    });
    request.once('close', () => {
      if (!request.complete) form.destroy(new Error('the client went away'));
    });
    request.pipe(form);
  });
}

function tooLarge(bytes: number, request?: IncomingMessage): SafeNestError {
  request?.resume();
  const words =
    bytes === LARGEST_PICTURE ? pictureTooLarge() : `At most ${Math.floor(bytes / 2 ** 20)} MB are taken at once.`;
  return new SafeNestError('too_large', words);
}
