import { Temporal } from 'temporal-polyfill';
import { parseReference } from '../../domain/reference.ts';
import { parseRange } from '../../domain/time-range.ts';
import type { Kind } from './entities.ts';
import { afterComma, alertStatus, noteOf } from './intents/alerts.ts';
import { incidentChange } from './intents/incidents.ts';
import { statusOf } from './intents/search.ts';
import { nameAt } from './intents/words.ts';
import {
  args,
  asRead,
  type Clause,
  calls,
  type PastTurn,
  type PlanContext,
  type Recogniser,
  say,
} from './plan-types.ts';

/** "incidents that are open" points at nothing. */
const PRONOUN =
  /\b(?:it|this|that(?! (?:are|is|were|was|has|have|had|came|come|failed|happened|look\w*|need\w*|someone|the|a|\w+ed)\b)|them|those|these|him|both|all of (?:it|them)|(?:the|that|this) (?:one|alert|incident|ticket))\b/;
const ORDINAL: [RegExp, number][] = [
  [/\b(?:first|1st|top|newest|latest)(?: one)?\b/, 0],
  [/\b(?:second|2nd)(?: one)?\b/, 1],
  [/\b(?:third|3rd)(?: one)?\b/, 2],
  [/\b(?:fourth|4th)(?: one)?\b/, 3],
  [/\b(?:fifth|5th)(?: one)?\b/, 4],
  [/\b(?:last|bottom|oldest)(?: one)\b/, -1],
];
const POINTS =
  /\b(?:first|second|third|fourth|fifth|last|latest|newest|1st|2nd|3rd|4th|5th|top|bottom|oldest)(?: (?:one|alert|incident|of (?:them|those|these)))\b|\b(?:the )(?:first|second|third|fourth|fifth)\s*[?!.]*$/;

/** What earlier answers showed, in the order they showed it. */
function shown(turn: PastTurn): string[] {
  const refs = [...turn.answer.matchAll(/\b(?:ALR|INC)-\d{1,9}\b/g)].map((match) => match[0]);
  return [...new Set([...refs, ...turn.citations.map((citation) => citation.ref)])].filter((ref) =>
    /^(?:ALR|INC)-/.test(ref),
  );
}

/** Which things "it", "them" or "the second one" mean. */
function pointed(clause: Clause, context: PlanContext): string[] {
  const { text } = clause;
  const wanted = /\bincident|\bticket/.test(text) ? 'INC' : /\balerts?\b/.test(text) ? 'ALR' : null;
  for (const turn of context.history.toReversed().slice(0, 6)) {
    // An incident this turn opened or changed is what "it" means, before the alerts it came from.
    const opened =
      turn.steps.filter((step) => step.ok && /_incident$/.test(step.tool)).length > 0
        ? shown(turn).filter((ref) => ref.startsWith('INC'))
        : [];
    const all = shown(turn).filter((ref) => wanted === null || ref.startsWith(wanted));
    if (POINTS.test(text)) {
      const index = ORDINAL.find(([words]) => words.test(text))?.[1] ?? 0;
      const one = all.at(index);
      if (one) return [one];
      continue;
    }
    if (/\b(?:them|those|these|both|all)\b/.test(text) && all.length > 0) return all.slice(0, 8);
    const one =
      (wanted === 'ALR' ? [] : opened)[0] ??
      turn.steps
        .map((step) => step.args.id)
        .find((id) => typeof id === 'string' && (wanted === null || id.startsWith(wanted)));
    if (typeof one === 'string' && parseReference(one)) return [one];
    if (all.length === 1) return all;
    if (all.length > 1) return /\b(?:alert|incident)\b/.test(text) ? [all[0]!] : all.slice(0, 8);
  }
  return [];
}

/** The alerts the last answer that showed any was about. */
const pointedAlerts = (context: PlanContext): string[] =>
  context.history
    .toReversed()
    .map((turn) => shown(turn).filter((ref) => ref.startsWith('ALR')))
    .find((refs) => refs.length > 0) ?? [];

/** Orders that only make sense of the thing at hand, even where no pronoun says so: "add a comment: …", "close". */
const BARE_ORDER =
  /^(?:please |can you |could you |now |then |also |ok(?:ay)?,? )*(?:(?:undo|revert|re-?open|close|acknowledge|ack|resolve|unassign|escalate)\b[.! ]*(?:please|again)?$|(?:add|leave|write|put|make) (?:a |an |another |the )?(?:comment|note|remark)\b|(?:comment|note)(?: that|:|,)|(?:re-?)?assign (?:to|me)\b|hand over to\b|(?:set|change|raise|lower|bump|increase|reduce) (?:the )?(?:severity|status|priority)\b|(?:make|mark) (?:as )?(?:critical|high|medium|low|contained|investigating|resolved|closed|false)|(?:close|resolve)(?:,| as\b| with\b| because\b)|(?:false (?:alarm|positive)))/;

