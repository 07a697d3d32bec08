import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { insertLogins } from '../../src/db/events.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { NewLoginEvent } from '../../src/domain/event.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, testDesk } from '../support/desk.ts';

const OFFICE = '198.51.100.7';
const GUESSER = '203.0.113.66';
const NOISE = '203.0.113.99';
let made = 0;
const login = (at: string, account: string, address: string, outcome: 'success' | 'failure'): NewLoginEvent => ({
  eventId: `break-in-${made++}`,
  occurredAt: new Date(`2026-11-20T${at}:00Z`),
  outcome,
  account,
  address,
  country: 'NL',
  city: null,
  latitude: null,
  longitude: null,
  device: null,
  method: null,
  reason: null,
  text: `${outcome} for ${account}`,
  source: 'sshd',
});
const minute = (hour: number, n: number): string => `${String(hour).padStart(2, '0')}:${String(n).padStart(2, '0')}`;

/** A day at the office: everybody gets in, a few mistype once, one forgot the password for a while. */
const staff = Array.from({ length: 40 }, (_, n) => login(minute(8, n), `person${n}`, OFFICE, 'success'));
const typos = Array.from({ length: 6 }, (_, n) => [
  login(minute(8, 2 * n), `person${2 * n + 1}`, OFFICE, 'failure'),
]).flat();
const atHome = [
  login('07:00', 'dana', '192.0.2.20', 'failure'),
  login('07:01', 'dana', '192.0.2.20', 'success'),
  login('07:05', 'dana', '192.0.2.20', 'success'),
];
const noise = Array.from({ length: 30 }, (_, n) => login(minute(3, n), 'root', NOISE, 'failure'));
const guessing = Array.from({ length: 12 }, (_, n) => login(minute(4, n), 'backup', GUESSER, 'failure'));
const gotIn = [login('04:13', 'backup', GUESSER, 'success'), login('04:20', 'backup', GUESSER, 'success')];

describe.each(databases)('what came of an attack on $name', ({ open }) => {
  let opened: TestDatabase;
  const now = (): Date => new Date('2026-11-21T10:30:00Z');

  const desk = async (logins: NewLoginEvent[]): Promise<(text: string) => Promise<string>> => {
    const org: TestOrganisation = await newOrganisation(opened.db);
    const officer: Principal = await org.member('officer', { name: 'Maria Lopez' });
    await withOrg(opened.db, org.orgId, (tx) =>
      insertLogins(
        tx,
        logins.map((one) => ({ ...one, eventId: `${org.orgId}-${one.eventId}` })),
        now(),
      ),
    );
    return async (text) => (await ask(testDesk(opened.db, now), officer, text)).answer.text;
  };

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('names who broke in, and none of the staff', async () => {
    const asked = await desk([...staff, ...typos, ...atHome, ...noise, ...guessing, ...gotIn]);
    const text = await asked('who tried to break in yesterday?');
    expect(text).toMatch(
      /One got in after many failures, look at this first: .*“backup” signed in from 203\.0\.113\.66/,
    );
    expect(text).not.toMatch(/“(?:dana|person\d+)” signed in/);
    // the most failures first, single typing errors last
    expect(text.indexOf(NOISE)).toBeLessThan(text.indexOf(GUESSER));
    expect(text.indexOf(GUESSER)).toBeLessThan(text.indexOf('192.0.2.20'));
    expect(await asked('which accounts failed most often yesterday?')).toMatch(/One got in .*“backup”/);
  });

  test('says that nobody got in where nobody did', async () => {
    const asked = await desk([...staff, ...typos, ...atHome, ...noise, ...guessing]);
    const text = await asked('who tried to break in yesterday?');
    expect(text).toContain('Nobody got in after many failures.');
  });

  test('an address that tries many accounts and gets into one it had not failed on', async () => {
    const spray = Array.from({ length: 9 }, (_, n) => login(minute(5, n), `user${n}`, GUESSER, 'failure'));
    const asked = await desk([...staff, ...typos, ...spray, login('05:20', 'carol', GUESSER, 'success')]);
    expect(await asked('who tried to break in yesterday?')).toMatch(
      /One got in .*“carol” signed in from 203\.0\.113\.66/,
    );
  });

  test('an account guessed from many addresses, a few times from each', async () => {
    const guesses = Array.from({ length: 8 }, (_, n) => login(minute(5, n), 'carol', `203.0.113.${n}`, 'failure'));
    const asked = await desk([...staff, ...guesses, login('05:20', 'carol', '203.0.113.7', 'success')]);
    expect(await asked('who tried to break in yesterday?')).toMatch(
      /One got in .*“carol” signed in from 203\.0\.113\.7/,
    );
  });

  test('a typing error is no break-in; none got in where none of them ever did', async () => {
    const asked = await desk([...staff, ...atHome]);
    expect(await asked('who tried to break in yesterday?')).toContain('Nobody got in after many failures.');
    const other = await desk([...staff, ...noise]);
    expect(await other('who tried to break in yesterday?')).toContain('None of them got in.');
  });

  test('a break-in is found among any number of sign-ins that followed no failure', async () => {
    const busy = Array.from({ length: 2400 }, (_, n) =>
      login(minute(6 + (n % 12), n % 60), `worker${n % 9}`, OFFICE, 'success'),
    );
    const quiet = Array.from({ length: 9 }, (_, n) => login(minute(6 + n, 30), `worker${n}`, OFFICE, 'failure'));
    const asked = await desk([...busy, ...quiet, ...guessing, ...gotIn]);
    for (const question of ['which accounts failed most often yesterday?', 'failed logins by address yesterday'])
      expect(await asked(question)).toMatch(/(?:^|\n)One got in .*“backup”/);
  });

  test('where not every account is among the groups, the number is told as a least one', async () => {
    const sprayed = Array.from({ length: 120 }, (_, n) => login(minute(2, n % 60), `victim${n}`, NOISE, 'failure'));
    const asked = await desk([...sprayed, ...guessing, ...gotIn]);
    expect(await asked('which accounts failed most often yesterday?')).toMatch(/At least one got in .*“backup”/);
    const none = await desk([...sprayed, ...guessing]);
    expect(await none('which accounts failed most often yesterday?')).toContain('among those I could look into');
  });
});
