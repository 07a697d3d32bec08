import type { AlertStatus } from '../domain/alert.ts';
import type { BindingPurpose } from '../domain/channel.ts';
import type { OrgId } from '../domain/id.ts';
import type { IncidentStatus } from '../domain/incident.ts';
import type { IncidentReportKind } from '../domain/incident-review.ts';
import type { Language } from '../domain/language.ts';
import type { QuestionState } from '../domain/login-question.ts';
import type { ActionState, AppealState, CaseState } from '../domain/moderation.ts';
import type { ProposalState } from '../domain/proposal.ts';
import type { Permission, Role } from '../domain/role.ts';
import type { RoomState } from '../domain/room.ts';
import type { RuleState } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import type { Card, Citation } from './card.ts';

/** A message ready to be drawn. `text` is always there; a platform that draws the card may leave it out. */
export interface OutboundMessage {
  orgId: OrgId;
  text: string;
  card?: Card;
  /** Further cards, of an answer that has several. */
  more?: Card[];
  severity?: Severity;
  /** What the text's references stand for: each is drawn as a link. */
  citations?: Citation[];
  language?: Language;
  /** A language model wrote the text. */
  byModel?: true;
  /** An admin wrote the text: addresses of the web in it are links. */
  linked?: true;
  /** What was changed or suggested on the way to an answer: said where its reader stops the rest of it. */
  did?: string;
  /** What it showed is gone for good: pictures that the platform was given with it are deleted there, too. */
  erased?: true;
}

/** Where a message was posted and how to find it again, stored so that a retry edits instead of repeating. */
export interface Posted {
  platform: string;
  /** The platform's team, guild or tenant; absent in the console. */
  workspace?: string;
  channel: string;
  messageId: string;
  /** Of what stands in a thread. */
  thread?: string;
}

/** How a matter stands, as far as a change of it is worth a word beside the card. */
export type MatterState = { ref: string; severity: Severity | null; by: string | null } & (
  | ({ kind: 'alert'; status: AlertStatus; incident: string | null } & Partial<AlertStory>)
  /** `report`: the latest that stands, by its line of the timeline. */
  | {
      kind: 'incident';
      status: IncidentStatus;
      assignee: string | null;
      report?: { entry: string; kind: IncidentReportKind; by: string };
      /** Its own room, where it has one. */
      room?: { name: string; state: RoomState };
    }
  /** `form`: what is proposed, as a mark that changes when it is edited. */
  | { kind: 'proposal'; status: ProposalState; undone: boolean; putOff?: true; form?: string }
  /** `did`: what was done about it, as `ACT-5` and how that stands; `with`: who has it in hand. */
  | { kind: 'case'; status: CaseState; did?: Record<string, ActionState>; with?: string }
  | { kind: 'appeal'; status: AppealState }
  | { kind: 'rule'; status: RuleState }
  /** Many alerts in one message: `settled` once nobody has to deal with any of them. */
  | { kind: 'storm'; status: 'open' | 'settled' }
);

/** What goes on about an alert beside its status, as far as its thread says so. */
export interface AlertStory {
  /** Until when it is left alone, in the organisation's zone, and who said so. */
  snoozed: { until: string; by: string } | null;
  /** Who is asked whether they are still on it, and until when; null where nobody is. */
  still?: { who: string; until: string } | null;
  /** Whom it was told again because nobody acknowledged it. */
  toldAgain: string[];
  /** Of these, whom it never reached. */
  lost?: string[];
  /** The rules that noticed it, as `RULE-5 Unknown person`. */
  noticedBy?: string[];
  /** Who was asked whether it was them, and what came of it. */
  asked: { who: string; state: Exclude<QuestionState, 'sending'> } | null;
}

/** A matter as channels are told of it. */
export interface News extends OutboundMessage {
  /** Which channels are told; the console alone where absent. */
  purpose?: BindingPurpose;
  /** There is something to do about it: a channel that has not heard of it yet hears of it. */
  pending?: boolean;
  /** It goes on as a part of what its channels are told of: whoever has not heard of it need not. */
  covered?: boolean;
  /** Only this channel is told, now and anew, by its own id. */
  to?: string;
  state?: MatterState;
  /** What its thread is told in full with a change that the state tells of, where its readers may see all of it. */
  words?: string;
  /** For channels whose readers may not all read the logs, or of whose readers nothing is known. */
  withoutLogs?: { text: string; card: Card };
  /** What a reader must hold to see more of it than that it is there. */
  needs?: Permission;
  /** That it is there: for channels whose readers may not all see the matter. */
  brief?: { text: string; card: Card };
}

/** Where a matter stands in a channel. */
export interface Standing extends Posted {
  /** How the matter stood when it was told last, and when that was (ISO 8601). */
  told?: MatterState;
  at?: string;
  /** The worst it was told to be: it is told anew when it gets worse than that. */
  worst?: Severity;
}

/** What waits to be told to people: something about an alert, a storm of them, an incident, a proposal, a rule, a case or an appeal (`subject` is its id). */
export interface Announcement {
  kind:
    | 'alert_raised'
    | 'alert_changed'
    | 'alert_nudged'
    | 'alerts_rolled_up'
    | 'incident_changed'
    | 'proposal_changed'
    | 'rule_changed'
    | 'case_changed'
    | 'appeal_changed'
    | 'report_made'
    | 'incident_report';
  subject: string;
  /** The worst is told first; what has none, last. */
  severity?: Severity | null;
}

/** What waits for a job to tell it. */
export interface WaitingNews {
  outboxId: string;
  severity: Severity | null;
  /** It tells of many that wait as well: it goes before each of them. */
  ahead?: true;
}

/** Whether news of a kind tells of many. */
export const tellsOfMany = (kind: Announcement['kind']): boolean => kind === 'alerts_rolled_up';

/** All that waits to be told of one matter, held by one delivery until it is settled or the hold runs out. */
export interface Claim {
  orgId: OrgId;
  subject: string;
  /** What the newest row announces; the older ones are told with it. */
  kind: Announcement['kind'];
  /** The outbox rows held, oldest first. */
  ids: string[];
  /** Where the matter was posted before: there it is edited. */
  posted: Standing[];
  /** Which channels have heard it already, and when the others have their turn. */
  slots: Record<string, string>;
  /** When the newest of it was written down. */
  since: Date;
  /** When the hold runs out, unless it is renewed: no delivery that has lost it writes or sends anything more. */
  until: Date;
}

/** Another delivery holds the matter, until then unless it renews that: should it be gone, whoever comes then tells it. */
export interface Held {
  at: Date;
  severity: Severity | null;
}

/**
 * What an event came to, kept until it is told: done once, and told until it is known. `done` of a button says that it was this
 * press that did it; `alone` that it is for one person, `answers` that it takes the place of the question that was pressed, and `word` is what the place they asked in is still to be told about that.
 */
export type Untold = Omit<OutboundMessage, 'orgId'> & {
  done?: boolean;
  alone?: true;
  answers?: true;
  word?: string;
} & ForReaders;

/** Of what is shown in a shared place: whom it was written for, as roles; null stands for people who are no members. */
interface ForReaders {
  readers?: readonly (Role | null)[];
  /** What whoever asked was then. */
  asker?: Role;
}

/** What an answer shows, so that it can be drawn anew: a turn of a conversation, or a card. `alone` and `word` as above. */
export type Shown = ({ turn: string } | { card: string }) & { alone?: true; word?: string } & ForReaders;
