import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { addOutboxOnce, outboxSteps } from '../../src/db/outbox.ts';
import { withOrg } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { changeAlertStatus } from '../../src/pipeline/alerts.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
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

describe('an alert in a channel of each platform', () => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await databases.at(-1)!.open();
  });
  afterAll(() => opened?.close());

  test.each(PLATFORMS)('$name: one message, edited; its thread has the story; worse is told anew', async ({ open }) => {
    const fixture = await open();
    try {
      const { orgId, admin } = await newOrganisation(opened.db);
      const now = () => new Date();
      const id = await fixture.channel('alerts');
      const notifier = createNotifier({
        platforms: [fixture.platform],
        channels: async () => [{ platform: fixture.name, workspace: fixture.workspace, channel: id }],
        outbox: outboxSteps(opened.db, now),
        compose: (org, announcement) =>
          withOrg(opened.db, org, (tx) => composeAnnouncement(tx, announcement, (ref) => `/${ref}`, now())),
        log: silentLog(),
      });
      const number = await raiseTestAlert(opened.db, orgId, { title: 'Forty tries', severity: 'medium' });
      const subject = (await withOrg(opened.db, orgId, (tx) => findAlert(tx, number)))!.id;
      const tell = async (): Promise<void> => {
        const [row] = await withOrg(opened.db, orgId, (tx) =>
          addOutboxOnce(tx, [{ kind: 'alert_changed', subject, severity: null }]),
        );
        await notifier.deliver(orgId, row!.outboxId);
      };
      await tell();
      expect(fixture.visible(id)).toHaveLength(1);
      const first = fixture.visible(id)[0]!;
      expect(first.text).toContain('Forty tries');

      await withOrg(opened.db, orgId, (tx) =>
        changeAlertStatus(
          { tx, principal: admin, now: now(), auditKey: auditKey('s') },
          { number, status: 'acknowledged' },
        ),
      );
      await tell();
      const inChannel = () => fixture.visible(id).filter(({ thread }) => thread === null || thread === '');
      const all = () => fixture.visible(id);
      const edited = all().find((message) => message.id === first.id)!;
      expect(edited.edits).toBe(1);
      expect(edited.text).toMatch(/acknowledged/i);
      const said = all().filter(({ id: message }) => message !== first.id);
      expect(said.map(({ text }) => text.trim())).toEqual([`Acknowledged by ${admin.name}.`]);
      expect(said[0]!.thread).toBe(first.id);

      await withOrg(opened.db, orgId, (tx) =>
        tx.updateTable('alert').set({ severity: 'critical' }).where('id', '=', subject).execute(),
      );
      await tell();
      const [old, anew] = inChannel();
      expect(inChannel()).toHaveLength(2);
      expect(old!.text).toContain(`ALR-${number} is critical now`);
      expect(old!.text).not.toContain('Forty tries');
      expect(old!.buttons).toEqual([]);
      expect(anew!.text).toContain('Forty tries');
      expect(anew!.buttons.length).toBeGreaterThan(0);
    } finally {
      await fixture.close();
    }
  });
});
