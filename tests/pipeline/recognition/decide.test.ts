import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Asked, type Candidate, CLEAR_DISTANCE, decide } from '../../../src/pipeline/recognition/decide.ts';

const embedder = { id: 'test-v1', threshold: 0.42, unsureFrom: 0.32 };
const candidate = (personId: string, similarity: number, part: Partial<Candidate> = {}): Candidate => ({
  personId,
  similarity,
  named: true,
  threshold: null,
  ...part,
});
const results = (faces: Asked[]) => decide(faces, embedder).map(({ result }) => result);
const one = (candidates: Candidate[], poor: string | null = null) => decide([{ candidates, poor }], embedder)[0]!;

describe('one face', () => {
  test('is somebody’s from the threshold on, not sure a little below, nobody’s further below', () => {
    expect(one([candidate('a', 0.42)]).result).toBe('match');
    expect(one([candidate('a', 0.41)]).result).toBe('unsure');
    expect(one([candidate('a', 0.32)]).result).toBe('unsure');
    expect(one([candidate('a', 0.31)]).result).toBe('no_match');
    expect(one([])).toMatchObject({ result: 'no_match', nearest: null });
  });

  test('a person’s own threshold counts instead', () => {
    expect(one([candidate('a', 0.5, { threshold: 0.55 })])).toMatchObject({ result: 'unsure', threshold: 0.55 });
    expect(one([candidate('a', 0.4, { threshold: 0.39 })]).result).toBe('match');
  });

  test('needs a clear distance to whoever is next, of whom one has a name', () => {
    expect(one([candidate('a', 0.6), candidate('b', 0.57)])).toMatchObject({
      result: 'unsure',
      reason: 'two_alike',
      nearest: { personId: 'a', similarity: 0.6 },
      runnerUp: { personId: 'b', similarity: 0.57 },
    });
    expect(one([candidate('a', 0.6), candidate('b', 0.54)]).result).toBe('match');
    // of two strangers the nearer one will do: they may well be one
    expect(one([candidate('a', 0.6, { named: false }), candidate('b', 0.59, { named: false })]).result).toBe('match');
  });

  test('is not surely a stranger’s where somebody with a name would do as well', () => {
    const stranger = candidate('x', 0.9, { named: false });
    expect(one([stranger, candidate('a', 0.44, { threshold: 0.4 })])).toMatchObject({
      result: 'unsure',
      reason: 'two_alike',
      nearest: { personId: 'x' },
      runnerUp: { personId: 'a', similarity: 0.44 },
    });
    expect(one([stranger, candidate('a', 0.39, { threshold: 0.4 })]).result).toBe('match');
    expect(one([stranger, candidate('y', 0.5, { named: false })]).result).toBe('match');
  });

  test('a poor picture is never sure', () => {
    expect(one([candidate('a', 0.9)], 'too_small')).toMatchObject({ result: 'unsure', reason: 'too_small' });
    expect(one([candidate('a', 0.36)], 'blurred')).toMatchObject({
      result: 'unsure',
      reason: 'blurred',
      nearest: { personId: 'a' },
    });
  });

  test('of a poor picture that is like nobody nothing is told, not even that it is nobody known', () => {
    for (const candidates of [[], [candidate('a', 0.16)]])
      expect(one(candidates, 'blurred')).toMatchObject({ result: 'unsure', reason: 'blurred', nearest: null });
  });

  test('what could not be looked for is not nobody', () => {
    expect(decide([{ unavailable: 'search_limit' }], embedder)[0]).toMatchObject({
      result: 'unavailable',
      reason: 'search_limit',
    });
  });
});

describe('two faces in one picture', () => {
  test('are never one person: the clearly better one is theirs, and of the other it is not sure whose it is', () => {
    const [first, second] = decide(
      [{ candidates: [candidate('a', 0.8)] }, { candidates: [candidate('a', 0.5)] }],
      embedder,
    );
    expect(first!.result).toBe('match');
    expect(second).toMatchObject({
      result: 'unsure',
      reason: 'same_person_twice',
      nearest: { personId: 'a', similarity: 0.5 },
    });
  });

  test('somebody and their mirror image: the second face is told by whom it is most like, not by the next who is free', () => {
    const [, mirrored] = decide(
      [
        { candidates: [candidate('dana', 0.8), candidate('colin', 0.12)] },
        { candidates: [candidate('dana', 0.7), candidate('colin', 0.1)] },
      ],
      embedder,
    );
    expect(mirrored).toMatchObject({
      result: 'unsure',
      reason: 'same_person_twice',
      nearest: { personId: 'dana', similarity: 0.7 },
      runnerUp: { personId: 'colin' },
    });
  });

  test('who is not like anybody is nobody known, whoever else is there', () => {
    const [, stranger] = decide(
      [{ candidates: [candidate('dana', 0.8)] }, { candidates: [candidate('dana', 0.2)] }],
      embedder,
    );
    expect(stranger).toMatchObject({ result: 'no_match', reason: null, nearest: { personId: 'dana' } });
  });

  test('about equally like one person: neither is sure', () => {
    expect(results([{ candidates: [candidate('a', 0.6)] }, { candidates: [candidate('a', 0.58)] }])).toEqual([
      'unsure',
      'unsure',
    ]);
  });

  test('brothers side by side: who is clearly the one no longer speaks against the other', () => {
    const faces = [
      { candidates: [candidate('a', 0.75), candidate('b', 0.5)] },
      { candidates: [candidate('b', 0.55), candidate('a', 0.52)] },
    ];
    expect(decide([faces[1]!], embedder)[0]!.result).toBe('unsure');
    expect(results(faces)).toEqual(['match', 'match']);
  });
});

