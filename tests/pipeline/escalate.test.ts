import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lostOf } from '../../src/db/alert-escalations.ts';
import { setAlertSeverity } from '../../src/db/alerts.ts';
import { saveChannel } from '../../src/db/chat-channels.ts';
import { listDeliveries, postponeDeliveries } from '../../src/db/deliveries.ts';
import { participantsOf } from '../../src/db/incident-people.ts';
import { timeline } from '../../src/db/incidents.ts';
import { noteSpoken } from '../../src/db/member-languages.ts';
import { insertChatAccount } from '../../src/db/members.ts';
import { outboxSteps } from '../../src/db/outbox.ts';
import { listRules } from '../../src/db/rules.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import { exceptionWords } from '../../src/messages/catalogue/alert-exceptions.ts';
import { storyOf } from '../../src/messages/catalogue/news.ts';
import type { Announcement, MatterState, OutboundMessage } from '../../src/messages/outbound.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { snoozeAlert } from '../../src/pipeline/alert-exceptions.ts';
import { alertPolicyOf, changeAlertPolicy, changeChains, setAlertPolicy } from '../../src/pipeline/alert-policy.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey, listAudit } from '../../src/pipeline/audit.ts';
import { addTarget } from '../../src/pipeline/delivery/delivery-targets.ts';
import { escalate } from '../../src/pipeline/escalate.ts';
import { changePeople } from '../../src/pipeline/incident-people.ts';
import { openIncident, undoIncidentChange } from '../../src/pipeline/incidents.ts';
import { setOwnLanguage } from '../../src/pipeline/member-language.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { tellNudged } from '../../src/pipeline/nudge-members.ts';
import { addCover, setRota } from '../../src/pipeline/on-call.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import { tokenKey } from '../../src/pipeline/sealed-tokens.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const MINUTE_MS = 60_000;

