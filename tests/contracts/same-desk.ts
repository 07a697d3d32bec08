import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findAlert } from '../../src/db/alerts.ts';
import { findIncident } from '../../src/db/incidents.ts';
import { type Db, withOrg } from '../../src/db/scope.ts';
import type { OrgId } from '../../src/domain/id.ts';
import { timeline } from '../../src/pipeline/incidents.ts';
import { raiseTestAlert } from '../support/alerts.ts';

/** What somebody reads of an answer, and the labels of its buttons. */
export interface Seen {
  id: string;
  text: string;
  buttons: string[];
}

export type Asker = 'admin' | 'officer' | 'employee';

/** The smallest picture there is. */
const ONE_PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A place where people ask the desk alone and press what it shows, the console or a chat platform; it is read as they see it. */
export interface DeskPlace {
  db: Db;
  orgId: OrgId;
  now(): Date;
  /** What they are called. */
  nameOf(who: Asker): string;
  /** Asks, and answers what is read then; files come with the question. */
  ask(who: Asker, text: string, files?: readonly Buffer[]): Promise<Seen>;
  /** Presses a button of an answer: what is said about that, and the answer as it stands then. `null` where it says nothing beside.
   * `forged` sends another value than the button's own. */
  press(
    who: Asker,
    answer: Seen,
    label: string,
    forged?: { value: string },
  ): Promise<{ said: string | null; now: Seen }>;
  /** The last press arrives once more, as networks and impatient people have it. */
  pressedAgain(): Promise<void>;
  /** Comments in a form on the incident that an answer shows; answers what is read of the incident then. */
  comment(who: Asker, answer: Seen, text: string): Promise<string>;
  /** Reports an incident in the form for that; answers what they alone read then. */
  report(who: Asker, fields: { title: string; details: string; severity: string }): Promise<string>;
  close(): Promise<void>;
}

