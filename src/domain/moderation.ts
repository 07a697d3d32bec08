import type { Scores } from './screening.ts';
import type { Severity } from './severity.ts';

/** What may be done about somebody, gentlest first. `note` is only written down; `delete` is about messages, not about their author. */
export const MODERATION_STEPS = ['note', 'delete', 'warning', 'timeout', 'mute', 'ban'] as const;
export type ModerationStep = (typeof MODERATION_STEPS)[number];

/** How a platform does a step: itself, by something that comes near it, or not at all, so that a person has to. */
export const WAYS = ['native', 'approximate', 'human_task'] as const;
export type Way = (typeof WAYS)[number];

/** What a step comes to on a platform, told before it is pressed: `what` in one plain sentence; `url` is where a person does it by hand. */
export interface Power {
  way: Way;
  what: string;
  url?: string;
}

export const CASE_KINDS = [
  'harassment',
  'pile_on',
  'threat',
  'identity_attack',
  'sexual',
  'spam',
  'unsafe',
  'listed',
  'raid',
  'power',
  'profanity',
] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/** `acted`: something was done about it; `overturned`: what was done was taken back by an appeal, or long after. */
export const CASE_STATES = ['open', 'acted', 'dismissed', 'overturned'] as const;
export type CaseState = (typeof CASE_STATES)[number];

/** Why a case was dismissed; only `handled_elsewhere` does not say that the rules were wrong. */
export const DISMISSALS = ['no_violation', 'joke_or_quote', 'handled_elsewhere'] as const;
export type Dismissal = (typeof DISMISSALS)[number];

/** What became of a step; src/pipeline/moderation keeps it, migrations 0013 and 0023 say what each is. */
export const ACTION_STATES = [
  'waiting',
  'due',
  'done',
  'task',
  'lifting',
  'lift_task',
  'lifted',
  'expired',
  'declined',
  'failed',
] as const;
export type ActionState = (typeof ACTION_STATES)[number];

/** What holds, or is about to, and so can be taken back. */
export const HOLDING: readonly ActionState[] = ['waiting', 'due', 'done', 'task'];
/** What a person has yet to do, or to take back, by hand. */
export const BY_HAND: readonly ActionState[] = ['task', 'lift_task'];

/** Whether something that was done counts: what ran out was felt, also while its end waits; what a person took back does not. */
export const stillCounts = ({ state, liftedBy }: Pick<ModerationAction, 'state' | 'liftedBy'>): boolean =>
  HOLDING.includes(state) ||
  state === 'expired' ||
  ((state === 'lifting' || state === 'lift_task') && liftedBy === null);

export const STRICTNESS = ['off', 'relaxed', 'normal', 'strict'] as const;
export type Strictness = (typeof STRICTNESS)[number];

/** A channel whose messages are screened; `platform` is a chat platform, or what an API's sender calls theirs. */
export interface GuardedChannel {
  id: string;
  platform: string;
  workspace: string;
  channel: string;
  name: string;
  strictness: Strictness;
  /** What the workspace's admin has granted the app there beyond a bot's rights, as the platform names it; absent where nothing. */
  granted?: readonly string[];
}

/** By what cases are counted: who did it, whom it was aimed at, where. */
export const CASE_GROUPS = ['offender', 'target', 'channel'] as const;
export type CaseGroup = (typeof CASE_GROUPS)[number];

/** Somebody taking part in what a case is about. `worst` is their worst message's score, 0..1. */
export interface Offender {
  account: string;
  name: string;
  messages: number;
  worst: number;
}

/** What ought to be done, as advice: nothing happens by it. */
export interface Recommendation {
  step: ModerationStep | 'dismiss';
  /** Of a timeout or a mute. */
  hours?: number;
  /** In English; a card says the same in its reader's language. */
  why: string;
  /** What the ladder counted: strikes that are left of earlier cases, how many cases those were, and strikes with this case. */
  strikes?: { before: number; cases: number; now: number };
  /** Nothing crosses a line any more without whom a moderator took out. */
  withoutThem?: true;
  /** The step that the strikes reach and the policy has switched off. */
  insteadOf?: ModerationStep;
  /** The list whose entries are to suggest a ban here. */
  listed?: string;
  /** It was to happen by itself, and as many had within the hour as may. */
  overLimit?: number;
}

/** An earlier case like this one. `similarity` 0..1; `outcome` is a step, or how it ended: `dismissed`, `overturned`, `acted`. */
export interface SimilarCase {
  number: number;
  similarity: number;
  outcome: string;
}

