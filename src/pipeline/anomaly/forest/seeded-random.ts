/** Numbers between 0 (included) and 1, the same for the same seed: sfc32 (C. Doty-Humphrey, PractRand), 32 bits each. */
export function seededRandom(seed: number): () => number {
  let [a, b, c, counter] = [seed >>> 0, (seed / 2 ** 32) >>> 0, 0x9e3779b9, 1];
  const next = (): number => {
    const sum = (a + b + counter++) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 2 ** 32;
  };
  // neighbouring seeds have nothing in common after these
  for (let i = 0; i < 12; i++) next();
  return next;
}
