import type { Scores } from '../../../domain/screening.ts';

/** What a sentence is of everything; what a kind does not name it is not. */
export type Kind = Partial<Scores>;
/** Sentences by kind, with slots `{like_this}` for words. */
export type Frames = readonly (readonly [Kind, readonly string[]])[];

export const INSULT: Kind = { toxicity: 0.95, insult: 0.95 };
export const STRONG: Kind = { toxicity: 1, insult: 0.9, severe_toxicity: 0.5, profanity: 1 };
export const THREAT: Kind = { toxicity: 1, threat: 1, severe_toxicity: 0.6 };
export const DEATH: Kind = { toxicity: 1, severe_toxicity: 0.9, insult: 0.4, threat: 0.4 };
export const HATE: Kind = { toxicity: 1, identity_attack: 1, insult: 0.5, severe_toxicity: 0.4 };
export const LEWD: Kind = { toxicity: 0.9, sexual: 1 };
/** Aimed at nobody: many who mark sets call it toxic, a chat does not mind. */
export const SWEARING: Kind = { toxicity: 0.28, profanity: 1 };
export const FINE: Kind = { toxicity: 0.02 };
