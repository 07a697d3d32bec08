import { can, rolesWith } from '../../domain/role.ts';
import { askingWords } from '../../messages/catalogue/asking.ts';
import { ownWords } from '../guardrails/own-words.ts';
import { roleRefusal } from './abilities.ts';
import { FORBIDDEN } from './clauses.ts';
import { following } from './following.ts';
import { REPORTS } from './order-forms.ts';
import { ASKS, COURTESY } from './order-words.ts';
import { isShown } from './orders.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { readUtterance, type Utterance } from './utterance.ts';

/*
 * Every order of a message is carried out, asked about, or named as not done: none is dropped without a word. Here a plan is held against the
 * message it was made from, whatever made it: each part that begins as an order must show in a call, in what is asked or said, or in what is said to be
 * left. What forbids, asks, reports or quotes an order is none; what stands in the asker's own text (a title, a comment, a reason) belongs to it.
 */

/** Verbs that change something, or ask for somebody to be told; those of looking and talking are not among them. */
const CHANGES = String.raw`(?:close|resolve|re-?open|acknowledge|ack|dismiss|un-?assign|re-?assign|assign|escalate|raise|lower|bump|increase|decrease|reduce|downgrade|upgrade|mark|make (?:\S+ ){1,5}?(?:low|medium|high|critical)(?! alerts| incidents)|flag(?= (?:it|this|that|them|(?:the )?(?:alert|incident)|alr|inc|rule|case))|set(?! the (?:failed|successful|log-?ins?|number))|change|rename|retitle|un-?link|link|attach|detach|merge|delete|remove|undo|revert|roll ?back|reverse|withdraw|cancel|un-?snooze|snooze|un-?silence|silence|pause|un-?mute|mute|un-?ban|ban|warn|kick|time ?-?out|lift|turn (?:\S+ ){0,5}?(?:on|off)\b|switch (?:\S+ ){0,5}?(?:on|off)\b|disable|enable|deactivate|activate|retire|approve|reject|take (?:over|(?:it|them|this|that|those|these|both)\b(?! (?:as|for|that))|(?:the )?(?:first|last|top|other|second|third|next)\b(?! (?:week|day|month|year|night|hour|\d))|(?:alr|inc)-\d+\b)|give (?:it|them|both|inc-\d+|(?:the|that) (?:incident|case|ticket)) (?:back|to)|hand (?:it|them|inc-\d+|(?:the|that) (?:incident|case|ticket))|transfer|tick|contain|comment|add (?:a |an |the )?(?:comment|note|task|bookmark|person|alr-\d+)|open (?:a|an|another) (?:new )?(?:incident|ticket|room)|create (?:a|an|another)|notify|page(?= (?:the|him|her|them|\p{L}+ (?:for|about)))|call(?= (?:the|him|her|them) )|tell(?= (?!me|us|what|which|who|how|why|when|where|if|whether|about)\p{L})|inform(?! me| us)|e-?mail(?! me)|forward|print|export|download|archive|restore|block|isolate|quarantine|lock|wipe)`;
const ORDER = new RegExp(
  String.raw`^[\s,]*${COURTESY}${ASKS}${COURTESY}(?:(?:for |on |in )?(?:the )?(?:(?:alr|inc|rule|prop|case)-\d+)[\s:,-]+)?${CHANGES}(?![\p{L}])`,
  'u',
);
/** “frobnicate INC-5”: a verb that nothing here knows, before a thing that is there to be changed. */
const UNKNOWN = new RegExp(
  String.raw`^[\s,]*${COURTESY}${ASKS}${COURTESY}(?!(?:show|open|see|view|check|explain|describe|find|look|list|read|tell|give|get|go|pull|bring|fetch|display|print|summari[sz]e|recap|compare|review|watch|know|want|need|like|mean|meant|take|status|details?|info|summary|story|timeline|history|news|updates?|report|more|about|regarding|concerning|re|on|of|in|for|from|to|with|by|at|as|than|since|because|if|when|while|what|who|whose|whom|which|where|why|how|is|are|was|were|be|has|have|had|does|do|did|can|could|will|would|should|shall|may|might|must|it|this|that|they|them|these|those|i|we|you|he|she|my|your|our|the|an?|any|some|all|both|each|every|other|another|not|no|yes|or|but|only|same|similar|alert|incident|rule|case|proposal|ticket|number|against|except|without|instead|back|vs|versus|after|before|until|then|again|still|also|too|there|here|so|let|alike|anything|something|nothing|everything|around|inside|behind|within|under|over|into|onto|off|out|up|down)\b)[a-z]{3,} (?:the )?(?:alert |incident |rule )?(?:(?:alr|inc|rule|case|prop)-\d+)(?![\p{L}\d-])(?! (?:is|was|are|were|has|had|looks|seems|to be|been)\b)`,
  'u',
);
/** Where one order may end and the next begin. */
const JOIN =
  /[.!;…]+\s+|\?\s+|\s*,?\s+(?:and then|and also|and|then|also|plus|but|&|\+)\s+(?:(?:also|then|please|just)\s+)*|,\s+/g;
