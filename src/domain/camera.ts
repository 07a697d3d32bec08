import type { ObjectColours } from './colours.ts';
import type { ObjectClass } from './object-class.ts';
import type { Box } from './picture.ts';

/** At least three corners, each x and y in 0..1 of the picture's width and height. */
export type Polygon = readonly (readonly [x: number, y: number])[];

export const ZONE_KINDS = ['entry', 'restricted', 'public', 'parking', 'ignore'] as const;
export type ZoneKind = (typeof ZONE_KINDS)[number];

/** A part of what a camera sees. What is detected in an `ignore` zone is not told. */
export interface Zone {
  name: string;
  kind: ZoneKind;
  polygon: Polygon;
  /** Switched off it is kept, and nothing counts as in it; on where absent. */
  enabled?: boolean | undefined;
  /** Only these count as in it; everything where none is named. */
  objects?: readonly ObjectClass[] | undefined;
}

export interface Camera {
  id: string;
  number: number;
  name: string;
  /** Its folder among the watched ones: `front-door`. */
  folder: string;
  location: string;
  enabled: boolean;
  zones: Zone[];
  /** Blackened in every picture before anything is looked for or kept. */
  mask: Polygon[];
  /** So much more alike than elsewhere a face must be here (cosine). */
  stricter: number;
  /** What is normal there, in an admin's words. */
  notes: string;
  lastSeenAt: Date | null;
  lastPictureId: string | null;
  createdAt: Date;
  updatedAt: Date;
  updatedBy: string;
}

/**
 * Class of object → the most of it seen in one picture, its best score, and the zones it stood in, which stay when its pictures go;
 * of people how many were forgotten since.
 */
export type SeenObjects = Record<
  string,
  { most: number; score: number; zones?: readonly string[]; forgotten?: number }
>;

/** What a language model that saw an event's pictures says of it; nothing of it is a finding. */
export interface ModelView {
  title: string;
  scene: string;
  /** How sure it says it is, 0..1. */
  confidence: number;
  /** What else somebody may want to know. */
  concerns: string[];
  /** 0: none; 1: worth a look; 2: acts against people or things. */
  threat: 0 | 1 | 2;
  /** How many pictures it saw. */
  pictures: number;
}

/** What happened in front of a camera, told as one thing however many pictures there are of it. */
export interface CameraEvent {
  id: string;
  number: number;
  cameraId: string;
  startedAt: Date;
  endedAt: Date;
  pictures: number;
  bestPictureId: string | null;
  objects: SeenObjects;
  zones: string[];
  /** 0..100. */
  risk: number;
  reasons: string[];
  summary: string;
  /** `rules`, or the model's name. */
  summaryBy: string | null;
  /** Absent or null where no model saw its pictures. */
  view?: ModelView | null;
  /** Null while pictures may still be added. */
  closedAt: Date | null;
  updatedAt: Date;
  /** Who looked at it last, and when; none while nobody did, or when it got riskier since. */
  reviewed?: { at: Date; by: string } | null;
}

/** Something a camera saw in one picture. */
export interface Detection {
  id: string;
  cameraEventId: string;
  pictureId: string;
  at: Date;
  /** `person`, `car` …: the detector's own word. */
  kind: string;
  box: Box;
  /** The detector's, 0..1. */
  score: number;
  /** Names of the camera's zones it stood in. */
  zones: string[];
  personId: string | null;
  /** What they wear or it is painted like, where that could be told. */
  colours: ObjectColours | null;
}

/** What an event's detections of one kind, in the same zones and of the same person, come to. */
export interface DetectionSum {
  kind: string;
  zones: string[];
  personId: string | null;
  count: number;
  /** The best, 0..1. */
  score: number;
  /** In how many pictures. */
  pictures: number;
  first: Date;
  last: Date;
  bestPictureId: string;
}
