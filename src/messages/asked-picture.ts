/** Of one question so many pictures are looked at. */
export const MOST_PICTURES = 5;

/** A picture that came with a question. Nothing of it is fetched before somebody looks at it; what it is, its bytes say. */
export interface AskedPicture {
  /** As its sender called it: data, like all that people write. */
  name: string;
  /** Bytes, where that was said. */
  size: number | null;
  /** As it was said to be. */
  mediaType: string | null;
  /** Its bytes; fails in words for whoever sent it. */
  open(signal?: AbortSignal): Promise<Uint8Array>;
}
