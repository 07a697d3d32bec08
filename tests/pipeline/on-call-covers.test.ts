import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { coversFrom } from '../../src/db/on-call.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { Principal } from '../../src/domain/principal.ts';
import type { Proposal } from '../../src/domain/proposal.ts';
import { silentLog } from '../../src/log.ts';
import type { OutboundMessage } from '../../src/messages/outbound.ts';
import { saidByCard } from '../../src/messages/said-by-card.ts';
import { redrawn } from '../../src/pipeline/chat-messages.ts';
import { linkChatAccount } from '../../src/pipeline/members.ts';
import { addCover, setRota, whoIsOnCall } from '../../src/pipeline/on-call.ts';
import { proposeCover } from '../../src/pipeline/on-call-covers.ts';
import { decideProposal, undoProposal } from '../../src/pipeline/proposals/decide.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { waitingFor } from '../../src/pipeline/proposals/see.ts';
import { tellAsked } from '../../src/pipeline/tell-asked.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { coverShiftTool } from '../../src/tools/cover-shift.ts';
import type { ToolContext } from '../../src/tools/define-tool.ts';
import { whoIsOnCallTool } from '../../src/tools/who-is-on-call.ts';
import { actionsOf } from '../support/cards.ts';
import { databases, newOrganisation, type TestDatabase, type TestOrganisation } from '../support/database.ts';
import { deskKey } from '../support/desk.ts';

