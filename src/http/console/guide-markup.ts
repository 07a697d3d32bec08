import { type Block, type Inline, parseInline } from '../../pipeline/guide/markdown.ts';
import { type Child, type Html, html, safeUrl } from './html.ts';

/** Blocks of the guide as markup. Everything is escaped: what is not the guide's Markdown is shown as it stands. */
export const guideMarkup = (blocks: readonly Block[]): Html => html`${blocks.map(blockMarkup)}`;

function blockMarkup(block: Block): Html | null {
  switch (block.kind) {
    case 'paragraph':
      return html`<p>${inlineMarkup(block.text)}</p>`;
    case 'list': {
      const items = block.items.map((item) => html`<li>${inlineMarkup(item)}</li>`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case 'table':
      return html`<div class="scroll" tabindex="0" role="region" aria-label="Table"><table><thead><tr>${block.head.map((cell) => html`<th scope="col">${inlineMarkup(cell)}</th>`)}</tr></thead><tbody>${block.rows.map(([first = '', ...rest]) => html`<tr><th scope="row">${inlineMarkup(first)}</th>${rest.map((cell) => html`<td>${inlineMarkup(cell)}</td>`)}</tr>`)}</tbody></table></div>`;
    case 'code':
      return html`<pre tabindex="0"><code>${block.text}</code></pre>`;
    case 'heading':
      return html`<h3 id="${block.id}">${inlineMarkup(block.text)}</h3>`;
    case 'note':
      return null;
  }
}

/** The text of a block with its marks as elements. */
export const inlineMarkup = (text: string): Child[] => parseInline(text).map(partMarkup);

function partMarkup(part: Inline): Child {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'bold':
      return html`<strong>${part.text}</strong>`;
    case 'italic':
      return html`<em>${part.text}</em>`;
    case 'code':
      return html`<code>${part.text}</code>`;
    case 'link':
      return html`<a href="${targetOf(part.target)}">${part.text}</a>`;
  }
}

/** Where a link of the guide leads in the console: `people.md#roles` is `/help/people#roles`. */
export function targetOf(target: string): string {
  const page = /^(?:\.\.?\/)*(?:[\w-]+\/)*([\w-]+)\.md(#[\w-]*)?$/.exec(target);
  if (page) return `/help/${page[1]}${page[2] ?? ''}`;
  return /^#[\p{L}\p{N}_-]+$/u.test(target) ? target : safeUrl(target);
}
