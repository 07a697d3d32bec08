import { textLanguage } from './text-language.ts';

/** Fewer texts say nothing of a place. */
const LEAST_TEXTS = 3;

/** Of what is said in a place, the language that most of it is written in, as a BCP 47 tag; null where that cannot be told. */
export function mostlySpoken(texts: readonly string[]): string | null {
  const known = texts.map(textLanguage).filter((tag) => tag !== 'und');
  const [first] = [...Map.groupBy(known, (tag) => tag)].sort((a, b) => b[1].length - a[1].length);
  return first && known.length >= LEAST_TEXTS && first[1].length > known.length / 2 ? first[0] : null;
}
