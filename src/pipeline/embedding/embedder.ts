/** What a text is embedded for: some models want to be told. */
export type EmbeddingPurpose = 'passage' | 'query';

/** Turns texts into vectors whose cosine says how near they are in meaning; every implementation passes tests/contracts/embedder.ts. */
export interface TextEmbedder {
  /** Names the space of its vectors: those of two ids are never compared. */
  readonly id: string;
  readonly dimensions: number;
  /** A vector of length 1 for each text, in their order; all zeros for a text without a word. Fails with `unavailable` when it cannot. */
  embed(texts: readonly string[], purpose: EmbeddingPurpose, signal?: AbortSignal): Promise<Float32Array[]>;
  close?(): Promise<void>;
}

/** The same direction with length 1; zeros stay. */
export function normalised(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  if (square > 0 && Number.isFinite(square)) {
    const length = Math.sqrt(square);
    for (let i = 0; i < vector.length; i++) vector[i]! /= length;
    return vector;
  }
  return vector.fill(0);
}
