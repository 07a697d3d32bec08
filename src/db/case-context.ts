import { sql } from 'kysely';
import type { ContextMessage } from '../domain/moderation.ts';
import { scoresOf } from './chat-message-row.ts';
import type { OrgDb } from './scope.ts';

/** So much of one message stands around evidence. */
const LONGEST = 1000;

/**
 * What was said right before and after each quote of a case in its conversation, as far as it is still stored: each message once, in the
 * order it was said, and none that is evidence itself. Of what its author deleted the words are left out.
 */
export async function contextOf(
  tx: OrgDb,
  caseId: string,
  { before, after, most }: { before: number; after: number; most: number },
): Promise<ContextMessage[]> {
  const { rows } = await sql<{
    id: string;
    author: string;
    author_name: string;
    quote: string | null;
    said_at: Date;
    scores: number[] | null;
    url: string | null;
    edited_at: Date | null;
    deleted_at: Date | null;
  }>`
    with kept as materialized (
      select message_id from case_evidence where org_id = ${tx.orgId} and case_id = ${caseId}::uuid
    ), own as materialized (
      select id, session_id, said_at, seq from chat_message
      where org_id = ${tx.orgId} and id in (select message_id from kept) and session_id is not null
    ), around as (
      select distinct near.id from own cross join lateral (
        (select id from chat_message m
          where m.org_id = ${tx.orgId} and m.session_id = own.session_id and (m.said_at, m.seq) < (own.said_at, own.seq)
          order by m.said_at desc, m.seq desc limit ${before})
        union all
        (select id from chat_message m
          where m.org_id = ${tx.orgId} and m.session_id = own.session_id and (m.said_at, m.seq) > (own.said_at, own.seq)
          order by m.said_at, m.seq limit ${after})
      ) as near
    )
    select id, author, author_name, case when deleted_at is null then left(content, ${LONGEST}::int) end as quote, said_at, scores,
      url, edited_at, deleted_at
    from chat_message
    where org_id = ${tx.orgId} and id in (select id from around) and id not in (select message_id from kept)
      and author is not null and content is not null
    order by said_at, seq limit ${most}`.execute(tx);
  return rows.map((row) => ({
    messageId: row.id,
    author: row.author,
    authorName: row.author_name,
    quote: row.quote,
    saidAt: row.said_at,
    scores: scoresOf(row.scores),
    url: row.url,
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
  }));
}
