import { noScores, raised, type Scores } from '../../src/domain/screening.ts';
import type { Screener, Screening, Weighed } from '../../src/pipeline/screening/screener.ts';

const WORDS: Record<string, Partial<Scores>> = {
  idiot: { toxicity: 0.9, insult: 0.9 },
  moron: { toxicity: 0.9, insult: 0.88 },
  useless: { toxicity: 0.75, insult: 0.75 },
  trash: { toxicity: 0.8, insult: 0.8 },
  kill: { toxicity: 0.95, threat: 0.95, severe_toxicity: 0.7 },
  fucking: { toxicity: 0.8, profanity: 0.95 },
};

/** A screener that knows six words: for tests of what is done with scores. `seen` is every text it was asked about. */
export function wordScreener(): Screener & { seen: string[]; before?: (texts: readonly string[]) => Promise<void> } {
  const screener: ReturnType<typeof wordScreener> = {
    id: 'words',
    seen: [],
    async screen(texts) {
      await screener.before?.(texts);
      screener.seen.push(...texts);
      return texts.map((text): Screening => {
        const weighed: Weighed[] = [];
        let scores = noScores();
        for (const match of text.toLowerCase().matchAll(/[a-z]+/g)) {
          const found = Object.hasOwn(WORDS, match[0]) ? WORDS[match[0]]! : null;
          if (!found) continue;
          scores = raised(scores, found);
          weighed.push({
            from: match.index,
            to: match.index + match[0].length,
            attribute: 'toxicity',
            weight: found.toxicity!,
          });
        }
        return { scores, weighed, screener: 'words' };
      });
    },
  };
  return screener;
}
