import type { Plan } from './plan-types.ts';

/** What of one alert or incident somebody wants to know: answered in a sentence before all else that is told of it. */
export type AskedOfIt =
  | 'who'
  | 'opened_by'
  | 'settled_by'
  | 'why_settled'
  | 'why_severity'
  | 'why'
  /** Whether it was whose account it is, and whether somebody asked them. */
  | 'them'
  | 'how_long'
  | 'when'
  | 'is_open'
  | 'is_settled'
  /** Of an incident: who leads it, writes it down, speaks for it, takes part, and what is to be done. */
  | 'commander'
  | 'scribe'
  | 'liaison'
  | 'people'
  | 'tasks'
  /** Of an incident: which ticket it has in the issue tracker, and whether that is done. */
  | 'ticket'
  | 'ticket_done'
  /** Of an incident: what happened, what was done by whom, what is open. */
  | 'story'
  /** Of a summary: better or worse, up or down. */
  | 'trend'
  /** Of a summary: how fast somebody reacted. */
  | 'reaction'
  /** Of a rule: how noisy it is, since when there is it and by whom, what it looks for. */
  | 'rule_noise'
  | 'rule_made'
  | 'rule_words'
  /** Of what works here: the backups. */
  | 'backups'
  /** Of a moderation case: who wrote first, whom it is against, what was written, what is suggested, what is like it. */
  | 'case_began'
  | 'case_against'
  | 'case_quotes'
  | 'case_advice'
  | 'case_alike'
  /** Who took part, each with how many messages. */
  | 'case_people'
  /** How bad it is, beside those like it. */
  | 'case_severity'
  /** Of sightings: whether anybody was there, how long, in whose company, who came first or was there last, how many. */
  | 'anybody'
  | 'stay'
  | 'company'
  | 'first_seen'
  | 'last_seen'
  | 'different';

const OF_CASES: readonly [RegExp, AskedOfIt][] = [
  [
    /\bhow (?:bad|severe|serious|toxic|nasty|ugly|dangerous|grave)\b|\b(?:compared|in comparison) (?:to|with)\b|^(?:serious|bad|severe)\b|\b(?:is|was) (?:it|this|that) (?:really |very |that |so )*(?:bad|serious|severe)\b/,
    'case_severity',
  ],
  [
    /\b(?:like (?:that|this|it|these|those)|similar|alike|comparable)\b|\bhow (?:did|were|was|have) (?:those|these|they|the others?|that one|the (?:other|earlier|similar) (?:one|case)s?)\b.{0,12}\b(?:end|ended|turn(?:ed)? out|go|decided|handled|resolved|settled|closed|dealt with|punished)\b/,
    'case_alike',
  ],
  [
    /\bhow many (?:messages?|posts?|comments?|people|persons?|members?|users?|accounts?|attackers?|of them)\b|\bwho(?: all| else)?\b.{0,12}\b(?:involved|part|joined|in (?:it|this|that)|else)\b|\b(?:the|any|what about) (?:others?\b(?! (?:case|time|channel|message)s?\b)|other (?:two|three|four|ones|people|\d+))|\b(?:everybody|everyone|people) (?:involved|in (?:it|this|that))\b/,
    'case_people',
  ],
  [
    /\b(?:recommend\w*|suggest\w*|advi[cs]e|deserves?|bannable|worth|(?:should|shall|would|ought) (?:i|we|you)|what (?:to do|now|next)|(?:would|do) you (?:do|think|pick|choose|recommend|suggest)|opinion|your take|right (?:call|thing|step)|second opinion|why\b.{0,30}\bstrikes?|how (?:are|is|were|do)\b.{0,20}\bstrikes?)\b/,
    'case_advice',
  ],
  [/\bwho(?:m)?\b.{0,20}\b(?:start\w*|beg[au]n|first)\b|\bhow did (?:it|this|that) (?:start|begin)\b/, 'case_began'],
  [
    /\b(?:victims?|target(?:ed)?|against who(?:m)?|who(?:m)? (?:is|was) (?:it|this|that) against|attacked|(?:talk|speak|writ|argu|answer|reply|fight)ing (?:to|with|at|against))\b|\bwho(?:m)? (?:did|does|was|were|is|are) (?:he|she|they|\w+) (?:\w+ )?(?:attack\w*|insult\w*|target\w*|mean|talk\w*|writ\w*|answer\w*|harass\w*|bully\w*|after)\b/,
    'case_against',
  ],
  [
    /\bwhat\b.{0,25}\b(?:wrote|writes?|written|said|says?|posts?|posted|sent|sends?|typed?)\b|\b(?:quotes?|evidence|messages?|words)\b|\bnasty\b/,
    'case_quotes',
  ],
];

