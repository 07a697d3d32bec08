import { sql } from 'kysely';
import { newId } from '../domain/id.ts';
import type { GuardedChannel, Strictness } from '../domain/moderation.ts';
import type { OrgDb } from './scope.ts';

/** Which channel is meant: the platform's own ids, or what an API's sender calls theirs. */
export type GuardedKey = Pick<GuardedChannel, 'platform' | 'workspace' | 'channel'>;

/** A guarded channel beside a row that belongs to it, for joins. */
export const CHANNEL_COLUMNS = [
  'guarded_channel.platform as channel_platform',
  'guarded_channel.workspace as channel_workspace',
  'guarded_channel.channel as channel_channel',
  'guarded_channel.name as channel_name',
  'guarded_channel.strictness as channel_strictness',
] as const;

export interface ChannelColumns {
  channel_platform: string;
  channel_workspace: string;
  channel_channel: string;
  channel_name: string;
  channel_strictness: Strictness;
}

/** The guarded channel of a row that was joined with it. */
export const channelOf = (row: ChannelColumns & { guarded_channel_id: string }): GuardedChannel => ({
  id: row.guarded_channel_id,
  platform: row.channel_platform,
  workspace: row.channel_workspace,
  channel: row.channel_channel,
  name: row.channel_name,
  strictness: row.channel_strictness,
});

const COLUMNS = ['id', 'platform', 'workspace', 'channel', 'name', 'strictness'] as const;

/** Every channel that is known, also those that are left alone. */
export const listGuardedChannels = (tx: OrgDb): Promise<GuardedChannel[]> =>
  tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .orderBy('platform')
    .orderBy('name')
    .orderBy('channel')
    .orderBy('workspace')
    .execute();

export const findGuardedChannel = (
  tx: OrgDb,
  { platform, workspace, channel }: GuardedKey,
): Promise<GuardedChannel | undefined> =>
  tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .executeTakeFirst();

export const guardedChannelById = (tx: OrgDb, id: string): Promise<GuardedChannel | undefined> =>
  tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();

export const guardedChannelsById = (tx: OrgDb, ids: readonly string[]): Promise<GuardedChannel[]> =>
  tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .execute();

export async function countGuardedChannels(tx: OrgDb): Promise<number> {
  const row = await tx
    .selectFrom('guarded_channel')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Keeps a channel with its strictness; a name that is not given stays. Answers it as it is now. */
export const saveGuardedChannel = (
  tx: OrgDb,
  { name, ...channel }: GuardedKey & { name?: string; strictness: Strictness },
  { now, by }: { now: Date; by: string },
): Promise<GuardedChannel> =>
  tx
    .insertInto('guarded_channel')
    .values({
      id: newId(now.getTime()),
      org_id: tx.orgId,
      ...channel,
      name: name ?? '',
      created_at: now,
      updated_at: now,
      updated_by: by,
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'platform', 'workspace', 'channel']).doUpdateSet({
        strictness: channel.strictness,
        ...(name === undefined ? {} : { name }),
        updated_at: now,
        updated_by: by,
      }),
    )
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();

/** Adds those that are not known yet, as they stand; what is known stays as it is. */
export async function addGuardedChannels(
  tx: OrgDb,
  channels: readonly (GuardedKey & { name: string })[],
  { now, by }: { now: Date; by: string },
): Promise<void> {
  if (channels.length === 0) return;
  await tx
    .insertInto('guarded_channel')
    .values(
      channels.map((channel) => ({
        id: newId(now.getTime()),
        org_id: tx.orgId,
        ...channel,
        strictness: sql<Strictness>`'normal'`,
        created_at: now,
        updated_at: now,
        updated_by: by,
      })),
    )
    .onConflict((conflict) => conflict.columns(['org_id', 'platform', 'workspace', 'channel']).doNothing())
    .execute();
}