const LONGEST = 600;
const MOST = 3;

/** The plan, and beside it what it leaves undone of the orders in the message. `read` reads a part as a message of its own. */
export function nothingDropped(
  plan: Plan,
  text: string,
  context: PlanContext,
  read: (text: string, context: PlanContext) => Plan,
): Plan {
  if (text.length > LONGEST || isShown(text)) return plan;
  const isNothing = plan.calls.length === 0;
  if (isNothing && (!plan.say || plan.say.why === 'scope')) return plan;
  const orders = ordersIn(readUtterance(ownWords(text).own, context.language));
  if (orders.length === 0) return plan;
  const { role } = context;
  const mayNot = {
    why: 'role' as const,
    text: roleRefusal('changing_incidents', context, rolesWith('incidents.write')),
  };
  const isRefused = (norm: string): boolean => OF_INCIDENTS.test(norm) && !can(role, 'incidents.write');
  if (isNothing && plan.say!.why === 'unclear') {
    const meant = orders.find(({ norm }) => OF_INCIDENTS.test(norm));
    if (!meant) return plan;
    if (isRefused(meant.norm)) return { calls: [], say: mayNot };
    const words = askingWords[context.language].notUnderstood(cut(meant.typed), NAMES.test(meant.typed));
    return { calls: [], say: { why: 'unclear', text: words } };
  }
  const writes = [...plan.calls, ...(plan.say?.offer ?? [])].filter(isWrite);
  const [first, another] = orders;
  if (first && !another) {
    const isLook = writes.length === 0 && !isAnswered(plan) && plan.undone === undefined;
    if (!isLook) return plan;
    if (isRefused(first.norm)) return { calls: [], say: mayNot };
    return { ...plan, undone: [cut(first.typed)], whole: true };
  }
  const said = fold(JSON.stringify([plan.calls, plan.say, plan.unused, plan.undone]));
  const left = orders.filter(({ typed }) => {
    if (said.includes(fold(typed)) || plan.undone?.some((one) => fold(typed).includes(fold(one)))) return false;
    const alone = read(typed, following(context, plan));
    const wanted = alone.calls.filter(isWrite);
    if (wanted.length > 0) return !wanted.every((call) => writes.some((made) => isSame(made, call, typed)));
    return writes.length < orders.length && !isAskedToo(alone, plan);
  });
  if (left.length === 0) return plan;
  return { ...plan, undone: [...(plan.undone ?? []), ...left.map(({ typed }) => cut(typed))].slice(0, MOST) };
}
/** Whether a thing is named by its reference. */
export const NAMES = /\b[A-Z]{3,4}-\d/i;
const cut = (said: string): string => said.slice(0, 80);
/** Orders about incidents and alerts, for whoever may not give them. */
const OF_INCIDENTS =
  /\b(?:re-?assign|assign|un-?assign|close|resolve|re-?open|escalate|severity|priority|merge|link|un-?link)\b/;

