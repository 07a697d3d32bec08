import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { offlineModel } from '../../src/agent/chat-model.ts';
import { createDesk } from '../../src/agent/respond.ts';
import type { Principal } from '../../src/domain/principal.ts';
import { PROPOSAL_KINDS, type Proposal, type ProposalKind } from '../../src/domain/proposal.ts';
import { can, type Permission, ROLES, type Role } from '../../src/domain/role.ts';
import { consoleRoutes } from '../../src/http/console/routes/index.ts';
import { silentLog } from '../../src/log.ts';
import type { Answer } from '../../src/messages/turn.ts';
import { proposalValue } from '../../src/messages/views/proposal-card.ts';
import { createCamera } from '../../src/pipeline/cameras/registry.ts';
import { openIncident } from '../../src/pipeline/incidents.ts';
import { addMember } from '../../src/pipeline/members.ts';
import { actOnAccount } from '../../src/pipeline/moderation/act.ts';
import { guardChannel } from '../../src/pipeline/moderation/guarded-channels.ts';
import { decideProposal } from '../../src/pipeline/proposals/decide.ts';
import { proposeWrite } from '../../src/pipeline/proposals/propose.ts';
import { seeProposal } from '../../src/pipeline/proposals/see.ts';
import { draftRule } from '../../src/pipeline/rules.ts';
import { toolsFor } from '../../src/tools/index.ts';
import { raiseTestAlert } from '../support/alerts.ts';
import { databases } from '../support/database.ts';
import { postForm, signIn } from '../support/sign-in.ts';
import { NOON, openWebServer, type TestServer, type WebOrganisation } from '../support/web-server.ts';

/** Written down here once more on purpose: what the service says must be this. */
const READS: Record<ProposalKind, Permission> = {
  create_rule: 'rules.read',
  change_rule: 'rules.read',
  create_incident: 'incidents.read',
  update_incident: 'incidents.read',
  update_alert: 'alerts.read',
  moderate_member: 'moderation.read',
  reverse_action: 'moderation.read',
  change_policy: 'moderation.read',
  change_camera: 'rules.read',
  cover_shift: 'alerts.read',
};
const DECIDES: Record<ProposalKind, Permission> = {
  create_rule: 'rules.write',
  change_rule: 'rules.write',
  create_incident: 'incidents.write',
  update_incident: 'incidents.write',
  update_alert: 'alerts.write',
  moderate_member: 'moderation.write',
  reverse_action: 'moderation.write',
  change_policy: 'moderation.rules',
  change_camera: 'rules.write',
  cover_shift: 'rules.write',
};
const FORUM = { platform: 'forum', channel: 'general' };
const decidesOwn = (role: Role, kind: ProposalKind): boolean =>
  can(role, kind === 'create_incident' ? 'incidents.create' : DECIDES[kind]);

