const GROUPS: [RegExp, string][] = [
  [/countr(?:y|ies)|nations?|locations?|places?|geograph\w+|geo|where/, 'country'],
  [
    /users?(?: ?names?)?|accounts?|people|persons?|employees?|usernames?|logins? names?|whose|who|members?|identit(?:y|ies)|staff/,
    'user',
  ],
  [/ips?|ip[- ]address(?:es)?|address(?:es)?|sources?(?: ips?| addresses)?|hosts?|machines?|origins?/, 'ip'],
  [/devices?|browsers?|clients?/, 'device'],
  [/outcomes?|results?|success(?:es)? and failures?|success (?:vs|versus|or) failure/, 'outcome'],
  [/hours?(?: of (?:the )?day)?|hourly|times/, 'hour'],
  [/days?|daily|dates?/, 'day'],
  [/severit(?:y|ies)|risk(?: level)?|priority/, 'severity'],
  [/kinds?|types?|categor(?:y|ies)/, 'kind'],
  [/status(?:es)?|states?/, 'status'],
  [/rules?|detectors?/, 'rule'],
  [/cameras?|cams?/, 'camera'],
  [/assignees?|owners?/, 'assignee'],
];
const RAISED = /\b(?:alerts?|alarms?|incidents?)\b/;
const GROUP_NOUN = GROUPS.map(([words]) => words.source).join('|');

/** What a text counts by. */
export function findGroup(text: string): { groupBy: string; span: [number, number] } | null {
  const patterns = [
    String.raw`\b(?:(?:grouped|broken down|break ?down|split|sorted|ordered|counted|arranged|breakdown|bucketed|organi[sz]ed)(?: \w+)? (?:by|per|into)|sort(?: \w+)? by|rank(?: \w+)? by|order by|by|per|for each|for every|each|across) (?:the )?(?:source |target |each |rule |alert |login |user )?(${GROUP_NOUN})\b`,
    String.raw`\b(?:which|what|whose) (?:are the )?(?:top |different |source |remote )?(?:(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twenty) )?(?:different |source |remote |user |alert |login |detection |active )?(?!kinds?|types?|status|states?|results?|risk|priority|days?|hours?|people|person)(${GROUP_NOUN})\b`,
    String.raw`\b(?:top|busiest|most (?:active|common|frequent|targeted|attacked)|noisiest|worst|biggest) (?:\d+ |five |ten |three )?(?:source |targeted |attacking |attacked |offending )?(${GROUP_NOUN})\b`,
    String.raw`\b(?:list|show|give me|name|how many|number of|count of|count the|distinct|unique|different) (?:me )?(?:the |all |of )?(?:the )?(?:different |distinct |unique |source |targeted |attacking |attacked |separate )?(countries|ips|ip addresses|addresses|users|accounts|source addresses|hosts)\b`,
    String.raw`\b(?:rank|order|sort|compare|group|tally|count) (?:me )?(?:the |all |our )*(?:source |targeted |attacking |attacked )?(countries|ips|ip addresses|addresses|users|accounts|hosts|rules|people) (?:by|on|with|according to|for)\b`,
    String.raw`\b(?:a|one|any|some)(?: particular| single| specific| certain| one)? (${GROUP_NOUN}) (?:that |which |who )?(?:keeps?|kept|stands? out|sticks? out)\b`,
    String.raw`\b(?:what|which) (?:time|times|part) of (?:the )?(day)\b`,
    String.raw`\b(?:at|in|on|during) (?:what|which) (hours?|days?|times)\b`,
    String.raw`\b(?:which|what) (day|hour)(?: of the (?:day|week|month|night))?(?: (?:of|in|on|during|from))?\s+(?:was|is|were|had|has|have|saw|did|brought)\b`,
    String.raw`\b(?:worst|busiest|hardest) (day|hour)\b`,
    String.raw`\b(hourly|daily)\b`,
    // "the 5 users with most bad passwords", "countries with failed logins"
    String.raw`^(?:(?:please|show|list|give|tell|get|me|us|the|all|our|those) )*(countries|ips|ip addresses|addresses|users|accounts|hosts|devices|days)(?= with (?:the )?(?:most|fewest|failed|failures|wrong|bad|log-?ins?|sign-?ins?)\b)`,
    String.raw`\b(countries|ips|ip addresses|addresses|users|accounts|hosts|devices|days)(?= with (?:the )?most\b)`,
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
    /\b(?:compare|comparing|comparison of|contrast)\b.{0,20}\b(?:fail\w*|success\w*|good|bad)\b.{1,20}\b(?:fail\w*|success\w*|good|bad)\b|\bmore (?:fail\w*|success\w*)(?: \w+)? than (?:fail\w*|success\w*)\b|\b(?:fail\w*|success\w*|good|bad|wins?)(?: \w+)? (?:vs\.?|versus|against|compared (?:to|with)|over|to) (?:fail\w*|success\w*|good|bad)\b|\b(?:success|failure) (?:rate|ratio)\b/.exec(
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
          !/^(?:for|from|in|on|over|during|since|today|yesterday|this|last|please|and|with|within|between|at|the|past|only|who|that|of|or|across|per|were|was|did|instead|rather|then|too|now|again|next|first|also|as|if|but|so|when|where|which|over|all|how|not)$/.test(
            next,
          )
        )
          continue;
      }
      // "what time of day" is counted by the hour
      if (/\btimes? of|part of/.test(match[0]))
        return { groupBy: 'hour', span: [match.index, match.index + match[0].length] };
      // sorted by severity they are in another order, not counted
      const sorts =
        /\b(?:sort|order|rank)(?:ed|ing)?\b[^,;]{0,40}$/.test(text.slice(0, match.index)) ||
        /^(?:sort|order|rank)/.test(match[0]);
      if (sorts && /^(?:severit|risk|priority)/.test(said)) continue;
      const group = GROUPS.find(([words]) => new RegExp(`^(?:${words.source})$`).test(said));
      // “which camera was that?” is counted by nothing: only what is raised is counted by cameras
      if (group?.[1] === 'camera' && !RAISED.test(text) && !/^(?:by|per)\b/.test(match[0])) continue;
      if (group) return { groupBy: group[1], span: [match.index, match.index + match[0].length] };
    }
  }
  if (
    /\b(?:from where|where (?:do|did|are|were|is|was|have) .{0,60}(?:com(?:e|ing) from|from|originat\w+)|where .{0,40}\bfrom)\b/.test(
      text,
    )
  )
    return { groupBy: 'country', span: [0, 0] };
  if (
    /\b(?:which|what) (?:person|people|employee|account|user) (?:has|had|have|got) (?:the )?most\b|\bwho\b.{0,40}\b(?:the most|most (?:often|frequently|of all))\b|\bwho (?:has|had|have|is|are) (?:the )?most\b/.test(
      text,
    )
  )
    return { groupBy: 'user', span: [0, 0] };
  return null;
}

