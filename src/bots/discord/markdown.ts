import { REFERENCE_IN_TEXT } from '../../domain/reference.ts';
import { cleanText } from '../../domain/text.ts';
import { NO_LINK, OUTSIDE_LINK, outsideLink } from '../../messages/outside-links.ts';

/** The least that keeps Discord from reading a text as markup: mentions, links, headings, lists and styles all become letters. */
export function escapeMarkdown(text: string): string {
  return cleanText(text)
    .replaceAll(/[\\*_~`|<[\]]/g, '\\$&')
    .replaceAll('://', '\\://')
    .replaceAll(/@(?=everyone|here)/gi, '@\u200b')
    .replaceAll(/^(\s*)([#>+-])/gm, '$1\\$2')
    .replaceAll(/^(\s*\d+)([.)])(?=\s)/gm, '$1\\$2');
}

/** The text escaped and on one line, cut so that what is drawn has at most `limit` characters. */
export function escapedLine(text: string, limit: number): string {
  return escapedWithin(cleanText(text.slice(0, limit * 2)).replaceAll(/\s+/g, ' '), limit, text.length > limit * 2);
}

function escapedWithin(line: string, limit: number, cut: boolean): string {
  const whole = escapeMarkdown(line);
  if (!cut && whole.length <= limit) return whole;
  let [low, high] = [0, Math.min(line.length, limit)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (escapeMarkdown(line.slice(0, middle)).length < limit) low = middle;
    else high = middle - 1;
  }
  return `${escapeMarkdown(line.slice(0, low)).trimEnd()}…`;
}

/** Longer lines are broken, so that a text is cut at most that much too early. */
const LONGEST_LINE = 900;

/** A plain text as lines of markup. */
export const plainLines = (text: string): string[] => rawLines(text).map(escapeMarkdown);

function rawLines(text: string): string[] {
  return cleanText(text.replaceAll('\r\n', '\n'))
    .split('\n')
    .flatMap((line) => (line.length <= LONGEST_LINE ? [line] : broken(line)));
}

/** Where the last sentence ends that fits on a line; null where that would leave little on it. */
function sentenceEnd(text: string): number | null {
  const ends = [...text.slice(0, LONGEST_LINE).matchAll(/[.!?…][)"”»]? (?=\S)/g)].map(
    ({ 0: end, index }) => index + end.length - 1,
  );
  const last = ends.at(-1) ?? 0;
  return last > LONGEST_LINE / 4 ? last : null;
}

function broken(line: string): string[] {
  const pieces: string[] = [];
  let rest = line;
  while (rest.length > LONGEST_LINE) {
    const space = rest.lastIndexOf(' ', LONGEST_LINE);
    let at = sentenceEnd(rest) ?? (space > LONGEST_LINE / 2 ? space : LONGEST_LINE);
    // never between the halves of one character
    if (/[\ud800-\udbff]/.test(rest[at - 1]!)) at--;
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at).trimStart();
  }
  return [...pieces, rest];
}

/** Of references and paths: an address that people can open, or null. */
export type Address = (url: string) => string | null;

/** Whole addresses as they are, paths under the service's public address; nothing else is ever a link. */
export const addressUnder =
  (publicUrl: string | null): Address =>
  (url) => {
    const whole = url.startsWith('/') && !url.startsWith('//') ? publicUrl && publicUrl + url : url;
    if (!whole || !/^https?:\/\//i.test(whole) || !URL.canParse(whole)) return null;
    const { href } = new URL(whole);
    return href.length > 1000 ? null : href.replaceAll('(', '%28').replaceAll(')', '%29');
  };

/** Markup of a link; `words` are markup already. Without an address the words alone. */
export const link = (words: string, href: string | null): string => (href && words ? `[${words}](${href})` : words);

/** A moment, shown by each reader's own Discord in their zone and language: how long ago, with the date when hovered. */
export function ago(at: string): string | null {
  const ms = Date.parse(at);
  return Number.isNaN(ms) ? null : `<t:${Math.floor(ms / 1000)}:R>`;
}

const MARKED = /\*\*([^*\n]+)\*\*|`([^`\n]+)`|\[([^\]\n]{1,200})\]\((\/[^\s)]{0,300})\)/;
const REST = `${MARKED.source}|\\[?\\b(${REFERENCE_IN_TEXT})\\b\\]?`;
const TOKEN = new RegExp(`(${NO_LINK})|${REST}`, 'g');
const LINKED = new RegExp(`(${OUTSIDE_LINK})|${REST}`, 'g');
const MARKER = /^\s*(?:[-*•]|(\d{1,3})[.)])\s+/;

/**
 * An answer's text as lines of markup. As in the console it may hold `-` and `1.` lists, `**bold**`, `` `code` ``, links to our own
 * pages and references, and addresses of the web where `linked` says so; everything else is text.
 */
export function answerLines(
  text: string,
  linkOf: (reference: string) => string | null,
  address: Address,
  linked = false,
): string[] {
  const token = linked ? LINKED : TOKEN;
  return rawLines(text).map((line) => {
    const marker = MARKER.exec(line);
    const words = inline(line.slice(marker?.[0].length ?? 0).replace(/^#{1,6}\s+/, ''), linkOf, address, token);
    return marker ? `${marker[1] ? `${marker[1]}.` : '-'} ${words}` : words;
  });
}

function inline(line: string, linkOf: (reference: string) => string | null, address: Address, token: RegExp): string {
  let out = '';
  let from = 0;
  for (const match of line.matchAll(token)) {
    const [whole, outside, bold, code, words, target, reference] = match;
    const away = outside === undefined ? null : outsideLink(outside);
    const href = away && address(away.url);
    if (outside !== undefined && !href) continue;
    out += escapeInline(line.slice(from, match.index), out === '');
    from = match.index + whole.length;
    // Discord shows a bare address as it is and no words that look like one
    if (away && href) out += away.bare ? `<${href}>` : link(escapeInline(away.words), href);
    else if (bold !== undefined) out += `**${inline(bold, linkOf, address, token)}**`;
    else if (code !== undefined) out += `\`${code.replaceAll('@', '@\u200b')}\``;
    else if (target !== undefined) out += link(escapeInline(words!), address(target));
    else if (reference !== undefined) out += link(reference, linkOf(reference));
  }
  return out + escapeInline(line.slice(from), out === '');
}

/** Escaping trims; within a line the blanks at its ends are wanted. */
function escapeInline(text: string, atStart = false): string {
  const [, before, words, after] = /^(\s*)(.*?)(\s*)$/s.exec(text)!;
  const escaped = escapeMarkdown(words!);
  return (atStart ? '' : before!) + escaped + after!;
}

/** Cut on a whole character. */
export function cutTo(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${text
    .slice(0, limit - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')
    .trimEnd()}…`;
}
