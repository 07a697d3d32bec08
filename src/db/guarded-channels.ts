import { sql } from 'kysely';
import { newId } from '../domain/id.ts';
import type { GuardedChannel, Strictness } from '../domain/moderation.ts';
import type { OrgDb } from './scope.ts';

/** Which channel is meant: the platform's own ids, or what an API's sender calls theirs. */
export type GuardedKey = Pick<GuardedChannel, 'platform' | 'workspace' | 'channel'>;

/** What was granted in a channel's workspace, in a query of guarded channels. */
const granted = sql<string[] | null>`(select workspace.granted from chat_workspace workspace
  where workspace.org_id = guarded_channel.org_id and workspace.platform = guarded_channel.platform
    and workspace.workspace = guarded_channel.workspace and workspace.granted <> '{}')`;

/** A guarded channel beside a row that belongs to it, for joins. */
export const CHANNEL_COLUMNS = [
  'guarded_channel.platform as channel_platform',
  'guarded_channel.workspace as channel_workspace',
  'guarded_channel.channel as channel_channel',
  'guarded_channel.name as channel_name',
  'guarded_channel.strictness as channel_strictness',
  granted.as('channel_granted'),
] as const;

export interface ChannelColumns {
  channel_platform: string;
  channel_workspace: string;
  channel_channel: string;
  channel_name: string;
  channel_strictness: Strictness;
  channel_granted: string[] | null;
}

/** The guarded channel of a row that was joined with it. */
export const channelOf = (row: ChannelColumns & { guarded_channel_id: string }): GuardedChannel => ({
  id: row.guarded_channel_id,
  platform: row.channel_platform,
  workspace: row.channel_workspace,
  channel: row.channel_channel,
  name: row.channel_name,
  strictness: row.channel_strictness,
  ...(row.channel_granted ? { granted: row.channel_granted } : {}),
});

const COLUMNS = [
  'guarded_channel.id',
  'guarded_channel.platform',
  'guarded_channel.workspace',
  'guarded_channel.channel',
  'guarded_channel.name',
  'guarded_channel.strictness',
  granted.as('granted'),
] as const;

const channelFrom = ({
  granted: may,
  ...channel
}: Omit<GuardedChannel, 'granted'> & { granted: string[] | null }): GuardedChannel => ({
  ...channel,
  ...(may ? { granted: may } : {}),
});

/** Every channel that is known, also those that are left alone. */
export const listGuardedChannels = async (tx: OrgDb): Promise<GuardedChannel[]> => {
  const rows = await tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .orderBy('platform')
    .orderBy('name')
    .orderBy('channel')
    .orderBy('workspace')
    .execute();
  return rows.map(channelFrom);
};

export const findGuardedChannel = async (
  tx: OrgDb,
  { platform, workspace, channel }: GuardedKey,
): Promise<GuardedChannel | undefined> => {
  const row = await tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row && channelFrom(row);
};

export const guardedChannelById = async (tx: OrgDb, id: string): Promise<GuardedChannel | undefined> => {
  const row = await tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && channelFrom(row);
};

export const guardedChannelsById = async (tx: OrgDb, ids: readonly string[]): Promise<GuardedChannel[]> => {
  const rows = await tx
    .selectFrom('guarded_channel')
    .select(COLUMNS)
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`id = any(${[...new Set(ids)]}::uuid[])`)
    .execute();
  return rows.map(channelFrom);
};

export async function countGuardedChannels(tx: OrgDb): Promise<number> {
  const row = await tx
    .selectFrom('guarded_channel')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Keeps a channel with its strictness; a name that is not given stays. Answers it as it is now. */
export const saveGuardedChannel = async (
  tx: OrgDb,
  { name, ...channel }: GuardedKey & { name?: string; strictness: Strictness },
  { now, by }: { now: Date; by: string },
): Promise<GuardedChannel> => {
  const row = await tx
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
  return channelFrom(row);
};

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

/** The team a channel of Teams belongs to; null where nothing was heard there yet. */
export async function teamOfChannel(tx: OrgDb, key: GuardedKey): Promise<string | null> {
  const row = await tx
    .selectFrom('guarded_channel')
    .select('team')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', key.platform)
    .where('workspace', '=', key.workspace)
    .where('channel', '=', key.channel)
    .executeTakeFirst();
  return row?.team ?? null;
}

/** Keeps to which team a channel of Teams belongs; false where it is not guarded. */
export async function setTeamOfChannel(tx: OrgDb, key: GuardedKey, team: string): Promise<boolean> {
  const result = await tx
    .updateTable('guarded_channel')
    .set({ team })
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', key.platform)
    .where('workspace', '=', key.workspace)
    .where('channel', '=', key.channel)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
