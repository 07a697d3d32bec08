import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { listProposals } from '../../src/db/proposals.ts';
import { listRules } from '../../src/db/rules.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import type { Proposal } from '../../src/domain/proposal.ts';
import { silentLog } from '../../src/log.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { rulesNeed, setRuleApprovals } from '../../src/pipeline/approvals.ts';
import { listAudit } from '../../src/pipeline/audit.ts';
import { bindChannel } from '../../src/pipeline/chat-channels.ts';
import { ingestLogins } from '../../src/pipeline/ingest-logins.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import type { ReportParts } from '../../src/pipeline/reports/make-report.ts';
import { proposeRecommendations } from '../../src/pipeline/reports/propose-recommendations.ts';
import { reportJobs } from '../../src/pipeline/reports/report-jobs.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const DAY_MS = 86_400_000;
const WAIT = { timeout: 20_000, interval: 25 };
const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, WAIT);

describe.each([
  { name: 'Slack', open: openSlackFixture as () => Promise<ChatFixture> },
  { name: 'Discord', open: openDiscordFixture as () => Promise<ChatFixture> },
  { name: 'Teams', open: openTeams as () => Promise<ChatFixture> },
])('rules worth having, in $name', ({ open }) => {
  let fixture: ChatFixture;
  let database: TestDatabase;
  let org: TestOrganisation;
  let desk: ChatDesk;
  let ada: Person;
  let bea: Person;
  let now = new Date();

  beforeAll(async () => {
    database = await databases.at(-1)!.open();
    fixture = await open();
    org = await newOrganisation(database.db);
    desk = chatDesk(database.db, [fixture.platform]);
    await desk.connect(org.admin, fixture.name, fixture.workspace);
    const link = async (name: string, member = org.admin): Promise<Person> => {
      const person = await fixture.person(name);
      await desk.link(org.admin, member, { platform: fixture.name, workspace: fixture.workspace, id: person.id });
      return person;
    };
    ada = await link('Ada');
    bea = await link('Bea', await org.member('admin', { name: 'Bea Brandt' }));
    await fixture.platform.start(desk.dispatch.deliver);
    const failures = [1, 2, 3, 4].flatMap((day) =>
      Array.from({ length: 20 }, (_, minute) => ({
        eventId: `${day} ${minute}`,
        occurredAt: new Date(now.getTime() - day * DAY_MS - minute * 60_000),
        outcome: 'failure' as const,
        account: 'dana@example.org',
        address: '203.0.113.7',
        ...{ country: null, city: null, latitude: null, longitude: null, device: null, method: null, reason: null },
        text: 'Failed password for dana',
        source: 'test',
      })),
    );
    await ingestLogins({ db: database.db, now: () => now, wake: () => {} }, org.orgId, failures);
  }, 60_000);
  afterAll(async () => {
    await fixture?.platform.stop();
    await desk?.idle();
    await fixture?.close();
    await database?.close();
  });

  const proposals = (): Promise<Proposal[]> =>
    withOrg(database.db, org.orgId, (tx) => listProposals(tx, { limit: 20 }));
  const audited = async (action: string): Promise<number> =>
    (await withOrg(database.db, org.orgId, (tx) => listAudit(tx, { action, limit: 50 }))).items.length;
  const parts = (): ReportParts => ({
    db: database.db,
    now: () => now,
    auditKey: deskKey,
    wake: () => {},
    log: silentLog(),
  });
  /** Brings what waits into the channels bound for it. */
  async function deliver(): Promise<void> {
    const notifier = createNotifier({
      platforms: [fixture.platform],
      channels: (orgId, news) => withOrg(database.db, orgId, (tx) => newsChannels(tx, news, now)),
      outbox: outboxSteps(database.db, () => now),
      compose: (orgId, announcement) =>
        withOrg(database.db, orgId, (tx) =>
          composeAnnouncement(tx, announcement, (ref) => `https://desk.example/${ref}`, now),
        ),
      log: silentLog(),
    });
    const rows = (await withSystem(database.db, (tx) => waitingOutbox(tx, 0))).filter(
      ({ orgId }) => orgId === org.orgId,
    );
    for (const row of rows) await notifier.deliver(org.orgId, row.outboxId);
  }
  const cardOf = (channel: string, ref: string): SeenMessage =>
    fixture.visible(channel).findLast(({ text, buttons }) => text.includes(ref) && buttons.length > 0)!;

  test('“what rules would you recommend?”: Approve makes one live, and the audit log says so', async () => {
    const channel = await fixture.channel('admins');
    await desk.readers(org.admin, { platform: fixture.name, workspace: fixture.workspace, channel }, 'admin');
    await fixture.say(ada, { channel }, 'what rules would you recommend?');
    const offered = (): SeenMessage | undefined =>
      fixture.visible(channel).find(({ buttons }) => buttons.some(({ label }) => label === 'Approve'));
    await eventually(() => expect(offered()).toBeDefined());
    await desk.idle();
    expect(offered()!.text).toMatch(/no active rule looks for this/i);
    const before = (await withOrg(database.db, org.orgId, (tx) => listRules(tx, ['active']))).length;
    await fixture.press(ada, offered()!, 'Approve');
    await eventually(async () =>
      expect(await withOrg(database.db, org.orgId, (tx) => listRules(tx, ['active']))).toHaveLength(before + 1),
    );
    await desk.idle();
    expect(await audited('proposal.create')).toBe(1);
    expect(await audited('proposal.approve')).toBe(1);
    expect(await audited('rule.update')).toBe(1);
    const [approved] = await proposals();
    expect(approved).toMatchObject({ state: 'approved', decidedBy: org.admin.name });
    expect(approved!.facts).toMatchObject({ alerts: approved!.backtest!.alerts });
  });

  test('the weekly run proposes a few into the channel for approvals; Later brings one back, two people approve it', async () => {
    const channel = await fixture.channel('approvals');
    const place = { platform: fixture.name, workspace: fixture.workspace, channel, name: 'approvals' };
    await desk.readers(org.admin, place, 'admin');
    await desk.work(org.admin, (work) =>
      bindChannel(work, place, { purpose: 'approvals', floor: 'low', quiet: null, timeZone: null }),
    );
    await desk.work(org.admin, (work) => setRuleApprovals(work, 2));
    expect(await withOrg(database.db, org.orgId, rulesNeed)).toBe(2);
    const before = (await proposals()).length;
    const made = await Promise.all(
      [0, 1].map(() => proposeRecommendations(parts(), org.orgId, '2026-11-16/2026-11-22')),
    );
    const waiting = (await proposals()).filter(({ state }) => state === 'pending');
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting.length).toBeLessThanOrEqual(3);
    expect(made[0]! + made[1]!).toBe(waiting.length);
    expect(await proposeRecommendations(parts(), org.orgId, '2026-11-16/2026-11-22')).toBe(0);
    expect(await proposals()).toHaveLength(before + waiting.length);
    await deliver();
    const ref = `PROP-${waiting[0]!.number}`;
    await eventually(() => expect(cardOf(channel, ref)).toBeDefined());
    const card = cardOf(channel, ref);
    expect(card.text).toMatch(/would have raised/);
    expect(card.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Reject', 'Approve', 'Later', 'Edit']),
    );
    expect(card.text).toMatch(/No active rule looks for this/);

    const find = async (): Promise<Proposal> =>
      (await proposals()).find(({ number }) => number === waiting[0]!.number)!;
    await fixture.press(ada, card, 'Later');
    await eventually(async () => expect((await find()).laterUntil).not.toBeNull());
    await desk.idle();
    await deliver();
    const shown = fixture.visible(channel).length;
    now = new Date(now.getTime() + 3 * DAY_MS + 60_000);
    const jobs = reportJobs(async () => '', parts());
    await jobs.sweep_reports({}, { signal: AbortSignal.timeout(30_000), attempt: 1, log: silentLog() });
    expect((await find()).laterUntil).toBeNull();
    await deliver();
    expect(fixture.visible(channel)).toHaveLength(shown + 1);

    const again = cardOf(channel, ref);
    await fixture.press(ada, again, 'Approve');
    await eventually(async () => expect((await find()).approvals).toHaveLength(1));
    await desk.idle();
    expect((await find()).state).toBe('pending');
    await fixture.press(ada, again, 'Approve');
    await desk.idle();
    expect((await find()).approvals).toHaveLength(1);
    await fixture.press(bea, again, 'Approve');
    await eventually(async () => expect((await find()).state).toBe('approved'));
    await desk.idle();
    expect((await find()).approvals!.map(({ name }) => name)).toEqual([org.admin.name, 'Bea Brandt']);
  });
});
