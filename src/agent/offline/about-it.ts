import { can } from '../../domain/role.ts';
import { doing, orderingWords } from '../../messages/catalogue/ordering.ts';
import { askedOfIt } from './asked-of-it.ts';
import { moderationAtHand } from './case-at-hand.ts';
import { readEntities } from './entities.ts';
import { AT_PLACES } from './moderation-words.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { readUtterance } from './utterance.ts';

/*
 * What nothing else understood, said of the one alert or incident a conversation is at. A short question about it is answered with all
 * that is known of it, which is better than “I did not understand”; what somebody tells of it is offered as a note, and done on a “yes”.
 */

const MOST_READ = 90;
/** Turns since which the thing is still at hand. */
const LATELY = 2;
const INCIDENT_LATELY = 12;
const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|oh|right|then|now|also|great|good|thanks|thx)[\s,.!]+)*`;
const QUESTION = new RegExp(
  String.raw`${LEAD}(?:who(?:'s|se|m)?|what(?:'?s)?|when(?:'s)?|where(?:'s)?|why|which|how|is|was|are|were|did|does|do|has|have|had|any|show|tell me|more|details?|explain|describe|should|shall)\b`,
);
const FORWARD = 'next|now|do|done|recommended?|suggest|advise|steps?|first';
/** “what should I do next?”: what to do, and nothing that says about what. */
const WHAT_NOW = new RegExp(
  String.raw`(?=.*\b(?:${FORWARD})\b)${LEAD}what(?:'?s| is| are| do| should| shall| must| can| would)?(?: (?:i|we|you|one|the|my|our|to|be|then|thing|about|it|this|that|here|with|best|${FORWARD}))*[?!. ]*$`,
);
/** Said of something else, whatever is at hand. */
const ELSEWHERE =
  /\b(?:recommendations?|rules?|members?|colleagues|weekly|month|report|cases?|moderat\w*|bann?(?:ed|s)?|mut(?:ed|es?)|posture|password|vpn|settings?|configur\w*|safenest|you|your|system|servers?|log(?:ged|ging)?[ -]?ins?|sign(?:ed|ing)?[ -]?ins?|else|everything|all|in general|overall|another|other (?:alerts?|incidents?))\b/;
/** "it was the cleaner", "he was on the phone", "we called the police": told, and neither asked nor ordered. */
const TELLS = new RegExp(
  String.raw`${LEAD}(?:(?:it|that|this|he|she|they|we|i|(?:the|our|my|his|her|their) [\p{L}-]+)(?:'s|'ve|'re| was| were| is| are| has| have| had| did| called| asked| told| blocked| reset| changed| talked| spoke| checked| removed| found)|(?:.{1,40} )?(?:wasn't|was not|isn't|is not) me|\p{Lu}?[\p{L}]+ (?:called|said|confirmed|told|reset|checked|blocked|was|is))\b`,
  'u',
);
/** Told of an alert, it says that nothing was wrong. */
const HARMLESS = new RegExp(
  String.raw`${LEAD}(?:it|that|this)(?:'s| was| is)(?: (?:just|only|probably|likely|actually|really))* (?:the|our|my|an?|me|us|\p{L}+'s|test\w*|planned|expected|maintenance)\b(?!.*\b(?:attack\w*|hack\w*|intru\w*|thie\w*|burglar\w*|bad|serious|real|breach\w*|problem)\b)`,
  'u',
);

/** “anything nasty in it”, “stuff like that” */
const ABOUT_IT = new RegExp(String.raw`${QUESTION.source}|\b(?:it|this|that|he|she|they|him|her|them|his|their)\b`);

const OF_IT = /\b(?:it|that|this|my (?:report|incident|ticket))\b|\bwhat (?:happens|will happen)\b/;

const OF_THEM = /\b(?:it|that|this|he|she|they|him|her|them|his|their)\b/;

/** The one alert or incident that was opened, made or changed a moment ago; null where there are several or none. */
function atHand({ history }: PlanContext): string | null {
  for (const { steps, citations } of history.slice(-LATELY).toReversed()) {
    const done = steps.filter(({ ok }) => ok);
    if (done.length === 0) continue;
    if (!done.every(({ tool }) => /^(?:open|update|create)_(?:alert|incident)$/.test(tool))) return null;
    const named = done.flatMap(({ args: { id } }) => (typeof id === 'string' ? [id.toUpperCase()] : []));
    const own = citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-')).map(({ ref }) => ref);
    const refs = new Set(done.some(({ tool }) => tool === 'create_incident') ? own : named);
    const [one, other] = refs;
    return one !== undefined && other === undefined && /^(?:ALR|INC)-\d+$/.test(one) ? one : null;
  }
  return null;
}

/** “what should I do next?” of the one thing at hand; null where it is asked of nothing, or of something else. */
export function whatNow(message: string, context: PlanContext): Plan | null {
  const { norm } = readUtterance(message, context.language);
  // whoever only reported it has no tasks in it
  if (!WHAT_NOW.test(norm) || !can(context.role, 'alerts.read')) return null;
  const id = atHand(context) ?? incidentOf(context);
  return id === null ? null : opened(id, 'tasks', context);
}

