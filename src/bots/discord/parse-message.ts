import {
  type APIMessage,
  ComponentType,
  type GatewayMessageCreateDispatchData,
  type GatewayMessageReactionAddDispatchData,
  type GatewayMessageReactionRemoveDispatchData,
  type GatewayMessageUpdateDispatchData,
  MessageType,
} from 'discord.js';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { ChatPlace, InboundEvent, InboundFile, Mention, Speaker } from '../../messages/inbound.ts';
import { picturesIn } from './attached-pictures.ts';

/** Stands for the workspace of a conversation alone with the bot where no server is known that both are in. */
export const DIRECT = '@dm';

/** What the connection knows when an event comes. */
export interface Known {
  /** `ChatApp.id` of the app it came in through. */
  app: string;
  /** The bot's own account. */
  me: string;
  now: Date;
  /** A channel or thread; null where it has not been heard of. */
  channel(id: string): KnownChannel | null;
  /** The server whose desk somebody means who writes to the bot alone: Discord's direct messages belong to none. */
  serverOf(user: string): string | null;
  /** The name of the desk they speak to in that server, where they belong to several and it has to be said which one answers. */
  deskNamed(user: string, server: string): string | null;
  /** The desks among which somebody has to choose who writes to the bot alone; null where it is plain. */
  undecided(user: string): string[] | null;
  /** What a server is called; null where the gateway has not told. */
  serverName(guild: string): string | null;
  /** The role that Discord made for the bot in a server: people mention it by mistake for the bot. */
  roleOfMine(guild: string): string | null;
}

export interface KnownChannel {
  name: string;
  /** Of a thread: the channel it belongs to. */
  parent: string | null;
  /** Of a thread: begun by the bot, or answered in. */
  ours: boolean;
  /** Whether a thread can be begun there from a message. */
  threads: boolean;
}

type Message = GatewayMessageCreateDispatchData | GatewayMessageUpdateDispatchData;

/** What people write; joins, pins, boosts and the like are not. */
const WRITTEN = new Set<number>([
  MessageType.Default,
  MessageType.Reply,
  MessageType.ChatInputCommand,
  MessageType.ContextMenuCommand,
]);

/** A message as somebody said it; null where it is our own, or nothing that is said. */
export function parseMessage(message: Message, known: Known): InboundEvent | null {
  if (message.author?.id === known.me || !WRITTEN.has(message.type)) return null;
  const place = placeOf(message.channel_id, message.guild_id, known, { message: message.id, user: message.author?.id });
  const mentioned =
    (message.mentions ?? []).some((user) => user.id === known.me) ||
    (message.guild_id !== undefined &&
      (message.mention_roles ?? []).includes(known.roleOfMine(message.guild_id) ?? '-'));
  const text = plainText(message, known);
  const seen = text !== '' || (message.attachments ?? []).length > 0;
  const replied = message.referenced_message?.author.id === known.me;
  const ours = known.channel(message.channel_id)?.ours === true && (place.thread ?? '') === message.channel_id;
  // without the right to read messages, those not meant for the bot come empty
  if (!seen && !mentioned && !place.direct) return null;
  return {
    kind: 'message',
    id: message.id,
    app: known.app,
    place,
    speaker: speakerOf(message.author, message.member?.nick, message.webhook_id !== undefined),
    at: new Date(message.timestamp).toISOString(),
    handle: {
      app: known.app,
      message: message.id,
      title: oneLine(text, 80),
      ...namedIn(place, known),
      ...deskIn(place, message.author.id, known),
    },
    text,
    messageId: message.id,
    addressed: place.direct || mentioned || replied || (ours && seen),
    ...(place.direct || mentioned || replied ? {} : { overheard: true as const }),
    attachments: (message.attachments ?? []).length,
    ...picturesIn(message),
    ...(place.direct ? {} : postedIn(message)),
    ...spokenTo(message, known),
  };
}

