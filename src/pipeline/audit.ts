import { createHmac, hkdfSync } from 'node:crypto';
import {
  type AuditFilter,
  type AuditHead,
  appendAuditEntry,
  auditPage,
  countAuditByActor,
  listAuditEntries,
  lockAuditHead,
} from '../db/audit.ts';
import { personsNamedIn } from '../db/persons.ts';
import type { OrgDb } from '../db/scope.ts';
import type { AuditEntry, AuditWitness } from '../domain/audit.ts';
import { formatReference } from '../domain/reference.ts';
import { redactAll, withoutNames } from '../domain/without-names.ts';
import type { AuditKey, Work } from './work.ts';

const GENESIS = Buffer.alloc(32);
const PAGE = 500;
/** What one entry may hold; a tool called with a novel must not grow the log by a novel. */
const LIMITS = { text: 2000, name: 200, items: 100, depth: 6, detail: 16_384 };

/** The key of the audit chain, derived (HKDF-SHA256, RFC 5869) so that the secret's other uses cannot stand in for it. */
export const auditKey = (secret: string): AuditKey =>
  Buffer.from(hkdfSync('sha256', secret, '', 'safenest audit chain', 32)) as AuditKey;

/** Lines about members and chats, in which a name is a member’s. */
const ABOUT_MEMBERS = /^(?:organisation|member|sign_in|key|chat)/;

/**
 * Adds one line to the organisation's audit log, in the caller's transaction: it stands or falls with what it tells of.
 * Characters the database cannot hold are replaced and long values cut, so that no input can keep a write from its line. As no
 * line is ever changed, people on pictures stand in it by their reference: they may be forgotten.
 */
export async function audit(
  work: Work,
  line: { action: string; subject?: string | null; detail?: Record<string, unknown>; via?: string },
): Promise<AuditEntry> {
  const { tx, principal } = work;
  const via = line.via ?? work.via;
  const { subject, detail } = await withReferences(tx, line.action, {
    subject: line.subject == null ? null : storable(line.subject, LIMITS.name),
    detail: storableDetail({ ...line.detail, ...(via === undefined ? {} : { via }) }),
  });
  const head = await lockAuditHead(tx, GENESIS);
  const entry: AuditEntry = {
    sequence: head.sequence + 1,
    at: work.now,
    actor: principal.actor,
    actorName: storable(principal.name, LIMITS.name),
    place: principal.place.platform,
    action: line.action,
    subject,
    detail,
  };
  const hash = seal(work.auditKey, tx.orgId, head.hash, entry);
  await appendAuditEntry(tx, { ...entry, previousHash: head.hash, hash });
  return entry;
}

/** A line’s texts with the references of people on pictures for their names. */
async function withReferences<T extends Pick<AuditEntry, 'subject' | 'detail'>>(
  tx: OrgDb,
  action: string,
  line: T,
): Promise<T> {
  const texts: string[] = [];
  redactAll(line, (text) => {
    texts.push(text);
    return text;
  });
  const written = texts.join('\n');
  if (ABOUT_MEMBERS.test(action) || !/\p{L}/u.test(written)) return line;
  let named = line;
  for (const { number, name } of await personsNamedIn(tx, written))
    named = redactAll(named, withoutNames([name], formatReference({ kind: 'person', number }))) as T;
  return named;
}

export type AuditVerdict =
  | { ok: true; entries: number; head: { sequence: number; hash: string } }
  | { ok: false; seq: number; reason: string };

/**
 * Walks the organisation's whole chain, a page at a time, and says whether anything was changed, removed or cut off, and
 * at which sequence. A `witness` is a head that was published before, or the beginning of its hash: it catches a tail that
 * was cut off together with its head, which the database alone cannot show.
 */
