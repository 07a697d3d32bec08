import { can } from '../../../domain/role.ts';
import { orderingWords } from '../../../messages/catalogue/ordering.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { incidentOf } from '../about-it.ts';
import { findSeverity } from '../entities.ts';
import { knownBy } from '../focus.ts';
import { givenTitle, quotedOrder } from '../given-title.ts';
import { happened, says } from '../happenings.ts';
import {
  args,
  asRead,
  type Clause,
  calls,
  type PlanContext,
  type Recogniser,
  type Say,
  say,
  typed,
} from '../plan-types.ts';
import { tellsMishap } from './mishap.ts';
import { isName, nameAt, tidy } from './words.ts';

const NOUN = String.raw`(?:incident|ticket|inc(?= (?:for|about|on)\b))`;
const CREATE = new RegExp(
  String.raw`\b(?:open|create|raise|log|file|start|declare|register|make|report|spin up|set up|add|need|begin|launch|record|want|get|put (?:them|these|those|it|both|all of (?:them|these|those))(?: all)? (?:in|into|under))\b(?: me| us| up)?(?: (?:it|this|that|them|these) (?:up |in )?as)?\s+(?:(?:a|an|another|one|the|new|brand|security|fresh|us|quick)\s+)*((?:[\w-]+\s+){0,3}?)${NOUN}\b(?!s)(?! (?:report|board|list|page))`,
);
const BARE_CREATE = new RegExp(
  String.raw`^(?:please )?(?:(?:new|another|critical|high|medium|low)\b[\w ,-]{0,30}${NOUN}\b(?:,? (?:with |at )?(?:severity|sev|prio(?:rity)?)?:? ?(?:low|medium|high|critical)(?: severity| priority)?)?\s*(?::|-|about|for)|${NOUN}(?:,? please)?\s*(?::|-)(?= ))`,
);
const REPORT =
  /^(?:please |hi,? |hello,? |hey,? |(?:i )?(?:want|need|would like|wish|have) to |i'd like to |can i |let me |could you |can you |also |and |then |ok(?:ay)?,? )*(?:(?:file|make|submit|write|send)(?: in)? (?:a |an |this )?report(?: (?:about|on|of))?|report|(?:log|record|register|file|note)(?= that\b))(?: (?:it|this|that)(?: please| now| then)?(?=,? ?[:–-] ?\S),?\s?[:–-]| please\s?:| that| a| an| the|:|ing)?\s+(?!(?:for|on|of|about|last|this (?:week|month|year|quarter|morning))\b)/;
const PRONOUN =
  /^\s*(?:(?:for|from|about|with|on|out of|covering|including)\s+)?(?:it|this|that|them|these|those|each|all of (?:it|them|these|those)|the (?:first|second|third|last) one|(?:this|that|the|these|those) (?:alerts?|events?|attacks?|logins?|findings?|one|ones|results?))\s*$/;

/** "raise an incident, high severity, stolen laptop": how bad it is stands before what it is. */
const LEADING_SEVERITY =
  /^\s*,?\s*(?:with |at |of )?(?:a )?(?:(?:severity|sev|prio|priority|risk)(?: is|:)? (low|medium|high|critical)\b|(low|medium|high|critical)[ -](?:severity|sev|prio|priority|risk)\b|(low|medium|high|critical)(?=\s*[:,-]))/;

/** Something that happened, told rather than asked. */
const TOLD =
  /^(?:there(?:'s| is| was| are| were)|someone|somebody|some (?:man|woman|guy|person|people)|a (?:man|woman|guy|stranger|visitor|person|suspicious)|i(?:'ve| have)? (?:just )?(?:lost|found|saw|seen|noticed|clicked|opened|received|got|think|believe|forgot|left|spotted|witnessed)|(?:just )?(?:lost|left|forgot|dropped|misplaced) (?:my|our|the|an?) \w|my \w+(?: \w+)? (?:was|is|has|got|were|have|went)|we(?:'ve| have)? (?:just )?(?:lost|found|saw|noticed|got|had))\b/;

/** Whoever asks what one does then has not asked for anything to be opened. */
const ASKS_WHAT_TO_DO =
  /(?:^|[,.;:!?-]\s|\b(?:and|but|so)\s)(?:to )?(?:who|whom|what|how|where|when|which \w+)\b[^.!]{0,30}\b(?:do|should|can|must|shall|could|may|would|to|have to) (?:i|we|you|one|tell|report|do|call|ask)\b|\bshould (?:i|we)\b/;

/** Whether somebody tells that something is wrong, and asks whom to tell or what to do. */
export const asksWhatToDo = ({ text, entities }: Pick<Clause, 'text' | 'entities'>): boolean =>
  ASKS_WHAT_TO_DO.test(text) && entities.refs.length === 0 && (TOLD.test(text) || TROUBLE.test(text));

const LETTING_KNOW =
  /^(?:i )?(?:just )?(?:want(?:ed)? to let you know|letting you know|to let you know|fyi|heads[- ]up|for your information|note)(?: that)?[:,]? /i;
const TROUBLE =
  /\b(?:is|are|was|were|has|have|been|got|seems?|looks?)\b.{0,30}\b(?:broken|missing|stolen|lost|open|unlocked|leaking|damaged|suspicious|strange|gone|smashed|vandali[sz]ed|hacked|blocked|smell\w*|noise|alarm|forced|smoke|smoking|fire|flooded|hurt|injured|threaten\w*|harass\w*|follow\w*)\b|\b(?:doesn't|does not|don't|do not|won't|will not|can't|cannot|can not|isn't|is not|aren't|no longer) (?:\w+ ){0,2}(?:close|closing|lock|locking|open|opening|shut|work|working|start|turn (?:on|off)|respond|be (?:closed|locked|opened|shut))\b/;

const NOTES_THAT = /^(?:(?:please|and|also|can you|could you)[\s,]+)*note that\b/;
/** "report it for me": of what was told before. */
const TOLD_ALREADY =
  /^(?:(?:it|this|that|them)(?: (?:for (?:me|us)|too|as well|also|please|now|then))*|too|as well|also)$/i;
/** "report it: my badge is gone": what it is stands behind. */
const IT_FIRST = /^(?:it|this|that|them)(?: for (?:me|us)| too| as well)?\s*[:,;–-]\s+/i;

/** "create a critical incident: badge reader forced open", "… and open an incident". */
const THE_ONE_ABOUT =
  /^(?:(?:please|can you|could you|now|then|and|ok(?:ay)?|i mean|i meant|no)[ ,]+)*(?:open|show(?: me)?|see|view|get(?: me)?|pull up)? ?(?:the|that|this|his|her|their) (?:\w+ )?(?:incident|ticket)s? (?:about|of|for|with|on|against|concerning) ((?:him|her|them)|(?!(?:it|that|this|these|those|the|a|an|all|both)\b)@?[\p{L}][\p{L}\d.@_-]*(?: [\p{L}][\p{L}\d.@_-]*)?)[?!. ]*$/u;
const POINTED = /^(?:him|her|them)$/;

export const createIncident: Recogniser = (clause, context) => {
  const { entities } = clause;
  const text = clause.text;
  // Blanking a severity would hide "create a critical incident"; the verb is looked for in the full text.
  const match = CREATE.exec(text) ?? BARE_CREATE.exec(text) ?? REPORT.exec(text);
  // What an employee tells is a report: they cannot ask for anything that it might be instead.
  if (
    !match &&
    context.role === 'employee' &&
    entities.refs.length === 0 &&
    (TOLD.test(text) || TROUBLE.test(text) || tellsMishap(clause)) &&
    !text.includes('?') &&
    !ASKS_WHAT_TO_DO.test(clause.utterance.norm) &&
    !/^(?:what|who|how|when|where|why|which|show|list|find|search|is|are|was|were|do|does|did|can|could)\b/.test(text)
  )
    return calls({
      tool: 'create_incident',
      args: args({ title: tidy(typed(clause, 0).replace(LETTING_KNOW, '')), severity: entities.severity }),
    });
  if (!match || /^(?:who|when|why|did|was|has|how many|how do|how can|how to|can i see|which|is there)\b/.test(text))
    return null;
  if (/\b(?:rule|when|if)\b/.test(text.slice(0, match.index))) return null;
  // “open the incident about him” looks for one that there is
  const there = entities.refs.length === 0 ? THE_ONE_ABOUT.exec(text)?.[1] : undefined;
  if (there !== undefined) {
    const whose = POINTED.test(there)
      ? context.history.at(-1)?.steps.findLast(({ args: { user } }) => typeof user === 'string')?.args.user
      : nameAt(asRead(clause, text.lastIndexOf(there)));
    return whose ? calls({ tool: 'search_logs', args: { kinds: ['incident'], user: whose } }) : null;
  }
  if (
    entities.refs.some(
      (ref) =>
        ref.kind === 'incident' &&
        ref.at >= match.index &&
        ref.at <= match.index + match[0].length + 2 &&
        !text.slice(match.index, ref.at).includes(':'),
    )
  )
    return null;
  const isReport = !CREATE.test(text) && !BARE_CREATE.test(text);
  const bare = !isReport && BARE_CREATE.test(text) && !CREATE.test(text);
  const afterMatch =
    match.index + match[0].length - (bare ? (/(?::|-|about|for)$/.exec(match[0])?.[0].length ?? 0) : 0);
  const favour =
    /^ (?:for|about) (?:me|us)\b[?.! ]*|^,? (?:please|pls|then|now)(?=,? ?[:-])/.exec(text.slice(afterMatch))?.[0] ??
    '';
  // "… for that please"
  const tail = text.slice(afterMatch + favour.length).replace(/,? (?:please|pls|thanks|thank you|thx)[.! ]*$/, '');
  const given = entities.refs.some(({ kind }) => kind === 'alert') ? givenTitle(clause, afterMatch) : null;
  // Who may not see alerts only speaks of one, and an order in a title is not carried out.
  const links = can(context.role, 'alerts.read') && !given?.isOrder;
  const linked = links ? entities.refs.filter((ref) => ref.kind === 'alert').map((ref) => ref.ref) : [];
  const severityTail =
    /^(.*?)[\s,(]*(?:with |as |at |of |- )?(?:(?:a |the )?(?:severity|sev|prio(?:rity)?|risk)(?: of| is| level|:)? (low|medium|high|critical)|(low|medium|high|critical)[ -]severity|as (low|medium|high|critical)|(?:with |at |[?.!;,] ?)(low|medium|high|critical)(?: (?:priority|prio|please))?)\)?(?:,? (?:please|pls|thanks|thank you|thx))?\s*[.!]?$/.exec(
      tail,
    );
  const severity =
    severityTail?.[2] ??
    severityTail?.[3] ??
    severityTail?.[4] ??
    severityTail?.[5] ??
    findSeverity(text.slice(match.index, afterMatch))?.severity ??
    LEADING_SEVERITY.exec(tail)?.slice(1).find(Boolean) ??
    (entities.quoted ? entities.severity : null) ??
    undefined;
  const titleEnd = afterMatch + favour.length + (severityTail ? severityTail[1]! : tail).length;
  const lead =
    /^\s*(?:,?\s*(?:with |at |of )?(?:a )?(?:(?:severity|sev|prio|priority|risk)(?: is|:)? (?:low|medium|high|critical)\b|(?:low|medium|high|critical)[ -](?:severity|sev|prio|priority|risk)\b|(?:low|medium|high|critical)(?=\s*[:,-]))\s*)?(?:[,;:-]?\s*(?:and )?(?:call|name|title|label) (?:it|this|that)\b:?|[:,-]|(?:(?:with (?:the )?)?(?:title|titled|called|named)|about|for|from|out of|with(?= (?:the |all |all the )?(?:open )?(?:alerts?|alarms?) (?:of|for|about|from|on)\b)|saying|that|because|regarding|on|re|where|as|since|of|to (?:track|cover|investigate|record))\b:?)?\s*/.exec(
      tail,
    )!;
  let title: string | undefined =
    isReport || lead[0].trim() !== ''
      ? tidy(typed(clause, afterMatch + favour.length + lead[0].length, titleEnd))
      : undefined;
  if (
    !isReport &&
    !title &&
    lead[0].trim() === '' &&
    /^\s+[a-z]/.test(tail) &&
    !/^\s+(?:please|now|too|as well|with|and|then|if|when)\b/.test(tail)
  )
    title = tidy(typed(clause, afterMatch + favour.length, titleEnd));
  const quotedAt = entities.quoted ? text.indexOf(entities.quoted) : -1;
  // “badge “A12” is missing” quotes a word of its title
  const isQuoted = quotedAt >= 0 && QUOTED_NEXT.test(text.slice(afterMatch, quotedAt));
  // what is named within it was read as a thing, and blanked
  const quoteEnd = isQuoted ? text.indexOf('"', quotedAt) : -1;
  if (isQuoted)
    title = tidy(typed(clause, quotedAt, quoteEnd > quotedAt ? quoteEnd : quotedAt + entities.quoted!.length));
  else if (title !== undefined) {
    const end = quotedOrder(text);
    const begin = afterMatch + favour.length + lead[0].length;
    if (end !== null && end > begin) title = tidy(typed(clause, begin, Math.min(end, titleEnd)));
  }
  if (isReport && title) title = title.replace(IT_FIRST, '');
  const pointsBack =
    (isReport && title !== undefined && TOLD_ALREADY.test(title)) ||
    PRONOUN.test(tail.replace(/[.!?]+$/, '')) ||
    (title !== undefined && /^(?:it|this|that|them|these|those|each)(?: please| now)?$/i.test(title)) ||
    (isReport && /^(?:it|this|that)(?: please| now)?$/.test(text.slice(afterMatch).replace(/[.!? ]+$/, '')));
  if (pointsBack) title = undefined;
  if (given) title = given.title;
  else if (title && linked.length > 0) title = undefined;
  // "for the ramp one", which was not shown: nothing is opened by that name
  if (title !== undefined && !isReport && !given && !entities.quoted && linked.length === 0 && ONE_OF_THEM.test(title))
    return say('ask', smallTalkWords[context.language].whichOne);
  // "note that sam is on vacation", in a conversation: perhaps no report of its own
  if (isReport && title !== undefined && NOTES_THAT.test(text) && context.history.length > 0)
    return {
      say: {
        why: 'ask',
        text: orderingWords[context.language].openIt(title),
        offer: [{ tool: 'create_incident', args: args({ title, severity }) }],
      },
    };
  if (title !== undefined && (isReport || given) && !says(title))
    return whatHappened(args({ severity, alerts: linked }), context);
  // "for the maria.lindqvist alerts", "for the tomas thing": those are looked for first
  const about =
    title && !isReport && !entities.quoted
      ? tidy(asRead(clause, afterMatch + favour.length + lead[0].length, titleEnd))
      : null;
  const whose = about ? whoseAlerts(about, context) : null;
  if (whose && links)
    return calls(
      { tool: 'search_logs', args: { kinds: ['alert'], user: whose.user, status: ['open', 'acknowledged'] } },
      { tool: 'create_incident', args: args({ title: whose.title, severity }), needs: 'found' },
    );
  const found = clause.before.some((call) => call.tool === 'search_logs' || call.tool === 'open_alert');
  const base = args({ title, severity, alerts: linked });
  if (linked.length > 0) return calls({ tool: 'create_incident', args: base });
  if (!title && found) return calls({ tool: 'create_incident', args: base, needs: 'found' });
  if (!title && clause.leftover) return calls({ tool: 'create_incident', args: { ...base, title: clause.leftover } });
  if (!title && pointsBack && !can(context.role, 'alerts.read')) return ofWhatWasTold(base, context);
  if (!title && pointsBack) return calls({ tool: 'create_incident', args: base, needs: 'found' });
  if (!title) return whatHappened(base, context);
  return calls({ tool: 'create_incident', args: base });
};

/** What may stand between an incident and its title in quotation marks. */
const QUOTED_NEXT = /^(?:(?:[^".!?:]|inc-\d)*:?|[^":]*(?:title|titled|called|named|name)[^"]{0,12})\s*"?$/;
const ONE_OF_THEM = /^(?:the |that |this |those |these )?(?:[\p{L}\d-]+ ){1,3}ones?[.! ]*$/iu;
const ALERTS_OF =
  /^(?:the |all |all the |those )?(?:open )?(?:alerts?|alarms?) (?:of|for|about|from|on|with) @?(\S+(?: \p{Lu}\S+)?)$/u;
const NAMED_ALERTS =
  /^(?:the |all |all the |those )?(?:open )?@?(\S+?)(?:'s|(?<=s)')? (?:open )?(?:alerts?|alarms?)$/iu;
const NAMED_MATTER =
  /^(?:the |this |that )?@?(\S+?)(?:'s|(?<=s)')? (thing|stuff|matter|case|business|story|mess|issue|problem|break-?in|attack|log-?ins?|sign-?ins?|activity)$/iu;
const NO_TITLE = /^(?:thing|stuff|matter|case|business|story|mess|issue|problem)$/i;

/**
 * Whose alerts an incident is to be about: "the alerts of tomas", or a matter named after somebody the conversation knows. Of
 * anybody else the words are a title.
 */
function whoseAlerts(title: string, context: PlanContext): { user: string; title: string | undefined } | null {
  const of = ALERTS_OF.exec(title)?.[1];
  if (of?.split(' ').every((word) => isName(word))) return { user: of, title: undefined };
  const named = NAMED_ALERTS.exec(title)?.[1];
  const known = knownBy(context);
  if (named && (/[-._@\d]/.test(named) || /(?:'s|s') /.test(title) || known.has(named.toLowerCase())))
    return { user: named, title: undefined };
  // "for tomas", whose account the answers told of
  if (known.has(title.replace(/^@/, '').toLowerCase())) return { user: title.replace(/^@/, ''), title: undefined };
  const matter = NAMED_MATTER.exec(title);
  if (!matter || !known.has(matter[1]!.toLowerCase())) return null;
  return { user: matter[1]!, title: NO_TITLE.test(matter[2]!) ? undefined : title };
}

/** "report it for me", by whoever sees no alerts: what they told last; where that was reported already, it is shown. */
function ofWhatWasTold(base: Record<string, unknown>, context: PlanContext): ReturnType<Recogniser> {
  for (const { question, steps } of context.history.slice(-TOLD_LATELY).toReversed()) {
    const opened = steps.some(({ tool, ok }) => ok && tool === 'create_incident');
    const id = opened ? incidentOf(context) : null;
    if (opened) return id === null ? whatHappened(base, context) : calls({ tool: 'open_incident', args: { id } });
    const told = question.trim().replace(/[\s.!]+$/, '');
    if (happened(told) === 'yes')
      return calls({ tool: 'create_incident', args: { ...base, title: told.slice(0, 200) } });
  }
  return whatHappened(base, context);
}
const TOLD_LATELY = 3;

/** What an incident without a word about it is of: asked, or offered for the alerts that were shown last. */
function whatHappened(base: Record<string, unknown>, { history, language }: PlanContext): { say: Say } {
  const last = history.at(-1);
  const shown = (last?.citations ?? []).filter(({ ref, mentioned }) => !mentioned && ref.startsWith('ALR-'));
  const alerts = shown.map(({ ref }) => ref).slice(0, MOST_OFFERED);
  if (!last?.steps.some(({ ok }) => ok) || alerts.length === 0)
    return say('ask', smallTalkWords[language].whatHappened);
  const offer = [{ tool: 'create_incident', args: { ...base, alerts } }];
  return { say: { why: 'ask', text: orderingWords[language].forThese(alerts), offer, open: 'open an incident' } };
}
const MOST_OFFERED = 5;
