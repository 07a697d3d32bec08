import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nearestFaces, SEARCH_LIMITS } from '../../src/db/face-search.ts';
import { vectorText } from '../../src/db/face-vectors.ts';
import { insertPicture } from '../../src/db/pictures.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { newId, type OrgId } from '../../src/domain/id.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { cosine } from '../../src/pipeline/recognition/calibrate-threshold.ts';
import { recordOrganisationConsent } from '../../src/pipeline/recognition/consents.ts';
import { identify } from '../../src/pipeline/recognition/identify.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { seenFace } from '../support/faces.ts';

const MODEL = 'test-128';
const LENGTH = 128;
const LARGE = 3000;

/** The same numbers on every run (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296 - 0.5;
  };
}

/** A direction near `centre` by so much, or any. */
function vector(next: () => number, centre?: Float32Array, spread = 1): Float32Array {
  const values = Array.from(
    { length: LENGTH },
    (_, i) => (centre?.[i] ?? 0) * Math.sqrt(LENGTH / 12) + next() * spread,
  );
  const length = Math.hypot(...values);
  return Float32Array.from(values, (value) => value / length);
}

describe.each(databases.filter(({ name }) => name === 'postgres'))('search of faces on $name', (kind) => {
  let opened: TestDatabase;
  const next = numbers(7);
  const query = vector(next);
  // everybody of the large organisation looks more like the query than anybody of the tiny one
  const crowd = Array.from({ length: LARGE }, () => vector(next, query, 0.8));
  const few = Array.from({ length: 3 }, () => vector(next));
  let large: OrgId;
  let tiny: OrgId;

  beforeAll(async () => {
    opened = await kind.open();
    const [a, b] = [await newOrganisation(opened.db), await newOrganisation(opened.db)];
    [large, tiny] = [a.orgId, b.orgId];
    for (const { orgId, admin } of [a, b])
      await withOrg(opened.db, orgId, (tx) =>
        recordOrganisationConsent(
          { tx, principal: admin, now: new Date(), auditKey: auditKey('secret') },
          { state: 'given', text: 'x' },
        ),
      );
    await withOrg(opened.db, large, (tx) => fill(tx, crowd));
    await withOrg(opened.db, tiny, (tx) => fill(tx, few));
    await opened.database.pool.query('analyze face_vector');
  }, 120_000);
  afterAll(() => opened.close());

  const search = (org: OrgId, limits: Partial<typeof SEARCH_LIMITS> = {}, embedding = query) =>
    withOrg(opened.db, org, (tx) => nearestFaces(tx, { model: MODEL, embedding }, { ...SEARCH_LIMITS, ...limits }));

  test('the trap: an index over everybody’s vectors finds nobody of a tiny organisation', async () => {
    const found = await withOrg(opened.db, tiny, async (tx) => {
      // as the planner would do it if the tiny organisation looked large to it
      await sql`set local enable_sort = off`.execute(tx);
      await sql`set local hnsw.iterative_scan = 'off'`.execute(tx);
      const { rows } = await sql`select face_id from face_vector
        where org_id = ${tiny} and model = ${MODEL} and compared and vector_dims(embedding) = 128
        order by embedding::halfvec(128) <=> ${vectorText(query)}::halfvec(128) limit 10`.execute(tx);
      return rows;
    });
    expect(found).toEqual([]);
  });

  test('every face of the tiny organisation is found, and none of the other', async () => {
    const { near, complete } = await search(tiny);
    expect(complete).toBe(true);
    const expected = few.map((embedding) => cosine(query, embedding)).toSorted((a, b) => b - a);
    expect(near.map(({ similarity }) => similarity)).toEqual(expected.map((one) => expect.closeTo(one, 4)));
  });

  test('also through the index, which goes on until it has enough', async () => {
    const { near, complete } = await search(tiny, { exactUpTo: 2, rescueUpTo: 0, nearest: 3, mostScanned: 100_000 });
    expect(complete).toBe(true);
    expect(near).toHaveLength(3);
  });

  test('a search that was cut short says so, and then nobody is “nobody”', async () => {
    const short = { exactUpTo: 2, rescueUpTo: 0, mostScanned: 1, breadth: 1, quick: { nearest: 3, breadth: 1 } };
    await withOrg(opened.db, tiny, async (tx) => {
      await sql`set local enable_sort = off`.execute(tx);
      const limits = { ...SEARCH_LIMITS, ...short };
      expect(await nearestFaces(tx, { model: MODEL, embedding: query }, limits)).toMatchObject({
        near: [],
        complete: false,
      });
      const embedder = { id: MODEL, dimensions: LENGTH, threshold: 0.42, unsureFrom: 0.32 };
      const [decision] = await identify(tx, [seenFace(query)], embedder, { limits });
      expect(decision).toMatchObject({ result: 'unavailable', reason: 'search_limit' });
      // with few enough of its own, all are compared after all
      expect(await nearestFaces(tx, { model: MODEL, embedding: query }, { ...limits, rescueUpTo: 10 })).toMatchObject({
        complete: true,
        near: { length: 3 },
      });
    });
  });

  test('the index finds what comparing all finds', async () => {
    let [found, wanted] = [0, 0];
    for (let i = 0; i < 20; i++) {
      const embedding = vector(next, crowd[i * 70], 0.3);
      const exact = await search(large, {}, embedding);
      const indexed = await search(large, { exactUpTo: 100, rescueUpTo: 0 }, embedding);
      expect(indexed.complete).toBe(true);
      expect(indexed.near[0]).toEqual(exact.near[0]);
      const ids = new Set(exact.near.slice(0, 10).map(({ faceId }) => faceId));
      wanted += ids.size;
      found += indexed.near.filter(({ faceId }) => ids.has(faceId)).length;
    }
    expect(found / wanted).toBeGreaterThan(0.95);
  });

  test('a quick look is enough only where whoever asks says so; else it is looked widely', async () => {
    const limits = { ...SEARCH_LIMITS, exactUpTo: 100, rescueUpTo: 0, quick: { nearest: 4, breadth: 4 } };
    const looks: number[] = [];
    const look = (enough: boolean) =>
      withOrg(opened.db, large, (tx) => {
        const isEnough = (near: readonly unknown[]): boolean => {
          looks.push(near.length);
          return enough;
        };
        return nearestFaces(tx, { model: MODEL, embedding: query, isEnough }, limits);
      });
    expect((await look(true)).near).toHaveLength(4);
    expect((await look(false)).near).toHaveLength(32);
    expect(looks).toEqual([4, 4]);
  });

  test('a guess that an organisation is large is noticed when it no longer is', async () => {
    const limits = { ...SEARCH_LIMITS, exactUpTo: 2, rescueUpTo: 50 };
    const look = (model: string) =>
      withOrg(opened.db, tiny, (tx) => nearestFaces(tx, { model, embedding: query }, limits));
    expect((await look(MODEL)).near).toHaveLength(3);
    await withOrg(opened.db, tiny, async (tx) => {
      await sql`update face_vector set compared = false where org_id = ${tiny} and face_id in
        (select face_id from face_vector where org_id = ${tiny} order by face_id limit 2)`.execute(tx);
    });
    expect(await look(MODEL)).toMatchObject({ complete: true, near: { length: 1 } });
    expect(await look(MODEL)).toMatchObject({ complete: true, near: { length: 1 } });
    await withOrg(opened.db, tiny, (tx) =>
      sql`update face_vector set compared = true where org_id = ${tiny}`.execute(tx),
    );
  });

  test('nothing is compared for whoever asks only with consent, while there is none', async () => {
    const { orgId, admin } = await newOrganisation(opened.db);
    await withOrg(opened.db, orgId, (tx) => fill(tx, few));
    const look = (onlyAllowed: boolean) =>
      withOrg(opened.db, orgId, (tx) => nearestFaces(tx, { model: MODEL, embedding: query, onlyAllowed }));
    expect(await look(true)).toMatchObject({ allowed: false, near: [] });
    expect(await look(false)).toMatchObject({ allowed: false, near: { length: 3 } });
    await withOrg(opened.db, orgId, (tx) =>
      recordOrganisationConsent(
        { tx, principal: admin, now: new Date(), auditKey: auditKey('secret') },
        { state: 'given', text: 'x' },
      ),
    );
    expect(await look(true)).toMatchObject({ allowed: true, near: { length: 3 } });
  });

  test('vectors of another model are not searched', async () => {
    const other = await withOrg(opened.db, tiny, (tx) => nearestFaces(tx, { model: 'other', embedding: query }));
    expect(other).toMatchObject({ near: [], complete: true, otherVectors: true });
  });
});

