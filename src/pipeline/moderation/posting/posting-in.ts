import type { SaidElsewhere } from '../../../db/said-elsewhere.ts';
import type { ContentPolicy } from '../../../domain/content-policy.ts';
import type { Trigger } from '../../../domain/moderation-policy.ts';
import type { JudgedMessage, JudgedSession } from '../judged-session.ts';
import type { Listed } from '../lists/listed.ts';
import { repeatMark } from '../repeats.ts';
import type { SaidMessage } from '../said-message.ts';
import { RATES, ratesIn } from './rates.ts';
import { REFUSING, type Refusing, refusedIn } from './refused.ts';

/** How high what people post stands, with what was found. */
interface Posting {
  value: number;
  why?: readonly string[];
  /** Of a text said in several channels: that message. */
  message?: JudgedMessage;
}

/** A text as short as this is said in several channels by chance. */
const LEAST_COPIED = 12;
const MOST_REASONS = 3;
const RATE_WORDS = {
  rate_messages: 'messages',
  rate_characters: 'characters',
  rate_lines: 'lines',
  rate_emoji: 'emoji',
  rate_links: 'links',
  rate_files: 'files',
  rate_stickers: 'stickers',
} as const;

/** What people post in a conversation, as each trigger for it sees that: by one person, the most. */
export function postingIn(
  judged: Pick<JudgedSession, 'recent' | 'elsewhere' | 'channel' | 'listed'>,
  counted: readonly JudgedMessage[],
  policy: ContentPolicy,
  exempt: ReadonlySet<string>,
): ReadonlyMap<Trigger, Posting> {
  const posting = new Map<Trigger, Posting>();
  for (const [what, found] of refusedSoFar(counted, policy, REFUSING, judged.listed)) posting.set(what, found);
  const { seconds } = policy.spam;
  const rates = ratesIn(judged.recent, seconds, exempt);
  for (const rate of RATES) {
    const value = rates[rate];
    posting.set(rate, { value, why: [`${value} ${RATE_WORDS[rate]} of one person within ${seconds} s`] });
  }
  const copied = counted
    .map((message) => ({ message, value: copiesOf(message, judged, policy) }))
    .toSorted((a, b) => b.value - a.value)[0];
  posting.set(
    'rate_channels',
    copied && copied.value > 0 ? { ...copied, why: [`the same text in ${copied.value} channels`] } : { value: 0 },
  );
  return posting;
}

/** In how many channels the author of a message said the same within a moment; 0 where in this one alone. */
export function copiesOf(
  { author, content, saidAt }: Pick<JudgedMessage, 'author' | 'content' | 'saidAt'>,
  { elsewhere, channel }: { elsewhere: readonly SaidElsewhere[]; channel: { id: string } },
  { spam }: Pick<ContentPolicy, 'spam'>,
): number {
  if (content.trim().length < LEAST_COPIED || elsewhere.length === 0) return 0;
  const mark = repeatMark(content, author);
  const channels = new Set([channel.id]);
  for (const one of elsewhere)
    if (
      one.account === author &&
      !channels.has(one.channelId) &&
      Math.abs(one.saidAt.getTime() - saidAt.getTime()) <= spam.seconds * 1000 &&
      repeatMark(one.content, author) === mark
    )
      channels.add(one.channelId);
  return channels.size > 1 ? channels.size : 0;
}

/** How many messages of one person have something that is refused, the most; with why. */
export const refusedSoFar = (
  messages: readonly SaidMessage[],
  policy: ContentPolicy,
  what: readonly Refusing[],
  listed: Listed,
): Map<Trigger, Posting> =>
  new Map(what.map((one) => [one, refusedBy(messages, (message) => refusedIn(message, one, policy, listed))]));

function refusedBy(messages: readonly SaidMessage[], reasons: (message: SaidMessage) => readonly string[]): Posting {
  const by = new Map<string, { messages: number; why: string[] }>();
  for (const message of messages) {
    const why = reasons(message);
    if (why.length === 0) continue;
    const known = by.get(message.author) ?? { messages: 0, why: [] };
    by.set(message.author, { messages: known.messages + 1, why: [...known.why, ...why] });
  }
  const most = [...by.values()].toSorted((a, b) => b.messages - a.messages)[0];
  return most ? { value: most.messages, why: [...new Set(most.why)].slice(0, MOST_REASONS) } : { value: 0 };
}
