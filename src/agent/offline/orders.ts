import { BY_WORDS } from './chosen-rows.ts';
import { says } from './happenings.ts';
import { tellsMishap } from './intents/mishap.ts';
import { orderedRoom } from './intents/rooms.ts';
import {
  ASKS_LEAVE,
  BELONGS,
  BESIDE_ANOTHER,
  HAPPENED,
  LEAD_IN,
  ORDER,
  POLITE,
  POLITE_ABROAD,
  READS,
  READS_TEXT,
  REFS,
  REPORTS,
  SHAPE,
  STATEMENTS,
  STATES,
  TAKEN_BACK,
  TOLD_THEN,
  VERB_LAST,
} from './order-forms.ts';
import { COURTESY, leftOver, turnAbroad, turns, VERB } from './order-words.ts';
import type { Clause, PlannedCall } from './plan-types.ts';
import { listed } from './portions.ts';
import { findRefs, type RefMention } from './reference-words.ts';

/*
 * What counts as an order. A clause is one where it begins with a verb of an order, or is one of the few statements that are
 * orders in chat ("ALR-5 is a false alarm"), and every further word of it is understood: the things it is about, values,
 * names, courtesy, a reason. Where an order has more in it ("… but ask me first") nothing is changed and the asker is asked.
 * All else that mentions a change (forbids, reports, quotes it, asks about it) is read as a look at the thing.
 */

/** An order with words in it that were not understood: what it would do, and those words. */
export interface Doubt {
  calls: PlannedCall[];
  said: string;
}

type Verdict = 'order' | 'none' | { said: string };

/** The calls of a clause as they may be made: those that change something only where it is an order, and only what it governs. */
export function onlyOrders(
  calls: readonly PlannedCall[],
  clause: Clause,
  message: string,
): { calls: PlannedCall[]; doubt: Doubt | null } {
  const doubtful: PlannedCall[] = [];
  let said = '';
  const governed = governs(clause);
  const made = calls.flatMap((call) => {
    if (!isChange(call)) return [call];
    const verdict = judge(clause, message, call);
    const { id } = call.args;
    const linked = [call.args.link_alerts, call.args.unlink_alerts].flatMap((list) =>
      Array.isArray(list) ? list : [],
    );
    const meant =
      governed === ALL ||
      linked.some((one) => governed.includes(String(one))) ||
      !clause.entities.refs.some(({ ref }) => ref === id) ||
      governed.includes(String(id));
    if (verdict === 'order' && meant) return [call];
    if (typeof verdict === 'object' && meant) {
      doubtful.push(call);
      said = verdict.said;
      return [];
    }
    return typeof id === 'string' && /^(?:ALR|INC)-/.test(id)
      ? [{ tool: id.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id } }]
      : [];
  });
  return { calls: made, doubt: doubtful.length > 0 ? { calls: doubtful, said } : null };
}

/** Whether a call changes something. */
export const isChange = ({ tool, args }: PlannedCall): boolean =>
  /^(?:update_alert|silence_alert|update_incident|create_incident)$/.test(tool) ||
  (tool === 'propose_rule' && args.rule !== undefined);

