import type { Language } from '../../domain/language.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../../messages/card.ts';
import { teamsWords } from '../../messages/catalogue/teams.ts';
import { type Action, type AdaptiveCard, type Element, LIMIT, size } from './adaptive-card.ts';
import { type AddressOf, link, plain, plainLines } from './markup.ts';
import { tidy } from './tidy.ts';

type Field = Extract<CardPart, { kind: 'field' }>;

/** How much of a form is there, from all of it to what fits whatever it is. */
interface Room {
  text: number;
  choices: number;
  fields: number;
}
const ROOMS: Room[] = [
  { text: 4000, choices: 100, fields: 30 },
  { text: 2000, choices: 60, fields: 20 },
  { text: 500, choices: 15, fields: 10 },
  { text: 100, choices: 3, fields: 4 },
];
/** Options with longer values are none of ours. */
const OPTION = 200;

/** A field to fill in; a choice has at most so many options. */
export function renderField(field: Field, language: Language, { text, choices }: Omit<Room, 'fields'>): Element {
  const common = {
    id: field.name,
    label: oneLine(field.label, 120) || '–',
    ...(field.required ? { isRequired: true as const, errorMessage: teamsWords[language].fillIn } : {}),
  };
  if (field.input !== 'select' && field.input !== 'several') {
    const value = field.value === undefined ? '' : cleanText(field.value).slice(0, text).toWellFormed();
    return {
      type: 'Input.Text',
      ...common,
      ...(value ? { value } : {}),
      ...(field.input === 'multiline' ? { isMultiline: true as const } : {}),
      maxLength: ROOMS[0]!.text,
    };
  }
  const all = (field.options ?? []).filter((option) => option.value.length <= OPTION);
  const shown = all.slice(0, choices);
  const several = field.input === 'several';
  const ticked = new Set(several ? field.value?.split(',') : []);
  const chosen = several ? undefined : all.find((option) => option.value === field.value);
  // what is chosen already stays among them
  if (chosen && !shown.includes(chosen)) shown[shown.length - 1] = chosen;
  const value = several
    ? shown.flatMap((option) => (ticked.has(option.value) ? [option.value] : [])).join(',')
    : chosen?.value;
  return {
    type: 'Input.ChoiceSet',
    ...common,
    choices: shown.map(({ label, value }) => ({ title: oneLine(label, 120) || '–', value })),
    ...(value ? { value } : {}),
    ...(several ? { isMultiSelect: true as const } : {}),
    style: several ? 'expanded' : shown.length > 12 ? 'filtered' : 'compact',
  };
}

export interface FormFrame {
  language: Language;
  /** In the place of a card instead of in a dialog. */
  inPlace?: true;
  /** The message whose button opened it. */
  from?: string;
  addressOf?: AddressOf;
}

/** A form as Teams opens it in a dialog: its words and fields, and the one button that sends it. */
export function renderForm(form: Card, frame: FormFrame): { title: string; card: AdaptiveCard } {
  const language = form.language ?? frame.language;
  const heading = form.parts.find((part) => part.kind === 'heading');
  const title = (heading && oneLine(heading.text, 120)) || teamsWords[language].form;
  const cards = ROOMS.map((room) => drawn(form, { ...frame, language }, title, room));
  return { title, card: cards.find((card) => size(card) <= LIMIT) ?? cards.at(-1)! };
}

function drawn(
  form: Card,
  { language, from, inPlace, addressOf = () => null }: FormFrame,
  title: string,
  room: Room,
): AdaptiveCard {
  const fields: Element[] = [];
  const buttons: Action[] = [];
  for (const part of form.parts) {
    if (part.kind === 'text' || part.kind === 'context')
      fields.push({ type: 'TextBlock', text: plainLines(part.text.slice(0, room.text)), wrap: true });
    else if (part.kind === 'list')
      for (const { text, url } of part.items.slice(0, room.choices))
        fields.push({
          type: 'TextBlock',
          text: link(oneLine(text, 400), url === undefined ? null : addressOf(url)),
          wrap: true,
        });
    else if (part.kind === 'field') fields.push(renderField(part, language, room));
    else if (part.kind === 'actions')
      for (const { id, label, value, style } of part.actions)
        if (id !== '' && value.length <= 4000)
          buttons.push({
            ...(inPlace ? { type: 'Action.Execute', verb: id } : { type: 'Action.Submit' }),
            title: oneLine(label, 80) || '…',
            style: style === 'danger' ? 'destructive' : 'positive',
            data: { safenest: { action: id, value, key: form.key, form: true, ...(from ? { from } : {}) } },
          });
  }
  const body: Element[] = [
    ...(inPlace
      ? [{ type: 'TextBlock' as const, text: plain(title), wrap: true as const, weight: 'bolder' as const }]
      : []),
    ...tidy(fields.slice(0, room.fields)),
    ...(buttons.length > 0 ? [{ type: 'ActionSet' as const, actions: buttons.slice(0, 1) }] : []),
  ];
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    fallbackText: plain(title),
    lang: language,
    body: body.length > 0 ? body : [{ type: 'TextBlock', text: plain(title), wrap: true }],
  };
}
