import type { Language } from '../../domain/language.ts';
import { HOLDING } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Card } from '../card.ts';
import { peopleOf } from '../case-people.ts';
import { casePeopleWords } from '../catalogue/case-people.ts';
import { type LeftOut, togetherWords } from '../catalogue/together.ts';
import type { CaseShown } from './case-card.ts';
import { personChoice, stepField } from './choose-form.ts';
import { type HeldByOther, heldPart, heldValue } from './held-by-other.ts';

/** What a choice of Discord's holds, and the most that any platform shows; a comma stands between those that are chosen. */
const isChoice = ({ account }: { account: string }): boolean => account.length <= 100 && !account.includes(',');
const MOST_CHOICES = 25;

/** A form in which a moderator does one thing about several of a case: ticked are those whom nothing was done about yet. */
export function actOnAllForm(
  { case: one, actions, policy }: CaseShown,
  leftOut: readonly (LeftOut & { account: string })[],
  language: Language = 'en',
  held: HeldByOther | null = null,
): Card {
  const { form: words } = casePeopleWords[language];
  const { form, leftOut: leftOutText } = togetherWords[language];
  const ref = formatReference({ kind: 'case', number: one.number });
  const out = new Set(leftOut.map(({ account }) => account));
  const holds = (account: string) =>
    actions.findLast((action) => action.account === account && HOLDING.includes(action.state));
  const possible = peopleOf(one).filter((person) => !out.has(person.account) && isChoice(person));
  // whom nothing holds about comes first
  const people = [
    ...possible.filter(({ account }) => !holds(account)),
    ...possible.filter(({ account }) => holds(account)),
  ].slice(0, MOST_CHOICES);
  const left = possible.length - people.length;
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: form.title(ref) },
      ...heldPart(held),
      ...(leftOut.length > 0 ? [{ kind: 'text' as const, text: leftOutText(leftOut) }] : []),
      ...(left > 0 ? [{ kind: 'text' as const, text: form.more(left) }] : []),
      {
        kind: 'field',
        name: 'whom',
        label: form.whom,
        input: 'several',
        options: people.map((person) => personChoice(person, holds(person.account), language)),
        value: people
          .filter(({ account }) => !holds(account))
          .map(({ account }) => account)
          .join(','),
        required: true,
      },
      stepField(one, policy, 'timeout', language),
      { kind: 'field', name: 'reason', label: words.reason, input: 'multiline' },
      {
        kind: 'actions',
        actions: [{ id: 'case.act_on_all', label: form.send, value: heldValue(ref, held), style: 'primary' }],
      },
    ],
  };
}
