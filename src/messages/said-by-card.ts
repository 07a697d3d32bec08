import { cardText } from './card-text.ts';
import type { OutboundMessage } from './outbound.ts';

/**
 * Whether a message's words stand at the head of its card already, so that a platform that draws both would say them twice: an
 * announcement's text is its card in words, and what asks something alone begins with why. An answer's text is not its card.
 */
export function saidByCard({ text, card }: Pick<OutboundMessage, 'text' | 'card'>): boolean {
  const [first] = card?.parts ?? [];
  const words = text.trim();
  if (first?.kind === 'text') return words !== '' && first.text.startsWith(words);
  if (first?.kind !== 'heading') return false;
  const line = cardText({ key: '', parts: [first] });
  return line !== '' && words.startsWith(line);
}
