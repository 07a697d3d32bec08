import { can } from '../../domain/role.ts';
import { notSureWords } from '../../messages/catalogue/not-sure.ts';
import { FORBIDDEN } from './clauses.ts';
import { isShown } from './orders.ts';
import { deny } from './permitted.ts';
import type { Plan, PlanContext, PlannedCall } from './plan-types.ts';
import { meant, type ThingKind } from './told.ts';
import { readUtterance } from './utterance.ts';
import { type NamedThing, namedThings, takesUp } from './what-is-named.ts';

/*
 * No dead ends, and what is named beats what was talked of. A message that was not understood but names something is answered with what the
 * desk knows of that; one that names nothing and goes on with a conversation, with what is known of the thing the conversation is at. A
 * reading that took its subject from the conversation although the message names another gives way to what is named.
 */

type Read = (message: string, context: PlanContext) => Plan;

const LONGEST = 300;
/** Looks whose subject may come out of the conversation. */
const OF_SUBJECT =
  /^(?:search_logs|open_(?:alert|incident)|create_incident|who_is|find_sightings|show_camera|explain_(?:login|case)|moderation_history)$/;
const JUDGES =
  /\b(?:worr(?:y|ied|ying)|trust\w*|dangerous|suspicious|dubious|dodgy|shady|fishy|legit\w*|harmless|guilty|reliable|ok(?:ay)?|safe|bad|good|evil|thoughts?|opinion|think|make of|problem|serious|spooky|odd|weird|strange|mistaken?|coincidence|threat|risk|should (?:i|we))\b/;
/** It goes on with what was said before: it points, or is a few words. */
const GOES_ON =
  /\b(?:it|its|that|this|them|those|these|they|their|he|she|him|his|her|hers|there|then|ones?|same|again|else|really|sure|too|also|more|still|yet)\b|^(?:\S+ ){0,3}\S+$/;
/** Nothing the desk knows of. */
const OF_SOMETHING_ELSE =
  /\b(?:weather|joke|poem|song|pizza|lunch|dinner|football|movie|recipe|capital of|president|translate|love|birthday|coffee|holiday|python|javascript|code|game)\b/;

/** The plan with whatever the message names: read anew, or told of, where the plan passes it over. */
export function knownOfNamed(made: Plan, message: string, context: PlanContext, read: Read): Plan {
  if (message.length > LONGEST || isShown(message)) return made;
  const { norm } = readUtterance(message, context.language);
  if (FORBIDDEN.test(norm)) return made;
  const things = namedThings(message, context);
  if (isNotUnderstood(made)) {
    const [first] = things;
    return first ? told(first, norm, context) : (ofConversation(norm, context) ?? made);
  }
  const [only] = things;
  // a guess that passes over what is named is none
  if (made.likely && only && !takesUp(made.calls, only) && !isLeftOut(made, only)) return told(only, norm, context);
  const meant = asAuthor(insteadOfContext(made, message, things, context, read), things);
  return judged(atPlace(meant, things), things, norm, context);
}

/** “anywhere but the annexe”: named to be left out. */
const isLeftOut = ({ unused = [] }: Plan, { what }: NamedThing): boolean =>
  unused.some((said) => said.length > what.length && said.toLowerCase().endsWith(what.toLowerCase()));

/** Who is known from what they wrote alone has no logins: what was done about them is looked up. */
function asAuthor(made: Plan, things: readonly NamedThing[]): Plan {
  const [call, other] = made.calls;
  const author = things.find(({ isAuthor }) => isAuthor);
  if (!call || other || !author || call.tool !== 'search_logs' || !takesUp(call.args.user, author)) return made;
  return { calls: [...author.looks], say: made.say };
}

/** A plan that took somebody from the conversation although the message names another. */
function insteadOfContext(
  made: Plan,
  message: string,
  things: readonly NamedThing[],
  context: PlanContext,
  read: Read,
): Plan {
  const [named, other] = things.filter(({ somebody }) => somebody !== null);
  if (!named || other || context.history.length === 0 || takesUp([made.calls, made.say?.offer], named)) return made;
  if (!isFromConversation(made, message, things)) return made;
  const put = withNamed(made, named, message, things);
  if (put) return put;
  const anew = read(message, { ...context, history: [] });
  const isSafe = !anew.calls.some(({ tool }) => WRITES.test(tool));
  return isSafe && takesUp(anew.calls, named) && !isNotUnderstood(anew)
    ? anew
    : told(named, readUtterance(message, context.language).norm, context);
}
const WRITES = /^(?:create|update|propose|moderate|reverse|silence|pause|switch|cover|report)_/;

