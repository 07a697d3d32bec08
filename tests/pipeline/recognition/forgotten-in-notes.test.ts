import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { countCameraEvents } from '../../../src/db/camera-events.ts';
import { listRules } from '../../../src/db/rules.ts';
import { newId } from '../../../src/domain/id.ts';
import { seeCamera } from '../../../src/pipeline/cameras/registry.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { createRule } from '../../../src/pipeline/rules.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');
const at = (minutes: number): Date => new Date(NOON + minutes * 60_000);
const polygon: [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];
const somebody = (axis: number) => ({
  objects: [body([10, 10, 20, 80])],
  faces: [face([15, 12, 10, 12], direction(axis))],
});

describe.each(databases)('the name of somebody who is forgotten, in what people wrote elsewhere, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  afterEach(() => world.close());

  test('stands in no note, no place and no standard answer; rules find places as before', async () => {
    world = await cameraWorld(opened.db, { now: at(0) });
    const { admin, as, org } = world;
    await world.consent();
    // named before, so that the audit log has no name
    const { told } = await world.send(await world.camera({ name: 'Door' }), at(-60), somebody(0));
    const { personId } = told!.detections.find((one) => one.personId !== null)!;
    const { number } = await org((tx) =>
      tx.selectFrom('person').select('number').where('id', '=', personId!).executeTakeFirstOrThrow(),
    );
    const ref = `PER-${number}`;
    await as(admin, (work) => namePerson(work, number, 'Dana Whitfield'));
    const camera = await world.camera({
      name: 'Office of Dana Whitfield',
      folder: 'office',
      location: 'Whitfield House, below Dana Whitfield',
      notes: 'Dana Whitfield comes at nine. Danaë brings the post.',
      zones: [{ name: 'Desk of Dana Whitfield', kind: 'restricted', polygon }],
    });
    const rule = {
      kind: 'zone_entry',
      name: 'Somebody at the desk',
      severity: 'high',
      state: 'active',
      params: { cameras: ['Office of Dana Whitfield'], zones: ['Desk of Dana Whitfield'], zone_kinds: [] },
    } as const;
    await as(admin, (work) => createRule(work, rule));
    await world.send(camera, at(0), somebody(0));
    await world.send(camera, at(30), somebody(1));
    await org(async (tx) => {
      const values = { org_id: tx.orgId, updated_at: at(0), updated_by: 'x', channel_id: null };
      const answer = { id: newId(), phrases: ['where is Dana Whitfield?', 'dana'], answer: 'Ask Dana Whitfield.' };
      await tx
        .insertInto('standard_answer')
        .values({ ...values, ...answer })
        .execute();
      const autonomy = { level: 'suggest', level_before: 'act', reason: 'Until Dana Whitfield is back' } as const;
      await tx
        .insertInto('autonomy')
        .values({ ...autonomy, org_id: tx.orgId, until: null, since: at(0), by_name: 'x', by_id: null })
        .execute();
    });
    await as(admin, (work) => forgetPerson(work, number));

    const left = await org(async (tx) => {
      const tables = await sql<{ name: string }>`select c.relname as name from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege(c.oid, 'select')
          and c.relname <> 'schema_migration'`.execute(tx);
      const rows: string[] = [];
      for (const { name } of tables.rows) {
        const found = await sql<{ row: string }>`select t::text as row from ${sql.table(name)} t
          where t::text ilike '%dana%whitfield%'`.execute(tx);
        rows.push(...found.rows.map(({ row }) => `${name}: ${row}`));
      }
      return rows;
    });
    expect(left).toEqual([]);
    expect(await as(admin, (work) => seeCamera(work, camera.number))).toMatchObject({
      name: `Office of ${ref}`,
      location: `Whitfield House, below ${ref}`,
      notes: `${ref} comes at nine. Danaë brings the post.`,
      zones: [{ name: `Desk of ${ref}` }],
    });
    const answer = await org((tx) => tx.selectFrom('standard_answer').selectAll().executeTakeFirstOrThrow());
    expect(answer).toMatchObject({ phrases: [`where is ${ref}?`, ref], answer: `Ask ${ref}.` });
    const autonomy = await org((tx) => tx.selectFrom('autonomy').select('reason').executeTakeFirstOrThrow());
    expect(autonomy.reason).toBe(`Until ${ref} is back`);

    // what was seen there is found by the zone's new name, and the rule goes on with the same alert
    const zones = [`Desk of ${ref}`];
    expect(await org((tx) => countCameraEvents(tx, { zones, kinds: ['person'] }))).toBe(2);
    const [kept] = (await org(listRules)).filter((one) => one.name === 'Somebody at the desk');
    expect(kept!.params).toMatchObject({ cameras: [`Office of ${ref}`], zones });
    const alerts = () =>
      org((tx) =>
        tx
          .selectFrom('alert')
          .select(['fingerprint', 'count', 'last_seen'])
          .where('kind', '=', 'zone_entry')
          .orderBy('number')
          .execute(),
      );
    const before = await alerts();
    const after = await as(admin, (work) => seeCamera(work, camera.number));
    await world.send(after, at(31), somebody(1));
    // of her and of the visitor
    expect(before).toHaveLength(2);
    for (const { fingerprint } of before) expect(fingerprint).toContain(`:Desk of ${ref}:`);
    expect(await alerts()).toEqual([
      before[0],
      { fingerprint: before[1]!.fingerprint, count: expect.any(Number), last_seen: at(31) },
    ]);
  });

  test('a place of one word keeps it: it may be its own', async () => {
    world = await cameraWorld(opened.db, { now: at(0) });
    const { admin, as, org } = world;
    await world.consent();
    const camera = await world.camera({ name: 'Victoria entrance', notes: 'Quiet.', zones: [] });
    const { told } = await world.send(camera, at(0), somebody(0));
    const { personId } = told!.detections[0]!;
    const { number } = await org((tx) =>
      tx.selectFrom('person').select('number').where('id', '=', personId!).executeTakeFirstOrThrow(),
    );
    await as(admin, (work) => namePerson(work, number, 'Victoria'));
    await as(admin, (work) => forgetPerson(work, number));
    expect(await as(admin, (work) => seeCamera(work, camera.number))).toMatchObject({ name: 'Victoria entrance' });
  });
});
