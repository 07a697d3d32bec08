/** A sentence ends at a line break, or at a mark that is followed by a space; a number with a dot may be a day: `20. November`, `9.–15. November`. */
const END = /(?:[!?]|(?<!(?:^|[\s(–-])\d{1,2})\.)(?=\s)\s?|\n/g;
/** Characters after which a sentence without end is cut, and how many more are waited for first: an address may go on. */
const LONGEST = 1200;
const WAITED = 300;
const PREFIX = '(?:ALR|INC|RULE|PROP|LOG|CAM|CASE)';
/** Letters of a reference whose number may stand on the next line. */
const OPEN_LINE = new RegExp(String.raw`(?<![\p{L}\p{N}])${PREFIX}[\s_*\x60~\\\p{Pd}]*\n$`, 'iu');
const OPEN_CLAIM = new RegExp(String.raw`${PREFIX}[\W_]*$`, 'i');

/**
 * Where the first sentence of a text ends; 0 while that cannot be said. The same for a text however it arrives, since it
 * looks no further than a fixed distance; `final` says that nothing more will come.
 */
export function nextSentence(text: string, final: boolean, maxLength: number): number {
  END.lastIndex = 0;
  for (let match = END.exec(text); match; match = END.exec(text)) {
    const end = match.index + match[0].length;
    if (end > LONGEST + WAITED) break;
    if (OPEN_LINE.test(text.slice(Math.max(0, end - 24), end))) continue;
    return end;
  }
  if (text.length > LONGEST + WAITED) return cutWithin(text, maxLength);
  return final ? text.length : 0;
}

/** Where a sentence without end may be cut: at a space, well before what is still being written; 0 where nowhere. */
function cutWithin(text: string, maxLength: number): number {
  for (let at = LONGEST; at > 0; at--) {
    if (/\s/.test(text[at - 1]!) && !OPEN_CLAIM.test(text.slice(Math.max(0, at - 20), at))) return at;
  }
  // Nothing so long is an answer any more: it is handed over as it is, to be cut off.
  return text.length > maxLength ? text.length : 0;
}

/** A text cut where its sentences end. */
export function sentences(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(END)) {
    parts.push(text.slice(from, match.index + match[0].length));
    from = match.index + match[0].length;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}
