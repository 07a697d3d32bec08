import type { ConversationPeak } from '../../db/conversation-peaks.ts';
import type { SaidElsewhere } from '../../db/said-elsewhere.ts';
import type { Attachment } from '../../domain/chat-message.ts';
import type { GuardedChannel } from '../../domain/moderation.ts';
import type { Scores } from '../../domain/screening.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import type { Weighed } from '../screening/screener.ts';
import type { Work } from '../work.ts';
import type { SessionFeatures } from './features.ts';
import type { Listed } from './lists/listed.ts';
import type { PolicyVersion } from './policy.ts';
import type { Counted } from './posting/rates.ts';

/** A message of a session as it stands now, with what was found in it. */
export interface JudgedMessage {
  id: string;
  /** The platform's own id of it. */
  key: string;
  author: string;
  authorName: string;
  replyTo: string | null;
  /** Accounts it names or mentions. */
  targets: readonly string[];
  content: string;
  attachments: readonly Attachment[];
  stickers: number;
  saidAt: Date;
  editedAt: Date | null;
  deletedAt: Date | null;
  url: string | null;
  scores: Scores;
  /** Offsets within `content`; empty where it was screened before and has not changed. */
  weighed: readonly Weighed[];
  screener: string;
}

/** A conversation in which something happened, as it is handed over to be judged. */
export interface JudgedSession {
  channel: GuardedChannel;
  session: { id: string; thread: string | null; startedAt: Date; lastAt: Date; messages: number };
  /** Whether it has a case already. */
  hasCase: boolean;
  /** What was said, edited, deleted or reacted to since the last time, in order of time; the whole messages. */
  newMessages: readonly JudgedMessage[];
  features: SessionFeatures;
  /** 0..100, how far it has escalated; 60 is where it ought to be looked at (see ESCALATED). */
  score: number;
  /** In plain English words, the weightiest first. */
  reasons: readonly string[];
  /** The score over the conversation, oldest first; 60 points at most. */
  course: readonly { at: string; score: number }[];
  /** Advice for attention only, never a ground to act: how likely it escalates within minutes, 0..1. */
  forecast: number;
  /** Its newest messages, as far as what people post is counted. */
  recent: readonly Counted[];
  /** What those of its people who also spoke elsewhere lately said in other channels. */
  elsewhere: readonly SaidElsewhere[];
  /** What of a message stands on the organisation's lists. */
  listed: Listed;
  /** The same as if some people were no part of any quarrel in it. */
  without: (people: ReadonlySet<string>) => Pick<JudgedSession, 'features' | 'score' | 'reasons'>;
}

/** What judging may use: one transaction, in the desk's own name. `news` is what waits to be told once it is committed. */
export interface JudgingWork extends Work {
  news: WaitingNews[];
  /** Cases that a language model may word once it is committed. */
  toWord: string[];
  /** How high conversations stand, to be kept once all of them are judged. */
  peaks: ConversationPeak[];
  /** The policy in force, once it was read. */
  policy?: PolicyVersion;
}

/**
 * Judges one conversation by the policy and keeps its case in step; called inside the transaction that applies the messages, for
 * every session whose score or worst new message is worth a look, and for every one that has a case already.
 */
export type JudgeSession = (work: JudgingWork, judged: JudgedSession) => Promise<void>;
