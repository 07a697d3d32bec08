import type { Alert } from '../../domain/alert.ts';
import { EXPECTED_DAYS, type ExceptionScope, SNOOZE_HOURS } from '../../domain/alert-exception.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { exceptionWords } from '../catalogue/alert-exceptions.ts';

/** A form that has an alert left alone for a while. */
export function snoozeForm(alert: Pick<Alert, 'number'>, language: Language = 'en'): Card {
  const { form: words } = exceptionWords[language];
  const ref = formatReference({ kind: 'alert', number: alert.number });
  return form(words.snooze(ref), language, [
    {
      kind: 'field',
      name: 'hours',
      label: words.howLong,
      input: 'select',
      options: SNOOZE_HOURS.map((hours) => ({ label: words.hours[`${hours}`], value: String(hours) })),
      value: '24',
      required: true,
    },
    why(language),
    { kind: 'actions', actions: [{ id: 'alert.snooze_for', label: words.send, value: ref, style: 'primary' }] },
  ]);
}

/** A form that says that what an alert is about is expected: of whom, for how long, and why. */
export function expectForm(alert: Pick<Alert, 'number'>, scope: ExceptionScope, language: Language = 'en'): Card {
  const { form: words } = exceptionWords[language];
  const ref = formatReference({ kind: 'alert', number: alert.number });
  const who = scopeText(scope, language);
  const both = scope.account !== null && scope.address !== null;
  return form(words.expect(ref), language, [
    {
      kind: 'field',
      name: 'what',
      label: words.what,
      input: 'select',
      options: [
        ...(scope.ruleId === null ? [] : [{ label: words.thisRule(who), value: 'rule' }]),
        ...(both ? [{ label: words.anyRule(who), value: 'any' }] : []),
      ],
      value: scope.ruleId === null ? 'any' : 'rule',
      required: true,
    },
    {
      kind: 'field',
      name: 'days',
      label: words.howLong,
      input: 'select',
      options: EXPECTED_DAYS.map((days) => ({ label: words.days[`${days}`], value: String(days) })),
      value: '30',
      required: true,
    },
    why(language),
    { kind: 'actions', actions: [{ id: 'alert.expect_until', label: words.send, value: ref, style: 'primary' }] },
  ]);
}

/** What an exception covers, in words: `alice from 203.0.113.9`. Names are cut, as labels are short. */
export function scopeText(
  { account, address }: Pick<ExceptionScope, 'account' | 'address'>,
  language: Language,
): string {
  const { form: words } = exceptionWords[language];
  if (account !== null && address !== null) return words.from(oneLine(account, 30), oneLine(address, 40));
  const one = account ?? address;
  return one === null ? words.cameraAlerts : oneLine(one, 45);
}

const why = (language: Language): CardPart => ({
  kind: 'field',
  name: 'reason',
  label: exceptionWords[language].form.why,
  input: 'text',
});

const form = (title: string, language: Language, parts: CardPart[]): Card => ({
  key: 'form',
  language,
  parts: [{ kind: 'heading', text: title }, ...parts],
});
