import { appealAgainst } from '../../db/appeals.ts';
import { evidenceOf } from '../../db/case-evidence.ts';
import { findCaseById } from '../../db/cases.ts';
import { chatAccountOf } from '../../db/members.ts';
import {
  claimAction,
  listActions,
  lockAction,
  type StoredAction,
  saveModerationAction,
  saveTold,
} from '../../db/moderation-actions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { CaseEvidence, ModerationCase } from '../../domain/moderation.ts';
import type { Log } from '../../log.ts';
import type { ModerationDone, ModerationOrder } from '../../messages/moderation-order.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import { isPaused } from '../autonomy.ts';
import type { AuditKey } from '../work.ts';
import { refOfAction } from './acted.ts';
import { type Outcome, settle } from './settle-action.ts';
import { affectedMessage, liftedMessage, type ReadLanguage } from './tell-affected.ts';

/** How far a platform came: done, to be tried again, or refused with the reason in words. */
export type Carried<T> =
  | { kind: 'done'; done: T }
  | { kind: 'later'; afterMs: number; why: string }
  | { kind: 'refused'; why: string };

/** What carrying out needs of the platforms; nothing here throws. `none` where a platform is not one of ours, or does no such thing. */
export interface ModerationPlatforms {
  moderate(order: ModerationOrder): Promise<Carried<ModerationDone> | 'none'>;
  /** Writes to somebody alone. `key` names the message, which stands once however often it is told. */
  tell(
    to: { platform: string; workspace: string; account: string },
    message: OutboundMessage,
    key: string,
  ): Promise<Carried<Posted> | 'none'>;
  retell(posted: Posted, message: OutboundMessage): Promise<Carried<void> | 'none'>;
}

export interface CarryingParts {
  db: Db;
  now: () => Date;
  auditKey: AuditKey;
  platforms: ModerationPlatforms;
  /** In which language somebody is told, by what they wrote. */
  readLanguage: ReadLanguage;
  /** Told after each commit that something is to be told. */
  wake: (orgId: OrgId) => void;
  log: Log;
}

/** So long one worker has an action to itself. */
const LEASE_MS = 60_000;
const LIFT_AGAIN_MS = 3_600_000;

/**
 * Carries out an action that is due, or takes back there what was lifted or has run out, until nothing is left to do now. Each step
 * may be done twice and holds once: what the platform did before a crash is found again. Answers when it is to be tried again.
 */
export async function carryOut(
  parts: CarryingParts,
  orgId: OrgId,
  id: string,
  signal: AbortSignal,
): Promise<Date | null> {
  const { db, now } = parts;
  for (;;) {
    signal.throwIfAborted();
    const at = now();
    const until = new Date(at.getTime() + LEASE_MS);
    const claimed = await withOrg(db, orgId, async (tx) => {
      const action = await claimAction(tx, id, { now: at, until, paused: await isPaused(tx, at) });
      return action && { action, ...(await around(tx, action)) };
    });
    if (!claimed) return null;
    const outcome =
      claimed.action.state === 'due' ? await doIt(parts, orgId, claimed) : await takeBack(parts, orgId, claimed);
    const retryAt = await withOrg(db, orgId, (tx) => settle(parts, tx, claimed.action, outcome));
    parts.wake(orgId);
    if (retryAt) return retryAt;
  }
}

interface Around {
  about: ModerationCase | null;
  evidence: readonly CaseEvidence[];
  timeZone: string;
  /** Of whoever asked, on that platform. */
  by: string | null;
  /** Something else that holds and keeps them out of the same place, where a platform knows only in or out. */
  keptOutBy: StoredAction | null;
  /** It is taken back because of an appeal. */
  overturned: boolean;
}
type Claimed = Around & { action: StoredAction };

async function around(tx: OrgDb, action: StoredAction): Promise<Around> {
  const about = action.caseId ? await findCaseById(tx, action.caseId) : null;
  const { platform, workspace } = action.channel;
  return {
    about,
    evidence: about ? (await evidenceOf(tx, about.id)).filter(({ author }) => author === action.account) : [],
    timeZone: await organisationTimeZone(tx),
    keptOutBy: action.state === 'lifting' && action.way === 'approximate' ? await keepsOut(tx, action) : null,
    overturned: (await appealAgainst(tx, action.id))?.state === 'overturned',
    by: action.requestedById ? await chatAccountOf(tx, { platform, workspace }, action.requestedById) : null,
  };
}

const KEEPS_OUT = ['timeout', 'mute', 'ban'] as const;

