import type { BaselineState, Pattern } from '../../../domain/unusual.ts';

/** Weeks count less the longer they are ago: by a factor of e each 30 days. */
const WINDOW_DAYS = 30;
const KEPT_PER_WEEK = Math.exp(-7 / WINDOW_DAYS);
/** How many weeks of the same hour on other days count beside the slot itself. */
const OTHER_DAYS = 2;
const LEAST_DAYS = 14;
const LEAST_EVENTS = 20;
const DAY_MS = 86_400_000;
/** After so many silent days nothing of what was learned is left. */
const FORGOTTEN_DAYS = 120;

/** A moment on the organisation's clock. */
export interface Slot {
  /** Days since 1970 of the calendar. */
  day: number;
  /** 0 is Monday. */
  weekday: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The hour and weekday of a moment in an IANA zone: clocks that change move nobody's habits. */
export function slotOf(at: Date, zone: string): Slot {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  // 22/11/2026, 05:07
  const text = format.format(at);
  const number = (from: number, to: number): number => Number(text.slice(from, to));
  const day = Math.floor(Date.UTC(number(6, 10), number(3, 5) - 1, number(0, 2)) / DAY_MS);
  return { day, weekday: (((day + 3) % 7) + 7) % 7, hour: number(12, 14), minute: number(15, 17) };
}

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

export const emptyPattern = (): Pattern => ({
  firstDay: -1,
  day: -1,
  last: 0,
  events: 0,
  today: zeros(24),
  mean: zeros(168),
  variance: zeros(168),
  weight: zeros(168),
});

/**
 * Adds one event to a pattern, in place. A day's hours are counted until the next day begins; then each becomes one week's sample of its
 * slot, with mean and variance kept by exponential weights (D. H. D. West, 1979), those of silent days as none. What arrives late
 * counts as of today.
 */
export function addEvent(pattern: Pattern, at: Date, { day, hour }: Slot): void {
  if (pattern.day < 0) pattern.firstDay = pattern.day = day;
  if (day > pattern.day + FORGOTTEN_DAYS) Object.assign(pattern, emptyPattern(), { firstDay: day, day });
  closeDays(pattern, day);
  pattern.today[hour]!++;
  pattern.events++;
  pattern.last = Math.max(pattern.last, at.getTime());
}

/** Takes the days before this one into the means. */
function closeDays(pattern: Pattern, until: number): void {
  for (; pattern.day < until; pattern.day++) {
    const weekday = (((pattern.day + 3) % 7) + 7) % 7;
    for (let hour = 0; hour < 24; hour++) {
      const slot = weekday * 24 + hour;
      const before = pattern.mean[slot]!;
      const kept = pattern.weight[slot]! * KEPT_PER_WEEK;
      const weight = kept + 1;
      const count = pattern.today[hour]!;
      const mean = before + (count - before) / weight;
      pattern.variance[slot] = (kept * pattern.variance[slot]! + (count - before) * (count - mean)) / weight;
      pattern.mean[slot] = mean;
      pattern.weight[slot] = weight;
      pattern.today[hour] = 0;
    }
  }
}

/** The pattern as it stands at the beginning of a day: silent days since its last event count as such. To be read, not changed. */
export function upTo(pattern: Pattern, day: number): Pattern {
  if (pattern.day < 0 || pattern.day >= day) return pattern;
  const now = structuredClone(pattern);
  closeDays(now, Math.min(day, now.day + FORGOTTEN_DAYS));
  return now;
}

/** `learning` below two weeks or 20 events, `stale` after 30 days of silence. */
export function stateOf(
  { firstDay, day, events, last }: Pick<Pattern, 'firstDay' | 'day' | 'events' | 'last'>,
  now: Date,
): BaselineState {
  if (events > 0 && now.getTime() - last > WINDOW_DAYS * DAY_MS) return 'stale';
  return firstDay < 0 || day - firstDay < LEAST_DAYS || events < LEAST_EVENTS ? 'learning' : 'ready';
}

/** How many events an hour usually has, and by how many that varies: the slot's own weeks, and those of the hour on other days. */
export function usual(pattern: Pattern, weekday: number, hour: number): { mean: number; deviation: number } {
  const slot = weekday * 24 + hour;
  let [sum, spread, weights] = [0, 0, 0];
  for (let other = 0; other < 7; other++) {
    const weight = pattern.weight[other * 24 + hour]!;
    sum += weight * pattern.mean[other * 24 + hour]!;
    spread += weight * pattern.variance[other * 24 + hour]!;
    weights += weight;
  }
  const others = weights === 0 ? { mean: 0, variance: 0 } : { mean: sum / weights, variance: spread / weights };
  const own = pattern.weight[slot]!;
  const part = (mine: number, theirs: number): number => (own * mine + OTHER_DAYS * theirs) / (own + OTHER_DAYS);
  const mean = part(pattern.mean[slot]!, others.mean);
  // counts vary at least as chance does; half an event, where there never was one
  const variance = Math.max(part(pattern.variance[slot]!, others.variance), mean, 0.25);
  return { mean, deviation: Math.sqrt(variance) };
}
