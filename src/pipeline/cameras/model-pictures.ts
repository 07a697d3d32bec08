import { z } from 'zod';
import { organisationSettings, saveOrganisationSettings } from '../../db/organisations.ts';
import type { OrgDb } from '../../db/scope.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

/** What an admin agrees to before a language model may look at pictures. */
export const MODEL_PICTURES_WORDS =
  'When a camera’s event is over, up to 20 of its pictures, scaled down and without what the camera’s mask hides, are sent to the language model of the settings. Unless that model runs here, they leave this house, with everybody who is seen in them; what its provider does with them is up to its terms.';

const keptSchema = z.object({ at: z.string(), by: z.string() });

/** Since when a language model may look at pictures, and who said so; null: it may not, as at first. */
export async function seeModelPictures(tx: OrgDb): Promise<{ at: Date; by: string } | null> {
  const kept = keptSchema.safeParse((await organisationSettings(tx)).model_pictures);
  return kept.success ? { at: new Date(kept.data.at), by: kept.data.by } : null;
}

/** Lets a language model look at pictures, to which somebody has to agree in so many words; or no more. */
export async function setModelPictures(
  work: Work,
  { allowed, agreed = false }: { allowed: boolean; agreed?: boolean },
): Promise<{ at: Date; by: string } | null> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.write');
  const before = await seeModelPictures(tx);
  if (allowed === (before !== null)) return before;
  if (allowed && !agreed)
    throw new SafeNestError('invalid_input', 'Agree to what is sent first: pictures leave this house.');
  const { model_pictures: _, ...rest } = await organisationSettings(tx);
  const after = allowed ? { at: now, by: principal.name } : null;
  await saveOrganisationSettings(tx, {
    ...rest,
    ...(after ? { model_pictures: { at: after.at.toISOString(), by: after.by } } : {}),
  });
  await audit(work, {
    action: 'cameras.model_pictures',
    detail: { allowed, ...(allowed ? { agreed_to: MODEL_PICTURES_WORDS } : {}) },
  });
  return after;
}
