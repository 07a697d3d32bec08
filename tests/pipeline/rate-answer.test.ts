import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addTurn, startSession } from '../../src/db/chat-sessions.ts';
import { withOrg } from '../../src/db/scope.ts';
import { countRated, findTurn, listTurns } from '../../src/db/turns.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { feedbackCard, parseFeedbackKey, parseFeedbackValue } from '../../src/messages/views/feedback-card.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { currentFeedback, rateAnswer } from '../../src/pipeline/rate-answer.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

const NOON = new Date('2026-03-02T12:00:00Z');

describe.each(databases)('whether answers help, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let asker: Principal;
  let other: Principal;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    asker = await org.member('officer', { name: 'Maria Lopez' });
    other = await org.member('admin', { name: 'Somebody Else' });
  });
  afterAll(() => database.close());
  const answered = (owner: string): Promise<string> =>
    withOrg(database.db, org.orgId, async (tx) => {
      const id = newId(NOON.getTime());
      const session = await startSession(tx, { owner, place: 'slack' }, NOON);
      const turn = { at: NOON, question: 'q', answer: 'a', citations: [], steps: [], cards: [], trace: {} };
      await addTurn(tx, session, turn, id);
      return id;
    });
  const press = (principal: Principal, id: string, value: string) =>
    withOrg(database.db, org.orgId, (tx) =>
      performAction({ tx, principal, now: NOON, auditKey: deskKey }, { id, value }),
    );
  const helpful = async (id: string) => (await withOrg(database.db, org.orgId, (tx) => findTurn(tx, id)))?.helpful;

  test('its asker says so, in the answer’s language, and may say otherwise; nobody is named and nothing audited', async () => {
    const id = await answered(`member:${asker.actor.id}`);
    const said = await press(asker, 'answer.unhelpful', `${id}:de`);
    expect(said).toMatchObject({ text: 'Als nicht hilfreich vermerkt. Danke.', done: true });
    expect(said.card).toEqual(feedbackCard({ turnId: id, language: 'de' }, false));
    expect(await helpful(id)).toBe(false);
    await press(asker, 'answer.helpful', `${id}:de`);
    expect(await helpful(id)).toBe(true);
    const audited = await withOrg(database.db, org.orgId, (tx) =>
      tx.selectFrom('audit_entry').select('seq').where('subject', '=', id).execute(),
    );
    expect(audited).toEqual([]);
  });

  test('of an answer to a channel everybody in it may; of somebody else’s nobody, not even an admin', async () => {
    const shared = await answered('shared');
    await press(other, 'answer.helpful', `${shared}:en`);
    expect(await helpful(shared)).toBe(true);
    const own = await answered(`member:${asker.actor.id}`);
    await expect(press(other, 'answer.helpful', `${own}:en`)).rejects.toMatchObject({ code: 'not_found' });
    expect(await helpful(own)).toBeNull();
    const seen = (principal: Principal) =>
      withOrg(database.db, org.orgId, (tx) => currentFeedback({ tx, principal }, { turnId: own, language: 'en' }));
    expect(await seen(other)).toBeNull();
    expect((await seen(asker))?.key).toBe(`answer:${own}:en`);
  });

  test('a forged or foreign button is refused', async () => {
    const elsewhere = await newOrganisation(database.db);
    const id = await answered(`member:${asker.actor.id}`);
    await expect(
      withOrg(database.db, elsewhere.orgId, (tx) => rateAnswer({ tx, principal: elsewhere.admin }, id, true)),
    ).rejects.toMatchObject({ code: 'not_found' });
    for (const value of ['', 'x', `${id}:xx`, `${id}`, `${'a'.repeat(36)}:en`, `${id}:en'--`])
      await expect(press(asker, 'answer.helpful', value), value).rejects.toMatchObject({
        code: expect.stringMatching(/invalid_input|not_found/),
      });
  });

  test('the studio lists what did not help, and counts both', async () => {
    const id = await answered(`member:${asker.actor.id}`);
    await press(asker, 'answer.unhelpful', `${id}:en`);
    const [bad, counts, late] = await withOrg(database.db, org.orgId, async (tx) => [
      await listTurns(tx, { limit: 50, helpful: false }),
      await countRated(tx, new Date(NOON.getTime() - 1000)),
      await countRated(tx, new Date(NOON.getTime() + 1000)),
    ]);
    expect(bad.map((turn) => turn.id)).toEqual([id]);
    expect(counts).toEqual({ helpful: 2, unhelpful: 1 });
    expect(late).toEqual({ helpful: 0, unhelpful: 0 });
  });
});

test('a value and a key say which answer, in which language', () => {
  const answered = { turnId: '0199d7a0-0000-7000-8000-000000000042', language: 'fr' } as const;
  const { key, parts } = feedbackCard(answered, null);
  expect(parseFeedbackKey(key)).toEqual(answered);
  const actions = parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
  expect(actions.map(({ label, value }) => [label, parseFeedbackValue(value)])).toEqual([
    ['Utile', answered],
    ['Pas utile', answered],
  ]);
  expect(parseFeedbackKey('INC-17')).toBeNull();
  expect(parseFeedbackValue('INC-17')).toBeNull();
});
