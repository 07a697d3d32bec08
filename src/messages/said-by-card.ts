import type { CardPart } from './card.ts';
import { cardText } from './card-text.ts';
import type { OutboundMessage } from './outbound.ts';

/**
 * Whether a message's words stand at the head of its card already, so that a platform that draws both would say them twice: an
 * announcement's text is its card in words, and what asks something alone begins with why. An answer's text is not its card.
 */
export function saidByCard({ text, card }: Pick<OutboundMessage, 'text' | 'card'>): boolean {
  const [first, second] = card?.parts ?? [];
  const words = text.trim();
  if (first?.kind === 'text')
    return words !== '' && (first.text.startsWith(words) || saysNext(words, first.text, second));
  return first?.kind === 'heading' && saysNext(words, '', first);
}

/** Whether words go on with a heading of the card, as a line of its own, behind what begins both: “Dana Whitfield was seen 3 times” is no heading “Dana Whitfield”. */
function saysNext(words: string, begin: string, part: CardPart | undefined): boolean {
  if (part?.kind !== 'heading' || !words.startsWith(begin)) return false;
  const line = cardText({ key: '', parts: [part] });
  const rest = words.slice(begin.length).trimStart();
  return line !== '' && rest.startsWith(line) && /^\s*(\n|$)/.test(rest.slice(line.length));
}
