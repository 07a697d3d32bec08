import { randomBytes } from 'node:crypto';

/** The organisation everything belongs to; branded so that no other id can be passed for it. */
export type OrgId = string & { readonly __org: unique symbol };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export const isUuid = (text: string): boolean => UUID.test(text);

/** A UUID version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits, so ids sort by birth. */
export function newId(now: number = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const newOrgId = (): OrgId => newId() as OrgId;

/** Reads an organisation id that comes from our own storage or token; anything that is no UUID is a programming error. */
export function orgId(text: string): OrgId {
  if (!isUuid(text)) throw new TypeError('not an organisation id');
  return text as OrgId;
}