/** “add a note: he saw nobody”: the text of a note is nobody's question, whatever it says. */
const NOTES =
  /^(?:(?:and|so|ok(?:ay)?|then|now|also|please|pls|can you|could you)[\s,]+)*(?:add|leave|write|put|make|take|schreib\p{L}*|ajoute[rz]?|añad[ea]|pon(?:ga)?)(?: down)? (?:(?:an? |the |this |another |one more |eine |une |una )?(?:note|notiz|nota|comment|remark)(?: (?:on|to|in|for|about|under) (?:it|this|that|the (?:incident|ticket|case))| in| down| there| on there)?\s*(?::|-|–)|(?<=\badd )(?:to (?:it|this) )?that)\s*(\S[\s\S]{1,1500})$|^(?:notiere|notier|anota|anote|notez)\s*:\s*(\S[\s\S]{1,1500})$/iu;
/** “note: he saw nobody”: perhaps an order, perhaps only said. */
const BARE_NOTE = /^(?:note|comment|remark|notiz|nota|remarque)\s*:\s*(\S[\s\S]{1,1500})$/i;
/** “comment on INC-17: executive report sent to the board” */
const NAMED_NOTE =
  /^(?:(?:please|pls|and|then|now|ok(?:ay)?|can you|could you)[\s,]+)*(?:(?:add|leave|write|put|make)(?: down)? )?(?:an? |the |another )?(?:comment|note|remark) (?:on|to|in|for|under|about) (?:the )?(?:incident )?inc[- ]?(\d{1,9})\s*:\s*([^:\s][\s\S]{1,1500})$/i;
/** “add to INC-17 it was an iPhone 14”, “INC-17, add that he saw nobody”: a sentence behind the reference, with a colon or without one. */
const ADDED_TO =
  /^(?:(?:please|pls|and|then|now|also|ok(?:ay)?|can you|could you)[\s,]+)*(?:(?:add|append|write|put|note)(?: down)?(?: this| it| the following)? (?:to|on|in|into|under|for) (?:the |my )?(?:incident |report )?inc[- ]?(\d{1,9})|(?:(?:for|on|to) )?inc[- ]?(\d{1,9})[\s,:-]+(?:please )?(?:add|append|note)(?: that)?)(?:\s*[,:;–-]\s*|\s+)(?:that )?([\s\S]{2,1500})$/i;
