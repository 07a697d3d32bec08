import type { Request } from 'express';
import { LARGEST_PICTURE, pictureTooLarge } from '../domain/picture.ts';
import { SafeNestError } from '../errors.ts';
import { type AskedPicture, MOST_PICTURES } from '../messages/asked-picture.ts';
import { readForm } from './read-form.ts';
import { turnstile } from './turnstile.ts';

const MB = 2 ** 20;
/** Of one question, all pictures together. */
const LARGEST_QUESTION = 40 * MB;

/** Pictures are held in memory until their question is answered: so many requests at once bring some. */
export const withPictures = turnstile({ atOnce: 8, waiting: 32 });

/** Bytes that came with a question, for whoever looks at them. */
const sentPicture = (name: string, bytes: Uint8Array): AskedPicture => ({
  name,
  size: bytes.length,
  mediaType: null,
  open: async () => bytes,
});

/** A question sent as a form, with its pictures; a file input left empty brings none. */
export async function readQuestion(
  request: Request,
): Promise<{ fields: Record<string, string>; pictures: AskedPicture[] }> {
  const limits = { files: MOST_PICTURES, each: LARGEST_PICTURE, all: LARGEST_QUESTION };
  const { fields, files } = await readForm(request, limits);
  return {
    fields,
    pictures: files.filter(({ bytes }) => bytes.length > 0).map(({ name, bytes }) => sentPicture(name, bytes)),
  };
}

/** A picture as JSON carries it; `invalid_input` for what is no base64, `too_large` for more than one may be. */
export function fromBase64({ name = 'picture', data }: { name?: string | undefined; data: string }): AskedPicture {
  const bytes = Buffer.from(data, 'base64');
  // what is no base64 is skipped when it is read: then less comes out than went in
  const written = data.replaceAll(/[\s=]/g, '').length;
  if (bytes.length === 0 || bytes.length !== Math.floor((written * 3) / 4))
    throw new SafeNestError('invalid_input', 'A picture is not written in base64.');
  if (bytes.length > LARGEST_PICTURE) throw new SafeNestError('too_large', pictureTooLarge());
  return sentPicture(name, bytes);
}
