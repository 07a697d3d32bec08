import { setImmediate as yieldNow } from 'node:timers/promises';
import { noScores } from '../../domain/screening.ts';
import { isSafeNestError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Screener, Screening } from '../screening/screener.ts';

/** So many texts are screened without letting anybody else have a turn. */
const AT_A_TIME = 64;
/** A chunk of long texts is smaller. */
const LETTERS_AT_A_TIME = 40_000;

/** Who could not judge a text that every screener stumbles over. */
export const NOBODY = 'none';

/**
 * Screens each text once, a few at a time, so that what comes in meanwhile is not kept waiting. A text that the screener stumbles over
 * holds back no other: it is passed over with a line in the log. Throws where nothing can be screened at all.
 */
export async function screenTexts(
  screener: Screener,
  texts: readonly string[],
  { signal, log }: { signal: AbortSignal; log: Log },
): Promise<Map<string, Screening>> {
  const found = new Map<string, Screening>();
  for (const chunk of chunksOf([...new Set(texts)])) {
    signal.throwIfAborted();
    for (const [text, screening] of await screened(chunk)) found.set(text, screening);
    await yieldNow();
  }
  return found;

  async function screened(chunk: readonly string[]): Promise<[string, Screening][]> {
    try {
      const screenings = await screener.screen(chunk, signal);
      return chunk.map((text, i) => [text, screenings[i]!]);
    } catch (error) {
      signal.throwIfAborted();
      if (isSafeNestError(error) && error.code === 'unavailable') throw error;
      if (chunk.length > 1) {
        const each: [string, Screening][] = [];
        for (const text of chunk) each.push(...(await screened([text])));
        return each;
      }
      log.error({ err: error, letters: chunk[0]!.length }, 'a message could not be screened; it is passed over');
      return [[chunk[0]!, { scores: noScores(), weighed: [], screener: NOBODY }]];
    }
  }
}

function chunksOf(texts: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let letters = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    const last = chunks.at(-1);
    if (!last || last.length >= AT_A_TIME || letters + text.length > LETTERS_AT_A_TIME) {
      chunks.push([text]);
      letters = text.length;
    } else {
      last.push(text);
      letters += text.length;
    }
  }
  return chunks;
}
