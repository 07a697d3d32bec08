import { BEGINS_ASKING, FORBIDDEN, TELLS_SOMEBODY } from './clauses.ts';
import { following } from './following.ts';
import { merge } from './merge-calls.ts';
import { isShown, spokenOf } from './orders.ts';
import type { Plan, PlanContext } from './plan-types.ts';
import { MAX_CALLS } from './read-message.ts';
import { findRefs } from './reference-words.ts';
import { readUtterance } from './utterance.ts';

/*
 * “Failed logins today, and separately the list of open incidents”: two wishes of one message, of whatever kind, joined in whatever way. Where
 * the message read as a whole leaves something of it aside, it is cut where two wishes may meet, and each half is read as a message of its
 * own. The halves stand where each is one by itself, is understood, and both together leave less aside than the whole.
 */

type Read = (text: string, context: PlanContext) => Plan;

/** Where two wishes may meet: a pause, a word that joins, or both. */
const JOIN =
  /(?:\s*[,;.!?…]+|\s+[-–—+&])?\s+(?:(?:and|n|then|also|plus|but|&|\+|as well as|along with|together with|in addition(?: to)?|and (?:be )?(?:told|shown)|after (?:that|which)|afterwards|next|besides(?: that)?|further(?:more)?|more ?over|separately|likewise|finally)(?:,? |, ))+|(?:\s*[,;.!?…]+|\s+[-–—+&/])\s+|;\s*/gi;
/** What leads to a wish and is none of it. */
const LEAD =
  /^(?:(?:and|then|also|plus|but|so|please|pls|kindly|separately|more ?over|further(?:more)?|additionally|finally|firstly?|second(?:ly)?|next|after (?:that|which)|afterwards|in addition|as well|likewise|besides|(?:i )?(?:also )?(?:want|need|would like|require)(?: to (?:see|know|have))?|(?:be )?(?:told|shown)|if (?:you|u) could(?: also)?|(?:one|two|three|\d) (?:things|questions|requests|wishes|points)[:,]?|[-+&])[,:]? +)+/i;
const TRAILS =
  /(?:,? (?:too|as well|also|please|pls|thanks|thank you|if you please|afterwards|after that|for me))+(?=[ .!?]*$)/i;
