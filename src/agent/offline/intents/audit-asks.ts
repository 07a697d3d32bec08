import { can, rolesWith } from '../../../domain/role.ts';
import { unrecordedWords } from '../../../messages/catalogue/unrecorded.ts';
import { roleRefusal } from '../abilities.ts';
import { args, calls, type PlanContext, type Recogniser, say } from '../plan-types.ts';
import { isName } from './words.ts';

/** The page of the guide that says where it stands. */
export const AUDIT_PAGE = 'Where do I see who changed what?';

/*
 * Who did what in SafeNest: that stands in the audit log, on a page of its own. Logins tell who signed in elsewhere, and alerts whom they are
 * about; neither is shown as if it were that.
 */

const PEOPLE = String.raw`(?:every(?:one|body)|each (?:of us|member|officer|admin|moderator|colleague|person)|people|members|the (?:team|others|officers|admins|members)|my colleagues)`;
const SETTLES = String.raw`(?:acknowledg|resolv|settl|handl|dismiss|ack|clos)(?:e[ds]?|ed|s|ing)?`;
/** "show me the audit log of today", "what is in the audit trail?" */
const SHOWS_LOG =
  /^(?:(?:and|so|ok(?:ay)?|please|can you|could you|can i|may i|i (?:want|need|would like) to|let me|now)[\s,]+)*(?:show|open|list|give|get|see|display|read|view|bring up|pull up|what(?:'s| is| was| stands| does)|where(?:'s| is)|any(?:thing)?)\b.{0,30}\baudit(?: (?:log|trail|page|entries|records?))?\b|^(?:the )?audit (?:log|trail)\b/;
const OF_THE_LOG =
  /\b(?:export|download|csv|pdf|file|print|verif\w*|check\w*|prove|intact|valid|tamper\w*|delet\w*|eras\w*|clear|disable|turn off|how|back-?ups?|kept|keep|cut off)\b/;
/** "who did what today?", "who resolved what this week?", "how many alerts did each officer handle?" */
const WHO_DID_WHAT = new RegExp(
  String.raw`\bwho (?:all )?(?:did|has done|changed|resolved|closed|acknowledged|approved|deleted|edited|handled|settled|added|touched) what\b|\bwhat (?:did|has|have|was|were|is|are) ${PEOPLE} (?:been )?(?:do|done|doing|chang\w+)\b|\b(?:which|what|how many) (?:\w+ ){0,2}?(?:alerts?|incidents?|things) (?:did|has|have) ${PEOPLE} ${SETTLES}\b`,
);
/** "what has maria done today in safenest, not her logins?" */
const DID_HERE =
  /\bwhat (?:all )?(?:has|have|did|was|is) ([\p{L}][\p{L}.'-]*)(?: \p{L}[\p{L}'-]*)? (?:been )?(?:do|done|doing|up to|chang\w+|work\w* on)\b.*(?:\b(?:in|with|on|inside|within) (?:safenest|this (?:tool|desk|console|app)|the (?:tool|desk|console|app))\b|\b(?:not|without|except|besides|apart from|other than) (?:for )?(?:his|her|their|the|any) (?:log|sign)-?ins\b)/u;
/** "which alerts did maria acknowledge?", "did maria resolve any alerts today?" */
const SETTLED_BY = new RegExp(
  String.raw`\b(?:which|what|how many) (?:\w+ ){0,3}?alerts? (?:did|has|have|were|was) (?:\w+ by )?([\p{L}][\p{L}.'-]*)(?: \p{L}[\p{L}'-]*)? (?:already |also )*${SETTLES}\b|\b(?:which|what|how many) (?:\w+ ){0,3}?alerts? (?:were|was|are|have been|got) ${SETTLES}(?: (?:or|and) ${SETTLES})* by ([\p{L}][\p{L}.'-]*)|^(?:(?:and|so|but|ok(?:ay)?)[\s,]+)*(?:did|has|have) ([\p{L}][\p{L}.'-]*)(?: \p{L}[\p{L}'-]*)? (?:already |also )*${SETTLES}(?:,? (?:or|and) ${SETTLES})* (?:any|some|all|the|these|those|many)(?: (?:of|the|open|other))* alerts?\b|\balerts? (?:that |which )?(i) (?:have |had )?(?:already |just )?${SETTLES}\b`,
  'u',
);
const WHOEVER = String.raw`(?:who(?:se|m)?|which (?:of (?:us|them|you|my people|the \w+) ?)?(?:(?:team ?)?(?:member|mate)s?|colleagues?|officers?|persons?|people|analysts?|admins?|employees?|one)?(?: of (?:us|the team|my team))?)`;
const DOES = String.raw`(?:acknowledg|resolv|settl|handl|dismiss|ack|clos|deal|treat|process|work|answer|react|look|tak)(?:e[ds]?|ed|s|t|ing|es|en)?(?: (?:with|on|to|at|off|care of|through|up))?`;
/** "who handles most of the alerts?", "which team member closed the most?", "how many alerts did each of us handle?", "alerts per officer" */
const BY_HANDLER = new RegExp(
  String.raw`\b${WHOEVER}(?: (?:has|have|had|is|was|did|does|usually|really|actually))* ${DOES} (?:by far )?(?:the )?(?:most|fewest|least|majority|bulk|biggest (?:part|share))(?: (?:of|number|part|share|open|closed|the|our|all|these|those|critical|high))* (?:alerts?|alarms?)\b|\bhow many alerts? (?:did|has|have|does|do) (?:each|every)(?:one|body)?(?: (?:of (?:us|them|the team)|\w+)){0,2} ${DOES}\b|\b(?:alerts?|alarms?) (?:by|per|for each|split by) (?:who(?:ever)? ${DOES}(?: (?:them|it))?|(?:the )?(?:handlers?|officers?|team ?members?|analysts?|colleagues?))\b`,
);

