import ipaddr from 'ipaddr.js';
import { formatReference, parseReference, type ReferenceKind } from '../../domain/reference.ts';
import type { Severity } from '../../domain/severity.ts';
import { findCountries } from './countries.ts';
import { findTime, type TimeMention } from './times.ts';

export type Outcome = 'success' | 'failure';
export type Kind = 'login' | 'alert' | 'incident';

/** A thing referred to: `ALR-77`, from `ALR-77`, `alert 77`, `alert no. 77` or `alr77`. */
export interface RefMention {
  kind: ReferenceKind;
  ref: string;
  at: number;
}

/** What one clause names, apart from what it asks for. */
export interface Entities {
  refs: RefMention[];
  email: string | null;
  /** Address, or range in CIDR notation. */
  ip: string | null;
  countries: string[];
  excludedCountries: string[];
  severity: Severity | null;
  outcome: Outcome | null;
  kinds: Kind[];
  groupBy: string | null;
  limit: number | null;
  time: TimeMention | null;
  /** What stood in quotation marks, as typed in lower case. */
  quoted: string | null;
  /** The text with everything above blanked out; positions are those of the clause. */
  rest: string;
}

const REF_WORDS: [RegExp, ReferenceKind][] = [
  [/^(?:alr|alerts?|alarms?)$/, 'alert'],
  [/^(?:inc|incidents?|tickets?)$/, 'incident'],
  [/^rules?$/, 'rule'],
];

/** References in the order they stand; "alerts 3, 4 and 5" is three. */
export function findRefs(text: string): { refs: RefMention[]; spans: [number, number][] } {
  const refs: RefMention[] = [];
  const spans: [number, number][] = [];
  const pattern =
    /(?<![\w-])(?:(log)[- ]?((?=[0-9a-z]*\d)[0-9a-z]{6}|(?=[0-9a-z]*\d)[0-9a-z]{10})|(alr|alerts?|alarms?|inc|incidents?|tickets?|rules?)(?:[- ]?#?|,? (?:number|no\.?|nr\.?|id|ref(?:erence)?|called)? ?#?:? ?)(\d{1,9})(?![\w/]|[:.]\d| (?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|times|or more|percent|am|pm|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))/g;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    if (match[1]) {
      const reference = parseReference(`LOG-${match[2]}`);
      if (!reference) continue;
      refs.push({ kind: 'event', ref: formatReference(reference), at: match.index });
      spans.push([match.index, end]);
      continue;
    }
    const kind = REF_WORDS.find(([words]) => words.test(match[3]!))![1] as Exclude<ReferenceKind, 'event'>;
    const add = (digits: string): void => {
      const reference = parseReference(digits, kind);
      if (reference) refs.push({ kind, ref: formatReference(reference), at: match.index });
    };
    add(match[4]!);
    const list =
      /^(?:(?:,| and| or|, and| &) ?#?\d{1,9}(?![\w/%]|[:.]\d| (?:failed|times|minutes|hours|days|alerts|logins|events|more)))+/.exec(
        text.slice(end),
      );
    for (const digits of list?.[0].match(/\d+/g) ?? []) add(digits);
    spans.push([match.index, end + (list?.[0].length ?? 0)]);
  }
  return { refs, spans };
}

function findIp(text: string): { ip: string; span: [number, number] } | null {
  for (const match of text.matchAll(
    /(?<![\w.:-])(?:[0-9a-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){0,2}(?:\.[*x]){1,3})(?:\/\d{1,3})?(?![\w:])/g,
  )) {
    const said = match[0].replace(/[.:,]+$/, '');
    const span: [number, number] = [match.index, match.index + said.length];
    const wild = /^(\d{1,3}(?:\.\d{1,3}){0,2})((?:\.[*x]){1,3})$/.exec(said);
    if (wild) {
      const octets = wild[1]!.split('.');
      if (octets.length + wild[2]!.length / 2 !== 4 || octets.some((octet) => Number(octet) > 255)) continue;
      return { ip: `${[...octets, '0', '0', '0'].slice(0, 4).join('.')}/${8 * octets.length}`, span };
    }
    const [address = '', bits] = said.split('/');
    if (
      !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address) &&
      (!address.includes(':') || !ipaddr.IPv6.isValid(address) || /^\d{1,2}:\d{2}/.test(address))
    )
      continue;
    if (!ipaddr.isValid(address)) continue;
    const most = ipaddr.parse(address).kind() === 'ipv4' ? 32 : 128;
    if (bits !== undefined && Number(bits) > most) continue;
    return { ip: said, span };
  }
  return null;
}

