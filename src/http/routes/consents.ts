import { recordOrganisationConsent, seeConsents } from '../../pipeline/recognition/consents.ts';
import { defineRoute } from '../define-route.ts';
import { consentBody, consentSchema, consentShape } from './recognition-shapes.ts';
import { listOf } from './shapes.ts';

const tag = 'consent';

export const consentRoutes = [
  defineRoute({
    method: 'get',
    path: '/consents',
    tag,
    summary: 'The organisation’s consent to recognise faces, newest first; what holds is the first',
    permission: 'people.read',
    answer: listOf(consentSchema),
    async handle({ org, principal }) {
      const consents = await org((tx) => seeConsents({ tx, principal }, null));
      return { items: consents.map(consentShape), next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/consents',
    tag,
    summary: 'Record that the organisation allows the recognition of faces, or no longer does',
    description: 'Until it is given, no face is looked for.',
    permission: 'members.write',
    body: consentBody,
    status: 201,
    answer: consentSchema,
    async handle({ work }, { body: { at, ...given } }) {
      const consent = await work((w) =>
        recordOrganisationConsent(w, { ...given, ...(at === undefined ? {} : { at: new Date(at) }) }),
      );
      return consentShape(consent);
    },
  }),
];
