import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { addOutboxOnce, outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import type { Severity } from '../../src/domain/severity.ts';
import { silentLog } from '../../src/log.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { bindChannel, setLeastRole } from '../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../src/pipeline/chat-workspaces.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { rollUpAlert } from '../../src/pipeline/roll-up.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import type { ChatFixture } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const PLATFORMS: { name: string; open: () => Promise<ChatFixture> }[] = [
  { name: 'Slack', open: openSlackFixture },
  { name: 'Discord', open: openDiscordFixture },
  { name: 'Teams', open: openTeams },
];

describe('forty alerts at once in a channel of each platform', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await databases.at(-1)!.open();
  });
  afterAll(() => opened?.close());

  test.each(PLATFORMS)(
    '$name: ten, then one message that grows; a critical one stands alone',
    async ({ open }) => {
      const fixture = await open();
      let now = new Date();
      try {
        const { orgId, admin } = await newOrganisation(opened.db);
        const as = <T>(change: (work: Work) => Promise<T>): Promise<T> =>
          withOrg(opened.db, orgId, (tx) => change({ tx, principal: admin, now, auditKey: auditKey('s') }));
        const { name: platform, workspace } = fixture;
        const channel = await fixture.channel('alerts');
        await as(async (work) => {
          await connectWorkspace(work, { platform, workspace, name: 'Harbour Works' });
          await setLeastRole(work, { platform, workspace, channel, name: 'alerts' }, 'officer');
          await bindChannel(work, { platform, workspace, channel }, { purpose: 'alerts', floor: 'low' });
        });
        const notifier = createNotifier({
          platforms: [fixture.platform],
          channels: (org, news, standing) => withOrg(opened.db, org, (tx) => newsChannels(tx, news, now, standing)),
          outbox: outboxSteps(opened.db, () => now),
          rollUp: async (org, key, alert) =>
            (await withOrg(opened.db, org, (tx) => rollUpAlert(tx, key, alert, now))).rolled,
          compose: (org, announcement) =>
            withOrg(opened.db, org, (tx) =>
              composeAnnouncement(tx, announcement, (ref) => `https://desk.example/${ref}`, now),
            ),
          now: () => now,
          log: silentLog(),
        });
        /** Brings what waits into the channel, also what that makes wait. */
        const deliver = async (): Promise<void> => {
          for (let i = 0; i < 3; i++) {
            const rows = await withSystem(opened.db, (tx) => waitingOutbox(tx, 0));
            for (const row of rows) if (row.orgId === orgId) await notifier.deliver(orgId, row.outboxId);
          }
        };
        const raise = async (count: number, severity: Severity): Promise<number[]> => {
          const numbers: number[] = [];
          for (let i = 0; i < count; i++)
            numbers.push(await raiseTestAlert(opened.db, orgId, { severity, account: `user-${i}`, lastSeen: now }));
          await as(async ({ tx }) => {
            for (const number of numbers)
              await addOutboxOnce(tx, [{ kind: 'alert_raised', subject: (await findAlert(tx, number))!.id, severity }]);
          });
          return numbers;
        };
        const later = (seconds: number): void => {
          now = new Date(now.getTime() + seconds * 1000);
        };
        const messages = () => fixture.visible(channel).filter(({ thread }) => !thread);

        await raise(40, 'medium');
        await deliver();
        expect(messages()).toHaveLength(11);
        const many = () => messages().filter(({ text }) => /\d+ alerts in/.test(text));
        expect(many()).toHaveLength(1);
        expect(many()[0]!.text).toContain('30 alerts in');

        later(120);
        await raise(7, 'medium');
        await raise(1, 'critical');
        await deliver();
        expect(messages()).toHaveLength(12);
        expect(many()).toHaveLength(1);
        expect(many()[0]!.text).toContain('37 alerts in 2 min');
        expect(many()[0]!.buttons.map(({ label }) => label)).toContain('Acknowledge all');

        // worse than it ever was told: the channel hears of it anew
        later(60);
        const [worse] = await raise(1, 'high');
        await deliver();
        expect(many().at(-1)!.text).toContain('38 alerts in 3 min');
        expect(messages()).toHaveLength(13);

        later(60);
        const open = await as(({ tx }) =>
          tx.selectFrom('alert').select('number').where('status', '=', 'open').execute(),
        );
        await as(async (work) => {
          for (const { number } of open) await changeAlertStatus(work, { number, status: 'acknowledged' });
        });
        await deliver();
        expect(messages()).toHaveLength(13);
        const last = many().at(-1)!;
        expect(last.text).toContain('all dealt with');
        expect(last.buttons.map(({ label }) => label)).not.toContain('Acknowledge all');
        expect(worse).toBeGreaterThan(0);
      } finally {
        await fixture.close();
      }
    },
    60_000,
  );
});
