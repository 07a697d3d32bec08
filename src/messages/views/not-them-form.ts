import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { exactText, type Person, peopleOf } from '../case-people.ts';
import { casePeopleWords } from '../catalogue/case-people.ts';
import type { CaseShown } from './case-card.ts';

/** What a choice of Discord's holds; longer accounts are not on it, and are taken out in the console. */
const LONGEST_CHOICE = 100;
/** The most choices that any platform shows. */
const MOST_CHOICES = 25;

/** A form in which a moderator says who was named wrongly in a case, or rightly after all. */
export function notThemForm({ case: one }: Pick<CaseShown, 'case'>, language: Language = 'en'): Card {
  const { outForm: words } = casePeopleWords[language];
  const ref = formatReference({ kind: 'case', number: one.number });
  const offenders = peopleOf(one);
  const choice = (person: Person, what: string) => ({
    label: `${oneLine(exactText(person), 60)}, ${what}`,
    value: person.account,
  });
  const options = [
    ...offenders.map((person) => choice(person, words.attacker)),
    ...(one.target ? [choice(one.target, words.aimedAt)] : []),
    ...one.notThem.map((person) => choice(person, words.putBack)),
  ];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      { kind: 'text', text: words.hint },
      {
        kind: 'field',
        name: 'whom',
        label: words.whom,
        input: 'select',
        options: options.filter(({ value }) => value.length <= LONGEST_CHOICE).slice(0, MOST_CHOICES),
        required: true,
      },
      { kind: 'actions', actions: [{ id: 'case.correct', label: words.send, value: ref, style: 'primary' }] },
    ],
  };
}
