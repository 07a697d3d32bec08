/**
 * The beginning of an answer that later words do not change: cut where a word or a mark is still open. Teams takes a piece of a
 * stream only if it begins with all that it was given before.
 */
export function settledText(soFar: string): string {
  // up to a space, so that no word, number or list mark is shown by half
  const space = Math.max(soFar.lastIndexOf(' '), soFar.lastIndexOf('\n'));
  let kept = soFar.slice(0, space + 1);
  for (let open = openMark(kept); open >= 0; open = openMark(kept)) kept = kept.slice(0, open);
  // a list mark alone is not one yet
  return kept.replace(/(^|\n)[ \t]*(?:[-*•]|\d{1,3}[.)]|#{1,6})\s*$/, '').trimEnd();
}

/** Where a mark begins that has no end yet; -1 where all have theirs. Marks do not go beyond their line. */
function openMark(text: string): number {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  for (const mark of ['**', '`']) if (line.split(mark).length % 2 === 0) return start + line.lastIndexOf(mark);
  const bracket = line.lastIndexOf('[');
  return bracket >= 0 && !/^\[[^\]]*\](?:[^(]|\([^)]*\))/.test(line.slice(bracket)) ? start + bracket : -1;
}
