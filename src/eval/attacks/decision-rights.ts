import { findCamera } from '../../db/cameras.ts';
import type { Principal } from '../../domain/principal.ts';
import { PROPOSAL_KINDS, type ProposalKind } from '../../domain/proposal.ts';
import { ROLES, type Role } from '../../domain/role.ts';
import { isSafeNestError } from '../../errors.ts';
import { createCamera } from '../../pipeline/cameras/registry.ts';
import { actOnAccount } from '../../pipeline/moderation/act.ts';
import { guardChannel } from '../../pipeline/moderation/guarded-channels.ts';
import { decideProposal, undoProposal } from '../../pipeline/proposals/decide.ts';
import { editProposal, proposeWrite } from '../../pipeline/proposals/propose.ts';
import { draftRule } from '../../pipeline/rules.ts';
import type { Battlefield } from './battlefield.ts';
import { type AttackClass, each, type Played } from './played.ts';

/** Whose buttons they are, written down once more: by role those of everybody, and by role those one asked for oneself. */
const DECIDES: Record<ProposalKind, { all: readonly Role[]; own: readonly Role[] }> = {
  create_rule: { all: ['admin'], own: ['admin'] },
  change_rule: { all: ['admin'], own: ['admin'] },
  create_incident: { all: ['admin', 'officer'], own: ROLES },
  update_incident: { all: ['admin', 'officer'], own: ['admin', 'officer'] },
  update_alert: { all: ['admin', 'officer'], own: ['admin', 'officer'] },
  moderate_member: { all: ['admin', 'officer', 'moderator'], own: ['admin', 'officer', 'moderator'] },
  reverse_action: { all: ['admin', 'officer', 'moderator'], own: ['admin', 'officer', 'moderator'] },
  change_policy: { all: ['admin'], own: ['admin'] },
  change_camera: { all: ['admin'], own: ['admin'] },
  // whoever is asked is another admin here
  cover_shift: { all: ['admin'], own: ['admin'] },
};
/** Who can ask for one at all. */
const ASKS: Record<ProposalKind, readonly Role[]> = {
  create_rule: ['admin', 'officer'],
  change_rule: ['admin', 'officer'],
  create_incident: ROLES,
  update_incident: ['admin', 'officer'],
  update_alert: ['admin', 'officer'],
  moderate_member: ['admin', 'officer', 'moderator'],
  reverse_action: ['admin', 'officer', 'moderator'],
  change_policy: ['admin'],
  change_camera: ['admin', 'officer'],
  cover_shift: ['admin', 'officer', 'moderator', 'manager'],
};
const NOW = new Date('2026-11-21T10:30:00Z');
const LATER = new Date('2026-11-29T10:30:00Z');

/** Buttons pressed by those whose they are not, and with nonces that are forged, old, of another proposal or used up. */
export const decisionRights: AttackClass = {
  name: 'rights',
  async play({ field }, every) {
    const pressed = PROPOSAL_KINDS.flatMap((kind) =>
      ROLES.flatMap((role) =>
        [true, false]
          .filter((own) => !own || ASKS[kind].includes(role))
          .flatMap((own) =>
            (['approve', 'reject', 'undo'] as const).map((decision) => ({ kind, role, own, decision })),
          ),
      ),
    );
    const played: Played[] = [];
    for (const { kind, role, own, decision } of each(pressed, every)) {
      const ground = await field();
      const presser = await ground.person(`Pressing ${role}`, role);
      const { number, nonce, admin } = await propose(ground, kind, own ? presser : null);
      if (decision === 'undo') await press(ground, admin, number, nonce, 'approve');
      const mayIt = (own ? DECIDES[kind].own : DECIDES[kind].all).includes(role) || DECIDES[kind].all.includes(role);
      const came = await press(ground, presser, number, nonce, decision);
      // An incident that was opened or changed has no button that takes it back.
      const should =
        mayIt &&
        (decision !== 'undo' ||
          kind.endsWith('_rule') ||
          ['moderate_member', 'change_camera', 'cover_shift'].includes(kind));
      played.push({
        what: `${role} presses ${decision} on ${own ? 'their own' : 'another’s'} ${kind}`,
        harm: harmOf(came, should),
      });
    }
    for (const [kind, name, stolen] of each(
      PROPOSAL_KINDS.flatMap((one) => Object.entries(NONCES).map(([key, how]) => [one, key, how] as const)),
      every,
    )) {
      const ground = await field();
      const { number, nonce, admin } = await propose(ground, kind, null);
      const { use, at = NOW } = await stolen(ground, { kind, number, nonce, admin });
      const came = await press(ground, admin, number, use, 'approve', at);
      played.push({ what: `${kind} with a nonce that is ${name}`, harm: harmOf(came, false) });
    }
    return played;
  },
};

interface Waiting {
  kind: ProposalKind;
  number: number;
  nonce: string;
  admin: Principal;
}

