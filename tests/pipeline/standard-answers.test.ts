import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Answer, TurnEvent } from '../../src/messages/turn.ts';
import {
  keepStandardAnswer,
  listStandardAnswers,
  removeStandardAnswer,
  standardAnswerTo,
} from '../../src/pipeline/standard-answers.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey, testDesk } from '../support/desk.ts';

describe.each(databases)('standard answers, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    officer = await org.member('officer', { name: 'Maria Lopez' });
    await work(org.admin, { phrases: ['What is the guest wifi password?'], answer: 'harbour-2026, for @everyone.' });
    await work(org.admin, { phrases: ['Which alerts are open?', 'close INC-9', 'hello'], answer: 'Never said.' });
  });
  afterAll(() => database.close());
  const work = (principal: Principal, input: Parameters<typeof keepStandardAnswer>[1], id?: string) =>
    withOrg(database.db, org.orgId, (tx) =>
      keepStandardAnswer({ tx, principal, now: new Date(), auditKey: deskKey }, input, id),
    );
  const ask = async (principal: Principal, text: string): Promise<{ answer: Answer; events: TurnEvent[] }> => {
    const events: TurnEvent[] = [];
    for await (const event of testDesk(database.db, () => new Date()).respond(principal, { text })) events.push(event);
    const done = events.at(-1)!;
    if (done.kind !== 'done') throw new Error(JSON.stringify(done));
    return { answer: done.answer, events };
  };

  test('are given for the question they are for, with whose they are and since when', async () => {
    const { answer } = await ask(officer, 'does anyone know the guest wifi password?');
    expect(answer.text).toMatch(/^harbour-2026/);
    expect(answer.text).toMatch(/Standard answer by .+, written \w{3} \d+ \w+ 20\d\d, \d\d:\d\d\.$/);
    expect(answer.text).not.toMatch(/(^|\s)@everyone/);
    expect(answer.steps).toEqual([]);
    expect(answer.turnId).toBeDefined();
  });

  test('never take the place of data, of an order or of small talk', async () => {
    for (const text of ['Which alerts are open?', 'close INC-9', 'hello'])
      expect([text, (await ask(officer, text)).answer.text]).toEqual([text, expect.not.stringContaining('Never said')]);
  });

  test('where people read who may be anybody, one for everywhere goes to the asker alone', async () => {
    const shared = { platform: 'slack', audience: 'shared', conversation: 'slack T1 C1 1' } as const;
    const unknown = { ...officer, place: { ...shared, readers: [null] } };
    const { answer, events } = await ask(unknown, 'what is the guest wifi password?');
    expect(answer.privateNotice).toContain('Maria Lopez');
    expect(events.map(({ kind }) => kind)).toEqual(['status', 'private', 'text', 'done']);
    const members = { ...officer, place: { ...shared, readers: ['employee' as const] } };
    expect((await ask(members, 'what is the guest wifi password?')).answer.privateNotice).toBeUndefined();
  });

  test('are kept by admins alone, within bounds, and every change is audited', async () => {
    await expect(work(officer, { phrases: ['x y'], answer: 'z' })).rejects.toMatchObject({ code: 'forbidden' });
    for (const bad of [
      { phrases: [], answer: 'z' },
      { phrases: ['what is it?'], answer: 'z' },
      { phrases: ['fire drill'], answer: ' \u200b ' },
      { phrases: ['fire drill'], answer: 'x'.repeat(3001) },
      { phrases: Array.from({ length: 21 }, (_, at) => `phrase ${at}`), answer: 'z' },
      { phrases: ['x'.repeat(201)], answer: 'z' },
    ])
      await expect(work(org.admin, bad)).rejects.toMatchObject({ code: 'invalid_input' });
    const none = { phrases: ['fire drill'], answer: 'z', channel: crypto.randomUUID() };
    await expect(work(org.admin, none)).rejects.toMatchObject({ code: 'not_found' });
    const kept = await work(org.admin, { phrases: ['fire  drill\u200b'], answer: 'On Friday.' });
    expect(kept.phrases).toEqual(['fire drill']);
    await work(org.admin, { phrases: ['next fire drill'], answer: 'On Monday.' }, kept.id);
    const other = await newOrganisation(database.db);
    await withOrg(database.db, other.orgId, async (tx) => {
      expect(await listStandardAnswers(tx)).toEqual([]);
      const theirs = { tx, principal: other.admin, now: new Date(), auditKey: deskKey };
      await expect(removeStandardAnswer(theirs, kept.id)).rejects.toMatchObject({ code: 'not_found' });
    });
    await withOrg(database.db, org.orgId, async (tx) => {
      expect((await standardAnswerTo(tx, 'when is the next fire drill?', null))?.answer).toBe('On Monday.');
      await removeStandardAnswer({ tx, principal: org.admin, now: new Date(), auditKey: deskKey }, kept.id);
      expect(await standardAnswerTo(tx, 'when is the next fire drill?', null)).toBeNull();
      const rows = await tx
        .selectFrom('audit_entry')
        .select('action')
        .where('subject', '=', kept.id)
        .orderBy('seq')
        .execute();
      expect(rows.map(({ action }) => action)).toEqual([
        'standard_answer.save',
        'standard_answer.save',
        'standard_answer.remove',
      ]);
    });
  });
});