/** "are the log entries tamper proof?" */
const TAMPER_PROOF =
  /\b(?:logs?|entries|records?|timelines?|evidence|history|data|it|this|they)\b.{0,40}\b(?:tamper[- ]?(?:proof|resistant|evident|safe)|immutable|unalterable|unchangeable|append[- ]only|forger?y[- ]proof)\b|\b(?:can|could) (?:some(?:one|body)|any(?:one|body)|an? (?:admin|officer|attacker|hacker)|people|they|he|she) (?:change|edit|alter|forge|fake|manipulate|tamper with|falsify|rewrite) (?:the |our |these |those )?(?:audit |login |sign-in )?(?:logs?|log entries|entries|records|timelines?|history)\b/;

export const auditAsks: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const { tools, role, language } = context;
  if (entities.refs.length > 0 || entities.ip !== null || !tools.has('search_help')) return null;
  if (TAMPER_PROOF.test(text))
    return calls({
      tool: 'search_help',
      args: {
        query: can(role, 'audit.read')
          ? 'How do I prove that nobody changed it? audit log'
          : 'Can an admin delete audit entries?',
      },
    });
  if (BY_HANDLER.test(text) && can(role, 'alerts.read'))
    return {
      ...calls({
        tool: 'search_logs',
        args: args({
          kinds: ['alert'],
          group_by: 'handled_by',
          status: settledIn(text),
          range: entities.time?.range,
        }),
      }),
      aside: unrecordedWords[language].whoSettled,
    };
  const who = DID_HERE.exec(text)?.[1];
  if (
    (SHOWS_LOG.test(text) && !OF_THE_LOG.test(text)) ||
    WHO_DID_WHAT.test(text) ||
    (who !== undefined && (isName(who) || SOMEBODY.test(who)))
  )
    return whereItStands(context, {
      who: who !== undefined && !SOMEBODY.test(who) ? who : undefined,
      range: entities.time?.range,
    });
  const settled = SETTLED_BY.exec(text);
  const by = settled?.slice(1).find((one) => one !== undefined);
  if (!settled || by === undefined || !(isName(by) || SOMEBODY.test(by)) || !can(role, 'alerts.read')) return null;
  const handler = by === 'i' ? 'me' : isName(by) && !SOMEBODY.test(by) ? by : undefined;
  return {
    ...calls({
      tool: 'search_logs',
      args: args({
        kinds: ['alert'],
        status: settledIn(settled[0]),
        handled_by: handler,
        group_by: handler === undefined ? 'handled_by' : undefined,
        range: entities.time?.range,
      }),
    }),
    aside: unrecordedWords[language].whoSettled,
  };
};
/** How the alerts stand that were acknowledged, closed or dismissed; of what was handled any but open. */
function settledIn(text: string): string | string[] | undefined {
  const status = [
    ...(/\back/.test(text) ? ['acknowledged'] : []),
    ...(/\b(?:resolv|settl|clos)/.test(text) ? ['resolved', 'false_alarm'] : []),
    ...(/\bdismiss/.test(text) ? ['false_alarm'] : []),
  ];
  return status.length > 1 ? [...new Set(status)] : status[0];
}
const SOMEBODY = /^(?:he|she|they|i|any(?:one|body)|some(?:one|body))$/;

/** For whoever may read it what stands there; for others, who may. */
const whereItStands = (context: PlanContext, asked: Record<string, unknown>): ReturnType<Recogniser> =>
  can(context.role, 'audit.read')
    ? calls({ tool: 'who_did_what', args: args(asked) })
    : say('role', roleRefusal('audit', context, rolesWith('audit.read')));
