/** What a message is screened for. */
export const SCREENED = [
  'toxicity',
  'severe_toxicity',
  'insult',
  'identity_attack',
  'threat',
  'sexual',
  'profanity',
] as const;
export type Screened = (typeof SCREENED)[number];

/** How likely each is, 0..1, calibrated: of a hundred messages with 0.8, about eighty are. */
export type Scores = Record<Screened, number>;

export const noScores = (): Scores => Object.fromEntries(SCREENED.map((name) => [name, 0])) as Scores;

/** The same scores with some of them raised, never lowered. */
export function raised(scores: Scores, by: Partial<Scores>): Scores {
  const result = { ...scores };
  for (const name of SCREENED) result[name] = Math.max(result[name], by[name] ?? 0);
  return result;
}
