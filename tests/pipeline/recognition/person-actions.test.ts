import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Card, CardAction } from '../../../src/messages/card.ts';
import { performAction } from '../../../src/pipeline/actions.ts';
import { currentPersonCard } from '../../../src/pipeline/current-card.ts';
import { formOf } from '../../../src/pipeline/forms.ts';
import { namePerson } from '../../../src/pipeline/recognition/name-people.ts';
import { seePerson } from '../../../src/pipeline/recognition/people.ts';
import { databases, newOrganisation, type TestDatabase } from '../../support/database.ts';
import { faceDesk, looks, seenFace } from '../../support/faces.ts';

const actionsOf = (card: Card): CardAction[] =>
  card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));

describe.each(databases.filter(({ name }) => name === 'embedded'))('buttons of people on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  async function begun() {
    const organisation = await newOrganisation(opened.db);
    const desk = faceDesk(opened, organisation.admin);
    await desk.allow();
    const officer = await organisation.member('officer');
    const [stranger] = await desk.see([seenFace(looks(0))]);
    const [second] = await desk.see([seenFace(looks(0, { 1: 0.9 }))]);
    return { ...organisation, ...desk, officer, stranger: stranger!, second: second! };
  }

  test('an officer names a stranger with a form, says that a picture is right, then takes it back', async () => {
    const { as, officer, stranger, second } = await begun();
    const { number, label } = stranger.person!;
    const ref = `PER-${number}`;
    const form = await as(officer, (work) => formOf(work, { id: 'person.name', value: ref }, 'de'));
    expect(form.parts[0]).toMatchObject({ kind: 'heading', text: `Wer ist ${ref}?` });
    const named = await as(officer, (work) =>
      performAction(work, { id: 'person.save_name', value: ref, fields: { name: 'Dana Whitfield' } }),
    );
    expect(named).toMatchObject({ done: true, text: `${ref} is now called Dana Whitfield.` });
    expect(named.card!.parts[0]).toMatchObject({ text: `${ref} Dana Whitfield` });
    expect(named.card!.parts).toContainEqual(
      expect.objectContaining({ kind: 'facts', facts: expect.arrayContaining([{ label: 'Label', value: label }]) }),
    );

    const confirm = { id: 'person.confirm', value: `${ref}/${second.face.id}` };
    expect(await as(officer, (work) => performAction(work, confirm))).toMatchObject({
      done: true,
      text: 'Confirmed: this is Dana Whitfield.',
    });
    const again = await as(officer, (work) => performAction(work, confirm));
    expect(again).toMatchObject({ done: false });
    const undo = actionsOf(again.card!).find(({ id }) => id === 'person.undo')!;
    expect(await as(officer, (work) => performAction(work, undo))).toMatchObject({ done: true });
    expect(await as(officer, (work) => performAction(work, undo))).toMatchObject({ done: false });
  });

  test('“not this person” makes the face somebody else’s; said twice, it is told', async () => {
    const { as, officer, stranger, second } = await begun();
    await as(officer, (work) => namePerson(work, stranger.person!.number, 'Dana'));
    const reject = { id: 'person.reject', value: `PER-${stranger.person!.number}/${second.face.id}` };
    const told = await as(officer, (work) => performAction(work, reject));
    expect(told.text).toMatch(/^Noted for good: this is not Dana\. The face is PER-\d+ \(Person_[0-9A-F]{8}\) now\.$/);
    // the face is no longer hers, so the card asks nothing about it any more
    expect(actionsOf(told.card!).map(({ id }) => id)).not.toContain('person.confirm');
    expect(await as(officer, (work) => performAction(work, reject))).toMatchObject({ done: false });
  });

  test('forgetting asks again, and is for those who may change people', async () => {
    const { as, officer, member, stranger } = await begun();
    const manager = await member('manager');
    const ref = `PER-${stranger.person!.number}`;
    const card = await as(officer, (work) => currentPersonCard(work, stranger.person!.number));
    const forget = actionsOf(card).find(({ id }) => id === 'person.forget')!;
    expect(forget).toMatchObject({ style: 'danger', confirm: expect.stringContaining('cannot be undone') });
    const read = await as(manager, (work) => currentPersonCard(work, stranger.person!.number));
    expect(actionsOf(read).map(({ id }) => id)).toEqual(['person.open']);
    await expect(as(manager, (work) => performAction(work, forget))).rejects.toMatchObject({ code: 'forbidden' });
    const told = await as(officer, (work) => performAction(work, forget));
    expect(told).toEqual({ done: true, card: null, text: `${ref} is forgotten: 2 pictures and 0 sightings erased.` });
    await expect(as(officer, (work) => seePerson(work, stranger.person!.number))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test.each(['', 'PER-x', 'INC-1', `PER-1/${'x'.repeat(36)}`, 'PER-1'])(
    'a forged value is refused: %s',
    async (value) => {
      const { as, officer } = await begun();
      await expect(as(officer, (work) => performAction(work, { id: 'person.confirm', value }))).rejects.toMatchObject({
        code: expect.stringMatching(/^(invalid_input|not_found)$/),
      });
    },
  );
});
