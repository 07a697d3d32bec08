/** A vowel, or a y that serves as one (`Y` is one that does not). */
const V = '[aeiouy]';
const DOUBLE = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const SHORT_END = new RegExp(`(?:^${V}[^aeiouy]|[^aeiouy]${V}[^aeiouywxY])$`);

const EXCEPTIONS = new Map(
  Object.entries({
    skis: 'ski',
    skies: 'sky',
    dying: 'die',
    lying: 'lie',
    tying: 'tie',
    idly: 'idl',
    gently: 'gentl',
    ugly: 'ugli',
    early: 'earli',
    only: 'onli',
    singly: 'singl',
    sky: 'sky',
    news: 'news',
    howe: 'howe',
    atlas: 'atlas',
    cosmos: 'cosmos',
    bias: 'bias',
    andes: 'andes',
  }),
);
const AFTER_PLURAL = new Set(['inning', 'outing', 'canning', 'herring', 'earring', 'proceed', 'exceed', 'succeed']);

const STEP_2: [string, string][] = [
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
];
const STEP_3: [string, string][] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ful', ''],
  ['ness', ''],
];
const STEP_4 = [
  'ement',
  'ance',
  'ence',
  'able',
  'ible',
  'ment',
  'ant',
  'ent',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
  'al',
  'er',
  'ic',
];

const cache = new Map<string, string>();
const MOST_CACHED = 50_000;

/** The stem of an English word in lower case, by the Porter2 algorithm (snowballstem.org); anything but letters a–z comes back as it is. */
export function englishStem(word: string): string {
  if (word.length < 3 || !/^[a-z']+$/.test(word)) return word;
  const known = cache.get(word);
  if (known !== undefined) return known;
  const stem = stemmed(word);
  if (cache.size >= MOST_CACHED) cache.clear();
  cache.set(word, stem);
  return stem;
}

function stemmed(given: string): string {
  const exception = EXCEPTIONS.get(given);
  if (exception !== undefined) return exception;
  let word = given.replace(/^'/, '');
  word = word.replace(/^y/, 'Y').replaceAll(/([aeiouy])y/g, '$1Y');
  const [r1, r2] = regions(word);
  const inR1 = (ending: string): boolean => word.length - ending.length >= r1;
  const inR2 = (ending: string): boolean => word.length - ending.length >= r2;
  const cut = (ending: string, by = ''): void => {
    word = word.slice(0, word.length - ending.length) + by;
  };
  const isShort = (): boolean => r1 >= word.length && SHORT_END.test(word);

  word = word.replace(/'s?'?$/, '');

  // 1a: plurals
  if (word.endsWith('sses')) cut('es');
  else if (/(?:ied|ies)$/.test(word)) cut('ies', word.length > 4 ? 'i' : 'ie');
  else if (word.endsWith('s') && !/(?:us|ss)$/.test(word) && new RegExp(`${V}.+s$`).test(word)) cut('s');
  if (AFTER_PLURAL.has(word)) return word;

  // 1b: past and -ing
  const eed = /(?:eedly|eed)$/.exec(word)?.[0];
  if (eed) {
    if (inR1(eed)) cut(eed, 'ee');
  } else {
    const ending = /(?:ingly|edly|ing|ed)$/.exec(word)?.[0];
    if (ending && new RegExp(V).test(word.slice(0, -ending.length))) {
      cut(ending);
      if (/(?:at|bl|iz)$/.test(word)) word += 'e';
      else if (DOUBLE.test(word)) cut('x');
      else if (isShort()) word += 'e';
    }
  }

  // 1c
  word = word.replace(/(?<=.[^aeiouy])[yY]$/, 'i');

  // 2
  const two = STEP_2.find(([ending]) => word.endsWith(ending));
  if (two) {
    if (inR1(two[0])) cut(...two);
  } else if (word.endsWith('ogi')) {
    if (inR1('ogi') && word.endsWith('logi')) cut('i');
  } else if (word.endsWith('li') && inR1('li') && /[cdeghkmnrt]li$/.test(word)) cut('li');

  // 3
  const three = STEP_3.find(([ending]) => word.endsWith(ending));
  if (three) {
    if (inR1(three[0])) cut(...three);
  } else if (word.endsWith('ative') && inR2('ative')) cut('ative');

  // 4
  const four = STEP_4.find((ending) => word.endsWith(ending));
  if (four) {
    if (inR2(four)) cut(four);
  } else if (/[st]ion$/.test(word) && inR2('ion')) cut('ion');

  // 5
  if (word.endsWith('e')) {
    if (inR2('e') || (inR1('e') && !SHORT_END.test(word.slice(0, -1)))) cut('e');
  } else if (word.endsWith('ll') && inR2('l')) cut('l');
  return word.toLowerCase();
}

/** Where the regions R1 and R2 begin: after the first consonant behind a vowel, and the same again behind that. */
function regions(word: string): [number, number] {
  const from = (start: number): number => {
    const match = new RegExp(`${V}[^aeiouy]`).exec(word.slice(start));
    return match ? start + match.index + 2 : word.length;
  };
  const prefix = /^(?:gener|commun|arsen)/.exec(word)?.[0];
  const r1 = prefix ? prefix.length : from(0);
  return [r1, from(r1)];
}
