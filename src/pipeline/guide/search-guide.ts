import MiniSearch from 'minisearch';
import { countryCode } from '../../domain/country.ts';
import type { Language } from '../../domain/language.ts';
import { guideWords } from '../../messages/catalogue/guide/guide-words.ts';
import { inGuideWords } from './foreign-words.ts';
import { type GuideSection, readGuide, sentencesOf } from './read-guide.ts';

/** A section that answers, best first, with the sentences that do. */
export interface GuideHit {
  section: GuideSection;
  /** In the language of the question where the catalogue has it. */
  title: string;
  passage: string;
  /** The passage is in the language of the question. */
  inTheirs: boolean;
  /** Which share of what was asked for the section speaks of, words that are rare counting more: 0 to 1. */
  covers: number;
  /** How many different words of the question the section has. */
  terms: number;
}

/** Words of a question that say nothing about what it is about. */
const EMPTY = new Set(
  `a about after again all also am an and any anybody anymore anyone anything are as at back be because been before but by can cannot cant could did do does doing
  done dont doesnt even ever every everybody everyone exactly exist exists for found from get gets getting give go going got had has have having help her here hers him his how i if
  im in instead into is isnt it its just kind know last let like long lot lots many may me mean means meant meet might mine much must my myself need
  needs no not now of off on once one only onto or our ours out over please possible put really regarding right s safenest said say says shall she should show so
  some somebody somehow someone something still such sure tell than that thats the their them then there these they thing things this those through to today too
  toward try under understood until up upon us use used using via want wants was way we well were what whats when where wheres whether which while who whom whos whose why will
  wish with within without wont work works would yet you your yours explain define describe understand happen happens actually`.split(
    /\s+/,
  ),
);

