import { alertedEvents } from '../../db/camera-events.ts';
import { together } from '../../domain/review-item.ts';
import { type Severity, severityRank } from '../../domain/severity.ts';
import type { Work } from '../work.ts';
import type { SeenEvent } from './see-camera.ts';

/** What is one matter to whoever looks at it: an event, or several of different cameras that belong together. */
export interface ReviewItem {
  /** At least one, latest first. */
  events: SeenEvent[];
  /** The worst of the alerts that stand on one of them; null: something was seen, and no rule minded. */
  alert: Severity | null;
  risk: number;
  /** All of them were looked at. */
  reviewed: boolean;
}

/** Events that somebody may see, as items; what belongs together across two pages is two. */
export async function asReviewItems({ tx }: Pick<Work, 'tx'>, seen: readonly SeenEvent[]): Promise<ReviewItem[]> {
  const alerts = await alertedEvents(
    tx,
    seen.map(({ event }) => event.id),
  );
  const groups = together(
    seen.map((one) => ({
      one,
      cameraId: one.camera.id,
      place: one.camera.location,
      startedAt: one.event.startedAt,
      endedAt: one.event.endedAt,
      people: one.people.map(({ personId }) => personId),
    })),
  );
  return groups.map((group) => {
    const events = group.map(({ one }) => one);
    const severities = events.flatMap(({ event }) => alerts.get(event.id) ?? []);
    return {
      events,
      alert: severities.toSorted((a, b) => severityRank(b) - severityRank(a))[0] ?? null,
      risk: Math.max(...events.map(({ event }) => event.risk)),
      reviewed: events.every(({ event }) => Boolean(event.reviewed)),
    };
  });
}