/** Its files and stickers, as Discord tells of them. */
function postedIn({ attachments = [], sticker_items: stickers = [] }: Message): {
  files?: InboundFile[];
  stickers?: number;
} {
  const files = attachments.map(({ filename, size, content_type: type }) => ({
    name: filename,
    size,
    type: type ?? null,
  }));
  return {
    ...(files.length > 0 ? { files } : {}),
    ...(stickers.length > 0 ? { stickers: stickers.length } : {}),
  };
}

/** Whom a message answers and mentions beside the bot, and where it is seen; nothing of what is said to the bot alone. */
function spokenTo(message: Message, known: Known): { replyTo?: string; mentions?: Mention[]; url?: string } {
  if (message.guild_id === undefined) return {};
  const mentions = (message.mentions ?? [])
    .filter(({ id }) => id !== known.me)
    .map((user) => ({ id: user.id, name: nameOf(user, (user as { member?: { nick?: string | null } }).member?.nick) }));
  const replyTo = message.type === MessageType.Reply ? message.message_reference?.message_id : undefined;
  return {
    ...(replyTo ? { replyTo } : {}),
    ...(mentions.length > 0 ? { mentions } : {}),
    url: `https://discord.com/channels/${message.guild_id}/${message.channel_id}/${message.id}`,
  };
}

/** An emoji that somebody set under a message, or took away; null for our own. */
export function parseReaction(
  reaction: GatewayMessageReactionAddDispatchData | GatewayMessageReactionRemoveDispatchData,
  on: boolean,
  known: Known,
): InboundEvent | null {
  const { user_id: user, message_id: messageId, channel_id: channel, guild_id: guild, emoji } = reaction;
  if (user === known.me || guild === undefined) return null;
  const member = 'member' in reaction ? reaction.member : undefined;
  return {
    kind: 'reaction',
    id: `${messageId}:${user}:${emoji.id ?? emoji.name}:${on}:${known.now.getTime()}`,
    app: known.app,
    place: placeOf(channel, guild, known, { message: messageId, user }),
    speaker: member?.user ? speakerOf(member.user, member.nick) : { id: user, name: '', bot: false },
    at: known.now.toISOString(),
    messageId,
    emoji: oneLine(emoji.name ?? '', 60) || 'emoji',
    on,
  };
}

/** What the server is called, for whoever connects it. */
export function namedIn({ workspace, direct }: ChatPlace, known: Known): { workspaceName?: string } {
  const name = direct ? null : known.serverName(workspace);
  return name ? { workspaceName: oneLine(name, 100) } : {};
}

/** A message that its author changed; null where Discord only added a preview or a thread. */
export function parseEdit(message: GatewayMessageUpdateDispatchData, known: Known): InboundEvent | null {
  if (message.author?.id === known.me || !message.edited_timestamp || !WRITTEN.has(message.type)) return null;
  return {
    kind: 'message_edited',
    id: `${message.id}:${message.edited_timestamp}`,
    app: known.app,
    place: placeOf(message.channel_id, message.guild_id, known, { message: message.id, user: message.author?.id }),
    speaker: speakerOf(message.author, message.member?.nick, message.webhook_id !== undefined),
    at: new Date(message.edited_timestamp).toISOString(),
    messageId: message.id,
    text: plainText(message, known),
    ...withoutReply(spokenTo(message, known)),
  };
}

const withoutReply = ({
  replyTo: _,
  ...rest
}: ReturnType<typeof spokenTo>): Omit<ReturnType<typeof spokenTo>, 'replyTo'> => rest;

/** Discord does not say who deleted a message, nor whose it was. */
export const parseDeletion = (id: string, channel: string, guild: string | undefined, known: Known): InboundEvent => ({
  kind: 'message_deleted',
  id: `${id}:deleted`,
  app: known.app,
  place: placeOf(channel, guild, known, { message: id }),
  speaker: { id: 'unknown', name: '', bot: false },
  at: known.now.toISOString(),
  messageId: id,
});

/**
 * Where something was said. A message in a channel has the thread that an answer to it begins, which Discord gives the message's own
 * id; one said within a thread has that thread.
 */