/** “Once you have shown me the camera, close …”: what was to come first, as one would order it. */
const ONCE_DONE =
  /^(?:after|once|when|as soon as) (?:you(?:'ve| have)?|having) (?:shown|told|given|listed|opened|looked (?:up|at)|checked|found) (?=.{3,120}, )/i;
const MOST_CUTS = 8;
const LONGEST = 320;

/** How a wish begins, beside the verbs of orders. */
const ASKS =
  /^(?:(?:can|could|would|will|may|might) (?:you|i|we|u)\b|who(?:'s|se)?\b|what(?:'s)?\b|which\b|when\b|where\b|why\b|how\b|is\b|are\b|was\b|were\b|did\b|do\b|does\b|has\b|have\b|any(?:thing|one|body)?\b|show|list|tell|give|write|draft|page|snooze|silence|treat|appoint|nominate|get|pull|bring|fetch|compose|prepare|move|link|reopen|remove|lift|unban|unmute|entrust|count|number of|name\b|present|check|look|let me)/i;
/** What a wish without a verb is about. */
const NOUN =
  /\b(?:alerts?|alarms?|incidents?|tickets?|log-?ins?|log-?ons?|sign-?(?:ins?|ons?)|attempts?|failures|sessions|events|reports?|summary|overview|cameras?|footage|pictures?|frame|rules?|proposals?|members?|admins?|officers?|moderators?|signals?|on[- ]call|on duty|cases?|appeals?|warnings|bans|history|post-?mortem|review|exceptions|snoozes|strangers|people|everybody|everyone|faces|health|status)\b/i;

/** The message as two wishes, each read by itself; null where it is better read as one. */
export function wishesApart(text: string, context: PlanContext, whole: Plan, planned: Read): Plan | null {
  if (context.language !== 'en' || text.length > LONGEST || /"|\n/.test(text) || isShown(text) || spokenOf(text))
    return null;
  const once = ONCE_DONE.exec(text);
  const said = once ? `show me ${text.slice(once[0].length).replace(/^me /i, '')}` : text;
  const utterance = readUtterance(said);
  const { norm } = utterance;
  if (FORBIDDEN.test(norm)) return null;
  if (whole.asked || whole.calls.some(({ tool }) => tool === 'search_help')) return null;
  // what was understood and cannot be is said so
  if (
    whole.calls.length === 0 &&
    whole.say &&
    (whole.say.why !== 'ask' || whole.say.options || whole.say.offer) &&
    whole.say.why !== 'unclear'
  )
    return null;
  const left0 = leftAside(whole, norm) + (once ? 2 : 0);
  if (left0 === 0 && whole.calls.length !== 1) return null;
  let best: { plan: Plan; cost: number } | null = null;
  for (const cut of [...norm.matchAll(JOIN)].slice(0, MOST_CUTS)) {
    const from = cut.index + cut[0].length;
    const left = utterance.readSlice(0, cut.index).trim() + (/\?/.test(cut[0]) ? '?' : '');
    const right = utterance.readSlice(from).trim();
    if (left.length < 5 || right.length < 5 || OWN_TEXT.test(left)) continue;
    // "ALR-61 and ALR-62": a list of things is not cut
    if (ENDS_WITH_REF.test(left) && BEGINS_WITH_REF.test(right)) continue;
    // what is understood as a whole is cut at a word that joins alone, and between two wishes that both begin as one
    if (left0 === 0 && (!/[a-z&+;.!?]/i.test(cut[0]) || TELLS.test(left) || TELLS.test(right))) continue;
    if (
      left0 === 0 &&
      WRITES.test(whole.calls[0]!.tool) &&
      !BEGINS_ASKING.test(readUtterance(right.replace(LEAD, '')).norm) &&
      !ASKS.test(right.replace(LEAD, ''))
    )
      continue;
    const made = bothOf(left, right, context, planned);
    if (made && (!best || made.cost < best.cost)) best = made;
  }
  if (!best) return null;
  const tools = new Set(best.plan.calls.map(({ tool }) => tool));
  // of two halves that look for the same the whole knows more, unless it left something aside
  const isWorth =
    left0 > 0
      ? best.cost < left0
      : best.cost === 0 && tools.size > 1 && tools.size === best.plan.calls.length && whole.calls.length === 1;
  return isWorth ? best.plan : null;
}

const WRITES = /^(?:propose|create|update|silence|mute|report|moderate|reverse)_/;

/** What follows a colon, or a word that leads to the asker's own text, is no wish. */
const OWN_TEXT =
  /\b(?:incident|ticket|report|comment|note|remark|task|todo|rule|reason)\b[^.?!:]{0,40}:\s|\b(?:alert|notify|warn|tell) (?:me|us) (?:when|if|whenever)\b/i;

function bothOf(left: string, right: string, context: PlanContext, planned: Read): { plan: Plan; cost: number } | null {
  const [one, other] = [left.replace(LEAD, '').trim(), right.replace(LEAD, '').replace(TRAILS, '').trim()];
  if (one.length < 4 || other.length < 4 || !isWish(one) || !isWish(other)) return null;
  const first = planned(one, context);
  if (!isDone(first) || !isOwn(first, one)) return null;
  const second = planned(other, following(context, first));
  if (!isDone(second) || !isOwn(second, other)) return null;
  const calls = merge([...first.calls, ...second.calls]);
  // what is looked at and changed at once was only spoken of
  const looked = calls.filter(({ tool }) => tool.startsWith('open_')).map(({ args: { id } }) => id);
  if (
    calls.some(
      ({ tool, args: { id } }) =>
        /^(?:update|silence|create|propose)_/.test(tool) && id !== undefined && looked.includes(id),
    )
  )
    return null;
  if (calls.length > MAX_CALLS || calls.length < first.calls.length + second.calls.length) return null;
  const unused = [...(first.unused ?? []), ...(second.unused ?? [])];
  return {
    plan: { calls, say: null, ...(unused.length > 0 && { unused }) },
    cost: leftAside(first, readUtterance(one).norm) + leftAside(second, readUtterance(other).norm),
  };
}

const isDone = ({ calls, say, undone }: Plan): boolean =>
  calls.length > 0 && say === null && undone === undefined && !calls.some(({ args }) => args.offer === true);

/** Whether what is asked for is named in the half itself, and not only a time, a place or a way to count. */
function isOwn({ calls }: Plan, text: string): boolean {
  const { norm } = readUtterance(text);
  return calls.every(({ tool, args }) =>
    tool === 'search_help'
      ? /^(?:how (?:do|can|to|does)|what (?:is|are|does|do)|explain)\b/.test(norm)
      : tool !== 'search_logs' ||
        NOUN.test(norm) ||
        args.ip !== undefined ||
        args.query !== undefined ||
        args.rule !== undefined ||
        /\b(?:signed|logged|got) (?:in|on)\b/.test(norm),
  );
}

const ENDS_WITH_REF = /\b[a-z]{3,6}[- ]?\d+[?]?$/i;
const BEGINS_WITH_REF = /^(?:[a-z]{3,6}[- ]?)?\d+\b/i;
/** It says how something is, and neither asks nor orders anything. */
const TELLS =
  /^(?!(?:(?:please|can|could|would|who|whose|what|which|when|where|why|how|is|are|was|were|did|do|does|has|have|show|list|tell|give|any)\b)).*\b(?:is|was|were|are|has|have|had|it's|isn't|isnt|wasn't|seen|looks?|seems?)\b/i;

const isWish = (text: string): boolean => {
  const { norm } = readUtterance(text);
  return (
    !FORBIDDEN.test(norm) &&
    !TELLS_SOMEBODY.test(norm) &&
    (BEGINS_ASKING.test(norm) || ASKS.test(norm) || NOUN.test(norm) || findRefs(norm).refs.length > 0) &&
    !/^(?:because|since|as|so that|which|that|who|but not|except|without|not)\b/.test(
      norm.replace(/^who (?=is|was|has|are|were|did)/, ''),
    )
  );
};

/** How much of a message a plan leaves aside: words, parts, things that are named. */
function leftAside({ calls, say, unused = [], undone = [] }: Plan, norm: string): number {
  const words = unused.join(' ').split(/\s+/).filter(Boolean).length;
  const made = JSON.stringify(calls).toUpperCase();
  const lost =
    findRefs(norm).refs.filter(({ ref }) => !made.includes(ref)).length +
    [...norm.matchAll(/\b(?:cam|per|evt)-\d+\b/g)].filter(([ref]) => !made.includes(ref.toUpperCase())).length;
  return words + 2 * undone.length + 3 * lost + (calls.length === 0 ? 6 : say === null ? 0 : 3);
}
