import { type Child, html } from './html.ts';

/** What weighed so much less than the heaviest is not marked: its absence only disturbs the others. */
const LEAST_SHARE = 0.35;

/** A text with what weighed most in it marked; offsets are UTF-16 units, and what lies outside or overlaps is put right. */
export function markedText(
  text: string,
  weighed: readonly { from: number; to: number; attribute: string; weight: number }[],
  word: (attribute: string) => string,
): Child {
  const most = Math.max(0, ...weighed.map(({ weight }) => weight));
  const telling = weighed.filter(({ weight }) => weight >= most * LEAST_SHARE);
  const pieces: Child[] = [];
  let at = 0;
  for (const { from, to, attribute, weight } of telling.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const [start, end] = [Math.max(at, from), Math.min(text.length, to)];
    if (!(start < end)) continue;
    pieces.push(
      text.slice(at, start),
      html`<mark title="${`${word(attribute)}, weight ${weight.toFixed(2)}`}">${text.slice(start, end).toWellFormed()}</mark>`,
    );
    at = end;
  }
  return [...pieces, text.slice(at)];
}
