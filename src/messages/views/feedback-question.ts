import type { OwnTitle } from '../../domain/incident.ts';
import type { Language } from '../../domain/language.ts';
import { formatReference } from '../../domain/reference.ts';
import { oneLine } from '../../domain/text.ts';
import type { Card } from '../card.ts';
import { incidentWriting } from '../catalogue/incident-writing.ts';
import { titleIn } from '../incident-title.ts';

interface Asked {
  incidentNumber: number;
  incidentTitle: string;
  ownTitle?: OwnTitle | null;
  score: number | null;
}

/** “How did handling it go?” as somebody who took part reads it: one button. */
export function handlingCard(
  { incidentNumber, incidentTitle, ownTitle, score }: Asked,
  language: Language = 'en',
): Card {
  const { feedback: words } = incidentWriting[language];
  const ref = formatReference({ kind: 'incident', number: incidentNumber });
  return {
    key: `${ref} handling`,
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      {
        kind: 'text',
        text:
          score === null
            ? words.body(oneLine(titleIn({ title: incidentTitle, ownTitle: ownTitle ?? null }, language)))
            : words.thanks(ref),
      },
      ...(score === null
        ? [
            {
              kind: 'actions' as const,
              actions: [{ id: 'incident.feedback', label: words.button, value: ref, style: 'primary' as const }],
            },
          ]
        : []),
    ],
  };
}

/** The form behind it: one to five, and a word; with what they answered already. */
export function handlingForm(
  ref: string,
  answered: { score: number | null; words: string | null },
  language: Language = 'en',
): Card {
  const { feedback: words } = incidentWriting[language];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      {
        kind: 'field',
        name: 'score',
        label: words.score,
        input: 'select',
        options: (['5', '4', '3', '2', '1'] as const).map((value) => ({ label: words.scores[value], value })),
        value: String(answered.score ?? 4),
        required: true,
      },
      {
        kind: 'field',
        name: 'words',
        label: words.words,
        input: 'multiline',
        ...(answered.words ? { value: answered.words } : {}),
      },
      {
        kind: 'actions',
        actions: [{ id: 'incident.send_feedback', label: words.send, value: ref, style: 'primary' }],
      },
    ],
  };
}
