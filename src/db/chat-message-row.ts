import type { KnownMessage } from '../domain/chat-message.ts';
import { SCREENED, type Scores } from '../domain/screening.ts';

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
export interface ChatMessageRow {
  id: string;
  seq: number;
  guarded_channel_id: string;
  thread: string | null;
  message_key: string;
  author: string | null;
  author_name: string;
  author_bot: boolean;
  reply_to: string | null;
  targets: string[];
  target_names: Readonly<Record<string, string>>;
  content: string | null;
  content_at: Date | null;
  said_at: Date;
  received_at: Date;
  edited_at: Date | null;
  deleted_at: Date | null;
  versions: readonly { content: string; at: string }[];
  reactions: Readonly<Record<string, readonly string[]>>;
  reputation: { author?: number; target?: number };
  url: string | null;
  waits: boolean;
  scores: number[] | null;
  screener: string | null;
  session_id: string | null;
}

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
  waits: row.waits,
  scores: scoresOf(row.scores),
  screener: row.screener,
  sessionId: row.session_id,
});
