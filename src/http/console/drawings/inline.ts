import { type Child, html } from '../html.ts';

/** One thing that a platform's markup can say within a line. */
export interface Mark {
  /** Anchored by `y`; tried in order at each place. */
  pattern: RegExp;
  draw(match: RegExpExecArray, inner: (text: string) => Child): Child;
}

/** A line of a platform's markup, as that platform shows it; what is no mark is text. */
export function inline(text: string, marks: readonly Mark[]): Child {
  const pieces: Child[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const found = firstMark(text, at, marks);
    if (found) {
      if (plain) pieces.push(plain);
      plain = '';
      pieces.push(found.mark.draw(found.match, (inner) => inline(inner, marks)));
      at += found.match[0].length;
    } else {
      plain += text[at];
      at += 1;
    }
  }
  return [...pieces, plain];
}

function firstMark(text: string, at: number, marks: readonly Mark[]): { mark: Mark; match: RegExpExecArray } | null {
  for (const mark of marks) {
    mark.pattern.lastIndex = at;
    const match = mark.pattern.exec(text);
    if (match && match[0] !== '') return { mark, match };
  }
  return null;
}

/** A link as it looks; pictures of messages lead nowhere. */
export const looksLinked = (words: Child): Child => html`<span class="drawn-link">${words}</span>`;

export const lineBreaks = (lines: readonly Child[]): Child =>
  lines.map((line, index) => [index > 0 && html`<br>`, line]);