/** Orders and questions about what the conversation, or an earlier part of the message, has just shown. */
export const pointing: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (
    entities.refs.length > 0 ||
    entities.ip !== null ||
    /\bwhat (?:is|was|happened|about) (?:that|this|it)\b.{4,}/.test(text)
  )
    return null;
  const earlier = clause.before.at(-1);
  const hasPronoun = PRONOUN.test(entities.rest);
  if (!hasPronoun && !POINTS.test(text) && !BARE_ORDER.test(text)) return null;

  const opensIncident =
    /\b(?:open|create|raise|log|file|start|make|escalate|turn)\b.{0,40}\b(?:incident|ticket)\b(?!s)/.test(text) &&
    hasPronoun &&
    !/\b(?:the|that|this) (?:incident|ticket)\b/.test(text);
  if (opensIncident) {
    if (earlier?.tool === 'search_logs' || clause.leftover) return null;
    const refs = (
      earlier?.tool.endsWith('_alert') ? clause.before.map((call) => call.args.id) : pointedAlerts(context)
    ).filter((ref) => typeof ref === 'string');
    return refs.length > 0
      ? calls({ tool: 'create_incident', args: args({ alerts: refs, severity: entities.severity }) })
      : null;
  }
  if (earlier && (hasPronoun || BARE_ORDER.test(text))) {
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
  }
  const isOrder =
    /\b(?:assign|close|resolve|re-?open|acknowledge|ack|mark|dismiss|undo|revert|take|claim|comment|note|false|set|raise|lower|bump|escalate|contain|investigat\w*|give|hand|make|open|show|see|view|details?|more|about|what|happened|look|unassign|ignore|put|tell|why|who)\b/.test(
      text,
    );
  if (!isOrder || (entities.kinds.includes('login') && !POINTS.test(text) && !BARE_ORDER.test(text))) return null;
  const targets = pointed(clause, context);
  if (targets.length === 0) {
    return (context.history.length === 0 || POINTS.test(text)) &&
      /\b(?:assign|close|resolve|re-?open|acknowledge|ack|mark|dismiss|undo|take|claim|open|show)\b/.test(text) &&
      text.length < 60
      ? say('ask', 'Which one do you mean? Name it by its reference: INC- or ALR- and its number.')
      : null;
  }
  const isIncident = targets[0]!.startsWith('INC');
  const same = targets.filter((ref) => ref.startsWith(isIncident ? 'INC' : 'ALR'));
  if (isIncident) {
    const change = incidentChange(clause);
    if (change) return calls(...same.map((id) => ({ tool: 'update_incident', args: { id, ...change } })));
    if (
      /\b(?:similar|alike)\b|\b(?:happen\w*|seen|had|occur\w*|anything|something|others?|more)\b.*\b(?:before|like|previously|in the past)\b/.test(
        text,
      )
    )
      return calls({ tool: 'similar_incidents', args: { id: same[0] } });
    return calls(...same.slice(0, 3).map((id) => ({ tool: 'open_incident', args: { id } })));
  }
  if (/\bescalate\b/.test(text)) return calls({ tool: 'create_incident', args: { alerts: same } });
  const status = alertStatus(clause);
  if (status)
    return calls(
      ...same.map((id) => ({
        tool: 'update_alert',
        args: args({ id, status, note: noteOf(clause) ?? afterComma(clause) }),
      })),
    );
  if (incidentChange(clause))
    return say('ask', `Alerts have no assignee or severity of their own. Shall I open an incident for ${same[0]}?`);
  return calls(...same.slice(0, 3).map((id) => ({ tool: 'open_alert', args: { id } })));
};

/** "link ALR-3 to it": an alert that is named, an incident that is pointed at. */
export const linking: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const alerts = entities.refs.filter((ref) => ref.kind === 'alert').map((ref) => ref.ref);
  if (alerts.length === 0 || alerts.length < entities.refs.length) return null;
  if (
    !/\b(?:link|attach|add|connect|put|include|move)\b.*\b(?:to|in|into|with|on) (?:it|this|that|(?:the|this|that) (?:incident|case|ticket))\b|\b(?:link|attach)\b[^,]*$/.test(
      text,
    )
  )
    return null;
  const earlier = clause.before.at(-1);
  if (earlier?.tool === 'create_incident')
    return calls({ tool: 'update_incident', args: { link_alerts: alerts }, needs: 'created' });
  const home =
    /_incident$/.test(earlier?.tool ?? '') && typeof earlier?.args.id === 'string'
      ? earlier.args.id
      : context.history
          .toReversed()
          .flatMap(shown)
          .find((ref) => ref.startsWith('INC'));
  return home ? calls({ tool: 'update_incident', args: { id: home, link_alerts: alerts } }) : null;
};

