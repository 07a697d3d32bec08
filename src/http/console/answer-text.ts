import { REFERENCE_IN_TEXT } from '../../domain/reference.ts';
import { pathOf } from '../../messages/links.ts';
import { NO_LINK, OUTSIDE_LINK, outsideLink } from '../../messages/outside-links.ts';
import { type Child, type Html, html, safeUrl } from './html.ts';

/**
 * An answer's text as markup: paragraphs, `-` and `1.` lists, `**bold**`, `` `code` `` and references. Everything else
 * is text. `[ALR-204]`, `INC-17` become links to their pages; `[words](target)` only when the target is a path of ours;
 * with `linked`, in an admin’s own words, addresses of the web are links, too.
 */
export function answerText(text: string, { linked = false }: { linked?: boolean } = {}): Html {
  const blocks = text
    .replaceAll('\r\n', '\n')
    .split(/\n{2,}/)
    .map((block) => block.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0);
  return html`${blocks.flatMap((lines) => sections(lines, linked ? LINKED : TOKEN))}`;
}

type Kind = 'bullets' | 'numbers' | 'words';
const MARKER: Record<Kind, RegExp> = { bullets: /^\s*[-*•]\s+/, numbers: /^\s*\d{1,3}[.)]\s+/, words: /^/ };
const kindOf = (line: string): Kind =>
  MARKER.bullets.test(line) ? 'bullets' : MARKER.numbers.test(line) ? 'numbers' : 'words';

/** A block may hold a sentence and then a list without an empty line between them; models write both. */
function sections(lines: string[], token: RegExp): Html[] {
  const runs: { kind: Kind; lines: string[] }[] = [];
  for (const line of lines) {
    const kind = kindOf(line);
    const last = runs.at(-1);
    if (last?.kind === kind) last.lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.map(({ kind, lines: run }) => {
    const items = run.map((line) => inline(line.replace(MARKER[kind], '').replace(/^#{1,6}\s+/, ''), token));
    if (kind === 'bullets') return html`<ul>${items.map((item) => html`<li>${item}</li>`)}</ul>`;
    if (kind === 'numbers') return html`<ol>${items.map((item) => html`<li>${item}</li>`)}</ol>`;
    return html`<p>${items.map((item, index) => (index === 0 ? item : [html`<br>`, item]))}</p>`;
  });
}

const MARKED = /\*\*([^*\n]+)\*\*|`([^`\n]+)`|\[([^\]\n]{1,200})\]\((\/[^\s)]{0,300})\)/;
const REST = `${MARKED.source}|\\[?\\b(${REFERENCE_IN_TEXT})\\b\\]?`;
const TOKEN = new RegExp(`(${NO_LINK})|${REST}`, 'g');
const LINKED = new RegExp(`(${OUTSIDE_LINK})|${REST}`, 'g');

function inline(line: string, token: RegExp): Child[] {
  const out: Child[] = [];
  let from = 0;
  for (const match of line.matchAll(token)) {
    const [whole, outside, bold, code, words, target, reference] = match;
    const away = outside === undefined ? null : outsideLink(outside);
    if (outside !== undefined && !away) continue;
    out.push(line.slice(from, match.index));
    from = match.index + whole.length;
    if (away)
      out.push(html`<a href="${away.url}" rel="noopener noreferrer nofollow" target="_blank">${away.words}</a>`);
    else if (bold !== undefined) out.push(html`<strong>${inline(bold, token)}</strong>`);
    else if (code !== undefined) out.push(html`<code>${code}</code>`);
    else if (target !== undefined) out.push(html`<a href="${safeUrl(target)}">${words}</a>`);
    else if (reference !== undefined) out.push(html`<a class="ref" href="${pathOf(reference)}">${reference}</a>`);
  }
  out.push(line.slice(from));
  return out;
}
