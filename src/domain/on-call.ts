import { Temporal } from 'temporal-polyfill';

/** Who takes turns at being on call, and when the next one takes over: in the organisation's time zone. */
export interface Rota {
  /** Ids of members, in order. */
  members: string[];
  every: 'day' | 'week';
  /** On which day of the week a weekly turn begins; 1 is Monday. */
  weekday: number;
  /** Minutes after midnight. */
  at: number;
  /** The day on which the first of them began a turn: `2026-11-20`. */
  anchor: string;
}

/** Somebody is on call in place of whose turn it is; the newest that holds wins. */
export interface Cover {
  id: string;
  memberId: string;
  from: Date;
  until: Date;
  madeAt: Date;
}

export interface OnCall {
  rota: Rota | null;
  covers: readonly Cover[];
  timeZone: string;
  /** Who may be on call: whoever is not among them is skipped. */
  able: ReadonlySet<string>;
}

/** One stretch in which one person is on call. */
export interface Shift {
  memberId: string;
  from: Date;
  until: Date;
  /** The cover by which they are. */
  cover: string | null;
}

export const MOST_ON_ROTA = 50;
/** Stretches of one cover: every second day of a month. */
export const MOST_COVERED = 16;

/** Who is on call at a moment: whoever covers, else whoever's turn it is; null for nobody. */
export function onCallAt(onCall: OnCall, at: Date): { memberId: string; cover: string | null } | null {
  const cover = onCall.covers
    .filter(({ from, until, memberId }) => from <= at && at < until && onCall.able.has(memberId))
    .toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime() || (a.id < b.id ? 1 : -1))[0];
  if (cover) return { memberId: cover.memberId, cover: cover.id };
  const { rota, able, timeZone } = onCall;
  if (!rota) return null;
  const memberId = memberOfTurn(rota, able, turnAt(rota, at, timeZone));
  return memberId === null ? null : { memberId, cover: null };
}

/** Who is on call in a span, stretch by stretch in order; a stretch in which nobody is, is not there. */
export function shiftsOf(onCall: OnCall, { from, to }: { from: Date; to: Date }): Shift[] {
  const { rota, covers, timeZone } = onCall;
  const edges = new Set([from.getTime()]);
  for (const cover of covers) edges.add(cover.from.getTime()).add(cover.until.getTime());
  if (rota)
    for (let turn = turnAt(rota, from, timeZone) + 1; ; turn++) {
      const begins = beginOf(rota, turn, timeZone).getTime();
      if (begins >= to.getTime()) break;
      edges.add(begins);
    }
  const inside = [...edges].filter((ms) => ms >= from.getTime() && ms < to.getTime()).sort((a, b) => a - b);
  const shifts: Shift[] = [];
  inside.forEach((ms, i) => {
    const found = onCallAt(onCall, new Date(ms));
    const until = new Date(inside[i + 1] ?? to.getTime());
    const last = shifts.at(-1);
    if (!found) return;
    if (last?.memberId === found.memberId && last.cover === found.cover && last.until.getTime() === ms)
      last.until = until;
    else shifts.push({ ...found, from: new Date(ms), until });
  });
  return shifts;
}

/** The members in order, whose turn it is now first, as if they were set anew. */
export function inTurn(rota: Rota, at: Date, timeZone: string): string[] {
  const first = modulo(turnAt(rota, at, timeZone), rota.members.length);
  return [...rota.members.slice(first), ...rota.members.slice(0, first)];
}

/** The day on which the turn began that a moment lies in. */
export function anchorAt(handover: Pick<Rota, 'every' | 'weekday' | 'at'>, at: Date, timeZone: string): string {
  const today = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const back = handover.every === 'day' ? 0 : modulo(today.dayOfWeek - handover.weekday, 7);
  const anchor = today.subtract({ days: back }).toString();
  const turn = turnAt({ ...handover, members: [], anchor }, at, timeZone);
  return today.subtract({ days: back - turn * daysOf(handover) }).toString();
}

/** The turn's own member, else the next in order who may be on call: nobody else's turn moves. */
function memberOfTurn({ members }: Rota, able: ReadonlySet<string>, turn: number): string | null {
  for (let i = 0; i < members.length; i++) {
    const member = members[modulo(turn + i, members.length)]!;
    if (able.has(member)) return member;
  }
  return null;
}

/** The number of the turn that a moment lies in; 0 began on the anchor day. */
function turnAt(rota: Rota, at: Date, timeZone: string): number {
  const day = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();
  const turn = Math.floor(Temporal.PlainDate.from(rota.anchor).until(day, { largestUnit: 'days' }).days / daysOf(rota));
  return beginOf(rota, turn, timeZone) > at ? turn - 1 : turn;
}

/** A handover in the hour that a change of clocks leaves out is an hour later; in one that it repeats, in the first of the two. */
const beginOf = (rota: Rota, turn: number, timeZone: string): Date =>
  new Date(
    Temporal.PlainDate.from(rota.anchor)
      .add({ days: turn * daysOf(rota) })
      .toZonedDateTime({
        timeZone,
        plainTime: Temporal.PlainTime.from({ hour: Math.floor(rota.at / 60), minute: rota.at % 60 }),
      }).epochMilliseconds,
  );

const daysOf = ({ every }: Pick<Rota, 'every'>): number => (every === 'day' ? 1 : 7);
const modulo = (a: number, n: number): number => ((a % n) + n) % n;

/** When somebody may ask who is on call. */
export const ON_CALL_WHENS = [
  'now',
  'today',
  'tonight',
  'tomorrow',
  'this_week',
  'next_week',
  'weekend',
  'next_weekend',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
export type OnCallWhen = (typeof ON_CALL_WHENS)[number];

/** The span that is meant, as far as it is not over; a day of the week is the next such day, or today unless `notToday`. */
export function spanOfWhen(when: OnCallWhen, now: Date, timeZone: string, notToday = false): { from: Date; to: Date } {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone).startOfDay();
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  const span = (from: Temporal.ZonedDateTime, to: Temporal.ZonedDateTime): { from: Date; to: Date } => ({
    from: new Date(Math.max(now.getTime(), from.epochMilliseconds)),
    to: new Date(to.epochMilliseconds),
  });
  const days = (from: Temporal.ZonedDateTime, count: number) => span(from, from.add({ days: count }));
  switch (when) {
    case 'now':
      return { from: now, to: new Date(now.getTime() + 1) };
    case 'today':
      return days(today, 1);
    case 'tonight':
      return span(today.with({ hour: 18 }), today.add({ days: 1 }).with({ hour: 8 }));
    case 'tomorrow':
      return days(today.add({ days: 1 }), 1);
    case 'this_week':
      return days(monday, 7);
    case 'next_week':
      return days(monday.add({ days: 7 }), 7);
    case 'weekend':
      return days(monday.add({ days: 5 }), 2);
    case 'next_weekend':
      return days(monday.add({ days: 12 }), 2);
    default: {
      const weekday = ON_CALL_WHENS.indexOf(when) - ON_CALL_WHENS.indexOf('monday') + 1;
      const ahead = modulo(weekday - today.dayOfWeek, 7);
      return days(today.add({ days: ahead === 0 && notToday ? 7 : ahead }), 1);
    }
  }
}
