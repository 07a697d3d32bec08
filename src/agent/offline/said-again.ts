import { severityRank } from '../../domain/severity.ts';
import type { PastTurn, PlanContext } from './plan-types.ts';
import { rowsByRef } from './shown-rows.ts';

/*
 * What somebody said and took back in the same breath, and words that stand for one of the conversation's own: put into the words
 * they stand for before anything is read. Whether what comes out is an order is judged as ever.
 */

const LEVEL = '(?:low|medium|high|critical)';
const OOPS = String.raw`(?:[\s,;.…–-]+(?:no|nope|sorry|wait|oops|hm+|actually|rather|i mean|i meant|make (?:it|that)|better|not that))+[\s,;:.…–-]+`;
const LEVEL_INSTEAD = new RegExp(String.raw`\b${LEVEL}\b${OOPS}(?:to )?(?=${LEVEL}\b)`, 'giu');

/** "set it to high, no sorry critical": the value that was said last. */
const withLastValue = (message: string): string => message.replace(LEVEL_INSTEAD, '');

/** "hmm wait, reopen it": what stands before the taking back of a change is no doubt about it. */
const HESITATES =
  /^(?:(?:(?:hm+|oh|uh|um|ah|er|wait|hold on|oops)[\s,.!…-]+|(?:stop|no)\s?[,.!…-]+\s*))+(?=(?:please )?(?:re-?open|undo|revert)\b)/iu;

/** "handover to priya" */
const HANDOVER = /^((?:(?:please|ok(?:ay)?|and|then|now|can you)[\s,]+)*)hand-?over (?=to [\p{L}@])/iu;
/** "starting my shift, what's going on": when somebody begins, before what they ask. */
const BEGINS_SHIFT =
  /^(?:(?:hi|hey|hello|good (?:morning|evening|afternoon)|morning|ok(?:ay)?)[\s,.!]+)*(?:i(?:'m| am|'ve| have)? )?(?:just |now )*(?:start(?:ing|ed)?|beginning|taking over|came|back|on|came on|in)(?: (?:my|the|on|to|at|from|work|shift|duty|night|late|early|day|now|today|tonight|desk|lunch|office|again|weekend|just))+[,.!;:–-]+\s*(?=\S)/iu;

/** "forget paul, what about eva?": what one is done with. */
const DONE_WITH =
  /^(?:(?:ok(?:ay)?|no|well|and|so|hm+)[\s,]+)*(?:forget(?: about)?|never ?mind|leave|drop|skip|enough (?:of|about)) (?!(?:it|that|this|the|all|everything|them)\b)[^,;.?!]{2,40}[,;.]+\s*(?:but |and |now )*(?=(?:what|how) about\b|(?:show|list|what|who|when|where|did|has|how)\b)/iu;