/** The same calls with whom the message names in place of whom the conversation was about; null where none takes them. */
function withNamed(made: Plan, { somebody }: NamedThing, message: string, things: readonly NamedThing[]): Plan | null {
  let isPut = false;
  const calls = made.calls.map((call) => {
    const key = (['user', 'person', 'label'] as const).find((one) => isOfContext(call, one, message, things));
    const value = key && somebody?.[key];
    if (key === undefined || value === undefined) return call;
    isPut = true;
    const { ip, ...args } = call.args;
    return {
      ...call,
      args: { ...args, ...(ip !== undefined && !isOfContext(call, 'ip', message, things) && { ip }), [key]: value },
    };
  });
  const { unused: _, ...rest } = made;
  return isPut ? { ...rest, calls } : null;
}

/** A search for alerts that passes over the one place the message names looks there. */
function atPlace(made: Plan, things: readonly NamedThing[]): Plan {
  const [call, other] = made.calls;
  const [place, another] = things.filter(({ isPlace }) => isPlace);
  if (!call || other || !place || another || call.tool !== 'search_logs' || takesUp(made.calls, place)) return made;
  const kinds = Array.isArray(call.args.kinds) ? call.args.kinds : [];
  return kinds.join() === 'alert' && call.args.camera === undefined
    ? { ...made, calls: [{ ...call, args: { ...call.args, camera: place.what } }] }
    : made;
}

/** “is Maria trustworthy?”, “could that be a mistake?”: what is known is told, and that nobody is judged by it. */
function judged(made: Plan, things: readonly NamedThing[], norm: string, context: PlanContext): Plan {
  const [call, other] = made.calls;
  const thing = things.find((one) => takesUp(made.calls, one));
  if (!call || other || !thing || made.lead || made.asked || made.say || !ASKS_JUDGEMENT.test(norm)) return made;
  if (
    !/^(?:search_logs|who_is|open_(?:alert|incident)|find_sightings|moderation_history|explain_case)$/.test(call.tool)
  )
    return made;
  const { unused = [], ...rest } = made;
  const left = unused.filter((said) => !JUDGES.test(said.toLowerCase()));
  return {
    ...rest,
    ...(left.length > 0 && { unused: left }),
    lead: notSureWords[context.language].noJudge(thing.what),
  };
}
const ASKS_JUDGEMENT =
  /^(?:(?:and|so|but|hm+|well|ok(?:ay)?)[ ,]+)*(?:(?:is|are|was|could|might|can|would|does)\b.{1,60}\b(?:trust\w*|dangerous|suspicious|dubious|dodgy|shady|fishy|legit\w*|harmless|guilty|reliable|a (?:mistake|problem|risk|threat|coincidence|worry)|mistaken|bad|evil|serious|innocent|worth (?:a|it|the)|(?:someone|somebody|something|anything) (?:we|i) should)\b|(?:any )?(?:thoughts|opinion) (?:on|about|of)\b|what (?:do|would|should|can) (?:you|we|i) (?:think|make) of\b)|\bshould (?:i|we) (?:be )?(?:worr\w*|car(?:e|ing)|concern\w*)|\bworth (?:a look|looking|worrying|checking)\b|\bor not[?!. ]*$/;

/** Nothing was understood, or it was asked which of the conversation's things is meant. */
const isNotUnderstood = ({ calls, say, undone }: Plan): boolean =>
  calls.length === 0 && undone === undefined && say?.why === 'unclear';

/** Whether what is looked at or asked back comes out of the conversation: it stands nowhere in the message. */
function isFromConversation({ calls, say }: Plan, message: string, things: readonly NamedThing[]): boolean {
  if (calls.length === 0)
    return (
      say?.why === 'ask' && say.options !== undefined && say.options.every(({ label }) => /^[A-Z]+-\d+$/.test(label))
    );
  return calls.some(
    ({ tool, args, needs }) =>
      OF_SUBJECT.test(tool) &&
      needs === undefined &&
      SUBJECTS.some((key) => isOfContext({ tool, args }, key, message, things)),
  );
}
const SUBJECTS = ['id', 'user', 'ip', 'person', 'label', 'account', 'event'];

