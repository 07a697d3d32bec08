import { sql } from 'kysely';
import type { Citation } from '../messages/card.ts';
import type { Step } from '../messages/turn.ts';
import type { OrgDb } from './scope.ts';

/** One turn of somebody's conversation, as the studio shows it. */
export interface TurnRow {
  id: string;
  at: Date;
  /** `member:…` or `key:…`. */
  owner: string;
  /** `console:member:…`. */
  place: string;
  question: string;
  answer: string;
  citations: Citation[];
  steps: Step[];
  trace: Record<string, unknown>;
  /** What was said of the answer; null where nobody has. */
  helpful: boolean | null;
}

export interface TurnFilter {
  limit: number;
  owner?: string;
  /** Only those in which a guardrail did something, or the model failed. */
  flagged?: boolean;
  /** Only answers of which this was said. */
  helpful?: boolean;
  /** Only older ones than this turn. */
  before?: { at: Date; id: string };
}

/** The turns of the organisation, newest first. */
export async function listTurns(tx: OrgDb, { limit, owner, flagged, helpful, before }: TurnFilter): Promise<TurnRow[]> {
  const rows = await turns(tx)
    .$if(owner !== undefined, (query) => query.where('chat_session.owner', '=', owner!))
    .$if(flagged === true, (query) => query.where(FLAGGED))
    .$if(helpful !== undefined, (query) => query.where(helpful ? sql<boolean>`helpful` : sql<boolean>`not helpful`))
    .$if(before !== undefined, (query) =>
      query.where(sql<boolean>`(chat_turn.at, chat_turn.id) < (${before!.at}, ${before!.id}::uuid)`),
    )
    .orderBy('chat_turn.at', 'desc')
    .orderBy('chat_turn.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function findTurn(tx: OrgDb, id: string): Promise<TurnRow | undefined> {
  const row = await turns(tx).where('chat_turn.id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Notes of a turn whether its answer helped. */
export async function rateTurn(tx: OrgDb, id: string, helpful: boolean): Promise<void> {
  await tx.updateTable('chat_turn').set({ helpful }).where('org_id', '=', tx.orgId).where('id', '=', id).execute();
}

/** Of how many answers since then somebody said that they helped, and that they did not. */
export async function countRated(tx: OrgDb, since: Date): Promise<{ helpful: number; unhelpful: number }> {
  const { rows } = await sql<{ helpful: number; unhelpful: number }>`
    select count(*) filter (where helpful)::int as helpful, count(*) filter (where not helpful)::int as unhelpful
    from chat_turn where org_id = ${tx.orgId} and at >= ${since} and helpful is not null`.execute(tx);
  return rows[0]!;
}

/** Who has asked anything, most recently first. */
export async function turnOwners(tx: OrgDb, limit: number): Promise<string[]> {
  const rows = await tx
    .selectFrom('chat_session')
    .select(['owner', (eb) => eb.fn.max('last_at').as('last')])
    .where('org_id', '=', tx.orgId)
    .groupBy('owner')
    .orderBy('last', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ owner }) => owner);
}

/** What a guardrail took away, hid, refused or turned into a proposal, and what failed. */
const FLAGGED = sql<boolean>`(
  jsonb_exists_any(trace, array['dropped', 'masked', 'private', 'fallback', 'failure'])
  or jsonb_path_exists(trace, '$.calls[*] ? (@.decision != "read" && @.decision != "asked")')
)`;

const turns = (tx: OrgDb) =>
  tx
    .selectFrom('chat_turn')
    .innerJoin('chat_session', (join) =>
      join.onRef('chat_session.id', '=', 'chat_turn.session_id').onRef('chat_session.org_id', '=', 'chat_turn.org_id'),
    )
    .select(['chat_turn.id', 'at', 'owner', 'place', 'question', 'answer', 'citations', 'steps', 'trace', 'helpful'])
    .where('chat_turn.org_id', '=', tx.orgId);

const fromRow = ({
  citations,
  steps,
  ...row
}: Awaited<ReturnType<ReturnType<typeof turns>['execute']>>[number]): TurnRow => ({
  ...row,
  citations: citations as Citation[],
  steps: steps as Step[],
});
