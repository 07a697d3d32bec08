import { type GatewayGuildMemberAddDispatchData, SnowflakeUtil } from 'discord.js';
import type { InboundEvent } from '../../messages/inbound.ts';
import { speakerOf } from './parse-message.ts';

/** Somebody who joined a server; null where Discord does not say who. */
export function parseJoin(
  { guild_id: guild, user, nick, joined_at: joinedAt }: GatewayGuildMemberAddDispatchData,
  { app, now }: { app: string; now: Date },
): InboundEvent | null {
  if (!guild || !user?.id) return null;
  const at = joinedAt && !Number.isNaN(Date.parse(joinedAt)) ? new Date(joinedAt) : now;
  const made = /^\d{15,20}$/.test(user.id) ? new Date(SnowflakeUtil.timestampFrom(user.id)).toISOString() : undefined;
  return {
    kind: 'joined',
    id: `joined:${guild}:${user.id}:${at.getTime()}`,
    app,
    place: { platform: 'discord', workspace: guild, channel: '', thread: null, direct: false },
    speaker: speakerOf(user, nick),
    at: at.toISOString(),
    ...(made ? { madeAt: made } : {}),
    plain: !user.avatar,
  };
}
