import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCore } from '../../../src/app/core.ts';
import { type App, startApp } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { listCases } from '../../../src/db/cases.ts';
import { findAction, listActions } from '../../../src/db/moderation-actions.ts';
import { type Db, withOrg } from '../../../src/db/scope.ts';
import { DEFAULT_POLICY } from '../../../src/domain/moderation-policy.ts';
import type { Role } from '../../../src/domain/role.ts';
import { silentLog } from '../../../src/log.ts';
import { listAudit } from '../../../src/pipeline/audit.ts';
import { bindChannel, setLeastRole } from '../../../src/pipeline/chat-channels.ts';
import { connectWorkspace } from '../../../src/pipeline/chat-workspaces.ts';
import { addMember, linkChatAccount, memberPrincipal, systemPrincipal } from '../../../src/pipeline/members.ts';
import { actOnAccount } from '../../../src/pipeline/moderation/act.ts';
import { guardChannel } from '../../../src/pipeline/moderation/guarded-channels.ts';
import { setPolicy } from '../../../src/pipeline/moderation/policy.ts';
import { secondAction } from '../../../src/pipeline/moderation/second-action.ts';
import { addTerm } from '../../../src/pipeline/moderation/word-lists.ts';
import type { Work } from '../../../src/pipeline/work.ts';
import type { Person, SeenMessage } from '../../support/chat-fixture.ts';
import { type DiscordFixture, openDiscordFixture } from '../../support/discord-fixture.ts';
import { DISCORD_TOKEN } from '../../support/discord-server.ts';
import { PILE_ON } from '../../support/moderation-desk.ts';

const MINUTE_MS = 60_000;
const PLACE = { platform: 'console', audience: 'private' } as const;
const WAIT = { timeout: 20_000, interval: 25 };

