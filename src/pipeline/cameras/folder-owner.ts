import type { OrgId } from '../../domain/id.ts';

/** Whose camera a path of the watched folder belongs to. */
export interface FolderOwner {
  orgId: OrgId;
  /** The camera's folder; null where the path names none. */
  camera: string | null;
  /** For people: `front-door`, or `harbour-ltd/front-door`. */
  shown: string;
}

export interface KnownOrganisation {
  id: OrgId;
  name: string;
}

/** `Harbour Ltd.` as `harbour-ltd`; its id where its name has no letters or another organisation comes to the same. */
export function organisationFolder(one: KnownOrganisation, all: readonly KnownOrganisation[]): string {
  const name = plain(one.name);
  return name === '' || all.some((other) => other.id !== one.id && plain(other.name) === name) ? one.id : name;
}

/**
 * Whose picture this is, by the names on its path, its own last. A folder directly in the watched one is a camera's of the oldest
 * organisation; where there are several organisations it may be one of theirs instead, with their cameras in it. `isCamera` says
 * whether the oldest has a camera of that folder: cameras come first.
 */
export async function folderOwner(
  parts: readonly string[],
  organisations: readonly KnownOrganisation[],
  oldest: OrgId,
  isCamera: (folder: string) => Promise<boolean>,
): Promise<FolderOwner> {
  const [first, second] = parts;
  const own: FolderOwner = { orgId: oldest, camera: parts.length > 1 ? first! : null, shown: first ?? '' };
  if (organisations.length < 2 || parts.length < 2) return own;
  const theirs = organisations.find((one) => organisationFolder(one, organisations) === first || one.id === first);
  if (!theirs || (await isCamera(first!))) return own;
  return { orgId: theirs.id, camera: parts.length > 2 ? second! : null, shown: parts.slice(0, 2).join('/') };
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
