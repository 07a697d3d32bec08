import { createReadStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { listReports } from '../../src/db/reports.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { fillSample, sampleBegin } from '../../src/demo/sample-week.ts';
import type { OrgId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { silentLog } from '../../src/log.ts';
import { chartPicture } from '../../src/media/chart-picture.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { bindChannel, setLeastRole } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { importLines } from '../../src/pipeline/import/index.ts';
import { sshd } from '../../src/pipeline/import/sshd.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { createOrganisation, systemPrincipal } from '../../src/pipeline/members.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import type { ReportParts } from '../../src/pipeline/reports/make-report.ts';
import { reportJobs } from '../../src/pipeline/reports/report-jobs.ts';
import type { ChatFixture } from '../support/chat-fixture.ts';
import { databases, type TestDatabase } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { sharedFile } from '../support/shared-data.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const KEY = auditKey('a secret for tests');
const PLACE = { platform: 'cli', audience: 'private' } as const;
const PLATFORMS: { name: string; open: () => Promise<ChatFixture> }[] = [
  { name: 'Slack', open: () => openSlackFixture({ drawChart: chartPicture }) },
  { name: 'Discord', open: () => openDiscordFixture({ drawChart: chartPicture }) },
  { name: 'Teams', open: () => openTeams({ drawChart: chartPicture }) },
];
const openssh = sharedFile('data/loghub-auth/OpenSSH_2k.log');

describe('the weekly report, by its schedule, in a channel bound for reports', () => {
  let opened: TestDatabase;
  // a workspace belongs to one organisation of a database
  beforeEach(async () => {
    opened = await databases.at(-1)!.open();
  });
  afterEach(() => opened?.close());

  /** The demo organisation, on a Monday morning. */
  async function demo(): Promise<{ orgId: OrgId; now: Date }> {
    const now = new Date('2026-11-23T07:10:00Z');
    const { orgId } = await createOrganisation(opened.db, {
      name: 'Northwind Clinic',
      timeZone: 'Europe/Berlin',
      sample: true,
      auditKey: KEY,
      now: sampleBegin(now),
      place: PLACE,
    });
    await fillSample({ db: opened.db, now: () => now, auditKey: KEY }, orgId);
    return { orgId, now };
  }

  /** An organisation with a real sshd log of Thursday, 10 December 2015, on the Monday after. */
  async function realLog(): Promise<{ orgId: OrgId; now: Date }> {
    const now = new Date('2015-12-14T08:05:00Z');
    const { orgId } = await createOrganisation(opened.db, {
      name: 'Lab',
      timeZone: 'UTC',
      sample: false,
      auditKey: KEY,
      now: new Date('2015-12-01T00:00:00Z'),
      place: PLACE,
    });
    await importLines({
      stream: createReadStream(openssh!),
      format: sshd,
      options: { year: 2015 },
      now,
      send: async (batch) => {
        const { accepted, duplicates } = await ingestLogins(
          { db: opened.db, now: () => now, wake: () => {} },
          orgId,
          batch,
        );
        return { accepted, duplicates };
      },
    });
    return { orgId, now };
  }

  const organisations = [
    { of: 'the demo organisation', make: demo, says: /alerts?, .+than|alerts?, too little|alerts;/ },
    ...(openssh ? [{ of: 'a real sshd log', make: realLog, says: /533 logins/ }] : []),
  ];
  const cases = organisations.flatMap((one) =>
    PLATFORMS.map((platform) => ({ ...one, platform: platform.name, open: platform.open })),
  );

  test.each(cases)('$platform: $of: it arrives once, with a chart', async ({ make, open, says }) => {
    const fixture = await open();
    try {
      const { orgId, now } = await make();
      const admin: Principal = { ...systemPrincipal(orgId, 'UTC', PLACE), role: 'admin' };
      const id = await fixture.channel('reports');
      const channel = { platform: fixture.name, workspace: fixture.workspace, channel: id, name: 'reports' };
      await withOrg(opened.db, orgId, async (tx) => {
        const work = { tx, principal: admin, now, auditKey: KEY };
        await connectWorkspace(work, { platform: fixture.name, workspace: fixture.workspace, name: 'Works' });
        await setLeastRole(work, channel, 'officer');
        await bindChannel(work, channel, { purpose: 'reports', floor: 'high', quiet: null, timeZone: null });
      });
      const notifier = createNotifier({
        platforms: [fixture.platform],
        channels: (org, news) => withOrg(opened.db, org, (tx) => newsChannels(tx, news, now)),
        outbox: outboxSteps(opened.db, () => now),
        compose: (org, announcement) =>
          withOrg(opened.db, org, (tx) =>
            composeAnnouncement(tx, announcement, (ref) => `https://desk.example/${ref}`, now),
          ),
        log: silentLog(),
      });
      const parts: ReportParts = { db: opened.db, now: () => now, auditKey: KEY, wake: () => {}, log: silentLog() };
      const context = { signal: AbortSignal.timeout(60_000), attempt: 1, log: silentLog() };
      // the queue is this process: what the sweep adds runs at once, for this organisation
      const jobs = reportJobs(async (name, payload) => {
        const { orgId: of } = payload as { orgId?: string };
        if (of !== orgId || name === 'recommend_rules') return '';
        await (jobs as unknown as Record<string, (payload: unknown, context: unknown) => Promise<void>>)[name]!(
          payload,
          context,
        );
        return '';
      }, parts);
      const tick = async (): Promise<void> => {
        await jobs.sweep_reports({}, context);
        const rows = (await withSystem(opened.db, (tx) => waitingOutbox(tx, 0))).filter((row) => row.orgId === orgId);
        for (const row of rows) await notifier.deliver(orgId, row.outboxId);
      };
      // two workers, and one that starts again later
      await Promise.all([tick(), tick()]);
      await tick();
      const seen = fixture.visible(id);
      expect(seen.map(({ text }) => text)).toHaveLength(1);
      const [message] = seen;
      expect(message!.text).toContain('Weekly report');
      expect(message!.text).toMatch(says);
      expect(message!.pictures).toBe(1);
      expect(message!.buttons.map(({ label }) => label)).toContain('Open report');
      const archive = await withOrg(opened.db, orgId, (tx) => listReports(tx, { kind: 'weekly', limit: 5 }));
      expect(archive).toHaveLength(1);
    } finally {
      await fixture.close();
    }
  });
});
