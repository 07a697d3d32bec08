/** When a question in a channel is answered: where the desk is mentioned, every one that it can answer, or none. */
export const ANSWERS_WHEN = ['mentioned', 'questions', 'never'] as const;
export type AnswersWhen = (typeof ANSWERS_WHEN)[number];

/** How the desk answers in a channel. */
export interface ChannelAnswers {
  when: AnswersWhen;
  /** To the asker alone; else in the thread. */
  alone: boolean;
  /** Other bots that mention it, too. */
  bots: boolean;
}

/** Of a channel of which nobody has said otherwise. */
export const USUAL_ANSWERS: ChannelAnswers = { when: 'mentioned', alone: false, bots: false };
