import type { Log } from '../../log.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import { parseFeedbackKey } from '../../messages/views/feedback-card.ts';
import { draftText } from '../draft-text.ts';
import type { Answered, AnswerWriter } from '../platform.ts';
import { RateLimited } from '../platform-errors.ts';
import { type Connector, type OutgoingActivity, StreamStopped, TeamsRefused } from './connector.ts';
import type { Destination } from './destination.ts';
import { type AddressOf, answerMarkdown, plain } from './markup.ts';
import { journalKeyOf, type PostJournal } from './post-journal.ts';
import { settledText } from './stream-text.ts';

/** Teams ends a stream after two minutes; what is not done by then is written into the message instead. */
const STREAM_MS = 100_000;
const TYPING_EVERY_MS = 4_000;
const INFORMATIVE = 500;
const PARTIAL = 6_000;
/** How long a finished answer waits for its turn before somebody else has to try again. */
const PATIENCE_MS = 10_000;

export interface AnswerOptions {
  connector: Connector;
  open(): Promise<Destination>;
  draw(message: OutboundMessage): Promise<OutgoingActivity>;
  addressOf: AddressOf;
  /** At least so long between two pieces: Teams takes about one a second. */
  paceMs: number;
  now: () => Date;
  log: Log;
  of: Answered;
  journal: PostJournal;
}

interface Stream {
  id: string;
  sequence: number;
  /** All that was shown of the answer. */
  shown: string;
  /** What of the answer that was, as it was written. */
  written: string;
  began: number;
}

/**
 * An answer while it is written: streamed alone with somebody; in a group a typing sign and then one message, in a channel (where
 * Teams shows no typing) one message from the start, edited as it grows.
 */
