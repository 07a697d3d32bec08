import type { Log } from '../../log.ts';
import type { OutboundMessage, Posted } from '../../messages/outbound.ts';
import type { Target } from '../platform.ts';
import { Refused, Unreachable } from '../platform-errors.ts';
import type { SlackClient, SlackConnection } from './connection.ts';
import { asking, slackCode } from './errors.ts';
import { keyed, Ledger } from './ledger.ts';
import { EPHEMERAL } from './parse-interaction.ts';
import { type PictureOptions, Pictures } from './pictures.ts';
import { isDirect } from './reading.ts';
import { type RenderOptions, renderHome, renderMessage, type SlackMessage } from './render.ts';
import { respond } from './respond.ts';

export interface PostingOptions extends PictureOptions {
  apiUrl: string;
  publicUrl: string | null;
  now: () => Date;
  log: Log;
}

/** Slack's answers to blocks it does not draw: a picture not ready yet, a chart it does not know. */
const UNDRAWN = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'msg_too_long',
  'msg_blocks_too_long',
]);
const NOT_THERE = new Set(['not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived']);
/** A file just uploaded is not drawable at once. */
const READY_MS = 800;

type Blocks = NonNullable<Extract<Parameters<SlackClient['chat']['postMessage']>[0], { blocks: unknown }>['blocks']>;

/** What goes to Slack through one app: posts, changes, what one person alone sees, their page. */
export class Posting {
  readonly #connection: SlackConnection;
  readonly #options: PostingOptions;
  readonly #ledger: Ledger;
  readonly #pictures: Pictures;

  constructor(connection: SlackConnection, options: PostingOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#ledger = new Ledger(connection, options.now);
    this.#pictures = new Pictures(connection, options);
  }

  async post(to: Target, message: OutboundMessage, key: string): Promise<Posted> {
    const { teamId } = await this.#connection.identity();
    if (to.home && to.only) return this.#publish(to.only, message, teamId);
    if (to.only && !isDirect(to.channel) && !isAccount(to.channel)) return this.private(to, message);
    const channel = isAccount(to.channel) ? await this.#connection.directWith(to.channel) : to.channel;
    const thread = threadOf(to);
    const where = (messageId: string): Posted => ({
      platform: 'slack',
      workspace: teamId,
      channel,
      messageId,
      ...(thread === null ? {} : { thread }),
    });
    try {
      const before = await this.#ledger.find(channel, thread, key);
      if (before !== null) {
        const same = await this.#change(where(before), message);
        if (same) return where(before);
        // it was deleted in Slack meanwhile
        this.#ledger.forget(channel, thread, key);
      }
      const ts = await this.#drawn(message, (drawn) => this.send(channel, thread, drawn, key));
      this.#ledger.note(channel, thread, key, ts);
      return where(ts);
    } catch (error) {
      // a command may be typed, or a form sent, where the app is not (between two people, say): its sender can be told alone
      const reaches = to.handle?.response !== undefined || (isDirect(to.channel) && to.handle?.user !== undefined);
      if (reaches && error instanceof Refused && notThere(error)) return this.private(to, message);
      throw error;
    }
  }