/** Of a mute and a ban the one that ends first must not let them in again. */
async function keepsOut(tx: OrgDb, action: StoredAction): Promise<StoredAction | null> {
  const { platform, workspace } = action.channel;
  const accounts = [{ platform, workspace, account: action.account }];
  const others = await listActions(tx, { accounts, states: ['done'], steps: KEEPS_OUT, limit: 20 });
  return (
    others.find(
      ({ id, way, channel, handle }) =>
        id !== action.id &&
        way === 'approximate' &&
        (channel.id === action.channel.id || (handle.team !== undefined && handle.team === action.handle.team)),
    ) ?? null
  );
}

const BY_HAND = 'SafeNest cannot do this there: somebody does it by hand, and says so here.';
const LIFT_BY_HAND = 'SafeNest cannot take this back there: somebody does it by hand, and says so here.';
const OVER_BY_HAND =
  'It was done by hand and is over now: should it still hold there, somebody ends it, and says so here.';
/** Whom it was done to by hand, and who cannot be told just now, is tried so often. */
const TELLING_TRIES = 5;

async function doIt(parts: CarryingParts, orgId: OrgId, claimed: Claimed): Promise<Outcome> {
  const { action } = claimed;
  const { step, expiresAt, handle: before } = action;
  if (before.byHand === true) return tellByHand(parts, orgId, claimed);
  if (expiresAt && expiresAt <= parts.now()) return { kind: 'refused', outcome: 'It would be over by now.' };
  if (step === 'note') return { kind: 'done', way: 'native' };
  if (step === 'warning') return warn(parts, orgId, claimed);
  // whoever is banned can be written to no more
  const toldBefore = step === 'ban' ? await tell(parts, orgId, claimed) : null;
  if (toldBefore?.kind === 'later' && action.attempts <= 3) return { ...toldBefore };
  const carried = await parts.platforms.moderate(orderOf(orgId, claimed, step));
  const known = toldBefore?.told ? { told: toldBefore.told } : {};
  if (carried === 'none') return { ...known, kind: 'task', way: 'human_task', outcome: BY_HAND };
  if (carried.kind === 'later') return { ...known, kind: 'later', outcome: carried.why, afterMs: carried.afterMs };
  if (carried.kind === 'refused') {
    if (known.told) {
      const failed = { ...claimed, orgId, appealed: false, action: { ...action, state: 'failed' as const } };
      await parts.platforms.retell(known.told, affectedMessage(failed, parts.readLanguage));
    }
    return { ...known, kind: 'refused', outcome: carried.why };
  }
  const { way, outcome, handle } = carried.done;
  if (way === 'human_task') return { ...known, kind: 'task', way, outcome: outcome || BY_HAND, handle };
  const told = toldBefore ?? (await tell(parts, orgId, claimed));
  return {
    kind: 'done',
    way,
    handle,
    outcome: [outcome, told.outcome].filter(Boolean).join(' '),
    ...(told.told ? { told: told.told } : {}),
  };
}

/** What somebody did by hand is done: whom it was done to is told the reason, and how to appeal. */
async function tellByHand(parts: CarryingParts, orgId: OrgId, claimed: Claimed): Promise<Outcome> {
  const { action } = claimed;
  const told = await tell(parts, orgId, claimed);
  if (told.kind === 'later' && action.attempts <= TELLING_TRIES) return { ...told, outcome: action.outcome };
  return {
    kind: 'done',
    outcome: [action.outcome, told.outcome].filter(Boolean).join(' '),
    ...(told.told ? { told: told.told } : {}),
  };
}

async function warn(parts: CarryingParts, orgId: OrgId, claimed: Claimed): Promise<Outcome> {
  const told = await tell(parts, orgId, claimed);
  if (told.kind === 'later') return told;
  if (told.kind === 'done') return { ...told, way: 'native' };
  return { kind: 'task', way: 'human_task', outcome: told.outcome ?? BY_HAND };
}

/** Tells the person affected, once. That they cannot be told is said, and keeps nothing else from being done. */
async function tell(parts: CarryingParts, orgId: OrgId, claimed: Claimed): Promise<Outcome> {
  const { action } = claimed;
  if (action.told) return { kind: 'done', told: action.told };
  const { platform, workspace } = action.channel;
  const message = affectedMessage({ ...claimed, orgId, appealed: false }, parts.readLanguage);
  const to = { platform, workspace, account: action.account };
  const carried = await parts.platforms.tell(to, message, `action ${action.id} told`);
  if (carried === 'none') return { kind: 'refused', outcome: 'They cannot be written to from here: tell them.' };
  if (carried.kind === 'later')
    return { kind: 'later', outcome: `They could not be told yet. ${carried.why}`, afterMs: carried.afterMs };
  if (carried.kind === 'refused') return { kind: 'refused', outcome: `They could not be told. ${carried.why}` };
  // should this process die now, whoever goes on knows where it stands
  await withOrg(parts.db, orgId, (tx) => saveTold(tx, action.id, carried.done));
  return { kind: 'done', told: carried.done };
}