/** Somebody whom a moderator took out of a case, because it was not them; what the case said before, to be put back. */
export interface NotThem {
  account: string;
  name: string;
  was: 'offender' | 'target';
  /** Which rules had fired then. */
  triggers: string[];
  at: string;
  by: string;
  byId: string | null;
  before: CaseSaid;
}

/** What a case says of a conversation. */
export type CaseSaid = Pick<
  ModerationCase,
  | 'kind'
  | 'severity'
  | 'offender'
  | 'target'
  | 'offenders'
  | 'score'
  | 'triggers'
  | 'reasons'
  | 'course'
  | 'summary'
  | 'summaryBy'
  | 'recommendation'
>;

/** Who has a case in hand, and until when unless they press something. `byId`: the member, or the API key. */
export interface CaseClaim {
  by: string;
  byId: string;
  since: Date;
  until: Date;
}

/** One conversation that crossed a line, `CASE-9`. Times are dates; scores of a conversation 0..100. */
export interface ModerationCase {
  id: string;
  number: number;
  sessionId: string | null;
  channel: GuardedChannel;
  thread: string | null;
  kind: CaseKind;
  severity: Severity;
  state: CaseState;
  offender: { account: string; name: string };
  target: { account: string; name: string } | null;
  offenders: Offender[];
  score: number;
  triggers: string[];
  reasons: string[];
  course: { at: string; score: number }[];
  summary: string;
  summaryBy: string | null;
  recommendation: Recommendation | null;
  alike: SimilarCase[];
  policyVersion: number;
  incidentId: string | null;
  openedAt: Date;
  updatedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedById: string | null;
  note: string | null;
  dismissedAs: Dismissal | null;
  /** Who is none of its people, the first taken out first. */
  notThem: NotThem[];
  /** Of an open case. */
  claim: CaseClaim | null;
}

/** Whether a case is about what people said; who only joined, or was given power, has said nothing that could be counted or quoted. */
export const isAboutWords = ({ kind, offenders }: Pick<ModerationCase, 'kind' | 'offenders'>): boolean =>
  kind !== 'raid' && kind !== 'power' && !(kind === 'listed' && offenders.every(({ messages }) => messages === 0));

/** Who has a case in hand now; null where that has lapsed. */
export const claimAt = ({ claim, state }: Pick<ModerationCase, 'claim' | 'state'>, now: Date): CaseClaim | null =>
  claim !== null && state === 'open' && claim.until.getTime() > now.getTime() ? claim : null;

/** What was said, kept with its case. Offsets of `weighed` are UTF-16 units within the quote; scores 0..1. */
export interface CaseEvidence {
  id: string;
  messageId: string;
  messageKey: string;
  author: string;
  authorName: string;
  quote: string;
  saidAt: Date;
  scores: Scores | null;
  weighed: { from: number; to: number; attribute: string; weight: number }[];
  url: string | null;
  editedAt: Date | null;
  deletedAt: Date | null;
}

/** What was said around a case's evidence and is none itself. `quote` is null where its author deleted it. */
export interface ContextMessage {
  messageId: string;
  author: string;
  authorName: string;
  quote: string | null;
  saidAt: Date;
  scores: Scores | null;
  url: string | null;
  editedAt: Date | null;
  deletedAt: Date | null;
}

/** One thing done to somebody, `ACT-5`. */
export interface ModerationAction {
  id: string;
  number: number;
  caseId: string | null;
  channel: GuardedChannel;
  step: ModerationStep;
  account: string;
  accountName: string;
  messageKeys: string[];
  reason: string;
  requestedBy: string;
  requestedById: string | null;
  automatic: boolean;
  way: Way | null;
  state: ActionState;
  createdAt: Date;
  updatedAt: Date;
  secondedBy: string | null;
  doneAt: Date | null;
  expiresAt: Date | null;
  liftedAt: Date | null;
  liftedBy: string | null;
  liftReason: string | null;
  outcome: string;
  /** What was decided for several at once has the same. */
  together: string | null;
}

/** `upheld`: what was done stands. */
export const APPEAL_STATES = ['open', 'upheld', 'overturned'] as const;
export type AppealState = (typeof APPEAL_STATES)[number];

/** What the person affected said against something that was done to them, `APL-2`; one for each action. */
export interface Appeal {
  id: string;
  number: number;
  actionId: string;
  account: string;
  text: string;
  state: AppealState;
  createdAt: Date;
  updatedAt: Date;
  decidedAt: Date | null;
  decidedBy: string | null;
  note: string | null;
}
