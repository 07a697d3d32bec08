import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createModerators } from '../../src/bots/moderating.ts';
import { createNotifier } from '../../src/bots/notify.ts';
import { listAlerts } from '../../src/db/alerts.ts';
import { saveChannel } from '../../src/db/chat-channels.ts';
import { saveMemberAccount } from '../../src/db/member-accounts.ts';
import { addOutboxOnce, outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import { listAlertExceptions } from '../../src/pipeline/alert-exceptions.ts';
import { setAlertPolicy } from '../../src/pipeline/alert-policy.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { bindChannel } from '../../src/pipeline/chat-channels.ts';
import { escalate } from '../../src/pipeline/escalate.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { workQuestions } from '../../src/pipeline/question-jobs.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const MINUTE_MS = 60_000;
const WAIT = { timeout: 20_000, interval: 25 };
const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, WAIT);

describe.each([
  { name: 'Slack', open: openSlackFixture as () => Promise<ChatFixture> },
  { name: 'Discord', open: openDiscordFixture as () => Promise<ChatFixture> },
  { name: 'Teams', open: openTeams as () => Promise<ChatFixture> },
])('an alert that is looked after, in $name', ({ open }) => {
  let fixture: ChatFixture;
  let database: TestDatabase;
  let org: TestOrganisation;
  let desk: ChatDesk;
  let maria: Person;
  let ada: Person;
  let eve: Person;
  let adaMember: Principal;
  let channel: string;
  let now = new Date();

  beforeAll(async () => {
    database = await databases.at(-1)!.open();
    fixture = await open();
    org = await newOrganisation(database.db);
    desk = chatDesk(database.db, [fixture.platform]);
    await desk.connect(org.admin, fixture.name, fixture.workspace);
    const link = async (name: string, member: Principal): Promise<Person> => {
      const person = await fixture.person(name);
      await desk.link(org.admin, member, { platform: fixture.name, workspace: fixture.workspace, id: person.id });
      return person;
    };
    adaMember = await org.member('employee', { name: 'Ada Novak' });
    maria = await link('Maria', await org.member('officer', { name: 'Maria Lindqvist' }));
    ada = await link('Ada', adaMember);
    eve = await link('Eve', await org.member('employee', { name: 'Eve' }));
    await fixture.platform.start(desk.dispatch.deliver);
    channel = await fixture.channel('security');
    const place = { platform: fixture.name, workspace: fixture.workspace, channel, name: 'security' };
    await desk.readers(org.admin, place, 'officer');
    await desk.work(org.admin, (work) =>
      bindChannel(work, place, { purpose: 'alerts', floor: 'low', quiet: null, timeZone: null }),
    );
  }, 60_000);
  afterAll(async () => {
    await fixture?.platform.stop();
    await desk?.idle();
    await fixture?.close();
    await database?.close();
  });

  const inOrg = <T>(work: Parameters<typeof withOrg<T>>[2]): Promise<T> => withOrg(database.db, org.orgId, work);
  /** Brings what waits into the channels. */
  async function deliver(): Promise<void> {
    const notifier = createNotifier({
      platforms: [fixture.platform],
      channels: (orgId, news) => withOrg(database.db, orgId, (tx) => newsChannels(tx, news, now)),
      outbox: outboxSteps(database.db, () => now),
      compose: (orgId, announcement) =>
        withOrg(database.db, orgId, (tx) =>
          composeAnnouncement(tx, announcement, (ref) => `https://desk.example/${ref}`, now),
        ),
      now: () => now,
      log: silentLog(),
    });
    const rows = (await withSystem(database.db, (tx) => waitingOutbox(tx, 0))).filter(
      ({ orgId }) => orgId === org.orgId,
    );
    for (const row of rows) await notifier.deliver(org.orgId, row.outboxId);
  }
  async function told(account: string): Promise<{ number: number; card: () => SeenMessage }> {
    const number = await raiseTestAlert(database.db, org.orgId, { account, lastSeen: now, severity: 'medium' });
    const { id } = await alert(number);
    await inOrg((tx) => addOutboxOnce(tx, [{ kind: 'alert_raised', subject: id, severity: 'medium' }]));
    await deliver();
    const card = () =>
      fixture.visible(channel).find(({ text, buttons }) => text.includes(`ALR-${number} `) && buttons.length > 0)!;
    await eventually(() => expect(card()).toBeDefined());
    return { number, card };
  }
  const alert = async (number: number) =>
    (await inOrg((tx) => listAlerts(tx, { limit: 100 }))).find((one) => one.number === number)!;
  const live = () => inOrg((tx) => listAlertExceptions({ tx, principal: org.admin, now: new Date() }, { live: true }));
  const labels = (message: SeenMessage) => message.buttons.map(({ label }) => label);
  const work = () =>
    workQuestions(
      {
        db: database.db,
        now: () => new Date(),
        platforms: createModerators([fixture.platform], silentLog()),
        wake: () => {},
        log: silentLog(),
      },
      new AbortController().signal,
    );

  test('it is snoozed and called expected by forms of its card, and told again by its button', async () => {
    const { number, card } = await told('root');
    expect(labels(card())).toEqual(
      expect.arrayContaining(['Acknowledge', 'Snooze…', 'Expected…', 'Ask: was this you?']),
    );
    await fixture.press(maria, card(), 'Snooze…');
    await eventually(() => expect(fixture.form(maria)).not.toBeNull());
    expect(
      fixture
        .form(maria)!
        .fields.find(({ name }) => name === 'hours')!
        .options!.map(({ value }) => value),
    ).toEqual(['1', '24', '168']);
    await fixture.submit(maria, { hours: '1', reason: 'pen test' });
    await eventually(async () =>
      expect(await live()).toMatchObject([{ kind: 'snooze', alertNumber: number, reason: 'pen test' }]),
    );
    await desk.idle();
    await deliver();
    await eventually(() => expect(card().text).toMatch(/Snoozed until .* by Maria Lindqvist/));
    expect(labels(card())).toContain('Tell again');

    // an employee may not
    await fixture.press(eve, card(), 'Tell again');
    await desk.idle();
    expect(await live()).toHaveLength(1);
    await fixture.press(maria, card(), 'Tell again');
    await eventually(async () => expect(await live()).toEqual([]));
    await desk.idle();

    await deliver();
    await eventually(() => expect(labels(card())).toContain('Expected…'));
    await fixture.press(maria, card(), 'Expected…');
    await eventually(() => expect(fixture.form(maria)).not.toBeNull());
    await fixture.submit(maria, { days: '30', reason: 'the backup' });
    await eventually(async () => expect(await live()).toMatchObject([{ kind: 'expected', account: 'root' }]));
    await desk.idle();
    expect((await alert(number)).status).toBe('false_alarm');
  }, 60_000);

  test('“was this you?”: the member alone is asked and answers; the thread says so', async () => {
    await inOrg((tx) => saveMemberAccount(tx, { account: 'anovak', memberId: adaMember.actor.id!, now, by: 'test' }));
    const { number, card } = await told('anovak');
    await fixture.press(maria, card(), 'Ask: was this you?');
    await eventually(async () =>
      expect(await inOrg((tx) => tx.selectFrom('login_question').selectAll().execute())).toHaveLength(1),
    );
    await desk.idle();
    await work();
    const question = () => fixture.onlyFor(ada).find(({ text }) => text.includes('Was this you?'))!;
    await eventually(() => expect(question()).toBeDefined());
    expect(labels(question())).toEqual(['Yes, that was me', 'No, that was not me']);
    expect(question().text).toContain('anovak');
    expect(fixture.onlyFor(eve).some(({ text }) => text.includes('Was this you?'))).toBe(false);
    const state = async () =>
      (await inOrg((tx) => tx.selectFrom('login_question').select('state').executeTakeFirst()))?.state;

    await fixture.press(eve, question(), 'No, that was not me');
    await desk.idle();
    expect(await state()).toBe('asked');
    await fixture.press(ada, question(), 'No, that was not me');
    await eventually(async () => expect(await state()).toBe('no'));
    await desk.idle();
    expect((await alert(number)).severity).toBe('high');
    await work();
    await eventually(() => expect(question().buttons).toEqual([]));
    await deliver();
    await eventually(() =>
      expect(
        fixture
          .visible(channel)
          .map(({ text }) => text)
          .join('\n'),
      ).toContain('Ada Novak says: no, that was not me'),
    );
  }, 60_000);

  test('“still on it?” stands on the card of what was acknowledged long ago; a press keeps it, without one it is open again', async () => {
    const anyone = { kind: 'member' as const, id: adaMember.actor.id! };
    const lapse = { askMinutes: 60, waitMinutes: 10 };
    await inOrg((tx) => tx.updateTable('member').set({ role: 'officer' }).where('id', '=', anyone.id).execute());
    await desk.work(org.admin, (w) =>
      setAlertPolicy(w, { floor: 'low', steps: [{ afterMinutes: 500, to: [anyone] }], lapse, askRules: [] }),
    );
    const { number, card } = await told('lapser');
    await fixture.press(maria, card(), 'Acknowledge');
    await eventually(async () => expect((await alert(number)).status).toBe('acknowledged'));
    await desk.idle();
    const pass = async (minutes: number) => {
      now = new Date(Date.now() + minutes * MINUTE_MS);
      await desk.work(org.admin, (w) => escalate({ ...w, now }));
      await deliver();
    };
    await pass(61);
    await eventually(() => expect(labels(card())).toContain('Still on it'));
    expect(card().text).toContain('Maria Lindqvist, still on it?');
    await fixture.press(eve, card(), 'Still on it');
    await desk.idle();
    expect(labels(card())).toContain('Still on it');
    await fixture.press(maria, card(), 'Still on it');
    await eventually(() => expect(labels(card())).not.toContain('Still on it'));
    await desk.idle();
    await pass(130);
    await eventually(() => expect(labels(card())).toContain('Still on it'));
    await pass(141);
    await eventually(() => expect(labels(card())).toContain('Acknowledge'));
    expect((await alert(number)).status).toBe('open');
    const said = () =>
      fixture
        .visible(channel)
        .map(({ text }) => text)
        .join();
    await eventually(() => expect(said()).toContain('Nobody said they were still on it'));
    now = new Date();
  }, 60_000);

  test('a channel that is told of some alerts alone by word hears of those, and says so', async () => {
    const place = { platform: fixture.name, workspace: fixture.workspace, channel: await fixture.channel('svc') };
    await desk.readers(org.admin, place, 'officer');
    const chief = await fixture.person('Chief');
    const admin = { platform: fixture.name, workspace: fixture.workspace, id: chief.id };
    await desk.link(org.admin, await org.member('admin', { name: 'Chief' }), admin);
    const texts = () => [...fixture.visible(place.channel), ...fixture.onlyFor(chief)].map(({ text }) => text);
    await fixture.say(
      chief,
      { channel: place.channel },
      'this channel gets alerts of account svc-* from medium upward',
    );
    await eventually(() => expect(texts().join()).toContain('from medium upward, only of svc-*'));
    await fixture.command(chief, { channel: place.channel }, 'channel alerts of RULE-999');
    await eventually(() => expect(texts().join()).toContain('I know no rule or camera called “RULE-999”'));
    await desk.idle();
    const { number: left } = await told('nobody');
    const { number } = await told('svc-backup');
    await eventually(() => expect(texts().join()).toContain(`ALR-${number} `));
    expect(texts().join()).not.toContain(`ALR-${left} `);
  }, 60_000);

  test('when nobody acknowledges, it stands anew where the policy says, with its buttons, and they work', async () => {
    const oncall = await fixture.channel('oncall');
    let id = '';
    await inOrg(async (tx) => {
      id = await saveChannel(tx, {
        platform: fixture.name,
        workspace: fixture.workspace,
        channel: oncall,
        name: 'oncall',
        leastRole: 'officer',
        now,
        by: 'test',
      });
    });
    await desk.work(org.admin, (w) =>
      setAlertPolicy(w, { floor: 'medium', steps: [{ afterMinutes: 5, to: [{ kind: 'channel', id }] }], askRules: [] }),
    );
    now = new Date(Date.now() + MINUTE_MS);
    const { number } = await told('root');
    const look = () => desk.work(org.admin, (w) => escalate({ ...w, now }));
    await look();
    now = new Date(now.getTime() + 5 * MINUTE_MS);
    await look();
    await deliver();
    await deliver();
    const nudged = () => fixture.visible(oncall).find(({ text }) => text.includes(`ALR-${number}`))!;
    await eventually(() => expect(nudged()).toBeDefined());
    expect(nudged().text).toContain(`Nobody has acknowledged ALR-${number} for 5 minutes.`);
    expect(fixture.visible(oncall)).toHaveLength(1);
    await fixture.press(maria, nudged(), 'Acknowledge');
    await eventually(async () => expect((await alert(number)).status).toBe('acknowledged'));
    await desk.idle();
    await eventually(() => expect(labels(nudged())).not.toContain('Acknowledge'));
    await deliver();
    await eventually(() =>
      expect(
        fixture
          .visible(channel)
          .map(({ text }) => text)
          .join('\n'),
      ).toMatch(/Told again: #oncall \(5 min\)/),
    );
  }, 60_000);
});
