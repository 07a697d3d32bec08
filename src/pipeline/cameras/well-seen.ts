import type { Box } from '../../domain/picture.ts';
import type { InFrame } from './in-frame.ts';

/** Pixels: below them clothes are a smear that looks like any other. */
const LEAST = { width: 32, height: 96 };
const LEAST_SCORE = 0.7;
/** Somebody who stands or walks is taller than wide; what is not is cut off, sits, or is no person. */
const TALLER = 1.3;
/** Of their box: so much may be somebody else's. */
const MOST_SHARED = 0.25;
const EDGE = 0.005;

/**
 * Whether somebody in a picture of this size (pixels) is seen well enough to be told apart by their clothes alone: large, sure, whole at
 * the top and the sides, and not behind or before another person.
 */
export function isWellSeen(
  { kind, box, score }: Pick<InFrame, 'kind' | 'box' | 'score'>,
  others: readonly Pick<InFrame, 'kind' | 'box'>[],
  { width, height }: { width: number; height: number },
): boolean {
  const [x, y, w, h] = box;
  return (
    kind === 'person' &&
    score >= LEAST_SCORE &&
    w * width >= LEAST.width &&
    h * height >= Math.max(LEAST.height, w * width * TALLER) &&
    x > EDGE &&
    y > EDGE &&
    x + w < 1 - EDGE &&
    others.every((other) => other.kind !== 'person' || other.box === box || shared(box, other.box) <= MOST_SHARED)
  );
}

/** How much of the first box is in the second, too. */
function shared([x, y, w, h]: Box, [x2, y2, w2, h2]: Box): number {
  const across = Math.max(0, Math.min(x + w, x2 + w2) - Math.max(x, x2));
  const down = Math.max(0, Math.min(y + h, y2 + h2) - Math.max(y, y2));
  return w * h > 0 ? (across * down) / (w * h) : 1;
}
