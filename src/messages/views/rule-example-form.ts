import type { Alert } from '../../domain/alert.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { ruleExampleWords } from '../catalogue/rule-examples.ts';
import { alertIn } from '../tell-alert.ts';

/** What a choice of Slack's holds. */
const LONGEST_CHOICE = 75;

/** A form that keeps one of a rule's alerts as an example of it; where it raised none, what to keep is written. */
export function ruleExampleForm(
  rule: string,
  alerts: readonly Pick<Alert, 'number' | 'title' | 'facts' | 'told'>[],
  language: Language = 'en',
): Card {
  const { form: words } = ruleExampleWords[language];
  const from: CardPart =
    alerts.length === 0
      ? { kind: 'field', name: 'from', label: words.from, input: 'text', required: true }
      : {
          kind: 'field',
          name: 'from',
          label: words.alert,
          input: 'select',
          options: alerts.map((alert) => {
            const ref = formatReference({ kind: 'alert', number: alert.number });
            return { label: oneLine(`${ref} ${alertIn(alert, language).title}`, LONGEST_CHOICE), value: ref };
          }),
          required: true,
        };
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(rule) },
      from,
      {
        kind: 'field',
        name: 'expects',
        label: words.expects,
        input: 'select',
        options: [
          { label: words.fires, value: 'fires' },
          { label: words.silent, value: 'silent' },
        ],
        required: true,
      },
      { kind: 'actions', actions: [{ id: 'rule.keep_example', label: words.send, value: rule, style: 'primary' }] },
    ],
  };
}