/** Whether a clause, in the sentence it stands in, orders this call. */
function judge(clause: Clause, message: string, call: PlannedCall): Verdict {
  if (SHAPE.test(message)) return 'none';
  const { norm, raw } = clause.utterance;
  const begin = Math.max(
    ...[...norm.slice(0, clause.start).matchAll(/[.!?]+\s+/g)].map((m) => m.index + m[0].length),
    0,
  );
  const lead = norm.slice(begin, clause.start);
  const after = norm.slice(clause.start + clause.text.length).replace(/^[\s.,!?;:-]+/, '');
  // “why did Ada close it and assign it to me” asks about both
  if (GOVERNED.test(lead)) return 'none';
  if (!leadsOn(masked(lead)) || (after !== '' && TAKEN_BACK.test(after))) return 'none';
  // French “ferme” is the order, “fermé” the state; without its accent the gloss takes one for the other.
  const isImperativeAbroad = /(?<!\p{L})(?:ferme|cl[oô]ture|acquitte|confirme)(?!\p{L})/iu.test(raw);
  const clauseText = isImperativeAbroad
    ? clause.text.replace(/^(?:closed|acknowledged)(?= )/, (state) => (state === 'closed' ? 'close ' : 'acknowledge '))
    : clause.text;
  const own = textBegins(clauseText);
  const opens = call.tool === 'create_incident';
  const head = masked(
    (opens ? clauseText : clauseText.slice(0, own)).replace(/[\s,;]+(?:but|and|just|then)\s*$/, ''),
    call,
  );
  if (
    ASKS_LEAVE.test(head.replace(/^(?:and|so|ok(?:ay)?|then),? /, '')) &&
    leftOver(head.replace(/^.*? be /, '')) === ''
  )
    return { said: '' };
  if (isAsked(clause, own, begin, lead, after)) return 'none';
  const told = tells(clause, call);
  if (told) return 'order';
  if (BESIDE_ANOTHER.test(head.trim()) && clause.text.length + 4 < norm.length) return 'order';
  const text = orderIn(call.args.room === undefined ? head : orderedRoom(head));
  if (text === null) return 'none';
  const verdict = understood(text, call, opens ? '' : clauseText.slice(own));
  const abroad = clause.utterance.language;
  if (verdict !== 'order' || abroad === 'en' || call.tool === 'create_incident') return verdict;
  const turn = turnAbroad(clause.utterance.rawSlice(clause.start, clause.start + own), abroad);
  return turn === null ? 'order' : { said: turn };
}