const SEVERITY_WORDS: [RegExp, Severity][] = [
  [/\b(?:critical(?:s|ly)?|sev(?:erity)?[ -]?1|p1|catastrophic|emergency)\b/, 'critical'],
  [
    /\b(?:high(?:er)?[ -]?(?:risk|severity|priority|impact)?|serious|severe|major|sev(?:erity)?[ -]?2|p2|important|dangerous|urgent|worrying|worst)\b/,
    'high',
  ],
  [/\b(?:medium[ -]?(?:risk|severity|priority)?|moderate|sev(?:erity)?[ -]?3|p3|med)\b/, 'medium'],
  [/\b(?:low[ -]?(?:risk|severity|priority)|low|minor|sev(?:erity)?[ -]?4|p4)\b/, 'low'],
];
const SEVERITY_TAIL =
  /^(?:[ -](?:risk|severity|priority|level))?,? (?:and|or) (?:up(?:wards)?|above|worse|higher|more|greater|over|critical)\b|^\+/;
const SEVERITY_HEAD = /\b(?:at least|minimum|min|above|from) $/;

/** The severity a text names. "high and critical" is read as "high and up". */
export function findSeverity(text: string): { severity: Severity; span: [number, number] } | null {
  const found: { severity: Severity; span: [number, number] }[] = [];
  for (const [words, severity] of SEVERITY_WORDS) {
    const match = words.exec(text);
    if (match) found.push({ severity, span: [match.index, match.index + match[0].length] });
  }
  const lowest =
    found.filter((one) => /\b(?:high|critical|medium|low)/.test(text.slice(...one.span))).at(-1) ?? found.at(-1);
  if (!lowest) return null;
  const tail = SEVERITY_TAIL.exec(text.slice(lowest.span[1]));
  const head = SEVERITY_HEAD.exec(text.slice(0, lowest.span[0]));
  const above = head?.[0].startsWith('above');
  const severity = above
    ? ({ low: 'medium', medium: 'high', high: 'critical', critical: 'critical' } as const)[lowest.severity]
    : lowest.severity;
  const from = Math.min(...found.map((one) => one.span[0]), head ? head.index : Number.POSITIVE_INFINITY);
  const to = Math.max(...found.map((one) => one.span[1]), lowest.span[1] + (tail?.[0].length ?? 0));
  // Two severities far apart are not one list.
  const close = to - from < 40;
  return { severity, span: close ? [from, to] : lowest.span };
}

