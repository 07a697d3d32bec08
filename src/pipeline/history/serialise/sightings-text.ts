import type { SightingDaySource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { formatReference } from '../../../domain/reference.ts';
import { dayWords, linesOf, momentWords } from './lines.ts';

/** A day of somebody at a camera: how often, from when to when. */
export function sightingsText(seen: SightingDaySource): HistoryDocument {
  const camera = formatReference({ kind: 'camera', number: seen.camera_number });
  const person = formatReference({ kind: 'person', number: seen.person_number });
  return {
    kind: 'sightings',
    key: seen.key,
    ref: person,
    title: `${seen.person} at ${seen.camera} on ${dayWords(`${seen.day}T00:00:00Z`)}`,
    at: seen.last,
    personId: seen.person_id,
    text: linesOf([
      `${person} ${seen.person} (${seen.named ? 'known person' : 'unknown visitor, stranger'}) was seen ${seen.times === 1 ? 'once' : `${seen.times} times`} at ${camera} ${seen.camera}.`,
      `From ${momentWords(seen.first)} until ${momentWords(seen.last)}.`,
      seen.zones.length > 0 && `Zones: ${seen.zones.join(', ')}`,
    ]),
  };
}
