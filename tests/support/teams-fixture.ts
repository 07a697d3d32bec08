import type { ChatApp, TeamsCredentials } from '../../src/bots/chat-apps.ts';
import { createTeams, type TeamsOptions } from '../../src/bots/teams/platform.ts';
import { silentLog } from '../../src/log.ts';
import { type Action, buttonsOf, elementsOf, type ReadCard, readCard, seen, wordsOf } from './adaptive-card-schema.ts';
import type { ChatFixture, Person, SeenButton, SeenForm, SeenMessage, Where } from './chat-fixture.ts';
import type { Conversation, TeamsMessage, TeamsPerson } from './teams-connector.ts';
import { type Delivered, startTeamsServer, type TeamsServer } from './teams-server.ts';

/** A bot installed in a tenant, and the people there: what they say and press, and what they see. */
export interface TeamsFixture extends ChatFixture {
  server: TeamsServer;
  /** The same, with the delivery's answer. */
  deliver(activity: Record<string, unknown>): Promise<Delivered>;
  conversationOf(who: Person, where: Where): { conversation: Conversation; thread: string | null };
}

interface Dialog {
  title: string;
  card: ReadCard;
  where: { conversation: Conversation; thread: string | null };
  /** The message extension's command it belongs to. */
  compose: string | null;
}

/** What a test of the adapter alone uses in the place of the service's settings. */
export const oneApp = (server: TeamsServer): TeamsOptions['apps'] => {
  const apps: ChatApp<TeamsCredentials>[] = server.apps.map((credentials) => ({
    id: 'settings',
    orgId: null,
    credentials,
  }));
  return { list: async () => apps, onChange: () => () => {} };
};

