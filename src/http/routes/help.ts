import { z } from 'zod';
import { ROLES } from '../../domain/role.ts';
import { guidePath } from '../../pipeline/guide/read-guide.ts';
import { searchGuide } from '../../pipeline/guide/search-guide.ts';
import { defineRoute } from '../define-route.ts';

export const helpRoutes = [
  defineRoute({
    method: 'get',
    path: '/help',
    tag: 'help',
    summary: 'Search the user guide: the sections that answer a question, best first',
    description: 'The guide is in English. `roles` are those who may do what a section explains.',
    permission: null,
    query: z.strictObject({ query: z.string().min(1).max(4000).describe('A question in plain words') }),
    answer: z.object({
      items: z.array(
        z.object({
          title: z.string(),
          page: z.string(),
          url: z.string().describe('A path of the console'),
          passage: z.string().describe('The sentences that answer'),
          roles: z.array(z.enum(ROLES)),
        }),
      ),
    }),
    async handle(_context, { query }) {
      return {
        items: searchGuide(query.query).map(({ section, passage }) => ({
          title: section.title,
          page: section.pageTitle,
          url: guidePath(section.page, section.anchor),
          passage,
          roles: [...section.roles],
        })),
      };
    },
  }),
];
