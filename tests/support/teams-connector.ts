import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type ReadCard, readCard } from './adaptive-card-schema.ts';

/** Somebody with an account in the tenant. */
export interface TeamsPerson {
  /** Of their account in Entra. */
  id: string;
  /** As this bot alone knows them: what Teams opens conversations with. */
  botId: string;
  name: string;
  email: string;
  principalName: string;
  locale: string;
  timeZone: string;
}

export interface TeamsMessage {
  id: string;
  /** `bot` or a person's id. */
  from: string;
  text: string;
  card: ReadCard | null;
  thread: string | null;
  edits: number;
  /** Marked as written by a model. */
  byAi?: boolean;
  /** Still a stream that grows. */
  streaming?: boolean;
}

export interface Conversation {
  id: string;
  kind: 'personal' | 'groupChat' | 'channel';
  name: string;
  /** Of a conversation alone with the bot. */
  person: string | null;
  messages: TeamsMessage[];
  botIsIn: boolean;
  /** A typing sign that nothing has followed yet. */
  typing: boolean;
  /** `over` is why Teams takes no more of it, in its own words. */
  stream: { id: string; sequence: number; text: string; over: string | null } | null;
}

export interface Fault {
  status: number;
  code?: string;
  retryAfter?: string;
  /** The call is done, and only its answer is lost. */
  done?: boolean;
  /** Only of calls whose `METHOD /path` it matches. */
  of?: RegExp;
  /** Instead of an answer the line breaks. */
  hangsUp?: boolean;
}

export interface Call {
  method: string;
  path: string;
  body: unknown;
  app: string | null;
}

const info = z.strictObject({
  type: z.literal('streaminfo'),
  streamType: z.enum(['informative', 'streaming', 'final']),
  streamSequence: z.number().int().positive().optional(),
  streamId: z.string().min(1).optional(),
});
/** By which Teams marks a message as written by a model, word for word. */
const aiLabel = z.strictObject({
  type: z.literal('https://schema.org/Message'),
  '@type': z.literal('Message'),
  '@context': z.literal('https://schema.org'),
  additionalType: z.tuple([z.literal('AIGeneratedContent')]),
});
const activity = z.strictObject({
  type: z.enum(['message', 'typing']),
  id: z.string().optional(),
  text: z.string().optional(),
  textFormat: z.enum(['markdown', 'plain']).optional(),
  summary: z.string().max(500).optional(),
  importance: z.literal('high').optional(),
  attachments: z
    .array(z.strictObject({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: z.unknown() }))
    .max(1)
    .optional(),
  entities: z
    .array(z.discriminatedUnion('type', [info, aiLabel]))
    .max(2)
    .optional(),
  channelData: z.record(z.string(), z.unknown()).optional(),
});
const conversationAsked = z.strictObject({
  isGroup: z.literal(false),
  bot: z.strictObject({ id: z.string().startsWith('28:'), name: z.string() }),
  members: z.tuple([z.strictObject({ id: z.string() })]),
  tenantId: z.string(),
  channelData: z.strictObject({ tenant: z.strictObject({ id: z.string() }) }),
});

export interface Answer {
  status: number;
  body: unknown;
}

const refusal = (status: number, code: string, message = 'refused'): Answer => ({
  status,
  body: { error: { code, message } },
});

/** Teams' words for the end of a stream that it did not wait for. */
export const STREAM_OVER = {
  stopped: 'Content stream was canceled by user',
  tooLong: 'Content stream finished due to exceeded streaming time.',
};

/** The conversations of one tenant, and what a bot may do with them over the connector's REST interface. */
export class TeamsTenant {
  readonly id: string;
  readonly people = new Map<string, TeamsPerson>();
  readonly conversations = new Map<string, Conversation>();
  /** What was sent that Teams would not take; a test expects none. */
  readonly complaints: string[] = [];
  signs = 0;
  #last = 1_763_700_000_000;

  constructor(id: string) {
    this.id = id;
  }

  /** Of the moment, in ms, as in Teams. */
  newId(): string {
    this.#last = Math.max(this.#last + 1, Date.now());
    return String(this.#last);
  }

  open(kind: Conversation['kind'], id: string, name: string, person: string | null = null): Conversation {
    const made: Conversation = {
      id,
      kind,
      name,
      person,
      messages: [],
      botIsIn: true,
      typing: false,
      stream: null,
    };
    this.conversations.set(id, made);
    return made;
  }

  /** Alone with the bot. */
  withBot(person: string): Conversation {
    const id = `a:${createHash('sha256').update(person).digest('base64url').slice(0, 20)}`;
    return this.conversations.get(id) ?? this.open('personal', id, '', person);
  }

  /** Does what the bot asks for; `path` begins behind `/v3/conversations`. */
  handle(method: string, path: string, body: unknown): Answer {
    const [, conversationId = '', what, id] = path.split('/').map(decodeURIComponent);
    if (method === 'POST' && path === '') return this.#create(body);
    const [channel = '', thread] = conversationId.split(';messageid=');
    const conversation = this.conversations.get(channel);
    if (!conversation) return refusal(404, 'ConversationNotFound');
    if (!conversation.botIsIn) return refusal(403, 'BotNotInConversationRoster');
    if (method === 'GET' && what === 'members' && id) return this.#member(id);
    if (what !== 'activities') return refusal(404, 'NotFound');
    if (method === 'DELETE' && id) {
      conversation.messages = conversation.messages.filter((message) => message.id !== id);
      return { status: 200, body: {} };
    }
    if (thread && !conversation.messages.some((message) => message.id === thread))
      return refusal(404, 'ConversationNotFound');
    if (method === 'POST' && !id) return this.#send(conversation, thread ?? null, body);
    if (method === 'PUT' && id) return this.#update(conversation, id, body);
    return refusal(405, 'MethodNotAllowed');
  }

  #create(body: unknown): Answer {
    const asked = conversationAsked.safeParse(body);
    if (!asked.success) return this.#complain(asked.error.message);
    const { members, tenantId } = asked.data;
    if (tenantId !== this.id) return refusal(403, 'TenantNotFound');
    const person = this.#personOf(members[0].id);
    if (!person) return refusal(403, 'UserNotFound');
    return { status: 201, body: { id: this.withBot(person.id).id } };
  }

