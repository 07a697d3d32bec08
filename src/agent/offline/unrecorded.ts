import type { Language } from '../../domain/language.ts';
import { unrecordedWords } from '../../messages/catalogue/unrecorded.ts';

type Matter = 'continent' | 'first_time' | 'several_places';

const FACTOR = String.raw`(?:second[- ]factors?|2 ?fa|mfa|two[- ]factors?(?: authentication)?|2-factor|multi[- ]?factors?(?: authentication)?|otp|one[- ]time (?:codes?|passwords?)|authenticators?)`;
const CONTINENT = String.raw`(?:europe(?:an union)?|the eu|eu|africa|asia|oceania|(?:north|south|latin|central) america|the americas|the (?:middle|far) east|scandinavia|emea|apac|the schengen area)`;
/** Whether a second factor was used: what a search can be limited by. */
const SECOND_FACTOR = new RegExp(
  String.raw`\b(?:(?:with(?:out)?|no|not|lacking|missing|using|used|by|had|have|having|did(?: not|n't) (?:have|use)|(?:was|were) not using) (?:an? |any |the |their |using )?${FACTOR}|(?:where|whose|when|and) (?:the )?${FACTOR} (?:was|were|is|had been|got) (?:not )?\w+|(?:skip\w*|bypass\w*) (?:the )?${FACTOR})\b`,
  'g',
);
const WITHOUT = /\b(?:without|no|not|lacking|missing|skip\w*|bypass\w*)\b|n't\b/;

/** What people limit a question about logins by and what nothing that is kept can tell. */
const UNRECORDED: [Matter, RegExp][] = [
  [
    'continent',
    new RegExp(
      String.raw`\b(?:(?:from )?(?:outside|within|inside|somewhere in|anywhere in)(?: of)?|from|not from|in|not in|other than|except(?: from)?) ${CONTINENT}\b`,
      'g',
    ),
  ],
  [
    'first_time',
    /\b(?:for (?:the|their|his|her) (?:very )?first time(?: ever)?|first[- ]time(?= (?:log|sign)[- ]?ins?)|never (?:before )?(?:logged|signed) in before)\b/g,
  ],
  [
    'several_places',
    /\b(?:from|in) (?:two|2|three|3|several|multiple|various|more than one|more than 1|at least (?:two|2)) (?:different )?(?:countr(?:y|ies)|cit(?:y|ies)|continents?|places?|locations?)(?: (?:(?:on|in|within|at) (?:the same|one|a single) (?:day|time|hour|week)|at once|simultaneously))?\b/g,
  ],
];
/** A rule may well look at these. */
const WISHES =
  /\b(?:rules?|polic(?:y|ies)|require\w*|enforce\w*|mandat\w+|block\w*|propos\w+|draft\w*|suggest\w*|recommend\w*|notify|warn|alert (?:me|us|on|when|if)|(?:tell|let|ping|page|inform|message) (?:me|us|the team|security)(?: know)? (?:when|if|whenever|every time|as soon as)|(?:should|must|may) (?:not )?be (?:able|allowed)|nobody should|deny|forbid|detect|flag|how (?:do|can|to|does))\b/;
const ZERO =
  /\b(?:in |within |for |over |during )?(?:the )?(?:last|past|previous) (?:0+|zero) (?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?)\b/;

/** What of a question nothing can filter by, as spans, and the question without it, as long as before; without its second factor, too. */
export function unrecorded(text: string): {
  text: string;
  spans: [number, number][];
  matters: Matter[];
  factor: 'used' | 'not_used' | null;
} {
  const spans: [number, number][] = [];
  const matters: Matter[] = [];
  const said: [number, number][] = [];
  let factor: 'used' | 'not_used' | null = null;
  if (!WISHES.test(text))
    for (const { index, 0: words } of text.matchAll(SECOND_FACTOR)) {
      said.push([index, index + words.length]);
      factor = WITHOUT.test(words) ? 'not_used' : 'used';
    }
  if (!WISHES.test(text))
    for (const [matter, words] of UNRECORDED)
      for (const { index, 0: said } of text.matchAll(words)) {
        spans.push([index, index + said.length]);
        if (!matters.includes(matter)) matters.push(matter);
      }
  const blank = [...said, ...spans].reduce(
    (left, [from, to]) => left.slice(0, from) + ' '.repeat(to - from) + left.slice(to),
    text,
  );
  return { text: blank, spans, matters, factor };
}

const MATTERS = { continent: 'continents', first_time: 'firstTime', several_places: 'severalPlaces' } as const;

/** Why it narrows nothing down. */
export const whyUnrecorded = (matters: readonly Matter[], language: Language): string =>
  matters.map((matter) => unrecordedWords[language][MATTERS[matter]]).join(' ');

/** A length of time that is none: “the last 0 minutes”. */
export const noTimeIn = (text: string): { from: number; to: number } | null => {
  const found = ZERO.exec(text);
  return found && { from: found.index, to: found.index + found[0].length };
};