const FAILURE =
  /\b(?:fail(?:ed|ing|s|ure|ures)?|unsuccessful(?:ly)?|bad (?=log|sign|pass|auth|attempt|cred|user)|bad$|wrong[ -]?passwords?|incorrect|invalid|rejected|denied|blocked|refused|declined|(?:could|can|did|was|were)(?: not|n't)(?: be able)?(?: to)? (?:log|sign|get|make)|(?:can't|couldn't|cannot|cant|couldnt|unable to|not able to|failed to|trouble|struggl\w+ to|locked out)|didn't (?:work|succeed)|not (?:successful|succeed)|unauthori[sz]ed|hammer(?:ed|ing)|mis-?typ(?:ed?|ing)|break[ -]?ins?|broke in|break into|breaking in|brute[ -]?forc\w*|guess(?:ing|ed)?)\b/;
const SUCCESS =
  /\b(?:success(?:ful|fully|es)?|succeed(?:ed|s)?|succeeded|accepted|granted|good|valid|(?:made|make) it in|got in|get in|got through|managed to (?:log|sign)|that worked|worked out)\b/;

/** Whether a text asks for logins that failed or that succeeded. */
export function findOutcome(text: string): Outcome | null {
  const plain = text.replaceAll(/\bbad(?:ge|ly)\b/g, ' ');
  const both =
    /\b(?:success\w*|good)\b.{1,12}\b(?:fail\w*|bad|unsuccess\w*)\b|\b(?:fail\w*|bad|unsuccess\w*)\b.{1,12}\b(?:success(?:ful|es)?|good)\b/.test(
      plain,
    );
  if (both) return null;
  if (FAILURE.test(plain))
    return /\b(?:tried|attempt\w*|trying) to (?:get in|got in)/.test(plain) ? 'failure' : 'failure';
  if (/\b(?:tried|trying|attempts?|attempted|wanted) to (?:get|break|hack|force|guess)/.test(plain)) return 'failure';
  return SUCCESS.test(plain) ? 'success' : null;
}

const LOGIN =
  /\b(?:log[- ]?ins?|log[- ]?ons?|logged[- ]?(?:in|on)(?:to)?|log(?:ging|s)?[- ]?(?:in|on)(?:to)?|sign[- ]?(?:ins?|ons?)|signs?[- ]in|signed[- ]?(?:in|on)|signing[- ]?in|authenticat\w+|auth (?:attempts?|failures?|events?)|access attempts?|password (?:attempts?|failures?|guess\w*)|break[- ]?ins?(?: attempts?)?|broke in|breaking in|break into|brute[- ]?forc\w*|ssh(?:d)?(?: sessions?| attempts?)?|got in(?:to)?|get in(?:to)?|attempts|accessed|accessing|connected to|wrong passwords?|logon attempts?|hammer(?:ed|ing)|mis-?typ(?:ed?|ing)|locked out)\b/;
const ALERT =
  /\b(?:alerts?|alarms?|anomal\w+|unusual|out of the ordinary|abnormal|suspicious|weird|strange|odd|fishy|notable|noteworthy|detections?|findings?|threats?|attacked|triggered|going off|went off|red flags?|attacks?|(?:password )?spray(?:s|ing|ed)?|credential stuffing|intrusions?|breach(?:es|ed)?|compromised?|hack(?:s|ed|ing)?|port scans?|scanned)\b/;
const INCIDENT = /\b(?:incidents?|tickets?)\b/;

export function findKinds(text: string): Kind[] {
  const kinds: Kind[] = [];
  // In "brute-force alerts" it is alerts that are asked for.
  const isAdjective =
    /\b(?:brute[- ]?force|login|log-?in|sign-?in|ssh|failed (?:login|sign-?in)s?|authentication|spray\w*) (?:alerts?|alarms?|incidents?|tickets?)\b/.test(
      text,
    );
  if (LOGIN.test(text) && !isAdjective) kinds.push('login');
  if (ALERT.test(text) && !(kinds.length > 0 && !/\b(?:alerts?|alarms?)\b/.test(text))) kinds.push('alert');
  if (INCIDENT.test(text)) kinds.push('incident');
  return kinds;
}

const GROUPS: [RegExp, string][] = [
  [/countr(?:y|ies)|nations?|locations?|places?|geograph\w+|geo|where/, 'country'],
  [
    /users?(?: ?names?)?|accounts?|people|persons?|employees?|usernames?|logins? names?|who|members?|identit(?:y|ies)|staff/,
    'user',
  ],
  [/ips?|ip[- ]address(?:es)?|address(?:es)?|sources?(?: ips?| addresses)?|hosts?|machines?|origins?/, 'ip'],
  [/outcomes?|results?|success(?:es)? and failures?|success (?:vs|versus|or) failure/, 'outcome'],
  [/hours?(?: of (?:the )?day)?|hourly/, 'hour'],
  [/days?|daily|dates?/, 'day'],
  [/severit(?:y|ies)|risk(?: level)?|priority/, 'severity'],
  [/kinds?|types?|categor(?:y|ies)/, 'kind'],
  [/status(?:es)?|states?/, 'status'],
];
const GROUP_NOUN = GROUPS.map(([words]) => words.source).join('|');

function findGroup(text: string): { groupBy: string; span: [number, number] } | null {
  const patterns = [
    String.raw`\b(?:(?:grouped|broken down|break ?down|split|sorted|ordered|counted|arranged|breakdown|bucketed|organi[sz]ed)(?: \w+)? (?:by|per|into)|by|per|for each|for every|each|across) (?:the )?(?:source |target |each |rule |alert |login |user )?(${GROUP_NOUN})\b`,
    String.raw`\b(?:which|what|whose) (?:top |different |source |remote |are the )?(?:\d+ )?(?!kinds?|types?|status|states?|results?|risk|priority|days?|hours?|people|person)(${GROUP_NOUN})\b`,
    String.raw`\b(?:top|busiest|most (?:active|common|frequent|targeted|attacked)|noisiest|worst|biggest) (?:\d+ |five |ten |three )?(?:source |targeted |attacking |attacked |offending )?(${GROUP_NOUN})\b`,
    String.raw`\b(?:list|show|give me|name|how many|number of|count of|count the|distinct|unique|different) (?:me )?(?:the |all |of )?(?:the )?(?:different |distinct |unique |source |targeted |attacking |attacked |separate )?(countries|ips|ip addresses|addresses|users|accounts|source addresses|hosts)\b`,
    String.raw`\b(hourly|daily)\b`,
  ];
  const named =
    /\b(?:top|biggest|worst|main|most active|which|who are the) (?:\d+ |\w+ )?(attackers?|offenders?|attacking sources|culprits)\b/.exec(
      text,
    ) ?? /\b(?:top|biggest|main|most common|which|who are the) (?:\d+ |\w+ )?(targets?|victims?)\b/.exec(text);
  if (named)
    return {
      groupBy: /^(?:targ|vict)/.test(named[1]!) ? 'user' : 'ip',
      span: [named.index + named[0].length - named[1]!.length, named.index + named[0].length],
    };
  const versus =
    /\b(?:fail\w*|success\w*|good|bad|wins?)(?: \w+)? (?:vs\.?|versus|against|compared (?:to|with)|over|to) (?:fail\w*|success\w*|good|bad)\b|\b(?:success|failure) (?:rate|ratio)\b/.exec(
      text,
    );
  if (versus) return { groupBy: 'outcome', span: [versus.index, versus.index + versus[0].length] };
  for (const pattern of patterns) {
    for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
      const said = match[1]!;
      // "by user alice" and "from which account root" name one, they do not group.
      if (
        /^(?:user|account|ip|address|host|people)$/.test(said) &&
        /^(?:\s+|: ?)(?:named |called )?[\w"']*[\w@.\\-]/.test(text.slice(match.index + match[0].length)) &&
        /^(?:by)\b/.test(match[0])
      ) {
        const next = /^\s+([\w@.'\\-]+)/.exec(text.slice(match.index + match[0].length))?.[1] ?? '';
        if (
          next &&
          !/^(?:for|from|in|on|over|during|since|today|yesterday|this|last|please|and|with|within|between|at|the|past|only|who|that|of|or|across|per|were|was|did)$/.test(
            next,
          )
        )
          continue;
      }
      const group = GROUPS.find(([words]) => new RegExp(`^(?:${words.source})$`).test(said));
      if (group) return { groupBy: group[1], span: [match.index, match.index + match[0].length] };
    }
  }
  if (
    /\b(?:from where|where (?:do|did|are|were|is|was|have) .{0,60}(?:com(?:e|ing) from|from|originat\w+)|where .{0,40}\bfrom)\b/.test(
      text,
    )
  )
    return { groupBy: 'country', span: [0, 0] };
  if (/\bwho\b.{0,40}\bthe most\b|\bwho (?:has|had|have|is|are) (?:the )?most\b/.test(text))
    return { groupBy: 'user', span: [0, 0] };
  return null;
}

const COUNT_WORDS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  twenty: 20,
};

function findLimit(text: string): { limit: number; span: [number, number] } | null {
  const number = String.raw`(\d{1,3}|${Object.keys(COUNT_WORDS).join('|')})`;
  const match =
    new RegExp(
      String.raw`\b(?:top|first|last|latest|newest|most recent|recent|limit(?: to| of)?|at most|up to|only|just|next|biggest|worst|busiest) ${number}\b(?! ?(?:%|:|am\b|pm\b|minutes?|hours?|days?|weeks?|months?))`,
    ).exec(text) ??
    new RegExp(
      String.raw`\b(?:show|list|give)(?: me| us)?(?: the)? ${number} (?=most|latest|newest|last|biggest|worst|recent|alerts|logins|incidents|events)`,
    ).exec(text) ??
    new RegExp(String.raw`\b${number} (?:most recent|latest|newest|most|biggest|worst)\b`).exec(text);
  if (match) {
    const limit = COUNT_WORDS[match[1]!] ?? Number(match[1]);
    if (limit >= 1) return { limit, span: [match.index, match.index + match[0].length] };
  }
  const single =
    /\b(?:the )?(?:last|latest|most recent|newest) (?=(?:failed |successful |critical |high |open )?(?:login|sign-in|alert|incident|event|attempt)\b)/.exec(
      text,
    );
  return single ? { limit: 1, span: [single.index, single.index + single[0].length - 1] } : null;
}

/** Reads everything a clause names. `now` and `timeZone` settle what "yesterday" is. */
export function readEntities(text: string, now: Date, timeZone: string): Entities {
  let rest = text;
  const blank = (from: number, to: number): void => {
    rest = rest.slice(0, from) + ' '.repeat(to - from) + rest.slice(to);
  };
  const { refs, spans } = findRefs(rest);
  for (const span of spans) blank(...span);
  const quotedMatch = /"([^"]{1,300})"|(?<=\s|^)'([^']{2,300})'(?=\s|[.,?!]|$)/.exec(rest);
  const quoted = quotedMatch ? (quotedMatch[1] ?? quotedMatch[2]!).trim() : null;
  if (quotedMatch) blank(quotedMatch.index, quotedMatch.index + quotedMatch[0].length);
  const emailMatch = /(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/.exec(rest);
  if (emailMatch) blank(emailMatch.index, emailMatch.index + emailMatch[0].length);
  const ip = findIp(rest);
  if (ip) blank(...ip.span);
  const time = findTime(rest, now, timeZone);
  for (const span of time?.spans ?? []) blank(...span);
  const countries = findCountries(rest);
  for (const country of countries) blank(...country.span);
  const limit = findLimit(rest);
  const group = findGroup(rest);
  const kinds = findKinds(rest);
  if (limit) blank(...limit.span);
  const severity = findSeverity(group?.groupBy === 'severity' ? rest.slice(0, group.span[0]) : rest);
  if (severity) blank(...severity.span);
  if (group) blank(...group.span);
  return {
    refs,
    email: emailMatch?.[0].replace(/'s$/, '') ?? null,
    ip: ip?.ip ?? null,
    countries: countries.filter((one) => !one.excluded).map((one) => one.code),
    excludedCountries: countries.filter((one) => one.excluded).map((one) => one.code),
    severity: severity?.severity ?? null,
    outcome: findOutcome(rest),
    kinds,
    groupBy: group?.groupBy ?? null,
    limit: limit?.limit ?? null,
    time,
    quoted,
    rest,
  };
}
