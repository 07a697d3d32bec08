import { z } from 'zod';
import { USUAL_RETENTION } from '../../domain/retention.ts';
import { recordOrganisationConsent, seeConsents } from '../../pipeline/recognition/consents.ts';
import { seeBiometrics } from '../../pipeline/recognition/erase-biometrics.ts';
import { defineRoute } from '../define-route.ts';
import { consentBody, consentSchema, consentShape } from './recognition-shapes.ts';
import { listOf } from './shapes.ts';

const tag = 'consent';

const organisationConsent = consentSchema.extend({
  erased_from: z.iso
    .datetime()
    .nullable()
    .describe(
      'Of a withdrawal that holds: what people are recognised by is erased in the night after this, unless the consent is recorded anew before; null where nothing is left of it',
    ),
});

export const consentRoutes = [
  defineRoute({
    method: 'get',
    path: '/consents',
    tag,
    summary: 'The organisation’s consent to recognise faces, newest first; what holds is the first',
    permission: 'people.read',
    answer: listOf(organisationConsent),
    async handle({ org, principal, services }) {
      const [consents, kept] = await org(async (tx) => [
        await seeConsents({ tx, principal }, null),
        await seeBiometrics({ tx, principal }, services.retention ?? USUAL_RETENTION),
      ]);
      const items = consents.map((one, place) => ({
        ...consentShape(one),
        erased_from: place === 0 ? (kept.erasedFrom?.toISOString() ?? null) : null,
      }));
      return { items, next: null };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/consents',
    tag,
    summary: 'Record that the organisation allows the recognition of faces, or no longer does',
    description:
      'Until it is given, no face is looked for. Once it is taken back nobody is recognised, and what people are recognised by is erased after `biometric_days` (see /retention), at once where these are 0; names and pictures stay.',
    permission: 'members.write',
    body: consentBody,
    status: 201,
    answer: organisationConsent,
    async handle({ work, services }, { body: { at, ...given } }) {
      const installation = services.retention ?? USUAL_RETENTION;
      return work(async (w) => {
        const when = at === undefined ? {} : { at: new Date(at) };
        const consent = await recordOrganisationConsent(w, { ...given, ...when }, installation);
        const { erasedFrom } = await seeBiometrics(w, installation);
        return { ...consentShape(consent), erased_from: erasedFrom?.toISOString() ?? null };
      });
    },
  }),
];
