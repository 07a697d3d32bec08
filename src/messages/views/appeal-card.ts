import type { Appeal, CaseEvidence, ModerationAction } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { channelText } from '../case-text.ts';
import { actionWords } from '../catalogue/moderation-action.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import { isHidden, masked } from '../hidden-quote.ts';
import { pathOf } from '../links.ts';
import { timeText } from '../time-text.ts';
import type { CardView } from './card-view.ts';

export interface AppealShown {
  appeal: Appeal;
  action: ModerationAction;
  caseRef: string | null;
  /** What the person wrote that led to it. */
  evidence: readonly CaseEvidence[];
}

const QUOTES = 3;

/** An appeal, for those who decide it: what was done by whom and why, what led to it, and what the person says against it. */
export function appealCard({ appeal, action, caseRef, evidence }: AppealShown, view: CardView): Card {
  const { urls = pathOf, language = 'en', timeZone } = view;
  const { card: words } = actionWords[language];
  const { steps, actionStates } = moderationWords[language];
  const ref = formatReference({ kind: 'appeal', number: appeal.number });
  const actionRef = formatReference({ kind: 'action', number: action.number });
  const name = oneLine(action.accountName, 80) || oneLine(action.account, 80);
  const until = action.expiresAt ? `, ${timeText(action.expiresAt, timeZone, language)}` : '';
  const parts: CardPart[] = [
    { kind: 'heading', text: words.heading(ref, name), status: words.states[appeal.state], url: urls(ref) },
    {
      kind: 'facts',
      facts: [
        {
          label: words.against,
          value: `${actionRef} ${steps[action.step]}${until}, ${oneLine(action.requestedBy, 80)} (${actionStates[action.state]}), ${channelText(action.channel)}`,
        },
        { label: words.reason, value: oneLine(action.reason, 300) },
        ...(caseRef ? [{ label: words.case, value: caseRef }] : []),
      ],
    },
    ...evidence.slice(0, QUOTES).map(
      (quoted): CardPart => ({
        kind: 'evidence',
        quote: oneLine(isHidden(quoted) ? masked(quoted) : quoted.quote, 300),
        origin: `${oneLine(quoted.authorName, 60) || oneLine(quoted.author, 60)}, ${timeText(quoted.saidAt, timeZone, language)}`,
      }),
    ),
    { kind: 'evidence', quote: oneLine(appeal.text, 1000), origin: `${name}, ${words.says}` },
  ];
  const actions = [
    ...(view.can('moderation.write') && appeal.state === 'open'
      ? [
          { id: 'appeal.uphold', label: words.uphold, value: ref },
          { id: 'appeal.overturn', label: words.overturn, value: ref, style: 'primary' as const },
        ]
      : []),
    { id: 'appeal.page', label: words.open, value: ref, url: urls(ref) },
  ];
  parts.push({ kind: 'actions', actions });
  if (appeal.decidedBy !== null)
    parts.push({
      kind: 'context',
      text: words.decided(
        words.states[appeal.state],
        oneLine(appeal.decidedBy, 100),
        appeal.note ? oneLine(appeal.note, 300) : '',
      ),
      ...(appeal.decidedAt ? { at: appeal.decidedAt.toISOString() } : {}),
    });
  return { key: ref, parts, ...(language === 'en' ? {} : { language }) };
}
