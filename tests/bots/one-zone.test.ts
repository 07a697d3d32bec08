import { describe, expect, test, vi } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { addOutboxOnce, outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { timeText } from '../../src/messages/time-text.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { bindChannel } from '../../src/pipeline/chat-channels.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, SeenMessage } from '../support/chat-fixture.ts';
import { databases, newOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const PLATFORMS: { name: string; open: () => Promise<ChatFixture> }[] = [
  { name: 'Slack', open: openSlackFixture },
  { name: 'Discord', open: openDiscordFixture },
  { name: 'Teams', open: openTeams },
];
const HOME = 'America/New_York';
const AWAY = 'Asia/Tokyo';
const until = (look: () => unknown) => vi.waitFor(look, { timeout: 60_000, interval: 20 });

describe.each(PLATFORMS)('times that a channel of people in two zones reads, in $name', ({ open }) => {
  test('are the organisation’s, say so once, and stay so after a press', async () => {
    const database = await databases[0]!.open();
    const fixture = await open();
    const { db } = database;
    const { orgId, admin, member } = await newOrganisation(db, { timeZone: HOME });
    // connected long before, whatever date a local server gives its messages
    let now = new Date('2025-01-01T00:00:00Z');
    const desk = chatDesk(db, [fixture.platform], { now: () => now });
    const place = { platform: fixture.name, workspace: fixture.workspace };
    const ada = await fixture.person('Ada');
    const officer = await member('officer');
    await withOrg(db, orgId, (tx) =>
      tx.updateTable('member').set({ time_zone: AWAY }).where('id', '=', officer.actor.id!).execute(),
    );
    await desk.connect(admin, fixture.name, fixture.workspace);
    now = new Date();
    await desk.link(admin, officer, { ...place, id: ada.id });
    await fixture.platform.start(desk.dispatch.deliver);
    const [told, asked] = [await fixture.channel('told'), await fixture.channel('asked')];
    for (const channel of [told, asked]) await desk.readers(admin, { ...place, channel }, 'officer');
    await desk.work(admin, (work) =>
      bindChannel(work, { ...place, channel: told }, { purpose: 'alerts', floor: 'low' }),
    );
    const seen = new Date(Date.now() - 3_600_000);
    const number = await raiseTestAlert(db, orgId, { title: 'Burst', lastSeen: seen });
    const clock = (zone: string): string => timeText(seen, zone).slice(-5);
    const isAtHome = ({ text }: SeenMessage): void => {
      expect(text).toContain(clock(HOME));
      expect(text).not.toContain(clock(AWAY));
      expect(text.split('Times: New York.')).toHaveLength(2);
    };
    const afterPress = async (channel: string): Promise<void> => {
      const message = () => fixture.visible(channel)[0]!;
      isAtHome(message());
      const before = message().edits;
      const [button] = message().buttons.filter(({ label }) => /^(?:Acknowledge|Resolve)/.test(label));
      await fixture.press(ada, message(), button!.label);
      await until(() => expect(message().edits).toBeGreaterThan(before));
      await desk.idle();
      isAtHome(message());
    };

    const subject = await withOrg(db, orgId, async (tx) => (await findAlert(tx, number))!.id);
    await withOrg(db, orgId, (tx) => addOutboxOnce(tx, [{ kind: 'alert_raised', subject }]));
    const notifier = createNotifier({
      platforms: [fixture.platform],
      channels: (org, news, standing) => withOrg(db, org, (tx) => newsChannels(tx, news, new Date(), standing)),
      outbox: outboxSteps(db, () => new Date()),
      compose: (org, one) =>
        withOrg(db, org, (tx) => composeAnnouncement(tx, one, (ref) => `https://desk.example/${ref}`, new Date())),
      log: silentLog(),
    });
    for (const { outboxId } of await withSystem(db, (tx) => waitingOutbox(tx, 0)))
      await notifier.deliver(orgId, outboxId);
    await fixture.say(ada, { channel: asked }, `open ALR-${number}`);
    await until(() => expect(fixture.visible(asked)).toHaveLength(1));
    await desk.idle();
    await afterPress(asked);
    await afterPress(told);

    await fixture.platform.stop();
    await fixture.close();
    await database.close();
  });
});
