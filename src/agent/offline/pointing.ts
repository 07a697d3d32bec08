import { askingWords } from '../../messages/catalogue/asking.ts';
import { orderingWords } from '../../messages/catalogue/ordering.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { listText } from '../../messages/catalogue/terms.ts';
import { BY_SEVERITY, BY_WORDS, calledBy, calledByWords } from './chosen-rows.ts';
import { givenTitle } from './given-title.ts';
import { incidentOfLogins } from './incident-of-logins.ts';
import { afterComma, alertStatus, noteOf } from './intents/alerts.ts';
import { incidentChange } from './intents/incidents.ts';
import { args, type Clause, calls, type PlanContext, type Recogniser, say } from './plan-types.ts';
import {
  ALL_BUT,
  changes,
  isSingular,
  isWhole,
  lookedFor,
  OTHER,
  OTHERS,
  openedBefore,
  ownIncident,
  POINTS,
  PRONOUN,
  pointed,
  pointedAlerts,
  SOME,
  shown,
  whichOne,
} from './pointed.ts';
import { takingBack } from './taking-back.ts';

const REPORTS_THAT =
  /^(?:(?:please|also|and|ok(?:ay)?|i (?:want|need|would like) to),? )*report that (?:i|we|my|our|the|an?|he|she|they|some\w*|there)\b/;
const ONE_WORD = /^(?:close|resolve|dismiss|ignore|re-?open|escalate|undo|revert|acknowledge|ack)[.! ]*$/;
const MOST_OFFERED = 5;

/** Orders that only make sense of the thing at hand, even where no pronoun says so: "add a comment: …", "close". */
const BARE_ORDER =
  /^(?:please |can you |could you |now |then |also |actually,? |ok(?:ay)?,? )*(?:(?:undo|revert|take back|cancel|withdraw) (?:the |my |that |this )?(?:last )?(?:acknowledge?ment|acknowledging|resolution|dismissal|assignment|closing|change)\b[.! ]*(?:please)?$|(?:undo|revert|re-?open|close|acknowledge|ack|resolve|unassign|escalate|dismiss|ignore)\b[.! ]*(?:please|again)?$|(?:add|leave|write|put|make) (?:a |an |another |the )?(?:comment|note|remark)\b|(?:write|note|jot|put) (?:it |this |that )?down\b|(?:comment|note)(?: that|:|,)|(?:re-?)?assign (?:to|me)\b|(?:re-?)?assign @?[a-zà-ÿ][\w.à-ÿ-]*(?: [a-zà-ÿ][\wà-ÿ-]*)?[.! ]*(?:please|instead)?[.! ]*$|hand over to\b|(?:set|change|raise|lower|bump|increase|reduce) (?:the )?(?:severity|status|priority)\b|(?:change|set|edit|update|correct) (?:the |its )?(?:title|name)\b|rename (?:to|as)\b|(?:the )?(?:severity|priority)(?: is| should be|:| to)? (?:critical|high|medium|low)\b|(?:make|mark) (?:as )?(?:critical|high|medium|low|contained|investigating|resolved|closed|false)|(?:close|resolve)(?:,| as\b| with\b| because\b)|(?:false (?:alarm|positive)))/;

/** Questions that only make sense of the thing at hand: "why?", "since when?", "and the incident?". */
const BARE_QUESTION =
  /^(?:and |but |so |ok(?:ay)?,? )*(?:why|how (?:come|so|bad|severe)|since when|who (?:did (?:it|that|this)|opened|closed|is on|owns|has)|whose is|what (?:is|was|'s) (?:it|this|that)(?: one)? about|how long (?:is|was|has) (?:it|this|that)(?: one)?(?: been)? (?:open|going on|running|there|closed|waiting|un-?handled|untouched|lying around)(?: already| now| for)?|how (?:was|is|did) (?:it|this|that)(?: one)? (?:solved|fixed|resolved|closed|handled|end)|what (?:did|has) \S+(?: \S+)? (?:write|written|said|say|commented|comment|noted|note|added?)(?: (?:in|on|about|under|to))?(?: there)?|what happened|tell me more|more|details?|more details?|explain|(?:and |what about |show |open )?(?:the|its) (?:incident|alert|ticket)|status|what(?:'s| is) (?:the|its) (?:current )?status|(?:is|are|was|were)? ?(?:there )?(?:anything|something|any(?: other)?|an?(?:other)?|other|others|more)? ?(?:similar|alike|comparable)(?: (?:ones?|cases?|incidents?))?)(?: (?:it|that|this|though|please|now|there|here|exactly|then))*[?!. ]*$/;

