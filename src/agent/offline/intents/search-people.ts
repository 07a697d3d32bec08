import { asRead, type Clause, typed } from '../plan-types.ts';
import { isLeftOut } from '../severity-words.ts';
import { isName, nameAt } from './words.ts';

/** Names that are accounts even without a word beside them that says so. */
const SYSTEM_ACCOUNT =
  /\b([a-z]+-svc|root|administrator|guest|postgres|oracle|ubuntu|jenkins|nagios|mysql|ftpuser|webmaster|www-data|svc[\w-]*|[a-z]+[._][a-z]+\d*|[a-z]+\d{2,})\b/;
/** Whose logins are asked for, and whose are left out; several are put one after the other with commas. */
export function usersOf(clause: Clause): { user: string | null; excluded: string | null; spans: [number, number][] } {
  const { entities } = clause;
  const address = entities.email ? clause.text.indexOf(entities.email) : -1;
  const spared = address >= 0 ? EXCEPT_BEFORE.exec(clause.text.slice(0, address)) : null;
  if (spared) {
    const rest =
      entities.rest.slice(0, spared.index) + ' '.repeat(address - spared.index) + entities.rest.slice(address);
    const other = userOf({ ...clause, entities: { ...entities, rest, email: null } });
    return {
      user: other?.names ?? null,
      excluded: emailsIn(clause.text.slice(spared.index)),
      spans: [[spared.index, address], ...(other?.spans ?? [])],
    };
  }
  const except = EXCEPT.exec(entities.rest);
  if (except) {
    const from = except.index + except[0].length;
    const names = namesFrom(clause, from);
    const email = entities.email && clause.text.indexOf(entities.email) >= from ? entities.email : null;
    if (names || email) {
      const until = names?.end ?? from;
      const rest = entities.rest.slice(0, except.index) + ' '.repeat(until - except.index) + entities.rest.slice(until);
      const other = userOf({ ...clause, entities: { ...entities, rest, email: email ? null : entities.email } });
      return {
        user: other?.names ?? null,
        excluded: names?.names ?? email,
        spans: [[except.index, until], ...(other?.spans ?? [])],
      };
    }
  }
  const found = userOf(clause);
  return { user: found?.names ?? null, excluded: null, spans: found?.spans ?? [] };
}

const LEAVING_OUT = String.raw`\b(?:except(?:ing)?(?: for| from| of| by)?|excluding|exclude|not (?:counting|including|considering)|disregarding|leaving aside|other than|apart from|besides|without|minus|but not(?: for| of| by)?|not (?:by|of|for)|ignor(?:e|ing)|leav(?:e|ing) out) (?:the )?(?:users? |accounts? |logins? (?:of|by|from) |those (?:of|by|from) )?["@]?`;
const EXCEPT = new RegExp(String.raw`${LEAVING_OUT}(?=\S)`);
/** The same right before an e-mail address. */
const EXCEPT_BEFORE = new RegExp(`${LEAVING_OUT}$`);

