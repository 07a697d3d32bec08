import type { GlossRule } from './gloss-rule.ts';

/*
 * A thesaurus of security and administration by classes: words that people have for what the grammar knows by another. Only words that mean
 * nothing else where they stand.
 */

const HOUR_WORDS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const HOUR = HOUR_WORDS.join('|');
const asNumber = (said: string): string => String(HOUR_WORDS.indexOf(said) + 1);
const ORDINALS = (
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth ' +
  'eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth ' +
  'twenty-ninth thirtieth thirty-first'
).split(' ');
const asOrdinal = (said: string): string => {
  const number = ORDINALS.indexOf(said.replace(' ', '-')) + 1;
  return `${number}${number % 10 === 1 && number !== 11 ? 'st' : number % 10 === 2 && number !== 12 ? 'nd' : number % 10 === 3 && number !== 13 ? 'rd' : 'th'}`;
};
const MONTH = String.raw`(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`;
const WHOSE = '(?:his|her|their|the|my|a|our)';

const TIMES: readonly GlossRule[] = [
  [new RegExp(String.raw`(?<=\bbetween )(?:${HOUR})(?= and )`), asNumber],
  [
    new RegExp(
      String.raw`(?<=\bbetween (?:\d{1,2}(?::\d\d)?|noon|midnight|${HOUR}) ?(?:am |pm )?and )(?:${HOUR})(?! (?:hours?|days?|weeks?|minutes?)\b)(?![a-z])`,
    ),
    asNumber,
  ],
  [new RegExp(String.raw`(?<=\bfrom )(?:${HOUR})(?= (?:to|until|till) (?:\d|noon|midnight|${HOUR})\b)`), asNumber],
  [
    new RegExp(
      String.raw`(?:${ORDINALS.slice(9).join('|')}|${ORDINALS.slice(20)
        .map((one) => one.replace('-', ' '))
        .join(
          '|',
        )}|(?<=\bthe )(?:${ORDINALS.slice(0, 9).join('|')})(?= of (?:${MONTH}|this month|last month)\b))(?= of\b|[,?.!]| ${MONTH}\b|$)`,
    ),
    asOrdinal,
  ],
  [new RegExp(String.raw`(?<=\b\d{1,2}(?:st|nd|rd|th)? ${MONTH}) ?[-–] ?(?=\d{1,2}(?:st|nd|rd|th)? ${MONTH})`), ' to '],
  ['(?:the )?(?:current|present|running|ongoing|calendar|whole)(?: calendar)? (year|month|week|quarter)', 'this $1'],
  ['(this|last) calendar (year|month|week)', '$1 $2'],
  ['(?:about |of |for |in )?the year (20\\d\\d)', 'in $1'],
  ['(?:presently|as we speak|at this (?:moment|time|point)|at the minute|these minutes|atm)', 'right now'],
];

const LEFT_OUT: readonly GlossRule[] = [
  ['whose (?:country|origin|location) (?:is|was) (?:anything|anywhere) (?:but|except|save)', 'not from'],
  ['whose (?:country|origin|location) (?:is|was) not', 'not from'],
  ['whose (?:country|origin|location) (?:is|was)', 'from'],
  ['with (?:anyone|anybody|everyone|everybody) (?:but|except|save)', 'not with'],
  ['(?:by |from |of )?(?:anyone|anybody|everyone|everybody) (?:but|save)', 'except'],
  ['is (?:anything|anywhere|everything) (?:but|except|save)', 'is not'],
  ['(?:from )?(?:anywhere|everywhere|any country|all countries) (?:but|except|save)', 'not from'],
  [/^not (?:from )?(?:the )?(?=[a-z .]{2,20}:)/, 'not from '],
  ['leaving ([a-z0-9._-]+) (?:out of (?:the picture|it|this|account)|out|aside)', 'except $1'],
  [
    '(?:not counting|without counting|discounting|disregarding|setting aside|never mind|with the exception of)(?: the)? (?=[\\d])',
    'except from ',
  ],
  ['(?:discounting|setting aside|with the exception of)', 'except'],
];

