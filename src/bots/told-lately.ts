const MOST_TOLD = 2000;

/** Who was told what and when, in this process alone: forgotten when it grows too long, so that somebody may be told twice. */
export function createToldLately(now: () => Date) {
  const told = new Map<string, number>();
  return {
    /** Whether it was noted within the last `withinMs` milliseconds. */
    was: (key: string, withinMs: number): boolean =>
      (told.get(key) ?? Number.NEGATIVE_INFINITY) > now().getTime() - withinMs,
    note(key: string): void {
      if (told.size >= MOST_TOLD) told.clear();
      told.set(key, now().getTime());
    },
  };
}
