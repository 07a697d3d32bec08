import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { isBeingRedacted } from '../db/picture-redactions.ts';
import { findPicture, insertPicture } from '../db/pictures.ts';
import type { OrgDb } from '../db/scope.ts';
import { isUuid, newId, type OrgId } from '../domain/id.ts';
import { type Box, LARGEST_PICTURE, type PictureClass, type StoredPicture } from '../domain/picture.ts';
import { SafeNestError } from '../errors.ts';
import type { FileStore, StoredFile } from '../media/files.ts';
import { openLink, signLink } from './signed-links.ts';

export interface NewPicture {
  mediaType: string;
  /** Pixels, upright. */
  width: number;
  height: number;
  class: PictureClass;
  cameraId: string | null;
  takenAt: Date;
}

/**
 * Writes a picture's bytes, at most 20 MB, before and outside the transaction that records them; record them within ten
 * minutes. The same bytes are kept once for each organisation.
 */
export const putPicture = (files: FileStore, orgId: OrgId, bytes: Uint8Array): Promise<StoredFile> =>
  files.put(orgId, once(bytes), LARGEST_PICTURE);

/** Records a picture whose bytes were put, in the caller's transaction. */
export async function recordPicture(
  tx: OrgDb,
  stored: StoredFile,
  picture: NewPicture,
  now: Date,
): Promise<StoredPicture> {
  const recorded: StoredPicture = {
    id: newId(now.getTime()),
    storageKey: stored.key,
    sha256: stored.sha256,
    size: stored.size,
    ...picture,
    addedAt: now,
  };
  await insertPicture(tx, recorded);
  return recorded;
}

/** Both, with a transaction of its own from `run`. */
export async function keepPicture(
  run: <T>(change: (tx: OrgDb) => Promise<T>) => Promise<T>,
  files: FileStore,
  orgId: OrgId,
  picture: NewPicture & { bytes: Uint8Array },
  now: Date,
): Promise<StoredPicture> {
  const { bytes, ...rest } = picture;
  const stored = await putPicture(files, orgId, bytes);
  return run((tx) => recordPicture(tx, stored, rest, now));
}

/**
 * A picture of the organisation; `not_found` for one that never was or was deleted, `unavailable` while a face in it is still
 * to be blackened.
 */
export async function seePicture(tx: OrgDb, id: string): Promise<StoredPicture> {
  const picture = isUuid(id) ? await findPicture(tx, id) : null;
  if (!picture) throw new SafeNestError('not_found', 'There is no such picture any more.');
  if (await isBeingRedacted(tx, picture.id))
    throw new SafeNestError('unavailable', 'A face in this picture is being blackened; try again in a moment.', {
      details: { retry_after: 60 },
    });
  return picture;
}

/** Its bytes as a stream, which fails at its end when they are not those that were put. */
export const openPicture = (files: FileStore, picture: Pick<StoredPicture, 'storageKey'>): Promise<Readable> =>
  files.get(picture.storageKey);

export const readPicture = async (files: FileStore, picture: Pick<StoredPicture, 'storageKey'>): Promise<Buffer> =>
  buffer(await openPicture(files, picture));

/** A token that lets whoever holds it see one picture, or a part of it, until `expiresAt`. */
export const signPicture = (
  picture: { orgId: OrgId; pictureId: string; box?: Box; expiresAt: Date },
  secret: string,
): string => {
  const { orgId, pictureId: id, box, expiresAt } = picture;
  return signLink('picture', { orgId, id, expiresAt, ...(box ? { detail: box.map(short).join(',') } : {}) }, secret);
};

/** What the token lets see. Fails with `unauthenticated` for one that is not ours, `expired` for one that is too old. */
export function verifyPicture(
  token: string,
  secret: string,
  now: Date,
): { orgId: OrgId; pictureId: string; box: Box | null; expiresAt: Date } {
  const { orgId, id, detail, expiresAt } = openLink('picture', token, secret, now);
  const box = detail === undefined ? null : (detail.split(',').map(Number) as [number, number, number, number]);
  return { orgId, pictureId: id, box, expiresAt };
}

/** Where a picture, or a part of it, can be seen without signing in for a while. */
export type PictureLinks = (pictureId: string, box?: Box) => string;

const LINK_LASTS_MS = 60 * 60_000;
/** Links made within it are the same, so that a page drawn again shows the same address. */
const LINK_STEP_MS = 10 * 60_000;

/** Links that last an hour at least; `base` is the address people reach the service at, empty for links within it. */
export function pictureLinks(given: { orgId: OrgId; secret: string; base: string; now: Date }): PictureLinks {
  const { orgId, secret, base, now } = given;
  const expiresAt = new Date(Math.ceil((now.getTime() + LINK_LASTS_MS) / LINK_STEP_MS) * LINK_STEP_MS);
  return (pictureId, box) =>
    `${base}/media/pictures/${signPicture({ orgId, pictureId, expiresAt, ...(box ? { box } : {}) }, secret)}`;
}

const short = (fraction: number): string => String(Math.round(fraction * 10_000) / 10_000);

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
