import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type OrgDb, withOrg } from '../../../src/db/scope.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import type { Card } from '../../../src/messages/card.ts';
import { cardText } from '../../../src/messages/card-text.ts';
import { reviewMarkdown } from '../../../src/messages/views/review-document.ts';
import { performAction } from '../../../src/pipeline/actions.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { auditKey, listAudit } from '../../../src/pipeline/audit.ts';
import { formAgain, formOf } from '../../../src/pipeline/forms.ts';
import {
  commentOnIncident,
  findIncident,
  openIncident,
  timeline,
  undoIncidentChange,
  updateIncident,
} from '../../../src/pipeline/incidents.ts';
import {
  editReview,
  recordReview,
  remakeReview,
  restoreReview,
  seeReview,
  seeReviewHistory,
  setIncidentBegan,
} from '../../../src/pipeline/review/review.ts';
import { setReviewSettings } from '../../../src/pipeline/review/review-settings.ts';
import { writeReport } from '../../../src/pipeline/review/write-report.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';

const KEY = auditKey('a secret for tests');
const NOW = new Date('2026-11-20T12:00:00Z');
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

describe.each(databases)('what is written about an incident, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let jonas: Principal;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lindqvist', email: 'maria@example.com' });
    jonas = await org.member('officer', { name: 'Jonas Berg', email: 'jonas@example.com' });
  });

  const at = <T>(now: Date, principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, principal.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  const as = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> => at(NOW, principal, change);
  const read = <T>(look: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(opened.db, org.orgId, look);
  const see = (principal = officer, number = 1) => as(principal, (work) => seeReview(work, number));
  const textOf = (card: Card | null): string => (card ? cardText(card, 'UTC') : '');

  /** Opened, worked on by two and closed; its alert began an hour before. */
  async function closedOne(): Promise<void> {
    const alert = await raiseTestAlert(opened.db, org.orgId, { severity: 'high' });
    await as(officer, (work) =>
      openIncident(work, { title: 'Break-in', summary: 'Seen by the guard.', alertNumbers: [alert] }),
    );
    await at(minutes(10), jonas, (work) => commentOnIncident(work, 1, 'Blocked the address.'));
    await at(minutes(15), jonas, (work) => updateIncident(work, 1, { status: 'contained' }));
    await at(minutes(180), officer, (work) =>
      updateIncident(work, 1, { status: 'closed', resolution: 'Password reset.' }),
    );
  }

  test('closing an incident makes its review, from the records alone', async () => {
    await closedOne();
    const { review, facts } = await see();
    expect(review!.texts.summary!.text).toContain('INC-1 “Break-in” is closed, severity high.');
    expect(review!.texts.summary!.text).toContain('Seen by the guard.');
    expect(review!.texts.summary!.text).toContain('Password reset.');
    expect(review!.texts.impact!.text).toContain('1 alert (1 high)');
    expect(review!.texts.timeline!.text.split('\n')).toHaveLength(4);
    expect(review!.texts.timeline!.text).toContain('Jonas Berg: Blocked the address.');
    expect(review!.texts.people!.text).toContain('Maria Lindqvist: 2 entries');
    expect([review!.texts.well, review!.texts.badly, review!.texts.follow_ups]).toEqual([null, null, null]);
    expect(facts.participants.map(({ name, minutes: spent }) => [name, spent])).toEqual([
      // two acts three hours apart: half an hour at most
      ['Maria Lindqvist', 30],
      ['Jonas Berg', 5],
    ]);
    expect(review!.texts.summary!.author).toBeNull();
  });

  test('what a person wrote is never overwritten, and every version is kept', async () => {
    await closedOne();
    const before = (await see()).review!.texts.summary!;
    await as(officer, (work) => editReview(work, 1, { section: 'summary', text: 'Somebody guessed a password.' }));
    await as(jonas, (work) => editReview(work, 1, { section: 'well', text: 'We were quick.\r\nReally.' }));
    await at(minutes(200), jonas, (work) => commentOnIncident(work, 1, 'One more thing.'));
    await at(minutes(201), jonas, (work) => remakeReview(work, 1));
    const { review } = await see();
    expect(review!.texts.summary).toMatchObject({ text: 'Somebody guessed a password.', author: 'Maria Lindqvist' });
    expect(review!.texts.well).toMatchObject({ text: 'We were quick.\nReally.', author: 'Jonas Berg' });
    expect(review!.texts.timeline!.text).toContain('One more thing.');
    const history = await as(officer, (work) => seeReviewHistory(work, 1, 'summary'));
    expect(history.map(({ author }) => author)).toEqual(['Maria Lindqvist', null]);
    // from the records again, and back
    await as(officer, (work) => recordReview(work, 1, 'summary'));
    expect((await see()).review!.texts.summary).toMatchObject({ author: null });
    await as(jonas, (work) => restoreReview(work, 1, history[0]!.id));
    expect((await see()).review!.texts.summary).toMatchObject({
      text: 'Somebody guessed a password.',
      author: 'Jonas Berg',
    });
    // whoever changed an older version is told, and nothing is lost
    await expect(
      as(officer, (work) => editReview(work, 1, { section: 'summary', text: 'Mine', base: before.id })),
    ).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Jonas Berg') });
  });

  test('reopened and closed again, it follows the records where nobody wrote', async () => {
    await closedOne();
    await as(officer, (work) => editReview(work, 1, { section: 'follow_ups', text: 'Second factor for all.' }));
    await at(minutes(300), officer, (work) => updateIncident(work, 1, { status: 'open' }));
    await at(minutes(310), officer, (work) =>
      updateIncident(work, 1, { status: 'closed', resolution: 'It was the other account.' }),
    );
    const { review } = await see();
    expect(review!.texts.summary!.text).toContain('It was the other account.');
    expect(review!.texts.follow_ups!.text).toBe('Second factor for all.');
  });

  test('when it began is not when it was reported', async () => {
    await closedOne();
    const began = new Date('2026-11-19T22:15:00Z');
    await as(officer, (work) => setIncidentBegan(work, 1, began));
    const { facts, review } = await see();
    expect(facts.began).toEqual({ at: began, by: 'said', who: 'Maria Lindqvist' });
    expect(facts.incident.openedAt).toEqual(NOW);
    expect(review!.texts.summary!.text).toContain('Thu 19 Nov 2026, 22:15');
    await expect(as(officer, (work) => setIncidentBegan(work, 1, minutes(1)))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await as(officer, (work) => setIncidentBegan(work, 1, null));
    expect((await see()).facts.began.by).not.toBe('said');
  });

  test('who may not: an employee sees none, a manager reads and writes nothing, another organisation knows of none', async () => {
    await closedOne();
    const [employee, manager] = [await org.member('employee'), await org.member('manager')];
    await expect(see(employee)).rejects.toMatchObject({ code: 'forbidden' });
    expect((await see(manager)).review).not.toBeNull();
    for (const change of [
      (work: Work) => editReview(work, 1, { section: 'well', text: 'x' }),
      (work: Work) => remakeReview(work, 1),
      (work: Work) => setIncidentBegan(work, 1, null),
      (work: Work) => writeReport(work, 1, { kind: 'tactical', texts: { needs: 'x' }, language: 'en' }),
    ] as const)
      await expect(as(manager, change as (work: Work) => Promise<unknown>)).rejects.toMatchObject({
        code: 'forbidden',
      });
    const other = await (await newOrganisation(opened.db)).member('admin');
    await expect(see(other)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('hostile words stay words: unseen characters go, markup does nothing, too much is refused', async () => {
    await closedOne();
    await as(officer, (work) =>
      editReview(work, 1, { section: 'badly', text: '# Big\u202e [click](javascript:alert(1)) <b>@everyone</b>' }),
    );
    const { review, ...seen } = await see();
    const markdown = reviewMarkdown({ ...seen, review: review! });
    expect(markdown).toContain(String.raw`\# Big \[click\](javascript:alert(1)) \<b\>@everyone\</b\>`);
    expect(markdown).not.toContain('\u202e');
    await expect(
      as(officer, (work) => editReview(work, 1, { section: 'badly', text: 'x'.repeat(20_001) })),
    ).rejects.toMatchObject({ code: 'too_large' });
  });

  test('a report is a line of the timeline, told in the thread and, for managers, in channels bound for reports', async () => {
    await closedOne();
    const { entryId } = await as(officer, (work) =>
      writeReport(work, 1, {
        kind: 'executive',
        texts: { happened: 'Somebody got in.', status: 'All is well.' },
        language: 'en',
      }),
    );
    const entries = await read(async (tx) => timeline(tx, (await findIncident(tx, 1))!.id));
    expect(entries.at(-1)).toMatchObject({
      kind: 'executive_report',
      text: 'What happened:\nSomebody got in.\n\nStatus:\nAll is well.',
    });
    const incidentId = (await read((tx) => findIncident(tx, 1)))!.id;
    const urls = (ref: string) => `/incidents/${ref}`;
    const news = await read((tx) => composeAnnouncement(tx, { kind: 'incident_changed', subject: incidentId }, urls));
    expect(news).toMatchObject({
      words: expect.stringContaining('Somebody got in.'),
      state: { report: { entry: entryId, kind: 'executive', by: 'Maria Lindqvist' } },
    });
    const report = await read((tx) => composeAnnouncement(tx, { kind: 'incident_report', subject: entryId }, urls));
    expect(report).toMatchObject({ purpose: 'reports', needs: 'incidents.read' });
    expect(textOf(report!.card!)).toContain('Somebody got in.');
    // whoever may not see the incident is told that there is one; whoever may sees it on its page, too
    expect(report!.brief!.text).not.toContain('Somebody');
    expect(report!.withoutLogs).toBeUndefined();
    // taken back, it is told no more
    await as(officer, (work) => undoIncidentChange(work, 1, entryId));
    expect(await read((tx) => composeAnnouncement(tx, { kind: 'incident_report', subject: entryId }, urls))).toBeNull();
    await expect(
      as(officer, (work) => writeReport(work, 1, { kind: 'tactical', texts: { needs: ' ' }, language: 'en' })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('forms: a report filled in from the records, the review in one’s own words', async () => {
    await closedOne();
    const form = await as(officer, (work) => formOf(work, { id: 'incident.tactical', value: 'INC-1' }, 'en'));
    const fields = Object.fromEntries(
      form.parts.flatMap((part) => (part.kind === 'field' ? [[part.name, part.value ?? '']] : [])),
    );
    expect(Object.keys(fields)).toEqual(['conditions', 'actions', 'needs']);
    expect(fields.actions).toContain('Jonas Berg: Blocked the address.');
    const sent = { id: 'incident.write_tactical' as const, value: 'INC-1' };
    expect(await as(officer, (work) => formAgain(work, { ...sent, fields: { needs: ' ' } }, 'en'))).not.toBeNull();
    const outcome = await as(officer, (work) => performAction(work, { ...sent, fields }));
    expect(outcome).toMatchObject({ text: 'The tactical report on INC-1 is written.', done: true });

    const edit = await as(officer, (work) => formOf(work, { id: 'incident.review_edit', value: 'INC-1' }, 'en'));
    const action = edit.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []))[0]!;
    // somebody else writes meanwhile; what is left as it was undoes nothing of theirs
    await as(jonas, (work) => editReview(work, 1, { section: 'badly', text: 'Slow.' }));
    const saved = await as(officer, (work) =>
      performAction(work, {
        id: action.id,
        value: action.value,
        fields: { well: 'Quick.', badly: '', follow_ups: '' },
      }),
    );
    expect(saved.done).toBe(true);
    expect(textOf(saved.card)).toContain('Quick.');
    expect((await see()).review!.texts.badly!.text).toBe('Slow.');
    // whoever writes over it is told, and it is kept
    const over = await as(officer, (work) =>
      performAction(work, { id: action.id, value: action.value, fields: { well: 'Quick.', badly: 'Late.' } }),
    );
    expect(over).toMatchObject({
      done: false,
      text: expect.stringContaining(`${jonas.name} wrote there while you did`),
    });
    expect((await as(officer, (work) => seeReviewHistory(work, 1, 'badly'))).map(({ text }) => text)).toEqual([
      'Late.',
      'Slow.',
    ]);
    const shown = await as(officer, (work) => performAction(work, { id: 'incident.review', value: 'INC-1' }));
    expect(shown).toMatchObject({ alone: true });
    for (const value of ['', 'ALR-1', 'INC-99', 'x'.repeat(5000)])
      await expect(as(officer, (work) => formOf(work, { id: 'incident.review_edit', value }, 'en'))).rejects.toThrow();
  });

  test('a form holds a part whole or not at all: what is longer stands as it was, and is changed in the console', async () => {
    await closedOne();
    const fieldsOf = (form: Card) =>
      Object.fromEntries(
        form.parts.flatMap((part) => (part.kind === 'field' ? [[part.name, part.value ?? ''] as const] : [])),
      );
    const open = () => as(officer, (work) => formOf(work, { id: 'incident.review_edit', value: 'INC-1' }, 'en'));
    const send = async (form: Card, fields: Record<string, string>) => {
      const { id, value } = form.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []))[0]!;
      return as(officer, (work) => performAction(work, { id, value, fields }));
    };
    const versions = async () => (await as(officer, (work) => seeReviewHistory(work, 1))).length;
    const write = (section: 'well' | 'badly' | 'follow_ups', text: string) =>
      as(jonas, (work) => editReview(work, 1, { section, text }));
    const long = `${'We were quick. '.repeat(250)}The end.`;
    await write('well', long);
    await write('badly', 'Slow  \n\n\tat first.\u00e9');
    const form = await open();
    expect(Object.keys(fieldsOf(form))).toEqual(['badly', 'follow_ups']);
    expect(form.parts).toContainEqual({
      kind: 'list',
      items: [{ text: expect.stringContaining('What went well'), url: '/incidents/INC-1/review' }],
    });
    const before = await versions();
    // as they came, with what platforms do to line ends, and with a part in them that the form never held
    for (const fields of [
      fieldsOf(form),
      { badly: ' Slow\r\n\r\n\tat first.e\u0301 \n', follow_ups: ' ' },
      { badly: 'Slow  \n\n\tat first.\u00e9', follow_ups: '', well: long.slice(0, 3000) },
      { badly: 'Slow  \n\n\tat first.\u00e9', follow_ups: '', well: '' },
    ])
      expect((await send(form, fields)).done).toBe(false);
    expect(await versions()).toBe(before);
    expect((await see()).review!.texts.well!.text).toBe(long);
    // what a form does not say how it stood, it does not change
    expect(
      (
        await as(officer, (work) =>
          performAction(work, { id: 'incident.save_review', value: 'INC-1', fields: { well: 'Cut', badly: 'Cut' } }),
        )
      ).done,
    ).toBe(false);
    // what was typed is written, and what was emptied is empty
    expect((await send(form, { badly: '', follow_ups: 'More.' })).done).toBe(true);
    const { texts } = (await see()).review!;
    expect([texts.well!.text, texts.badly!.text, texts.follow_ups!.text]).toEqual([long, '', 'More.']);
  });

  test.each([
    ['as long as a field', 'x'.repeat(3000), true],
    ['one longer', 'x'.repeat(3001), false],
    ['half a pair at the edge', `${'x'.repeat(2999)}\u{1f600}`, false],
    ['as long as a part', 'y'.repeat(20_000), false],
  ])('a part %s', async (_, text, held) => {
    await closedOne();
    await as(jonas, (work) => editReview(work, 1, { section: 'badly', text }));
    const form = await as(officer, (work) => formOf(work, { id: 'incident.review_edit', value: 'INC-1' }, 'en'));
    const field = form.parts.find((part) => part.kind === 'field' && part.name === 'badly');
    expect(field).toEqual(held ? expect.objectContaining({ value: text }) : undefined);
  });

  test('whoever took part is asked once how it went, and nobody else answers', async () => {
    await closedOne();
    const asked = await read((tx) => tx.selectFrom('incident_feedback').select('member_id').execute());
    expect(asked.map((row) => row.member_id).sort()).toEqual([officer.actor.id, jonas.actor.id].sort());
    const form = { id: 'incident.send_feedback', value: 'INC-1', fields: { score: '5', words: 'Calm.' } };
    const outcome = await as(jonas, (work) => performAction(work, form));
    expect(outcome).toMatchObject({ done: true, text: expect.stringContaining('Thank you') });
    // whoever opens the form once more finds what they said
    const again = await as(jonas, (work) => formOf(work, { id: 'incident.feedback', value: 'INC-1' }, 'en'));
    expect(again.parts.flatMap((part) => (part.kind === 'field' ? [part.value] : []))).toEqual(['5', 'Calm.']);
    await as(jonas, (work) => performAction(work, { ...form, fields: { score: '2', words: '' } }));
    expect((await see()).feedback).toMatchObject([{ memberName: 'Jonas Berg', score: 2, words: '' }]);
    const third = await org.member('officer');
    await expect(as(third, (work) => performAction(work, form))).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      as(officer, (work) => performAction(work, { ...form, fields: { score: '6', words: '' } })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('what an hour costs is said where the organisation says it, and nobody is asked where it does not want that', async () => {
    const admin = await org.member('admin');
    await expect(as(officer, (work) => setReviewSettings(work, { hourlyRate: 60 }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await as(admin, (work) => setReviewSettings(work, { hourlyRate: 60, asksFeedback: false }));
    await closedOne();
    const { review, ...seen } = await see();
    expect(reviewMarkdown({ ...seen, review: review! })).toContain('Together 35 min, about €35.00.');
    expect(await read((tx) => tx.selectFrom('incident_feedback').select('id').execute())).toEqual([]);
  });

  test('how reviews are made is set in a form in chat, by an admin', async () => {
    const admin = await org.member('admin');
    const SETTINGS = { id: 'incident.review_settings', value: 'INC-1' } as const;
    await closedOne();
    const send = (hourly_rate: string, who = admin) =>
      as(who, (work) =>
        performAction(work, {
          id: 'incident.save_review_settings',
          value: 'INC-1',
          fields: { hourly_rate, currency: 'eur', asks_feedback: 'no' },
        }),
      );
    await expect(as(officer, (work) => formOf(work, SETTINGS, 'en'))).rejects.toMatchObject({ code: 'forbidden' });
    await expect(send('60', officer)).rejects.toMatchObject({ code: 'forbidden' });
    for (const wrong of ['1e3', '-5', 'NaN', '60.001', '9'.repeat(30), '<b>', '0'])
      await expect(send(wrong), wrong).rejects.toMatchObject({ code: 'invalid_input' });
    expect(await send('59,50')).toMatchObject({ done: true, text: expect.stringContaining('Saved') });
    expect(await send('60')).toMatchObject({ done: true });
    expect(await send('60.00')).toMatchObject({ done: false, text: 'It was so already.' });
    const form = await as(admin, (work) => formOf(work, SETTINGS, 'de'));
    expect(form.parts.flatMap((part) => (part.kind === 'field' ? [part.value] : []))).toEqual(['60', 'EUR', 'no']);
    const { items } = await as(admin, ({ tx }) => listAudit(tx, { action: 'incident.review_settings' }));
    expect(items.map(({ detail }) => detail.via)).toEqual(['form', 'form']);
  });
});
