/** What one turn may cost. */
export const LIMITS = {
  /** Characters of a message. */
  question: 4000,
  /** Characters of an answer. */
  answer: 6000,
  /** Tool calls. */
  steps: 8,
  /** Milliseconds. */
  time: 60_000,
  /** Turns of the conversation that are remembered. */
  memory: 8,
} as const;

/** The word back to a message that is empty or too long; null where it can be answered. */
export function questionRefusal(text: string): string | null {
  if (text.trim() === '') return 'What would you like to know? For example: “failed logins today by country”.';
  if (text.length <= LIMITS.question) return null;
  const said = text.length.toLocaleString('en-GB');
  return `Your message has ${said} characters; I read at most ${LIMITS.question.toLocaleString('en-GB')}. Nothing was done. Please shorten it, or import longer logs on the logs page.`;
}

/** How long a turn may take, in ms: enough for a call of this many seconds, and for the offline model after it. */
export const turnTime = (callSeconds: number): number => Math.max(LIMITS.time, callSeconds * 1500);
