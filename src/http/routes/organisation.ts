import { z } from 'zod';
import { findOrganisation } from '../../db/organisations.ts';
import { ROLES } from '../../domain/role.ts';
import { defineRoute } from '../define-route.ts';
import { unknownRef } from './shapes.ts';

export const organisationRoutes = [
  defineRoute({
    method: 'get',
    path: '/organisation',
    tag: 'organisation',
    summary: 'The organisation, and who you are in it',
    permission: null,
    answer: z.object({
      id: z.uuid(),
      name: z.string(),
      time_zone: z.string(),
      sample: z.boolean(),
      you: z.object({ kind: z.enum(['member', 'key', 'system']), name: z.string(), role: z.enum(ROLES) }),
    }),
    async handle({ org, principal }) {
      const organisation = await org(findOrganisation);
      if (!organisation) throw unknownRef();
      return {
        id: organisation.id,
        name: organisation.name,
        time_zone: organisation.timeZone,
        sample: organisation.sample,
        you: { kind: principal.actor.kind, name: principal.name, role: principal.role },
      };
    },
  }),
];
