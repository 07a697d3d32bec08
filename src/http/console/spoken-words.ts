import type { Spoken } from '../../pipeline/screening/spoken-language.ts';

const NAMES = { de: 'German', fr: 'French', es: 'Spanish' } as const;

/** What screening cannot see in a text of such a language; null where it knows it, or nobody can tell. */
export function unknownLanguage(spoken: Spoken | null): string | null {
  if (spoken === null || spoken === 'en') return null;
  return spoken === 'other'
    ? 'Mostly written in a language that screening does not know: scores say nothing there.'
    : `Mostly ${NAMES[spoken]}: screening knows only its plainest insults and threats.`;
}
