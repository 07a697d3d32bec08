/** What of one alert or incident somebody wants to know: answered in a sentence before all else that is told of it. */
export type AskedOfIt =
  | 'who'
  | 'opened_by'
  | 'settled_by'
  | 'why_settled'
  | 'why_severity'
  | 'why'
  | 'how_long'
  | 'when'
  | 'is_open'
  | 'is_settled';

const SETTLED = String.raw`(?:acknowledged|resolved|closed|dismissed|settled|solved|fixed|handled|dealt with|finished|done|over|contained|marked as (?:a )?false (?:alarm|positive)|(?:a )?false (?:alarm|positive))`;
const AT_IT = String.raw`(?:responsible(?: for)?|in charge(?: of)?|work(?:s|ed|ing)? on|handl(?:es|ed|ing)|deal(?:s|t|ing)? with|look(?:s|ed|ing)? (?:at|into|after)|tak(?:es|ing|en) care of|assigned(?: to)?|own(?:s|er(?: of)?)|investigat(?:es|ed|ing)|(?:has|have|got)(?= (?:it|this|that|inc-|alr-|the (?:case|incident|alert))\b)|on (?=(?:it|this|that|inc-\d|alr-\d)))`;
const SOMEBODY = String.raw`(?:any(?:body|one)|some(?:body|one)|who(?:m|ever)?(?:'s)?|nobody|no[- ]one|the team)`;

/** The first that fits; the more exact stand first. */
const QUALITIES: readonly [RegExp, AskedOfIt][] = [
  [
    new RegExp(
      String.raw`\b(?:why|how come|for what reason)\b.*\b${SETTLED}\b|\bwhat was the (?:reason|resolution|outcome)\b`,
    ),
    'why_settled',
  ],
  [
    new RegExp(
      String.raw`\bwho (?:has |had |was it (?:that|who) )?(?:acknowledged|resolved|closed|dismissed|settled|solved|fixed|reopened|marked)\b|\b${SETTLED},? (?:and )?by (?:who|whom)\b`,
    ),
    'settled_by',
  ],
  [
    /\bwho (?:has |had |was it (?:that|who) )?(?:opened|reported|raised|created|filed|started)\b|\b(?:opened|reported|raised|created) by who(?:m)?\b/,
    'opened_by',
  ],
  [
    /\b(?:why|how come|for what reason)\b.*\b(?:low|medium|high|critical|severe|serious|severity|bad|urgent)\b/,
    'why_severity',
  ],
  [
    /^(?:(?:and|but|so|ok(?:ay)?|hm+)[ ,]+)*(?:why|how come|for what reason)\b|\bwhy (?:did|was|is|has)\b|\bwhat (?:caused|triggered|raised|set off)\b/,
    'why',
  ],
  [/\b(?:how long|since when|for how long|how old)\b/, 'how_long'],
  [
    new RegExp(
      String.raw`\bwhose (?:is|incident|case|job)\b|\b${SOMEBODY}\b.{0,30}\b${AT_IT}|\b(?:is|has) (?:it|this|that|inc-\d+|alr-\d+) (?:been )?assigned\b`,
    ),
    'who',
  ],
  [/\bwhen (?:did|was|has|is)\b.*\b(?:start|begin|began|happen\w*|opened|raised|reported|created|first|it)\b/, 'when'],
  [/\b(?:is|are|was|has)\b.{1,40}\b(?:still )?(?:open|unresolved|unhandled|going on|active|running)\b/, 'is_open'],
  [
    new RegExp(String.raw`^(?:(?:and|but|so|ok(?:ay)?)[ ,]+)*(?:is|was|has|have|did)\b.{1,40}\b${SETTLED}\b`),
    'is_settled',
  ],
];

/** What a message asks of the one thing it looks at, read in the grammar's English; null where it wants to see all of it. */
export const askedOfIt = (norm: string): AskedOfIt | null =>
  norm.length > 160 ? null : (QUALITIES.find(([words]) => words.test(norm))?.[1] ?? null);
