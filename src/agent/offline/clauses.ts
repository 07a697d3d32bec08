import type { Utterance } from './utterance.ts';

const VERBS = String.raw`wrap (?:it|this) up|open|create|raise|log|file|start|declare|acknowledge|ack|assign|re-?assign|un-?assign|dismiss|close|resolve|mark|re-?open|show|list|search|give|tell|summari[sz]e|add|set|escalate|ban|mute|warn|timeout|time (?:\S+ )?out|kick|undo|comment|make|check|find|report|propose|draft|write(?= (?:me |us |up )?(?:an?|the)\b)|dismiss|change|bump|note|take|hand|who|what|which|how many|how often|is everything|is there|are there|did|has|when|where|put(?= (?:them|these|those|it|both|all of (?:them|these|those))(?: all)? (?:in|into|under) (?:an?|one)\b)|leave|(?:i|we) (?:want|need|would like) (?:it|this|that|them) (?:to be )?(?:assigned|set|closed|marked|raised|given)|need to report|want to report|like to report`;
/** Verbs that begin a further wish behind a word that joins; behind a comma alone they may belong to what was told. */
const MORE_VERBS = String.raw`treat|move|snooze|silence|un-?snooze|un-?silence|un-?mute|un-?ban|lift|turn (?:\S+ )?(?:on|off)|switch (?:\S+ )?(?:on|off)|retire|(?:approve|reject)(?= (?:prop|the |that |it\b|all))|unlink|detach|attach|link|tick|entrust|compose|remove|delete(?= (?:his|her|their|the|all)\b)|pull|bring|reverse|revert`;
const AND = new RegExp(
  String.raw`(?:,? (?:and then|and also|and|then|also|plus|but)|;|,)\s+(?=(?:please |also |then |can you |could you |so |i (?=(?:need|want|wish|have|would like) to report\b)|i'd (?=like to report\b))*(?:${VERBS})\b(?! (?:incidents|alerts|tickets|ones|and|or)\b| (?:that|this|it) (?:down )?(?:as|to|in|on|under) (?:an? |the |its )?(?:comment|note|remark|notes|comments|incident|ticket|timeline)\b))`,
  'g',
);
const AND_MORE = new RegExp(
  String.raw`(?:,? (?:and then|and also|and|then|also|plus|but)|;)\s+(?=(?:please |also |then |can you |could you )*(?:${MORE_VERBS})\b(?! (?:incidents|alerts|tickets|ones|and|or)\b))`,
  'g',
);
/** "set INC-54 to contained, and INC-55 to closed": an order whose verb was said before, with a thing and a value of its own. */
const GAPPED =
  /(?:,? (?:and|plus|also|then)|[,;])\s+(?=(?:the )?(?:alert |incident )?(?:alr|inc)-?\d+(?:'s)?,? (?:to|as|is|was|gets?|should|can|must|needs|now|goes|snoozed|resolved|closed|acknowledged|acked|contained|false|back|assigned|fp)\b)/g;
/** What it stands beside has a thing and a value, too. */
const COMPLETE = /\b(?:alr|inc)-?\d+(?:'s)?,? (?!(?:and|or|plus|also|,)\b)[a-z]/;
/** "close INC-5, ALR-3 acknowledge": an order whose verb stands behind the thing. */
const THING_FIRST =
  /(?:,|;)\s+(?=(?:inc|alr)-?\d+:? (?:please )?(?:close|resolve|ack|acknowledge|re-?open|dismiss)\b)/g;
/** “acknowledge ALR-15, is ALR-17 still open?”: a question behind an order about a thing that is named. */
const ASKS_AFTER =
  /(?:,? (?:and|but)|[,;]| -)\s+(?!(?:is|was) (?:(?:it|that|this) )?(?:(?:an? |the )?false|right|ok(?:ay)?|fine|correct|possible|allowed)\b)(?=(?:is|are|was|were|does|do|did|has|have|why|whose|which|can i|should i)\b[^?]*\?)/g;
const ORDERS_THING =
  /^(?:(?:please|now|then|and|also|ok(?:ay)?)[ ,]+)*(?:acknowledge|ack|close|resolve|re-?open|dismiss|re-?assign|assign|un-?assign|mark|set|escalate|snooze|silence|take)\b.*\b(?:alr|inc)-?\d+/;
const SENTENCE = /(?<!\b(?:no|nr|dr|mr|mrs|ms|st|vs|e\.g|i\.e|approx))[.?!]+\s+(?=\p{L}|\d|@)/gu;
const COURTESY =
  /^(?:(?:hi|hello|hey|ok(?:ay)?|please|pls|so|well|um+|safenest|@safenest|good (?:morning|afternoon|evening)|(?:morning|afternoon|evening)(?=[,!])|thanks)[,:!. ]+)+|^(?:(?:can|could|would|will) (?:you|u) (?:please |kindly |mind )?(?:help me (?:to |with )?)?|(?:please )?help me (?:to )?(?=report|open|create|find|search|show)|i(?:'d| would) like (?:you )?to (?=see|know|open|close|create|assign|acknowledge|report)|(?:i )?(?:want|need) (?:you )?to (?=see|know|open|close|create|assign|acknowledge|report))/;

export const REPORTS =
  /\b(?:open|create|raise|log|file|start|report|make)\b.{0,30}(?:\bincident\b|\bticket\b|\bit\b|\bthis\b|\bthat\b)/;
export const STATEMENT =
  /^(?:we(?:'ve)? (?:had|have|got|found|lost|saw|noticed)|i(?:'ve)? (?:had|have|got|found|lost|saw|noticed|just|think|believe|clicked|opened|received|forgot|left)|someone|somebody|there (?:was|is|were|are|has been|have been)|(?:so |well,? )?(?:that|this|it)(?:'s| is| was| looks?)|my|our|a|an|the) (?!.*\?)/;

/** "… is insulting people, ban him": whom it is about was told before. */
export const MODERATES =
  /^(?:please |can you |could you |and |so |then |just )*(?:warn|mute|ban|kick|time ?-?out|silence|suspend|give)\b.{0,20}\b(?:him|her|them|that (?:guy|user|member|person|account)|this (?:guy|user|member|person|account)|the (?:guy|user|member|person|account))\b/;

export const ASKED = new RegExp(
  String.raw`\b(?:${VERBS}|see|view|pull|what's|status|details?|more|look|why|when|how)\b`,
);

/** What somebody is to be told in the asker’s own words. */
export const TELLS_SOMEBODY =
  /^(?:(?:please|also|then|and) )*(?:tell|inform|let|write(?: to)?|message|text) (?!me\b|us\b|what\b|which\b|who\b|how\b|why\b|when\b|where\b|if\b|whether\b|about\b|you\b|everyone\b)\p{L}[\p{L}.'-]+(?: \p{L}[\p{L}'-]+)?(?: know)?,? (?:that )?(?:i|we)(?:'ll|'m|'ve|'re| will| am| are| have| can| shall| need| would| want)\b/u;

/** A part that orders or asks something by its first words; a reason or a statement does not. */
export const BEGINS_ASKING = new RegExp(
  String.raw`^(?:(?:please|also|then|now|and|can you|could you) )*(?:${VERBS}|${MORE_VERBS})\b`,
);

/** An order that must not be carried out: "don't close INC-5". */
export const FORBIDDEN =
  /(?<!\b(?:why|who|which|that|they|we|i|you|users|people) )\b(?:do not|don't|dont|never|no need to|please do not|not to) (?:please |yet |just |even )*(?:snooze|silence|postpone|close|resolve|acknowledge|ack|assign|re-?assign|open|create|re-?open|dismiss|mark|ban|mute|kick|warn|time ?-?out|undo|escalate|change|set|add|comment|delete|raise|touch|report)\b(?:(?!,| but | just |;|[.!?](?:\s|$)| instead ).)*|(?:^|(?<=\b(?:but|and|just) |, ))(?:please |just )?(?:leave|keep) (?:the )?(?:alert |incident |it |that )?\S*\s*(?:alone|untouched|unchanged|as is|as it is|as they are|like that|out of (?:it|this)|open(?= *[.!,;]*$|[,;.] | (?:and|but|please|though|for now)\b))|^(?:(?:alr|inc)-\d+|it|this|that|(?:the |this |that )?(?:alert|incident)(?: \d+)?) (?:should not|shouldn't|must not|mustn't|need not|needn't) be \w+/;

/** "RULE-3, what does it do?", "about INC-12: who has it?": what is named first is what is asked about. */
const ADDRESSES =
  /^(?:(?:and|so|now|then|about|regarding|concerning|as for|back to|re|on)[: ]+)*(?:the )?(?:(?:source |user )?(?:ip|ip address|address|host|account|user|person) (?:of|in|from|behind|on|named in) (?:the )?)?(?:(?:alert|incident|rule|case|report|proposal|camera|event|person|log) )?(?:(?:alr|inc|rule|case|rpt|prop|cam|evt|per|log|act|apl)-[0-9a-z]+|(?<=\b(?:alert|incident|rule|case) )\d+)$/;
const ASKS_OF_IT =
  /^(?:what|who|whose|when|where|why|how|which|is|was|are|were|did|does|do|has|have)\b.*\b(?:it|its|this|that|they|them)\b/;

const CONDITION = String.raw`(?:critical|high|medium|low|severe|serious|open|unresolved|closed|resolved|acknowledged|unacknowledged|pending|outstanding|failed|unsuccessful|successful)`;
const KIND = String.raw`(?:alerts?|alarms?|incidents?|tickets?|log-?ins?|sign-?ins?)`;
/** "critical alerts today and also open incidents": two kinds, each with a condition of its own. */
export const APART = new RegExp(
  String.raw`(?:,? (?:and also|and|also|plus|as well as|along with)|,)\s+(?=(?:also |the |any |all |all the |our |my )*${CONDITION} (?:${CONDITION} |or |and |severity |risk |priority |user |account ){0,3}${KIND}\b)`,
  'g',
);
const OWN_CONDITION = new RegExp(String.raw`\b(${CONDITION}) (?:[\w-]+ ){0,2}?(${KIND})\b`);
const ownConditionOf = (text: string): string => OWN_CONDITION.exec(text)?.[1] ?? '';

const ONLY_WHEN =
  /^(?:and |so |well,? )?(?:from|between|on|in|since|during|over|for|at|last|this|the (?:day|week|month|night)|yesterday|today|tonight)\b(?!.*\b(?:log|sign)[- ]?ins?\b)(?!.*\b(?:alerts?|incidents?|tickets?|events?|attempts?)\b)[\w .:/'-]{0,45}$/;

const LEADS_OUT =
  /^(?:except(?: for| from)?|excluding|without|not (?:counting|from)|apart from|outside|other than|ignoring) [\w@. -]{2,40}$/;

/** Where each clause begins and ends; a leading courtesy belongs to none. */
export function split(utterance: Utterance): [number, number][] {
  const { norm } = utterance;
  const begin = COURTESY.exec(norm)?.[0].length ?? 0;
  const start = begin < norm.length ? begin : 0;
  // What follows the colon of a title, and the words of a rule, are not further orders.
  const title =
    /\b(?:incident|ticket|report|comment|note|rule)\b[^.?!:]{0,40}:\s|\b(?:alert|notify|warn|tell) (?:me|us) (?:when|if|whenever)\b|\b(?:a |new )?rule\b.{0,20}\b(?:that|when|if|to)\b/.exec(
      norm.slice(start),
    );
  const until = title ? start + title.index : norm.length;
  const cuts: [number, number][] = [];
  for (const pattern of [AND, AND_MORE, SENTENCE]) {
    for (const match of norm.matchAll(pattern)) {
      const inQuotes = (norm.slice(0, match.index).match(/"/g)?.length ?? 0) % 2 === 1;
      // A severity after the full stop belongs to what stands before it.
      const trails =
        /^(?:priority |severity |prio |risk )?(?:low|medium|high|critical)(?: (?:priority|severity|prio|please))*[.! ]*$/.test(
          norm.slice(match.index + match[0].length),
        );
      // "from 2 to 5 November, how many failed logins were there?"
      const onlyWhen = match[0].startsWith(',') && ONLY_WHEN.test(norm.slice(start, match.index));
      // "except root, how many people failed last month?"
      const leavesOut = match[0].startsWith(',') && LEADS_OUT.test(norm.slice(start, match.index));
      const addressed =
        ADDRESSES.test(norm.slice(start, match.index)) && ASKS_OF_IT.test(norm.slice(match.index + match[0].length));
      if (match.index > start && match.index < until && !inQuotes && !trails && !onlyWhen && !leavesOut && !addressed)
        cuts.push([match.index, match.index + match[0].length]);
    }
  }
  // of "INC-5, INC-6 close" both are closed
  for (const match of norm.slice(0, until).matchAll(THING_FIRST))
    if (match.index > start && BEGINS_ASKING.test(norm.slice(start, match.index)))
      cuts.push([match.index, match.index + match[0].length]);
  for (const match of norm.slice(0, until).matchAll(ASKS_AFTER))
    if (match.index > start && ORDERS_THING.test(norm.slice(start, match.index)))
      cuts.push([match.index, match.index + match[0].length]);
  for (const match of norm.slice(0, until).matchAll(GAPPED))
    if (match.index > start && (match[0].startsWith(';') || COMPLETE.test(norm.slice(start, match.index))))
      cuts.push([match.index, match.index + match[0].length]);
  for (const match of norm.slice(0, until).matchAll(APART)) {
    const left = norm.slice(start, match.index);
    const right = norm.slice(match.index + match[0].length);
    if (match.index > start && OWN_CONDITION.test(left) && ownConditionOf(left) !== ownConditionOf(right))
      cuts.push([match.index, match.index + match[0].length]);
  }
  for (const match of norm.matchAll(new RegExp(FORBIDDEN, 'g'))) {
    if (match.index > until) continue;
    const end = match.index + match[0].length;
    const lead = /[\s,;]*(?:\b(?:but|and|just)\b)?[\s,;]*$/.exec(norm.slice(0, match.index))![0].length;
    if (match.index > start) cuts.push([match.index - lead, match.index]);
    if (end < norm.length)
      cuts.push([
        end,
        end + (/^[\s,;.!?]*(?:but |just |instead,? |rather,? )*/.exec(norm.slice(end))?.[0].length ?? 0),
      ]);
  }
  cuts.sort((a, b) => a[0] - b[0]);
  const clauses: [number, number][] = [];
  let from = start;
  for (const [cut, next] of cuts) {
    if (cut < from) continue;
    clauses.push([from, cut]);
    from = next;
  }
  clauses.push([from, norm.length]);
  return clauses
    .map(([a, b]): [number, number] => [a + (COURTESY.exec(norm.slice(a, b))?.[0].length ?? 0), b])
    .filter(([a, b]) => /[\p{L}\p{N}]/u.test(norm.slice(a, b)));
}
