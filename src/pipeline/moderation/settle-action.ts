import { lockCase } from '../../db/cases.ts';
import {
  lockAction,
  type StoredAction,
  saveModerationAction,
  storedActionsOfCase,
} from '../../db/moderation-actions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type ActionState, stillCounts } from '../../domain/moderation.ts';
import { audit } from '../audit.ts';
import { systemPrincipal } from '../members.ts';
import type { AuditKey, Work } from '../work.ts';
import { refOfAction } from './acted.ts';
import { caseChanged, caseUndecided } from './decide-case.ts';

const DAY_MS = 86_400_000;
/** What cannot be done is tried for a day; what has to be taken back there, for a month: nobody is to stay banned for an error. */
const PATIENCE_MS = { due: DAY_MS, lifting: 30 * DAY_MS };

/** What one attempt came to; what is absent stays as it was. */
export interface Outcome extends Partial<Pick<StoredAction, 'way' | 'outcome' | 'handle' | 'told'>> {
  kind: 'done' | 'task' | 'later' | 'refused';
  afterMs?: number;
}

/** Writes down what an attempt came to; what was pressed meanwhile is not overwritten, but gone on with. Answers when to try again. */
export async function settle(
  { now, auditKey }: { now: () => Date; auditKey: AuditKey },
  tx: OrgDb,
  claimed: StoredAction,
  outcome: Outcome,
): Promise<Date | null> {
  const at = now();
  const about = claimed.caseId ? await lockCase(tx, { id: claimed.caseId }) : null;
  const found = await lockAction(tx, claimed.id);
  // somebody else has taken it on after the lease
  if (!found || found.claimedUntil?.getTime() !== claimed.claimedUntil?.getTime()) return null;
  const principal = systemPrincipal(tx.orgId, await organisationTimeZone(tx), { platform: 'cli', audience: 'private' });
  const work: Work = { tx, principal, now: at, auditKey, via: 'moderation' };
  const was = claimed.state === 'due' ? 'due' : 'lifting';
  const since = was === 'due' ? found.createdAt : (found.liftedAt ?? found.expiresAt ?? found.updatedAt);
  const late = outcome.kind === 'later' && at.getTime() - since.getTime() > PATIENCE_MS[was];
  // what was done by hand is done, whoever can be told of it
  const tired = late && !(was === 'due' && found.handle.byHand === true);
  const lifted = found.liftedBy !== null;
  const pressed = was === 'due' && found.state !== 'due' ? found.state : null;
  const next = stateAfter(outcome, was, { tired, lifted, pressed });
  const retryAt =
    next === found.state && outcome.kind === 'later' ? new Date(at.getTime() + waitOf(outcome, found)) : null;
  const after: StoredAction = {
    ...found,
    state: next,
    way: outcome.way ?? found.way,
    handle: { ...found.handle, ...outcome.handle },
    told: outcome.told ?? found.told,
    outcome: (outcome.outcome ?? (outcome.kind === 'done' ? '' : found.outcome)).slice(0, 2000),
    claimedUntil: null,
    retryAt,
    updatedAt: at,
    ...(was === 'due' && outcome.kind === 'done' ? { doneAt: found.doneAt ?? at } : {}),
    ...(next === 'expired' ? { liftedAt: at } : {}),
  };
  await saveModerationAction(tx, after);
  if (next !== found.state || next === 'done')
    await audit(work, {
      action: AUDITED[next] ?? 'moderation.carry_out',
      subject: refOfAction(after),
      detail: {
        step: after.step,
        account: after.account,
        state: next,
        ...(after.way ? { way: after.way } : {}),
        ...(after.outcome ? { outcome: after.outcome } : {}),
      },
    });
  if (about) {
    const stands = (await storedActionsOfCase(tx, about.id)).some(
      (one) => stillCounts(one) && !(one.automatic && one.state === 'task'),
    );
    // nothing came of it; or the policy asked for what only a person can do, and nobody has decided yet
    const undecided = next === 'failed' || (next === 'task' && after.automatic && about.decidedById === null);
    if (undecided && !stands && about.state === 'acted') await caseUndecided(work, about.id);
    else await caseChanged(work, about);
  }
  return retryAt;
}

const AUDITED: Partial<Record<ActionState, string>> = {
  done: 'moderation.done',
  task: 'moderation.task',
  lift_task: 'moderation.task',
  failed: 'moderation.failed',
  lifted: 'moderation.lifted',
  expired: 'moderation.expired',
};

function stateAfter(
  { kind }: Outcome,
  was: 'due' | 'lifting',
  { tired, lifted, pressed }: { tired: boolean; lifted: boolean; pressed: ActionState | null },
): ActionState {
  if (was === 'lifting') {
    if (kind === 'task') return 'lift_task';
    if (kind === 'later') return tired ? 'failed' : 'lifting';
    return lifted ? 'lifted' : 'expired';
  }
  // whoever pressed Undo in the meantime wants it taken back: what was refused needs nothing more
  if (pressed !== null) return kind === 'refused' ? 'lifted' : pressed;
  if (kind === 'later') return tired ? 'failed' : 'due';
  return kind === 'refused' ? 'failed' : kind;
}

/** Ever longer, as the platform says at least. */
const waitOf = ({ afterMs = 0 }: Outcome, { attempts }: StoredAction): number =>
  Math.max(afterMs, Math.min(15 * 60_000, 1000 * 2 ** Math.min(attempts, 10)));
