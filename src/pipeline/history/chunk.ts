import type { HistoryPart } from '../../db/history-documents.ts';
import { termsOf } from '../../domain/text-terms.ts';

/** Letters in a part: one thought, short enough that what is asked for weighs in it; and how many parts a document has at most. */
const PART = 2_000;
const MOST_PARTS = 40;
/** Letters of a document that are read. */
export const MOST_TEXT = PART * MOST_PARTS;

/**
 * A document in parts, between its lines where they allow it. Each is found by the words of the title, too; the first line, which says what it
 * is, stands before every part.
 */
export function partsOf({ title, text }: { title: string; text: string }): HistoryPart[] {
  const lines = text.slice(0, MOST_TEXT).split('\n').flatMap(pieces);
  const [first = ''] = lines;
  const parts: string[][] = [[]];
  let length = 0;
  for (const line of lines) {
    if (length > 0 && length + line.length > PART) {
      parts.push([first.slice(0, 200)]);
      length = Math.min(first.length, 200);
    }
    parts.at(-1)!.push(line);
    length += line.length + 1;
  }
  return parts.slice(0, MOST_PARTS).map((its) => {
    const part = its.join('\n');
    return { text: part, terms: termsOf(`${title}\n${part}`) };
  });
}

/** A line that is longer than a part, in several. */
function pieces(line: string): string[] {
  if (line.length <= PART) return [line];
  const found: string[] = [];
  for (let rest = line; rest !== ''; ) {
    const cut = rest.length <= PART ? rest.length : Math.max(rest.lastIndexOf(' ', PART), PART / 2);
    found.push(rest.slice(0, cut));
    rest = rest.slice(cut).trimStart();
  }
  return found;
}
