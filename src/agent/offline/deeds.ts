import { can, rolesWith } from '../../domain/role.ts';
import { unrecordedWords } from '../../messages/catalogue/unrecorded.ts';
import { roleRefusal } from './abilities.ts';
import { findRefs } from './entities.ts';
import { isMemberName } from './known-names.ts';
import { args, type PastTurn, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { findTime } from './times.ts';
import { meant } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * What people did in SafeNest: “what did Ada do this week?”, “did Sam change anything?”, “who changed RULE-8?”, “what was done since yesterday?”.
 * The audit log has it, for whoever may read that; it is neither the logins of their accounts nor the alerts about them. Such a message is one
 * question as a whole, about a member who is known here by that name.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hey|hi|please|also|then|now|tell me|show me|can you tell me|could you tell me|do you know|i wonder|just|morning|exactly|in safenest)[\s,.!:]+)*`;
const TAIL = String.raw`(?:[\s,]+(?:here|in (?:here|safenest|the (?:tool|desk|console|app|system))|exactly|actually|really|lately|recently|so far|all|at all|in total|please|then|by (?:him|her|them)self|to it|with it|about it|for us|at work|on shift|of (?:importance|note)))*[\s,]*[?!. ]*$`;
const WHO = String.raw`(?<who>@?[\p{L}][\p{L}.'-]*(?: [\p{L}][\p{L}'-]*)??)`;
const DO = String.raw`(?:do|does|done|did|doing|up to|change[ds]?|changing|decide[ds]?|approve[ds]?|reject(?:ed|s)?|edit(?:ed)?|touch(?:ed)?|alter(?:ed)?|handle[ds]?|accomplish(?:ed)?|work(?:ed|ing)? on|busy with|get(?:ting)? done|settle[ds]?|modif(?:y|ied))`;
const CHANGED = String.raw`(?:chang(?:e|ed|ing)|edit(?:ed)?|touch(?:ed)?|alter(?:ed)?|modif(?:y|ied)|adjust(?:ed)?|set(?: up)?|ma[kd]e|create[ds]?|draft(?:ed)?|propose[ds]?|add(?:ed)?|delete[ds]?|remove[ds]?|switch(?:ed)?(?: (?:on|off))?|turn(?:ed)?(?: (?:on|off))?|activate[ds]?|disable[ds]?|enable[ds]?|retire[ds]?|approve[ds]?|accept(?:ed)?|reject(?:ed)?|decline[ds]?|decide[ds]?(?: on)?|sign(?:ed)? off(?: on)?|rename[ds]?|tune[ds]?|loosen(?:ed)?|tighten(?:ed)?|ask(?:ed)? for|request(?:ed)?)`;
const THINGS = String.raw`(?:rules?|settings?|configuration|config|proposals?|alerts?|incidents?|cases?|members?|users?|people|persons?|cameras?|channels?|reports?|policy|policies|permissions?|roles?|thresholds?|things?|stuff)`;
const form = (body: string): RegExp => new RegExp(`${LEAD}${body}${TAIL}`, 'u');

/** “what did Ada do”, “what has Sam been up to” */
const DID = form(
  String.raw`(?:what (?:all |else |exactly )?(?:did|has|have|had|was|is|were|does) ${WHO} (?:been |already |just |all |even )*${DO}|(?:show|list|give)(?: me)? (?:what ${WHO2('a')} (?:did|has done|changed|has changed)|(?:the )?(?:actions?|activit(?:y|ies)|changes|deeds|doings|audit (?:log|trail|entries)) (?:of|by) ${WHO2('b')}))`,
);
/** Another place for the name: a group may stand in a pattern once. */
function WHO2(name: string): string {
  return WHO.replace('<who>', `<who_${name}>`);
}
/** “did Sam change anything”, “has Maria approved something” */
const DID_ANY = form(
  String.raw`(?:did|has|have) ${WHO} (?:ever |already |also |just |actually )*${CHANGED}(?: (?:with|to|on|about))? (?:anything|something|much|a lot|any(?: of)?(?: (?:the|our))?(?: \w+)? ?${THINGS}|(?:the |our )?${THINGS})(?: (?:in|on|of|about) (?:the |our )?${THINGS})?`,
);
const DID_DO = form(
  String.raw`(?:did|has|have|was|is) ${WHO} (?:ever |already |also |just |actually |been )*(?:do(?:ne|ing)? (?:anything|something|much|a lot|any work)|active|busy|work(?:ed|ing)?)`,
);
/** “what changes did Ada make”, “which rules did Ada change” */
const WHICH_DID = form(
  String.raw`(?:what|which|how many) (?:of (?:the|our) )?(?:changes|${THINGS}) (?:did|has|have|were|was) (?:(?:made|done|changed|approved|rejected|edited) by )?${WHO}(?: (?:already |also )*${CHANGED})?`,
);
/** “who changed RULE-8”, “who approved that proposal” */
const WHO_CHANGED = form(
  String.raw`who(?:'s| has| had| was it (?:that|who)| all| else)? (?:last |first |actually |just |recently )*${CHANGED}(?: (?:up|on|off|down))?(?: (?<what>it|that|this|them|those|these|(?:the|that|this|our|those|these|any|a)(?: [\w-]+){0,3}? ${THINGS}|${THINGS}|(?:rule|prop|cam|rpt)-\d+|something|anything|what)(?: (?:on|off|up|in .{3,30}))?)?`,
);
const CHANGED_BY = form(
  String.raw`(?:by who(?:m)? (?:was|were|has|is)|who was (?:it|that)) .{0,20}?(?:(?<what>it|that|this|(?:rule|prop)-\d+|(?:the|that|this) (?:rule|proposal))\b).{0,12}\b(?:changed|made|created|approved|rejected|switched (?:on|off)|turned (?:on|off)|proposed|drafted)(?: by)?`,
);
/** “what was done”, “what changed”, “what did people do” */
const WAS_DONE = form(
  String.raw`(?:(?:what|how much|anything)(?: all| else)? (?:was|were|has been|have been|got|did get) (?:\w+ )?(?:done|changed|decided|edited|altered|approved)(?: (?:by (?:us|people|the team|others|everyone|everybody|colleagues|anyone|anybody|the (?:admins|officers)))?)?|what (?:did|have|has) (?:people|every(?:one|body)|the (?:team|others|admins?|officers?|managers?|moderators?)|(?:the )?others|my (?:colleagues|team)|colleagues|we|they all) (?:all |been )*${DO}|who (?:did|has done|changed|decided|approved|touched) what|(?:(?:what|which|any|all|the|show(?: me)?(?: the| all)?|list(?: the| all)?)(?: of the)?(?: (?:latest|last|recent|newest))? changes(?: (?:were|was|have been|are there|did we|got|to (?:the |our )?${THINGS}|of (?:the |our )?${THINGS}|in (?:the |our )?${THINGS}))*(?: (?:made|done))?)|(?:was|were|has|have) (?:anything|something|any (?:of (?:the|our) )?${THINGS}) (?:been )?(?:changed|edited|altered|touched)|did (?:anyone|anybody|someone|somebody) (?:else )?${CHANGED} (?:anything|something|any(?: of (?:the|our))? ?${THINGS}|an? ${THINGS}|(?:the |our )?${THINGS})|(?:what|which)(?: of (?:the|our))? ${THINGS} (?:was|were|have been|has been|got)(?: recently| lately)? (?:changed|edited|approved|rejected|made|created))`,
);
/** “and Maria?”, “what about Sam?” */
const ANOTHER = new RegExp(String.raw`^(?:(?:and|what about|how about|so|or|now)[\s,]+)+${WHO}[?!. ]*$`, 'u');