async function fill(tx: OrgDb, embeddings: readonly Float32Array[]): Promise<void> {
  const at = new Date('2026-11-20T12:00:00Z');
  const pictureId = newId();
  await insertPicture(tx, {
    id: pictureId,
    storageKey: newId(),
    sha256: '0'.repeat(64),
    mediaType: 'image/jpeg',
    size: 1,
    width: 1,
    height: 1,
    class: 'frame',
    cameraId: null,
    takenAt: at,
    addedAt: at,
  });
  const all = embeddings.map((embedding) => ({ id: newId(), embedding }));
  const half = Array.from({ length: 10 }, () => 0.5);
  const quality = JSON.stringify({ size: 100, sharpness: 100, turned: 0, overall: 1 });
  const of = { org_id: tx.orgId, picture_id: pictureId, at, box: [0, 0, 1, 1], points: half, score: 1, quality };
  for (let from = 0; from < all.length; from += 500) {
    const some = all.slice(from, from + 500);
    await tx
      .insertInto('face')
      .values(some.map(({ id }) => ({ ...of, id, source: 'api' as const })))
      .execute();
    await tx
      .insertInto('face_vector')
      .values(
        some.map(({ id, embedding }) => ({
          org_id: tx.orgId,
          face_id: id,
          model: MODEL,
          embedding: vectorText(embedding),
          compared: true,
        })),
      )
      .execute();
  }
}
