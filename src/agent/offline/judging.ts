import { readEntities } from './entities.ts';
import { STANDS_FOR_PLACE } from './intents/people.ts';
import { ofCameras } from './judging-cameras.ts';
import { type Asked, LEAD, lastStep, nthName, planOf } from './judging-words.ts';
import { namesStanding } from './known-names.ts';
import { args, type Plan, type PlanContext } from './plan-types.ts';
import { personAtHand } from './subjects.ts';
import { meant } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * Questions for a yes, a no or a judgement, of whom or what is named or at hand: “has anybody looked at Jonas yet?”, “was it really him in
 * Jakarta?”, “was he the one at the dock last night?”, “can Priya see that?”, “is that a lot?”, “really nobody?”. Each is answered from what
 * the desk knows: who has an alert, what whoever has the account said, who was seen, what a role may do, how many there were before. A name
 * stands as `@` in these forms.
 */

const LONGEST = 160;
const STUFF = String.raw`(?:(?:'s)?(?: (?:thing|one|alerts?|alarms?|log-?ins?|cases?|break-?in|attacks?|stuff|matter|business|incidents?|problem|story|events?|failures?|accounts?|issue|mess))*)`;
const SO_FAR = String.raw`(?: (?:yet|already|so far|now|at all|today|until now|till now|lately|by now|then|ever|or (?:not|is|are|was|were|still)\b.{0,40}))*[?!. ]*$`;
const AT_IT = String.raw`(?:look\w*(?: (?:at|into|after))?|touch\w*|handl\w*|react\w*(?: (?:to|on))?|respond\w*(?: to)?|(?:tak\w*|took) care of|(?:deal\w*|dealt) with|check\w*(?: (?:on|out|into))?|work\w* (?:on|at)|investigat\w*|own\w*|see|saw|seen|review\w*|acknowledg\w*|pick\w* up|follow\w* up(?: on)?|(?:do|did|done|doing) (?:any|some)thing (?:about|with|for|on)|in charge of|responsible for|busy with|attend\w* to|on(?: top of)?)`;
const SOMEBODY = String.raw`(?:any ?(?:body|one)|some ?(?:body|one)|who(?:ever)?|nobody|no[- ]?one|we|they|you|@)`;
const LOOKED = new RegExp(
  String.raw`(?<!\w)${SOMEBODY}(?: (?:of us|else|here|already|yet|ever|even|actually|really|so far|has|have|had|did|does|is|was|been|not|currently|still))*'?s? ${AT_IT}(?: (?:the|that|this|our|those|these|all|of|about|case|alert|alerts|account))* (?<object>@|${STANDS_FOR_PLACE}|it|that|this|them|those|these)${STUFF}${SO_FAR}`,
);
const SELF = '(?: (?:himself|herself|themselves|themself|for real|really|again|personally|in person))*';
const WAS_IT = new RegExp(
  String.raw`${LEAD}(?:was|is|were|wasn't|isn't|could|might|may|can)(?: (?:it|that|this))(?: (?:really|actually|truly|be|have been|been|just|maybe|perhaps|not|even))* (?<who>him|her|them|he|she|they|@)${SELF}(?<where>(?: (?:in|from|at|on|out of|over in|last|yesterday|today) ?.{0,40}?)?(?: (?:who|that) .{3,40}?)?)${SELF}(?: or .{3,40})?[?!. ]*$`,
);
const ACCESS = String.raw`(?:allowed to|able to|permitted to|also|even|then|actually|really|still|just|have|has|got|get|the|any|access|rights?|permission|to)`;
const VERB = String.raw`(?<verb>see|read|open|look(?: at| into)?|view|access|watch|change|edit|close|approve|reject|delete|assign|handle|acknowledge|modify|switch off|turn off)`;
const THING = String.raw`(?<what>it|that|this|them|these|those|one|(?:(?:the|our|that|this|these|those|any|all|such) )*(?:alerts?|alarms?|incidents?|tickets?|cameras?|pictures?|cases?|rules?|log-?ins?|logs?|proposals?)|(?:inc|alr|cam|case|rule|prop)-\d{1,9})`;
const MAY = new RegExp(
  String.raw`${LEAD}(?:can|may|could|is|does|do|would|will|has)(?: ${ACCESS})* @(?: ${ACCESS})*(?: ${VERB})?(?: ${ACCESS})*(?: ${THING})?(?: (?:too|as well|also|now|here|then|at all|or (?:not|only|just)\b.{0,30}))*[?!. ]*$`,
);
const MUCH = String.raw`(?:a lot|many|much|too (?:many|much|high|low|few)|high|low|few|normal|usual|unusual|good|bad|ok(?:ay)?|fine|worrying|alarming|typical|common|average|more than usual|less than usual)`;
/** “is that a lot?”, “is 40 failures for Tomas usual?”, also behind what it is asked of. */
const A_LOT = new RegExp(
  String.raw`^(?<front>.*?)(?:^|[,.;:?!–-]+ *|\band )(?:(?:and|so|but|ok(?:ay)?|hm+)[ ,]+)*(?:is|was|are|were|isn't|aren't|does|do|would you (?:call|say))(?: (?:that|this|it|those|these|they|there|(?<subject>\d.{2,60}?)))?(?: (?:seem|look|sound|count as|be|is|are|really|very|so|now|all|quite|rather|actually))* ${MUCH}(?: (?:for (?:us|one|a|such)\b.{0,20}|or (?:not|is|are|what|normal|usual|little|few).{0,20}|here|now|then|really))*[?!. ]*$`,
);
const PEAK = new RegExp(
  String.raw`${LEAD}(?:what|which|when|where|who|how (?:high|much))\b.{0,25}\b(?:peak|highest|maximum|max|busiest|biggest|most|top|worst)\b.{0,25}$`,
);

