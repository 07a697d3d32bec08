/**
 * What a phrase means, in the English that the grammar reads. The pattern meets lower case without accents (`ß` stays).
 * In the meaning `$1` is what the first group holds, glossed in turn, and `=1` the same as it was typed. A string is looked
 * for between word boundaries, a RegExp as it is. Where many words differ only in their meaning, it is a function of them.
 */
export type GlossRule = readonly [pattern: string | RegExp, english: string | ((said: string) => string)];

/** Lower case without accents, unit for unit: positions are those of what was typed. */
export function fold(text: string): string {
  let folded = '';
  for (let index = 0; index < text.length; index++) {
    const unit = text[index]!;
    folded += /[\p{L}\p{M}]/u.test(unit) ? (unit.toLowerCase().normalize('NFD')[0] ?? unit) : unit;
  }
  return folded;
}
