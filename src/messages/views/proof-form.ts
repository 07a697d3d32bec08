import type { Language } from '../../domain/language.ts';
import type { Card } from '../card.ts';
import { proofWords } from '../catalogue/second-proof.ts';

/** The button that opens the form, and what the form comes back as. */
export const PROOF_BUTTON = 'proof.open';
export const PROOF_FORM = 'proof.give';

/** Says that a PIN is asked for, or why once more, to whoever pressed alone; `id` is that of what waits for it. */
export function proofCard(id: string, language: Language, why?: string): Card {
  const words = proofWords[language];
  return {
    key: `proof ${id}`,
    language,
    parts: [
      { kind: 'text', text: why ?? words.needed },
      { kind: 'actions', actions: [{ id: PROOF_BUTTON, label: words.give, value: id, style: 'primary' }] },
    ],
  };
}

/** The form for the PIN. What was typed is never put back into it. */
export function proofForm(id: string, language: Language): Card {
  const words = proofWords[language];
  return {
    key: 'form',
    language,
    parts: [
      { kind: 'heading', text: words.title },
      { kind: 'text', text: words.needed },
      { kind: 'field', name: 'pin', label: words.label, input: 'text', required: true },
      { kind: 'actions', actions: [{ id: PROOF_FORM, label: words.send, value: id, style: 'danger' }] },
    ],
  };
}
