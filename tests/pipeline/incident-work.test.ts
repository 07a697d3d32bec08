import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { bookmarksOf } from '../../src/db/incident-bookmarks.ts';
import { untoldParticipants } from '../../src/db/incident-people.ts';
import { insertChatAccount } from '../../src/db/members.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Bookmark } from '../../src/domain/incident.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import type { Card } from '../../src/messages/card.ts';
import { pathOf } from '../../src/messages/links.ts';
import { incidentCard } from '../../src/messages/views/incident-card.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { currentIncidentCard } from '../../src/pipeline/current-card.ts';
import { formOf } from '../../src/pipeline/forms.ts';
import { addBookmark } from '../../src/pipeline/incident-bookmarks.ts';
import { changePeople, seePeople } from '../../src/pipeline/incident-people.ts';
import { pinAsSaid } from '../../src/pipeline/incident-pins.ts';
import { shownWithIncident } from '../../src/pipeline/incident-shown.ts';
import { addTask, changeTask, tasksOf } from '../../src/pipeline/incident-tasks.ts';
import { changeWork } from '../../src/pipeline/incident-work.ts';
import {
  commentOnIncident,
  findIncident,
  openIncident,
  timeline,
  undoIncidentChange,
  updateIncident,
} from '../../src/pipeline/incidents.ts';
import { setRota } from '../../src/pipeline/on-call.ts';
import { incidentFacts } from '../../src/pipeline/review/incident-facts.ts';
import { tellParticipants } from '../../src/pipeline/tell-participants.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

