import { type Direction, daysIn, directionOf, type Periods, type PeriodUnit } from '../domain/compare-periods.ts';
import type { Language } from '../domain/language.ts';
import { periodText } from '../messages/period-text.ts';
import type { CountedBefore } from '../pipeline/count-before.ts';
import type { LogKind, LogPage } from '../pipeline/search-logs.ts';

/** What a search counted in another period, beside what it counted now. */
export interface ComparedData {
  range: string;
  /** The same as it is said in the asker's language. */
  said: string;
  unit: PeriodUnit;
  running: boolean;
  /** Another period was named, not simply the one before. */
  chosen: boolean;
  days: number;
  days_before: number;
  /** Too little was recorded then: there is nothing to compare with. */
  unrecorded: boolean;
  counts: Partial<Record<LogKind, number>>;
  /** The kinds of which there are more than was counted, in either period: their difference is not known. */
  more_than: LogKind[];
  /** Now less then. */
  change: Partial<Record<LogKind, number>>;
  /** Whether that is a change at all, as far as such numbers can tell. */
  direction: Partial<Record<LogKind, Direction>>;
}

/** The two counts of a search side by side. */
export function comparedData(
  { kinds, totals }: Pick<LogPage, 'kinds' | 'totals'>,
  periods: Periods,
  then: CountedBefore,
  { reader, language }: { reader: { timeZone: string }; language: Language },
): ComparedData {
  const { before, current } = periods;
  const days = daysIn(current);
  const now = (kind: LogKind): number => totals[kind]?.count ?? 0;
  const was = (kind: LogKind): number => then.totals[kind]?.count ?? 0;
  const capped = kinds.filter((kind) => totals[kind]?.capped || then.totals[kind]?.capped);
  const known = kinds.filter((kind) => !capped.includes(kind));
  const of = <T>(some: readonly LogKind[], value: (kind: LogKind) => T): Partial<Record<LogKind, T>> =>
    Object.fromEntries(some.map((kind) => [kind, value(kind)]));
  return {
    range: before.label,
    said: periodText(
      { range: before.label, from: before.from.toISOString(), to: before.to.toISOString() },
      { language, timeZone: reader.timeZone },
    ),
    unit: periods.unit,
    running: periods.running,
    chosen: periods.chosen,
    days,
    days_before: then.days,
    unrecorded: then.unrecorded,
    counts: of(kinds, was),
    more_than: capped,
    change: of(known, (kind) => now(kind) - was(kind)),
    direction: of(known, (kind) => directionOf({ days, count: now(kind) }, { days: then.days, count: was(kind) })),
  };
}