async function takeBack(parts: CarryingParts, orgId: OrgId, claimed: Claimed): Promise<Outcome> {
  const { action } = claimed;
  const { step, way, handle } = action;
  const there = step === 'timeout' || step === 'mute' || step === 'ban';
  // what is only hidden there is shown again; an attempt that came to no end may have hidden some
  const hides = step === 'delete' && (handle.hidden === true || way === null);
  let outcome = action.outcome;
  if ((there || hides) && handle.liftedByHand !== true) {
    // whoever did it takes it back; what nobody has done yet needs nothing more
    if (there && handle.byHand === true)
      return { kind: 'task', outcome: action.liftedBy === null ? OVER_BY_HAND : LIFT_BY_HAND };
    if (claimed.keptOutBy) {
      await handOver(parts, orgId, action, claimed.keptOutBy);
      outcome = `They stay out: ${refOfAction(claimed.keptOutBy)} still holds.`;
    } else if (hides || way !== 'human_task') {
      const carried = await parts.platforms.moderate(orderOf(orgId, claimed, `lift_${step}`));
      if (carried !== 'none' && carried.kind === 'later')
        return { kind: 'later', outcome: carried.why, afterMs: carried.afterMs };
      if (carried !== 'none' && carried.kind === 'refused')
        return { kind: 'later', outcome: `It could not be taken back yet. ${carried.why}`, afterMs: LIFT_AGAIN_MS };
      if (carried === 'none') return { kind: 'task', outcome: LIFT_BY_HAND };
      if (carried.done.way === 'human_task') return { kind: 'task', outcome: carried.done.outcome || LIFT_BY_HAND };
      outcome = carried.done.outcome;
    }
  }
  await tellLifted(parts, orgId, claimed);
  return { kind: 'done', outcome };
}

/** Whatever ends last lets them in again, and so has to know what was done. */
const handOver = ({ db }: CarryingParts, orgId: OrgId, { handle }: StoredAction, to: StoredAction): Promise<void> =>
  withOrg(db, orgId, async (tx) => {
    const found = await lockAction(tx, to.id);
    if (found) await saveModerationAction(tx, { ...found, handle: { ...handle, ...found.handle } });
  });

/** What they were told is brought up to date; that something was taken back by a person is told anew as well. */
async function tellLifted(
  { platforms, readLanguage, log }: CarryingParts,
  orgId: OrgId,
  claimed: Claimed,
): Promise<void> {
  const { action } = claimed;
  if (!action.told) return;
  const ended = { ...action, state: action.liftedBy === null ? ('expired' as const) : ('lifted' as const) };
  const shown = { ...claimed, action: ended, orgId, appealed: true };
  const changed = await platforms.retell(action.told, affectedMessage({ ...shown, appealed: false }, readLanguage));
  if (changed !== 'none' && changed.kind !== 'done')
    log.info({ why: changed.why }, 'what somebody was told still stands as it was');
  // whose appeal was right is told that
  if (action.liftedBy === null || claimed.overturned) return;
  const { platform, workspace } = action.channel;
  const to = { platform, workspace, account: action.account };
  const told = await platforms.tell(to, liftedMessage(shown, readLanguage), `action ${action.id} lifted`);
  if (told !== 'none' && told.kind !== 'done')
    log.info({ why: told.why }, 'somebody could not be told that it was taken back');
}

function orderOf(orgId: OrgId, { action, about, by }: Claimed, verb: ModerationOrder['verb']): ModerationOrder {
  const { platform, workspace, channel } = action.channel;
  const lifts = verb.startsWith('lift_');
  const expired = lifts && action.liftedBy === null;
  return {
    orgId,
    key: refOfAction(action),
    verb,
    platform,
    workspace,
    channel,
    thread: about?.thread ?? null,
    account: action.account,
    by,
    messageKeys: action.messageKeys,
    until: action.expiresAt,
    reason: lifts
      ? expired
        ? 'it is over'
        : (action.liftReason ?? `taken back by ${action.liftedBy}`)
      : action.reason,
    ...(expired ? { expired: true } : {}),
    handle: action.handle,
  };
}