export async function openTeams(part: Partial<TeamsOptions> = {}, given?: TeamsServer): Promise<TeamsFixture> {
  const server = given ?? (await startTeamsServer());
  const platform = createTeams({
    apps: oneApp(server),
    addresses: server.addresses,
    publicUrl: 'https://desk.example.com',
    log: silentLog(),
    now: () => new Date(),
    drawChart: async () => Buffer.from('none'),
    paceMs: 20,
    holdMs: 5000,
    ...part,
  });
  await server.serve(platform.webhooks ?? []);
  const { tenant } = server;
  /** Cards that one person alone sees in the place of a message's own. */
  const own = new Map<string, Map<string, { card: ReadCard; edits: number }>>();
  /** What was said to one person at a press. */
  const words = new Map<string, { id: string; text: string; thread: string | null }[]>();
  const dialogs = new Map<string, Dialog>();
  let last: Record<string, unknown> | null = null;

  const personOf = ({ id }: Person): TeamsPerson => {
    const person = tenant.people.get(id);
    if (!person) throw new Error(`nobody is ${id}`);
    return person;
  };
  function conversationOf(who: Person, where: Where): { conversation: Conversation; thread: string | null } {
    const conversation = where === 'direct' ? tenant.withBot(who.id) : tenant.conversations.get(where.channel);
    if (!conversation) throw new Error('no such conversation');
    return { conversation, thread: where === 'direct' ? null : (where.thread ?? null) };
  }
  function messageOf(id: string): { conversation: Conversation; message: TeamsMessage } {
    for (const conversation of tenant.conversations.values())
      for (const message of conversation.messages) if (message.id === id) return { conversation, message };
    throw new Error(`no message ${id}`);
  }
  async function deliver(activity: Record<string, unknown>): Promise<Delivered> {
    last = activity;
    return server.deliver(activity);
  }
  async function sayIn(
    who: Person,
    where: Where,
    text: string,
    mention: boolean,
    pictures: readonly Buffer[] = [],
    replyTo?: string,
  ): Promise<string> {
    const { conversation, thread } = conversationOf(who, where);
    const id = tenant.newId();
    const stands = conversation.kind === 'channel' ? (thread ?? id) : null;
    conversation.messages.push({
      id,
      from: who.id,
      text,
      card: null,
      thread: thread === id ? null : thread,
      edits: 0,
    });
    const envelope = server.envelope(personOf(who), conversation.id, stands);
    const named = mention && conversation.kind !== 'personal';
    const { status } = await deliver({
      ...envelope,
      type: 'message',
      id,
      textFormat: 'plain',
      text: `${replyTo ? `${messageOf(replyTo).message.text}\r\n` : ''}${named ? `<at>SafeNest</at> ${text}` : text}`,
      entities: [
        ...(envelope.entities as object[]),
        ...(named ? [{ type: 'mention', text: '<at>SafeNest</at>', mentioned: envelope.recipient }] : []),
      ],
      attachments: [
        { contentType: 'text/html', content: replyTo ? `${quoteOf(replyTo)}${html(named, text)}` : html(named, text) },
        ...pictures.map((bytes) => {
          const path = `/v3/attachments/${tenant.newId()}/views/original`;
          server.images.set(path, bytes);
          return { contentType: 'image/jpeg', contentUrl: `${server.url}${path}` };
        }),
      ],
    });
    if (status !== 200) throw new Error(`a message was answered ${status}`);
    return id;
  }
  const html = (named: boolean, text: string): string =>
    `<p>${named ? '<span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">SafeNest</span> ' : ''}${text}</p>`;
  /** What Teams puts before the words of a message that answers another one. */
  function quoteOf(id: string): string {
    const { message } = messageOf(id);
    const author = tenant.people.get(message.from);
    const words = message.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    return `<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="${id}">\r\n<strong itemprop="mri" itemid="${author?.botId ?? ''}">${author?.name ?? 'SafeNest'}</strong><span itemprop="time" itemid="${id}"></span>\r\n<p itemprop="preview">${words}</p>\r\n</blockquote>\r\n`;
  }
  const tell = (who: Person, text: string, thread: string | null): void => {
    if (text === '') return;
    words.set(who.id, [...(words.get(who.id) ?? []), { id: `said-${tenant.newId()}`, text, thread }]);
  };

  async function invoke(
    who: Person,
    at: { conversation: Conversation; thread: string | null },
    part: Record<string, unknown>,
  ): Promise<unknown> {
    const { status, body } = await deliver({
      ...server.envelope(personOf(who), at.conversation.id, at.thread),
      type: 'invoke',
      id: `f:${tenant.newId()}`,
      ...part,
    });
    if (status !== 200) throw new Error(`an invoke was answered ${status}`);
    return body;
  }

  async function execute(
    who: Person,
    messageId: string,
    action: Action & { type: 'Action.Execute' },
    data: object,
  ): Promise<void> {
    const { conversation, message } = messageOf(messageId);
    const at = { conversation, thread: conversation.kind === 'channel' ? (message.thread ?? message.id) : null };
    const body = (await invoke(who, at, {
      name: 'adaptiveCard/action',
      replyToId: messageId,
      value: { action: { type: 'Action.Execute', verb: action.verb, data }, trigger: 'manual' },
    })) as { statusCode: number; type: string; value: unknown };
    if (body.type === 'application/vnd.microsoft.card.adaptive') {
      const mine = own.get(who.id) ?? new Map<string, { card: ReadCard; edits: number }>();
      mine.set(messageId, { card: readCard(body.value), edits: message.edits });
      own.set(who.id, mine);
      return;
    }
    tell(
      who,
      typeof body.value === 'string' ? body.value : (body.value as { message: string }).message,
      message.thread,
    );
  }

  async function ask(
    who: Person,
    where: Dialog['where'],
    compose: string | null,
    part: Record<string, unknown>,
  ): Promise<void> {
    const body = (await invoke(who, where, part)) as {
      task?: { type: string; value: { title: string; card: { content: unknown } } | string };
    };
    dialogs.delete(who.id);
    if (body.task?.type === 'continue' && typeof body.task.value === 'object') {
      const { title, card } = body.task.value;
      dialogs.set(who.id, { title, card: readCard(card.content), where, compose });
    } else if (typeof body.task?.value === 'string') tell(who, body.task.value, where.thread);
  }

  /** What is theirs alone is gone when the message is changed for everybody. */
  function cardOf(who: Person, message: TeamsMessage): ReadCard | null {
    const mine = own.get(who.id)?.get(message.id);
    return mine && mine.edits === message.edits ? mine.card : message.card;
  }
  function shown(message: TeamsMessage, card: ReadCard | null, thread = message.thread): SeenMessage {
    return {
      id: message.id,
      text: [seen(message.text), card ? wordsOf(card.body) : ''].filter(Boolean).join('\n'),
      buttons: card ? buttonsOf(card).map(buttonOf) : [],
      thread,
      edits: message.edits,
      pictures: card ? elementsOf(card.body).filter(({ type }) => type === 'Image').length : 0,
    };
  }
  /** A form that stands where a card did, or that was sent to them alone. */
  function formInPlace(who: Person): { id: string; card: ReadCard } | null {
    for (const [id] of [...(own.get(who.id) ?? [])].reverse()) {
      const card = cardOf(who, messageOf(id).message);
      if (card && hasFields(card)) return { id, card };
    }
    const message = tenant.withBot(who.id).messages.findLast((one) => one.card !== null);
    const card = message ? cardOf(who, message) : null;
    return message && card && hasFields(card) ? { id: message.id, card } : null;
  }

  /** A command of the message extension, called on a message. */
  async function callOn(who: Person, where: Where, messageId: string, command: string): Promise<void> {
    const at = conversationOf(who, where);
    const message = at.conversation.messages.find((one) => one.id === messageId);
    if (!message) throw new Error(`no message ${messageId}`);
    const author = tenant.people.get(message.from)?.name ?? null;
    await ask(who, at, command, {
      name: 'composeExtension/fetchTask',
      value: {
        commandId: command,
        commandContext: 'message',
        messagePayload: {
          id: messageId,
          linkToMessage: `https://teams.microsoft.com/l/message/${encodeURIComponent(at.conversation.id)}/${messageId}`,
          body: {
            contentType: 'html',
            content: `<p>${message.text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`,
          },
          replyToId: message.thread,
          createdDateTime: new Date().toISOString(),
          from:
            author === null
              ? { application: { id: server.apps[0]!.appId, displayName: 'SafeNest' } }
              : { user: { id: 'aad', displayName: author } },
        },
      },
    });
  }

  return {
    name: 'teams',
    platform,
    workspace: tenant.id,
    lacks: ['home', 'completing', 'ephemeral'],
    server,
    deliver,
    conversationOf,
    async person(name, { email, language, timeZone } = {}) {
      const { id } = server.person(name, {
        // whose address is not to be known has one that the tenant does not stand for
        email: email ?? '',
        principalName: email ?? `${name.toLowerCase().replaceAll(/\W+/g, '')}@elsewhere.example`,
        ...(language ? { locale: language } : {}),
        ...(timeZone ? { timeZone } : {}),
      });
      return { id, name };
    },
    channel: async (name) => server.channel(name),
    say: (who, where, text, { mention = true, pictures = [], replyTo } = {}) =>
      sayIn(who, where, text, mention, pictures, replyTo),
    command: async (who, where, text) => void (await sayIn(who, where, `/${text}`, true)),
    async press(who, { id }, label, forged) {
      const { conversation, message } = messageOf(id);
      const card = cardOf(who, message);
      const found = (card ? buttonsOf(card) : []).find((action) => action.title === label);
      if (!found) throw new Error(`no button ${label}`);
      // what asks first is agreed to
      const action = found.type === 'Action.ShowCard' ? found.card.actions?.[0] : found;
      if (action?.type !== 'Action.Execute' && action?.type !== 'Action.Submit') throw new Error('not to be pressed');
      const data = structuredClone(action.data) as { safenest: { value: string } };
      if (forged) data.safenest.value = forged.value;
      if (action.type === 'Action.Execute') return execute(who, id, action, { ...data, ...valuesOf(card!, {}) });
      const thread = conversation.kind === 'channel' ? (message.thread ?? message.id) : null;
      await ask(who, { conversation, thread }, null, {
        name: 'task/fetch',
        replyToId: id,
        value: { data, context: { theme: 'default' } },
      });
    },
    form(who) {
      const dialog = dialogs.get(who.id);
      const form = dialog ?? formInPlace(who);
      if (!form) return null;
      return { title: dialog ? dialog.title : wordsOf(form.card.body).split('\n')[0]!, fields: fieldsOf(form.card) };
    },
    async submit(who, fields) {
      const dialog = dialogs.get(who.id);
      if (!dialog) {
        const form = formInPlace(who);
        const action = form && buttonsOf(form.card).find((one) => one.type === 'Action.Execute');
        if (!form || action?.type !== 'Action.Execute') throw new Error('no form is open');
        own.get(who.id)?.delete(form.id);
        return execute(who, form.id, action, { ...(action.data as object), ...valuesOf(form.card, fields) });
      }
      const action = buttonsOf(dialog.card).find((one) => one.type === 'Action.Submit');
      if (action?.type !== 'Action.Submit') throw new Error('the form cannot be sent');
      const data = { ...(action.data as object), ...valuesOf(dialog.card, fields) };
      await ask(who, dialog.where, dialog.compose, {
        name: dialog.compose ? 'composeExtension/submitAction' : 'task/submit',
        value: dialog.compose
          ? { commandId: dialog.compose, commandContext: 'message', data }
          : { data, context: { theme: 'default' } },
      });
    },
    shortcut: (who, where, messageId) => callOn(who, where, messageId, 'incident_from_message'),
    pinCommand: (who, where, messageId) => callOn(who, where, messageId, 'pin_message'),
    async edit(who, where, messageId, text) {
      const { conversation, thread } = conversationOf(who, where);
      await deliver({
        ...server.envelope(
          personOf(who),
          conversation.id,
          conversation.kind === 'channel' ? (thread ?? messageId) : null,
        ),
        type: 'messageUpdate',
        id: messageId,
        text,
        channelData: { tenant: { id: tenant.id }, eventType: 'editMessage' },
      });
    },
    async delete(who, where, messageId) {
      const { conversation, thread } = conversationOf(who, where);
      await deliver({
        ...server.envelope(
          personOf(who),
          conversation.id,
          conversation.kind === 'channel' ? (thread ?? messageId) : null,
        ),
        type: 'messageDelete',
        id: messageId,
        channelData: { tenant: { id: tenant.id }, eventType: 'softDeleteMessage' },
      });
    },
    async redeliver() {
      if (last) await server.deliver(last);
    },
    swapNext: () => server.swapNext(),
    async sayAsBot(where, text) {
      const other: TeamsPerson = {
        id: '28:another',
        botId: '28:another',
        name: 'Another bot',
        email: '',
        principalName: '',
        locale: 'en',
        timeZone: 'UTC',
      };
      if (where === 'direct') throw new Error('bots do not meet alone');
      const id = tenant.newId();
      const envelope = server.envelope(other, where.channel, where.thread ?? id);
      await deliver({
        ...envelope,
        from: { id: other.id, name: other.name, role: 'bot' },
        type: 'message',
        id,
        text: `<at>SafeNest</at> ${text}`,
        entities: [{ type: 'mention', text: '<at>SafeNest</at>', mentioned: envelope.recipient }],
      });
    },
    visible: (channel) =>
      (tenant.conversations.get(channel)?.messages ?? [])
        .filter((message) => message.from === 'bot')
        .map((message) => shown(message, message.card)),
    onlyFor(who) {
      const alone = tenant.withBot(who.id).messages.filter((message) => message.from === 'bot');
      return [
        ...alone.map((message) => shown(message, cardOf(who, message))),
        ...(words.get(who.id) ?? []).map(({ id, text, thread }) => ({ id, text, buttons: [], thread, edits: 0 })),
      ];
    },
    signs: () => ({
      shown: tenant.signs,
      showing: [...tenant.conversations.values()].some(({ typing, stream }) => typing || stream !== null),
    }),
    failNext(how) {
      server.faults.push(how === 'rate_limited' ? { status: 429, retryAfter: '1' } : { status: 500 });
    },
    async close() {
      await platform.stop();
      await server.close();
      if (tenant.complaints.length > 0) throw new Error(`Teams would not have taken: ${tenant.complaints.join('; ')}`);
    },
  };
}

const buttonOf = (action: Action): SeenButton => ({
  label: action.title,
  ...(action.type === 'Action.OpenUrl' ? { url: action.url } : {}),
});

interface Input {
  type: string;
  id: string;
  label: string;
  value?: string;
  choices?: { title: string; value: string }[];
}
const inputsOf = (card: ReadCard): Input[] =>
  elementsOf(card.body).filter((one) => one.type.startsWith('Input.')) as unknown as Input[];
const hasFields = (card: ReadCard): boolean => inputsOf(card).length > 0;
const valuesOf = (card: ReadCard, fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(inputsOf(card).map(({ id, value }) => [id, fields[id] ?? value ?? '']));
const fieldsOf = (card: ReadCard): SeenForm['fields'] =>
  inputsOf(card).map(({ id, label, value, choices }) => ({
    name: id,
    label,
    value: value ?? '',
    ...(choices ? { options: choices.map((choice) => ({ label: choice.title, value: choice.value })) } : {}),
  }));
