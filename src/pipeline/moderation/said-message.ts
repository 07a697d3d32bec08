import type { JudgedMessage } from './judged-session.ts';

/** A message of a conversation as judging looks back on it. */
export type SaidMessage = Omit<JudgedMessage, 'weighed' | 'screener' | 'replyTo'>;
