import { cardText } from './card-text.ts';
import type { OutboundMessage } from './outbound.ts';

const ITEM = /^\s*(?:[-*•]|\d{1,3}[.)])\s+/;

/** What a device shows of a message that came: its words on one line, without marks for links, lists and styles, and without buttons. */
export function noticeText({ text, card, more = [] }: Pick<OutboundMessage, 'text' | 'card' | 'more'>): string {
  const buttons = [...(card ? [card] : []), ...more]
    .flatMap((one) => one.parts.filter((part) => part.kind === 'actions'))
    .map((part) => cardText({ key: '', parts: [part] }));
  let said = '';
  let listed = false;
  for (const line of text.split(/\r?\n/).filter((one) => one.trim() !== '' && !buttons.includes(one))) {
    const item = ITEM.test(line);
    const between = said === '' ? '' : item && listed && !/[.!?:;,…]$/.test(said) ? '; ' : ' ';
    said += between + spoken(line.replace(/^\s*#{1,6}\s+/, '').replace(ITEM, '')).trim();
    listed = item;
  }
  return said;
}

const spoken = (line: string): string =>
  line
    .replace(/^\[(LOW|MEDIUM|HIGH|CRITICAL)\] /, '$1: ')
    .replaceAll(/\[([^\]\n]{1,200})\]\([^\s()]{1,1000}\)/g, '$1')
    .replaceAll(/\[([A-Z]{2,8}-[0-9A-Z]{1,10})\]/g, '$1')
    .replaceAll(/\*\*([^*\n]+)\*\*|`([^`\n]+)`/g, (_, bold, code) => bold ?? code);
