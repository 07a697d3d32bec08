import type { JudgedSession, JudgingWork } from './judged-session.ts';

/**
 * Judges a conversation by the organisation's policy, inside the transaction that applies its new messages and holds
 * `moderation_head`: what crosses a line opens a case, one for each conversation, and what goes on lets that case grow.
 */
export async function judgeSession(_work: JudgingWork, _judged: JudgedSession): Promise<void> {}
