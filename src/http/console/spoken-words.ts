/** Of these screening has a list of plain insults and threats. */
const LISTED: readonly string[] = ['de', 'fr', 'es'];
const names = new Intl.DisplayNames('en', { type: 'language' });

/** What screening cannot see in texts of a language (a BCP 47 tag); null where it knows it, or nobody can tell. */
export function unknownLanguage(tag: string | null): string | null {
  if (tag === null || tag === 'en' || tag === 'und') return null;
  const name = names.of(tag) ?? tag;
  return LISTED.includes(tag)
    ? `Mostly ${name}: screening knows only its plainest insults and threats.`
    : `Mostly ${name}, which screening does not know: scores say nothing there.`;
}