/** "which account was hit by the worst one?": what is asked stands in that alert. */
const DETAIL =
  /^(?:and |so |but )*(?:which|what|whose|who|where|when|from (?:which|what|where)|on which)\b.*\b(?:by|behind|in|with|of|did|was|is|to|for|from|about) (?:the )?(?:worst|most \w+|first|second|third|last|latest|newest|oldest) (?:one|alert|incident)\b/;
const POINTED_ONE = /\b(?:worst|most \w+|first|second|third|last|latest|newest|oldest) (?:one|alert|incident)\b/;

/** "how did we end that one?" */
const ENDED =
  /^(?:(?:and|so|but|ok(?:ay)?|well),? )*how (?:did|was|were)(?: (?:we|you|they|it|that|this|the|other|one|incident|case))+(?: (?:end|ended|turn out|over|closed?|resolved?|solved?|handled?|fix(?:ed)?|deal with|dealt with|go))(?: (?:it|that|this|one|them|up))*[?!. ]*$/;

/** How the incident ended that was shown last; beside one that others are like, one of those is meant. */
function endOf(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  for (const turn of context.history.toReversed().slice(0, 3)) {
    const like = turn.steps.findLast(({ tool, ok }) => ok && tool === 'similar_incidents')?.args.id;
    const refs = [...new Set(shown(turn).filter((ref) => ref.startsWith('INC') && ref !== like))];
    if (refs.length === 1) return calls({ tool: 'open_incident', args: { id: refs[0] } });
    if (refs.length > 1) return whichOne(refs, clause, context);
  }
  return null;
}

/** "what is the one thing I should tell my boss?": nothing that was shown. */
const ONE_THING = /\b(?:one|single|only|first|main|most \w+) thing\b/;
/** "how long did it take us to react?" is asked of all alerts. */
const REACTING = /\bhow (?:long|fast|quick\w*|soon)\b.*\b(?:react|respond|answer)\w*\b/;
const SIMILAR =
  /\b(?:have|has|had|did) (?:we|this|that|it|you)\b.{0,30}\bbefore\b|\b(?:similar|alike)\b|\b(?:happen\w*|seen|had|occur\w*|anything|something|others?|more)\b.*\b(?:before|like|previously|in the past)\b/;

const ASSIGNS =
  /^(?:(?:please|can you|could you|now|and|then|also|ok(?:ay)?),? )*(?:re-?assign|assign|give|hand) (?:it|this|that|them|(?:the|this|that) (?:incident|ticket|case|one))(?: over)?(?: to (?:him|her|them|somebody|someone|somebody else|someone else))?[.! ]*$/;
const MY_INCIDENT = /\bmy (?:own )?(?:incident|case|ticket)\b(?!s)/;
const TAKE_BACK =
  /^(?:please |can you |actually,? |no,? |ok(?:ay)?,? )*(?:undo|revert|take back|cancel|withdraw|reverse)(?: (?:that|it|this|the (?:rule|proposal|last (?:one|change))))?(?: please)?[?.! ]*$/;