const CONTINUES =
  /^(?:and|or|but|what about|how about|only|just|same|now|ok(?:ay)?|show (?:me )?(?:only|just)|but only|then|also|exclude|without|not|filter|limit|group|break|split|by|per|sort|narrow|for|in|on|from|since|yesterday|today|last|the|this|more|which|who|where|any|show|list|give|see|did|do|does|were|was|are|is|have|has|how|top|most|count|number)\b/;
const REFINABLE = ['search_logs', 'posture_summary', 'find_sightings', 'show_camera'];

/** "and the week before?", "only the failed ones", "by country": the earlier question with something changed. */
export const refining: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (!CONTINUES.test(text) || text.length > 80 || entities.refs.length > 0) return null;
  const last = context.history
    .toReversed()
    .flatMap((turn) => turn.steps.toReversed())
    .find((step) => REFINABLE.includes(step.tool));
  if (!last) return null;
  const previous = { ...last.args };
  const before =
    /\b(?:the )?(hour|day|night|week|month|year|period)s? (?:before|prior|earlier)\b|\b(?:the )?(?:previous|preceding|one before|time before)(?: (?:hour|day|week|month|year|period|one))?\b/.exec(
      text,
    );
  const range = before ? rangeBefore(previous.range, before[1], context) : entities.time?.range;
  const changed: Record<string, unknown> = args({ range });
  if (last.tool === 'search_logs') {
    const alone = nameAt(
      asRead(
        clause,
        /^(?:and|or|but|what about|how about|only|just|for|by|from|same)(?: (?:for|by|from|only|with))?\s+/.exec(
          text,
        )?.[0].length ?? text.length,
      ),
    );
    const logins = entities.kinds.length === 0 && !Array.isArray(previous.kinds) ? undefined : entities.kinds;
    Object.assign(
      changed,
      args({
        kinds: logins,
        min_severity: entities.severity,
        outcome: entities.outcome,
        status: statusOf(clause, entities.kinds.length > 0 ? entities.kinds : kindsIn(previous)),
        ip: entities.ip,
        user:
          entities.email ??
          (range || entities.countries.length > 0 || entities.outcome || entities.severity || entities.groupBy
            ? undefined
            : alone),
        country: entities.countries.join(','),
        exclude_country: entities.excludedCountries.join(','),
        group_by: entities.groupBy,
        limit: entities.limit,
      }),
    );
    // What one value was chosen of need not be counted by any more.
    const chosen = { country: 'country', user: 'user', ip: 'ip', outcome: 'outcome' };
    for (const [key, group] of Object.entries(chosen))
      if (changed[key] && previous.group_by === group && !String(changed[key]).includes(',')) delete previous.group_by;
    if (changed.country) delete previous.exclude_country;
    if (changed.exclude_country) delete previous.country;
  }
  if (Object.keys(changed).length === 0) return null;
  return calls({ tool: last.tool, args: { ...previous, ...changed } });
};

const kindsIn = ({ kinds }: Record<string, unknown>): Kind[] => (Array.isArray(kinds) ? (kinds as Kind[]) : ['alert']);

/** The stretch of the same length that ends where the given range begins. */
function rangeBefore(range: unknown, unit: string | undefined, context: PlanContext): string {
  const steps: Record<string, string> = {
    this_week: 'last_week',
    this_month: 'last_month',
    today: 'yesterday',
    this_year: 'last_year',
  };
  if (typeof range !== 'string') return 'last_week';
  if (steps[range]) return steps[range];
  const span = parseRange(range, context);
  if (!span) return 'last_week';
  const local = (date: Date): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(context.timeZone);
  const from = local(span.from);
  const to = local(span.to);
  const days: Record<string, number> = { day: 1, week: 7, month: 28 };
  // "and the week before?" asked of a single day means the seven days before it.
  const wanted = days[unit ?? ''] ?? 0;
  if (wanted > 0 && from.until(to).total('days') * 2 < wanted)
    return `${from.toPlainDate().subtract({ days: wanted })}/${from.toPlainDate().subtract({ days: 1 })}`;
  const whole = from.equals(from.startOfDay()) && to.equals(to.startOfDay());
  if (!whole) {
    const start = from.subtract({ milliseconds: span.to.getTime() - span.from.getTime() });
    const clock = (time: Temporal.ZonedDateTime): string => time.toPlainDateTime().toString({ smallestUnit: 'minute' });
    return `${clock(start)}/${clock(from)}`;
  }
  const [a, b] = [from.toPlainDate(), to.toPlainDate()];
  if (a.day === 1 && b.equals(a.add({ months: 1 }))) return a.subtract({ months: 1 }).toPlainYearMonth().toString();
  const length = a.until(b).days;
  const first = a.subtract({ days: length });
  return length === 1 ? first.toString() : `${first}/${a.subtract({ days: 1 })}`;
}
