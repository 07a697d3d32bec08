import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card, CardPart } from '../card.ts';
import { pinWords } from '../catalogue/pins.ts';

/** What a choice of Slack's holds. */
const LONGEST_CHOICE = 75;
const LONGEST_SHOWN = 300;

/** A message that may be put on a timeline, or taken off. */
export interface PinDraft {
  author: string;
  text: string;
  /** What its button brings back. */
  value: string;
  /** The incident on whose timeline they have it already. */
  on: string | null;
  incidents: readonly { number: number; title: string }[];
  /** Whose room or thread it stands in. */
  chosen: number | null;
}

/** A form that puts a message on the timeline of an incident, or takes it off. */
export function pinForm({ author, text, value, on, incidents, chosen }: PinDraft, language: Language = 'en'): Card {
  const { form: words } = pinWords[language];
  const refOf = (number: number): string => formatReference({ kind: 'incident', number });
  const field: CardPart = {
    kind: 'field',
    name: 'incident',
    label: words.incident,
    input: 'select',
    options: incidents.map(({ number, title }) => ({
      label: oneLine(`${refOf(number)} ${title}`, LONGEST_CHOICE),
      value: refOf(number),
    })),
    ...(chosen === null ? {} : { value: refOf(chosen) }),
    required: true,
  };
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: on === null ? words.title : words.off(on) },
      { kind: 'text', text: oneLine(`${author}: “${text}”`, LONGEST_SHOWN) },
      ...(on === null ? [field] : []),
      {
        kind: 'actions',
        actions: [{ id: 'incident.pin_to', label: on === null ? words.add : words.takeOff, value, style: 'primary' }],
      },
    ],
  };
}
