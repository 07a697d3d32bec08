import { fold } from './fold.ts';

/** Languages of one script alone, as BCP 47 tags; of scripts that several share, the one most written. */
const BY_SCRIPT: readonly (readonly [tag: string, letters: RegExp])[] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['zh', /\p{Script=Han}/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['uk', /[іїєґІЇЄҐ]/gu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['fa', /[پچژگ]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['th', /\p{Script=Thai}/gu],
];

/** Words that sentences of a language can hardly do without, and some that people shout in it; without accents. */
const WORDS: Readonly<Record<string, string>> = {
  en: `the is are was were do does did not and or but of to in for with you your youre yours he she they them his her their this that
    these those it its im ive ill dont didnt doesnt cant wont isnt what who when where why how have has had will would can could should
    just like get got go going be been me my we our us all some one no yes if so too very really please thanks lol u ur because about
    from up out here there now never always someone everyone nobody people think know want make good bad shut hate stupid`,
  de: `der das den dem und oder nicht ist sind war waren du dich dir ihr euch ich mich mir wir uns sie es ein eine einen einem einer
    kein keine mit fur auf aus von zu zum zur wie wer wenn dann aber auch noch nur schon hier jetzt immer nie mal doch hast habe haben
    bist bin wird wurde kann kannst soll musst mach halt dein deine mein meine dass weil was alle alter ganz sehr gut bitte danke ja nein
    maul fresse arschloch hurensohn wichser verpiss dummkopf scheisse mistkerl umbringen bringe`,
  fr: `le la les des un une et ou est sont etait pas ne je tu il elle on nous vous ils elles te moi toi lui ce cette ces mon ma mes ton ta
    tes son sa ses leur que qui quoi ou quand comment pourquoi dans sur avec sans pour par au aux du de mais donc si tres plus rien jamais
    toujours ca cest jai tas suis es fait faire dit oui non merci ferme gueule connard connasse pute salope merde encule degage`,
  es: `el la los las un una unos y o es son era no si yo tu te ti me mi nos os vosotros usted ustedes ellos su sus lo le les que quien
    como cuando donde por para con sin de del al en pero mas muy nada nunca siempre esto esta este eso ese hay soy eres estas estoy tiene
    tengo hace todo gracias callate puta puto mierda cabron gilipollas idiota imbecil joder pendejo`,
  it: `il lo la gli le un una e o sono era non si io tu lui lei noi voi loro mi ti ci vi che chi come quando dove perche per con senza di
    del della dei delle al alla nel nella ma anche piu molto niente mai sempre questo questa sei ho hai ha cosa fai tutto grazie stronzo
    vaffanculo cazzo merda puttana coglione zitto`,
  pt: `o os as um uma e ou nao sim eu tu voce voces ele ela nos eles elas me te se que quem como quando onde por para com sem de do da dos
    das no na nos nas ao mas mais muito nada nunca sempre isto isso este esta foi sao tem estou esta tudo obrigado porra caralho merda puta
    foda cala boca burro`,
  nl: `de het een en of is zijn was niet ik jij je jou hij zij wij we jullie ze mij me mijn jouw van voor met op in uit aan bij naar maar ook
    nog wel geen dat dit die deze wat wie waar hoe waarom als dan er heb hebt heeft ben bent wordt kan moet alles altijd nooit bedankt kut
    klootzak hoer bek houd hou`,
  pl: `i w na z do nie jest sa to co kto jak gdzie kiedy dlaczego ja ty on ona my wy oni mnie ciebie sie ze ale tak tylko juz bardzo moj
    twoj jestes mam masz byl byla od za po przez dla o kurwa pierdol spierdalaj idiota glupi zamknij`,
  sv: `och eller att det den en ett ar var inte jag du han hon vi ni de mig dig sig min din som vad vem nar hur varfor med pa av till fran
    men ocksa bara mycket har hade ska kan alla alltid aldrig tack hall kaften javla fan`,
  tr: `ve bir bu su o ben sen biz siz onlar ne kim nasil neden icin ile ama cok daha hic her degil var yok mi mu evet hayir gibi kadar
    sana bana seni beni senin benim aptal orospu siktir lan`,
};

/** Letters that one language has and the others here have not. */
const LETTERS: readonly (readonly [tag: string, letters: RegExp])[] = [
  ['de', /ß/gi],
  ['es', /[ñ¿¡]/gi],
  ['pt', /[ãõ]/gi],
  ['pl', /[łżśćń]/gi],
  ['tr', /[ığş]/gi],
  ['sv', /å/gi],
  ['fr', /[œçêè]/gi],
];

/** In how many languages each word stands: one that several share says less. */
const SAID_IN = new Map<string, readonly string[]>();
for (const [tag, words] of Object.entries(WORDS))
  for (const word of new Set(words.split(/\s+/))) SAID_IN.set(word, [...(SAID_IN.get(word) ?? []), tag]);

/** Words in an address are nobody's language. */
const ADDRESS = /\bhttps?:\/\/\S+|\bwww\.\S+|[^\s@]{1,64}@[^\s@]{1,200}/gi;

/** What is read of a text to tell its language. */
const MOST_LETTERS = 4_000;
/** Less than this says nothing. */
const LEAST_SAID = 1;

/**
 * The language a text is written in, as a BCP 47 tag; `und` where nothing tells it: names, numbers, a single word that many languages
 * share. By its script, else by the little words of ten European languages. Disguised Latin letters are read as such.
 */
export function textLanguage(text: string): string {
  const original = text.slice(0, MOST_LETTERS).toWellFormed().replaceAll(ADDRESS, ' ');
  const { text: plain } = fold(original);
  const letters = plain.match(/\p{L}/gu)?.length ?? 0;
  const latin = plain.match(/[a-z]/g)?.length ?? 0;
  if (letters > 0 && latin < letters / 2) return byScript(original);
  const said = new Map<string, number>();
  for (const word of plain.replaceAll(/(?<=[a-z])['’](?=[a-z])/g, '').match(/[a-z]+/g) ?? []) {
    const tags = SAID_IN.get(word) ?? [];
    for (const tag of tags) said.set(tag, (said.get(tag) ?? 0) + 1 / tags.length);
  }
  for (const [tag, own] of LETTERS) {
    const found = original.match(own)?.length ?? 0;
    if (found > 0) said.set(tag, (said.get(tag) ?? 0) + Math.min(2, found) / 2);
  }
  const [first, second] = [...said].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  if (!first || first[1] < LEAST_SAID || (second && second[1] >= first[1])) return 'und';
  return first[0];
}

function byScript(text: string): string {
  const counted = BY_SCRIPT.map(([tag, letters]) => [tag, text.match(letters)?.length ?? 0] as const);
  const of = (tag: string): number => counted.find(([one]) => one === tag)![1];
  // a few letters of its own tell a language from the one that has the rest of the script
  if (of('ja') > 0 && of('ja') * 10 >= of('zh')) return 'ja';
  if (of('uk') * 30 >= of('ru') && of('uk') > 0) return 'uk';
  if (of('fa') * 30 >= of('ar') && of('fa') > 0) return 'fa';
  const [best] = counted.toSorted((a, b) => b[1] - a[1]);
  return best && best[1] > 0 ? best[0] : 'und';
}
