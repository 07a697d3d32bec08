import { type Clause, type PlanContext, typed } from './plan-types.ts';
import { findTime } from './times.ts';
import { editDistance } from './utterance.ts';

/** Words that carry no condition: grammar, courtesy, talk about the asking itself. */
const FUNCTION_WORDS = `a an the this that these those some any all each every both either neither none no not nor and or but so yet if then than as
  i me my mine myself you your yours he him his she her hers it its we us our ours they them their theirs who whom whose which what when where why how
  one ones thing things something anything nothing everything someone somebody anyone anybody everyone everybody nobody else other others another same
  of in on at by for from to into onto with without within about over under between during since until till before after above below up down out off near
  across through around along against per via upon toward towards among
  is are was were be been being am do does did done doing have has had having can could will would shall should may might must need needs
  isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't can't couldn't won't wouldn't shouldn't ain't cannot
  i'm i'd i've i'll you're you've you'd it's that's there's here's what's who's where's how's when's we're we've they're they've he's she's let's
  there here now just only also too even still already again ever never always often sometimes maybe perhaps please kindly thanks thank cheers
  hi hello hey yo ok okay well um uh hmm erm ah oh yes yeah yep sure right alright quick quickly asap fast real really actually basically simply
  very quite rather pretty much many more most less least few several lot lots bunch couple enough total altogether overall combined roughly about
  show list find search look get give tell see display pull fetch check bring view want like know wonder wondering curious say said tells told talk
  query filter narrow restrict limit leave leaving hide hiding omit omitting include including included exclude display print output present summarise count counted counts number numbers
  amount amounts quantity sum figure figures stats statistics breakdown break broken split group grouped sort sorted order ordered rank ranked ranking
  arranged bucketed organised organized
  happen happened happening happens occur occurred occurring take took place going gone went come came coming comes go goes start started
  make made let put keep keeps kept seem seems seemed appear appears appeared look looks looked looking turn turned
  got gotten getting gets call called named name names mean means meant think thought believe guess ask asked asking question questions answer
  try tried tries trying attempt attempted attempting manage managed able
  today yesterday tonight tomorrow day days week weeks month months year years hour hours minute minutes time times date dates moment moments period
  morning afternoon evening night nights noon midnight recent recently lately latest last past previous newest oldest earliest current currently far
  new first second third next long ago soon once twice daily weekly monthly hourly
  me. pls plz thx hola bot assistant safenest desk team guys folks mate buddy sir dear colleague boss
  able possible quick short brief briefly full complete whole entire exact exactly single different distinct unique various
  details detail detailed info information overview report reports picture list lists table chart graph view page result results hit hits match matches
  based according regarding concerning related relating relevant respect terms basis case involved involving involve
  whether behind handling handles develop develops developed developing summary since
  e.g i.e etc vs versus compared compare comparison rate ratio percentage share`;

/** Words the search understands, in whatever part of the grammar. */
const SEARCH_WORDS = `login log-in logon log-on logged logging logs log signin sign-in signon sign signs signed signing session sessions authentication
  authentications authenticate authenticated authenticating auth access accessed accessing connection connections connect connected connecting
  attempt attempts try password passwords credentials credential ssh sshd system server
  fail failed failing failure failures fails unsuccessful unsuccessfully successful successfully success successes succeed succeeded wrong bad incorrect
  invalid rejected denied blocked refused good valid accepted granted locked lockout lockouts locking mistyped
  alert alerts alarm alarms warning warnings anomaly anomalies anomalous unusual suspicious weird strange odd abnormal fishy notable finding findings
  detection detections detect detected threat threats attack attacks attacked attacking attacker attackers hack hacked hacking hacker hackers breach
  breaches intrusion intrusions brute force brute-force bruteforce forced forcing spray spraying sprayed guess guessing guessed hammer hammered hammering
  break breaking break-in break-ins broke compromised compromise intruder intruders culprit culprits offender offenders target targeted targets victim victims affected harmed
  trigger triggered triggers fire fired fires raise raised raises rule rules detector
  incident incidents ticket tickets case cases matter matters issue issues problem problems trouble
  event events entry entries record records activity activities action actions traffic line lines message messages item items row rows
  severity severities severe risk risks risky high-risk priority priorities level levels critical high medium low serious major minor urgent important dangerous worst worse bad
  open opened opens opening closed close closing unresolved resolved resolve acknowledged acknowledge unacknowledged outstanding pending handled unhandled
  active ongoing waiting attention attended dealt touched investigating investigation investigated contained false alarm positive positives status state states
  user users username usernames account accounts people person persons employee employees member members staff colleague colleagues folk identity identities
  address addresses ip ips ipv4 ipv6 host hosts machine machines source sources origin origins network networks subnet range ranges
  country countries nation nations city cities location locations place places region geography abroad foreign outside inside originate originating originated
  hour day weekday weekdays weekend weekends outcome outcomes kind kinds type types category categories
  top bottom biggest largest smallest highest lowest busiest noisiest main common frequent frequently mostly max maximum peak
  trend trends trending development over worry worried worrying worries concern concerned concerning concerns attention important notice noteworthy news
  security secure safe watch know missed miss eye handle look deal act
  assigned assign assignee owner owned working work works works plate mine desk
  contain contains containing mention mentions mentioning text word words phrase string term full-text grep hunt search find
  seen saw see noticed known registered recorded stored logged occurring
  own ours hit hits touched reach reached wanted wanting
  stuff show shown gimme dodgy shady sketchy continue continued usual usually normally normal typically regularly generally mostly progress rated rate work worked mistype mistyped instead starting start
  begin beginning begins began end ends ended ending while away hiding popped pop cropped logon gotta wanna lemme bunch
  history histories except besides excluding apart aside omit omitting skip skipping counting minus hide hiding barring non slept sleep sleeping asleep woke weekend holiday holidays vacation
  anywhere somewhere everywhere nowhere
  nobody's cause caused causes
  nothing's everyone's today's yesterday's week's month's year's night's
  unknown known strange outside abroad nonsense rubbish bogus unfounded dealing`;