  /** By either id, as Teams does in conversations alone with somebody. */
  #personOf(id: string): TeamsPerson | undefined {
    return this.people.get(id) ?? [...this.people.values()].find((one) => one.botId === id);
  }

  #member(id: string): Answer {
    const person = this.#personOf(id);
    if (!person) return refusal(404, 'MemberNotFoundInConversation');
    const { name, email, principalName } = person;
    return {
      status: 200,
      body: { id, name, email, userPrincipalName: principalName, tenantId: this.id, userRole: 'user' },
    };
  }

  #read(
    body: unknown,
  ): { text: string; card: ReadCard | null; byAi: boolean; info: z.output<typeof info> | null; type: string } | Answer {
    if (Buffer.byteLength(JSON.stringify(body)) > 28 * 1024) return this.#complain('more than 28 KB', 413);
    const read = activity.safeParse(body);
    if (!read.success) return this.#complain(read.error.message);
    const { text = '', attachments = [], entities = [], type } = read.data;
    if (/<at[ >]/.test(text)) return this.#complain('a mention of somebody');
    if (type === 'message' && text === '' && attachments.length === 0) return this.#complain('a message of nothing');
    try {
      const card = attachments.length > 0 ? readCard(attachments[0]!.content) : null;
      const byAi = entities.some((one) => one.type !== 'streaminfo');
      return { text, card, byAi, info: entities.find((one) => one.type === 'streaminfo') ?? null, type };
    } catch (error) {
      return this.#complain(String(error));
    }
  }

  #send(conversation: Conversation, thread: string | null, body: unknown): Answer {
    const read = this.#read(body);
    if ('status' in read) return read;
    if (read.info) return this.#stream(conversation, read.info, read);
    if (read.type === 'typing') {
      // nobody sees it in a channel
      if (conversation.kind !== 'channel') {
        conversation.typing = true;
        this.signs++;
      }
      return { status: 201, body: { id: this.newId() } };
    }
    conversation.typing = false;
    if (conversation.kind === 'channel') this.signs++;
    const id = this.newId();
    const inThread = conversation.kind === 'channel' ? thread : null;
    const { text, card, byAi } = read;
    conversation.messages.push({ id, from: 'bot', text, card, byAi, thread: inThread, edits: 0 });
    return { status: 201, body: { id } };
  }

  #stream(
    conversation: Conversation,
    { streamType, streamSequence, streamId }: z.output<typeof info>,
    { text, card, byAi, type }: { text: string; card: ReadCard | null; byAi: boolean; type: string },
  ): Answer {
    if (conversation.kind !== 'personal') return this.#complain('a stream where somebody reads along', 403);
    const open = conversation.stream;
    if (open?.over) return refusal(403, 'ContentStreamNotAllowed', open.over);
    if ((streamId ?? null) !== (open?.id ?? null)) return this.#complain('a second stream, or an unknown one');
    if (text === '') return this.#complain('a piece of a stream without words');
    if (streamType === 'final') {
      if (type !== 'message' || streamSequence !== undefined) return this.#complain('the end of a stream');
    } else {
      if (type !== 'typing' || card || streamSequence !== (open?.sequence ?? 0) + 1)
        return this.#complain('a piece of a stream out of order');
      if (streamType === 'informative' && text.length > 1000) return this.#complain('a long informative piece');
    }
    if (streamType !== 'informative' && !text.startsWith(open?.text ?? ''))
      return this.#complain('a piece that does not begin with the one before');
    const id = open?.id ?? `stream-${this.newId()}`;
    if (!open) conversation.stream = { id, sequence: 0, text: '', over: null };
    const stream = conversation.stream!;
    if (streamType === 'informative') this.signs++;
    else {
      const shown = conversation.messages.find((message) => message.id === id);
      if (shown) Object.assign(shown, { text, card, byAi, streaming: streamType === 'streaming' });
      else
        conversation.messages.push({
          id,
          from: 'bot',
          text,
          card,
          byAi,
          thread: null,
          edits: 0,
          streaming: streamType === 'streaming',
        });
      stream.text = text;
    }
    if (streamType === 'final') conversation.stream = null;
    else stream.sequence = streamSequence!;
    return { status: open ? 202 : 201, body: { id } };
  }

  #update(conversation: Conversation, id: string, body: unknown): Answer {
    const read = this.#read(body);
    if ('status' in read) return read;
    const message = conversation.messages.find((one) => one.id === id);
    if (!message) return refusal(404, 'ActivityNotFoundInConversation');
    if (message.from !== 'bot') return refusal(403, 'ForbiddenOperationException');
    const { text, card, byAi } = read;
    Object.assign(message, { text, card, byAi, edits: message.edits + 1, streaming: false });
    return { status: 200, body: { id } };
  }

  #complain(words: string, status = 400): Answer {
    this.complaints.push(words);
    return refusal(status, status === 413 ? 'MessageSizeTooBig' : 'BadArgument');
  }
}