/** The e-mail addresses of a text, each once, with commas. */
const emailsIn = (text: string): string =>
  [
    ...new Set(
      [...text.matchAll(/(?<![\w.+-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g)].map((match) => match[0].replace(/'s$/, '')),
    ),
  ].join(',');

interface Names {
  /** With commas where there are several. */
  names: string;
  spans: [number, number][];
}

/** The name that begins at a place, and those that follow it: "alice, bob or carol". */
function namesFrom(clause: Clause, at: number): { names: string; end: number } | null {
  const { rest } = clause.entities;
  const nameHere = (index: number): string | null => {
    const name = nameAt(asRead(clause, index, Math.min(index + 120, clause.text.length)));
    // What was blanked out (a country, a time) must not come back as a name.
    const left = rest.slice(index).trimStart();
    const [said, surname] = name?.split(' ') ?? [];
    if (!name || !left.startsWith(said!.toLowerCase().slice(0, 3))) return null;
    return surname && surname === surname.toLowerCase() && !left.slice(0, name.length + 3).includes(surname)
      ? said!
      : name;
  };
  const first = nameHere(at);
  if (!first) return null;
  const names = [first];
  const endOf = (index: number, name: string): number =>
    rest.toLowerCase().indexOf(name.toLowerCase(), index) + name.length;
  let end = Math.max(at + first.length, endOf(at, first));
  for (let more = 0; more < 8; more++) {
    const link = /^["']?(?:,? ?(?:or|and|&)|,) (?:the )?(?:users? |accounts? )?["@]?(?=[\p{L}\d])/u.exec(
      rest.slice(end),
    );
    const name = link && nameHere(end + link[0].length);
    if (!link || !name || VERB.test(name)) break;
    names.push(name);
    end = Math.max(end + link[0].length + name.length, endOf(end + link[0].length, name));
  }
  return { names: names.join(','), end };
}

/** Where a message says the same a hundred times, its first times do. */
function* few<T>(matches: Iterable<T>): Generator<T> {
  let count = 0;
  for (const match of matches) {
    if (++count > 12) return;
    yield match;
  }
}

/** What may follow "and" behind a name and is none. */
const VERB =
  /^(?:show|list|open|create|tell|give|what|who|how|assign|close|make|raise|then|also|see|find|search|count|group|sort|check|add|his|her|their|if|please|thanks?|thx|cheers|many|kindly|ones|those)$/i;

/** Where two words can only be somebody's name: "tomas keller logins", "was maria lindqvist hacked", "show tomas keller". */
const FULL_NAME_BEFORE = [
  /^(?:(?:show|list|get|give|me|us|the|all|any|every|please|and|now|count|how many|what about|failed|successful|open|recent|latest|last)\s+)*(?!(?:show|list|get|give|see|put|add|open|count|find|check|display|view|pull|bring|link|move|send|tell|read|search|need|want)\s)(?=\S+ \S+\s+(?:(?:failed|successful|open|recent|latest|last)\s+)*(?:log-?ins?|sign-?ins?|alerts?|activity|attempts|failures|events)\b)/g,
  /\b(?:is|was|are)\s+(?=\S+ \S+ (?:ok(?:ay)?|fine|safe|alright|clean|compromised|hacked|hijacked|attacked|breached|under attack|being attacked|in danger|at risk|suspicious)\b)/g,
  /^(?:(?:and|so|ok(?:ay)?|now|please),? )*(?:show(?: me)?|check(?: on)?|look up|look at|look into|pull up|what about|how about|anything (?:on|about)|info (?:on|about))\s+(?=\S+ \S+[?.! ]*$)/g,
];

/** Whose logins: an e-mail address, an account named as such, or a name where a name must stand. */
function userOf(clause: Clause): Names | null {
  const { entities } = clause;
  if (entities.email) {
    return { names: emailsIn(clause.text) || entities.email, spans: [] };
  }
  // of user "oracle"
  const quote = entities.quotes.find(({ at }) =>
    /\b(?:users?|accounts?|user ?names?) $/.test(clause.text.slice(0, at)),
  );
  if (quote && isName(quote.text)) return { names: typed(clause, quote.at + 1, quote.end - 1), spans: [] };
  const { rest } = entities;
  const one = (index: number, name: string): Names => ({ names: name, spans: [[index, index + name.length]] });
  const leads = [
    /\b(?:user(?:name)?|account|member|employee|person|login name)\s+(?:named |called |name |id )?["@]?(?!(?:taken|stolen|broken|been|being|got|gotten|ha[sd]|is|was|were|really|actually|ever|hacked|compromised|hijacked|breached|attacked|locked|blocked|abused|misused|safe|ok|okay|clean)\b)(?=\S)/g,
    // "is tomas ok?"
    /^(?:(?:and|so|but|hey|hi|ok(?:ay)?)[\s,]+)*(?:is|was)\s+(?=\S+ (?:ok(?:ay)?|fine|safe|alright|clean|compromised|hacked|hijacked|under attack|being attacked|in danger|at risk)[?!. ]*$)(?!(?:slack|discord|teams|redis|postgres\w*|mqtt|e-?mail|mail|everything|safenest|internet|database|queue|storage|disk|service|desk|platform)\b)/g,
    // "what devices does tomas use?", "is somebody attacking tomas?"
    /\b(?:does|do|did)\s+(?=\S+(?: \S+)? (?:use[ds]?|own|have)\b)/g,
    /\b(?:attacking|hacking|targeting|harassing|impersonating|pretending to be|posing as|after)\s+(?=\S+(?: \S+)?(?:\s*[?.!,]|\s{2,}|\s*$))/g,
    // "was tomas account hacked?", "is jonas' account ok?"
    /\b(?:is|was|has|did|are)\s+(?=\S+ (?:account|password|mailbox)\b)/g,
    /(?<![\w.])@(?=[a-z])/g,
    /\bwhen\s+(?=\S+(?: \S+)? (?:last|first|most recently) (?:log|sign|connect|authenticat))/g,
    /\b(?:did|has|have|was|does|whether|if|when did|when has|can|could)\s+(?=\S+(?:\s(?!to\b)\S+|(?:, \S+)*,? (?:or|and) \S+)?\s+(?:last |ever |successfully |recently |been |able |unable |not |even |also |try |tried |trying |to |manage[ds]? |fail(?:ed)? |attempt(?:ed)? |get |have |been )*(?:have|had|made?|log|sign|authenticat|fail|try|connect|access|do|done|doing|up to|active|get|come|blocked|locked|travel|move|roam))/g,
    /\b(?:log-?ins?|log ins?|sign-?ins?|attempts?|activity|events?|logs?|failures?|alerts?|everything|authentications?|sessions?|access)\b[^,;]*?\b(?:by|for|of|from|as|with|about|involving|on|against)\s+(?=\S)/g,
    // "the failed ones of sam"
    /\bones?\s+(?:by|for|of|from)\s+(?=\S)/g,
    // "what happened with Tomas last night?", of which the time is blanked
    /\b(?:happen(?:ed|s|ing)?|go(?:es|ing)? on|went on|wrong)(?: \w+){0,2}? (?:with|to)\s+(?=\S+(?: \S+)?(?:\s*[?.!,]|\s{2,}|\s*$))/g,
    /\b(?:last|first) time (?:that |when )?(?=\S+(?: \S+)? (?:log|sign|connect|authenticat|fail|try|tried|got|gets|was|came))/g,
    /\bwhen (?:was|is|were|has|did)\s+(?=\S+(?: \S+)? (?:last |first |been |ever |most recently )+(?:seen|active|log|sign|connect))/g,
    /\b(?:how many|which|what|the) (?:\w+ ){0,2}?(?:log-?ins?|sign-?ins?|attempts|failures|alerts)\s+(?!(?:nobody|no[- ]one|someone|anyone|everyone|somebody|anybody|everybody|we|i|you|they|he|she|it|that|which|who|there|the|an?)\b)(?=\S+(?: \S+)? (?:had|has|have|made|did|got|caused|produced)\b)/g,
    /\bpasswords?\s+(?:on|for|of|against|at)\s+(?=\S)/g,
    ...FULL_NAME_BEFORE,
    // "the one with Maria on Friday"
    /\bthe (?:one|ones|alerts?|case|thing|matter) (?:with|about|of|from|on|by|concerning|regarding) (?=\S)/g,
    /\b(?:by|for|involving|against|belonging to|targeting|as)\s+(?=\S)/g,
    /\b(?:log-?ins?|sign-?ins?)\s+(?:in)?to\s+(?=\S+ (?:that|which|not|from|by|today|yesterday|this|last|outside|except)\b)/g,
    /\b(?:everything|all|what|anything|things)\s+(?=\S+\s+(?:did|has done|was doing|were doing|touched)\b)/g,
    /\bwhat (?:has|did|was|is|were)\s+(?=\S+\s+(?:been|do|doing|up|done))/g,
    // "is Tomas normally in Romania?", of which the country is blanked
    /^(?:and |so |but |ok(?:ay)?,? )*(?:is|was|does|did|has|had)\s+(?=\S+(?: \S+)? (?:normally|usually|often|ever|really|actually|typically|regularly|sometimes|currently|still|already)\b)/g,
  ];
  for (const lead of leads) {
    for (const match of few(rest.matchAll(lead))) {
      // "search for sudo" looks for a word.
      if (
        /\b(?:search|searching|look|looking|grep|hunt|query)(?: \w+)? for\s+$/.test(
          rest.slice(0, match.index + match[0].length),
        ) &&
        /\b(?:logs?|log text|entries)\b/.test(rest)
      )
        continue;
      const from = match.index + match[0].length;
      const found = namesFrom(clause, from);
      if (found && FULL_NAME_BEFORE.includes(lead) && !found.names.includes(' ')) continue;
      if (found) return { names: found.names, spans: [[from, found.end]] };
    }
  }
  const owner =
    /\b([a-z][\w.-]*)(?:'s|(?<=s)')\s+(?:\w+\s+){0,3}(?:log|sign|fail|attempt|activit|account|event|session|access|password|alert)/.exec(
      rest,
    );
  if (owner && isName(owner[1]!)) {
    const name = nameAt(asRead(clause, owner.index, owner.index + owner[1]!.length));
    return name ? one(owner.index, name) : null;
  }
  if (
    /\bmy (?:\w+ ){0,2}(?:log-?ins?|sign-?ins?|account|attempts|activity|sessions?|password)\b|\bdid i (?:log|sign|fail)|\bby me\b/.test(
      rest,
    )
  )
    return { names: 'me', spans: [] };
  // "the admin or root account"
  const either =
    /\b(?:the|an?|against|for|on|to|of|our) ((?:[a-z][\w.-]*,? )+(?:or|and) (?:the )?[a-z][\w.-]*) (?:accounts?|users?|log-?ins?)\b/.exec(
      rest,
    );
  const named = (either?.[1] ?? '').split(/,? (?:or|and) (?:the )?|,? /);
  if (either && named.every((name) => isName(name) || SYSTEM_ACCOUNT.test(name))) {
    const at = either.index + either[0].indexOf(either[1]!);
    return { names: named.join(','), spans: [[at, at + either[1]!.length]] };
  }
  const account = /\b(?:the|against|for|on|to|of) ([a-z][\w.-]*) (?:account|user)\b/.exec(rest);
  if (
    account &&
    (isName(account[1]!) || /^(?:vpn|web|server|system|office|bot|security|support|remote|wifi)$/.test(account[1]!)) &&
    !/^(?:privileged|disabled|active|right|wrong|attacked|targeted|new|old)$/.test(account[1]!)
  )
    return one(account.index + account[0].indexOf(account[1]!), account[1]!);
  const system = SYSTEM_ACCOUNT.exec(rest);
  if (system && entities.quoted === null && isName(system[1]!)) return one(system.index, system[1]!);
  const before = /\b([a-z][\w.-]+) (?:log-?ins?|sign-?ins?|log-?in attempts)\b/.exec(rest);
  return before && /^(?:admin|test|deploy|backup|support|service|demo)$/.test(before[1]!)
    ? one(before.index, before[1]!)
    : null;
}

const WORKS = String.raw`(?:work(?:ing|s|ed)? on|handl(?:ing|es|ed|e)|deal(?:ing|s)? with|look(?:ing|s)? (?:at|into|after)|own(?:s|ed)?|got|ha(?:s|ve)|assigned|tak(?:es|ing|en)(?: care of)?|responsible for|investigat(?:ing|es))`;
const NOBODY =
  /\b(?:nobody's|no[- ]one's|without anyone|un-?assigned|un-?owned|without (?:an? )?(?:assignee|owner)|(?:no|has no|have no|with no) (?:assignee|owner|one assigned)|(?:not|never|n't)(?: been)?(?: yet)? (?:assigned|picked up|taken)(?! (?:to|by) (?!any|some|no)\S)(?: to anyone| by anyone)?(?: yet)?|assigned to (?:nobody|no one|no-one)|(?:sitting|parked|resting|lying|stuck|left) with (?:nobody|no one|no-one)|(?:that |which )?(?:nobody|no one|no-one) (?:is |has |yet )*(?:work(?:s|ing)? on|take|taken|took|assigned|owns?|handles?|handling|has|have|looks? (?:at|after)|looking (?:at|into)|picked up|has))(?: yet)?\b/;
const MINE =
  /\b(?:my|mine|assigned too? me|(?:do i|i) have|(?:am i|i'?m|i am) (?:working on|handling|looking (?:at|into)|dealing with|responsible for)|on my (?:plate|desk|list)|i own|i took|of mine|for me to (?:do|work on|handle))\b/;
const BY_ME =
  /\b(?:(?:opened|reported|raised|created|logged|filed|submitted|started) by me|i(?:'ve| have)? (?:opened|reported|raised|created|logged|filed|submitted|started)|(?:did i|have i) (?:open|report|raise|create|log|file)\w*|my (?:own )?(?:reports?|reported incidents))\b/;

/** "incidents Maria does not work on" */
const NOT_DOING = /^ (?:(?:is|are|was|does|did|has) )?(?:not|isn't|doesn't|wasn't|hasn't)\b/;

interface Owners {
  assignee?: string;
  exclude_assignee?: string;
  opened_by?: string;
  spans: [number, number][];
}

/** Who works on incidents, and who opened them, where a question about incidents says so. */
export function ownersOf(clause: Clause, reader: 'member' | 'own_only'): Owners {
  const { rest, email } = clause.entities;
  const found: Owners = { spans: [] };
  const take = (match: RegExpExecArray | null): boolean => {
    if (match) found.spans.push([match.index, match.index + match[0].length]);
    return match !== null;
  };
  const mine = MINE.exec(rest);
  if (take(BY_ME.exec(rest))) found.opened_by = 'me';
  else {
    const opener = /\b(?:opened|reported|raised|created|logged|filed|submitted|started) by\s+@?(?=\S)/.exec(rest);
    const asked =
      /\b(?:did|has|have)\s+(?=\S+(?: \p{L}+)? (?:open|report|raise|create|log|file|submit)(?:ed|d|ted)?\b)/u.exec(
        rest,
      );
    const told =
      /\b(?:(?:(?:incidents?|tickets?|ones|those) )?(?:that|which) |(?:incidents?|tickets?) (?!that |which ))(?=\S+(?: \p{L}+)? (?:opened|reported|raised|created|filed|submitted)\b)/u.exec(
        rest,
      );
    const match = opener ?? asked ?? told;
    const from = match ? match.index + match[0].length : 0;
    const name = match ? (namesFrom(clause, from)?.names.split(',')[0] ?? (opener ? email : null)) : null;
    if (match && name) {
      found.opened_by = name;
      found.spans.push([match.index, from + name.length]);
    }
  }
  if (take(NOBODY.exec(rest))) found.assignee = 'nobody';
  else if (!found.opened_by && take(mine)) {
    if (isLeftOut(rest.slice(0, mine!.index), '')) found.exclude_assignee = 'me';
    // who may be assigned nothing means what they reported
    else if (reader === 'own_only') found.opened_by = 'me';
    else found.assignee = 'me';
  } else {
    const leads = [
      /\b(?:assigned to|(?:entrusted|given|handed|allotted|allocated|delegated) to|(?:sitting|parked|resting|lying|stuck) with|belong(?:s|ing)? to|owned by|handled by|taken by|in the hands of|on the (?:desk|plate) of|with)\s+@?(?=\S)/g,
      new RegExp(
        String.raw`\b(?:is|are|does|do|has|was|were|did|what's|by|that|which|incidents?|tickets?|assign(?:ed)?)\s+@?(?=[\p{L}][\w.-]*(?: \p{L}[\p{L}'-]*)? (?:is |are |was |currently |still |now |already |been |not |does |did |isn't |doesn't |wasn't )*${WORKS}\b)`,
        'gu',
      ),
      /(?<![\w-])(?=[\p{L}][\w.-]*(?:'s|s') (?:\p{L}+ ){0,3}(?:incidents?|tickets?|cases|plate|desk|queue|workload)\b)/gu,
      /\b(?:incidents?|tickets?) (?:for|of)\s+@?(?=\S)/g,
    ];
    outer: for (const lead of leads) {
      for (const match of few(rest.matchAll(lead))) {
        const from = match.index + match[0].length;
        const names = namesFrom(clause, from);
        const name =
          names?.names.split(',')[0] ?? (email && /(?:to|by|with|of|for)\s+@?$/.test(match[0]) ? email : null);
        if (
          !name ||
          name === found.opened_by ||
          /^(?:someone|nobody|anyone|incident|incidents|ticket|tickets)$/i.test(name)
        )
          continue;
        if (isLeftOut(rest.slice(0, match.index), '') || NOT_DOING.test(rest.slice(from + name.length)))
          found.exclude_assignee = name;
        else found.assignee = name;
        found.spans.push([from, from + name.length]);
        break outer;
      }
    }
  }
  return found;
}
