import { seedLexicon } from './lexicon.ts';

/** What is known of single words when disguises are taken off. */
export interface Vocabulary {
  /** A word of the language, or a term of the lexicon. */
  knows(word: string): boolean;
  /** A term of the lexicon that nobody would hide for fun: four letters or more, or well known. */
  isTerm(word: string): boolean;
  /** Among the words that are used most. */
  isCommon(word: string): boolean;
  /** Contractions and abbreviations as the words they stand for; null for any other word. */
  expand(word: string): readonly string[] | null;
  /** Digits and signs as the letters they are drawn like. */
  unleet(text: string): string;
  /** `f*ck` as the term that it must be; null where it could be anything else. */
  unmask(text: string): string | null;
  /** `stuuupid` with as many letters as a known word has; at most two in a row where no word is known. */
  unstretch(word: string): string;
}

const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '6': 'g',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '|': 'l',
  '+': 't',
  '(': 'c',
  '<': 'c',
  '€': 'e',
  '£': 'l',
  '¢': 'c',
};

const EXPANSIONS: Record<string, string> = {
  "n't": 'not',
  u: 'you',
  ur: 'your',
  r: 'are',
  ya: 'you',
  yall: 'you all',
  "y'all": 'you all',
  youre: 'you are',
  "you're": 'you are',
  im: 'i am',
  "i'm": 'i am',
  dont: 'do not',
  doesnt: 'does not',
  didnt: 'did not',
  cant: 'can not',
  cannot: 'can not',
  wont: 'will not',
  isnt: 'is not',
  arent: 'are not',
  wasnt: 'was not',
  aint: 'is not',
  shouldnt: 'should not',
  wouldnt: 'would not',
  couldnt: 'could not',
  havent: 'have not',
  hasnt: 'has not',
  thats: 'that is',
  theyre: 'they are',
  hes: 'he is',
  shes: 'she is',
  whats: 'what is',
  lets: 'let us',
  ive: 'i have',
  youve: 'you have',
  youll: 'you will',
  ill: 'i will',
  theyll: 'they will',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  imma: 'i will',
  ima: 'i will',
  kys: 'kill yourself',
  kms: 'kill myself',
  stfu: 'shut the fuck up',
  gtfo: 'get the fuck out',
  gtfoh: 'get the fuck out',
  wtf: 'what the fuck',
  omfg: 'oh my fucking god',
  ffs: 'for fuck sake',
  lmfao: 'haha fucking',
  lmao: 'haha',
  rofl: 'haha',
  lol: 'lol',
  idk: 'i do not know',
  idc: 'i do not care',
  idgaf: 'i do not give a fuck',
  smh: 'shaking my head',
  tbh: 'to be honest',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  ty: 'thank you',
  af: 'as fuck',
  fu: 'fuck you',
  fy: 'fuck you',
  pos: 'piece of shit',
  sob: 'son of a bitch',
  mf: 'motherfucker',
  mfs: 'motherfuckers',
  gf: 'girlfriend',
  bf: 'boyfriend',
  da: 'the',
  dat: 'that',
  dis: 'this',
  dem: 'them',
  bc: 'because',
  cuz: 'because',
  ppl: 'people',
  wit: 'with',
  nite: 'night',
  b4: 'before',
  gr8: 'great',
  m8: 'mate',
  l8r: 'later',
};

const SUFFIXES: readonly (readonly [string, string])[] = [
  ["n't", 'not'],
  ["'re", 'are'],
  ["'m", 'am'],
  ["'ll", 'will'],
  ["'ve", 'have'],
  ["'d", 'would'],
  ["'s", ''],
];
const ALTERNATIVES: Record<string, string> = { '1': 'l', '!': 'l', '|': 'i', '9': 'q' };
/** In three letters or fewer a disguise says little; these are known all the same. */
const SHORT_TERMS = new Set([
  'ass',
  'fag',
  'fuk',
  'fck',
  'cum',
  'tit',
  'hoe',
  'gook',
  'jap',
  'kkk',
  'kys',
  'stfu',
  'die',
  'spic',
  'coon',
  'dyke',
  'homo',
]);
const COMMON_WORDS = 20_000;

