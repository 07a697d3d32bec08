/** The vectors along the axes in which they differ most: fewer numbers that say nearly the same (principal components, by orthogonal iteration). */
export function principalAxes(vectors: readonly (readonly number[])[], dimensions: number): Float64Array[] {
  const width = vectors[0]?.length ?? 0;
  const spread = Array.from({ length: width }, () => new Float64Array(width));
  for (const vector of vectors)
    for (let i = 0; i < width; i++)
      for (let j = i; j < width; j++) spread[i]![j]! += (vector[i]! * vector[j]!) / vectors.length;
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) spread[i]![j] = spread[j]![i]!;
  let axes: Float64Array[] = Array.from({ length: dimensions }, (_, axis) =>
    Float64Array.from({ length: width }, (_, i) => Math.cos((axis + 1) * (i + 0.5)) + (i === axis ? 1 : 0)),
  );
  for (let round = 0; round < 60; round++) axes = orthogonal(axes.map((axis) => times(spread, axis)));
  return vectors.map((vector) => Float64Array.from(axes, (axis) => dot(axis, vector)));
}

const times = (matrix: readonly Float64Array[], vector: Float64Array): Float64Array =>
  Float64Array.from(matrix, (row) => dot(row, vector));

function dot(a: Float64Array, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Gram–Schmidt. */
function orthogonal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const left = Float64Array.from(vector);
    for (const one of done) {
      const along = dot(one, left);
      for (let i = 0; i < left.length; i++) left[i]! -= along * one[i]!;
    }
    const length = Math.hypot(...left) || 1;
    done.push(left.map((value) => value / length));
  }
  return done;
}
