import type { Language } from '../../domain/language.ts';
import { DISMISSALS } from '../../domain/moderation.ts';
import type { Card } from '../card.ts';
import { actionWords } from '../catalogue/moderation-action.ts';
import { moderationWords } from '../catalogue/moderation-case.ts';
import { type HeldByOther, heldPart, heldValue } from './held-by-other.ts';

/** A form that says why nothing is to be done about a case: what was no violation teaches the rules something. */
export function dismissForm(ref: string, language: Language = 'en', held: HeldByOther | null = null): Card {
  const { dismissForm: words } = actionWords[language];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title(ref) },
      ...heldPart(held),
      {
        kind: 'field',
        name: 'as',
        label: words.why,
        input: 'select',
        options: DISMISSALS.map((as) => ({ label: moderationWords[language].dismissals[as], value: as })),
        value: 'no_violation',
        required: true,
      },
      { kind: 'field', name: 'note', label: words.note, input: 'text' },
      {
        kind: 'actions',
        actions: [{ id: 'case.dismiss_as', label: words.send, value: heldValue(ref, held), style: 'primary' }],
      },
    ],
  };
}
