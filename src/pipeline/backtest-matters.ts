import type { Backtest } from '../domain/proposal.ts';
import { perDay, rounded } from './backtest.ts';

/** What would have been one alert. Times in milliseconds since 1970. */
export interface TriedMatter<Item> {
  first: number;
  last: number;
  items: Item[];
  /** The latest finding speaks. */
  title: (events: number) => string;
}

/** Findings in order of time: those of one fingerprint that are no further apart than the cooldown are one alert, as when they are raised. */
export class TriedMatters<Item> {
  readonly #reachMs: number;
  readonly #byFingerprint = new Map<string, TriedMatter<Item>[]>();

  constructor(cooldownSeconds: number) {
    this.#reachMs = cooldownSeconds * 1000;
  }

  add(fingerprint: string, { first, last, items, title }: TriedMatter<Item>): void {
    const known = this.#byFingerprint.get(fingerprint) ?? [];
    const latest = known.at(-1);
    if (latest && first <= latest.last + this.#reachMs) {
      latest.last = Math.max(latest.last, last);
      latest.items.push(...items);
      latest.title = title;
    } else known.push({ first, last, items, title });
    this.#byFingerprint.set(fingerprint, known);
  }

  all(): TriedMatter<Item>[] {
    return [...this.#byFingerprint.values()].flat();
  }
}

const EXAMPLES = 5;
const DAY_MS = 86_400_000;

/** What rules that are not run on each login as it comes would have done, in the words of a backtest. */
export function triedAs<Item>(
  matters: readonly TriedMatter<Item>[],
  {
    from,
    to,
    days,
    timeZone,
    refOf,
    ...rest
  }: {
    from: Date;
    to: Date;
    days: number;
    timeZone: string;
    /** Null where it has no reference. */
    refOf: (item: Item) => string | null;
  } & Pick<Backtest, 'of' | 'logins' | 'known' | 'cut'>,
): Backtest {
  const covered = Math.min(days, Math.max(1, Math.round((to.getTime() - from.getTime()) / DAY_MS)));
  return {
    ...rest,
    from: from.toISOString(),
    to: to.toISOString(),
    days: covered,
    matched: matters.reduce((sum, { items }) => sum + items.length, 0),
    alerts: matters.length,
    perWeek: rounded((matters.length * 7) / covered),
    perDay: perDay(matters, from, to, timeZone),
    examples: matters
      .toSorted((a, b) => b.first - a.first)
      .slice(0, EXAMPLES)
      .map(({ title, items, last }) => ({
        title: title(items.length),
        at: new Date(last).toISOString(),
        events: items.length,
        logs: items
          .slice(-3)
          .map(refOf)
          .filter((ref) => ref !== null),
      })),
  };
}

/** How many of them stand on what alerts stand on already, and how many of those were called false alarms. */
export function knownOf<Item>(
  matters: readonly TriedMatter<Item>[],
  statuses: (item: Item) => readonly string[],
): Backtest['known'] {
  const known = { alerts: 0, falseAlarms: 0 };
  for (const { items } of matters) {
    const found = items.flatMap((item) => statuses(item));
    if (found.length > 0) known.alerts++;
    if (found.includes('false_alarm')) known.falseAlarms++;
  }
  return known;
}