/** “that's too much, only the failed ones”: a complaint before what the list is narrowed to. */
const TOO_MUCH =
  /^(?:(?:ok(?:ay)?|whoa|wow|no|hm+|uff|oh|puh|ouf|well|sorry|thanks|phew)[\s,.!]+)*(?:(?:that|this|it)(?:'s|s| is| are| was)?|those are|they(?:'re| are)|das (?:ist|sind)|c'est|es|eso es|son)?\s*(?:(?:way|far|a bit|much|just|really|etwas|viel|beaucoup|un peu|trop)\s+)*(?:too (?:much|many|long)|a (?:lot|long list|bit much)|zu (?:viel|viele|lang)|trop(?: long)?|demasiad[oa]s?|mucho)(?: (?:of (?:them|it|those)|for me|at once|information|stuff|results|now))*\s*[,.;:!–-]+\s*(?=(?:please |bitte |por favor )?(?:only|just|show|filter|limit|narrow|give|without|leave out|nur|bloß|blo(?:ss)|seulement|juste|uniquement|solo|sólo|solamente|sin|ohne|sans)\b)/iu;
/** “take the warning back”, “call the mute off” */
const TAKES_BACK =
  /\b(?:(?:take|call) (the|that|this|my|our|his|her|their) ((?:warning|ban|mute|time-?out|deletion)(?: (?:for|of|on|against|to) @?[^\s,.;?!]+)?) (?:back|off)|take back (the|that|this|my|our|his|her|their) ((?:warning|ban|mute|time-?out|deletion)))\b/giu;

/** “open an incident for it and put it on me” */
const ON_ME =
  /(\band |, |^)(?:please )?(?:put|pin|place|drop) (?:it|that|this)(?: (?:in|on|onto|under))? (?:me|myself)(?=[ .!]*$)/iu;
const MY_INCIDENT = /\bmy (?:own )?(?:incident|case|ticket)\b(?!s)/giu;
/** Turns in which what the asker took over is still theirs to speak of. */
const LATELY = 24;

/** The one incident that the asker gave themselves or opened in this conversation; null where there is none, or several. */
function ownIncident(history: readonly PastTurn[]): string | null {
  const steps = history.slice(-LATELY).flatMap((turn) => turn.steps.map((step) => ({ ...step, turn })));
  const taken = steps.flatMap(({ tool, args: { id, assignee }, ok }) =>
    ok && tool === 'update_incident' && assignee === 'me' && typeof id === 'string' ? [id] : [],
  );
  const opened = steps.flatMap(({ tool, ok, turn }) =>
    ok && tool === 'create_incident'
      ? turn.citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-')).map(({ ref }) => ref)
      : [],
  );
  const mine = new Set(taken.length > 0 ? taken : opened);
  const [one] = mine;
  return mine.size === 1 && one !== undefined ? one : null;
}

const LEAD = String.raw`^((?:(?:please|ok(?:ay)?|and|then|now|so|yes|can you|could you|let's|i want to|i'd like to)[\s,]+)*)`;
/** "do an incident with them": made as any other is. */
const DO_INCIDENT = new RegExp(
  String.raw`${LEAD}(?:do|put together|get) (?=(?:an?|one|another) (?:new )?(?:incident|ticket)\b)`,
  'iu',
);
/** "open one for tomas", "make one of these", where alerts or incidents were spoken of. */
const MAKE_ONE = new RegExp(
  String.raw`${LEAD}(?:open|make|create|raise|start|do) (?:me )?(?:one|another(?: one)?) (?=(?:for|of|about|from|out of|with)\b)`,
  'iu',
);

/** "make a case out of it": what others call an incident. */
const CASE_OF =
  /\b(open|make|create|raise|start|put together) (?:a|an)(?: new)? case (?=(?:out of|for|from|of|about) (?:it|this|that|these|those|them|all|both|alr))/giu;
/** "this week compared to last": the same again, left out. */
const TO_LAST =
  /\b(this (week|month|year|quarter|weekend)\b.{0,40}?\b(?:compared? (?:to|with)|comparison (?:to|with)|versus|vs\.?|against|than|and)) last(?= *[?.!]*$)/iu;

/** "and in the day?", as against the night: no day that is to come. */
const IN_THE_DAY = /\bin the day(?=\s*[?!.]*\s*$)/iu;

/** "set ours to investigating": what is at hand, against that of others. */
const OURS =
  /^((?:(?:please|ok(?:ay)?|and|then|now|so|can you|could you)[\s,]+)*(?:set|mark|close|re-?open|move|raise|lower|escalate|assign|put|change|show|open) )(?:ours|mine|our one|my one|our (?:incident|case|ticket))(?= |[.!?]*$)/iu;

/** "open an incident for the worst alert", where the answers told of one that is worse than all others. */
const WORST_ALERT =
  /\bthe (?:worst|most (?:severe|serious|urgent|dangerous|critical|important)|gravest|critical)(?: (?:open|new))? (?:alert|alarm|one of (?:them|those|these|the alerts))\b(?!s)/iu;

/** The alert that the answers told of as worse than all others; null where none is. */
function worstTold(history: readonly PastTurn[]): string | null {
  const rows = [...rowsByRef(history).values()].filter(({ ref }) => ref.startsWith('ALR-'));
  const rank = ({ severity }: (typeof rows)[number]): number => (severity === null ? -1 : severityRank(severity));
  const [first, second] = rows.toSorted((a, b) => rank(b) - rank(a));
  return first && rank(first) >= 0 && (!second || rank(first) > rank(second)) ? first.ref : null;
}
const ORDERS_IT =
  /^(?:(?:please|ok(?:ay)?|and|then|now|so|yes|can you|could you|let's|i want to|i'd like to)[\s,]+)*(?:open|create|raise|make|start|file|acknowledge|ack|resolve|snooze|silence|mute|postpone|link|attach|add|dismiss|mark|close)\b/iu;

/** Whether the last answer was about alerts or incidents, of which "one" may be made; of rules another rule is. */
const isAboutMatters = ({ steps, citations }: PastTurn): boolean =>
  !steps.some(({ tool }) => /rule|proposal|camera|member/.test(tool)) &&
  (citations.some(({ ref, mentioned }) => !mentioned && /^(?:ALR|INC)-/.test(ref)) ||
    steps.some(({ tool, args }) => /_(?:alert|incident)$/.test(tool) || String(args.kinds ?? '').includes('incident')));

/** "how many alerts do we get a day" */
const A_DAY = /\b(how (?:many|much|often) (?:[\w-]+ ){1,5}?)(?:a|each|every) (day|week|month|hour)(?=[?!. ]*$)/iu;
/** "at 3 at night": an hour of it. */
const AT_NIGHT = /\b(\d{1,2})(?:[:.](\d\d))?(?: o'clock)? at night\b/giu;
const hourOfNight = (said: string, hour: string, minutes = '00'): string =>
  Number(hour) > 12 || Number(hour) === 0
    ? said
    : `${hour}:${minutes} ${Number(hour) < 6 || hour === '12' ? 'am' : 'pm'}`;

const THIS = String.raw`(?:it|this|that|this one|that one|(?:this|that|the) (?:case|alert|incident|ticket))`;
/** "anyone else on this?", "am I the only one on it?", "any of my colleagues looking at this?" */
const ANYBODY_ON_IT = new RegExp(
  String.raw`^(?:(?:and|so|but|ok(?:ay)?|hey|wait)[\s,]+)*(?:(?:is|are|has|have) )?(?:(?:(?:any|some)(?:one|body)|any of (?:my|our|the) (?:colleagues|team|people|mods|moderators|officers|others|guys)|(?:another|any other|any) (?:mods?|moderators?|officers?|colleagues?))(?: else)?(?: (?:is|are|been|got))?|(?:am )?i the only one)(?: (?:already|currently|now|also))* (?:(?:working|busy) )?(?:on|handling|dealing with|looking (?:at|into|after)|taking care of) ${THIS}(?: (?:already|yet|now|too|right now))*[?.! ]*$`,
  'iu',
);
/** "grab it for me", "put this one on my plate": taken by whoever says so. */
const GRABS = new RegExp(
  String.raw`^(?:(?:and|so|ok(?:ay)?|yes|yeah|please|then|now|can you|could you)[\s,]+)*(?:(?:grab|snag|claim|take|bag|reserve) ${THIS} for me|put ${THIS} (?:on|under|to|against|down for) (?:me|my (?:name|plate|desk|list)))(?: (?:please|then|now|thanks))*[.! ]*$`,
  'iu',
);

/** A message in the words it stands for. */
export function saidAgain(message: string, { history }: Pick<PlanContext, 'history'>): string {
  let text = withLastValue(message)
    .replace(BEGINS_SHIFT, '')
    .replace(HANDOVER, '$1hand it over ')
    .replace(HESITATES, '')
    .replace(DONE_WITH, '')
    .replace(TAKES_BACK, 'withdraw $1$3 $2$4')
    .replace(CASE_OF, '$1 an incident ')
    .replace(TO_LAST, '$1 last $2')
    .replace(DO_INCIDENT, '$1open ')
    .replace(AT_NIGHT, hourOfNight)
    .replace(A_DAY, '$1per $2')
    .replace(IN_THE_DAY, 'during the day')
    .replace(OURS, '$1it')
    .replace(ON_ME, '$1assign it to me');
  if (history.length > 0) text = text.replace(TOO_MUCH, '');
  if (history.length > 0 && ANYBODY_ON_IT.test(text)) text = 'who is working on it?';
  if (history.length > 0 && GRABS.test(text)) text = "I'll take it";
  if (ORDERS_IT.test(text) && WORST_ALERT.test(text)) {
    const worst = worstTold(history);
    if (worst !== null) text = text.replace(WORST_ALERT, worst);
  }
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  if (last && isAboutMatters(last)) text = text.replace(MAKE_ONE, '$1open an incident ');
  const mine = MY_INCIDENT.test(text) ? ownIncident(history) : null;
  return mine === null ? text : text.replace(MY_INCIDENT, mine);
}
