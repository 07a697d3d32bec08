import type { Log } from '../../log.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import { draftText } from '../draft-text.ts';
import type { Answered, AnswerWriter, Target } from '../platform.ts';
import { RateLimited, Refused, Unreachable } from '../platform-errors.ts';
import { answerTexts } from './answer-text.ts';
import { sections } from './blocks.ts';
import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';
import { keyed } from './ledger.ts';
import { cut, entities } from './mrkdwn.ts';
import { EPHEMERAL } from './parse-interaction.ts';
import { type Posting, threadOf } from './posting.ts';
import { isDirect } from './reading.ts';
import { respond } from './respond.ts';

export interface AnswerPace {
  /** Between two changes of what is shown, in ms. */
  everyMs: number;
  /** Slack closes a stream after about five minutes; before that it becomes a message that is edited. */
  streamMs: number;
  /** Of a command that only its giver sees answered: an answer that takes longer is announced by one word, in ms. */
  hintMs: number;
}
export const PACE: AnswerPace = { everyMs: 1200, streamMs: 4 * 60_000, hintMs: 700 };

interface AnswerOptions {
  connection: SlackConnection;
  posting: Posting;
  apiUrl: string;
  to: Target;
  pace: AnswerPace;
  now: () => Date;
  log: Log;
  of: Answered;
}

/** Where a stream or an edited message ends: the rest comes with `finish`. */
const STREAMED = 11_000;
export const EYES = 'eyes';

