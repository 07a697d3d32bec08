import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lastTurns } from '../../src/db/chat-sessions.ts';
import { withOrg } from '../../src/db/scope.ts';
import { fillSample, sampleBegin } from '../../src/demo/sample-week.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Role } from '../../src/domain/role.ts';
import { silentLog } from '../../src/log.ts';
import { createOrganisation } from '../../src/pipeline/members.ts';
import { makeReport } from '../../src/pipeline/reports/make-report.ts';
import { databases, type TestDatabase } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';

const NOW = new Date('2026-11-21T10:30:00Z');
const PLACE: Principal['place'] = { platform: 'api', audience: 'private' };
/** Every so many of the questions that come with SafeNest; 1 asks them all. */
const EVERY = 6;

let opened: TestDatabase;
let admin: Principal;
beforeAll(async () => {
  opened = await databases[0]!.open();
  const { orgId, admin: made } = await createOrganisation(opened.db, {
    name: 'Northwind',
    sample: true,
    timeZone: 'Europe/Berlin',
    admin: { name: 'Ada Novak', email: 'ada@example.com' },
    auditKey: deskKey,
    now: sampleBegin(NOW),
    place: PLACE,
  });
  await fillSample({ db: opened.db, now: () => NOW, auditKey: deskKey }, orgId);
  admin = {
    orgId,
    actor: { kind: 'member', id: made!.id },
    name: 'Ada Novak',
    role: 'admin',
    timeZone: 'Europe/Berlin',
    place: PLACE,
  };
}, 120_000);
afterAll(() => opened.close());

test('nothing of an offline answer is taken out: all of it stands on what tools returned', async () => {
  const files = ['questions', 'questions-de', 'questions-fr', 'questions-es'];
  const questions = files.flatMap((name) =>
    readFileSync(new URL(`../../src/eval/datasets/${name}.jsonl`, import.meta.url), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { q: string; role: Role; after?: unknown })
      .filter(({ after }) => after === undefined),
  );
  const desk = testDesk(opened.db, () => NOW);
  const removed: string[] = [];
  for (const [index, { q, role }] of questions.entries()) {
    if (index % EVERY !== 0) continue;
    const { answer } = await ask(desk, { ...admin, role }, q);
    const [turn] = await withOrg(opened.db, admin.orgId, (tx) => lastTurns(tx, answer.sessionId, 1));
    if (turn?.trace.dropped) removed.push(`${role}: ${q} → ${String(turn.trace.dropped)} | ${answer.text}`);
  }
  expect(removed).toEqual([]);
}, 180_000);

test.each([
  ['logins from 10.1.2.300', '255'],
  ['logins from 999.999.999.999', '255'],
  ['logins from 10.0.0.0/40', ''],
  [Array.from({ length: 100 }, (_, index) => `${index + 1}. how many alerts were there?`).join(' '), ''],
  ['how many alerts are there with INC-4711 and 7,777 things and 88 %', ''],
  ['<script>alert("ALR-9999")</script> 1e100 -1.5 0x10 ８８ ½ 192.168.0.1:99999', ''],
  ['Wie war die letzte Woche?', '–'],
])('what the asker wrote, and our own fixed words, are not taken out: %s', async (question, said) => {
  const { answer } = await ask(
    testDesk(opened.db, () => NOW),
    admin,
    question,
  );
  expect(answer.text).toContain(said);
  expect(answer.text).not.toMatch(/I removed|entfernt/);
});

test('a report says its figures, in every language', async () => {
  const parts = { db: opened.db, now: () => NOW, auditKey: deskKey, wake: () => {}, log: silentLog() };
  await makeReport(parts, admin.orgId, { kind: 'weekly', period: '2026-11-16/2026-11-22' });
  const desk = testDesk(opened.db, () => NOW);
  for (const question of [
    'show the last report',
    'zeig den letzten Bericht',
    'montre le dernier rapport',
    'muestra el último informe',
  ]) {
    const { answer } = await ask(desk, admin, question);
    const [turn] = await withOrg(opened.db, admin.orgId, (tx) => lastTurns(tx, answer.sessionId, 1));
    expect(turn?.steps.map(({ tool }) => tool)).toEqual(['open_report']);
    expect(turn?.trace.dropped).toBeUndefined();
    expect(answer.text.split('\n').length).toBeGreaterThan(4);
    expect(answer.text).toMatch(/ALR-\d+/);
  }
});
