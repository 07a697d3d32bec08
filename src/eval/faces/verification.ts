/** How similar pairs of pictures are that show one person, and pairs that do not. */
export interface Similarities {
  same: Float32Array;
  different: Float32Array;
}

/** How well a threshold parts the two; shares. */
export function verification({ same, different }: Similarities, threshold: number): Record<string, number> {
  const [up, down] = [same.toSorted(), different.toSorted()];
  const share = (n: number, of: number): number => (of === 0 ? 0 : n / of);
  const right = atLeast(up, threshold) + (down.length - atLeast(down, threshold));
  return {
    auc: areaUnderCurve(up, down),
    'tpr_at_fpr_1e-3': truePositivesAt(up, down, 1e-3),
    accuracy: share(right, up.length + down.length),
    best_accuracy: bestAccuracy(up, down),
    false_accept_rate: share(atLeast(down, threshold), down.length),
    false_reject_rate: share(up.length - atLeast(up, threshold), up.length),
  };
}

/** Of sorted numbers, how many are at least `threshold`. */
function atLeast(sorted: Float32Array, threshold: number): number {
  return sorted.length - below(sorted, (value) => value < threshold);
}

/** How many at the beginning of sorted numbers fulfil it. */
function below(sorted: Float32Array, is: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (is(sorted[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The chance that a pair of one person is more similar than one of two; a tie counts half. */
function areaUnderCurve(same: Float32Array, different: Float32Array): number {
  if (same.length === 0 || different.length === 0) return 0;
  let wins = 0;
  for (const value of same)
    wins += (below(different, (other) => other < value) + below(different, (other) => other <= value)) / 2;
  return wins / (same.length * different.length);
}

/** Pairs of one person that are above the threshold which lets through at most such a share of the others. */
function truePositivesAt(same: Float32Array, different: Float32Array, rate: number): number {
  if (same.length === 0 || different.length === 0) return 0;
  const limit = different[different.length - 1 - Math.floor(rate * different.length)]!;
  return (same.length - below(same, (value) => value <= limit)) / same.length;
}

/** With the threshold that fits these pictures best: what publications report. */
function bestAccuracy(same: Float32Array, different: Float32Array): number {
  const all = same.length + different.length;
  let best = different.length;
  for (const value of same) best = Math.max(best, atLeast(same, value) + different.length - atLeast(different, value));
  return all === 0 ? 0 : best / all;
}
