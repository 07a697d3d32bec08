import { Temporal } from 'temporal-polyfill';
import { can, type Permission, type Role } from './role.ts';
import type { Severity } from './severity.ts';

/** What a channel may be told of. */
export const BINDING_PURPOSES = ['alerts', 'moderation', 'approvals', 'reports'] as const;
export type BindingPurpose = (typeof BINDING_PURPOSES)[number];

/** What whoever reads a channel must hold to be told of this there at all. */
const NEEDED: Record<BindingPurpose, Permission> = {
  alerts: 'alerts.read',
  moderation: 'moderation.read',
  approvals: 'incidents.read',
  reports: 'alerts.read',
};

/** Whether those who read a channel, at the least, may be told of something there; of readers nobody named nothing is known. */
export const mayBeTold = (purpose: BindingPurpose, leastRole: Role | null): boolean =>
  leastRole === null || can(leastRole, NEEDED[purpose]);

/** Hours in which a channel is left alone unless something is critical: minutes after midnight, in its zone. */
export interface QuietHours {
  from: number;
  to: number;
}

/** What a channel is told of, and when. */
export interface Binding {
  purpose: BindingPurpose;
  /** Of alerts: from this severity upward. */
  floor: Severity;
  quiet: QuietHours | null;
  /** IANA zone of the quiet hours; the organisation's where null. */
  timeZone: string | null;
}

/** A channel of a chat platform that something is known of. */
export interface ChatChannel {
  platform: string;
  workspace: string;
  channel: string;
  name: string;
  /** Everybody who reads there is assumed to have at least this role's rights; null assumes nothing. */
  leastRole: Role | null;
  bindings: Binding[];
  /** Since when the platform refuses what is posted there, and what to do about it; null where it takes it. */
  refused?: { at: Date; why: string } | null;
}

/** Names a channel among all platforms' channels. */
export const channelId = ({
  platform,
  workspace = '',
  channel,
}: {
  platform: string;
  workspace?: string;
  channel: string;
}): string => `${platform} ${workspace} ${channel}`;

/** When the quiet hours that reign now end; null outside of them. Hours over midnight end on the next day. */
export function quietUntil({ quiet }: Pick<Binding, 'quiet'>, now: Date, timeZone: string): Date | null {
  if (!quiet) return null;
  const here = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  const minute = here.hour * 60 + here.minute;
  const { from, to } = quiet;
  const over = from > to;
  if (over ? minute < from && minute >= to : minute < from || minute >= to) return null;
  const day = over && minute >= from ? here.add({ days: 1 }) : here;
  const plainTime = Temporal.PlainTime.from({ hour: Math.floor(to / 60), minute: to % 60 });
  const end = day.toPlainDate().toZonedDateTime({ timeZone, plainTime });
  // a change of clocks may put that moment behind us
  return new Date(Math.max(end.epochMilliseconds, now.getTime() + 60_000));
}
