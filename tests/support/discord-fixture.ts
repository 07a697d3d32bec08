import { ComponentType, MessageFlags } from 'discord.js';
import { createDiscord, type DiscordOptions } from '../../src/bots/discord/platform.ts';
import { silentLog } from '../../src/log.ts';
import type { ChatFixture, Person, SeenButton, SeenMessage, Where } from './chat-fixture.ts';
import { DISCORD_TOKEN, type DiscordServer, startDiscordServer } from './discord-server.ts';
import { APPLICATION, BOT, type DiscordMessage, LOADING } from './discord-world.ts';
import { PIXEL } from './slack-fixture.ts';

export interface DiscordFixture extends ChatFixture {
  readonly server: DiscordServer;
  /** Resolves once the gateway has told the bot of the server. */
  ready(): Promise<void>;
}

interface Part {
  type: number;
  custom_id?: string;
  label?: string;
  url?: string;
  content?: string;
  placeholder?: string;
  options?: { label: string; value: string; default?: boolean }[];
  max_values?: number;
  value?: string;
  components?: Part[];
  component?: Part;
  accessory?: Part;
  items?: { description?: string }[];
}
const flat = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [
    part,
    ...flat(part.components ?? []),
    ...flat(part.accessory ? [part.accessory] : []),
    ...flat(part.component ? [part.component] : []),
  ]);

