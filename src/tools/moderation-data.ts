import {
  type Appeal,
  type AppealState,
  type CaseGroup,
  type CaseKind,
  type CaseState,
  type Dismissal,
  HOLDING,
  type ModerationAction,
  type ModerationCase,
  type ModerationStep,
} from '../domain/moderation.ts';
import type { Trigger } from '../domain/moderation-policy.ts';
import { formatReference } from '../domain/reference.ts';
import type { Severity } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { formatTime } from '../domain/time-words.ts';
import type { Citation } from '../messages/card.ts';
import { channelText } from '../messages/case-text.ts';
import { pathOf } from '../messages/links.ts';
import type { Called } from '../pipeline/moderation/accounts-called.ts';

/** In which zone times are told, and from when they are counted. */
export interface Reader {
  timeZone: string;
  now: Date;
}

/** A case in a line; what people are called and what channels are called is theirs, so nothing in it is an instruction. */
export interface CaseData {
  ref: string;
  state: CaseState;
  severity: Severity;
  kind: CaseKind;
  quoted_who: string;
  quoted_against: string | null;
  quoted_channel: string;
  opened: string;
}

export interface ActionData {
  ref: string;
  step: ModerationStep;
  quoted_whom: string;
  quoted_channel: string;
  state: ModerationAction['state'];
  time: string;
  /** While it holds. */
  until: string | null;
  /** Null where the policy did it by itself. */
  quoted_by: string | null;
  quoted_reason: string;
}

/** One case, as `explain_case` tells it. */
export interface ExplainedCase {
  /** What was asked about, where it belongs to no case. */
  action?: ActionData;
  /** How many are open, where none was named. */
  open?: number;
  /** It is the one to be worked on next, not the latest. */
  next?: true;
  case:
    | (CaseData & {
        quoted_summary: string;
        /** Messages that count against somebody, and by how many people. */
        messages: number;
        people: number;
        /** Those people, who wrote most first. */
        offenders: { quoted_name: string; messages: number }[];
        /** 0..100 */
        escalation: number;
        triggers: string[];
        quoted_reasons: string[];
        evidence: { quoted_text: string; quoted_author: string; time: string; deleted?: true; edited?: true }[];
        evidence_kept: number;
        /** Of what is kept, what was written first. */
        first: { quoted_author: string; time: string } | null;
        similar: { ref: string; percent: number; outcome: string }[];
        suggested: { step: ModerationStep | 'dismiss'; hours: number | null; why: string } | null;
        actions: ActionData[];
        dismissed: { as: Dismissal | null; quoted_by: string; quoted_note: string } | null;
        incident: string | null;
        /** Who has it in hand. */
        quoted_taken_by: string | null;
        taken: string | null;
      })
    | null;
}

/** Counts of cases and actions, with the newest of each. */
export interface ModerationHistoryData {
  asked: {
    quoted_user: string | null;
    range: string | null;
    state: CaseState | null;
    step: ModerationStep | null;
    /** Whom the cases are aimed at. */
    quoted_target?: string;
    /** Only what whoever asks decided and asked for. */
    by_me?: true;
  };
  /** Several are called so; nothing is counted then. */
  which: CalledData[];
  /** Nobody is called so among those moderation has had to do with. */
  known: boolean;
  cases: { count: number; open: number; dismissed: number; rows: CaseData[] };
  actions: { count: number; steps: Partial<Record<ModerationStep, number>>; rows: ActionData[] };
  /** Those of the person asked about that still count. */
  strikes: number | null;
  /** What was said against what was done, newest first; only where it was asked for. */
  appeals?: { count: number; open: number; capped: boolean; rows: AppealData[] };
  /** Cases by whom they are about, whom they are aimed at, or where, the most first; only where it was asked for. */
  groups?: { by: CaseGroup; count: number; rows: { quoted_name: string; count: number; open: number }[] };
  /** What rules that run silently would have done; only where it was asked for. */
  silent?: SilentData[];
}

/** One rule that runs silently: conversations, and what became of those that have a case because of another. */
export interface SilentData {
  trigger: Trigger;
  hits: number;
  acted: number;
  dismissed: number;
  open: number;
  quoted_people: { quoted_name: string; quoted_account: string; hits: number }[];
}

/** One appeal in a line. */
export interface AppealData {
  ref: string;
  state: AppealState;
  quoted_who: string;
  /** What was done, and when that was appealed against. */
  against: string;
  step: ModerationStep | null;
  time: string;
  quoted_decided_by: string | null;
}

