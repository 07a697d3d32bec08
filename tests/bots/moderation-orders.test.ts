import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { findCase, insertCase } from '../../src/db/cases.ts';
import { withOrg } from '../../src/db/scope.ts';
import { newId } from '../../src/domain/id.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { ChatPlatform } from '../../src/messages/inbound.ts';
import { sampleCase } from '../../src/messages/views/moderation-samples.ts';
import { type ChatDesk, chatDesk } from '../support/chat-desk.ts';
import type { ChatFixture, Person } from '../support/chat-fixture.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { openDiscordFixture } from '../support/discord-fixture.ts';
import { openSlackFixture } from '../support/slack-fixture.ts';
import { openTeams } from '../support/teams-fixture.ts';

const platforms: Record<
  ChatPlatform,
  (desk: () => ChatDesk) => Promise<{ fixture: ChatFixture; ready?: () => Promise<void> }>
> = {
  slack: async (desk) => ({ fixture: await openSlackFixture({ guards: (source) => desk().chat.guards(source) }) }),
  async discord(desk) {
    const fixture = await openDiscordFixture({ guardsAny: (app) => desk().chat.guardsAny(app, 'discord') });
    return { fixture, ready: () => fixture.ready() };
  },
  teams: async () => ({ fixture: await openTeams({ holdMs: 2000 }) }),
};
const kind = databases.at(-1)!;

describe.each(Object.keys(platforms) as ChatPlatform[])('orders about people on %s', (name) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let desk: ChatDesk;
  let fixture: ChatFixture;
  let general = '';
  const people = new Map<string, Person>();
  const members = new Map<string, Principal>();
  beforeAll(async () => {
    database = await kind.open();
    org = await newOrganisation(database.db);
    const local = await platforms[name](() => desk);
    fixture = local.fixture;
    desk = chatDesk(database.db, [fixture.platform]);
    await desk.connect(org.admin, name, fixture.workspace);
    general = await fixture.channel('general');
    for (const who of ['Ada', 'Ben', 'Kev', 'Olga']) people.set(who, await fixture.person(who));
    for (const [who, role] of [
      ['Ada', 'moderator'],
      ['Ben', 'employee'],
      ['Olga', 'officer'],
    ] as const) {
      const member = await org.member(role, { name: who });
      members.set(who, member);
      await desk.link(org.admin, member, { platform: name, workspace: fixture.workspace, id: people.get(who)!.id });
    }
    const place = { platform: name, workspace: fixture.workspace, channel: general, thread: null, direct: false };
    await desk.services.channel.guard(org.admin, place, 'normal');
    await fixture.platform.start(desk.dispatch.deliver);
    await local.ready?.();
    for (const who of ['Kev', 'Olga'])
      await fixture.say(people.get(who)!, { channel: general }, 'hello', { mention: false });
    await vi.waitFor(
      async () =>
        expect(
          await withOrg(database.db, org.orgId, (tx) =>
            tx.selectFrom('chat_message').select('author').where('org_id', '=', tx.orgId).execute(),
          ),
        ).toHaveLength(2),
      { timeout: 20_000 },
    );
  });
  afterEach(() => desk.idle());
  afterAll(async () => {
    await fixture.platform.stop();
    await fixture.close();
    await database.close();
  });

  const until = (look: () => Promise<void> | void) => vi.waitFor(look, { timeout: 20_000, interval: 20 });
  const actions = () =>
    withOrg(database.db, org.orgId, (tx) =>
      tx
        .selectFrom('moderation_action')
        .select(['step', 'account', 'state', 'reason'])
        .where('org_id', '=', tx.orgId)
        .orderBy('number')
        .execute(),
    );
  const seen = (who: string) => fixture.onlyFor(people.get(who)!);

  test('a moderator’s own words put up a card; Approve does it, Undo takes it back', async () => {
    const ada = people.get('Ada')!;
    await fixture.say(ada, 'direct', 'timeout Kev for 2 hours because of spam');
    await until(() =>
      expect(
        seen('Ada')
          .at(-1)!
          .buttons.map(({ label }) => label),
      ).toContain('Approve'),
    );
    const card = seen('Ada').at(-1)!;
    expect(card.text).toContain('Timeout 2 h for “Kev”');
    expect(card.text).toContain('spam');
    expect(await actions()).toEqual([]);
    await fixture.press(ada, card, 'Approve');
    await until(async () =>
      expect(await actions()).toMatchObject([
        { step: 'timeout', account: people.get('Kev')!.id, state: 'due', reason: 'spam' },
      ]),
    );
    await until(() =>
      expect(seen('Ada').some(({ buttons }) => buttons.some(({ label }) => label === 'Undo'))).toBe(true),
    );
    const done = seen('Ada').findLast(({ buttons }) => buttons.some(({ label }) => label === 'Undo'))!;
    await fixture.press(ada, done, 'Undo');
    await until(async () => expect(await actions()).toMatchObject([{ state: 'lifted' }]));
  });

  test('whoever may not, and about staff above them, is told so', async () => {
    await fixture.say(people.get('Ben')!, 'direct', 'ban Kev for spam');
    const told = (who: string, words: string) =>
      until(() => expect(seen(who).map(({ text }) => text)).toContainEqual(expect.stringContaining(words)));
    await told('Ben', 'Your role (employee)');
    await fixture.say(people.get('Ada')!, 'direct', 'ban Olga for spam');
    await told('Ada', 'Olga is officer here, and stands no lower than you.');
    expect(await actions()).toHaveLength(1);
  });

  test('a case is taken in hand, and given back, by the buttons of its card; a forged one does nothing', async () => {
    const ada = people.get('Ada')!;
    const kev = { account: people.get('Kev')!.id, name: 'Kev' };
    await withOrg(database.db, org.orgId, async (tx) => {
      const channel = await tx
        .selectFrom('guarded_channel')
        .select('id')
        .where('org_id', '=', tx.orgId)
        .executeTakeFirstOrThrow();
      const sample = sampleCase();
      await insertCase(tx, {
        ...sample,
        ...{ id: newId(), number: 1, state: 'open', sessionId: null, incidentId: null, claim: null },
        channel: { ...sample.channel, id: channel.id },
        offender: { ...sample.offender, ...kev },
      });
    });
    const held = async () => (await withOrg(database.db, org.orgId, (tx) => findCase(tx, 1)))!.claim?.by ?? null;
    const shown = () => seen('Ada').findLast(({ text }) => text.includes('CASE-1'))!;
    const offered = () => shown().buttons.map(({ label }) => label);
    await fixture.say(ada, 'direct', 'show CASE-1');
    await until(() => expect(offered()).toContain('Take it'));
    await fixture.press(ada, shown(), 'Take it', { value: 'CASE-99' });
    await desk.idle();
    expect(await held()).toBeNull();
    await fixture.press(ada, shown(), 'Take it');
    await until(async () => expect(await held()).toBe('Ada'));
    await until(() => expect(offered()).toContain('Give it back'));
    await fixture.press(ada, shown(), 'Give it back');
    await until(async () => expect(await held()).toBeNull());
    await until(() => expect(offered()).toContain('Take it'));
  });
});