/** What is read, without what Discord makes of it: escapes gone, links as their words. */
const asRead = (markup: string): string =>
  markup
    .replaceAll(/(?<!\\)\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replaceAll('**', '')
    .replaceAll(/^(?:### |-# |> )/gm, '')
    .replaceAll(/\\(.)/g, '$1')
    .replaceAll('\u200b', '');

/** Discord's adapter with a local Discord around it. */
export async function openDiscordFixture(
  more: Partial<DiscordOptions> & { content?: boolean; hearsJoins?: boolean; now?: () => Date } = {},
): Promise<DiscordFixture> {
  const { content = true, hearsJoins = false, ...options } = more;
  const server = await startDiscordServer({ content, hearsJoins, ...(options.now ? { now: options.now } : {}) });
  const { world, gateway } = server;
  const guild = world.addGuild('Northwind');
  const platform = createDiscord({
    apps: {
      list: async () => [{ id: 'settings', orgId: null, credentials: { token: DISCORD_TOKEN, shards: 'auto' } }],
      onChange: () => () => {},
    },
    apiUrl: server.apiUrl,
    publicUrl: 'https://desk.example.com',
    log: silentLog(),
    now: () => new Date(),
    drawChart: async () => PIXEL,
    betweenEditsMs: 20,
    ...options,
  });

  const channelOf = (who: Person, where: Where): string =>
    where === 'direct' ? world.directWith(who.id) : (where.thread ?? where.channel);
  const isDirect = (channel: string): boolean => world.channels.get(channel)!.guild === null;
  const languages = new Map<string, string>();

  const tell = async (t: string, d: Record<string, unknown>, channel: string): Promise<void> => {
    await gateway.ready();
    gateway.dispatch(t, d, world.channels.get(channel)!.guild);
  };
  const memberOf = (user: string): Record<string, unknown> => ({
    user: world.users.get(user),
    roles: [],
    joined_at: new Date().toISOString(),
    permissions: '0',
    deaf: false,
    mute: false,
    flags: 0,
  });

  /** Somebody does something that the bot has three seconds to acknowledge; resolves with the acknowledgement. */
  async function interact(
    user: string,
    channel: string,
    part: Record<string, unknown>,
    original: string | null = null,
  ): Promise<string> {
    await gateway.ready();
    const id = world.snowflake();
    const token = `interaction-token-${id}`;
    world.interactions.set(token, {
      id,
      token,
      user,
      channel,
      at: performance.now(),
      acknowledged: null,
      original,
      choices: null,
      dead: false,
    });
    const person = isDirect(channel)
      ? { user: world.users.get(user) }
      : { member: memberOf(user), guild_id: guild, guild_locale: 'en-US' };
    const interaction = {
      id,
      application_id: APPLICATION,
      token,
      version: 1,
      channel_id: channel,
      channel: world.channelJson(channel),
      ...person,
      locale: languages.get(user) ?? 'en-US',
      app_permissions: '0',
      entitlements: [],
      authorizing_integration_owners: {},
      context: isDirect(channel) ? 1 : 0,
      attachment_size_limit: 10_000_000,
      ...part,
    };
    gateway.dispatch('INTERACTION_CREATE', interaction, world.channels.get(channel)!.guild);
    const until = performance.now() + 10_000;
    const one = world.interactions.get(token)!;
    while (one.acknowledged === null && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 5));
    return token;
  }

  const seen = (one: DiscordMessage): SeenMessage => {
    const parts = flat(one.components as Part[]);
    return {
      id: one.id,
      text: parts
        .flatMap((part) => [
          part.content === undefined ? '' : asRead(part.content),
          ...(part.items ?? []).map((item) => item.description ?? ''),
        ])
        .filter(Boolean)
        .join('\n'),
      buttons: parts.flatMap((part): SeenButton[] => {
        if (part.type === ComponentType.Button)
          return [{ label: part.label ?? '', ...(part.url ? { url: part.url } : {}) }];
        if (part.type !== ComponentType.StringSelect) return [];
        return [
          {
            label: part.placeholder ?? '',
            options: (part.options ?? []).map(({ label, value }) => ({ label, value })),
          },
        ];
      }),
      thread: world.channels.get(one.channel)?.parent ? one.channel : null,
      edits: one.edits,
      pictures: one.attachments.length,
    };
  };
  const isShown = (one: DiscordMessage): boolean => one.author === BOT && (one.flags & LOADING) === 0;

  const click = (who: Person, message: DiscordMessage, part: Part, values?: string[], customId = part.custom_id!) =>
    interact(
      who.id,
      message.channel,
      {
        type: 3,
        message: world.messageJson(message),
        data: { component_type: part.type, custom_id: customId, id: 1, ...(values ? { values } : {}) },
      },
      message.id,
    );
  const partNamed = (message: DiscordMessage, label: string, type: ComponentType): Part => {
    const parts = flat(message.components as Part[]).filter((part) => part.type === type);
    const found = parts.find((part) => (part.label ?? part.placeholder) === label && !part.url);
    if (!found)
      throw new Error(`There is no "${label}"; there are ${parts.map((part) => part.label ?? part.placeholder)}.`);
    return found;
  };

  return {
    name: 'discord',
    platform,
    server,
    workspace: guild,
    lacks: ['home'],
    ready: () => gateway.ready(),
    async person(name, { language } = {}) {
      const id = world.addUser(name);
      world.guilds.get(guild)!.members.add(id);
      if (language) languages.set(id, language);
      return { id, name };
    },
    async channel(name) {
      const id = world.addChannel({ name, guild });
      gateway.dispatch('CHANNEL_CREATE', world.channelJson(id), guild);
      return id;
    },
    async say(who, where, text, { mention = true, pictures = [], replyTo } = {}) {
      const channel = channelOf(who, where);
      const mentionsBot = mention && !isDirect(channel);
      const message = world.write({
        channel,
        author: who.id,
        content: mentionsBot ? `<@${BOT}> ${text}` : text,
        mentionsBot,
        ...(replyTo ? { replyTo } : {}),
        attachments: pictures.map((bytes) => {
          const id = world.snowflake();
          server.cdn.set(id, bytes);
          const url = `${new URL(server.apiUrl).origin}/cdn/${id}?ex=1&is=2&hm=3`;
          return { id, filename: `${id}.jpg`, size: bytes.length, url, content_type: 'image/jpeg' };
        }),
      });
      await tell(
        'MESSAGE_CREATE',
        { ...world.messageJson(message, content), ...(isDirect(channel) ? {} : { member: memberOf(who.id) }) },
        channel,
      );
      return message.id;
    },
    async react(who, where, message_id, name, on) {
      const channel = channelOf(who, where);
      await tell(
        on ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
        {
          user_id: who.id,
          channel_id: channel,
          message_id,
          guild_id: guild,
          emoji: { id: null, name },
          type: 0,
          burst: false,
          ...(on ? { member: memberOf(who.id) } : {}),
        },
        channel,
      );
    },
    async command(who, where, text) {
      // Discord sends no command without one of its subcommands
      const [name = 'home', ...rest] = text.trim().split(/\s+/).filter(Boolean);
      const known = (server.commands[0] as { options?: { name: string; options?: { name: string }[] }[] } | undefined)
        ?.options;
      const sub = known?.find((one) => one.name === name);
      if (known && !sub) throw new Error(`Discord knows no /safenest ${name}.`);
      const option = sub?.options?.[0]?.name ?? 'text';
      const value = rest.join(' ');
      await interact(who.id, channelOf(who, where), {
        type: 2,
        data: {
          id: '7',
          name: 'safenest',
          type: 1,
          options: [{ type: 1, name, options: value ? [{ type: 3, name: option, value }] : [] }],
        },
      });
    },
    async press(who, message, label, forged) {
      const found = world.find(message.id)!;
      const part = partNamed(found, label, ComponentType.Button);
      const id = part.custom_id!;
      const token = await click(
        who,
        found,
        part,
        undefined,
        forged ? `${id.split('|').slice(0, 2).join('|').toLowerCase()}|${forged.value}` : id,
      );
      // where it asks once more, they agree
      const asked = world.interactions.get(token)!;
      if (asked.acknowledged !== 4 || !asked.original) return;
      const question = world.find(asked.original);
      const yes =
        question && flat(question.components as Part[]).find((one) => /^c(@\w+)?\|/i.test(one.custom_id ?? ''));
      if (question && yes) await click(who, question, yes);
    },
    async choose(who, message, label, option) {
      const found = world.find(message.id)!;
      const part = partNamed(found, label, ComponentType.StringSelect);
      const chosen = part.options!.find((one) => one.label === option || one.value === option);
      if (!chosen) throw new Error(`There is no option "${option}".`);
      await click(who, found, part, [chosen.value]);
    },
    form(who) {
      const open = world.modals.get(who.id);
      if (!open) return null;
      const labels = (open.modal.components as Part[]).filter((part) => part.component);
      return {
        title: String(open.modal.title),
        fields: labels.map(({ label, component }) => ({
          name: component!.custom_id!,
          label: label!,
          value: component!.value ?? component!.options?.find((one) => one.default)?.value ?? '',
          ...(component!.options
            ? { options: component!.options.map((one) => ({ label: one.label, value: one.value })) }
            : {}),
        })),
      };
    },
    async submit(who, fields) {
      const open = world.modals.get(who.id);
      if (!open) throw new Error('No form is open.');
      world.modals.delete(who.id);
      const message = open.message ? world.find(open.message) : undefined;
      const components = (open.modal.components as Part[]).map((part, id) => {
        const { component } = part;
        if (!component) return { type: part.type, id };
        const given =
          fields[component.custom_id!] ?? component.value ?? component.options?.find((one) => one.default)?.value ?? '';
        const chosen = Number(component.max_values ?? 1) > 1 ? given.split(',') : [given];
        const value = component.options ? { values: given ? chosen : [] } : { value: given };
        return {
          type: 18,
          id,
          component: { type: component.type, id: id + 50, custom_id: component.custom_id, ...value },
        };
      });
      await interact(
        who.id,
        open.interaction.channel,
        {
          type: 5,
          data: { custom_id: open.modal.custom_id, components },
          ...(message ? { message: world.messageJson(message) } : {}),
        },
        message?.id ?? null,
      );
    },
    async shortcut(who, where, messageId) {
      const message = world.messageJson(world.find(messageId)!);
      await interact(who.id, channelOf(who, where), {
        type: 2,
        data: {
          id: '8',
          name: 'Open an incident',
          type: 3,
          target_id: messageId,
          resolved: { messages: { [messageId]: message } },
        },
      });
    },
    async complete(who, command, option, text) {
      const [channel] = [...world.channels.values()].filter((one) => one.guild === guild && !one.parent);
      const token = await interact(who.id, channel!.id, {
        type: 4,
        data: {
          id: '7',
          name: 'safenest',
          type: 1,
          options: [{ type: 1, name: command, options: [{ type: 3, name: option, value: text, focused: true }] }],
        },
      });
      return (world.interactions.get(token)!.choices ?? []).map(({ name }) => name);
    },
    async edit(who, where, messageId, text) {
      const channel = channelOf(who, where);
      const message = world.find(messageId)!;
      message.content = message.mentionsBot ? `<@${BOT}> ${text}` : text;
      message.editedAt = new Date().toISOString();
      await tell('MESSAGE_UPDATE', world.messageJson(message, content), channel);
    },
    async delete(who, where, messageId) {
      const channel = channelOf(who, where);
      world.messages.splice(world.messages.indexOf(world.find(messageId)!), 1);
      const at = world.channels.get(channel)!.guild;
      await tell('MESSAGE_DELETE', { id: messageId, channel_id: channel, ...(at ? { guild_id: at } : {}) }, channel);
    },
    redeliver: async () => gateway.repeatLast(),
    swapNext: () => gateway.swapNext(),
    async sayAsBot(where, text) {
      if (where === 'direct') return;
      const author = world.addUser('Other Bot', true);
      const message = world.write({
        channel: where.thread ?? where.channel,
        author,
        content: `<@${BOT}> ${text}`,
        mentionsBot: true,
      });
      await tell('MESSAGE_CREATE', world.messageJson(message, content), message.channel);
    },
    visible: (channel) =>
      world.messages
        .filter((one) => isShown(one) && one.only === null)
        .filter((one) => one.channel === channel || world.channels.get(one.channel)?.parent === channel)
        .map(seen),
    onlyFor: (who) =>
      world.messages
        .filter((one) => isShown(one) && (one.only === who.id || world.channels.get(one.channel)?.with === who.id))
        .map(seen),
    signs: () => ({
      shown: world.typing.count,
      showing: world.typing.now.size > 0 || world.messages.some((one) => (one.flags & MessageFlags.Loading) !== 0),
    }),
    failNext(how) {
      const route = /messages|webhooks/;
      server.faults.push(how === 'rate_limited' ? { route, status: 429, retryAfter: 2 } : { route, status: 502 });
    },
    async close() {
      await server.close();
      if (server.problems.length > 0) throw new Error(`Discord would not have taken: ${server.problems.join('; ')}`);
    },
  };
}