/** Opens, or asks nothing but to see: "the one with paul", "open the ramp one". */
const SEES =
  /^(?:(?:and|so|but|ok(?:ay)?|no|now|i mean(?:t)?|what about|how about|please|can you|could you|let me|show(?: me)?|open|see|view|look at|tell me (?:more )?about|more (?:on|about)|what is|what's),? )*$/;

/** The one thing of those just shown that has the words it is called by. */
function theOneWith({ text, before }: Clause, { history }: PlanContext): ReturnType<Recogniser> {
  const said = before.length === 0 ? BY_WORDS.exec(text) : null;
  if (
    !said ||
    !SEES.test(text.slice(0, said.index)) ||
    !/^(?: in it)?[?!. ]*$/.test(text.slice(said.index + said[0].length))
  )
    return null;
  const one = calledByWords(text, history, shown);
  return one === null
    ? null
    : calls({ tool: one.startsWith('ALR') ? 'open_alert' : 'open_incident', args: { id: one } });
}

/** "ack the one with the failed sign-ins", of which the answers showed none: it is looked for, and nothing is changed yet. */
function orderOfUnseen(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  const words = calledBy(clause.text).join(' ');
  if (words.length < 3 || clause.before.length > 0 || !changes(clause) || POINTS.test(clause.text)) return null;
  if (!context.history.some((turn) => shown(turn).length > 0) || calledByWords(clause.text, context.history, shown))
    return null;
  const kinds = /\back/.test(clause.text) ? ['alert'] : ['alert', 'incident'];
  const order = kinds.length === 1 ? 'acknowledge the first' : 'close the first';
  return {
    ...calls({ tool: 'search_logs', args: { kinds, status: 'open', query: words } }),
    aside: askingWords[context.language].sayIt([order]),
  };
}

/** Whether “which one do you mean?” was asked just now: a question is not turned back twice. */
const wasAsked = ({ history }: PlanContext): boolean =>
  history.at(-1)?.steps.length === 0 && /\?\s*$/.test(history.at(-1)!.answer);

/** Orders and questions about what the conversation, or an earlier part of the message, has just shown. */
export const pointing: Recogniser = (clause, context) => {
  // “report that I clicked on a link”: what happened stands behind it
  if (REPORTS_THAT.test(clause.text)) return null;
  const { text, entities } = clause;
  if (
    entities.refs.length > 0 ||
    entities.ip !== null ||
    ONE_THING.test(text) ||
    REACTING.test(text) ||
    // "break that down by severity" counts what was found
    (entities.groupBy !== null && !(DETAIL.test(text) && POINTED_ONE.test(text))) ||
    /\bwhat (?:is|was|happened|about) (?:that|this|it)\b.{4,}/.test(text)
  )
    return null;
  const named = theOneWith(clause, context);
  if (named) return named;
  const unseen = orderOfUnseen(clause, context);
  if (unseen) return unseen;
  const earlier = clause.before.at(-1);
  // which one is theirs the conversation does not say
  if (MY_INCIDENT.test(text) && changes(clause) && !earlier)
    return say('ask', smallTalkWords[context.language].whichOne);
  // A rule that was put up for approval or approved is taken back by a button of its card.
  const last = context.history.at(-1);
  const proposal = last?.steps.some((step) => step.ok && /^(?:propose_rule|open_proposals)$/.test(step.tool))
    ? last.citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('PROP-'))?.ref
    : undefined;
  if (proposal && !earlier && TAKE_BACK.test(text) && context.tools.has('open_proposals'))
    return calls({ tool: 'open_proposals', args: { id: proposal } });
  const back = takingBack(clause, context, pointed(clause, context));
  if (back) return back;
  const ended = ENDED.test(text) && !earlier ? endOf(clause, context) : null;
  if (ended) return ended;
  const hasPronoun = PRONOUN.test(entities.rest);
  const isBySeverity = context.history.length > 0 && BY_SEVERITY.test(text);
  const isByWords = calledByWords(text, context.history, shown) !== null;
  if (
    !hasPronoun &&
    !isBySeverity &&
    !isByWords &&
    !POINTS.test(text) &&
    !BARE_ORDER.test(text) &&
    !BARE_QUESTION.test(text)
  )
    return null;

  const opensIncident =
    /\b(?:open|create|raise|log|file|start|make|escalate|turn|put|add|move|group|bundle)\b.{0,40}\b(?:incident|ticket)\b(?!s)/.test(
      text,
    ) &&
    (hasPronoun || isBySeverity || isByWords || SOME.test(text) || POINTS.test(text)) &&
    !/\b(?:the|that|this)(?: (?:first|second|third|fourth|fifth|last|latest|newest|oldest|other))? (?:incident|ticket)\b/.test(
      text,
    );
  if (opensIncident) {
    if (earlier?.tool === 'search_logs' || clause.leftover) return null;
    const ofLogins = isByWords || isBySeverity ? null : incidentOfLogins(clause, context);
    if (ofLogins) return ofLogins;
    const refs = (
      earlier?.tool.endsWith('_alert') ? clause.before.map((call) => call.args.id) : pointedAlerts(clause, context)
    ).filter((ref) => typeof ref === 'string');
    if (refs.length > 1 && !earlier && isSingular(text) && !SOME.test(text) && !isWhole(text, refs)) {
      const some = refs.slice(0, MOST_OFFERED);
      const offer = [{ tool: 'create_incident', args: args({ alerts: some, severity: entities.severity }) }];
      return {
        say: { why: 'ask', text: orderingWords[context.language].forThese(some), offer, open: 'open an incident' },
      };
    }
    return refs.length > 0
      ? calls({
          tool: 'create_incident',
          args: args({ alerts: refs, severity: entities.severity, title: givenTitle(clause)?.title }),
        })
      : null;
  }
  // the first of what is only being looked for is not the first of what was shown before
  if (earlier?.tool === 'search_logs' && POINTS.test(text)) return null;
  if (earlier && !OTHERS.test(text) && (hasPronoun || BARE_ORDER.test(text))) {
    const change = incidentChange(clause);
    if (earlier.tool === 'create_incident' && change)
      return calls({ tool: 'update_incident', args: change, needs: 'created' });
    if (/incident$/.test(earlier.tool) && earlier.args.id && change)
      return calls({ tool: 'update_incident', args: { id: earlier.args.id, ...change } });
    // "acknowledge ALR-3 and note that I called": what is noted is why.
    if (earlier.tool === 'update_alert' && typeof change?.comment === 'string')
      return calls({ tool: 'update_alert', args: { ...earlier.args, note: change.comment } });
    const status = alertStatus(clause);
    if (/alert$/.test(earlier.tool) && earlier.args.id && status)
      return calls({
        tool: 'update_alert',
        args: args({ id: earlier.args.id, status, note: noteOf(clause) ?? afterComma(clause) }),
      });
    if (earlier.tool === 'search_logs') return null;
    // "show me INC-2 and who worked on it": it is what was named beside
    if (/^open_(?:alert|incident)$/.test(earlier.tool) && earlier.args.id && /\bit\b/.test(text) && !changes(clause))
      return calls({ tool: earlier.tool, args: { id: earlier.args.id } });
  }
  const isOrder =
    /\b(?:(?:re-?)?assign|close[ds]?|resolve[ds]?|acknowledged|fixed|sorted|handled|dealt|harmless|benign|re-?open|acknowledge|ack|mark|dismiss|undo|revert|take|claim|comment|note|false|set|raise|lower|bump|drop|reduce|decrease|increase|downgrade|upgrade|escalate|contain|investigat\w*|give|hand|make|open|rename|retitle|call|show|see|view|details?|more|about|what|happened|look|unassign|write|jot|bad|serious|big|old|long|waiting|since|responsible|handled|happened|ignore|put|pass|transfer|delegate|route|tell|why|who|had|seen|similar|status|severity|title|when|assigned|worked|explain|describe|pull|display|check|changed|done|looking|working)\b|\b(?:i'm|i am|we're|we are) on (?:it|that|this)\b/.test(
      text,
    );
  const isBare = new RegExp(
    `^(?:and |what about |ok(?:ay)?,? )*(?:${POINTS.source})(?: one)?(?:,? please)?[?!. ]*$`,
  ).test(text);
  if (
    !(isOrder || isBare || DETAIL.test(text)) ||
    (entities.kinds.includes('login') && !isByWords && !POINTS.test(text) && !BARE_ORDER.test(text))
  )
    return null;
  const mine = earlier ? null : ownIncident(clause, context);
  const targets = mine ? [mine] : pointed(clause, context);
  // "the low one" of a list of which only the worst were shown
  const lacking = isBySeverity && targets.length === 0 && !earlier ? lookedFor(text, context) : null;
  if (lacking) return lacking;
  if (targets.length === 1 && /\bboth\b/.test(text) && !earlier) targets.push(...openedBefore(targets[0]!, context));
  if (entities.groupBy !== null && targets.length === 0) return null;
  const isOne = isSingular(text) && (hasPronoun || BARE_ORDER.test(text));
  // of "the worst thing" the worst is meant; what is to be changed is asked about all the same
  const asksOnly = !BARE_ORDER.test(text) && alertStatus(clause) === null && incidentChange(clause) === null;
  if (isOne && !earlier && asksOnly && targets.length > 1 && last?.steps.at(-1)?.args.order === 'worst')
    targets.length = 1;
  // A summary tells of much: what of it is to be changed is asked, even where it names but one thing.
  const isSummary =
    !asksOnly && !earlier && !POINTS.test(text) && last?.steps.some(({ tool, ok }) => ok && tool === 'posture_summary');
  if (targets.length > 0 && isSummary && changes(clause)) return whichOne(targets, clause, context);
  if (targets.length > 1 && asksOnly && isOne && !earlier && wasAsked(context)) targets.length = 1;
  if (targets.length > 1 && (isOne || OTHER.test(text)) && !earlier) return whichOne(targets, clause, context);
  // "the two least severe", of which three are equally severe
  if (isBySeverity && targets.length > 1 && !isWhole(text, targets) && !ALL_BUT.test(text))
    return whichOne(targets, clause, context);
  if (targets.length === 0 || (targets.length === 1 && /\bboth\b/.test(text) && !earlier)) {
    if (targets.length === 1) return whichOne(targets, clause, context);
    return (context.history.length === 0 ||
      POINTS.test(text) ||
      (hasPronoun && changes(clause) && !incidentChange(clause)?.undo)) &&
      // "which incident is the oldest one still open?" asks the logs
      !(entities.kinds.length > 0 && /^(?:which|what|how|are|is|do|does)\b/.test(text)) &&
      /\b(?:assign|close|resolve|re-?open|acknowledge|ack|mark|dismiss|undo|take|claim|open|show)\b/.test(text) &&
      text.length < 60
      ? say('ask', smallTalkWords[context.language].whichOne)
      : null;
  }
  // "close", after small talk: it may as well be said to the conversation
  if (!hasPronoun && ONE_WORD.test(text) && !earlier && last?.steps.length === 0 && last.question !== '')
    return whichOne(targets, clause, context);
  const isIncident = targets[0]!.startsWith('INC');
  const same = targets.filter((ref) => ref.startsWith(isIncident ? 'INC' : 'ALR'));
  if (isIncident) {
    const change = incidentChange(clause);
    if (change) return calls(...same.map((id) => ({ tool: 'update_incident', args: { id, ...change } })));
    // "assign it to him", of whom nothing was said
    if (ASSIGNS.test(text) && same.length === 1)
      return { say: { why: 'ask', text: askingWords[context.language].assignTo(same[0]!), open: `assign ${same[0]}` } };
    if (SIMILAR.test(text)) return calls({ tool: 'similar_incidents', args: { id: same[0] } });
    return calls(...same.slice(0, 3).map((id) => ({ tool: 'open_incident', args: { id } })));
  }
  if (/\bescalate\b/.test(text)) return calls({ tool: 'create_incident', args: { alerts: same } });
  const status = alertStatus(clause);
  if (!status && SIMILAR.test(text)) return calls({ tool: 'similar_incidents', args: { id: same[0] } });
  if (status)
    return calls(
      ...same.map((id) => ({
        tool: 'update_alert',
        args: args({ id, status, note: noteOf(clause) ?? afterComma(clause) }),
      })),
    );
  if (incidentChange(clause)?.undo)
    return calls(...same.map((id) => ({ tool: 'update_alert', args: { id, status: 'open', undo: true } })));
  if (incidentChange(clause))
    return {
      say: {
        why: 'ask',
        text: smallTalkWords[context.language].noAssignee(listText(same, context.language)),
        offer: [{ tool: 'create_incident', args: { alerts: same } }],
      },
    };
  return calls(...same.slice(0, 3).map((id) => ({ tool: 'open_alert', args: { id } })));
};
