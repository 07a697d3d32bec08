import { peopleOfEvent, type SeenPerson } from '../../db/camera-events.ts';
import { sumDetections } from '../../db/detections.ts';
import { earlierNames } from '../../db/earlier-names.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { Camera, CameraEvent, DetectionSum } from '../../domain/camera.ts';
import { type UsualHere, usualHere } from '../anomaly/baselines/usual-here.ts';

/** All that is known of a camera event so far: what rules judge, what its risk and its words are made of. */
export interface Observed {
  camera: Camera;
  event: CameraEvent;
  sums: readonly DetectionSum[];
  people: readonly SeenPerson[];
  /** What these people were called before, by person. */
  earlier: ReadonlyMap<string, readonly string[]>;
  /** What is in it beside what is usual there at that hour; nothing where that is not known yet. */
  usual: readonly UsualHere[];
  /** The organisation's, for rules that ask for hours. */
  timeZone: string;
  /** Nothing more is expected: what was not seen so far was not there to be seen. */
  over: boolean;
}

export async function observe(
  tx: OrgDb,
  known: Pick<Observed, 'camera' | 'event' | 'timeZone' | 'over'>,
): Promise<Observed> {
  const { id } = known.event;
  const people = await peopleOfEvent(tx, id);
  return {
    ...known,
    sums: await sumDetections(tx, id),
    people,
    earlier: await earlierNames(
      tx,
      people.map(({ personId }) => personId),
    ),
    usual: await usualHere(tx, known),
  };
}