/** Whether every word of an order is understood. */
function understood(text: string, call: PlannedCall, own: string): Verdict {
  const { tool, args } = call;
  if (tool === 'create_incident') {
    const opening = /^.*?\b(?:incident|ticket|report|escalate)\b/.exec(text)?.[0] ?? text;
    const behind = text.slice(opening.length);
    // Without a colon or a preposition, what follows may be another sentence than a title.
    if (
      turns(opening) ||
      /^,? (?:is|was|are|were|and|or)\b/.test(behind) ||
      turns(/^\W*[\p{L}']+(?: [\p{L}']+)?/u.exec(behind)?.[0].replace(/^[:-]\W*.*|^\W*(?:for|about)\b.*/, '') ?? '')
    )
      return 'none';
    const { title } = args;
    return typeof title !== 'string' || (says(title) && !/^(?:what|who|why|when|where|how)\b.*\?$/i.test(title))
      ? 'order'
      : 'none';
  }
  if (tool === 'propose_rule')
    return turns(
      text.replaceAll(/\b(?:only|when|if|or|before|after|except|until|instead|rather|should|shall|but)\b/g, ' '),
    )
      ? 'none'
      : 'order';
  if (typeof args.comment === 'string' || (tool === 'update_incident' && typeof args.title === 'string'))
    return ORDER.test(text) || /^for |^on |^#/.test(text) ? 'order' : 'none';
  // A colon may also be followed by a second thought.
  if (
    own !== '' &&
    /^["(]?(?:no|not|never|wait|nope|why|really|who|what)\b|\b(?:lol|joking|kidding)\b/.test(own.replace(/^[:\s]+/, ''))
  )
    return 'none';
  const told = TOLD_THEN.exec(text);
  if (told) return turns(told[1]!) ? 'none' : 'order';
  const statement = STATEMENTS.map((one) => one.exec(text)).find((one) => one !== null);
  if (!isImperative(text)) return statement && leftOver(text.slice(statement[0].length)) === '' ? 'order' : 'none';
  const verb = ORDER.exec(text)?.[0] ?? VERB_LAST.exec(text)?.[0] ?? '';
  if (text.startsWith(':', verb.length)) return 'none';
  // "give me INC-8", "ignore that": idioms of looking and of talking.
  if (/^(?:(?:give|get|hand|pass) (?:me|us)\b.*#|ignore (?:that|this)$)/.test(text) && args.assignee === undefined)
    return 'none';
  if (/^investigate #+$/.test(text)) return { said: '' };
  const left = leftOver(text.slice(verb.length));
  if (left === '') return 'order';
  if (statement && leftOver(text.slice(statement[0].length)) === '') return 'order';
  const before = text.slice(0, text.length - left.length);
  if (!HAS_THING.test(before) || /^(?:is|are|was|were|has|have|popped|showed|came)\b/.test(left)) return 'none';
  return /^(?:not|no|never|nope|nah)\b(?! #)/.test(left) ? 'none' : { said: left };
}
const GOVERNED = new RegExp(
  String.raw`\b(?:did|does|do|will|would|should|shall|must|may|might)(?:n't)? (?!you\b|u\b|not\b)(?:(?:the|a|an|he|she|they|we|i|[\p{L}.'@-]+) ){1,3}?(?:${VERB})\b[^,;.?!]*\b(?:and|or) $`,
  'u',
);
const HAS_THING =
  /#|\b(?:it|them|those|these|both)\b|\b(?:this|that|the)(?: (?:first|second|third|last|other|same))? (?:one|alert|incident|ticket)\b/;

const NTH = String.raw`(?:the )?(?:first|second|third|fourth|fifth|last)(?: (?:one|two|three))?|the (?:low|medium|high|critical)(?:[- ](?:severity|risk))? ones?`;
const CHOSEN = new RegExp(
  String.raw`\b(?:all|everything|each|every one|them|those|these)(?: of (?:them|those|these))? (?:but|except(?: for)?|apart from|other than|save|besides|without|bar) (?:${NTH})|\bthe (?:others|rest)(?: of (?:them|those|these))?|\ball (?:of the )?(?:two|three|four|five|six|[2-8])|${BY_WORDS.source}`,
  'gu',
);

/** Things as `#`, names that the call gives as `@`: neither is read as words. */
function masked(text: string, call?: PlannedCall): string {
  let out = text;
  const mask = (from: number, to: number, sign: string): void => {
    out = out.slice(0, from) + sign.repeat(to - from) + out.slice(to);
  };
  for (const [from, to] of findRefs(text).spans) mask(from, to, '#');
  const { assignee, title, id } = call?.args ?? {};
  // things that were shown, by which of them are left out or by their words
  if (!out.includes('#') && typeof id === 'string')
    for (const { index, 0: chosen } of out.matchAll(CHOSEN)) mask(index, index + chosen.length, '#');
  if (!out.includes('#') && typeof id === 'string' && new RegExp(`\\b${id.slice(id.indexOf('-') + 1)}\\b`).test(out))
    for (const { index, 0: number } of out.matchAll(/(?<![\w.:-])\d{1,9}(?![\w:.-]*\w)/g))
      mask(index, index + number.length, '#');
  const {
    scribe,
    liaison,
    add_people = [],
    remove_people = [],
    tasks_done = [],
    tasks_open = [],
    until,
  } = call?.args ?? {};
  const named = [scribe, liaison, ...(add_people as unknown[]), ...(remove_people as unknown[])];
  // until when an alert is left alone is no condition
  if (typeof until === 'string')
    for (const { index, 0: when } of out.matchAll(
      new RegExp(
        String.raw`(?:\b(?:until|till|til|for|through|up to|by|before) (?:the )?)?${until.replaceAll(/[.:()]/g, '\\$&')}`,
        'g',
      ),
    ))
      mask(index, index + when.length, '@');
  const given = [assignee, call?.tool === 'create_incident' ? undefined : title, ...named].filter(
    (one) => typeof one === 'string' && one !== 'me' && !turns(one),
  );
  const linked = [call?.args.link_alerts, call?.args.unlink_alerts].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  const numbers = linked.map((ref) => String(ref).slice(String(ref).indexOf('-') + 1));
  for (const number of [...numbers, ...(tasks_done as unknown[]), ...(tasks_open as unknown[])])
    for (const { index } of out.matchAll(new RegExp(String.raw`(?<![\w.:-])${Number(number)}(?![\w:-])`, 'g')))
      mask(index, index + String(number).length, '#');
  for (const name of given as string[]) {
    const at = out.lastIndexOf(name.toLowerCase());
    if (at >= 0) mask(at, at + name.length, '@');
  }
  if (given.length > 0)
    for (const { index, 0: from } of out.matchAll(/(?<=\bfrom )[\p{L}.@'-]+(?= to @)/gu))
      mask(index, index + from.length, '@');
  return out;
}

/** Where the asker's own text begins in an order: a comment, a reason, a title. What it names is only spoken of. */
export function textBegins(text: string): number {
  const plain = masked(text);
  const lead = LEAD_IN.exec(plain)?.[0].length ?? 0;
  if (!ORDER.test(plain.slice(lead))) return text.length;
  const first = /^(?:for |on |in )?(?:the )?#+[\s:,-]*/.exec(plain.slice(lead))?.[0].length ?? 0;
  const begin =
    /:(?=\s)|"|\b(?:because|since|due to|saying)\b|\bas (?:an? |the )?(?:duplicate|dupe) of\b|(?<=\b(?:comment|note|remark)s? (?:(?:on|to|in|under|for) #+ )?)that\b|(?<=\b(?:tell|inform) #+ )that\b|(?<=\b(?:report|log|file|register|record) )that\b(?= \p{L})/u.exec(
      plain.slice(lead + first),
    );
  return begin ? lead + first + begin.index + (begin[0] === ':' ? 1 : 0) : text.length;
}

/** Whether the clause only asks: a polite question is an order, and what is asked in the asker's own text is text. */
function isAsked(clause: Clause, own: number, begin: number, lead: string, after: string): boolean {
  const { norm, raw } = clause.utterance;
  const until = clause.start + own;
  const sentence = own < clause.text.length ? norm.slice(clause.start, until) : norm.slice(clause.start);
  if (!/^[^.!?]*(?:[.!](?!\s)[^.!?]*)*\?+(?=\s|$|")/.test(sentence.replaceAll(/\S+:\/\/\S+/g, 'x'))) return false;
  const turned = /^.*(?:[,;]|\b(?:and|but)\b)(?=.*\b(?:you|i|we|please)\b)/.exec(lead)?.[0].length ?? 0;
  return !(
    POLITE.test(norm.slice(begin)) ||
    POLITE.test(norm.slice(begin + turned)) ||
    // “close INC-4 and how many failed yesterday?”: what is asked is the rest; “close INC-4 then? is it done” asks both
    (!norm.slice(clause.start, norm.length - after.length).includes('?') &&
      /^(?:(?:and|then|also|plus|but)[ ,]+)*(?:who|what|how|which|when|where|why|is|are|did|has|was|were|show|list|any|tell)\b/.test(
        after,
      )) ||
    /\bplease\s*\?/.test(clause.text) ||
    POLITE_ABROAD.test(raw)
  );
}

/** The part of a clause that is an order, from its first word on: "I don't think it is real, flag it as a false alarm". */
function orderIn(clause: string): string | null {
  const whole = clause.replace(LEAD_IN, '').trim();
  if (isImperative(whole)) return whole;
  for (const comma of whole.matchAll(/[,;] /g)) {
    const text = whole
      .slice(comma.index + 2)
      .replace(LEAD_IN, '')
      .trim();
    if (ORDER.test(text) && leadsOn(whole.slice(0, comma.index))) return text;
  }
  const bare = clause.replace(new RegExp(`^[\\s,]*${COURTESY}`), '').trim();
  return [whole, bare].find((text) => TOLD_THEN.test(text) || STATEMENTS.some((one) => one.test(text))) ?? null;
}

const isImperative = (text: string): boolean => ORDER.test(text) || VERB_LAST.test(text);

/** "I clicked on a link in a weird email": where it was, and nothing that it says. */
const IN_A_MAIL = / (?:in|from|of|with) (?:an?|the|this|that|some|my) (?:[\w-]+ ){0,3}(?:e-?mail|message|text)$/;

const ONLY_REFS = new RegExp(`^${REFS}[\\s:-]*$`);

/** "it was not a false alarm after all", before what is to be done about it */
const WAS_REAL = new RegExp(
  `^(?:(?:it|this|that|${REFS}|so|turns out|turned out)(?:'s|,)? )*(?:(?:is|was|were|are|to be) )*(?:not|no|(?:isn|wasn|weren|aren)'t)(?: actually| really)? (?:an? |the )?(?:false[- ]?(?:alarm|positive)s?|fp)(?: (?:after all|then|at all))?$`,
);

/** Whether what stands before the clause in its sentence lets an order follow: other orders, looks, and what is so. */
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
        /^(?:go ahead|feel free|be so kind|(?:the )?wrong (?:one|button|alert|incident|number|status)|my (?:mistake|fault|bad|error)|(?:oh )?sorry|never ?mind(?: that)?|scratch that|i misclicked|misclick(?:ed)?|(?:with |at )?(?:severity )?(?:low|medium|high|critical)(?: (?:severity|priority|risk))?)?$/.test(
          part,
        ) ||
        (ORDER.test(part) && !turns(part)) ||
        (READS.test(part) && !READS_TEXT.test(part)) ||
        WAS_REAL.test(part) ||
        ONLY_REFS.test(part) ||
        ((STATES.test(part) || (HAPPENED.test(part) && part.split(/\s+/).length > 2)) &&
          !turns(part) &&
          !/^(?:were|had) |\bto$/.test(part) &&
          !REPORTS.test(part.replace(IN_A_MAIL, '').replace(/\bafter all\b/, '')) &&
          !/:$/.test(part)),
    );
}

/** An incident may be told of as well as ordered: "someone took my badge". */
const tells = (clause: Clause, { tool, args }: PlannedCall): boolean =>
  tool === 'create_incident' &&
  args.title !== undefined &&
  (STATES.test(clause.text) || tellsMishap(clause)) &&
  !clause.utterance.norm.includes('?') &&
  !turns(clause.text.replace(/^(?:i|we) (?:think|believe|guess) /, '').slice(0, 40)) &&
  !/\b(?:incident|ticket|report)\b/.test(clause.text);

const ALL: string[] = ['*'];
const BETWEEN =
  /^(?:[\s,&+/]|'s\b|\b(?:and|incident|alert|also|as well as|plus|then|to|the|with|into|in|on|of|both|from|off|out of)\b)*$/;
const OF_ITS_OWN = /^\s*(?:stays?|remains?|is|was|has|should|must|will|keeps?|isn't|can)\b/;

/** The references an order is about: the list that begins first, up to anything but another one of the list. */
function governs({ text, entities }: Clause): string[] {
  const refs = entities.refs;
  if (refs.length === 0) return ALL;
  const before = text.slice(0, refs[0]!.at);
  if (
    /\b(?:except|but|apart from|other than|instead of|rather than|not|without|unlike|(?<!(?:'d|would) )like|duplicates? of|see)\b[^,]*$/.test(
      before,
    )
  )
    return [];
  if (BELONGS.test(masked(text))) return refs.map(({ ref }) => ref);
  const { spans } = findRefs(text);
  const spanAt = (ref: RefMention): [number, number] => spans.find(([from]) => from === ref.at) ?? [ref.at, ref.at];
  const first = refs[0]!;
  const list = [first.ref];
  let end = spanAt(first)[1];
  const imperative = isImperative(masked(text).replace(LEAD_IN, '')) && first.at > 0;
  for (const ref of refs.slice(1)) {
    const [from, to] = spanAt(ref);
    if (from > end && !BETWEEN.test(text.slice(end, from))) break;
    if (imperative && from > end && OF_ITS_OWN.test(text.slice(to))) break;
    list.push(ref.ref);
    end = Math.max(end, to);
  }
  return list;
}

/** Whether a text speaks of what others say or write: an order in it may be theirs. */
export const spokenOf = (text: string): boolean => REPORTS.test(plain(text));

/** Whether a message shows what others wrote, or a text that is none of the asker's: a mail, a chat line, a list, code. */
export const isShown = (message: string): boolean => listed(message) === null && SHAPE.test(message);

const BARE_ANSWER = new RegExp(
  `^(?:${COURTESY}|it's |it is |i mean |i meant |this |that |the one is |number )*${REFS}[\\s,.!]*(?:please|thanks|thank you|then|first|of course|[\\s,.!])*$`,
);

/** Whether the answer to what was asked back names these changes: a thing is named by itself, not spoken of. */
export function answersWith(answer: string, calls: readonly PlannedCall[]): boolean {
  const changes = calls.filter((call) => isChange(call) && typeof call.args.id === 'string');
  if (changes.length === 0) return true;
  if (isShown(answer) || answer.includes('?')) return false;
  const named = findRefs(plain(answer)).refs.map(({ ref }) => ref);
  return !changes.some(({ args }) => named.includes(String(args.id))) || isBareReference(answer);
}

/** Whether a reply is one thing or several, named and nothing else: "it's INC-2, please". */
export const isBareReference = (answer: string): boolean =>
  !answer.includes('?') && BARE_ANSWER.test(masked(plain(answer)));

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