/** How a nonce comes to be one that must decide nothing. */
const NONCES: Record<string, (ground: Battlefield, waiting: Waiting) => Promise<{ use: string; at?: Date }>> = {
  empty: async () => ({ use: '' }),
  forged: async (_, { nonce }) => ({ use: [...nonce].reverse().join('') }),
  shortened: async (_, { nonce }) => ({ use: nonce.slice(0, -1) }),
  'of another': async (ground, { admin }) => ({
    use: await ground.inOrg(admin, async (work) => {
      const other = { kind: 'create_incident' as const, args: { title: 'Another matter' }, untrusted: false };
      return (await proposeWrite(work, other)).proposal.nonce!;
    }),
  }),
  'from before an edit': async (ground, { kind, number, nonce, admin }) => {
    const args = {
      ...(kind === 'cover_shift' ? await coverOf(ground, admin, 3) : argsOf(kind, 3)),
      ...(kind === 'create_rule' && { rule: await draft(ground, admin, 12) }),
    };
    await ground.inOrg(admin, (work) => editProposal(work, number, { args, backtest: null }));
    return { use: nonce };
  },
  expired: async (_, { nonce }) => ({ use: nonce, at: LATER }),
  'used to approve': async (ground, { number, nonce, admin }) => {
    await press(ground, admin, number, nonce, 'approve');
    return { use: nonce };
  },
  'used to reject': async (ground, { number, nonce, admin }) => {
    await press(ground, admin, number, nonce, 'reject');
    return { use: nonce };
  },
};

function argsOf(kind: ProposalKind, n: number): Record<string, unknown> {
  switch (kind) {
    case 'create_incident':
      return { title: `The fence is cut in ${n} places` };
    case 'update_incident':
      return { id: 'INC-1', comment: `Seen ${n} times` };
    case 'update_alert':
      return { id: 'ALR-1', status: n > 2 ? 'resolved' : 'acknowledged' };
    case 'change_rule':
      return { rule: 'RULE-1', patch: { severity: n > 2 ? 'low' : 'critical' } };
    case 'moderate_member':
      return { ...KEV, step: 'timeout', hours: n, reason: 'the same link again and again' };
    case 'reverse_action':
      return { id: 'ACT-1', reason: `${n} moderators were mistaken` };
    case 'change_policy':
      return { trigger: 'threat', to: { relaxed: 0.9 + n / 100, normal: 0.8 + n / 100, strict: 0.6 + n / 100 } };
    case 'change_camera':
      return { camera: 'CAM-1', stricter: n / 100 };
    case 'create_rule':
    case 'cover_shift':
      return {};
  }
}

const FORUM = { platform: 'forum', channel: 'general' };
const KEV = { ...FORUM, account: 'kev-1', name: 'Kev' };

/** A guarded channel in which somebody can be moderated, and somebody who is. */
async function guard(ground: Battlefield, admin: Principal): Promise<void> {
  await ground.inOrg(admin, async (work) => {
    const channel = await guardChannel(work, { ...FORUM, name: 'general', strictness: 'normal' });
    await actOnAccount(work, { channel, account: 'lou-1', name: 'Lou', step: 'mute', hours: 5, reason: 'rude' });
  });
}

const draft = (ground: Battlefield, by: Principal, threshold: number): Promise<string> =>
  ground.inOrg(
    by,
    async (work) => `RULE-${(await draftRule(work, { kind: 'failed_logins', params: { threshold } })).number}`,
  );

/** A second admin takes the asker's turn for some hours. */
async function coverOf(ground: Battlefield, asker: Principal, hours: number): Promise<Record<string, unknown>> {
  const taker = await ground.person('Cora Adams', 'admin');
  const until = new Date(NOW.getTime() + hours * 3_600_000);
  return {
    covers: [{ member: taker.actor.id, of: asker.actor.id, from: NOW.toISOString(), until: until.toISOString() }],
  };
}

async function propose(ground: Battlefield, kind: ProposalKind, by: Principal | null): Promise<Waiting> {
  const admin = await ground.person('Ada Quist', 'admin');
  const asker = by ?? (ASKS[kind].includes('officer') ? await ground.person('Otto Reimann', 'officer') : admin);
  if (kind === 'moderate_member' || kind === 'reverse_action') await guard(ground, admin);
  if (kind === 'change_camera')
    await ground.inOrg(admin, async (work) => {
      if (!(await findCamera(work.tx, 1))) await createCamera(work, { name: 'Gate' });
    });
  const args =
    kind === 'create_rule'
      ? { rule: await draft(ground, asker, 11) }
      : kind === 'cover_shift'
        ? await coverOf(ground, asker, 2)
        : argsOf(kind, 2);
  const { proposal } = await ground.inOrg(asker, (work) => proposeWrite(work, { kind, args, untrusted: false }));
  return { kind, number: proposal.number, nonce: proposal.nonce!, admin };
}

interface Came {
  done: boolean;
  changed: boolean;
}

/** Presses a button with whatever nonce one got hold of. */
async function press(
  ground: Battlefield,
  who: Principal,
  number: number,
  nonce: string,
  decision: 'approve' | 'reject' | 'undo',
  at = NOW,
): Promise<Came> {
  const before = await ground.snapshot();
  const done = await ground
    .inOrg(
      who,
      async (work) =>
        decision === 'undo'
          ? (await undoProposal(work, number)).done
          : (await decideProposal(work, number, { nonce, decision })).done,
      at,
    )
    .catch((error: unknown) => {
      if (isSafeNestError(error) && ['forbidden', 'not_found'].includes(error.code)) return false;
      throw error;
    });
  const after = await ground.snapshot();
  const decided = (rows: string[] | undefined): string =>
    (rows ?? []).filter((row) => /"state":"(?:approved|rejected)"/.test(row)).join('\n');
  const changed = Object.keys(after).some((table) =>
    table === 'proposal'
      ? decided(before[table]) !== decided(after[table])
      : before[table]!.join('\n') !== after[table]!.join('\n'),
  );
  return { done, changed };
}

const harmOf = ({ done, changed }: Came, should: boolean): string | null =>
  should ? (done ? null : 'was refused') : done ? 'was done' : changed ? 'changed something' : null;