const LONGEST = 160;
const AREAS: readonly [RegExp, string][] = [
  [/\brules?\b|\bthresholds?\b/, 'rules'],
  [/\bproposals?\b|\bapprove|\breject|\bdecid/, 'proposals'],
  [/\bincidents?\b/, 'incidents'],
  [/\balerts?\b/, 'alerts'],
  [/\bcases?\b/, 'cases'],
  [/\bmembers?\b|\busers?\b|\broles?\b|\bpermissions?\b/, 'members'],
  [/\bcameras?\b/, 'cameras'],
  [/\bchannels?\b/, 'channels'],
];

/** Such a question as a look into the audit log; null for every other. */
export function deeds(message: string, context: PlanContext): Plan | null {
  if (message.length > LONGEST) return null;
  const { norm } = readUtterance(message, context.language);
  const { said, range } = withoutTime(norm, context);
  const again = another(said, range, context);
  if (again) return look(again, context);
  const asked = DID.exec(said) ?? DID_ANY.exec(said) ?? DID_DO.exec(said) ?? WHICH_DID.exec(said);
  const who = asked && Object.entries(asked.groups ?? {}).find(([, name]) => name !== undefined)?.[1];
  if (typeof who === 'string' && isSomebody(who, context)) return ofMember(said, who, range, context);
  // what others may look at without the audit log they are told by other readings
  if (!can(context.role, 'audit.read')) return changedRule(said, context);
  const found = WHO_CHANGED.exec(said) ?? CHANGED_BY.exec(said);
  if (found) return ofThing(said, found.groups?.what, range, context);
  if (WAS_DONE.test(said) && !(range === undefined && AT_HAND.test(said) && context.history.length > 0))
    return look({ of: areaIn(said), range }, context);
  return null;
}

/** What one member did; who may not read the audit log is shown the logins of their account, unless they speak of changes. */
function ofMember(said: string, typed: string, range: string | undefined, context: PlanContext): Plan | null {
  const { role, language, tools } = context;
  const isAsker = ASKER.test(typed);
  const who = isAsker ? 'me' : typed.replace(/^@/, '');
  if (can(role, 'audit.read')) {
    const of = DID_ANY.test(said) || WHICH_DID.test(said) ? areaIn(said) : undefined;
    return look({ who, of, range }, context);
  }
  if (isAsker) return null;
  if (SPEAKS_OF_CHANGES.test(said)) return look({ who, range }, context);
  return can(role, 'logs.read') && tools.has('search_logs')
    ? {
        calls: [{ tool: 'search_logs', args: args({ user: who, range }) }],
        say: { why: 'not_here', text: unrecordedWords[language].deeds },
      }
    : null;
}
const ASKER = /^(?:i|me|myself)$/;

