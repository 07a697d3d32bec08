import {
  AuditLogEvent,
  type GatewayGuildAuditLogEntryCreateDispatchData,
  GatewayIntentBits,
  PermissionFlagsBits,
  SnowflakeUtil,
} from 'discord.js';
import type { InboundEvent, Mention } from '../../messages/inbound.ts';
import { STAFF } from './staff.ts';

/** Of what stands in a server's audit log. Not privileged; a bot that may not view that log is told nothing all the same. */
export const AUDIT_LOG_INTENT = GatewayIntentBits.GuildModeration;

/** A role as its server has it. */
export interface KnownRole {
  name: string;
  permissions: bigint;
}

/** What a line of the audit log says of power over others: who, which, by whom; `who` is null where the role itself was given it. */
export interface ToldGrant {
  key: string;
  at: Date;
  who: string | null;
  by: string | null;
  role: string;
  powers: string[];
}

/** What somebody may do to others with some permissions, as Discord calls it. */
const powersIn = (permissions: bigint): string[] =>
  Object.entries(PermissionFlagsBits).flatMap(([name, bit]) =>
    (permissions & bit & STAFF) !== 0n ? [name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')] : [],
  );

/** Reads a line of the audit log; null for one that gives nobody power over others. `roleOf` is what is known of a role. */
export function readGrant(
  { id, action_type: type, user_id: by, target_id: target, changes }: GatewayGuildAuditLogEntryCreateDispatchData,
  roleOf: (id: string) => KnownRole | undefined,
): ToldGrant | null {
  if (typeof id !== 'string' || !/^\d{1,20}$/.test(id) || !target || !Array.isArray(changes)) return null;
  const common = { key: `audit:${id}`, at: new Date(SnowflakeUtil.timestampFrom(id)), by: by ?? null };
  if (type === AuditLogEvent.MemberRoleUpdate) {
    const given = changes.flatMap((change): { id: string; name: string }[] =>
      change?.key === '$add' && Array.isArray(change.new_value)
        ? change.new_value
            .filter((one) => typeof one?.id === 'string')
            .map((one) => ({ id: one.id, name: one.name ?? '' }))
        : [],
    );
    const known = given.map(({ id: role, name }) => roleOf(role) ?? { name, permissions: 0n });
    const mighty = known.filter(({ permissions }) => (permissions & STAFF) !== 0n);
    if (mighty.length === 0) return null;
    const powers = powersIn(mighty.reduce((all, { permissions }) => all | permissions, 0n));
    return { ...common, who: target, role: mighty.map(({ name }) => name).join(', '), powers };
  }
  if (type === AuditLogEvent.RoleUpdate) {
    const change = changes.find((one) => one?.key === 'permissions');
    if (!change) return null;
    const powers = powersIn(bitsOf(change.new_value) & ~bitsOf(change.old_value));
    return powers.length === 0 ? null : { ...common, who: null, role: roleOf(target)?.name ?? target, powers };
  }
  return null;
}

const bitsOf = (value: unknown): bigint => (typeof value === 'string' && /^\d{1,40}$/.test(value) ? BigInt(value) : 0n);

/** The same as what somebody did; `named` are the people of it. Null where it cannot be told whom it is about. */
export function grantEvent(
  { key, at, who, by, role, powers }: ToldGrant,
  { app, guild, named }: { app: string; guild: string; named: (id: string) => Mention },
): InboundEvent | null {
  const about = who ?? by;
  if (about === null) return null;
  return {
    kind: 'empowered',
    id: key,
    app,
    place: { platform: 'discord', workspace: guild, channel: '', thread: null, direct: false },
    speaker: { ...named(about), bot: false },
    at: at.toISOString(),
    role,
    powers,
    by: by === null || who === null ? null : named(by),
    ...(who === null ? { everyone: true as const } : {}),
  };
}
