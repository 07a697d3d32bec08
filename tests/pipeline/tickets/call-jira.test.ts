import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { TargetAway, TargetRefused } from '../../../src/pipeline/delivery/delivery-errors.ts';
import { parseNetworks } from '../../../src/pipeline/delivery/guarded-address.ts';
import { callJira, JiraAway, JiraBusy, JiraMissing } from '../../../src/pipeline/tickets/call-jira.ts';
import { jiraOf } from '../../../src/pipeline/tickets/jira.ts';
import { JIRA_TOKEN, startJira } from '../../support/jira-server.ts';
import { type LocalServer, startLocalServer } from '../../support/local-server.ts';

const allowed = parseNetworks('127.0.0.1');

describe('a call of Jira', () => {
  const servers: LocalServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });
  async function answering(answer: (response: ServerResponse) => void) {
    const server = await startLocalServer(async (_, response) => answer(response));
    servers.push(server);
    return server;
  }
  const call = (site: string) => ({
    site,
    authorization: 'Bearer x',
    method: 'GET' as const,
    path: '/rest/api/2/myself',
  });

  test('tells what may pass by itself from what a person has to mend', async () => {
    const status = async (code: number, headers = {}, text = '') =>
      callJira(call((await answering((r) => r.writeHead(code, headers).end(text))).url), { allowed });
    for (const code of [500, 502, 503, 408]) await expect(status(code)).rejects.toThrow(JiraAway);
    for (const code of [400, 401, 403, 409, 301, 302, 307])
      await expect(status(code, { location: 'http://169.254.169.254/' })).rejects.toThrow(TargetRefused);
    await expect(status(404)).rejects.toThrow(JiraMissing);
    await expect(status(429, { 'retry-after': '7' })).rejects.toMatchObject({ afterMs: 7000 });
    await expect(status(503, { 'retry-after': '99999999' })).rejects.toMatchObject({ afterMs: 3_600_000 });
    for (const odd of ['-1', 'soon', '', '1e9'])
      await expect(status(429, { 'retry-after': odd })).rejects.toMatchObject({ afterMs: 30_000 });
    await expect(status(429)).rejects.toThrow(JiraBusy);
    // its words are shown as its words, on a short line
    const long = JSON.stringify({
      errorMessages: [`no\nway ${'x'.repeat(5000)}`],
      errors: { labels: 'cannot be set' },
    });
    const said = await status(400, {}, long).catch((error: Error) => error.message);
    expect(said).toMatch(/“no way x+…”$/);
    expect(String(said).length).toBeLessThan(450);
    await expect(status(200, {}, '<html>Sign in</html>')).rejects.toThrow('does not answer as Jira does');
    await expect(status(200, {}, '{"a": [1')).rejects.toThrow(JiraAway);
    expect(await status(204)).toBeNull();
  });

  test('waits for nobody for ever, and reads no gigabyte', async () => {
    const silent = await answering(() => {});
    await expect(callJira(call(silent.url), { allowed, timeoutMs: 200 })).rejects.toThrow(/did not answer within/);
    const drip = await answering((response) => {
      response.writeHead(200, { 'content-length': '1000' });
      const timer = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(timer));
    });
    await expect(callJira(call(drip.url), { allowed, timeoutMs: 200 })).rejects.toThrow(JiraAway);
    let sent = 0;
    let closed = false;
    const huge = await answering((response) => {
      const chunk = Buffer.alloc(64 * 1024, 0x20);
      response.writeHead(200, { 'content-length': String(2 ** 30) });
      response.on('close', () => {
        closed = true;
      });
      const more = (): void => {
        while (!closed && sent < 2 ** 30) {
          sent += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
      };
      more();
    });
    await expect(callJira(call(huge.url), { allowed })).rejects.toThrow(JiraAway);
    expect(sent).toBeLessThan(2 ** 26);
    const cut = await answering((response) => {
      response.writeHead(200, { 'content-length': '1000' }).write('{');
      setTimeout(() => response.destroy(), 10);
    });
    await expect(callJira(call(cut.url), { allowed })).rejects.toThrow(JiraAway);
  });

  test('goes nowhere private unless that is allowed, and takes no token to the world unencrypted', async () => {
    const server = await answering((response) => response.end('{}'));
    const { port } = new URL(server.url);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '[::ffff:127.0.0.1]'])
      await expect(callJira(call(`http://${host}:${port}`), { allowed: [] }), host).rejects.toThrow(TargetRefused);
    const resolve = async () => ['93.184.216.34'];
    await expect(callJira(call('http://jira.example.com'), { allowed, resolve })).rejects.toThrow(/https:\/\//);
    const nowhere = async (): Promise<readonly string[]> => {
      throw new Error('no such name');
    };
    await expect(callJira(call('https://jira.example.com'), { allowed, resolve: nowhere })).rejects.toThrow(TargetAway);
    expect(await callJira(call(server.url), { allowed })).toEqual({});
  });

  test.each(['jira_cloud', 'jira_data_center'] as const)('is understood by %s', async (kind) => {
    const server = await startJira(kind);
    try {
      const email = kind === 'jira_cloud' ? 'bot@example.com' : null;
      const tracker = { kind, site: server.url, project: 'SEC', issueType: 'task', email };
      const jira = jiraOf(tracker, JIRA_TOKEN, { allowed });
      expect(await jira.test()).toEqual({ account: 'SafeNest Bot', project: 'Security' });
      await expect(jiraOf({ ...tracker, project: 'NOPE' }, JIRA_TOKEN, { allowed }).test()).rejects.toThrow(
        'There is no project NOPE',
      );
      await expect(jiraOf({ ...tracker, issueType: 'Epic' }, JIRA_TOKEN, { allowed }).test()).rejects.toThrow(
        'it has Task, Bug',
      );
      const refused = await jiraOf(tracker, 'another', { allowed })
        .test()
        .catch((error: Error) => error.message);
      expect(refused).toContain('does not accept the token (401)');
      expect(refused).not.toContain('another');
      const made = await jira.create({ summary: 'INC-1: a', description: 'b', label: 'safenest-x-inc-1' });
      expect(await jira.withLabel('safenest-x-inc-1')).toMatchObject({ ...made, status: 'To Do', category: 'new' });
      expect(await jira.withLabel('safenest-x-inc-2')).toBeNull();
      expect(await jira.moveTo(made.id, 'done')).toBe(true);
      expect(await jira.issue(made.id)).toMatchObject({ category: 'done', status: 'Done' });
      expect((await jira.changed(['safenest-x-inc-1', 'safenest-x-inc-9'], 5)).map(({ key }) => key)).toEqual([
        made.key,
      ]);
      for (let i = 0; i < 120; i++) server.say(server.issues[0]!, 'Mira', `line ${i}`);
      const all = await jira.comments(made.id, 0);
      expect(all.map(({ body }) => body)).toEqual(Array.from({ length: 120 }, (_, i) => `line ${i}`));
      expect(await jira.comments(made.id, all[117]!.number)).toHaveLength(2);
    } finally {
      await server.close();
    }
  });
});
