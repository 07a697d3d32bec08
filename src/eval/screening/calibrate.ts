/** A score before the sigmoid, what it should be (0..1), and how much it counts. */
export interface Point {
  raw: number;
  target: number;
  weight: number;
}

/** `sigmoid(slope * raw + shift)` is the chance. */
export interface Line {
  slope: number;
  shift: number;
}

/** Platt scaling by Newton's method; the same line where there is nothing to fit. */
export function platt(points: readonly Point[]): Line {
  let [slope, shift] = [1, 0];
  if (points.length < 20) return { slope, shift };
  for (let round = 0; round < 50; round++) {
    let [g0, g1, h00, h01, h11] = [0, 0, 1e-6, 0, 1e-6];
    for (const { raw, target, weight } of points) {
      const p = 1 / (1 + Math.exp(-(slope * raw + shift)));
      const [error, curve] = [weight * (p - target), weight * Math.max(1e-9, p * (1 - p))];
      g0 += error * raw;
      g1 += error;
      h00 += curve * raw * raw;
      h01 += curve * raw;
      h11 += curve;
    }
    const det = h00 * h11 - h01 * h01;
    if (!(Math.abs(det) > 1e-12)) break;
    const [d0, d1] = [(h11 * g0 - h01 * g1) / det, (h00 * g1 - h01 * g0) / det];
    slope -= Math.max(-1, Math.min(1, d0));
    shift -= Math.max(-1, Math.min(1, d1));
    if (Math.abs(d0) + Math.abs(d1) < 1e-6) break;
  }
  return slope > 0.05 && Number.isFinite(shift) ? { slope, shift } : { slope: 1, shift: 0 };
}

/** Mean distance between what was said and what came, in ten bins of what was said (expected calibration error). */
export function calibrationError(points: readonly { score: number; toxic: boolean }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, said: 0, came: 0 }));
  for (const { score, toxic } of points) {
    const bin = bins[Math.min(9, Math.floor(score * 10))]!;
    bin.n++;
    bin.said += score;
    bin.came += Number(toxic);
  }
  return bins.reduce((sum, { said, came }) => sum + Math.abs(said - came), 0) / Math.max(1, points.length);
}
