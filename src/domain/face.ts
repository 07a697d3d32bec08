import type { Box } from './picture.ts';

/** How well a face can be recognised. */
export interface FaceQuality {
  /** The shorter side of its box, in pixels of the picture. */
  size: number;
  /** Variance of the Laplacian over the aligned face, 0 for a flat one; below about 40 a face is blurred. */
  sharpness: number;
  /** How far it looks away: 0 straight at the camera, 1 in profile. */
  turned: number;
  /** 0..1 of all these. */
  overall: number;
}

export type FaceSource = 'enrolment' | 'camera' | 'question' | 'api';
export type FaceAssignment = 'enrolled' | 'confirmed' | 'matched' | 'new';
/** Why a face of nobody was put away by somebody: nobody who is to be kept, or no face at all. */
export const FACE_DISMISSALS = ['nobody', 'not_a_face'] as const;
export type FaceDismissal = (typeof FACE_DISMISSALS)[number];

/** Whether a face is somebody's, and the numbers that explain it. Similarities are cosines, -1..1. */
export interface FaceDecision {
  /** `unavailable`: it could not be looked for (no model, no consent, a search that hit its limit) – never the same as `no_match`. */
  result: 'match' | 'unsure' | 'no_match' | 'unavailable';
  /** Which embedder made the vectors. */
  model: string | null;
  /** From here on it is a match; from `unsureFrom` it is not sure. */
  threshold: number;
  unsureFrom: number;
  /** The nearest person: their id, the similarity of their nearest picture, and how many of their pictures were compared. */
  nearest: { personId: string; similarity: number; pictures: number } | null;
  /** The nearest other person; a match needs a clear distance to them. */
  runnerUp: { personId: string; similarity: number } | null;
  /** In words, where there is more to say: `too_small`, `blurred`, `no_consent`, `ruled_out` … */
  reason: string | null;
  /**
   * Where several pictures of one event decided it together (reason `vote`): how many, how many of them would have been enough alone, how alike
   * they are on average (cosine), and the same of the next person.
   */
  vote?: { pictures: number; agreeing: number; mean: number; next: number | null };
}

/** A face in a picture, and whose it is as far as that was decided. */
export interface Face {
  id: string;
  pictureId: string;
  personId: string | null;
  cameraEventId: string | null;
  at: Date;
  box: Box;
  /** Left eye, right eye, nose, left and right corner of the mouth, in 0..1. */
  points: readonly (readonly [x: number, y: number])[];
  /** The detector's, 0..1. */
  score: number;
  quality: FaceQuality;
  source: FaceSource;
  assigned: FaceAssignment | null;
  decision: FaceDecision | null;
  /** Null while it is somebody’s, or waits to be settled. */
  dismissed: FaceDismissal | null;
}
