/** What happened at one camera, as far as it may belong with what happened at another. */
export interface Happening {
  cameraId: string;
  /** Where the camera is; empty where nobody said. */
  place: string;
  startedAt: Date;
  endedAt: Date;
  /** Who was seen. */
  people: readonly string[];
}

/** What lies so close together is one matter to whoever looks at it. */
const APART_MS = 30_000;
/** A busy yard is not one matter all day long. */
const MOST_TOGETHER = 10;
const LONGEST_MS = 30 * 60_000;

/**
 * Events that are one matter to a human: of different cameras, at the same time, at the same place or with the same person. Each is in
 * one group; groups and what is in them keep the order that is given.
 */
export function together<E extends Happening>(events: readonly E[]): E[][] {
  const groups: E[][] = [];
  for (const event of events) {
    const near = groups.filter((group) => group.some((other) => belongs(event, other)));
    const [first, ...more] = near;
    if (!first) groups.push([event]);
    else {
      const joined = [...near.flat(), event];
      // too many or too long: with those it found first, and no further
      if (isHuman(joined)) {
        for (const other of more) groups.splice(groups.indexOf(other), 1);
        groups.splice(groups.indexOf(first), 1, joined);
      } else if (isHuman([...first, event])) first.push(event);
      else groups.push([event]);
    }
  }
  const at = new Map(events.map((event, i) => [event, i]));
  return groups
    .map((group) => group.toSorted((a, b) => at.get(a)! - at.get(b)!))
    .toSorted((a, b) => at.get(a[0]!)! - at.get(b[0]!)!);
}

function belongs(a: Happening, b: Happening): boolean {
  if (a.cameraId === b.cameraId) return false;
  const apart =
    Math.max(a.startedAt.getTime(), b.startedAt.getTime()) - Math.min(a.endedAt.getTime(), b.endedAt.getTime());
  if (apart > APART_MS) return false;
  const [here, there] = [a.place.trim().toLowerCase(), b.place.trim().toLowerCase()];
  return (here !== '' && here === there) || a.people.some((who) => b.people.includes(who));
}

const isHuman = (group: readonly Happening[]): boolean =>
  group.length <= MOST_TOGETHER &&
  Math.max(...group.map(({ endedAt }) => endedAt.getTime())) -
    Math.min(...group.map(({ startedAt }) => startedAt.getTime())) <=
    LONGEST_MS;
