import { firstLogin } from '../db/event-search.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Count } from '../db/search-filter.ts';
import { daysIn, type Periods } from '../domain/compare-periods.ts';
import type { Principal } from '../domain/principal.ts';
import type { LogKind } from './log-filter.ts';
import { type LogSearch, searchLogs } from './search-logs.ts';

/** What fits the same search in the period compared with. */
export interface CountedBefore {
  totals: Partial<Record<LogKind, Count>>;
  days: number;
  /** Of that period less than half was recorded: a comparison would say nothing. */
  unrecorded: boolean;
}

/** Counts what a search finds in the other of two periods, of the same kinds. */
export async function countBefore(
  tx: OrgDb,
  reader: Principal,
  search: LogSearch,
  { before }: Periods,
): Promise<CountedBefore> {
  const { groupBy: _groups, atLeast: _least, cursor: _page, ...same } = search;
  const { totals } = await searchLogs(tx, reader, { ...same, from: before.from, to: before.to, limit: 1 });
  const began = await firstLogin(tx);
  const recorded = began === null ? 0 : before.to.getTime() - Math.max(before.from.getTime(), began.getTime());
  return { totals, days: daysIn(before), unrecorded: recorded * 2 < before.to.getTime() - before.from.getTime() };
}
