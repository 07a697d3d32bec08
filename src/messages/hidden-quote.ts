import type { CaseEvidence } from '../domain/moderation.ts';
import type { Scores } from '../domain/screening.ts';

type Quoted = Pick<CaseEvidence, 'quote' | 'scores' | 'weighed'>;

/** From here on a quote is shown only to whoever asks for it. */
const WORST = 0.9;
const GRAVE = 0.5;
const MASK = '▒';
const LONGEST_MASK = 8;

/** Whether a quote is too bad to be put before somebody's eyes unasked. */
export function isHidden({ scores }: Pick<Quoted, 'scores'>): boolean {
  if (scores === null) return false;
  const { severe_toxicity, identity_attack, threat, sexual }: Scores = scores;
  return (
    Math.max(...Object.values(scores)) >= WORST || Math.max(severe_toxicity, identity_attack, threat, sexual) >= GRAVE
  );
}

/** The quote without what makes it bad: the words that weighed are masked, all of it where none are known. */
export function masked({ quote, weighed }: Pick<Quoted, 'quote' | 'weighed'>): string {
  const spans = weighed
    .filter(({ from, to }) => from >= 0 && from < to && to <= quote.length)
    .toSorted((a, b) => a.from - b.from);
  if (spans.length === 0) return quote.replaceAll(/\S+/gu, (word) => mask(word.length));
  let text = '';
  let at = 0;
  for (const { from, to } of spans) {
    if (to <= at) continue;
    text += quote.slice(at, Math.max(at, from)) + mask(to - Math.max(at, from));
    at = to;
  }
  return (text + quote.slice(at)).toWellFormed();
}

const mask = (length: number): string => MASK.repeat(Math.min(Math.max(length, 2), LONGEST_MASK));