/** An answer while it is written: a sign, then a native stream alone with somebody, an edited message elsewhere. */
export function writeAnswer({ connection, posting, apiUrl, to, pace, now, log, of }: AnswerOptions): AnswerWriter {
  const { client } = connection;
  const { channel, handle = {} } = to;
  const thread = threadOf(to);
  const direct = isDirect(channel);
  const alone = to.only !== undefined && !direct;
  const { key, stands } = of;
  const signs: (() => Promise<unknown>)[] = [];
  let posted: Posted | null = null;
  let stream: { ts: string; shown: string; since: number } | null = null;
  /** A stream may stand there that we do not know of: it was begun by a process that is no more, or Slack's answer was lost. */
  let doubtful = of.again === true;
  let wanted: string | null = null;
  let shown = '';
  let timer: NodeJS.Timeout | null = null;
  let hint: NodeJS.Timeout | null = null;
  let quietUntil = 0;
  let done = false;
  let working: Promise<void> = Promise.resolve();

  /** What only embellishes never fails; a wait that Slack asks for is kept. */
  const embellish = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await asking(work);
      return true;
    } catch (err) {
      if (err instanceof RateLimited) quietUntil = now().getTime() + err.retryAfterMs;
      log.debug({ err }, 'a sign or a draft of an answer was not shown');
      return false;
    }
  };

  const standing = (ts: string): void => {
    const { teamId } = connection.known!;
    posted = { platform: 'slack', workspace: teamId, channel, messageId: ts, ...(thread === null ? {} : { thread }) };
    stands?.(posted);
  };

  async function show(soFar: string): Promise<void> {
    const text = draftText(soFar);
    if (text.trim() === '') return;
    const streamed = markdown(text.slice(0, STREAMED));
    if (stream && (!streamed.startsWith(stream.shown) || now().getTime() - stream.since > pace.streamMs))
      await endStream();
    if (stream) {
      const { ts } = stream;
      const more = streamed.slice(stream.shown.length);
      if (more === '') return;
      if (await embellish(() => client.chat.appendStream({ channel, ts, markdown_text: more }))) stream.shown += more;
      // closed by Slack or by the reader: the message is edited from here on
      else if (quietUntil <= now().getTime()) stream = null;
      return;
    }
    const drawn = draft(text);
    if (doubtful) return;
    if (posted) await embellish(() => client.chat.update({ channel, ts: posted!.messageId, ...drawn }));
    else if (!(direct && thread !== null && (await startStream(streamed))))
      await embellish(async () => standing(await posting.send(channel, thread, drawn, key)));
  }

  async function startStream(first: string): Promise<boolean> {
    const recipient = handle.user
      ? { recipient_user_id: handle.user, recipient_team_id: connection.known!.teamId }
      : {};
    const begun = await embellish(async () => {
      const { ts } = await asking(() =>
        client.chat.startStream({ channel, thread_ts: thread!, markdown_text: first, ...recipient }),
      ).catch((error: unknown) => {
        doubtful = error instanceof Unreachable;
        throw error;
      });
      if (!ts) throw new Refused('Slack does not say where the stream stands.', '');
      stream = { ts, shown: first, since: now().getTime() };
      standing(ts);
    });
    return begun || doubtful;
  }

  async function endStream(): Promise<void> {
    const ended = stream;
    stream = null;
    if (ended) await embellish(() => client.chat.stopStream({ channel, ts: ended.ts, metadata: keyed(key) }));
  }

  function soon(): void {
    if (timer || done || wanted === null) return;
    const wait = Math.max(shown === '' ? 0 : pace.everyMs, quietUntil - now().getTime());
    timer = setTimeout(() => {
      working = working.then(async () => {
        const text = wanted;
        wanted = null;
        if (!done && text !== null && text !== shown) {
          shown = text;
          await show(text);
        }
        timer = null;
        soon();
      });
    }, wait);
    timer.unref();
  }

  /**
   * A stream that was begun and never ended carries no key: alone with somebody it is what stands behind their question as ours
   * without one.
   */
  async function leftStreaming(): Promise<void> {
    if (!doubtful || posted !== null || !direct || thread === null) return;
    if ((await posting.find(channel, thread, key)) !== null) return;
    const ts = await posting.unkeyed(channel, thread, handle.message ?? thread);
    if (ts === null) return;
    stream = { ts, shown: '', since: now().getTime() };
    standing(ts);
  }

  async function settled(message: OutboundMessage, before: Posted | undefined): Promise<Posted> {
    if (alone) {
      if (!before || (before.channel === channel && !before.messageId.startsWith(EPHEMERAL)))
        return posting.private(to, message);
      await posting.update(before, message, handle);
      return before;
    }
    if (!before) await leftStreaming();
    const streamed = stream !== null;
    await endStream();
    // where nothing is known of it, posting finds by the key what an earlier attempt left
    const there = posted ?? before ?? null;
    if (there && !there.messageId.includes(':')) {
      try {
        await posting.update(there, message);
        return { ...there, workspace: connection.known!.teamId, ...(thread === null ? {} : { thread }) };
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        // what was streamed and cannot be changed gives way to the whole answer
        if (streamed) await embellish(() => client.chat.delete({ channel, ts: there.messageId }));
      }
    }
    return posting.post(to, message, key);
  }

  return {
    async status(words) {
      const { message, response } = handle;
      if (response && !message) {
        // a command leaves no message to set a sign on: where all may see the answer, its first words are the sign
        const text = cut(entities(words), 300);
        const told = { response_type: 'ephemeral', replace_original: false, text } as const;
        // it stays, and uses up one of five answers: said once, and only where the answer takes its time
        if (alone) hint ??= setTimeout(() => void embellish(() => respond(response, apiUrl, told)), pace.hintMs);
        else if (posted === null && shown === '') await this.text(words);
      } else if (direct && thread !== null) {
        const said = (status: string) =>
          client.assistant.threads.setStatus({ channel_id: channel, thread_ts: thread, status });
        if (await embellish(() => said(cut(words, 200)))) signs.push(() => said(''));
        else if (message) await eyes(message);
      } else if (message) await eyes(message);
    },
    async text(soFar) {
      if (alone) return;
      wanted = soFar;
      soon();
    },
    async finish(message, before) {
      done = true;
      if (timer) clearTimeout(timer);
      if (hint) clearTimeout(hint);
      await working;
      try {
        await connection.identity();
        return await settled(message, before);
      } finally {
        await Promise.all(signs.splice(0).map((away) => embellish(away)));
      }
    },
  };

  async function eyes(message: string): Promise<void> {
    if (signs.length > 0) return;
    const sign = { channel, timestamp: message, name: EYES };
    if (await embellish(() => client.reactions.add(sign))) signs.push(() => client.reactions.remove(sign));
  }
}

const draft = (text: string) => {
  const texts = answerTexts(text, { addressOf: () => null, limit: 3000 }).slice(0, 4);
  return { text: texts[0] ?? '…', blocks: sections(texts.length > 0 ? texts : ['…']) as never };
};

/**
 * Words as Slack's Markdown shows them: what could call somebody or lead away is only text; styles stay. What a longer text begins
 * with is drawn the same.
 */
const markdown = (text: string): string => entities(text.replaceAll(/(?<=[@#\]])(?=\S)/g, '\u2060'));