export async function verifyAudit(tx: OrgDb, key: AuditKey, witness?: AuditWitness): Promise<AuditVerdict> {
  let last: AuditHead = { sequence: 0, hash: GENESIS };
  for (;;) {
    const { entries, head } = await auditPage(tx, last.sequence, PAGE);
    for (const entry of entries) {
      const seq = last.sequence + 1;
      if (entry.sequence !== seq) return { ok: false, seq, reason: `entry ${seq} is missing` };
      if (!entry.previousHash.equals(last.hash)) {
        return { ok: false, seq, reason: `entry ${seq} does not follow the entry before it` };
      }
      if (!entry.exact || !seal(key, tx.orgId, last.hash, entry).equals(entry.hash)) {
        return { ok: false, seq, reason: `entry ${seq} was changed, or was sealed with another secret` };
      }
      if (witness?.sequence === seq && !entry.hash.toString('hex').startsWith(witness.hash)) {
        return { ok: false, seq, reason: `entry ${seq} is not the one whose hash was published` };
      }
      last = { sequence: seq, hash: entry.hash };
    }
    if (entries.length === PAGE) continue;
    // The making of an organisation is its first entry: a log without any was emptied.
    if (last.sequence === 0)
      return { ok: false, seq: 1, reason: 'the log is empty, though every log has a first entry' };
    const end = head ?? { sequence: 0, hash: GENESIS };
    if (end.sequence > last.sequence) {
      return {
        ok: false,
        seq: last.sequence + 1,
        reason: `the log ends at ${last.sequence}, its head says ${end.sequence}`,
      };
    }
    if (end.sequence < last.sequence || !end.hash.equals(last.hash)) {
      return { ok: false, seq: last.sequence, reason: 'the head of the log does not match its last entry' };
    }
    if (witness && witness.sequence > last.sequence) {
      const reason = `the log ends at ${last.sequence}, but entry ${witness.sequence} was published`;
      return { ok: false, seq: last.sequence + 1, reason };
    }
    return { ok: true, entries: last.sequence, head: { sequence: last.sequence, hash: last.hash.toString('hex') } };
  }
}

/** Whether this key sealed the log's first entry; a service started with another secret would spoil the chain for good. */
export async function sealedWith(tx: OrgDb, key: AuditKey): Promise<boolean> {
  const [first] = (await auditPage(tx, 0, 1)).entries;
  return first === undefined || seal(key, tx.orgId, GENESIS, first).equals(first.hash);
}

/** A page of the audit log, newest first; `next` is the `before` of the following page, null on the last. */
export async function listAudit(
  tx: OrgDb,
  filter: Omit<AuditFilter, 'limit'> & { limit?: number } = {},
): Promise<{ items: AuditEntry[]; next: number | null }> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 500);
  const items = await listAuditEntries(tx, { ...filter, limit: limit + 1 });
  const page = items.slice(0, limit);
  return { items: page, next: items.length > limit ? page[page.length - 1]!.sequence : null };
}

/** How much was done, by who did it; whoever did most first. */
export const countDeeds = (
  tx: OrgDb,
  filter: Omit<AuditFilter, 'limit' | 'before'>,
): Promise<{ name: string; count: number }[]> => countAuditByActor(tx, filter);

/** JSON with keys in one order: two equal values have one text, whatever order the database gives them back in. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function seal(key: AuditKey, org: string, previous: Buffer, entry: AuditEntry): Buffer {
  const { sequence, at, actor, actorName, place, action, subject, detail } = entry;
  const text = canonicalJson({
    org,
    sequence,
    at: at.getTime(),
    actor: { kind: actor.kind, id: actor.id },
    actorName,
    place,
    action,
    subject,
    detail,
  });
  return createHmac('sha256', key).update(previous).update(text).digest();
}

/** PostgreSQL holds neither NUL nor half a surrogate pair. */
const storable = (text: string, limit: number): string =>
  (text.length > limit ? `${text.slice(0, limit - 1)}…` : text).replaceAll('\0', '\ufffd').toWellFormed();

function storableDetail(detail: Record<string, unknown>): Record<string, unknown> {
  const value = storableValue(detail, 0) as Record<string, unknown>;
  const text = canonicalJson(value);
  return text.length <= LIMITS.detail ? value : { cut: storable(text, LIMITS.detail), length: text.length };
}

/** What JSON can say of a value and the database hands back unchanged: the seal is made over what is stored. */
function storableValue(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case 'string':
      return storable(value, LIMITS.text);
    case 'boolean':
      return value;
    case 'number':
      // negative zero comes back from the database as zero
      return Number.isFinite(value) ? value + 0 : String(value);
    case 'bigint':
      return storable(String(value), LIMITS.text);
    case 'object': {
      if (value === null) return null;
      if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
      if (depth >= LIMITS.depth) return '…';
      if (Array.isArray(value)) {
        const kept = value.slice(0, LIMITS.items).map((item) => storableValue(item, depth + 1));
        return value.length > LIMITS.items ? [...kept, `… ${value.length - LIMITS.items} more`] : kept;
      }
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, field]) => field !== undefined && typeof field !== 'function')
          .slice(0, LIMITS.items)
          .map(([name, field]) => [storable(name, LIMITS.name), storableValue(field, depth + 1)]),
      );
    }
    default:
      return null;
  }
}
