/**
 * An unfinished answer as it is shown: cut where a mark is still open, links and references only as the words they stand for. Bold
 * and code stay as marks.
 */
export const draftText = (soFar: string): string => words(closed(soFar));

/** A line with more open marks than that is left out whole. */
const TRIES = 20;

/** The text up to where a mark is still open. */
export function closed(soFar: string): string {
  // one star may be the half of two
  let kept = soFar.replace(/(?<!\*)\*$/, '');
  let tries = 0;
  for (let open = openMark(kept); open >= 0; open = openMark(kept))
    kept = kept.slice(0, tries++ < TRIES ? open : kept.lastIndexOf('\n') + 1);
  return kept;
}

const words = (text: string): string =>
  text
    .replaceAll(/\[([^[\]\n]{1,200})\]\((?:\/|https?:\/\/)[^\s()]{0,1000}\)/g, '$1')
    .replaceAll(/\[([A-Z]{2,8}-[0-9A-Z]{1,10})\]/g, '$1');

/** Where a mark begins that has no end yet; -1 where all have theirs. Marks do not go beyond their line. */
function openMark(text: string): number {
  const start = text.lastIndexOf('\n') + 1;
  const line = text.slice(start);
  for (const mark of ['**', '`']) if (line.split(mark).length % 2 === 0) return start + line.lastIndexOf(mark);
  const bracket = line.lastIndexOf('[');
  return bracket >= 0 && !/^\[[^\]]*\](?:[^(]|\([^)]*\))/.test(line.slice(bracket)) ? start + bracket : -1;
}