const KNOWN = new Set(`${FUNCTION_WORDS} ${SEARCH_WORDS}`.split(/\s+/));
/** Whether the grammar knows a word, or what it is made of. */
export const isKnownWord = (word: string): boolean =>
  KNOWN.has(word) ||
  KNOWN.has(word.replace(/'s?$/, '')) ||
  KNOWN.has(word.replace(/s$/, '')) ||
  (word.includes('-') && word.split('-').every((part) => part === '' || isKnownWord(part)));

/** A known word mistyped: it was meant, not left out. */
const isSlip = (word: string): boolean =>
  word.length >= 3 &&
  /^[a-z]+$/.test(word) &&
  LONG.some(
    (known) =>
      (word.length > 3 || known[0] === word[0] || known.length === 3) &&
      Math.abs(known.length - word.length) <= 1 &&
      editDistance(word, known, 1) <= 1,
  );
/** Where somebody is named: “of sam” means no “same”. */
const LEADS_TO_NAME = /\b(?:of|by|for|from|with|about|did|does|has|had)\s$/;
/** No name looks like that: it has no vowel, or the letters of a short word in another order. */
const isClumsy = (word: string): boolean =>
  !/[aeiouy]/.test(word) || LONG.some((known) => known.length === word.length && sorted(known) === sorted(word));
const sorted = (word: string): string => [...word].sort().join('');
const LONG = [...KNOWN].filter((word) => word.length >= 3);

/**
 * What a search leaves unread of the text it was asked in: the words that mean something and are in no argument, as
 * typed, those side by side together. `used` are the spans that went into arguments beyond those blanked already.
 */
export function unusedWords(
  clause: Clause,
  used: readonly (readonly [number, number])[],
  clock: Pick<PlanContext, 'now' | 'timeZone'>,
): string[] {
  let { rest } = clause.entities;
  const phrases: { from: number; to: number }[] = [];
  // A search has one time: "last month vs this month" leaves one of them.
  const second = clause.entities.time && findTime(rest, clock.now, clock.timeZone);
  const span = second?.spans[0];
  if (span && span[1] - span[0] > 5) {
    phrases.push({ from: span[0], to: span[1] });
    rest = rest.slice(0, span[0]) + ' '.repeat(span[1] - span[0]) + rest.slice(span[1]);
  }
  for (const [from, to] of used) rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  // what is said a hundred times over need not be weighed a hundred times
  const seen = new Set<string>();
  for (const match of rest.matchAll(/[\p{L}\p{N}][\p{L}\p{N}\p{M}'’_.-]*/gu)) {
    const word = match[0].replace(/['’_.-]+$/, '');
    if (!/\p{L}{3}/u.test(word) || seen.has(word) || isKnownWord(word)) continue;
    if (isSlip(word) && !(word.length <= 4 && LEADS_TO_NAME.test(rest.slice(0, match.index)) && !isClumsy(word))) {
      seen.add(word);
      continue;
    }
    if (phrases.length >= 12) break;
    const to = match.index + word.length;
    const before = phrases.at(-1);
    if (before && /^\s{1,2}$/.test(rest.slice(before.to, match.index))) before.to = to;
    else phrases.push({ from: match.index, to });
  }
  return phrases.slice(0, 4).map(({ from, to }) => withAdjective(clause, rest, from, to));
}

const UNIT = String.raw`(?: ?[\p{L}%]+)?`;
const WORDS = String.raw`[\p{L}\p{N}][\p{L}\p{N}'’_.-]*`;
/** What follows a word that leads a condition in, up to the next such word. */
const TAIL = String.raw`(?:(?: (?!(?:and|or|but|on|in|at|from|by|of|since|until|today|yesterday|this|last|that|which|who|were|was|are|is|have|has|had|did)\b)${WORDS}){0,2})`;
/**
 * What limits a question wherever it stands: what a search left of it in its text was not used, though every word of it is
 * known elsewhere.
 */
const LIMITS = [
  String.raw`\b(?:without|lacking|with no|instead of) (?:an? |the |any )?(?!(?:an?|the|any)\b)(?!(?:fail\w*|success|false|closed|resolved|open|acknowledged|filters?|them|those|me|low|medium)\b)${WORDS}${TAIL}`,
  String.raw`\b(?:more|fewer|less|longer|shorter|older|newer|greater|higher|lower|bigger|larger|smaller|faster|slower|earlier|later) than (?:an? |the )?${WORDS}${UNIT}`,
  String.raw`\b(?:at least|at most|exactly|over|under|above|below|within) \d[\d.,]*${UNIT}`,
  String.raw`\b(?:after|before|until|since|during|because of|when(?= (?:he|she|nobody|no one|everyone|the|his|her|our)\b)) (?:an? |the |his |her |our |their |its |my )?(?!(?:that|this|then|all|it|last|now|when)\b)${WORDS}${TAIL}`,
  String.raw`\b(?:that|this|the same|same) (?:device|browser|computer|phone|city|country|place|location|time|hour|day|rule|service|address|ip|host|account|user|person|guy|man|woman|attacker|people)\b`,
  String.raw`\b(?:from )?(?:elsewhere|somewhere else|anywhere else|over there)\b`,
  String.raw`\b(?:new|former|temporary|external|inactive|disabled|locked|privileged|personal|shared|unknown|unused|remote) (?:employees?|users?|accounts?|devices?|address(?:es)?|ips?|machines?|hosts?|people|members?|staff|contractors?|countr(?:y|ies)|cit(?:y|ies)|locations?|places?)\b`,
  String.raw`(?<![\p{L}\p{N}.:/_-])\d{2,}(?![\p{L}\p{N}.:/_-])(?: (?!(?:and|or|on|in|at|from|by|of|to)\b)\p{L}+)?`,
].map((pattern) => new RegExp(pattern, 'gu'));

/** The conditions a search left unread, as typed. `used` are the spans that went into its arguments. */
export function unusedLimits(clause: Clause, used: readonly (readonly [number, number])[]): string[] {
  let { rest } = clause.entities;
  for (const [from, to] of used) rest = rest.slice(0, from) + '\u0000'.repeat(to - from) + rest.slice(to);
  const found: [number, number][] = [];
  for (const pattern of LIMITS)
    for (const match of rest.slice(0, MOST_READ).matchAll(pattern)) {
      const [from, to] = [match.index, match.index + match[0].trimEnd().length];
      // "203.0.113.9: what do we have on that address?"
      if (clause.entities.ip !== null && /\b(?:address|ip|host)$/.test(match[0])) continue;
      if (found.length < 12 && !found.some(([a, b]) => from < b && a < to)) found.push([from, to]);
    }
  return found
    .sort((a, b) => a[0] - b[0])
    .slice(0, 4)
    .map(([from, to]) => typed(clause, from, to).trim().slice(0, 60));
}
const MOST_READ = 1000;

/** "device" alone says less than "new device": a known word that belongs to what was not used stands with it. */
function withAdjective(clause: Clause, rest: string, from: number, to: number): string {
  const before = /\b(?:new|unknown|known|foreign|strange|other|same|different|wrong|first|second|high|low)\s$/.exec(
    rest.slice(0, from),
  );
  return typed(clause, before ? before.index : from, to)
    .trim()
    .slice(0, 60);
}
