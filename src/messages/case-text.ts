import type { Language } from '../domain/language.ts';
import type { GuardedChannel, ModerationCase, Recommendation } from '../domain/moderation.ts';
import { KIND_OF, TRIGGERS, type Trigger } from '../domain/moderation-policy.ts';
import { oneLine } from '../domain/text.ts';
import { listWords } from './catalogue/block-lists.ts';
import { casePeopleWords } from './catalogue/case-people.ts';
import { lastingText, moderationWords } from './catalogue/moderation-case.ts';
import type { SpamWay } from './catalogue/posting-triggers.ts';

/** Who wrote a summary that no language model wrote. */
export const BY_RULES = 'rules';

type Told = Pick<
  ModerationCase,
  'kind' | 'severity' | 'offender' | 'offenders' | 'target' | 'channel' | 'course' | 'recommendation' | 'triggers'
>;

/** What happened, by a template, in a language. */
export function caseSummary(
  { kind, offender, offenders, target, channel, course, triggers }: Told,
  language: Language,
): string {
  const [first, last] = [course[0], course.at(-1)];
  const minutes = first && last ? Math.round((Date.parse(last.at) - Date.parse(first.at)) / 60_000) : 0;
  return moderationWords[language].summary({
    kind,
    who: oneLine(offender.name, 80) || offender.account,
    others: Math.max(0, offenders.filter(({ messages }) => messages > 0).length - 1),
    target: target && (oneLine(target.name, 80) || target.account),
    where: channelText(channel),
    messages: offenders.reduce((sum, { messages }) => sum + messages, 0),
    minutes,
    way: spamWay(triggers),
  });
}

/** How somebody spams, by what fired. */
function spamWay(triggers: readonly string[]): SpamWay {
  if (triggers.includes('invites')) return 'invites';
  if (triggers.includes('new_copies')) return 'newcomers';
  if (triggers.includes('rate_channels')) return 'copies';
  if (triggers.includes('flood')) return 'flood';
  if (triggers.includes('automod')) return 'stopped';
  return triggers.includes('mentions') ? 'calls' : triggers.some((one) => one.startsWith('rate_')) ? 'much' : 'flood';
}

/** Why something is done to somebody of a case, as they are told it: the rule, and their own messages alone. */
export function ownReason(
  { kind, offenders, target, channel, triggers }: Pick<Told, 'kind' | 'offenders' | 'target' | 'channel' | 'triggers'>,
  account: string,
  language: Language,
): string {
  const rules = triggers.filter((one): one is Trigger => (TRIGGERS as readonly string[]).includes(one));
  return moderationWords[language].own({
    kind,
    rule: rules.find((one) => KIND_OF[one] === kind) ?? rules[0] ?? null,
    messages: Math.max(1, offenders.find((one) => one.account === account)?.messages ?? 0),
    target: target && target.account !== account ? oneLine(target.name, 80) || target.account : null,
    where: channelText(channel),
  });
}

/** The line that tells a case: a language model's where it wrote one, else the template's in the reader's language. */
export const caseLine = (told: Told & Pick<ModerationCase, 'summary' | 'summaryBy'>, language: Language): string =>
  told.summaryBy !== null && told.summaryBy !== BY_RULES && told.summary !== ''
    ? oneLine(told.summary, 600)
    : caseSummary(told, language);

/** `#general` */
export const channelText = ({ name, channel }: Pick<GuardedChannel, 'name' | 'channel'>): string => {
  const known = oneLine(name, 80) || oneLine(channel, 80);
  return known.startsWith('#') || known.includes(' ') ? known : `#${known}`;
};

/** `Timeout 24 h` */
export const stepText = ({ step, hours }: Pick<Recommendation, 'step' | 'hours'>, language: Language): string =>
  `${moderationWords[language].steps[step]}${hours === undefined ? '' : ` ${lastingText(hours)}`}`;

/** Why a step is recommended, in a language; what was written where no strikes were counted. */
export const whyText = (
  { recommendation, severity }: Pick<Told, 'recommendation' | 'severity'>,
  language: Language,
): string =>
  recommendation === null
    ? ''
    : recommendation.withoutThem
      ? casePeopleWords[language].nothingLeft
      : [
          recommendation.strikes
            ? moderationWords[language].why({ severity, ...recommendation, strikes: recommendation.strikes })
            : oneLine(recommendation.why, 300),
          recommendation.listed === undefined
            ? ''
            : listWords[language].suggestsBan(oneLine(recommendation.listed, 60)),
          recommendation.overLimit === undefined ? '' : casePeopleWords[language].overLimit(recommendation.overLimit),
        ]
          .filter((text) => text !== '')
          .join(' ');
