import type { Offender } from '../../domain/moderation.ts';
import { oneLine } from '../../domain/text.ts';
import type { Culprits } from './culprits.ts';
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

/** Of each who repeats a text, what they said more than once. */
function floods(said: readonly SaidMessage[]): Map<string, SaidMessage[]> {
  const found = new Map<string, SaidMessage[]>();
  for (const same of Map.groupBy(said, ({ content }) => content.trim().toLowerCase()).values())
    if (same.length > 1)
      for (const message of same) found.set(message.author, [...(found.get(message.author) ?? []), message]);
  return found;
}

/** Who called the most people within a minute, with those who called at least half as many. */
function calls(said: readonly SaidMessage[]): Map<string, SaidMessage[]> {
  const best = new Map<string, { called: number; messages: SaidMessage[] }>();
  for (const [author, own] of Map.groupBy(said, (message) => message.author))
    for (const [i, last] of own.entries()) {
      const within = own
        .slice(0, i + 1)
        .filter(({ saidAt, targets }) => targets.length > 0 && saidAt.getTime() > last.saidAt.getTime() - MINUTE_MS);
      const called = new Set(within.flatMap(({ targets }) => targets)).size;
      if (called > (best.get(author)?.called ?? 0)) best.set(author, { called, messages: within });
    }
  const most = Math.max(0, ...[...best.values()].map(({ called }) => called));
  return new Map(
    [...best]
      .filter(([, { called }]) => called >= Math.max(2, most / 2))
      .map(([author, { messages }]) => [author, messages]),
  );
}
