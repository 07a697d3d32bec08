import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addTurn } from '../../../src/db/chat-sessions.ts';
import { newId } from '../../../src/domain/id.ts';
import { seeCamera, updateCamera } from '../../../src/pipeline/cameras/registry.ts';
import { forgetPerson } from '../../../src/pipeline/recognition/forget-person.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { body, type CameraWorld, cameraWorld, direction, face } from '../../support/cameras.ts';
import { databases, type TestDatabase } from '../../support/database.ts';

const NOON = Date.parse('2026-03-02T12:00:00Z');

describe.each(databases)('single words of the name of somebody who is forgotten, on $name', (kind) => {
  let opened: TestDatabase;
  let world: CameraWorld;
  let sent: number;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());
  beforeEach(async () => {
    world = await cameraWorld(opened.db, { now: new Date(NOON) });
    await world.consent();
    await world.camera({ name: 'Door' });
    sent = 0;
  });
  afterEach(() => world.close());

  /** Somebody new with this name; answers their number. */
  async function met(name: string): Promise<number> {
    const scene = { objects: [body([10, 10, 20, 80])], faces: [face([15, 12, 10, 12], direction(sent))] };
    const door = await world.as(world.admin, (work) => seeCamera(work, 1));
    const { told } = await world.send(door, new Date(NOON + 60_000 * 30 * sent++), scene);
    const { personId } = told!.detections.find((one) => one.personId !== null)!;
    const { number } = await world.org((tx) =>
      tx.selectFrom('person').select('number').where('id', '=', personId!).executeTakeFirstOrThrow(),
    );
    await world.as(world.admin, (work) => namePerson(work, number, name));
    return number;
  }

  /** Keeps what was asked and answered, and answers the ids. */
  async function asked(turns: readonly (readonly [question: string, answer: string])[]): Promise<void> {
    const session = { id: newId(), owner: 'x', place: 'console', started_at: new Date(NOON), last_at: new Date(NOON) };
    await world.org(async (tx) => {
      await tx
        .insertInto('chat_session')
        .values({ ...session, org_id: tx.orgId })
        .execute();
      for (const [index, [question, answer]] of turns.entries())
        await addTurn(tx, session.id, {
          at: new Date(NOON + index),
          question,
          answer,
          citations: [],
          steps: [{ tool: 'search_signals', input: { text: question }, ok: true }] as never,
          cards: [],
          trace: { model: 'offline', read: [question] },
        });
    });
  }
  const kept = (): Promise<{ question: string; answer: string; rest: string }[]> =>
    world.org(async (tx) => {
      const rows = await tx.selectFrom('chat_turn').selectAll().where('org_id', '=', tx.orgId).orderBy('at').execute();
      return rows.map(({ question, answer, steps, trace }) => ({
        question,
        answer,
        rest: JSON.stringify([steps, trace]),
      }));
    });

  test('go out of conversations, traces and notes', async () => {
    const tony = await met('Tony Blair');
    const ref = `PER-${tony}`;
    await asked([
      ['any alerts about Tony?', 'Nothing found: no alerts.'],
      ['and tony?', 'I did not understand that.'],
      ['who handled the tony thing', '1. signals about Blair\n2. when was Blair last seen?'],
      ['Tonys Zugang? wo war herr BLAIR?', 'Niemand.'],
      ['is blairgowrie a camera, or tonya?', 'No.'],
    ]);
    await world.as(world.admin, (work) => updateCamera(work, 1, { notes: 'Mr Blair has a key. Blair comes at nine.' }));
    const line = await world.org((tx) =>
      tx.selectFrom('audit_entry').select('detail').where('action', '=', 'camera.update').executeTakeFirstOrThrow(),
    );
    expect(line.detail).toMatchObject({ notes: { before: 'none', after: 'a note' } });
    await world.as(world.admin, (work) => forgetPerson(work, tony));

    const turns = await kept();
    expect(turns.map(({ question }) => question)).toEqual([
      `any alerts about ${ref}?`,
      `and ${ref}?`,
      `who handled the ${ref} thing`,
      `${ref} Zugang? wo war herr ${ref}?`,
      'is blairgowrie a camera, or tonya?',
    ]);
    expect(turns[2]!.answer).toBe(`1. signals about ${ref}\n2. when was ${ref} last seen?`);
    for (const { rest } of turns.slice(0, 4)) expect(rest).not.toMatch(/tony|blair/i);
    expect(await world.as(world.admin, (work) => seeCamera(work, 1))).toMatchObject({
      notes: `Mr ${ref} has a key. ${ref} comes at nine.`,
    });
  });

  const elsewhere: Record<string, () => Promise<unknown>> = {
    'another person': () => met('Cherie Blair'),
    'a person who is archived': async () => {
      const number = await met('Cherie Blair');
      await world.org((tx) =>
        tx
          .updateTable('person')
          .set({ archived_at: new Date(NOON) })
          .where('number', '=', number)
          .execute(),
      );
    },
    'a member': () => world.member('officer', { name: 'Euan Blair' }),
    'an account of logins': () =>
      world.org((tx) =>
        tx
          .insertInto('account_profile')
          .values({
            org_id: tx.orgId,
            account: 'nicky.blair@example.org',
            kind: 'country',
            value: 'GB',
            first_seen: new Date(NOON),
            last_seen: new Date(NOON),
          })
          .execute(),
      ),
    'a camera': () => world.camera({ name: 'Blair House' }),
  };
  test.each(Object.keys(elsewhere))('stay where they are of %s, too', async (who) => {
    const tony = await met('Tony Blair');
    await elsewhere[who]!();
    await asked([['was Blair at the door, and Tony?', 'Ask Blair.']]);
    await world.as(world.admin, (work) => updateCamera(work, 1, { notes: 'Blair has a key. Tony has none.' }));
    await world.as(world.admin, (work) => forgetPerson(work, tony));
    expect((await kept())[0]).toMatchObject({
      question: `was Blair at the door, and PER-${tony}?`,
      answer: 'Ask Blair.',
    });
    expect(await world.as(world.admin, (work) => seeCamera(work, 1))).toMatchObject({
      notes: `Blair has a key. PER-${tony} has none.`,
    });
  });

  test.each([
    ['Rose White', 'alerts rose; the white van', 'Mrs White'],
    ['Will Young', 'will the young man come?', 'Mr. Young'],
    ['Mark Klein', 'mark it; war der Raum klein?', 'Herr Klein'],
    ['Marie Petit', 'un petit colis', 'Mme Petit'],
    ['Luz Blanco', 'hay luz? un coche blanco', 'Sra. Blanco'],
    ['Night Guard', 'was the guard there at night?', 'Mr Guard'],
    ['Max Cam', 'at most 5, max 10, on CAM-1', 'Mr Max'],
  ])('stay where they are everyday words, but behind a title: %s', async (name, words, titled) => {
    const number = await met(name);
    await asked([[words, `It took 5 ms ${name.split(' ')[1]}. ${titled} came.`]]);
    await world.as(world.admin, (work) => forgetPerson(work, number));
    expect((await kept())[0]).toMatchObject({
      question: words,
      answer: `It took 5 ms ${name.split(' ')[1]}. ${titled.split(' ')[0]} PER-${number} came.`,
    });
  });
});