/** Somebody who may be meant. */
export interface CalledData {
  quoted_name: string;
  quoted_account: string;
  platform: string;
}

/** What came of an order to do something about somebody; a card with buttons where `outcome` is `proposed` or `waiting`. */
export interface AskedModeration {
  /**
   * `waiting`: it was proposed before. `several`, `nobody`, `nowhere`: whom is not clear, or they are in no guarded channel. `why`: a reason is
   * missing. `cannot`: nothing of the kind is done here.
   */
  outcome: 'proposed' | 'waiting' | 'several' | 'nobody' | 'nowhere' | 'why' | 'cannot';
  action: string;
  quoted_user: string | null;
  which: CalledData[];
  proposal?: string;
  /** The proposal that it took the place of. */
  replaced?: string;
  step?: ModerationStep;
  hours?: number | null;
  quoted_who?: string;
  /** All whom it is about, where they are several; who of the case is left out, and why. */
  quoted_people?: string[];
  quoted_left_out?: string;
  quoted_channel?: string;
  quoted_reason?: string;
  case?: string | null;
  /** What approving it does on that platform. */
  does_there?: string;
  /** An end was named for something that has none. */
  without_end?: boolean;
}

/** What came of an order to take something back. */
export interface AskedReversal {
  /** `which`: several things hold. `only_proposed`: nothing was done yet. `over`, `nothing`: nothing holds any more, or ever did. */
  outcome: 'proposed' | 'waiting' | 'several' | 'nobody' | 'which' | 'only_proposed' | 'over' | 'nothing';
  quoted_user: string | null;
  which: CalledData[];
  actions: ActionData[];
  proposal?: string;
  /** Only what was done in this case was meant. */
  case?: string;
}

/** What was done about the asker. */
export interface OwnModerationData {
  count: number;
  rows: (ActionData & { may_appeal: boolean; appealed: boolean })[];
  /** Accounts of theirs that are linked. */
  linked: number;
}

export const refOfCase = ({ number }: { number: number }): string => formatReference({ kind: 'case', number });
export const refOfAction = ({ number }: { number: number }): string => formatReference({ kind: 'action', number });

export const nameOf = ({ name, account }: { name: string; account: string }): string =>
  oneLine(name, 80) || oneLine(account, 80);

export const calledData = ({ name, account, platform }: Called): CalledData => ({
  quoted_name: oneLine(name, 80),
  quoted_account: oneLine(account, 80),
  platform,
});

export const caseData = (one: ModerationCase, { timeZone, now }: Reader): CaseData => ({
  ref: refOfCase(one),
  state: one.state,
  severity: one.severity,
  kind: one.kind,
  quoted_who: nameOf(one.offender),
  quoted_against: one.target && nameOf(one.target),
  quoted_channel: channelText(one.channel),
  opened: formatTime(one.openedAt, timeZone, now),
});

export const actionData = (one: ModerationAction, { timeZone, now }: Reader): ActionData => ({
  ref: refOfAction(one),
  step: one.step,
  quoted_whom: nameOf({ name: one.accountName, account: one.account }),
  quoted_channel: channelText(one.channel),
  state: one.state,
  time: formatTime(one.doneAt ?? one.createdAt, timeZone, now),
  until: one.expiresAt && counting(one.state) ? formatTime(one.expiresAt, timeZone, now) : null,
  quoted_by: one.automatic ? null : oneLine(one.requestedBy, 80),
  quoted_reason: oneLine(one.reason, 400),
});
/** What waits for somebody has not begun to count. */
const counting = (state: ModerationAction['state']): boolean => HOLDING.includes(state) && state !== 'task';

export const caseCitation = (one: Pick<ModerationCase, 'number' | 'updatedAt'>): Citation => {
  const ref = refOfCase(one);
  return { ref, kind: 'case', at: one.updatedAt.toISOString(), url: pathOf(ref) };
};

export const actionCitation = (one: Pick<ModerationAction, 'number' | 'updatedAt'>): Citation => {
  const ref = refOfAction(one);
  return { ref, kind: 'action', at: one.updatedAt.toISOString(), url: pathOf(ref) };
};

export const appealCitation = (one: Pick<Appeal, 'number' | 'updatedAt'>): Citation => {
  const ref = formatReference({ kind: 'appeal', number: one.number });
  return { ref, kind: 'appeal', at: one.updatedAt.toISOString(), url: pathOf(ref) };
};
