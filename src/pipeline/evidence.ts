import type { Readable } from 'node:stream';
import { findEvidence, insertEvidence, listEvidence, type StoredEvidence } from '../db/evidence.ts';
import { addEntry, saveIncident } from '../db/incidents.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { OrgDb } from '../db/scope.ts';
import { isUuid, newId, type OrgId } from '../domain/id.ts';
import type { Evidence } from '../domain/incident.ts';
import { formatReference } from '../domain/reference.ts';
import { cleanText } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import type { FileStore, StoredFile } from '../media/files.ts';
import { type FileType, sniff } from '../media/sniff.ts';
import { audit } from './audit.ts';
import { lockVisibleIncident, requireWriterOrOpener, seeIncident } from './incidents.ts';
import { openLink, signLink } from './signed-links.ts';
import type { Work } from './work.ts';

/** Bytes. */
export const LARGEST_EVIDENCE = 25 * 2 ** 20;
const LONGEST_NAME = 200;

/**
 * Adds a file (at most 25 MB, of a type on the list) to an incident; who may change incidents does, and whoever opened
 * it. The same bytes twice in one incident are one piece of evidence. `run` gives one transaction per call: the file is
 * read between two of them, never inside one.
 */
export async function addEvidence(
  run: <T>(change: (work: Work) => Promise<T>) => Promise<T>,
  files: FileStore,
  incidentNumber: number,
  input: { fileName: string; bytes: AsyncIterable<Uint8Array> },
): Promise<Evidence> {
  const orgId = await run(async (work) => {
    requireWriterOrOpener(work.principal, await seeIncident(work.tx, work.principal, incidentNumber));
    return work.tx.orgId;
  });
  const name = readableFileName(input.fileName);
  const file = sniff(input.bytes, extensionOf(name));
  const stored = await files.put(orgId, file.bytes, LARGEST_EVIDENCE);
  // NOTE when this fails the bytes stay: another upload of the same may be recording them now, and nothing it writes can
  // be seen yet. A stray file costs some space; evidence without its bytes cannot be had back.
  return run((work) => record(work, incidentNumber, withExtension(name, file.found()), file.found(), stored));
}

/** The files of an incident this principal may see; oldest first. */
export async function seeEvidence(work: Pick<Work, 'tx' | 'principal'>, incidentNumber: number): Promise<Evidence[]> {
  const incident = await seeIncident(work.tx, work.principal, incidentNumber);
  return (await listEvidence(work.tx, incident.id)).map(withoutKey);
}

/** What a download needs, found in one transaction and opened after it. */
export async function locateEvidence(tx: OrgDb, evidenceId: string): Promise<StoredEvidence> {
  const evidence = isUuid(evidenceId) ? await findEvidence(tx, evidenceId) : null;
  if (!evidence) throw new SafeNestError('not_found', 'There is no such file.');
  return evidence;
}

export const openEvidence = (files: FileStore, evidence: StoredEvidence): Promise<Readable> =>
  files.get(evidence.storageKey);

/** A token that lets whoever holds it read one file until `expiresAt`; it names no person and no path. */
export const signDownload = (
  { orgId, evidenceId, expiresAt }: { orgId: OrgId; evidenceId: string; expiresAt: Date },
  secret: string,
): string => signLink('download', { orgId, id: evidenceId, expiresAt }, secret);

/** What the token lets read. Fails with `unauthenticated` for a token that is not ours, `expired` for one that is too old. */
export function verifyDownload(token: string, secret: string, now: Date): { orgId: OrgId; evidenceId: string } {
  const { orgId, id } = openLink('download', token, secret, now);
  return { orgId, evidenceId: id };
}

/** A file's name as people may read it anywhere: no path, nothing unseen, nothing a file system refuses. */
export function readableFileName(fileName: string): string {
  const name = cleanText(fileName.slice(0, 4 * LONGEST_NAME).normalize('NFC'))
    .replaceAll(/[\\/:*?"<>|]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[.\s_]+/, '')
    .replace(/[.\s]+$/, '');
  const safe = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name) ? `_${name}` : name || 'file';
  const letters = [...safe];
  if (letters.length <= LONGEST_NAME) return safe;
  const extension = extensionOf(safe);
  const end = extension ? `.${extension}` : '';
  return (
    letters
      .slice(0, LONGEST_NAME - end.length)
      .join('')
      .replace(/[.\s]+$/, '') + end
  );
}

async function record(
  work: Work,
  incidentNumber: number,
  fileName: string,
  type: FileType,
  stored: StoredFile,
): Promise<Evidence> {
  const { tx, principal, now } = work;
  const incident = await lockVisibleIncident(work, incidentNumber);
  requireWriterOrOpener(principal, incident);
  const same = (await listEvidence(tx, incident.id)).find((evidence) => evidence.sha256 === stored.sha256);
  if (same) return withoutKey(same);
  const evidence: StoredEvidence = {
    id: newId(now.getTime()),
    incidentId: incident.id,
    fileName,
    mediaType: type.mediaType,
    size: stored.size,
    sha256: stored.sha256,
    addedBy: principal.name,
    addedAt: now,
    storageKey: stored.key,
  };
  await insertEvidence(tx, evidence);
  await saveIncident(tx, { ...incident, updatedAt: now });
  await addEntry(tx, incident.id, {
    kind: 'evidence',
    at: now,
    actorId: principal.actor.kind === 'member' ? principal.actor.id : null,
    actorName: principal.name,
    text: `Added ${fileName} (${sizeText(stored.size)})`,
    change: null,
  });
  await addOutboxOnce(tx, [{ kind: 'incident_changed', subject: incident.id, severity: incident.severity }]);
  const detail = { file: fileName, type: type.mediaType, size: stored.size, sha256: stored.sha256 };
  const subject = formatReference({ kind: 'incident', number: incidentNumber });
  await audit(work, { action: 'incident.add_evidence', subject, detail });
  return withoutKey(evidence);
}

/** `1.4 MB`; a thousandth is the least said. */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

const extensionOf = (name: string): string => (/\.([a-z0-9]{1,10})$/i.exec(name)?.[1] ?? '').toLowerCase();

/** A name that ends as its bytes are: nothing that runs when opened can pass for text. */
const withExtension = (name: string, type: FileType): string =>
  type.extensions.includes(extensionOf(name)) ? name : `${name}.${type.extensions[0]}`;

const withoutKey = ({ storageKey: _key, ...evidence }: StoredEvidence): Evidence => evidence;
