import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { createPdfPrinter } from '../../src/media/print-pdf.ts';
import { setRuleApprovals } from '../../src/pipeline/approvals.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { decideProposal } from '../../src/pipeline/proposals/decide.ts';
import { makeReport } from '../../src/pipeline/reports/make-report.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const hoursAgo = (hours: number): Date => new Date(NOON.getTime() - hours * 3_600_000);

describe.each(databases)('reports over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let cookie: string;

  beforeAll(async () => {
    server = await openWebServer(kind, {
      pages: consoleRoutes,
      services: { printer: createPdfPrinter(null, ['no-such-browser']) },
    });
    org = await server.organisation();
    cookie = await signIn(server, org, org.adminId);
    await raiseTestAlert(server.services.db, org.orgId, { lastSeen: hoursAgo(2), account: '<b>root</b>' });
  });
  afterAll(() => server.close());

  const page = (path: string) => server.call('GET', path, { cookie, headers: { accept: 'text/html' } });
  const send = (path: string, form: Record<string, string>) =>
    server.call('POST', path, {
      cookie,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });

  test('the archive says when the next one comes, and one can be made now, read in four languages and printed', async () => {
    const { text } = await page('/reports');
    expect(text).toContain('No report yet');
    expect(text).toContain('The next weekly report comes on');
    const made = await send('/reports', { range: 'today' });
    expect(made.headers.get('location')).toBe('/reports/RPT-1');
    const english = await page('/reports/RPT-1');
    expect(english.status).toBe(200);
    expect(english.text).toContain('1 alert');
    expect(english.text).not.toContain('<b>root');
    expect((await page('/reports/RPT-1?language=de')).text).toContain('Kurz gesagt');
    expect((await page('/reports')).text).toContain('RPT-1');
    const pdf = await page('/reports/RPT-1/pdf');
    expect(pdf.status).toBe(503);
    expect(pdf.text).toContain('no Chromium');
    expect((await page('/reports/RPT-99')).status).toBe(404);
    const wrong = await send('/reports', { range: 'next century' });
    expect(wrong.headers.get('location')).toBe('/reports');
  });

  test('what an hour costs, and whether people are asked how it went, is set on the page', async () => {
    expect((await page('/reports')).text).toContain('How reviews of incidents are made');
    await send('/reports/reviews', { hourly_rate: '80,50', currency: 'chf' });
    const { text } = await page('/reports');
    expect(text).toContain('value="80.5"');
    expect(text).toContain('value="CHF"');
    expect(text).not.toMatch(/name="asks_feedback" value="on" checked/);
    await send('/reports/reviews', { hourly_rate: '<b>', currency: 'CHF', asks_feedback: 'on' });
    expect((await page('/reports')).text).toContain('value="80.5"');
    await send('/reports/reviews', { hourly_rate: '', currency: 'EUR', asks_feedback: 'on' });
    expect((await page('/reports')).text).toMatch(/name="asks_feedback" value="on" checked/);
  });

  test('one that came by itself is on the desk, for whoever may read it', async () => {
    expect((await page('/')).text).not.toContain('Weekly report');
    await makeReport(server.services.reports!, org.orgId, { kind: 'weekly', period: '2026-02-16/2026-02-22' });
    expect((await page('/')).text).toMatch(/href="\/reports\/RPT-\d+" title="Weekly report, 16 to 22 February 2026"/);
    expect((await page('/reports')).text).toContain('by itself');
  });

  test('by API: make, list, read; the schedule is the organisation’s', async () => {
    const made = await server.call('POST', '/api/v1/reports', { key: org.keys.officer, body: { range: 'yesterday' } });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ kind: 'asked', text: { worded_by: null } });
    const { ref } = made.json as { ref: string };
    const read = await server.call('GET', `/api/v1/reports/${ref}?language=fr`, { key: org.keys.officer });
    expect(read.json).toMatchObject({ ref, language: 'fr' });
    const set = await server.call('PATCH', '/api/v1/report-schedule', {
      key: org.keys.admin,
      body: { daily: true, daily_hour: 6 },
    });
    expect(set.json).toMatchObject({ daily: true, daily_hour: 6, weekly: true, weekly_day: 1 });
    const refused = await server.call('PATCH', '/api/v1/report-schedule', {
      key: org.keys.officer,
      body: { daily: false },
    });
    expect(refused.status).toBe(403);
    const wrong = await server.call('PATCH', '/api/v1/report-schedule', {
      key: org.keys.admin,
      body: { daily_hour: 24 },
    });
    expect(wrong.status).toBe(400);
  });

  test('the audit log is checked against what a report told of it', async () => {
    const made = await server.call('POST', '/api/v1/reports', { key: org.keys.officer, body: { range: 'yesterday' } });
    const head = made.json.audit_head as string;
    expect(head).toMatch(/^\d+:[0-9a-f]{16}$/);
    const verify = (witness: string) =>
      server.call('GET', `/api/v1/audit/verify?witness=${encodeURIComponent(witness)}`, { key: org.keys.manager });
    expect((await verify(head)).json).toMatchObject({ ok: true });
    expect((await verify(`${head.split(':')[0]}:0123456789abcdef`)).json).toMatchObject({ ok: false });
    expect((await verify(`999999:${head.split(':')[1]}`)).json).toMatchObject({ ok: false });
    expect((await verify(head.slice(0, -1))).status).toBe(400);
    expect((await send('/audit/verify', { witness: head })).text).toContain('still stands in it');
    const forged = await send('/audit/verify', { witness: `${head.split(':')[0]}:0123456789abcdef` });
    expect(forged.text).toContain('not the one whose hash was published');
    const wrong = await send('/audit/verify', { witness: '<b>1</b>' });
    expect(wrong.text).toContain('not what reports tell');
    expect(wrong.text).not.toContain('<b>1</b>');
  });

  test('every change of a rule is a version with who and why, and goes back with one button', async () => {
    const rules = await server.call('GET', '/api/v1/rules', { key: org.keys.admin });
    const rule = (rules.json as { items: { ref: string; kind: string; params: Record<string, unknown> }[] }).items.find(
      ({ kind: one }) => one === 'failed_logins',
    )!;
    const was = rule.params.threshold;
    const changed = await send(`/rules/${rule.ref}`, { 'param.threshold': '77', why: 'too many <alerts>' });
    expect(changed.status).toBe(303);
    const { text } = await page(`/rules/${rule.ref}`);
    expect(text).toContain('too many &lt;alerts&gt;');
    expect(text).toContain(`${was} → 77`);
    const back = await send(`/rules/${rule.ref}/revert`, { version: '1' });
    expect(back.status).toBe(303);
    const now = await server.call('GET', `/api/v1/rules/${rule.ref}`, { key: org.keys.admin });
    expect((now.json as { params: Record<string, unknown> }).params.threshold).toBe(was);
    const versions = await server.call('GET', `/api/v1/rules/${rule.ref}/versions`, { key: org.keys.admin });
    expect((versions.json as { items: { version: number; why: string }[] }).items.map(({ why }) => why)).toEqual([
      'Back to version 1.',
      'too many <alerts>',
      '',
    ]);
    const again = await server.call('POST', `/api/v1/rules/${rule.ref}/revert`, {
      key: org.keys.admin,
      body: { version: 1 },
    });
    expect(again.status).toBe(409);
  });

  test('a rule is tried live while it is edited; settings that cannot hold are said', async () => {
    const rules = await server.call('GET', '/api/v1/rules', { key: org.keys.admin });
    const { ref } = (rules.json as { items: { ref: string; kind: string }[] }).items.find(
      ({ kind: one }) => one === 'failed_logins',
    )!;
    const tried = await server.call('GET', `/rules/${ref}/try?param.threshold=3`, { cookie });
    expect(tried.text).toContain('event: done');
    const wrong = await server.call('GET', `/rules/${ref}/try?param.threshold=-5`, { cookie });
    expect(wrong.text).toContain('event: problem');
  });

  test('where two admins approve rules, the button that goes back puts it up for approval', async () => {
    const rules = await server.call('GET', '/api/v1/rules', { key: org.keys.admin });
    const { ref, params } = (
      rules.json as { items: { ref: string; kind: string; params: Record<string, unknown> }[] }
    ).items.find(({ kind: one }) => one === 'failed_logins')!;
    const thresholdNow = async () => {
      const { json } = await server.call('GET', `/api/v1/rules/${ref}`, { key: org.keys.admin });
      return (json as { params: Record<string, unknown> }).params.threshold;
    };
    await send(`/rules/${ref}`, { 'param.threshold': '99', why: '' });
    expect(await thresholdNow()).toBe(99);
    const second = await org.work((work) => addMember(work, { name: 'Ben', email: 'ben@example.org', role: 'admin' }));
    await org.work((work) => setRuleApprovals(work, 2));
    const asked = await send(`/rules/${ref}/revert`, { version: '1' });
    expect(asked.headers.get('location')).toMatch(/^\/proposals\/PROP-\d+$/);
    expect(await thresholdNow()).toBe(99);
    expect((await send(`/rules/${ref}/revert`, { version: '99' })).headers.get('location')).toBe(`/rules/${ref}`);
    const proposal = await page(asked.headers.get('location')!);
    expect(proposal.text).toContain('Back to version 1.');
    const number = Number(asked.headers.get('location')!.match(/\d+$/)![0]);
    for (const id of [org.adminId, second.id])
      await org.work(async (work) => {
        const { nonce } = await work.tx
          .selectFrom('proposal')
          .select('nonce')
          .where('number', '=', number)
          .executeTakeFirstOrThrow();
        const principal = { ...work.principal, actor: { kind: 'member' as const, id } };
        return decideProposal({ ...work, principal }, number, { nonce: nonce!, decision: 'approve' });
      });
    expect(await thresholdNow()).toBe(params.threshold);
  });
});
