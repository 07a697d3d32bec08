import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNotifier, type LaneKey, type NotifierOptions } from '../../src/bots/notify.ts';
import type { Platform } from '../../src/bots/platform.ts';
import { RateLimited, Refused, TokenRefused, Unchangeable, Unreachable } from '../../src/bots/platform-errors.ts';
import { findAlert, findAlertById } from '../../src/db/alerts.ts';
import { addOutboxOnce, outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { type OrgDb, withOrg, withSystem } from '../../src/db/scope.ts';
import type { Binding } from '../../src/domain/channel.ts';
import type { Role } from '../../src/domain/role.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { silentLog } from '../../src/log.ts';
import type { OutboundMessage, WaitingNews } from '../../src/messages/outbound.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { bindChannel, seeChannel, setLeastRole, unbindChannel } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { newsChannels, noteRefusal, tellRefusedAgain } from '../../src/pipeline/news-channels.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const key = auditKey('s');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe.each(databases)('telling channels on $name', (kind) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let now: Date;
  let told: { how: string; channel: string; id: string; thread?: string; text: string; message: OutboundMessage }[];
  let fails: Partial<Record<string, Error>>;
  let held: [string, number][];
  let reserved: { channel: string; urgent: boolean }[];
  let waits: number[];
  beforeAll(async () => {
    opened = await kind.open();
  });
  beforeEach(async () => {
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    now = new Date('2026-03-02T12:00:00Z');
    told = [];
    fails = {};
    held = [];
    reserved = [];
    waits = [];
    for (const platform of ['slack', 'discord'] as const)
      await work((w) => connectWorkspace(w, { platform, workspace: org.orgId, name: 'Harbour' }));
  });
  afterAll(() => opened.close());

  const work = <T>(change: (work: Work) => Promise<T>, principal = org.admin): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal, now, auditKey: key }));
  const read = <T>(what: (tx: OrgDb) => Promise<T>): Promise<T> => withOrg(opened.db, org.orgId, what);
  const at = (channel: string, platform: LaneKey['platform'] = 'slack'): LaneKey => ({
    platform,
    workspace: org.orgId,
    channel,
  });
  const bind = (
    channel: LaneKey,
    binding: Partial<Binding> & Pick<Binding, 'purpose'>,
    readers: Role | null = 'officer',
  ) =>
    work(async (w) => {
      await setLeastRole(w, channel, readers);
      await bindChannel(w, channel, binding);
    });

  let posted = 0;
  const chat = (name: 'slack' | 'discord'): Platform => ({
    name,
    start: async () => {},
    stop: async () => {},
    async post({ channel, workspace, thread }, message, messageKey) {
      const failure = fails[channel];
      if (failure) throw failure;
      const before = told.find((one) => one.how === `post ${messageKey}` && one.channel === channel);
      const id = before?.id ?? `m${++posted}`;
      const part = thread ? { thread } : {};
      if (!before) told.push({ how: `post ${messageKey}`, channel, id, text: message.text, message, ...part });
      return { platform: name, workspace, channel, messageId: id, ...part };
    },
    async update({ channel, messageId }, message) {
      const failure = fails[`${channel} update`] ?? fails[channel];
      if (failure) throw failure;
      told.push({ how: 'update', channel, id: messageId, text: message.text, message });
    },
  });
  const lanes: NonNullable<NotifierOptions['lanes']> = {
    async reserve(_, { channel }, urgent) {
      reserved.push({ channel, urgent });
      return waits.shift() ?? 0;
    },
    enter: async () => null,
    hold: async (_, { channel }, ms) => void held.push([channel, ms]),
  };
  let news: WaitingNews[] = [];
  const notifier = () =>
    createNotifier({
      platforms: [chat('slack'), chat('discord')],
      channels: (orgId, message, standing) =>
        withOrg(opened.db, orgId, (tx) => newsChannels(tx, message, now, standing)),
      outbox: outboxSteps(opened.db, () => now),
      lanes,
      compose: (orgId, announcement) =>
        withOrg(opened.db, orgId, (tx) => composeAnnouncement(tx, announcement, (ref) => `https://d.test/${ref}`, now)),
      async refused(orgId, channel, words) {
        news = await withOrg(opened.db, orgId, (tx) => noteRefusal(tx, channel, words, now));
      },
      now: () => now,
      log: silentLog(),
    });
  /** Tells all that waits in this organisation; answers when the rest is due. */
  async function tellAll(): Promise<Date | null> {
    const rows = await read((tx) =>
      tx.selectFrom('outbox').select('id').where('org_id', '=', org.orgId).where('sent_at', 'is', null).execute(),
    );
    let due: Date | null = null;
    for (const { id } of rows) {
      const later = await notifier().deliver(org.orgId, id);
      if (later) due = later.at;
    }
    return due;
  }
  const raise = async (severity: Severity, title = '40 failed logins for root') => {
    const number = await raiseTestAlert(opened.db, org.orgId, { severity, title, lastSeen: now });
    const { id } = (await read((tx) => findAlert(tx, number)))!;
    await read((tx) => addOutboxOnce(tx, [{ kind: 'alert_raised', subject: id, severity }]));
    return { number, id, ref: `ALR-${number}` };
  };
  const worsen = (id: string, severity: Severity) =>
    read(async (tx) => {
      await tx.updateTable('alert').set({ severity }).where('id', '=', id).execute();
      await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: id, severity }]);
    });
  const heard = (channel: string) => told.filter((one) => one.channel === channel);

  test('each channel hears what it is bound for, from its severity upward, on every platform', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    await bind(at('bad', 'discord'), { purpose: 'alerts', floor: 'high' });
    await bind(at('deciders'), { purpose: 'approvals' });
    const low = await raise('low');
    const high = await raise('high');
    await tellAll();
    expect(
      heard('all')
        .map(({ message }) => message.card?.key)
        .sort(),
    ).toEqual([low.ref, high.ref].sort());
    expect(heard('bad').map(({ message }) => message.card?.key)).toEqual([high.ref]);
    expect(heard('deciders')).toEqual([]);
  });

  test('one message per alert and channel, edited as it grows; its thread is told what changed, once, together', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    const { number, id } = await raise('medium');
    await tellAll();
    const [first] = heard('all');
    const grow = () => read((tx) => addOutboxOnce(tx, [{ kind: 'alert_changed', subject: id }]));
    await grow();
    // what only grows keeps the channel busy now and then
    expect(await tellAll()).toEqual(new Date(now.getTime() + 15_000));
    await grow();
    now = new Date(now.getTime() + 15_000);
    expect(await tellAll()).toBeNull();
    expect(heard('all').map(({ how, id: message }) => [how, message])).toEqual([
      [`post ${id}`, first!.id],
      ['update', first!.id],
    ]);
    await work((w) => changeAlertStatus(w, { number, status: 'acknowledged' }));
    await work((w) => openIncident(w, { title: 'Break-in', alertNumbers: [number] }));
    await tellAll();
    const story = heard('all').filter(({ thread }) => thread === first!.id);
    expect(story.map(({ text }) => text)).toEqual([`Acknowledged by ${org.admin.name}. Belongs to INC-1 now.`]);
    // what is over, too; and an incident is a matter of its own
    await work((w) => changeAlertStatus(w, { number, status: 'resolved' }));
    await tellAll();
    expect(
      heard('all')
        .filter(({ thread }) => thread === first!.id)
        .at(-1)?.text,
    ).toBe(`Resolved by ${org.admin.name}.`);
    expect(heard('all').filter(({ how, thread }) => how.startsWith('post') && !thread)).toHaveLength(2);
  });

  test('what gets worse is told anew and the old message points to it; what gets worse once more, once more', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    const { id, ref } = await raise('medium');
    await tellAll();
    const [first] = heard('all');
    await worsen(id, 'critical');
    await tellAll();
    const posts = () => heard('all').filter(({ how }) => how.startsWith('post'));
    expect(posts()).toHaveLength(2);
    expect(heard('all').at(-1)).toMatchObject({
      how: 'update',
      id: first!.id,
      text: expect.stringContaining(`${ref} is critical now`),
    });
    expect(heard('all').at(-1)!.message.card).toBeUndefined();
    // what happens now happens at the new one
    now = new Date(now.getTime() + MINUTE);
    await worsen(id, 'critical');
    await tellAll();
    expect(heard('all').at(-1)).toMatchObject({ how: 'update', id: posts()[1]!.id });
    expect(posts()).toHaveLength(2);
  });

  test('in quiet hours a channel is left alone until they end, unless something is critical; what is over by then stays unsaid', async () => {
    await bind(at('quiet'), { purpose: 'alerts', quiet: { from: 12 * 60, to: 15 * 60 } });
    await bind(at('awake'), { purpose: 'alerts' });
    const high = await raise('high');
    const over = await raise('high', 'Over by then');
    const worst = await raise('critical');
    expect(await tellAll()).toEqual(new Date('2026-03-02T14:00:00Z'));
    expect(heard('awake')).toHaveLength(3);
    expect(heard('quiet').map(({ message }) => message.card?.key)).toEqual([worst.ref]);
    // no sweep looks at it before
    const due = await read((tx) => tx.selectFrom('outbox').select('due_at').where('sent_at', 'is', null).execute());
    expect(due).toEqual(Array(2).fill({ due_at: new Date('2026-03-02T14:00:00Z') }));
    await work((w) => changeAlertStatus(w, { number: over.number, status: 'resolved' }));
    now = new Date('2026-03-02T14:00:00Z');
    expect(await tellAll()).toBeNull();
    expect(heard('quiet').map(({ message }) => message.card?.key)).toEqual([worst.ref, high.ref]);
    expect(heard('awake').filter(({ how }) => how.startsWith('post')).length).toBeGreaterThanOrEqual(3);
  });

  test('an alert that becomes critical while it waits for its turn goes to the other lane at once', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    const { id } = await raise('high');
    waits = [15 * MINUTE];
    expect(await tellAll()).toEqual(new Date(now.getTime() + 15 * MINUTE));
    // looked at too early: the turn it has is kept
    await tellAll();
    expect(reserved).toEqual([{ channel: 'all', urgent: false }]);
    await worsen(id, 'critical');
    const waiting = await withSystem(opened.db, (tx) => waitingOutbox(tx, 0));
    expect(waiting.filter(({ orgId }) => orgId === org.orgId)).toMatchObject([{ severity: 'critical' }]);
    expect(await tellAll()).toBeNull();
    expect(reserved.at(-1)).toEqual({ channel: 'all', urgent: true });
    expect(heard('all')).toHaveLength(1);
  });

  test('a turn that nobody used is taken anew: after a long stop not everything goes at once', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    await raise('high');
    waits = [MINUTE];
    await tellAll();
    now = new Date(now.getTime() + HOUR);
    waits = [5000];
    expect(await tellAll()).toEqual(new Date(now.getTime() + 5000));
    expect(reserved).toHaveLength(2);
  });

  test('a platform that asks to wait holds its lane; one that is away is tried ever less often, for a day', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    await bind(at('other', 'discord'), { purpose: 'alerts' });
    await raise('high');
    const from = now.getTime();
    fails = { all: new RateLimited('Slack asks us to wait.', 30_000) };
    expect(await tellAll()).toEqual(new Date(from + 30_000));
    expect(held).toEqual([['all', 30_000]]);
    expect(heard('other')).toHaveLength(1);
    fails = { all: new Unreachable('Slack could not be reached.') };
    const pauses: number[] = [];
    // rows are as old as the database says
    const born = (await read((tx) => tx.selectFrom('outbox').select('created_at').executeTakeFirstOrThrow()))
      .created_at;
    for (const age of [0, MINUTE, 10 * MINUTE, 5 * HOUR]) {
      now = new Date(born.getTime() + age);
      pauses.push((await tellAll())!.getTime() - now.getTime());
    }
    expect(pauses).toEqual([2000, 30_000, 5 * MINUTE, 15 * MINUTE]);
    now = new Date(born.getTime() + 25 * HOUR);
    await expect(tellAll()).rejects.toThrow('could not be reached');
    fails = {};
    await tellAll();
    expect(heard('all')).toHaveLength(1);
    expect(heard('other')).toHaveLength(1);
  });

  test('what was refused is told as soon as the platform’s app has a new token', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    fails.all = new TokenRefused('Slack refused it (token_revoked).', 'Set a new token.');
    await raise('high', 'while the token was revoked');
    await tellAll();
    fails = {};
    expect(await read((tx) => tellRefusedAgain(tx, 'discord'))).toEqual([]);
    expect(heard('all')).toEqual([]);
    expect(await read((tx) => tellRefusedAgain(tx, 'slack'))).toHaveLength(1);
    await tellAll();
    expect(heard('all').map(({ text }) => text)).toEqual([expect.stringContaining('while the token was revoked')]);
    expect((await read((tx) => seeChannel(tx, at('all'))))?.refused).toBeNull();
    expect(await read((tx) => tellRefusedAgain(tx, 'slack'))).toEqual([]);
  });

  test('what is refused is not tried again, is said of the channel, and is told once it is taken again', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    const missed = await raise('high', 'Missed');
    fails = { all: new Refused('SafeNest is not in the channel.', 'Invite it there.') };
    expect(await tellAll()).toBeNull();
    expect(await tellAll()).toBeNull();
    expect((await read((tx) => seeChannel(tx, at('all'))))?.refused).toEqual({
      at: now,
      why: 'SafeNest is not in the channel. Invite it there.',
    });
    fails = {};
    const next = await raise('high', 'Next');
    await tellAll();
    expect(news).toHaveLength(1);
    await tellAll();
    expect(heard('all').map(({ message }) => message.card?.key)).toEqual([next.ref, missed.ref]);
    expect((await read((tx) => seeChannel(tx, at('all'))))?.refused).toBeNull();
    expect(heard('all').every(({ how }) => how.startsWith('post'))).toBe(true);
  });

  test('a message that was deleted in the channel is posted anew with the next news', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    const { number } = await raise('high');
    await tellAll();
    fails = { 'all update': new Refused('The message was deleted.', 'Nothing is left to change.') };
    await work((w) => changeAlertStatus(w, { number, status: 'acknowledged' }));
    await tellAll();
    expect(heard('all').map(({ id }) => id)).toHaveLength(2);
    expect(new Set(heard('all').map(({ id }) => id)).size).toBe(2);
    expect((await read((tx) => seeChannel(tx, at('all'))))?.refused).toBeNull();
  });

  test('a message that stands and may not be changed any more is not posted again; its thread says what is new', async () => {
    await bind(at('all'), { purpose: 'alerts' });
    const { id, number } = await raise('high');
    await tellAll();
    fails = { 'all update': new Unchangeable('Slack refused it (edit_window_closed).', 'It stays as it is.') };
    for (let i = 0; i < 3; i++) {
      now = new Date(now.getTime() + HOUR);
      await read((tx) => addOutboxOnce(tx, [{ kind: 'alert_changed', subject: id }]));
      await tellAll();
    }
    expect(heard('all')).toHaveLength(1);
    await work((w) => changeAlertStatus(w, { number, status: 'acknowledged' }));
    await tellAll();
    expect(heard('all').map(({ thread }) => thread)).toEqual([undefined, heard('all')[0]!.id]);
  });

  test('log lines are only for channels whose readers may all read the logs', async () => {
    await bind(at('officers'), { purpose: 'alerts' });
    await bind(at('moderators'), { purpose: 'alerts' }, 'moderator');
    const { id } = await raise('high');
    const composed = await read((tx) =>
      composeAnnouncement(tx, { kind: 'alert_raised', subject: id }, (ref) => ref, now),
    );
    const channels = await read((tx) => newsChannels(tx, composed!, now));
    expect(Object.fromEntries(channels.map(({ channel, withoutLogs }) => [channel, withoutLogs]))).toEqual({
      officers: false,
      moderators: true,
    });
    expect(composed!.withoutLogs!.card.parts.some((part) => part.kind === 'evidence')).toBe(false);
    await tellAll();
    expect(told).toHaveLength(2);
  });

  test('a channel of whose readers nothing is known hears that there is something, and how bad it is', async () => {
    await bind(at('anybody'), { purpose: 'alerts' }, null);
    const { ref } = await raise('high', 'Forty tries of root');
    await tellAll();
    const said = JSON.stringify(heard('anybody').map(({ message }) => [message.text, message.card]));
    expect(said).toContain(ref);
    expect(said).toMatch(/high/i);
    for (const not of ['Forty', 'root', 'actions']) expect(said).not.toContain(not);
  });

  test.each([['employee'], [null]] as const)(
    'a channel that is told no more, and is now read by %s, is told no more than if it still were',
    async (role) => {
      await bind(at('all'), { purpose: 'alerts' });
      const { id, ref } = await raise('high', 'Old title');
      await tellAll();
      expect(heard('all')[0]!.text).toContain('Old title');
      await work((w) => unbindChannel(w, at('all'), 'alerts'));
      await work((w) => setLeastRole(w, at('all'), role));
      await read(async (tx) => {
        await tx.updateTable('alert').set({ title: 'New secret' }).where('id', '=', id).execute();
        await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: id }]);
      });
      now = new Date(now.getTime() + HOUR);
      await tellAll();
      const changed = heard('all').slice(1);
      expect(changed.map(({ how }) => how)).toEqual(['update']);
      const said = JSON.stringify([changed[0]!.text, changed[0]!.message.card]);
      expect(said).toContain(ref);
      for (const not of ['secret', 'title', 'actions']) expect(said).not.toContain(not);
    },
  );

  test('a proposal is told where it is decided; the buttons carry no nonce, and press as the clicker', async () => {
    await bind(at('deciders'), { purpose: 'approvals' });
    const alert = await raise('high');
    const officer = await org.member('officer', { name: 'Maria Lopez' });
    const employee = await org.member('employee');
    const { proposal } = await work(
      (w) =>
        proposeWrite(w, {
          kind: 'update_alert',
          args: { id: alert.ref, status: 'resolved' },
          why: 'It was the cleaning crew.',
          untrusted: false,
        }),
      officer,
    );
    await tellAll();
    const [shown] = heard('deciders');
    const card = shown!.message.card!;
    expect(card.key).toBe(`PROP-${proposal.number}`);
    expect(JSON.stringify(shown!.message)).not.toContain(proposal.nonce!);
    const buttons = card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions : []));
    const approve = buttons.find(({ id }) => id === 'proposal.approve')!;
    await expect(work((w) => performAction(w, approve), employee)).rejects.toThrow();
    const forged = { ...approve, value: approve.value.slice(0, -2) };
    expect(await work((w) => performAction(w, forged), officer)).toMatchObject({ done: false });
    expect(await work((w) => performAction(w, approve), officer)).toMatchObject({ done: true });
    expect((await read((tx) => findAlertById(tx, alert.id)))?.status).toBe('resolved');
    // of two who press the second learns who did
    expect(await work((w) => performAction(w, approve))).toMatchObject({
      done: false,
      text: expect.stringContaining('was approved by Maria Lopez'),
    });
    await tellAll();
    const after = heard('deciders').find(({ how }) => how === 'update')!;
    expect(JSON.stringify(after.message.card)).not.toContain('proposal.approve');
    expect(heard('deciders').find(({ thread }) => thread === shown!.id)?.text).toBe('Approved by Maria Lopez.');
  });
});
