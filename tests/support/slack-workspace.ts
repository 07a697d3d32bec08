import { createHash } from 'node:crypto';
import { callRoom, type SlackRoom } from './slack-rooms.ts';
import { homeSchema, messageSchema, modalSchema } from './slack-schema.ts';

export interface SlackMessageRecord {
  ts: string;
  channel: string;
  user: string;
  bot: boolean;
  text: string;
  blocks: unknown[];
  thread: string | null;
  metadata: unknown;
  edits: number;
  streaming: boolean;
  reactions: Set<string>;
}
export interface SlackUserRecord {
  id: string;
  name: string;
  email?: string;
  locale?: string;
  tz?: string;
  stranger?: boolean;
}
interface Ephemeral {
  ts: string;
  channel: string;
  user: string;
  text: string;
  blocks: unknown[];
  edits: number;
}

export const BOT = { user: 'U0SAFENEST', bot: 'B0SAFENEST', app: 'A0SAFENEST' };
type Args = Record<string, unknown>;
type Answer = Record<string, unknown>;
const no = (error: string): Answer => ({ ok: false, error });

/** One workspace of Slack: who and what is in it, and what its Web API does to it. What breaks Slack's documented rules is kept in `violations`. */
export class SlackWorkspace {
  readonly teamId: string;
  readonly users = new Map<string, SlackUserRecord>();
  readonly channels = new Map<string, SlackRoom>();
  readonly messages: SlackMessageRecord[] = [];
  readonly ephemerals: Ephemeral[] = [];
  readonly views = new Map<string, { id: string; view: Answer }>();
  readonly homes = new Map<string, Answer>();
  readonly statuses = new Map<string, string>();
  readonly prompts = new Map<string, Answer>();
  readonly files = new Map<string, { bytes: Buffer; done: boolean }>();
  /** Files that people share. */
  readonly shared = new Map<string, Buffer>();
  readonly triggers = new Map<string, string>();
  readonly violations: string[] = [];
  /** How often a sign of being at work was set. */
  signs = 0;
  #count = 0;
  #responses = new Map<string, { channel: string; user: string; ephemeral: Ephemeral | null; uses: number }>();

  constructor(teamId = 'T0NORTHWIND') {
    this.teamId = teamId;
    this.users.set(BOT.user, { id: BOT.user, name: 'safenest' });
  }

