import { z } from 'zod';
import { oneLine } from '../domain/text.ts';
import { guidePath } from '../pipeline/guide/read-guide.ts';
import { searchGuide } from '../pipeline/guide/search-guide.ts';
import { defineTool } from './define-tool.ts';

/** A section of the guide as the tools and the API tell it. */
export interface HelpSection {
  title: string;
  page: string;
  /** A path of the console. */
  url: string;
  /** The sentences that answer, in the guide's own words. */
  passage: string;
  /** The passage is in English, and whoever asked wrote in another language. */
  in_english?: true;
}

export interface HelpAnswer {
  /** What was asked, shortened. */
  question: string;
  sections: HelpSection[];
  /** What is described there is done by other roles. */
  not_for_your_role: { title: string; url: string; ask: string[] }[];
  /** False where the best section speaks of only a part of what was asked. */
  sure: boolean;
}

/** What a section must cover of a question to be given without reserve. */
export const SURE = 0.55;

export const searchHelpTool = defineTool({
  name: 'search_help',
  description:
    'Search the user guide of SafeNest: how something is done in it, where something is, what a word or an attack means, who may do what, what to do when something does not work. Use it for every how-to or what-is question; `help` is for "what can you do?". Answer from the passages, in your own words, and link the section.',
  input: z.object({
    query: z.string().max(4000).describe('What they want to know, in their own words'),
    offer: z
      .boolean()
      .optional()
      .describe('The message was not understood otherwise: the section is offered rather than given'),
  }),
  access: 'read',
  permission: null,
  shows: [],
  async run({ principal, language }, { query }) {
    const hits = searchGuide(query, { language });
    const [first] = hits;
    const isTheirs = ({ section }: (typeof hits)[number]): boolean => section.roles.includes(principal.role);
    // What was asked for is another role's: say whose, rather than something else that is allowed.
    const theirs = first && isTheirs(first) ? hits.filter(isTheirs) : [];
    const others = first && !isTheirs(first) ? [first] : [];
    const data = {
      question: oneLine(query, 80),
      sections: theirs.map(({ section, title, passage, inTheirs }) => ({
        title,
        page: section.pageTitle,
        url: guidePath(section.page, section.anchor),
        passage,
        ...(inTheirs ? {} : { in_english: true as const }),
      })),
      not_for_your_role: others.map(({ section, title }) => ({
        title,
        url: guidePath(section.page, section.anchor),
        ask: [...section.roles],
      })),
      sure: first !== undefined && first.covers >= SURE,
    } satisfies HelpAnswer;
    return { data, citations: [] };
  },
});
