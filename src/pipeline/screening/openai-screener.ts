import { z } from 'zod';
import { noScores, type Scores, type Screened } from '../../domain/screening.ts';
import { SafeNestError } from '../../errors.ts';
import { askOpenAi } from '../ask-openai.ts';
import { createLexiconScreener } from './lexicon-screener.ts';
import type { Screener, Screening } from './screener.ts';

const MODEL = 'omni-moderation-latest';
/** Texts in one request, and what is sent of each: its beginning and its end. */
const AT_ONCE = 32;
const MOST_SENT = 8_000;
const TIMEOUT_MS = 10_000;

const answer = z.object({
  results: z.array(z.object({ category_scores: z.record(z.string(), z.number().nullable()) })),
});

/** Their categories in our words. */
const CATEGORIES: Record<string, readonly Screened[]> = {
  harassment: ['toxicity', 'insult'],
  'harassment/threatening': ['toxicity', 'threat', 'severe_toxicity'],
  hate: ['toxicity', 'identity_attack'],
  'hate/threatening': ['toxicity', 'identity_attack', 'threat', 'severe_toxicity'],
  sexual: ['sexual'],
  'sexual/minors': ['sexual', 'severe_toxicity'],
};

export interface OpenAiOptions {
  /** Revealed for the request only. */
  key: () => string;
  /** With `/v1`, without a slash at the end. */
  baseUrl: string | null;
  fetch?: typeof fetch;
}

/** OpenAI's moderation endpoint. Profanity is told by the lexicon, which it does not know; so is what weighed. Messages leave the house. */
export function openAiScreener({ key, baseUrl, fetch: send = fetch }: OpenAiOptions): Screener {
  const lexicon = createLexiconScreener();
  const name = "OpenAI's moderation endpoint";
  const endpoint = { name, path: 'moderations', baseUrl, key, timeoutMs: TIMEOUT_MS, fetch: send };
  async function ask(texts: readonly string[], signal: AbortSignal | undefined): Promise<Scores[]> {
    const answered = await askOpenAi(endpoint, { model: MODEL, input: texts.map(sent) }, signal);
    const { data } = answer.safeParse(answered);
    if (data?.results.length !== texts.length)
      throw new SafeNestError('unavailable', "OpenAI's moderation endpoint answered something else than scores.");
    return data.results.map(({ category_scores }) => inOurWords(category_scores));
  }
  return {
    id: `openai:${MODEL}`,
    async screen(texts, signal) {
      signal?.throwIfAborted();
      const scores = texts.map(noScores);
      const asked = texts.flatMap((text, i) => (text.trim() === '' ? [] : [i]));
      for (let from = 0; from < asked.length; from += AT_ONCE) {
        const part = asked.slice(from, from + AT_ONCE);
        const said = await ask(
          part.map((i) => texts[i]!),
          signal,
        );
        part.forEach((i, k) => {
          scores[i] = said[k]!;
        });
      }
      const marked = await lexicon.screen(texts, signal);
      return scores.map(
        (one, i): Screening => ({
          scores: { ...one, profanity: marked[i]!.scores.profanity },
          weighed: marked[i]!.weighed,
          screener: `openai:${MODEL}`,
        }),
      );
    },
  };
}

/** Surrogates that stand alone are no JSON for some; the rest goes as it is. */
const sent = (text: string): string =>
  (text.length <= MOST_SENT ? text : `${text.slice(0, MOST_SENT / 2)} … ${text.slice(-MOST_SENT / 2)}`).toWellFormed();

function inOurWords(categories: Record<string, number | null>): Scores {
  const scores = noScores();
  for (const [category, names] of Object.entries(CATEGORIES))
    for (const name of names) scores[name] = Math.max(scores[name], Math.min(1, categories[category] ?? 0));
  return scores;
}