/** One word for what people call by several; of texts in lower case. */
const SAME: [RegExp, string][] = [
  [/\bsingle sign[ -]?on\b|\bsingle log ?in\b/g, 'sso'],
  [/\b(?:multi|two|2)[ -]?factor(?: auth\w*)?\b|\b2fa\b/g, 'mfa'],
  [/\buser[ -]agents?\b/g, 'useragent'],
  [/\b(?:log|sign)(?:ged|ging|ned|ning|s)?[ -]?(?:in|ins|on|ons)\b(?!-)|\b(?:logins?|logons?|signins?)\b/g, 'login'],
  [/\b(?:log|sign)(?:ged|ging|ned|ning)?[ -]?out\b|\blog ?off\b/g, 'logout'],
  [/\b(?:electronic )?(?:e-?mails?|mails?)\b/g, 'email'],
  [/\b(?:api|access) (?:keys?|tokens?)\b|\btokens?\b/g, 'apikey'],
  [/\bips?(?: address(?:es)?)?\b/g, 'address'],
  [/\badministrators?\b/g, 'admin'],
  [/\b(?:delet|eras|remov|purg|wip)(?:e|es|ed|ing|al|ion)\b|\bget rid\b/g, 'delete'],
  [/\b(?:undo|undone|undoing|revers\w+|revert\w*|roll(?:ed)? back|tak(?:e|en|ing) (?:\w+ ){0,3}back)\b/g, 'undo'],
  [/\b(?:pictures?|photos?|images?|screenshots?)\b/g, 'picture'],
  [/\b(?:stolen|lost|lose|losing|theft)\b/g, 'lost'],
  [/\b(?:turn\w*|switch\w*) (?:\w+ ){0,3}off\b|\b(?:disabl\w+|deactivat\w+)\b/g, 'switchoff'],
  [/\b(?:turn\w*|switch\w*) (?:\w+ ){0,3}on\b|\b(?:enabl\w+|activat\w+)\b/g, 'switchon'],
  [/\b(?:colleagues?|coworkers?|co-workers?|people|persons?|users?|members?|teammates?)\b/g, 'member'],
  [/\b(?:quit|quits|resign\w*|fired|left)\b/g, 'left'],
  [/\b(?:forgot\w*|forget\w*|(?:don'?t|do not|can'?t|cannot) (?:remember|recall|know) (?:my|the))\b/g, 'forgot'],
  [/\b(?:expir\w+|too old|outdated|no longer (?:valid|works?))\b/g, 'expired'],
  [/\b(?:weird|strange|odd|suspicious|fishy|dodgy|unusual)\b/g, 'suspicious'],
  [/\b(?:vs|versus|compared? (?:to|with)|different from|differs?|differences?)\b/g, 'difference'],
  [/\b(?:fail\w*|unsuccessful)\b/g, 'fail'],
  [/\bsuccess\w*\b|\bsucceed\w*\b/g, 'success'],
  [/\b(?:chang|alter|modif|edit|adjust|lower|rais|increas|decreas|reduc)(?:e|es|ed|y|ing|ied|s)?\b/g, 'change'],
  [
    /\b(?:push|pushes|pushing|ship|ships|shipping|forward|forwards|forwarding|send|sends|sending|sent|stream|streams|transmit)\b/g,
    'send',
  ],
  [/\b(?:create|creates|make|makes|making|generate|generates)\b/g, 'make'],
  [/\b(?:fake|dummy|sample|demo|example|test|invented|made-up) (?:data|organi[sz]ation|logins?)\b/g, 'sampledata'],
  [/\b(?:how long|length)\b/g, 'length'],
  [/\b(?:iphones?|ipads?|android|smartphones?|mobiles?|phones?|tablets?|cell ?phones?)\b/g, 'phone'],
  [/\b(?:fewer|less|too many|too much|less often)\b/g, 'less'],
  [/\b(?:configur\w+|set(?:ting)? up|set-?up|settings?)\b/g, 'configure'],
  [/\b(?:stor(?:e|es|ed|age|ing)|kept|saved)\b/g, 'store'],
  [/\b(?:languages?|speak|speaks|talk to you|translat\w+)\b/g, 'language'],
  [/\b(?:genuine|authentic|untampered|tamper\w*|unaltered|unchanged|integrity|intact)\b/g, 'integrity'],
  [/\b(?:verif\w+|prove|proves|proof|check|checks|checked)\b/g, 'verify'],
  [/\b(?:postgres|postgresql)\b/g, 'postgresql'],
  [/\b(?:web ?sites?|sites?|web ?shops?)\b/g, 'site'],
  [/\b(?:boss|manager|supervisor)\b/g, 'manager'],
  [/\b(?:wrong|incorrect|mistaken|bad) passwords?\b/g, 'wrong attempt'],
  [/\b(?:hide|hidden|secret|private|confidential\w*)\b/g, 'private'],
  [/\b(?:cost|costs|price|pricing|pay|fee|licen[cs]e)\b/g, 'price'],
  [/\b(?:noisy|noise|annoying|spammy)\b/g, 'noisy'],
  [/\bt(?:ake|aken|aking|ook)[ -]?over\b|\bhijack\w*\b/g, 'takeover'],
  [/\b(?:cases?|tickets?|incidents?)\b/g, 'incident'],
  [/\b(?:responsible|owners?|in charge|assign\w*|hand(?:s|ed|ing)? (?:\w+ ){0,3}over|delegat\w+)\b/g, 'assign'],
  [/\b(?:backups?|backed up|back (?:\w+ ){0,2}up)\b/g, 'backup'],
  [/\b(?:restor\w+|recover\w*|crash\w*|disaster)\b/g, 'restore'],
  [/\b(?:scripts?|programs?|programmatic\w*|automat\w+|integrat\w+)\b/g, 'program'],
  [/\b(?:access|permissions?|permitted|rights?|allowed|allow|authori[sz]ed)\b/g, 'permission'],
  [/\b(?:guess\w*|brute[ -]?forc\w*)\b/g, 'bruteforce'],
  [/\b(?:test|tests|testing|simulat\w+|dry run|try(?:ing)? out|before it goes live)\b/g, 'test'],
  [/\b(?:identity providers?|idps?|directory|(?:our|my) (?:system|server|application|app|vpn)s?)\b/g, 'system'],
  [/\b(?:attachments?|attach\w*|upload\w*|evidence)\b/g, 'attach'],
  [/\b(?:limits?|maximum|max|how (?:big|large)|sizes?|longest|largest)\b/g, 'limit'],
  [/\b(?:dashboards?|overview|screens?|pages?)\b/g, 'page'],
  [/\b(?:docs?|documentation|manual|described|description)\b/g, 'documentation'],
  [/\b(?:correct|accurate|reliable|true|trustworthy|trust|sure)\b/g, 'trust'],
  [/\b(?:keep|retain|retention|kept)\b/g, 'store'],
  [/\borgani[sz]ations?\b|\bcompan(?:y|ies)\b/g, 'organisation'],
];

const normal = (text: string): string => {
  let out = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cc}\p{Cf}]/gu, (character) => (/\s/.test(character) ? ' ' : ''))
    .toLowerCase()
    .replaceAll(/[‘’ʼ]/g, "'");
  for (const [pattern, word] of SAME) out = out.replaceAll(pattern, word);
  out = out.replaceAll(/[a-z]{4,}/g, (word) => (countryCode(word) === null ? word : 'country'));
  return out.replaceAll("'", '');
};