export function placeOf(
  channel: string,
  guild: string | undefined,
  known: Known,
  { message, user }: { message?: string; user?: string | undefined },
): ChatPlace {
  if (guild === undefined) {
    const workspace = known.serverOf(user ?? channel) ?? DIRECT;
    return { platform: 'discord', workspace, channel, thread: null, direct: true };
  }
  const found = known.channel(channel);
  const within = found?.parent != null;
  const parent = within ? known.channel(found.parent!) : found;
  return {
    platform: 'discord',
    workspace: guild,
    channel: within ? found.parent! : channel,
    ...(parent?.name ? { channelName: oneLine(parent.name, 100) } : {}),
    thread: within ? channel : message !== undefined && found?.threads !== false ? message : null,
    direct: false,
  };
}

/** Alone with somebody of several desks the answer says which one it is of. */
export function deskIn({ direct, workspace }: ChatPlace, user: string, known: Known): { desk?: string } {
  const name = direct ? known.deskNamed(user, workspace) : null;
  return name === null ? {} : { desk: name };
}

interface Account {
  id: string;
  username: string;
  global_name?: string | null;
  bot?: boolean;
}

export const speakerOf = (user: Account, nick?: string | null, webhook = false): Speaker => ({
  id: user.id,
  name: nameOf(user, nick),
  bot: webhook || user.bot === true,
});

const nameOf = (user: Account, nick?: string | null): string =>
  oneLine(nick || user.global_name || user.username, 100) || user.id;

type Said = Pick<APIMessage, 'content'> & Partial<APIMessage>;

/** What the names of channels in a text come from. */
interface Channels {
  channel(id: string): Pick<KnownChannel, 'name'> | null;
}

/** The message as plain text: the bot's own mention taken out, others as names. */
export function plainText(message: Said, known: Pick<Known, 'me' | 'roleOfMine'> & Channels): string {
  const mine = message.mention_roles?.find((role) => message.mentions && role === roleHere(message, known));
  const names = new Map((message.mentions ?? []).map((user) => [user.id, nameOf(user)]));
  const text = contentOf(message)
    .replaceAll(/<@!?(\d{1,20})>/g, (_, id: string) => (id === known.me ? ' ' : `@${names.get(id) ?? 'somebody'}`))
    .replaceAll(/<@&(\d{1,20})>/g, (_, id: string) => (id === mine ? ' ' : '@role'))
    .replaceAll(/<#(\d{1,20})>/g, (_, id: string) => `#${known.channel(id)?.name ?? 'channel'}`)
    .replaceAll(/<a?:(\w{1,32}):\d{1,20}>/g, ':$1:')
    .replaceAll(/<\/([^:>]{1,100}):\d{1,20}>/g, '/$1')
    .replaceAll(/<t:(-?\d{1,13})(?::[a-zA-Z])?>/g, (whole, seconds: string) => timeIn(seconds) ?? whole);
  return cleanText(text).replaceAll(/[ \t]{2,}/g, ' ');
}

function roleHere(message: Said, known: Pick<Known, 'roleOfMine'>): string | null {
  const guild = (message as { guild_id?: string }).guild_id;
  return guild === undefined ? null : known.roleOfMine(guild);
}

function timeIn(seconds: string): string | null {
  const at = new Date(Number(seconds) * 1000);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** Of a forwarded message, what was forwarded; of another program's card, its words. */
function contentOf(message: Said): string {
  if (message.content) return message.content;
  const forwarded = message.message_snapshots?.[0]?.message.content;
  if (forwarded) return forwarded;
  const embeds = (message.embeds ?? []).map((embed) => [embed.title, embed.description].filter(Boolean).join('\n'));
  return [...embeds, ...textsOf(message.components ?? [])].filter(Boolean).join('\n');
}

/** The texts among components, in order. */
export function textsOf(components: readonly unknown[]): string[] {
  return components.flatMap((component): string[] => {
    const {
      type,
      content,
      components: inner,
    } = component as { type?: number; content?: unknown; components?: unknown };
    if (type === ComponentType.TextDisplay) return typeof content === 'string' ? [content] : [];
    return Array.isArray(inner) ? textsOf(inner) : [];
  });
}
