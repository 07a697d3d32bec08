import { type Selectable, sql } from 'kysely';
import type { AuditEntry } from '../domain/audit.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** The end of a chain: the sequence and hash of its last entry. */
export interface AuditHead {
  sequence: number;
  hash: Buffer;
}

export interface SealedEntry extends AuditEntry {
  previousHash: Buffer;
  hash: Buffer;
}

export interface AuditFilter {
  from?: Date;
  to?: Date;
  /** One action, or with a final dot all that begin so: `incident.open`, `incident.` */
  action?: string;
  subject?: string;
  actorId?: string;
  /** Who did it, by the name that stands there: of somebody who is no member any more. */
  actorName?: string;
  /** None of these actions; with a final dot none that begin so. */
  without?: readonly string[];
  /** Only entries before this sequence: the cursor of the next page. */
  before?: number;
  limit: number;
}

/** The head of the organisation's chain, begun where there is none, locked until the transaction ends. */
export async function lockAuditHead(tx: OrgDb, genesis: Buffer): Promise<AuditHead> {
  const row = await tx
    .insertInto('audit_head')
    .values({ org_id: tx.orgId, seq: 0, hash: genesis })
    // an update that changes nothing takes the row lock and reads what the last holder of it committed
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet((eb) => ({ seq: eb.ref('audit_head.seq') })))
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
  return { sequence: row.seq, hash: row.hash };
}

/** Where the chain ends, as last committed; null where nothing was ever written. */
export async function auditHead(tx: OrgDb): Promise<AuditHead | null> {
  const row = await tx
    .selectFrom('audit_head')
    .select(['seq', 'hash'])
    .where('org_id', '=', tx.orgId)
    .executeTakeFirst();
  return row ? { sequence: row.seq, hash: row.hash } : null;
}

/** Adds the entry and moves the head to it, in one statement. The head must be locked by this transaction. */
export async function appendAuditEntry(tx: OrgDb, entry: SealedEntry): Promise<void> {
  await tx
    .with('head', (query) =>
      query.updateTable('audit_head').set({ seq: entry.sequence, hash: entry.hash }).where('org_id', '=', tx.orgId),
    )
    .insertInto('audit_entry')
    .values({
      org_id: tx.orgId,
      seq: entry.sequence,
      at: entry.at,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      actor_name: entry.actorName,
      place: entry.place,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
      prev_hash: entry.previousHash,
      hash: entry.hash,
    })
    .execute();
}

/**
 * Up to `limit` entries after a sequence, oldest first, and the head as the same snapshot shows it. `exact` is false where
 * the stored time is finer than a millisecond: none was written so, and a Date would not show it.
 */
export async function auditPage(
  tx: OrgDb,
  after: number,
  limit: number,
): Promise<{ entries: (SealedEntry & { exact: boolean })[]; head: AuditHead | null }> {
  const { rows } = await sql<
    Partial<Row> & { exact: boolean | null; head_seq: number | null; head_hash: Buffer | null }
  >`
    select entry.*, entry.at = date_trunc('milliseconds', entry.at) as exact, head.seq as head_seq, head.hash as head_hash
    from (select 1) as one
    left join audit_head head on head.org_id = ${tx.orgId}
    left join (
      select * from audit_entry where org_id = ${tx.orgId} and seq > ${after} order by seq limit ${limit}
    ) entry on true
    order by entry.seq`.execute(tx);
  const { head_seq, head_hash } = rows[0]!;
  return {
    entries: rows
      .filter((row): row is Row & typeof row => row.hash != null)
      .map((row) => ({ ...fromRow(row), exact: row.exact === true })),
    head: head_seq === null || head_hash === null ? null : { sequence: head_seq, hash: head_hash },
  };
}

/** Entries newest first. */
export async function listAuditEntries(tx: OrgDb, filter: AuditFilter): Promise<AuditEntry[]> {
  const { before, limit } = filter;
  const rows = await filtered(tx, filter)
    .selectAll()
    .$if(before !== undefined, (query) => query.where('seq', '<', before!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow).map(({ previousHash: _previous, hash: _hash, ...entry }) => entry);
}

/** How many entries the filter finds, by who did it; whoever did most first. */
export async function countAuditByActor(
  tx: OrgDb,
  filter: Omit<AuditFilter, 'before' | 'limit'>,
): Promise<{ name: string; count: number }[]> {
  return filtered(tx, filter)
    .select((eb) => ['actor_name as name', eb.fn.countAll<number>().as('count')])
    .groupBy('actor_name')
    .orderBy('count', 'desc')
    .orderBy('actor_name')
    .execute();
}

function filtered(tx: OrgDb, filter: Omit<AuditFilter, 'before' | 'limit'>) {
  const { from, to, action, subject, actorId, actorName, without = [] } = filter;
  return tx
    .selectFrom('audit_entry')
    .where('org_id', '=', tx.orgId)
    .$if(from !== undefined, (query) => query.where('at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('at', '<', to!))
    .$if(action !== undefined, (query) => query.where(isAction(action!)))
    .$if(without.length > 0, (query) =>
      query.where((eb) => eb.and(without.map((one) => sql<boolean>`not (${isAction(one)})`))),
    )
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject!))
    .$if(actorId !== undefined, (query) => query.where('actor_id', '=', actorId!))
    .$if(actorName !== undefined, (query) => query.where(sql<boolean>`lower(actor_name) = lower(${actorName})`));
}

const isAction = (action: string) =>
  action.endsWith('.') ? sql<boolean>`starts_with(action, ${action})` : sql<boolean>`action = ${action}`;

type Row = Selectable<Schema['audit_entry']>;

const fromRow = (row: Row): SealedEntry => ({
  sequence: row.seq,
  at: row.at,
  actor: { kind: row.actor_kind, id: row.actor_id } as AuditEntry['actor'],
  actorName: row.actor_name,
  place: row.place,
  action: row.action,
  subject: row.subject,
  detail: row.detail,
  previousHash: row.prev_hash,
  hash: row.hash,
});
