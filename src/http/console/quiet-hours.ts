import { type QuietHours, WEEKDAYS, type Weekday } from '../../domain/channel.ts';
import { flag, type Html, html } from './html.ts';
import { clockOf } from './platform-words.ts';
import type { Form } from './visit.ts';

const DAYS: Record<Weekday, string> = {
  1: 'Monday',
  2: 'Tuesday',
  3: 'Wednesday',
  4: 'Thursday',
  5: 'Friday',
  6: 'Saturday',
  7: 'Sunday',
};

/** `Quiet from 22:00 to 07:00 and on Saturday and Sunday (Europe/Berlin), unless it is critical`; null where it never is. */
export function quietText(
  { quiet, quietDays = [] }: { quiet: QuietHours | null; quietDays?: readonly Weekday[] },
  timeZone: string,
): string | null {
  const days = quietDays.map((day) => DAYS[day]);
  const named = days.length < 2 ? days.join('') : `${days.slice(0, -1).join(', ')} and ${days.at(-1)}`;
  const parts = [quiet && `from ${clockOf(quiet.from)} to ${clockOf(quiet.to)}`, named && `on ${named}`].filter(
    Boolean,
  );
  return parts.length === 0 ? null : `Quiet ${parts.join(' and ')} (${timeZone}), unless it is critical`;
}

/** Boxes for the days on which a place is left alone. */
export const quietDayFields = (chosen: readonly Weekday[]): Html =>
  html`<fieldset><legend>Quiet all day on</legend><div class="ticks">${WEEKDAYS.map((day) => html`<label><input type="checkbox" name="quiet_day_${day}" value="yes"${flag('checked', chosen.includes(day))}> ${DAYS[day]}</label>`)}</div><small>What is critical is told all the same.</small></fieldset>`;

/** What was ticked. */
export const quietDaysOf = (form: Form): Weekday[] => WEEKDAYS.filter((day) => form[`quiet_day_${day}`] === 'yes');