  id(kind: string): string {
    this.#count++;
    return `${kind}0${createHash('sha256').update(`${this.teamId}${this.#count}`).digest('hex').slice(0, 8).toUpperCase()}`;
  }
  ts(at = Date.now()): string {
    this.#count++;
    return `${Math.floor(at / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }
  channel(name: string, withBot = true): string {
    const id = this.id('C');
    this.channels.set(id, {
      name,
      members: new Set([...this.users.keys()].filter((u) => withBot || u !== BOT.user)),
      direct: null,
    });
    return id;
  }
  user(name: string, more: Omit<SlackUserRecord, 'id' | 'name'> = {}): SlackUserRecord {
    const user = { id: this.id('U'), name, ...more };
    this.users.set(user.id, user);
    for (const channel of this.channels.values())
      if (channel.direct === null && !channel.isPrivate) channel.members.add(user.id);
    return user;
  }
  directWith(user: string): string {
    for (const [id, channel] of this.channels) if (channel.direct === user) return id;
    const id = this.id('D');
    this.channels.set(id, { name: '', members: new Set([user, BOT.user]), direct: user });
    return id;
  }
  responseUrl(base: string, channel: string, user: string, ephemeral: Ephemeral | null = null): string {
    const id = this.id('R');
    this.#responses.set(id, { channel, user, ephemeral, uses: 0 });
    return `${base}/respond/${id}`;
  }
  write(part: Partial<SlackMessageRecord> & { channel: string; user: string; text: string }): SlackMessageRecord {
    const message: SlackMessageRecord = {
      ts: this.ts(),
      bot: false,
      blocks: [],
      thread: null,
      metadata: null,
      edits: 0,
      streaming: false,
      reactions: new Set(),
      ...part,
    };
    this.messages.push(message);
    return message;
  }
  find(channel: unknown, ts: unknown): SlackMessageRecord | undefined {
    return this.messages.find((one) => one.channel === channel && one.ts === ts);
  }

  /** An answer through a response_url. */
  respond(id: string, body: Args): number {
    const to = this.#responses.get(id);
    // good for five answers
    if (!to || ++to.uses > 5) return 404;
    this.#check(messageSchema, { text: body.text, blocks: body.blocks ?? undefined }, 'response_url');
    if (body.response_type !== 'ephemeral') this.violations.push('a response that everybody sees');
    const content = { text: String(body.text ?? ''), blocks: (body.blocks as unknown[]) ?? [] };
    if (body.replace_original === true && to.ephemeral)
      Object.assign(to.ephemeral, content, { edits: to.ephemeral.edits + 1 });
    else this.ephemerals.push({ ts: this.ts(), channel: to.channel, user: to.user, ...content, edits: 0 });
    return 200;
  }

  /** A call of the Web API by our app. */
  call(method: string, args: Args): Answer {
    const handler = this.#methods[method];
    const ofRoom = callRoom(method, args, {
      bot: BOT.user,
      channels: this.channels,
      id: (kind) => this.id(kind),
      violation: (words) => void this.violations.push(words),
      hasMessage: (channel, ts) => this.find(channel, ts) !== undefined,
    });
    if (ofRoom) return ofRoom;
    if (!handler) {
      this.violations.push(`called ${method}, which this server does not know`);
      return no('unknown_method');
    }
    return handler(args);
  }

  #check(
    schema: { safeParse(value: unknown): { error?: { issues: unknown[] } } },
    value: unknown,
    where: string,
  ): boolean {
    const { error } = schema.safeParse(value);
    if (error) this.violations.push(`${where}: ${JSON.stringify(error.issues).slice(0, 500)}`);
    return !error;
  }
  #place(args: Args): Answer | null {
    const channel = this.channels.get(String(args.channel));
    if (!channel) return no('channel_not_found');
    if (!channel.members.has(BOT.user)) return no(channel.isPrivate ? 'channel_not_found' : 'not_in_channel');
    if (channel.archived) return no('is_archived');
    if (args.thread_ts !== undefined && !this.find(args.channel, args.thread_ts)) return no('thread_not_found');
    return null;
  }
  /** What an admin may: delete whosever message it is. */
  erase(args: Args): Answer {
    const at = this.messages.findIndex(({ channel, ts }) => channel === args.channel && ts === args.ts);
    if (at < 0) return no('message_not_found');
    this.messages.splice(at, 1);
    return { ok: true };
  }
  #own(args: Args): SlackMessageRecord | null {
    return (
      this.messages.find(
        (one) => one.bot && one.user === BOT.user && one.channel === args.channel && one.ts === args.ts,
      ) ?? null
    );
  }
  #history(args: Args, messages: SlackMessageRecord[]): Answer {
    const from = Number(args.cursor ?? 0);
    const limit = Number(args.limit ?? 100);
    const fitting = messages.filter((one) => Number(one.ts) >= Number(args.oldest ?? 0)).reverse();
    return {
      ok: true,
      messages: fitting.slice(from, from + limit).map((one) => ({
        type: 'message',
        ts: one.ts,
        user: one.user,
        text: one.text,
        ...(one.blocks ? { blocks: one.blocks } : {}),
        ...(one.thread ? { thread_ts: one.thread } : {}),
        ...(one.bot ? { bot_id: one.user === BOT.user ? BOT.bot : `B${one.user}` } : {}),
        ...(String(args.include_all_metadata) === 'true' && one.metadata ? { metadata: one.metadata } : {}),
      })),
      response_metadata: { next_cursor: fitting.length > from + limit ? String(from + limit) : '' },
    };
  }

  readonly #methods: Record<string, (args: Args) => Answer> = {
    'api.test': () => ({ ok: true }),
    'auth.test': () => ({
      ok: true,
      team: 'Northwind',
      team_id: this.teamId,
      user: 'safenest',
      user_id: BOT.user,
      bot_id: BOT.bot,
    }),
    'users.info': ({ user: id }) => {
      const user = this.users.get(String(id));
      if (!user) return no('user_not_found');
      const { name, email, tz = 'Europe/Berlin', locale = 'en-GB', stranger = false } = user;
      return {
        ok: true,
        user: {
          id,
          name,
          real_name: name,
          tz,
          locale,
          team_id: stranger ? 'T0OTHER' : this.teamId,
          is_stranger: stranger,
          is_bot: id === BOT.user,
          is_email_confirmed: email !== undefined,
          profile: { display_name: name, ...(email ? { email } : {}) },
        },
      };
    },
    'conversations.info': ({ channel: id }) => {
      const channel = this.channels.get(String(id));
      if (!channel || (channel.isPrivate && !channel.members.has(BOT.user))) return no('channel_not_found');
      return { ok: true, channel: { id, name: channel.name, is_archived: channel.archived === true } };
    },
    'conversations.kick': ({ channel: id, user }) => {
      const channel = this.channels.get(String(id));
      if (!channel?.members.has(BOT.user)) return no('channel_not_found');
      if (user === BOT.user) return no('cant_kick_self');
      if (channel.name === 'general') return no('cant_kick_from_general');
      return channel.members.delete(String(user)) ? { ok: true } : no('not_in_channel');
    },
    'conversations.invite': ({ channel: id, users }) => {
      const channel = this.channels.get(String(id));
      if (!channel?.members.has(BOT.user)) return no('channel_not_found');
      if (channel.archived) return no('is_archived');
      if (!this.users.has(String(users))) return no('user_not_found');
      if (channel.members.has(String(users))) return no('already_in_channel');
      channel.members.add(String(users));
      return { ok: true, channel: { id } };
    },
    'conversations.open': ({ users }) =>
      this.users.has(String(users))
        ? { ok: true, channel: { id: this.directWith(String(users)) } }
        : no('user_not_found'),
    'conversations.history': (args) =>
      this.#place(args) ??
      this.#history(
        args,
        this.messages.filter((one) => one.channel === args.channel && one.thread === null),
      ),
    // of an answer in a thread Slack gives that answer alone
    'conversations.replies': (args) =>
      this.#place({ channel: args.channel, thread_ts: args.ts }) ??
      this.#history(
        args,
        this.messages.filter(
          (one) =>
            one.channel === args.channel &&
            (one.ts === args.ts || one.thread === args.ts) &&
            (args.latest === undefined || Number(one.ts) <= Number(args.latest)),
        ),
      ),
    'chat.getPermalink': ({ channel, message_ts: ts }) =>
      this.find(channel, ts)
        ? {
            ok: true,
            channel,
            permalink: `https://northwind.slack.com/archives/${channel}/p${String(ts).replace('.', '')}`,
          }
        : no('message_not_found'),
    'chat.postMessage': (args) => {
      const wrong = this.#place(args);
      if (wrong) return wrong;
      if (!this.#check(messageSchema, { text: args.text, blocks: args.blocks }, 'chat.postMessage'))
        return no('invalid_blocks');
      if (args.unfurl_links !== 'false' || args.unfurl_media !== 'false')
        this.violations.push('chat.postMessage would unfurl');
      if (this.#undrawable(args.blocks)) return no('invalid_blocks');
      const { ts } = this.write({
        channel: String(args.channel),
        user: BOT.user,
        bot: true,
        text: String(args.text),
        blocks: (args.blocks as unknown[]) ?? [],
        thread: (args.thread_ts as string) ?? null,
        metadata: args.metadata ?? null,
      });
      this.statuses.delete(`${args.channel} ${args.thread_ts}`);
      return { ok: true, channel: args.channel, ts };
    },
    'chat.update': (args) => {
      const message = this.#own(args);
      if (!this.find(args.channel, args.ts)) return no('message_not_found');
      if (!message || message.streaming) return no('cant_update_message');
      if (!this.#check(messageSchema, { text: args.text, blocks: args.blocks }, 'chat.update'))
        return no('invalid_blocks');
      if (this.#undrawable(args.blocks)) return no('invalid_blocks');
      Object.assign(message, { text: args.text, blocks: args.blocks ?? [], edits: message.edits + 1 });
      return { ok: true, channel: args.channel, ts: args.ts };
    },
    'chat.delete': (args) => {
      const message = this.#own(args);
      if (!message) return no('message_not_found');
      this.messages.splice(this.messages.indexOf(message), 1);
      return { ok: true };
    },
    'chat.postEphemeral': (args) => {
      const wrong = this.#place(args);
      if (wrong) return wrong;
      if (!this.channels.get(String(args.channel))!.members.has(String(args.user))) return no('user_not_in_channel');
      if (!this.#check(messageSchema, { text: args.text, blocks: args.blocks }, 'chat.postEphemeral'))
        return no('invalid_blocks');
      const ts = this.ts();
      this.ephemerals.push({
        ts,
        channel: String(args.channel),
        user: String(args.user),
        text: String(args.text),
        blocks: (args.blocks as unknown[]) ?? [],
        edits: 0,
      });
      return { ok: true, message_ts: ts };
    },
    'chat.startStream': (args) => {
      const wrong = this.#place(args);
      if (wrong) return wrong;
      if (args.thread_ts === undefined) return no('thread_not_found');
      const direct = this.channels.get(String(args.channel))!.direct !== null;
      if (!direct && !(args.recipient_user_id && args.recipient_team_id)) return no('missing_recipient_user_id');
      if (String(args.markdown_text ?? '').length > 12_000) return no('msg_too_long');
      const { ts } = this.write({
        channel: String(args.channel),
        user: BOT.user,
        bot: true,
        text: String(args.markdown_text ?? ''),
        thread: String(args.thread_ts),
        streaming: true,
      });
      this.statuses.delete(`${args.channel} ${args.thread_ts}`);
      return { ok: true, channel: args.channel, ts };
    },
    'chat.appendStream': (args) => {
      const message = this.#own(args);
      if (!message?.streaming) return no('message_not_in_streaming_state');
      message.text += String(args.markdown_text ?? '');
      return { ok: true, ts: args.ts };
    },
    'chat.stopStream': (args) => {
      const message = this.#own(args);
      if (!message?.streaming) return no('message_not_in_streaming_state');
      Object.assign(message, { streaming: false, metadata: args.metadata ?? null });
      return { ok: true, ts: args.ts };
    },
    'reactions.add': (args) => {
      const message = this.find(args.channel, args.timestamp);
      if (!message) return no('message_not_found');
      if (message.reactions.has(String(args.name))) return no('already_reacted');
      message.reactions.add(String(args.name));
      this.signs++;
      return { ok: true };
    },
    'reactions.remove': (args) =>
      this.find(args.channel, args.timestamp)?.reactions.delete(String(args.name)) ? { ok: true } : no('no_reaction'),
    'views.open': (args) => {
      const user = this.triggers.get(String(args.trigger_id));
      if (user === undefined) return no('invalid_trigger_id');
      // a trigger is good once
      this.triggers.delete(String(args.trigger_id));
      if (!this.#check(modalSchema, args.view, 'views.open')) return no('invalid_arguments');
      const id = this.id('V');
      this.views.set(user, { id, view: args.view as Answer });
      return { ok: true, view: { id } };
    },
    'views.publish': (args) => {
      if (!this.#check(homeSchema, args.view, 'views.publish')) return no('invalid_arguments');
      this.homes.set(String(args.user_id), args.view as Answer);
      return { ok: true, view: { id: `V${args.user_id}` } };
    },
    'assistant.threads.setStatus': (args) => {
      const key = `${args.channel_id} ${args.thread_ts}`;
      if (args.status === '') this.statuses.delete(key);
      else {
        this.statuses.set(key, String(args.status));
        this.signs++;
      }
      return { ok: true };
    },
    'assistant.threads.setSuggestedPrompts': (args) => {
      if (!Array.isArray(args.prompts) || args.prompts.length < 1 || args.prompts.length > 4)
        return no('invalid_arguments');
      this.prompts.set(String(args.channel_id), args);
      return { ok: true };
    },
    'files.delete': ({ file }) => (this.files.delete(String(file)) ? { ok: true } : no('file_not_found')),
    'files.completeUploadExternal': (args) => {
      for (const { id } of args.files as { id: string }[]) {
        const file = this.files.get(id);
        if (!file || file.bytes.length === 0) return no('file_not_found');
        file.done = true;
      }
      return { ok: true, files: args.files };
    },
  };

  /** Blocks that show a file which is not there. */
  #undrawable(blocks: unknown): boolean {
    return ((blocks as { slack_file?: { id: string } }[] | undefined) ?? []).some(
      (block) => block.slack_file !== undefined && !this.files.get(block.slack_file.id)?.done,
    );
  }
}
