/**
 * The beginning of an answer that later words do not change: cut where a word or a mark is still open. Teams takes a piece of a
 * stream only if it begins with all that it was given before.
 */
export function settledText(soFar: string): string {
  const line = soFar.lastIndexOf('\n') + 1;
  let open = soFar.length;
  const last = soFar.slice(line);
  for (const mark of ['**', '`']) {
    const parts = last.split(mark);
    if (parts.length % 2 === 0) open = Math.min(open, line + last.lastIndexOf(mark));
  }
  const bracket = soFar.lastIndexOf('[');
  if (bracket >= line && !/^\[[^\]\n]*\](?:[^(]|\([^)\n]*\))/.test(soFar.slice(bracket)))
    open = Math.min(open, bracket);
  const kept = soFar.slice(0, open);
  // up to a space, so that no word, number or list mark is shown by half
  const space = Math.max(kept.lastIndexOf(' '), kept.lastIndexOf('\n'));
  return kept.slice(0, space + 1).trimEnd();
}
