import { z } from 'zod';
import { audit } from '../../pipeline/audit.ts';
import { defineRoute } from '../define-route.ts';

const figure = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

export const importRoutes = [
  defineRoute({
    method: 'post',
    path: '/imports',
    tag: 'login events',
    summary: 'Note in the audit log that a file was imported',
    description: 'The events themselves come through /login-events; this is the line that says who brought them.',
    permission: 'logs.write',
    body: z.strictObject({
      file_name: z.string().min(1).max(255),
      format: z.string().min(1).max(40),
      lines: figure,
      stored: figure,
      duplicates: figure,
      unreadable: figure,
      alerts: figure,
    }),
    status: 204,
    async handle({ work }, { body: { file_name, ...detail } }) {
      await work((w) => audit(w, { action: 'logs.import', subject: file_name, detail }));
    },
  }),
];