const PEOPLE = ['a', 'b', 'c', 'd'];
const similarity = fc.double({ min: -0.2, max: 1, noNaN: true });
const face: fc.Arbitrary<Asked> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      candidates: fc
        .uniqueArray(
          fc.record({
            personId: fc.constantFrom(...PEOPLE),
            similarity,
            named: fc.boolean(),
            threshold: fc.option(fc.double({ min: 0.3, max: 0.7, noNaN: true }), { nil: null }),
          }),
          { selector: ({ personId }) => personId },
        )
        .map((list) => list.toSorted((x, y) => y.similarity - x.similarity)),
      poor: fc.constantFrom(null, null, null, 'blurred'),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ unavailable: 'search_limit' }) },
);
/** A person has one threshold and one name, whichever face is asked about. */
const picture = fc.array(face, { maxLength: 6 }).map((faces) => {
  const facts = new Map<string, Pick<Candidate, 'named' | 'threshold'>>();
  return faces.map((asked): Asked => {
    if ('unavailable' in asked) return asked;
    const candidates = asked.candidates.map((one) => {
      const known = facts.get(one.personId) ?? { named: one.named, threshold: one.threshold };
      facts.set(one.personId, known);
      return { ...one, ...known };
    });
    return { ...asked, candidates };
  });
});
const candidatesOf = (asked: Asked) => ('candidates' in asked ? asked.candidates : []);

describe('whatever faces there are', () => {
  test('nobody is matched twice, every match is one of its face’s candidates and above its threshold', () => {
    fc.assert(
      fc.property(picture, (faces) => {
        const decisions = decide(faces, embedder);
        expect(decisions).toHaveLength(faces.length);
        const matched = decisions.flatMap((decision, index) =>
          decision.result === 'match' ? [{ index, ...decision.nearest!, threshold: decision.threshold }] : [],
        );
        expect(new Set(matched.map(({ personId }) => personId)).size).toBe(matched.length);
        for (const { index, personId, similarity, threshold } of matched) {
          const own = candidatesOf(faces[index]!).find((one) => one.personId === personId)!;
          expect(own.similarity).toBe(similarity);
          expect(threshold).toBe(own.threshold ?? embedder.threshold);
          expect(similarity).toBeGreaterThanOrEqual(threshold);
        }
      }),
    );
  });

  test('no face is clearly more like a matched person than the face that was matched', () => {
    fc.assert(
      fc.property(picture, (faces) => {
        const decisions = decide(faces, embedder);
        for (const [index, { result, nearest }] of decisions.entries()) {
          if (result !== 'match') continue;
          for (const [at, other] of faces.entries()) {
            const rival = candidatesOf(other).find(({ personId }) => personId === nearest!.personId);
            if (at === index || !rival || rival.similarity <= nearest!.similarity) continue;
            // it is more like somebody else then, and theirs
            expect(
              candidatesOf(other).some((own) => own.similarity >= rival.similarity && own.personId !== rival.personId),
            ).toBe(true);
          }
        }
      }),
    );
  });

  test('a face that is like anybody, or too poor to judge, is never nobody’s', () => {
    fc.assert(
      fc.property(picture, (faces) => {
        for (const [index, { result, nearest }] of decide(faces, embedder).entries()) {
          if (result !== 'no_match') continue;
          const asked = faces[index]!;
          expect('poor' in asked ? (asked.poor ?? null) : null).toBeNull();
          const [most] = candidatesOf(asked);
          expect(nearest?.personId).toBe(most?.personId);
          for (const { similarity, threshold } of candidatesOf(asked))
            expect(similarity).toBeLessThan(Math.min(embedder.unsureFrom, threshold ?? embedder.threshold));
        }
      }),
    );
  });

  test('the order of the faces does not matter', () => {
    fc.assert(
      fc.property(picture, fc.nat(), (faces, seed) => {
        const order = faces.map((_, i) => i).toSorted((a, b) => ((a * 7 + seed) % 5) - ((b * 7 + seed) % 5));
        const similarities = faces.flatMap((asked) => candidatesOf(asked).map((own) => own.similarity));
        fc.pre(new Set(similarities).size === similarities.length);
        const straight = decide(faces, embedder);
        const shuffled = decide(
          order.map((i) => faces[i]!),
          embedder,
        );
        expect(shuffled).toEqual(order.map((i) => straight[i]!));
      }),
    );
  });

  test('a match stays one when somebody who is not like anybody joins the picture', () => {
    fc.assert(
      fc.property(picture, (faces) => {
        const alone = decide(faces, embedder);
        const joined = decide([...faces, { candidates: [] }], embedder);
        expect(joined.slice(0, -1)).toEqual(alone);
        expect(joined.at(-1)!.result).toBe('no_match');
      }),
    );
  });

  test('a match is clearly ahead of everybody with a name who is not clearly another face', () => {
    fc.assert(
      fc.property(picture, (faces) => {
        for (const [index, { result, nearest, runnerUp }] of decide(faces, embedder).entries()) {
          if (result !== 'match' || !runnerUp) continue;
          const next = candidatesOf(faces[index]!).find(({ personId }) => personId === runnerUp.personId)!;
          if (next.named) expect(nearest!.similarity - next.similarity).toBeGreaterThanOrEqual(CLEAR_DISTANCE - 1e-12);
        }
      }),
    );
  });
});
