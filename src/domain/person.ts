import type { FaceDecision } from './face.ts';

/** Somebody, named or numbered. People read the name where there is one, else the label. */
export interface Person {
  id: string;
  number: number;
  /** `Person_A47B8C12`: given once, never changed. */
  label: string;
  name: string | null;
  note: string;
  /** Cosine from which a face is theirs, calibrated from their own pictures; null: the organisation's. */
  threshold: number | null;
  mergedInto: string | null;
  archivedAt: Date | null;
  /** Left out of lists; recognised all the same. */
  hidden?: boolean;
  /** The picture chosen to stand for them; the one that shows them best where there is none. */
  portraitFaceId?: string | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
}

/**
 * `vote`: several pictures of one event, put together, said that one of them shows this person and not another. `give`: somebody said whose
 * faces of nobody are. `decide`: earlier faces of nobody turned out to be theirs when more was known of them.
 */
export const PERSON_CHANGE_KINDS = ['rename', 'merge', 'split', 'confirm', 'reject', 'vote', 'give', 'decide'] as const;
export type PersonChangeKind = (typeof PERSON_CHANGE_KINDS)[number];

export const shownName = (person: Pick<Person, 'name' | 'label'>): string => person.name ?? person.label;

/** What became of one picture of an enrolment. */
export const ENROLMENT_VERDICTS = [
  'accepted',
  'no_face',
  'several_faces',
  'too_small',
  'blurred',
  'turned_away',
  'likely_spoof',
  'duplicate',
  'someone_else',
  'left_out',
  'unreadable',
] as const;
export type EnrolmentVerdict = (typeof ENROLMENT_VERDICTS)[number];

/** Somebody at a camera: one for all pictures of one event. */
export interface Sighting {
  id: string;
  personId: string;
  cameraId: string;
  cameraEventId: string;
  firstSeen: Date;
  lastSeen: Date;
  /** In so many pictures their face was seen. */
  faces: number;
  bestFaceId: string | null;
  /** A face, or only how they were dressed. */
  by: 'face' | 'appearance';
  decision: FaceDecision;
}

/** Who allowed that faces are recognised, or took it back: for the organisation (no person), or for one person. */
export interface Consent {
  id: string;
  personId: string | null;
  state: 'given' | 'withdrawn';
  /** The policy or the words that were agreed to. */
  text: string;
  at: Date;
  recordedBy: string;
}

/** Fewer pictures say nothing of how alike somebody’s pictures are, so they have no threshold of their own. */
export const LEAST_PICTURES = 3;