  async update(posted: Posted, message: OutboundMessage, handle?: Record<string, string>): Promise<void> {
    const { teamId } = await this.#connection.identity();
    if (posted.channel.startsWith(HOME)) {
      await this.#publish(posted.channel.slice(HOME.length), message, teamId);
      return;
    }
    if (posted.messageId.startsWith(EPHEMERAL)) {
      if (!handle?.response) return;
      await this.#drawn(message, (drawn) =>
        respond(handle.response!, this.#options.apiUrl, {
          ...drawn,
          response_type: 'ephemeral',
          replace_original: true,
        }),
      );
      return;
    }
    const gone = message.erased ? await this.#pictures.shownIn(posted) : [];
    const isThere = await this.#change(posted, message);
    for (const file of gone) await this.#pictures.delete(file);
    if (!isThere)
      throw new Refused(
        'The message was deleted in Slack.',
        'Nothing is left to change; the next news is posted anew.',
      );
  }

  /** Seen by one person alone: in the channel where Slack can, else in answer to their command, else in a direct message. */
  async private(to: Target, message: OutboundMessage): Promise<Posted> {
    const { client } = this.#connection;
    const { teamId } = await this.#connection.identity();
    const user = to.only ?? to.handle?.user;
    const posted = (channel: string, messageId: string): Posted => ({
      platform: 'slack',
      workspace: teamId,
      channel,
      messageId,
    });
    // in a thread that nobody has answered in, what one alone sees is not drawn
    const thread = to.handle ? to.handle.thread : (to.thread ?? undefined);
    try {
      if (!user) throw new Refused('Nobody was named who may see it.', 'Ask again.');
      const ts = await this.#drawn(message, async ({ text, blocks }) => {
        const content = { text, blocks: blocks as Blocks };
        const answer = await asking(() =>
          client.chat.postEphemeral({
            channel: to.channel,
            user,
            ...content,
            ...(thread ? { thread_ts: thread } : {}),
          }),
        );
        return answer.message_ts ?? '';
      });
      return posted(to.channel, EPHEMERAL + ts);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
    const url = to.handle?.response;
    if (url) {
      try {
        await this.#drawn(message, (drawn) =>
          respond(url, this.#options.apiUrl, { ...drawn, response_type: 'ephemeral', replace_original: false }),
        );
        return posted(to.channel, `${EPHEMERAL}response`);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
      }
    }
    if (!user) throw new Refused('Nobody was named who may see it.', 'Ask again.');
    const direct = await this.#connection.directWith(user);
    return posted(direct, await this.#drawn(message, (drawn) => this.send(direct, null, drawn)));
  }

  /** Posts what is drawn already, and answers with the message's id. */
  async send(
    channel: string,
    thread: string | null,
    drawn: Partial<SlackMessage> & { text: string },
    key?: string,
  ): Promise<string> {
    const { blocks, ...rest } = drawn;
    const { ts } = await asking(() =>
      this.#connection.client.chat.postMessage({
        channel,
        ...rest,
        unfurl_links: false,
        unfurl_media: false,
        ...(blocks ? { blocks: blocks as Blocks } : {}),
        ...(thread === null ? {} : { thread_ts: thread }),
        ...(key === undefined ? {} : { metadata: keyed(key) }),
      }),
    ).catch((error: unknown) => {
      if (error instanceof Unreachable) this.#ledger.doubt(channel, thread);
      throw error;
    });
    if (!ts) throw new Unreachable('Slack does not say where the message stands.');
    return ts;
  }

  /** Where the matter's message stands by Slack's own word; null where there is none. */
  find(channel: string, thread: string | null, key: string): Promise<string | null> {
    return this.#ledger.find(channel, thread, key);
  }

  /** The newest of our replies in a thread that carries no key, of those behind that moment; null where there is none. */
  unkeyed(channel: string, thread: string, since: string): Promise<string | null> {
    return this.#ledger.unkeyed(channel, thread, since);
  }

  draw(message: OutboundMessage, options: Partial<RenderOptions> = {}): SlackMessage {
    return renderMessage(message, { publicUrl: this.#options.publicUrl, ...options });
  }

  /** Puts the message in the place of another; false where that one is gone. */
  async #change(posted: Pick<Posted, 'channel' | 'messageId'>, message: OutboundMessage): Promise<boolean> {
    try {
      await this.#drawn(message, ({ text, blocks }) =>
        asking(() =>
          this.#connection.client.chat.update({
            channel: posted.channel,
            ts: posted.messageId,
            text,
            blocks: blocks as Blocks,
          }),
        ),
      );
      return true;
    } catch (error) {
      if (codeOf(error) === 'message_not_found') return false;
      throw error;
    }
  }

  /** Draws with pictures and sends; once more when a picture may not be ready yet, and in words when Slack draws neither. */
  async #drawn<T>(message: OutboundMessage, send: (drawn: SlackMessage) => Promise<T>): Promise<T> {
    const pictures = await this.#pictures.of(message);
    const drawn = this.draw(message, { pictures });
    const undrawn = (error: unknown): boolean => UNDRAWN.has(codeOf(error) ?? '');
    try {
      return await send(drawn);
    } catch (error) {
      if (!undrawn(error)) throw error;
    }
    if (pictures.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, READY_MS));
      try {
        return await send(drawn);
      } catch (error) {
        if (!undrawn(error)) throw error;
      }
    }
    this.#options.log.warn('Slack did not draw a message; it is posted in words');
    return send(this.draw(message, { plain: true }));
  }

  async #publish(user: string, message: OutboundMessage, teamId: string): Promise<Posted> {
    const view = renderHome(message, { publicUrl: this.#options.publicUrl });
    const answer = await asking(() => this.#connection.client.views.publish({ user_id: user, view }));
    return { platform: 'slack', workspace: teamId, channel: HOME + user, messageId: answer.view?.id ?? 'home' };
  }
}

/** Where something stands: alone with somebody, in the thread of what they said. */
export const threadOf = (to: Target): string | null =>
  to.thread ?? (isDirect(to.channel) ? (to.handle?.thread ?? null) : null);

/** Before the account whose own page was drawn. */
const HOME = 'home:';

const isAccount = (channel: string): boolean => /^[UW][A-Z0-9]+$/.test(channel);

/** Slack's word for what was wrong, which our own error keeps in brackets. */
const codeOf = (error: unknown): string | null =>
  slackCode(error) ?? (error instanceof Refused ? (/\(([a-z0-9_.:]+)\)/.exec(error.message)?.[1] ?? null) : null);
const notThere = (error: unknown): boolean => NOT_THERE.has(codeOf(error) ?? '');
