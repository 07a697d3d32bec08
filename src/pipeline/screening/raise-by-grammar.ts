import { raised, type Scores, type Screened } from '../../domain/screening.ts';
import { exclusionIn } from './exclusion-grammar.ts';
import { fold } from './fold.ts';
import { FOREIGN, isDenied, mayBeForeign } from './foreign-terms.ts';
import type { ReadWord } from './read-message.ts';
import type { Screening, Weighed } from './screener.ts';
import { threatIn } from './threat-grammar.ts';

type Judged = Pick<Screening, 'scores' | 'weighed'>;

/** Below this a sign says nothing that the model does not. */
const LEAST_THREAT = 0.3;
/** Just above where a message counts at all, well below where one counts by itself: only several make a pile-on of it. */
const COLD = 0.46;
/** So much is looked through for words of other languages. */
const MOST_MATCHED = 4000;
const MOST_HITS = 12;
/** So far before a term is looked for what denies it. */
const DENIED_BEFORE = 24;

/**
 * Raises a model's scores, never lowers them, by what grammar and lists see and no published set teaches: threats in the first person,
 * cold words that somebody is not wanted, and plain insults and threats of German, French and Spanish. `words` are those of `text`.
 */
export function raisedByGrammar(text: string, words: readonly ReadWord[], judged: Judged): Judged {
  let { scores, weighed } = judged;
  const threat = threatIn(text, words);
  if (threat && threat.score >= LEAST_THREAT) {
    const { score } = threat;
    ({ scores, weighed } = withSpan(
      { scores, weighed },
      { threat: score, toxicity: score * 0.97, severe_toxicity: score * 0.88 },
      spanOf(words, threat, 'threat', score),
    ));
  }
  const cold = exclusionIn(words);
  if (cold)
    ({ scores, weighed } = withSpan(
      { scores, weighed },
      { toxicity: COLD, insult: COLD },
      spanOf(words, cold, 'insult', COLD),
    ));
  return withForeign(text, { scores, weighed });
}

const spanOf = (
  words: readonly ReadWord[],
  { from, to }: { from: number; to: number },
  attribute: Screened,
  weight: number,
): Weighed => {
  const some = words.slice(from, to);
  return { from: some[0]!.from, to: Math.max(...some.map((word) => word.to)), attribute, weight };
};

/** The span takes the place of what weighed within it; nothing is marked where the model said as much already. */
function withSpan({ scores, weighed }: Judged, by: Partial<Scores>, span: Weighed): Judged {
  const next = raised(scores, by);
  if (Object.keys(by).every((name) => next[name as Screened] === scores[name as Screened])) return { scores, weighed };
  const outside = weighed.filter(({ from, to }) => from < span.from || to > span.to);
  return { scores: next, weighed: [span, ...outside].sort((a, b) => b.weight - a.weight || a.from - b.from) };
}

function withForeign(text: string, judged: Judged): Judged {
  const { text: plain, from, to } = fold(text.slice(0, MOST_MATCHED));
  if (!mayBeForeign(plain)) return judged;
  let result = judged;
  let hits = 0;
  for (const term of FOREIGN)
    for (const match of plain.matchAll(term.pattern)) {
      if (hits++ >= MOST_HITS) return result;
      const end = match.index + match[0].length;
      const before = plain.slice(Math.max(0, match.index - DENIED_BEFORE), match.index);
      // what stands in quotation marks is told of somebody
      if (/["“„«‹]\s*$/u.test(before) || isDenied(term, before.replace(/^.*[.,;!?]/su, ''), match[0])) continue;
      const [attribute, weight] = Object.entries(term.weights).sort(
        (a, b) => b[1] - a[1] || (a[0] === 'toxicity' ? 1 : -1),
      )[0]!;
      result = withSpan(result, term.weights, {
        from: from[match.index]!,
        to: to[end - 1]!,
        attribute: attribute as Screened,
        weight,
      });
    }
  return result;
}
