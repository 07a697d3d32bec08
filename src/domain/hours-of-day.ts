/** A stretch of the day on some weekdays, as people ask for it: `22:00-06:00`, `business`, `outside_business`. */
export interface HoursOfDay {
  /** Minutes after midnight; `to` before `from` passes midnight. */
  from: number;
  to: number;
  /** 1 is Monday; null is every day. */
  days: number[] | null;
  /** All but that. */
  outside: boolean;
}

/** What hours and weekdays may look like, for people and models. */
export const HOURS_WORDS = '22:00-06:00, outside_07:00-19:00, business (Mon–Fri 08:00–18:00), outside_business';
export const WEEKDAYS_WORDS = 'weekend, workdays, or days with commas: saturday,sunday';

const BUSINESS = { from: 8 * 60, to: 18 * 60, days: [1, 2, 3, 4, 5] };
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** Reads hours and weekdays together; null where one of them cannot be read. */
export function parseHours(hours: string | undefined, weekdays: string | undefined): HoursOfDay | null {
  const days = weekdays === undefined ? null : daysOf(weekdays);
  if (weekdays !== undefined && days === null) return null;
  if (hours === undefined) return days && { from: 0, to: 0, days, outside: false };
  const text = hours.trim().toLowerCase().replaceAll(/\s+/g, '_').replaceAll(/[–—]/g, '-');
  const outside = /^(?:outside|not|out_of)_/.test(text);
  const stretch = text.replace(/^(?:outside|not|out_of)_/, '').replace(/_hours$/, '');
  if (stretch === 'business') {
    // "outside business hours on Saturdays" is all of Saturday
    if (days && outside && days.every((day) => day > 5)) return { from: 0, to: 0, days, outside: false };
    return { ...BUSINESS, days: days ?? BUSINESS.days, outside };
  }
  const match = /^(\d{1,2})(?::([0-5]\d))?_?-_?(\d{1,2})(?::([0-5]\d))?$/.exec(stretch);
  if (!match) return null;
  const [from, to] = [Number(match[1]) * 60 + Number(match[2] ?? 0), Number(match[3]) * 60 + Number(match[4] ?? 0)];
  if (from > 24 * 60 || to > 24 * 60) return null;
  // the hours outside of a stretch are the stretch the other way round, on the days that were named
  return outside ? { from: to, to: from, days, outside: false } : { from, to, days, outside: false };
}

function daysOf(text: string): number[] | null {
  const days = text
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((word) => word !== '')
    .flatMap((word) => {
      if (/^weekends?$/.test(word)) return [6, 7];
      if (/^(?:workdays?|weekdays?|working_?days?)$/.test(word)) return [1, 2, 3, 4, 5];
      const index = DAYS.findIndex((day) => word.length >= 3 && `${day}s`.startsWith(word));
      return [index < 0 ? 0 : index + 1];
    });
  return days.length === 0 || days.includes(0) ? null : [...new Set(days)].sort((a, b) => a - b);
}
