import { z } from 'zod';
import { EXPORT_FORMATS, noteExport } from '../../pipeline/moderation/export-records.ts';
import { defineRoute, SENT } from '../define-route.ts';
import { sendExport } from '../send-export.ts';
import { moment } from './shapes.ts';

const value = z.union([z.string(), z.number(), z.boolean()]);

export const moderationExportRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/export',
    tag: 'moderation',
    summary: 'What was screened, decided, done, taken back and appealed against in a period',
    description:
      'One record a line: `screened` (messages of a channel on a day, as far as they are still stored), `case`, `step` and `appeal`, each with its own columns and the others empty. It is sent as it is read. With `people=pseudonyms` everybody stands under a mark that means something within this export alone, and free text is left out.',
    permission: 'audit.read',
    query: z.strictObject({
      from: moment,
      to: moment,
      format: z.enum(EXPORT_FORMATS).default('json'),
      people: z.enum(['names', 'pseudonyms']).default('pseudonyms'),
    }),
    answer: z.object({
      from: z.string(),
      to: z.string(),
      people: z.enum(['names', 'pseudonyms']),
      records: z.array(z.looseObject({ record: z.enum(['screened', 'case', 'step', 'appeal']) }).catchall(value)),
    }),
    alsoAnswers: ['text/csv'],
    async handle({ work, org, response }, { query: { from, to, format, people } }) {
      const wish = { from, to, pseudonyms: people === 'pseudonyms' };
      await work((w) => noteExport(w, format, wish));
      const period = [from, to].map((at) => at.toISOString().slice(0, 10)).join('-to-');
      await sendExport(response, org, format, wish, period);
      return SENT;
    },
  }),
];