describe.each(databases)('who works on an incident and what is to be done, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let [dana, sam, jonas, lea]: Principal[] = [];
  let number: number;
  const now = new Date('2026-11-21T12:00:00Z');
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    dana = await org.member('officer', { name: 'Dana Reyes' });
    sam = await org.member('officer', { name: 'Sam Okafor' });
    lea = await org.member('manager', { name: 'Lea Berg' });
    jonas = await org.member('employee', { name: 'Jonas Weber' });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    ({ number } = await as(dana!, (work) => openIncident(work, { title: 'Break-in' })));
  });
  const as = <T>(who: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(database.db, who.orgId, (tx) =>
      change({
        tx,
        principal: { ...who, place: { platform: 'slack', audience: 'private' } },
        now,
        auditKey: deskKey,
      }),
    );
  const incident = async () => (await as(org.admin, ({ tx }) => findIncident(tx, number)))!;
  const names = async (): Promise<string[]> => {
    const { id } = await incident();
    return (await as(org.admin, ({ tx }) => seePeople(tx, { id }))).map(({ name }) => name).sort();
  };
  const untold = async (): Promise<string[]> => {
    const { id } = await incident();
    const all = await withSystem(database.db, (tx) => untoldParticipants(tx, now));
    return all.filter((one) => one.incidentId === id).map((one) => one.memberId);
  };
  const ref = (): string => `INC-${number}`;
  const press = (who: Principal, id: string, value: string, fields?: Record<string, string>) =>
    as(who, (work) => performAction(work, { id, value, ...(fields ? { fields } : {}) }));

  test('whoever opens, changes or is given something takes part; who was given it by another is told once', async () => {
    expect(await names()).toEqual(['Dana Reyes']);
    await as(sam!, (work) => commentOnIncident(work, number, 'Looking.'));
    expect(await names()).toEqual(['Dana Reyes', 'Sam Okafor']);
    expect(await untold()).toEqual([]);
    await as(dana!, (work) => updateIncident(work, number, { scribe: 'lea' }));
    expect(await names()).toEqual(['Dana Reyes', 'Lea Berg', 'Sam Okafor']);
    expect(await untold()).toEqual([lea!.actor.id]);
    await as(sam!, (work) => updateIncident(work, number, { liaison: 'me' }));
    expect(await untold()).toEqual([lea!.actor.id]);
    expect(await incident()).toMatchObject({ scribe: { name: 'Lea Berg' }, liaison: { name: 'Sam Okafor' } });
  });

  test('roles are given, taken over, given back and undone, each a line of the timeline', async () => {
    await as(dana!, (work) => updateIncident(work, number, { scribe: 'me' }));
    await as(sam!, (work) => updateIncident(work, number, { scribe: 'me' }));
    expect((await incident()).scribe?.name).toBe('Sam Okafor');
    expect((await as(sam!, (work) => updateIncident(work, number, { scribe: 'Sam Okafor' }))).entryIds).toEqual([]);
    await as(sam!, (work) => updateIncident(work, number, { scribe: null }));
    expect((await incident()).scribe).toBeNull();
    await as(sam!, (work) => undoIncidentChange(work, number));
    expect((await incident()).scribe?.name).toBe('Sam Okafor');
    const { id } = await incident();
    const lines = (await as(org.admin, ({ tx }) => timeline(tx, id))).map(({ text }) => text);
    expect(lines).toEqual([
      'Opened',
      'Scribe: Dana Reyes',
      'Scribe: Sam Okafor',
      'Scribe: nobody any more',
      'Undone: Scribe: nobody any more',
    ]);
    await expect(as(lea!, (work) => updateIncident(work, number, { scribe: 'me' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(as(dana!, (work) => updateIncident(work, number, { liaison: 'jonas' }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('people are added and taken off; who holds a role stays, and who was told is not told again', async () => {
    const both = await as(dana!, (work) => changePeople(work, number, { add: ['sam', 'lea'] }));
    expect(both).toMatchObject({ added: ['Sam Okafor', 'Lea Berg'], removed: [] });
    expect((await as(dana!, (work) => changePeople(work, number, { add: ['sam'] }))).added).toEqual([]);
    expect(await untold()).toHaveLength(2);
    await as(dana!, (work) => changePeople(work, number, { remove: ['lea'] }));
    expect(await untold()).toEqual([sam!.actor.id]);
    expect(await names()).toEqual(['Dana Reyes', 'Sam Okafor']);
    await as(dana!, (work) => undoIncidentChange(work, number));
    expect(await names()).toEqual(['Dana Reyes', 'Lea Berg', 'Sam Okafor']);
    // who takes part may leave by themselves, and nothing else
    expect((await as(lea!, (work) => changePeople(work, number, { remove: ['me'] }))).removed).toEqual(['Lea Berg']);
    expect(await names()).toEqual(['Dana Reyes', 'Sam Okafor']);
    await expect(as(lea!, (work) => changePeople(work, number, { remove: ['sam'] }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await as(dana!, (work) => updateIncident(work, number, { assignee: 'sam' }));
    await expect(as(dana!, (work) => changePeople(work, number, { remove: ['sam'] }))).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(as(dana!, (work) => changePeople(work, number, { add: ['jonas'] }))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('tasks: added, given, ticked off, opened again, undone', async () => {
    const { task } = await as(dana!, (work) =>
      addTask(work, number, { title: ' Rotate the\nVPN keys ', assignee: 'lea', due: 'tomorrow noon' }),
    );
    expect(task).toMatchObject({
      number: 1,
      title: 'Rotate the VPN keys',
      assigneeName: 'Lea Berg',
      dueAt: new Date('2026-11-22T12:00:00Z'),
    });
    expect(await names()).toEqual(['Dana Reyes', 'Lea Berg']);
    await as(dana!, (work) => addTask(work, number, { title: 'Tell everybody' }));
    // whoever has it says that it is done, though they may not work on incidents
    await as(lea!, (work) => changeTask(work, number, 1, { done: true }));
    await expect(as(lea!, (work) => changeTask(work, number, 2, { done: true }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(as(lea!, (work) => changeTask(work, number, 1, { title: 'Mine' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const { id } = await incident();
    const list = () => as(org.admin, ({ tx }) => tasksOf(tx, id));
    expect((await list()).map(({ doneBy }) => doneBy)).toEqual(['Lea Berg', null]);
    await as(dana!, (work) => undoIncidentChange(work, number));
    expect((await list()).map(({ doneBy }) => doneBy)).toEqual([null, null]);
    await as(dana!, (work) => undoIncidentChange(work, number));
    expect((await list()).map((one) => one.title)).toEqual(['Rotate the VPN keys']);
    // a number is never given twice
    expect((await as(dana!, (work) => addTask(work, number, { title: 'Third' }))).task.number).toBe(3);
    await expect(as(dana!, (work) => changeTask(work, number, 2, { done: true }))).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(as(dana!, (work) => addTask(work, number, { title: 'Late', due: 'yesterday' }))).rejects.toMatchObject(
      { code: 'invalid_input' },
    );
    const changed = await as(dana!, (work) =>
      changeTask(work, number, 3, { title: 'Fourth', assignee: 'me', due: '2 hours', done: true }),
    );
    expect(changed.entryIds).toHaveLength(4);
    const older = changed.entryIds[0]!;
    await expect(as(dana!, (work) => undoIncidentChange(work, number, older))).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('the card says who and what, with a button for each open task; nothing of it is drawn where there is none', async () => {
    const bare = await as(dana!, (work) => currentIncidentCard(work, number));
    expect(JSON.stringify(bare)).not.toMatch(/"Scribe"|"People","value":"[^I]| to do/);
    for (const title of ['One', 'Two', 'Three', 'Four'])
      await as(dana!, (work) => addTask(work, number, { title, ...(title === 'Four' ? { due: '1 hour' } : {}) }));
    await as(dana!, (work) => updateIncident(work, number, { scribe: 'sam' }));
    const card = await as(dana!, (work) => currentIncidentCard(work, number));
    const buttons = actionsOf(card).filter(({ id }) => id === 'incident.task_done');
    expect(buttons.map(({ value }) => value)).toEqual([`${ref()}#4`, `${ref()}#1`, `${ref()}#2`]);
    const pressed = await press(dana!, 'incident.task_done', `${ref()}#4`);
    expect(pressed).toMatchObject({ text: `Task 4 of ${ref()} is done.`, done: true, card: { key: ref() } });
    expect(await press(sam!, 'incident.task_done', `${ref()}#4`)).toMatchObject({
      text: 'Task 4 is done already (Dana Reyes).',
      done: false,
    });
    await expect(press(lea!, 'incident.task_done', `${ref()}#1`)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(press(jonas!, 'incident.task_done', `${ref()}#1`)).rejects.toMatchObject({ code: 'not_found' });
    for (const value of [`${ref()}#99`, `${ref()}#`, `${ref()}#-1`, `${ref()}#1e9`, `${ref()}#1; drop table`])
      await expect(press(dana!, 'incident.task_done', value)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('forms: a task, and who works on it; what was not touched stays', async () => {
    const fieldsOf = (form: Card) =>
      form.parts.flatMap((part) => (part.kind === 'field' ? [[part.name, part.value ?? '']] : []));
    await expect(as(lea!, (work) => formOf(work, { id: 'incident.task', value: ref() }, 'en'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const task = await as(dana!, (work) => formOf(work, { id: 'incident.task', value: ref() }, 'en'));
    expect(fieldsOf(task).map(([name]) => name)).toEqual(['task', 'whom', 'due']);
    expect(
      await press(dana!, 'incident.add_task', ref(), { task: 'Rotate keys', whom: 'me', due: 'friday 17:00' }),
    ).toMatchObject({ text: `Task 1 is added to ${ref()}.`, done: true });
    await expect(press(dana!, 'incident.add_task', ref(), { task: '  ' })).rejects.toMatchObject({
      code: 'invalid_input',
    });
    await as(dana!, (work) => updateIncident(work, number, { assignee: 'me', scribe: 'sam' }));
    const people = await as(dana!, (work) => formOf(work, { id: 'incident.people', value: ref() }, 'de'));
    const filled = Object.fromEntries(fieldsOf(people));
    expect(filled).toEqual({ commander: 'Dana Reyes', scribe: 'Sam Okafor', liaison: '', add: '', remove: '' });
    expect(await press(dana!, 'incident.save_people', ref(), filled)).toMatchObject({ done: false });
    await press(dana!, 'incident.save_people', ref(), { ...filled, scribe: '', liaison: 'sam', add: 'Lea Berg, ' });
    expect(await incident()).toMatchObject({
      assigneeName: 'Dana Reyes',
      scribe: null,
      liaison: { name: 'Sam Okafor' },
    });
    expect(await names()).toEqual(['Dana Reyes', 'Lea Berg', 'Sam Okafor']);
    await press(dana!, 'incident.save_people', ref(), { scribe: 'lea' });
    expect(await incident()).toMatchObject({ assigneeName: 'Dana Reyes', scribe: { name: 'Lea Berg' } });
  });

  test('who was added by another is told alone, once, and whoever left before is not', async () => {
    const account = { platform: 'slack' as const, workspace: 'T1', externalId: `U-${number}` };
    await as(org.admin, ({ tx }) =>
      insertChatAccount(tx, { ...account, id: newId(), memberId: sam!.actor.id!, linkedAt: now }),
    );
    const said: string[] = [];
    const keys: string[] = [];
    let refused = true;
    const parts = {
      db: database.db,
      now: () => now,
      wake: () => {},
      log: silentLog(),
      links: pathOf,
      platforms: {
        tell: async (to: { account: string }, message: { text: string }, key: string) => {
          if (refused) return { kind: 'refused' as const, why: 'away' };
          said.push(`${to.account}: ${message.text}`);
          keys.push(key);
          return { kind: 'done' as const, done: { platform: 'slack', channel: 'D1', messageId: '1' } };
        },
        retell: async () => 'none' as const,
      },
    };
    const tell = () => tellParticipants(parts, new AbortController().signal);
    await as(dana!, (work) => changePeople(work, number, { add: ['lea'] }));
    await as(dana!, (work) => changePeople(work, number, { remove: ['lea'] }));
    refused = false;
    await tell();
    expect(said.filter((text) => text.includes(ref()))).toEqual([]);
    await as(dana!, (work) => changePeople(work, number, { add: ['sam'] }));
    await tell();
    await tell();
    const mine = said.filter((text) => text.includes(ref()));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toContain(`Dana Reyes added you to ${ref()}.`);
    await as(dana!, (work) => changePeople(work, number, { remove: ['sam'] }));
    await as(dana!, (work) => changePeople(work, number, { add: ['sam'] }));
    await tell();
    expect(said.filter((text) => text.includes(ref()))).toHaveLength(1);

    // whoever is on call is told again, also as the commander; by name it is so already
    await as(org.admin, (work) => setRota(work, { members: [sam!.actor.id!], every: 'day', weekday: 1, at: 540 }));
    await as(sam!, (work) => updateIncident(work, number, { assignee: 'me' }));
    expect(await as(dana!, (work) => changePeople(work, number, { add: ['sam'] }))).toMatchObject({ called: [] });
    const call = () => as(dana!, (work) => changeWork(work, number, { add_people: ['the on-call'] }));
    expect(await call()).toEqual(['called: Sam Okafor']);
    await tell();
    await tell();
    expect(said.filter((text) => text.includes(`Dana Reyes is calling you to ${ref()}.`))).toHaveLength(1);
    expect(new Set(keys).size).toBe(keys.length);
    // who calls themselves is not told
    expect(await as(sam!, (work) => changeWork(work, number, { add_people: ['on call'] }))).toEqual([]);
    // who has no chat account cannot be told, and whoever asked learns it
    const wanted = { add_people: ['lea'] };
    await as(dana!, (work) => changePeople(work, number, { remove: ['lea'] }));
    expect(await as(dana!, (work) => changeWork(work, number, wanted))).toEqual([
      'added: Lea Berg',
      'unreached: Lea Berg',
    ]);
    expect(await as(dana!, (work) => changeWork(work, number, wanted, { callsAll: true }))).toEqual([
      'called: Lea Berg',
      'unreached: Lea Berg',
    ]);
    // whose chat takes nothing is named in the timeline, once
    refused = true;
    ({ number } = await as(dana!, (work) => openIncident(work, { title: 'Another' })));
    await as(dana!, (work) => changePeople(work, number, { add: ['sam'] }));
    await tell();
    await tell();
    const { id } = await incident();
    const lines = (await as(org.admin, ({ tx }) => timeline(tx, id))).map(({ text }) => text);
    expect(lines.filter((text) => text.startsWith('Could not reach Sam Okafor'))).toHaveLength(1);
  });

  test('a link is kept once under a title, by those who work on incidents; its line takes it off, and nothing but an address is one', async () => {
    const wanted = { url: 'https://wiki.example.org/vpn?x=1', title: 'VPN runbook' };
    expect(await as(dana!, (work) => addBookmark(work, number, wanted))).toMatchObject({ isNew: true });
    expect(await as(sam!, (work) => addBookmark(work, number, wanted))).toMatchObject({ isNew: false });
    await expect(as(lea!, (work) => addBookmark(work, number, wanted))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await as(dana!, (work) => changeWork(work, number, { bookmark: 'https://status.example.org/' }))).toEqual([
      'bookmark: status.example.org',
    ]);
    const { id } = await incident();
    const all = () => as(org.admin, ({ tx }) => bookmarksOf(tx, id));
    expect(await all()).toMatchObject([{ title: 'VPN runbook', by: 'Dana Reyes' }, { title: 'status.example.org' }]);
    const shown = await incident();
    const facts = await as(org.admin, ({ tx }) => incidentFacts(tx, shown));
    expect(facts.bookmarks).toHaveLength(2);
    const view = { can: () => true, timeZone: 'UTC', ...(await as(org.admin, ({ tx }) => shownWithIncident(tx, id))) };
    expect(incidentCard(await incident(), view).parts).toContainEqual({
      kind: 'list',
      items: facts.bookmarks.map(({ title, url }) => ({ text: title, url })),
    });
    for (const url of [
      ...['javascript:alert(1)', 'file:///etc/passwd', 'https://', 'wiki', '', 'https://user:secret@example.org/'],
      ...[
        'https://example.org/a b',
        'ftp://example.org',
        `https://example.org/${'x'.repeat(1000)}`,
        'data:text/html,x',
      ],
    ])
      await expect(
        as(dana!, (work) => addBookmark(work, number, { url })),
        url,
      ).rejects.toMatchObject({ code: 'invalid_input' });
    await as(sam!, (work) => undoIncidentChange(work, number, (facts.bookmarks[0] as Bookmark).id));
    expect(await all()).toMatchObject([{ title: 'status.example.org' }]);
    // a message is kept by the link its platform gives
    const place = { platform: 'slack' as const, workspace: 'T1', channel: 'C1', thread: '1.1', direct: false };
    const said = { author: 'Kim', text: 'the VPN <logs>\nare here', at: now, thread: null, ours: false };
    const keep = (url: string | null, title: string | null) =>
      as(dana!, (work) =>
        pinAsSaid(
          work,
          { place, messageId: '1.2', account: 'U1', on: true, said: { ...said, url }, bookmark: { title } },
          number,
        ),
      );
    expect((await keep('https://acme.slack.com/archives/C1/p12', null)).text).toContain('the VPN <logs> are here');
    await expect(keep(null, 'Logs')).rejects.toMatchObject({ code: 'conflict' });
    expect((await all()).map(({ url }) => url)).toContain('https://acme.slack.com/archives/C1/p12');
    const other = await newOrganisation(database.db);
    await expect(as(other.admin, (work) => addBookmark(work, number, wanted))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('whatever is typed, a form is done or refused in words, and nobody else’s incident is touched', async () => {
    const other = await newOrganisation(database.db);
    await expect(press(other.admin, 'incident.add_task', ref(), { task: 'x' })).rejects.toMatchObject({
      code: 'not_found',
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('incident.add_task', 'incident.save_people'),
        fc.record({
          task: fc.string({ maxLength: 3000, unit: 'binary' }),
          whom: fc.string({ maxLength: 400, unit: 'grapheme' }),
          due: fc.string({ maxLength: 300 }),
          scribe: fc.string({ maxLength: 50 }),
          add: fc.string({ maxLength: 3000 }),
        }),
        async (id, fields) => {
          const outcome = await press(dana!, id, ref(), fields).catch((error) => error);
          expect(['invalid_input', 'too_large', undefined]).toContain(outcome.code);
        },
      ),
      { numRuns: 40 },
    );
  });
});
