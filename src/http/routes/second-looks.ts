import { z } from 'zod';
import type { Agreement } from '../../db/second-looks.ts';
import { MODERATION_STEPS } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import {
  drawSample,
  lookAgain,
  MOST_DRAWN,
  nextBlindCase,
  seeAgreements,
} from '../../pipeline/moderation/second-looks.ts';
import { defineRoute } from '../define-route.ts';
import { caseEvidenceSchema, caseEvidenceShape, contextSchema, contextShape } from './moderation-shapes.ts';
import { moment, numberIn, refParams } from './shapes.ts';

const tag = 'moderation';
const agreement = z.object({
  of: z.string().describe('A moderator’s name, or a rule'),
  looked: z.int(),
  agreed: z.int().describe('Both acted, or both dismissed'),
  same: z.int().describe('And by the same step'),
});
const shape = ({ of, looked, agreed, same }: Agreement): z.input<typeof agreement> => ({ of, looked, agreed, same });

export const secondLookRoutes = [
  defineRoute({
    method: 'get',
    path: '/moderation/second-looks',
    tag,
    summary: 'How often a second moderator would have decided the same, by moderator and by rule',
    permission: 'audit.read',
    answer: z.object({ members: z.array(agreement), rules: z.array(agreement), waiting: z.int() }),
    handle: ({ org, principal }) =>
      org(async (tx) => {
        const { members, triggers, waiting } = await seeAgreements({ tx, principal });
        return { members: members.map(shape), rules: triggers.map(shape), waiting };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/second-looks',
    tag,
    summary: 'Draw decided cases at random for a second look',
    description:
      'So many of each moderator who decided some in the period, none that was drawn before; what was handled elsewhere, or decided by the policy or a program, is left out.',
    permission: 'audit.read',
    body: z.strictObject({ from: moment, to: moment, each: z.int().min(1).max(MOST_DRAWN).default(5) }),
    answer: z.object({ cases: z.int(), members: z.int() }),
    handle: ({ work }, { body }) => work((w) => drawSample(w, body)),
  }),
  defineRoute({
    method: 'get',
    path: '/moderation/second-looks/next',
    tag,
    summary: 'The next case to look at once more, without what was decided',
    description: 'For a signed-in moderator, none that they decided themselves; null where none waits.',
    permission: 'moderation.write',
    answer: z.object({
      case: z
        .object({
          ref: z.string(),
          kind: z.string(),
          triggers: z.array(z.string()),
          evidence: z.array(caseEvidenceSchema),
          context: z.array(contextSchema),
        })
        .nullable(),
    }),
    handle: ({ org, principal }) =>
      org(async (tx) => {
        const next = await nextBlindCase({ tx, principal });
        if (!next) return { case: null };
        const { number, kind, triggers } = next.case;
        return {
          case: {
            ref: formatReference({ kind: 'case', number }),
            kind,
            triggers,
            evidence: next.evidence.map(caseEvidenceShape),
            context: next.context.map(contextShape),
          },
        };
      }),
  }),
  defineRoute({
    method: 'post',
    path: '/moderation/second-looks/:ref',
    tag,
    summary: 'Say what one would have done about a case that was drawn',
    permission: 'moderation.write',
    params: refParams('case'),
    body: z.strictObject({ step: z.enum(['dismiss', ...MODERATION_STEPS]), note: z.string().max(2000).default('') }),
    answer: z.object({
      agrees: z.boolean(),
      first: z.object({ by: z.string(), step: z.enum(['dismiss', ...MODERATION_STEPS]).nullable() }),
    }),
    handle: ({ work }, { params: { ref }, body }) =>
      work(async (w) => {
        const look = await lookAgain(w, numberIn('case', ref), body);
        return {
          agrees: look.answer === look.was,
          first: { by: look.aboutName, step: look.was === 'dismiss' ? ('dismiss' as const) : look.wasStep },
        };
      }),
  }),
];
