import { Temporal } from 'temporal-polyfill';
import type { AlertLimits } from './alert-limits.ts';
import type { ChannelAnswers } from './channel-answers.ts';
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

/** A day of the week as ISO 8601 counts them: 1 is Monday. */
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** What a channel is told of, and when. */
export interface Binding {
  purpose: BindingPurpose;
  /** Of alerts: from this severity upward. */
  floor: Severity;
  /** Of alerts: those of these alone; of all where absent or null. */
  limits?: AlertLimits | null;
  quiet: QuietHours | null;
  /** Days on which it is left alone from midnight to midnight; none where absent, never all of them. */
  quietDays?: Weekday[];
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
  /** How the desk answers in it. */
  answers: ChannelAnswers;
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

/** When the quiet hours and days that reign now end; null outside of them. A quiet night that ends on a quiet day goes on through it. */
export function quietUntil(
  { quiet, quietDays = [] }: Pick<Binding, 'quiet' | 'quietDays'>,
  now: Date,
  timeZone: string,
): Date | null {
  let until: Date | null = null;
  // each day of a week may hold a night and the day itself
  for (let i = 0; i < 2 * WEEKDAYS.length; i++) {
    const next: Date | null = dayUntil(quietDays, until ?? now, timeZone) ?? hoursUntil(quiet, until ?? now, timeZone);
    if (!next) break;
    until = next;
  }
  return until;
}

const zonedOf = (at: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);

function dayUntil(days: readonly Weekday[], at: Date, timeZone: string): Date | null {
  const here = zonedOf(at, timeZone);
  if (!days.some((day) => day === here.dayOfWeek)) return null;
  return new Date(here.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone }).epochMilliseconds);
}

function hoursUntil(quiet: QuietHours | null, now: Date, timeZone: string): Date | null {
  if (!quiet) return null;
  const here = zonedOf(now, timeZone);
  const minute = here.hour * 60 + here.minute;
  const { from, to } = quiet;
  const over = from > to;
  if (over ? minute < from && minute >= to : minute < from || minute >= to) return null;
  const day = over && minute >= from ? here.add({ days: 1 }) : here;
  const end = day.toPlainDate().toPlainDateTime({ hour: Math.floor(to / 60), minute: to % 60 });
  return new Date(Math.max(momentOf(end, now, timeZone), now.getTime() + 60_000));
}

/** When a clock shows that time, ms since 1970: of an hour that comes twice what is still ahead, of one that is left out its end. */
function momentOf(time: Temporal.PlainDateTime, now: Date, timeZone: string): number {
  const [first, second] = (['earlier', 'later'] as const).map((disambiguation) =>
    time.toZonedDateTime(timeZone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime];
  const isLeftOut = !second.toPlainDateTime().equals(time);
  if (isLeftOut) return (first.getTimeZoneTransition('next') ?? second).epochMilliseconds;
  return first.epochMilliseconds > now.getTime() ? first.epochMilliseconds : second.epochMilliseconds;
}