/** What is the same wherever the desk is asked. */
export function sameDesk<Place extends DeskPlace>(
  name: string,
  open: () => Promise<Place>,
  /** What is so in this place alone. */
  besides: (place: () => Place, raise: (title: string) => Promise<number>) => void = () => {},
): void {
  describe(`the desk on ${name}`, () => {
    let place: Place;
    beforeAll(async () => {
      place = await open();
    }, 60_000);
    afterAll(() => place?.close());
    const raise = (title: string): Promise<number> =>
      raiseTestAlert(place.db, place.orgId, { title, lastSeen: new Date(place.now().getTime() - 60_000) });
    const writtenOf = async (subject: string): Promise<string[]> =>
      (
        await withOrg(place.db, place.orgId, (tx) =>
          tx.selectFrom('audit_entry').select('action').where('subject', '=', subject).execute(),
        )
      ).map(({ action }) => action);
    const statusOf = async (number: number) =>
      (await withOrg(place.db, place.orgId, (tx) => findAlert(tx, number)))?.status;

    test('an alert is answered with its card and the same buttons, which act as whoever presses them', async () => {
      const number = await raise('Forty tries from one place');
      const answer = await place.ask('officer', `open ALR-${number}`);
      expect(answer.text).toContain(`ALR-${number}`);
      expect(answer.text).toContain('Forty tries from one place');
      expect(answer.buttons).toEqual(
        expect.arrayContaining(['Acknowledge', 'Resolve', 'False alarm', 'Open an incident']),
      );
      const { now } = await place.press('officer', answer, 'Acknowledge');
      expect(await statusOf(number)).toBe('acknowledged');
      expect(now.text).toMatch(/acknowledged/i);
      expect(now.buttons).not.toContain('Acknowledge');
    });

    test('a button of an older answer, pressed when it is done already, changes nothing, and is answered', async () => {
      const number = await raise('Pressed twice');
      const older = await place.ask('officer', `open ALR-${number}`);
      const newer = await place.ask('officer', `open ALR-${number}`);
      await place.press('officer', newer, 'Resolve');
      const { said, now } = await place.press('officer', older, 'Resolve');
      expect(await statusOf(number)).toBe('resolved');
      expect(said ?? now.text).toMatch(/resolved/i);
    });

    test('two who press the same button at once: one did it, the other is told who; several who ask at once are all answered', async () => {
      const number = await raise('Pressed by two');
      const [first, second] = await Promise.all([
        place.ask('officer', `open ALR-${number}`),
        place.ask('admin', `open ALR-${number}`),
      ]);
      expect(first.text).toContain('Pressed by two');
      expect(second.text).toContain('Pressed by two');
      const presses = await Promise.all([
        place.press('officer', first, 'Resolve'),
        place.press('admin', second, 'Resolve'),
      ]);
      expect(await statusOf(number)).toBe('resolved');
      const written = await withOrg(place.db, place.orgId, (tx) =>
        tx.selectFrom('audit_entry').select('actor_name').where('subject', '=', `ALR-${number}`).execute(),
      );
      expect(written).toHaveLength(1);
      for (const { said, now } of presses) expect(`${said} ${now.text}`).toMatch(/resolved/i);
      expect(presses.map(({ said, now }) => `${said} ${now.text}`).join(' ')).toContain(written[0]!.actor_name);
    });

    test('under an answer people say whether it helped; the last press counts, and what was answered stays', async () => {
      const number = await raise('Did it help');
      const answer = await place.ask('officer', `open ALR-${number}`);
      expect(answer.buttons).toEqual(expect.arrayContaining(['Acknowledge', 'Helpful', 'Not helpful']));
      const rated = async () =>
        (
          await withOrg(place.db, place.orgId, (tx) =>
            tx.selectFrom('chat_turn').select('helpful').where('question', '=', `open ALR-${number}`).execute(),
          )
        ).map(({ helpful }) => helpful);
      expect(await rated()).toEqual([null]);
      const first = await place.press('officer', answer, 'Not helpful');
      expect(await rated()).toEqual([false]);
      expect(first.now.text).toContain('Marked as not helpful');
      expect(first.now.buttons).toContain('Helpful');
      expect(first.now.buttons).not.toContain('Not helpful');
      const second = await place.press('officer', first.now, 'Helpful');
      expect(await rated()).toEqual([true]);
      expect(second.now.text).toContain('Marked as helpful');
    });

    test('whoever may not is told so in words, and shown nothing', async () => {
      const number = await raise('Not for everybody');
      const answer = await place.ask('employee', `open ALR-${number}`);
      expect(answer.text).not.toContain('Not for everybody');
      expect(answer.text).toMatch(/role|may not|cannot/i);
      expect(answer.buttons).not.toContain('Acknowledge');
    });

    test('who asks who they are is told their name, role and what they may ask for', async () => {
      for (const [who, role, may] of [
        ['officer', 'security officer', 'search the logs'],
        ['employee', 'employee', 'report an incident'],
      ] as const) {
        const { text } = await place.ask(who, 'who am I?');
        expect(text).toContain(place.nameOf(who));
        expect(text).toMatch(new RegExp(`your role is ${role}\\.`));
        expect(text).toContain(may);
      }
    });

    test('a follow-up knows what was spoken of', async () => {
      const number = await raise('Spoken of');
      await place.ask('officer', `open ALR-${number}`);
      const answer = await place.ask('officer', 'acknowledge it');
      expect(answer.text).toContain(`ALR-${number}`);
      expect(await statusOf(number)).toBe('acknowledged');
    });

    test('the demo scenario: high-risk events, an incident, and its buttons, which change the answer where it stands', async () => {
      const lastSeen = new Date(place.now().getTime() - 86_400_000);
      await raiseTestAlert(place.db, place.orgId, { title: 'Burst from NL', severity: 'high', lastSeen });
      const answer = await place.ask('officer', 'Show high-risk events from yesterday and open an incident');
      const number = Number(/INC-(\d+)/.exec(answer.text)![1]);
      const incident = async () => (await withOrg(place.db, place.orgId, (tx) => findIncident(tx, number)))!;
      expect(answer.buttons).toEqual(expect.arrayContaining(['Assign to me', 'Close']));
      const assigned = await place.press('officer', answer, 'Assign to me');
      expect((await incident()).assigneeName).toBe(place.nameOf('officer'));
      expect(assigned.now.text).toContain(place.nameOf('officer'));
      const closed = await place.press('officer', assigned.now, 'Close');
      expect((await incident()).status).toBe('closed');
      expect(closed.now.buttons).not.toContain('Close');
    });

    test('a forged value does nothing to anything, and is answered', async () => {
      const number = await raise('Not to be forged');
      const answer = await place.ask('officer', `open ALR-${number}`);
      for (const value of [`ALR-${number + 5000}`, '{"$ne":1}', ''])
        await place.press('officer', answer, 'Acknowledge', { value }).catch(() => {});
      expect(await statusOf(number)).toBe('open');
    });

    test('a proposal is approved where it stands, says who did, and loses its buttons', async () => {
      const answer = await place.ask('admin', 'propose a rule: 5 failed logins within 10 minutes');
      expect(answer.buttons).toEqual(expect.arrayContaining(['Approve', 'Reject']));
      const { now } = await place.press('admin', answer, 'Approve');
      expect(now.buttons).not.toContain('Approve');
      expect(now.text).toMatch(/pproved/);
      expect(now.text).toContain(place.nameOf('admin'));
    });

    test('what is too long is said so, without a question whether that helped; nobody is called by what is written', async () => {
      const long = await place.ask('officer', 'x'.repeat(5000));
      expect(long.text).toMatch(/4,?000/);
      expect(long.buttons).not.toContain('Helpful');
      const { text } = await place.ask('officer', 'open an incident: @everyone \u202egnorw\u202c \u200bhidden');
      expect(text).toMatch(/INC-\d+/);
      expect(text).not.toMatch(/\u202e/);
      expect(text).not.toMatch(/(^|\s)@everyone/);
    });

    test('a write in the asker’s own words is done once and shown as a card that can be taken back', async () => {
      const answer = await place.ask('officer', 'open an incident: Laptop lost on the train');
      expect(answer.text).toContain('Laptop lost on the train');
      const reference = /INC-(\d+)/.exec(answer.text)?.[0];
      expect(reference).toBeDefined();
      const rows = await withOrg(place.db, place.orgId, (tx) =>
        tx.selectFrom('incident').select('title').where('title', 'ilike', '%Laptop lost%').execute(),
      );
      expect(rows).toHaveLength(1);
    });

    test('a press that arrives twice is done once', async () => {
      const number = await raise('Arrives twice');
      const answer = await place.ask('officer', `open ALR-${number}`);
      const { now } = await place.press('officer', answer, 'Acknowledge');
      expect(now.text).toMatch(/acknowledged/i);
      await place.pressedAgain();
      expect(await statusOf(number)).toBe('acknowledged');
      expect(await writtenOf(`ALR-${number}`)).toEqual(['alert.acknowledge']);
    });

    test('a comment written in a form is on record, in the writer’s name, and is read where the incident stands', async () => {
      const answer = await place.ask('officer', 'open an incident: fence cut');
      const number = Number(/INC-(\d+)/.exec(answer.text)![1]);
      const read = await place.comment('officer', answer, 'Guard is on the way. @everyone');
      expect(read).toContain('Guard is on the way.');
      const entries = await withOrg(place.db, place.orgId, async (tx) =>
        timeline(tx, (await findIncident(tx, number))!.id),
      );
      const said = entries.find(({ text }) => text.includes('Guard is on the way.'));
      expect(said).toMatchObject({ actorName: place.nameOf('officer') });
    });

    test('an incident reported in a form is opened once, for whoever may report one; without a title it is not', async () => {
      const details = 'On the train, locked.';
      expect(await place.report('employee', { title: '   ', details, severity: 'high' })).toMatch(
        /title|what happened/i,
      );
      const read = await place.report('employee', { title: 'Badge lost', details, severity: 'high' });
      const number = Number(/INC-(\d+)/.exec(read)![1]);
      const incidents = await withOrg(place.db, place.orgId, (tx) =>
        tx
          .selectFrom('incident')
          .select(['number', 'title', 'severity', 'summary'])
          .where('summary', '=', details)
          .execute(),
      );
      expect(incidents).toEqual([{ number, title: 'Badge lost', severity: 'high', summary: details }]);
    });

    test('a picture with a question is looked at for whoever may ask that; the others are told who may', async () => {
      const { text } = await place.ask('employee', 'who is this?', [ONE_PIXEL]);
      expect(text).toMatch(/role|may not|cannot/i);
      const kept = await withOrg(place.db, place.orgId, (tx) => tx.selectFrom('picture').select('id').execute());
      expect(kept).toEqual([]);
    });

    besides(() => place, raise);
  });
}
