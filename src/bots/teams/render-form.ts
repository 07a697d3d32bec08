import type { Language } from '../../domain/language.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../../messages/card.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import type { Action, AdaptiveCard, Element } from './adaptive-card.ts';
import { plain, plainLines } from './markup.ts';

type Field = Extract<CardPart, { kind: 'field' }>;

const FIELD = 4000;
const CHOICES = 100;

/** A field to fill in; a choice has at most so many options. */
export function renderField(field: Field, language: Language, choices = CHOICES): Element {
  const common = {
    id: field.name,
    label: oneLine(field.label, 120),
    ...(field.required ? { isRequired: true as const, errorMessage: teamsWords[language].fillIn } : {}),
  };
  if (field.input !== 'select') {
    const value = field.value === undefined ? '' : cleanText(field.value).slice(0, FIELD).toWellFormed();
    return {
      type: 'Input.Text',
      ...common,
      ...(value ? { value } : {}),
      ...(field.input === 'multiline' ? { isMultiline: true as const } : {}),
      maxLength: FIELD,
    };
  }
  const all = field.options ?? [];
  const chosen = all.find((option) => option.value === field.value);
  const shown = all.slice(0, choices);
  // what is chosen already stays among them
  if (chosen && !shown.includes(chosen)) shown[shown.length - 1] = chosen;
  return {
    type: 'Input.ChoiceSet',
    ...common,
    choices: shown.map(({ label, value }) => ({ title: oneLine(label, 120) || '–', value })),
    ...(chosen ? { value: chosen.value } : {}),
    style: shown.length > 12 ? 'filtered' : 'compact',
  };
}

export interface FormFrame {
  language: Language;
  /** In the place of a card instead of in a dialog. */
  inPlace?: true;
  /** The message whose button opened it. */
  from?: string;
}

/** A form as Teams opens it in a dialog: its words and fields, and the one button that sends it. */
export function renderForm(form: Card, { language, from, inPlace }: FormFrame): { title: string; card: AdaptiveCard } {
  const shown = form.language ?? language;
  const body: Element[] = [];
  const actions: Action[] = [];
  let title: string = teamsWords[shown].form;
  for (const part of form.parts.slice(0, 30)) {
    if (part.kind === 'heading') title = oneLine(part.text, 120);
    else if (part.kind === 'text' || part.kind === 'context')
      body.push({ type: 'TextBlock', text: plainLines(part.text.slice(0, 2000)), wrap: true });
    else if (part.kind === 'field') body.push(renderField(part, shown));
    else if (part.kind === 'actions')
      for (const action of part.actions.slice(0, 1))
        actions.push({
          ...(inPlace ? { type: 'Action.Execute', verb: action.id } : { type: 'Action.Submit' }),
          title: oneLine(action.label, 80),
          style: action.style === 'danger' ? 'destructive' : 'positive',
          data: {
            safenest: { action: action.id, value: action.value, key: form.key, form: true, ...(from ? { from } : {}) },
          },
        });
  }
  return {
    title,
    card: {
      type: 'AdaptiveCard',
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      version: '1.5',
      fallbackText: title,
      lang: shown,
      body: [
        ...(inPlace
          ? [{ type: 'TextBlock' as const, text: plain(title), wrap: true as const, weight: 'bolder' as const }]
          : []),
        ...body,
        { type: 'ActionSet', actions },
      ],
    },
  };
}
