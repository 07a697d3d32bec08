import type { AlertStatus } from '../../../domain/alert.ts';
import { smallTalkWords } from '../../../messages/catalogue/small-talk.ts';
import { findRefs } from '../entities.ts';
import { givenTitle } from '../given-title.ts';
import { args, type Clause, calls, type Recogniser, say, typed } from '../plan-types.ts';
import { tidy } from './words.ts';

/** "not a false alarm after all": whoever says so takes it back. */
export const NO_FALSE_ALARM =
  /\b(?:not|no|never|(?:is|was|are|were)n't)(?: actually| really)? (?:an? |the )?(?:false[- ]?(?:alarm|positive)s?|fp|noise|benign|harmless)\b/;
const OPENS_AGAIN = /\b(?:re-?open\w*|open\b.{0,20}\bagain|after all)\b/;

const STATUS: [RegExp, AlertStatus][] = [
  [
    /^(?:please |just |ok(?:ay)?,? |can you |could you )*(?:bin|trash|chuck|scrap|ditch|toss)\b|\b(?:(?:false|wrong)[- ]?(?:alarm|positive)s?|not (?:a )?real|dismiss(?:ed)?|benign|harmless|ignored?|(?:not|isn't|wasn't|is no|was no) (?:an? )?(?:real )?(?:attack|incident|issue|problem|threat|breach)|isn't real|noise|fp|(?:is|was|were|are|turned out to be|it's) nothing(?! (?:new|else|to do|but))|nothing (?:serious|to worry about|bad))\b/,
    'false_alarm',
  ],
  [
    /\b(?:re-?open(?:ed)?|un-?(?:acknowledge|ack|resolve|close|dismiss)\w*|(?:set|put|move) .{0,30}back (?:to|as) open|(?:go|goes|put|move[sd]?|should be|must be|is) back (?:to|as) open|mark .{0,30}\bas open|not resolved|(?:ought|should|must|needs?|has|have) (?:to )?(?:be|stay|go|remain) (?:back to )?open|not (?:been )?(?:settled|resolved|fixed|over|dealt with|solved) after all)\b/,
    'open',
  ],
  [
    /\b(?:resolved?|close[sd]?|closing|fixed|done with|(?:is |are |all )?done(?=[\s.!]*$)|dealt with|handled|mark .{0,30}\bas done|sorted(?: out)?|clear(?:ed)?)\b/,
    'resolved',
  ],
  [
    /^(?:please |and |then |now |ok(?:ay)?,? |(?:i'?ll|i will|let me) )*(?:take|grab|claim) (?:over |on )?(?:(?:the )?(?:alert |alr)|(?:it|them|both|these|those|(?:this|that) one|(?:the )?(?:first|second|third|last|top|other)(?: (?:one|two|three|four|[2-4]))?)(?: (?:over|please|then|now|on))*[.! ]*$)|\b(?:ack(?:nowledged?|ed|ing)?|acknowledging|(?:confirm|acknowledge) (?:the )?receipt|on (?:my|our) (?:radar|list|desk|plate)|seen(?! (?:any|some|this|that|these|those|it|like|before)\w*)|i've got|i'?ll (?:take|handle|look)|taking|looking (?:in)?to|(?:i|we)(?:'m|'re| am| are) (?:looking|checking|working|investigating|on)|on it|mine|noted|received|roger|copy that|duly noted)\b/,
    'acknowledged',
  ],
];

const ALIKE =
  /(?<!\b(?:alerts?|alarms?|log-?ins?|rules?) )\b(?:like|similar to|comparable (?:to|with)|resembl\w+|the same as|akin to) (?:the )?(?:alert )?alr[- ]?\d+\b(?!.*\b(?:rule|notify|warn)\b)/;

/** Questions and orders that name alerts: `what happened with ALR-204`, `acknowledge alert 77`. */
export const alerts: Recogniser = (clause) => {
  const { entities } = clause;
  const refs = entities.refs.filter((ref) => ref.kind === 'alert').map((ref) => ref.ref);
  if (refs.length === 0) return null;
  // "have we seen something like ALR-9 before?"
  if (refs.length === 1 && entities.refs.length === 1 && ALIKE.test(clause.text))
    return calls({ tool: 'similar_incidents', args: { id: refs[0] } });
  const incident = entities.refs.find((ref) => ref.kind === 'incident');
  const wantsIncident =
    !incident &&
    !/^(?:is|was|are|were|does|do|did|has|have|which|what|why|who|when|where|how)\b/.test(clause.text) &&
    /\b(?:escalate|promote|incident|ticket)\b/.test(clause.text) &&
    !/\b(?:which|what|part of|belong|in an?) (?:an? )?incident\b/.test(clause.text);
  if (wantsIncident) {
    return calls({
      tool: 'create_incident',
      args: args({
        alerts: refs,
        severity: entities.severity,
        title: givenTitle(clause)?.title,
      }),
    });
  }
  if (incident && TAKES_OFF.test(clause.text))
    return calls({ tool: 'update_incident', args: { id: incident.ref, unlink_alerts: refs } });
  if (
    incident &&
    /\b(?:link|attach|add|connect|tie|move|put|merge|tack|stick|hang|fold|throw|lump|file|glue|group|bundle|append|include)\b/.test(
      clause.text,
    )
  ) {
    return calls({ tool: 'update_incident', args: { id: incident.ref, link_alerts: refs } });
  }
  if (
    incident &&
    entities.refs.at(-1) === incident &&
    /\b(?:belongs?|goes|go|should be) (?:to|into?|with|under)\b/.test(clause.text) &&
    !/^(?:is|are|do|does|did|which|what|who|why|if|whether)\b/.test(clause.text)
  )
    return calls({ tool: 'update_incident', args: { id: incident.ref, link_alerts: refs } });
  // "seen anything like the incident of ALR-55, INC-21?\"
  if (incident && /\b(?:similar|like|alike|resembl\w+|compar\w+)\b/.test(clause.text)) return null;
  if ((TAKES_BACK.test(clause.text) || UNDOES_CHANGE.test(clause.text)) && !incident)
    return calls(...refs.map((id) => ({ tool: 'update_alert', args: { id, status: 'open', undo: true } })));
  const status = alertStatus(clause);
  if (status)
    return calls(
      ...refs.map((id) => ({
        tool: 'update_alert',
        args: args({ id, status, note: noteOf(clause) ?? afterComma(clause) }),
      })),
    );
  if (incident) return null;
  return calls(...refs.slice(0, 5).map((id) => ({ tool: 'open_alert', args: { id } })));
};

/** “take ALR-12 off INC-3” */
const TAKES_OFF =
  /\b(?:unlink|detach|disconnect|(?:remove|take|drop|pull|get|cut|kick|strip)\b.{1,120}\b(?:off|from|out(?: of)?))\b|\b(?:nothing to do with|(?:doesn't|does not|don't|do not|didn't) belong|unrelated to|not (?:part of|related to)|no longer part of)\b.*\b(?:remove|take|drop|pull|cut|unlink|detach|off|out)\b/;

const TAKES_BACK =
  /^(?:(?:please|can you|could you|actually|no|ok(?:ay)?|now|then|and),? )*(?:undo|revert|take back|roll ?back|reverse)\b/;

/** "oops, wrong one, undo the last status change on ALR-301" */
const UNDOES_CHANGE =
  /(?:^|[,.;:-] )(?:please |can you |could you |then )*(?:undo|revert|take back|roll ?back|reverse) (?:the |my |that |this |what )?(?:last |latest |previous )?(?:status |state )?(?:change|update|edit|step|acknowledge?ment|resolution|i (?:just )?did)\b/;

/** The status an order wants; null for a question such as "is ALR-3 resolved?". */
export function alertStatus(clause: Clause): AlertStatus | null {
  const text = clause.text;
  const question =
    /^(?:is|was|has|have|are|did|why|who|when|what|which|how|show|tell|open)\b/.test(text) &&
    !/\b(?:mark|set|please)\b/.test(text);
  if (question) return null;
  if (NO_FALSE_ALARM.test(text)) return OPENS_AGAIN.test(text) ? 'open' : null;
  return STATUS.find(([words]) => words.test(text))?.[1] ?? null;
}

/** What the asker added as a reason: "…, it was the cleaning crew". */
export function noteOf(clause: Clause): string | undefined {
  const match =
    /(?:,| -|:|;| because| since| as) (?:because |since )?((?:it|that|this|they|he|she|we|i|was|just|the|planned|expected|known|my|our|due|caused|turned|user|resolved|fixed|handled|solved|by)\b.+)$/.exec(
      clause.text,
    );
  if (!match || /^(?:as )?(?:a )?(?:false|resolved$|acknowledged$)/.test(match[1]!)) return undefined;
  const from = match.index + match[0].length - match[1]!.length;
  if (/^(?:it|them|that|this) (?:to|as)\b/.test(match[1]!)) return undefined;
  return tidy(typed(clause, from)) || undefined;
}

/** What follows the order as its reason: "close INC-9, password reset". */
export function afterComma({ text, entities, ...clause }: Clause): string | undefined {
  const match = /(?:,|:|;| -)\s+([^,;:].{2,})$/.exec(text);
  if (!match || findRefs(match[1]!).refs.length > 0 || ORDER.test(match[1]!)) return undefined;
  const from = match.index + match[0].length - match[1]!.length;
  // The rest of a list of references ("3, 400 and 500") is no reason.
  const words = entities.rest.slice(from).match(/[a-z]{3,}/g) ?? [];
  if (words.every((word) => word === 'and')) return undefined;
  return tidy(typed({ text, entities, ...clause }, from)) || undefined;
}

const ORDER =
  /^(?:please|thanks?|thank you|cheers|now|and|then|can you|could you|you can|closing|closed?|resolved?|acknowledged?|ack|dismiss|ignore|mark|flag|set|re-?open|make|put|treat)\b/;

/** Orders over alerts nobody listed: they are shown first, and changed when the asker says so. */
export const manyAlerts: Recogniser = (clause) => {
  const status = alertStatus(clause);
  if (
    !status ||
    !/^(?:please |can you |could you )*(?:acknowledge|ack|resolve|dismiss|close|mark|clear)\b/.test(clause.text)
  )
    return null;
  // only alerts are acknowledged
  const ones =
    /\back/.test(clause.text) &&
    /\ball\b.{0,20}\b(?:open|new|low|medium|high|critical)\b.{0,20}\bones\b/.test(clause.text);
  if (!ones && !/\b(?:all|every|the|any|these|those)\b.{0,40}\balerts\b/.test(clause.text)) return null;
  const { severity, time } = clause.entities;
  return calls({
    tool: 'search_logs',
    args: args({
      kinds: ['alert'],
      min_severity: severity,
      status: status === 'open' ? undefined : 'open',
      range: time?.range,
    }),
  });
};

export const ruleReference: Recogniser = (clause, { language }) =>
  clause.entities.refs.some((ref) => ref.kind === 'rule') &&
  !/\b(?:approve|reject|enable|disable|change|edit|delete|turn)\b/.test(clause.text) &&
  // "what has RULE-3 raised?" asks for alerts
  !/\b(?:rais\w+|trigger\w*|fir(?:ed|es|ing)|caus\w+|produc\w+|found|caught|alerts?|alarms?|from|by)\b/.test(
    clause.text,
  )
    ? say('not_here', smallTalkWords[language].rulesOnPage)
    : null;
