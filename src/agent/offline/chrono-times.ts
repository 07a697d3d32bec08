import { strict } from 'chrono-node/en';
import { Temporal } from 'temporal-polyfill';
import { dates, type TimeMention } from './time-words.ts';

/**
 * Dates in forms our own grammar does not know ("the third of March", "twenty-first of October"), read by chrono. It is
 * asked last: it reads hours beside days wrongly, and what it is not certain of may be another word.
 */
export function chronoTime(text: string, today: Temporal.PlainDate): TimeMention | null {
  const reference = new Date(Date.UTC(today.year, today.month - 1, today.day, 12));
  const found = strict
    .parse(text.slice(0, 400), { instant: reference, timezone: 0 })
    .find(
      ({ start, text: said }) =>
        start.isCertain('day') && start.isCertain('month') && !/\b(?:after|before|next|tomorrow)\b/.test(said),
    );
  if (!found) return null;
  const dayOf = ({ start, year }: { start: typeof found.start; year: boolean }): Temporal.PlainDate => {
    const date = Temporal.PlainDate.from({
      year: start.get('year') ?? today.year,
      month: start.get('month') ?? 1,
      day: start.get('day') ?? 1,
    });
    // Without a year it is the latest that is not in the future.
    const back = !year && Temporal.PlainDate.compare(date, today) > 0;
    return year
      ? date
      : Temporal.PlainDate.from({
          year: back ? latest(date, today) : nearest(date, today),
          month: date.month,
          day: date.day,
        });
  };
  const first = dayOf({ start: found.start, year: found.start.isCertain('year') });
  const last = found.end?.isCertain('day') ? dayOf({ start: found.end, year: found.end.isCertain('year') }) : first;
  if (Temporal.PlainDate.compare(first, last) > 0) return null;
  return {
    range: dates(first, last),
    at: null,
    future: Temporal.PlainDate.compare(first, today) > 0,
    spans: [[found.index, found.index + found.text.length]],
  };
}

const nearest = (date: Temporal.PlainDate, today: Temporal.PlainDate): number =>
  Temporal.PlainDate.compare(date.with({ year: today.year }), today) > 0 ? today.year - 1 : today.year;
const latest = (_date: Temporal.PlainDate, today: Temporal.PlainDate): number => today.year - 1;
