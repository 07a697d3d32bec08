import type { AlertLimits } from '../domain/alert-limits.ts';
import type { Autonomy } from '../domain/autonomy.ts';
import type { Binding, BindingPurpose, ChatChannel } from '../domain/channel.ts';
import type { ChannelAnswers } from '../domain/channel-answers.ts';
import type { OrgId } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import type { Strictness } from '../domain/moderation.ts';
import type { Principal } from '../domain/principal.ts';
import type { Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import type { AskedPicture } from '../messages/asked-picture.ts';
import type { Card } from '../messages/card.ts';
import type {
  Account,
  CalledOn,
  ChatPlace,
  ChatPlatform,
  InboundEvent,
  InboxClaim,
  InboxItem,
  Source,
  Who,
} from '../messages/inbound.ts';
import type { OutboundMessage, Posted, Shown, Untold } from '../messages/outbound.ts';
import type { SaidMessage } from '../messages/said-message.ts';
import type { TurnEvent } from '../messages/turn.ts';
import type { SaidAbout } from './channel-tokens.ts';

/** The inbox; each step a short transaction of its own: none is open while a platform or a model is spoken to. */
export interface Inbox {
  /** How often a claim must be renewed to be kept. */
  renewMs: number;
  /** Of one person in one conversation so many are answered at once. */
  mostWaiting: number;
  /** A date where the conversation's platform has it wait until then. */
  claim(orgId: OrgId, conversation: string): Promise<InboxClaim | 'done' | 'busy' | Date>;
  /** Whether nobody has come to it yet. */
  waits(orgId: OrgId, event: InboundEvent): Promise<boolean>;
  /** The event as it stands now; null when it was withdrawn. */
  begin(item: InboxItem): Promise<InboundEvent | null>;
  keep(item: InboxItem, known: { reply?: Posted | null; shows?: Shown; untold?: Untold }): Promise<void>;
  renew(item: InboxItem): Promise<void>;
  settle(item: InboxItem, error?: string): Promise<void>;
  /** Leaves out what nobody has begun with. */
  drop(orgId: OrgId, ids: readonly string[], why: string): Promise<void>;
  /** Gives it back until then; a wait is no attempt. */
  defer(item: InboxItem, dueAt: Date, error: string, waitsForApp?: boolean): Promise<void>;
  release(item: InboxItem, error: string): Promise<void>;
}

/** What dispatch needs of the desk. */
export interface DispatchServices {
  inbox: Inbox;
  /** Resolves when the next answer may begin: what comes in goes first. */
  turn(signal: AbortSignal): Promise<void>;
  /** Has a worker come to what waits in a conversation. */
  enqueue(orgId: OrgId, conversation: string): Promise<void>;
  organisationOf(source: Source): Promise<OrgId | undefined>;
  organisationOfCode(app: string, code: string): Promise<OrgId | undefined>;
  store(orgId: OrgId, conversation: string, event: InboundEvent): Promise<boolean>;
  /** Takes in what happened to a message where its channel is guarded; answers whether it is. */
  observe(orgId: OrgId, event: InboundEvent): Promise<boolean>;
  /** Whoever wrote in an incident's room takes part in it; true where they did not before. */
  wrote(orgId: OrgId, account: Account): Promise<boolean>;
  /** Whether a reaction there may pin a message to an incident. */
  mayPin(orgId: OrgId, place: ChatPlace): Promise<boolean>;
  /** Quotes a message in an incident's timeline, or takes that back. */
  pin(
    principal: Principal,
    pin: { place: ChatPlace; messageId: string; account: string; on: boolean; said: SaidMessage | null },
  ): Promise<void>;
  /** The same where it is said in words: with the incident they named, or null for that of the place. Answers what is to be told. */
  pinAsSaid(
    principal: Principal,
    pin: Parameters<DispatchServices['pin']>[1] & { bookmark?: { title: string | null } },
    incident: number | null,
  ): Promise<string>;
  /** The form in which a message is put on a timeline, or taken off. */
  pinForm(
    principal: Principal,
    call: { place: ChatPlace; account: string; message: CalledOn },
    language: Language,
  ): Promise<Card>;
  changed(orgId: OrgId, account: Account, messageId: string, text: string): Promise<boolean>;
  /** What waits for a platform's app waits no longer: the conversations it is in. */
  waitingForApp(platform: ChatPlatform): Promise<{ orgId: OrgId; conversation: string }[]>;
  /** The bot was added where this was said, or taken out of it: of one channel, or with null of the whole workspace. */
  presence(orgId: OrgId, where: { place: ChatPlace; channel: string | null }, here: boolean): Promise<void>;
  withdrawn(orgId: OrgId, account: Account, messageId: string): Promise<boolean>;
  who(orgId: OrgId, account: Account, conversation: string, alone: boolean): Promise<Who>;
  /** How a channel is answered. */
  answersIn(orgId: OrgId, place: ChatPlace): Promise<ChannelAnswers>;
  /** Whether the answer of a turn asks in its thread whether that solved it: one of each thread does. */
  asksSolved(orgId: OrgId, place: ChatPlace, turnId: string): Promise<boolean>;
  /** Whether somebody said that what is spoken of in a thread is solved. */
  isSolved(orgId: OrgId, place: ChatPlace): Promise<boolean>;
  /** Whether a bot that mentioned us there is answered this time: its question is counted. */
  botMayAsk(orgId: OrgId, place: ChatPlace): Promise<boolean>;
  /**
   * Whether what was not said to us by name is plainly meant for us: in a thread that goes on with what was answered in it; with
   * `toAnybody`, where it is a question to whoever can answer it, and we can.
   */
  isMeant(principal: Principal, text: string, toAnybody: boolean): Promise<boolean>;
  ask(
    principal: Principal,
    question: { text: string; pictures: readonly AskedPicture[] },
    signal: AbortSignal,
  ): AsyncIterable<TurnEvent>;
  perform(
    item: InboxItem,
    principal: Principal,
    click: { id: string; value: string; fields?: Record<string, string> },
  ): Promise<Untold>;
  /** Whether a message was posted before its workspace was this organisation's. */
  isFromBefore(orgId: OrgId, place: ChatPlace, posted: Posted): Promise<boolean>;
  opensForm(action: string): boolean;
  form(principal: Principal, button: { id: string; value: string }, language: Language): Promise<Card>;
  /** Whether a button or a form may ask for a PIN. */
  mayAskProof(action: string): boolean;
  /** The form for the PIN that has to be given first; null where none has to be, or something else stands against it. */
  proofForm(
    principal: Principal,
    click: { id: string; value: string; fields?: Record<string, string> },
    language: Language,
  ): Promise<Card | null>;
  /** A form that was sent off, once more with what was typed and what is wrong with it; null where it can be worked on. */
  formAgain(
    principal: Principal,
    sent: { id: string; value: string; fields: Record<string, string> },
    language: Language,
  ): Promise<Card | null>;
  /** Buttons and forms of whom moderators did something to: they need be no member, and may do nothing but appeal. */
  affected: {
    isFor(action: string): boolean;
    form(orgId: OrgId, event: InboundEvent & { kind: 'action' }, language: Language): Promise<Card>;
    send(item: InboxItem, event: InboundEvent & { kind: 'form' }, language: Language): Promise<Untold>;
  };
  newIncidentForm(
    principal: Principal,
    draft: { title?: string; severity?: Severity; details?: string; author?: string },
    language: Language,
  ): Card;
  redrawn(principal: Principal, posted: Posted, about: string): Promise<OutboundMessage | null>;
  answerOf(orgId: OrgId, shown: Shown): Promise<OutboundMessage | null>;
  recorded(principal: Principal, since: Date): Promise<string[]>;
  home(principal: Principal, language: Language): Promise<Card>;
  link(orgId: OrgId, account: Account, code: string): Promise<{ name: string }>;
  wrongCode(account: Account): Promise<void>;
  connect(orgId: OrgId, account: Account, name: string, code: string): Promise<{ connected: boolean }>;
  channel: {
    /** Throws where somebody may change nothing about channels. */
    allowed(principal: Principal): void;
    see(principal: Principal, place: ChatPlace): Promise<ChatChannel | undefined>;
    /** What alerts are meant by what was said; or what of it there is not. */
    limits(
      principal: Principal,
      said: readonly SaidAbout[],
    ): Promise<{ limits: AlertLimits | null } | { unknown: string }>;
    bind(
      principal: Principal,
      place: ChatPlace,
      bindings: readonly (Partial<Binding> & Pick<Binding, 'purpose'>)[],
    ): Promise<ChatChannel>;
    unbind(principal: Principal, place: ChatPlace, purpose: BindingPurpose): Promise<boolean>;
    readers(principal: Principal, place: ChatPlace, role: Role | null): Promise<ChatChannel>;
    /** Says how it is answered; what is not said stays. */
    answers(principal: Principal, place: ChatPlace, change: Partial<ChannelAnswers>): Promise<ChatChannel>;
    /** Has the channel's messages screened, or not any more; answers how strictly. */
    guard(principal: Principal, place: ChatPlace, strictness: Strictness): Promise<Strictness>;
  };
  autonomy: {
    /**
     * Stops what happens by itself, for as long as the words say in the speaker's zone, and says whether a PIN is asked before it goes on;
     * null where they cannot be read.
     */
    pause(
      principal: Principal,
      order: { until: string | null; reason: string | null },
    ): Promise<(Autonomy & { asksPin: boolean }) | null>;
    /** Takes the pause back, or lets what the policy says happen again. */
    resume(principal: Principal): Promise<Autonomy>;
  };
  /** What may be chosen for a command's option, as far as it is typed. */
  completions(
    principal: Principal,
    asked: { option: string; text: string; language: Language },
  ): Promise<{ label: string; value: string }[]>;
  /** The language a text is written in. */
  readLanguage(text: string): Language;
}