/** What of a moderation case a message wants to know first; undefined where it wants to see all of it. */
export const askedOfCase = (norm: string): AskedOfIt | undefined => OF_CASES.find(([words]) => words.test(norm))?.[1];

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
    new RegExp(String.raw`\bhow (?:was|is|were|did|has)\b.{1,30}\b(?:${SETTLED}|handle|deal with|solve|fix)\b`),
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
      String.raw`\bwhose (?:is|incident|case|job)\b|\b${SOMEBODY}\b.{0,30}\b${AT_IT}|\b(?:is|has) (?:it|this|that|inc-\d+|alr-\d+) (?:been )?assigned\b|\b${SOMEBODY}\b.{0,15}\b(?:pick(?:s|ed|ing)?|took|tak(?:es?|en|ing)|grab(?:s|bed|bing)?) (?:it|this|that|inc-\d+|alr-\d+) (?:up|on|over)\b`,
    ),
    'who',
  ],
  [
    /\bwhat(?:'s|s| is| are| do we have| remains)?(?: still| left| there| open)* to (?:do|be done)\b|\bwhat(?:'s|s| is) (?:still )?left(?: to do)?\b|\b(?:open|its|the) tasks\b/,
    'tasks',
  ],
  [/\bwhen (?:did|was|has|is)\b.*\b(?:start|begin|began|happen\w*|opened|raised|reported|created|first|it)\b/, 'when'],
  [/\b(?:is|are|was|has)\b.{1,40}\b(?:still )?(?:open|unresolved|unhandled|going on|active|running)\b/, 'is_open'],
  [
    new RegExp(String.raw`^(?:(?:and|but|so|ok(?:ay)?)[ ,]+)*(?:is|was|has|have|did)\b.{1,40}\b${SETTLED}\b`),
    'is_settled',
  ],
  [
    /\b(?:summari[sz]e|sum (?:it |this |that )?up|summary|recap(?:itulate)?|tl;?dr|(?:catch|bring|get) (?:me|us) up|up to (?:speed|date)|fill (?:me|us) in|brief (?:me|us)|the gist|the (?:whole )?story|(?:run|walk|talk) (?:me|us) through|what(?:'s| has| have|'ve| was| were| did)?(?: we| they| been| people| anyone)? (?:happened|happening|gone on|done|do)|where (?:are|do) we\b|so far|(?:report|briefing|overview|write-?up) (?:on|about|of|for) (?:it|this|that|the|our))\b/,
    'story',
  ],
];

const qualityOf = (norm: string): AskedOfIt | null =>
  norm.length > 160 ? null : (QUALITIES.find(([words]) => words.test(norm))?.[1] ?? null);

/**
 * What a message asks of the one thing it looks at, read in the grammar's English, in its order: “who dealt with it and how long did it
 * take” asks two things. None where it wants to see all of it.
 */
export function askedOfIt(norm: string): AskedOfIt[] {
  const whole = qualityOf(norm);
  if (whole === null) return [];
  const parts = norm.split(/,? and (?=who|how|when|why|what|since|is|was|has)\b/).map(qualityOf);
  const each = [...new Set(parts)].filter((one) => one !== null);
  return each.length === 2 && parts.length === 2 ? each : [whole];
}

const WHO_HAS = new RegExp(
  String.raw`\b${SOMEBODY}\b.{0,30}\b(?:${AT_IT}|look\w*|touch\w*|handl\w*|own\w*|react\w*|tak\w* (?:care|up)|dealing)`,
);

const WHY_SETTLED = new RegExp(
  String.raw`\b(?:why|how come|for what reason)\b.*\b${SETTLED}s?\b|\b${SETTLED}s?\b.*\b(?:and|or|but),? why\b`,
);

/** What of several alerts or incidents is asked: who has them, who settled them, why. */
export function askedOfAlerts(norm: string): 'who' | 'settled_by' | 'why_settled' | undefined {
  if (norm.length > 160) return undefined;
  const asked = qualityOf(norm);
  if (WHY_SETTLED.test(norm)) return 'why_settled';
  if (asked === 'why_settled' || asked === 'settled_by') return asked;
  if (/\bwho (?:said|says|decided|judged|claims?|thinks?) (?:so|that|this|it)\b/.test(norm)) return 'settled_by';
  return asked === 'who' || WHO_HAS.test(norm) ? 'who' : undefined;
}

