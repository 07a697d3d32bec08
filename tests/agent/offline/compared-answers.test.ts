import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { databases, type TestDatabase } from '../../support/database.ts';
import { ask, testDesk } from '../../support/desk.ts';
import { sampleOfficer } from '../../support/sample-officer.ts';

/** Both numbers and the difference, on the sample's logins; in one conversation. */
const ASKED: [asked: string, answer: RegExp][] = [
  ['how many failed logins yesterday', /^27 failed logins \(yesterday/],
  [
    'compared to the day before?',
    /^27 failed logins \(yesterday, 20 November 2026\), 15 the day before: 12 more\.\nWith such numbers that is no clear change\./,
  ],
  [
    'failed logins this week vs last week',
    /^219 failed logins \(this week[^)]*\), too little was recorded in the same part of the week before to compare with\./,
  ],
  [
    'are failed logins going up or down?',
    /^280 failed logins \(the last 7 days\), too little was recorded the week before/,
  ],
  ['are there more critical alerts this week than last week?', /^1 critical alert \(this week/],
  [
    'failed logins of root this month vs last month',
    /^24 failed logins of root \(this month[^)]*\), too little was recorded/,
  ],
  [
    'failed logins yesterday compared to the week before',
    /^27 failed logins [^\n]*, 208 in the time 13 November 2026 to 19 November 2026\.\nNot equally long \(1 and 7 days\): 27 a day against 29\.7\./,
  ],
  ['logins by country this week compared to last week', /^1,227 logins [^\n]*\n• Germany: 1,016/],
  [
    'were there more logins via vpn on 12 November 2020 than the day before?',
    /^Nothing found: no logins by vpn \(12 November 2020\), too little was recorded the day before/,
  ],
  [
    'Gab es gestern mehr fehlgeschlagene Anmeldungen als am Tag davor?',
    /^27 fehlgeschlagene Anmeldungen \(gestern, 20\. November 2026\), 15 am Tag davor: 12 mehr\./,
  ],
  [
    'Y a-t-il plus de connexions échouées cette semaine que la semaine dernière ?',
    /^219 connexions échouées [^\n]*, trop peu de données/,
  ],
  [
    '¿Hubo ayer más inicios de sesión fallidos que el día anterior?',
    /^27 inicios de sesión fallidos [^\n]*, 15 en el día anterior: 12 más\./,
  ],
];

describe.each(databases.slice(0, 1))('a question that compares on $name', ({ open }) => {
  const clock = new Date('2026-11-21T13:30:00Z');
  let opened: TestDatabase;
  let officer: Principal;

  beforeAll(async () => {
    opened = await open();
    officer = await sampleOfficer(opened, clock);
  });
  afterAll(() => opened.close());

  test('is answered with both counts and the difference', async () => {
    const desk = testDesk(opened.db, () => clock);
    for (const [asked, answer] of ASKED) expect((await ask(desk, officer, asked)).answer.text, asked).toMatch(answer);
  });
});