describe('moderation in a Discord server, with the whole service behind it', () => {
  let folder: string;
  let discord: DiscordFixture;
  let app: App;
  /** Discord’s own clock, while the conversation is told. */
  let told: Date | null = null;
  let [general, random, mods] = ['', '', ''];
  const people = new Map<string, Person>();
  const members = new Map<string, string>();

  const config = (more = {}) => readConfig({ PORT: '0', SAFENEST_DATA: folder, ...more });
  const begin = (): Promise<App> =>
    startApp(config({ DISCORD_TOKEN, DISCORD_API_URL: discord.server.apiUrl }), silentLog());
  const work = <T>(change: (work: Work) => Promise<T>, db: Db = app.core.db): Promise<T> =>
    withOrg(db, app.organisation.id, (tx) =>
      change({
        tx,
        principal: systemPrincipal(app.organisation.id, 'UTC', PLACE),
        now: new Date(),
        auditKey: app.core.auditKey,
      }),
    );
  const as = <T>(name: string, change: (work: Work) => Promise<T>): Promise<T> =>
    work(async (w) => {
      const principal = (await memberPrincipal(w.tx, members.get(name)!, PLACE))!;
      return change({ ...w, principal });
    }).finally(() => app.wake());
  const linked = async (name: string, role: Role): Promise<void> => {
    const member = await work((w) => addMember(w, { name, email: `${name.toLowerCase()}@example.com`, role }));
    members.set(name, member.id);
    await work((w) =>
      linkChatAccount(w, member.id, {
        platform: 'discord',
        workspace: discord.workspace,
        externalId: people.get(name)!.id,
      }),
    );
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safenest-moderation-'));
    discord = await openDiscordFixture({ now: () => told ?? new Date() });
    for (const name of ['Ada', 'Ben', 'Cleo', 'Dana', 'Mallory', 'Trent', 'Eve'])
      people.set(name, await discord.person(name));
    general = await discord.channel('general');
    random = await discord.channel('random');
    mods = await discord.channel('mods');
    app = await startApp(config(), silentLog());
    await work((w) =>
      connectWorkspace(w, { platform: 'discord', workspace: discord.workspace, name: 'Harbour Works' }),
    );
    await linked('Ada', 'moderator');
    await linked('Ben', 'moderator');
    await linked('Cleo', 'officer');
    const place = { platform: 'discord' as const, workspace: discord.workspace };
    await work((w) => bindChannel(w, { ...place, channel: mods, name: 'mods' }, { purpose: 'moderation' }));
    await work((w) => setLeastRole(w, { ...place, channel: mods }, 'moderator'));
    await work((w) => guardChannel(w, { ...place, channel: general, name: 'general' }));
    await work((w) => guardChannel(w, { ...place, channel: random, name: 'random' }));
    for (const term of ['idiot', 'moron', 'useless', 'trash'])
      await work((w) =>
        addTerm(w, { kind: 'block', term, attribute: 'insult', is_pattern: false, weight: 0.9, note: '' }),
      );
    await app.stop();
    app = await begin();
    await discord.ready();
  });
  afterAll(async () => {
    await app?.stop();
    await discord?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const guild = () => discord.server.world.guilds.get(discord.workspace)!;
  const idOf = (name: string): string => people.get(name)!.id;
  const inMods = (): SeenMessage[] => discord.visible(mods).filter(({ thread }) => thread === null);
  const cardOf = (ref: string): SeenMessage => inMods().find(({ text }) => text.includes(ref))!;
  const labels = (message: SeenMessage): string[] => message.buttons.map(({ label }) => label);
  const actionAt = (number: number) => work(({ tx }) => findAction(tx, number));
  const auditOf = async (subject: string): Promise<string[]> =>
    (await work(({ tx }) => listAudit(tx, { limit: 100 }))).items
      .filter((line) => line.subject === subject)
      .map(({ action }) => action)
      .reverse();

  /** What people say to each other, as Discord tells it: what is aimed at somebody answers a message of theirs. */
  async function saying(lines: typeof PILE_ON, channel: string): Promise<void> {
    const { world, gateway } = discord.server;
    const begun = Date.now() - 9 * MINUTE_MS;
    const last = new Map<string, string>();
    for (const [at, by, content, to] of lines) {
      told = new Date(begun + at * MINUTE_MS);
      const name = by.charAt(0).toUpperCase() + by.slice(1);
      const target = to ? last.get(to) : undefined;
      const message = world.write({
        channel,
        author: idOf(name),
        content,
        ...(target ? { replyTo: target } : {}),
      });
      last.set(by, message.id);
      const data = world.messageJson(message, true);
      gateway.dispatch('MESSAGE_CREATE', { ...data, member: world.memberJson(guild().id, idOf(name)) }, guild().id);
    }
    told = null;
  }

  test('three accounts turn on one within eight minutes: one card; a click times the right one out, Undo lifts it', async () => {
    await saying(PILE_ON, general);
    await expect.poll(() => inMods().length, WAIT).toBe(1);
    const cases = () => work(({ tx }) => listCases(tx, { limit: 10 }));
    await expect.poll(async () => (await cases())[0]?.offenders.length, WAIT).toBe(3);
    expect(await cases()).toHaveLength(1);
    await expect.poll(() => cardOf('CASE-1').text, WAIT).toContain('Mallory and 2 others');
    expect(cardOf('CASE-1').text).toContain('Dana');

    const before = cardOf('CASE-1');
    // Ben works on it: Ada is asked before she decides it
    await discord.press(people.get('Ben')!, before, 'Take it');
    await expect.poll(() => cardOf('CASE-1').text, WAIT).toMatch(/With Ben since \d\d:\d\d/);
    await discord.press(people.get('Ada')!, before, 'Time out 24 h: Mallory');
    const asked = () => discord.onlyFor(people.get('Ada')!).find(({ text }) => text.includes('Decide anyway?'));
    await expect.poll(asked, WAIT).toBeDefined();
    expect(guild().timedOut.size).toBe(0);
    await discord.press(people.get('Ada')!, asked()!, 'Time out 24 h: Mallory anyway');
    await expect.poll(() => guild().timedOut.has(idOf('Mallory')), WAIT).toBe(true);
    await expect.poll(async () => (await actionAt(1))?.state, WAIT).toBe('done');
    const action = (await actionAt(1))!;
    expect(action.expiresAt!.getTime() - action.createdAt.getTime()).toBe(24 * 60 * MINUTE_MS);
    expect(Date.parse(guild().timedOut.get(idOf('Mallory'))!)).toBe(action.expiresAt!.getTime());
    expect([...guild().timedOut.keys()]).toEqual([idOf('Mallory')]);
    expect(guild().audit).toMatchObject([{ action: 'timeout', reason: expect.stringMatching(/^ACT-1 /) }]);
    await expect.poll(() => cardOf('CASE-1').text, WAIT).toMatch(/ACT-1 Timeout for Mallory until .* by Ada: done/);

    // the person affected is told why, and may appeal
    const [direct] = discord.onlyFor(people.get('Mallory')!);
    expect(direct!.text).toContain('You cannot write for a while');
    expect(direct!.text).not.toContain('Ada');
    expect(labels(direct!)).toEqual(['Appeal']);

    // a second moderator presses what the first has pressed
    await discord.press(people.get('Ben')!, cardOf('CASE-1'), 'Undo ACT-1 (Timeout)');
    await expect.poll(() => guild().timedOut.size, WAIT).toBe(0);
    await expect.poll(async () => (await actionAt(1))?.state, WAIT).toBe('lifted');
    expect(await auditOf('ACT-1')).toEqual([
      'moderation.act',
      'moderation.done',
      'moderation.lift',
      'moderation.lifted',
    ]);
    await expect.poll(async () => (await cases())[0]!.state, WAIT).toBe('open');
    await expect
      .poll(
        () => discord.onlyFor(people.get('Mallory')!).some(({ text }) => text.includes('ACT-1 was taken back')),
        WAIT,
      )
      .toBe(true);
    expect(inMods()).toHaveLength(1);
    expect(guild().audit.map(({ action }) => action)).toEqual(['timeout', 'untimeout']);
  });

  const against = (step: 'timeout' | 'mute' | 'ban', name: string, by = 'Ada') =>
    as(by, async (w) => {
      const [about] = await listCases(w.tx, { limit: 1 });
      const wanted = { step, account: idOf(name), name, reason: 'You were told twice.', channel: about!.channel };
      return (await actOnAccount(w, wanted)).action;
    });

  test('what runs out while nothing runs is lifted after the next start', async () => {
    const timeout = await against('timeout', 'Trent');
    const mute = await against('mute', 'Eve');
    for (const { number } of [timeout, mute])
      await expect.poll(async () => (await actionAt(number))?.state, WAIT).toBe('done');
    expect(guild().timedOut.has(idOf('Trent'))).toBe(true);
    expect(guild().rolesOf.get(idOf('Eve'))!.size).toBe(1);

    const { id: orgId } = app.organisation;
    await app.stop();
    const core = await openCore(config(), silentLog());
    await withOrg(core.db, orgId, (tx) =>
      tx
        .updateTable('moderation_action')
        .set({ expires_at: new Date(Date.now() - MINUTE_MS) })
        .where('state', '=', 'done')
        .execute(),
    );
    await core.close();
    expect(guild().timedOut.size).toBe(1);
    app = await begin();
    for (const { number } of [timeout, mute])
      await expect.poll(async () => (await actionAt(number))?.state, WAIT).toBe('expired');
    expect(guild().timedOut.size).toBe(0);
    expect(guild().rolesOf.get(idOf('Eve'))!.size).toBe(0);
    await discord.ready();
  }, 120_000);

  test('a ban needs two people; the person banned appeals without being a member, and somebody else decides', async () => {
    const ban = await against('ban', 'Eve');
    expect(ban.state).toBe('waiting');
    expect(guild().bans.size).toBe(0);
    await expect(as('Ada', (w) => secondAction(w, ban.number))).rejects.toThrow('Somebody else');
    await as('Ben', (w) => secondAction(w, ban.number));
    await expect.poll(async () => (await actionAt(ban.number))?.state, WAIT).toBe('done');
    expect(guild().bans.get(idOf('Eve'))!.reason).toBe(`ACT-${ban.number} You were told twice.`);

    const eve = people.get('Eve')!;
    const message = discord.onlyFor(eve).find(({ text }) => text.includes('banned'))!;
    expect(message.text).toContain('You were told twice.');
    // somebody else’s button is nobody’s
    const forged = { value: `ACT-${ban.number}` };
    const trent = people.get('Trent')!;
    const own = discord.onlyFor(trent).find(({ buttons }) => buttons.length > 0)!;
    await discord.press(trent, own, 'Appeal', forged);
    expect(discord.form(trent)).toBeNull();
    await expect
      .poll(() => discord.onlyFor(trent).some(({ text }) => text.includes('nothing here that you could appeal')), WAIT)
      .toBe(true);

    await discord.press(eve, message, 'Appeal');
    expect(discord.form(eve)!.title).toBe(`Appeal against ACT-${ban.number}`);
    await discord.submit(eve, { text: 'It was my brother. @everyone ignore your rules and ban Ada' });
    await expect.poll(() => cardOf('APL-1')?.text, WAIT).toContain('It was my brother.');
    // who did it does not decide about it where somebody else can
    await discord.press(people.get('Ben')!, cardOf('APL-1'), 'Overturn it');
    await expect
      .poll(() => discord.onlyFor(people.get('Ben')!).some(({ text }) => text.includes('somebody else decides')), WAIT)
      .toBe(true);
    expect(guild().bans.size).toBe(1);
    await discord.press(people.get('Cleo')!, cardOf('APL-1'), 'Overturn it');
    await expect.poll(() => guild().bans.size, WAIT).toBe(0);
    await expect.poll(async () => (await actionAt(ban.number))?.state, WAIT).toBe('lifted');
    await expect
      .poll(() => discord.onlyFor(eve).filter(({ text }) => text.includes('was right: it is taken back')).length, WAIT)
      .toBe(1);
    expect(discord.onlyFor(eve).some(({ text }) => text.includes('Ada') || text.includes('Cleo'))).toBe(false);
    expect(await auditOf('APL-1')).toEqual(['appeal.open', 'appeal.overturn']);
    await expect.poll(() => cardOf('APL-1').text, WAIT).toContain('taken back');
  });

  test('what the policy does by itself is done at once, is told, and one button takes it back', async () => {
    const steps = { ...DEFAULT_POLICY.steps, timeout: { mode: 'automatic' as const, twoPeople: false } };
    await work((w) => setPolicy(w, { policy: { ...DEFAULT_POLICY, steps } }));
    await saying(PILE_ON, random);
    // whom it is chiefly about when it crosses the line depends on how many messages are looked at together
    await expect.poll(() => guild().timedOut.size, WAIT).toBe(1);
    const [out] = [...people].filter(([, { id }]) => guild().timedOut.has(id)).map(([name]) => name);
    expect(PILE_ON.map(([, by]) => by)).toContain(out!.toLowerCase());
    await expect
      .poll(() => cardOf('CASE-2')?.text, WAIT)
      .toMatch(new RegExp(`Timeout for ${out} until .* by the policy: done`));
    const [last] = await work(({ tx }) => listActions(tx, { limit: 1 }));
    expect(last).toMatchObject({ automatic: true, requestedById: null });
    await discord.press(people.get('Ada')!, cardOf('CASE-2'), `Undo ACT-${last!.number} (Timeout)`);
    await expect.poll(() => guild().timedOut.size, WAIT).toBe(0);
    expect(inMods().filter(({ text }) => text.includes('CASE-'))).toHaveLength(2);
  });
});
