import type { GuardedChannel, ModerationCase, Strictness } from '../../domain/moderation.ts';
import type { Screened } from '../../domain/screening.ts';
import { oneLine } from '../../domain/text.ts';
import { channelText } from '../../messages/case-text.ts';
import { moderationWords } from '../../messages/catalogue/moderation-case.ts';
import { isChatPlatform } from '../../pipeline/moderation/guarded-channels.ts';
import { PLATFORM_WORD } from './platform-words.ts';

/** Moderation's words on pages are those of its cards, in English. */
export const words = moderationWords.en;

export const STRICTNESS_WORD: Record<Strictness, string> = {
  off: 'Left alone',
  relaxed: 'Relaxed',
  normal: 'Normal',
  strict: 'Strict',
};

export const STRICTNESS_MEANING: Record<Strictness, string> = {
  off: 'Messages are not screened.',
  relaxed: 'Among friends: only what is grave becomes a case.',
  normal: 'What most rooms want.',
  strict: 'Public or with children: a little is enough.',
};

export const SCREENED_WORD: Record<Screened, string> = {
  toxicity: 'Toxicity',
  severe_toxicity: 'Severe toxicity',
  insult: 'Insult',
  identity_attack: 'Identity attack',
  threat: 'Threat',
  sexual: 'Sexual',
  profanity: 'Profanity',
};

/** `#general, Discord` */
export const placeWords = (channel: GuardedChannel): string =>
  `${channelText(channel)}, ${platformWord(channel.platform)}`;

export const platformWord = (platform: string): string =>
  isChatPlatform(platform) ? PLATFORM_WORD[platform] : platform;

/** `Pile-on: Mallory and 2 others against Dana` */
export function caseTitle({ kind, offender, offenders, target }: ModerationCase): string {
  const others = Math.max(0, offenders.filter(({ messages }) => messages > 0).length - 1);
  const who = called(offender);
  return `${capital(words.kinds[kind])}: ${who}${others > 0 ? ` ${words.card.and(others)}` : ''}${target ? ` against ${called(target)}` : ''}`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A name as it may stand in a line; the account where there is none. */
export const called = ({ name, account }: { name: string; account: string }): string =>
  oneLine(name, 80) || oneLine(account, 80);

/** Whether the policy acted by itself and no person has looked since. */
export const isUnseen = ({ state, decidedById }: Pick<ModerationCase, 'state' | 'decidedById'>): boolean =>
  state === 'acted' && decidedById === null;
