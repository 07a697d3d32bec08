import { findAppealById, saveAppeal } from '../../db/appeals.ts';
import { evidenceOf } from '../../db/case-evidence.ts';
import { findActionById } from '../../db/moderation-actions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { CarryingParts } from './carry-out.ts';
import { decidedMessage } from './tell-affected.ts';

/**
 * Tells whoever appealed how it was decided; once, as the message is known by its key. Answers false where it is to be tried again. Whom
 * the platform lets nobody write to cannot be told.
 */
export async function tellAppeal(parts: CarryingParts, orgId: OrgId, id: string): Promise<boolean> {
  const { db, now, platforms, readLanguage, log } = parts;
  const known = await withOrg(db, orgId, async (tx) => {
    const appeal = await findAppealById(tx, id);
    if (!appeal || appeal.state === 'open' || appeal.toldAt !== null) return null;
    const action = (await findActionById(tx, appeal.actionId))!;
    const evidence = action.caseId ? await evidenceOf(tx, action.caseId) : [];
    return {
      appeal,
      action,
      evidence: evidence.filter(({ author }) => author === action.account),
      timeZone: await organisationTimeZone(tx),
    };
  });
  if (!known) return true;
  const { appeal, action } = known;
  const { platform, workspace } = action.channel;
  const message = decidedMessage({ ...known, orgId, appealed: true }, appeal, readLanguage);
  const to = { platform, workspace, account: action.account };
  const told = await platforms.tell(to, message, `appeal ${appeal.id} decided`);
  if (told !== 'none' && told.kind === 'later') return false;
  if (told !== 'none' && told.kind === 'refused') log.info({ why: told.why }, 'an appeal’s outcome could not be told');
  await withOrg(db, orgId, async (tx) => {
    const current = await findAppealById(tx, id);
    if (current) await saveAppeal(tx, { ...current, toldAt: now() });
  });
  return true;
}
