import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { ChatPlace, Speaker } from '../../src/messages/inbound.ts';
import { linkByCode, whoSpeaks } from '../../src/pipeline/chat-accounts.ts';
import {
  bindChannel,
  channelsFor,
  leastRoleOf,
  listChannels,
  setLeastRole,
  unbindChannel,
} from '../../src/pipeline/chat-channels.ts';
import { CODE_LASTS_MS, makeAccountCode, makeWorkspaceCode } from '../../src/pipeline/chat-codes.ts';
import {
  connectByCode,
  connectWorkspace,
  disconnectWorkspace,
  listWorkspaces,
  setLinkByEmail,
} from '../../src/pipeline/chat-workspaces.ts';
import { updateMember } from '../../src/pipeline/members.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { chatDesk } from '../support/chat-desk.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

describe.each(databases)('workspaces, people and channels, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let other: TestOrganisation;
  let officer: Principal;
  const now = new Date('2026-11-21T12:00:00Z');
  beforeAll(async () => {
    database = await open();
    org = await newOrganisation(database.db, { timeZone: 'Europe/Berlin' });
    other = await newOrganisation(database.db);
    officer = await org.member('officer', { name: 'Maria', email: 'maria@example.org' });
    await as(org.admin, (work) => connectWorkspace(work, { platform: 'slack', workspace: 'T1', name: 'Harbour' }));
  });
  afterAll(() => database.close());
  const as = <T>(who: Principal, change: (work: Work) => Promise<T>, at = now): Promise<T> =>
    withOrg(database.db, who.orgId, (tx) => change({ tx, principal: who, now: at, auditKey: deskKey }));
  const place: ChatPlace = { platform: 'slack', workspace: 'T1', channel: 'C1', thread: null, direct: false };
  const speaker = (id: string, more: Partial<Speaker> = {}): Speaker => ({ id, name: id, bot: false, ...more });
  const who = (account: Speaker, at = now) =>
    as(
      org.admin,
      (work) => whoSpeaks(work, { place, speaker: account }, { platform: 'slack', audience: 'private' }),
      at,
    );
  const link = (account: Speaker, code: string, at = now) =>
    as(org.admin, (work) => linkByCode(work, { place, speaker: account }, code), at);

  test('a workspace is one organisation’s, connected by admins alone', async () => {
    const again = { platform: 'slack' as const, workspace: 'T1', name: 'Harbour Works' };
    expect(await as(org.admin, (work) => connectWorkspace(work, again))).toBe(false);
    expect(await as(org.admin, ({ tx }) => listWorkspaces(tx))).toMatchObject([
      { name: 'Harbour Works', linkByEmail: false },
    ]);
    await expect(as(other.admin, (work) => connectWorkspace(work, again))).rejects.toThrow(/another organisation/);
    await expect(as(officer, (work) => connectWorkspace(work, again))).rejects.toThrow(/admin/);
  });

  test('a code links once, within its time, and nobody else', async () => {
    const { code } = await as(officer, (work) => makeAccountCode(work, officer.actor.id!));
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect((await who(speaker('U1'))).kind).toBe('unknown');
    expect((await link(speaker('U1'), code.toLowerCase().replace('-', ' '))).member.name).toBe('Maria');
    await expect(link(speaker('U2'), code)).rejects.toMatchObject({ code: 'expired' });
    const known = await who(speaker('U1', { timeZone: 'Asia/Tokyo' }));
    expect(known).toMatchObject({
      kind: 'member',
      principal: { name: 'Maria', role: 'officer', timeZone: 'Asia/Tokyo' },
    });
    expect(await who(speaker('U1', { timeZone: 'Nowhere/At all' }))).toMatchObject({
      principal: { timeZone: 'Europe/Berlin' },
    });
    const late = await as(officer, (work) => makeAccountCode(work, officer.actor.id!));
    await expect(link(speaker('U3'), late.code, new Date(now.getTime() + CODE_LASTS_MS))).rejects.toMatchObject({
      code: 'expired',
    });
    // a newer code makes the older one worthless
    const older = await as(officer, (work) => makeAccountCode(work, officer.actor.id!));
    await as(officer, (work) => makeAccountCode(work, officer.actor.id!));
    await expect(link(speaker('U4'), older.code)).rejects.toMatchObject({ code: 'expired' });
  });

  test('wrong codes of one linked account are counted, and keep nobody else from linking', async () => {
    const { chat } = chatDesk(database.db, [], { now: () => now });
    const said = (id: string, code: string) =>
      chat.link(org.orgId, { app: 'settings', place, speaker: speaker(id) }, code);
    const newcomers = await Promise.all(
      Array.from({ length: 3 }, (_, nth) => org.member('employee', { name: `New ${nth}` })),
    );
    const results: string[] = [];
    for (let nth = 0; nth < 70; nth++)
      results.push(
        await said('U1', `WRQNG${String(nth).padStart(3, '2')}`).then(
          ({ name }) => name,
          (error: { code: string }) => error.code,
        ),
      );
    expect(new Set(results)).toEqual(new Set(['Maria', 'rate_limited']));
    expect(results.filter((one) => one === 'Maria').length).toBeLessThan(10);
    for (const [nth, member] of newcomers.entries()) {
      const { code } = await as(member, (work) => makeAccountCode(work, member.actor.id!));
      expect(await said(`N${nth}`, code)).toEqual({ name: `New ${nth}` });
    }
  });

  test('an account that is somebody’s is not taken over; nobody makes codes for others; codes are stored as hashes', async () => {
    const tom = await org.member('officer', { name: 'Tom' });
    await expect(as(tom, (work) => makeAccountCode(work, officer.actor.id!))).rejects.toThrow(/admin/);
    const { code } = await as(tom, (work) => makeAccountCode(work, tom.actor.id!));
    await expect(link(speaker('U1'), code)).rejects.toMatchObject({ code: 'conflict' });
    const kept = await as(org.admin, async ({ tx }) => ({
      codes: await tx.selectFrom('chat_code').selectAll().execute(),
      audit: await tx.selectFrom('audit_entry').selectAll().execute(),
    }));
    expect(JSON.stringify(kept)).not.toContain(code.slice(0, 4) + code.slice(5));
    expect(kept.audit.map((line) => line.action)).toEqual(
      expect.arrayContaining(['chat_code.make', 'member.link_chat_account']),
    );
  });

  test('a code for a workspace connects none but workspaces, in the name of an admin', async () => {
    const { code } = await as(org.admin, (work) => makeWorkspaceCode(work, org.admin.actor.id!));
    await expect(link(speaker('U9'), code)).rejects.toMatchObject({ code: 'expired' });
    await expect(as(officer, (work) => makeWorkspaceCode(work, officer.actor.id!))).rejects.toThrow(/admin/);
    const guild = { platform: 'discord' as const, workspace: 'G1', name: 'Guild' };
    const at = { platform: 'discord' as const, audience: 'private' as const };
    expect(await as(org.admin, (work) => connectByCode(work, guild, code, at))).toEqual({ connected: true });
    await expect(
      as(org.admin, (work) => connectByCode(work, { ...guild, workspace: 'G2' }, code, at)),
    ).rejects.toMatchObject({ code: 'expired' });
  });

  test('a verified address links where the workspace allows it, and members alone', async () => {
    const mail = { email: 'MARIA@example.org' };
    expect((await who(speaker('U20', mail))).kind).toBe('unknown');
    const [workspace] = await as(org.admin, ({ tx }) => listWorkspaces(tx));
    const slack =
      workspace!.platform === 'slack' ? workspace! : (await as(org.admin, ({ tx }) => listWorkspaces(tx)))[1]!;
    await expect(as(officer, (work) => setLinkByEmail(work, slack.id, true))).rejects.toThrow(/admin/);
    // Discord tells nobody’s address
    await as(org.admin, (work) => connectWorkspace(work, { platform: 'discord', workspace: 'G1', name: 'A server' }));
    const discord = (await as(org.admin, ({ tx }) => listWorkspaces(tx))).find((one) => one.platform === 'discord')!;
    await expect(as(org.admin, (work) => setLinkByEmail(work, discord.id, true))).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('/safenest link'),
    });
    await as(org.admin, (work) => setLinkByEmail(work, discord.id, false));
    await as(org.admin, (work) => disconnectWorkspace(work, discord.id));
    await as(org.admin, (work) => setLinkByEmail(work, slack.id, true));
    expect(await who(speaker('U20', mail))).toMatchObject({ kind: 'member', principal: { name: 'Maria' } });
    expect((await who(speaker('U21', { email: 'nobody@example.org' }))).kind).toBe('unknown');
    // somebody else's organisation has a member of that address too; it is not theirs that is meant
    await other.member('admin', { email: 'shared@example.org' });
    expect((await who(speaker('U22', { email: 'shared@example.org' }))).kind).toBe('unknown');
    await as(org.admin, (work) => setLinkByEmail(work, slack.id, false));
  });

  test('whoever is disabled is known, and shut out', async () => {
    const gone = await org.member('officer', { name: 'Gone' });
    const { code } = await as(gone, (work) => makeAccountCode(work, gone.actor.id!));
    await link(speaker('U30'), code);
    await as(org.admin, (work) => updateMember(work, gone.actor.id!, { active: false }));
    expect(await who(speaker('U30'))).toEqual({ kind: 'inactive' });
  });

  test('a channel is bound, told what for, and let go; by admins, in connected workspaces', async () => {
    const channel = { platform: 'slack' as const, workspace: 'T1', channel: 'C7', name: 'sec-ops' };
    await expect(as(officer, (work) => bindChannel(work, channel, { purpose: 'alerts' }))).rejects.toThrow(/admin/);
    await expect(
      as(org.admin, (work) => bindChannel(work, { ...channel, workspace: 'T9' }, { purpose: 'alerts' })),
    ).rejects.toThrow(/not connected/);
    await expect(
      as(org.admin, (work) => bindChannel(work, channel, { purpose: 'alerts', timeZone: 'Mars/Base' })),
    ).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(
      as(org.admin, (work) => bindChannel(work, channel, { purpose: 'alerts', quiet: { from: 60, to: 60 } })),
    ).rejects.toThrow(/different times/);
    const quiet = { from: 1320, to: 420 };
    await as(org.admin, (work) => bindChannel(work, channel, { purpose: 'alerts', floor: 'high', quiet }));
    await as(org.admin, (work) => bindChannel(work, channel, { purpose: 'approvals' }));
    await as(org.admin, (work) => setLeastRole(work, channel, 'officer'));
    expect(await as(org.admin, ({ tx }) => listChannels(tx))).toMatchObject([
      {
        name: 'sec-ops',
        leastRole: 'officer',
        bindings: [
          { purpose: 'alerts', floor: 'high', quiet, timeZone: null },
          { purpose: 'approvals', floor: 'low', quiet: null },
        ],
      },
    ]);
    expect(await as(org.admin, ({ tx }) => channelsFor(tx, 'alerts'))).toMatchObject([{ binding: { floor: 'high' } }]);
    expect(await as(org.admin, ({ tx }) => leastRoleOf(tx, channel))).toBe('officer');
    expect(await as(other.admin, ({ tx }) => listChannels(tx))).toEqual([]);
    expect(await as(org.admin, (work) => unbindChannel(work, channel, 'alerts'))).toBe(true);
    expect(await as(org.admin, (work) => unbindChannel(work, channel, 'alerts'))).toBe(false);
    expect(await as(org.admin, ({ tx }) => channelsFor(tx, 'alerts'))).toEqual([]);
  });

  test('a workspace that is let go takes its channels and links along', async () => {
    const known = (await as(org.admin, ({ tx }) => listWorkspaces(tx))).find((one) => one.workspace === 'T1')!;
    await expect(as(other.admin, (work) => disconnectWorkspace(work, known.id))).rejects.toThrow(/no such workspace/);
    await as(org.admin, (work) => disconnectWorkspace(work, known.id));
    expect(await as(org.admin, ({ tx }) => listChannels(tx))).toEqual([]);
    expect((await who(speaker('U1'))).kind).toBe('unknown');
    expect(await as(other.admin, (work) => connectWorkspace(work, { ...place, name: 'Ours now' }))).toBe(true);
  });
});
