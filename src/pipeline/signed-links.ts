import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type OrgId, orgId as readOrgId } from '../domain/id.ts';
import { SafeNestError } from '../errors.ts';

/** What a link may be for; each has a key of its own, so that one never passes for another. */
const PURPOSES = {
  download: {
    key: 'safenest download',
    foreign: 'This download link is not one of ours.',
    expired: 'This download link has expired; open the incident for a new one.',
  },
  picture: {
    key: 'safenest picture',
    foreign: 'This link to a picture is not one of ours.',
    expired: 'This link to a picture has expired; ask again for a new one.',
  },
  list: {
    key: 'safenest block list',
    foreign: 'This link to a list is not one of ours, or is not shared any more.',
    expired: 'This link to a list has expired; ask whoever shares it for a new one.',
  },
} as const;
export type LinkPurpose = keyof typeof PURPOSES;

/** Lets whoever holds it read one object of one organisation for a while; names no person and no path. */
export interface SignedLink {
  orgId: OrgId;
  id: string;
  /** What more is agreed on, such as a part of a picture; without spaces. */
  detail?: string;
  expiresAt: Date;
}

const LONGEST = 400;

/** The link as text that fits an address: what it says, and a seal over it (HMAC-SHA256). */
export function signLink(purpose: LinkPurpose, link: SignedLink, secret: string): string {
  const { orgId, id, detail, expiresAt } = link;
  const words = [orgId, id, expiresAt.getTime(), ...(detail === undefined ? [] : [detail])];
  const body = Buffer.from(words.join(' '));
  return `${body.toString('base64url')}.${sealOf(purpose, body, secret).toString('base64url')}`;
}

/** What the token says. Fails with `unauthenticated` for one that is not ours, `expired` for one that is too old. */
export function openLink(purpose: LinkPurpose, token: string, secret: string, now: Date): SignedLink {
  const parts = token.slice(0, LONGEST + 1).split('.');
  const read = parts.map((part) => Buffer.from(part, 'base64url'));
  // of one link there is one text: base64 has several for the same bytes
  const isOurs =
    token.length <= LONGEST &&
    parts.length === 2 &&
    read.every((bytes, at) => bytes.toString('base64url') === parts[at]);
  const [body, seal] = isOurs ? read : [];
  const expected = sealOf(purpose, body ?? Buffer.alloc(0), secret);
  if (!body || !seal || seal.length !== expected.length || !timingSafeEqual(seal, expected))
    throw new SafeNestError('unauthenticated', PURPOSES[purpose].foreign);
  const [org, id, until, detail] = body.toString().split(' ') as [string, string, string, string?];
  const expiresAt = new Date(Number(until));
  if (expiresAt.getTime() <= now.getTime()) throw new SafeNestError('expired', PURPOSES[purpose].expired);
  return { orgId: readOrgId(org), id, expiresAt, ...(detail === undefined ? {} : { detail }) };
}

const sealOf = (purpose: LinkPurpose, body: Buffer, secret: string): Buffer =>
  createHmac('sha256', Buffer.from(hkdfSync('sha256', secret, '', PURPOSES[purpose].key, 32)))
    .update(body)
    .digest();
