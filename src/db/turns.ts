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
}

export interface TurnFilter {
  limit: number;
  owner?: string;
  /** Only those in which a guardrail did something, or the model failed. */
  flagged?: boolean;
  /** Only older ones than this turn. */
  before?: { at: Date; id: string };
}

/** The turns of the organisation, newest first. */
export async function listTurns(tx: OrgDb, { limit, owner, flagged, before }: TurnFilter): Promise<TurnRow[]> {
  const rows = await turns(tx)
    .$if(owner !== undefined, (query) => query.where('chat_session.owner', '=', owner!))
    .$if(flagged === true, (query) => query.where(FLAGGED))
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
    .select(['chat_turn.id', 'at', 'owner', 'place', 'question', 'answer', 'citations', 'steps', 'trace'])
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
