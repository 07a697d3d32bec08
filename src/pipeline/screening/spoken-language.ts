/** In what a text is written, as far as screening minds: a language it knows something of, another one, or nobody can tell. */
export const SPOKEN = ['en', 'de', 'fr', 'es', 'other'] as const;
export type Spoken = (typeof SPOKEN)[number];

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Small words that a language can hardly do without and the others do not have, without accents. */
const SMALL: Record<Spoken, ReadonlySet<string>> = {
  en: set(
    'the and is are you your of to that this it was for with have not what they he she we my me be but on at from so just like do did how why who when would will can could should there here about been if then than them his her our please thanks i am dont its im youre',
  ),
  de: set(
    'der das und ist nicht du ich dich dir mich mir ein eine einen einer wir ihr euch sie es zu mit auf fur aber auch noch schon so wie was wer wo warum bist sind war hat habe haben kein keine hier dein deine mein meine nur mal doch ja nein halt von dem den im vom zum alle immer wieder wenn weil dass oder',
  ),
  fr: set(
    'le les des et est pas je tu il elle nous vous ils un une du de la que qui ce cette mon ton ta tes mes toi moi avec pour dans sur mais ou tout tous trop bien rien jamais quoi pourquoi comment suis sont cest jai ten va vas vais ici fait faire meme aussi encore plus',
  ),
  es: set(
    'el los las y es no tu yo te me mi un una de la que en por para con pero como muy mas nada nunca todo todos esta este eres soy son quien donde cuando porque aqui ya si lo le se su vete va voy vas hay hace bien mal siempre tambien del al',
  ),
  other: set(
    // Portuguese, Italian, Dutch, Polish, Turkish, Swedish
    'nao voce uma isso muito obrigado quem estou esta meu minha voces fazer tambem sao eu ' +
      'che non sono della degli questo questa perche anche molto cosi sei siamo hai gli ' +
      'het een niet zijn jij maar ook wat voor heb naar geen jullie mij deze dit ' +
      'nie jest sie ze jak ale tak czy dla ty mnie ciebie byc masz ' +
      'bir ve bu icin degil sen ben cok var yok evet hayir neden ' +
      'och att det inte jag som har du ar med pa av till',
  ),
};
const LONGEST_READ = 2000;
const MOST_WORDS = 200;
/** Fewer letters than this say nothing. */
const LEAST_LETTERS = 6;

/** The language of a text by its small words and its script; null where it is too short or could be several. Pure, linear. */
export function spokenIn(text: string): Spoken | null {
  const some = text
    .slice(0, LONGEST_READ)
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
  const letters = some.replaceAll(/[^\p{L}]/gu, '');
  if (letters.length < LEAST_LETTERS) return null;
  const latin = letters.replaceAll(/[^\p{Script=Latin}]/gu, '').length;
  if (latin < letters.length / 2) return 'other';
  const words = (some.replaceAll(/['’]/g, '').match(/\p{L}+/gu) ?? []).slice(0, MOST_WORDS);
  const counts = SPOKEN.map((spoken) => [spoken, words.filter((word) => SMALL[spoken].has(word)).length] as const);
  const [[first, most], [, second]] = counts.toSorted((a, b) => b[1] - a[1]) as [
    readonly [Spoken, number],
    readonly [Spoken, number],
  ];
  return most >= 2 && most >= second + Math.max(1, second * 0.3) ? first : null;
}

/** Of what is said in a place, what most of it is written in; null where that cannot be told. */
export function mostlySpoken(texts: readonly string[]): Spoken | null {
  const counts = new Map<Spoken, number>();
  for (const text of texts) {
    const spoken = spokenIn(text);
    if (spoken) counts.set(spoken, (counts.get(spoken) ?? 0) + 1);
  }
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [first] = [...counts].sort((a, b) => b[1] - a[1]);
  return first && all >= 3 && first[1] > all / 2 ? first[0] : null;
}
