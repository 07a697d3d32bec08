import { LANGUAGES, type Language } from '../../domain/language.ts';
import type { Log } from '../../log.ts';
import type { Card } from '../../messages/card.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import type { Account, InboundEvent, Speaker } from '../../messages/inbound.ts';
import type { Posted } from '../../messages/outbound.ts';
import type { Deliver, Immediate } from '../platform.ts';
import type { TeamsActivity } from './activity.ts';
import { type AdaptiveCard, attached, CARD_TYPE } from './adaptive-card.ts';
import type { AddressOf } from './markup.ts';
import { parseActivity, type Reply } from './parse.ts';
import { type FormFrame, renderForm } from './render-form.ts';
import type { Outcome, Waiting } from './waiting.ts';

export interface Answered {
  status: number;
  body?: unknown;
}

export interface TurnOptions {
  deliver: Deliver;
  waiting: Waiting;
  /** How long a press waits for what comes of it. */
  holdMs: number;
  now: () => Date;
  log: Log;
  /** What else the platform vouches for about whoever speaks. */
  knownAs(event: InboundEvent): Promise<Partial<Speaker>>;
  /** Brings a form to whoever asked for it in words: nothing was pressed that could open it. */
  sendForm(event: InboundEvent, form: Card, language: Language): Promise<void>;
  addressOf: AddressOf;
  /** A card as one person may see it; null where there is nothing of theirs to see. */
  view(asked: Account & { key: string }): Promise<AdaptiveCard | null>;
}

/** Names the message that a press waits at. */
export const placeOf = ({ channel, messageId }: Posted): string => `${channel} ${messageId}`;

/** One activity: understood, stored, and answered the way Teams expects it. */
export async function turn(activity: TeamsActivity, app: string, options: TurnOptions): Promise<Answered> {
  const parsed = parseActivity(activity, app, options.now());
  if (parsed.kind === 'nothing') return { status: parsed.invoke ? 501 : 200 };
  if (parsed.kind === 'refresh') {
    const card = await options.view(parsed.asked).catch((err: unknown) => {
      options.log.warn({ err }, 'a card in Teams could not be refreshed');
      return null;
    });
    return at(card ? { card } : { text: '' });
  }
  const { reply } = parsed;
  const words = teamsWords[languageOf(parsed.event.speaker)];
  try {
    const event = await withPerson(parsed.event, options);
    if (reply === 'nothing') {
      const immediate = await options.deliver(event);
      if (immediate.kind === 'form') await options.sendForm(event, immediate.form, languageOf(event.speaker));
      return { status: 200 };
    }
    // whoever works on it may be done before we are told that it is stored
    const outcome = options.waiting.outcome(event.handle?.invoke ?? event.id, cardOf(event), options.holdMs);
    const immediate = await options.deliver(event).catch((error: unknown) => {
      options.waiting.answer(event.handle?.invoke ?? event.id, { text: '' });
      throw error;
    });
    return await answerTo(event, reply, immediate, outcome, options);
  } catch (err) {
    options.log.error({ err, kind: parsed.event.kind }, 'something from Teams could not be stored');
    if (reply === 'nothing') return { status: 503 };
    return reply === 'card'
      ? ok({
          statusCode: 500,
          type: 'application/vnd.microsoft.error',
          value: { code: 'NotStored', message: words.notStored },
        })
      : dialogWords(words.notStored);
  }
}

async function withPerson(event: InboundEvent, { knownAs }: TurnOptions): Promise<InboundEvent> {
  const speaker = { ...event.speaker, ...(await knownAs(event)) };
  // Teams tells no tenant's name: a domain that it has proved to own says whose it is
  const domain = speaker.email?.split('@')[1];
  return {
    ...event,
    speaker,
    ...(event.handle && domain ? { handle: { ...event.handle, workspaceName: domain } } : {}),
  };
}

async function answerTo(
  event: InboundEvent,
  reply: Exclude<Reply, 'nothing'>,
  immediate: Immediate,
  outcome: Promise<Outcome | null>,
  { waiting, addressOf }: TurnOptions,
): Promise<Answered> {
  const language = languageOf(event.speaker);
  const words = teamsWords[language];
  const invoke = event.handle?.invoke ?? event.id;
  if (immediate.kind !== 'accepted') waiting.answer(invoke, { text: '' });
  if (immediate.kind === 'form')
    return reply === 'card'
      ? formInPlace(event, immediate.form, { language, addressOf })
      : dialog(event, immediate.form, { language, addressOf });
  if (immediate.kind !== 'accepted')
    return reply === 'card' ? at({ text: words.twice }) : dialogOver(reply, words.noForm);
  const known = await outcome;
  if (reply === 'card') return at(known ?? { text: words.working });
  return known && 'text' in known && known.text ? dialogWords(known.text) : dialogOver(reply, words.working);
}

const ok = (body: unknown): Answered => ({ status: 200, body });

/** Answers a press of a card: the card anew, or words beside it. */
const at = (outcome: Outcome): Answered =>
  ok(
    'card' in outcome
      ? { statusCode: 200, type: CARD_TYPE, value: outcome.card }
      : { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: outcome.text },
  );

function formInPlace(event: InboundEvent, form: Card, frame: FormFrame): Answered {
  const from = event.kind === 'action' || event.kind === 'form' ? event.message?.messageId : undefined;
  return at({ card: renderForm(form, { ...frame, inPlace: true, ...(from ? { from } : {}) }).card });
}

function dialog(event: InboundEvent, form: Card, frame: FormFrame): Answered {
  const from = event.kind === 'action' || event.kind === 'form' ? event.message?.messageId : undefined;
  const { title, card } = renderForm(form, { ...frame, ...(from ? { from } : {}) });
  return ok({ task: { type: 'continue', value: { title, width: 'medium', height: 'medium', card: attached(card) } } });
}

const dialogWords = (text: string): Answered => ok({ task: { type: 'message', value: text } });

/** A dialog that was sent off closes by itself; one that was asked for has to say something. */
const dialogOver = (reply: Reply, text: string): Answered =>
  reply === 'sent_dialog' || reply === 'sent_compose' ? ok({}) : dialogWords(text);

const cardOf = (event: InboundEvent): string | null =>
  (event.kind === 'action' || event.kind === 'form') && event.message ? placeOf(event.message) : null;

function languageOf({ language }: Speaker): Language {
  const tag = language?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((one) => one === tag) ?? 'en';
}
