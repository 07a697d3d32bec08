import { ASKS, COURTESY, VERB } from './order-words.ts';

/*
 * How an order is put, and how what is none: things stand as `#` and names as `@`. Whether a clause is one is decided in orders.ts.
 */

export const REFS = String.raw`#+(?:(?:,? and |, ?| ?& ?|,? then | )#+)*`;
const THING = String.raw`(?:(?:the )?${REFS}|(?:the|this|that)(?: (?:first|second|third|last|other|one|alert|incident|ticket|two|three))*|it|they|these|those|both|all of them|all)`;
export const LEAD_IN = new RegExp(`^[\\s,]*${COURTESY}${ASKS}${COURTESY}`);
export const ORDER = new RegExp(
  `^(?:(?:for |on |in )?(?:the )?${REFS}\\s*(?:[:,-]+|please\\b)?\\s*${COURTESY})?${VERB}`,
);
/** "INC-5 close": a reference first and the verb behind it. */
export const VERB_LAST = new RegExp(`^${REFS} (?:please )?(?:${VERB})$`);
const FALSE_ALARM = String.raw`(?:a |an |all |both |just |only |clearly |definitely |really )*(?:false[- ]?(?:alarm|positive)s?|fp|noise|benign|harmless|legit(?:imate)?|wrong alarms?|(?:not|no) (?:an? )?(?:real |actual )?(?:threat|attack|incident|issue|problem|breach)|nothing(?: serious| to worry about| bad)?|known|expected)`;
const SETTLED = String.raw`(?:${FALSE_ALARM}|(?:all |now )*(?:done|sorted(?: out)?|fixed|handled|dealt with|cleared|contained|under investigation|in progress|ready to (?:be )?closed?|on (?:my|our) (?:radar|list|desk|plate))|(?:now |really )*(?:critical|high|medium|low)(?: now)|now (?:critical|high|medium|low|mine)|mine)`;
const BECOMES = String.raw`(?:closed|resolved|re-?opened|acknowledged|assigned|dismissed|ignored|contained|investigated|set|raised|lowered|marked|treated|escalated|handled|owned|taken(?: over)?|worked on|looked (?:at|into|after)|dealt with|done|active|live|enabled|disabled|retired|inactive|(?:switched|turned) (?:on|off)|on|off|critical|high|medium|low)`;
const FIRST_PERSON = String.raw`(?:(?:got it|on it),? )?(?:(?:i'?ll|i will|we'?ll|let me|let @+) (?:take|handle|own|look (?:at|into)|work on|deal with)|(?:i'?m|i am|we'?re|we are) (?:now )?(?:on|looking (?:at|into)|taking|working on|checking|handling|investigating|dealing with)|(?:i'?ve|i have|we'?ve|we have) (?:now |just |already )?(?:got|handled|fixed|dealt with|resolved|taken|checked|sorted|cleared)|i (?:can't|cannot) (?:take|do|handle)|taking|acking|acknowledging|closing|got it|on it|mine)`;
/** "ALR-5 and ALR-6 belong to INC-30" */
export const BELONGS = new RegExp(
  `^(?:the )?(?:alerts? )?${REFS} (?:(?:both|all|also|actually|clearly|really) )*(?:belongs?|goes|go|should go|should be) (?:to|into?|with|under) (?:the )?(?:incident )?#+(?=[\\s.!]*$)`,
);
/** Statements that are orders where nothing else is said; what follows the match must be understood to the end. */
export const STATEMENTS = [
  new RegExp(
    `^${THING}(?:\\s*[:,-]+)?\\s*(?:(?:is|are|was|were|turned out to be|turns out to be|both|all|actually|simply|just) )*${SETTLED}(?![\\p{L}])`,
    'u',
  ),
  new RegExp(
    `^${THING} (?:(?:isn't|wasn't|aren't|weren't)|(?:is|was|are|were) (?:not|no)) (?:an? )?(?:real|actual|attack|threat|incident|issue|problem|breach)(?: (?:attack|threat|incident|issue|problem|one|alert))?(?![\\p{L}])`,
    'u',
  ),
  new RegExp(
    `^${THING} (?:was|is|were|are|turned out to be) [^,.?]{2,60}, (?:so )?(?:a )?(?:(?:false|wrong) (?:alarm|positive)s?|no (?:real )?(?:threat|attack)|harmless|benign)$`,
  ),
  new RegExp(`^${THING} (?:is|are) (?:now |both |all )*resolved(?![\\p{L}])(?! already)`, 'u'),
  new RegExp(
    `^(?:(?:the )?(?:severity|priority|status) of )?${THING}(?:\\s*[:,-]+)? (?:should|can|must|shall|needs? to|has to|ought to) (?:now |really )?be (?:${BECOMES})(?: by)?\\b`,
  ),
  new RegExp(
    `^${REFS}\\s*(?:[-=]>|:)\\s*(?=(?:both |all |now )?(?:${VERB}|${SETTLED}|severity|priority|status|owner|assignee|critical|high|medium|low|open|closed|resolved|acknowledged|investigating|contained|@))`,
  ),
  new RegExp(`^${REFS}\\s+(?:is|goes|belongs|moves|over)\\s+(?:now )?(?:to\\s+)?@+(?:'s)?(?: (?:now|please))*[.! ]*$`),
  /^@+ (?:should|will|shall|can) (?:take|handle|own|deal with|work on|look (?:at|into)) /,
  new RegExp(
    `^${REFS},?\\s+(?:needs?|deserves?|warrants?|merits?|requires?|calls for|justifies) an? (?:own |new )?(?=incident|ticket|(?:critical|high|medium|low))`,
  ),
  new RegExp(`^${REFS},? (?=(?:severity|priority|prio|status|owner|assignee)\\b)`),
  new RegExp(`^(?:i|we)(?:'d| would)? (?:want|need|like|have) (?=${THING} (?:to be )?${BECOMES}\\b)`),
  new RegExp(`^(?:get|have) (?=${THING} ${BECOMES}\\b)`),
  new RegExp(
    `^${THING} (?:can|should|must|needs? to|has to) (?:go|be (?:put|set|moved)) back (?:to|as) open(?![\\p{L}])`,
    'u',
  ),
  new RegExp(`^${FIRST_PERSON}(?![\\p{L}])`, 'u'),
  // "I've seen ALR-3, taking a look": seeing alone changes nothing
  new RegExp(
    `^(?:i|we)(?:'ve| have)? (?:already |now |just )?(?:seen|saw|noticed|read) (?=${THING}[,;]? .*\\b(?:looking|look|checking|check|on it|on that)\\b)`,
  ),
  /^(?:contained|(?:a )?false (?:alarm|positive)s?|no(?: real)? (?:threat|attack)|fp|(?:the )?(?:severity|priority|status|owner|assignee) of(?= [^?]*\b(?:to|is|=|should|must)\b)|critical|high|medium|low|investigating)(?![\p{L}])/u,
  new RegExp(`^${REFS} (?:acknowledged|resolved|closed|contained)(?:,? (?=thanks|thank you|please)|(?=, \\S))`),
  // "ALR-15 noted, will check later": that it was seen is said, and what one does next
  new RegExp(
    `^(?:(?:the )?(?:alert )?${REFS}[\\s:,-]*(?:is |was |are |has been )?(?:noted|seen|received|acked|heard|roger|copy that|got it|understood)|(?:noted|seen|received|roger|copy that|understood|got)[\\s:,-]+(?:the )?(?:alert )?${REFS})(?:[\\s,;.-]+(?:(?:i|we)(?:'ll|'m|'re| will| am| are)?|will|going to|gonna|looking|checking|on it|on that|thanks?|thank you)(?: (?:will|have|take|be|going to|a|to|it|that|this|into|at|on|look\\w*|check\\w*|handl\\w*|deal\\w*|investigat\\w*|work\\w*|get\\w*|back|later|soon|now|today|tomorrow|then|after lunch|tonight|shortly|asap|care|of|with|you))*)*(?=[\\s.!]*$)`,
  ),
  BELONGS,
  // "tasks 2 and 5 of INC-47 are done"
  new RegExp(
    `^tasks? ${REFS} (?:of|in|on|for|from) ${REFS} (?:is|are|was|were|has been|have been) (?:both |all |now |already )*(?:done|finished|complete|completed|ticked off)(?![\\p{L}])`,
    'u',
  ),
  new RegExp(`^${REFS}\\s*(?:[-=]+>|:|,)\\s*@+ (?:takes?|has|gets|leads|runs|owns)(?![\\p{L}])`, 'u'),
  // "Grace shall be the scribe of INC-47, and Henrik its liaison"
  /^@+ (?:shall|should|will|must|is to|is going to|can|takes?(?: over)?|gets|has|leads|runs|owns|joins)(?![\p{L}])/u,
  new RegExp(`^${REFS} (?:gets|needs|should have|should get) @+(?:(?:, ?| and )@+)*(?= |[.!]|$)`),
  // "INC-55 to contained", "ALR-183 as a false alarm": an order whose verb was said before
  new RegExp(
    `^${REFS},? (?:to|as|now|->)(?: now| an?)* (?:open|closed|resolved|contained|investigating|acknowledged|acked|false (?:alarm|positive)|fp|critical|high|medium|low)(?= |[.!,]|$)`,
  ),
  new RegExp(`^${REFS},? (?:is |are |was )?(?:to be )?(?:snoozed|silenced|suppressed|muted|expected)(?![\\p{L}])`, 'u'),
  // of a rule: it is only put up for approval
  new RegExp(
    `^(?:(?:the )?${REFS}|it|this|that|(?:the|that|this) rule),? (?:should|must|shall|needs? to|has to|ought to) (?:(?:only|just|not|rather) )*(?:fire|alert|trigger|raise|warn|look|start|count|wait|allow|go off)\\b`,
  ),
];
/** "INC-19: user confirmed it was her, closing" */
export const TOLD_THEN = new RegExp(
  `^${REFS}\\s*:\\s*([^?]+), (?:so )?(?:closing|resolving|done|false alarm|false positive|case closed)[.! ]*$`,
);
/** "ALR-81 resolved, ALR-82 false alarm": beside another wish it is one; by itself it may as well be asked or told. */
export const BESIDE_ANOTHER = new RegExp(
  `^${REFS},? (?:now |all )*(?:acknowledged|acked|resolved|closed|contained)(?=[.! ]*$)`,
);
/** Behind an order, in a sentence of its own: it is taken back, or was only asked about. */
export const TAKEN_BACK =
  /^(?:oh |well |but |and |actually )*(?:no\b|not\b|nope|nah|wait|just kidding|kidding|jk\b|never ?mind|scrap|forget|(?:don't|do not)(?: do (?:it|that|so))?(?=\s*[.,!]*$)|leave it|cancel|only show|unless|only if|if(?! (?:it|that|this) (?:was|is)\b)|when|once|until|tomorrow|what is this|good idea|bad idea|yes (?:or|\/) ?no)/;
/** Whose words the message is, or that it is no message of the asker's at all: a chat line, a mail, a list, code. */
export const SHAPE =
  /^\s*(?:(?:re|fwd?|aw|wg|tr|rv)\s*:|[>|<[({~*#`]|- |\d+[.)]\s| {4}|\t)|\b(?:says?|said|writes?|wrote|reads?|states?|told|asks?|steps?|list|runbook|playbook|procedure|instructions?|e-?mail|mail|message|plan)\b[^.:\n]{0,40}:?\s+1[.)]\s|^-{3,}|^\s*\[?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]m)?\]?\s*[<\w]|\d{1,2}:\d{2}\s?(?:[ap]m)?\]?:?[ \t]*\n|\bwrote:|\b(?:kind |best )?(?:regards|sincerely|best wishes|cheers|yours),?\s+[\p{L}]+\.?\s*$|<-|←|<!--|\bsaw this in\b|\((?:quote|sic)\)/imu;
/** Before an order in its sentence: what others say or write, and texts that are spoken of. */
export const REPORTS =
  /\b(?:nobody|no one|saying|said|says?|wrote|writes?|told|tells|thinks?|thought|claims?|claimed|asking (?:me |us |him |her )?to|e?-?mailed|agrees?|confirms|objects?|logs?|comment|e-?mail|subject|title|text|message|remind|teach|explain|simulate|example|repeat|echo|print|translate|spellcheck|typed|typing|search|grep|filter|look up|options?|goes|once|after|without|either)\b/;
export const READS =
  /^(?:search|fetch|count|pull up|bring up|show|list|find|check|get|look|view|see|open|pull|display|give|tell|what|who|how|which|why|where|when|is|are|any|summari[sz]e|compare|(?:don't|do not|dont) (?=close|resolve|ack|assign|re-?assign|open|create|re-?open|dismiss|mark|escalate|change|set|add|comment|delete|raise|touch|report)|leave|keep|investigate|block|warn|ban|mute|create|report)\b|\b(?:alerts|events|logins)\b/u;
/** What is looked at is somebody's text, and what follows may stand in it. */
export const READS_TEXT =
  /\b(?:messages?|e-?mails?|comments?|notes?|texts?|logs?|lines?|posts?|tickets?)\b.*\b(?:that|which|saying|said|told|tells|says|asks|asked|wrote|to)\b/u;
export const STATES =
  /^(?:i|we|i'[a-z]+|we'[a-z]+|it|this|that|these|those|they|there|the|a|an|my|our|all|both|nothing|someone|somebody|somebody's|someone's|got|on|false|no|done|user|#+|alerts?|incidents?|tasks?)(?![\p{L}\p{N}])/u;
export const HAPPENED =
  /\b(?:is|are|was|were|isn't|isnt|aren't|wasn't|weren't|hasn't|can|needs|belongs?|speaks?|handles?|will|has|have|had|did|'s|'ve|looks?|\p{L}+ed|got|took|lost|found|left|saw)\b/u;
/** What an order without a question is, in a sentence that ends in a question mark. */
export const POLITE = new RegExp(
  `^[\\s,]*${COURTESY}(?:(?:can|could|would|will) (?:you|u)|(?:can|could|may) (?:i|we) (?:please )?(?:report|get|have|file|open)|i(?:'d| would) like|please\\b)`,
);
/** The same as typed in another language. */
export const POLITE_ABROAD =
  /^[\s¿]*(?:(?:hallo|guten \p{L}+|bonjour|bonsoir|hola|buen[oa]s \p{L}+)[, ]+)?(?:bitte|kannst du|könn(?:t)?en sie|könntest du|könnt ihr|würde(?:st du|n sie)|peux-tu|pouvez-vous|pourriez-vous|pourrais-tu|tu peux|vous pouvez|veuillez|puedes?|podr[ií]as?|por favor)(?![\p{L}])/iu;
/** "can INC-8 be closed?" */
export const ASKS_LEAVE = new RegExp(`^(?:can|could|may|shall|should) ${THING} be ${BECOMES}`);
