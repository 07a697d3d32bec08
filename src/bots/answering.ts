import type { Language } from '../domain/language.ts';
import { LARGEST_PICTURE, pictureTooLarge } from '../domain/picture.ts';
import type { Principal } from '../domain/principal.ts';
import { seesMore } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { isSafeNestError, SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { AskedPicture } from '../messages/asked-picture.ts';
import { chatWords, chatWordsOn } from '../messages/catalogue/chat.ts';
import { guardrailWords } from '../messages/catalogue/guardrails.ts';
import type { InboundEvent, InboxItem } from '../messages/inbound.ts';
import type { OutboundMessage, Posted, Shown, Untold } from '../messages/outbound.ts';
import type { Answer } from '../messages/turn.ts';
import { feedbackCard } from '../messages/views/feedback-card.ts';
import type { DispatchServices, Inbox } from './dispatch-services.ts';
import type { Answered, AnswerWriter, Platform, Target } from './platform.ts';
import { isRefusedForGood } from './platform-errors.ts';
import { aloneTargetOf, patiently, targetOf } from './replying.ts';

export interface Asking {
  item: InboxItem;
  platform: Platform;
  principal: Principal;
  text: string;
  /** Of what is said around the answer. */
  language: Language;
  /** The answer is for the asker alone from the start. */
  alone: boolean;
  signal: AbortSignal;
}

/**
 * Asks the desk and shows its answer as it is written, in one message. A turn that was begun before and broke off is not run a
 * second time: what it came to is shown, or that it came to nothing.
 */
export async function answerQuestion(
  services: Pick<DispatchServices, 'ask' | 'answerOf' | 'recorded' | 'asksSolved' | 'inbox'>,
  asking: Asking,
  log: Log,
): Promise<void> {
  const { item, principal, language, alone } = asking;
  if (item.begunAt !== null) return goOn(services, asking);
  const begun = await services.inbox.begin(item);
  if (!begun) return;
  const event = (await asking.platform.complete?.(begun, item.orgId)) ?? begun;
  const pictures = picturesOf(event, asking);
  const said = event.kind === 'message' ? event.text : asking.text;
  // a picture without a word asks who is on it
  const text = said.trim() === '' && pictures.length > 0 ? chatWords[language].asks.picture : said;
  const forOne = { isPrivate: alone, word: '' };
  const { place } = principal;
  const aside = (): Pick<Untold, 'alone' | 'word' | 'readers' | 'asker'> => ({
    asker: principal.role,
    ...(place.audience === 'shared' ? { readers: place.readers ?? [null] } : {}),
    ...(forOne.isPrivate ? { alone: true } : {}),
    ...(forOne.word ? { word: forOne.word } : {}),
  });
  const shown = showing(services.inbox, { ...asking, log }, alone ? aloneTargetOf(item.event) : targetOf(item.event));
  /** What no turn on record holds is kept here until it is told. */
  const last = async ({ orgId: _, ...message }: OutboundMessage): Promise<void> => {
    item.untold = { ...message, ...aside() };
    await services.inbox.keep(item, { untold: item.untold });
    await shown.finish({ orgId: item.orgId, ...message });
  };
  /** What only embellishes never costs the answer. */
  const asksSolved = async (turnId: string, { refused }: Answer): Promise<boolean> => {
    // to nothing but our name nothing was asked that could be solved
    if (refused || text.trim() === '') return false;
    return services.asksSolved(item.orgId, item.event.place, turnId).catch((err: unknown) => {
      log.warn({ err }, 'an answer does not ask whether it solved anything');
      return false;
    });
  };
  try {
    for await (const turn of services.ask(principal, { text, pictures, ...sentOf(event) }, asking.signal)) {
      if (turn.kind === 'status') shown.status(turn.text);
      if (turn.kind === 'text') shown.add(turn.delta);
      if (turn.kind === 'retract') shown.takeBack(turn.length);
      if (turn.kind === 'private') {
        forOne.isPrivate = true;
        if (!alone && !item.event.place.direct) forOne.word = turn.notice;
      }
      if (turn.kind === 'private') await shown.turnPrivate(turn.notice, aloneTargetOf(item.event));
      // whoever goes on with it says that it broke off
      if (turn.kind === 'failed' && asking.signal.aborted) throw new Error('the service is stopping');
      if (turn.kind === 'failed') await last({ orgId: item.orgId, text: turn.message, language });
      if (turn.kind === 'done') {
        const { turnId } = turn.answer;
        if (turnId) {
          if (turn.answer.privateNotice) forOne.isPrivate = true;
          item.shows = { turn: turnId, ...aside() };
          await services.inbox.keep(item, { shows: item.shows });
        }
        const asks = turnId !== undefined && !forOne.isPrivate && (await asksSolved(turnId, turn.answer));
        const message = messageOf(item, turn.answer, asks);
        if (turnId) await shown.finish(message);
        else await last(message);
      }
    }
    if (!shown.finished) await last({ orgId: item.orgId, text: chatWords[language].failed, language });
  } catch (error) {
    if (asking.signal.aborted || shown.finished || shown.finishing) {
      // whoever goes on with it must know where half of it stands
      await shown.rest();
      throw error;
    }
    const refused = isSafeNestError(error) && error.code !== 'internal';
    if (!refused) log.error({ err: error }, 'a question from a chat platform could not be answered');
    await last({ orgId: item.orgId, text: refused ? error.message : chatWords[language].failed, language });
  }
}

/** The pictures that came with it; none is fetched before the desk looks at it. */
function picturesOf(event: InboundEvent, { item, platform, signal }: Asking): AskedPicture[] {
  if (event.kind !== 'message') return [];
  return (event.pictures ?? []).map((picture) => ({
    name: picture.name,
    size: picture.size,
    mediaType: picture.mediaType,
    async open(stopped) {
      if (!platform.picture) throw new SafeNestError('unavailable', 'Pictures are not fetched from here.');
      if (picture.size !== null && picture.size > LARGEST_PICTURE)
        throw new SafeNestError('too_large', pictureTooLarge());
      const either = stopped ? AbortSignal.any([signal, stopped]) : signal;
      return platform.picture(event, item.orgId, picture, either);
    },
  }));
}

const sentOf = (event: InboundEvent): { picturesSent?: number } =>
  event.kind === 'message' && event.picturesSent !== undefined ? { picturesSent: event.picturesSent } : {};

const messageOf = (
  item: InboxItem,
  { text, cards, citations, language, turnId, refused, model, did, linked }: Answer,
  asks: boolean,
): OutboundMessage => {
  const [card, ...others] = cards;
  const more = [
    ...others,
    ...(turnId && !refused ? [feedbackCard({ turnId, language }, null, asks ? 'open' : undefined)] : []),
  ];
  return {
    orgId: item.orgId,
    text,
    citations,
    language,
    ...(model === 'offline' ? {} : { byModel: true as const }),
    ...(did ? { did } : {}),
    ...(linked ? { linked } : {}),
    ...(card ? { card } : {}),
    ...(more.length > 0 ? { more } : {}),
  };
};

/** What an earlier attempt left: the answer that was not posted, or the word that there will be none. */
async function goOn(
  services: Pick<DispatchServices, 'answerOf' | 'recorded' | 'inbox'>,
  asking: Asking,
): Promise<void> {
  const { item, principal, language } = asking;
  const standing = await turnAside(services, asking);
  const alone = asking.alone || item.shows?.alone === true || item.untold?.alone === true;
  const readAlone = alone || item.event.place.direct;
  const asker = (item.shows ?? item.untold)?.asker;
  // what they may not see any more is not told them late
  if (readAlone && asker && seesMore(asker, principal.role)) {
    item.shows = null;
    item.untold = { text: chatWords[language].roleChanged, language, alone: true };
  }
  const answer = item.shows && (await services.answerOf(item.orgId, item.shows));
  const message = answer ??
    (item.untold && { ...item.untold, orgId: item.orgId }) ?? {
      orgId: item.orgId,
      // what is on record is for whoever asked, not for everybody who reads along
      text: chatWords[language].interrupted(readAlone ? await services.recorded(principal, item.begunAt!) : []),
      language,
    };
  const target = alone ? aloneTargetOf(item.event) : targetOf(item.event);
  const writer = writerTo(asking, target, { again: true });
  const posted = await patiently(() => writer.finish(message, item.reply ?? undefined));
  await services.inbox.keep(item, { reply: posted });
  const word = item.shows?.word ?? item.untold?.word;
  if (!word) return;
  const place = writerTo(asking, targetOf(item.event), { again: true });
  await patiently(() => place.finish({ orgId: item.orgId, text: word, language }, standing ?? undefined));
  await services.inbox.keep(item, withoutWord(item));
}

/**
 * What was written for those who read there then, and waited since, is asked about again before it is shown: where somebody reads there
 * now who may see less, it is for the asker alone, and what stands there of it becomes a word about that.
 */
async function turnAside(
  services: Pick<DispatchServices, 'inbox'>,
  { item, principal, alone, language }: Asking,
): Promise<Posted | null> {
  const kept = item.shows ?? item.untold;
  const { audience, readers = [null] } = principal.place;
  if (alone || !kept || kept.alone || audience === 'private') return null;
  // what was kept before that was noted may have been for anybody
  const before = kept.readers ?? ['admin'];
  const seesAll = readers.every((now) =>
    before.every((then) => then === null || (now !== null && !seesMore(then, now))),
  );
  if (seesAll) return null;
  const aside = { alone: true as const, word: guardrailWords[language].answeredAlone(oneLine(principal.name, 80)) };
  if (item.shows) item.shows = { ...item.shows, ...aside };
  if (item.untold) item.untold = { ...item.untold, ...aside };
  const standing = item.reply;
  item.reply = null;
  await services.inbox.keep(item, {
    ...(item.shows ? { shows: item.shows } : {}),
    ...(item.untold ? { untold: item.untold } : {}),
    reply: null,
  });
  return standing;
}

/** The place has been told its word. */
function withoutWord({ shows, untold }: InboxItem): { shows?: Shown; untold?: Untold } {
  const without = <T extends Shown | Untold>({ word: _, ...rest }: T) => rest as T;
  return { ...(shows ? { shows: without(shows) } : {}), ...(untold ? { untold: without(untold) } : {}) };
}

/** An answer on its way into a channel: at most one thing is on the wire at a time, and of what waits only the newest is sent. */
function showing(inbox: Inbox, asking: Asking & { log: Log }, first: Target) {
  const { item, language, log } = asking;
  let kept: Promise<void> = Promise.resolve();
  /** One after the other, so that an older word never overwrites a newer one. */
  const keep = (known: Parameters<Inbox['keep']>[1]): Promise<void> => {
    kept = kept
      .then(() => inbox.keep(item, known))
      .catch((err) => log.warn({ err }, 'where an answer stands could not be kept'));
    return kept;
  };
  let opened = 0;
  const open = (target: Target): AnswerWriter => {
    const mine = ++opened;
    // where an earlier one stands is no place for the answer
    const stands = (reply: Posted): void => {
      if (mine === opened) void keep({ reply });
    };
    return writerTo(asking, target, { stands });
  };
  let writer = open(first);
  /** Where it was asked, and what is said there once the asker has the answer. */
  let place: { writer: AnswerWriter; word: string } | null = null;
  let text = '';
  const waiting: { next: (() => Promise<void>) | null } = { next: null };
  let sending: Promise<void> = Promise.resolve();
  let busy = false;
  const send = (work: () => Promise<void>): void => {
    waiting.next = work;
    if (busy) return;
    busy = true;
    sending = (async () => {
      for (let now = waiting.next; now; now = waiting.next) {
        waiting.next = null;
        await now().catch((err) => log.debug({ err }, 'an answer could not be shown while it was written'));
      }
      busy = false;
    })();
  };
  const state = { finished: false, finishing: false };

  return {
    get finished() {
      return state.finished;
    },
    get finishing() {
      return state.finishing;
    },
    /** Nothing more is sent, and what was sent is kept. */
    async rest(): Promise<void> {
      waiting.next = null;
      await sending;
      await kept;
    },
    status(words: string): void {
      if (text === '') send(() => writer.status(words));
    },
    add(delta: string): void {
      text += delta;
      send(() => writer.text(text));
    },
    takeBack(length: number): void {
      text = text.slice(0, text.length - length);
      send(() => writer.text(text));
    },
    /** From here on the asker alone reads; the place is told a word of it once they have the answer. */
    async turnPrivate(word: string, alone: Target): Promise<void> {
      waiting.next = null;
      await sending;
      if (first.only !== undefined || alone.only === undefined) return;
      place = { writer, word };
      // what stands there is where everybody reads: the answer must never be edited into it
      await keep({ reply: null });
      item.reply = null;
      writer = open(alone);
    },
    async finish(message: OutboundMessage): Promise<void> {
      state.finishing = true;
      waiting.next = null;
      await sending;
      const said = place;
      const tell = (text: string): Promise<Posted> =>
        patiently(() => said!.writer.finish({ orgId: item.orgId, text, language }));
      let posted: Posted;
      try {
        posted = await patiently(() => writer.finish(message, item.reply ?? undefined));
      } catch (error) {
        if (!said || !isRefusedForGood(error)) throw error;
        // that they were answered would not be true
        await tell(chatWordsOn(item.event.place.platform, language).unreachable);
        state.finished = true;
        return;
      }
      state.finished = true;
      await keep({ reply: posted });
      if (!said) return;
      await tell(said.word).catch((error: unknown) => {
        // they have the answer; the place may be gone
        if (!isRefusedForGood(error)) throw error;
        log.warn({ err: error }, 'the place of a question could not be told that it was answered');
      });
      await keep(withoutWord(item));
    },
  };
}

/** Every attempt at an answer writes it under the same key: what an earlier one left is found by it. */
function writerTo(
  { item, platform }: Pick<Asking, 'item' | 'platform'>,
  target: Target,
  of: Omit<Answered, 'key'>,
): AnswerWriter {
  const key = `inbox ${item.id}${target.only === undefined ? '' : ' aside'}`;
  return platform.answer?.(target, item.orgId, { ...of, key }) ?? plainWriter(platform, target, key);
}

/** For a platform that shows nothing while an answer is written. */
const plainWriter = (platform: Platform, target: Target, key: string): AnswerWriter => ({
  status: async () => {},
  text: async () => {},
  async finish(message, before) {
    if (!before) return platform.post(target, message, key);
    await platform.update(before, message, target.handle);
    return before;
  },
});
