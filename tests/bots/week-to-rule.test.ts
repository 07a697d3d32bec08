import { createReadStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { listProposals } from '../../src/db/proposals.ts';
import { listReports } from '../../src/db/reports.ts';
import { listRuleVersions } from '../../src/db/rule-versions.ts';
import { listRules } from '../../src/db/rules.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { fillSample, sampleBegin } from '../../src/demo/sample-week.ts';
import { readWitness } from '../../src/domain/audit.ts';
import type { OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { silentLog } from '../../src/log.ts';
import { chartPicture } from '../../src/media/chart-picture.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { listAudit, verifyAudit } from '../../src/pipeline/audit.ts';
import { bindChannel } from '../../src/pipeline/chat-channels.ts';
import { importLines } from '../../src/pipeline/import/index.ts';
import { sshd } from '../../src/pipeline/import/sshd.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { createOrganisation, memberPrincipal } from '../../src/pipeline/members.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import type { ReportParts } from '../../src/pipeline/reports/make-report.ts';
import { reportJobs } from '../../src/pipeline/reports/report-jobs.ts';
import { createSignInLink } from '../../src/pipeline/sign-in.ts';
import { chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, SeenMessage } from '../support/chat-fixture.ts';
import { askConsole, pressInConsole } from '../support/console-answer.ts';
import { databases, type TestDatabase } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { sharedFile } from '../support/shared-data.ts';
import { cookieOf, postForm } from '../support/sign-in.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';
import { openDesk } from '../support/web-desk.ts';
import { openWebServer, type TestServer } from '../support/web-server.ts';

const PLACE = { platform: 'cli', audience: 'private' } as const;
const ADMIN = { name: 'Ada Admin', email: 'ada.admin@northwind.example' };
const QUESTION = 'what rules would you recommend?';
const WAIT = { timeout: 30_000, interval: 25 };
const openssh = sharedFile('data/loghub-auth/OpenSSH_2k.log');

const PLATFORMS: { name: string; open: () => Promise<ChatFixture> }[] = [
  { name: 'Slack', open: () => openSlackFixture({ drawChart: chartPicture }) },
  { name: 'Discord', open: () => openDiscordFixture({ drawChart: chartPicture }) },
  { name: 'Teams', open: () => openTeams({ drawChart: chartPicture }) },
];

interface Organisation {
  orgId: OrgId;
  admin: Principal;
}

/**
 * A manager's Monday: the week is summed up by its schedule, with a chart, in the console and in the channel bound for reports; somebody asks
 * what rules are worth having and approves one, which is live and in the audit log.
 */
describe('from a week to a rule', { timeout: 120_000 }, () => {
  let opened: TestDatabase;
  let server: TestServer;
  // a workspace belongs to one organisation of a database
  beforeEach(async () => {
    opened = await databases.at(-1)!.open();
    server = await openWebServer(
      { name: 'postgres', open: async () => ({ ...opened, close: async () => {} }) },
      { pages: consoleRoutes, services: { auditKey: deskKey }, desk: () => openDesk(shared(), () => server.clock.now) },
    );
  });
  afterEach(async () => {
    await server?.close();
    await opened?.close();
  });

  const shared = () => ({ database: opened, auditKey: deskKey });
  const inOrg = <T>(orgId: OrgId, work: Parameters<typeof withOrg<T>>[2]): Promise<T> =>
    withOrg(opened.db, orgId, work);

  async function organisation(name: string, timeZone: string, since: Date, sample: boolean): Promise<Organisation> {
    const { orgId, admin } = await createOrganisation(opened.db, {
      ...{ name, timeZone, sample, admin: ADMIN, auditKey: deskKey, now: since, place: PLACE },
    });
    return { orgId, admin: (await inOrg(orgId, (tx) => memberPrincipal(tx, admin!.id, PLACE)))! };
  }

  /** The demo organisation, on a Monday morning. */
  async function demo(): Promise<Organisation> {
    const now = new Date('2026-11-23T07:10:00Z');
    server.clock.now = now;
    const made = await organisation('Northwind Clinic', 'Europe/Berlin', sampleBegin(now), true);
    await fillSample({ db: opened.db, now: () => now, auditKey: deskKey }, made.orgId);
    return made;
  }

  /** An organisation with a real sshd log of Thursday, 10 December 2015, on the Monday after. */
  async function realLog(): Promise<Organisation> {
    const now = new Date('2015-12-14T08:05:00Z');
    server.clock.now = now;
    const made = await organisation('Lab', 'UTC', new Date('2015-12-01T00:00:00Z'), false);
    const services = { db: opened.db, now: () => now, wake: () => {} };
    await importLines({
      stream: createReadStream(openssh!),
      format: sshd,
      options: { year: 2015 },
      now,
      send: (batch) => ingestLogins(services, made.orgId, batch),
    });
    return made;
  }

  /** What two workers do about what is due, at the same time. */
  async function sweep(orgId: OrgId): Promise<void> {
    const { now } = server.services;
    const parts: ReportParts = { db: opened.db, now, auditKey: deskKey, wake: () => {}, log: silentLog() };
    const context = { signal: AbortSignal.timeout(60_000), attempt: 1, log: silentLog() };
    // the queue is this process: what the sweep adds runs at once, for this organisation
    const jobs = reportJobs(async (name, payload) => {
      if ((payload as { orgId?: string }).orgId === orgId && name === 'make_report')
        await jobs.make_report(payload as never, context);
      return '';
    }, parts);
    await Promise.all([jobs.sweep_reports({}, context), jobs.sweep_reports({}, context)]);
  }

  /** Somebody of the organisation in the console. */
  async function visitor({ orgId, admin }: Organisation) {
    const { now } = server.services;
    const link = await inOrg(orgId, (tx) =>
      createSignInLink({ tx, principal: admin, now: now(), auditKey: deskKey }, admin.actor.id!),
    );
    const cookie = cookieOf((await postForm(server, '/sign-in/link', { token: link.token })).headers);
    const page = (path: string) => server.call('GET', path, { cookie, headers: { accept: 'text/html' } });
    return { cookie, page };
  }

  /** The week's report as the console has it, and that what it tells of the audit log holds. */
  async function expectReport(made: Organisation, says: RegExp): Promise<void> {
    const { page } = await visitor(made);
    const reports = await inOrg(made.orgId, (tx) => listReports(tx, { kind: 'weekly', limit: 5 }));
    expect(reports).toHaveLength(1);
    const ref = `RPT-${reports[0]!.number}`;
    expect((await page('/')).text).toContain(`/reports/${ref}`);
    expect((await page('/reports')).text).toContain('by itself');
    const { text } = await page(`/reports/${ref}`);
    expect(text).toMatch(says);
    expect(text).toMatch(/<figure class="chart[\s\S]*<svg/);
    const told = /audit log ended at (\d+:[0-9a-f]+)/.exec(text)?.[1];
    const verdict = await inOrg(made.orgId, (tx) => verifyAudit(tx, deskKey, readWitness(told!)!));
    expect(verdict).toMatchObject({ ok: true });
  }

  /** What approving came to: the rule is on as it was shown, and who did it stands in the audit log, also as the console shows it. */
  async function expectLive(made: Organisation): Promise<void> {
    const approved = () => inOrg(made.orgId, (tx) => listProposals(tx, { states: ['approved'], limit: 5 }));
    await vi.waitFor(async () => expect(await approved()).toHaveLength(1), WAIT);
    const [proposal] = await approved();
    const ref = `PROP-${proposal!.number}`;
    expect(proposal).toMatchObject({ decidedBy: made.admin.name });
    const rules = await inOrg(made.orgId, (tx) => listRules(tx, ['active']));
    const rule = rules.find(({ number }) => `RULE-${number}` === proposal!.args.rule);
    expect(rule).toMatchObject({ updatedBy: made.admin.name });
    const [version] = await inOrg(made.orgId, (tx) => listRuleVersions(tx, rule!.id));
    expect(version).toMatchObject({ state: 'active', via: ref, changedBy: made.admin.name });
    const { items } = await inOrg(made.orgId, (tx) => listAudit(tx, { limit: 20 }));
    const lines = items.map(({ action, subject }) => `${action} ${subject}`);
    expect(lines).toContain(`proposal.approve ${ref}`);
    expect(lines).toContain(`rule.update ${proposal!.args.rule}`);
    const { page } = await visitor(made);
    expect((await page(`/audit?subject=${ref}`)).text).toContain('Approved a proposal');
    expect((await page(`/rules/${proposal!.args.rule}`)).text).toContain(ref);
    expect(await inOrg(made.orgId, (tx) => verifyAudit(tx, deskKey))).toMatchObject({ ok: true });
  }

  const organisations = [
    { of: 'the demo organisation', make: demo, says: /alerts?[,;]/ },
    ...(openssh ? [{ of: 'a real sshd log', make: realLog, says: /533 logins/ }] : []),
  ];

  test.each(organisations)('the console: $of', async ({ make, says }) => {
    const made = await make();
    await sweep(made.orgId);
    await expectReport(made, says);
    const { cookie } = await visitor(made);
    const html = await askConsole(server, cookie, QUESTION);
    await pressInConsole(server, cookie, html, 'Approve');
    await expectLive(made);
  });

  const cases = organisations.flatMap((one) =>
    PLATFORMS.map((platform) => ({ ...one, platform: platform.name, open: platform.open })),
  );
  test.each(cases)('$platform: $of', async ({ make, open, says }) => {
    const fixture = await open();
    const desk = chatDesk(opened.db, [fixture.platform], {
      now: () => server.clock.now,
      desk: openDesk(shared(), () => server.clock.now),
    });
    try {
      const made = await make();
      const { name: platform, workspace } = fixture;
      // messages of the local platforms are of today, whatever day it is here
      const today = server.clock.now;
      server.clock.now = new Date(Math.min(today.getTime(), Date.now()));
      await desk.connect(made.admin, platform, workspace);
      server.clock.now = today;
      const ada = await fixture.person('Ada');
      await desk.link(made.admin, made.admin, { platform, workspace, id: ada.id });
      await fixture.platform.start(desk.dispatch.deliver);
      const place = (channel: string) => ({ platform, workspace, channel, name: 'x' });
      const reports = await fixture.channel('reports');
      const admins = await fixture.channel('admins');
      await desk.readers(made.admin, place(reports), 'officer');
      await desk.readers(made.admin, place(admins), 'admin');
      const bound = { purpose: 'reports', floor: 'high', quiet: null, timeZone: null } as const;
      await desk.work(made.admin, (work) => bindChannel(work, place(reports), bound));

      const { now } = server.services;
      const notifier = createNotifier({
        platforms: [fixture.platform],
        channels: (org, news) => inOrg(org, (tx) => newsChannels(tx, news, now())),
        outbox: outboxSteps(opened.db, now),
        compose: (org, news) =>
          inOrg(org, (tx) => composeAnnouncement(tx, news, (ref) => `https://desk.example/${ref}`, now())),
        log: silentLog(),
      });
      const tick = async (): Promise<void> => {
        await sweep(made.orgId);
        const rows = await withSystem(opened.db, (tx) => waitingOutbox(tx, 0));
        for (const row of rows) if (row.orgId === made.orgId) await notifier.deliver(made.orgId, row.outboxId);
      };
      // two workers, and one that starts again later
      await Promise.all([tick(), tick()]);
      await tick();
      const [message, ...more] = fixture.visible(reports);
      expect(more).toEqual([]);
      expect(message!.text).toContain('Weekly report');
      expect(message!.text).toMatch(says);
      expect(message!.pictures).toBe(1);
      expect(message!.buttons.map(({ label }) => label)).toContain('Open report');
      await expectReport(made, says);

      await fixture.say(ada, { channel: admins }, QUESTION);
      const offered = (): SeenMessage | undefined =>
        fixture.visible(admins).find(({ buttons }) => buttons.some(({ label }) => label === 'Approve'));
      await vi.waitFor(() => expect(offered()).toBeDefined(), WAIT);
      await desk.idle();
      expect(offered()!.text).toMatch(/would have raised/);
      await fixture.press(ada, offered()!, 'Approve');
      await expectLive(made);
      await desk.idle();
    } finally {
      await fixture.platform.stop();
      await desk.idle();
      await fixture.close();
    }
  });
});
