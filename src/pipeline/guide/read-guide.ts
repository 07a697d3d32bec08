import { readFileSync } from 'node:fs';
import { PERMISSIONS, ROLES, type Role, rolesWith } from '../../domain/role.ts';
import { type Block, parseMarkdown, plainWords } from './markdown.ts';

/** One question of the guide and its answer. */
export interface GuideSection {
  /** `incidents#can-i-undo-a-change` */
  id: string;
  page: string;
  pageTitle: string;
  /** Of the heading, within its page. */
  anchor: string;
  title: string;
  blocks: Block[];
  /** Other words for what it is about; for the search only. */
  also: string;
  /** Who does what it explains. */
  roles: readonly Role[];
}

export interface GuidePage {
  /** As in its address: `incidents`. */
  name: string;
  title: string;
  /** What stands before the first section. */
  lead: Block[];
  sections: GuideSection[];
}

/** Where a page is in the console, or one of its sections. */
export const guidePath = (page: string, anchor?: string): string => `/help/${page}${anchor ? `#${anchor}` : ''}`;

const FOLDER = new URL('../../../docs/guide/', import.meta.url);
let read: GuidePage[] | undefined;

/** The pages of docs/guide in the order of its table of contents. Read once: the files come with the product. */
export function readGuide(): readonly GuidePage[] {
  read ??= contents(readFileSync(new URL('README.md', FOLDER), 'utf8')).map((path) => {
    const name = path.replace(/^.*\//, '').replace(/\.md$/, '');
    return pageOf(name, readFileSync(new URL(path, FOLDER), 'utf8'));
  });
  return read;
}

/** The files a table of contents lists, in its order. */
const contents = (text: string): string[] =>
  [...text.matchAll(/^\* \[[^\]]+\]\(([\w./-]+\.md)\)/gm)].map((match) => match[1]!);

/** A document as a page: its title, what comes first, and a section for every heading of the second level. */
export function pageOf(name: string, text: string): GuidePage {
  const page: GuidePage = { name, title: name, lead: [], sections: [] };
  for (const block of parseMarkdown(text)) {
    const section = page.sections.at(-1);
    if (block.kind === 'heading' && block.level === 1) page.title = plainWords(block.text);
    else if (block.kind === 'heading' && block.level === 2) {
      const title = plainWords(block.text);
      const id = `${name}#${block.id}`;
      page.sections.push({
        id,
        page: name,
        pageTitle: '',
        anchor: block.id,
        title,
        blocks: [],
        also: '',
        roles: ROLES,
      });
    } else if (block.kind === 'note') {
      if (section && block.name === 'also') section.also = block.value;
      if (section && block.name === 'for') section.roles = rolesOf(block.value);
    } else (section?.blocks ?? page.lead).push(block);
  }
  for (const section of page.sections) section.pageTitle = page.title;
  return page;
}

/** `<!-- for: … -->` names a permission, or a role for what is done outside SafeNest. */
function rolesOf(value: string): readonly Role[] {
  const permission = PERMISSIONS.find((one) => one === value);
  return permission ? rolesWith(permission) : ROLES.filter((role) => role === value);
}

const LONGEST_EXAMPLE = 120;

/** What a section says, sentence by sentence, without marks; an item of a list and a row of a table are one each. */
export function sentencesOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'paragraph':
        return splitSentences(plainWords(block.text));
      case 'list':
        return block.items.map((item) => closed(plainWords(item)));
      case 'table':
        return block.rows.map(([first, ...rest]) =>
          closed(`${plainWords(first ?? '')}: ${plainWords(rest.join(', '))}`),
        );
      case 'code':
        return block.text.length > LONGEST_EXAMPLE ? [] : [`\`${block.text}\``];
      default:
        return [];
    }
  });
}

const closed = (item: string): string => (/[.!?:”"]$/.test(item) ? item : `${item}.`);

/** A full stop inside quotes or code, as in “open 10.0.0.1.”, ends no sentence unless a capital follows it. */
const splitSentences = (text: string): string[] => text.split(/(?<=[.!?][”"]?)\s+(?=[\p{Lu}“"`])/u);
