import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { channelOrder, channelOrderIn } from '../../src/bots/channel-words.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Card } from '../../src/messages/card.ts';
import { channelWords } from '../../src/messages/catalogue/channel-orders.ts';
import type { InboundEvent } from '../../src/messages/inbound.ts';
import { pathOf } from '../../src/messages/links.ts';
import type { OutboundMessage } from '../../src/messages/outbound.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { bindChannel, seeChannel, setLeastRole } from '../../src/pipeline/chat-channels.ts';
import { redrawn } from '../../src/pipeline/chat-messages.ts';
import { listWorkspaces } from '../../src/pipeline/chat-workspaces.ts';
import { commentOnIncident, openIncident } from '../../src/pipeline/incidents.ts';
import { channelsCheck, newsChannels, workspacesCheck } from '../../src/pipeline/news-channels.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { type PlainPlatform, plainPlatform, spoken } from '../support/plain-platform.ts';

describe.each(databases)('what is said about a channel, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let platform: PlainPlatform;
  let desk: ChatDesk;
  let channel: { platform: 'slack'; workspace: string; channel: string };
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    const first = chatDesk(database.db, []);
    await first.connect(org.admin, 'slack', 'T1');
    officer = await org.member('officer');
    await first.link(org.admin, officer, { platform: 'slack', workspace: 'T1', id: 'UOFFICER' });
    await first.link(org.admin, await org.member('admin'), { platform: 'slack', workspace: 'T1', id: 'UADMIN' });
  });
  afterAll(() => database.close());
  beforeEach(() => {
    platform = plainPlatform();
    desk = chatDesk(database.db, [platform]);
    channel = { platform: 'slack', workspace: 'T1', channel: newId() };
  });
  const say = async (text: string, account = 'UADMIN'): Promise<OutboundMessage> => {
    await desk.dispatch.deliver(spoken(text, { account, channel: channel.channel }));
    await desk.idle();
    return platform.messages.at(-1)!.message;
  };
  const press = async (message: OutboundMessage, account = 'UADMIN'): Promise<string> => {
    const part = message.card!.parts.find(({ kind }) => kind === 'actions');
    const button = part?.kind === 'actions' ? part.actions[0]! : undefined;
    const { id, ...event } = spoken('', { account, channel: channel.channel });
    const stands = platform.messages.find((one) => one.message === message)!;
    await desk.dispatch.deliver({
      ...event,
      id: `press ${id}`,
      kind: 'action',
      action: button!.id,
      value: button!.value,
      message: { ...channel, messageId: stands.id },
    } as InboundEvent);
    await desk.idle();
    // said where the question stood, or alone
    return stands.message === message ? platform.texts().at(-1)! : stands.message.text;
  };
  const see = () => withOrg(database.db, org.orgId, (tx) => seeChannel(tx, channel));

  test('that its readers may see more is asked once more with a button, which is the admins’ to press', async () => {
    const asked = await say('this channel is read by officers and admins');
    expect(asked.text).toMatch(/at least “officer”.*Nothing is changed yet/s);
    expect(await see()).toBeUndefined();
    expect(await press(asked, 'UOFFICER')).toMatch(/admin/);
    expect(await see()).toBeUndefined();
    expect(await press(asked)).toContain('officer');
    expect((await see())!.leastRole).toBe('officer');
    // less is done at once
    expect((await say('this channel is read by employees')).card).toBeUndefined();
    expect((await see())!.leastRole).toBe('employee');
  });

  test('whoever binds a channel of whose readers nothing is known is asked who they are, and one press says it', async () => {
    const bound = await say('this channel gets alerts from high upward');
    expect(bound.text).toMatch(/Done: .*Nobody has said yet who reads here/s);
    const [part] = bound.card!.parts;
    const labels = part?.kind === 'actions' ? part.actions.map(({ label }) => label) : [];
    expect(labels).toEqual(['moderator', 'manager', 'officer'].map((role) => expect.stringContaining(role)));
    expect(await press(bound, 'UOFFICER')).toMatch(/admin/);
    expect(await press(bound)).toContain('moderator');
    expect((await see())!.leastRole).toBe('moderator');
    // the question is answered where it stood, with who said so, and has no buttons left
    const answered = platform.messages.find(({ edits }) => edits > 0)!.message;
    expect(answered.text).toMatch(/moderator.*\(Admin /s);
    expect(answered.card).toBeUndefined();
    expect((await say('this channel gets proposals')).card).toBeUndefined();
  });

  test('several things are set at once, or none; what is half understood is asked about', async () => {
    await say('this channel gets alerts from high upward and proposals');
    expect((await see())!.bindings).toMatchObject([
      { purpose: 'alerts', floor: 'high' },
      { purpose: 'approvals', floor: 'low' },
    ]);
    expect((await say('this channel gets reports, but no more alerts')).text).toContain('I changed nothing');
    expect((await see())!.bindings).toHaveLength(2);
    await say('this channel gets no more alerts or proposals');
    expect((await see())!.bindings).toEqual([]);
  });

  test('a channel whose readers may not see a matter is not bound to it, and where they come later they are told that it is there', async () => {
    await desk.readers(org.admin, channel, 'employee');
    expect((await say('this channel gets alerts')).text).toMatch(/employee.*nothing was changed.*say first who reads/s);
    expect((await see())!.bindings).toEqual([]);

    await desk.work(org.admin, async (w) => {
      await setLeastRole(w, channel, 'officer');
      await bindChannel(w, channel, { purpose: 'alerts' });
      await setLeastRole(w, channel, 'employee');
    });
    const incident = await desk.work(org.admin, (w) =>
      openIncident(w, { title: 'Harassment by J. Doe', severity: 'high', summary: 'very private' }),
    );
    await desk.work(org.admin, (w) => commentOnIncident(w, incident.number, 'HR secret: salary 1234'));
    const told = async () =>
      withOrg(database.db, org.orgId, async (tx) => {
        const news = (await composeAnnouncement(tx, { kind: 'incident_changed', subject: incident.id }, pathOf))!;
        const to = (await newsChannels(tx, news, new Date())).find((one) => one.channel === channel.channel)!;
        return { news, to };
      });
    const { news, to } = await told();
    expect(to).toMatchObject({ brief: true });
    const brief = JSON.stringify(news.brief);
    expect(brief).toContain(`INC-${incident.number}`);
    for (const secret of ['Harassment', 'private', 'salary']) expect(brief).not.toContain(secret);
    // the same where nothing is known of the readers; whoever may see the incident is told what its page shows them
    await desk.readers(org.admin, channel, null);
    expect((await told()).to).toMatchObject({ brief: true });
    await desk.readers(org.admin, channel, 'moderator');
    expect((await told()).to).toMatchObject({ brief: false });
    expect(news.withoutLogs).toBeUndefined();
    for (const told of ['private', 'salary']) expect(JSON.stringify(news.card)).toContain(told);
    await desk.readers(org.admin, channel, 'officer');
    expect((await told()).to).toMatchObject({ brief: false, withoutLogs: false });
  });

  test('a press by somebody who may see more does not show it to everybody', async () => {
    const incident = await desk.work(org.admin, (w) =>
      openIncident(w, { title: 'Quiet matter', severity: 'high', summary: 'very private' }),
    );
    const posted = { platform: 'slack', workspace: 'T1', channel: channel.channel, messageId: newId() };
    await withOrg(database.db, org.orgId, (tx) =>
      tx
        .updateTable('outbox')
        .set({ posted: JSON.stringify([posted]) })
        .where('subject', '=', incident.id)
        .execute(),
    );
    const drawn = (role: 'employee' | 'officer' | null) =>
      desk.work(
        { ...officer, place: { platform: 'slack', audience: 'shared', readers: [role], conversation: 'c' } },
        (w) => redrawn(w, posted, `INC-${incident.number}`),
      );
    const employees = JSON.stringify(await drawn('employee'));
    expect(employees).toContain(`INC-${incident.number}`);
    for (const not of ['private', 'Quiet', 'actions']) expect(employees).not.toContain(not);
    expect(JSON.stringify(await drawn(null))).not.toContain('private');
    expect(JSON.stringify(await drawn('officer'))).toContain('private');
    // of another message nobody knows what else it says: one card never takes the place of an answer
    const other = { ...posted, messageId: newId() };
    expect(await desk.work(officer, (w) => redrawn(w, other, `INC-${incident.number}`))).toBeNull();
  });

  test('where moderators read, an incident is answered, told and drawn anew with the same card, and with what was just added', async () => {
    await desk.readers(org.admin, channel, 'moderator');
    const alert = await raiseTestAlert(database.db, org.orgId, { account: 'svc-backup', address: '203.0.113.9' });
    const { id, number } = await desk.work(org.admin, (w) =>
      openIncident(w, { title: 'Badge lost', severity: 'high', alertNumbers: [alert] }),
    );
    await desk.work(org.admin, (w) => commentOnIncident(w, number, 'Seen at the gate'));
    // what is shown, apart from the buttons, which are those of whoever asked or, of many, everybody's
    const shown = (card: Card | undefined) => card!.parts.filter(({ kind }) => kind !== 'actions');
    const told = async () =>
      withOrg(database.db, org.orgId, async (tx) =>
        shown((await composeAnnouncement(tx, { kind: 'incident_changed', subject: id }, pathOf))!.card),
      );
    const answer = await say(`open INC-${number}`, 'UOFFICER');
    const stands = platform.messages.find(({ message }) => message === answer)!;
    for (const seen of ['svc-backup', '203.0.113.9', 'Seen at the gate'])
      expect(JSON.stringify(answer.card)).toContain(seen);
    expect(shown(answer.card)).toEqual(await told());
    const { id: said, ...event } = spoken('', { account: 'UOFFICER', channel: channel.channel });
    await desk.dispatch.deliver({
      ...event,
      id: `form ${said}`,
      kind: 'form',
      action: 'incident.add_comment',
      value: `INC-${number}`,
      fields: { comment: 'It was found again', afterwards: 'leave' },
      message: { ...channel, messageId: stands.id },
    } as InboundEvent);
    await desk.idle();
    const now = shown(stands.message.card);
    for (const seen of ['svc-backup', '203.0.113.9', 'Seen at the gate', 'It was found again'])
      expect(JSON.stringify(now)).toContain(seen);
    expect(now).toEqual(await told());
  });

  test('a bot that was taken out is said to be, of a channel and of the whole workspace, until it is back', async () => {
    await desk.work(org.admin, (w) => bindChannel(w, channel, { purpose: 'alerts' }));
    const org1 = <T>(read: Parameters<typeof withOrg<T>>[2]) => withOrg(database.db, org.orgId, read);
    const moved = async (kind: 'bot_added' | 'bot_removed', where: string): Promise<void> => {
      const { id, ...event } = spoken('', { channel: where, thread: null });
      await desk.dispatch.deliver({ ...event, id: `${kind} ${id}`, kind } as InboundEvent);
      await desk.idle();
    };
    const channelsWork = () => channelsCheck(async () => [(await see())!]).check();
    const workspacesWork = () => workspacesCheck(() => org1(listWorkspaces)).check();
    await moved('bot_removed', channel.channel);
    await expect(channelsWork()).rejects.toThrow('taken out of this channel');
    await expect(workspacesWork()).resolves.toContain('in all of them');
    await moved('bot_added', channel.channel);
    await expect(channelsWork()).resolves.toContain('all take');
    await moved('bot_removed', '');
    await expect(channelsWork()).rejects.toThrow('taken out');
    await expect(workspacesWork()).rejects.toThrow('Harbour Works (slack)');
    await moved('bot_added', channel.channel);
    await expect(workspacesWork()).resolves.toContain('in all of them');
    await expect(channelsWork()).resolves.toContain('all take');
  });
});

test('every order that is offered is one', () => {
  for (const { examples } of Object.values(channelWords))
    for (const example of examples) expect([example, channelOrder(example)?.kind]).not.toEqual([example, 'unclear']);
});

test.each([
  ['what is this channel told of?', true],
  ['which alerts does this channel get?', true],
  ['Was erfährt dieser Kanal?', true],
  ['que reçoit ce canal ?', true],
  ['¿qué recibe este canal?', true],
  ['what happened in this channel today?', false],
  ['what did Bob get told in this channel yesterday?', false],
])('%s', (text, shows) => {
  expect(channelOrderIn(text)).toEqual(shows ? { kind: 'show' } : null);
});
