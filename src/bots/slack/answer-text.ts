import type { Citation } from '../../messages/card.ts';
import { NO_LINK, OUTSIDE_LINK, outsideLink } from '../../messages/outside-links.ts';
import { escaped, link, packed } from './mrkdwn.ts';

const MARKED =
  /\*\*([^*\n]+)\*\*|`([^`\n]+)`|\[([^\]\n]{1,200})\]\((\/[^\s)]{0,300})\)|\[?\b((?:[A-Z]{2,8})-[0-9A-Z]{1,10})\b\]?/;
const TOKEN = new RegExp(`(${NO_LINK})|${MARKED.source}`, 'g');
const LINKED = new RegExp(`(${OUTSIDE_LINK})|${MARKED.source}`, 'g');

/** How a reference or a path of ours is opened from outside; null where it cannot be. */
export type AddressOf = (path: string) => string | null;

/** An answer's words as texts of Slack's mark-up, each at most `limit` long: bold, code, lists, and references as links. */
export function answerTexts(
  text: string,
  {
    citations = [],
    addressOf,
    limit,
    linked = false,
  }: {
    citations?: readonly Citation[];
    addressOf: AddressOf;
    limit: number;
    /** Addresses of the web in it are links. */
    linked?: boolean;
  },
): string[] {
  const pages = new Map(citations.map((citation) => [citation.ref, addressOf(citation.url)]));
  const token = linked ? LINKED : TOKEN;
  const rows = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .split('\n')
    .flatMap((row) => pieces(row, limit / 2))
    .map((row) => styled(row.replace(/^(\s*)[-*•]\s+/, '$1• ').replace(/^#{1,6}\s+/, ''), pages, addressOf, token));
  return packed(rows, limit);
}

/** A long row in several, each ending with a whole word where it can. */
function pieces(row: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = row;
  while (rest.length > limit) {
    const space = rest.lastIndexOf(' ', limit);
    let end = space > limit / 2 ? space : limit;
    if (/[\ud800-\udbff]/.test(rest.charAt(end - 1))) end--;
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return [...parts, rest];
}

function styled(row: string, pages: ReadonlyMap<string, string | null>, addressOf: AddressOf, token: RegExp): string {
  let out = '';
  let from = 0;
  const plain = (until: number): void => {
    const text = row.slice(from, until);
    // what stands between keeps its spaces
    out += `${/^\s*/.exec(text)![0]}${text.trim() === '' ? '' : escaped(text) + /\s*$/.exec(text)![0]}`;
  };
  for (const match of row.matchAll(token)) {
    const [whole, outside, bold, code, words, path, reference] = match;
    const away = outside === undefined ? null : outsideLink(outside);
    const page = reference === undefined ? undefined : pages.get(reference);
    if ((reference !== undefined && page === undefined) || (outside !== undefined && !away)) continue;
    plain(match.index);
    from = match.index + whole.length;
    if (away) out += link(away.url, away.words);
    else if (bold !== undefined) out += `*${styled(bold, pages, addressOf, token)}*`;
    else if (code !== undefined) out += `\`${escaped(code)}\``;
    else if (path !== undefined) out += link(addressOf(path), words!);
    else out += link(page!, reference!);
  }
  plain(row.length);
  return out;
}
