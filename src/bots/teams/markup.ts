import { cleanText } from '../../domain/text.ts';
import type { Citation } from '../../messages/card.ts';
import { NO_LINK, OUTSIDE_LINK, outsideLink } from '../../messages/outside-links.ts';

/** An address people outside the console can open; null for what is none of ours or no web address. */
export type AddressOf = (url: string) => string | null;

/** Whole web addresses as they are, paths under the service's public address. */
export const addressesUnder =
  (publicUrl: string | null): AddressOf =>
  (url) => {
    if (/^\/(?!\/)/.test(url)) return publicUrl === null ? null : publicUrl.replace(/\/+$/, '') + url;
    return /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url) ? url : null;
  };

/**
 * Somebody's text as Markdown that shows it as it is: no emphasis, list, link, tag, mention or date function of theirs, and no
 * unseen characters.
 */
export const plain = (text: string): string => lineStarts(marks(unlinked(cleanText(text))));

/** Addresses in somebody's text that Teams would make links of by itself stay words. */
const unlinked = (text: string): string => text.replaceAll(/\b(https?|ftp):\/\//gi, '$1:\u2060//');

const marks = (text: string): string =>
  text
    .replaceAll(/[\\`*[\]]/g, '\\$&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll('~~', '\\~\\~')
    .replaceAll('{{', '{\\{')
    .replaceAll(/&(?=#?\w{1,31};)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const lineStarts = (text: string): string =>
  text.replaceAll(/^([ \t]*)([#+\-=|])/gm, '$1\\$2').replaceAll(/^([ \t]*\d{1,9})([.)])(?=\s|$)/gm, '$1\\$2');

/** The same, with every line of its own kept apart, as Teams' Markdown wants it. */
export const plainLines = (text: string): string =>
  cleanText(text)
    .split(/\r?\n/)
    .map((line) => plain(line))
    .filter((line) => line !== '')
    .join('\n\n');

/** Words that lead to an address, or only the words where it cannot be opened. */
export function link(words: string, url: string | null): string {
  return url === null ? plain(words) : `[${plain(words) || '…'}](${url.replaceAll(/[()<>\s\\]/g, encoded)})`;
}
const encoded = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;

const MARKED =
  /\*\*([^*\n]+)\*\*|`([^`\n]+)`|\[([^\]\n]{1,200})\]\((\/[^\s)]{0,300})\)|\[?\b([A-Z]{2,8}-[0-9A-Z]{1,10})\b\]?/;
const TOKEN = new RegExp(`(${NO_LINK})|${MARKED.source}`, 'g');
const LINKED = new RegExp(`(${OUTSIDE_LINK})|${MARKED.source}`, 'g');
const BULLET = /^\s*[-*•]\s+/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+/;

/**
 * An answer's words as Teams' Markdown: paragraphs, lists, bold, code, and the references it cites as links. What else looks
 * like markup is shown as it was written; addresses of the web are links where `linked` says so.
 */
export function answerMarkdown(
  text: string,
  citations: readonly Citation[],
  addressOf: AddressOf,
  linked = false,
): string {
  const token = linked ? LINKED : TOKEN;
  const pages = new Map(citations.map((citation) => [citation.ref, addressOf(citation.url)]));
  let out = '';
  let before: 'list' | 'words' | null = null;
  for (const raw of text.split(/\r?\n/)) {
    const line = cleanText(raw.replace(/^#{1,6}\s+/, ''));
    if (line === '') continue;
    const bullet = BULLET.test(line);
    const number = NUMBER.exec(line)?.[1];
    const kind = bullet || number ? 'list' : 'words';
    const words = lineStarts(inline(line.replace(bullet ? BULLET : number ? NUMBER : '', ''), pages, addressOf, token));
    if (before !== null) out += kind === 'list' && before === 'list' ? '\n' : '\n\n';
    out += bullet ? `- ${words}` : number ? `${number}. ${words}` : words;
    before = kind;
  }
  return out;
}

function inline(line: string, pages: ReadonlyMap<string, string | null>, addressOf: AddressOf, token: RegExp): string {
  let out = '';
  let from = 0;
  for (const match of line.matchAll(token)) {
    const [whole, outside, bold, code, words, path, reference] = match;
    const away = outside === undefined ? null : outsideLink(outside);
    if ((reference !== undefined && !pages.has(reference)) || (outside !== undefined && !away)) continue;
    out += marks(line.slice(from, match.index));
    from = match.index + whole.length;
    if (away) out += link(away.words, away.url);
    else if (bold !== undefined) out += `**${inline(bold, pages, addressOf, token)}**`;
    else if (code !== undefined) out += plain(code);
    else if (path !== undefined) out += link(words!, addressOf(path));
    else out += link(reference!, pages.get(reference!) ?? null);
  }
  return out + marks(line.slice(from));
}
