import type { Database } from '../../db/connect.ts';
import { nearestFaces, SEARCH_LIMITS } from '../../db/face-search.ts';
import { vectorText } from '../../db/face-vectors.ts';
import { type OrgDb, withOrg } from '../../db/scope.ts';
import { newId, type OrgId } from '../../domain/id.ts';
import type { Embedder } from '../../models/vision.ts';
import { systemPrincipal } from '../../pipeline/members.ts';
import { recordOrganisationConsent } from '../../pipeline/recognition/consents.ts';
import { decide } from '../../pipeline/recognition/decide.ts';
import { candidatesAmong, identify } from '../../pipeline/recognition/identify.ts';
import type { BenchContext } from './index.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const LENGTH = 512;
const EMBEDDER: Embedder = { id: 'bench-512', dimensions: LENGTH, threshold: 0.42, unsureFrom: 0.32 };
const PEOPLE = { postgres: 20_000, embedded: 4000 };
const PICTURES = 5;
/** Of another organisation in the same index, and of a small one. */
const OTHERS = 0.1;
const SMALL = 40;
const ROUNDS = 300;
const BATCH = 1000;
/** How alike two pictures of one person are on average, as MFN has it on photographs of the press. */
const ALIKE = 0.62;
/** A bad one and a good one: as much as is needed for a match. */
const BARELY_ALIKE = 0.42;
const UNCLEAR = 100;
const QUALITY = { size: 100, sharpness: 100, turned: 0, overall: 1 };

/**
 * Whose a face is, among 100,000 embeddings of one organisation that share the index with others’: somebody known, somebody on a bad picture,
 * strangers; how much of what comparing with every one finds is found; and the same for a small organisation beside it.
 */
