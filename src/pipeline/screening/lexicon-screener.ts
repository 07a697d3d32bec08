import { noScores, SCREENED, type Screened } from '../../domain/screening.ts';
import { ADDRESSING, KINDLY, NEGATIONS, OWN, REPORTING } from './lexicon-terms.ts';
import { raisedByGrammar } from './raise-by-grammar.ts';
import { type ReadWord, readMessage } from './read-message.ts';
import type { Screener, Weighed } from './screener.ts';
import { createVocabulary } from './vocabulary.ts';

/** Words beside a term say whom it is for; without them it is less sure. */
const NEAR = 4;
const SWEARING_ALONE = 0.35;

/** Judges by the seed lexicon and the words around its terms alone: what is left when there is no model. */
export function createLexiconScreener(fallback?: string): Screener {
  const vocabulary = createVocabulary([]);
  const screened = (text: string) => {
    const words = readMessage(text, vocabulary);
    return raisedByGrammar(text, words, judged(words));
  };
  return {
    id: 'lexicon',
    async screen(texts, signal) {
      signal?.throwIfAborted();
      return texts.map((text) => ({
        ...screened(text),
        screener: 'lexicon',
        ...(fallback === undefined ? {} : { fallback }),
      }));
    },
  };
}

function judged(words: readonly ReadWord[]): { scores: ReturnType<typeof noScores>; weighed: Weighed[] } {
  const scores = noScores();
  const weighed: Weighed[] = [];
  const share = (words.length <= 3 ? 1 : 0.85) * 0.95;
  words.forEach((word, i) => {
    if (!word.weights || word.start !== i) return;
    const around = wordsAround(words, i);
    const aimed = around.some((text) => ADDRESSING.has(text)) || words.length <= 3 || word.phrase > 1;
    const softened = around.some(
      (text) => NEGATIONS.has(text) || REPORTING.has(text) || text === '"' || OWN.has(text) || KINDLY.has(text),
    );
    const sure = share * (aimed ? 1 : 0.75) * (softened && word.phrase < 2 ? 0.5 : 1);
    let [best, most]: [Screened, number] = ['toxicity', 0];
    for (const name of SCREENED) {
      const weight = (word.weights[name] ?? 0) * (name === 'profanity' ? 0.95 : sure);
      scores[name] = Math.max(scores[name], weight);
      if (weight > most) [best, most] = [name, weight];
      const harm = name === 'profanity' ? weight * SWEARING_ALONE : weight;
      scores.toxicity = Math.max(scores.toxicity, harm);
    }
    const end = words[i + word.phrase - 1] ?? word;
    if (most > 0) weighed.push({ from: word.from, to: Math.max(word.to, end.to), attribute: best, weight: most });
  });
  return { scores, weighed: weighed.sort((a, b) => b.weight - a.weight || a.from - b.from).slice(0, 24) };
}

const wordsAround = (words: readonly ReadWord[], at: number): string[] =>
  words.slice(Math.max(0, at - NEAR), at + NEAR + words[at]!.phrase).map(({ text }) => text);
