import type { Habit, UnusualReason } from '../../../domain/unusual.ts';
import type { Slot } from '../baselines/baseline.ts';
import type { Login } from '../detector.ts';
import { aroundHour, devicesOf, FEATURES, type Feature, lastDay, nearestPlace } from './features.ts';
import { countOf, knowsWeekdays } from './habit.ts';

/** Rarer than this is said. */
const RARE = 0.02;
const FAR_KM = 500;
const MANY_FAILURES = 3;
const MANY_DEVICES = 3;

/** Why a login stands out, each by a fact that holds whatever the forest says; how much each weighs, see `weigh`. */
export function reasonsOf(
  habit: Habit,
  organisation: Habit,
  login: Login,
  { hour, minute, weekday }: Slot,
): UnusualReason[] {
  const reasons: UnusualReason[] = [];
  const weight = 0;
  const { country, device } = login;
  if (aroundHour(habit.hours, hour) < RARE * habit.logins) {
    const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    reasons.push({ kind: 'hour', weight, time, ...usualHours(habit.hours) });
  }
  if (knowsWeekdays(habit, login) && habit.weekdays[weekday]! < RARE * habit.logins)
    reasons.push({ kind: 'weekday', weight, weekday });
  if (country !== null && Object.keys(habit.countries).length > 0 && countOf(habit.countries, country) === 0) {
    const shared = countOf(organisation.countries, country) >= 3;
    reasons.push({ kind: 'country', weight, country, shared });
  }
  const place = nearestPlace(habit, login);
  if (place && place.km >= FAR_KM)
    reasons.push({ kind: 'distance', weight, km: Math.round(place.km), place: place.city });
  if (device !== null && Object.keys(habit.devices).length > 0 && countOf(habit.devices, device) === 0)
    reasons.push({ kind: 'device', weight, device });
  const day = lastDay(habit, login);
  const failures = day.filter(([, succeeded]) => !succeeded).length;
  if (failures >= MANY_FAILURES && failures > day.length / 3) reasons.push({ kind: 'failures', weight, failures });
  const devices = devicesOf(day, device).length;
  if (devices >= MANY_DEVICES && devices > Object.keys(habit.devices).length)
    reasons.push({ kind: 'devices', weight, devices });
  return reasons;
}

/** Reasons with how much each took part: its column's part of what made the path shorter (see `isolatedBy`). The heaviest first. */
export function weigh(reasons: readonly UnusualReason[], shares: readonly number[]): UnusualReason[] {
  const all = shares.reduce((sum, share) => sum + Math.max(0, share), 0);
  const weight = (kind: Feature): number =>
    all === 0 ? 0 : Math.round((100 * Math.max(0, shares[FEATURES.indexOf(kind)] ?? 0)) / all) / 100;
  return reasons.map((reason) => ({ ...reason, weight: weight(reason.kind) })).sort((a, b) => b.weight - a.weight);
}

/** The shortest stretch of hours that holds nine of ten sign-ins; `to` is the hour in which it ends. */
export function usualHours(hours: readonly number[]): { from: number; to: number } {
  const all = hours.reduce((a, b) => a + b, 0);
  for (let length = 1; length < 24; length++)
    for (let from = 0; from < 24; from++) {
      let held = 0;
      for (let i = 0; i < length; i++) held += hours[(from + i) % 24]!;
      if (held >= 0.9 * all) return { from, to: (from + length) % 24 };
    }
  return { from: 0, to: 0 };
}
