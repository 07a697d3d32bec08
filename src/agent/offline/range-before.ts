import { Temporal } from 'temporal-polyfill';
import { parseRange } from '../../domain/time-range.ts';
import type { PlanContext } from './plan-types.ts';

const AGO = /\b(?:an?|one|1) (week|month) ago\b/;

/** “more than a week ago”: a single day then is no measure; the last seven days stand beside the seven before. */
export const lengthAgo = (text: string): 'last_7d' | 'last_30d' | null => {
  const unit = AGO.exec(text)?.[1];
  return unit === undefined ? null : unit === 'week' ? 'last_7d' : 'last_30d';
};

/** The stretch of the same length that ends where the given range begins. */
export function rangeBefore(
  range: unknown,
  unit: string | undefined,
  context: Pick<PlanContext, 'now' | 'timeZone'>,
): string {
  const steps: Record<string, string> = {
    this_week: 'last_week',
    this_month: 'last_month',
    today: 'yesterday',
    this_year: 'last_year',
  };
  if (typeof range !== 'string') return 'last_week';
  if (steps[range]) return steps[range];
  const span = parseRange(range, context);
  if (!span) return 'last_week';
  const local = (date: Date): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(context.timeZone);
  const from = local(span.from);
  const to = local(span.to);
  // "and the night before?": the one that ends on the morning of the day it begins on
  if (unit === 'night') {
    const morning = from.toPlainDate();
    return `${morning.subtract({ days: 1 })}T18:00/${morning}T06:00`;
  }
  // hours of a day are those of the day before
  if (unit === 'day' && from.until(to).total('hours') < 24) {
    const clock = (time: Temporal.ZonedDateTime): string =>
      time.subtract({ days: 1 }).toPlainDateTime().toString({ smallestUnit: 'minute' });
    return `${clock(from)}/${clock(to)}`;
  }
  const days: Record<string, number> = { day: 1, week: 7, month: 28 };
  // "and the week before?" asked of a single day means the seven days before it.
  const wanted = days[unit ?? ''] ?? 0;
  // and after "since Monday" the week before that Monday
  const since = range.startsWith('since_') && from.until(to).total('days') < wanted;
  if (wanted > 0 && (since || from.until(to).total('days') * 2 < wanted))
    return `${from.toPlainDate().subtract({ days: wanted })}/${from.toPlainDate().subtract({ days: 1 })}`;
  const whole = from.equals(from.startOfDay()) && to.equals(to.startOfDay());
  if (!whole) {
    const start = from.subtract({ milliseconds: span.to.getTime() - span.from.getTime() });
    const clock = (time: Temporal.ZonedDateTime): string => time.toPlainDateTime().toString({ smallestUnit: 'minute' });
    return `${clock(start)}/${clock(from)}`;
  }
  const [a, b] = [from.toPlainDate(), to.toPlainDate()];
  if (a.day === 1 && b.equals(a.add({ months: 1 }))) return a.subtract({ months: 1 }).toPlainYearMonth().toString();
  const length = a.until(b).days;
  const first = a.subtract({ days: length });
  return length === 1 ? first.toString() : `${first}/${a.subtract({ days: 1 })}`;
}
