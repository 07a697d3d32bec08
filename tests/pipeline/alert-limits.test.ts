import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertCamera } from '../../src/db/cameras.ts';
import { listDeliveries } from '../../src/db/deliveries.ts';
import { addOutboxOnce } from '../../src/db/outbox.ts';
import { listRules } from '../../src/db/rules.ts';
import { withOrg } from '../../src/db/scope.ts';
import { limitsCheck, limitsSaid, untakenAlerts } from '../../src/pipeline/alert-limits.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { listAudit } from '../../src/pipeline/audit.ts';
import { bindChannel, seeChannel, unbindChannel } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { addTarget, changeTarget } from '../../src/pipeline/delivery/delivery-targets.ts';
import { fanOut } from '../../src/pipeline/delivery/fan-out.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';
import { testCamera } from '../support/test-camera.ts';

describe.each(databases)('channels that are told of some alerts alone, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let other: TestOrganisation;
  let workspace: string;
  const now = new Date('2026-11-21T12:00:00Z');
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db);
    other = await newOrganisation(database.db);
    workspace = `T${org.orgId}`;
    await as(async (work) => {
      await connectWorkspace(work, { platform: 'slack', workspace, name: 'Harbour' });
      await seedRules(work.tx, 'test', now);
      await insertCamera(work.tx, testCamera({ number: 1, name: 'Back door', location: 'Loading dock' }));
      await insertCamera(work.tx, testCamera({ number: 2, name: 'Ramp', location: 'Loading dock' }));
      await insertCamera(work.tx, testCamera({ number: 3, name: 'Gate', location: 'Yard' }));
    });
  });
  afterAll(() => database.close());
  const as = <T>(change: (work: Work) => Promise<T>, who = org): Promise<T> =>
    withOrg(database.db, who.orgId, (tx) => change({ tx, principal: who.admin, now, auditKey: deskKey }));
  const channel = (name: string) => ({ platform: 'slack' as const, workspace, channel: name });
  const only = (...said: string[]) => as(({ tx }) => limitsSaid(tx, said));
  const bind = async (name: string, part: Partial<Parameters<typeof bindChannel>[2]>) =>
    as((work) => bindChannel(work, channel(name), { purpose: 'alerts', ...part }));
  const raise = async (account: string, part: { ruleId?: string; camera?: number } = {}) => {
    const number = await raiseTestAlert(database.db, org.orgId, { account, lastSeen: now });
    await as(async ({ tx }) => {
      const camera = part.camera
        ? await tx.selectFrom('camera').select('id').where('number', '=', part.camera).executeTakeFirstOrThrow()
        : null;
      await tx
        .updateTable('alert')
        .set({
          updated_at: now,
          ...(camera ? { camera_id: camera.id } : {}),
          ...(part.ruleId ? { rule_id: part.ruleId } : {}),
        })
        .where('number', '=', number)
        .execute();
    });
    return number;
  };
  const idOf = (number: number) =>
    as(
      async ({ tx }) =>
        (await tx.selectFrom('alert').select('id').where('number', '=', number).executeTakeFirstOrThrow()).id,
    );
  const toldOf = async (number: number) => {
    const subject = await idOf(number);
    return as(async ({ tx }) => {
      const news = (await composeAnnouncement(tx, { kind: 'alert_raised', subject }, (ref) => `/${ref}`, now))!;
      const told = await newsChannels(tx, news, now);
      return told.filter(({ wanted }) => wanted).map((one) => one.channel);
    });
  };

  test('what is said is read: references, names, places, accounts; and what there is not is refused', async () => {
    const [rule] = await as(({ tx }) => listRules(tx));
    expect(
      await only('RUL-1', `the ${rule!.name.toUpperCase()}`, 'loading  dock', 'CAM-3', 'svc-*', '203.0.113.7'),
    ).toEqual({ rules: [1], cameras: [1, 2, 3], names: ['203.0.113.7', 'svc-*'] });
    expect(await only()).toBeNull();
    for (const said of ['RULE-999', 'CAM-9', 'the moon base', 'ALR-1', 'x'.repeat(3000), '*', '**'])
      await expect(only(said), said).rejects.toMatchObject({ code: expect.stringMatching(/not_found|invalid_input/) });
    const called = as(({ tx }) => limitsSaid(tx, [{ called: 'root' }]));
    await expect(called).rejects.toThrow(/no rule or camera called “root”/);
    // what another organisation has is not there
    await expect(as(({ tx }) => limitsSaid(tx, ['CAM-1']), other)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('each alert goes where it is wanted, incidents with their alerts, and what goes nowhere is said', async () => {
    const [rule] = await as(({ tx }) => listRules(tx));
    await bind('dock', { floor: 'high', limits: await only('loading dock') });
    await bind('rules', { limits: await only(`RULE-${rule!.number}`, 'svc-*') });
    const dock = await raise('nobody', { camera: 2 });
    const svc = await raise('SVC-backup', { camera: 3 });
    const ruled = await raise('eve', { ruleId: rule!.id });
    const left = await raise('root');
    expect(await toldOf(dock)).toEqual(['dock']);
    expect(await toldOf(svc)).toEqual(['rules']);
    expect(await toldOf(ruled)).toEqual(['rules']);
    expect(await toldOf(left)).toEqual([]);
    const check = limitsCheck(() => as(({ tx }) => untakenAlerts(tx, now)));
    await expect(check.check()).rejects.toThrow(
      `1 alert of the last 7 days went to no channel, because each is told of some alerts alone (ALR-${left}).`,
    );
    // another organisation's are not ours
    expect(await as(({ tx }) => untakenAlerts(tx, now), other)).toEqual({ count: 0, last: [] });
    // whoever is told of all takes it, from its own severity upward
    await bind('all', { floor: 'critical' });
    await expect(check.check()).rejects.toThrow('1 alert ');
    await bind('all', { floor: 'low' });
    expect(await toldOf(left)).toEqual(['all']);
    await expect(check.check()).resolves.toContain('no alert');

    const incident = await as((work) => openIncident(work, { title: 'Dock', severity: 'high', alertNumbers: [dock] }));
    const byHand = await as((work) => openIncident(work, { title: 'By hand', severity: 'high' }));
    const told = (subject: string) =>
      as(async ({ tx }) => {
        const news = await composeAnnouncement(tx, { kind: 'incident_changed', subject }, (ref) => `/${ref}`, now);
        return (await newsChannels(tx, news!, now)).filter(({ wanted }) => wanted).map((one) => one.channel);
      });
    expect(await told(incident.id)).toEqual(['all', 'dock']);
    expect(await told(byHand.id)).toEqual(['all']);

    // said again without it stays; said of all of them ends it; other news knows no limits
    const kept = await as(({ tx }) => seeChannel(tx, channel('dock')));
    expect(kept!.bindings[0]!.limits).toEqual({ rules: [], cameras: [1, 2], names: [] });
    await bind('dock', { purpose: 'approvals', limits: await only('CAM-1') });
    expect((await as(({ tx }) => seeChannel(tx, channel('dock'))))!.bindings.map(({ limits }) => limits)).toEqual([
      expect.anything(),
      undefined,
    ]);
    const { items } = await as(({ tx }) => listAudit(tx, { action: 'chat_channel.bind' }));
    expect(JSON.stringify(items)).toContain('CAM-1, CAM-2');
    for (const name of ['dock', 'rules', 'all']) await as((work) => unbindChannel(work, channel(name), 'alerts'));
    await expect(check.check()).resolves.toContain('no alert');
  });

  test('a place beside the chat takes what it is limited to, and hears how that goes on', async () => {
    const key = tokenKey('s');
    const input = {
      kind: 'webhook' as const,
      name: 'Hook',
      purposes: ['alerts' as const],
      floor: 'low' as const,
      settings: { url: 'https://hooks.example.org/x' },
    };
    const limits = await only('CAM-3');
    const { target } = await as((work) => addTarget(work, { key, allowed: [] }, { ...input, limits }));
    expect(target.limits).toEqual({ rules: [], cameras: [3], names: [] });
    const news = async (number: number) => {
      const subject = await idOf(number);
      await as(async ({ tx }) => {
        for (const { outboxId } of await addOutboxOnce(tx, [{ kind: 'alert_changed', subject, severity: 'high' }]))
          await fanOut(tx, outboxId, (one) => composeAnnouncement(tx, one, (ref) => `/${ref}`, now), now);
      });
    };
    const refs = async () => (await as(({ tx }) => listDeliveries(tx, { limit: 20 }))).map(({ body }) => body.ref);
    const gate = await raise('nobody', { camera: 3 });
    const left = await raise('root');
    await news(gate);
    await news(left);
    expect(await refs()).toEqual([`ALR-${gate}`]);
    // what it was told of goes on there, whatever it is limited to now
    await as(({ tx }) => tx.updateTable('delivery').set({ state: 'sent' }).execute());
    await as((work) =>
      changeTarget(work, { key, allowed: [] }, target.id, { ...input, limits: { rules: [], cameras: [1], names: [] } }),
    );
    await news(gate);
    expect(await refs()).toEqual([`ALR-${gate}`, `ALR-${gate}`]);
    await news(left);
    expect(await refs()).toHaveLength(2);
  });
});
