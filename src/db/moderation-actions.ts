import { type Selectable, sql } from 'kysely';
import {
  type ActionState,
  BY_HAND,
  type GuardedChannel,
  type ModerationAction,
  type ModerationStep,
} from '../domain/moderation.ts';
import type { Posted } from '../messages/outbound.ts';
import type { AccountThere } from './cases.ts';
import { CHANNEL_COLUMNS, type ChannelColumns, channelOf } from './guarded-channels.ts';
import type { Schema } from './schema.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** An action with what is needed to carry it out and to take it back. */
export interface StoredAction extends ModerationAction {
  secondedById: string | null;
  handle: Record<string, unknown>;
  /** The message by which the person affected was told. */
  told: Posted | null;
  attempts: number;
  claimedUntil: Date | null;
  retryAt: Date | null;
}

/** States in which something holds there, or is about to. */
export const LIVE: readonly ActionState[] = ['waiting', 'due', 'done', 'task', 'lifting', 'lift_task'];

const actions = (tx: OrgDb) =>
  tx
    .selectFrom('moderation_action')
    .innerJoin('guarded_channel', (join) =>
      join
        .onRef('guarded_channel.org_id', '=', 'moderation_action.org_id')
        .onRef('guarded_channel.id', '=', 'moderation_action.guarded_channel_id'),
    )
    .selectAll('moderation_action')
    .select(CHANNEL_COLUMNS)
    .where('moderation_action.org_id', '=', tx.orgId);

