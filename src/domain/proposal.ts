import type { Principal } from './principal.ts';
import type { ProposalFacts } from './proposal-facts.ts';
import { can, mayBeOnCall, type Permission } from './role.ts';
import type { Severity } from './severity.ts';

/** What a proposal does once it is approved. The kinds that are also tools take that tool's arguments. */
export const PROPOSAL_KINDS = [
  'create_rule',
  'change_rule',
  'create_incident',
  'update_incident',
  'update_alert',
  'moderate_member',
  'reverse_action',
  'change_policy',
  'change_camera',
  'cover_shift',
] as const;
export type ProposalKind = (typeof PROPOSAL_KINDS)[number];

export const PROPOSAL_STATES = ['pending', 'approved', 'rejected', 'expired', 'superseded'] as const;
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/**
 * Who has to do with proposals of a kind. `read`: may see everybody's. `decide`: may decide everybody's. `own`: may decide those
 * they asked for themself, because they could do the same without a proposal.
 */
export const PROPOSAL_RIGHTS: Record<ProposalKind, { read: Permission; decide: Permission; own: Permission }> = {
  create_rule: { read: 'rules.read', decide: 'rules.write', own: 'rules.write' },
  change_rule: { read: 'rules.read', decide: 'rules.write', own: 'rules.write' },
  // everybody may report an incident; what others reported is for those who work on incidents
  create_incident: { read: 'incidents.read', decide: 'incidents.write', own: 'incidents.create' },
  update_incident: { read: 'incidents.read', decide: 'incidents.write', own: 'incidents.write' },
  update_alert: { read: 'alerts.read', decide: 'alerts.write', own: 'alerts.write' },
  moderate_member: { read: 'moderation.read', decide: 'moderation.write', own: 'moderation.write' },
  reverse_action: { read: 'moderation.read', decide: 'moderation.write', own: 'moderation.write' },
  change_policy: { read: 'moderation.read', decide: 'moderation.rules', own: 'moderation.rules' },
  change_camera: { read: 'rules.read', decide: 'rules.write', own: 'rules.write' },
  // whoever is asked may say yes as well: see below
  cover_shift: { read: 'alerts.read', decide: 'rules.write', own: 'rules.write' },
};

/** A proposal to cover that asks whoever wants to. */
export const ANYONE = 'anyone';

/**
 * What takes back an approved proposal: a rule or a camera, how it was, and the mark of how the approval left it; or something that was done to
 * somebody, with `all` also what was decided together with it; or that somebody covers.
 */
export type ProposalUndo =
  | { rule: number; patch: Record<string, unknown>; mark?: string }
  | { camera: number; stricter: number; mark?: string }
  | { action: number; all?: true }
  /** Ids of covers: whoever's turn it is has it again. */
  | { covers: string[] };

/** A write that waits for someone's button. */
export interface Proposal {
  id: string;
  number: number;
  kind: ProposalKind;
  args: Record<string, unknown>;
  /** HMAC-SHA-256, hexadecimal, over number, kind and arguments, with the key of the audit log: who changes them in the database breaks it. */
  argsDigest: string;
  /** What will be done, in one plain line. */
  title: string;
  why: string;
  severity: Severity | null;
  backtest: Backtest | null;
  requestedBy: { actor: Principal['actor']; name: string };
  /** Where it was asked for; `SUGGESTED` where nobody asked. */
  via: string;
  /** Suggested after text from outside had been read. */
  untrusted: boolean;
  permission: Permission;
  semanticKey: string;
  freshness: string;
  state: ProposalState;
  /** Null once it is decided. */
  nonce: string | null;
  createdAt: Date;
  updatedAt: Date;
  expiresAt: Date;
  decidedById: string | null;
  decidedBy: string | null;
  decidedAt: Date | null;
  note: string | null;
  /** What came of it, in words. */
  outcome: string | null;
  /** Null where nothing takes it back. */
  undo: ProposalUndo | null;
  /** Who has approved it so far, where two people have to. */
  approvals?: Approval[];
  /** Somebody put it off until then. */
  laterUntil?: Date | null;
  /** What spoke for it when it was made; null where nobody counted. */
  facts?: ProposalFacts | null;
}

