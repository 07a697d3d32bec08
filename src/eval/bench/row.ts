/** One measured figure, with what it is compared to. */
export interface BenchRow {
  name: string;
  /** The figure as it is read: a number and its unit. */
  value: number;
  unit: 'events/s' | 'ms' | 'µs' | 's' | 'MB' | 'events' | 'frames/s' | 'messages/s' | '×';
  /** The number to reach and whether more or less of it is better; null where there is none. */
  target: { value: number; better: 'more' | 'less' } | null;
  /** Where the target or the compared figure comes from. */
  compared: string;
}

export const reached = (row: BenchRow): boolean | null =>
  row.target === null
    ? null
    : row.target.better === 'more'
      ? row.value >= row.target.value
      : row.value <= row.target.value;

/** The given share of the sorted samples (nearest rank), e.g. 0.95. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
