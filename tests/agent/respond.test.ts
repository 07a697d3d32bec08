import { createReadStream } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lastTurns } from '../../src/db/chat-sessions.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { verifyAudit } from '../../src/pipeline/audit.ts';
import { importLines } from '../../src/pipeline/import/index.ts';
import { sshd } from '../../src/pipeline/import/sshd.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { seedRules } from '../../src/pipeline/rules.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { ask, deskKey, testDesk } from '../support/desk.ts';
import { sharedFile } from '../support/shared-data.ts';

describe.each(databases)('the desk, offline, on $name', ({ open }) => {
  let opened: TestDatabase;
  let org: TestOrganisation;
  let officer: Principal;
  let time = new Date('2026-11-21T10:30:00Z');
  const now = (): Date => time;
  const desk = () => testDesk(opened.db, now);

  beforeAll(async () => {
    opened = await open();
    org = await newOrganisation(opened.db);
    officer = await org.member('officer', { name: 'Maria Lopez' });
    await raiseTestAlert(opened.db, org.orgId, {
      title: 'quiet',
      severity: 'low',
      lastSeen: new Date('2026-11-20T08:00:00Z'),
    });
    await raiseTestAlert(opened.db, org.orgId, {
      title: '40 failed logins for root',
      lastSeen: new Date('2026-11-20T22:00:00Z'),
    });
    await raiseTestAlert(opened.db, org.orgId, {
      title: 'spray',
      severity: 'critical',
      lastSeen: new Date('2026-11-20T23:00:00Z'),
    });
    await raiseTestAlert(opened.db, org.orgId, {
      title: 'of today',
      severity: 'critical',
      lastSeen: new Date('2026-11-21T09:00:00Z'),
    });
  });
  afterAll(() => opened.close());

  test('finds, opens an incident with what it found, and goes on talking about it', async () => {
    const { answer, events, seen } = await ask(
      desk(),
      officer,
      'Show high-risk events from yesterday and open an incident.',
    );
    expect(events[0]).toEqual({ kind: 'status', text: expect.any(String) });
    expect(answer.steps.map((step) => [step.tool, step.ok])).toEqual([
      ['search_logs', true],
      ['create_incident', true],
    ]);
    expect(answer.steps[1]?.args.alerts).toEqual(['ALR-3', 'ALR-2']);
    expect(answer.text).toMatch(/^2 high-risk alerts \(yesterday, 20 November 2026\)\./);
    expect(answer.text).toContain('[ALR-2] high, open: 40 failed logins for root (22:00');
    expect(answer.text).toContain('I opened [INC-1]');
    expect(answer.text).not.toContain('ALR-4');
    expect(answer.text.split('\n').length).toBeLessThanOrEqual(8);
    expect(seen.trimEnd()).toBe(answer.text);
    expect(answer.citations).toContainEqual({
      ref: 'INC-1',
      kind: 'incident',
      at: time.toISOString(),
      url: '/incidents/INC-1',
    });
    expect(answer.cards.map((card) => card.key)).toContain('INC-1');
    expect(answer.model).toBe('offline');

    const again = await ask(desk(), officer, 'Show high-risk events from yesterday and open an incident.');
    expect(again.answer.text).toContain('Both alerts belong to [INC-1] already, so I opened no new incident.');
    expect(again.answer.text).toContain('“open INC-1”');
    expect(again.answer.text).not.toContain('left out');
    expect(again.answer.citations.map((citation) => citation.ref)).toContain('INC-1');

    time = new Date(time.getTime() + 60_000);
    const next = await ask(desk(), officer, 'assign it to me');
    expect(next.answer.sessionId).toBe(answer.sessionId);
    expect(next.answer.steps).toMatchObject([
      { tool: 'update_incident', args: { id: 'INC-1', assignee: 'me' }, ok: true },
    ]);
    expect(next.answer.text).toContain('Maria Lopez works on it');

    // A comment stays: "undo" after one must not withdraw the incident.
    const fresh = await ask(desk(), officer, 'open an incident: quiet test');
    const ref = fresh.answer.citations[0]!.ref;
    await ask(desk(), officer, `comment on ${ref}: called her`);
    const kept = await ask(desk(), officer, `undo the last change on ${ref}`);
    expect(kept.answer.text).toContain(`The last thing in ${ref} is a comment, and comments stay`);
    expect((await ask(desk(), officer, `open ${ref}`)).answer.text).toContain(`[${ref}] is open`);
    await ask(desk(), officer, `link ALR-1 to ${ref}`);
    const taken = await ask(desk(), officer, `undo the last change on ${ref}`);
    expect(taken.answer.text).toContain('I took back “Linked ALR-1”');
    await ask(desk(), officer, 'open INC-1');

    time = new Date(time.getTime() + 60_000);
    const undone = await ask(desk(), officer, 'undo');
    expect(undone.answer.steps).toMatchObject([{ args: { id: 'INC-1', undo: true }, ok: true }]);
  });

  test('a key is not offered what only a person can do', async () => {
    const key: Principal = { ...officer, actor: { kind: 'key', id: newId() } };
    const { answer } = await ask(desk(), key, 'open INC-1');
    expect(answer.text).toContain('[INC-1]');
    expect(answer.text).not.toContain('to me');
    expect((await ask(desk(), officer, 'open INC-1')).answer.text).toMatch(/to me”|“close/);
  });

  test('what it did is in the audit log, in the name of the one who asked', async () => {
    const verdict = await withOrg(opened.db, org.orgId, (tx) => verifyAudit(tx, deskKey));
    expect(verdict.ok).toBe(true);
    const entries = await withOrg(opened.db, org.orgId, (tx) =>
      tx.selectFrom('audit_entry').select(['action', 'actor_name', 'subject']).orderBy('seq').execute(),
    );
    expect(entries).toContainEqual(
      expect.objectContaining({ action: 'incident.open', actor_name: 'Maria Lopez', subject: 'INC-1' }),
    );
  });

  test('the conversation survives a restart and ends after half an hour', async () => {
    const first = await ask(desk(), officer, 'failed logins yesterday');
    time = new Date(time.getTime() + 29 * 60_000);
    const second = await ask(testDesk(opened.db, now), officer, 'and the week before?');
    expect(second.answer.sessionId).toBe(first.answer.sessionId);
    expect(second.answer.steps[0]?.args).toMatchObject({
      kinds: ['login'],
      outcome: 'failure',
      range: '2026-11-13/2026-11-19',
    });
    time = new Date(time.getTime() + 31 * 60_000);
    const third = await ask(desk(), officer, 'and the week before?');
    expect(third.answer.sessionId).not.toBe(first.answer.sessionId);
    expect(third.answer.steps).toEqual([]);
  });

  test('a session of someone else is not there, nor one of another organisation', async () => {
    const mine = await ask(desk(), officer, 'hello');
    const colleague = await org.member('officer');
    const stranger = (await newOrganisation(opened.db)).admin;
    for (const who of [colleague, stranger]) {
      await expect(ask(desk(), who, 'and yesterday?', mine.answer.sessionId)).rejects.toMatchObject({
        code: 'not_found',
      });
    }
    await expect(ask(desk(), officer, 'hello', 'not-a-session')).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a program begins a new conversation unless it names one', async () => {
    const key: Principal = { ...officer, place: { platform: 'api', audience: 'private' } };
    const first = await ask(desk(), key, 'failed logins yesterday');
    const second = await ask(desk(), key, 'failed logins today');
    expect(second.answer.sessionId).not.toBe(first.answer.sessionId);
    const third = await ask(desk(), key, 'and last week?', first.answer.sessionId);
    expect(third.answer.steps[0]?.args).toMatchObject({ outcome: 'failure', range: 'last_week' });
  });

  test('a turn is remembered with how it came about', async () => {
    const { answer } = await ask(desk(), officer, 'list open incidents');
    const turns = await withOrg(opened.db, org.orgId, (tx) => lastTurns(tx, answer.sessionId, 1));
    expect(turns).toMatchObject([
      {
        question: 'list open incidents',
        answer: answer.text,
        steps: [{ tool: 'search_logs', ok: true }],
        trace: { model: 'offline', ms: expect.any(Number), prompt: { name: 'desk', version: 1 } },
      },
    ]);
  });

  test('another organisation’s things do not exist', async () => {
    const stranger = (await newOrganisation(opened.db)).admin;
    expect((await ask(desk(), stranger, 'open INC-1')).answer.text).toContain('I find no INC-1');
    expect((await ask(desk(), stranger, 'acknowledge ALR-2')).answer.steps).toMatchObject([{ ok: false }]);
    expect((await ask(desk(), stranger, 'list all alerts')).answer.text).toContain('Nothing found');
  });

  test('a line stays with its reference, whatever made-up one stands in its title', async () => {
    const real = await newOrganisation(opened.db);
    const title = 'dba ALR-888888 failed, see INC-999999 and LOG-ABCDE';
    await raiseTestAlert(opened.db, real.orgId, { title, lastSeen: new Date('2026-11-20T22:00:00Z') });
    const { answer } = await ask(desk(), real.admin, 'list all alerts');
    expect(answer.text).toMatch(/\[ALR-1\].*dba ALR-888888 failed, see INC-999999 and LOG-ABCDE/);
    expect(answer.text).not.toContain('removed');
    expect(answer.citations.map((citation) => citation.ref)).toEqual(['ALR-1']);
  });

  test('a role is refused in words, and nothing runs', async () => {
    const employee = await org.member('employee');
    const { answer } = await ask(desk(), employee, 'show failed logins today');
    expect(answer).toMatchObject({
      steps: [],
      text: expect.stringContaining('Your role (employee) does not allow that'),
    });
    const opened_ = await ask(desk(), employee, 'report a lost badge');
    expect(opened_.answer.text).toMatch(/I opened \[INC-\d+\] “lost badge”/);
  });

  test.each(['', '   ', '\u0000\u0007', '🙂', 'x'.repeat(50_000), '‮reversed‬', '\ud800'])(
    'an odd message gets an answer (%#)',
    async (text) => {
      const { answer, events } = await ask(desk(), officer, text);
      expect(answer.text).not.toBe('');
      expect(answer.steps).toEqual([]);
      expect(events.filter((event) => event.kind === 'text').length).toBeGreaterThan(0);
    },
  );

  test('a hundred questions in one message run into the limit, not into the ground', async () => {
    const { answer } = await ask(desk(), officer, 'open ALR-1. open ALR-2. open ALR-3. open ALR-4. '.repeat(25));
    expect(answer.steps.length).toBeLessThanOrEqual(8);
  });

  test('an attack in a real log is answered with addresses, counts and times', async ({ skip }) => {
    const file = sharedFile('data/loghub-auth/OpenSSH_2k.log');
    if (!file) return skip();
    const real = await newOrganisation(opened.db);
    await withOrg(opened.db, real.orgId, (tx) => seedRules(tx, 'test', now()));
    await importLines({
      stream: createReadStream(file),
      format: sshd,
      options: { year: 2015 },
      now: now(),
      send: (events) => ingestLogins({ db: opened.db, now }, real.orgId, events),
    });
    const { answer } = await ask(desk(), real.admin, 'who tried to break in on 10 December 2015?');
    expect(answer.text).toContain('532 failed logins (10 December 2015).');
    expect(answer.text).toContain('• 183.62.140.253: 286 (10:54 to 11:04)');
    // The attacks as alerts are what it stands on, and whether anybody got in is said either way.
    expect(answer.text).toMatch(/\[ALR-\d+\]/);
    expect(answer.text).toMatch(/nobody got in|none of them got in|got in/i);
    expect(answer.citations.length).toBeGreaterThan(0);
  });
});
