import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saveMemberAccount } from '../../src/db/member-accounts.ts';
import { type OrgDb, withOrg } from '../../src/db/scope.ts';
import { USUAL_RETENTION } from '../../src/domain/retention.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { cardText } from '../../src/messages/card-text.ts';
import { backtestWords, proposalCard } from '../../src/messages/views/proposal-card.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { proposeRule } from '../../src/pipeline/propose-rule.ts';
import { applyRetention, seeRetention } from '../../src/pipeline/retention.ts';
import { isSilent } from '../../src/pipeline/signals/silent-sources.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { searchLogsTool } from '../../src/tools/search-logs.ts';
import { searchSignalsTool } from '../../src/tools/search-signals.ts';
import { databases } from '../support/database.ts';
import { signIn } from '../support/sign-in.ts';
import { type Answer, NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

const EVIL = '<script>alert(1)</script>';
const minutesAgo = (minutes: number): string => new Date(NOON.getTime() - minutes * 60_000).toISOString();
let made = 0;
const raised = (answer: Answer): string => (answer.json.alerts as { ref: string }[])[0]!.ref;
const signal = (part: Record<string, unknown> = {}) => ({
  event_id: `evt-${++made}`,
  source: 'Okta',
  kind: 'mfa_disabled',
  title: 'Second factor switched off',
  severity: 'medium',
  occurred_at: minutesAgo(30),
  account: 'ada@harbour.example',
  ...part,
});

describe.each(databases)('signals over HTTP on $name', (kind) => {
  let server: TestServer;
  let org: WebOrganisation;
  let admin: string;
  beforeAll(async () => {
    server = await openWebServer(kind, { pages: consoleRoutes });
    org = await server.organisation();
    admin = await signIn(server, org, org.adminId);
  });
  afterAll(() => server.close());
  const api = (method: string, path: string, body?: unknown, role: 'admin' | 'officer' | 'employee' = 'officer') =>
    server.call(method, `/api/v1${path}`, { key: org.keys[role], ...(body === undefined ? {} : { body }) });
  const page = async (path: string) =>
    (await server.call('GET', path, { cookie: admin, headers: { accept: 'text/html' } })).text;
  const alert = async (ref: string) => (await api('GET', `/alerts/${ref}`)).json;

  test('before anything came, the page says how to send something', async () => {
    const text = await page('/signals');
    expect(text).toContain('No signals yet');
    expect(text).toContain('curl ');
    expect(text).toContain('/api/v1/signals/alertmanager');
  });

  test('one is stored once and raises one alert as severe as the heavier of rule and signal', async () => {
    const sent = signal({ link: 'https://okta.example.com/events/1', details: { by: 'root', tries: 3 } });
    const first = await api('POST', '/signals', sent);
    expect(first.status, first.text).toBe(200);
    expect(first.json).toMatchObject({ accepted: 1, duplicate: 0, alerts: [{ severity: 'high', is_new: true }] });
    const again = await api('POST', '/signals', { signals: [sent, signal({ title: 'Again' })] });
    expect(again.json).toMatchObject({
      accepted: 1,
      duplicate: 1,
      results: [{ status: 'duplicate' }, { status: 'accepted' }],
      alerts: [{ is_new: false }],
    });
    const ref = raised(first);
    expect(await alert(ref)).toMatchObject({
      kind: 'signal',
      account: 'ada@harbour.example',
      count: 2,
      title: 'okta: Again, 2 times in all',
      status: 'open',
    });
    const shown = await page(`/alerts/${ref}`);
    expect(shown).toContain('Ask: was this you?');
    expect(shown).toContain('href="https://okta.example.com/events/1"');
    expect(shown).toContain('Open at okta.example.com');
    expect((await api('GET', '/signals?source=OKTA')).json.items).toMatchObject([
      { title: 'Again', source: 'okta', alerts: [ref] },
      { details: { by: 'root', tries: '3' }, alerts: [ref] },
    ]);
  });

  test('whose account it is can be asked whether it was them, in the words of the signal', async () => {
    const ada = await org.work((work) =>
      addMember(work, { name: 'Ada', email: 'ada@harbour.example', role: 'employee' }),
    );
    await withOrg(server.services.db, org.orgId, (tx) =>
      saveMemberAccount(tx, { account: 'ada@harbour.example', memberId: ada.id, by: 'test', now: NOON }),
    );
    const [first] = (await api('GET', '/alerts?kind=signal')).json.items ?? [];
    const asked = await api('POST', `/alerts/${first?.ref}/ask`);
    expect(asked.status, asked.text).toBeLessThan(300);
    const cookie = await signIn(server, org, ada.id);
    const desk = await server.call('GET', '/', { cookie, headers: { accept: 'text/html' } });
    expect(desk.text.replaceAll('<wbr>', '')).toContain('Of your account “ada@harbour.example”, okta reports: “Again”');
  });

  test('the account’s story has it: on the logs page, and beside what a search found', async () => {
    expect(await page('/logs?user=ada@harbour.example')).toContain('2 signals of other systems about');
    const { principal } = await org.work(async (work) => work);
    const read = <T>(change: (tx: OrgDb) => Promise<T>) => withOrg(server.services.db, org.orgId, change);
    const context = { principal, now: NOON, language: 'en', org: read } as unknown as ToolContext;
    const { data } = await searchLogsTool.run(context, { user: 'ada@harbour.example' });
    expect(data.signals).toMatchObject({ count: 2, source: 'okta', quoted_title: 'Again' });
    const none = await searchLogsTool.run(context, { user: 'ada@harbour.example', outcome: 'failure' });
    expect(none.data.signals).toBeUndefined();
    const found = await searchSignalsTool.run(context, { source: 'Okta', range: 'today' });
    expect(found.data).toMatchObject({ count: 2, rows: [{ kind: 'mfa_disabled', alerts: ['ALR-1'] }, {}] });
  });

  test('what is too mild, or of a kind that no rule names, is kept and raises nothing', async () => {
    const mild = await api('POST', '/signals', signal({ kind: 'password_reset', severity: 'low' }));
    expect(mild.json).toMatchObject({ accepted: 1, alerts: [] });
  });

  test('Alertmanager and Grafana: fires, is over, fires again; what a person said stays', async () => {
    const fired = (status: 'firing' | 'resolved', at: number, end = 0) => ({
      version: '4',
      status,
      alerts: [
        {
          status,
          labels: { alertname: 'DiskFull', severity: 'critical', instance: 'db-1:9100', job: 'node' },
          annotations: { summary: 'Disk of db-1 is full' },
          startsAt: minutesAgo(at),
          endsAt: status === 'resolved' ? minutesAgo(end) : '0001-01-01T00:00:00Z',
          generatorURL: 'http://prometheus:9090/graph',
          fingerprint: 'abc123',
        },
      ],
    });
    const hook = (body: unknown, query = '') => api('POST', `/signals/alertmanager${query}`, body);
    const first = await hook(fired('firing', 20));
    expect(first.json, first.text).toMatchObject({ accepted: 1, alerts: [{ severity: 'critical', is_new: true }] });
    const ref = raised(first);
    expect((await alert(ref)).title).toBe('alertmanager: Disk of db-1 is full');
    // it repeats what still fires
    expect((await hook(fired('firing', 20))).json).toMatchObject({ accepted: 0, duplicate: 1 });
    expect((await hook(fired('resolved', 20, 15))).json).toMatchObject({ accepted: 1 });
    expect(await alert(ref)).toMatchObject({ status: 'resolved', status_by: 'alertmanager (signal)' });
    await hook(fired('firing', 10));
    expect(await alert(ref)).toMatchObject({ status: 'open', count: 2 });
    // one that comes late says nothing of now
    await hook(fired('resolved', 20, 14));
    expect(await alert(ref)).toMatchObject({ status: 'open' });
    await api('PATCH', `/alerts/${ref}`, { status: 'false_alarm' });
    await hook(fired('firing', 5));
    expect(await alert(ref)).toMatchObject({ status: 'false_alarm', count: 3 });
    const grafana = await hook({ orgId: 1, alerts: [{ ...fired('firing', 3).alerts[0], fingerprint: 'g' }, 7, {}] });
    expect(grafana.json).toMatchObject({ accepted: 1, rejected: [{ index: 1 }, { index: 2 }] });
    expect((await api('GET', '/signals?source=grafana')).json.items).toMatchObject([{ link: null, kind: 'diskfull' }]);
  });

  test('a rule that does not say so closes nothing', async () => {
    const rules = (await api('GET', '/rules')).json.items!.filter((one) => one.kind === 'signal');
    expect(rules).toHaveLength(2);
    for (const { ref } of rules) await api('PATCH', `/rules/${ref}`, { params: { closes: false } }, 'admin');
    const sent = { source: 'ids', kind: 'scan', fingerprint: 'f' };
    const first = await api('POST', '/signals', signal({ ...sent, occurred_at: minutesAgo(9) }));
    await api('POST', '/signals', signal({ ...sent, status: 'resolved', occurred_at: minutesAgo(8) }));
    expect(await alert(raised(first))).toMatchObject({ status: 'open' });
  });

  test('hostile input is refused with a reason, or kept as text', async () => {
    const bad: [string, Record<string, unknown>][] = [
      ['link', { link: 'javascript:alert(1)' }],
      ['link', { link: 'http://plain.example.com' }],
      ['link', { link: 'https://okta.com@evil.example/x' }],
      ['severity', { severity: 'worst' }],
      ['occurred_at', { occurred_at: 'soon' }],
      ['occurred_at', { occurred_at: '2099-01-01T00:00:00Z' }],
      ['address', { address: '203.0.113.9/0; drop table signal' }],
      ['details', { details: Object.fromEntries(Array.from({ length: 31 }, (_, n) => [`k${n}`, 'v'])) }],
      ['details', { details: { deep: { er: 1 } } }],
      ['title', { title: '\u202e \u200b' }],
      ['source', { source: 'x'.repeat(20_000) }],
      ['unexpected', { extra: 1 }],
    ];
    for (const [field, part] of bad) {
      const answer = await api('POST', '/signals', signal(part));
      expect(answer.status, `${field}: ${answer.text}`).toBe(400);
    }
    const mixed = await api('POST', '/signals', [
      signal({ link: 'ftp://x.example' }),
      signal({ source: 'evil', title: `${EVIL}\0 @everyone` }),
    ]);
    expect(mixed.json).toMatchObject({ accepted: 1, rejected: [{ index: 0 }] });
    const shown = await page('/signals?source=evil');
    expect(shown).not.toContain(EVIL);
    expect(shown).toContain('@everyone');
    expect(
      (
        await api(
          'POST',
          '/signals',
          Array.from({ length: 1001 }, () => signal()),
        )
      ).status,
    ).toBe(413);
    expect((await api('POST', '/signals', signal(), 'employee')).status).toBe(403);
    expect((await api('GET', '/signals', undefined, 'employee')).status).toBe(403);
    for (const body of [{}, { alerts: 'x' }, [], 'x', { alerts: [null] }])
      expect((await api('POST', '/signals/alertmanager', body)).status).toBeLessThan(500);
  });

  test('the list is filtered, paged, and another organisation sees none of it', async () => {
    const first = (await api('GET', '/signals?limit=1')).json;
    expect(first.items).toHaveLength(1);
    const next = (await api('GET', `/signals?limit=1&cursor=${first.next}`)).json;
    expect(next.items?.[0]?.event_id).not.toBe(first.items?.[0]?.event_id);
    expect((await api('GET', '/signals?account=ada@harbour.example&kind=password_reset')).json.items).toHaveLength(1);
    expect(await page('/signals?words=disk&status=resolved')).toContain('Disk of db-1 is full');
    expect(await page('/signals?words=nowhere')).toContain('Nothing fits');
    const other = await server.organisation();
    const theirs = await server.call('GET', '/api/v1/signals', { key: other.keys.admin });
    expect(theirs.json.items).toEqual([]);
  });

  test('a rule for them is tried on what came: how many alerts, of which some were raised anyway, some for nothing', async () => {
    const other = await server.organisation();
    const call = (method: string, path: string, body?: unknown) =>
      server.call(method, `/api/v1${path}`, { key: other.keys.admin, ...(body === undefined ? {} : { body }) });
    const mfa = (event_id: string, minutes: number, part: Record<string, unknown> = {}) =>
      signal({ event_id, occurred_at: minutesAgo(minutes), ...part });
    const rule = { kind: 'signal', params: { kinds: ['mfa_*'], min_severity: 'low' }, severity: 'medium' as const };
    const partsOf = (of: WebOrganisation) => ({
      org: <T>(read: (tx: OrgDb) => Promise<T>) => withOrg(server.services.db, of.orgId, read),
      work: of.work,
      options: { now: NOON },
    });
    const before = await proposeRule(partsOf(await server.organisation()), rule);
    expect(backtestWords({ backtest: before.proposal!.backtest }, 'en')).toBe(
      'There are no signals of other systems yet to try this rule on.',
    );
    const sent = await call('POST', '/signals', [
      mfa('t1', 60 * 24 * 3),
      mfa('t2', 60 * 24 * 3 - 20), // within the cooldown: the same alert
      mfa('t3', 600, { title: 'Once more' }),
      mfa('t4', 590, { status: 'resolved' }),
      mfa('t5', 500, { account: 'bo@harbour.example', severity: 'low' }),
      mfa('t6', 400, { kind: 'disk_full' }),
    ]);
    expect(sent.json).toMatchObject({ accepted: 6 });
    await call('PATCH', `/alerts/${raised(sent)}`, { status: 'false_alarm' });
    const { proposal } = await proposeRule(partsOf(other), rule);
    expect(proposal!.backtest).toMatchObject({ of: 'signals', logins: 5, matched: 4, alerts: 3, days: 3, cut: null });
    expect(proposal!.backtest!.known.falseAlarms).toBe(1);
    expect(proposal!.backtest!.examples.map(({ title }) => title)).toContain('okta: Once more');
    const text = cardText(
      proposalCard(proposal!, { can: () => true, timeZone: 'UTC', now: NOON, language: 'de' }),
      'UTC',
    );
    expect(text).toContain('3 Alarme');
    const shown = await call('GET', `/proposals/PROP-${proposal!.number}`);
    expect(shown.json).toMatchObject({ backtest: { tried_on: 'signals', alerts: 3 } });
    const cookie = await signIn(server, other, other.adminId);
    const tries = async (path: string) => (await server.call('GET', path, { cookie })).text;
    expect(await tries(`/proposals/PROP-${proposal!.number}`)).toContain('3 alerts from 4 signals, of 5 looked at.');
    expect(await tries(`/rules/${String(proposal!.args.rule)}`)).toContain('data-try=');
  });

  test('what is older than what is kept is refused, each with the reason: health stays well', async () => {
    const old = (id: string, days: number) =>
      signal({ event_id: id, source: 'backfill', occurred_at: minutesAgo(days * 24 * 60) });
    const sent = await api('POST', '/signals', [
      signal({ source: 'backfill', occurred_at: '1971-01-01T00:00:00Z' }),
      old('366', 366),
      old('364', 364),
    ]);
    const reason = 'occurred_at lies more than 365 days back; signals are kept no longer';
    expect(sent.json).toMatchObject({
      accepted: 1,
      rejected: [
        { index: 0, reason },
        { index: 1, reason },
      ],
    });
    const late = { startsAt: '2020-01-01T00:00:00Z', endsAt: '0001-01-01T00:00:00Z', status: 'firing' };
    const hook = await api('POST', '/signals/alertmanager', { alerts: [{ ...late, labels: { alertname: 'Disk' } }] });
    expect(hook).toMatchObject({ status: 200, json: { accepted: 0, rejected: [{ index: 0, reason }] } });
    const overdue = () => org.work(async ({ tx }) => (await seeRetention(tx, USUAL_RETENTION, NOON)).overdue.signals);
    expect(await overdue()).toBe(0);
    // an organisation that keeps less is sent less
    await api('PATCH', '/retention', { event_days: 10 }, 'admin');
    const less = await api('POST', '/signals', old('11', 11));
    expect(less.status).toBe(400);
    expect(less.text).toContain('more than 10 days back');
    expect((await api('POST', '/signals', old('9', 9))).status).toBe(200);
    await api('PATCH', '/retention', { event_days: null }, 'admin');
  });

  test('they are deleted when camera events are, and a system that fell silent is told', async () => {
    const later = new Date(NOON.getTime() + 400 * 86_400_000);
    const { report } = await applyRetention(org.work, server.services.files, USUAL_RETENTION, later);
    expect(report.signals).toBeGreaterThan(5);
    expect((await api('GET', '/signals')).json.items).toEqual([]);
    const last = new Date('2026-03-02T00:00:00Z');
    expect(isSilent({ source: 'okta', last, days: 9 }, new Date('2026-03-05T00:00:00Z'))).toBe(true);
    expect(isSilent({ source: 'okta', last, days: 2 }, new Date('2026-03-05T00:00:00Z'))).toBe(false);
  });
});
