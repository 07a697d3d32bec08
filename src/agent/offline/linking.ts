import { askingWords } from '../../messages/catalogue/asking.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { incidentOf } from './about-it.ts';
import { knownBy, naming } from './focus.ts';
import { type Clause, calls, type PlanContext, type Recogniser, say } from './plan-types.ts';
import { isSingular, meantForChange, POINTS, pointed, whichOne } from './pointed.ts';
import { personAtHand } from './subjects.ts';

const LINKS_THEIRS =
  /\b(?:link|attach|add|connect|put|include|move) (?:all )?(?:the )?(?:other |remaining |rest of the )?(?:open )?(?:@?(\S+?)(?:'s|(?<=s)')? (?:alerts?|ones)|alerts? (?:about|of|for|from|on|with) @?(\S+)) (?:to|in|into|with|on) (?:it|this|that|(?:in )?there|(?:the|this|that) (?:incident|case|ticket)(?: too| as well)?)\b/;
const THEIRS = /^(?:his|her|their)$/;

/** "link the other tomas alerts to the incident": those that were shown and name that account. */
function alertsNaming({ text }: Clause, context: PlanContext): ReturnType<Recogniser> {
  const said = LINKS_THEIRS.exec(text);
  const word = said?.[1] ?? said?.[2];
  const name = word !== undefined && THEIRS.test(word) ? personAtHand(context)?.name : word;
  const id = context.history
    .toReversed()
    .filter(({ steps }) => steps.some(({ tool, ok }) => ok && /^(?:create|update|open)_incident$/.test(tool)))
    .flatMap(meantForChange)
    .find((ref) => ref.startsWith('INC'));
  if (!name || !id || !(name === word ? knownBy(context).has(name) : true)) return null;
  const shownAlerts = [...new Set(context.history.flatMap(meantForChange))].filter((ref) => ref.startsWith('ALR-'));
  const theirs = naming(name, shownAlerts, context.history);
  if (theirs.length > 0) return calls({ tool: 'update_incident', args: { id, link_alerts: theirs } });
  // none of them was shown: they are shown first
  return {
    ...calls({ tool: 'search_logs', args: { kinds: ['alert'], user: name, status: ['open', 'acknowledged'] } }),
    aside: askingWords[context.language].sayIt([`add them to ${id}`]),
  };
}

const LINKS_ALERT =
  /\b(?:link|attach|add|connect|put|include|move) (?:his|her|their|its|this|that|the) (?:alerts?|alarms?) (?:to|in|into|with|on) (?:(?:the )?(?:incident )?inc-?\d+|it|(?:my|this|that|the) (?:incident|case|ticket))[?!. ]*$/;

/** "add his alert to my incident": of the alerts that were shown last; of several it is asked which. */
function alertShown(clause: Clause, context: PlanContext): ReturnType<Recogniser> {
  if (!LINKS_ALERT.test(clause.text)) return null;
  const id = clause.entities.refs.find(({ kind }) => kind === 'incident')?.ref ?? incidentOf(context);
  const last = context.history.toReversed().find((turn) => meantForChange(turn).some((ref) => ref.startsWith('ALR-')));
  if (id === null || !last) return say('ask', smallTalkWords[context.language].whichOne);
  const alerts = meantForChange(last).filter((ref) => ref.startsWith('ALR-'));
  const isAll = /\balerts\b|\balarms\b/.test(clause.text);
  if (alerts.length === 1 || (isAll && alerts.length <= MOST_LINKED))
    return calls({ tool: 'update_incident', args: { id, link_alerts: alerts } });
  const options = alerts.slice(0, MOST_LINKED).map((ref) => ({ label: ref, message: `add ${ref} to ${id}` }));
  return {
    say: { why: 'ask', text: askingWords[context.language].whichOne(options.map(({ label }) => label)), options },
  };
}
const MOST_LINKED = 4;

const LINKS_NUMBERS =
  /\b(?:link|attach|add|connect|put|include|move) (?:the )?(?:alerts? )?(\d{1,6}(?:(?:, ?| and |, and | & )\d{1,6})*) (?:to|in|into|with|on) (?:it|this|that|there|(?:the )?(?:incident )?inc-?\d+|(?:my|our|this|that|the) (?:incident|case|ticket))[?!. ]*(?:too|as well|please)?[?!. ]*$/;

/** "link 18 and 19 to my incident": what goes into an incident is alerts. */
function numbersLinked({ text, entities }: Clause, context: PlanContext): ReturnType<Recogniser> {
  const said = LINKS_NUMBERS.exec(text)?.[1];
  if (!said || entities.refs.some(({ kind }) => kind !== 'incident')) return null;
  const alerts = [...new Set(said.match(/\d+/g))].map((number) => `ALR-${Number(number)}`);
  const id = entities.refs[0]?.ref ?? incidentOf(context);
  return id === null
    ? say('ask', smallTalkWords[context.language].whichOne)
    : calls({ tool: 'update_incident', args: { id, link_alerts: alerts } });
}

/** "link ALR-3 to it": an alert that is named, an incident that is pointed at. */
export const linking: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  const alerts = entities.refs.filter((ref) => ref.kind === 'alert').map((ref) => ref.ref);
  // "add the second to INC-7": an incident that is named, alerts that are pointed at.
  const [only] = entities.refs;
  const numbers = numbersLinked(clause, context);
  if (numbers) return numbers;
  if (
    only?.kind === 'incident' &&
    entities.refs.length === 1 &&
    /\b(?:link|attach|add|connect|put|include|move)\b.{0,40}\b(?:to|in|into|with|on)\s+(?:the )?(?:incident )?\s*$/.test(
      text.slice(0, only.at),
    ) &&
    (POINTS.test(text) ||
      /\b(?:link|attach|add|connect|put|include|move) (?:it|this|that|them|those|these|both|all(?: of them)?)\b/.test(
        text,
      ))
  ) {
    const shownAlerts = pointed(clause, context, 'ALR', true);
    if (shownAlerts.length > 1 && isSingular(text)) return whichOne(shownAlerts, clause, context);
    if (shownAlerts.length > 0)
      return calls({ tool: 'update_incident', args: { id: only.ref, link_alerts: shownAlerts } });
  }
  const theirs = (entities.refs.length === 0 ? alertsNaming(clause, context) : null) ?? alertShown(clause, context);
  if (theirs) return theirs;
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
          .flatMap(meantForChange)
          .find((ref) => ref.startsWith('INC'));
  return home ? calls({ tool: 'update_incident', args: { id: home, link_alerts: alerts } }) : null;
};
