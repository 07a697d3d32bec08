import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../src/messages/turn.ts';

const root = resolve(import.meta.dirname, '../..');
const KEY = 'a-key-for-automation-0123456789';

let folder: string;
let demo: ChildProcess;
let printed = '';
let url: string;

const environment = (): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  SAFENEST_DATA: join(folder, 'data'),
  SAFENEST_ADMIN_KEY: KEY,
  PORT: '0',
  TZ: 'Europe/Berlin',
});

/** Runs one command as a person would; `code` is its exit code. */
function command(...line: (string | NodeJS.ProcessEnv)[]): Promise<{ code: number | null; out: string; err: string }> {
  const args = line.filter((part) => typeof part === 'string');
  const settings = line.filter((part) => typeof part === 'object');
  return new Promise((done, fail) => {
    const env = Object.assign(environment(), ...settings);
    const child = spawn(process.execPath, ['src/cli/index.ts', ...args], { cwd: root, env });
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

async function startDemo(): Promise<void> {
  printed = '';
  demo = spawn(process.execPath, ['src/cli/index.ts', 'demo'], { cwd: root, env: environment() });
  for (const stream of [demo.stdout!, demo.stderr!])
    stream.on('data', (text) => {
      printed += text;
    });
  await vi.waitFor(() => expect(printed).toMatch(/Stop with Ctrl-C/), { timeout: 50_000 });
  url = /running at (\S+)/.exec(printed)![1]!;
}

const stopped = (child: ChildProcess): Promise<number | null> =>
  new Promise((done) => {
    child.once('exit', (code) => done(code));
    child.kill('SIGTERM');
  });

const ask = async (message: string): Promise<Answer & { session_id: string; answer: string }> => {
  const response = await fetch(`${url}/api/v1/chat`, {
    method: 'POST',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ message }),
  });
  expect(response.status).toBe(200);
  return response.json() as never;
};

describe('what a new user does', { timeout: 90_000 }, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-journey-'));
    await startDemo();
  }, 60_000);

  afterAll(async () => {
    if (demo.exitCode === null) await stopped(demo);
    await rm(folder, { recursive: true, force: true });
  });

  test('the demo prints an address and a sign-in link that works once', async () => {
    const link = /https?:\/\/\S+sign-in\S+/.exec(printed)![0];
    expect(link.startsWith(url)).toBe(true);
    const page = await fetch(link);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Sign in');
  });

  test('the first question is answered with cited alerts and an incident that holds them', async () => {
    const answer = await ask('Show high-risk events from yesterday and open an incident.');
    const alerts = answer.citations.filter((citation) => citation.kind === 'alert');
    const incident = answer.citations.find((citation) => citation.kind === 'incident');
    expect(alerts.length).toBeGreaterThan(0);
    for (const alert of alerts) expect(answer.answer).toContain(alert.ref);
    expect(answer.answer).toContain(incident!.ref);
    const card = answer.cards.find((one) => one.key === incident!.ref)!;
    const buttons = card.parts.flatMap((part) => (part.kind === 'actions' ? part.actions.map((a) => a.label) : []));
    expect(buttons).toEqual(expect.arrayContaining(['Open', 'Close', 'Undo']));
  });

  test('a log is imported into the running demo, once; its attacks become alerts; the assistant knows them', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, i) =>
        `Dec 10 09:${String(i).padStart(2, '0')}:01 host sshd[${100 + i}]: Failed password for root from 203.0.113.77 port 4${100 + i} ssh2`,
    );
    lines.push(
      'Dec 10 10:00:00 host sshd[1]: Received disconnect from 203.0.113.77: 11: Bye Bye [preauth]',
      'what is this?',
    );
    const log = join(folder, 'auth.log');
    await writeFile(log, `${lines.join('\n')}\n`);

    const first = await command('import', 'sshd', log, '--year', '2015');
    expect(first.err).toBe('');
    expect(first.out).toMatch(/42 lines read/);
    expect(first.out).toMatch(/40 login events stored, 0 already there \(from 40 lines\)/);
    expect(first.out).toMatch(/1 line that is no login/);
    expect(first.out).toMatch(/1 line unreadable\s+line 42/);
    expect(first.out).toMatch(/1 new alert/);

    const again = await command('import', 'sshd', log, '--year', '2015');
    expect(again.out).toMatch(/ 0 login events stored, 40 already there/);
    expect(again.out).toMatch(/0 new alerts/);

    const { answer, steps } = await ask('who tried to break in on 10 December 2015?');
    expect(steps.every((step) => step.ok)).toBe(true);
    expect(answer).toContain('203.0.113.77');
    expect(answer).toContain('40');
    expect(answer).toMatch(/09:00/);
  });

  test('commands reach the running server by themselves', async () => {
    expect((await command('members')).out).toMatch(/ADMIN|admin/);
    expect((await command('audit')).out).toMatch(/logs\.import +auth\.log/);
    expect((await command('audit', 'verify')).out).toMatch(/The audit log is whole/);
    expect((await command('jobs', 'dead')).out).toMatch(/No dead letters/);
    const created = await command('keys', 'create', 'a test', '--role', 'officer');
    const key = created.out.trim();
    expect(key).toMatch(/^sn_/);
    expect((await command('keys')).out).not.toContain(key);
    expect((await command('keys', 'revoke', 'a test')).code).toBe(0);
    const backup = join(folder, 'backup.tar');
    expect((await command('backup', '--to', backup)).out).toMatch(/backup\.tar \([\d.]+ MB\): [\d,]+ rows, \d+ files/);
    expect((await command('backup', '--to', backup)).err).toMatch(/is there already/);
    expect((await command('restore', backup)).err).toMatch(/Say so with --yes/);
    expect((await command('restore', backup, '--yes')).err).toMatch(/is in use by process \d+/);
    const doctor = await command('doctor');
    expect(doctor.out).toMatch(/All is well/);
    expect(doctor.code).toBe(0);
  });

  test('what goes wrong is one sentence and an exit code, never a stack trace', async () => {
    const wrong = [
      ['import', 'sshd', join(folder, 'nothing.log')],
      ['import', 'morse', join(folder, 'auth.log')],
      ['import', 'sshd', folder],
      ['members', 'add', 'X', 'not-an-address', '--role', 'officer'],
      ['members', 'set', 'ada@example.com', '--role', 'employee'],
      ['keys', 'revoke', 'nobody'],
      ['jobs', 'retry', 'no-such-job'],
      ['frobnicate'],
      ['import'],
      ['members', '--url', 'http://127.0.0.1:9', '--key', 'x'],
      ['members', '--url', url, '--key', 'wrong'],
    ];
    for (const args of wrong) {
      const { code, err } = await command(...args);
      expect(code, args.join(' ')).toBeGreaterThan(0);
      expect(err, args.join(' ')).toMatch(/\w{3}/);
      expect(err, args.join(' ')).not.toMatch(/\n\s+at |node:internal/);
    }
  });

  test('a second server refuses the folder and says who holds it', async () => {
    const { code, err } = await command('start');
    expect(code).toBe(1);
    expect(err).toContain(`process ${demo.pid}`);
    expect(err).toContain(url);
  });

  test('a command in an empty folder creates nothing, so that the demo may still begin there', async () => {
    const { code, err } = await command('members', '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const empty = { SAFENEST_DATA: join(folder, 'empty') };
    const refused = await command('members', empty);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(/npm start, or npm run demo/);
  });

  test('stopping is clean, starting again keeps everything, and commands then work without a server', async () => {
    expect(await stopped(demo)).toBe(0);
    expect(await readdir(join(folder, 'data'))).not.toContain('database.lock');
    expect((await stat(join(folder, 'data'))).mode & 0o077).toBe(0);
    expect((await command('members')).out).toContain('Maria Lindqvist');
    await startDemo();
    expect(printed).not.toMatch(/[1-9]\d{2,} logins made up/);
    const { answer } = await ask('who tried to break in on 10 December 2015?');
    expect(answer).toContain('203.0.113.77');
  });
});
