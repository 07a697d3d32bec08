import type { KnownName } from '../../domain/known-name.ts';
import type { Language } from '../../domain/language.ts';
import type { Permission, Role } from '../../domain/role.ts';
import type { AskedOfIt } from './asked-of-it.ts';
import type { Entities } from './entities.ts';
import type { Utterance } from './utterance.ts';

/** One tool call the grammar wants. `needs` says which arguments are filled in from an earlier call of the same turn. */
export interface PlannedCall {
  tool: string;
  args: Record<string, unknown>;
  /** `found`: the alerts an earlier call found. `created`: the incident an earlier call opened. `identified`: who was on the picture. `shown`: the alert that is meant, of those an earlier call found. */
  needs?: 'found' | 'created' | 'identified' | 'shown';
  /** Of `shown`: words by which the alert that is meant is known among those found. */
  about?: readonly string[];
}

/** An answer without any tool, and why. */
export interface Say {
  why: 'small_talk' | 'role' | 'scope' | 'not_here' | 'ask' | 'unclear';
  text: string;
  /** What a plain "yes" to it means. */
  offer?: PlannedCall[];
  /** What it lets the asker choose from, and the message each choice stands for. */
  options?: { label: string; message: string }[];
  /** The asker's message as far as it was understood: what they reply completes it. The whole message without it. */
  open?: string;
}

/** What a message asks for: calls in order, and what is to be said beside or instead of them. */
export interface Plan {
  calls: PlannedCall[];
  say: Say | null;
  /** What the asker said that no call took up, as typed. */
  unused?: string[];
  /** Places it names that are none here, and those that no call looks at. */
  places?: { unknown: string[]; unlooked: string[] };
  /** Parts of the message that ask or order something and came to nothing, as typed. */
  undone?: string[];
  /** What is undone is all that the message ordered: it cannot be asked by itself. */
  whole?: true;
  /** What people who write like that mean, rather than what these words say. */
  likely?: true;
  /** It was not understood: what is known of the thing it is about is looked up instead. */
  unsure?: true;
  /** How many further questions of the message were not taken up. */
  left?: number;
  /** The message was longer than what is read of one. */
  unread?: true;
  /** What of the one thing it looks at the message wants to know first, and what next. */
  asked?: AskedOfIt;
  askedToo?: AskedOfIt;
  /** Said before all that is told: what was asked was not sure, or cannot be said. */
  lead?: string;
  /** What somebody who is named may be asked to see or change. */
  mayDo?: { permission: Permission; what: 'alerts' | 'incidents' | 'cameras' | 'cases' | 'rules' | 'logins' };
  /** “in one sentence”: the first line of the answer is enough. */
  brief?: true;
  /** Whether there is any such thing is asked, and told first. */
  yesOrNo?: true;
  /** Two searches stand side by side: whether it was asked if the first finds more, or fewer. */
  contrast?: 'more' | 'fewer' | 'both';
  /** Counts are told as shares of their whole, and first the share of these groups, or of all from this severity on. */
  share?: { of: { any: string[] } | { least: string } | null };
}

/** One earlier exchange of the conversation, as far as a follow-up needs it. */
export interface PastTurn {
  at?: Date;
  question: string;
  answer: string;
  steps: { tool: string; args: Record<string, unknown>; ok: boolean /** Why it was refused. */; error?: string }[];
  /** In the order the answer showed them; what is `mentioned` only stood in somebody's text. */
  citations: { ref: string; at?: string; mentioned?: true }[];
  /** What is kept of how it came about; `told` in it is read by `toldOf` alone. */
  trace?: Record<string, unknown>;
}

/** Everything a message is read in the light of. The model never guesses any of it. */
export interface PlanContext {
  now: Date;
  /** IANA name of the asker's zone. */
  timeZone: string;
  role: Role;
  /** In which the answer is written. */
  language: Language;
  /** An API key asks: nothing can be assigned to it. */
  isProgram?: boolean;
  /** The tools of this turn. */
  tools: ReadonlySet<string>;
  /** Oldest first. */
  history: readonly PastTurn[];
  /** What cameras, their places and zones are called that the asker may look at. */
  places?: readonly string[];
  /** Who may be named in the message or in the question before it, of those that the asker may look at; undefined where nobody looked. */
  names?: readonly KnownName[];
  /** How many pictures came with the message. */
  pictures?: number;
  /** How many came with the question before it, where none did with this one. */
  earlierPictures?: number;
}

/** A part of a message that asks for one thing. */
export interface Clause {
  utterance: Utterance;
  /** Where it begins in `utterance.norm`. */
  start: number;
  /** Normalised text; `entities.rest` has the same length. */
  text: string;
  entities: Entities;
  /** The calls that earlier clauses of the same message asked for. */
  before: readonly PlannedCall[];
  /** What an earlier clause said that asked for nothing: "Someone lost a badge. Open an incident." */
  leftover: string | null;
}

/** Reads a clause as calls or as something to say; null where it is about something else. */
export type Recogniser = (
  clause: Clause,
  context: PlanContext,
) =>
  | {
      calls: PlannedCall[];
      unused?: string[];
      /** Conditions that no call took up. */
      limits?: string[];
      /** Said beside what is found. */
      aside?: string;
    }
  | { say: Say }
  | null;

export const calls = (...list: PlannedCall[]): { calls: PlannedCall[] } => ({ calls: list });
export const say = (why: Say['why'], text: string): { say: Say } => ({ say: { why, text } });

/** Drops arguments that were not named. */
export function args(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(all).filter(
      ([, value]) =>
        value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
    ),
  );
}

/** The text of a clause as the grammar reads it, names as typed: where a name is looked for. */
export const asRead = (clause: Clause, from: number, to: number = clause.text.length): string =>
  clause.utterance.readSlice(clause.start + from, clause.start + to);

/** The text of a clause as typed, between two positions of its normalised text. */
export const typed = (clause: Clause, from: number, to: number = clause.text.length): string =>
  clause.utterance.rawSlice(clause.start + from, clause.start + to);
