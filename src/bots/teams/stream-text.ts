import { closed } from '../draft-text.ts';

/**
 * The beginning of an answer that later words do not change: cut where a word or a mark is still open. Teams takes a piece of a
 * stream only if it begins with all that it was given before.
 */
export function settledText(soFar: string): string {
  // up to a space, so that no word, number or list mark is shown by half
  const space = Math.max(soFar.lastIndexOf(' '), soFar.lastIndexOf('\n'));
  const kept = closed(soFar.slice(0, space + 1));
  // a list mark alone is not one yet
  return kept.replace(/(^|\n)[ \t]*(?:[-*•]|\d{1,3}[.)]|#{1,6})\s*$/, '').trimEnd();
}
