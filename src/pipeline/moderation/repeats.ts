import type { Trace } from './session-state.ts';
import { toneOf } from './tone.ts';

const LINK =
  /https?:\/\/|(?<![\p{L}\p{N}])(?:www\.|discord\.gg|t\.me|[\p{L}\p{N}-]{2,}\.(?:com|net|org|gg|io|ru|xyz|info|link|shop|site|online|top))(?![\p{L}])/iu;

/** Whether a text leads somewhere: many who say the same then do not greet each other. */
export const leadsAway = (text: string): boolean => LINK.test(text);

/** What tells a repeated text: of one author, or with a link in it of anybody; texts too short to be repeated on purpose are each their own. */
export function repeatMark(content: string, author: string): string {
  const { same } = toneOf(content);
  return same === '' ? `${author} ${content.trim().toLowerCase()}` : leadsAway(content) ? same : `${author} ${same}`;
}

/** How often the same text came: from one person, or with a link in it from anybody; 0 where none came twice. */
export function repeatsOf(traces: readonly Trace[]): number {
  const times = new Map<string, number>();
  let most = 0;
  for (const { a, h } of traces) {
    if (!h) continue;
    const mark = h.startsWith(LED) ? h : `${a} ${h}`;
    const count = (times.get(mark) ?? 0) + 1;
    times.set(mark, count);
    most = Math.max(most, count);
  }
  return most > 1 ? most : 0;
}

/** Stands before the mark of a text with a link. */
export const LED = '>';
