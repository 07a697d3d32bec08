import { countryCode, countryName } from '../../../domain/country.ts';
import type { Language } from '../../../domain/language.ts';
import { fold, type GlossRule } from './gloss-rule.ts';

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** What people say besides the full names. */
const SHORT: Record<Exclude<Language, 'en'>, Record<string, string>> = {
  de: {
    GB: 'grossbritannien|großbritannien|england',
    US: 'usa|amerika',
    NL: 'holland',
    CZ: 'tschechien',
    KR: 'sudkorea',
    CN: 'china',
  },
  fr: { GB: 'grande-bretagne|angleterre', US: 'etats-unis|usa', NL: 'hollande|pays-bas', CZ: 'republique tcheque' },
  es: {
    GB: 'gran bretana|inglaterra|reino unido',
    US: 'estados unidos|ee\\.? ?uu\\.?|eeuu',
    NL: 'holanda|paises bajos',
    CZ: 'republica checa',
  },
};
/** Names that are also everyday words of the language. */
const ALSO_WORDS: Record<Exclude<Language, 'en'>, RegExp> = {
  de: /^(?:oman|niger|mali|tschad)$/,
  fr: /^(?:oman|niger|mali|tchad)$/,
  es: /^(?:oman|niger|mali|chad)$/,
};

/** The names of countries in a language, as the English ones that the grammar knows. */
export function countryRules(language: Exclude<Language, 'en'>): GlossRule[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const english = new Map<string, string>();
  const others: GlossRule[] = [];
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const code = first + second;
      const own = names.of(code);
      if (!own || countryCode(code) !== code) continue;
      const meaning = fold(countryName(code))
        .replaceAll(/[^a-z]+/g, ' ')
        .trim();
      const name = fold(own).replaceAll('’', "'");
      if (!ALSO_WORDS[language].test(name)) english.set(name, meaning);
      const short = SHORT[language][code];
      if (short) others.push([short, meaning]);
    }
  }
  const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const any = [...english.keys()]
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|');
  // "außerhalb Deutschlands"
  const pattern = language === 'de' ? `(?:${any})s?` : any;
  return [...others, [pattern, (said) => english.get(said) ?? english.get(said.replace(/s$/, '')) ?? said]];
}
