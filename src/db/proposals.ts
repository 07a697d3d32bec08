import { type ExpressionBuilder, type Selectable, sql } from 'kysely';
import type { OrgId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import { ANYONE, type Proposal, type ProposalKind, type ProposalState } from '../domain/proposal.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** Everybody's of these kinds, and of those kinds what this actor asked for. */
export interface WhoseProposals {
  /** Of covers those that ask this member, or anybody who did not ask themself. */
  asked?: string;
  kinds: readonly ProposalKind[];
  own: { actor: Principal['actor']; kinds: readonly ProposalKind[] };
}

export interface ProposalFilter {
  /** All where absent. */
  whose?: WhoseProposals;
  states?: readonly ProposalState[];
  /** A list that goes on: only numbers below this one. */
  before?: number;
  limit: number;
}

/** Proposals, newest first. One that ran out of time stays `pending` here until the nightly job has been. */
export async function listProposals(tx: OrgDb, filter: ProposalFilter): Promise<Proposal[]> {
  const { states, whose, before, limit } = filter;
  const rows = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .$if(states !== undefined, (query) => query.where('state', 'in', [...states!]))
    .$if(whose !== undefined, (query) => query.where((eb) => belongsTo(eb, whose!)))
    .$if(before !== undefined, (query) => query.where('number', '<', before!))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many of these wait. */
export async function countWaiting(tx: OrgDb, whose: WhoseProposals, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('proposal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .where((eb) => eb.or([eb('later_until', 'is', null), eb('later_until', '<=', now)]))
    .where((eb) => belongsTo(eb, whose))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many wait that this actor asked for, other than those that came by the way `without`. */
export async function countMine(tx: OrgDb, actor: Principal['actor'], without: string, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('proposal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('state', '=', 'pending')
    .where('expires_at', '>', now)
    .where('requested_by_kind', '=', actor.kind)
    .$if(actor.id !== null, (query) => query.where('requested_by_id', '=', actor.id))
    .where('via', '<>', without)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What waits in this actor's name, came by this way and was never edited, oldest first, to be changed. */
export async function lockMine(tx: OrgDb, actor: Principal['actor'], via: string): Promise<Proposal[]> {
  const rows = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('state', '=', 'pending')
    .where('requested_by_kind', '=', actor.kind)
    .$if(actor.id !== null, (query) => query.where('requested_by_id', '=', actor.id))
    .where('via', '=', via)
    .whereRef('updated_at', '=', 'created_at')
    .orderBy('number')
    .forUpdate()
    .execute();
  return rows.map(fromRow);
}

export async function findProposal(tx: OrgDb, number: number): Promise<Proposal | null> {
  const row = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findProposalById(tx: OrgDb, id: string): Promise<Proposal | null> {
  const row = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** One by its number, locked until the transaction ends: of two who decide at once, the second sees what the first did. */
export async function lockProposal(tx: OrgDb, number: number): Promise<Proposal | null> {
  const row = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The newest proposal of this matter, among these states; null where there is none. */
export async function latestOfMatter(
  tx: OrgDb,
  semanticKey: string,
  states: readonly ProposalState[],
): Promise<Proposal | null> {
  const row = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('semantic_key', '=', semanticKey)
    .where('state', 'in', [...states])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** Stores a new proposal; false where one of the same matter waits already. */
export async function insertProposal(tx: OrgDb, proposal: Proposal): Promise<boolean> {
  const { actor, name } = proposal.requestedBy;
  const inserted = await tx
    .insertInto('proposal')
    .values({
      ...changing(proposal),
      id: proposal.id,
      org_id: tx.orgId,
      number: proposal.number,
      kind: proposal.kind,
      requested_by_kind: actor.kind,
      requested_by_id: actor.id,
      requested_by: name,
      via: proposal.via,
      untrusted: proposal.untrusted,
      permission: proposal.permission,
      created_at: proposal.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['org_id', 'semantic_key']).where('state', '=', 'pending').doNothing())
    .returning('number')
    .executeTakeFirst();
  return inserted !== undefined;
}

/** Writes what may change of a proposal; who asked for it and what kind it is never does. */
export async function saveProposal(tx: OrgDb, proposal: Proposal): Promise<void> {
  await tx
    .updateTable('proposal')
    .set(changing(proposal))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', proposal.id)
    .executeTakeFirstOrThrow();
}

/** Those whose time ran out, locked, oldest first. */
export async function lockExpired(tx: OrgDb, now: Date, limit: number): Promise<Proposal[]> {
  const rows = await tx
    .selectFrom('proposal')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('state', '=', 'pending')
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(fromRow);
}

/** Proposals that were put off until a time that has come, of any organisation. */
export async function comingBack(tx: SystemDb, now: Date, limit = 500): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('proposal')
    .select(['org_id', 'id'])
    .where('state', '=', 'pending')
    .where('later_until', '<=', now)
    .orderBy('later_until')
    .limit(limit)
    .execute();
  return rows.map(({ org_id, id }) => ({ orgId: org_id as OrgId, id }));
}

const belongsTo = (eb: ExpressionBuilder<Schema, 'proposal'>, { kinds, own, asked }: WhoseProposals) =>
  eb.or([
    eb('kind', '=', sql<ProposalKind>`any(${[...kinds]}::text[])`),
    ...(asked === undefined
      ? []
      : [
          sql<boolean>`(kind = 'cover_shift' and (args ->> 'asks' = ${asked} or (args ->> 'asks' = ${ANYONE} and requested_by_id is distinct from ${asked}::uuid)))`,
        ]),
    ...(own.actor.id === null
      ? []
      : [
          eb.and([
            eb('requested_by_kind', '=', own.actor.kind),
            eb('requested_by_id', '=', own.actor.id),
            eb('kind', '=', sql<ProposalKind>`any(${[...own.kinds]}::text[])`),
          ]),
        ]),
  ]);

const changing = (proposal: Proposal) => ({
  args: JSON.stringify(proposal.args),
  args_digest: proposal.argsDigest,
  title: proposal.title,
  why: proposal.why,
  severity: proposal.severity,
  backtest: proposal.backtest && JSON.stringify(proposal.backtest),
  semantic_key: proposal.semanticKey,
  freshness: proposal.freshness,
  state: proposal.state,
  nonce: proposal.nonce,
  updated_at: proposal.updatedAt,
  expires_at: proposal.expiresAt,
  decided_by_id: proposal.decidedById,
  decided_by: proposal.decidedBy,
  decided_at: proposal.decidedAt,
  note: proposal.note,
  outcome: proposal.outcome,
  undo: proposal.undo && JSON.stringify(proposal.undo),
  approvals: JSON.stringify(proposal.approvals ?? []),
  later_until: proposal.laterUntil ?? null,
  facts: proposal.facts ? JSON.stringify(proposal.facts) : null,
});

const fromRow = (row: Selectable<Schema['proposal']>): Proposal => ({
  id: row.id,
  number: row.number,
  kind: row.kind,
  args: row.args,
  argsDigest: row.args_digest,
  title: row.title,
  why: row.why,
  severity: row.severity,
  backtest: row.backtest,
  requestedBy: {
    actor:
      row.requested_by_kind === 'system' || row.requested_by_id === null
        ? { kind: 'system', id: null }
        : { kind: row.requested_by_kind, id: row.requested_by_id },
    name: row.requested_by,
  },
  via: row.via,
  untrusted: row.untrusted,
  permission: row.permission,
  semanticKey: row.semantic_key,
  freshness: row.freshness,
  state: row.state,
  nonce: row.nonce,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  expiresAt: row.expires_at,
  decidedById: row.decided_by_id,
  decidedBy: row.decided_by,
  decidedAt: row.decided_at,
  note: row.note,
  outcome: row.outcome,
  undo: row.undo,
  approvals: row.approvals,
  laterUntil: row.later_until,
  facts: row.facts,
});
