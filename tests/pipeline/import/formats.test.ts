import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewLoginEvent } from '../../../src/domain/event.ts';
import { IMPORT_FORMATS, type ImportOptions, importLines } from '../../../src/pipeline/import/index.ts';
import { parseLoginEvent, toWire } from '../../../src/pipeline/login-event-schema.ts';

const now = new Date('2026-03-02T12:00:00Z');

async function read(name: string, content: string | Uint8Array, options: ImportOptions = {}, chunk = 1 << 16) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  async function* stream() {
    for (let i = 0; i < bytes.length; i += chunk) yield bytes.subarray(i, i + chunk);
  }
  const events: NewLoginEvent[] = [];
  const report = await importLines({
    stream: stream(),
    format: IMPORT_FORMATS.find((format) => format.name === name)!,
    options,
    now,
    send: async (batch) => {
      events.push(...batch);
      return { accepted: batch.length, duplicates: 0 };
    },
  });
  return { report, events };
}

const line = (message: string, stamp = 'Dec 10 06:55:48', program = 'sshd[24200]') =>
  `${stamp} LabSZ ${program}: ${message}\n`;
const failed = (user: string) => line(`Failed password for ${user} from 192.0.2.4 port 38926 ssh2`);

describe('sshd', () => {
  test.each([
    ['Failed password for root from 192.0.2.4 port 22 ssh2', 'failure', 'root', '192.0.2.4', 'password', null],
    [
      'Failed password for invalid user admin from 2001:db8::1 port 22 ssh2',
      'failure',
      'admin',
      '2001:db8::1',
      'password',
      'invalid user',
    ],
    ['Failed none for invalid user 0 from 192.0.2.4 port 22 ssh2', 'failure', '0', '192.0.2.4', 'none', 'invalid user'],
    [
      'Failed keyboard-interactive/pam for root from 192.0.2.4 port 22 ssh2',
      'failure',
      'root',
      '192.0.2.4',
      'keyboard-interactive',
      null,
    ],
    [
      'Accepted publickey for dana from 192.0.2.4 port 22 ssh2: ED25519 SHA256:abc',
      'success',
      'dana',
      '192.0.2.4',
      'publickey',
      null,
    ],
    [
      'Failed password for invalid user  0101 from 192.0.2.4 port 22 ssh2',
      'failure',
      '0101',
      '192.0.2.4',
      'password',
      'invalid user',
    ],
    [
      'Failed password for invalid user  from 192.0.2.4 port 22 ssh2',
      'failure',
      '(empty)',
      '192.0.2.4',
      'password',
      'invalid user',
    ],
    ['Failed password for root from ::ffff:192.0.2.4 port 22 ssh2', 'failure', 'root', '192.0.2.4', 'password', null],
    // a name that imitates the rest of the line must not change who it was
    [
      'Failed password for invalid user root from 10.0.0.1 port 22 ssh2 from 192.0.2.4 port 22 ssh2',
      'failure',
      'root from 10.0.0.1 port 22 ssh2',
      '192.0.2.4',
      'password',
      'invalid user',
    ],
  ])('%s', async (message, outcome, account, address, method, reason) => {
    const { events } = await read('sshd', line(message), { year: 2015 });
    expect(events).toMatchObject([{ outcome, account, address, method, reason, source: 'sshd' }]);
    expect(events[0]!.occurredAt).toEqual(new Date('2015-12-10T06:55:48Z'));
  });

  test.each([
    'Invalid user webmaster from 192.0.2.4',
    'input_userauth_request: invalid user webmaster [preauth]',
    'pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.4  user=root',
    'PAM 5 more authentication failures; logname= uid=0 euid=0 tty=ssh ruser= rhost=192.0.2.4  user=root',
    'pam_unix(sshd:session): session opened for user dana by (uid=0)',
    'Connection closed by 192.0.2.4 [preauth]',
  ])('tells of a login told elsewhere: %s', async (message) => {
    const { report } = await read('sshd', line(message), { year: 2015 });
    expect(report).toMatchObject({ events: 0, notLogins: 1, unreadable: { count: 0 } });
  });

  test('a repeated message is that many tries', async () => {
    const repeated = line('message repeated 5 times: [ Failed password for root from 192.0.2.4 port 38926 ssh2]');
    const old = 'Dec 10 06:55:50 LabSZ last message repeated 2 times\n';
    const { events, report } = await read('sshd', failed('root') + repeated + old, { year: 2015 });
    expect(report).toMatchObject({ lines: 3, events: 8 });
    expect(new Set(events.map((event) => event.eventId)).size).toBe(8);
    const absurd = await read('sshd', repeated.replace('5', '4000000'), { year: 2015 });
    expect(absurd.report).toMatchObject({ events: 0, unreadable: { count: 1 } });
  });

  test('years: given, guessed, and over New Year', async () => {
    const at = async (text: string, options: ImportOptions = {}) =>
      (await read('sshd', text, options)).events.map((event) => event.occurredAt.toISOString().slice(0, 10));
    const on = (stamp: string) => line('Failed password for root from 192.0.2.4 port 1 ssh2', stamp);
    expect(await at(on('Dec 31 23:59:59') + on('Jan  1 00:00:01'), { year: 2015 })).toEqual([
      '2015-12-31',
      '2016-01-01',
    ]);
    expect(await at(on('Jan  1 00:00:00') + on('Dec 31 23:59:59') + on('Jan  1 00:00:01'), { year: 2016 })).toEqual([
      '2016-01-01',
      '2015-12-31',
      '2016-01-01',
    ]);
    expect(await at(on('Mar  1 10:00:00'))).toEqual(['2026-03-01']);
    expect(await at(on('Dec 10 10:00:00') + on('Feb  1 10:00:00'))).toEqual(['2025-12-10', '2026-02-01']);
    expect(await at(on('Feb 29 10:00:00'))).toEqual(['2024-02-29']);
  });

  test('zones and ISO times', async () => {
    const at = async (stamp: string, timeZone?: string) => {
      const text = line('Failed password for root from 192.0.2.4 port 1 ssh2', stamp);
      return (await read('sshd', text, { year: 2015, timeZone })).events[0]?.occurredAt.toISOString();
    };
    expect(await at('Dec 10 06:55:48', 'Europe/Berlin')).toBe('2015-12-10T05:55:48.000Z');
    expect(await at('Jul 10 06:55:48', 'Europe/Berlin')).toBe('2015-07-10T04:55:48.000Z');
    expect(await at('2015-12-10T06:55:48.123456+09:00')).toBe('2015-12-09T21:55:48.000Z');
    expect(await at('2015-12-10T06:55:48Z', 'Europe/Berlin')).toBe('2015-12-10T06:55:48.000Z');
    await expect(at('Dec 10 06:55:48', 'Mars/Olympus')).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('what cannot be read is named by its line and stops nothing', async () => {
    const text = [
      failed('root').trimEnd(),
      'garbage',
      line('Failed password for root from 192.0.2.4 port 1 ssh2', 'Feb 30 10:00:00').trimEnd(),
      `${'x'.repeat(1_000_000)}`,
      line('Failed password for ro').trimEnd(),
      failed('admin').trimEnd(),
      'Dec 10 06:55:48 Lab',
    ].join('\r\n');
    const { report, events } = await read('sshd', text, { year: 2015 });
    expect(events.map((event) => event.account)).toEqual(['root', 'admin']);
    expect(report).toMatchObject({ lines: 7, events: 2, notLogins: 0 });
    expect(report.unreadable).toEqual({
      count: 5,
      first: [
        { line: 2, reason: 'does not begin with a time' },
        { line: 3, reason: 'names a time that does not exist' },
        { line: 4, reason: 'longer than 64 KiB' },
        { line: 5, reason: 'looks like a login, but is cut short' },
        { line: 7, reason: 'is cut short' },
      ],
    });
  });

  test('an invalid name does not hide the line', async () => {
    const bytes = Buffer.concat([
      Buffer.from(failed('X').split('X')[0]!),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(failed('X').split('X')[1]!),
    ]);
    const { events } = await read('sshd', bytes, { year: 2015 });
    expect(events).toMatchObject([{ account: '\ufffd\ufffd', address: '192.0.2.4' }]);
  });

  test('files that are no text are refused in words', async () => {
    for (const bytes of [
      gzipSync(failed('root')),
      Buffer.concat([Buffer.from('PK'), randomBytes(64)]),
      Buffer.from('\ufefft', 'utf16le'),
      Buffer.from([1, 0, 2]),
    ]) {
      await expect(read('sshd', bytes)).rejects.toMatchObject({ code: 'unsupported_type' });
    }
  });

  test('ids are the same when the log has grown or was rotated, and apart for equal lines', async () => {
    const ids = async (text: string) => (await read('sshd', text, { year: 2015 })).events.map((event) => event.eventId);
    const [a, b] = [failed('root'), failed('admin')];
    const first = await ids(a + a + b);
    expect(new Set(first).size).toBe(3);
    expect((await ids(a + a + b + a)).slice(0, 3)).toEqual(first);
    expect(await ids(b)).toEqual(first.slice(2));
  });

  test('where chunks end makes no difference', async () => {
    const text = `${failed('root')}${failed('jürgen')}\r\n${failed('x')}`;
    const whole = await read('sshd', text, { year: 2015 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (chunk) => {
        expect(await read('sshd', text, { year: 2015 }, chunk)).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  test('no bytes make it throw anything but a refusal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (junk) => {
        const text = `Dec 10 06:55:48 LabSZ sshd[1]: Failed password for ${junk.replaceAll('\0', '')} from 192.0.2.4 port 1 ssh2\n`;
        const { report, events } = await read('sshd', text, { year: 2015 });
        expect(report.events).toBe(events.length);
        for (const event of events) expect(parseLoginEvent(toWire(event), { now })).toEqual({ ok: true, event });
      }),
      { numRuns: 200 },
    );
  });
});

describe('json-lines', () => {
  const good = { occurred_at: '2026-03-01T10:00:00Z', outcome: 'failure', account: 'dana', address: '192.0.2.4' };

  test('reads what the API reads, and gives ids where there are none', async () => {
    const text = [
      JSON.stringify(good),
      JSON.stringify({ ...good, event_id: 'mine' }),
      '{"a":',
      '[]',
      '{"account":7}',
      '',
    ].join('\n');
    const { report, events } = await read('json-lines', text);
    expect(events.map((event) => event.eventId)).toEqual([expect.stringMatching(/^json-lines:/), 'mine']);
    expect(report.unreadable.first.map(({ line: at, reason }) => `${at} ${reason}`)).toEqual([
      '3 is not JSON',
      expect.stringContaining('4 '),
      expect.stringContaining('5 occurred_at'),
    ]);
  });
});

describe('csv', () => {
  test('maps columns, outcomes and local times; quoted cells may hold commas and line breaks', async () => {
    const text =
      'when,user,ip,result,agent\r\n2026-03-01 10:00:00,dana,192.0.2.4,OK,"Firefox, ""beta""\r\non Linux"\r\n2026-03-01T09:00:00Z,erik,,denied,\r\nnever,x,,ok,\r\n';
    const map = 'occurred_at=when,account=user,address=ip,outcome=result,device=agent';
    const { report, events } = await read('csv', text, { map, timeZone: 'Europe/Berlin' });
    expect(events).toMatchObject([
      {
        account: 'dana',
        outcome: 'success',
        address: '192.0.2.4',
        device: 'Firefox, "beta"\non Linux',
        occurredAt: new Date('2026-03-01T09:00:00Z'),
      },
      { account: 'erik', outcome: 'failure', address: null, device: null },
    ]);
    expect(report).toMatchObject({ lines: 5, notLogins: 1, unreadable: { count: 1, first: [{ line: 5 }] } });
  });

  test('says which columns are missing or unknown', async () => {
    await expect(read('csv', 'a,b\n1,2\n')).rejects.toThrow(/occurred_at, outcome, account.*a, b/);
    await expect(read('csv', 'a,b\n', { map: 'account=c' })).rejects.toThrow(/no column "c"/);
    await expect(read('csv', 'a,b\n', { map: 'colour=a' })).rejects.toThrow(/field=column/);
  });

  test('a quote that is never closed is one unreadable record', async () => {
    const { report } = await read('csv', 'occurred_at,outcome,account\n"2026,ok,x\n2026-03-01T09:00:00Z,ok,y');
    expect(report).toMatchObject({ events: 0, unreadable: { count: 1, first: [{ line: 2 }] } });
  });
});