/** Such a question as a plan; null for every other message. */
export function judging(text: string, context: PlanContext, read: (text: string) => Plan): Plan | null {
  if (text.length > LONGEST) return null;
  const { norm } = readUtterance(text, context.language);
  const names = namesStanding(text, context);
  const said = names.reduce((all, name) => all.replaceAll(standing(name), '@'), norm.trim());
  const asked = { said, names, text };
  return (
    mayThey(asked, context) ??
    whoLooked(asked, context) ??
    wasItThem(asked, context) ??
    ofCameras(asked, context) ??
    howMany(asked, context, read) ??
    peakOf(asked, context)
  );
}

const standing = (name: string): RegExp =>
  new RegExp(
    String.raw`(?<![\p{L}\p{N}])${name.toLowerCase().replaceAll(/[.*+?^$()|[\]{}\\]/g, String.raw`\$&`)}(?![\p{L}\p{N}])`,
    'gu',
  );

/** “has anybody looked at Jonas yet?”: the alerts and incidents of whom or what is named, and who has them. */
function whoLooked(asked: Asked, context: PlanContext): Plan | null {
  const found = LOOKED.exec(asked.said);
  const object = found?.groups?.object;
  if (!found || object === undefined) return null;
  if (/^placeq/.test(object))
    return planOf([{ tool: 'search_logs', args: { kinds: ['alert'], camera: object } }], context, { asked: 'who' });
  if (object === '@') {
    const user = nthName(asked, found.index + found[0].lastIndexOf('@'));
    const author = context.names?.find(({ bears }) => user && bears.includes(user.toLowerCase()));
    if (user === undefined) return null;
    if (author?.author && author.accounts.length === 0)
      return planOf([{ tool: 'moderation_history', args: { user } }], context);
    return planOf([{ tool: 'search_logs', args: { kinds: ['alert', 'incident'], user } }], context, { asked: 'who' });
  }
  // who of several works on which is counted
  if (/^who\b/.test(found[0])) return null;
  const last = lastStep(context);
  const kinds = Array.isArray(last?.args.kinds) ? last.args.kinds : [];
  const isOfAlerts =
    last?.tool === 'search_logs' &&
    kinds.length > 0 &&
    kinds.every((kind) => kind === 'alert' || kind === 'incident') &&
    last.args.group_by === undefined;
  return isOfAlerts ? planOf([{ tool: 'search_logs', args: { ...last.args } }], context, { asked: 'who' }) : null;
}

/** “was it really him in Jakarta?”: what the alert about that says of whether somebody was asked. */
function wasItThem(asked: Asked, context: PlanContext): Plan | null {
  const found = WAS_IT.exec(asked.said);
  const { who, where = '' } = found?.groups ?? {};
  if (!found || who === undefined || (context.pictures ?? 0) + (context.earlierPictures ?? 0) > 0) return null;
  const entities = readEntities(asked.said, context.now, context.timeZone);
  if (entities.refs.length > 0 || entities.ip) return null;
  // of the one thing at hand there are readings of their own
  if (who !== '@' && where.trim() === '') return null;
  if (new RegExp(STANDS_FOR_PLACE).test(where)) return null;
  const user = who === '@' ? nthName(asked, found.index + found[0].indexOf('@')) : personAtHand(context)?.user;
  if (user === undefined) return null;
  const about = (where.match(/\p{L}{4,}/gu) ?? []).filter(
    (word) => !/^(?:from|over|that|last|yesterday|today)$/.test(word),
  );
  const { time } = entities;
  return planOf(
    [
      {
        tool: 'search_logs',
        args: args({ kinds: ['alert'], user, range: time && !time.problem ? time.range : undefined }),
      },
      { tool: 'open_alert', args: {}, needs: 'shown', about },
    ],
    context,
    { asked: 'them' },
  );
}