const tokens = (text: string): string[] => normal(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** English endings, roughly: what is said once with and once without one meets all the same. */
export function stem(word: string): string {
  if (word.length < 4 || /\d/.test(word)) return word;
  let out = word.replace(/ies$/, 'y').replace(/(ss|sh|ch|x)es$/, '$1');
  if (!/(?:ss|us|is)$/.test(out)) out = out.replace(/s$/, '');
  for (const ending of ['ingly', 'edly', 'ation', 'ment', 'ful', 'ing', 'ed', 'ly', 'er', 'or'])
    if (out.endsWith(ending) && out.length - ending.length >= 3 && /[aeiouy]/.test(out.slice(0, -ending.length))) {
      out = out.slice(0, -ending.length);
      break;
    }
  out = out.replace(/([^aeiouls])\1$/, '$1');
  return out.length > 3 ? out.replace(/e$/, '') : out;
}

const termOf = (token: string): string | null => (EMPTY.has(token) ? null : stem(token));
const termsOf = (text: string): string[] => tokens(text).flatMap((token) => termOf(token) ?? []);

const BOOST = { title: 4, also: 2.5, page: 0.8, text: 1 };
/** What a question may hold; the rest is left out. */
const LIMITS = { characters: 400, terms: 24 };
/** Below this a section speaks of something else. */
const FITS = 0.4;
/** What a word that the guide does not know weighs, of what a rare one does: names, and words of another matter. */
const STRANGE = 0.6;
/** What a word counts that a section only mentions. */
const IN_PASSING = 0.5;
/** What a word counts that had to be mended first. */
const MENDED = 0.7;
/** How much more a section counts whose title was asked word for word. */
const TITLED = 20;
const plainTitle = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const PASSAGE = { sentences: 3, characters: 420 };

interface Index {
  search: MiniSearch;
  sections: ReadonlyMap<string, GuideSection>;
  /** In how many sections a term occurs. */
  frequency: ReadonlyMap<string, number>;
  /** Every word of the guide as it is written, to mend what was misspelt. */
  words: MiniSearch;
  known: ReadonlySet<string>;
  /** The terms of a section's heading and of what else it is called, each after a space. */
  heads: ReadonlyMap<string, string>;
}
const built = new Map<Language, Index>();

/** The guide for a question in one language: what it says in that language is found by the same words as its English. */
function index(language: Language): Index {
  const known = built.get(language);
  if (known) return known;
  const made = indexed(language);
  built.set(language, made);
  return made;
}

function indexed(language: Language): Index {
  const sections = readGuide().flatMap((page) => page.sections);
  const { titles, answers } = guideWords[language];
  const also = (text: string | undefined): string => (text ? ` ${inGuideWords(text, language)}` : '');
  const documents = sections.map((section) => ({
    id: section.id,
    title: section.title + also(titles[section.id]),
    also: section.also,
    page: section.pageTitle,
    text: sentencesOf(section.blocks).join(' ') + also(answers[section.id]),
  }));
  const search = new MiniSearch({ fields: Object.keys(BOOST), tokenize: tokens, processTerm: termOf });
  search.addAll(documents);
  const frequency = new Map<string, number>();
  for (const { title, also, page, text } of documents)
    for (const term of new Set(termsOf([title, also, page, text].join(' '))))
      frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const known = new Set(
    documents.flatMap(({ title, also, page, text }) => rawWords([title, also, page, text].join(' '))),
  );
  const words = new MiniSearch({ fields: ['word'], idField: 'word' });
  words.addAll([...known].filter((word) => word.length >= SHORTEST_MENDED).map((word) => ({ word })));
  const heads = new Map(documents.map(({ id, title, also }) => [id, ` ${termsOf(`${title} ${also}`).join(' ')}`]));
  return { search, sections: new Map(sections.map((one) => [one.id, one])), frequency, words, known, heads };
}

const SHORTEST_MENDED = 5;
const rawWords = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? [];

/** The question with words the guide does not have read as the nearest it has, and which those are. */
function mended(question: string, { words, known }: Index): { text: string; terms: Set<string> } {
  const terms = new Set<string>();
  const text = question.toLowerCase().replaceAll(/[\p{L}\p{N}']+/gu, (word) => {
    if (word.length < SHORTEST_MENDED || /\d/.test(word) || known.has(word) || EMPTY.has(word.replaceAll("'", '')))
      return word;
    const near = words.search(word, { fuzzy: word.length < 7 ? 1 : 2, prefix: false })[0]?.id as string | undefined;
    // The first letter is seldom wrong; another form of a word is not a slip.
    if (!near || near[0] !== word[0] || stem(near) === stem(word)) return word;
    for (const term of termsOf(near)) terms.add(term);
    return near;
  });
  return { text, terms };
}

/**
 * The sections of the guide that answer a question in plain words, best first; empty where none fits. Misspelt words and
 * beginnings of words count, less; a question in another language is looked for by the words of it that are known. Any text may be asked; the first use reads the guide.
 */
export function searchGuide(
  question: string,
  { most = 3, language = 'en' }: { most?: number; language?: Language } = {},
): GuideHit[] {
  const key = `${language} ${most} ${question.slice(0, LIMITS.characters)}`;
  const known = answered.get(key);
  if (known) return [...known];
  const hits = searched(question, most, language);
  if (answered.size >= KEPT) answered.delete(answered.keys().next().value!);
  answered.set(key, hits);
  return [...hits];
}

/** A turn reads its question several times over; the guide does not change meanwhile. */
const answered = new Map<string, GuideHit[]>();
const KEPT = 64;

function searched(question: string, most: number, language: Language): GuideHit[] {
  const guide = index(language);
  const { search, sections, frequency, heads } = guide;
  const { text, terms: mendedTerms } = mended(inGuideWords(question.slice(0, LIMITS.characters), language), guide);
  const asked = [...new Set(termsOf(text))]
    .filter((term) => frequency.has(term) || !/^\d+$/.test(term))
    .slice(0, LIMITS.terms);
  if (asked.length === 0) return [];
  const weight = (term: string): number => Math.log(1 + sections.size / (1 + (frequency.get(term) ?? 0)));
  const whole = asked.reduce((sum, term) => sum + weight(term) * (frequency.has(term) ? 1 : STRANGE), 0);
  const worth = (term: string): number => weight(term) * (mendedTerms.has(term) ? MENDED : 1);
  const results = search.search(asked.join(' '), {
    boost: BOOST,
    tokenize: (words) => words.split(' '),
    processTerm: (term) => term,
    prefix: (term) => term.length >= 4,
    weights: { prefix: 0.4, fuzzy: 0.5 },
  });
  const asTitle = plainTitle(question);
  const titled = (title: string): boolean => plainTitle(title) === asTitle;
  return results
    .map(({ id, score, queryTerms }) => {
      const covers = queryTerms.reduce((sum, term) => sum + worth(term), 0) / whole;
      const head = heads.get(String(id)) ?? '';
      const central = queryTerms.reduce(
        (sum, term) => sum + worth(term) * (head.includes(` ${term}`) ? 1 : IN_PASSING),
        0,
      );
      // MiniSearch multiplies by how many words were found; which of them matters more.
      return {
        section: sections.get(String(id))!,
        covers,
        terms: queryTerms.length,
        // a section asked for by its very title is the one that is meant
        rank: (score / queryTerms.length) * (central / whole) * (titled(sections.get(String(id))!.title) ? TITLED : 1),
      };
    })
    .filter(({ covers }) => covers >= FITS)
    .sort((a, b) => b.rank - a.rank)
    .filter(({ rank }, _, [first]) => rank * 2 > first!.rank)
    .slice(0, most)
    .map(({ section, covers, terms }) => {
      const { titles, answers } = guideWords[language];
      const answer = answers[section.id];
      return {
        section,
        covers,
        terms,
        title: titles[section.id] ?? section.title,
        passage: answer ?? passageOf(section, asked, weight),
        inTheirs: language === 'en' || answer !== undefined,
      };
    });
}

/**
 * What of a section answers: all of it where it is short; else its first sentence and those that speak most of what was
 * asked. Of a list or table that stands alone, only the entries that were asked about.
 */
function passageOf(section: GuideSection, asked: readonly string[], weight: (term: string) => number): string {
  const all = sentencesOf(section.blocks);
  const worth = all.map((sentence) => {
    const terms = new Set(termsOf(sentence));
    return asked.filter((term) => terms.has(term)).reduce((sum, term) => sum + weight(term), 0);
  });
  const isProse = section.blocks[0]?.kind === 'paragraph';
  if (!isProse && worth.some((one) => one > 0)) {
    const best = Math.max(...worth);
    return fitting(all, (at) => worth[at]! >= best / 2);
  }
  if (all.join(' ').length <= PASSAGE.characters) return all.join(' ');
  const windows = all.map((_, at) => (at === 0 ? 0 : (worth[at] ?? 0) + (worth[at + 1] ?? 0)));
  const from = windows.indexOf(Math.max(...windows));
  return fitting(all, (at) => at === 0 || (from > 0 && at >= from && at < from + PASSAGE.sentences) || from === 0);
}

/** The chosen sentences in their order, as many as a passage holds; at least one. */
function fitting(all: readonly string[], isChosen: (at: number) => boolean): string {
  const chosen: string[] = [];
  for (const sentence of all.filter((_, at) => isChosen(at)).slice(0, PASSAGE.sentences)) {
    if (chosen.length > 0 && chosen.join(' ').length + sentence.length > PASSAGE.characters) break;
    chosen.push(sentence);
  }
  return chosen.join(' ');
}
