import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { deleteTellings } from '../../src/db/alert-storms.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { saveChannel } from '../../src/db/chat-channels.ts';
import { withOrg } from '../../src/db/scope.ts';
import { LANGUAGES } from '../../src/domain/language.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { performAction } from '../../src/pipeline/actions.ts';
import { setAlertPolicy } from '../../src/pipeline/alert-policy.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { rollUpAlert } from '../../src/pipeline/roll-up.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';

const KEY = auditKey('a secret for tests');
const MINUTE_MS = 60_000;

describe.each(databases)('many alerts for one channel on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let now: Date;
  let key: { platform: 'slack'; workspace: string; channel: string };
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened?.close());
  beforeEach(async () => {
    org = await newOrganisation(opened.db);
    now = new Date('2026-11-20T12:00:00Z');
    key = { platform: 'slack', workspace: `T${org.orgId}`, channel: 'C1' };
    await as(async ({ tx }) => {
      await tx
        .insertInto('chat_workspace')
        .values({
          id: crypto.randomUUID(),
          org_id: org.orgId,
          platform: 'slack',
          workspace: key.workspace,
          name: 'Harbour',
          connected_at: now,
          connected_by: 'test',
        })
        .execute();
      await saveChannel(tx, { ...key, name: 'security', leastRole: 'officer', now, by: 'test' });
      await saveChannel(tx, { ...key, channel: 'C2', name: 'other', leastRole: 'officer', now, by: 'test' });
    });
    await policy({ alerts: 3, minutes: 10 });
  });

  const as = <T>(change: (work: Work) => Promise<T>, principal = org.admin): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => change({ tx, principal, now, auditKey: KEY }));
  const policy = (rollUp: { alerts: number; minutes: number } | null) =>
    as((work) => setAlertPolicy(work, { floor: null, steps: [], askRules: [], rollUp }));
  const later = (minutes: number): void => {
    now = new Date(now.getTime() + minutes * MINUTE_MS);
  };
  const raise = (severity: Severity = 'medium') =>
    raiseTestAlert(opened.db, org.orgId, { severity, account: `user-${Math.random()}`, lastSeen: now });
  const idOf = async (number: number) => (await as(({ tx }) => findAlert(tx, number)))!.id;
  const give = async (number: number, { wanted = true, channel = 'C1' } = {}) => {
    const { id, severity } = (await as(({ tx }) => findAlert(tx, number)))!;
    const { rolled } = await as(({ tx }) =>
      rollUpAlert(tx, { ...key, channel }, { alertId: id, severity, wanted }, now),
    );
    return rolled;
  };
  const raised = async (severity: Severity = 'medium') => {
    const number = await raise(severity);
    return { number, rolled: await give(number) };
  };
  const storms = () => as(({ tx }) => tx.selectFrom('alert_storm').selectAll().orderBy('started_at').execute());
  const compose = (id: string, language?: (typeof LANGUAGES)[number]) =>
    as(({ tx }) =>
      composeAnnouncement(
        tx,
        { kind: 'alerts_rolled_up', subject: id },
        (ref) => `https://desk.test/${ref}`,
        now,
        undefined,
        language,
      ),
    );
  const waiting = () =>
    as(({ tx }) => tx.selectFrom('outbox').selectAll().where('kind', '=', 'alerts_rolled_up').execute());

  test('the first stand by themselves, the rest are one message; what is critical never is', async () => {
    const rolled: boolean[] = [];
    for (const severity of ['high', 'low', 'medium', 'medium', 'critical', 'high', 'low'] as const) {
      rolled.push((await raised(severity)).rolled);
      later(1);
    }
    expect(rolled).toEqual([false, false, false, true, false, true, true]);
    const [storm, ...more] = await storms();
    expect(more).toEqual([]);
    // one row waits, however many joined, as bad as the worst
    expect(await waiting()).toMatchObject([{ subject: storm!.id, severity: 'high', sent_at: null }]);
    const news = (await compose(storm!.id))!;
    expect(news.text).toContain('3 alerts in 3 min');
    expect(news.text).toContain('1 high, 1 medium, 1 low');
    expect(news).toMatchObject({ severity: 'high', pending: true, purpose: 'alerts' });
    const told = await as(({ tx }) => newsChannels(tx, news, now));
    expect(told).toMatchObject([{ channel: 'C1', wanted: true, brief: false }]);
    // another channel has had none of it
    expect(await give((await raised('low')).number, { channel: 'C2' })).toBe(false);
  });

  test('said once it stays so, whoever asks again, and two processes agree', async () => {
    for (let i = 0; i < 3; i++) await raised();
    const number = await raise();
    const both = await Promise.all([give(number), give(number)]);
    expect(both).toEqual([true, true]);
    expect(await storms()).toHaveLength(1);
    await policy(null);
    expect(await give(number)).toBe(true);
    expect((await raised()).rolled).toBe(false);
  });

  test('it ends when it is calm, and one that goes on for an hour is told anew', async () => {
    for (let i = 0; i < 4; i++) await raised();
    later(11);
    expect((await raised()).rolled).toBe(false);
    now = new Date('2026-11-20T15:00:00Z');
    for (let i = 0; i < 75; i++) {
      await raised();
      later(1);
    }
    const all = await storms();
    expect(all).toHaveLength(3);
    const [, long, next] = all;
    expect(long!.last_at.getTime() - long!.started_at.getTime()).toBeLessThanOrEqual(60 * MINUTE_MS);
    expect(next!.started_at.getTime()).toBeGreaterThan(long!.last_at.getTime());
  });

  test('what is settled is said there, and is nobody’s to be told of first', async () => {
    for (let i = 0; i < 3; i++) await raised();
    const over = await raise();
    expect(await give(over, { wanted: false })).toBe(false);
    const { number } = await raised();
    const [storm] = await storms();
    await as(({ tx }) => tx.updateTable('outbox').set({ sent_at: now }).execute());
    await as((work) => changeAlertStatus(work, { number, status: 'resolved' }));
    expect(await give(number, { wanted: false })).toBe(true);
    expect((await waiting()).filter(({ sent_at }) => sent_at === null)).toHaveLength(1);
    const news = (await compose(storm!.id))!;
    expect(news).toMatchObject({ pending: false, state: { kind: 'storm', status: 'settled' } });
    expect(await as(({ tx }) => newsChannels(tx, news, now))).toMatchObject([{ wanted: false }]);
    expect(actionsOf(news.card!)).toEqual([]);
  });

  test('what gets critical leaves it and stands by itself', async () => {
    for (let i = 0; i < 4; i++) await raised();
    const { number } = await raised();
    await as(({ tx }) => tx.updateTable('alert').set({ severity: 'critical' }).where('number', '=', number).execute());
    expect(await give(number)).toBe(false);
    const [storm] = await storms();
    expect((await compose(storm!.id))!.text).toContain('1 alert in');
    expect(await give(number)).toBe(false);
  });

  test('one button acknowledges what is open of it, for who may', async () => {
    for (let i = 0; i < 6; i++) await raised();
    const [storm] = await storms();
    const [button] = actionsOf((await compose(storm!.id))!.card!);
    expect(button).toMatchObject({ id: 'alerts.acknowledge_all', value: `storm ${storm!.id}` });
    const press = (principal = org.admin) => as((work) => performAction(work, button!), principal);
    await expect(press(await org.member('employee'))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await press()).toMatchObject({ done: true, text: '3 alerts acknowledged.' });
    expect(await press()).toMatchObject({ done: false });
    const open = await as(({ tx }) => tx.selectFrom('alert').select('number').where('status', '=', 'open').execute());
    expect(open.map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
    for (const value of ['storm', 'storm x', `nudge ${storm!.id}`, `storm ${crypto.randomUUID()}`])
      await expect(as((work) => performAction(work, { ...button!, value }))).rejects.toMatchObject({
        code: 'not_found',
      });
  });

  test('names what the alerts have in common, in every language, and says no name where it may not', async () => {
    for (let i = 0; i < 8; i++) await raised();
    const [storm] = await storms();
    const news = (await compose(storm!.id))!;
    expect(news.text).toContain('203.0.113.9 (5)');
    expect(news.brief!.text).toContain('5 alerts');
    expect(news.brief!.text).not.toContain('203.0.113.9');
    const texts = await Promise.all(LANGUAGES.map(async (language) => (await compose(storm!.id, language))!.text));
    expect(new Set(texts).size).toBe(4);
  });

  test('what was given long ago is forgotten, and with it the storm', async () => {
    for (let i = 0; i < 5; i++) await raised();
    expect(await as(({ tx }) => deleteTellings(tx, now))).toBe(0);
    later(1);
    expect(await as(({ tx }) => deleteTellings(tx, now))).toBe(5);
    expect(await storms()).toEqual([]);
  });

  test('an alert that is gone takes its place with it', async () => {
    for (let i = 0; i < 4; i++) await raised();
    const id = await idOf(4);
    await as(({ tx }) => tx.deleteFrom('alert_telling').where('alert_id', '=', id).execute());
    const [storm] = await storms();
    expect(await compose(storm!.id)).toBeNull();
  });
});
