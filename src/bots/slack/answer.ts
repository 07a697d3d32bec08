import type { Log } from '../../log.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import type { AnswerWriter, Target } from '../platform.ts';
import { RateLimited, Refused } from '../platform-errors.ts';
import { answerTexts } from './answer-text.ts';
import { sections } from './blocks.ts';
import type { SlackConnection } from './connection.ts';
import { asking } from './errors.ts';
import { keyed } from './ledger.ts';
import { cut, entities } from './mrkdwn.ts';
import { type Posting, threadOf } from './posting.ts';
import { isDirect } from './reading.ts';
import { respond } from './respond.ts';

export interface AnswerPace {
  /** Between two changes of what is shown, in ms. */
  everyMs: number;
  /** Slack closes a stream after about five minutes; before that it becomes a message that is edited. */
  streamMs: number;
}
export const PACE: AnswerPace = { everyMs: 1200, streamMs: 4 * 60_000 };

interface AnswerOptions {
  connection: SlackConnection;
  posting: Posting;
  apiUrl: string;
  to: Target;
  pace: AnswerPace;
  now: () => Date;
  log: Log;
  stands?: (where: Posted) => void;
}

/** Where a stream or an edited message ends: the rest comes with `finish`. */
const STREAMED = 11_000;
export const EYES = 'eyes';
/** A question this old may have been answered by a process that is no more, in ms. */
const LATE_MS = 30_000;

/** An answer while it is written: a sign, then a native stream alone with somebody, an edited message elsewhere. */
export function writeAnswer({ connection, posting, apiUrl, to, pace, now, log, stands }: AnswerOptions): AnswerWriter {
  const { client } = connection;
  const { channel, handle = {} } = to;
  const thread = threadOf(to);
  const direct = isDirect(channel);
  const alone = to.only !== undefined && !direct;
  const key = `answer:${channel}:${handle.message ?? ''}`;
  const signs: (() => Promise<unknown>)[] = [];
  let posted: Posted | null = null;
  let stream: { ts: string; shown: string; since: number } | null = null;
  let wanted: string | null = null;
  let shown = '';
  let timer: NodeJS.Timeout | null = null;
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

  async function show(text: string): Promise<void> {
    if (stream && (!text.startsWith(stream.shown) || now().getTime() - stream.since > pace.streamMs)) await endStream();
    if (stream) {
      const { ts } = stream;
      const more = text.slice(stream.shown.length, STREAMED);
      if (more === '') return;
      if (await embellish(() => client.chat.appendStream({ channel, ts, markdown_text: markdown(more) })))
        stream.shown += more;
      // closed by Slack or by the reader: the message is edited from here on
      else if (quietUntil <= now().getTime()) stream = null;
      return;
    }
    const drawn = draft(text);
    if (posted) await embellish(() => client.chat.update({ channel, ts: posted!.messageId, ...drawn }));
    else if (!(direct && thread !== null && (await startStream(text))))
      await embellish(async () => standing(await posting.send(channel, thread, drawn, key)));
  }

  async function startStream(text: string): Promise<boolean> {
    const first = text.slice(0, STREAMED);
    const recipient = handle.user
      ? { recipient_user_id: handle.user, recipient_team_id: connection.known!.teamId }
      : {};
    return embellish(async () => {
      const { ts } = await client.chat.startStream({
        channel,
        thread_ts: thread!,
        markdown_text: markdown(first),
        ...recipient,
      });
      if (!ts) throw new Refused('Slack does not say where the stream stands.', '');
      stream = { ts, shown: first, since: now().getTime() };
      standing(ts);
    });
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

  /** Where an earlier attempt may have left the answer, by its key. */
  async function earlier(): Promise<Posted | null> {
    const asked = Number(handle.message) * 1000;
    if (!Number.isFinite(asked) || now().getTime() - asked < LATE_MS) return null;
    const ts = await posting.find(channel, thread, key);
    return ts === null ? null : { platform: 'slack', channel, messageId: ts };
  }

  async function settled(message: OutboundMessage, before: Posted | undefined): Promise<Posted> {
    if (alone) return posting.private(to, message);
    const streamed = stream !== null;
    await endStream();
    const there = posted ?? before ?? (await earlier());
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
        if (alone) await embellish(() => respond(response, apiUrl, told));
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

/** Words as Slack's Markdown shows them: what could call somebody or lead away is only text; styles stay. */
const markdown = (text: string): string =>
  entities(text.replaceAll(/(?<=@|#)(?=\S)/g, '\u2060')).replaceAll(/[[\]]/g, (sign) => `\\${sign}`);
