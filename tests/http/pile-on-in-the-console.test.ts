import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCore } from '../../src/app/core.ts';
import { type App, startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { withOrg } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { PILE_ON } from '../support/moderation-desk.ts';

const KEY = 'an-admin-key-of-at-least-thirty-two-letters';
const WAIT = { timeout: 20_000, interval: 50 };
const MINUTE_MS = 60_000;

/** Each test goes on where the one before it ended. */
describe('a pile-on that a forum of one’s own sends in, in the console', () => {
  let folder: string;
  let app: App;
  let cookie = '';
  const config = () => readConfig({ PORT: '0', SAFENEST_DATA: folder, SAFENEST_ADMIN_KEY: KEY });
  const start = () =>
    startApp(config(), silentLog(), {
      first: { name: 'Harbour Works', sample: false, admin: { name: 'Ada Novak', email: 'ada@harbour.example' } },
    });

  const form = (path: string, fields: Record<string, string>) =>
    fetch(app.url + path, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin', cookie },
      body: new URLSearchParams(fields),
    });
  const page = async (path: string): Promise<string> => {
    const answer = await fetch(app.url + path, { headers: { accept: 'text/html', cookie } });
    expect(answer.status, path).toBe(200);
    return answer.text();
  };
  const signIn = async (): Promise<void> => {
    const link = new URL(await app.signInLink('ada@harbour.example'));
    const token = new URLSearchParams(link.hash.slice(1) || link.search).get('token') ?? link.hash.slice(1);
    const answer = await form('/sign-in/link', { token });
    cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0]!)
      .join('; ');
    expect(cookie).not.toBe('');
  };
  const cases = async (): Promise<string[]> => [
    ...new Set([...(await page('/moderation')).matchAll(/href="\/cases\/(CASE-\d+)"/g)].map(([, ref]) => ref!)),
  ];
  /** Presses a button that stands on the page of the case, as its form is sent. */
  const press = async (id: string, value: string): Promise<void> => {
    expect(await page('/cases/CASE-1')).toContain(`value="${id}"`);
    const answer = await form('/console/actions', { id, value, back: '/cases/CASE-1' });
    expect(answer.status).toBe(303);
  };
  const audited = async (subject: string): Promise<string[]> => {
    const answer = await fetch(`${app.url}/api/v1/audit?limit=100`, { headers: { authorization: `Bearer ${KEY}` } });
    const { items } = (await answer.json()) as { items: { action: string; subject: string | null }[] };
    return items.filter((line) => line.subject === subject).map(({ action }) => action);
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-pile-on-'));
    app = await start();
    await signIn();
  });
  afterAll(async () => {
    await app?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('is exactly one case, whatever is sent twice', async () => {
    const words: Record<string, string> = { useless: 'worthless', trash: 'fucking trash' };
    const begun = Date.now() - 9 * MINUTE_MS;
    const events = PILE_ON.map(([at, by, content, to], i) => ({
      message_id: `m${i}`,
      platform: 'forum',
      channel: 'general',
      author: { id: by, name: by.charAt(0).toUpperCase() + by.slice(1) },
      ...(to ? { target: { id: to } } : {}),
      content: content.replaceAll(/useless|trash/g, (word) => words[word]!),
      time: new Date(begun + at * MINUTE_MS).toISOString(),
    }));
    for (const batch of [events, events])
      expect(
        (
          await fetch(`${app.url}/api/v1/events/ingest`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
            body: JSON.stringify(batch),
          })
        ).status,
      ).toBe(202);
    await expect.poll(cases, WAIT).toEqual(['CASE-1']);
    await expect.poll(() => page('/cases/CASE-1'), WAIT).toMatch(/Eve.*Trent|Trent.*Eve/s);
    expect(await cases()).toEqual(['CASE-1']);
    const text = await page('/cases/CASE-1');
    expect(text).toContain('Mallory');
    expect(text).toContain('aimed at');
  });

  test('Timeout is a task with who does it, Undo takes it back, and the audit log has both', async () => {
    // the next case is taken in hand, and says so everywhere
    const next = await form('/moderation/next', {});
    expect([next.status, next.headers.get('location')]).toEqual([303, '/cases/CASE-1']);
    for (const path of ['/moderation', '/cases/CASE-1'])
      expect(await page(path)).toMatch(/With Ada Novak since \d\d:\d\d/);
    const claim = async (method: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${KEY}` };
      return fetch(`${app.url}/api/v1/cases/CASE-1/claim`, {
        method,
        headers,
        ...(method === 'POST' ? { body: '{}' } : {}),
      });
    };
    expect((await claim('POST')).status).toBe(409);
    await press('case.give_back', 'CASE-1');
    expect(await (await claim('POST')).json()).toMatchObject({ ref: 'CASE-1', claim: { by: expect.any(String) } });
    // whoever decides it all the same is asked on the page
    expect(await page('/cases/CASE-1')).toMatch(/has CASE-1 since \d\d:\d\d\. Decide anyway\?/);
    expect(await (await claim('DELETE')).json()).toMatchObject({ claim: null });
    await press('case.timeout', 'CASE-1');
    await expect.poll(() => page('/cases/CASE-1'), WAIT).toContain('value="action.by_hand"');
    expect(await page('/cases/CASE-1')).toMatch(/ACT-1<\/span> <strong>Timeout<\/strong> for Mallory/);
    const seen = await fetch(`${app.url}/api/v1/cases/CASE-1`, { headers: { authorization: `Bearer ${KEY}` } });
    const { offenders, standing } = (await seen.json()) as {
      offenders: { account: string; name: string; messages: number }[];
      standing: { account: string; may: string[]; holds: unknown[] }[];
    };
    expect(offenders.map(({ account, name }) => `${account} ${name}`).toSorted()).toEqual([
      'eve Eve',
      'mallory Mallory',
      'trent Trent',
    ]);
    const about = (account: string) => standing.find((one) => one.account === account)!;
    expect(about('mallory').holds).toEqual([{ ref: 'ACT-1', step: 'timeout', state: 'task' }]);
    expect(about('mallory').may).toEqual(['mute', 'ban', 'delete']);
    expect(about('trent')).toMatchObject({ holds: [], may: ['warning', 'timeout', 'mute', 'ban', 'delete'] });
    await press('action.by_hand', 'ACT-1');
    await expect.poll(() => page('/cases/CASE-1'), WAIT).toContain('Done by hand by Ada Novak.');
    // something else that holds when the service ends
    await press('case.mute', 'CASE-1');
    await expect.poll(() => page('/cases/CASE-1'), WAIT).toContain('value="action.by_hand"');
    await press('action.by_hand', 'ACT-2');
    await press('case.undo', 'ACT-1');
    // what was done by hand is taken back by hand, and only then reads so
    expect(await page('/moderation')).toMatch(/To be done by hand.*ACT-1.*Take back: /s);
    expect(await page('/cases/CASE-1')).not.toMatch(/taken back by Ada Novak/);
    await press('action.by_hand', 'ACT-1');
    await expect.poll(() => page('/cases/CASE-1'), WAIT).toMatch(/taken back by Ada Novak/);
    // a second press changes nothing
    await form('/console/actions', { id: 'case.undo', value: 'ACT-1', back: '/cases/CASE-1' });
    const lines = await audited('ACT-1');
    expect(lines.filter((action) => action === 'moderation.act')).toHaveLength(1);
    expect(lines.filter((action) => action === 'moderation.lift')).toHaveLength(1);
    const log = await page('/audit');
    expect(log).toContain('ACT-1');
    expect(await cases()).toEqual(['CASE-1']);
  });

  test('what runs out while nothing runs is to be ended by hand after the next start', async () => {
    const { id: orgId } = app.organisation;
    await app.stop();
    const core = await openCore(config(), silentLog());
    await withOrg(core.db, orgId, (tx) =>
      tx
        .updateTable('moderation_action')
        .set({ expires_at: new Date(Date.now() - MINUTE_MS) })
        .where('number', '=', 2)
        .execute(),
    );
    await core.close();
    app = await start();
    await signIn();
    const states = () =>
      withOrg(app.core.db, orgId, (tx) =>
        tx.selectFrom('moderation_action').select(['number', 'state']).orderBy('number').execute(),
      );
    await expect.poll(states, WAIT).toEqual([
      { number: 1, state: 'lifted' },
      { number: 2, state: 'lift_task' },
    ]);
    await press('action.by_hand', 'ACT-2');
    await expect.poll(states, WAIT).toContainEqual({ number: 2, state: 'expired' });
    expect(await audited('ACT-2')).toContain('moderation.by_hand');
    expect(await cases()).toEqual(['CASE-1']);
  }, 120_000);
});