/** Who changed a rule last stands with the rule, for whoever may read those. */
function changedRule(said: string, { tools, role }: PlanContext): Plan | null {
  const [rule, other] = WHO_CHANGED.test(said) ? findRefs(said).refs : [];
  return rule?.kind === 'rule' && !other && tools.has('list_rules') && can(role, 'rules.read')
    ? { calls: [{ tool: 'list_rules', args: { id: rule.ref } }], say: null, asked: 'rule_made' }
    : null;
}
const SPEAKS_OF_CHANGES =
  /\b(?:chang|edit|approv|reject|decid|alter|modif|touch|settings?|in safenest|in the (?:tool|desk|console|app))/;
/** “what was done?” may be said of what was just told. */
const AT_HAND = /^(?:(?:and|so|ok(?:ay)?)[ ,]+)*what (?:was|were|has been|have been) (?:done|changed|decided)[?!. ]*$/;

const areaIn = (said: string): string | undefined => AREAS.find(([words]) => words.test(said))?.[1];

const isSomebody = (who: string, context: PlanContext): boolean =>
  ASKER.test(who) || isMemberName(who.replace(/^@/, ''), context);

/** Who changed a rule or a proposal: that which is named, which is at hand, or all of the kind. */
function ofThing(said: string, what: string | undefined, range: string | undefined, context: PlanContext): Plan | null {
  const named = findRefs(said).refs.filter(({ kind }) => /^(?:rule|proposal|camera|report)$/.test(kind));
  const [ref, other] = named.map((one) => one.ref);
  if (other !== undefined) return null;
  if (ref !== undefined) return look({ about: ref, range }, context);
  if (what === undefined) return null;
  const isPlain = /^(?:it|that|this)$/.test(what);
  const pointed = isPlain || /^(?:that|this|the) (?:rule|proposal)$/.test(what);
  if (!pointed) {
    // who settled alerts and opened incidents stands with those
    if (/\b(?:alerts?|incidents?|cases?|people|persons?|reports?)\b/.test(what)) return null;
    return /\b(?:rules?|proposals?|settings?|config|configuration|something|anything|what|members?|cameras?|channels?|policy|policies|roles?|permissions?)\b/.test(
      what,
    )
      ? look({ of: areaIn(what), range }, context)
      : null;
  }
  const kinds = /\bproposal/.test(what) ? (['proposal'] as const) : /\brule/.test(what) ? (['rule'] as const) : BOTH;
  const [one, two] = meant(context.history, kinds, { lately: isPlain ? 2 : 4 });
  if (!one || two) return null;
  return look({ about: one.name, range }, context);
}
const BOTH = ['proposal', 'rule'] as const;

/** “and Maria?”, “and yesterday?” after what somebody did was told. */
function another(said: string, range: string | undefined, { history, ...context }: PlanContext): Deeds | null {
  const last = lastDeeds(history);
  if (!last) return null;
  const who = ANOTHER.exec(said)?.groups?.who;
  if (typeof who === 'string' && isSomebody(who, { ...context, history }))
    return { ...last, about: undefined, who, range: range ?? last.range };
  return range !== undefined && ONLY_TIME.test(said) ? { ...last, range } : null;
}
const ONLY_TIME = /^(?:\W|\b(?:and|what|about|how|so|then|now|in|on|the|for|or|was|is|it)\b)*$/;

type Deeds = Partial<Record<'who' | 'about' | 'of' | 'range', string | undefined>>;

function lastDeeds(history: readonly PastTurn[]): Deeds | null {
  const step = history.at(-1)?.steps.findLast(({ ok }) => ok);
  return step?.tool === 'who_did_what' ? (step.args as Deeds) : null;
}

/** The message without its time, and that as a range. */
function withoutTime(norm: string, { now, timeZone }: PlanContext): { said: string; range: string | undefined } {
  const time = findTime(norm, now, timeZone);
  if (!time || time.problem) return { said: norm, range: undefined };
  const bare = time.spans.reduce(
    (text, [from, to]) => text.slice(0, from) + ' '.repeat(to - from) + text.slice(to),
    norm,
  );
  const said = bare
    .replaceAll(/\s+/g, ' ')
    .replace(/ (?:since|in|on|during|from|over|for|at|until)(?= ?[?!.]*$)/, '')
    .trim();
  return { said, range: time.range };
}

function look(asked: Deeds, context: PlanContext): Plan {
  const { role, language, tools } = context;
  if (!can(role, 'audit.read'))
    return { calls: [], say: { why: 'role', text: roleRefusal('audit', context, rolesWith('audit.read')) } };
  const call: PlannedCall = { tool: 'who_did_what', args: args(asked) };
  return tools.has('who_did_what')
    ? { calls: [call], say: null }
    : { calls: [], say: { why: 'not_here', text: unrecordedWords[language].ownDay } };
}
