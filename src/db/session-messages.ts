import type { Scores } from '../domain/screening.ts';
import type { OrgDb } from './scope.ts';
import { scoresFrom } from './screened-scores.ts';

/** A message of a conversation as judging looks back on it. */
export interface SessionMessage {
  id: string;
  /** The platform's own id of it. */
  key: string;
  author: string;
  authorName: string;
  targets: readonly string[];
  content: string;
  saidAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  url: string | null;
  scores: Scores;
}

/** What people said last in a conversation, as far as it was screened, oldest first; bots are left out. */
export async function lastSaid(tx: OrgDb, sessionId: string, limit: number): Promise<SessionMessage[]> {
  const rows = await tx
    .selectFrom('chat_message')
    .select([
      'id',
      'message_key',
      'author',
      'author_name',
      'targets',
      'content',
      'said_at',
      'edited_at',
      'deleted_at',
      'url',
      'scores',
    ])
    .where('org_id', '=', tx.orgId)
    .where('session_id', '=', sessionId)
    .where('author', 'is not', null)
    .where('author_bot', '=', false)
    .where('content', 'is not', null)
    .where('scores', 'is not', null)
    .orderBy('said_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows
    .map((row) => ({
      id: row.id,
      key: row.message_key,
      author: row.author!,
      authorName: row.author_name,
      targets: row.targets,
      content: row.content!,
      saidAt: row.said_at,
      editedAt: row.edited_at,
      deletedAt: row.deleted_at,
      url: row.url,
      scores: scoresFrom(row.scores!),
    }))
    .reverse();
}
