import type { Language } from '../domain/language.ts';
import { referencesIn, referencesWithin } from './guardrails/citations.ts';
import { LIMITS } from './guardrails/limits.ts';
import { ownWords } from './guardrails/own-words.ts';
import { plainText } from './guardrails/plain-text.ts';
import { findRefs } from './offline/entities.ts';
import type { PlannedCall } from './offline/plan-types.ts';
import { readUtterance } from './offline/utterance.ts';

/** Characters of what others wrote, up to which the asker quotes it rather than pastes it. */
const LONGEST_QUOTE = 40;

/**
 * What the asker refers to, however they write it, and what stands in a text they only pasted: that proves as little as
 * one in a log. One that is only quoted is being asked about.
 */
export function askerReferences(
  message: string,
  asked: readonly PlannedCall[],
  language: Language,
): { named: string[]; pasted: string[] } {
  const { own, foreign } = ownWords(message);
  const isPaste = foreign.length > LONGEST_QUOTE;
  const plain = plainText(isPaste ? own : message);
  const mentioned = findRefs(readUtterance(plain.slice(0, LIMITS.question), language).norm).refs.map(({ ref }) => ref);
  const ordered = referencesWithin(asked.map((call) => call.args));
  return {
    named: [...new Set([...referencesIn(plain), ...mentioned, ...ordered])],
    pasted: isPaste ? referencesWithin(foreign) : [],
  };
}
