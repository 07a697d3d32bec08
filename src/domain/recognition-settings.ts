/** How sure an organisation wants to be of faces. */
export interface RecognitionSettings {
  /** Pixels of a face's shorter side below which nobody is sure whose it is. */
  leastSize: number;
  /** The detector's score below which what a camera shows is no face, 0..1. */
  leastScore: number;
  /** Quality (of size, sharpness and side) below which nobody is sure whose a face is, 0..1. */
  leastQuality: number;
  /** Added to the cosine from which a face is somebody's. */
  matchOffset: number;
  /** Added to the cosine from which a face is unsure. */
  unsureOffset: number;
  /** So many faces of one camera event must agree before it is told as somebody who has a name. */
  facesForName: number;
  /** So many faces of nobody are kept, the newest. */
  attemptsKept: number;
}

/** The safe range of each, by what steps it is set, and what holds where nobody set it. */
export const RECOGNITION_RANGES: Record<
  keyof RecognitionSettings,
  { least: number; most: number; step: number; usual: number }
> = {
  leastSize: { least: 20, most: 200, step: 1, usual: 20 },
  leastScore: { least: 0.6, most: 0.95, step: 0.01, usual: 0.6 },
  leastQuality: { least: 0, most: 0.6, step: 0.01, usual: 0 },
  matchOffset: { least: -0.04, most: 0.2, step: 0.01, usual: 0 },
  unsureOffset: { least: -0.1, most: 0.05, step: 0.01, usual: 0 },
  facesForName: { least: 1, most: 5, step: 1, usual: 1 },
  attemptsKept: { least: 100, most: 20_000, step: 1, usual: 5000 },
};

/** What people call each. */
export const RECOGNITION_WORDS: Record<keyof RecognitionSettings, string> = {
  matchOffset: 'How alike a face must be to be somebody',
  unsureOffset: 'How alike a face must be to be unsure',
  facesForName: 'Faces that must agree before a name is told',
  leastSize: 'Least size of a face, in pixels',
  leastScore: 'Least score of the detector',
  leastQuality: 'Least quality of a face',
  attemptsKept: 'Faces of nobody that are kept',
};

export const RECOGNITION_SETTINGS = Object.keys(RECOGNITION_RANGES) as (keyof RecognitionSettings)[];

export const USUAL_RECOGNITION = Object.fromEntries(
  RECOGNITION_SETTINGS.map((name) => [name, RECOGNITION_RANGES[name].usual]),
) as unknown as RecognitionSettings;

/** So much stricter than elsewhere a camera may be at most. */
export const MOST_STRICTER = 0.2;

/** What is needed of a face at a place, as cosines. */
export interface Needed {
  /** From here on a face is that of somebody who has no threshold of their own. */
  threshold: number;
  /** From here on it is unsure. */
  unsureFrom: number;
  /** From here on it is that of somebody with this threshold of their own. */
  neededFor(own: number | null): number;
}

/**
 * What these settings, and a camera that is so much stricter, come to for an embedder. However it is set, nobody is recognised from less
 * than the loosest safe value below the embedder's own threshold.
 */
export function strictness(
  embedder: { threshold: number; unsureFrom: number },
  settings: Pick<RecognitionSettings, 'matchOffset' | 'unsureOffset'>,
  stricter = 0,
): Needed {
  const loosest = embedder.threshold + RECOGNITION_RANGES.matchOffset.least;
  const neededFor = (own: number | null): number =>
    rounded(Math.max(loosest, (own ?? embedder.threshold) + settings.matchOffset + stricter));
  const threshold = neededFor(null);
  return {
    threshold,
    unsureFrom: rounded(Math.min(threshold, embedder.unsureFrom + settings.unsureOffset)),
    neededFor,
  };
}

const rounded = (cosine: number): number => Math.round(cosine * 1000) / 1000;
