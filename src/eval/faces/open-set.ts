import type { Embedder } from '../../models/vision.ts';
import { decide } from '../../pipeline/recognition/decide.ts';

export interface OpenSet {
  /** Pictures of people who are enrolled: told apart rightly, taken for somebody else, not sure. */
  known: { asked: number; right: number; wrong: number; unsure: number };
  /** Pictures of people who are not: taken for somebody, not sure. */
  strangers: { asked: number; accepted: number; unsure: number };
}

const ENROLLED_WITH = 3;

/**
 * Every second person is enrolled with three pictures and all other pictures are asked about, decided as SafeNest decides; then
 * the same with the other half. So everybody is a stranger once.
 */
export function openSet(
  vectors: readonly (Float32Array | null)[],
  persons: readonly string[],
  embedder: Embedder,
): OpenSet {
  const known = { asked: 0, right: 0, wrong: 0, unsure: 0 };
  const strangers = { asked: 0, accepted: 0, unsure: 0 };
  const pictures = Map.groupBy(
    vectors.flatMap((vector, i) => (vector ? [{ vector, person: persons[i]! }] : [])),
    ({ person }) => person,
  );
  const people = [...pictures.keys()];
  for (const half of [0, 1]) {
    const enrolled = new Map<string, Float32Array[]>();
    const asked: { vector: Float32Array; person: string }[] = [];
    for (const [i, person] of people.entries()) {
      const all = pictures.get(person)!;
      const enrols = i % 2 === half ? Math.min(ENROLLED_WITH, all.length - 1) : 0;
      if (enrols > 0)
        enrolled.set(
          person,
          all.slice(0, enrols).map(({ vector }) => vector),
        );
      asked.push(...all.slice(enrols));
    }
    for (const { vector, person } of asked) {
      const candidates = [...enrolled]
        .map(([personId, theirs]) => ({
          personId,
          similarity: Math.max(...theirs.map((other) => cosine(vector, other))),
          named: true,
          threshold: null,
        }))
        .sort((a, b) => b.similarity - a.similarity);
      const { result, nearest } = decide([{ candidates }], embedder)[0]!;
      if (!enrolled.has(person)) {
        strangers.asked++;
        if (result === 'match') strangers.accepted++;
        if (result === 'unsure') strangers.unsure++;
        continue;
      }
      known.asked++;
      if (result === 'unsure') known.unsure++;
      if (result === 'match') known[nearest?.personId === person ? 'right' : 'wrong']++;
    }
  }
  return { known, strangers };
}

export function cosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
