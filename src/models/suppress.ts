/** x, y, width, height in pixels. */
export type PixelBox = [x: number, y: number, width: number, height: number];

/** Best first; what covers a better one's place by more than `most` (intersection over union) is left out. */
export function suppressOverlaps<T extends { box: PixelBox; score: number }>(found: readonly T[], most: number): T[] {
  const kept: T[] = [];
  for (const one of [...found].sort((p, q) => q.score - p.score))
    if (kept.every((better) => overlap(better.box, one.box) <= most)) kept.push(one);
  return kept;
}

/** Intersection over union, 0..1. */
export function overlap([ax, ay, aw, ah]: PixelBox, [bx, by, bw, bh]: PixelBox): number {
  const width = Math.min(ax + aw, bx + bw) - Math.max(ax, bx);
  const height = Math.min(ay + ah, by + bh) - Math.max(ay, by);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (aw * ah + bw * bh - both);
}
