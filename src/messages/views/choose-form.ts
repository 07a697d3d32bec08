import type { Language } from '../../domain/language.ts';
import type { ModerationAction, ModerationStep, Offender } from '../../domain/moderation.ts';
import { RUNG_STEPS } from '../../domain/moderation-policy.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { exactText, peopleOf } from '../case-people.ts';
import { casePeopleWords } from '../catalogue/case-people.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import { stepLabel } from './case-buttons.ts';
import type { CaseShown } from './case-card.ts';
import { type HeldByOther, heldPart, heldValue } from './held-by-other.ts';

/** What a choice of Discord's holds; longer accounts are not on it, and are acted on in the console. */
const LONGEST_CHOICE = 100;
/** The most choices that any platform shows. */
const MOST_CHOICES = 25;

/** Somebody of a case as a choice: how much they said, and what was done about them last. */
export function personChoice(
  person: Offender,
  last: Pick<ModerationAction, 'step' | 'state'> | undefined,
  language: Language,
): { label: string; value: string } {
  const { steps, actionStates } = moderationWords[language];
  const did = last ? `, ${steps[last.step]}: ${actionStates[last.state]}` : '';
  const messages = casePeopleWords[language].form.messages(person.messages);
  return { label: `${oneLine(exactText(person), 60)}, ${messages}${did}`, value: person.account };
}

/** What may be done by the policy: what is recommended is chosen, else `usual`, else the first. */
export function stepField(
  one: CaseShown['case'],
  policy: CaseShown['policy'],
  usual: ModerationStep,
  language: Language,
): CardPart {
  const offered: ModerationStep[] = [...RUNG_STEPS, 'delete' as const].filter(
    (step) => policy.steps[step].mode !== 'off',
  );
  const advised = one.state === 'open' ? one.recommendation?.step : undefined;
  return {
    kind: 'field',
    name: 'step',
    label: casePeopleWords[language].form.what,
    input: 'select',
    options: offered.map((step) => ({
      label: step === 'delete' ? moderationWords[language].steps.delete : stepLabel(step, one, policy, language),
      value: step,
    })),
    value: offered.find((step) => step === advised) ?? offered.find((step) => step === usual) ?? offered[0] ?? '',
    required: true,
  };
}

/** A form in which a moderator says about whom of a case something is done, and what; the case's page has the same for each of them. */
export function chooseForm(
  { case: one, actions, policy }: CaseShown,
  language: Language = 'en',
  held: HeldByOther | null = null,
): Card {
  const { form: words } = casePeopleWords[language];
  const ref = formatReference({ kind: 'case', number: one.number });
  const people = peopleOf(one)
    .filter(({ account }) => account.length <= LONGEST_CHOICE)
    .slice(0, MOST_CHOICES);
  // whom nothing was done about comes to mind first
  const next = people.find(({ account }) => !actions.some((action) => action.account === account)) ?? people[0];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      ...heldPart(held),
      {
        kind: 'field',
        name: 'whom',
        label: words.whom,
        input: 'select',
        options: people.map((person) => {
          const last = actions.findLast(({ account }) => account === person.account);
          return personChoice(person, last, language);
        }),
        ...(next ? { value: next.account } : {}),
        required: true,
      },
      stepField(one, policy, 'warning', language),
      { kind: 'field', name: 'reason', label: words.reason, input: 'multiline' },
      {
        kind: 'actions',
        actions: [{ id: 'case.act_on', label: words.send, value: heldValue(ref, held), style: 'primary' }],
      },
    ],
  };
}
