const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

/** `20 November 2026` */
export const dateWords = ({ year, month, day }: CalendarDay): string => `${day} ${MONTHS[month - 1]} ${year}`;

/** `16 to 22 November 2026`, `28 September to 4 October 2026`: what both share is said once. */
export function daysWords(first: CalendarDay, last: CalendarDay): string {
  if (first.year !== last.year) return `${dateWords(first)} to ${dateWords(last)}`;
  const from = first.month === last.month ? `${first.day}` : `${first.day} ${MONTHS[first.month - 1]}`;
  return `${from} to ${dateWords(last)}`;
}

/** `November 2026` */
export const monthWords = ({ year, month }: Omit<CalendarDay, 'day'>): string => `${MONTHS[month - 1]} ${year}`;

/** A moment on the reader's clock, for answers: `Fri 20 Nov, 14:03`, with the year when it is not this one. */
export function formatTime(date: Date, timeZone: string, now: Date): string {
  const part = parts(date, timeZone);
  const year = part.year === parts(now, timeZone).year ? '' : ` ${part.year}`;
  return `${part.weekday} ${part.day} ${part.month}${year}, ${part.hour}:${part.minute}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(date: Date, timeZone: string): Record<string, string> {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return Object.fromEntries(format.formatToParts(date).map(({ type, value }) => [type, value]));
}