describe.each(databases)('somebody covers for somebody, on $name', ({ open }) => {
  let database: TestDatabase;
  let org: TestOrganisation;
  let [maria, sam, lea, jonas]: Principal[] = [];
  /** A Saturday, in the turn of the first. */
  let now: Date;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(async () => {
    now = new Date('2026-11-21T12:00:00Z');
    org = await newOrganisation(database.db);
    maria = await org.member('officer', { name: 'Maria Lopez' });
    sam = await org.member('manager', { name: 'Sam Okafor' });
    lea = await org.member('moderator', { name: 'Lea Berg' });
    jonas = await org.member('employee', { name: 'Jonas Weber' });
    const members = [maria, sam, lea].map((one) => one!.actor.id!);
    await as(org.admin, (work) => setRota(work, { members, every: 'day', at: 540 }));
  });
  afterAll(() => database.close());
  const as = <T>(who: Principal, change: (work: Work) => Promise<T>): Promise<T> =>
    withOrg(database.db, who.orgId, (tx) =>
      change({ tx, principal: { ...who, place: { platform: 'slack', audience: 'shared' } }, now, auditKey: deskKey }),
    );
  const ask = async (who: Principal, wish: Partial<Parameters<typeof proposeCover>[1]>): Promise<Proposal> => {
    const asked = await as(who, (work) =>
      proposeCover(work, { who: null, of: 'me', span: null, swap: false, why: '', untrusted: false, ...wish }),
    );
    if (asked.was === 'nothing') throw new Error('nothing');
    return asked.proposal;
  };
  const press = (who: Principal, { number, nonce }: Proposal, decision: 'approve' | 'reject' = 'approve') =>
    as(who, (work) => decideProposal(work, number, { nonce: nonce!, decision }));
  const onCall = (at: string) => as(org.admin, async ({ tx }) => (await whoIsOnCall(tx, new Date(at)))?.name);
  const covers = () => as(org.admin, ({ tx }) => coversFrom(tx, now));
  const span = (from: string, to: string) => ({ from: new Date(from), to: new Date(to) });
  const waiting = (who: Principal) => as(who, ({ tx, principal }) => waitingFor(tx, principal, now));

  test('who takes it accepts, nobody else but an admin does, and it is taken back by whoever agreed', async () => {
    const week = span('2026-11-21T12:00:00Z', '2026-11-27T08:00:00Z');
    const proposal = await ask(maria!, { who: 'Sam', span: week });
    expect(proposal.title).toBe(
      'Sam Okafor covers for Maria Lopez: Sat 21 Nov 2026, 12:00 to Sun 22 Nov 2026, 09:00 (21 h) and 1 more',
    );
    expect(await covers()).toEqual([]);
    for (const other of [maria!, lea!])
      await expect(press(other, proposal)).rejects.toThrow(
        'This asks Sam Okafor: only they or an admin can decide it.',
      );
    await expect(press(jonas!, proposal)).rejects.toMatchObject({ code: 'forbidden' });
    expect([await waiting(sam!), await waiting(maria!), await waiting(lea!)]).toEqual([1, 0, 0]);
    expect(await press(sam!, proposal)).toMatchObject({ done: true, text: 'Sam Okafor covers now.' });
    // only in her own turns: Sam’s and Lea’s are between them
    expect(
      await Promise.all(
        ['2026-11-21T13', '2026-11-22T13', '2026-11-23T13', '2026-11-24T13'].map((at) => onCall(`${at}:00:00Z`)),
      ),
    ).toEqual(['Sam Okafor', 'Sam Okafor', 'Lea Berg', 'Sam Okafor']);
    const audit = await as(org.admin, ({ tx }) =>
      tx.selectFrom('audit_entry').select(['action', 'actor_name']).where('action', '=', 'on_call.cover').execute(),
    );
    expect(audit).toMatchObject([{ actor_name: 'Sam Okafor' }, { actor_name: 'Sam Okafor' }]);
    await expect(as(lea!, (work) => undoProposal(work, proposal.number))).rejects.toMatchObject({ code: 'forbidden' });
    expect(await as(sam!, (work) => undoProposal(work, proposal.number))).toMatchObject({ done: true });
    expect(await covers()).toEqual([]);
  });

  test('who offers to take it asks whose it is; an admin decides too; whoever is neither asks for nothing', async () => {
    const offered = await ask(sam!, { who: 'me', of: 'maria' });
    await expect(press(sam!, offered)).rejects.toThrow('Maria Lopez');
    expect(await press(org.admin, offered)).toMatchObject({ done: true });
    expect(await onCall('2026-11-21T13:00:00Z')).toBe('Sam Okafor');
    await expect(ask(lea!, { who: 'sam', of: 'maria' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(ask(maria!, { who: 'maria' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expect(ask(maria!, { who: 'jonas' })).rejects.toMatchObject({ code: 'not_found' });
    // what is forged into the arguments makes nobody else the one who is asked
    const forged = {
      covers: [
        { member: lea!.actor.id, of: maria!.actor.id, from: '2026-11-24T09:00:00Z', until: '2026-11-25T09:00:00Z' },
      ],
      ...{ asks: sam!.actor.id, asks_name: 'Sam' },
    };
    const made = await as(maria!, (work) =>
      proposeWrite(work, { kind: 'cover_shift', args: forged, untrusted: false }),
    );
    expect(made.proposal.args).toMatchObject({ asks: lea!.actor.id, asks_name: 'Lea Berg' });
    await expect(
      as(sam!, (work) => proposeWrite(work, { kind: 'cover_shift', args: forged, untrusted: false })),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('“cover me” is for whoever says yes first, and never for who asked', async () => {
    const proposal = await ask(maria!, { span: span('2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z') });
    expect(proposal.title).toContain('Somebody covers for Maria Lopez');
    await expect(press(maria!, proposal)).rejects.toMatchObject({ code: 'forbidden' });
    expect([await waiting(sam!), await waiting(lea!), await waiting(maria!), await waiting(jonas!)]).toEqual([
      1, 1, 0, 0,
    ]);
    expect(await press(lea!, proposal)).toMatchObject({ done: true });
    expect(await press(sam!, proposal)).toMatchObject({ done: false });
    expect(await onCall('2026-11-24T13:00:00Z')).toBe('Lea Berg');
  });

  test('a swap takes a whole shift of each; what has changed since is not carried out', async () => {
    const proposal = await ask(maria!, {
      who: 'lea',
      swap: true,
      span: span('2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z'),
    });
    expect(await press(lea!, proposal)).toMatchObject({ text: 'The shifts are swapped.' });
    expect(await onCall('2026-11-24T13:00:00Z')).toBe('Lea Berg');
    expect(await onCall('2026-11-23T13:00:00Z')).toBe('Maria Lopez');
    const later = await ask(maria!, { who: 'sam', span: span('2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z') });
    const taken = {
      memberId: lea!.actor.id!,
      from: new Date('2026-11-27T10:00:00Z'),
      until: new Date('2026-11-27T12:00:00Z'),
    };
    await as(org.admin, (work) => addCover(work, taken));
    expect(await press(sam!, later)).toMatchObject({ done: false, proposal: { state: 'superseded' } });
    // no longer than there is something to take
    const soon = await ask(maria!, { who: 'sam', span: span('2026-11-30T00:00:00Z', '2026-11-30T10:00:00Z') });
    now = new Date('2026-11-30T10:00:00Z');
    expect(await press(sam!, soon)).toMatchObject({ proposal: { state: 'expired' } });
    expect(
      await as(maria!, (work) =>
        proposeCover(work, {
          who: 'sam',
          of: 'me',
          span: span('2026-12-02T09:00:00Z', '2026-12-02T12:00:00Z'),
          swap: false,
          why: '',
          untrusted: false,
        }),
      ),
    ).toMatchObject({ was: 'nothing', who: 'Maria Lopez' });
  });

  test('who is asked gets a message with the buttons, who asked hears what came of it, once each', async () => {
    for (const [who, account] of [
      [maria, 'U1'],
      [sam, 'U2'],
    ] as const)
      await as(org.admin, (work) =>
        linkChatAccount(work, who!.actor.id!, {
          platform: 'slack',
          workspace: 'T1',
          externalId: `${account}-${org.orgId}`,
        }),
      );
    const proposal = await ask(maria!, { who: 'sam' });
    const said: { account: string; message: OutboundMessage }[] = [];
    let away = true;
    const tell = () =>
      tellAsked(
        {
          ...{ db: database.db, now: () => now, links: (ref: string) => `https://desk.test/${ref}` },
          ...{ wake: () => {}, log: silentLog() },
          platforms: {
            async tell({ account }, message) {
              if (away) return { kind: 'later' as const, afterMs: 1000, why: 'away' };
              if (message.orgId === org.orgId) said.push({ account, message });
              return { kind: 'done' as const, done: { platform: 'slack', channel: 'D1', messageId: '1' } };
            },
            retell: async () => 'none' as const,
          },
        },
        new AbortController().signal,
      );
    await tell();
    away = false;
    now = new Date(now.getTime() + 60_000);
    await tell();
    await tell();
    expect(said).toHaveLength(1);
    expect(said[0]).toMatchObject({ account: expect.stringContaining('U2') });
    expect(said[0]!.message.text).toContain('Maria Lopez asks you about being on call:');
    const buttons = actionsOf(said[0]!.message.card!);
    expect(buttons.map(({ label }) => label)).toEqual(['Decline', 'Accept', 'Open']);
    // its words are said by the card, and the card is replaced where it stands
    expect(saidByCard(said[0]!.message)).toBe(true);
    const ref = `PROP-${proposal.number}`;
    const asked = { platform: 'slack', workspace: 'T1', channel: 'D1', messageId: '1' };
    const alone = (work: Work) => ({
      ...work,
      principal: { ...work.principal, place: { platform: 'slack' as const, audience: 'private' as const } },
    });
    await press(sam!, proposal, 'reject');
    const again = await as(sam!, (work) => redrawn(alone(work), asked, ref));
    expect(actionsOf(again!.card!).map(({ id }) => id)).not.toContain('proposal.approve');
    expect(await as(sam!, (work) => redrawn(alone(work), { ...asked, messageId: '2' }, ref))).toBeNull();
    await tell();
    await tell();
    expect(said).toHaveLength(2);
    expect(said[1]!.message.text).toContain('Sam Okafor declined:');
    expect(said[1]!.account).toContain('U1');
  });

  test('the tool says who is asked, that they cannot be written to, and which words it could not read', async () => {
    const context = (work: Work): ToolContext => ({
      ...{
        principal: work.principal,
        now,
        language: 'en',
        services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
      },
      org: (read) => read(work.tx),
      work: (change) => change(work),
    });
    const run = (input: Record<string, unknown>) =>
      as(maria!, (work) => coverShiftTool.run(context(work), coverShiftTool.input.parse(input)));
    const onCallNow = () => as(maria!, (work) => whoIsOnCallTool.run(context(work), whoIsOnCallTool.input.parse({})));
    const { data, card } = await run({ who: 'Sam', until: 'tuesday 17:00' });
    expect(data).toMatchObject({ outcome: 'proposed', quoted_asked: 'Sam Okafor', unreached: true });
    // in a channel whoever is asked presses; no button there is worth anything to anybody else
    expect(actionsOf(card!).map(({ id }) => id)).toContain('proposal.approve');
    const nonces = await as(org.admin, ({ tx }) => tx.selectFrom('proposal').select('nonce').execute());
    for (const { nonce } of nonces) expect(JSON.stringify(card)).not.toContain(nonce!);
    expect((await run({ who: 'Sam', until: 'tuesday 17:00' })).data).toMatchObject({ outcome: 'waiting' });
    expect((await run({ when: 'sunday' })).data).toMatchObject({ outcome: 'proposed', quoted_asked: null });
    for (const until of ['whenever', 'yesterday', '‮'.repeat(50)])
      await expect(run({ who: 'Sam', until })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await onCallNow()).data).toMatchObject({ shifts: [{ name: 'Maria Lopez', in_place_of: null }] });
    await as(org.admin, (work) =>
      addCover(work, { memberId: lea!.actor.id!, from: now, until: new Date('2026-11-21T20:00:00Z') }),
    );
    expect((await onCallNow()).data).toMatchObject({ shifts: [{ name: 'Lea Berg', in_place_of: 'Maria Lopez' }] });
  });
});
