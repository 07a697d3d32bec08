import { z } from 'zod';
import { defineRoute } from '../define-route.ts';

export const healthRoutes = [
  defineRoute({
    method: 'get',
    path: '/health',
    tag: 'health',
    summary: 'Whether each part works, and how to mend what does not',
    permission: 'health.read',
    answer: z.object({
      ok: z.boolean(),
      checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string(), mend: z.string().optional() })),
    }),
    handle: ({ services, principal }) => services.health(principal),
  }),
];
