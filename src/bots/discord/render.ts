import { type APIMessageTopLevelComponent, MessageFlags } from 'discord.js';
import type { Language } from '../../domain/language.ts';
import type { Severity } from '../../domain/severity.ts';
import { cleanText } from '../../domain/text.ts';
import type { Card } from '../../messages/card.ts';
import type { OutboundMessage } from '../../messages/outbound.ts';
import { saidByCard } from '../../messages/said-by-card.ts';
import { cardBlocks, type Frame, textBlocks } from './blocks.ts';
import { type Carrier, createCarrier } from './carried.ts';
import { Sheet } from './sheet.ts';

/** As in the console, on a light and on a dark ground. */
const ACCENTS: Record<Severity, number> = { low: 0x5b7590, medium: 0xb88a1e, high: 0xd9652b, critical: 0xc8283d };

/** A message as Discord is told it. Mentions ping nobody, links show no previews. */
export interface Drawn {
  flags: number;
  components: APIMessageTopLevelComponent[];
  allowed_mentions: { parse: [] };
}

export const MESSAGE_FLAGS = MessageFlags.IsComponentsV2 | MessageFlags.SuppressEmbeds;

/**
 * Draws a message with Discord's components, within its limits whatever the message holds: what does not fit is left out and said so.
 * Pure: the same message and frame give the same components. `mark` comes back with the message and tells it from others.
 */
export function render(message: OutboundMessage, frame: Frame, mark?: number): Drawn {
  const language = message.language ?? message.card?.language ?? 'en';
  const cards = [...(message.card ? [message.card] : []), ...(message.more ?? [])];
  const carrier = createCarrier();
  // once to learn what has to be carried, and once more with room for it
  filled(message, cards, language, frame, carrier, '');
  const components = filled(message, cards, language, frame, carrier, carrier.seal());
  if (mark !== undefined && components[0]) components[0].id = mark;
  return { flags: MESSAGE_FLAGS, components, allowed_mentions: { parse: [] } };
}

/** The words alone, for when the drawing was refused. */
export const renderPlain = (message: OutboundMessage, frame: Frame, mark?: number): Drawn =>
  render(
    {
      orgId: message.orgId,
      text: message.text,
      ...(message.language ? { language: message.language } : {}),
      ...(message.linked ? { linked: true } : {}),
    },
    frame,
    mark,
  );

function filled(
  message: OutboundMessage,
  cards: Card[],
  language: Language,
  frame: Frame,
  carrier: Carrier,
  fragment: string,
): APIMessageTopLevelComponent[] {
  const linkOf = (reference: string): string | null => {
    const cited = message.citations?.find(({ ref }) => ref.toUpperCase() === reference.toUpperCase());
    return cited ? frame.address(cited.url) : null;
  };
  const page = new Sheet(carrier, fragment, language, frame);
  if (cleanText(message.text) !== '' && !saidByCard(message))
    page.add(null, textBlocks(message.text, linkOf, frame, message.linked));
  for (const card of cards) {
    const heading = card.parts.find((part) => part.kind === 'heading');
    const severity = heading?.severity ?? (card === message.card ? message.severity : undefined);
    // what has no heading stands under the words it belongs to, in no frame of its own
    page.add(
      heading ? (severity ? ACCENTS[severity] : undefined) : null,
      cardBlocks(card, card.language ?? language, frame),
    );
  }
  return page.finish(message.card?.parts.find((part) => part.kind === 'heading')?.url);
}
