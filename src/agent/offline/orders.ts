import type { RefMention } from './entities.ts';
import type { Clause, PlannedCall } from './plan-types.ts';
import { listed } from './portions.ts';
import { findRefs } from './reference-words.ts';

/*
 * What counts as an order. Anything that changes something must be said as one: a clause that begins with a verb of the
 * list below, or one of the few statements that are orders in chat ("INC-5 is contained now"). All else that mentions a
 * change (forbids it, reports it, asks about it, quotes it, puts it off) is read as a look at the thing.
 */

const REF = String.raw`(?:(?:the )?(?:alr|alerts?|alarms?|inc|incidents?|tickets?|rule|prop)[ -]?(?:no\.? ?|number )?#?\d+)`;
const REFS = String.raw`${REF}(?:(?:,? and |, ?| ?& ?| )(?:${REF}|#?\d+))*`;
/** Courtesy, and words that only lead on from what was said before. */
const COURTESY = String.raw`(?:(?:please|pls|kindly|ok(?:ay)?|and|then|now|also|so|well|hi|hello|hey|thanks|thank you|great|alright|right|just|only|quickly|yes|yeah|sure|perfect|good|cool|fine|actually|sorry|oops|next|finally|first|second(?:ly)?|instead|rather|plus|but|go ahead and|feel free to|good (?:morning|afternoon|evening)|@?safenest|hi all|let's|let us|two things)\b[,:!.-]*\s*)*`;
const ASKS = String.raw`(?:(?:(?:can|could|would|will) (?:you|u)(?: mind)?|you can|you may|we can|(?:i|we)(?:'d| would)? (?:want|need|like|have|wish)(?: you)? to|help me(?: to)?|i want|can i|can we|may i|let me|(?:need|want|like|wanted|time) to)\s+)*`;
/** The verbs of an order, in the form of an order. */
const VERB = String.raw`(?:(?:close|shut|resolve|finish|conclude|finali[sz]e|wrap (?:it |this |that |${REF} )?up|acknowledge|ack|confirm|un-?(?:ack|acknowledge|resolve|assign|dismiss|close)|re-?open|dismiss|ignore|bin|clear|(?:re-?)?assign|give|hand|pass|transfer|delegate|route|move|take|claim|drop|grab|put|place|set|mark|flag|treat|make(?! sure)|change|raise|lower|bump|upgrade|downgrade|increase|decrease|reduce|escalate|promote|contain|investigate|start (?:work|investigat)\w*|link|attach|add|connect|tie|merge|include|undo|revert|roll ?back|reverse|take back|comment|note|write(?= (?:a |an |the )?(?:on|in|under|to|down|that|note|comment|remark)\b)|leave|jot|stick|record|log|document|mention|tell|inform|update|say on|say in|remove|get|let|have|open|create|file|report(?! (?:from|for|on|of|about|failed|successful|all|any)\b)|register|declare|start|launch|begin|spin up|turn|group|bundle|reopen|(?:propose|draft|suggest|build|define)(?=.*\brules?\b)|switch|enable|disable|activate|deactivate|retire|pause|rename|edit|adjust|(?:we |i )?need (?=(?:a|an|new|another)\b)|(?:a )?(?:new|another|critical|high|medium|low)\b[\w ,-]{0,30}(?:incident|ticket)(?=\s*(?:[:-]|about|for))|(?:incident|ticket)(?=\s*[:-] )|tighten|loosen|relax|tune|delete|stop(?= (?:the )?rule)|re-?activate|publish)\b)`;
const LEAD_IN = new RegExp(`^[\\s,]*${COURTESY}${ASKS}${COURTESY}`);
const ORDER = new RegExp(`^(?:${REFS}\\s*(?:[:,-]|please\\b)?\\s*${COURTESY})?${VERB}`);
/** A reference first and the verb at the end: what stands behind it would make it another sentence. */
const VERB_LAST = new RegExp(`^${REFS} (?:please )?${VERB}(?=\\s*$|\\s+[a-z0-9])`);
const AS_OR_TO =
  /^\s*(?:$|[.!,;:]|as\b|to\b|with\b|on\b|in\b|at\b|because\b|since\b|please\b|now\b|too\b|over\b|up\b|down\b|from\b|it\b|that\b|the\b|and\b|high|low|medium|critical)/;
