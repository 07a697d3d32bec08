import type { Kind } from '../entities.ts';
import { args, asRead, type Clause, calls, type Recogniser, typed } from '../plan-types.ts';
import { isName, nameAt, tidy } from './words.ts';

/** Names that are accounts even without a word beside them that says so. */
const SYSTEM_ACCOUNT =
  /\b(root|administrator|guest|postgres|oracle|ubuntu|jenkins|nagios|mysql|ftpuser|webmaster|www-data|svc[\w-]*|[a-z]+[._][a-z]+\d*|[a-z]+\d{2,})\b/;
const TOPIC =
  /\b(?:logs?|events?|activity|activities|entries|records|happen(?:ed|s|ing)?|going on|went on|traffic|what's new|anything new|news|attention|worry|worried|concern\w*|should i know|look at today|show up|occurr\w+|issues?|problems?|risky?|security)\b/;
const ASKS =
  /\b(?:show|list|find|search|look for|look up|get|give|any|anything|how many|how often|count|number of|which|what|who|when|where|was|were|did|has|have|is|are|display|see|pull|fetch|check|tell|display|top|latest|last|recent|grep|filter|query|total)\b/;

/** Everything that is answered from stored logins, alerts and incidents. */
const NOTICE =
  /\b(?:should i know|worry|worried|attention|concern\w*|what's new|anything new|issues?|problems?|security|keep an eye on|i (?:need|have|ought) to (?:look at|know|see|do|check|deal with|act on|handle)|(?:for me|worth) (?:to look at|looking at|to do|a look)|i missed?)\b/;

export const search: Recogniser = (clause) => {
  const { text, entities } = clause;
  const { rest } = entities;
  const user = userOf(clause);
  const words = queryOf(clause);
  const kinds = kindsOf(clause, user);
  const named = kinds.length > 0 || entities.ip !== null || user !== null || words !== null;
  const about =
    named ||
    entities.outcome !== null ||
    entities.groupBy !== null ||
    (entities.severity !== null &&
      /\b(?:events?|things?|stuff|activity|ones?|findings?|anything|something|any|what|happen\w*|occur\w*)\b/.test(
        rest,
      ));
  const worth =
    about ||
    ((TOPIC.test(rest) || NOTICE.test(rest)) &&
      (entities.time !== null ||
        entities.severity !== null ||
        /\blogs?\b|\bevents?\b|\bactivity\b|\bworr|\battention\b|\bwhat's new\b|\bhappen|\bi (?:need|have|ought|missed?|should)\b|\beye on\b|\bfor me\b/.test(
          rest,
        )));
  if (!worth) return null;
  if (!ASKS.test(text) && !named && entities.time === null) return null;

  const notice = kinds.length === 0 && !entities.ip && !user && !words && !entities.outcome && NOTICE.test(rest);
  const groupBy = entities.groupBy ?? impliedGroup(clause, kinds);
  const attacked = kinds.includes('login') && /\battack/.test(text);
  const outcome =
    kinds.length === 0 || kinds.includes('login') ? (entities.outcome ?? (attacked ? 'failure' : null)) : null;
  return calls({
    tool: 'search_logs',
    args: args({
      query: words,
      kinds: notice ? ['alert'] : kinds,
      min_severity: entities.severity,
      outcome,
      status: statusOf(clause, kinds),
      user: user ?? undefined,
      ip: entities.ip,
      country: entities.countries.join(','),
      exclude_country: entities.excludedCountries.join(','),
      range: entities.time?.range,
      group_by: groupBy,
      limit: entities.limit,
    }),
  });
};

function kindsOf(clause: Clause, user: string | null): Kind[] {
  const { entities, text } = clause;
  const attackers =
    /\b(?:who|which|what|top)\b.{0,40}\battack(?:ed|ing|s|ers?)?\b|\battackers?\b|\btarget(?:ed|ing)\b/.test(text);
  if (attackers && entities.groupBy && !/\balerts?\b/.test(text)) return ['login'];
  const kinds = [...entities.kinds];
  if (kinds.length === 0 && (entities.groupBy === 'outcome' || attackers)) return ['login'];
  if (kinds.length === 0 && entities.outcome && !/\b(?:events?|logs?)\b/.test(text)) return ['login'];
  if (kinds.length === 0 && entities.outcome && /\b(?:failed|unsuccessful|successful)\b/.test(text)) return ['login'];
  if (kinds.length === 0 && user && /\b(?:connect\w*|access\w*)\b/.test(text)) return ['login'];
  if (
    kinds.length === 0 &&
    (entities.countries.length > 0 || entities.excludedCountries.length > 0) &&
    !/\b(?:events?|logs?)\b/.test(text)
  )
    return ['login'];
  return kinds;
}

/** "who tried to break in?" is answered by addresses, "which accounts were attacked?" by accounts. */
function impliedGroup(clause: Clause, kinds: Kind[]): string | undefined {
  const { text, entities } = clause;
  if (!kinds.includes('login') || kinds.length > 1) return undefined;
  if (entities.ip) return undefined;
  if (/\b(?:trends?|over time|day by day|development of)\b/.test(text)) return 'day';
  const attacker =
    /\bwho(?:'s| is| was| has been)?\b.{0,20}\b(?:tried|trying|attempt\w*|attack\w*|brute|hack\w*|break|guess\w*|hammer\w*)\b/.test(
      text,
    );
  return attacker && entities.outcome !== 'success' ? 'ip' : undefined;
}

export function statusOf(clause: Clause, kinds: Kind[]): string | undefined {
  const text = clause.text;
  if (kinds.length === 0 || kinds.every((kind) => kind === 'login')) return undefined;
  if (
    /\b(?:nobody|no[ -]one|none|not|never|\w+n't)\b.{0,25}\b(?:acknowledged|handled|closed|resolved|looked at|touched|picked up|dealt with|taken)\b/.test(
      text,
    ) ||
    /\b(?:un-?resolved|un-?acknowledged|outstanding|pending|not (?:yet )?(?:been )?(?:closed|resolved|acknowledged|handled|dealt with)|aren't (?:closed|resolved)|still (?:open|active|unresolved|pending|waiting)|un-?handled|waiting|open|active|unclosed|needs? (?:attention|handling)|to do|ongoing|live)\b/.test(
      text,
    )
  )
    return 'open';
  if (/\bfalse (?:alarms?|positives?)\b/.test(text)) return 'false_alarm';
  if (/\backnowledged\b/.test(text)) return 'acknowledged';
  if (/\b(?:being investigated|under investigation|investigating|in progress|worked on)\b/.test(text))
    return 'investigating';
  if (/\bcontained\b/.test(text)) return 'contained';
  if (/\b(?:closed|resolved|done|finished|solved)\b/.test(text))
    return kinds.includes('incident') ? 'closed' : 'resolved';
  return undefined;
}

/** Whose logins: an e-mail address, an account named as such, or a name where a name must stand. */
function userOf(clause: Clause): string | null {
  const { entities } = clause;
  if (entities.email) return entities.email;
  const { rest } = entities;
  const at = (index: number): string | null => {
    const name = nameAt(asRead(clause, index));
    // What was blanked out (a country, a time) must not come back as a name.
    return name && rest.slice(index).trimStart().startsWith(name.toLowerCase().split(' ')[0]!.slice(0, 3))
      ? name
      : null;
  };
  const leads = [
    /\b(?:user(?:name)?|account|member|employee|person|login name)\s+(?:named |called |name |id )?["@]?(?=\S)/g,
    /(?<![\w.])@(?=[a-z])/g,
    /\b(?:did|has|have|was|does|when did|when has|can|could)\s+(?=\S+(?:\s\S+)?\s+(?:last |ever |successfully |recently |been |able |unable |not |even |also |try |tried |trying |to |manage[ds]? |fail(?:ed)? |attempt(?:ed)? |get |have |been )*(?:log|sign|authenticat|fail|try|connect|access|do|done|doing|up to|active|get|come|blocked|locked))/g,
    /\b(?:log-?ins?|log ins?|sign-?ins?|attempts?|activity|events?|logs?|failures?|alerts?|everything|authentications?|sessions?|access)\b[^,;]*?\b(?:by|for|of|from|as|with|about|involving|on|against)\s+(?=\S)/g,
    /\b(?:by|for|involving|against|belonging to|targeting|as)\s+(?=\S)/g,
    /\b(?:everything|all|what|anything|things)\s+(?=\S+\s+(?:did|has done|was doing|were doing|touched)\b)/g,
    /\bwhat (?:has|did|was|is|were)\s+(?=\S+\s+(?:been|do|doing|up|done))/g,
  ];
  for (const lead of leads) {
    for (const match of rest.matchAll(lead)) {
      // "search for sudo" looks for a word.
      if (
        /\b(?:search|searching|look|looking|grep|hunt|query)(?: \w+)? for\s+$/.test(
          rest.slice(0, match.index + match[0].length),
        ) &&
        /\b(?:logs?|log text|entries)\b/.test(rest)
      )
        continue;
      const name = at(match.index + match[0].length);
      if (name) return name;
    }
  }
  const owner =
    /\b([a-z][\w.-]*)'s\s+(?:\w+\s+){0,3}(?:log|sign|fail|attempt|activit|account|event|session|access|password|alert)/.exec(
      rest,
    );
  if (owner && isName(owner[1]!)) return nameAt(asRead(clause, owner.index, owner.index + owner[1]!.length));
  const account = /\b(?:the|against|for|on|to|of) ([a-z][\w.-]*) (?:account|user)\b/.exec(rest);
  if (
    account &&
    isName(account[1]!) &&
    !/^(?:privileged|disabled|active|right|wrong|attacked|targeted|new|old)$/.test(account[1]!)
  )
    return account[1]!;
  const system = SYSTEM_ACCOUNT.exec(rest);
  if (system && entities.quoted === null && isName(system[1]!)) return system[1]!;
  const before = /\b([a-z][\w.-]+) (?:log-?ins?|sign-?ins?|log-?in attempts)\b/.exec(rest);
  return before && /^(?:admin|test|deploy|backup|support|service|demo)$/.test(before[1]!) ? before[1]! : null;
}

const FILLER =
  /^(?:for|the|a|an|all|any|our|in|on|at|of|to|and|or|me|us|please|show|find|search|logs?|events?|entries|records|log|everything|anything|lines?|messages?|with|from|by|about|that|which|were|was|are|is|everywhere|across|through|look|up|grep|ip|address|ips|addresses|user|account|now|again|do|you|have|can|could|i|need|want|see|there|it|only|failed|failures?|failure|fail|successful|success|logins?|log-ins?|sign-?ins?|sign|ins?|attempts?|alerts?|alarms?|incidents?|bad|unsuccessful|open|closed|unresolved|resolved|acknowledged|activity|coming|came|originating|severity|risk|during|since|between|until|password|passwords|wrong|blocked|rejected|unusual|suspicious|anomalies|ssh)$/;

/** Words to look for in the text of the log, where the asker says that it is text they look for. */
function queryOf(clause: Clause): string | null {
  const { entities, text } = clause;
  // A log entry is found by its reference.
  const entry = entities.refs.find((ref) => ref.kind === 'event');
  if (entry) return entry.ref;
  const lead =
    /\b(?:containing|contains?|mention(?:s|ing|ed)?|matching|with (?:the )?(?:text|words?|phrase|string|term)|(?:that )?say(?:s|ing)?|including the (?:text|words?)|search (?:the |all |our |in |through |my )*(?:logs?|events?|everything|log text|records|entries)? ?(?:for)|search for|grep(?: for)?|look (?:up|for)|find(?: me)?(?: all)?|hunt for|query(?: for)?|full[- ]text)\b:?\s+/.exec(
      text,
    );
  if (entities.quoted) {
    const index = text.indexOf(entities.quoted);
    const quote = typed(clause, index, index + entities.quoted.length);
    return /\s/.test(quote) && !/\b(?:AND|OR|NOT)\b/.test(quote) ? `"${quote}"` : quote;
  }
  const verbatim = /\b(?:search|grep|look in|look through|query) (?:the |all |our |my )?logs?\s*:\s*(?=\S)/.exec(text);
  if (verbatim) return tidy(typed(clause, verbatim.index + verbatim[0].length)) || null;
  if (!lead) return null;
  const from = lead.index + lead[0].length;
  const rest = entities.rest.slice(from).replace(/[?.!]+\s*$/, '');
  const explicit = /^(?:containing|contain|mention|matching|with|that say|say|including|grep|search|full)/.test(
    lead[0],
  );
  const words = [...rest.matchAll(/\S+/g)].filter((word) => !FILLER.test(word[0].replace(/[,;:]$/, '')));
  const first = words[0];
  const last = words.at(-1);
  if (!first || !last || (!explicit && !/\b(?:logs?|events?|log text)\b/.test(text))) return null;
  if (
    userOf({ ...clause, entities: { ...entities, email: null } }) ===
    tidy(typed(clause, from + first.index, from + last.index + last[0].length))
  )
    return null;
  // What was blanked out in between belongs to other arguments.
  const spans = rest.slice(first.index, last.index + last[0].length);
  if (/\s{4,}/.test(spans)) return tidy(typed(clause, from + first.index, from + first.index + first[0].length));
  return tidy(typed(clause, from + first.index, from + last.index + last[0].length)) || null;
}
