/** How long a picture is kept follows from what it is for. */
const PICTURE_CLASSES = ['frame', 'event', 'enrolment', 'question'] as const;
export type PictureClass = (typeof PICTURE_CLASSES)[number];

/** x, y, width and height in 0..1 of a picture's width and height. */
export type Box = readonly [x: number, y: number, width: number, height: number];

/** A picture that is kept; its bytes are in the file store. */
export interface StoredPicture {
  id: string;
  storageKey: string;
  /** Hexadecimal. */
  sha256: string;
  mediaType: string;
  /** Bytes. */
  size: number;
  /** Pixels, upright. */
  width: number;
  height: number;
  class: PictureClass;
  cameraId: string | null;
  takenAt: Date;
  addedAt: Date;
}

/** A decoded picture: sRGB, 8 bits, upright, without transparency. */
export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue, row by row: `3 × width × height` bytes. */
  data: Uint8Array;
}

/** Bytes of a picture that anybody may send. */
export const LARGEST_PICTURE = 20 * 2 ** 20;
/** What whoever sends a larger one is told, wherever it is noticed. */
export const pictureTooLarge = (most: number = LARGEST_PICTURE): string =>
  `A picture may have at most ${(most / 2 ** 20).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB. Save it smaller, or at a lower quality.`;
