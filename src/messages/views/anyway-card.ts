import type { CaseClaim } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { claimMark, heldText } from '../case-claim-text.ts';
import { peopleOf } from '../case-people.ts';
import { caseValue } from '../case-value.ts';
import { claimWords } from '../catalogue/case-claims.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import type { CardView } from './card-view.ts';
import { personButtons } from './case-buttons.ts';
import type { CaseShown } from './case-card.ts';

/** A press that decides a case which somebody else has in hand: the button, and about whom. */
export interface PressedAnyway {
  id: string;
  account: string | null;
  claim: CaseClaim;
}

/** What whoever pressed it is asked first; their second press decides it. */
export function anywayCard(shown: CaseShown, { id, account, claim }: PressedAnyway, view: CardView): Card {
  const { case: one } = shown;
  const { language = 'en', timeZone } = view;
  const { anyway, decideAnyway, takeOver } = claimWords[language];
  const ref = formatReference({ kind: 'case', number: one.number });
  const person = peopleOf(one).find((other) => other.account === (account ?? one.offender.account));
  const offered = person
    ? personButtons(shown, ref, { ...view, actorId: null }, person, true).find((button) => button.id === id)
    : undefined;
  const label = offered?.label ?? (id === 'case.dismiss' ? moderationWords[language].card.dismiss : ref);
  const isBan = id === 'case.ban';
  return {
    key: `${ref} anyway`,
    parts: [
      { kind: 'text', text: `${heldText(ref, claim, timeZone, language)} ${anyway}` },
      {
        kind: 'actions',
        actions: [
          { id: 'case.take_over', label: takeOver(oneLine(claim.by, 40)), value: ref },
          {
            id,
            label: decideAnyway(label),
            value: caseValue(ref, account, claimMark(claim)),
            ...(isBan ? { style: 'danger' as const } : {}),
          },
        ],
      },
    ],
    ...(language === 'en' ? {} : { language }),
  };
}
