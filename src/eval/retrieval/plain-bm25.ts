import { rarity, termWeight } from '../../domain/bm25.ts';
import { countTerms, termsOf } from '../../domain/text-terms.ts';

/** Plain BM25 over all texts in memory, exact: what retrieval is compared with. Answers the places of the best, best first. */
export function plainBm25(texts: readonly string[]): (question: string, most: number) => number[] {
  const terms = texts.map((text) => termsOf(text));
  const average = terms.reduce((sum, its) => sum + its.length, 0) / Math.max(1, texts.length);
  const postings = new Map<string, { text: number; weight: number }[]>();
  terms.forEach((its, text) => {
    for (const [term, count] of countTerms(its)) {
      const list = postings.get(term) ?? [];
      list.push({ text, weight: termWeight(count, its.length, average) });
      postings.set(term, list);
    }
  });
  return (question, most) => {
    const scores = new Float64Array(texts.length);
    for (const term of new Set(termsOf(question).map(({ term: one }) => one))) {
      const list = postings.get(term) ?? [];
      const value = rarity(list.length, texts.length);
      for (const { text, weight } of list) scores[text]! += value * weight;
    }
    return Array.from(scores.keys())
      .filter((at) => scores[at]! > 0)
      .sort((a, b) => scores[b]! - scores[a]! || a - b)
      .slice(0, most);
  };
}
