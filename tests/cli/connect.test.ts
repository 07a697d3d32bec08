import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const script = resolve(import.meta.dirname, '../../src/cli/index.ts');
const APP = '0a1b2c3d-0000-4000-8000-000000000001';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safenest-connect-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs `safenest connect …` as a person would, in a folder of its own. */
function connect(
  args: string[],
  settings: Record<string, string> = {},
): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((done, fail) => {
    const env = { PATH: process.env.PATH, SAFENEST_DATA: join(folder, 'data'), ...settings };
    const child = spawn(process.execPath, [script, 'connect', ...args], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.once('error', fail);
    child.once('close', (code) => done({ code, out, err }));
  });
}

describe('safenest connect', () => {
  test('slack: a manifest, why each scope, and Socket Mode where nobody can reach us', async () => {
    const { code, err } = await connect(['slack']);
    expect(code).toBe(0);
    expect(err).toContain('im:write');
    expect(err).toContain('SLACK_APP_TOKEN');
    const manifest = JSON.parse(await readFile(join(folder, 'safenest-slack-manifest.json'), 'utf8'));
    expect(manifest.settings.socket_mode_enabled).toBe(true);

    const { out } = await connect(['slack', '--out', '-'], { PUBLIC_URL: 'https://desk.example.com' });
    expect(JSON.parse(out).settings.event_subscriptions.request_url).toBe('https://desk.example.com/slack/events');
    const plain = await connect(['slack', '--address', 'http://desk.example.com']);
    expect(plain.code).toBe(1);
    expect(plain.err).toContain('--socket');
  });

  test('discord: a link with the least permissions; without a token or an id it says what is missing', async () => {
    const { code, out, err } = await connect(['discord', '--application', '123456789012345678']);
    expect(code).toBe(0);
    expect(out).toMatch(/^https:\/\/discord\.com\/oauth2\/authorize\?client_id=123456789012345678&/);
    expect(err).toContain('Send Messages');
    const refused = await connect(['discord']);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('DISCORD_TOKEN');
  });

  test('teams: a package to upload; only with an https address', async () => {
    const misread = await connect(['teams', '--app-id', 'nope', '--address', 'https://desk.example.com']);
    expect(misread.code).toBe(1);
    expect(misread.err).toContain('A Microsoft App ID looks like');
    const refused = await connect(['teams', '--app-id', APP]);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.err).toContain('PUBLIC_URL');
    const { err: told } = await connect([
      ...['teams', '--moderation', '--app-id', APP, '--address', 'https://desk.example.com'],
      ...['--out', join(folder, 'guarding.zip')],
    ]);
    expect(told).toMatch(/TEAMS_GRAPH=yes[\s\S]*ChannelMessage\.UpdatePolicyViolation\.All +to hide a message/);
    const { code, err } = await connect([
      'teams',
      '--app-id',
      APP,
      '--address',
      'https://desk.example.com',
      '--out',
      'a.zip',
    ]);
    expect(code).toBe(0);
    expect(err).not.toContain('TEAMS_GRAPH');
    const zip = await readFile(join(folder, 'a.zip'));
    expect(zip.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004');
    expect(zip.toString('latin1')).toContain(APP);
  });
});
