import type { Pixels, StoredPicture } from '../domain/picture.ts';

/** The pictures of one question. Each is fetched, decoded and kept at most once, and not before somebody looks at it. */
export interface QuestionPictures {
  readonly count: number;
  /** The picture at a place, from 1; fails in words for whoever sent it. */
  open(position: number): Promise<OpenedPicture>;
  /** Ids of those that were looked at and are kept, by their place: the conversation may come back to them. */
  readonly kept: readonly string[];
}

export interface OpenedPicture {
  stored: StoredPicture;
  pixels: Pixels;
}
