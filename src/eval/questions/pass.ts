/**
 * pass^k: the chance that k runs of one question are all right, estimated without bias from `right` of `runs`
 * (Yao et al., τ-bench, 2024). Runs must be at least k.
 */
export function passHat(right: number, runs: number, k: number): number {
  let chance = 1;
  for (let i = 0; i < k; i++) chance *= Math.max(0, right - i) / (runs - i);
  return chance;
}
