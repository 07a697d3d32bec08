import { sql } from 'kysely';
import type { Attachment } from '../domain/chat-message.ts';
import type { OrgDb } from './scope.ts';

/** A message of a conversation with a file, or with what may be a link. */
export interface PostedRow {
  sessionId: string;
  channelId: string;
  author: string;
  content: string;
  attachments: readonly Attachment[];
}

/** What people posted between two moments, the newest first. */
export async function postedBetween(
  tx: OrgDb,
  { from, to, limit }: { from: Date; to: Date; limit: number },
): Promise<PostedRow[]> {
  const { rows } = await sql<PostedRow>`
    select session_id as "sessionId", guarded_channel_id as "channelId", author, left(content, 10000) as content, attachments
    from chat_message
    where org_id = ${tx.orgId} and carries and said_at >= ${from} and said_at < ${to}
      and session_id is not null and author is not null and not author_bot and content is not null
    order by said_at desc limit ${limit}`.execute(tx);
  return rows;
}
