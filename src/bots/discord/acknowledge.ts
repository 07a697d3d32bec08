import {
  type APIInteraction,
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  ButtonStyle,
  ComponentType,
  InteractionResponseType,
  InteractionType,
  MessageFlags,
  Routes,
} from 'discord.js';
import type { Language } from '../../domain/language.ts';
import type { Log } from '../../log.ts';
import type { Card } from '../../messages/card.ts';
import { discordWords } from '../../messages/catalogue/discord.ts';
import type { Deliver, Immediate, InboundEvent } from '../platform.ts';
import type { Bot } from './bots.ts';
import { type Carried, createCarrier } from './carried.ts';
import { digestOf, isSnowflake, packId } from './custom-id.ts';
import { CODE, refusedWith } from './errors.ts';
import type { Ack } from './interaction-handle.ts';
import { PRIVATE_MARK } from './interaction-handle.ts';
import { type Address, cutTo, plainLines } from './markdown.ts';
import { renderModal } from './modal.ts';
import { languageOf, parseInteraction, type Read } from './parse-interaction.ts';
import type { Known } from './parse-message.ts';
import { Recent } from './recent.ts';
import { MESSAGE_FLAGS } from './render.ts';
import { labelOf } from './sheet.ts';

export interface AcknowledgeOptions {
  log: Log;
  /** How long may be waited for what is to be done at once; Discord waits for three seconds. */
  withinMs?: number;
  /** Where links in forms lead. */
  address?: Address;
  /** Whether this is acknowledged before anything else is done with it: the process is held up, and no form can be its answer. */
  defersFirst?: (event: InboundEvent) => boolean;
}

/** Takes in interactions and answers each within Discord's three seconds: with a form, with choices, or with “thinking”. */
export function createAcknowledge({
  log,
  withinMs = 1500,
  address = () => null,
  defersFirst = () => false,
}: AcknowledgeOptions) {
  /** Of forms this process opened: values that fit into no id. */
  const values = new Recent<string>();
  const drawing = { values, address };
  /** Forms with something wrong in them, with what was typed: a dialog cannot be answered with another one. */
  const again = new Recent<{ form: Card; desk: string | undefined }>(200);

  return async function take(bot: Bot, interaction: APIInteraction, known: Known, deliver: Deliver): Promise<void> {
    const language = languageOf('locale' in interaction ? interaction.locale : undefined);
    const words = discordWords[language];
    const respond = async (type: InteractionResponseType, data?: object): Promise<boolean> => {
      try {
        const body = { type, ...(data ? { data } : {}) };
        await bot.api.call('POST', Routes.interactionCallback(interaction.id, interaction.token), {
          body,
          auth: false,
        });
        return true;
      } catch (err) {
        // too late, or done already: what comes of it is posted as an ordinary message
        if (!refusedWith(err, CODE.acknowledged))
          log.warn({ err }, 'an interaction of Discord could not be acknowledged');
        return false;
      }
    };
    /** What is to be done about it at once; null where it could not be taken in. */
    const taken = (event: InboundEvent): Promise<Immediate | null> =>
      deliver(event).catch((err: unknown) => {
        log.error({ err }, 'an event of Discord could not be taken in');
        return null;
      });
    const say = (text: string) => respond(InteractionResponseType.ChannelMessageWithSource, privately(text));

    const reopened = reopens(interaction);
    if (reopened) {
      const kept = again.get(reopened);
      const modal = kept && cardForm(kept.form, kept.desk, language, drawing);
      await (modal ? respond(InteractionResponseType.Modal, modal) : say(words.oldButton));
      return;
    }
    const read: Read = parseInteraction(interaction, known, (digest) => values.get(digest) ?? null);
    switch (read.kind) {
      case 'ignored':
        await say(words.nothing);
        return;
      case 'old':
        await say(words.oldButton);
        return;
      case 'which':
        await say(words.which(read.desks.join(', ')));
        return;
      case 'completing': {
        const immediate = await within(taken(read.event), withinMs);
        const choices = typeof immediate === 'object' && immediate?.kind === 'choices' ? immediate.choices : [];
        await respond(InteractionResponseType.ApplicationCommandAutocompleteResult, { choices: offered(choices) });
        return;
      }
      case 'ask':
        await respond(InteractionResponseType.ChannelMessageWithSource, question(read, language));
        return;
      case 'open': {
        const { action } = read.pressed;
        const { desk } = read.pressed;
        const modal = formOf(read.carried.form ?? [], { action, value: read.carried.value, desk }, language, drawing);
        await (modal ? respond(InteractionResponseType.Modal, modal) : say(words.oldButton));
        return;
      }
      case 'cancel':
        if (await respond(InteractionResponseType.DeferredMessageUpdate)) await forget(bot, interaction);
        return;
      case 'event': {
        const early = defersFirst(read.event) ? acknowledge(read.ack) : null;
        const told = taken(read.event);
        const immediate = early ? 'late' : await within(told, withinMs);
        if (immediate === 'late') {
          await (early ?? acknowledge(read.ack));
          const later = await told;
          const unsaid = later?.kind === 'ignored' && (read.ack === 'public' || read.ack === 'private');
          if (later?.kind === 'form' || later === null || unsaid) {
            const text = unsaid ? words.nothing : later ? words.tooLate : words.away;
            await bot.api
              .call('POST', Routes.webhook(interaction.application_id, interaction.token), {
                body: privately(text),
                auth: false,
              })
              .catch((err: unknown) => log.warn({ err }, 'somebody in Discord got no word of what was too late'));
          }
          return;
        }
        if (immediate === null) {
          await say(words.away);
          return;
        }
        if (immediate.kind === 'form') {
          const { workspace } = read.event.place;
          const desk = isSnowflake(workspace) ? workspace : undefined;
          if (interaction.type === InteractionType.ModalSubmit) {
            const key = digestOf(`${interaction.id}`);
            again.set(key, { form: immediate.form, desk });
            await respond(InteractionResponseType.ChannelMessageWithSource, wrongForm(immediate.form, key, language));
            return;
          }
          const modal = cardForm(immediate.form, desk, language, drawing);
          await (modal ? respond(InteractionResponseType.Modal, modal) : say(words.oldButton));
          return;
        }
        if (immediate.kind === 'ignored' && read.ack !== 'update' && read.ack !== 'settled') {
          await say(words.nothing);
          return;
        }
        await acknowledge(read.ack);
      }
    }

    async function acknowledge(ack: Ack): Promise<void> {
      if (ack === 'public' || ack === 'private') {
        const data = ack === 'private' ? { flags: MessageFlags.Ephemeral } : undefined;
        await respond(InteractionResponseType.DeferredChannelMessageWithSource, data);
      } else if ((await respond(InteractionResponseType.DeferredMessageUpdate)) && ack === 'settled')
        await forget(bot, interaction);
    }

    /** The question that was asked goes away once it is answered. */
    async function forget(with_: Bot, { application_id, token }: APIInteraction): Promise<void> {
      await with_.api
        .call('DELETE', Routes.webhookMessage(application_id, token), { auth: false })
        .catch((err: unknown) => log.debug({ err }, 'a question stays where it was asked'));
    }
  };
}

