import { type Child, html } from './html.ts';

/** A text with what weighed in it marked; offsets are UTF-16 units, and what lies outside or overlaps is put right. */
export function markedText(
  text: string,
  weighed: readonly { from: number; to: number; attribute: string; weight: number }[],
  word: (attribute: string) => string,
): Child {
  const pieces: Child[] = [];
  let at = 0;
  for (const { from, to, attribute, weight } of weighed.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
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
