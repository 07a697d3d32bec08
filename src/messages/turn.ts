import type { Language } from '../domain/language.ts';
import type { Card, Citation } from './card.ts';

/** One tool call of a turn, as it is shown and traced. */
export interface Step {
  tool: string;
  args: Record<string, unknown>;
  ok: boolean;
  ms: number;
  /** Why it was refused or failed, in words for the asker. */
  error?: string;
}

/** Which guardrail decided what became of a call: why it ran, or why it did not. */
export type CallDecision =
  /** A read that the asker's role allows. */
  | 'read'
  /** A write that the asker's own words named and that can be undone. */
  | 'asked'
  /** A write nobody asked for: it became a proposal. */
  | 'proposed'
  /** A write nobody asked for, and nothing that could be proposed. */
  | 'not_asked'
  /** Refused by the tool: no such thing, no permission, arguments that are none. */
  | 'refused'
  /** There is no such tool for this role. */
  | 'unknown_tool'
  /** More steps than a turn may have. */
  | 'too_many_steps'
  /** Its arguments did not arrive whole. */
  | 'cut_off';

/** A call as the trace of a turn keeps it. */
export interface TracedCall {
  tool: string;
  /** As they were used: texts cleaned, secrets hidden. */
  args: Record<string, unknown>;
  /** SHA-256, hexadecimal, of the arguments in canonical JSON: what the audit log keeps of them. */
  argsSha256: string;
  ok: boolean;
  ms: number;
  decision: CallDecision;
  /** How much the tool answered, in characters of JSON; absent where it did not. */
  chars?: number;
  /** The decision in words, where it was not simply done. */
  words?: string;
  /** Reference of the proposal it became. */
  proposal?: string;
}

/** The figures of an answer, as later answers may lean on them. */
export interface SaidFigures {
  /** What tools returned or the asker said carried them. Times are minutes since midnight, days `day-month`. */
  ours: { numbers: number[]; times: number[]; days: string[]; years: number[] };
  /** They stood in texts that others wrote and nowhere else: by the reference of each, `*` where it has none. */
  quoted: Record<string, number[]>;
  /** Names with a number in them that it told. */
  names?: string[];
}

/** How an answer came about, kept with its turn; the audit log keeps the same without any text. */
export interface TurnTrace {
  /** Which model answered; `offline` where none was asked or the provider failed. */
  model: string;
  /** Why the turn went on without the configured model. */
  fallback?: string;
  prompt: { name: string; version: number; sha256: string };
  /** `micros`: millionths of a dollar; 0 or nothing where the model's price is not known. */
  tokens: { input: number; output: number; micros?: number };
  ms: number;
  calls: TracedCall[];
  /** References of the proposals this turn made. */
  proposals: string[];
  /** Of the answer. */
  language?: Language;
  /** Ids of the pictures that were looked at. */
  pictures?: string[];
  /** References and figures that were claimed and that nothing stands behind: the answer says less by them. */
  dropped?: string[];
  /** What its figures stand on; an answer without it vouches for none. */
  figures?: SaidFigures;
  /** What was hidden from the model and from the answer, by how often. */
  masked?: { secrets: number; personal: number };
  /** What not everyone in the channel may see, where the answer went to the asker alone. */
  private?: string;
  failure?: string;
  /** The question was not read, being empty or too long. */
  refused?: boolean;
  /** Id of the admin's own answer that was given. */
  standard?: string;
}

/** A finished answer. */
export interface Answer {
  sessionId: string;
  /** Of the turn as it is kept, for its trace; absent where nothing is kept. */
  turnId?: string;
  text: string;
  citations: Citation[];
  steps: Step[];
  cards: Card[];
  /** Which model wrote it; `offline` where none was asked or the provider failed. */
  model: string;
  /** What the question was asked in and the answer is written in. */
  language: Language;
  /** An admin's own words: addresses of the web in them are links. */
  linked?: true;
  /** What it changed or suggested, in a sentence of its own: for a reader who stops the rest. */
  did?: string;
  /** Ids of the pictures that were looked at. */
  pictures?: readonly string[];
  /** What was asked, where no words came with a picture. */
  asked?: string;
  /** The question was not read, being empty or too long: there is nothing that could have helped. */
  refused?: true;
  /** Where not everyone in the channel may see what it stands on: the word for them, while the answer goes to the asker alone. */
  privateNotice?: string;
}

/** What a turn says while it runs, in order; `done` comes last and once, `failed` instead of it. */
export type TurnEvent =
  | { kind: 'status'; text: string }
  | { kind: 'text'; delta: string }
  /** The last so many characters (UTF-16 units) of the text are taken back: what they began could not be backed up. */
  | { kind: 'retract'; length: number }
  /** From here on the answer is for the asker alone; `notice` is the word for everyone else in the channel. Comes before any text. */
  | { kind: 'private'; notice: string }
  | { kind: 'step'; step: Step }
  | { kind: 'card'; card: Card }
  | { kind: 'done'; answer: Answer }
  | { kind: 'failed'; message: string };