/** Words of the language in order of their use, and the terms of the lexicon, with more of them where somebody has their own. */
export function createVocabulary(words: Iterable<string>, own: readonly string[] = []): Vocabulary {
  const terms = new Set([...seedLexicon().terms.keys(), ...own]);
  const order = new Map<string, number>();
  for (const word of words) if (!order.has(word)) order.set(word, order.size);
  const isTerm = (word: string): boolean => terms.has(word) && (word.length >= 4 || SHORT_TERMS.has(word));
  const knows = (word: string): boolean => terms.has(word) || order.has(word) || Object.hasOwn(EXPANSIONS, word);
  const isCommon = (word: string): boolean =>
    word.length === 1
      ? word === 'a' || word === 'i' || word === 'u'
      : (order.get(word) ?? COMMON_WORDS) < COMMON_WORDS && /^[a-z]+$/.test(word);
  // Only terms that are surely meant when somebody writes them with a hole.
  const maskable = [...terms].filter((term) => isMaskable(term));

  function unstretch(word: string): string {
    if (!/(.)\1/.test(word)) return word;
    const twice = word.replaceAll(/(.)\1{2,}/g, '$1$1');
    if (isTerm(twice)) return twice;
    const once = word.replaceAll(/(.)\1+/g, '$1');
    const onceWhereLong = word.replaceAll(/(.)\1{2,}/g, '$1');
    for (const one of [onceWhereLong, once]) if (isTerm(one)) return one;
    if (twice === word && knows(word)) return word;
    if (isCommon(twice)) return twice;
    for (const one of [onceWhereLong, twice, once]) if (knows(one)) return one;
    return twice;
  }

  return {
    knows,
    isTerm,
    isCommon,
    expand(word) {
      const whole = EXPANSIONS[word];
      if (whole !== undefined && Object.hasOwn(EXPANSIONS, word)) return whole.split(' ');
      if (!word.includes("'")) return null;
      for (const [suffix, full] of SUFFIXES)
        if (word.endsWith(suffix) && word.length > suffix.length) {
          const stem = word.slice(0, -suffix.length);
          const root = suffix === "n't" ? ({ ca: 'can', wo: 'will', ai: 'is' }[stem] ?? stem) : stem;
          return full === '' ? [root] : [root, full];
        }
      return null;
    },
    unleet(text) {
      let plain = '';
      let other = '';
      for (const sign of text) {
        const letter = LEET[sign] ?? sign;
        plain += letter;
        other += ALTERNATIVES[sign] ?? letter;
      }
      return other !== plain && isTerm(unstretch(other)) && !isTerm(unstretch(plain)) ? other : plain;
    },
    unmask(text) {
      if (!/^[a-z][a-z*#_@$!%&.0-9-]*$/.test(text) || !/[*#_%&-]/.test(text) || text.length < 3 || text.length > 16)
        return null;
      const letters = text.replaceAll(/[^a-z]/g, '').length;
      if (letters === text.length) return null;
      // A hole stands for one letter each, or a row of holes for any number.
      const exact = new RegExp(`^${[...text].map((sign) => (/[a-z]/.test(sign) ? sign : '.')).join('')}$`);
      const hits = maskable.filter((term) => exact.test(term));
      if (hits.length > 0 && (/\*/.test(text) || letters >= 2))
        return FIRST.find((term) => hits.includes(term)) ?? hits[0]!;
      return null;
    },
    unstretch,
  };
}

const MASKABLE =
  /^(?:(?:mother)?fuck(?:s|ed|er|ers|ing|in|y|face|wit|head)?|(?:bull)?shit(?:s|ty|head|ting)?|bitch(?:es|y|ing|ass)?|cunts?|(?:ass|arse)(?:hole|holes|es)?|dick(?:s|head|heads)?|cocks?|puss(?:y|ies)|whores?|sluts?|bastards?|nigg(?:er|ers|a|as)|fagg?(?:ot|ots|s)?|retard(?:s|ed)?|twats?|wankers?|pricks?|kikes?|spics?|chinks?|trann(?:y|ies)|dykes?|rape[sd]?|porn|tits|cum|hoes?|idiots?|stupid|morons?|losers?|trannie|troons?|nazis?|kill|damn|crap|piss)$/;
const isMaskable = (term: string): boolean => MASKABLE.test(term);
const FIRST = [
  'fuck',
  'shit',
  'bitch',
  'cunt',
  'ass',
  'asshole',
  'dick',
  'nigger',
  'nigga',
  'faggot',
  'fag',
  'pussy',
  'whore',
  'slut',
];