const ADDED_ABROAD =
  /^(?:(?:bitte|und|s'il (?:te|vous) pla[iî]t|por favor|y|et)[\s,]+)*(?:(?:füge?|schreib\p{L}*|ergänze?n?|notiere?|trage?)(?: bitte)?(?: das)? (?:(?:zu|in|bei|an|unter|zum|im) )?(?:vorfall )?inc[- ]?(\d{1,9})(?: (?:hinzu|dazu|ein|an))?|(?:ajoute[rz]?|note[rz]?|écri[st]|écrivez)(?: ceci)? (?:à|a|dans|sur|sous) (?:l['’]incident )?inc[- ]?(\d{1,9})|(?:añad[ea]|agreg[ua]e?|anot[ae]|apunt[ae]|escrib[ea]) (?:a|en) (?:el incidente )?inc[- ]?(\d{1,9}))\s*[,:;–-]?\s*(?:dass |que |qu['’])?([\s\S]{2,1500})$/iu;
/** A sentence, and no task, alert, link or person that is to be added. */
const SENTENCE =
  /^(?!(?:an?|the|another|this|that|these|those|my|new)? ?(?:following )?(?:tasks?|alerts?|person|people|links?|bookmarks?|comments?|notes?|tickets?|rooms?)\b)(?=.*\b(?:is|was|are|were|has|have|had|did|does|will|can|could|came|saw|got|went|lost|left|found|took|said|says|told|called|\p{L}+ed)\b)\p{L}+(?:'\p{L}+)? \S/iu;

/** It speaks of another thing, or of what was done to it. */
const SPEAKS_OF_ANOTHER = /\b(?:inc|alr|case|rule|prop)[- ]?\d|\b(?:close|assign|resolve|acknowledge|delete)\w*\b/i;

/** A note of the one incident at hand; null where there is none, or a message is none. */
export function noteOnIt(message: string, context: PlanContext): Plan | null {
  const found = NOTES.exec(message.trim());
  const bare = BARE_NOTE.exec(message.trim())?.[1];
  const named = NAMED_NOTE.exec(message.trim());
  const added = named ? null : addedTo(message);
  const note = named?.[2] ?? added?.note ?? found?.[1] ?? found?.[2] ?? bare;
  const id = named
    ? `INC-${Number(named[1])}`
    : added?.isSentence
      ? added.id
      : note === undefined || added
        ? null
        : incidentOf(context);
  if (id === null) return null;
  const call = { tool: 'update_incident', args: { id, comment: note } };
  const no = deny(call, context);
  if (no) return { calls: [], say: no };
  return bare === undefined || !SPEAKS_OF_ANOTHER.test(bare) ? { calls: [call], say: null } : offering(call, context);
}

/** What is to be added to which incident, and whether it is a sentence; null where a message adds nothing. */
function addedTo(message: string): { id: string; note: string; isSentence: boolean } | null {
  const said = message.trim();
  const [, before, first, english] = ADDED_TO.exec(said) ?? [];
  const [, de, fr, es, abroad] = ADDED_ABROAD.exec(said) ?? [];
  const number = before ?? first ?? de ?? fr ?? es;
  const note = (english ?? abroad)?.trim();
  if (number === undefined || note === undefined || OF_A_THING.test(note)) return null;
  return { id: `INC-${Number(number)}`, note, isSentence: english !== undefined && SENTENCE.test(note) };
}

/** What is added is a task, an alert or such; or it is asked. */
const OF_A_THING =
  /^(?:(?:an?|the|another|new|eine?n?|une?|l[ae]s?|una?)\s+)*(?:tasks?|aufgaben?|tâches?|tareas?|alerts?|bookmarks?|lesezeichen|signets?)\b|^(?:inc|alr)[- ]?\d|\?\s*$/iu;

/** The plan, where it only shows an incident that something is to be added to: it is asked whether that is a note. */
export function noteNotLost(plan: Plan, message: string, context: PlanContext): Plan {
  const [only, other] = plan.calls;
  if (only?.tool !== 'open_incident' || other || plan.say || plan.undone) return plan;
  const added = addedTo(message);
  const isAdding = ADDED_TO.test(message.trim()) || ADDED_ABROAD.test(message.trim());
  if (!added)
    return isAdding && !message.includes('?') ? { ...plan, undone: [message.trim().slice(0, 80)], whole: true } : plan;
  if (added.id !== only.args.id) return plan;
  const call = { tool: 'update_incident', args: { id: added.id, comment: added.note } };
  return deny(call, context) === null ? offering(call, context) : plan;
}

/** The one incident that the conversation opened, made or changed last, whatever was looked at since. */
export function incidentOf({ history }: Pick<PlanContext, 'history'>): string | null {
  for (const { steps, citations } of history.slice(-INCIDENT_LATELY).toReversed()) {
    if (!steps.some(({ tool, ok }) => ok && /^(?:open|update|create)_incident$/.test(tool))) continue;
    const refs = new Set(
      citations.filter(({ ref, mentioned }) => !mentioned && ref.startsWith('INC-')).map(({ ref }) => ref),
    );
    const [one, other] = refs;
    return other === undefined && one !== undefined ? one : null;
  }
  return null;
}

/** What a message says of the one thing at hand, where nothing else understood it; null where it may as well be about anything. */
export function aboutIt(message: string, context: PlanContext, wasRefused = false): Plan | null {
  if (message.length > MOST_READ || context.history.length === 0) return null;
  const { norm } = readUtterance(message, context.language);
  const { refs, ip } = readEntities(norm, context.now, context.timeZone);
  if (refs.length > 0 || ip !== null) return null;
  const ofCase = moderationAtHand(context.history)?.oneCase;
  if (
    ofCase &&
    context.tools.has('explain_case') &&
    !ELSEWHERE.test(norm.replace(/\bcases?\b/, '')) &&
    !AT_PLACES.test(norm) &&
    // what was refused is not answered with something else
    (!wasRefused || OF_THEM.test(norm)) &&
    ABOUT_IT.test(norm)
  )
    return { calls: [{ tool: 'explain_case', args: { id: ofCase } }], say: null };
  const id = atHand(context);
  if (id === null) return null;
  // of what the role was refused only what clearly is about the thing is taken for a question about it
  if (wasRefused && !OF_IT.test(norm) && (QUESTION.test(norm) || !TELLS.test(norm))) return null;
  if (QUESTION.test(norm)) return ELSEWHERE.test(norm) ? null : opened(id, askedOfIt(norm)[0], context);
  const call = TELLS.test(norm) && !norm.includes('?') ? toldOf(id, message.trim(), norm) : null;
  if (!call || deny(call, context) !== null) return null;
  return offering(call, context);
}

const offering = (call: PlannedCall, { language }: PlanContext): Plan => ({
  calls: [],
  say: { why: 'ask', text: orderingWords[language].shallI([doing(call, language)]), offer: [call] },
});

function opened(id: string, asked: Plan['asked'], context: PlanContext): Plan | null {
  const isAlert = id.startsWith('ALR');
  // what somebody reported they may see, whatever else they may
  if (isAlert && !can(context.role, 'alerts.read')) return null;
  return {
    calls: [{ tool: isAlert ? 'open_alert' : 'open_incident', args: { id } }],
    say: null,
    ...(asked !== undefined && !(isAlert && asked === 'tasks') && { asked }),
  };
}

/** What becomes of what somebody tells: a note of an incident; of an alert only that it was none. */
function toldOf(id: string, said: string, norm: string): PlannedCall | null {
  const note = said.replace(/^(?:ok(?:ay)?|and|so|well|oh)[,. ]+/i, '');
  if (id.startsWith('INC')) return { tool: 'update_incident', args: { id, comment: note } };
  return HARMLESS.test(norm) ? { tool: 'update_alert', args: { id, status: 'false_alarm', note } } : null;
}
