/** The part of Markdown that the guide is written in. What is not in it stays text; HTML is never let through. */
export type Block =
  | { kind: 'heading'; level: number; text: string; id: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'code'; text: string }
  | { kind: 'note'; name: string; value: string };

export type Inline =
  | { kind: 'text' | 'bold' | 'italic' | 'code'; text: string }
  | { kind: 'link'; text: string; target: string };

const ITEM = /^(?:[-*]|(\d{1,3})\.)\s+/;
const NOTE = /^<!--\s*([a-z-]+):\s*(.*?)\s*-->$/;

/** Reads a document as blocks; notes (`<!-- name: value -->`) are for programs and shown to nobody. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  const lines = text.replaceAll(/\r\n?/g, '\n').split('\n');
  const ids = new Map<string, number>();
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const note = NOTE.exec(line.trim());
    const heading = /^(#{1,4})\s+(.+?)\s*#*$/.exec(line);
    if (line.trim() === '') at++;
    else if (note) {
      blocks.push({ kind: 'note', name: note[1]!, value: note[2]! });
      at++;
    } else if (heading) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]!, id: idOf(heading[2]!, ids) });
      at++;
    } else if (line.startsWith('```')) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith('```'));
      const until = end < 0 ? lines.length : end;
      blocks.push({ kind: 'code', text: lines.slice(at + 1, until).join('\n') });
      at = until + 1;
    } else if (isTable(lines, at)) {
      const from = at;
      while (at < lines.length && lines[at]!.startsWith('|')) at++;
      const [head = [], ...rows] = lines.slice(from, at).map(cellsOf);
      blocks.push({ kind: 'table', head, rows: rows.slice(1) });
    } else if (ITEM.test(line)) {
      const items: string[] = [];
      const ordered = /^\d/.test(line);
      for (; at < lines.length && lines[at]!.trim() !== ''; at++) {
        if (ITEM.test(lines[at]!)) items.push(lines[at]!.replace(ITEM, '').trim());
        else items.push(`${items.pop() ?? ''} ${lines[at]!.trim()}`);
      }
      blocks.push({ kind: 'list', ordered, items });
    } else {
      const from = at;
      at++;
      while (at < lines.length && lines[at]!.trim() !== '' && !beginsBlock(lines, at)) at++;
      blocks.push({
        kind: 'paragraph',
        text: lines
          .slice(from, at)
          .map((one) => one.trim())
          .join(' '),
      });
    }
  }
  return blocks;
}

const isTable = (lines: readonly string[], at: number): boolean =>
  lines[at]!.startsWith('|') && /^\|[\s:|-]+\|\s*$/.test(lines[at + 1] ?? '');

const beginsBlock = (lines: readonly string[], at: number): boolean =>
  /^(?:#{1,4}\s|```)/.test(lines[at]!) || ITEM.test(lines[at]!) || NOTE.test(lines[at]!.trim()) || isTable(lines, at);

const cellsOf = (line: string): string[] =>
  line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split('|')
    .map((cell) => cell.trim());

/** The anchor of a heading, made as forges make it, so that links work there and here; a second one gets `-1`. */
function idOf(heading: string, taken: Map<string, number>): string {
  const base = heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
  const count = taken.get(base) ?? 0;
  taken.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}

const INLINE =
  /`([^`]+)`|\*\*([^*]+)\*\*|(?<![\p{L}\p{N}*])\*([^*\s][^*]*)\*(?![\p{L}\p{N}*])|\[([^\]]+)\]\(([^)\s]+)\)/gu;

/** Reads the text of a block as its parts. */
export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    from = match.index + match[0].length;
    const [, code, bold, italic, label, target] = match;
    if (code !== undefined) parts.push({ kind: 'code', text: code });
    else if (bold !== undefined) parts.push({ kind: 'bold', text: bold });
    else if (italic !== undefined) parts.push({ kind: 'italic', text: italic });
    else parts.push({ kind: 'link', text: label!, target: target! });
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}

/** The text without its marks, but with the quotes of code, which a chat shows as well. */
export const plainWords = (text: string): string =>
  parseInline(text)
    .map((part) => {
      if (part.kind === 'code') return `\`${part.text}\``;
      // What stands on a button would run into the sentence otherwise.
      return part.kind === 'italic' ? `“${part.text}”` : part.text;
    })
    .join('');