/** Whether a message wants no more than a sentence: “sum it up in one line”. */
export const wantsOneLine = (norm: string): boolean => ONE_LINE.test(norm);
const ONE_LINE =
  /\b(?:in|as|just|only|with|make it) (?:one|a single|a|1) (?:short |single |simple )?(?:sentence|line|phrase)\b|\bone[- ]?(?:liner|sentence|line)\b/;

const TREND =
  /\b(?:better|worse|safer)\b|\b(?:is|are|was) (?:that|this|it|these|those|they) (?:\w+ ){0,2}(?:good|bad|normal|ok(?:ay)?|fine|a lot|many|much|high|low|worrying|serious|usual|alarming)\b|\b(?:up|down)(?:wards?)? or (?:up|down)|\b(?:going|gone|went|getting|trending) (?:up|down)\b|\b(?:more|fewer|less) or (?:more|fewer|less)\b|\b(?:improv|increas|decreas|ris|fall|grow|declin|dropp)ing\b|\b(?:more|fewer|less) than\b/;

/** Whether a message asks how fast people reacted. */
export const asksReaction = (norm: string): boolean =>
  /\bhow (?:long|fast|quick\w*|soon|slow\w*)\b.*\b(?:react|respond|answer|acknowledge)\w*\b/.test(norm) ||
  takesLong(norm);

/** “how long do we take to close alerts?”, whoever “we” are. */
export const takesLong = (norm: string): boolean =>
  /\bhow (?:long|fast|quick\w*|soon|slow\w*)\b(?: (?:do|does|did|are|is|it|we|you|they|the team|i|people|usually|normally|on average))*(?: (?:take|takes|took|need|needs))?(?: (?:us|them|it))?(?: (?:to|until|before|till|with|at))?(?: (?:we|an?|the|our))?.{0,12}\b(?:clos|resolv|settl|handl|deal|finish|work off|react|respond|answer|acknowledg)\w*(?: (?:with|the|our|all|to|an?|on))*(?: (?:alerts?|alarms?|incidents?|tickets?|things|them|it))?[?!. ]*$/.test(
    norm,
  );

/** Whether a message asks for the backups. */
export const asksBackups = (norm: string): boolean => /\bback-?ups?\b/.test(norm);

/** Whether a message asks which way things go: "is that better or worse?", "up or down?". */
export const asksTrend = (norm: string): boolean => TREND.test(norm);

const YES_OR_NO =
  /^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hey|then|now)[ ,]+|in plain (?:english|words)[ ,]+)*(?:did|has|have|had|was|were|is there|are there|was there|were there)\b/;
/** Who is asked for by nobody's name: there is one, or there is none. */
const ANYBODY =
  /\b(?:any(?:one|body|thing)?|some(?:one|body)?|an? (?:attacker|hacker|intruder|stranger)|hackers?|attackers?|intruders?)\b/;
/** Of an address: whoever stands behind it. */
const HE =
  /^(?:(?:and|so|but|ok(?:ay)?|well)[ ,]+)*(?:did|has|have|had|was|were) (?:he|she|they|it|(?:the|that|this|whoever)\b)/;
/** What turns a yes round, or asks for more than whether. */
const TURNED =
  /\b(?:not|n't|never|nobody|no one|no|all|every\w*|only|else|same|normal\w*|usual\w*|more|fewer|less|than|who|which|how|why|when|where|what|still|already|yet|dealt|deal|handled?|look\w*|anyone's)\b(?! ever| in\b)/;

/** Whether a message asks if there is any such login or alert as its search looks for, and nothing else. */
export function wantsYesOrNo({ calls, say, unused }: Plan, norm: string): boolean {
  const [call] = calls;
  if (!call || say !== null || (unused && unused.length > 0)) return false;
  const { kinds, outcome, rule, group_by: by, compare_to: to, limit } = call.args;
  const [kind, ...others] = Array.isArray(kinds) ? kinds : [];
  // failed logins are asked for by that word, not by what somebody tried
  const isOutcome =
    outcome === 'success' || (outcome === 'failure' && /\b(?:fail|wrong|unsuccess|reject|denied)/.test(norm));
  const isWhole = (kind === 'login' && isOutcome) || (kind === 'alert' && rule === 'success_after_failures');
  const asks = norm.replace(/ or not\b/g, '');
  return (
    isWhole &&
    others.length === 0 &&
    by === undefined &&
    to === undefined &&
    limit === undefined &&
    // of all logins there are, that some succeeded says nothing
    Object.keys(call.args).some((name) => !/^(?:kinds|outcome)$/.test(name)) &&
    YES_OR_NO.test(asks) &&
    (ANYBODY.test(asks) || (call.args.ip !== undefined && HE.test(asks))) &&
    !TURNED.test(asks)
  );
}
