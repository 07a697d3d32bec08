import { findFace } from '../../db/faces.ts';
import { listPersonChanges } from '../../db/person-changes.ts';
import type { FaceDecision } from '../../domain/face.ts';
import { isUuid } from '../../domain/id.ts';
import type { Person } from '../../domain/person.ts';
import type { Card } from '../../messages/card.ts';
import type { CardView } from '../../messages/views/card-view.ts';
import { personCard } from '../../messages/views/person-card.ts';
import type { Work } from '../work.ts';
import { facesOf } from './change-people.ts';
import { describePeople } from './people.ts';
import { seeSightings } from './sightings.ts';

/** So long a card offers to take back what was done last. */
const UNDO_MS = 24 * 60 * 60_000;

/** The card of a person as they are now, with a face at hand where one is named. */
export async function drawPerson(
  work: Pick<Work, 'tx' | 'principal' | 'now'>,
  person: Person,
  view: CardView,
  { faceId, decision }: { faceId?: string | null; decision?: FaceDecision } = {},
): Promise<Card> {
  const { tx, now } = work;
  const [shown] = await describePeople(tx, [person]);
  const { rows, cameras } = await seeSightings(work, { personIds: [person.id] }, { limit: 1 });
  const face = faceId && isUuid(faceId) ? await findFace(tx, faceId) : null;
  const [latest] = await listPersonChanges(tx, person.id, { standing: true, limit: 1 });
  const fresh = latest && now.getTime() - latest.at.getTime() < UNDO_MS;
  return personCard(shown!, {
    ...view,
    cameras: cameras.length,
    lastCamera: rows[0]?.camera.name ?? null,
    // what is somebody else's by now is not asked about here
    face:
      face && (face.personId === person.id || face.personId === null)
        ? {
            ...face,
            decision: decision ?? face.decision,
            vouched: face.assigned === 'confirmed' || face.assigned === 'enrolled',
          }
        : null,
    undo: fresh ? latest.id : null,
    ...(fresh && latest.kind === 'decide' ? { decided: facesOf(latest) } : {}),
  });
}