/** Whether an argument stands nowhere in the message. */
function isOfContext({ args }: PlannedCall, key: string, message: string, things: readonly NamedThing[]): boolean {
  const value = args[key];
  const said = message.toLowerCase();
  return (
    typeof value === 'string' &&
    value !== 'me' &&
    !value
      .toLowerCase()
      .split(/[,@. ]/)
      .some((part) => part.length > 2 && said.includes(part)) &&
    !things.some((one) => takesUp(value, one))
  );
}

const told = ({ what, looks }: NamedThing, norm: string, { language }: PlanContext): Plan => {
  const words = notSureWords[language];
  if (SHOWS.test(norm)) return { calls: [...looks], say: null };
  if (JUDGES.test(norm)) return { calls: [...looks], say: null, lead: words.noJudge(what) };
  return { calls: [...looks], say: null, unsure: true, lead: words.notSure(what) };
};
/** It asks for no more than to see it. */
const SHOWS =
  /^(?:(?:please|and|now|ok(?:ay)?|can you|could you)[ ,]+)*(?:show|open|see|view|display|pull up|give)(?: me| us)? \S+(?: \S+)?[?!. ]*$/;

/** What is known of the thing the conversation is at; null where it is at none, or the message is about something of its own. */
function ofConversation(norm: string, context: PlanContext): Plan | null {
  const { history } = context;
  if (history.length === 0 || OF_SOMETHING_ELSE.test(norm) || !GOES_ON.test(norm)) return null;
  const last = history.at(-1)!;
  // twice the same would be no answer
  if (last.steps.length === 0) return null;
  const [one, other] = meant(history, HE_OR_SHE.test(norm) ? SOMEBODY : THINGS, { lately: 2 });
  const look = one && !other ? lookAt(one.kind, one.name, context) : null;
  const words = notSureWords[context.language];
  if (one && look && deny(look, context) === null)
    return { calls: [look], say: null, unsure: true, lead: words.notSure(one.name) };
  return ofLastLook(context);
}
const HE_OR_SHE = /\b(?:he|she|him|her|his|hers)\b/;
const SOMEBODY: readonly ThingKind[] = ['person', 'account', 'author'];
const THINGS: readonly ThingKind[] = [
  ...(['alert', 'incident', 'case', 'rule', 'proposal', 'person', 'camera_event'] as const),
  ...(['account', 'address', 'author'] as const),
];

/** Of several things that were told: of whom, from where or at which camera they were. */
function ofLastLook(context: PlanContext): Plan | null {
  const step = context.history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (!step || !/^(?:search_logs|find_sightings|show_camera)$/.test(step.tool)) return null;
  const { user, ip, country, camera, range, at } = step.args;
  const [what, looks]: [unknown, PlannedCall[]] =
    typeof user === 'string'
      ? [user, [{ tool: 'search_logs', args: { user } }]]
      : typeof ip === 'string'
        ? [ip, [{ tool: 'search_logs', args: { ip } }]]
        : typeof camera === 'string'
          ? [
              camera,
              [
                { tool: 'find_sightings', args: { camera, range: range ?? at ?? 'last_7d' } },
                { tool: 'search_logs', args: { kinds: ['alert'], camera } },
              ],
            ]
          : [country, [{ tool: 'search_logs', args: { country } }]];
  if (typeof what !== 'string' || user === 'me' || looks.some((call) => deny(call, context) !== null)) return null;
  return { calls: looks, say: null, unsure: true, lead: notSureWords[context.language].notSure(what) };
}

function lookAt(kind: string, name: string, { role }: PlanContext): PlannedCall | null {
  switch (kind) {
    case 'alert':
      return can(role, 'alerts.read') ? { tool: 'open_alert', args: { id: name } } : null;
    case 'incident':
      return { tool: 'open_incident', args: { id: name } };
    case 'case':
      return { tool: 'explain_case', args: { id: name } };
    case 'rule':
      return { tool: 'list_rules', args: { id: name } };
    case 'proposal':
      return { tool: 'open_proposals', args: { id: name } };
    case 'person':
      return { tool: 'who_is', args: { label: name } };
    case 'camera_event':
      return { tool: 'show_camera', args: { event: name } };
    case 'account':
      return { tool: 'search_logs', args: { user: name } };
    case 'address':
      return { tool: 'search_logs', args: { ip: name } };
    case 'author':
      return { tool: 'moderation_history', args: { user: name } };
    default:
      return null;
  }
}
