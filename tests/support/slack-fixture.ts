import { createServer } from 'node:http';
import { slackManifest } from '../../src/bots/slack/manifest.ts';
import { createSlack, type SlackOptions } from '../../src/bots/slack/platform.ts';
import { silentLog } from '../../src/log.ts';
import type { ChatFixture, Person, SeenMessage, Where } from './chat-fixture.ts';
import { type SlackServer, startSlackServer } from './slack-server.ts';
import { BOT, type SlackMessageRecord } from './slack-workspace.ts';

/**
 * The scopes without which Slack does not deliver an event, by its reference (docs.slack.dev/reference/events): any one of
 * them; null where it needs none. Written down here a second time, so that the manifest is checked against it.
 */
export const EVENT_SCOPES: Record<string, readonly string[] | null> = {
  app_home_opened: null,
  app_mention: ['app_mentions:read'],
  app_uninstalled: null,
  channel_left: ['channels:read'],
  group_left: ['groups:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  tokens_revoked: null,
};

/** As Slack: what the manifest did not subscribe to, or has no scope for, never comes. */
function assertDelivered({ type, channel_type: kind }: Record<string, unknown>): void {
  const rooms = String(type).startsWith('reaction_');
  const { settings, oauth_config: oauth } = slackManifest({ publicUrl: null, socketMode: true, rooms }) as unknown as {
    settings: { event_subscriptions: { bot_events: string[] } };
    oauth_config: { scopes: { bot: string[] } };
  };
  const name = type === 'message' ? `message.${kind === 'im' ? 'im' : `${kind}s`}` : String(type);
  const scopes = EVENT_SCOPES[name];
  const allowed = scopes === null || scopes?.some((scope) => oauth.scopes.bot.includes(scope));
  if (!settings.event_subscriptions.bot_events.includes(name) || !allowed)
    throw new Error(`Slack would not deliver ${name} to the app of this manifest`);
}

/** The smallest picture there is, for whoever draws none. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export interface SlackFixture extends ChatFixture {
  readonly server: SlackServer;
  /** The address Slack delivers to. */
  readonly eventsUrl: string;
}