const FALSE_ALARM = String.raw`(?:(?:a |an |all |both |just |only |clearly |definitely |really )*(?:false[- ]?(?:alarm|positive)s?|fp|noise|benign|harmless|legit(?:imate)?|nothing(?: serious)?|known|expected|done|sorted(?: out)?|fixed|handled|dealt with|resolved|cleared|contained|acknowledged|ours?|mine|critical|high|medium|low|under investigation|in progress|ready to (?:be )?close[d]?))`;
const THING = String.raw`(?:${REFS}|(?:the|this|that)(?: (?:first|second|third|last|other|one|alert|incident|ticket|two|three))*|it|they|these|those|both|all of them|all)`;
/** Statements that are orders where nothing else is said: "ALR-58 is a false alarm", "INC-5 -> high", "ack'd" by the one who speaks. */
const STATEMENTS = [
  new RegExp(
    `^${THING}(?:\\s*[:,-])?\\s*(?:(?:is|are|was|were|turned out to be|turns out to be|can be|should be|needs to be|has to be|must be|both|all|now|really|actually|simply)\\s+)*(?:set to |marked (?:as )?|made |considered |treated as |ignored|dismissed|closed as |assigned to |${FALSE_ALARM})`,
  ),
  new RegExp(
    `^${THING} (?:isn't|wasn't|aren't|weren't|is not|was not|is no|was no) (?:an? )?(?:real|actual|attack|threat|incident|issue|problem|breach)\\b`,
  ),
  new RegExp(`^${REFS}\\s*(?:[-=]>|:)\\s*`),
  new RegExp(
    `^${REFS}\\s+(?:should|can|must|shall|needs to|has to) (?:now )?be (?:worked on|handled|owned|taken|looked|dealt|closed|resolved|re-?opened|acknowledged|assigned|dismissed|ignored|contained|set|raised|lowered)\\b`,
  ),
  new RegExp(
    `^${REFS}\\s+(?:is|goes|belongs|moves|over)\\s+(?:now )?(?:to\\s+)?@?[\\p{L}.-]+(?: [\\p{L}.-]+)?(?:'s\\b| now\\b| please\\b|[\\s.!]*$)`,
    'u',
  ),
  new RegExp(`^${REFS},?\\s+needs? an? \\b`),
  new RegExp(`^${THING} (?:was|is|were|are|turned out to be) [^,.?]{2,60},? (?:so )?(?:a )?false (?:alarm|positive)s?`),
  /^(?:(?:i'?ll|i will|we'?ll) (?:take|handle|look|own|work|do|have|get)|(?:i'?m|i am|we'?re|we are) (?:now )?(?:on|looking|taking|working|checking|handling|investigating|dealing)|(?:i'?ve|i have|we'?ve|we have) (?:now |just |already )?(?:got|handled|fixed|dealt|resolved|taken|checked|sorted|cleared)|i (?:can't|cannot) (?:take|do|handle)|got it|on it|mine|taking|looking in|let (?:me|\p{L}+) (?:take|handle|own|deal|work|look))\b/u,
  /^(?:(?:a )?false (?:alarm|positive)s?|no(?: real)? (?:threat|attack)|(?:the )?(?:severity|priority|status|owner|assignee) of|fp|fp|(?:for|on|in) (?=the |it\b|inc|alr|incident|alert|ticket)|critical|high|medium|low|contained|investigating)/,
];
/** In the head of an order these make it none. */
const NO =
  /(?<!\bas )\b(?:not|no)\b(?! longer| one\b)|\b(?:never|neither|nor|don't|dont|doesn't|didn't|won't|wouldn't|shouldn't|mustn't|unless|if|when|whenever|once|until|till|provided|assuming|only if|as soon as|tomorrow|tonight|later|eventually|someday|next (?:week|month|day)|would|might|maybe|perhaps|ever|even|theoretically|or|appears?|means?|pretend|imagine|automatically|yourself|popped)\b/;
/** "ALR-3 isn't a real attack" is no forbidding. */
const NOT_REAL =
  /\b(?:isn't|wasn't|aren't|weren't|(?:is|was|are|were) (?:not|no)) (?:an? )?(?:real|actual|attack|threat|incident|issue|problem|breach)\b/;
/** Words of an order that a sentence speaks of; a state that is only reported. */
const TOLD_OF = new RegExp(
  `^${VERB} ${REFS}\\s+(?:is|was|are|were|has|popped|showed|came)\\b|\\b(?:is|was) what\\b|^${REFS} (?:resolved|acknowledged|closed|contained|cleared)[.!\\s]*$`,
);
/** Behind an order: it was asked about, put off, or taken back. */
const TAKEN_BACK =
  /(?:^|[.!?,;:-])\s*(?:oh |well |but |and |actually )*(?:no,? wait|wait|just kidding|kidding|jk|never ?mind|scrap (?:that|it)|forget (?:it|that)|nah|nope|no(?=\s*[,.!]|\s*$)|not(?=\s*[.!]*$)|don't(?=\s*[.!]*$)|do not(?=\s*[.!]*$)|leave it(?: alone| open)?|cancel(?: that)?|(?:good|bad) idea|yes (?:or|\/) ?no|yes\/no|only show|unless|only if|if(?! (?:it|that|this) (?:was|is)\b)|when|once|until|tomorrow|what is this)(?![\p{L}'])/u;
/** Whose words the message is, or that it is no message of the asker's at all: a chat line, a mail, a list, code. */
const SHAPE =
  /^\s*(?:(?:re|fwd?|aw|wg|tr|rv)\s*:|[>|<[({~*#`]|- |\d+[.)]\s| {4}|\t)|\b(?:says?|said|writes?|wrote|reads?|states?|told|asks?|steps?|list|runbook|playbook|procedure|instructions?|e-?mail|mail|message|plan)\b[^.:\n]{0,40}:?\s+1[.)]\s|^-{3,}|^\s*\[?\d{1,2}:\d{2}(?::\d{2})?\s?(?:[ap]m)?\]?\s*[<\w]|\d{1,2}:\d{2}\s?(?:[ap]m)?\]?:?[ \t]*\n|\bwrote:|\b(?:kind |best )?(?:regards|sincerely|best wishes|cheers|yours),?\s+[\p{L}]+\.?\s*$|<-|←|<!--|\bsaw this in\b|\((?:quote|sic)\)/imu;
const REPORT =
  /\b(?:says?|said|saying|writes|wrote|thinks?|thought|goes|wants?|asked|asks|told|tells|agrees?|confirms|objects?|according|log|logs|comment|e-?mail|subject|title|text|message|remind|teach|(?<!\b(?:the|a|by|on|my|our|this|that) )train|explain|pretend|imagine|suppose|hypothetically|simulate|example|repeat|echo|print|translate|spellcheck|typed|typing|search|grep|filter|look up|once|when|if|unless|until|after|before|wait|never|nobody|without|instead|rather|either|options?|should|would|might|maybe)\b/;
const READS =
  /^(?:show|list|find|check|get|look|view|see|open|pull|display|give|tell|what|who|how|which|why|where|when|is|are|any|summari[sz]e|compare|(?:don't|do not|dont) (?=close|resolve|ack|assign|re-?assign|open|create|re-?open|dismiss|mark|escalate|change|set|add|comment|delete|raise|touch|report)|leave|keep|investigate|block|warn|ban|mute|create|report)|\b(?:alerts|events|logins)\b/;
const STATES =
  /^(?:i|we|i'[a-z]+|we'[a-z]+|it|this|that|these|those|they|there|the|a|an|my|our|all|both|nothing|someone|somebody|somebody's|someone's|got|on|false|no|done|user|inc-?\d+|alr-?\d+|alerts?|incidents?)\b/;
const HAPPENED = /\b(?:is|are|was|were|has|have|had|did|'s|'ve|looks?|\p{L}+ed|got|took|lost|found|left|saw)\b/u;

/** What an order without a question is, in a sentence that ends in a question mark. */
const POLITE = new RegExp(
  `^[\\s,]*${COURTESY}(?:(?:can|could) (?:you|u)|(?:can|could|may) (?:i|we) (?:please )?(?:report|get|have|file|open)|(?:would|will) (?:you|u)(?= (?:please|kindly|mind)\\b)|i(?:'d| would) like|please\\b)`,
);

/** The same as typed in another language. */
const POLITE_ABROAD =
  /^[\s¿]*(?:(?:hallo|guten \p{L}+|bonjour|bonsoir|hola|buen[oa]s \p{L}+)[, ]+)?(?:bitte|kannst du|könn(?:t)?en sie|könntest du|könnt ihr|würde(?:st du|n sie)(?= bitte)|peux-tu|pouvez-vous|pourriez-vous|pourrais-tu|tu peux|vous pouvez|veuillez|puedes?|podr[ií]as?|por favor)(?![\p{L}])/iu;

/** The calls of a clause as they may be made: those that change something only where it is an order, and only what it governs. */
export function onlyOrders(calls: readonly PlannedCall[], clause: Clause, message: string): PlannedCall[] {
  if (!calls.some(isChange)) return [...calls];
  const governed = isOrder(clause, message) ? governs(clause) : [];
  const made = calls.flatMap((call) => {
    if (!isChange(call)) return [call];
    if (governed.length === 0 && call.tool === 'create_incident' && tellsOf(clause, message)) return [call];
    const { id } = call.args;
    const meant =
      governed === ALL || !clause.entities.refs.some(({ ref }) => ref === id) || governed.includes(String(id));
    if (governed.length > 0 && meant) return [call];
    return typeof id === 'string' && /^(?:ALR|INC)-/.test(id)
      ? [{ tool: id.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id } }]
      : [];
  });
  return made;
}

const isChange = ({ tool, args }: PlannedCall): boolean =>
  /^(?:update_alert|update_incident|create_incident)$/.test(tool) ||
  (tool === 'propose_rule' && args.rule !== undefined);

/** Whether the clause, in the sentence it stands in, is an order. */
function isOrder(clause: Clause, message: string): boolean {
  if (SHAPE.test(message)) return false;
  const { norm } = clause.utterance;
  const begin = Math.max(
    ...[...norm.slice(0, clause.start).matchAll(/[.!?]+\s+/g)].map((m) => m.index + m[0].length),
    0,
  );
  const lead = norm.slice(begin, clause.start);
  if (!leadsOn(lead)) return false;
  // French “ferme” is the order, “fermé” the state; without its accent the gloss takes one for the other.
  const isOrdered = /(?<!\p{L})ferme(?!\p{L})/iu.test(clause.utterance.raw);
  const text = orderIn(isOrdered ? clause.text.replace(/^closed\b/, 'close') : clause.text);
  if (text === null) return false;
  const head = headOf(text);
  if (NO.test(NOT_REAL.test(text) ? head.replace(NOT_REAL, '') : head) || TOLD_OF.test(text)) return false;
  if (
    !isImperative(text) &&
    /\b(?:(?<!(?:worked on|handled|owned|after|at|into|with|over|done) )by (?!mistake|us|me|our|the)|yesterday|who|could|likely|probably)\b/.test(
      head,
    )
  )
    return false;
  const after = norm.slice(clause.start + clause.text.length);
  if (TAKEN_BACK.test(text.slice(head.length)) || TAKEN_BACK.test(after.replace(/^\s*(?=[a-z])/, ', '))) return false;
  const asked = /\?/.exec(clause.text + (/^[^.!?]*[.!?]*/.exec(after)?.[0] ?? ''));
  const between = /(?:,|;|\band\b)\s*(?:who|what|how|which|when|where|is|are|did|show|list|any|tell)\b/;
  return (
    asked === null ||
    POLITE.test(norm.slice(begin)) ||
    POLITE.test(
      norm.slice(begin + (/^.*(?:[,;]|\b(?:and|but)\b)(?=.*\b(?:you|i|we|please)\b)/.exec(lead)?.[0].length ?? 0)),
    ) ||
    between.test(after) ||
    /\bplease\s*\?/.test(text) ||
    POLITE_ABROAD.test(clause.utterance.raw)
  );
}

/** The part of a clause that is an order, from its first word on: "I don't think it is real, flag it as a false alarm". */
function orderIn(clause: string): string | null {
  const whole = clause.replace(LEAD_IN, '').trim();
  if (isImperative(whole) || STATEMENTS.some((one) => one.test(whole))) return whole;
  for (const comma of whole.matchAll(/[,;] /g)) {
    const text = whole
      .slice(comma.index + 2)
      .replace(LEAD_IN, '')
      .trim();
    if (ORDER.test(text) && leadsOn(whole.slice(0, comma.index))) return text;
  }
  return null;
}

function isImperative(text: string): boolean {
  const last = VERB_LAST.exec(text);
  return last ? AS_OR_TO.test(text.slice(last[0].length)) : ORDER.test(text);
}

/** The order itself, without what is only said of it: a reason, a comment, a title. */
function headOf(text: string): string {
  const refFirst = REFS_FIRST.exec(text)?.[0].length ?? 0;
  const end =
    /[:;,"(]|\s-\s|\b(?:because|since|as it|saying|that|with|about|about|titled|called|the)\b(?<!\b(?:the))|[.!?](?:\s|$)/.exec(
      text.slice(refFirst),
    );
  return end ? text.slice(0, refFirst + end.index) : text;
}

const ONLY_REFS = new RegExp(`^${REFS}[\\s:-]*$`);
const REFS_FIRST = new RegExp(`^${REFS}\\s*[:,]`);

/** Whether what stands before the clause in its sentence lets an order follow. */
function leadsOn(lead: string): boolean {
  return lead
    .split(/[,;]|\b(?:and|then|also|plus|but)\b/)
    .map((part) =>
      part
        .replace(LEAD_IN, '')
        .replace(/^(?:i|we)(?: don't| do not)? (?:think|thought|believe|guess) /, 'i saw ')
        .trim(),
    )
    .every(
      (part) =>
        part === '' ||
        ORDER.test(part) ||
        READS.test(part) ||
        ONLY_REFS.test(part) ||
        ((STATES.test(part) || (HAPPENED.test(part) && part.split(/\s+/).length > 2)) &&
          !REPORT.test(part) &&
          !/:$/.test(part)),
    );
}

/** An incident may be told of as well as ordered: "someone took my badge". */
function tellsOf(clause: Clause, message: string): boolean {
  const { norm } = clause.utterance;
  if (SHAPE.test(message)) return false;
  return (
    STATES.test(clause.text) &&
    !norm.includes('?') &&
    !/\b(?:don't want|need to|nothing|no need|draft|bob|created|we don't|is it so)\b/.test(norm.slice(0, 40))
  );
}

const ALL: string[] = ['*'];
const BETWEEN =
  /^(?:[\s,&+/]|'s\b|\b(?:and|incident|alert|also|as well as|plus|then|to|the|with|into|in|on|of|both|from)\b)*$/;
const OF_ITS_OWN = /^\s*(?:stays?|remains?|is|was|has|should|must|will|keeps?|isn't|can)\b/;

/** The references an order is about: the list that begins first, up to anything but another one of the list. */
function governs({ text, entities }: Clause): string[] {
  const refs = entities.refs;
  if (refs.length === 0) return ALL;
  const before = text.slice(0, refs[0]!.at);
  if (
    /\b(?:except|but|apart from|other than|instead of|rather than|not|without|unlike|like|duplicates? of|see)\b[^,]*$/.test(
      before,
    )
  )
    return [];
  const { spans } = findRefs(text);
  const spanAt = (ref: RefMention): [number, number] => spans.find(([from]) => from === ref.at) ?? [ref.at, ref.at];
  const first = refs[0]!;
  const list = [first.ref];
  let end = spanAt(first)[1];
  const imperative = isImperative(text.replace(LEAD_IN, '')) && first.at > 0;
  for (const ref of refs.slice(1)) {
    const [from, to] = spanAt(ref);
    if (from > end && !BETWEEN.test(text.slice(end, from))) break;
    if (imperative && from > end && OF_ITS_OWN.test(text.slice(to))) break;
    list.push(ref.ref);
    end = Math.max(end, to);
  }
  return list;
}

/** Whether a message shows what others wrote, or a text that is none of the asker's: a mail, a chat line, a list, code. */
export const isShown = (message: string): boolean => listed(message) === null && SHAPE.test(message);

const BARE_ANSWER = new RegExp(
  `^(?:${COURTESY}|it's |it is |i mean |i meant |this |that |number )*${REFS}[\\s,.!]*(?:please|thanks|thank you|then|first|of course|[\\s,.!])*$`,
);

/** Whether the answer to what was asked back names these changes: a thing is named by itself, not spoken of. */
export function answersWith(answer: string, calls: readonly PlannedCall[]): boolean {
  const changes = calls.filter((call) => isChange(call) && typeof call.args.id === 'string');
  if (changes.length === 0) return true;
  if (isShown(answer) || answer.includes('?')) return false;
  const text = answer.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const named = findRefs(text).refs.map(({ ref }) => ref);
  return !changes.some(({ args }) => named.includes(String(args.id))) || BARE_ANSWER.test(text);
}
