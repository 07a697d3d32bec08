import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { SafeNestError } from '../errors.ts';

/** Seals tokens at rest: AES-256-GCM, RFC 5116. */
export type TokenKey = Buffer & { readonly __tokens: unique symbol };

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key, derived (HKDF-SHA256, RFC 5869) so that the secret's other uses cannot stand in for it. */
export const tokenKey = (secret: string): TokenKey =>
  Buffer.from(hkdfSync('sha256', secret, '', 'safenest chat tokens', 32)) as TokenKey;

/** `text` as bytes nobody reads without the key, and which open under this `id` only. */
export function sealTokens(key: TokenKey, id: string, text: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), sealed]);
}

/** What was sealed under this id. Throws `unavailable` for another key, another id, or bytes somebody changed. */
export function openTokens(key: TokenKey, id: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  const iv = bytes.subarray(1, 1 + IV_BYTES);
  const tag = bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES);
  try {
    if (bytes[0] !== VERSION || tag.length !== TAG_BYTES) throw new Error('not of a form we know');
    const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id)).setAuthTag(tag);
    const text = bytes.subarray(1 + IV_BYTES + TAG_BYTES);
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SafeNestError(
      'unavailable',
      'Stored tokens cannot be opened: they were sealed with another SAFENEST_SECRET, or changed. Set them again.',
      { cause },
    );
  }
}
