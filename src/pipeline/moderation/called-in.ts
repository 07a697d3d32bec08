/** `@name`, and `<@U17>` as some platforms write it; not the second half of an address. */
const CALL = /(?<![\p{L}\p{N}_.@])@([\p{L}\p{N}_][\p{L}\p{N}_.-]{1,60})|<@[!&]?([\p{L}\p{N}_-]{1,60})>/gu;
/** More than any policy asks for. */
const MOST = 1000;

/** How many different people the words of a message call, up to a thousand: senders need not say whom they name. */
export function calledIn(text: string): number {
  if (!text.includes('@')) return 0;
  const called = new Set<string>();
  for (const [, name, id] of text.matchAll(CALL)) {
    called.add((name ?? id)!.toLowerCase().replace(/[.-]+$/, ''));
    if (called.size >= MOST) break;
  }
  return called.size;
}
