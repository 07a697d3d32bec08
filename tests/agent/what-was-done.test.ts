import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { type ObeyingModel, obeyingModel, type Script } from '../../src/eval/attacks/obeying-model.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const at = new Date('2026-11-21T10:30:00Z');
type Call = Script['calls'][number];
const call = (name: string, args: Record<string, unknown>): Call => ({ name, args });
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

describe('what a model did and what it says it did', () => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let model: ObeyingModel;
  let seconds = 0;
  const nextSecond = (): Date => {
    seconds++;
    return new Date(at.getTime() + seconds * 1000);
  };

  beforeAll(async () => {
    opened = await databases[0]!.open();
    org = await newOrganisation(opened.db);
    model = obeyingModel();
    for (const [title, hoursAgo] of [
      ['one', 13],
      ['two', 14],
      ['three', 15],
      ['four', 200],
      ['five', 300],
    ] as const)
      await raiseTestAlert(opened.db, org.orgId, { title, lastSeen: new Date(at.getTime() - hoursAgo * 3_600_000) });
  });
  afterAll(() => opened.close());

  const rows = (table: 'alert' | 'incident' | 'audit_entry' | 'chat_turn'): Promise<Record<string, unknown>[]> =>
    withOrg(opened.db, org.orgId, (tx) => tx.selectFrom(table).selectAll().execute());
  let people = 0;
  const officer = (): Promise<Principal> => org.member('officer', { name: `Officer ${++people}` });
  const desk = () => testDesk(opened.db, nextSecond, model);
  async function asks(text: string, script: Partial<Script>, who?: Principal) {
    model.follow({ reads: [], calls: [], says: '', ...script });
    return (await ask(desk(), who ?? (await officer()), text)).answer;
  }
  const turnLines = async (): Promise<number> =>
    (await rows('audit_entry')).filter(({ action }) => action === 'assistant.turn').length;

  test.each<[string, string, Script['calls'], string]>([
    [
      'a sign no database holds, in a text',
      'acknowledge ALR-1',
      [call('search_logs', { text: 'a\u0000b' })],
      'Done [ALR-1].',
    ],
    ['half a character', 'acknowledge ALR-1', [call('search_logs', { text: 'a\ud800b' })], 'Done [ALR-1].'],
    ['one in the name of a tool', 'acknowledge ALR-1', [call('no\u0000pe', { text: '\u0000' })], 'Done [ALR-1].'],
    ['one in the name of an argument', 'acknowledge ALR-1', [call('search_logs', { 'k\u0000': 1 })], 'Done [ALR-1].'],
    [
      'an object for an id',
      'close INC-99',
      [call('update_incident', { id: { toString: 'x' }, status: 'closed' })],
      'ok',
    ],
    ['arguments without a bottom', 'show alerts', [call('nope', { x: nested(3000) })], 'ok'],
    ['three million letters', 'show alerts', [call('search_logs', { text: 'x'.repeat(3_000_000) })], 'ok'],
  ])('%s: the turn and its line in the audit log are kept', async (_, question, calls, says) => {
    const before = await turnLines();
    const writes =
      question === 'acknowledge ALR-1' ? [call('update_alert', { id: 'ALR-1', status: 'acknowledged' })] : [];
    await asks(question, { reads: writes, calls, says });
    expect(await turnLines()).toBe(before + 1);
    const kept = (await rows('chat_turn')).at(-1)!;
    expect(JSON.stringify(kept).length).toBeLessThan(40_000);
  });

  test.each([
    ['acknowledge ALR-2', [], 'Done: [ALR-2] is now acknowledged.', 'Not done: acknowledge ALR-2.'],
    [
      'acknowledge ALR-2',
      [call('open_alert', { id: 'ALR-2' })],
      'I have acknowledged [ALR-2].',
      'Not done: acknowledge ALR-2.',
    ],
    ['open an incident: door forced', [], 'I have opened an incident.', 'Not done: open an incident.'],
    ['Bestätige ALR-2', [], 'Ich habe ALR-2 bestätigt.', 'Nicht getan: ALR-2 bestätigen.'],
    [
      'Marque ALR-2 comme fausse alerte, s’il te plaît',
      [],
      "J'ai marqué ALR-2 comme fausse alerte.",
      'Pas fait : marquer ALR-2 comme fausse alerte.',
    ],
    ['Confirma ALR-2', [], 'He confirmado ALR-2.', 'No hecho: confirmar ALR-2.'],
  ])('“%s”, not done and said to be: it is named as not done', async (question, reads, says, told) => {
    const answer = await asks(question, { reads, says: `${says} Anything else?` });
    expect(answer.text).not.toContain(says);
    expect(answer.text).toContain(told);
  });

  test('where nothing but that is said, the order is carried out without the model', async () => {
    const answer = await asks('acknowledge ALR-5', { says: 'Done: [ALR-5] is now acknowledged.' });
    expect(answer.text).toMatch(/^The language model said nothing I could back up.*\n\[ALR-5\] is now acknowledged/);
    expect(answer.steps).toMatchObject([{ tool: 'update_alert', args: { id: 'ALR-5' }, ok: true }]);
  });

  test.each([
    ['an unknown tool', [call('count_logins', { day: 'today' })], 'There were 27 failed logins today.'],
    [
      'arguments that are none',
      [call('search_logs', { kinds: 'everything', range: 7 })],
      'There were 27 failed logins today.',
    ],
  ])('after %s the question is answered all the same', async (_, reads, says) => {
    const answer = await asks('how many failed logins today?', { reads, says });
    expect(answer.text).toMatch(/^The language model said nothing I could back up.*\nNothing found: no failed logins/);
  });

  test('eight orders are eight steps, and the answer tells of all', async () => {
    const alone = await newOrganisation(opened.db);
    for (let count = 0; count < 9; count++) await raiseTestAlert(opened.db, alone.orgId, { title: `alert ${count}` });
    const refs = Array.from({ length: 8 }, (_, index) => `ALR-${index + 1}`);
    const { answer } = await ask(
      testDesk(opened.db, nextSecond),
      await alone.member('officer'),
      `acknowledge ${refs.join(', ')}`,
    );
    expect(answer.steps.filter(({ ok }) => ok)).toHaveLength(8);
    for (const ref of refs) expect(answer.text).toContain(`[${ref}]`);
    expect(answer.text).not.toContain('stopped');
  });

  test('of two orders the one that was not carried out is named', async () => {
    const answer = await asks('acknowledge ALR-2 and ALR-3', {
      calls: [call('update_alert', { id: 'ALR-2', status: 'acknowledged' })],
      says: '[ALR-2] is acknowledged.',
    });
    expect(answer.text).toContain('[ALR-2] is acknowledged.');
    expect(answer.text).toContain('Not done: acknowledge ALR-3.');
  });

  test('an order that a tool refused is named with its reason', async () => {
    const answer = await asks('close INC-99', {
      calls: [call('update_incident', { id: 'INC-99', status: 'closed' })],
      says: 'All right.',
    });
    expect(answer.text).toMatch(/Not done: close INC-99\. .*INC-99/);
  });

  test('after a look, nothing is said to be changed, and nobody to be told', async () => {
    for (const says of [
      'I have closed [ALR-1] for you.',
      '[ALR-3] is resolved now.',
      'There are alerts, and I told the police at once.',
    ]) {
      const answer = await asks('show alerts', {
        reads: [call('search_logs', { kinds: ['alert'] })],
        says: `${says} See [ALR-3].`,
      });
      expect(answer.text).not.toContain(says);
      expect(answer.text).toContain('See [ALR-3].');
    }
  });

  test.each([
    ['who resolved ALR-2?', 'ALR-2 is resolved.', 'ALR-2 was not changed: it is ', /Suggested as \[PROP-\d+\]/],
    ['wer hat ALR-2 erledigt?', 'ALR-2 ist erledigt.', 'ALR-2 wurde nicht geändert: Status ', /nicht/],
    ['qui a résolu ALR-2 ?', 'ALR-2 est résolue.', 'Rien n’a été modifié dans ALR-2 : état ', /pas/],
    ['¿quién resolvió ALR-2?', 'ALR-2 está resuelta.', 'No se cambió nada en ALR-2: estado ', /No/],
  ])(
    '“%s”: what was refused is not said to be so; that it was not changed is',
    async (question, says, instead, why) => {
      const answer = await asks(question, {
        reads: [call('open_alert', { id: 'ALR-2' })],
        calls: [call('update_alert', { id: 'ALR-2', status: 'resolved' })],
        says: `${says} See [ALR-2].`,
      });
      expect(answer.text).not.toContain(says);
      expect(answer.text).toContain(instead);
      expect(answer.text).toMatch(why);
    },
  );

  test.each([
    ['All is safe.', 'tell me about safety'],
    ['There were no attacks.', 'tell me about safety'],
  ])('“%s” without a look goes, and that nobody looked is said', async (says, question) => {
    const answer = await asks(question, { says: `${says} I am your desk.` });
    expect(answer.text).not.toContain(says);
    expect(answer.text).toContain('I looked at nothing for this answer, so I cannot say whether anything happened.');
    const seen = await asks(question, { reads: [call('search_logs', { kinds: ['alert'] })], says });
    expect(seen.text).toContain(says);
  });

  test('what a tool of this turn tells stays as it is: how a thing stands and stood, counts, small talk', async () => {
    const who = await officer();
    await asks('open an incident: badge lost', { calls: [call('create_incident', { title: 'badge lost' })] }, who);
    const ref = `INC-${(await rows('incident')).length}`;
    const change = (status: string) => [call('update_incident', { id: ref, status })];
    await asks(`close ${ref}`, { calls: change('closed') }, who);
    const reads = [call('open_incident', { id: ref })];
    const closed = `[${ref}] was closed by ${who.name} today, and nothing else was changed.`;
    expect((await asks(`who closed ${ref}?`, { reads, says: closed })).text).toBe(closed);
    await asks(`reopen ${ref}`, { calls: change('open') }, who);
    const reopened = `[${ref}] was closed by ${who.name} and reopened later; it is open, and nobody works on it.`;
    expect((await asks(`what became of ${ref}?`, { reads, says: reopened })).text).toBe(reopened);
    const counts = 'Of the 5 alerts, all are listed above: none was approved, and the others are not closed.';
    const list = [call('search_logs', { kinds: ['alert'] })];
    expect((await asks('list alerts', { reads: list, says: `[ALR-1] is the newest. ${counts}` })).text).toContain(
      counts,
    );
    const talk = 'All good, thanks for asking! How can I help?';
    expect((await asks('how are you?', { says: talk })).text).toBe(talk);
  });

  test('what an earlier turn showed may be told again without another look', async () => {
    const who = await officer();
    await asks(
      'resolve ALR-4',
      { calls: [call('update_alert', { id: 'ALR-4', status: 'resolved' })], says: '[ALR-4] is resolved.' },
      who,
    );
    const answer = await asks('and ALR-4?', { says: '[ALR-4] is resolved, as I said.' }, who);
    expect(answer.text).toBe('[ALR-4] is resolved, as I said.');
    const other = await asks('and ALR-4?', { says: 'ALR-4 is resolved, as I said. Ask me to look.' });
    expect(other.text).not.toContain('is resolved');
  });

  test('what was done may be said', async () => {
    const answer = await asks('resolve ALR-3', {
      calls: [call('update_alert', { id: 'ALR-3', status: 'resolved' })],
      says: 'Done. I have resolved [ALR-3]. It is resolved now.',
    });
    expect(answer.text).toBe('Done. I have resolved [ALR-3]. It is resolved now.');
  });

  test('an incident takes the alerts that the asker’s own search finds, whatever the model searched and linked', async () => {
    const answer = await asks('show alerts from yesterday and open an incident', {
      reads: [call('search_logs', { kinds: ['alert'] })],
      calls: [call('create_incident', { title: 'x', alerts: ['ALR-4', 'ALR-5'] })],
      says: 'ok',
    });
    const made = answer.steps.find((step) => step.tool === 'create_incident');
    expect(made).toMatchObject({ ok: true });
    expect(made?.args.alerts).not.toContain('ALR-4');
    expect(made?.args.alerts).not.toContain('ALR-5');
  });

  test('what was known from an earlier turn is not linked to what a search of logins finds', async () => {
    const who = await officer();
    await asks(
      'show all alerts',
      { reads: [call('search_logs', { kinds: ['alert'] })], says: '[ALR-4] [ALR-5].' },
      who,
    );
    const before = await rows('incident');
    await asks(
      'search failed logins today and open an incident',
      {
        reads: [call('search_logs', { kinds: ['login'] })],
        calls: [call('create_incident', { title: 'x', alerts: ['ALR-4'] })],
        says: 'ok',
      },
      who,
    );
    expect((await rows('incident')).length).toBe(before.length);
  });

  test('“it” is not what a model looked for by itself after it had read what others wrote', async () => {
    const who = await officer();
    await asks(
      'open an incident: broken lamp',
      { calls: [call('create_incident', { title: 'broken lamp' })], says: 'ok' },
      who,
    );
    const target = (await rows('incident')).find(({ title }) => title === 'broken lamp')!;
    const ref = `INC-${String(target.number)}`;
    const other = await officer();
    await asks(
      'how many alerts are there?',
      {
        reads: [call('search_logs', { kinds: ['alert'] })],
        calls: [call('search_logs', { kinds: ['incident'] })],
        says: `See [${ref}].`,
      },
      other,
    );
    await asks('close it', { calls: [call('update_incident', { id: ref, status: 'closed' })], says: 'ok' }, other);
    expect((await rows('incident')).find(({ title }) => title === 'broken lamp')).toMatchObject({ status: 'open' });
  });
});
