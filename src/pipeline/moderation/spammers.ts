import type { Offender } from '../../domain/moderation.ts';
import { oneLine } from '../../domain/text.ts';
import { calledIn } from './called-in.ts';
import type { Culprits } from './culprits.ts';
import { repeatMark } from './repeats.ts';
import type { SaidMessage } from './said-message.ts';

const MOST_SPAMMERS = 50;
const MINUTE_MS = 60_000;

/** Who says the same over and over, or calls many people at once; against nobody in particular. Null where nobody does. */
export function spammersOf(trigger: 'flood' | 'mentions', said: readonly SaidMessage[]): Culprits | null {
  const found = trigger === 'flood' ? floods(said) : calls(said);
  const all = [...found]
    .map(([account, messages]) => ({ account, messages }))
    .sort((a, b) => b.messages.length - a.messages.length || (a.account < b.account ? -1 : 1))
    .slice(0, MOST_SPAMMERS);
  const offenders = all.map(
    ({ account, messages }): Offender => ({
      account,
      name: oneLine(messages.at(-1)!.authorName, 100) || account,
      messages: messages.length,
      worst: 0,
    }),
  );
  const [first] = offenders;
  if (!first) return null;
  return {
    chief: { account: first.account, name: first.name },
    target: null,
    offenders,
    counted: new Set(all.flatMap(({ messages }) => messages.map(({ id }) => id))),
    hitBack: { messages: 0, inAnswer: false },
  };
}

/** Of each who repeats a text, what they said more than once; of a text with a link in it whoever says it. */
function floods(said: readonly SaidMessage[]): Map<string, SaidMessage[]> {
  const found = new Map<string, SaidMessage[]>();
  for (const same of Map.groupBy(said, ({ author, content }) => repeatMark(content, author)).values())
    if (same.length > 1)
      for (const message of same) found.set(message.author, [...(found.get(message.author) ?? []), message]);
  return found;
}

/** Who called the most people within a minute, with those who called at least half as many; who is only called in the words counts. */
function calls(said: readonly SaidMessage[]): Map<string, SaidMessage[]> {
  const best = new Map<string, { called: number; messages: SaidMessage[] }>();
  const calling = said.flatMap((message) => {
    const more = calledIn(message.content) - message.targets.length;
    return message.targets.length > 0 || more > 0 ? [{ message, more: Math.max(0, more) }] : [];
  });
  for (const [author, own] of Map.groupBy(calling, ({ message }) => message.author))
    for (const [i, last] of own.entries()) {
      const within = own
        .slice(0, i + 1)
        .filter(({ message }) => message.saidAt.getTime() > last.message.saidAt.getTime() - MINUTE_MS);
      const known = new Set(within.flatMap(({ message }) => message.targets)).size;
      const called = known + Math.max(0, ...within.map(({ more }) => more));
      if (called > (best.get(author)?.called ?? 0))
        best.set(author, { called, messages: within.map(({ message }) => message) });
    }
  const most = Math.max(0, ...[...best.values()].map(({ called }) => called));
  return new Map(
    [...best]
      .filter(([, { called }]) => called >= Math.max(2, most / 2))
      .map(([author, { messages }]) => [author, messages]),
  );
}