const SIGNING_IN: readonly GlossRule[] = [
  [
    `(?:whiff|fumble|flub|botch|fluff|bungle|mess(?:ed|ing)? up|fat-finger)(?:ed|s|d|ing)? ${WHOSE} (?:passwords?|log-?ins?|sign-?ins?|credentials)`,
    'failed to log in',
  ],
  [
    '(?:turned away|knocked back|bounced(?! back)|turned down|shut out|kept out|thrown back|sent away)(?= |[?.!,]|$)',
    'failed',
  ],
  ['(?:authentication|auth) (?:errors?|failures?|fails?|rejections?)', 'failed logins'],
  ['(vpn|ssh|rdp|webmail|mail|sso|imap) (?:fails|failures|errors|rejections)', 'failed $1 logins'],
  ['(?:log|sign)[- ]?(?:in|on) (?:errors|rejections|denials)', 'failed logins'],
  ['bad guys?|baddies|bad actors?|crooks?|miscreants?|villains?', 'attackers'],
  [/(?<=\bsessions? (?:by|with|from|on|of) )client:? (?=(?:firefox|chrome|safari|edge|opera)\b)/, ''],
];

const TELLING: readonly GlossRule[] = [
  [/^may (?=(?:i|we) )/, 'can '],
  [/^might (?=(?:i|we|you) )/, 'could '],
  ['(?:distributed|spread|divided|split up) (?:over|across|among|between|by|into)(?: the)?', 'grouped by'],
  [/(?:^|(?<=[,;.] |\band |please |kindly ))(?:enumerate|itemi[sz]e|recount|recite)(?= )/, 'list'],
  [/(?:^|(?<=[,;.] |\band |please |kindly ))(?:a |the )?(?:roster|rundown|tally|enumeration|listing) of(?= )/, 'list'],
  [/(?:^|(?<=\bto |please |kindly ))(?:peruse|behold|inspect|consult)(?= )/, 'open'],
  [/(?:^|(?<=please |kindly ))present(?= (?:the|me|us|today|yesterday|last|this))/, 'show'],
  [/(?:^|(?<=[,;.] |\bthen |\band |please |kindly ))compose(?= )/, 'write'],
  [
    String.raw`explain (?:to (?:me|us|a [a-z]+(?: (?:such as|like) (?:me|myself))?) )?what ([\w -]{3,40}) (?:means|is|are)`,
    'what does $1 mean',
  ],
  ['(?:policies|detections) (?=(?:in|of) our (?:detection|rule))', 'rules '],
];

const MODERATING: readonly GlossRule[] = [
  [/(?:^|(?<=[,;.] |\band |\bthen |please ))(?:yeet|punt|eject|evict|chuck)(?= @?[a-z0-9])/, 'kick'],
  [
    /(?:^|(?<=[,;.] |\band |\bthen |please ))(?:nuke|purge|zap|obliterate)(?= (?:the |all |those |his |her |their )*(?:messages?|msgs?|posts?|comments?)\b)/,
    'delete',
  ],
  [/(?:^|(?<=[,;.] |\band |\bthen |please ))(?:shush|gag|muzzle|hush)(?= @?[a-z0-9])/, 'mute'],
  ['(?:the )?(?:whole|entire) (?:gang|crew|bunch|lot|group|pack|party|mob)', 'everyone involved'],
  ['every (?:single )?one of them|every last one(?: of them)?', 'all of them'],
];

const CAMERAS: readonly GlossRule[] = [
  ['(?:our |the )?lenses', 'the cameras'],
  ['head ?counts?', 'how many people'],
  ['(?:the )?(?:latest|last|newest|current) (?:frame|still|shot|image|snap)', 'latest picture'],
  ['(?:captured|caught|snapped|picked up|filmed) (?=(?:by|on|at) (?:the |our )?(?:cameras?|cam|cctv))', 'seen '],
];

export const SYNONYMS: readonly GlossRule[] = [
  ...TIMES,
  ...LEFT_OUT,
  ...SIGNING_IN,
  ...TELLING,
  ...MODERATING,
  ...CAMERAS,
];
