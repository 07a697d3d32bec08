import { untoldAppeals } from '../../db/appeals.ts';
import { lapsedClaims } from '../../db/case-claims.ts';
import { dueActions } from '../../db/moderation-actions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { type Db, withOrg, withSystem } from '../../db/scope.ts';
import { type OrgId, orgId } from '../../domain/id.ts';
import type { JobHandlers, Jobs, Schedule } from '../../jobs/queue.ts';
import { systemPrincipal } from '../members.ts';
import { type CarryingParts, carryOut } from './carry-out.ts';
import { lapseClaim } from './take-case.ts';
import { tellAppeal } from './tell-appeal.ts';

const DAY_MS = 86_400_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** What runs out is found by this, also after a restart. */
export const ACTION_SCHEDULES: readonly Schedule[] = [{ name: 'sweep_actions', payload: {}, everyMs: 15_000 }];

/** Has what was decided just now carried out; of what is committed within a tenth of a second one sweep finds all. */
export const sweepActions = (enqueue: Jobs['add'], now: Date): Promise<unknown> =>
  enqueue('sweep_actions', {}, { dedupeKey: `wake actions ${Math.floor(now.getTime() / 100)}` });

/** What carries out what moderators decided; it waits where `parts` is absent. */
export const actionJobs = (
  db: Db,
  enqueue: Jobs['add'],
  now: () => Date,
  parts: CarryingParts | undefined,
): Pick<JobHandlers, 'carry_out_action' | 'sweep_actions' | 'tell_appeal'> => ({
  async carry_out_action(payload, { signal }) {
    if (!parts) return;
    const again = await carryOut(parts, orgId(payload.orgId), payload.actionId, signal);
    // should this be lost, a sweep finds it once it is due
    if (again)
      await enqueue('carry_out_action', payload, {
        dedupeKey: `action ${payload.actionId} ${again.getTime()}`,
        delayMs: Math.max(0, again.getTime() - now().getTime()),
      });
  },

  async sweep_actions(_, { log }) {
    if (!parts) return;
    const due = await withSystem(db, (tx) => dueActions(tx, now()));
    for (const { orgId: id, id: actionId } of due)
      await enqueue('carry_out_action', { orgId: id, actionId }, { dedupeKey: `action ${actionId}` });
    const untold = await withSystem(db, (tx) => untoldAppeals(tx, new Date(now().getTime() - DAY_MS)));
    for (const { orgId: id, id: appealId, decidedAt } of untold) {
      const age = now().getTime() - decidedAt.getTime();
      await enqueue(
        'tell_appeal',
        { orgId: id, appealId },
        // whoever cannot be reached is tried ever less often
        { dedupeKey: `appeal ${appealId}`, ...(age > 10_000 ? { delayMs: Math.min(LONGEST_WAIT_MS, age / 2) } : {}) },
      );
    }
    const lapsed = await withSystem(db, (tx) => lapsedClaims(tx, now()));
    for (const { orgId: id, caseId } of lapsed) await lapse(parts, orgId(id), caseId);
    if (due.length > 0) log.debug({ actions: due.length }, 'what moderators decided is carried out');
  },

  async tell_appeal(payload) {
    if (parts) await tellAppeal(parts, orgId(payload.orgId), payload.appealId);
  },
});

/** In the service's own name: whoever had the case in hand pressed nothing for so long. */
async function lapse({ db, now, auditKey, wake }: CarryingParts, id: OrgId, caseId: string): Promise<void> {
  await withOrg(db, id, async (tx) => {
    const place = { platform: 'cli', audience: 'private' } as const;
    const principal = systemPrincipal(id, await organisationTimeZone(tx), place);
    await lapseClaim({ tx, principal, now: now(), auditKey, via: 'moderation' }, caseId);
  });
  wake(id);
}