/** Something is asked back, refused, or said to be done elsewhere: the asker knows that it was not done. */
const isAnswered = ({ calls, say }: Plan): boolean =>
  (say !== null && say.why !== 'small_talk') || calls.some(({ tool }) => tool === 'search_help');

const isWrite = ({ tool, args }: PlannedCall): boolean =>
  /^(?:update|create|silence|mute|pause|switch|propose|moderate|reverse|report|cover)_/.test(tool) ||
  args.decide !== undefined;

const fold = (said: string): string =>
  said
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Whether what is asked back or refused of a part is so of the message. */
const isAskedToo = (alone: Plan, { say }: Plan): boolean =>
  alone.say !== null && say !== null && (alone.say.text === say.text || (alone.say.why === 'ask' && say.why === 'ask'));

/** Whether one call makes the change of another: of the same kind, to the same value. What it is about was read in another light. */
function isSame(made: PlannedCall, wanted: PlannedCall, typed: string): boolean {
  if (made.tool !== wanted.tool) return false;
  return Object.entries(wanted.args).every(([name, value]) =>
    typeof value === 'string' && /^[A-Z]+-\d+$/.test(value) && typed.toUpperCase().includes(value)
      ? made.args[name] === value
      : ABOUT.has(name) && !(name === 'title' && made.tool === 'update_incident')
        ? true
        : name in made.args && (!VALUES.has(name) || made.args[name] === value),
  );
}
const ABOUT = new Set(['id', 'user', 'case', 'alerts', 'note', 'reason', 'title', 'resolution', 'statement']);
const VALUES = new Set(['status', 'severity', 'action', 'state']);

const isOrder = (text: string): boolean => ORDER.test(text) || UNKNOWN.test(text);

interface Part {
  norm: string;
  typed: string;
}

/** The parts of a message that begin as an order and are none that forbids or asks. */
function ordersIn({ norm, rawSlice }: Utterance): Part[] {
  const open = norm.replaceAll(/"[^"]*(?:"|$)/g, (quote) => ' '.repeat(quote.length));
  const cuts = [...open.matchAll(JOIN)].map((match) => ({
    at: match.index,
    next: match.index + match[0].length,
    mark: match[0],
  }));
  const starts = [0, ...cuts.map(({ next }) => next)].filter((at) => isOrder(open.slice(at)));
  return starts.flatMap((from, index) => {
    const until = starts[index + 1];
    const end = until === undefined ? norm.length : cuts.findLast(({ next }) => next === until)!.at;
    // a sentence ends with its sign
    const sentence = /[.!?]+\s/.exec(open.slice(from, end));
    const to = sentence ? from + sentence.index + sentence[0].trimEnd().length : end;
    const text = norm.slice(from, to).trim();
    const lead =
      open
        .slice(0, from)
        .split(/[.!?;]\s+/)
        .at(-1) ?? '';
    // “why did Ada close it and assign it to me”, “Bob said he would close it and tell you”
    const isTold = !ORDER.test(lead) && (REPORTS.test(lead) || ASKED.test(lead));
    if (isTold || FORBIDDEN.test(text) || /\?\s*$/.test(text) || text.length < 4 || !isOrder(text)) return [];
    return [
      {
        norm: text,
        typed: rawSlice(from, to)
          .trim()
          .replace(/[.,;]+$/, ''),
      },
    ];
  });
}
/** What comes before is a question without an end of its own. */
const ASKED =
  /^(?:(?:and|so|but|ok(?:ay)?|please|tell me|do you know)[ ,]+)*(?:who|whom|whose|why|when|where|what|which|how|did|does|do|has|have|had|is|are|was|were|should|shall|may|might|must)\b[^,;.?!]*$/;
