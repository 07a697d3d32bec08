import type { Habit } from '../../../domain/unusual.ts';
import type { Slot } from '../baselines/baseline.ts';
import type { Login } from '../detector.ts';
import { distanceKm } from '../impossible-travel.ts';

const DAY_MS = 86_400_000;
/** From so many sign-ins on, older ones count half. */
const FULL = 400;
const WEEKS_TO_KNOW = 3;
const MOST_NAMES = 30;
const MOST_PLACES = 8;
const MOST_RECENT = 60;
/** Nearer than this is the same place: where an address is, is known roughly. */
const SAME_PLACE_KM = 60;

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

export const emptyHabit = (): Habit => ({
  logins: 0,
  hours: zeros(24),
  weekdays: zeros(7),
  countries: {},
  devices: {},
  places: [],
  recent: [],
});

/** Adds a login to a habit, in place. A failure is remembered for a day and teaches nothing else: it may be an attacker's. */
export function learn(habit: Habit, login: Login, { weekday, hour }: Slot): void {
  const at = login.occurredAt.getTime();
  habit.recent = habit.recent.filter(([then]) => then > at - DAY_MS).slice(1 - MOST_RECENT);
  habit.recent.push([at, login.outcome === 'success', login.device]);
  if (login.outcome !== 'success') return;
  if (habit.logins === 0) habit.since = at;
  else if (habit.since !== undefined) habit.since = Math.min(habit.since, at);
  habit.logins++;
  habit.hours[hour]!++;
  habit.weekdays[weekday]!++;
  if (login.country !== null) countIn(habit.countries, login.country);
  if (login.device !== null) countIn(habit.devices, login.device);
  addPlace(habit, login);
  if (habit.logins >= FULL) halve(habit);
}

function countIn(names: Record<string, number>, name: string): void {
  names[name] = (Object.hasOwn(names, name) ? names[name]! : 0) + 1;
  const all = Object.entries(names);
  if (all.length <= MOST_NAMES) return;
  const [least] = all.filter(([other]) => other !== name).reduce((a, b) => (b[1] < a[1] ? b : a));
  delete names[least];
}

function addPlace(habit: Habit, { latitude, longitude, city }: Login): void {
  if (latitude === null || longitude === null) return;
  const known = habit.places.find((place) => distanceKm(place, { latitude, longitude }) < SAME_PLACE_KM);
  if (known) known.count++;
  else habit.places.push({ latitude, longitude, city, count: 1 });
  habit.places.sort((a, b) => b.count - a.count);
  // the newest is kept, so that it can become one
  if (habit.places.length > MOST_PLACES) habit.places.splice(MOST_PLACES - 2, 1);
}

function halve(habit: Habit): void {
  const half = (counts: number[]): number[] => counts.map((count) => count / 2);
  const fewer = (names: Record<string, number>): Record<string, number> =>
    Object.fromEntries(Object.entries(names).flatMap(([name, count]) => (count > 0.4 ? [[name, count / 2]] : [])));
  habit.logins /= 2;
  habit.hours = half(habit.hours);
  habit.weekdays = half(habit.weekdays);
  habit.countries = fewer(habit.countries);
  habit.devices = fewer(habit.devices);
  for (const place of habit.places) place.count /= 2;
}

/** Whether a login comes late enough after the first for its weekday to say something: several of each have passed by then. */
export const knowsWeekdays = ({ since }: Habit, { occurredAt }: Pick<Login, 'occurredAt'>): boolean =>
  since === undefined || occurredAt.getTime() - since >= WEEKS_TO_KNOW * 7 * DAY_MS;

/** How often a name was counted; names come out of logs. */
export const countOf = (names: Record<string, number>, name: string): number =>
  Object.hasOwn(names, name) ? names[name]! : 0;