describe.each(databases)('who sees and decides proposals on $name', (database) => {
  let server: TestServer;
  let home: WebOrganisation;
  let away: WebOrganisation;
  const members = {} as Record<Role, { id: string; cookie: string }>;
  const strangers = {} as Record<Role, { id: string; cookie: string }>;
  let made = 0;
  /** Two more, who take turns. */
  const turns: string[] = [];

  beforeAll(async () => {
    server = await openWebServer(database, {
      pages: consoleRoutes,
      desk: ({ database: test, auditKey }) =>
        createDesk({
          db: test.db,
          model: offlineModel,
          now: () => NOON,
          tools: toolsFor,
          services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
          auditKey,
          log: silentLog(),
          publicUrl: null,
        }),
    });
    home = await server.organisation('Home');
    away = await server.organisation('Away');
    for (const [org, into] of [
      [home, members],
      [away, strangers],
    ] as const)
      for (const role of ROLES) {
        const email = `${role}@${org === home ? 'home' : 'away'}.example`;
        const { id } = await org.work((work) => addMember(work, { name: `The ${role}`, email, role }));
        into[role] = { id, cookie: await signIn(server, org, id) };
      }
    for (const name of ['Ana', 'Ben'])
      turns.push(
        (await home.work((work) => addMember(work, { name, email: `${name}@home.example`, role: 'officer' }))).id,
      );
  });
  afterAll(() => server?.close());

  /** A proposal of this kind, about another matter each time; asked for by this member, or by the system. */
  async function propose(kind: ProposalKind, owner: string | null): Promise<Proposal> {
    const alert = await raiseTestAlert(server.services.db, home.orgId);
    return home.work(async (work) => {
      const { number } = await openIncident(work, { title: `Something ${++made}` });
      const { number: rule } = await draftRule(work, { kind: 'failed_logins', params: { threshold: 4 + made } });
      const channel = await guardChannel(work, { ...FORUM, name: 'general', strictness: 'normal' });
      const done = { channel, account: `lou${made}`, name: 'Lou', step: 'mute' as const, hours: 5, reason: 'rude' };
      const action = (await actOnAccount(work, done)).action.number;
      const { number: camera } = await createCamera(work, { name: `Gate ${made}` });
      const args = {
        create_rule: { rule: `RULE-${rule}` },
        change_rule: { rule: `RULE-${rule}`, patch: { severity: 'critical' } },
        create_incident: { title: `Secret matter ${made}`, summary: 'from 203.0.113.9' },
        update_incident: { id: `INC-${number}`, status: 'closed' },
        update_alert: { id: `ALR-${alert}`, status: 'resolved' },
        moderate_member: {
          ...FORUM,
          account: `kev${made}`,
          name: `Kev ${made}`,
          step: 'warning',
          reason: `spam ${made}`,
        },
        change_policy: {
          trigger: 'flood',
          to: { relaxed: 20 + (made % 80), normal: 8 + (made % 12), strict: 5 },
        },
        change_camera: { camera: `CAM-${camera}`, stricter: 0.1 },
        reverse_action: { id: `ACT-${action}` },
        cover_shift: {
          covers: [
            {
              ...{ member: turns[0]!, of: turns[1]!, from: NOON.toISOString() },
              until: new Date(NOON.getTime() + made * 60_000).toISOString(),
            },
          ],
        },
      }[kind];
      const { proposal } = await proposeWrite(work, { kind, args, untrusted: true, why: 'a whim' });
      if (owner)
        await work.tx
          .updateTable('proposal')
          .set({ requested_by_kind: 'member', requested_by_id: owner })
          .where('id', '=', proposal.id)
          .execute();
      return proposal;
    });
  }

  const stateOf = (number: number) =>
    home.work(async ({ tx, principal }) => (await seeProposal(tx, principal, number, NOON)).state);
  const ask = async (role: Role, text: string): Promise<Answer> => {
    const principal: Principal = {
      orgId: home.orgId,
      actor: { kind: 'member', id: members[role].id },
      name: `The ${role}`,
      role,
      timeZone: 'UTC',
      place: { platform: 'console', audience: 'private' },
    };
    for await (const event of server.services.desk.respond(principal, { text }))
      if (event.kind === 'done') return event.answer;
    throw new Error('no answer');
  };
  const press = (cookie: string, decision: string, ref: string, nonce: string) =>
    server.call('POST', '/console/actions', {
      cookie,
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
      },
      body: new URLSearchParams({ id: `proposal.${decision}`, value: proposalValue(ref, nonce), back: '/' }).toString(),
    });

  const cases = ROLES.flatMap((role) =>
    PROPOSAL_KINDS.flatMap((kind) => [true, false].map((own) => ({ role, kind, own }))),
  );

  test.each(cases)('$role, $kind, own: $own', async ({ role, kind, own }) => {
    const { id, cookie } = members[role];
    const sees = own || can(role, READS[kind]);
    const decides = can(role, DECIDES[kind]) || (own && decidesOwn(role, kind));
    const proposal = await propose(kind, own ? id : null);
    const ref = `PROP-${proposal.number}`;
    const nonce = proposal.nonce!;
    const api = (method: string, path: string, body?: unknown) =>
      server.call(method, `/api/v1${path}`, {
        cookie,
        headers: { 'sec-fetch-site': 'same-origin' },
        ...(body === undefined ? {} : { body }),
      });
    const html = (path: string) => server.call('GET', path, { cookie, headers: { accept: 'text/html' } });

    const list = await api('GET', '/proposals');
    expect(list.status).toBe(200);
    expect(list.json.items!.some((item) => item.ref === ref)).toBe(sees);
    expect(list.text.includes(nonce)).toBe(decides);
    const one = await api('GET', `/proposals/${ref}`);
    expect(one.status).toBe(sees ? 200 : 404);
    if (sees) expect(one.json).toMatchObject({ may_decide: decides, nonce: decides ? nonce : null });
    else expect(one.text).not.toContain(proposal.title);

    const overview = await html('/proposals');
    expect(overview.text.includes(`/proposals/${ref}`)).toBe(sees);
    expect(overview.text).not.toContain(nonce);
    const page = await html(`/proposals/${ref}`);
    expect(page.status).toBe(sees ? 200 : 404);
    expect(page.text.includes(nonce)).toBe(decides);

    for (const question of ['which proposals wait for approval?', `show me ${ref}`]) {
      const answer = await ask(role, question);
      const said = JSON.stringify([answer.text, answer.cards, answer.citations]);
      if (!sees) expect(said).not.toContain(proposal.title);
      if (!decides) expect(said).not.toContain(nonce);
      if (question.includes(ref)) expect(answer.cards.some(({ key }) => key === ref)).toBe(sees);
    }

    if (!decides) {
      // who holds the nonce has its card before them, and is told that it is not theirs to decide
      const guessed = sees ? 403 : 404;
      for (const decision of ['approve', 'reject']) {
        expect((await api('POST', `/proposals/${ref}/decide`, { decision, nonce })).status).toBe(403);
        expect((await press(cookie, decision, ref, nonce)).status).toBe(403);
        expect((await press(cookie, decision, ref, 'guessed')).status).toBe(guessed);
      }
      await postForm(server, `/proposals/${ref}/reject`, { nonce, note: 'no' }, cookie);
      expect(await stateOf(proposal.number)).toBe('pending');
      // of one asker only so many may wait
      await home.work((work) => decideProposal(work, proposal.number, { nonce, decision: 'reject' }));
      return;
    }
    const rejected = await api('POST', `/proposals/${ref}/decide`, { decision: 'reject', nonce });
    expect(rejected.json).toMatchObject({ state: 'rejected', nonce: null });
    const other = await propose(kind, own ? id : null);
    expect((await press(cookie, 'approve', `PROP-${other.number}`, other.nonce!)).status).toBe(200);
    expect(await stateOf(other.number)).toBe('approved');
  });

  test.each(ROLES)('a stranger who is %s learns nothing and decides nothing', async (role) => {
    const { cookie } = strangers[role];
    for (const kind of PROPOSAL_KINDS) {
      const proposal = await propose(kind, null);
      const ref = `PROP-${proposal.number}`;
      const headers = { 'sec-fetch-site': 'same-origin' };
      const list = await server.call('GET', '/api/v1/proposals', { cookie, headers });
      expect(list.json.items).toEqual([]);
      expect((await server.call('GET', `/api/v1/proposals/${ref}`, { cookie, headers })).status).toBe(404);
      expect((await server.call('GET', `/proposals/${ref}`, { cookie, headers: { accept: 'text/html' } })).status).toBe(
        404,
      );
      for (const decision of ['approve', 'reject']) {
        const body = { decision, nonce: proposal.nonce };
        expect((await server.call('POST', `/api/v1/proposals/${ref}/decide`, { cookie, headers, body })).status).toBe(
          404,
        );
        expect((await press(cookie, decision, ref, proposal.nonce!)).status).toBe(404);
      }
      expect(await stateOf(proposal.number)).toBe('pending');
    }
  });
});