describe.each(databases)('alerts that nobody acknowledges on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let maria: Principal;
  let now: Date;
  let channel: string;
  let target: string;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    maria = await org.member('officer', { name: 'Maria Lindqvist' });
    now = new Date('2026-11-20T12:00:00Z');
    const workspace = `T${org.orgId}`;
    await as(async ({ tx, principal }) => {
      await tx
        .insertInto('chat_workspace')
        .values({
          id: crypto.randomUUID(),
          org_id: org.orgId,
          platform: 'slack',
          workspace,
          name: 'Harbour',
          connected_at: now,
          connected_by: 'test',
        })
        .execute();
      const key = { platform: 'slack' as const, workspace, channel: 'C1' };
      channel = await saveChannel(tx, { ...key, name: 'oncall', leastRole: 'officer', now, by: principal.name });
    });
    const added = await as((work) =>
      addTarget(
        work,
        { key: tokenKey('s'), allowed: [] },
        {
          kind: 'webhook',
          name: 'Pager',
          purposes: ['approvals'],
          settings: { url: 'https://hooks.example.org' },
        },
      ),
    );
    target = added.target.id;
  });

  const as = <T>(change: (work: Work) => Promise<T>, principal = org.admin): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  const later = (minutes: number): void => {
    now = new Date(now.getTime() + minutes * MINUTE_MS);
  };
  const policy = (part: object = {}) =>
    as((work) =>
      setAlertPolicy(work, {
        floor: 'high',
        steps: [
          { afterMinutes: 30, to: [{ kind: 'member', id: maria.actor.id! }] },
          {
            afterMinutes: 15,
            to: [
              { kind: 'channel', id: channel },
              { kind: 'target', id: target },
            ],
          },
        ],
        askRules: [],
        ...part,
      }),
    );
  const look = () => as((work) => escalate(work));
  const raise = (severity: 'high' | 'medium' | 'critical' = 'high') =>
    raiseTestAlert(opened.db, org.orgId, { severity, lastSeen: now });
  const nudges = () =>
    as(({ tx }) => tx.selectFrom('alert_nudge').selectAll().orderBy('step').orderBy('created_at').execute());
  const announced = () =>
    as(async ({ tx }) => {
      const rows = await tx
        .selectFrom('outbox')
        .select(['kind', 'subject'])
        .where('kind', '=', 'alert_nudged')
        .execute();
      return rows as Announcement[];
    });
  const compose = (one: Announcement) =>
    as(({ tx }) => composeAnnouncement(tx, one, (ref) => `https://desk.test/${ref}`, now));

  test('a step tells whoever is on call at that moment, once; “on call” is whom an incident gets, and that is undone', async () => {
    const onCall = {
      steps: [{ afterMinutes: 15, to: [{ kind: 'on_call' }, { kind: 'member', id: maria.actor.id! }] }],
    };
    await expect(policy(onCall)).rejects.toThrow('Nobody takes turns');
    const ada = await org.member('officer', { name: 'Ada Kline' });
    const rota = { members: [maria.actor.id!, ada.actor.id!], every: 'day' as const, at: 0 };
    await as((work) => setRota(work, rota));
    await policy(onCall);
    await expect(as((work) => setRota(work, { ...rota, members: [] }))).rejects.toThrow('Delivery page');
    await raise();
    later(1);
    await look();
    later(15);
    await look();
    expect((await nudges()).map((one) => one.member_id)).toEqual([maria.actor.id]);
    await as((work) => addCover(work, { memberId: ada.actor.id!, from: now, until: new Date(now.getTime() + 1e7) }));
    await raise();
    await look();
    later(15);
    await look();
    expect(
      (await nudges())
        .map((one) => one.member_id)
        .slice(1)
        .sort(),
    ).toEqual([ada.actor.id, maria.actor.id].sort());
    const incident = await as((work) => openIncident(work, { title: 'Phishing' }));
    const { added } = await as((work) => changePeople(work, incident.number, { add: ['the on-call'] }));
    expect(added).toEqual(['Ada Kline']);
    const lines = await as(({ tx }) => timeline(tx, incident.id));
    await as((work) => undoIncidentChange(work, incident.number, lines.find(({ kind }) => kind === 'people')!.id));
    expect(await as(({ tx }) => participantsOf(tx, incident.id))).not.toContainEqual(
      expect.objectContaining({ name: 'Ada Kline' }),
    );
    const audited = await as(({ tx }) => listAudit(tx, { limit: 50 }));
    expect(JSON.stringify(audited)).toContain('on_call.cover');
  });

  test('step by step: a channel and a pager, then a person; each once, also after a restart', async () => {
    await policy();
    later(1);
    const number = await raise();
    await look();
    later(14);
    await look();
    expect(await nudges()).toEqual([]);
    later(1);
    // two processes look at once
    await Promise.all([look(), look()]);
    expect(await nudges()).toMatchObject([{ channel_id: channel, step: 0, minutes: 15 }]);
    const [told] = await announced();
    const news = await compose(told!);
    expect(news).toMatchObject({ to: channel, pending: true });
    expect(news!.text).toContain(`Nobody has acknowledged ALR-${number} for 15 minutes.`);
    expect(await as(({ tx }) => newsChannels(tx, news!, now))).toMatchObject([{ channel: 'C1', wanted: true }]);
    expect(await as(({ tx }) => listDeliveries(tx, { limit: 5 }))).toMatchObject([
      { type: 'alert.escalated', targetId: target, severity: 'high' },
    ]);
    later(15);
    await look();
    await look();
    expect((await nudges()).map(({ member_id }) => member_id)).toEqual([null, maria.actor.id]);
    later(600);
    await look();
    expect(await nudges()).toHaveLength(2);
    // the thread says so
    const alert = await as(({ tx }) =>
      tx.selectFrom('alert').select('id').where('number', '=', number).executeTakeFirstOrThrow(),
    );
    const state = (await compose({ kind: 'alert_changed', subject: alert.id }))!.state;
    expect(state).toMatchObject({ toldAgain: ['#oncall, Pager (15 min)', 'Maria Lindqvist ✗ (30 min)'] });
    // nobody is said to be told who has no chat account
    expect(exceptionWords.en.card.told('Maria Lindqvist ✗ (30 min)')).toContain(
      'Maria Lindqvist (not told: no chat account) (30 min)',
    );
    for (const { story, card } of Object.values(exceptionWords))
      for (const said of [story.nudged('Ada ✗ (5 min)'), card.told('Ada ✗ (5 min)')]) expect(said).not.toContain('✗');
    const { items } = await as(({ tx }) => listAudit(tx, { action: 'alert.escalate' }));
    expect(items).toHaveLength(2);
  });

  test('stops when somebody acknowledges, also what is on its way; goes on anew when it is reopened', async () => {
    await policy();
    later(1);
    const number = await raise();
    await look();
    later(15);
    await look();
    const [told] = await announced();
    await as((work) => performAction(work, { id: 'alert.acknowledge', value: `ALR-${number}` }), maria);
    expect(await compose(told!)).toBeNull();
    later(60);
    await look();
    expect(await nudges()).toHaveLength(1);
    await as(({ tx }) =>
      tx.updateTable('alert').set({ status: 'open', status_by: 'Maria', updated_at: now }).execute(),
    );
    await look();
    later(14);
    await look();
    expect(await nudges()).toHaveLength(1);
    later(1);
    await look();
    expect(await nudges()).toHaveLength(2);
  });

  test('what is less bad, snoozed, or was there before the policy is left alone', async () => {
    const before = await raise('critical');
    later(1);
    await policy();
    later(1);
    await raise('medium');
    const number = await raise();
    await look();
    await as((work) => snoozeAlert(work, { number, until: new Date(now.getTime() + 120 * MINUTE_MS) }), maria);
    later(60);
    await look();
    expect(await nudges()).toEqual([]);
    later(61);
    await look();
    expect(await nudges()).toHaveLength(1);
    expect(before).toBeLessThan(number);
  });

  test('after a standstill the steps come one after the other, not all at once', async () => {
    await policy();
    later(1);
    await raise();
    await look();
    later(500);
    await look();
    expect(await nudges()).toHaveLength(1);
    await look();
    expect(await nudges()).toHaveLength(1);
    later(1);
    await look();
    expect(await nudges()).toHaveLength(2);
  });

  test('a person is told alone, with the buttons of their role, and not once somebody has acknowledged', async () => {
    await as(({ tx }) =>
      insertChatAccount(tx, {
        id: crypto.randomUUID(),
        memberId: maria.actor.id!,
        platform: 'slack',
        workspace: 'T1',
        externalId: `U${org.orgId}`,
        linkedAt: now,
      }),
    );
    await policy({ steps: [{ afterMinutes: 5, to: [{ kind: 'member', id: maria.actor.id! }] }] });
    later(1);
    await raise();
    await look();
    later(5);
    await look();
    const told: { account: string; message: OutboundMessage }[] = [];
    let away = true;
    const parts = {
      db: opened.db,
      now: () => now,
      links: (ref: string) => `https://desk.test/${ref}`,
      wake: () => {},
      log: silentLog(),
      platforms: {
        async tell({ account }: { account: string }, message: OutboundMessage) {
          if (away) return { kind: 'later' as const, afterMs: 1000, why: 'away' };
          told.push({ account, message });
          return { kind: 'done' as const, done: { platform: 'slack', channel: 'D1', messageId: '1' } };
        },
        retell: async () => 'none' as const,
      },
    };
    const signal = new AbortController().signal;
    await tellNudged(parts, signal);
    away = false;
    await tellNudged(parts, signal);
    expect(told).toEqual([]);
    later(1);
    await tellNudged(parts, signal);
    await tellNudged(parts, signal);
    expect(told).toHaveLength(1);
    expect(told[0]!.message.text).toContain('Nobody has acknowledged ALR-1 for 5 minutes.');
  });

  test('whom telling again never reached stands on the card, in the thread and on the page, whatever failed', async () => {
    const account = { platform: 'slack', workspace: 'T1', externalId: `U${org.orgId}`, linkedAt: now };
    await as(({ tx }) => insertChatAccount(tx, { ...account, id: crypto.randomUUID(), memberId: maria.actor.id! }));
    await policy({
      steps: [
        {
          afterMinutes: 5,
          to: [
            { kind: 'member', id: maria.actor.id! },
            { kind: 'channel', id: channel },
            { kind: 'target', id: target },
          ],
        },
      ],
    });
    later(1);
    const number = await raise();
    await look();
    later(5);
    await look();
    const { id } = await as(({ tx }) =>
      tx.selectFrom('alert').select('id').where('number', '=', number).executeTakeFirstOrThrow(),
    );
    expect(await as(({ tx }) => lostOf(tx, id))).toEqual([]);
    let woken = 0;
    await tellNudged(
      {
        ...{ db: opened.db, now: () => now, links: (ref: string) => ref, log: silentLog() },
        wake: () => {
          woken++;
        },
        platforms: {
          tell: async () => ({ kind: 'refused' as const, why: 'the app was removed' }),
          retell: async () => 'none' as const,
        },
      },
      new AbortController().signal,
    );
    expect(await as(({ tx }) => lostOf(tx, id))).toEqual(['Maria Lindqvist']);
    expect(woken).toBeGreaterThan(0);
    // the channel's message is a dead letter, the pager's as well
    const row = await as(({ tx }) =>
      tx.selectFrom('outbox').selectAll().where('kind', '=', 'alert_nudged').executeTakeFirstOrThrow(),
    );
    await as(({ tx }) => tx.updateTable('outbox').set({ attempts: 4 }).where('id', '=', row.id).execute());
    const steps = outboxSteps(opened.db, () => now);
    const claim = await steps.claim(org.orgId, row.id);
    if (claim === 'sent' || !('ids' in claim)) throw new Error('it is not free');
    await as(({ tx }) => tx.updateTable('outbox').set({ sent_at: now }).where('kind', '=', 'alert_changed').execute());
    await steps.release(claim, { posted: [], slots: {} }, 'nobody answers');
    const waiting = await as(({ tx }) =>
      tx
        .selectFrom('outbox')
        .select('subject')
        .where('kind', '=', 'alert_changed')
        .where('sent_at', 'is', null)
        .execute(),
    );
    expect(waiting).toEqual([{ subject: id }]);
    const [waits] = await as(({ tx }) => listDeliveries(tx, { limit: 1 }));
    await as(({ tx }) => postponeDeliveries(tx, [waits!.id], { error: '410', dueAt: null, now }));
    expect((await as(({ tx }) => lostOf(tx, id))).toSorted()).toEqual(['#oncall', 'Maria Lindqvist', 'Pager']);
    const news = (await compose({ kind: 'alert_changed', subject: id }))!;
    expect(news.text).toContain('Not reached, though told again: ');
    expect(news.state).toMatchObject({ lost: expect.arrayContaining(['Maria Lindqvist']) });
    const before = { ...news.state!, lost: ['Maria Lindqvist'] } as MatterState;
    expect(storyOf(before, news.state!)).toMatch(/Not reached, though told again: (#oncall, Pager|Pager, #oncall)/);
  });

  test('many that nobody acknowledges are one message in a channel, of those that are still open', async () => {
    await policy({ steps: [{ afterMinutes: 15, to: [{ kind: 'channel', id: channel }] }] });
    later(1);
    const numbers: number[] = [];
    for (let i = 0; i < 12; i++) numbers.push(await raise());
    const critical = await raise('critical');
    later(15);
    await look();
    const all = await nudges();
    expect(all).toHaveLength(2);
    const joint = all.find(({ others }) => others.length > 0)!;
    expect(joint).toMatchObject({ channel_id: channel, minutes: 15 });
    expect(joint.others).toHaveLength(11);
    const told = await announced();
    expect(told).toHaveLength(2);
    const news = (await compose(told.find(({ subject }) => subject === joint.id)!))!;
    expect(news.text).toContain('12 alerts that nobody has acknowledged for 15 minutes');
    expect(news).toMatchObject({ to: channel, severity: 'high', pending: true });
    expect(news.text).not.toContain(`ALR-${critical} `);
    const { items } = await as(({ tx }) => listAudit(tx, { action: 'alert.escalate', limit: 50 }));
    expect(items).toHaveLength(13);
    // the thread of each says nothing of what one message says of all; the card does
    const alertNamed = (number: number) =>
      as(({ tx }) => tx.selectFrom('alert').select('id').where('number', '=', number).executeTakeFirstOrThrow());
    for (const [number, lines] of [
      [numbers[3]!, 0],
      [critical, 1],
    ] as const) {
      const news = (await compose({ kind: 'alert_changed', subject: (await alertNamed(number)).id }))!;
      const state = news.state as Extract<MatterState, { kind: 'alert' }>;
      expect(state.toldAgain).toEqual([lines === 0 ? '#oncall (15 min, +11)' : '#oncall (15 min)']);
      expect(storyOf({ ...state, toldAgain: [] }, state, 'en') === null).toBe(lines === 0);
      expect(JSON.stringify(news.card)).toContain(lines === 0 ? '15 min, with 11 more' : '15 min)');
    }
    for (const { card } of Object.values(exceptionWords))
      expect(card.told('#oncall (15 min, +11, ×2)')).not.toContain('+');
    await as((work) => performAction(work, { id: 'alert.acknowledge', value: `ALR-${numbers[0]}` }), maria);
    expect((await compose({ kind: 'alert_nudged', subject: joint.id }))!.text).toContain('11 alerts that nobody');
    const pressed = await as(
      (work) => performAction(work, { id: 'alerts.acknowledge_all', value: `nudge ${joint.id}` }),
      maria,
    );
    expect(pressed).toMatchObject({ done: true, text: '11 alerts acknowledged.' });
    for (const [language, words] of Object.entries(exceptionWords)) {
      expect(words.nudge('ALR-1', 1), language).not.toMatch(/minutes|Minuten|minutos/);
      expect(words.nudge('ALR-1', 2), language).toMatch(/2 (?:minutes|Minuten|minutos)/);
    }
    expect(await compose({ kind: 'alert_nudged', subject: joint.id })).toBeNull();
    later(60);
    await look();
    expect(await nudges()).toHaveLength(2);
  });

  test('whom the last step tells is reminded until somebody acknowledges, and not for ever', async () => {
    await policy({ remindMinutes: 20 });
    later(1);
    const number = await raise();
    await look();
    later(15);
    await look();
    later(15);
    await look();
    expect((await nudges()).map(({ member_id }) => member_id !== null)).toEqual([false, true]);
    for (let i = 0; i < 3; i++) {
      later(19);
      await look();
      expect(await nudges()).toHaveLength(2 + i);
      later(1);
      await look();
      await look();
      expect(await nudges()).toHaveLength(3 + i);
    }
    const told = async () =>
      (await as(({ tx }) => tx.selectFrom('alert_escalation').select('told').execute())).flatMap((row) => row.told);
    // the card and the thread say it in one line
    expect(await told()).toEqual([
      '#oncall, Pager (15 min)',
      'Maria Lindqvist ✗ (30 min)',
      'Maria Lindqvist ✗ (90 min, ×3)',
    ]);
    for (let i = 0; i < 40; i++) {
      later(20);
      await look();
    }
    expect(await nudges()).toHaveLength(2 + 24);
    const again = await raise();
    await as((work) => performAction(work, { id: 'alert.acknowledge', value: `ALR-${number}` }), maria);
    later(15);
    await look();
    await as((work) => performAction(work, { id: 'alert.acknowledge', value: `ALR-${again}` }), maria);
    later(600);
    await look();
    expect(await nudges()).toHaveLength(2 + 24 + 1);
  });

  test('who acknowledged and settled nothing is asked once; without an answer it is open again and the steps begin anew', async () => {
    await as(({ tx }) =>
      insertChatAccount(tx, {
        id: crypto.randomUUID(),
        memberId: maria.actor.id!,
        platform: 'slack',
        workspace: 'T1',
        externalId: `U${org.orgId}`,
        linkedAt: now,
      }),
    );
    await policy({ lapse: { askMinutes: 240, waitMinutes: 30 } });
    later(1);
    const number = await raise();
    const value = `ALR-${number}`;
    const press = (id: string, who = maria) => as((work) => performAction(work, { id, value }), who);
    const status = () =>
      as(async ({ tx }) => (await tx.selectFrom('alert').selectAll().executeTakeFirstOrThrow()).status);
    const told: OutboundMessage[] = [];
    const tell = () =>
      tellNudged(
        {
          db: opened.db,
          now: () => now,
          links: (ref: string) => `https://desk.test/${ref}`,
          wake: () => {},
          log: silentLog(),
          platforms: {
            async tell(_: unknown, message: OutboundMessage) {
              if (message.orgId === org.orgId) told.push(message);
              return { kind: 'done' as const, done: { platform: 'slack', channel: 'D1', messageId: '1' } };
            },
            retell: async () => 'none' as const,
          },
        },
        new AbortController().signal,
      );
    const story = async () => {
      const { id } = await as(({ tx }) => tx.selectFrom('alert').select('id').executeTakeFirstOrThrow());
      return (await compose({ kind: 'alert_changed', subject: id }))!;
    };
    await press('alert.acknowledge');
    later(239);
    await look();
    await tell();
    expect(told).toEqual([]);
    later(1);
    await Promise.all([look(), look()]);
    await look();
    await tell();
    await tell();
    expect(told.map(({ text }) => text.split('?')[0])).toEqual([`You acknowledged ${value} 4 hours ago. Still on it`]);
    const asked = await story();
    expect(asked.text).toContain('Maria Lindqvist, still on it? Else it is open again at');
    expect(JSON.stringify(asked.card)).toContain('alert.still');

    // it is kept by whoever says so, and asked about again no sooner than before
    expect(await press('alert.still')).toMatchObject({ text: `${value} is yours.` });
    expect((await press('alert.still')).text).toContain('nobody asks');
    expect(storyOf(asked.state!, (await story()).state!)).toBe('Maria Lindqvist is still on it.');
    later(239);
    await look();
    expect(await status()).toBe('acknowledged');

    // without an answer it is open again; the chain begins with its first step
    later(1);
    await look();
    later(30);
    await look();
    expect(await status()).toBe('open');
    expect((await story()).text).toContain('Nobody said they were still on it, so it is open again');
    later(14);
    await look();
    expect((await nudges()).filter(({ asks }) => !asks)).toEqual([]);
    later(1);
    await look();
    expect((await nudges()).filter(({ asks }) => !asks)).toMatchObject([{ channel_id: channel, step: 0 }]);
    const lines = async () =>
      (await as(({ tx }) => listAudit(tx, { subject: value, limit: 50 }))).items.map(({ action }) => action);
    expect((await lines()).toReversed().slice(0, 5)).toEqual([
      'alert.acknowledge',
      'alert.ask_still',
      'alert.still',
      'alert.ask_still',
      'alert.reopen',
    ]);

    // pressed too late it is taken anew; and it lapses three times at most
    for (let times = 2; times <= 4; times++) {
      await press('alert.still', org.admin);
      expect(await status()).toBe('acknowledged');
      later(240);
      await look();
      later(30);
      await look();
      expect(await status(), String(times)).toBe(times <= 3 ? 'open' : 'acknowledged');
    }
    later(5000);
    await look();
    expect(await status()).toBe('acknowledged');
    await press('alert.resolve');
    expect(await as(({ tx }) => tx.selectFrom('alert_acknowledgement').selectAll().execute())).toEqual([]);
    expect((await press('alert.still')).text).toContain('resolved already');
    const eve = await org.member('employee', { name: 'Eve' });
    await expect(press('alert.still', eve)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('an alert that no chain was for begins with the first step when it gets worse, not as late as it is old', async () => {
    const soc = { kind: 'channel' as const, id: channel };
    const steps = [1, 4].map((afterMinutes) => ({ afterMinutes, to: [soc] }));
    const worse = async (number: number, after: 'critical' | 'high') => {
      const before = await as(({ tx }) =>
        tx.selectFrom('alert').selectAll().where('number', '=', number).executeTakeFirstOrThrow(),
      );
      const was = { severity: before.severity, noticedBy: before.noticed_by };
      await as(async ({ tx }) => {
        await setAlertSeverity(tx, before.id, after, now);
        await changeChains(tx, [{ id: before.id, before: was, after: { ...was, severity: after } }], now);
      });
    };
    const early = await raise('medium');
    later(1);
    await policy({ floor: null, steps: [], chains: [{ name: 'Critical', from: 'critical', steps }] });
    later(1);
    const grown = await raise('medium');
    const taken = await raise('medium');
    await as((work) => performAction(work, { id: 'alert.acknowledge', value: `ALR-${taken}` }));
    await look();
    later(5);
    await worse(grown, 'critical');
    await worse(taken, 'critical');
    // the policy is for what was raised since it holds
    await worse(early, 'critical');
    await look();
    expect(await nudges()).toEqual([]);
    later(1);
    await look();
    expect(await nudges()).toMatchObject([{ step: 0, minutes: 1 }]);
    later(2);
    await look();
    expect(await nudges()).toHaveLength(1);
    later(1);
    await look();
    expect(await nudges()).toMatchObject([{ step: 0 }, { step: 1, minutes: 4 }]);

    // the same where there is one list of steps for all
    await policy({ steps });
    later(1);
    const plain = await raise('medium');
    later(10);
    await worse(plain, 'high');
    await look();
    expect(await nudges()).toHaveLength(2);
    later(1);
    await look();
    expect((await nudges()).map(({ minutes }) => minutes).toSorted()).toEqual([1, 1, 4]);
  });

  test('what several change at the same moment is all kept, the first time too', async () => {
    const steps = [{ afterMinutes: 5, to: [{ kind: 'channel' as const, id: channel }] }];
    const names = ['A', 'B', 'C', 'D'];
    await Promise.all(
      names.map((name) =>
        as((work) => changeAlertPolicy(work, ({ chains }) => ({ chains: [...chains, { name, steps }] }))),
      ),
    );
    const { chains, floor } = await as(({ tx }) => alertPolicyOf(tx));
    expect([floor, chains.map(({ name }) => name).toSorted()]).toEqual([null, names]);
    await expect(as((work) => changeAlertPolicy(work, () => ({ chains: [] })), maria)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('other rules and severities have other chains; what gets worse begins the chain of what it is now', async () => {
    await as(({ tx }) => seedRules(tx, 'test', now));
    const [rule, other] = await as(({ tx }) => listRules(tx));
    const pager = { kind: 'target' as const, id: target };
    const soc = { kind: 'channel' as const, id: channel };
    const member = { kind: 'member' as const, id: maria.actor.id! };
    await policy({
      floor: 'high',
      steps: [{ afterMinutes: 60, to: [member] }],
      chains: [
        {
          name: 'Critical',
          from: 'critical',
          steps: [
            { afterMinutes: 5, to: [member] },
            { afterMinutes: 0, to: [soc] },
          ],
        },
        { name: 'Doors', rules: [rule!.id], steps: [{ afterMinutes: 10, to: [soc] }], remindMinutes: 30 },
      ],
    });
    later(1);
    const ofRule = async (number: number, id: string) =>
      as(({ tx }) =>
        tx
          .updateTable('alert')
          .set({ updated_at: now, rule_id: null, noticed_by: [id] })
          .where('number', '=', number)
          .execute(),
      );
    const idOf = (number: number) =>
      as(({ tx }) => tx.selectFrom('alert').selectAll().where('number', '=', number).executeTakeFirstOrThrow());
    const door = await raise('medium');
    await ofRule(door, rule!.id);
    const plain = await raise('high');
    await ofRule(plain, other!.id);
    const quiet = await raise('medium');
    await look();
    expect(await nudges()).toEqual([]);
    const critical = await raise('critical');
    await ofRule(critical, rule!.id);
    await look();
    // at once
    expect(await nudges()).toMatchObject([{ channel_id: channel, minutes: 0, alert_id: (await idOf(critical)).id }]);
    expect((await compose((await announced())[0]!))!.text).toContain(
      `ALR-${critical} waits for somebody to acknowledge it.`,
    );
    later(5);
    await look();
    expect((await nudges()).map(({ member_id }) => member_id)).toEqual([null, maria.actor.id]);
    later(5);
    await look();
    expect(await nudges()).toHaveLength(3);
    expect((await nudges()).filter(({ alert_id }) => alert_id !== null).at(-1)!.minutes).toBeGreaterThan(0);
    const before = await idOf(door);
    expect((await nudges()).some(({ alert_id, minutes }) => alert_id === before.id && minutes === 10)).toBe(true);

    // it gets critical: told at once again, and five minutes after that
    const count = (await nudges()).length;
    await as(async ({ tx }) => {
      await setAlertSeverity(tx, before.id, 'critical', now);
      const was = { severity: before.severity, noticedBy: before.noticed_by };
      await changeChains(tx, [{ id: before.id, before: was, after: { ...was, severity: 'critical' } }], now);
      // as bad as before: nothing begins anew
      await changeChains(tx, [{ id: before.id, before: was, after: was }], now);
    });
    await look();
    expect((await nudges()).slice(0, count + 1)).toHaveLength(count + 1);
    expect((await nudges()).filter(({ alert_id }) => alert_id === before.id).map(({ minutes }) => minutes)).toEqual(
      expect.arrayContaining([10, 0]),
    );
    later(5);
    await look();
    expect((await nudges()).filter(({ alert_id }) => alert_id === before.id)).toHaveLength(3);
    later(600);
    await look();
    // the rest has waited for its own; what no chain is for is left alone
    const told = (await nudges()).map(({ alert_id }) => alert_id);
    expect(told).toContain((await idOf(plain)).id);
    expect(told).not.toContain((await idOf(quiet)).id);

    const chain = { name: 'x', steps: [{ afterMinutes: 1, to: [pager] }] };
    for (const chains of [
      [{ ...chain, steps: [] }],
      [{ ...chain, name: ' ' }],
      [chain, { ...chain, name: 'X' }],
      [{ ...chain, rules: [crypto.randomUUID()] }],
      [{ ...chain, steps: [{ afterMinutes: 1, to: [{ kind: 'member', id: crypto.randomUUID() }] }] }],
      [{ ...chain, steps: [...chain.steps, ...chain.steps] }],
      [{ ...chain, steps: [{ afterMinutes: -1, to: [pager] }] }],
      Array.from({ length: 21 }, (_, i) => ({ ...chain, name: `x${i}` })),
    ])
      await expect(policy({ chains }), JSON.stringify(chains).slice(0, 100)).rejects.toMatchObject({
        code: expect.stringMatching(/invalid_input|not_found/),
      });
    const eve = await org.member('officer', { name: 'Eve' });
    await expect(
      as((work) => setAlertPolicy(work, { floor: null, steps: [], askRules: [], chains: [chain] }), eve),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('many that one person has are one question; less bad ones, and those before the policy, are none', async () => {
    await raise();
    await as((work) => performAction(work, { id: 'alert.acknowledge', value: 'ALR-1' }), maria);
    later(1);
    await policy({ lapse: { askMinutes: 60, waitMinutes: 10 } });
    later(1);
    const numbers = [await raise('medium')];
    for (let i = 0; i < 5; i++) numbers.push(await raise());
    for (const number of numbers)
      await as((work) => performAction(work, { id: 'alert.acknowledge', value: `ALR-${number}` }), maria);
    later(60);
    await look();
    const [one, ...rest] = await nudges();
    expect(rest).toEqual([]);
    expect(one).toMatchObject({ member_id: maria.actor.id, asks: true });
    expect(one!.others).toHaveLength(4);
    const pressed = await as(
      (work) => performAction(work, { id: 'alerts.acknowledge_all', value: `nudge ${one!.id}` }),
      maria,
    );
    expect(pressed).toMatchObject({ done: true });
    later(30);
    await look();
    expect(await as(({ tx }) => tx.selectFrom('alert').select('id').where('status', '=', 'open').execute())).toEqual(
      [],
    );
    for (const lapse of [{ askMinutes: 1, waitMinutes: 10 }, { askMinutes: 60 }, { askMinutes: 60, waitMinutes: 1e9 }])
      await expect(policy({ lapse })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(policy({ lapse: { askMinutes: 60, waitMinutes: 10 }, floor: null })).rejects.toThrow(/first step/);
  });

  test('a person is told in the language they chose, else in the one they write', async () => {
    await as(({ tx }) =>
      insertChatAccount(tx, {
        id: crypto.randomUUID(),
        memberId: maria.actor.id!,
        platform: 'slack',
        workspace: 'T1',
        externalId: `U${org.orgId}`,
        linkedAt: now,
      }),
    );
    await policy({ steps: [{ afterMinutes: 5, to: [{ kind: 'member', id: maria.actor.id! }] }], remindMinutes: 5 });
    later(1);
    await raise();
    await as(({ tx }) => noteSpoken(tx, maria.actor.id!, 'fr'));
    const told: OutboundMessage[] = [];
    const parts = {
      db: opened.db,
      now: () => now,
      links: (ref: string) => `https://desk.test/${ref}`,
      wake: () => {},
      log: silentLog(),
      platforms: {
        async tell(_: unknown, message: OutboundMessage) {
          if (message.orgId === org.orgId) told.push(message);
          return { kind: 'done' as const, done: { platform: 'slack', channel: 'D1', messageId: '1' } };
        },
        retell: async () => 'none' as const,
      },
    };
    const remind = async () => {
      later(5);
      await look();
      await tellNudged(parts, new AbortController().signal);
    };
    await look();
    await remind();
    await as((work) => setOwnLanguage(work, 'de'), maria);
    await remind();
    for (let i = 0; i < 4; i++) await raise();
    await look();
    await remind();
    expect(told.map(({ language }) => language)).toEqual(['fr', 'de', 'de', 'de']);
    expect(told[0]!.text).toContain('Personne n’a pris en compte ALR-1 depuis 5 minutes.');
    expect(told[1]!.text).toContain('Seit 10 Minuten hat niemand ALR-1 bestätigt.');
    expect(told.map(({ text }) => text).join()).toContain('4 Alarme, die seit 5 Minuten niemand bestätigt hat');
  });

  test('how many go into one message begins nothing anew; who is told does', async () => {
    const since = async () => (await as(({ tx }) => alertPolicyOf(tx))).since;
    await policy();
    const begun = await since();
    later(10);
    await policy({ rollUp: { alerts: 5, minutes: 5 } });
    expect(await since()).toEqual(begun);
    await policy({ rollUp: { alerts: 5, minutes: 5 }, remindMinutes: 30 });
    expect(await since()).toEqual(now);
    for (const part of [
      { rollUp: { alerts: 1, minutes: 5 } },
      { remindMinutes: 1 },
      { floor: null, steps: [], remindMinutes: 30 },
    ])
      await expect(policy(part)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('rules that were chosen ask the member concerned by themselves, once', async () => {
    const [rule] = await as(async ({ tx, principal }) => {
      await seedRules(tx, principal.name, now);
      return listRules(tx);
    });
    const ada = await org.member('employee', { name: 'Ada', email: `ada-${org.orgId}@harbour.example` });
    await as(({ tx }) =>
      insertChatAccount(tx, {
        id: crypto.randomUUID(),
        memberId: ada.actor.id!,
        platform: 'slack',
        workspace: 'T1',
        externalId: `A${org.orgId}`,
        linkedAt: now,
      }),
    );
    await policy({ floor: null, steps: [], askRules: [rule!.id] });
    later(1);
    for (const account of ['nobody', `ada-${org.orgId}@harbour.example`])
      await raiseTestAlert(opened.db, org.orgId, { account, lastSeen: now });
    await as(({ tx }) =>
      tx
        .updateTable('alert')
        .set({ noticed_by: [rule!.id] })
        .execute(),
    );
    expect(await look()).toBe(1);
    expect(await look()).toBe(0);
    const asked = await as(({ tx }) => tx.selectFrom('login_question').select(['member_id', 'asked_by']).execute());
    expect(asked).toEqual([{ member_id: ada.actor.id, asked_by: org.admin.name }]);
  });

  test('a policy that cannot be carried out is refused', async () => {
    const unknown = crypto.randomUUID();
    const employee = await org.member('employee');
    const step = (to: object[], afterMinutes = 15) => ({ steps: [{ afterMinutes, to }] });
    for (const part of [
      step([{ kind: 'channel', id: unknown }]),
      step([{ kind: 'target', id: unknown }]),
      step([{ kind: 'member', id: unknown }]),
      step([{ kind: 'member', id: employee.actor.id }]),
      step([]),
      step([{ kind: 'member', id: maria.actor.id }], -1),
      { steps: [] },
      { askRules: [unknown] },
      {
        steps: [
          { afterMinutes: 5, to: [{ kind: 'channel', id: channel }] },
          { afterMinutes: 5, to: [{ kind: 'target', id: target }] },
        ],
      },
    ])
      await expect(policy(part)).rejects.toBeDefined();
    expect(await as(({ tx }) => alertPolicyOf(tx))).toMatchObject({ floor: null, steps: [] });
    await expect(
      as((work) => setAlertPolicy(work, { floor: null, steps: [], askRules: [] }), maria),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });
});