/** The action `ACT-<number>`; null where there is none. */
export async function findAction(tx: OrgDb, number: number): Promise<StoredAction | null> {
  const row = await actions(tx).where('moderation_action.number', '=', number).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findActionById(tx: OrgDb, id: string): Promise<StoredAction | null> {
  const row = await actions(tx).where('moderation_action.id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The same, locked until the transaction ends; whoever locks its case too locks that first. */
export async function lockAction(tx: OrgDb, id: string): Promise<StoredAction | null> {
  const row = await tx
    .selectFrom('moderation_action')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row ? findActionById(tx, row.id) : null;
}

/** What was done about a case, oldest first. */
export async function actionsOfCase(
  tx: OrgDb,
  { id, channel }: { id: string; channel: GuardedChannel },
): Promise<ModerationAction[]> {
  const rows = await tx
    .selectFrom('moderation_action')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('case_id', '=', id)
    .orderBy('number')
    .execute();
  return rows.map((row) => actionOf(row, channel));
}

/** The same with all that is stored. */
export async function storedActionsOfCase(tx: OrgDb, caseId: string): Promise<StoredAction[]> {
  const rows = await actions(tx)
    .where('moderation_action.case_id', '=', caseId)
    .orderBy('moderation_action.number')
    .execute();
  return rows.map(fromRow);
}

/** What was decided together, oldest first. */
export async function actionsTogether(tx: OrgDb, together: string): Promise<StoredAction[]> {
  const rows = await actions(tx)
    .where('moderation_action.together', '=', together)
    .orderBy('moderation_action.number')
    .execute();
  return rows.map(fromRow);
}

export interface ActionFilter {
  states?: readonly ActionState[];
  steps?: readonly ModerationStep[];
  /** Done to one of these. */
  accounts?: readonly AccountThere[];
  /** Only there, each as far as it is said. */
  place?: { platform?: string; workspace?: string; channel?: string; account?: string };
  /** Asked for by this member. */
  requestedById?: string;
  /** Of this case. */
  caseId?: string;
  /** Changed at or after. */
  changedFrom?: Date;
  /** Begun at or after, begun before. */
  from?: Date;
  to?: Date;
  /** Only actions with a smaller number: the cursor of the next page. */
  before?: number;
  limit: number;
}

/** Everything that was done, newest first. */
export async function listActions(tx: OrgDb, filter: ActionFilter): Promise<StoredAction[]> {
  const rows = await filtered(tx, filter).orderBy('moderation_action.number', 'desc').limit(filter.limit).execute();
  return rows.map(fromRow);
}

/** How many actions there are of each step. */
export async function countActions(
  tx: OrgDb,
  filter: Omit<ActionFilter, 'limit' | 'before'>,
): Promise<Record<ModerationStep, number>> {
  const rows = await tx
    .selectFrom(filtered(tx, filter).as('found'))
    .select((eb) => ['step', eb.fn.countAll<number>().as('count')])
    .groupBy('step')
    .execute();
  const counts = { note: 0, delete: 0, warning: 0, timeout: 0, mute: 0, ban: 0 };
  for (const row of rows) counts[row.step] = Number(row.count);
  return counts;
}

/** What somebody has to do, or to take back, by hand, the longest-waiting first. */
export async function actionsByHand(tx: OrgDb, limit: number): Promise<StoredAction[]> {
  const rows = await actions(tx)
    .where('moderation_action.state', 'in', [...BY_HAND])
    .orderBy('moderation_action.created_at')
    .orderBy('moderation_action.number')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

export async function countByHand(tx: OrgDb): Promise<number> {
  const { count } = await tx
    .selectFrom('moderation_action')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('state', 'in', [...BY_HAND])
    .executeTakeFirstOrThrow();
  return Number(count);
}

function filtered(
  tx: OrgDb,
  {
    states,
    steps,
    accounts,
    place = {},
    requestedById,
    caseId,
    changedFrom,
    from,
    to,
    before,
  }: Omit<ActionFilter, 'limit'>,
) {
  const { platform, workspace, channel, account } = place;
  return actions(tx)
    .$if(platform !== undefined, (query) => query.where('guarded_channel.platform', '=', platform!))
    .$if(workspace !== undefined, (query) => query.where('guarded_channel.workspace', '=', workspace!))
    .$if(channel !== undefined, (query) => query.where('guarded_channel.channel', '=', channel!))
    .$if(account !== undefined, (query) => query.where('moderation_action.account', '=', account!))
    .$if(requestedById !== undefined, (query) => query.where('moderation_action.requested_by_id', '=', requestedById!))
    .$if(caseId !== undefined, (query) => query.where('moderation_action.case_id', '=', caseId!))
    .$if(changedFrom !== undefined, (query) => query.where('moderation_action.updated_at', '>=', changedFrom!))
    .$if(states !== undefined, (query) => query.where('moderation_action.state', 'in', [...states!]))
    .$if(steps !== undefined, (query) => query.where('moderation_action.step', 'in', [...steps!]))
    .$if(accounts !== undefined, (query) =>
      query.where(
        sql<boolean>`(guarded_channel.platform, guarded_channel.workspace, moderation_action.account) in (
          select platform, workspace, account
          from json_to_recordset(${JSON.stringify(accounts)}::json) as one (platform text, workspace text, account text))`,
      ),
    )
    .$if(from !== undefined, (query) => query.where('moderation_action.created_at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('moderation_action.created_at', '<', to!))
    .$if(before !== undefined, (query) => query.where('moderation_action.number', '<', before!));
}

export async function insertModerationAction(tx: OrgDb, action: StoredAction): Promise<void> {
  await tx
    .insertInto('moderation_action')
    .values({
      id: action.id,
      org_id: tx.orgId,
      number: action.number,
      case_id: action.caseId,
      guarded_channel_id: action.channel.id,
      step: action.step,
      account: action.account,
      account_name: action.accountName,
      message_keys: action.messageKeys,
      reason: action.reason,
      requested_by: action.requestedBy,
      requested_by_id: action.requestedById,
      automatic: action.automatic,
      together: action.together,
      created_at: action.createdAt,
      ...columns(action),
    })
    .execute();
}

/**
 * Has a step carried out that the policy takes by itself; false where the case has that step for that account already. Whatever
 * carries out what is due does the rest.
 */
export async function insertAutomaticAction(
  tx: OrgDb,
  one: { id: string; number: number; caseId: string; reason: string; by: string; now: Date; until: Date | null } & Pick<
    ModerationAction,
    'step' | 'account' | 'accountName' | 'channel'
  >,
): Promise<boolean> {
  const row = await tx
    .insertInto('moderation_action')
    .values({
      id: one.id,
      org_id: tx.orgId,
      number: one.number,
      case_id: one.caseId,
      guarded_channel_id: one.channel.id,
      step: one.step,
      account: one.account,
      account_name: one.accountName,
      reason: one.reason,
      requested_by: one.by,
      automatic: true,
      state: 'due',
      created_at: one.now,
      updated_at: one.now,
      expires_at: one.until,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Writes all of an action that changes. */
export async function saveModerationAction(tx: OrgDb, action: StoredAction): Promise<void> {
  await tx
    .updateTable('moderation_action')
    .set(columns(action))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', action.id)
    .executeTakeFirstOrThrow();
}

/** Keeps where the message stands by which somebody was told: written as soon as it is known. */
export async function saveTold(tx: OrgDb, id: string, told: Posted): Promise<void> {
  await tx
    .updateTable('moderation_action')
    .set({ told: JSON.stringify(told) })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/**
 * Takes an action that is to be done or taken back now, for one worker until then; what has run out begins to be taken back. Null where
 * there is nothing to do, or somebody else does it. With `paused` what nobody pressed a button for is not begun; what was done is still
 * taken back.
 */
export async function claimAction(
  tx: OrgDb,
  id: string,
  { now, until, paused }: { now: Date; until: Date; paused: boolean },
): Promise<StoredAction | null> {
  const row = await tx
    .updateTable('moderation_action')
    .set((eb) => ({
      claimed_until: until,
      attempts: eb('attempts', '+', 1),
      state: sql<ActionState>`case when state = 'done' then 'lifting' else state end`,
    }))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .where(({ eb, or, and }) =>
      or([eb('state', 'in', ['due', 'lifting']), and([eb('state', '=', 'done'), eb('expires_at', '<=', now)])]),
    )
    .where(({ eb, or }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .where(({ eb, or }) => or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .$if(paused, (query) => query.where(({ eb, or }) => or([eb('automatic', '=', false), eb('state', '<>', 'due')])))
    .returning('id')
    .executeTakeFirst();
  return row ? findActionById(tx, row.id) : null;
}

/** Every organisation's actions that are to be done, or taken back, now. */
export async function dueActions(tx: SystemDb, now: Date): Promise<{ orgId: string; id: string }[]> {
  const { rows } = await sql<{ org_id: string; id: string }>`
    select org_id, id from moderation_action
    where state in ('due', 'lifting') and (retry_at is null or retry_at <= ${now})
      and (claimed_until is null or claimed_until <= ${now})
    union all
    select org_id, id from moderation_action
    where state = 'done' and expires_at is not null and expires_at <= ${now}
      and (claimed_until is null or claimed_until <= ${now})
    limit 1000`.execute(tx);
  return rows.map((row) => ({ orgId: row.org_id, id: row.id }));
}

const columns = (one: StoredAction) => ({
  way: one.way,
  state: one.state,
  updated_at: one.updatedAt,
  seconded_by: one.secondedBy,
  seconded_by_id: one.secondedById,
  done_at: one.doneAt,
  expires_at: one.expiresAt,
  lifted_at: one.liftedAt,
  lifted_by: one.liftedBy,
  lift_reason: one.liftReason,
  outcome: one.outcome,
  handle: JSON.stringify(one.handle),
  told: one.told && JSON.stringify(one.told),
  attempts: one.attempts,
  claimed_until: one.claimedUntil,
  retry_at: one.retryAt,
});

const actionOf = (row: Selectable<Schema['moderation_action']>, channel: GuardedChannel): ModerationAction => ({
  id: row.id,
  number: row.number,
  caseId: row.case_id,
  channel,
  step: row.step,
  account: row.account,
  accountName: row.account_name,
  messageKeys: row.message_keys,
  reason: row.reason,
  requestedBy: row.requested_by,
  requestedById: row.requested_by_id,
  automatic: row.automatic,
  way: row.way,
  state: row.state,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  secondedBy: row.seconded_by,
  doneAt: row.done_at,
  expiresAt: row.expires_at,
  liftedAt: row.lifted_at,
  liftedBy: row.lifted_by,
  liftReason: row.lift_reason,
  outcome: row.outcome,
  together: row.together,
});

const fromRow = (row: Selectable<Schema['moderation_action']> & ChannelColumns): StoredAction => ({
  ...actionOf(row, channelOf(row)),
  secondedById: row.seconded_by_id,
  handle: row.handle as Record<string, unknown>,
  told: row.told,
  attempts: row.attempts,
  claimedUntil: row.claimed_until,
  retryAt: row.retry_at,
});
