/** A little above the value, such that it and its half are whole and easy to read: 2, 4, 6 … 40, 44 … 1,200. */
export function niceCeiling(value: number): number {
  if (value <= 10) return Math.max(2, Math.ceil(value / 2) * 2);
  const unit = 4 * 10 ** (Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}
