import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { ask, testDesk } from '../../support/desk.ts';
import { sampleOfficer } from '../../support/sample-officer.ts';

/** In one conversation, on the sample's logins: each condition shows in what is said, before the number where it was not used. */
const ASKED: [asked: string, answer: RegExp][] = [
  [
    'critical alerts this morning',
    /^1 critical alert \(this morning, 21 November 2026, 00:00–12:00\)[\s\S]*05:18 to 05:30/,
  ],
  ['open the first', /^\[ALR-20\] is open, critical/],
  ['is that ip bad', /from 203\.0\.113\.49\.[\s\S]*\[ALR-20\]/],
  ['who else signed in from that address?', /except of tomas\.keller@northwind\.example from 203\.0\.113\.49/],
  ['show all logins of that account', /^\d+ logins of tomas\.keller@northwind\.example\./],
  [
    'has he logged in from elsewhere before?',
    /^\d+ logins of tomas\.keller@northwind\.example not from 203\.0\.113\.49/,
  ],
  [
    'failed logins from 203.0.113.40 to 203.0.113.60 this week',
    /^43 failed logins from 203\.0\.113\.40-203\.0\.113\.60/,
  ],
  ['show me all open incidents', /^(?!.*203)/],
  ['Anmeldungen aus dem Ausland diese Woche', /^212 Anmeldungen[\s\S]*die meisten Anmeldungen kommen aus: Deutschland/],
  ['Wie war die letzte Woche?', /^5 Alarme \(9\.–15\. November 2026\)/],
  ['accounts with at least 10 failed logins this week', /^6 accounts with 10 or more: 143 failed logins/],
  ['more than 500 failed logins since monday', /^Nothing found: 0 accounts with 501 or more: failed logins/],
  ['successful logins after many failures this week', /2 got in after many failures, look at these first/],
  ['failed logins via citrix today', /by citrix[\s\S]*no login here goes by “citrix”: the latest went to [\s\S]*vpn/],
  ['failed logins this week', /^220 failed logins/],
  ['which day was the worst this week', /^220 failed logins[^\n]*\n• Wed 18 Nov: 78/],
  ['is the backup working?', /^Nothing here looks at backups: [\s\S]*\nEverything works/],
  [
    'logins without MFA today',
    /^Nothing found: no logins without a second factor \(today[^\n]*\n[^\n]*none of these logins says whether/,
  ],
  ['when did tomas first sign in', /^138 logins of tomas\.keller@\S+\.\nThe first: \[?/],
  ['show me the oldest open alerts', /^9 open alerts\.\n• \[ALR-14\]/],
  ['tomas keller logins this week', /^\d+ logins of tomas\.keller@\S+ \(this week/],
  ['which camera alerts are open?', /^Nothing found: no open alerts from cameras\.\n/],
];

describe.each(databases.slice(0, 1))('a question with conditions on $name', ({ open }) => {
  const clock = new Date('2026-11-21T13:30:00Z');
  let opened: TestDatabase;
  let officer: Principal;

  beforeAll(async () => {
    opened = await open();
    officer = await sampleOfficer(opened, clock);
  });
  afterAll(() => opened.close());

  test('is answered about what it asks for', async () => {
    const desk = testDesk(opened.db, () => clock);
    for (const [asked, answer] of ASKED) expect((await ask(desk, officer, asked)).answer.text, asked).toMatch(answer);
  });
});