/** “can Priya see that?”: by her role. */
function mayThey(asked: Asked, context: PlanContext): Plan | null {
  const found = MAY.exec(asked.said);
  const { verb, what } = found?.groups ?? {};
  if (!found || (verb === undefined && what === undefined) || !context.tools.has('list_members')) return null;
  const kind = kindOf(what, context);
  const name = nthName(asked, found.index + found[0].indexOf('@'));
  if (kind === null || name === undefined) return null;
  const isChange = verb !== undefined && !/^(?:see|read|open|look|view|access|watch)/.test(verb);
  const permission = `${OF_KIND[kind]}.${isChange ? 'write' : 'read'}` as const;
  return planOf([{ tool: 'list_members', args: { name } }], context, { mayDo: { permission, what: kind } });
}
const OF_KIND = {
  alerts: 'alerts',
  incidents: 'incidents',
  cameras: 'cameras',
  cases: 'moderation',
  rules: 'rules',
  logins: 'logs',
} as const;
const WORDS_FOR: readonly [RegExp, keyof typeof OF_KIND][] = [
  [/\balert|\balarm|\balr-/, 'alerts'],
  [/\bincident|\bticket|\binc-/, 'incidents'],
  [/\bcamera|\bpicture|\bcam-/, 'cameras'],
  [/\bcase/, 'cases'],
  [/\brule|\bproposal|\bprop-/, 'rules'],
  [/\blog/, 'logins'],
];
const KIND_OF = {
  alert: 'alerts',
  incident: 'incidents',
  camera: 'cameras',
  camera_event: 'cameras',
  person: 'cameras',
  case: 'cases',
  rule: 'rules',
  proposal: 'rules',
  event: 'logins',
} as const;

/** Of what a right is asked: of what is named, else of what the conversation is at. */
function kindOf(what: string | undefined, { history }: PlanContext): keyof typeof OF_KIND | null {
  const named = what === undefined ? undefined : WORDS_FOR.find(([words]) => words.test(what))?.[1];
  if (named) return named;
  const step = history.at(-1)?.steps.findLast(({ ok }) => ok)?.tool;
  const opened =
    step &&
    {
      open_incident: 'incidents',
      update_incident: 'incidents',
      open_alert: 'alerts',
      list_rules: 'rules',
      show_camera: 'cameras',
    }[step];
  if (opened) return opened as keyof typeof OF_KIND;
  const [thing] = meant(history, Object.keys(KIND_OF) as (keyof typeof KIND_OF)[]);
  return thing ? KIND_OF[thing.kind as keyof typeof KIND_OF] : null;
}

/** “is that a lot?”: beside the time before; of an alert, what its rule holds for too many. */
function howMany({ said, names }: Asked, context: PlanContext, read: (text: string) => Plan): Plan | null {
  const found = A_LOT.exec(said);
  if (!found || / for (?:@|him|her|them)\b[^@]*$/.test(found[0].replace(found.groups?.subject ?? '', ''))) return null;
  let next = 0;
  const named = (text: string): string => text.replaceAll('@', () => names[next++] ?? '');
  const front = named((found.groups?.front ?? '').trim());
  const subject = named(found.groups?.subject ?? '');
  const before = lastStep(context);
  // an alert is told with how many its rule holds for too many
  if (front.length <= 8 && subject !== '' && before?.tool === 'open_alert' && !found[0].includes('@'))
    return planOf([{ tool: 'open_alert', args: { ...before.args } }], context, { asked: 'why' });
  // so many within so long is what a rule holds against its own number
  if (/\b(?:in|within) \d/.test(subject)) return null;
  const own = [front, subject].find((text) => text.length > 8 && /\p{L}{3}/u.test(text));
  const [call, other] = own === undefined ? [] : read(own).calls;
  const step = own === undefined ? before : other ? undefined : call;
  if (step?.tool !== 'search_logs') return null;
  const { group_by: _by, order: _order, limit: _limit, min_count: _least, compare_to, ...rest } = step.args;
  return planOf([{ tool: 'search_logs', args: { ...rest, compare_to: compare_to ?? 'previous' } }], context);
}

/** “what was the peak there?”, of what was counted by day or hour. */
function peakOf({ said }: Asked, context: PlanContext): Plan | null {
  const last = lastStep(context);
  if (last?.tool !== 'search_logs' || !PEAK.test(said) || !/^(?:day|hour|weekday)$/.test(String(last.args.group_by)))
    return null;
  const entities = readEntities(said, context.now, context.timeZone);
  if (entities.refs.length > 0 || entities.time || entities.kinds.length > 0 || entities.groupBy) return null;
  return planOf([{ tool: 'search_logs', args: { ...last.args, order: 'worst', limit: 1 } }], context);
}
