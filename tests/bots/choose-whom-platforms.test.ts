import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { findAction } from '../../src/db/moderation-actions.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person, SeenMessage } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { moderationDesk, PILE_ON } from '../support/moderation-desk.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const WAIT = { timeout: 20_000, interval: 25 };

describe.each([
  { name: 'Slack', open: openSlackFixture as () => Promise<ChatFixture> },
  { name: 'Discord', open: openDiscordFixture as () => Promise<ChatFixture> },
  { name: 'Teams', open: openTeams as () => Promise<ChatFixture> },
])('about whom of a case something is done, chosen in $name', ({ open }) => {
  let fixture: ChatFixture;
  let database: TestDatabase;
  let desk: ChatDesk;
  let cases: Awaited<ReturnType<typeof moderationDesk>>;
  let maria: Person;

  beforeAll(async () => {
    database = await databases.at(-1)!.open();
    fixture = await open();
    const org = await newOrganisation(database.db);
    desk = chatDesk(database.db, [fixture.platform]);
    await desk.connect(org.admin, fixture.name, fixture.workspace);
    maria = await fixture.person('Maria');
    const { name: platform, workspace } = fixture;
    await desk.link(org.admin, await org.member('moderator', { name: 'Maria' }), { platform, workspace, id: maria.id });
    await fixture.platform.start(desk.dispatch.deliver);
    cases = await moderationDesk(database, { org });
    await cases.say(PILE_ON);
  }, 60_000);
  afterAll(async () => {
    await fixture?.platform.stop();
    await desk?.idle();
    await fixture?.close();
    await database?.close();
  });

  test('the card’s buttons name the worst; a form offers everybody, and does what was chosen', async () => {
    const cards = (): SeenMessage[] => fixture.onlyFor(maria).filter(({ buttons }) => buttons.length > 0);
    await fixture.say(maria, 'direct', 'what is CASE-1 about?', { mention: false });
    await vi.waitFor(() => expect(cards().length).toBeGreaterThan(0), WAIT);
    await desk.idle();
    const card = cards().at(-1)!;
    expect(card.buttons.map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Time out 24 h: Mallory', 'Choose whom…']),
    );
    await fixture.press(maria, card, 'Choose whom…');
    await vi.waitFor(() => expect(fixture.form(maria)).not.toBeNull(), WAIT);
    const form = fixture.form(maria)!;
    const whom = form.fields.find(({ label }) => label.startsWith('Whom'))!;
    expect(whom.options!.map(({ value }) => value).sort()).toEqual(['eve', 'mallory', 'trent']);
    const step = form.fields.find(({ label }) => label.startsWith('What'))!;
    await fixture.submit(maria, { [whom.name]: 'eve', [step.name]: 'mute' });
    await vi.waitFor(
      async () =>
        expect(await cases.as(({ tx }) => findAction(tx, 1))).toMatchObject({
          step: 'mute',
          account: 'eve',
          requestedBy: 'Maria',
        }),
      WAIT,
    );
    await desk.idle();

    // several at once: ticked are those whom nothing was done about yet
    const now = cards().at(-1)!;
    await fixture.press(maria, now, 'Act on all 2…');
    await vi.waitFor(() => expect(fixture.form(maria)?.fields.some(({ label }) => label === 'Whom')).toBe(true), WAIT);
    const all = fixture.form(maria)!;
    const field = (label: string) => all.fields.find((one) => one.label.startsWith(label))!.name;
    await fixture.submit(maria, { [field('Whom')]: 'mallory,trent', [field('What')]: 'timeout' });
    await vi.waitFor(
      async () =>
        expect(
          await cases.as(async ({ tx }) =>
            [await findAction(tx, 2), await findAction(tx, 3)].map((one) => one?.account),
          ),
        ).toEqual(['mallory', 'trent']),
      WAIT,
    );
    await desk.idle();
    await fixture.press(maria, cards().at(-1)!, 'Undo all 2');
    await vi.waitFor(async () => expect((await cases.as(({ tx }) => findAction(tx, 3)))!.state).toBe('lifted'), WAIT);
    await desk.idle();
  }, 60_000);
});
