import type { IncidentEntry } from '../../domain/incident.ts';
import { minutesSpent, type Participant } from '../../domain/incident-review.ts';

/** Who took part in an incident: members in whose name its timeline has a line, the first to act first. */
export function participantsOf(entries: readonly IncidentEntry[]): Participant[] {
  const acts = new Map<string, IncidentEntry[]>();
  for (const entry of entries)
    if (entry.actorId !== null) acts.set(entry.actorId, [...(acts.get(entry.actorId) ?? []), entry]);
  return [...acts].map(([memberId, theirs]) => ({
    memberId,
    name: theirs.at(-1)!.actorName,
    acts: theirs.length,
    first: theirs[0]!.at,
    last: theirs.at(-1)!.at,
    minutes: minutesSpent(theirs.map(({ at }) => at)),
  }));
}
