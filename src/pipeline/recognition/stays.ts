import type { Sighting } from '../../domain/person.ts';

/** Somebody around for a while, as one: at one camera or at several, one after the other. */
export interface Stay<T> {
  from: Date;
  to: Date;
  /** Latest first. */
  rows: T[];
}

/** Whoever is seen again after no longer than this never left. */
export const STAYED_BETWEEN_MS = 15 * 60_000;

/**
 * One person's sightings, put together to stays, the latest first: what cameras tell as several events is one visit as long as nobody was out of
 * sight for more than a quarter of an hour.
 */
export function staysOf<T extends { sighting: Pick<Sighting, 'firstSeen' | 'lastSeen'> }>(
  rows: readonly T[],
  betweenMs = STAYED_BETWEEN_MS,
): Stay<T>[] {
  const stays: Stay<T>[] = [];
  for (const row of rows.toSorted((a, b) => a.sighting.firstSeen.getTime() - b.sighting.firstSeen.getTime())) {
    const { firstSeen, lastSeen } = row.sighting;
    const open = stays[0];
    if (open && firstSeen.getTime() - open.to.getTime() <= betweenMs) {
      open.rows.unshift(row);
      if (lastSeen > open.to) open.to = lastSeen;
    } else stays.unshift({ from: firstSeen, to: lastSeen, rows: [row] });
  }
  return stays;
}
