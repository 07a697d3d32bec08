import { describe, expect, test, vi } from 'vitest';
import { createNotifier } from '../../src/bots/notify.ts';
import { findAlert } from '../../src/db/alerts.ts';
import { findIncident } from '../../src/db/incidents.ts';
import { addOutboxOnce, outboxSteps, waitingOutbox } from '../../src/db/outbox.ts';
import { withOrg, withSystem } from '../../src/db/scope.ts';
import { silentLog } from '../../src/log.ts';
import { composeAnnouncement } from '../../src/pipeline/announcements.ts';
import { bindChannel } from '../../src/pipeline/chat-channels.ts';
import { newsChannels } from '../../src/pipeline/news-channels.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture } from '../support/chat-fixture.ts';
import { databases, newOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const PLATFORMS: { name: string; open: () => Promise<ChatFixture> }[] = [
  { name: 'Slack', open: openSlackFixture },
  { name: 'Discord', open: openDiscordFixture },
  { name: 'Teams', open: openTeams },
];
const until = (look: () => unknown) => vi.waitFor(look, { timeout: 15_000, interval: 20 });

describe.each(PLATFORMS)('the thread of what a channel was told, in $name', ({ open }) => {
  test('is about that matter, for whoever may see it', async () => {
    const database = await databases[0]!.open();
    const fixture = await open();
    const { db } = database;
    const { orgId, admin, member } = await newOrganisation(db);
    const desk = chatDesk(db, [fixture.platform]);
    const place = { platform: fixture.name, workspace: fixture.workspace };
    const [ada, eve] = [await fixture.person('Ada'), await fixture.person('Eve')];
    await desk.connect(admin, fixture.name, fixture.workspace);
    await desk.link(admin, await member('officer'), { ...place, id: ada.id });
    await desk.link(admin, await member('employee'), { ...place, id: eve.id });
    await fixture.platform.start(desk.dispatch.deliver);
    const channel = await fixture.channel('security');
    await desk.readers(admin, { ...place, channel }, 'officer');
    await desk.work(admin, (work) => bindChannel(work, { ...place, channel }, { purpose: 'alerts', floor: 'low' }));
    const told = await raiseTestAlert(db, orgId, { title: 'Burst from Romania', lastSeen: new Date() });
    const other = await raiseTestAlert(db, orgId, { title: 'Another one', lastSeen: new Date() });
    const alert = (number: number) => withOrg(db, orgId, async (tx) => (await findAlert(tx, number))!);
    const subject = (await alert(told)).id;
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
    const root = fixture.visible(channel)[0]!;
    expect(root.text).toContain(`ALR-${told}`);
    const inThread = () => fixture.visible(channel).filter(({ thread }) => thread === root.id);
    const asked = async (text: string): Promise<string> => {
      const before = inThread().length;
      await fixture.say(ada, { channel, thread: root.id }, text);
      await until(() => expect(inThread().length).toBeGreaterThan(before));
      await desk.idle();
      return inThread().at(-1)!.text;
    };

    // Discord has the thread only once it is begun
    const { workspace } = place;
    await fixture.platform.post(
      { workspace, channel, thread: root.id, handle: { message: root.id } },
      { orgId, text: 'Told.' },
      'x',
    );

    const seen = fixture.onlyFor(eve).length + inThread().length;
    await fixture.say(eve, { channel, thread: root.id }, 'acknowledge it');
    await until(() => expect(fixture.onlyFor(eve).length + inThread().length).toBeGreaterThan(seen));
    await desk.idle();
    expect([...fixture.onlyFor(eve), ...inThread()].map(({ text }) => text).join()).not.toMatch(/ALR-\d|Romania/);
    expect((await alert(told)).status).toBe('open');

    const happened = await asked('what happened here?');
    expect(happened).toContain(`ALR-${told}`);
    expect(happened).not.toContain(`ALR-${other}`);
    await asked('acknowledge it');
    expect((await alert(told)).status).toBe('acknowledged');
    expect(await asked('open an incident for this')).toContain('INC-1');
    const incident = await withOrg(db, orgId, (tx) => findIncident(tx, 1));
    expect((await alert(told)).incidentId).toBe(incident!.id);
    expect(await alert(other)).toMatchObject({ status: 'open', incidentId: null });

    await fixture.platform.stop();
    await fixture.close();
    await database.close();
  });
});
