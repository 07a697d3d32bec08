import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Ballot, type Standing, vote } from '../../../src/pipeline/recognition/vote.ts';

const EMBEDDER = { threshold: 0.42 };
const people = (named: Record<string, number | null>): Map<string, Standing> =>
  new Map(
    Object.entries(named).map(([id, threshold]) => [id, { threshold: threshold ?? EMBEDDER.threshold, named: true }]),
  );
/** A direction at so many degrees: faces 60° apart are 0.5 alike. */
const at = (degrees: number): Float32Array =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
let made = 0;
const ballot = (similarities: Record<string, number>, part: Partial<Ballot> = {}): Ballot => ({
  faceId: `face-${++made}`,
  pictureId: `picture-${made}`,
  embedding: at(0),
  weight: 1,
  personId: null,
  vouched: false,
  similarities: new Map(Object.entries(similarities)),
  notPersons: [],
  ...part,
});
const given = (ballots: Ballot[], standing = people({ dana: null, ben: null })) =>
  vote(ballots, standing, EMBEDDER).map(({ faceId, personId }) => [
    ballots.findIndex((one) => one.faceId === faceId),
    personId,
  ]);

describe('a vote of the pictures of one event', () => {
  test('carries a face that was not sure, and says in numbers why', () => {
    const sure = ballot({ dana: 0.6, ben: 0.1 }, { personId: 'dana' });
    const unsure = ballot({ dana: 0.36, ben: 0.2 });
    const [verdict, ...none] = vote([sure, unsure], people({ dana: null, ben: null }), EMBEDDER);
    expect(none).toEqual([]);
    expect(verdict).toMatchObject({ faceId: unsure.faceId, personId: 'dana', similarity: 0.36 });
    expect(verdict?.vote).toMatchObject({ pictures: 2, agreeing: 1, next: { personId: 'ben' } });
    expect(verdict?.vote.mean).toBeCloseTo(0.48);
    expect(verdict?.vote.next?.mean).toBeCloseTo(0.15);
  });

  test('a bad picture counts less', () => {
    const good = ballot({ dana: 0.5 });
    const bad = ballot({ dana: 0.2 }, { weight: 0.1 });
    expect(given([good, bad])).toEqual([
      [0, 'dana'],
      [1, 'dana'],
    ]);
    expect(given([good, { ...bad, weight: 1 }])).toEqual([]);
  });

  test('one that happened to look like somebody else is outvoted by a majority, not by one other', () => {
    const wrong = ballot({ dana: 0.35, ben: 0.44 }, { personId: 'ben' });
    const right = () => ballot({ dana: 0.6, ben: 0.1 }, { personId: 'dana' });
    expect(given([wrong, right(), right()])).toEqual([[0, 'dana']]);
    expect(given([wrong, right()])).toEqual([]);
  });

  test('a face that is surely somebody’s stays theirs, and so does one that people vouched for', () => {
    const right = () => ballot({ dana: 0.6, ben: 0.5 }, { personId: 'dana' });
    const alike = ballot({ dana: 0.45, ben: 0.6 }, { personId: 'ben' });
    expect(given([alike, right(), right(), right()])).toEqual([]);
    const vouched = ballot({ dana: 0.6, ben: 0.1 }, { personId: 'ben', vouched: true });
    expect(given([vouched, right(), right(), right()])).toEqual([]);
  });

  test('a stranger is not elected where somebody with a name would be enough', () => {
    const standing = people({ dana: null, ben: null }).set('ben', { threshold: EMBEDDER.threshold, named: false });
    const pictures = (dana: number) => [ballot({ dana, ben: 0.9 }), ballot({ dana, ben: 0.9 })];
    expect(given(pictures(0.43), standing)).toEqual([]);
    expect(given(pictures(0.4), standing)).toEqual([
      [0, 'ben'],
      [1, 'ben'],
    ]);
  });

  test('two who are about equally like the pictures are told from one another by none of them', () => {
    expect(given([ballot({ dana: 0.5, ben: 0.47 }), ballot({ dana: 0.48, ben: 0.46 })])).toEqual([]);
  });

  test('nobody is put together who does not look alike, or who was in one picture', () => {
    const one = ballot({ dana: 0.6 }, { personId: 'dana' });
    expect(given([one, ballot({ dana: 0.36 }, { embedding: at(80) })])).toEqual([]);
    expect(given([one, ballot({ dana: 0.36 }, { pictureId: one.pictureId })])).toEqual([]);
    const beside = ballot({ dana: 0.36 }, { embedding: at(10) });
    const dana = ballot({ dana: 0.6 }, { personId: 'dana', pictureId: beside.pictureId, embedding: at(100) });
    expect(given([one, beside, dana])).toEqual([]);
  });

  test('“not this person” holds for the pictures that look the same', () => {
    const said = ballot({ dana: 0.5 }, { notPersons: ['dana'] });
    expect(given([said, ballot({ dana: 0.45 }), ballot({ dana: 0.45 })])).toEqual([]);
  });

  test('somebody’s own threshold counts where it is higher', () => {
    const both = [ballot({ dana: 0.5 }), ballot({ dana: 0.5 })];
    expect(given(both, people({ dana: 0.45 }))).toHaveLength(2);
    expect(given(both, people({ dana: 0.55 }))).toEqual([]);
  });

  test('two people never become one, whatever the pictures say', () => {
    const ids = ['dana', 'ben', 'eve'];
    const face = fc.record({
      picture: fc.integer({ min: 0, max: 3 }),
      degrees: fc.integer({ min: 0, max: 120 }),
      weight: fc.double({ min: 0, max: 1, noNaN: true }),
      person: fc.option(fc.constantFrom(...ids)),
      vouched: fc.boolean(),
      similarities: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(face, { maxLength: 8 }), (faces) => {
        const used = new Set<string>();
        const ballots = faces.flatMap(({ picture, degrees, weight, person, vouched, similarities }) => {
          // as the database holds it: nobody is in a picture twice
          const personId = person !== null && !used.has(`${picture} ${person}`) ? person : null;
          if (personId !== null) used.add(`${picture} ${personId}`);
          return [
            ballot(Object.fromEntries(ids.map((id, i) => [id, similarities[i]!])), {
              pictureId: `shared-${picture}`,
              embedding: at(degrees),
              weight,
              personId,
              vouched: vouched && personId !== null,
            }),
          ];
        });
        const verdicts = vote(ballots, people({ dana: null, ben: 0.5, eve: null }), EMBEDDER);
        const after = new Map(ballots.map((one) => [one.faceId, one.personId]));
        for (const { faceId, personId } of verdicts) after.set(faceId, personId);
        const places = ballots.flatMap(({ faceId, pictureId }) =>
          after.get(faceId) === null ? [] : [`${pictureId} ${after.get(faceId)}`],
        );
        expect(new Set(places).size).toBe(places.length);
        for (const one of ballots) if (one.vouched) expect(after.get(one.faceId)).toBe(one.personId);
      }),
      { numRuns: 2000 },
    );
  });
});
