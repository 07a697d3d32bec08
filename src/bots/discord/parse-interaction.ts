import {
  type APIApplicationCommandInteractionDataOption,
  type APIInteraction,
  type APIMessage,
  type APIMessageComponentInteraction,
  type APIModalSubmitInteraction,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ComponentType,
  InteractionType,
  MessageFlags,
} from 'discord.js';
import { LANGUAGES, type Language } from '../../domain/language.ts';
import { oneLine } from '../../domain/text.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import type { Posted } from '../../messages/outbound.ts';
import { type Carried, findCarried } from './carried.ts';
import { type Pressed, unpackId } from './custom-id.ts';
import { type Ack, handleOf, PRIVATE_MARK } from './interaction-handle.ts';
import { deskIn, type Known, namedIn, placeOf, plainText, speakerOf, textsOf } from './parse-message.ts';

/** An interaction, read: an event to be delivered, or something that is settled at once. */
export type Read =
  | { kind: 'event'; event: InboundEvent; ack: Ack }
  | { kind: 'completing'; event: InboundEvent }
  /** Asks before it does something; a `confirmed` press follows. */
  | { kind: 'ask'; pressed: Pressed; carried: Carried; label: string; origin: Posted }
  /** The form that the message carries. */
  | { kind: 'open'; pressed: Pressed; carried: Carried }
  | { kind: 'cancel' }
  /** Said alone with the bot by somebody of several desks: which one is meant has to be asked. */
  | { kind: 'which'; desks: string[] }
  | { kind: 'old' }
  | { kind: 'ignored' };

/** The language of whoever did it, as Discord tells. */
export function languageOf(locale: string | undefined): Language {
  const tag = locale?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language === tag) ?? 'en';
}

/** When a snowflake was made. */
export const snowflakeTime = (id: string): Date => new Date(Number((BigInt(id) >> 22n) + 1_420_070_400_000n));

/** Reads an interaction. `values` are those of forms that this process opened and that fit into no id. */
export function parseInteraction(
  interaction: APIInteraction,
  known: Known,
  values: (digest: string) => string | null,
): Read {
  const user = interaction.member?.user ?? interaction.user;
  if (!user || user.bot || !interaction.channel) return { kind: 'ignored' };
  const said = placeIn(interaction, known, user.id);
  const pressed = 'custom_id' in (interaction.data ?? {}) ? unpackId((interaction.data as Component).custom_id) : null;
  // what was drawn for one desk is never pressed for another; alone with somebody only the component says whose it is
  if (pressed && (said.direct ? pressed.desk === undefined : (pressed.desk ?? said.workspace) !== said.workspace))
    return pressed.press === 'cancel' ? { kind: 'cancel' } : { kind: 'old' };
  const base = {
    id: `interaction:${interaction.id}`,
    app: known.app,
    place: said.direct && pressed?.desk ? { ...said, workspace: pressed.desk } : said,
    speaker: { ...speakerOf(user, interaction.member?.nick), ...languageTag(interaction) },
    at: snowflakeTime(interaction.id).toISOString(),
  };
  const told = (ack: Ack) => ({
    ...base,
    handle: {
      ...handleOf(interaction, known.app, ack),
      ...namedIn(base.place, known),
      ...deskIn(base.place, user.id, known),
    },
  });
  // alone with the bot nobody else reads along, and an ordinary message can be changed later on
  const thinking: Ack = base.place.direct ? 'public' : 'private';
  switch (interaction.type) {
    case InteractionType.ApplicationCommand: {
      const desks = said.direct ? known.undecided(user.id) : null;
      if (desks) return { kind: 'which', desks };
      if (interaction.data.type === ApplicationCommandType.Message) {
        const message = interaction.data.resolved.messages[interaction.data.target_id];
        if (!message) return { kind: 'ignored' };
        const event = { ...told(thinking), ...shortcutOn(message, base.place, known) };
        return { kind: 'event', ack: thinking, event };
      }
      if (interaction.data.type !== ApplicationCommandType.ChatInput) return { kind: 'ignored' };
      const { name, text } = commandIn(interaction.data.options ?? []);
      return { kind: 'event', ack: thinking, event: { ...told(thinking), kind: 'command', name, text } };
    }
    case InteractionType.ApplicationCommandAutocomplete: {
      const { name, option, text } = commandIn(interaction.data.options);
      return {
        kind: 'completing',
        event: { ...base, kind: 'completing', command: name, option, text: text.slice(0, 200) },
      };
    }
    case InteractionType.MessageComponent:
      return parsePress(interaction, known, told);
    case InteractionType.ModalSubmit:
      return parseForm(interaction, known, told, values);
    default:
      return { kind: 'ignored' };
  }
}

function placeIn(interaction: APIInteraction, known: Known, user: string): InboundEvent['place'] {
  const channel = interaction.channel!;
  const place = placeOf(channel.id, interaction.guild_id, known, { user });
  // the interaction itself says what is not known of its channel
  const parent = 'parent_id' in channel && [10, 11, 12].includes(channel.type) ? channel.parent_id : null;
  if (place.direct || place.thread || !parent) {
    const name = 'name' in channel && !parent ? channel.name : null;
    return place.channelName || !name || place.direct ? place : { ...place, channelName: oneLine(name, 100) };
  }
  return { ...place, channel: parent, thread: channel.id };
}

const languageTag = (interaction: APIInteraction): { language?: string } =>
  'locale' in interaction && interaction.locale ? { language: interaction.locale } : {};

