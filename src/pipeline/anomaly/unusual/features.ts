import type { Habit } from '../../../domain/unusual.ts';
import type { Slot } from '../baselines/baseline.ts';
import type { Login } from '../detector.ts';
import { distanceKm } from '../impossible-travel.ts';
import { countOf, knowsWeekdays } from './habit.ts';

/** What a login is told by, in order of the columns. */
export const FEATURES = ['hour', 'weekday', 'country', 'distance', 'device', 'failures', 'devices'] as const;
export type Feature = (typeof FEATURES)[number];

/** An account is judged from so many sign-ins on: before, everything about it is new. */
export const LEAST_LOGINS = 20;

const DAY_MS = 86_400_000;
/** As many sign-ins as the organisation's habits count for beside an account's own. */
const PRIOR = 4;

/**
 * The login beside what its account, and the organisation, did before it; NaN is not known. Rarities are in bits (each is half as
 * likely as the one before), the distance to the nearest usual place in doublings of 50 km, the share of failures of the last day
 * between 0 and 1, and by how many bits the devices of the last day are more mixed than usual.
 */
export function featuresOf(habit: Habit, organisation: Habit, login: Login, { hour, weekday }: Slot): number[] {
  const { country, device } = login;
  const day = lastDay(habit, login);
  const failed = day.filter(([, succeeded]) => !succeeded).length;
  const usualPlace = nearestPlace(habit, login);
  return [
    bits(aroundHour(habit.hours, hour), habit.logins, aroundHour(organisation.hours, hour), organisation.logins, 1 / 8),
    knowsWeekdays(habit, login)
      ? bits(habit.weekdays[weekday]!, habit.logins, organisation.weekdays[weekday]!, organisation.logins, 1 / 7)
      : Number.NaN,
    country === null ? Number.NaN : namedBits(habit.countries, organisation.countries, country),
    usualPlace === null ? Number.NaN : Math.log2(1 + usualPlace.km / 50),
    device === null ? Number.NaN : namedBits(habit.devices, organisation.devices, device),
    failed / (day.length + 2),
    Math.max(0, entropy(devicesOf(day, device)) - entropy(Object.values(habit.devices))),
  ];
}

/** What the account did in the day before a login, oldest first. */
export function lastDay(habit: Habit, login: Login): Habit['recent'] {
  const at = login.occurredAt.getTime();
  return habit.recent.filter(([then]) => then > at - DAY_MS && then <= at);
}

/** How often each device was used in a day, with the one at hand. */
export function devicesOf(day: Habit['recent'], device: string | null): number[] {
  const counts = new Map<string, number>();
  for (const one of [...day.flatMap(([, succeeded, name]) => (succeeded ? [name] : [])), device])
    if (one !== null) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts.values()];
}

/** The usual place that is nearest: somewhere the account was at least twice. Null where nothing is known. */
export function nearestPlace(
  { places }: Habit,
  { latitude, longitude }: Login,
): { km: number; city: string | null } | null {
  if (latitude === null || longitude === null) return null;
  return places
    .filter(({ count }) => count >= 2)
    .map((place) => ({ km: distanceKm(place, { latitude, longitude }), city: place.city }))
    .reduce<{ km: number; city: string | null } | null>((a, b) => (a === null || b.km < a.km ? b : a), null);
}

/** Sign-ins within about an hour and a half of the middle of an hour; midnight has neighbours on both sides. */
export const aroundHour = (hours: readonly number[], hour: number): number =>
  hours[(hour + 23) % 24]! / 2 + hours[hour]! + hours[(hour + 1) % 24]! / 2;

/** How rare, in bits, where the organisation counts as a few sign-ins of the account's own, and `guess` as one of the organisation. */
function bits(own: number, of: number, theirs: number, ofTheirs: number, guess: number): number {
  const there = (theirs + guess) / (ofTheirs + 1);
  return -Math.log2(Math.min(1, (own + PRIOR * there) / (of + PRIOR)));
}

const namedBits = (own: Habit['countries'], theirs: Habit['countries'], name: string): number =>
  bits(countOf(own, name), sum(own), countOf(theirs, name), sum(theirs), 1 / 50);

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);

/** Shannon's entropy of counts, in bits. */
function entropy(counts: readonly number[]): number {
  const all = counts.reduce((a, b) => a + b, 0);
  return counts.reduce((bits, count) => (count > 0 ? bits - (count / all) * Math.log2(count / all) : bits), 0);
}