/** "same for addresses", "and the countries?": a way to count by its name alone, where something is counted already. */
export function bareGroup(text: string): string | null {
  const said =
    /^(?:and |but |now |so |then |please |the |what about |how about |(?:do )?the same |same |show |for |by |with |of |from |which |what |per )*(addresses|ip addresses|ips|hosts|accounts|users|people|whose|countries|days|hours|devices|(?:account|user|address|ip|country|device)(?=[ ]*\?))(?: (?:instead|then|please|too|as well))?[?!. ]*$/.exec(
      text,
    )?.[1];
  const group = said && GROUPS.find(([words]) => new RegExp(`^(?:${words.source})$`).test(said));
  return group ? group[1] : null;
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

/** How many a text asks for. */
export function findLimit(text: string): { limit: number; span: [number, number] } | null {
  const number = String.raw`(\d{1,3}|${Object.keys(COUNT_WORDS).join('|')})`;
  const match =
    new RegExp(
      String.raw`\b(?:top|first|last|latest|newest|most recent|recent|limit(?: to| of)?|at most|up to|only|just|next|biggest|worst|busiest) ${number}\b(?! ?(?:%|:|am\b|pm\b|minutes?|hours?|days?|weeks?|months?))`,
    ).exec(text) ??
    new RegExp(
      String.raw`\b(?:show|list|give)(?: me| us)?(?: the)? ${number} (?=most|latest|newest|last|biggest|worst|recent|alerts|logins|incidents|events)`,
    ).exec(text) ??
    new RegExp(
      String.raw`\b${number} (?:most recent|latest|newest|most|biggest|worst|busiest|noisiest|largest|highest|top|oldest)\b`,
    ).exec(text);
  if (match) {
    const limit = COUNT_WORDS[match[1]!] ?? Number(match[1]);
    if (limit >= 1) return { limit, span: [match.index, match.index + match[0].length] };
  }
  // "which two things should I know about?"
  const things = new RegExp(String.raw`\b(?:which|what|the) ${number} (?=things\b)`).exec(text);
  if (things) {
    const from = things.index + things[0].indexOf(things[1]!);
    return { limit: COUNT_WORDS[things[1]!] ?? Number(things[1]), span: [from, from + things[1]!.length] };
  }
  // "which five addresses had the most": so many of a ranking
  const ranked =
    /\bmost\b|\bleast\b/.test(text) &&
    new RegExp(String.raw`\b(?:which|what) ${number} (?=(?:different |source |user )?(?:${GROUP_NOUN})\b)`).exec(text);
  if (ranked) {
    const limit = COUNT_WORDS[ranked[1]!] ?? Number(ranked[1]);
    const from = ranked.index + ranked[0].indexOf(ranked[1]!);
    if (limit >= 1) return { limit, span: [from, from + ranked[1]!.length] };
  }
  const single =
    /\b(?:the )?(?:last|latest|most recent|newest) (?=(?:failed |successful |critical |high |open )?(?:login|sign-in|alert|incident|event|attempt)\b)/.exec(
      text,
    );
  return single ? { limit: 1, span: [single.index, single.index + single[0].length - 1] } : null;
}