async function within<T>(taken: Promise<T>, ms: number): Promise<T | 'late'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late');
  });
  return Promise.race([taken, late]).finally(() => clearTimeout(timer));
}

function privately(text: string, components: APIMessageTopLevelComponent[] = []) {
  const content = plainLines(text).join('\n').slice(0, 2000);
  return {
    flags: MESSAGE_FLAGS | MessageFlags.Ephemeral,
    components: [{ type: ComponentType.TextDisplay, content }, ...components],
    allowed_mentions: { parse: [] },
  };
}

/** “Are you sure?”, for the one who pressed. */
function question({ pressed, carried, label, origin }: Extract<Read, { kind: 'ask' }>, language: Language) {
  const words = discordWords[language];
  const about = origin.messageId.startsWith(PRIVATE_MARK) ? '-' : origin.messageId;
  const { desk } = pressed;
  const plain = { press: 'confirmed', action: pressed.action, nth: 0, about, ...(desk ? { desk } : {}) } as const;
  const carrier = createCarrier();
  const entry: Carried = { value: carried.value };
  const place = packId({ ...plain, value: carried.value }) ? null : carrier.add(entry);
  const id = packId({ ...plain, value: place ?? carried.value });
  const fragment = carrier.seal();
  const asked = privately(carried.confirm || words.sure);
  if (fragment)
    asked.components.push({ type: ComponentType.TextDisplay, content: `-# [⋯](https://discord.com/#${fragment})` });
  asked.components.push({
    type: ComponentType.ActionRow,
    components: [
      ...(id
        ? [{ type: ComponentType.Button, style: ButtonStyle.Danger, label: labelOf(label), custom_id: id } as const]
        : []),
      { type: ComponentType.Button, style: ButtonStyle.Secondary, label: words.cancel, custom_id: 'd|cancel|' },
    ],
  });
  return asked;
}

const AGAIN = 'again|';
/** Which form a button opens once more that stands below what was wrong in it; null for anything else. */
function reopens(interaction: APIInteraction): string | null {
  if (interaction.type !== InteractionType.MessageComponent) return null;
  const { custom_id: id } = interaction.data;
  return id.startsWith(AGAIN) ? id.slice(AGAIN.length) : null;
}

/** What is wrong in a form, for whoever sent it, with a button that opens it as it was filled in. */
function wrongForm(form: Card, key: string, language: Language) {
  const said = form.parts.find((part) => part.kind === 'text')?.text ?? '';
  return privately(said, [
    {
      type: ComponentType.ActionRow,
      components: [
        {
          type: ComponentType.Button,
          style: ButtonStyle.Primary,
          label: discordWords[language].again,
          custom_id: `${AGAIN}${key}`,
        },
      ],
    },
  ]);
}

interface FormDrawing {
  values: Recent<string>;
  address: Address;
}

function cardForm(form: Card, desk: string | undefined, language: Language, drawing: FormDrawing) {
  const submit = form.parts
    .flatMap((part) => (part.kind === 'actions' ? part.actions : []))
    .find((action) => !action.url);
  return submit
    ? formOf(form.parts, { action: submit.id, value: submit.value, desk }, form.language ?? language, drawing)
    : null;
}

function formOf(
  parts: Card['parts'],
  { action, value, desk }: { action: string; value: string; desk: string | undefined },
  language: Language,
  { values, address }: FormDrawing,
): APIModalInteractionResponseCallbackData | null {
  const digest = digestOf(value);
  const sent = { press: 'sent', action, nth: 0, ...(desk ? { desk } : {}) } as const;
  const id = packId({ ...sent, value }) ?? packId({ ...sent, value: { at: 0, digest } });
  if (id === null) return null;
  values.set(digest, value);
  return renderModal(parts, id, language, address);
}

/** At most 25, each with a name and a value that Discord takes. */
const offered = (choices: readonly { label: string; value: string }[]) =>
  choices
    .filter(({ value }) => value !== '' && value.length <= 100)
    .slice(0, 25)
    .map(({ label, value }) => ({ name: cutTo(label, 100) || value, value }));
