const MINUTE_MS = 60_000;

/** How much shorter the median pause of the second half is than that of the first, 0..1. */
export function shrinkageOf(times: readonly number[]): number {
  if (times.length < 5) return 0;
  const pauses = times.slice(1).map((t, i) => t - times[i]!);
  const half = Math.floor(pauses.length / 2);
  const median = (some: readonly number[]): number => Float64Array.from(some).sort()[Math.floor(some.length / 2)]!;
  const [first, last] = [median(pauses.slice(0, half)), median(pauses.slice(-half))];
  return first <= 0 ? 0 : Math.max(0, Math.min(1, 1 - last / first));
}

/** The most that comes together within a minute. */
export function mostWithin(points: readonly (readonly [number, number])[]): number {
  let most = 0;
  let sum = 0;
  let from = 0;
  for (const [t, n] of points) {
    sum += n;
    while (points[from]![0] <= t - MINUTE_MS) sum -= points[from++]![1];
    most = Math.max(most, sum);
  }
  return most;
}

/** The most different accounts that one person called within a minute; whom they answer is not called. */
export function calledWithin(
  traces: readonly { t: number; a: string; m?: readonly string[]; n?: number; r?: string; ra?: string }[],
): number {
  if (!traces.some(({ m, n = 0 }) => m || n > 0)) return 0;
  let most = 0;
  for (const own of Map.groupBy(traces, ({ a }) => a).values())
    for (const [i, { t }] of own.entries()) {
      const called = new Set<string>();
      // of a crowd only some are known by their account
      let more = 0;
      for (let k = i; k >= 0 && own[k]!.t > t - MINUTE_MS; k--) {
        const { m = [], n = 0, r, ra } = own[k]!;
        if (r !== undefined && n <= 1) continue;
        for (const account of m) if (account !== ra) called.add(account);
        more = Math.max(more, n - m.length);
      }
      most = Math.max(most, called.size + more);
    }
  return most;
}
