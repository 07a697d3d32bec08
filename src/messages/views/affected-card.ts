import type { Language } from '../../domain/language.ts';
import type { ModerationAction } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { channelText } from '../case-text.ts';
import { actionWords } from '../catalogue/moderation-action.ts';
import { timeText } from '../time-text.ts';

export interface AffectedShown {
  action: Pick<ModerationAction, 'number' | 'step' | 'channel' | 'reason' | 'state' | 'expiresAt'>;
  /** What they wrote themselves; nobody else's words. */
  quotes: readonly { quote: string; saidAt: Date }[];
  appealed: boolean;
}

const QUOTES = 3;

/** What somebody is told to whom something was done: what, why, until when, and that they may appeal. Nothing else of the desk. */
export function affectedCard({ action, quotes, appealed }: AffectedShown, timeZone: string, language: Language): Card {
  const { affected: words } = actionWords[language];
  const ref = formatReference({ kind: 'action', number: action.number });
  const { step, state, expiresAt, channel } = action;
  const over =
    state === 'lifting' || state === 'lift_task' || state === 'lifted'
      ? 'lifted'
      : state === 'declined'
        ? 'failed'
        : state;
  const ended = over === 'lifted' || over === 'expired' || over === 'failed' ? words.over[over] : null;
  const parts: CardPart[] = [
    { kind: 'heading', text: words.heading[step](channelText(channel)) },
    ...(ended ? [{ kind: 'text' as const, text: ended }] : []),
    { kind: 'text', text: oneLine(action.reason, 1000) },
    {
      kind: 'facts',
      facts: [
        ...(expiresAt && !ended
          ? [{ label: words.until, value: timeText(expiresAt, timeZone, language), at: expiresAt.toISOString() }]
          : []),
        { label: words.reference, value: ref },
      ],
    },
    ...quotes.slice(0, QUOTES).map(
      ({ quote, saidAt }): CardPart => ({
        kind: 'evidence',
        quote: oneLine(quote, 300),
        origin: `${words.yours}, ${timeText(saidAt, timeZone, language)}`,
      }),
    ),
  ];
  if (appealed) parts.push({ kind: 'context', text: words.appealed });
  else if (over !== 'lifted' && over !== 'failed') {
    parts.push({ kind: 'context', text: words.mayAppeal });
    parts.push({ kind: 'actions', actions: [{ id: 'appeal.open', label: words.appeal, value: ref }] });
  }
  return { key: ref, parts, ...(language === 'en' ? {} : { language }) };
}