/** Over which a language model's own idea came: whoever was answered did not ask for it in their words. */
export const SUGGESTED = 'suggestion';
export const isSuggested = ({ via }: Pick<Proposal, 'via'>): boolean => via === SUGGESTED;

/** Somebody who approved what two people have to. */
export interface Approval {
  id: string | null;
  name: string;
  /** ISO 8601. */
  at: string;
}

/** Whether somebody put it off and its time has not come. */
export const isPutOff = ({ state, laterUntil }: Pick<Proposal, 'state' | 'laterUntil'>, now: Date): boolean =>
  state === 'pending' && (laterUntil ?? null) !== null && laterUntil! > now;

/** What a rule would have done with the logins there are. Times are ISO 8601 in UTC. */
export const TRIED_ON = ['logins', 'camera_events', 'signals'] as const;
export type TriedOn = (typeof TRIED_ON)[number];

export interface Backtest {
  from: string;
  to: string;
  /** How many days what was looked at spans; at most those asked for. */
  days: number;
  /** What it was tried on; logins, where it is not said. */
  of?: TriedOn;
  /** Logins, camera events or signals of the stretch. */
  logins: number;
  /** Of these, those that would belong to an alert. */
  matched: number;
  alerts: number;
  /** Whole from one on, else with one decimal. */
  perWeek: number;
  /** Every day of the stretch in the organisation's zone, oldest first: `2026-11-20`. */
  perDay: { day: string; alerts: number }[];
  /** The latest of them. */
  examples: { title: string; at: string; events: number; logs: string[] }[];
  /** How many of them are on logins that alerts stand on already, and how many of those were called false alarms. */
  known: { alerts: number; falseAlarms: number };
  /** Why it did not look at everything: too many logins, or too long. */
  cut: 'logins' | 'time' | null;
}

/** A proposal as it stands now: one that nobody decided in time is expired, whether or not that was written down yet. */
export const proposalAt = (proposal: Proposal, now: Date): Proposal =>
  proposal.state === 'pending' && proposal.expiresAt <= now ? { ...proposal, state: 'expired', nonce: null } : proposal;

/** Whether an approved one was taken back since: nothing else changes it after its decision. */
export const isTakenBack = ({ state, undo, decidedAt, updatedAt }: Proposal): boolean =>
  state === 'approved' && undo === null && decidedAt !== null && updatedAt.getTime() > decidedAt.getTime();

type Asked = Pick<Proposal, 'kind' | 'requestedBy' | 'args'>;

/** Whether it was this principal who asked for it; the system itself is nobody. */
export const askedFor = ({ actor }: Pick<Principal, 'actor'>, { requestedBy }: Asked): boolean =>
  actor.id !== null && actor.id === requestedBy.actor.id && actor.kind === requestedBy.actor.kind;

/** Whether it asks this principal to take somebody's turn, or to hand theirs over: one member, or whoever wants to but who asked. */
function isAsked(principal: Pick<Principal, 'actor' | 'role'>, proposal: Asked): boolean {
  if (proposal.kind !== 'cover_shift' || principal.actor.kind !== 'member' || !mayBeOnCall(principal)) return false;
  const { asks } = proposal.args;
  return asks === principal.actor.id || (asks === ANYONE && !askedFor(principal, proposal));
}

/** Whoever asked for it sees it, and whoever may read that kind of thing. */
export const maySeeProposal = (principal: Pick<Principal, 'actor' | 'role'>, proposal: Asked): boolean =>
  can(principal.role, PROPOSAL_RIGHTS[proposal.kind].read) || askedFor(principal, proposal);

/** Whether the button is this principal's. */
export const mayDecideProposal = (principal: Pick<Principal, 'actor' | 'role'>, proposal: Asked): boolean =>
  can(principal.role, PROPOSAL_RIGHTS[proposal.kind].decide) ||
  isAsked(principal, proposal) ||
  (askedFor(principal, proposal) && can(principal.role, PROPOSAL_RIGHTS[proposal.kind].own));

/** The proposal as this principal may have it: what a button needs is for whoever may press it. */
export const proposalFor = (principal: Pick<Principal, 'actor' | 'role'>, proposal: Proposal): Proposal =>
  mayDecideProposal(principal, proposal) ? proposal : { ...proposal, nonce: null };
