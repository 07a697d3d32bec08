import { askingWords } from '../../../messages/catalogue/asking.ts';
import { orderingWords } from '../../../messages/catalogue/ordering.ts';
import { isFragment } from '../fragments.ts';
import { args, type Clause, calls, type PastTurn, type PlanContext, type Recogniser, typed } from '../plan-types.ts';
import { tidy } from './words.ts';

const LEAD = String.raw`^(?:(?:please|now|then|and|also|can you|could you|ok(?:ay)?|actually),? )*`;
/** "include ALR-18, ALR-20 and 21 as well": to the incident at hand. */
const MORE_ALERTS = new RegExp(
  `${LEAD}(?:include|attach|link|add|put in) (?!.*\\b(?:to|into|in|with|on)\\b).*?(?:\\b(?:as well|too|also)\\b[.! ]*(?:please)?[.! ]*$|(?<=include .*)$)`,
);
const ITS_ALERTS = new RegExp(
  `${LEAD}(?:acknowledge|ack|resolve|dismiss|re-?open) (?:all )?(?:of )?(?:the|its|all the|all its|their) (?:linked )?alerts[.! ]*(?:(?:of it|too|as well|please)[.! ]*)*$`,
);
/** "which alerts belong to it?": they stand in the incident. */
const ASKS_ITS_ALERTS =
  /^(?:and |so |please |then )*(?:(?:what|which|show(?: me)?|list|open|see|how many|whose)(?: of)?(?: are)?(?: all)? (?:the |its |all its )?alerts?(?: that| which)?(?: (?:do|does|did|are|is|were|was|has|have|been))*(?: (?:belong(?:s|ed|ing)?|linked|attached|connected|part|in|behind|of|to|with|under))+ (?:it|this|that|this one|that one|(?:the|this|that) (?:incident|case|ticket))|(?:what|which|show(?: me)?|list|what are)(?: all)? its alerts)[?!. ]*$/;
