import type { Language } from '../../domain/language.ts';
import { HOLDING, type ModerationStep } from '../../domain/moderation.ts';
import { RUNG_STEPS } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { exactText, peopleOf } from '../case-people.ts';
import { casePeopleWords } from '../catalogue/case-people.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import { type LeftOut, togetherWords } from '../catalogue/together.ts';
import { stepLabel } from './case-buttons.ts';
import type { CaseShown } from './case-card.ts';
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
  const { steps, actionStates } = moderationWords[language];
  const ref = formatReference({ kind: 'case', number: one.number });
  const offered: ModerationStep[] = [...RUNG_STEPS, 'delete' as const].filter(
    (step) => policy.steps[step].mode !== 'off',
  );
  const out = new Set(leftOut.map(({ account }) => account));
  const holds = (account: string) =>
    actions.findLast((action) => action.account === account && HOLDING.includes(action.state));
  const possible = peopleOf(one).filter((person) => !out.has(person.account) && isChoice(person));
  // whom nothing holds about comes first
  const people = [
    ...possible.filter(({ account }) => !holds(account)),
    ...possible.filter(({ account }) => holds(account)),
  ].slice(0, MOST_CHOICES);
  const advised = one.state === 'open' ? one.recommendation?.step : undefined;
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
        options: people.map((person) => {
          const last = holds(person.account);
          const did = last ? `, ${steps[last.step]}: ${actionStates[last.state]}` : '';
          return {
            label: `${oneLine(exactText(person), 60)}, ${words.messages(person.messages)}${did}`,
            value: person.account,
          };
        }),
        value: people
          .filter(({ account }) => !holds(account))
          .map(({ account }) => account)
          .join(','),
        required: true,
      },
      {
        kind: 'field',
        name: 'step',
        label: words.what,
        input: 'select',
        options: offered.map((step) => ({
          label: step === 'delete' ? steps.delete : stepLabel(step, one, policy, language),
          value: step,
        })),
        value:
          offered.find((step) => step === advised) ?? offered.find((step) => step === 'timeout') ?? offered[0] ?? '',
        required: true,
      },
      { kind: 'field', name: 'reason', label: words.reason, input: 'multiline' },
      {
        kind: 'actions',
        actions: [{ id: 'case.act_on_all', label: form.send, value: heldValue(ref, held), style: 'primary' }],
      },
    ],
  };
}