export async function benchMatchFaces({ database, say, log }: BenchContext): Promise<BenchRow[]> {
  const people = PEOPLE[database.kind];
  const next = gaussian(11);
  const looks = Array.from({ length: people }, () => somebody(next));
  const began = performance.now();
  const orgs = {
    large: await begun(database, 'Large'),
    other: await begun(database, 'Other'),
    small: await begun(database, 'Small'),
  };
  // an index is built faster over rows that are there
  const definition = await database.pool.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where indexname = 'face_vector_512'`,
  );
  await database.pool.query('drop index face_vector_512');
  const pictures = looks.flatMap((look) => Array.from({ length: PICTURES }, () => pictureOf(look, next)));
  await fill(database, orgs.large, pictures, (done) =>
    say(`${done.toLocaleString('en-GB')} of ${pictures.length.toLocaleString('en-GB')} embeddings`),
  );
  const others = Array.from({ length: Math.round(people * OTHERS) }, () => somebody(next));
  await fill(
    database,
    orgs.other,
    others.flatMap((look) => Array.from({ length: PICTURES }, () => pictureOf(look, next))),
  );
  const few = Array.from({ length: SMALL / PICTURES }, () => somebody(next));
  await fill(
    database,
    orgs.small,
    few.flatMap((look) => Array.from({ length: PICTURES }, () => pictureOf(look, next))),
  );
  say('building the index');
  await database.pool.query(
    `set maintenance_work_mem = '1GB'; ${definition.rows[0]!.indexdef}; reset maintenance_work_mem`,
  );
  await database.pool.query('vacuum analyze face, face_vector, person');
  log.info({ people, seconds: Math.round((performance.now() - began) / 1000) }, 'match bench: filled');

  const { large, small } = orgs;
  const samples = { large: [] as number[], wide: [] as number[], unclear: [] as number[], small: [] as number[] };
  const timed = async <T>(took: number[], work: () => Promise<T>): Promise<T> => {
    const at = performance.now();
    const result = await work();
    took.push(performance.now() - at);
    return result;
  };
  const decided = ({ orgId }: Filled, embedding: Float32Array) =>
    withOrg(database.db, orgId, (tx) => identify(tx, [{ embedding, quality: QUALITY }], EMBEDDER)).then(
      ([one]) => one!,
    );
  const personOf = (index: number): string => large.people[Math.floor(index / PICTURES)]!;
  let [right, near, wanted] = [0, 0, 0];
  for (let round = -20; round < ROUNDS; round++) {
    const who = Math.floor(((round + 20) * 7919) % people);
    const embedding = pictureOf(looks[who]!, next);
    const decision = await timed(round < 0 ? [] : samples.large, () => decided(large, embedding));
    if (round < 0) continue;
    const exact = nearestOf(pictures, embedding, 10);
    const found = await timed(samples.wide, () => withOrg(database.db, large.orgId, (tx) => nearestIds(tx, embedding)));
    const ids = new Set(exact.map(({ index }) => large.faces[index]!));
    if (decision.nearest?.personId === personOf(exact[0]!.index)) right++;
    near += found.filter((id) => ids.has(id)).length;
    wanted += ids.size;
    const theirs = pictureOf(few[round % few.length]!, next);
    const own = await timed(samples.small, () => decided(small, theirs));
    if (own.nearest?.personId !== small.people[round % few.length])
      throw new Error('the small organisation lost somebody');
  }
  // those of whom a quick look does not tell: bad pictures of somebody known, and strangers
  let same = 0;
  for (let round = 0; round < UNCLEAR; round++) {
    const look = looks[(round * 104_729) % people]!;
    const embedding = round % 2 === 0 ? pictureOf(look, next, BARELY_ALIKE ** 2 / ALIKE) : somebody(next);
    const decision = await timed(samples.unclear, () => decided(large, embedding));
    const candidates = candidatesAmong(
      nearestOf(pictures, embedding, SEARCH_LIMITS.nearest).map(({ index, similarity }) => ({
        ...{ faceId: large.faces[index]!, personId: personOf(index), similarity },
        ...{ notPersons: [], named: false, threshold: null, withdrawn: false },
      })),
    );
    const [exact] = decide([{ candidates }], EMBEDDER);
    if (decision.result === exact!.result && decision.nearest?.personId === exact!.nearest?.personId) same++;
  }
  const count = pictures.length.toLocaleString('en-GB');
  const ms = (name: string, values: number[], share: number, compared: string, target: number | null): BenchRow => ({
    name: `${name}, p${share * 100}`,
    value: Math.round(percentile(values, share) * 100) / 100,
    unit: 'ms',
    target: database.kind === 'postgres' && target !== null ? { value: target, better: 'less' } : null,
    compared,
  });
  const recall = (name: string, value: number, compared: string): BenchRow => ({
    name,
    value: Math.round(value * 10_000) / 10_000,
    unit: '×',
    target: { value: 0.99, better: 'more' },
    compared,
  });
  const whole = 'whose a face is, decided, in a transaction of its own';
  const all = `what comparing with all ${count} finds`;
  return [
    ms(`match among ${count} embeddings`, samples.large, 0.5, whole, null),
    ms(`match among ${count} embeddings`, samples.large, 0.95, whole, 5),
    recall(`match among ${count}: the nearest person is found`, right / ROUNDS, `of ${all}, ${ROUNDS} faces`),
    ms(
      `match among ${count}: bad pictures and strangers`,
      samples.unclear,
      0.95,
      'the same, looked at more widely',
      null,
    ),
    recall(
      `match among ${count}: bad pictures and strangers decided`,
      same / UNCLEAR,
      `as by ${all}, ${UNCLEAR} faces`,
    ),
    ms(`search among ${count} embeddings: the nearest faces`, samples.wide, 0.95, 'looked for widely', null),
    recall(`search among ${count}: of the 10 nearest faces are found`, near / wanted, `of ${all}, ${ROUNDS} faces`),
    ms(`match among ${SMALL} embeddings beside it`, samples.small, 0.95, whole, 5),
  ];
}

interface Filled {
  orgId: OrgId;
  people: string[];
  faces: string[];
}

async function begun(database: Database, name: string): Promise<Filled> {
  const { orgId, auditKey } = await benchOrganisation(database, name);
  const principal = systemPrincipal(orgId, 'UTC', { platform: 'cli', audience: 'private' });
  await withOrg(database.db, orgId, (tx) =>
    recordOrganisationConsent(
      { tx, principal, now: new Date(), auditKey },
      { state: 'given', text: 'For measurements only.' },
    ),
  );
  return { orgId, people: [], faces: [] };
}

const nearestIds = async (tx: OrgDb, embedding: Float32Array): Promise<string[]> => {
  const { near } = await nearestFaces(tx, { model: EMBEDDER.id, embedding });
  return near.slice(0, 10).map(({ faceId }) => faceId);
};

/** Adds people, each with the same number of pictures, one after the other. */
async function fill(
  database: Database,
  filled: Filled,
  pictures: readonly Float32Array[],
  say: (done: number) => void = () => {},
): Promise<void> {
  const at = new Date();
  const by = { created_at: at, updated_at: at, updated_by: 'bench' };
  for (let from = 0; from < pictures.length; from += BATCH) {
    await withOrg(database.db, filled.orgId, async (tx) => {
      const org_id = tx.orgId;
      const some = pictures.slice(from, from + BATCH);
      const people = Array.from({ length: some.length / PICTURES }, (_, i) => {
        const number = from / PICTURES + i + 1;
        return {
          ...by,
          id: newId(),
          org_id,
          number,
          label: `Person_${number.toString(16).toUpperCase().padStart(8, '0')}`,
        };
      });
      await tx.insertInto('person').values(people).execute();
      // one picture for each place, as nobody is in a picture twice
      const sheets = Array.from({ length: PICTURES }, () => newId());
      const sheet = {
        org_id,
        storage_key: 'none',
        sha256: '0'.repeat(64),
        media_type: 'image/jpeg',
        size: 1,
        width: 1,
        height: 1,
      };
      await tx
        .insertInto('picture')
        .values(
          sheets.map((id) => ({
            ...sheet,
            id,
            class: 'enrolment' as const,
            camera_id: null,
            taken_at: at,
            added_at: at,
          })),
        )
        .execute();
      const points = Array.from({ length: 10 }, () => 0.5);
      const face = { org_id, at, box: [0, 0, 1, 1], points, score: 1, quality: JSON.stringify(QUALITY) };
      const faces = some.map((_, i) => ({
        ...face,
        id: newId(),
        picture_id: sheets[i % PICTURES]!,
        person_id: people[Math.floor(i / PICTURES)]!.id,
        source: 'enrolment' as const,
        assigned: 'enrolled' as const,
      }));
      await tx.insertInto('face').values(faces).execute();
      const model = EMBEDDER.id;
      const vectors = some.map((embedding, i) => {
        const face_id = faces[i]!.id;
        return { org_id, face_id, model, embedding: vectorText(embedding), compared: true };
      });
      await tx.insertInto('face_vector').values(vectors).execute();
      filled.people.push(...people.map(({ id }) => id));
      filled.faces.push(...faces.map(({ id }) => id));
    });
    say(from + BATCH);
  }
}

/** The most similar of all, by comparing with every one. */
function nearestOf(
  pictures: readonly Float32Array[],
  embedding: Float32Array,
  count: number,
): { index: number; similarity: number }[] {
  const best: { index: number; similarity: number }[] = [];
  for (const [index, picture] of pictures.entries()) {
    let similarity = 0;
    for (let i = 0; i < LENGTH; i++) similarity += picture[i]! * embedding[i]!;
    if (best.length === count && similarity <= best[count - 1]!.similarity) continue;
    best.push({ index, similarity });
    best.sort((a, b) => b.similarity - a.similarity);
    if (best.length > count) best.pop();
  }
  return best;
}

/** Nearly normally distributed numbers, the same on every run (sums of three of mulberry32). */
function gaussian(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => (uniform() + uniform() + uniform() - 1.5) * 2;
}

/** Embedders use about a hundred of their dimensions: two strangers’ cosine then varies by 0.1, as it does for MFN. */
const WEIGHTS = Float32Array.from({ length: LENGTH }, (_, i) => (1 + i / 60) ** -1);

const somebody = (next: () => number): Float32Array => unit(Float32Array.from(WEIGHTS, (weight) => weight * next()));

/** A picture of somebody: on average ALIKE another one of them, unless less is theirs. */
function pictureOf(look: Float32Array, next: () => number, share = ALIKE): Float32Array {
  const noise = somebody(next);
  const [own, other] = [Math.sqrt(share), Math.sqrt(1 - share)];
  return unit(look.map((value, i) => own * value + other * noise[i]!));
}

function unit(values: Float32Array): Float32Array {
  let squares = 0;
  for (const value of values) squares += value * value;
  const length = Math.sqrt(squares);
  return values.map((value) => value / length);
}
