import type { Attachment } from '../../../domain/chat-message.ts';
import { LONGEST_SPAM_SECONDS } from '../../../domain/content-policy.ts';
import { linksIn } from './links.ts';

/** What one person posts within a moment. */
export const RATES = [
  'rate_messages',
  'rate_characters',
  'rate_lines',
  'rate_emoji',
  'rate_links',
  'rate_files',
  'rate_stickers',
] as const;
export type Rate = (typeof RATES)[number];

/** Characters, lines, emoji, links, files and stickers of one message. */
export type Amounts = readonly number[];

/** Below these no line would be worth having, and nothing is remembered. */
const LEAST: Record<Rate, number> = {
  rate_messages: 5,
  rate_characters: 500,
  rate_lines: 10,
  rate_emoji: 5,
  rate_links: 3,
  rate_files: 3,
  rate_stickers: 3,
};

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|(?<![\p{L}\p{N}]):[a-z0-9_+-]{2,32}:/giu;

/** How much of everything a message has. */
export function amountsOf({
  content,
  attachments,
  stickers,
}: {
  content: string;
  attachments: readonly Attachment[];
  stickers: number;
}): Amounts {
  let lines = 1;
  for (let at = content.indexOf('\n'); at >= 0; at = content.indexOf('\n', at + 1)) lines++;
  return [
    content.length,
    lines,
    content.match(EMOJI)?.length ?? 0,
    linksIn(content).length,
    attachments.length,
    stickers,
  ];
}

/** Whether a message is more than a few plain words; of others only that they were said is remembered. */
export const isMuch = ([characters = 0, lines = 0, ...others]: Amounts): boolean =>
  characters >= 100 || lines > 2 || others.some((amount) => amount > 0);

/** A message as far as it is counted. */
export interface Counted {
  t: number;
  a: string;
  z?: Amounts;
}

/** The most that one person posted within so many seconds, of each; below what is worth a line it is 0. */
export function ratesIn(
  traces: readonly Counted[],
  seconds: number,
  without: ReadonlySet<string> = new Set(),
): Record<Rate, number> {
  const most = new Array<number>(RATES.length).fill(0);
  for (const [author, own] of Map.groupBy(traces, ({ a }) => a)) {
    if (without.has(author)) continue;
    for (const [at, value] of highestOf(own, seconds).entries()) most[at] = Math.max(most[at]!, value);
  }
  return Object.fromEntries(RATES.map((rate, at) => [rate, most[at]! >= LEAST[rate] ? most[at]! : 0])) as Record<
    Rate,
    number
  >;
}

/** Of each rate the most that these messages of one person, in order of time, come to within so many seconds. */
export function highestOf(own: readonly Counted[], seconds: number): number[] {
  const most = new Array<number>(RATES.length).fill(0);
  const sums = new Array<number>(RATES.length).fill(0);
  const add = ({ z = [] }: Counted, sign: 1 | -1): void => {
    sums[0]! += sign;
    for (let i = 1; i < RATES.length; i++) sums[i]! += sign * (z[i - 1] ?? 0);
  };
  let from = 0;
  for (const one of own) {
    add(one, 1);
    while (own[from]!.t <= one.t - seconds * 1000) add(own[from++]!, -1);
    for (let i = 0; i < RATES.length; i++) most[i] = Math.max(most[i]!, sums[i]!);
  }
  return most;
}

/** Whether somebody posted as much lately as any policy may mind. */
export const isBusy = (traces: readonly Counted[]): boolean =>
  traces.length >= LEAST.rate_messages || traces.some(({ z }) => z)
    ? Object.values(ratesIn(traces, LONGEST_SPAM_SECONDS)).some((value) => value > 0)
    : false;