/** Slack's adapter with a local Slack around it; `socketMode` lets the events come that way. */
export async function openSlackFixture(
  more: Partial<SlackOptions> & { socketMode?: boolean; adminToken?: string } = {},
): Promise<SlackFixture> {
  const { socketMode = false, adminToken, ...options } = more;
  const server = await startSlackServer();
  const { workspace, tokens } = server;
  const credentials = {
    botToken: tokens.bot,
    signingSecret: tokens.signing,
    appToken: socketMode ? tokens.app : null,
    ...(adminToken ? { adminToken } : {}),
  };
  const platform = createSlack({
    apps: { list: async () => [{ id: 'settings', orgId: null, credentials }], onChange: () => () => {} },
    apiUrl: server.apiUrl,
    publicUrl: 'https://desk.example.com',
    log: silentLog(),
    now: () => new Date(),
    drawChart: async () => PIXEL,
    pace: { everyMs: 20, streamMs: 60_000, hintMs: 200 },
    ...options,
  });
  const http = createServer((request, response) => {
    const webhook = platform.webhooks?.find(({ path }) => path === request.url);
    if (webhook) void webhook.handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as { port: number };
  const eventsUrl = `http://127.0.0.1:${port}/slack/events`;
  if (!socketMode) server.eventsUrl = eventsUrl;
  const base = server.apiUrl.replace('/api', '');

  const placeOf = (who: Person, where: Where) =>
    where === 'direct' ? { channel: workspace.directWith(who.id), thread: undefined } : where;
  const event = (part: Record<string, unknown>) => {
    assertDelivered(part);
    return server.deliver({
      type: 'event_callback',
      token: 'unused',
      team_id: workspace.teamId,
      api_app_id: BOT.app,
      event_id: workspace.id('Ev'),
      event_time: Math.floor(Date.now() / 1000),
      authorizations: [{ team_id: workspace.teamId, user_id: BOT.user, is_bot: true }],
      event: part,
    });
  };
  const spoken = ({ ts, user, text, thread, channel }: SlackMessageRecord) => ({
    type: 'message',
    channel,
    channel_type: channel.startsWith('D') ? 'im' : 'channel',
    user,
    text,
    ts,
    event_ts: ts,
    team: workspace.teamId,
    client_msg_id: workspace.id('m'),
    ...(thread ? { thread_ts: thread } : {}),
  });
  const trigger = (user: string): string => {
    const id = workspace.id('trigger');
    workspace.triggers.set(id, user);
    return id;
  };
  const interaction = (who: Person, more: Record<string, unknown>) =>
    server.deliver({
      team: { id: workspace.teamId, domain: 'northwind' },
      user: { id: who.id, username: who.name, name: who.name, team_id: workspace.teamId },
      api_app_id: BOT.app,
      token: 'unused',
      trigger_id: trigger(who.id),
      ...more,
    });
  const act = async (who: Person, { id }: SeenMessage, element: Block, action: Record<string, unknown>) => {
    const ephemeral = workspace.ephemerals.find((one) => `ephemeral:${one.ts}` === id) ?? null;
    const message = workspace.messages.find((one) => one.ts === id);
    const channel = message?.channel ?? ephemeral?.channel;
    const blocks = (message ?? ephemeral)?.blocks as Block[] | undefined;
    await interaction(who, {
      type: 'block_actions',
      ...(channel
        ? {
            channel: { id: channel, name: workspace.channels.get(channel)!.name },
            container: {
              type: 'message',
              message_ts: message?.ts ?? ephemeral!.ts,
              channel_id: channel,
              is_ephemeral: ephemeral !== null,
              ...(message?.thread ? { thread_ts: message.thread } : {}),
            },
            response_url: workspace.responseUrl(base, channel, who.id, ephemeral),
          }
        : { container: { type: 'view', view_id: 'V1' } }),
      ...(message ? { message: { ts: message.ts, ...(message.thread ? { thread_ts: message.thread } : {}) } } : {}),
      ...(blocks?.some((block) => block.type === 'input') ? { state: { values: valuesOf(blocks, {}) } } : {}),
      actions: [
        { type: element.type, action_id: element.action_id, block_id: 'b', action_ts: workspace.ts(), ...action },
      ],
    });
  };
  /** Messages as they were seen: an old card keeps the buttons it had. */
  const drawn = new WeakMap<SeenMessage, Block[]>();
  const blocksOf = (message: SeenMessage): Block[] => drawn.get(message) ?? [];
  const seen = (
    one: Pick<SlackMessageRecord, 'ts' | 'text' | 'blocks' | 'edits'> & { thread?: string | null },
  ): SeenMessage => {
    const message: SeenMessage = {
      id: one.ts,
      text: one.blocks.length > 0 ? readable(one.blocks as Block[]) : one.text,
      buttons: (one.blocks as Block[]).flatMap(elementsOf).map((element) => ({
        label: element.text?.text ?? element.placeholder?.text ?? '',
        ...(element.url ? { url: element.url } : {}),
        ...(element.options
          ? { options: element.options.map((option) => ({ label: option.text.text, value: option.value })) }
          : {}),
      })),
      thread: one.thread ?? null,
      edits: one.edits,
      pictures: (one.blocks as Block[]).filter((block) => block.type === 'image').length,
    };
    drawn.set(message, one.blocks as Block[]);
    return message;
  };

  return {
    name: 'slack',
    platform,
    server,
    eventsUrl,
    workspace: workspace.teamId,
    lacks: ['completing'],
    async person(name, { email, language, timeZone } = {}) {
      const more = { ...(email ? { email } : {}), ...(language ? { locale: language } : {}) };
      const user = workspace.user(name, { ...more, ...(timeZone ? { tz: timeZone } : {}) });
      return { id: user.id, name };
    },
    channel: async (name) => workspace.channel(name),
    async say(who, where, text, { mention = true, pictures = [] } = {}) {
      const { channel, thread } = placeOf(who, where);
      const mentioned = mention && where !== 'direct';
      const entities = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
      const message = workspace.write({
        channel,
        user: who.id,
        text: mentioned ? `<@${BOT.user}> ${entities}` : entities,
        thread: thread ?? null,
      });
      const files = pictures.map((bytes) => {
        const id = workspace.id('F');
        workspace.shared.set(id, bytes);
        const url = `${base}/files-pri/${id}`;
        return { id, name: `${id}.jpg`, mimetype: 'image/jpeg', size: bytes.length, url_private: url };
      });
      const shared = files.length > 0 ? { files, subtype: 'file_share', upload: true } : {};
      await event({ ...spoken(message), ...shared });
      // Slack tells of a mention twice
      if (mentioned) await event({ ...spoken(message), ...(files.length > 0 ? { files } : {}), type: 'app_mention' });
      return message.ts;
    },
    async command(who, where, text) {
      const { channel } = placeOf(who, where);
      await server.deliver({
        command: '/safenest',
        text,
        team_id: workspace.teamId,
        team_domain: 'northwind',
        api_app_id: BOT.app,
        channel_id: channel,
        channel_name: workspace.channels.get(channel)?.name || 'directmessage',
        user_id: who.id,
        user_name: who.name,
        response_url: workspace.responseUrl(base, channel, who.id),
        trigger_id: trigger(who.id),
      });
    },
    async press(who, message, label, forged) {
      const element = blocksOf(message)
        .flatMap(elementsOf)
        .find((one) => one.text?.text === label);
      if (!element) throw new Error(`There is no button "${label}"; there are ${message.buttons.map((b) => b.label)}.`);
      await act(who, message, element, { value: forged?.value ?? element.value });
    },
    async choose(who, message, label, option) {
      const element = blocksOf(message)
        .flatMap(elementsOf)
        .find((one) => one.placeholder?.text === label);
      const chosen = element?.options?.find((one) => one.text.text === option || one.value === option);
      if (!element || !chosen) throw new Error(`There is no choice "${label}" with "${option}".`);
      await act(who, message, element, { selected_option: chosen });
    },
    form(who) {
      const open = workspace.views.get(who.id);
      if (!open) return null;
      const view = open.view as unknown as { title: { text: string }; blocks: Block[] };
      const inputs = view.blocks.filter((block) => block.type === 'input');
      return {
        title: view.title.text,
        fields: inputs.map((block) => ({
          name: nameOf(block),
          label: block.label!.text,
          value: block.element!.initial_option?.value ?? block.element!.initial_value ?? '',
          ...(block.element!.options
            ? { options: block.element!.options.map(({ text, value }) => ({ label: text.text, value })) }
            : {}),
        })),
      };
    },
    async submit(who, fields) {
      const open = workspace.views.get(who.id);
      if (!open) throw new Error('No form is open.');
      const view = open.view as unknown as { blocks: Block[]; private_metadata: string; callback_id: string };
      const { body } = await interaction(who, {
        type: 'view_submission',
        view: {
          id: open.id,
          hash: workspace.id('hash'),
          type: 'modal',
          callback_id: view.callback_id,
          private_metadata: view.private_metadata,
          state: { values: valuesOf(view.blocks, fields) },
        },
      });
      const answer =
        body === '' ? null : (JSON.parse(body) as { response_action?: string; view?: Record<string, unknown> });
      if (answer?.response_action === 'update') workspace.views.set(who.id, { id: open.id, view: answer.view! });
      else workspace.views.delete(who.id);
    },
    async shortcut(who, where, messageId) {
      const { channel } = placeOf(who, where);
      const message = workspace.find(channel, messageId)!;
      await interaction(who, {
        type: 'message_action',
        callback_id: 'incident_from_message',
        channel: { id: channel, name: workspace.channels.get(channel)!.name },
        message_ts: messageId,
        message: { type: 'message', user: message.user, text: message.text, ts: message.ts },
        response_url: workspace.responseUrl(base, channel, who.id),
      });
    },
    async openHome(who) {
      await event({
        type: 'app_home_opened',
        user: who.id,
        channel: workspace.directWith(who.id),
        tab: 'home',
        event_ts: workspace.ts(),
      });
    },
    home(who) {
      const home = workspace.homes.get(who.id);
      return home ? seen({ ts: `home:${who.id}`, text: '', blocks: home.blocks as unknown[], edits: 0 }) : null;
    },
    async edit(who, where, messageId, text) {
      const { channel } = placeOf(who, where);
      const message = workspace.find(channel, messageId)!;
      const before = spoken(message);
      message.text = text;
      message.edits++;
      await event({
        ...wrapper(channel),
        subtype: 'message_changed',
        message: spoken(message),
        previous_message: before,
      });
    },
    async delete(who, where, messageId) {
      const { channel } = placeOf(who, where);
      const message = workspace.find(channel, messageId)!;
      workspace.messages.splice(workspace.messages.indexOf(message), 1);
      await event({
        ...wrapper(channel),
        subtype: 'message_deleted',
        deleted_ts: messageId,
        previous_message: spoken(message),
      });
    },
    async redeliver() {
      await server.redeliver();
    },
    swapNext: () => server.swapNext(),
    async react(who, where, ts, emoji, on) {
      if (where === 'direct') return;
      await event({
        type: on ? 'reaction_added' : 'reaction_removed',
        user: who.id,
        reaction: emoji === '📌' ? 'pushpin' : emoji,
        item: { type: 'message', channel: where.channel, ts },
        event_ts: workspace.ts(),
      });
    },
    async sayAsBot(where, text) {
      if (where === 'direct') return;
      const message = workspace.write({
        channel: where.channel,
        user: 'U0OTHERBOT',
        bot: true,
        text,
        thread: where.thread ?? null,
      });
      await event({ ...spoken(message), subtype: 'bot_message', bot_id: 'B0OTHER', text: `<@${BOT.user}> ${text}` });
    },
    visible: (channel) =>
      workspace.messages.filter((one) => one.channel === channel && one.bot && one.user === BOT.user).map(seen),
    onlyFor: (who) =>
      [
        ...workspace.ephemerals
          .filter((one) => one.user === who.id)
          .map((one) => ({ ...one, id: `ephemeral:${one.ts}` })),
        ...workspace.messages
          .filter((one) => one.channel === workspace.directWith(who.id) && one.bot && one.user === BOT.user)
          .map((one) => ({ ...one, id: one.ts })),
      ]
        .sort((a, b) => (a.ts < b.ts ? -1 : 1))
        .map((one) => seen({ ...one, ts: one.id })),
    signs: () => ({
      shown: workspace.signs,
      showing: workspace.statuses.size > 0 || workspace.messages.some((one) => one.reactions.has('eyes')),
    }),
    failNext: (how) => server.failNext(how),
    async close() {
      http.closeAllConnections();
      http.close();
      await server.close();
      if (workspace.violations.length > 0) throw new Error(`Slack would not take: ${workspace.violations.join('; ')}`);
    },
  };

  function wrapper(channel: string): Record<string, unknown> {
    const ts = workspace.ts();
    return {
      type: 'message',
      channel,
      channel_type: channel.startsWith('D') ? 'im' : 'channel',
      hidden: true,
      ts,
      event_ts: ts,
    };
  }
}

interface Words {
  text: string;
}
interface Element {
  type: string;
  action_id?: string;
  text?: Words;
  placeholder?: Words;
  value?: string;
  url?: string;
  options?: { text: Words; value: string }[];
  initial_option?: { value: string };
  initial_value?: string;
}
interface Block extends Omit<Element, 'text'> {
  block_id?: string;
  text?: Words;
  fields?: Words[];
  label?: Words;
  title?: Words | string;
  alt_text?: string;
  element?: Element;
  elements?: (Element & { elements?: Element[] })[];
  chart?: { series: { data: { label: string; value: number }[] }[] };
}

const elementsOf = (block: Block): Element[] => (block.type === 'actions' ? (block.elements ?? []) : []);
const nameOf = (block: Block): string => (block.block_id ?? '').replace(/^field:/, '');

/** What can be read of blocks, a block a line or more. */
function readable(blocks: readonly Block[]): string {
  return blocks
    .flatMap((block): string[] => {
      if (block.type === 'actions') return [];
      if (block.type === 'rich_text')
        return (block.elements ?? []).map((part) =>
          (part.elements ?? []).map((one) => one.text as unknown as string).join(''),
        );
      const title = typeof block.title === 'string' ? block.title : block.title?.text;
      return [
        ...(block.text ? [block.text.text] : []),
        ...(block.fields ?? []).map((field) => field.text),
        ...(title ? [title] : []),
        ...(block.alt_text ? [block.alt_text] : []),
        ...(block.label ? [block.label.text] : []),
        ...(block.type === 'context' ? (block.elements ?? []).map((one) => one.text as unknown as string) : []),
        ...(block.chart?.series[0]?.data.map((point) => `${point.label} ${point.value}`) ?? []),
      ];
    })
    .join('\n');
}

function valuesOf(blocks: readonly Block[], fields: Record<string, string>): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    blocks
      .filter((block) => block.type === 'input')
      .map((block) => {
        const { element } = block;
        const value = fields[nameOf(block)] ?? element!.initial_option?.value ?? element!.initial_value ?? null;
        const filled =
          element!.type === 'multi_static_select'
            ? {
                type: 'multi_static_select',
                selected_options: (fields[nameOf(block)]?.split(',') ?? []).map((one) => ({ value: one })),
              }
            : element!.type === 'static_select'
              ? { type: 'static_select', selected_option: value === null ? null : { value } }
              : { type: 'plain_text_input', value };
        return [block.block_id!, { [element!.action_id!]: filled }];
      }),
  );
}