function commandIn(options: readonly APIApplicationCommandInteractionDataOption[] | readonly { name: string }[]) {
  const [first] = options as APIApplicationCommandInteractionDataOption[];
  const sub = first?.type === ApplicationCommandOptionType.Subcommand;
  const inner = ((sub ? first.options : options) ?? []) as { name: string; value?: unknown; focused?: boolean }[];
  const used = inner.find((option) => option.focused) ?? inner[0];
  const text = inner
    .map(({ value }) => (value === undefined ? '' : String(value)))
    .join(' ')
    .trim();
  return {
    name: sub ? first.name : '',
    option: used?.name ?? '',
    text: used?.focused ? String(used.value ?? '') : text,
  };
}

function shortcutOn(message: APIMessage, { workspace, direct }: InboundEvent['place'], known: Known) {
  return {
    kind: 'shortcut' as const,
    name: 'incident_from_message' as const,
    text: plainText(message, known),
    author: speakerOf(message.author).name,
    messageId: message.id,
    ...(!direct ? { url: `https://discord.com/channels/${workspace}/${message.channel_id}/${message.id}` } : {}),
  };
}

interface Component {
  custom_id: string;
}
type Told = (ack: Ack) => Pick<InboundEvent, 'id' | 'place' | 'speaker' | 'at' | 'handle' | 'app'>;

function parsePress(interaction: APIMessageComponentInteraction, known: Known, told: Told): Read {
  const { message, data } = interaction;
  const pressed = unpackId(data.custom_id);
  // only our own cards are believed
  if (!pressed || message.author.id !== known.me) return { kind: 'old' };
  if (pressed.press === 'cancel') return { kind: 'cancel' };
  const base = told('update');
  const origin = postedOf(message, base.place);
  const carried = carriedOf(pressed, message);
  if (!carried) return { kind: 'old' };
  const { action } = pressed;
  const { value } = carried;
  switch (pressed.press) {
    case 'act':
      return { kind: 'event', ack: 'update', event: { ...base, kind: 'action', action, value, message: origin } };
    case 'confirmed': {
      const asked = pressed.about && pressed.about !== '-' ? { ...origin, messageId: pressed.about } : origin;
      const ack: Ack = asked === origin ? 'update' : 'settled';
      return { kind: 'event', ack, event: { ...told(ack), kind: 'action', action, value, message: asked } };
    }
    case 'ask':
      return { kind: 'ask', pressed, carried, label: labelIn(message, data.custom_id), origin };
    case 'open':
      return { kind: 'open', pressed, carried };
    case 'pick': {
      const chosen = data.component_type === ComponentType.StringSelect ? data.values[0] : undefined;
      if (chosen === undefined || !pressed.about) return { kind: 'old' };
      const fields = { [pressed.about]: chosen };
      return { kind: 'event', ack: 'update', event: { ...base, kind: 'form', action, value, fields, message: origin } };
    }
    case 'sent':
      return { kind: 'old' };
  }
}

function parseForm(
  interaction: APIModalSubmitInteraction,
  known: Known,
  told: Told,
  values: (digest: string) => string | null,
): Read {
  const pressed = unpackId(interaction.data.custom_id);
  if (pressed?.press !== 'sent') return { kind: 'old' };
  const message = interaction.message?.author.id === known.me ? interaction.message : null;
  const value = typeof pressed.value === 'string' ? pressed.value : values(pressed.value.digest);
  if (value === null) return { kind: 'old' };
  const { place } = told('update');
  const ack: Ack = message ? 'update' : place.direct ? 'public' : 'private';
  const base = told(ack);
  const fields = fieldsIn(interaction.data.components);
  const origin = message ? postedOf(message, base.place) : null;
  return {
    kind: 'event',
    ack,
    event: { ...base, kind: 'form', action: pressed.action, value, fields, message: origin },
  };
}

/** Filled-in fields by name, whether in labels or in rows. */
function fieldsIn(components: readonly unknown[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const part of components as { component?: Input; components?: Input[] }[]) {
    for (const input of [part.component, ...(part.components ?? [])]) {
      if (!input?.custom_id) continue;
      const said = typeof input.value === 'string' ? input.value : input.values?.join(',');
      if (said !== undefined) Object.defineProperty(fields, input.custom_id, { value: said, enumerable: true });
    }
  }
  return fields;
}
interface Input {
  custom_id?: string;
  value?: string;
  values?: string[];
}

function carriedOf({ value }: Pressed, message: APIMessage): Carried | null {
  return typeof value === 'string' ? { value } : findCarried(textsOf(message.components ?? []), value);
}

/** Where a card stands. One that only one person sees is marked: it can be changed with an interaction's token alone. */
function postedOf(message: APIMessage, place: InboundEvent['place']): Posted {
  const own = ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0;
  return {
    platform: 'discord',
    workspace: place.workspace,
    channel: place.channel,
    messageId: `${own ? PRIVATE_MARK : ''}${message.id}`,
    ...(place.thread ? { thread: place.thread } : {}),
  };
}

/** The words on the button that was pressed. */
function labelIn(message: APIMessage, customId: string): string {
  const find = (components: readonly unknown[]): string | null => {
    for (const part of components as {
      custom_id?: string;
      label?: string;
      components?: unknown[];
      accessory?: unknown;
    }[]) {
      if (part.custom_id === customId) return part.label ?? '';
      const inner = find([...(part.components ?? []), ...(part.accessory ? [part.accessory] : [])]);
      if (inner !== null) return inner;
    }
    return null;
  };
  return find(message.components ?? []) ?? '';
}
