import type { Language } from '../../domain/language.ts';
import type { Card } from '../card.ts';
import { actionWords } from '../catalogue/moderation-action.ts';

/** A form in which somebody says why what was done to them is wrong; `ref` is the action's. */
export function appealForm(ref: string, language: Language = 'en'): Card {
  const { form } = actionWords[language];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: form.title(ref) },
      { kind: 'field', name: 'text', label: form.text, input: 'multiline', required: true },
      { kind: 'actions', actions: [{ id: 'appeal.send', label: form.send, value: ref, style: 'primary' }] },
    ],
  };
}