/** "which of those are nobody's yet?", of a summary. */
const NOBODYS =
  /^(?:and |so |but )*(?:which|what|any|how many|are any|is any)(?: of)?(?: (?:those|these|them|it|that))?(?: (?:are|is|were))?(?: still)? (?:nobody's|no[- ]one's|nobody|un-?assigned|un-?owned|without (?:an? )?(?:owner|assignee)|not (?:anyone|anybody)'s)(?: (?:yet|still|now|right now))*[?!. ]*$/;
const ADDS = new RegExp(`${LEAD}(?:add|note|mention|write)(?: to (?:it|that|this))? that\\b:?\\s+(?=\\S)`);
const RENAMES = new RegExp(
  `${LEAD}(?:rename|retitle) (?:it|this|that|(?:the|this|that) (?:incident|ticket|one)) (?:to|as|into|:)\\s*(?=\\S)`,
);
const OPENS_FOR_IT = new RegExp(
  `${LEAD}(?:open|create|raise|log|file|start) (?:an?|the) (?:new )?(?:(?:low|medium|high|critical)[ -](?:severity )?)?(?:incident|ticket) (?:for|from|about|of|on) (?:it|that|this)\\b`,
);
/** "that's clearly a break-in": says of what is at hand what it is. */
const SAYS_OF_IT = /^(?:ok(?:ay)?|so|well|yes|hm+|oh)?[,. ]*(?:that|this|it)(?:'s| is| was| looks?)\b/i;

/** Orders that mean the incident, or the alerts, the conversation is about, and do not say so in a word for it. */
export const atHand: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (context.history.length === 0) return null;
  if (OPENS_FOR_IT.test(text) && clause.leftover !== null && SAYS_OF_IT.test(clause.leftover))
    return openedFor(clause, context);
  const lately = context.history.at(-1)?.steps.at(-1);
  // alerts have nobody: what of them waits stands beside
  if (lately?.tool === 'posture_summary' && NOBODYS.test(text) && entities.refs.length === 0)
    return calls(
      { tool: 'search_logs', args: { kinds: ['incident'], assignee: 'nobody', status: 'open' } },
      { tool: 'search_logs', args: { kinds: ['alert'], status: 'open' } },
    );
  // "on which days?" of one thing that was opened counts nothing that was asked for
  if (
    lately?.ok &&
    /^open_(?:alert|incident)$/.test(lately.tool) &&
    entities.groupBy !== null &&
    entities.kinds.length === 0 &&
    isFragment(clause)
  )
    return { say: { why: 'ask', text: askingWords[context.language].whichAccount } };
  const id = incidentAtHand(clause, context);
  if (!id) return null;
  const alerts = entities.refs.filter(({ kind }) => kind === 'alert').map(({ ref }) => ref);
  if (alerts.length > 0 && alerts.length === entities.refs.length && MORE_ALERTS.test(text))
    return calls({ tool: 'update_incident', args: { id, link_alerts: alerts } });
  if (entities.refs.length > 0) return null;
  if (ASKS_ITS_ALERTS.test(text)) return calls({ tool: 'open_incident', args: { id } });
  if (ITS_ALERTS.test(text)) {
    const status = /\back/.test(text)
      ? 'acknowledged'
      : /resolve/.test(text)
        ? 'resolved'
        : /dismiss/.test(text)
          ? 'false_alarm'
          : 'open';
    const own = lastWith(context, id).filter((ref) => ref.startsWith('ALR-'));
    return own.length > 0 && own.length <= MOST
      ? calls(...own.map((alert) => ({ tool: 'update_alert', args: { id: alert, status } })))
      : null;
  }
  const added = ADDS.exec(text);
  if (added) return calls({ tool: 'update_incident', args: { id, comment: tidy(typed(clause, added[0].length)) } });
  const renamed = RENAMES.exec(text);
  if (renamed && !entities.quoted) {
    const title = tidy(typed(clause, renamed[0].length).replace(/,? (?:please|thanks)[.! ]*$/i, ''));
    return title === '' ? null : calls({ tool: 'update_incident', args: { id, title } });
  }
  return null;
};
/** "who could do that?": who may is said in the refusal just given. */
export const whoMay: Recogniser = ({ text, before }, { history }) => {
  const refused = history.at(-1);
  return refused &&
    before.length === 0 &&
    WHO_MAY.test(text) &&
    refused.steps.length === 0 &&
    ROLE_NAMED.test(refused.answer)
    ? { say: { why: 'small_talk', text: refused.answer } }
    : null;
};
const WHO_MAY =
  /^(?:and |so |then |ok(?:ay)?,? )*who (?:can|could|may|is allowed to|should)(?: then)?(?: (?:do|change|close|see))? (?:that|it|this)(?: then)?[?!. ]*$/;
const ROLE_NAMED =
  /\b(?:admin|officer|manager|moderator|Administrator|Sicherheitsbeauftragte|administrateur|responsable|administrador)\b/;
/** As many changes as one message makes. */
const MOST = 7;

/** The one incident an earlier part of the message or the last turn about an incident was about. */
function incidentAtHand(clause: Clause, { history }: PlanContext): string | null {
  const earlier = clause.before.at(-1);
  if (earlier && /_incident$/.test(earlier.tool)) return typeof earlier.args.id === 'string' ? earlier.args.id : null;
  if (earlier) return null;
  const last = history
    .toReversed()
    .slice(0, 3)
    .find(({ steps }) => steps.some(({ tool, ok }) => ok && /^(?:open|create|update)_incident$/.test(tool)));
  const refs = last ? [...new Set(shown(last).filter((ref) => ref.startsWith('INC-')))] : [];
  return refs.length === 1 ? refs[0]! : null;
}

/** What the latest answer that showed an incident showed with it. */
const lastWith = ({ history }: PlanContext, id: string): string[] =>
  history
    .toReversed()
    .map(shown)
    .find((refs) => refs.includes(id) && refs.some((ref) => ref.startsWith('ALR-'))) ?? [];

/** An incident for the one alert at hand; of several it is asked. */
function openedFor({ entities }: Clause, { history, language }: PlanContext): ReturnType<Recogniser> {
  const last = history.toReversed().find((turn) => shown(turn).some((ref) => ref.startsWith('ALR-')));
  if (!last) return null;
  const named = last.steps.flatMap(({ tool, args: { id }, ok }) => (ok && /_alert$/.test(tool) ? [String(id)] : []));
  const alerts = [...new Set(named.length > 0 ? named : shown(last).filter((ref) => ref.startsWith('ALR-')))];
  const of = (refs: string[]) => ({
    tool: 'create_incident',
    args: args({ severity: entities.severity, alerts: refs }),
  });
  if (alerts.length === 1) return calls(of(alerts));
  const some = alerts.slice(0, 5);
  return {
    say: { why: 'ask', text: orderingWords[language].forThese(some), offer: [of(some)], open: 'open an incident' },
  };
}

const shown = ({ citations }: PastTurn): string[] =>
  citations.filter(({ ref, mentioned }) => !mentioned && /^(?:ALR|INC)-/.test(ref)).map(({ ref }) => ref);
