import { setImmediate as yieldToOthers } from 'node:timers/promises';
import type { InOrg, OrgDb } from '../db/scope.ts';
import type { Backtest } from '../domain/proposal.ts';
import { type BacktestOptions, perDay, rounded } from './backtest.ts';

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

/** Items between two turns of others. */
const STEP = 500;

/** How far what is stored was looked at. */
type Looked = Pick<Backtest, 'logins' | 'cut'> & { from: Date; to: Date };

/**
 * Looks at what is stored in order of time, page by page in transactions of their own, and gives others their turn; ends early when its
 * time is over. What happened before `wanted` is learned from and not counted.
 */
export async function lookInOrder<Item>(
  org: InOrg,
  { now, budgetMs = 4000, clock = () => performance.now(), signal, onProgress }: BacktestOptions,
  {
    wanted,
    limit,
    pageAfter,
    timeOf,
    look,
  }: {
    wanted: Date;
    /** Items of a full page. */
    limit: number;
    pageAfter: (tx: OrgDb, last: Item | null) => Promise<Item[]>;
    timeOf: (item: Item) => Date;
    look: (item: Item) => void;
  },
): Promise<Looked> {
  const began = clock();
  let looked = 0;
  let first: Date | null = null;
  let last = wanted;
  let end: Item | null = null;
  let outOfTime = false;
  while (!outOfTime) {
    const page: Item[] = await org((tx) => pageAfter(tx, end));
    for (const [at, item] of page.entries()) {
      const time = timeOf(item);
      if (time >= wanted) {
        looked++;
        first ??= time;
        last = time;
      }
      look(item);
      if (at % STEP === STEP - 1) {
        await yieldToOthers();
        signal?.throwIfAborted();
        onProgress?.(looked, looked);
      }
    }
    signal?.throwIfAborted();
    onProgress?.(looked, looked);
    end = page.at(-1) ?? null;
    if (page.length < limit) break;
    outOfTime = clock() - began > budgetMs;
  }
  return { from: first ?? wanted, to: outOfTime ? last : now, logins: looked, cut: outOfTime ? 'time' : null };
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

/** Keys asked for at once. */
const BATCH = 1000;

/**
 * How many of them stand on what alerts stand on already, and how many of those were called false alarms. `alertsOn` answers for each
 * alert on one of these items how it stands; `sample` so many items of each are enough.
 */
export async function knownAmong<Item, Key extends string | number>(
  org: InOrg,
  matters: readonly TriedMatter<Item>[],
  keyOf: (item: Item) => Key,
  alertsOn: (tx: OrgDb, keys: readonly Key[]) => Promise<{ on: Key; status: string }[]>,
  sample = Number.POSITIVE_INFINITY,
): Promise<Backtest['known']> {
  const keys = matters.flatMap(({ items }) => items.slice(0, sample).map(keyOf));
  const rows: { on: Key; status: string }[] = [];
  for (let at = 0; at < keys.length; at += BATCH)
    rows.push(...(await org((tx) => alertsOn(tx, keys.slice(at, at + BATCH)))));
  const statuses = Map.groupBy(rows, ({ on }) => on);
  const known = { alerts: 0, falseAlarms: 0 };
  for (const { items } of matters) {
    const found = items.flatMap((item) => statuses.get(keyOf(item)) ?? []).map(({ status }) => status);
    if (found.length > 0) known.alerts++;
    if (found.includes('false_alarm')) known.falseAlarms++;
  }
  return known;
}
