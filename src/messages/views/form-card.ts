import type { Language } from '../../domain/language.ts';
import { SEVERITIES, type Severity } from '../../domain/severity.ts';
import { cleanText, oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { formWords } from '../catalogue/forms.ts';
import { peopleWords } from '../catalogue/people.ts';
import { terms } from '../catalogue/terms.ts';

/** What a form is begun with; people change it before they send it. */
export interface IncidentDraft {
  title?: string;
  severity?: Severity;
  details?: string;
  /** It comes from somebody's message, and says whose. */
  author?: string;
}

const LONGEST = { title: 200, details: 3000 };

/** A form that opens an incident. `id` is the incident's to come, so that what is sent twice opens one. */
export function incidentForm(id: string, draft: IncidentDraft, language: Language = 'en'): Card {
  const words = formWords[language];
  const said = cleanText(draft.details ?? '').slice(0, LONGEST.details);
  const details = draft.author ? `${words.saidBy(oneLine(draft.author, 80))}\n${said}` : said;
  return form(draft.author ? words.fromMessage : words.newIncident, language, [
    {
      kind: 'field',
      name: 'title',
      label: words.title,
      input: 'text',
      value: oneLine(draft.title ?? ''),
      required: true,
    },
    {
      kind: 'field',
      name: 'severity',
      label: words.severity,
      input: 'select',
      options: severities(language),
      value: draft.severity ?? 'medium',
      required: true,
    },
    { kind: 'field', name: 'details', label: words.details, input: 'multiline', value: details.toWellFormed() },
    { kind: 'actions', actions: [{ id: 'incident.create', label: words.open, value: id, style: 'primary' }] },
  ]);
}

/** A form for a comment, with which an incident may be closed at once. */
export function commentForm(ref: string, language: Language = 'en', mayClose = true): Card {
  const words = formWords[language];
  return form(words.comment(ref), language, [
    { kind: 'field', name: 'comment', label: words.words, input: 'multiline', required: true },
    ...(mayClose
      ? [
          {
            kind: 'field' as const,
            name: 'afterwards',
            label: words.afterwards,
            input: 'select' as const,
            options: [
              { label: words.leave, value: 'leave' },
              { label: words.close, value: 'close' },
            ],
            value: 'leave',
          },
        ]
      : []),
    { kind: 'actions', actions: [{ id: 'incident.add_comment', label: words.save, value: ref, style: 'primary' }] },
  ]);
}

/** A form that gives a person a name. */
export function nameForm(ref: string, name: string, language: Language = 'en'): Card {
  const words = peopleWords[language].form;
  return form(words.title(ref), language, [
    { kind: 'field', name: 'name', label: words.name, input: 'text', value: oneLine(name), required: true },
    { kind: 'actions', actions: [{ id: 'person.save_name', label: words.save, value: ref, style: 'primary' }] },
  ]);
}

/** A form for the settings of a proposed rule: as many as fit any platform's form. */
export function ruleForm(
  ref: string,
  value: string,
  fields: {
    name: string;
    label: string;
    options?: { label: string; value: string }[];
    value: string;
    lines?: boolean;
  }[],
  { language = 'en', more = false }: { language?: Language; more?: boolean } = {},
): Card {
  const words = formWords[language];
  return form(words.editRule(ref), language, [
    ...(more ? [{ kind: 'text' as const, text: words.restInConsole }] : []),
    ...fields.map(
      ({ name, label, options, value, lines }): CardPart => ({
        kind: 'field',
        name,
        label: oneLine(label, 45),
        input: options ? 'select' : lines ? 'multiline' : 'text',
        ...(options ? { options } : {}),
        value,
      }),
    ),
    { kind: 'actions', actions: [{ id: 'proposal.save', label: words.save, value, style: 'primary' }] },
  ]);
}

/** The same form with what was typed into it, and what is wrong with that. */
export const filledAgain = (form: Card, fields: Record<string, string>, wrong: string): Card => ({
  ...form,
  parts: form.parts.flatMap((part): CardPart[] => {
    if (part.kind === 'heading') return [part, { kind: 'text', text: wrong }];
    if (part.kind !== 'field') return [part];
    const typed = Object.hasOwn(fields, part.name) ? fields[part.name] : undefined;
    return [typed === undefined ? part : { ...part, value: typed }];
  }),
});

export const severities = (language: Language): { label: string; value: string }[] =>
  SEVERITIES.map((severity) => ({ label: terms[language].severity[severity], value: severity }));

const form = (title: string, language: Language, parts: CardPart[]): Card => ({
  key: 'form',
  language,
  parts: [{ kind: 'heading', text: title }, ...parts],
});
