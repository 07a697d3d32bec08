/** `sending`: not told yet; `asked`: it stands in their messages; `undeliverable`: they have no chat account that could be written to. */
const QUESTION_STATES = ['sending', 'asked', 'yes', 'no', 'expired', 'undeliverable'] as const;
export type QuestionState = (typeof QUESTION_STATES)[number];

/** “Was this you?”: one question about one alert to the member whose account it is about. */
export interface LoginQuestion {
  id: string;
  alertId: string;
  alertNumber: number;
  memberId: string;
  memberName: string;
  account: string;
  askedBy: string;
  askedById: string | null;
  askedAt: Date;
  expiresAt: Date;
  state: QuestionState;
  answeredAt: Date | null;
  outcome: string;
  attempts: number;
}

/** How long an answer is waited for. */
export const ANSWER_MS = 24 * 3_600_000;
