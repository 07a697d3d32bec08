import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { saveEscalation } from '../../../src/db/alert-escalations.ts';
import { listAlerts } from '../../../src/db/alerts.ts';
import { listDeliveries } from '../../../src/db/deliveries.ts';
import { listTargets } from '../../../src/db/delivery-targets.ts';
import { addOutboxOnce } from '../../../src/db/outbox.ts';
import { withOrg } from '../../../src/db/scope.ts';
import type { Delivery } from '../../../src/domain/delivery.ts';
import type { Principal } from '../../../src/domain/principal.ts';
import type { Severity } from '../../../src/domain/severity.ts';
import { silentLog } from '../../../src/log.ts';
import { changeAlertStatus } from '../../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../../src/pipeline/announcements.ts';
import { auditKey, listAudit } from '../../../src/pipeline/audit.ts';
import { deliverToTarget } from '../../../src/pipeline/delivery/deliver-to-target.ts';
import { TargetAway, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { deliveryServices } from '../../../src/pipeline/delivery/delivery-services.ts';
import {
  addTarget,
  changeTarget,
  listShownTargets,
  openSecrets,
  seeTarget,
  sendAgain,
  type TargetInput,
} from '../../../src/pipeline/delivery/delivery-targets.ts';
import { fanOut } from '../../../src/pipeline/delivery/fan-out.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { addDevice, ownDevices, removeDevice, setWishes } from '../../../src/pipeline/delivery/push-devices.ts';
import { pushKeys } from '../../../src/pipeline/delivery/send-push.ts';
import { createSenders, type Senders } from '../../../src/pipeline/delivery/senders.ts';
import { updateMember } from '../../../src/pipeline/members.ts';
import { tokenKey } from '../../../src/pipeline/sealed-tokens.ts';
import { signOutEverywhere } from '../../../src/pipeline/sign-in.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import { raiseTestAlert } from '../../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../../support/database.ts';
import { startBroker } from '../../support/mqtt-broker.ts';
import { startPushService } from '../../support/push-service.ts';

const KEY = auditKey('a secret for tests');
const SEAL = tokenKey('a secret for tests');
const KEEPING = { key: SEAL, allowed: parseNetworks('127.0.0.1') };
const PUSH = pushKeys('a secret for tests', null);

describe.each(databases)('delivery beside the chat on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let now: Date;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db, { timeZone: 'Europe/Berlin' });
    now = new Date('2026-11-20T12:00:00Z');
  });

  const as = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal: org.admin, now, auditKey: KEY }));
  const webhook = (part: Partial<TargetInput> = {}): TargetInput =>
    ({
      kind: 'webhook',
      name: 'Hook',
      purposes: ['alerts'],
      floor: 'low',
      settings: { url: 'https://hooks.example.org/x' },
      ...part,
    }) as TargetInput;
  const mail = (part: Partial<TargetInput> = {}): TargetInput =>
    ({
      kind: 'email',
      name: 'Mail',
      purposes: ['alerts'],
      floor: 'low',
      settings: { to: ['ada@example.org'] },
      ...part,
    }) as TargetInput;
  const add = async (input: TargetInput) => (await as((work) => addTarget(work, KEEPING, input))).target;

  /** An alert with its news handed out. */
  async function alert(severity: Severity = 'high', account = 'root') {
    const number = await raiseTestAlert(opened.db, org.orgId, { severity, account });
    await news(number, 'alert_raised');
    return number;
  }
  const alertId = async (number: number) =>
    as(async ({ tx }) => (await listAlerts(tx, { limit: 100 })).find((one) => one.number === number)!);
  async function news(number: number, kind: 'alert_raised' | 'alert_changed' = 'alert_changed') {
    const { id, severity } = await alertId(number);
    await as(async ({ tx }) => {
      const rows = await addOutboxOnce(tx, [{ kind, subject: id, severity }]);
      for (const { outboxId } of rows)
        await fanOut(
          tx,
          outboxId,
          (announcement, language) =>
            composeAnnouncement(tx, announcement, (ref) => `/x/${ref}`, now, undefined, language),
          now,
        );
    });
  }
  const settle = (number: number, status: 'resolved' | 'open' | 'acknowledged') =>
    as((work) => changeAlertStatus(work, { number, status })).then(() => news(number));

  /** A receiver that says what comes of each sending. */
  function receiver(answer: (batch: readonly Delivery[]) => Error | null = () => null) {
    const sent: Delivery[][] = [];
    const senders: Senders = {
      forget: async () => {},
      async send(_, batch) {
        const problem = answer(batch);
        if (problem) throw problem;
        sent.push([...batch]);
        return null;
      },
    };
    const deliver = (id: string) =>
      deliverToTarget(
        { db: opened.db, key: SEAL, auditKey: KEY, senders, now: () => now, log: silentLog() },
        org.orgId,
        id,
        new AbortController().signal,
      );
    return { sent, deliver };
  }
  const mailThrough = (port: number, to: string[]): TargetInput =>
    mail({
      settings: { to, from: 'desk@example.org', server: { host: '127.0.0.1', port, tls: 'none', user: null } },
    } as Partial<TargetInput>);
  /** The real sender, on this machine. */
  function deliverReally(id: string, ca?: string, publicUrl: string | null = 'https://desk.example.org') {
    const senders = createSenders({
      allowed: parseNetworks('127.0.0.1'),
      mail: null,
      mqttUrl: null,
      push: PUSH,
      publicUrl,
      now: () => now,
      timeoutMs: 3000,
      ...(ca ? { ca } : {}),
    });
    const parts = { db: opened.db, key: SEAL, auditKey: KEY, senders, now: () => now, log: silentLog() };
    return () => deliverToTarget(parts, org.orgId, id, new AbortController().signal);
  }
  const later = (ms: number): void => {
    now = new Date(now.getTime() + ms);
  };
  const target = async () => (await as(({ tx }) => listShownTargets(tx)))[0]!;

  test('nothing is lost while a place is away for an hour, and the worst goes first when it is back', {
    timeout: 120_000,
  }, async () => {
    const { id } = await add(webhook());
    for (const severity of ['low', 'critical', 'medium', 'high'] as const) await alert(severity, `user-${severity}`);
    let away = true;
    const { sent, deliver } = receiver(() => (away ? new TargetAway('not there') : null));
    const end = now.getTime() + 3_600_000;
    let tries = 0;
    while (now.getTime() < end) {
      const again = await deliver(id);
      tries++;
      expect(again).not.toBeNull();
      // who asks before its time disturbs nobody
      if (tries < 4) expect(await deliver(id)).toBeNull();
      now = again!;
    }
    // ever longer, but what is critical never waits longer than a minute
    expect(tries).toBeGreaterThan(50);
    expect(tries).toBeLessThan(90);
    expect(await target()).toMatchObject({ waiting: 4, dead: 0, lastError: 'not there' });
    away = false;
    expect(await deliver(id)).toBeNull();
    expect(sent.flat().map(({ severity }) => severity)).toEqual(['critical', 'high', 'medium', 'low']);
    expect(await target()).toMatchObject({ waiting: 0, failingSince: null, lastError: null });
    // a second delivery finds nothing
    await deliver(id);
    expect(sent.flat()).toHaveLength(4);
  });

  test('an event keeps its id and its words however often it is tried', async () => {
    const { id } = await add(webhook());
    const number = await alert('high');
    const seen: string[] = [];
    let times = 0;
    const { deliver } = receiver(([one]) => {
      seen.push(`${one!.id} ${JSON.stringify(one!.body)}`);
      return ++times < 3 ? new TargetAway('not now') : null;
    });
    for (let i = 0; i < 3; i++) {
      await deliver(id);
      if (i === 0) await settle(number, 'acknowledged');
      later(3_600_000);
    }
    expect(new Set(seen.slice(0, 3)).size).toBe(1);
    // what changed meanwhile is an event of its own
    const all = await as(({ tx }) => listDeliveries(tx, { limit: 10 }));
    expect(all.map(({ type }) => type).toSorted()).toEqual(['alert.changed', 'alert.raised']);
  });

  test('six refusals take minutes, not hours: what a place goes on refusing stands as given up the same hour', async () => {
    const { id } = await add(webhook());
    for (const account of ['one', 'two', 'three', 'four']) await alert('medium', account);
    const { deliver } = receiver(() => new TargetRefused('answers with a redirect (302)'));
    const begun = now.getTime();
    while ((await target()).dead === 0 && now.getTime() - begun < 6 * 3_600_000) {
      const before = now.getTime();
      now = (await deliver(id)) ?? new Date(now.getTime() + 15_000);
      expect(now.getTime() - before).toBeLessThanOrEqual(15 * 60_000);
    }
    expect(await target()).toMatchObject({ lastError: 'answers with a redirect (302)' });
    expect((now.getTime() - begun) / 60_000).toBeLessThanOrEqual(60);
    // of what waits, nothing is put off longer than the place itself
    const due = await as(({ tx }) => listDeliveries(tx, { state: 'waiting', limit: 10 }));
    expect(Math.max(...due.map(({ dueAt }) => dueAt.getTime() - now.getTime()))).toBeLessThanOrEqual(15 * 60_000);
  });

  test('a test that arrives sends at once what was refused before it; a change of the place has it tried anew', async () => {
    const { id } = await add(webhook());
    await alert('medium', 'one');
    let refuses = true;
    const { deliver } = receiver(() => (refuses ? new TargetRefused('no') : null));
    for (let i = 0; i < 4; i++) now = (await deliver(id)) ?? new Date(now.getTime() + 3 * 60_000);
    const dueAt = async () => (await as(({ tx }) => listDeliveries(tx, { state: 'waiting', limit: 1 })))[0]!.dueAt;
    now = new Date((await dueAt()).getTime() - 60_000);
    const queued: unknown[] = [];
    const services = deliveryServices({
      db: opened.db,
      key: SEAL,
      senders: {
        forget: async () => {},
        send: async () => (refuses ? Promise.reject(new TargetRefused('no')) : null),
      },
      network: { allowed: [], push: PUSH },
      enqueue: async (name, payload) => {
        queued.push([name, payload]);
        return 'job';
      },
      now: () => now,
    });
    await expect(services.test(org.orgId, id, 'Ada')).rejects.toThrow('no');
    expect(queued).toEqual([]);
    expect((await dueAt()).getTime()).toBeGreaterThan(now.getTime());
    refuses = false;
    await services.test(org.orgId, id, 'Ada');
    expect(queued).toEqual([['deliver_to_target', { orgId: org.orgId, targetId: id }]]);
    await deliver(id);
    expect(await target()).toMatchObject({ waiting: 0, dead: 0, failingSince: null });

    await alert('medium', 'two');
    refuses = true;
    for (let i = 0; i < 4; i++) now = (await deliver(id)) ?? new Date(now.getTime() + 3 * 60_000);
    refuses = false;
    await as((work) => changeTarget(work, KEEPING, id, webhook({ name: 'Mended' })));
    await deliver(id);
    expect(await target()).toMatchObject({ waiting: 0, dead: 0 });
  });

  test('a place at an address that nothing may be sent to is not saved, and the refusal says what to do', async () => {
    const hook = (url: string) => webhook({ name: url, settings: { url } } as Partial<TargetInput>);
    const server = (host: string) => ({ host, port: 25, tls: 'none', user: null });
    for (const input of [
      hook('http://169.254.169.254/latest/meta-data'),
      hook('http://10.0.0.5/x'),
      hook('https://[::1]:8443/x'),
      hook('https://[fd00:ec2::254]/'),
      hook('http://[::ffff:10.0.0.5]/'),
      // as numbers and in parts, too: what it is counts, not how it is written
      hook('http://2852039166/'),
      hook('http://0x7f.2/'),
      mail({ settings: { to: ['a@example.org'], server: server('192.168.1.9') } } as Partial<TargetInput>),
      { kind: 'mqtt', name: 'Broker', purposes: ['alerts'], settings: { url: 'mqtt://[fe80::1]:1883' } },
      { kind: 'mqtt', name: 'Broker', purposes: ['alerts'], settings: { url: 'mqtt://0x0a000005:1883' } },
    ])
      await expect(
        as((work) => addTarget(work, KEEPING, input as TargetInput)),
        JSON.stringify(input),
      ).rejects.toThrow(/not a public address.*DELIVERY_PRIVATE_NETWORKS/);
    await expect(
      as((work) => addTarget(work, { ...KEEPING, allowed: [] }, hook('http://localhost:9/'))),
    ).rejects.toThrow(/localhost/);
    expect(await as(({ tx }) => listTargets(tx))).toEqual([]);
    // this machine is allowed here, and a name is looked at when it is sent to
    const own = await add(hook('http://localhost:9/'));
    await add(hook('https://metadata.example.internal/'));
    await expect(
      as((work) => changeTarget(work, KEEPING, own.id, hook('http://169.254.169.254/'))),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    // no longer allowed: it can be renamed and switched off all the same
    const off = webhook({
      name: 'Off',
      enabled: false,
      settings: { url: 'http://localhost:9/' },
    } as Partial<TargetInput>);
    await as((work) => changeTarget(work, { ...KEEPING, allowed: [] }, own.id, off));
    expect((await as(({ tx }) => listTargets(tx))).map(({ name }) => name)).toContain('Off');
  });

  test('that somebody was told again is no news of the alert for a program; what happens to the alert is', async () => {
    const { id } = await add(webhook());
    const number = await alert('high');
    const { sent, deliver } = receiver();
    await deliver(id);
    const { id: alertIdentity } = await alertId(number);
    await as(({ tx }) =>
      tx
        .insertInto('alert_escalation')
        .values({ org_id: org.orgId, alert_id: alertIdentity, since: now, due_at: now, told: [] })
        .execute(),
    );
    for (const told of [['#oncall (15 min, +20)'], ['#oncall (15 min, +20)', 'Maria (20 min, +20, ×1)']]) {
      later(300_000);
      await as(({ tx }) => saveEscalation(tx, alertIdentity, { dueAt: now, told }));
      await news(number);
      await deliver(id);
      expect(sent.flat()).toHaveLength(1);
    }
    await settle(number, 'acknowledged');
    later(60_000);
    await deliver(id);
    expect(sent.flat().map(({ type }) => type)).toEqual(['alert.raised', 'alert.changed']);
    expect(sent.flat().at(-1)!.body).toMatchObject({ status: 'acknowledged' });
  });

  test('what is refused is given up after a while, keeps nothing else back, and can be sent again', async () => {
    const { id } = await add(webhook());
    await alert('critical', 'poison');
    await alert('low', 'fine');
    let refuses = true;
    const { sent, deliver } = receiver(([one]) =>
      refuses && one!.severity === 'critical' ? new TargetRefused('too long') : null,
    );
    await deliver(id);
    expect(sent.flat().map(({ severity }) => severity)).toEqual(['low']);
    for (let i = 0; i < 8; i++) {
      later(6 * 3_600_000);
      await deliver(id);
    }
    expect(await target()).toMatchObject({ waiting: 0, dead: 1 });
    refuses = false;
    expect(await as((work) => sendAgain(work, id))).toBe(1);
    await deliver(id);
    expect(sent.flat().map(({ severity }) => severity)).toEqual(['low', 'critical']);
  });

  test('one that the place cannot take, as if it were away, keeps the others back for a few tries and no longer', async () => {
    const { id } = await add(webhook());
    await alert('critical', 'poison');
    for (const account of ['a', 'b']) await alert('low', account);
    const { sent, deliver } = receiver(([one]) =>
      one!.severity === 'critical' ? new TargetAway('answered 500') : null,
    );
    let runs = 0;
    while (sent.length < 2) {
      const again = await deliver(id);
      expect(++runs).toBeLessThan(6);
      if (again) now = again;
    }
    expect(await target()).toMatchObject({ waiting: 1, dead: 0 });
    // what comes later waits for nothing
    later(1000);
    await alert('low', 'c');
    await deliver(id);
    expect(sent.flat()).toHaveLength(3);
    // and it is given up in the end
    for (let i = 0; i < 14; i++) {
      later(6 * 3_600_000);
      await deliver(id);
    }
    expect(await target()).toMatchObject({ waiting: 0, dead: 1 });
  });

  test('mail is rolled up, what is critical goes by itself, and quiet hours are kept', async () => {
    const { id } = await add(mail({ rollupSeconds: 600, quiet: { from: 22 * 60, to: 7 * 60 } }));
    const { sent, deliver } = receiver();
    await alert('high', 'a');
    later(60_000);
    await alert('medium', 'b');
    await alert('critical', 'c');
    await deliver(id);
    expect(sent.map((batch) => batch.map(({ severity }) => severity))).toEqual([['critical']]);
    later(600_000);
    await deliver(id);
    expect(sent.map((batch) => batch.length)).toEqual([1, 2]);
    // 23:30 in Berlin
    now = new Date('2026-11-20T22:30:00Z');
    await alert('high', 'd');
    later(600_000);
    await deliver(id);
    expect(sent).toHaveLength(2);
    now = new Date('2026-11-21T06:00:00Z');
    await deliver(id);
    expect(sent).toHaveLength(3);
  });

  test('of many that waited, mail makes one', async () => {
    const { id } = await add(mail());
    for (let i = 0; i < 9; i++) await alert('high', `user-${i}`);
    const { sent, deliver } = receiver();
    await deliver(id);
    expect(sent.map((batch) => batch.length)).toEqual([9]);
  });

  test('mail tells of what is new, got worse or came back; not of what was over before it went', async () => {
    const { id } = await add(mail({ rollupSeconds: 600 }));
    const over = await alert('high', 'over');
    await settle(over, 'resolved');
    const { sent, deliver } = receiver();
    const number = await alert('high', 'stays');
    later(601_000);
    await deliver(id);
    expect(sent.flat().map(({ body }) => body.ref)).toEqual([`ALR-${number}`]);
    await news(number);
    await settle(number, 'acknowledged');
    await settle(number, 'resolved');
    later(601_000);
    await deliver(id);
    expect(sent.flat()).toHaveLength(1);
    await as(({ tx }) => tx.updateTable('alert').set({ status: 'open' }).where('number', '=', number).execute());
    await news(number);
    later(601_000);
    await deliver(id);
    expect(sent.flat()).toHaveLength(2);
    await news(number);
    later(601_000);
    await deliver(id);
    expect(sent.flat()).toHaveLength(2);
    await as(({ tx }) => tx.updateTable('alert').set({ severity: 'critical' }).where('number', '=', number).execute());
    await news(number);
    await deliver(id);
    expect(sent.flat()).toHaveLength(3);
  });

  test('programs are told every change, what only grows at most four times a minute', async () => {
    const { id } = await add(webhook());
    const number = await alert('high');
    const { sent, deliver } = receiver();
    await deliver(id);
    for (let i = 0; i < 5; i++) {
      await news(number);
      await deliver(id);
      later(2000);
    }
    expect(sent.flat()).toHaveLength(1);
    later(15_000);
    await deliver(id);
    expect(sent.flat()).toHaveLength(2);
    // what got worse does not wait for what only grew
    await news(number);
    await deliver(id);
    expect(sent.flat()).toHaveLength(2);
    await as(({ tx }) => tx.updateTable('alert').set({ severity: 'critical' }).where('number', '=', number).execute());
    await news(number);
    await deliver(id);
    expect(sent.flat().at(-1)!.severity).toBe('critical');
    sent.pop();
    await settle(number, 'resolved');
    await deliver(id);
    expect(sent.flat().map(({ body }) => body.status)).toEqual(['open', 'open', 'resolved']);
  });

  test('a real broker that is gone and back: nothing is lost, and its entities go with the place', async () => {
    const broker = await startBroker();
    const { port, url } = broker;
    await broker.close();
    const { id } = await add({
      kind: 'mqtt',
      name: 'Home',
      purposes: ['alerts'],
      floor: 'low',
      settings: { url, prefix: 'safenest/harbour' },
    });
    const senders = createSenders({
      allowed: parseNetworks('127.0.0.1'),
      mail: null,
      mqttUrl: null,
      push: PUSH,
      publicUrl: 'https://desk.example.org',
      now: () => now,
      timeoutMs: 3000,
    });
    const parts = { db: opened.db, key: SEAL, auditKey: KEY, senders, now: () => now, log: silentLog() };
    const deliver = () => deliverToTarget(parts, org.orgId, id, new AbortController().signal);
    await alert('high', 'a');
    await alert('critical', 'b');
    for (let i = 0; i < 3; i++) {
      now = (await deliver())!;
    }
    expect(await target()).toMatchObject({ waiting: 2, failures: 3 });
    later(3_600_000);
    const back = await startBroker({ port });
    try {
      expect(await deliver()).toBeNull();
      const events = back.messages.filter(({ topic }) => topic === 'safenest/harbour/events');
      expect(events.map(({ payload }) => JSON.parse(payload).severity)).toEqual(['critical', 'high']);
      expect(back.messages.find(({ topic }) => topic === 'safenest/harbour/attention')).toMatchObject({
        payload: 'ON',
        retain: true,
      });
      expect(await target()).toMatchObject({ waiting: 0, failingSince: null });
      const services = deliveryServices({
        db: opened.db,
        key: SEAL,
        senders,
        network: { allowed: [], push: PUSH },
        enqueue: async () => 'job',
        now: () => now,
      });
      await services.forget(org.orgId, id);
      const gone = back.messages.filter(({ topic, payload }) => topic.endsWith('/config') && payload === '');
      expect(gone).toHaveLength(3);
    } finally {
      await back.close();
    }
    // away again: whoever removes it is kept from nothing
    await deliveryServices({
      db: opened.db,
      key: SEAL,
      senders,
      network: { allowed: [], push: PUSH },
      enqueue: async () => 'job',
      now: () => now,
    }).forget(org.orgId, id);
  });

  test('a broker that is gone for an hour, by the clock: asked now and then, told all of it in the end', async () => {
    const broker = await startBroker();
    const { port, url } = broker;
    await broker.close();
    const settings = { url, prefix: 'safenest/harbour' };
    const { id } = await add({ kind: 'mqtt', name: 'Home', purposes: ['alerts'], floor: 'low', settings });
    const senders = createSenders({
      allowed: parseNetworks('127.0.0.1'),
      mail: null,
      mqttUrl: null,
      push: PUSH,
      publicUrl: 'https://desk.example.org',
      now: () => now,
      timeoutMs: 3000,
    });
    const parts = { db: opened.db, key: SEAL, auditKey: KEY, senders, now: () => now, log: silentLog() };
    const deliver = () => deliverToTarget(parts, org.orgId, id, new AbortController().signal);
    const begun = now.getTime();
    const numbers: number[] = [];
    let tries = 0;
    while (now.getTime() < begun + 3_600_000) {
      if (tries % 3 === 0) numbers.push(await alert('medium', `user-${tries}`));
      const again = await deliver();
      // who asks before its time disturbs nobody
      expect(await deliver()).toBeNull();
      tries++;
      now = again!;
    }
    expect(tries).toBeLessThan(20);
    expect((await target()).waiting).toBe(numbers.length);
    const back = await startBroker({ port });
    try {
      await settle(numbers[0]!, 'resolved');
      later(900_000);
      expect(await deliver()).toBeNull();
      const events = back.messages
        .filter(({ topic }) => topic === 'safenest/harbour/events')
        .map(({ payload }) => JSON.parse(payload));
      const raised = events.filter(({ status }) => status === 'open').map(({ ref }) => ref);
      expect(raised).toEqual(numbers.map((number) => `ALR-${number}`));
      // that the first is over is told after it was told at all
      expect(events.filter(({ ref }) => ref === `ALR-${numbers[0]}`).map(({ status }) => status)).toEqual([
        'open',
        'resolved',
      ]);
      expect(new Set(events.map((one) => one.id)).size).toBe(events.length);
      const standing = back.messages.filter(({ topic }) => topic === 'safenest/harbour/alerts').at(-1)!;
      expect(JSON.parse(standing.payload)).toEqual({ open: numbers.length - 1, worst: 'medium' });
      expect(await target()).toMatchObject({ waiting: 0, dead: 0, failingSince: null });
    } finally {
      await back.close();
    }
  });

  test('a mail that is refused after it was said is a dead letter in the end, with why, and arrives once somebody mends it', async () => {
    let code: number | null = 552;
    const mails: { data: string; to: string[] }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onData(stream, session, done) {
        let data = '';
        stream.on('data', (chunk) => {
          data += chunk;
        });
        stream.on('end', () => {
          if (code !== null) return done(Object.assign(new Error('no'), { responseCode: code }));
          mails.push({ data, to: session.envelope.rcptTo.map(({ address }) => address) });
          done();
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.server.address() as AddressInfo;
      const { id } = await add(mailThrough(port, ['ada@example.org']));
      const deliver = deliverReally(id);
      await alert('high');
      for (let i = 0; i < 8; i++) {
        await deliver();
        later(6 * 3_600_000);
      }
      expect(await target()).toMatchObject({ waiting: 0, dead: 1, lastError: '127.0.0.1 refuses the mail (552).' });
      // what a server cannot take now is no refusal
      code = 451;
      await as((work) => sendAgain(work, id));
      for (let i = 0; i < 8; i++) {
        await deliver();
        later(900_000);
      }
      expect(await target()).toMatchObject({ waiting: 1, dead: 0 });
      code = null;
      await deliver();
      expect(mails).toHaveLength(1);
      expect(await target()).toMatchObject({ waiting: 0, dead: 0, failingSince: null });
      expect(mails[0]!.data).toMatch(/https:\/\/desk\.example\.org\/alerts\/ALR-\d+/);
      // where the console has no address, no line is left of a link
      await alert('high', 'another');
      await deliverReally(id, undefined, null)();
      expect(mails).toHaveLength(2);
      expect(mails[1]!.data).not.toMatch(/^\//m);
    } finally {
      await new Promise<void>((done) => server.close(() => done()));
    }
  });

  test('of several people, those get a mail again who have not got it; nobody twice', async () => {
    const refused = new Set(['sam@example.org']);
    const got: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onRcptTo: ({ address }, _, done) =>
        done(refused.has(address) ? Object.assign(new Error('later'), { responseCode: 450 }) : null),
      onData(stream, session, done) {
        stream.resume().on('end', () => {
          got.push(...session.envelope.rcptTo.map(({ address }) => address));
          done();
        });
      },
    });
    server.on('error', () => {});
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    try {
      const { port } = server.server.address() as AddressInfo;
      const { id } = await add(mailThrough(port, ['ada@example.org', 'sam@example.org']));
      const deliver = deliverReally(id);
      await alert('high');
      await deliver();
      expect(got).toEqual(['ada@example.org']);
      expect(await target()).toMatchObject({ waiting: 1 });
      expect((await target()).lastError).toContain('sam@example.org');
      refused.clear();
      later(3_600_000);
      await deliver();
      expect(got).toEqual(['ada@example.org', 'sam@example.org']);
      expect(await target()).toMatchObject({ waiting: 0, failingSince: null });
    } finally {
      await new Promise<void>((done) => server.close(() => done()));
    }
  });

  test('is left alone on quiet days, and told in its language', async () => {
    const { id } = await add(mail({ quietDays: [6, 7], quiet: { from: 22 * 60, to: 7 * 60 }, language: 'de' }));
    const { sent, deliver } = receiver();
    // a Saturday, and the night before Monday
    now = new Date('2026-11-21T11:00:00Z');
    const number = await alert('high');
    await deliver(id);
    now = new Date('2026-11-23T05:59:00Z');
    await deliver(id);
    expect(sent).toEqual([]);
    now = new Date('2026-11-23T06:00:00Z');
    await deliver(id);
    expect(sent.flat().map(({ body }) => body.ref)).toEqual([`ALR-${number}`]);
    expect(sent.flat()[0]!.body.text).toContain('Konto: root');
    // nobody presses a button of a mail
    expect(sent.flat()[0]!.body.text).not.toContain('[Bestätigen]');
    now = new Date('2026-11-28T11:00:00Z');
    await alert('critical');
    await deliver(id);
    expect(sent).toHaveLength(2);
    await expect(
      as((work) => addTarget(work, KEEPING, mail({ name: 'never', quietDays: [1, 2, 3, 4, 5, 6, 7] }))),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('each place hears of what it wants alone, and a row is handed out once', async () => {
    await add(webhook({ name: 'calm', floor: 'critical' }));
    await add(webhook({ name: 'other', purposes: ['reports'] }));
    await add(webhook({ name: 'off', enabled: false }));
    await alert('high');
    expect(await as(({ tx }) => listDeliveries(tx, { limit: 10 }))).toEqual([]);
    const { id } = await add(webhook({ name: 'all' }));
    const number = await alert('high');
    const { id: subject } = await alertId(number);
    await as(async ({ tx }) => {
      const row = await tx.selectFrom('outbox').select('id').where('subject', '=', subject).executeTakeFirstOrThrow();
      await fanOut(tx, row.id, (announcement) => composeAnnouncement(tx, announcement, (ref) => ref, now), now);
    });
    expect((await as(({ tx }) => listDeliveries(tx, { targetId: id, limit: 10 }))).length).toBe(1);
  });

  test('secrets are sealed, are shown to nobody, and do not follow to another server', async () => {
    const { target: one, secret } = await as((work) => addTarget(work, KEEPING, webhook()));
    expect(secret).toMatch(/^whsec_/);
    const { sealed } = await as(({ tx }) => seeTarget(tx, one.id));
    expect(sealed!.toString('latin1')).not.toContain(secret!);
    expect(openSecrets(SEAL, one.id, sealed)).toEqual({ secret });
    expect(() => openSecrets(SEAL, 'another', sealed)).toThrow();
    const server = { host: 'mail.example.org', port: 587, tls: 'starttls' as const, user: 'desk' };
    const settings = { to: ['ada@example.org'], from: null, server };
    const mailed = await add(mail({ settings, password: 'hunter2-secret' } as Partial<TargetInput>));
    const secrets = async () => openSecrets(SEAL, mailed.id, (await as(({ tx }) => seeTarget(tx, mailed.id))).sealed);
    await as((work) =>
      changeTarget(work, KEEPING, mailed.id, mail({ settings, floor: 'high' } as Partial<TargetInput>)),
    );
    expect(await secrets()).toEqual({ password: 'hunter2-secret' });
    const moved = { ...settings, server: { ...server, host: 'mail.evil.example' } };
    await as((work) => changeTarget(work, KEEPING, mailed.id, mail({ settings: moved } as Partial<TargetInput>)));
    expect(await secrets()).toEqual({});
    const shown = JSON.stringify([await as(({ tx }) => listTargets(tx)), (await as(({ tx }) => listAudit(tx))).items]);
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain(secret!);
  });

  describe('browsers of members', () => {
    let service: Awaited<ReturnType<typeof startPushService>>;
    beforeAll(async () => {
      service = await startPushService();
    });
    afterAll(() => service?.stop());
    beforeEach(() => service.answer(201));

    async function withBrowser(principal: Principal) {
      const browser = service.browser();
      const { endpoint } = browser.subscription;
      const device = await own(principal, (work) =>
        addDevice(work, SEAL, browser.subscription, 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0'),
      );
      const deliver = deliverReally(device.id, service.ca);
      return {
        device,
        deliver,
        read: () => service.pushed.filter(({ path }) => endpoint.endsWith(path)).map((one) => browser.read(one)),
      };
    }
    const own = <T>(principal: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
      withOrg(opened.db, principal, (tx) => change({ tx, principal, now, auditKey: KEY }));
    const lines = async () =>
      (await as(({ tx }) => listAudit(tx))).items.filter(({ action }) => action.startsWith('push.')).toReversed();

    test('an alert from their severity upward arrives, encrypted, with its title and number alone', async () => {
      const moderator = await org.member('moderator');
      const { deliver, read, device } = await withBrowser(moderator);
      await alert('medium', 'calm');
      const number = await alert('high', 'root');
      const { title } = await alertId(number);
      expect(await deliver()).toBeNull();
      const [told, ...more] = read();
      expect(more).toEqual([]);
      expect(told).toEqual({
        title: `high: ALR-${number} ${title}`,
        body: 'Harbour Works',
        url: `/alerts/ALR-${number}`,
        tag: expect.any(String),
        severity: 'high',
      });
      // growing and being dealt with wakes nobody; what gets worse does
      await settle(number, 'acknowledged');
      await settle(number, 'resolved');
      await deliver();
      expect(read()).toHaveLength(1);
      await as(({ tx }) =>
        tx.updateTable('alert').set({ status: 'open', severity: 'critical' }).where('number', '=', number).execute(),
      );
      await news(number);
      await deliver();
      expect(read()).toHaveLength(2);
      // a browser is no place that admins set up
      expect(await as(({ tx }) => listShownTargets(tx))).toEqual([]);
      await expect(as(({ tx }) => seeTarget(tx, device.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('what is less than critical waits for quiet hours in their own zone, and comes as one; words are in their language', async () => {
      const officer = await org.member('officer');
      const memberId = officer.actor.id!;
      await as(({ tx }) =>
        tx.updateTable('member').set({ time_zone: 'Asia/Tokyo', language: 'de' }).where('id', '=', memberId).execute(),
      );
      const { deliver, read } = await withBrowser(officer);
      // it is 21:00 in Tokyo, and 13:00 in Berlin
      await own(officer, (work) =>
        setWishes(work, { floor: 'low', quiet: { from: 20 * 60, to: 22 * 60 }, quietDays: [] }),
      );
      for (let i = 0; i < 7; i++) await alert('low', `user-${i}`);
      await deliver();
      expect(read()).toEqual([]);
      await alert('critical', 'root');
      await deliver();
      expect(read()).toMatchObject([{ title: expect.stringMatching(/^kritisch: /), severity: 'critical' }]);
      later(3_600_000);
      await deliver();
      expect(read().slice(1)).toEqual([
        {
          title: '7 Meldungen in 1 min, die schlimmste: niedrig',
          body: 'Harbour Works',
          url: '/alerts',
          tag: 'several',
          severity: 'low',
        },
      ]);
    });

    test('a browser whose service says that it is gone is forgotten, with a line; one that is away loses nothing', async () => {
      const officer = await org.member('officer');
      const { deliver, read, device } = await withBrowser(officer);
      await alert('high');
      service.answer(503);
      const again = await deliver();
      expect(again).not.toBeNull();
      expect((await own(officer, ownDevices)).devices).toMatchObject([{ lastError: expect.stringContaining('503') }]);
      now = again!;
      service.answer(201);
      expect(await deliver()).toBeNull();
      expect(read().length).toBeGreaterThan(1);
      expect((await own(officer, ownDevices)).devices).toMatchObject([{ failingSince: null }]);
      await alert('critical', 'another');
      service.answer(410);
      expect(await deliver()).toBeNull();
      expect((await own(officer, ownDevices)).devices).toEqual([]);
      expect((await as(({ tx }) => listDeliveries(tx, { targetId: device.id, limit: 10 }))).length).toBe(0);
      expect((await lines()).map(({ action, actor, subject }) => [action, actor.kind, subject])).toEqual([
        ['push.add', 'member', officer.actor.id],
        ['push.gone', 'system', officer.actor.id],
      ]);
    });

    test('whoever may see alerts no more is told of none, not even of what waited', async () => {
      const officer = await org.member('officer');
      const { deliver, read } = await withBrowser(officer);
      await alert('high');
      await as(({ tx }) =>
        tx.updateTable('member').set({ role: 'employee' }).where('id', '=', officer.actor.id!).execute(),
      );
      await deliver();
      await alert('critical', 'another');
      await deliver();
      expect(read()).toEqual([]);
      // an admin who shuts somebody out ends their browsers
      await as(({ tx }) =>
        tx.updateTable('member').set({ role: 'officer' }).where('id', '=', officer.actor.id!).execute(),
      );
      await withOrg(opened.db, org.admin, (tx) =>
        updateMember({ tx, principal: org.admin, now, auditKey: KEY }, officer.actor.id!, { active: false }),
      );
      expect((await own(officer, ownDevices)).devices).toEqual([]);
      expect((await lines()).at(-1)).toMatchObject({ action: 'push.remove', subject: officer.actor.id });
    });

    test('are theirs alone: nobody else sees, tests or ends them, and there are ten at most', async () => {
      const [mine, other] = [await org.member('officer'), await org.member('manager')];
      const { device } = await withBrowser(mine);
      const seen = (principal: Principal) =>
        own(principal, ({ tx }) => tx.selectFrom('delivery_target').select('id').where('kind', '=', 'push').execute());
      expect(await seen(mine)).toHaveLength(1);
      expect(await seen(other)).toEqual([]);
      await expect(own(other, (work) => removeDevice(work, device.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(own(org.admin, (work) => removeDevice(work, device.id))).rejects.toMatchObject({
        code: 'not_found',
      });
      // the same browser once more takes the place of itself
      for (let i = 0; i < 9; i++) await withBrowser(mine);
      await expect(withBrowser(mine)).rejects.toMatchObject({ code: 'conflict' });
      await own(mine, (work) => signOutEverywhere(work, mine.actor.id!));
      expect(await seen(mine)).toEqual([]);
      const employee = await org.member('employee');
      await expect(withBrowser(employee)).rejects.toMatchObject({ code: 'forbidden' });
      // addresses and keys stay sealed
      const { device: fresh } = await withBrowser(mine);
      const row = await as(({ tx }) =>
        tx.selectFrom('delivery_target').selectAll().where('id', '=', fresh.id).executeTakeFirstOrThrow(),
      );
      const { secrets, ...open } = row;
      expect(JSON.stringify(open)).not.toContain('/push/');
      expect(secrets!.includes('p256dh')).toBe(false);
    });
  });

  test.each([
    ['a name of nothing', webhook({ name: ' ' })],
    ['no purpose', webhook({ purposes: [] })],
    ['another protocol', webhook({ settings: { url: 'file:///etc/passwd' } } as Partial<TargetInput>)],
    ['a login in the address', webhook({ settings: { url: 'https://a:b@x.example' } } as Partial<TargetInput>)],
    ['a short secret', webhook({ secret: 'whsec_YWJj' } as Partial<TargetInput>)],
    ['no address', mail({ settings: { to: [] } } as Partial<TargetInput>)],
    ['two addresses in one', mail({ settings: { to: ['a@x.org, b@y.org'] } } as Partial<TargetInput>)],
    ['a line in an address', mail({ settings: { to: ['a@x.org\r\nBcc: b@y.org'] } } as Partial<TargetInput>)],
    ['a wildcard topic', { ...webhook(), kind: 'mqtt', settings: { url: 'mqtt://x.example', prefix: 'a/#' } }],
    ['quiet hours of no length', webhook({ quiet: { from: 60, to: 60 } })],
  ])('a place with %s is refused', async (_, input) => {
    await expect(as((work) => addTarget(work, KEEPING, input as TargetInput))).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('only who looks after the chat may set one', async () => {
    const officer = await org.member('officer');
    await expect(
      withOrg(opened.db, org.orgId, (tx) =>
        addTarget({ tx, principal: officer, now, auditKey: KEY }, KEEPING, webhook()),
      ),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
