import type { InboundEvent } from '../../messages/inbound.ts';
import { type TeamsActivity, textOfHtml } from './activity.ts';

/** What a message in Teams repeats of the one it answers, at its beginning, as HTML. */
const QUOTE =
  /^\s*<blockquote\b[^<>]{0,300}itemtype="https?:\/\/schema\.skype\.com\/Reply"[^<>]{0,300}itemid="(\d{1,20})"[^<>]{0,300}>([\s\S]{0,20000}?)<\/blockquote>/i;
const AUTHOR = /<strong\b([^<>]{0,300})>([^<>]{0,300})<\/strong>/i;
const PREVIEW = /<p\b[^<>]{0,300}itemprop="(?:preview|copy)"[^<>]{0,300}>([\s\S]{0,10000}?)<\/p>/i;
const MENTION =
  /<(span|at)\b[^<>]{0,300}(?:itemtype="https?:\/\/schema\.skype\.com\/Mention"[^<>]{0,300}|id="\d{1,3}")>[^<>]{0,200}<\/\1>/gi;
const LONGEST = 60_000;

export type Quote = NonNullable<(InboundEvent & { kind: 'message' })['quoted']>;

/** The message that one answers with a quote, and its own words, with its mentions as Teams writes them in a text; null where it quotes none. */
export function quoteIn(activity: TeamsActivity): { quote: Quote; own: string } | null {
  const html = (activity.attachments ?? []).find(({ contentType }) => contentType === 'text/html');
  const { content } = (html ?? {}) as { content?: unknown };
  const text = typeof content === 'string' ? content.slice(0, LONGEST) : '';
  const found = QUOTE.exec(text);
  if (!found) return null;
  const [whole, messageId = '', inside = ''] = found;
  const [, about = '', author = ''] = AUTHOR.exec(inside) ?? [];
  // Teams counts its messages by the millisecond they were written in
  const written = new Date(Number(messageId));
  const quote: Quote = {
    messageId,
    author: textOfHtml(author),
    text: textOfHtml(PREVIEW.exec(inside)?.[1] ?? inside.replace(AUTHOR, '')),
    writtenAt: messageId.length === 13 && !Number.isNaN(written.getTime()) ? written.toISOString() : null,
    ours: about.includes(`itemid="${activity.recipient.id}"`),
  };
  return { quote, own: ownWords(text.slice(whole.length), activity) };
}

/** Each mention has its entity, in their order. */
function ownWords(html: string, { entities }: TeamsActivity): string {
  const names = (entities ?? []).slice(0, 200).flatMap((entity) => {
    const { text } = entity as { text?: unknown };
    return entity.type === 'mention' && typeof text === 'string' ? [text] : [];
  });
  let at = 0;
  const marked = html.replaceAll(/[\uE000\uE001]/gu, '').replaceAll(MENTION, () => `\uE000${at++}\uE001`);
  return textOfHtml(marked).replaceAll(/\uE000(\d+)\uE001/gu, (_all, index: string) => names[Number(index)] ?? ' ');
}
