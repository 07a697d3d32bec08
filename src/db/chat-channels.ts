import type { Binding, BindingPurpose, ChatChannel } from '../domain/channel.ts';
import { newId } from '../domain/id.ts';
import type { Role } from '../domain/role.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { OrgDb } from './scope.ts';

/** Which channel is meant: the platform's own ids. */
export type ChannelKey = Pick<ChatChannel, 'workspace' | 'channel'> & { platform: ChatPlatform };

/** A channel as it is kept. */
export type KeptChannel = ChatChannel &
  ChannelKey & {
    id: string;
    /** Since when the platform refuses what is posted there, and what to do about it. */
    refused: { at: Date; why: string } | null;
  };

/** The channel with its bindings; undefined where nothing is known of it. */
export async function findChannel(tx: OrgDb, key: ChannelKey): Promise<KeptChannel | undefined> {
  return (await channels(tx, key))[0];
}

/** Every channel that something is known of. */
export const listChatChannels = (tx: OrgDb): Promise<KeptChannel[]> => channels(tx);

/** The least role of those who read a channel; null where nothing is assumed. */
export async function leastRoleOf(tx: OrgDb, { platform, workspace, channel }: ChannelKey): Promise<Role | null> {
  const row = await tx
    .selectFrom('chat_channel')
    .select('least_role')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row?.least_role ?? null;
}

/** Keeps a channel, or what is new of one that is kept; answers its id. A name or a role that is not given stays. */
export async function saveChannel(
  tx: OrgDb,
  channel: ChannelKey & { name?: string; leastRole?: Role | null; now: Date; by: string },
): Promise<string> {
  const row = await tx
    .insertInto('chat_channel')
    .values({
      id: newId(channel.now.getTime()),
      org_id: tx.orgId,
      platform: channel.platform,
      workspace: channel.workspace,
      channel: channel.channel,
      name: channel.name ?? channel.channel,
      least_role: channel.leastRole ?? null,
      updated_at: channel.now,
      updated_by: channel.by,
    })
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'platform', 'workspace', 'channel']).doUpdateSet({
        ...(channel.name === undefined ? {} : { name: channel.name }),
        ...(channel.leastRole === undefined ? {} : { least_role: channel.leastRole }),
        updated_at: channel.now,
        updated_by: channel.by,
      }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The id of a channel that is kept, held until the transaction ends: what is told there is decided by one at a time. */
export async function lockChannel(tx: OrgDb, { platform, workspace, channel }: ChannelKey): Promise<string | null> {
  const row = await tx
    .selectFrom('chat_channel')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', platform)
    .where('workspace', '=', workspace)
    .where('channel', '=', channel)
    .forUpdate()
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Notes that a channel refuses what is posted there, since when it does, or with null that it takes it again. */
export async function saveRefusal(
  tx: OrgDb,
  key: ChannelKey,
  refused: { at: Date; why: string } | null,
): Promise<void> {
  await tx
    .updateTable('chat_channel')
    .set((eb) => ({
      refusal: refused ? refused.why.slice(0, 1000) : null,
      refused_at: refused && eb.fn.coalesce('refused_at', eb.val(refused.at)),
    }))
    .where('org_id', '=', tx.orgId)
    .where('platform', '=', key.platform)
    .where('workspace', '=', key.workspace)
    .where('channel', '=', key.channel)
    .execute();
}

/** Sets what a channel is told of; what it was told of this before is replaced. */
export async function saveBinding(
  tx: OrgDb,
  channelId: string,
  { purpose, floor, limits, quiet, quietDays = [], timeZone }: Binding,
  { now, by }: { now: Date; by: string },
): Promise<void> {
  const values = {
    severity_floor: floor,
    limits: limits ? JSON.stringify(limits) : null,
    quiet_from: quiet?.from ?? null,
    quiet_to: quiet?.to ?? null,
    quiet_days: [...quietDays],
    time_zone: timeZone,
  };
  await tx
    .insertInto('chat_binding')
    .values({ org_id: tx.orgId, channel_id: channelId, purpose, ...values, created_at: now, created_by: by })
    .onConflict((conflict) => conflict.columns(['org_id', 'channel_id', 'purpose']).doUpdateSet(values))
    .execute();
}

/** The channel is told of this no more; false when it was not. */
export async function deleteBinding(tx: OrgDb, channelId: string, purpose: BindingPurpose): Promise<boolean> {
  const result = await tx
    .deleteFrom('chat_binding')
    .where('org_id', '=', tx.orgId)
    .where('channel_id', '=', channelId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

async function channels(tx: OrgDb, key?: ChannelKey): Promise<KeptChannel[]> {
  const rows = await tx
    .selectFrom('chat_channel')
    .leftJoin('chat_binding', (join) =>
      join
        .onRef('chat_binding.org_id', '=', 'chat_channel.org_id')
        .onRef('chat_binding.channel_id', '=', 'chat_channel.id'),
    )
    .select(['chat_channel.id', 'platform', 'workspace', 'channel', 'name', 'least_role', 'refused_at', 'refusal'])
    .select(['answers', 'answers_alone', 'answers_bots'])
    .select(['purpose', 'severity_floor', 'limits', 'quiet_from', 'quiet_to', 'quiet_days', 'chat_binding.time_zone'])
    .where('chat_channel.org_id', '=', tx.orgId)
    .$if(key !== undefined, (query) =>
      query
        .where('platform', '=', key!.platform)
        .where('workspace', '=', key!.workspace)
        .where('channel', '=', key!.channel),
    )
    .orderBy('platform')
    .orderBy('name')
    .orderBy('chat_channel.id')
    .orderBy('purpose')
    .execute();
  const kept = new Map<string, KeptChannel>();
  for (const row of rows) {
    const { id, platform, workspace, channel, name } = row;
    const refused = row.refused_at && { at: row.refused_at, why: row.refusal ?? '' };
    const known: KeptChannel = kept.get(id) ?? {
      id,
      platform,
      workspace,
      channel,
      name,
      leastRole: row.least_role,
      bindings: [],
      answers: { when: row.answers, alone: row.answers_alone, bots: row.answers_bots },
      refused,
    };
    kept.set(id, known);
    if (row.purpose === null) continue;
    known.bindings.push({
      purpose: row.purpose,
      floor: row.severity_floor ?? 'low',
      ...(row.limits ? { limits: row.limits } : {}),
      quiet: row.quiet_from === null || row.quiet_to === null ? null : { from: row.quiet_from, to: row.quiet_to },
      ...(row.quiet_days?.length ? { quietDays: row.quiet_days } : {}),
      timeZone: row.time_zone,
    });
  }
  return [...kept.values()];
}