export function createAnswer(options: AnswerOptions): AnswerWriter {
  const { connector, now, log } = options;
  let opened: Promise<Destination> | null = null;
  const open = (): Promise<Destination> => {
    opened ??= options.open();
    return opened;
  };
  let stream: Stream | null = null;
  let streams = true;
  /** Whoever reads it pressed Stop: the answer ends there as it stands. */
  let stopped = false;
  /** The one message outside a stream. */
  let message: string | null = null;
  let typing: NodeJS.Timeout | null = null;

  let wanted: { status: string } | { text: string } | null = null;
  let running: Promise<void> | null = null;
  let over = false;
  let wake = (): void => {};
  let last = Number.NEGATIVE_INFINITY;

  /** Shows the newest of what is wanted, one thing after the other and not faster than Teams allows. */
  async function run(): Promise<void> {
    while (wanted && !over) {
      await pause(last + options.paceMs - now().getTime());
      if (over) return;
      const next = wanted;
      wanted = null;
      last = now().getTime();
      try {
        if ('status' in next) await showStatus(await open(), next.status);
        else await showText(await open(), next.text);
      } catch (err) {
        if (err instanceof RateLimited) last += err.retryAfterMs;
        log.debug({ err }, 'a sign of an answer in Teams did not get through');
      }
    }
  }
  const show = (next: { status: string } | { text: string }): void => {
    if (over || ('status' in next && wanted && 'text' in wanted)) return;
    wanted = next;
    start();
  };
  const start = (): void => {
    running ??= run().finally(() => {
      running = null;
      // something may have come while the last of it ended
      if (wanted && !over) start();
    });
  };
  async function pause(ms: number): Promise<void> {
    if (ms <= 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, ms);
    wake = resolve;
    await promise;
    clearTimeout(timer);
  }

  async function showStatus(to: Destination, words: string): Promise<void> {
    if (stream?.shown || (message !== null && to.kind !== 'channel')) return;
    if (to.kind === 'personal' && streams) return piece(to, 'informative', words.slice(0, INFORMATIVE));
    if (to.kind === 'channel') return put(to, { type: 'message', text: plain(words), textFormat: 'markdown' });
    await sign(to);
    typing ??= setInterval(() => void sign(to).catch(() => {}), TYPING_EVERY_MS).unref();
  }

  async function sign({ line, conversation }: Destination): Promise<void> {
    await connector.send(line, conversation, { type: 'typing' });
  }

  async function showText(to: Destination, soFar: string): Promise<void> {
    const written = settledText(soFar.slice(0, PARTIAL));
    const text = answerMarkdown(draftText(written), [], options.addressOf);
    if (text === '') return;
    if (to.kind === 'personal' && streams) {
      const tooOld = stream !== null && now().getTime() - stream.began > STREAM_MS;
      // what was taken back cannot be in a stream: the end puts it right
      if (tooOld || text === stream?.shown || !text.startsWith(stream?.shown ?? '')) return;
      return piece(to, 'streaming', text, written);
    }
    quiet();
    await put(to, { type: 'message', text, textFormat: 'markdown' });
  }

  async function piece(
    to: Destination,
    streamType: 'informative' | 'streaming',
    text: string,
    written = '',
  ): Promise<void> {
    const sequence = (stream?.sequence ?? 0) + 1;
    const info = { streamType, streamSequence: sequence, ...(stream ? { streamId: stream.id } : {}) };
    try {
      const id = await connector.send(to.line, to.conversation, { type: 'typing', text, ...streamInfo(info) });
      stream ??= { id, sequence, shown: '', written: '', began: now().getTime() };
      stream.sequence = sequence;
      if (streamType === 'informative') return;
      const first = stream.shown === '';
      Object.assign(stream, { shown: text, written });
      if (first) standsAt(to, stream.id);
    } catch (error) {
      if (error instanceof StreamStopped && stream) {
        stopped = true;
        over = true;
        return;
      }
      // where there is no stream to be had, the answer comes as a message
      if (error instanceof TeamsRefused) {
        streams = false;
        if (!stream?.shown) await sign(to).catch(() => {});
      }
      throw error;
    }
  }

  async function put(to: Destination, activity: OutgoingActivity): Promise<void> {
    if (message !== null) return connector.update(to.line, to.conversation, message, activity);
    message = await connector.send(to.line, to.conversation, activity);
    standsAt(to, message);
  }

  /** Noted before anything else happens: Teams itself cannot be asked for it. */
  function noted(to: Destination, messageId: string): Posted {
    const posted = to.posted(messageId);
    options.journal.note(journalKeyOf(to, options.of.key), posted);
    return posted;
  }
  function standsAt(to: Destination, messageId: string): void {
    const posted = noted(to, messageId);
    options.of.stands?.(posted);
  }

  const quiet = (): void => {
    if (typing) clearInterval(typing);
    typing = null;
  };

  async function finish(outbound: OutboundMessage, kept?: Posted): Promise<Posted> {
    over = true;
    wake();
    quiet();
    await running;
    const [to, activity] = await Promise.all([open(), options.draw(outbound)]);
    if (stopped && stream) return noted(to, await leave(to, stream, outbound, activity));
    const own = message ?? stream?.id ?? null;
    const found = options.journal.find(journalKeyOf(to, options.of.key));
    const before = found && found.messageId !== own ? found : kept;
    if (before && before.messageId !== own) {
      const there = await replaced(to, before.messageId, activity);
      if (there) {
        if (own) await connector.remove(to.line, to.conversation, own).catch(() => {});
        return before;
      }
    }
    if (message !== null && (await replaced(to, message, activity))) return noted(to, message);
    if (stream) {
      const id = await patiently(() => closeStream(to, stream!, outbound, activity));
      if (id) return noted(to, id);
    }
    return noted(to, await patiently(() => connector.send(to.line, to.conversation, activity)));
  }

  /** Ends the stream with the answer; null where Teams does not take it any more. */
  async function closeStream(
    to: Destination,
    open: Stream,
    outbound: OutboundMessage,
    activity: OutgoingActivity,
  ): Promise<string | null> {
    const { id, shown, began } = open;
    const words = activity.text ?? plain(activity.summary ?? '');
    const goesOn = words !== '' && words.startsWith(shown);
    const last: OutgoingActivity = goesOn ? { ...activity, text: words } : { type: 'message', text: shown || '…' };
    let standing = id;
    try {
      if (now().getTime() - began <= STREAM_MS) {
        standing =
          (await connector.send(to.line, to.conversation, {
            ...last,
            ...streamInfo({ streamType: 'final', streamId: id }, last.entities),
          })) || id;
        if (goesOn) return standing;
      }
      await connector.update(to.line, to.conversation, standing, activity);
      return standing;
    } catch (error) {
      if (error instanceof StreamStopped) return leave(to, open, outbound, activity);
      if (!(error instanceof TeamsRefused)) throw error;
      return (await replaced(to, standing, activity)) ? standing : null;
    }
  }

  /** What was stopped stays as it stands; only what has been taken back since does not. What was done before that is said below it. */
  async function leave(
    to: Destination,
    { id, written }: Stream,
    outbound: OutboundMessage,
    activity: OutgoingActivity,
  ): Promise<string> {
    if (!outbound.text.startsWith(written) && (await replaced(to, id, activity))) return id;
    const { did, card, more = [] } = outbound;
    if (!did) return id;
    const [first, ...others] = [...(card ? [card] : []), ...more].filter(({ key }) => !parseFeedbackKey(key));
    const { orgId, citations, language = 'en' } = outbound;
    const said = await options.draw({
      orgId,
      language,
      text: `${teamsWords[language].stopped} ${did}`,
      ...(citations ? { citations } : {}),
      ...(first ? { card: first, more: others } : {}),
    });
    return patiently(() => connector.send(to.line, to.conversation, said));
  }

  /** Whether the message could be replaced; not where it is gone. */
  async function replaced(to: Destination, messageId: string, activity: OutgoingActivity): Promise<boolean> {
    try {
      await patiently(() => connector.update(to.line, to.conversation, messageId, activity));
      return true;
    } catch (error) {
      if (error instanceof TeamsRefused) return false;
      throw error;
    }
  }

  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return await call();
      } catch (error) {
        if (!(error instanceof RateLimited) || error.retryAfterMs > PATIENCE_MS || tries >= 2) throw error;
        await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs));
      }
    }
  }

  return {
    status: async (words) => show({ status: words }),
    text: async (soFar) => show({ text: soFar }),
    finish,
  };
}

/** Teams reads it from the entity; older clients from the channel's own data. */
const streamInfo = (info: Record<string, unknown>, others: readonly Record<string, unknown>[] = []) => ({
  entities: [{ type: 'streaminfo', ...info }, ...others],
  channelData: info,
});
