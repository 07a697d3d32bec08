import { rarity, termWeight } from './bm25.ts';
import { termsOf } from './text-terms.ts';

/** An admin's own answer to a question that comes again and again. */
export interface StandardAnswer {
  id: string;
  /** For the questions of this channel alone; null: wherever the desk is asked. */
  channelId: string | null;
  /** How people ask it. */
  phrases: string[];
  answer: string;
  /** Since when it reads as it does, and who wrote it. */
  updatedAt: Date;
  updatedBy: string;
}

/** What of a phrase must be in the question, and what of the question in the phrase, rare words counting more. */
const COVERS = { phrase: 0.75, question: 0.5 };
const MOST_TERMS = 100;

/**
 * The answer whose phrase a question asks, ranked by BM25; null where none is plainly meant: nearly all of a phrase has to be in the
 * question, and most of the question in the phrase. One of the channel goes before one for everywhere.
 */
export function matching<Answer extends Pick<StandardAnswer, 'channelId' | 'phrases'>>(
  answers: readonly Answer[],
  question: string,
): Answer | null {
  const asked = distinct(question);
  if (asked.length === 0) return null;
  const phrases = answers.flatMap((answer) => answer.phrases.map((phrase) => ({ answer, terms: distinct(phrase) })));
  const having = new Map<string, number>();
  for (const { terms } of phrases) for (const term of terms) having.set(term, (having.get(term) ?? 0) + 1);
  const average = phrases.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, phrases.length);
  // a term that no phrase has says little: people add “please” and “for me”
  const weight = (term: string): number => 1 + (having.has(term) ? rarity(having.get(term)!, phrases.length) : 0);
  const all = sum(asked, weight);
  let best: { answer: Answer; score: number } | null = null;
  for (const { answer, terms } of phrases) {
    const common = terms.filter((term) => asked.includes(term));
    const found = sum(common, weight);
    if (terms.length === 0 || found < COVERS.phrase * sum(terms, weight) || found < COVERS.question * all) continue;
    const score = sum(common, (term) => weight(term) * termWeight(1, terms.length, average));
    const nearer = best !== null && best.answer.channelId === null && answer.channelId !== null;
    const farther = best !== null && best.answer.channelId !== null && answer.channelId === null;
    if (!farther && (best === null || nearer || score > best.score)) best = { answer, score };
  }
  return best?.answer ?? null;
}

const distinct = (text: string): string[] => [
  ...new Set(termsOf(text.slice(0, 2000), MOST_TERMS).map(({ term }) => term)),
];
const sum = (terms: readonly string[], worth: (term: string) => number): number =>
  terms.reduce((total, term) => total + worth(term), 0);
