import type { ContentPolicy } from '../../domain/content-policy.ts';
import type { Offender } from '../../domain/moderation.ts';
import { isPosting, KIND_OF, TRIGGERS, type Trigger } from '../../domain/moderation-policy.ts';
import { oneLine } from '../../domain/text.ts';
import { calledIn } from './called-in.ts';
import type { Culprits, Judging } from './culprits.ts';
import { copiesByNewcomers } from './joins/newcomers.ts';
import type { Listed } from './lists/listed.ts';
import { amountsOf, highestOf, RATES, type Rate } from './posting/rates.ts';
import { REFUSING, type Refusing, refusedIn } from './posting/refused.ts';
import { repeatMark } from './repeats.ts';
import type { SaidMessage } from './said-message.ts';

const MOST_SPAMMERS = 50;
const MINUTE_MS = 60_000;

/** Which of a case's rules was about what people post; where none was, the same over and over. */
export const postingOf = ({ triggers }: { triggers: readonly string[] }): Trigger =>
  TRIGGERS.find((one) => triggers.includes(one) && isPosting(KIND_OF[one])) ?? 'flood';

/** Who posts what a trigger minds; against nobody in particular. Null where nobody does. */
export function spammersOf(
  { trigger, message }: { trigger: Trigger; message: { author: string; content: string } | null },
  said: readonly SaidMessage[],
  policy: ContentPolicy,
  known: Pick<Judging, 'listed' | 'newcomers'>,
): Culprits | null {
  const found = trigger === 'rate_channels' && message ? copying(message, said) : foundBy(trigger, said, policy, known);
  const all = [...found]
    .map(([account, messages]) => ({ account, messages }))
    .sort((a, b) => b.messages.length - a.messages.length || (a.account < b.account ? -1 : 1))
    .slice(0, MOST_SPAMMERS);
  const offenders = all.map(
    ({ account, messages }): Offender => ({
      account,
      name: oneLine(messages.findLast(({ authorName }) => authorName !== '')?.authorName ?? '', 100) || account,
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

function foundBy(
  trigger: Trigger,
  said: readonly SaidMessage[],
  policy: ContentPolicy,
  { listed, newcomers }: Pick<Judging, 'listed' | 'newcomers'>,
): Map<string, SaidMessage[]> {
  if (trigger === 'new_copies') return Map.groupBy(copiesByNewcomers(said, newcomers), ({ author }) => author);
  const refusing = REFUSING.find((one) => one === trigger);
  if (refusing) return refused(refusing, said, policy, listed);
  const rate = RATES.find((one) => one === trigger);
  if (rate) return busiest(rate, said, policy.spam.seconds);
  return trigger === 'mentions' ? calls(said) : floods(said);
}

/** Who posted something that is refused, and what. */
const refused = (
  what: Refusing,
  said: readonly SaidMessage[],
  policy: ContentPolicy,
  listed: Listed,
): Map<string, SaidMessage[]> =>
  Map.groupBy(
    said.filter((message) => refusedIn(message, what, policy, listed).length > 0),
    ({ author }) => author,
  );

/** Who posted the most within a moment, with those who posted at least half as much. */
function busiest(rate: Rate, said: readonly SaidMessage[], seconds: number): Map<string, SaidMessage[]> {
  const at = RATES.indexOf(rate);
  const by = [...Map.groupBy(said, ({ author }) => author)].map(([author, own]) => ({
    author,
    own: own.filter((message) => at === 0 || amountsOf(message)[at - 1]! > (rate === 'rate_lines' ? 2 : 0)),
    most: highestOf(
      own.map((message) => ({ t: message.saidAt.getTime(), a: author, z: amountsOf(message) })),
      seconds,
    )[at]!,
  }));
  const most = Math.max(0, ...by.map((one) => one.most));
  return new Map(
    by
      .filter((one) => one.most > 0 && one.most >= most / 2 && one.own.length > 0)
      .map(({ author, own }) => [author, own]),
  );
}

/** Who says the same in several channels, and how often here. */
function copying(
  { author, content }: { author: string; content: string },
  said: readonly SaidMessage[],
): Map<string, SaidMessage[]> {
  const mark = repeatMark(content, author);
  const own = said.filter((one) => one.author === author && repeatMark(one.content, author) === mark);
  return new Map(own.length > 0 ? [[author, own]] : []);
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
