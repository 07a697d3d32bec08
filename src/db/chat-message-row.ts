import type { Selectable } from 'kysely';
import type { KnownMessage } from '../domain/chat-message.ts';
import { SCREENED, type Scores } from '../domain/screening.ts';
import type { Schema } from './schema.ts';

/** A message as it is kept. */
export interface ChatMessage extends KnownMessage {
  id: string;
  seq: number;
  channelId: string;
  receivedAt: Date;
  waits: boolean;
  /** Null until it is screened, and again after its words were changed. */
  scores: Scores | null;
  screener: string | null;
  sessionId: string | null;
}

/** Scores as they are kept: in the order of SCREENED. */
export const scoreRow = (scores: Scores): number[] => SCREENED.map((name) => Math.round(scores[name] * 1e4) / 1e4);
/** Scores as they are read again once they are kept. */
export const keptScores = (scores: Scores): Scores => scoresOf(scoreRow(scores))!;
export const scoresOf = (row: readonly number[] | null): Scores | null =>
  row && (Object.fromEntries(SCREENED.map((name, i) => [name, row[i] ?? 0])) as Scores);

/** A row of `chat_message`. */
export type ChatMessageRow = Omit<Selectable<Schema['chat_message']>, 'org_id'>;

export const messageOf = (row: ChatMessageRow): ChatMessage => ({
  id: row.id,
  seq: row.seq,
  channelId: row.guarded_channel_id,
  key: row.message_key,
  thread: row.thread,
  author: row.author === null ? null : { account: row.author, name: row.author_name, bot: row.author_bot },
  replyTo: row.reply_to,
  targets: row.targets,
  targetNames: row.target_names,
  content: row.content,
  contentAt: row.content_at,
  saidAt: row.said_at,
  receivedAt: row.received_at,
  editedAt: row.edited_at,
  deletedAt: row.deleted_at,
  versions: row.versions,
  reactions: row.reactions,
  reputation: row.reputation,
  url: row.url,
  attachments: row.attachments,
  stickers: row.stickers,
  waits: row.waits,
  scores: scoresOf(row.scores),
  screener: row.screener,
  sessionId: row.session_id,
});
