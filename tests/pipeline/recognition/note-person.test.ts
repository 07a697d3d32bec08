import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../../src/db/persons.ts';
import { listAudit } from '../../../src/pipeline/audit.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { notePerson } from '../../../src/pipeline/recognition/note-person.ts';
import { makePerson } from '../../../src/pipeline/recognition/people.ts';
import { type CameraWorld, cameraWorld } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

describe.each(databases)('notes about people, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  afterEach(() => world.close());

  test('a note is kept, cleaned and taken away; its words stand in no audit line', async () => {
    world = await cameraWorld(opened.db);
    const { number } = await world.as(world.admin, (work) => makePerson(work, { name: 'Dana Whitfield' }));
    const note = (text: string) => world.as(world.admin, (work) => notePerson(work, number, text));
    expect((await note('  Delivers at ten\u0000 o’clock.\n')).note).toBe('Delivers at ten o’clock.');
    await note('Delivers at ten o’clock.');
    expect((await note('')).note).toBe('');
    await expect(note('x'.repeat(2001))).rejects.toMatchObject({ code: 'invalid_input' });
    const { items } = await world.org((tx) => listAudit(tx, { action: 'person.note', limit: 10 }));
    expect(items).toHaveLength(2);
    expect(JSON.stringify(items)).not.toContain('Delivers');
  });

  test('whoever is forgotten is gone from the notes of others', async () => {
    world = await cameraWorld(opened.db);
    const made = (name: string) => world.as(world.admin, (work) => makePerson(work, { name }));
    const [dana, john] = [await made('Dana Whitfield'), await made('John Okoye')];
    await world.as(world.admin, (work) => notePerson(work, john.number, 'Comes with Dana Whitfield on Mondays.'));
    await world.as(world.admin, (work) => forgetPerson(work, dana.number));
    const left = await world.org((tx) => findPerson(tx, john.number));
    expect(left?.note).toBe(`Comes with PER-${dana.number} on Mondays.`);
  });
});
