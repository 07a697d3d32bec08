import { parseUntil } from '../../domain/until.ts';
import { aboutRuleWords } from '../../messages/catalogue/about-rule.ts';
import { findRefs } from './entities.ts';
import { isKnownName } from './known-names.ts';
import { deny } from './permitted.ts';
import { args, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { readHoursChange } from './rule-hours.ts';
import { meant, theOne } from './told.ts';
import { readUtterance } from './utterance.ts';

/*
 * Rules as things one speaks of: by reference, by what they are called or are about (“the new device rule”, “the people at main gate alerts”), by the
 * alert at hand, or as the rule that was told of last. How noisy one is, whom it was about and since when there is it; and what is to change in it:
 * muted for somebody until a time, other hours, another number, off. A change is proposed, or asked about where it says too little.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|hm+|hey|hi|please|also|then|now|tell me|show me|can you tell me|could you tell me|do you know|i wonder|just|btw|by the way|actually|right)[\s,.!:]+)*`;
const END = String.raw`(?:[\s,]+(?:please|then|now|again|exactly|actually|really|lately|recently|so far|at all|in general|usually|thanks|instead|these days|right now|for now|or not))*[\s?!.]*$`;
const NAME = String.raw`(?<named>(?!(?:have|has|had|do|does|did|we|you|that|this|the|our|its?|an?|any|which|what|no|every|each|all|some|of|for|about|on|those|these)\b)(?!(?:same|new|last|first|other|next|whole|latest|previous|right|wrong|only|proposed|drafted|best|noisiest|loudest|worst)\b rules?)[\p{L}\d][\p{L}\d'/-]*(?: [\p{L}\d][\p{L}\d'/-]*){0,6}?)`;
/** How a rule is pointed at, in the order in which it is tried. */
const REF = String.raw`(?:the |our )?(?:rule )?(?<ref>rule[- ]?\d{1,6})(?: rule)?(?:'s)?`;
const CALLED = String.raw`(?:(?:the|our|that|this|my) )?(?:rule (?:about|for|on|against|called|named|of|that (?:looks at|watches|is about|catches|tells(?: us)? about|notices)) (?:the |our |an? )?${NAME}|${NAME} rules?(?:'s)?)`;
const IT = String.raw`(?<it>it|that|this|them|those|these|(?:that|this|the) (?:rule|one|thing)|(?:the|that|this) rule behind (?:it|that|this|the alert)|(?:its|that alert's|the alert's) rule|(?:that|this|those|these|such) (?:alerts?|alarms?)|one of those|of those)`;
const ALERTS = String.raw`(?:(?:the|our|those|these|that|all the|all those) )?${NAME} (?:alerts?|alarms?|warnings?)`;
/** A pattern for each way of pointing. */
const pointing = (body: (which: string) => string, more: readonly string[] = []): RegExp[] =>
  [REF, CALLED, ...more, IT].map((which) => new RegExp(`${LEAD}${body(which)}${END}`, 'u'));

const TIMES = String.raw`(?: (?:in|over|during|for|within) (?:the )?(?:last|past) (?:\d+ |few |couple of )?(?:days?|weeks?|months?)| (?:this|last) (?:week|month)| per (?:day|week|month)| a (?:day|week|month))?`;
const NOISY = String.raw`(?:noisy|loud|chatty|busy|active|annoying|sensitive|useful|good|bad|reliable|accurate|effective|productive)`;
const FIRES = String.raw`(?:fire[ds]?|go(?:es)? off|went off|trigger(?:s|ed)?|alert(?:s|ed)?|raise[ds]?|ring|hit|hits|match(?:es|ed)?|show up|come[s]?|happen(?:s|ed)?|caught|catch)`;
const NOISE = pointing(
  (which) =>
    String.raw`(?:how (?:very |really )?${NOISY}(?: (?:is|was|has|are)) (?:rule )?${which}(?: been)?${TIMES}|(?:is|was|has|are) ${which} (?:been )?(?:really |very |too |that |so |quite |at all )*${NOISY}${TIMES}|how (?:often|much|frequently|many times) (?:does|did|has|do|is|have) ${which} (?:been |really )?${FIRES}(?: (?:anything|off|up|alerts?|us))?${TIMES}|does ${which} (?:often |ever |really )*${FIRES}(?: (?:a lot|often|much|anything|at all|all the time))?${TIMES}|how many (?:alerts?|alarms?|hits?|false (?:alarms?|positives?)|times)(?: (?:alerts? )?(?:does|did|has|do|have|come from|came from|are from|were from|from|of|by|for)) ${which}(?: (?:really |ever )?(?:raised?|${FIRES}|made?|caused?|produced?|given?|have|had|get|got))?${TIMES}|how many of (?:its|those of|the alerts of|the alerts from|alerts from) ?(?:alerts |${which}|${which} alerts )?(?:were|was|are|is|have been) (?:judged |called |marked )?(?:as )?(?:false|false alarms?|false positives?|real|wrong|right|judged)${TIMES}|(?:who|whom|what accounts?|which accounts?|what|which people)(?: all)? (?:did|has|does|have) ${which} (?:ever |already )?(?:catch|caught|found|find|hit|flag(?:ged)?|alert(?:ed)? (?:on|about)|be about|been about|concern(?:ed)?|raised?(?: alerts)? (?:about|for|on))|(?:who|whom|what|which accounts) (?:was|were|is|are) (?:the alerts of |alerts from )?${which}(?:'s alerts)? (?:about|for|on|against)|(?:is|are|was|were) (?:there )?(?:a lot of|many|any) (?:false alarms?|false positives?|alerts?|noise) (?:from|by|of|with) ${which}${TIMES}|(?:the )?(?:noise|noise level|stats|statistics|numbers|figures|track record|history|performance|false alarm rate|hit rate) (?:of|for|on|from) ${which}${TIMES}|(?:do|should|would) (?:we|i) (?:really )?(?:need|keep|want) ${which}|is ${which} worth (?:it|keeping|having))`,
);
const MADE = pointing(
  (which) =>
    String.raw`(?:who(?:'s| has| had)? (?:made|created|wrote|set up|added|drafted|introduced|proposed|invented|came up with) ${which}(?:,? and when)?|when (?:was|were|did (?:we|you|they|someone) (?:make|add|set up|create|introduce|get|switch on)) ${which}(?: (?:made|created|added|set up|drafted|introduced|switched on|put in(?: place)?))?(?:,? (?:and )?by who(?:m)?)?|how old is ${which}|(?:since when|how long) (?:do|have|has|did|is|are) (?:we |there )?(?:have|had|got|been|had)? ?${which}(?: (?:been )?(?:on|active|there|in place|running|around))?|by whom (?:was|were) ${which} (?:made|created|added)|where does ${which} come from|whose (?:idea (?:was|is) ${which}|is ${which}|rule is ${which}))`,
);
const LOOKS = pointing(
  (which) =>
    String.raw`(?:what (?:does|do|is|did|would) ${which} (?:actually |even |really |exactly )*(?:do|does|look at|look for|watch(?: for)?|check|mean|catch|detect|notice|for|about|looking (?:at|for)|good for|meant to do|supposed to do|monitor|count)|(?:explain|describe|show|open|see|look at|tell me about|what about|what's|what is)(?: me| to me| us)? ${which}(?: (?:to me|in plain words|in detail|rule))?|(?:when|how) (?:does|will|would) ${which} (?:fire|trigger|go off|alert|work|raise)|which (?:accounts|cameras|hours|countries|logins) does ${which} (?:look at|watch|cover|count)|is ${which} (?:on|active|off|a draft|switched (?:on|off)|enabled|running|disabled)|(?:details|settings|parameters|conditions|threshold|thresholds|severity|hours) (?:of|for|in) ${which}|what (?:are|is) the (?:settings|parameters|conditions|thresholds?|severity|hours|limit) (?:of|for|in) ${which})`,
);
const WHO = String.raw`(?<who>(?!(?:me|us|now|today|tonight|tomorrow|everyone|everybody|all|a|an|the|good|ever|while|\d+)\b)@?[\p{L}\d][\p{L}\d._@+*'-]*(?: (?!until|till|til|for|because|since|please|from|up)[\p{L}][\p{L}'-]*)?)`;
const UNTIL = String.raw`(?:,? (?:(?:for|until|till|til|up to|through) (?:the next |the )?(?<until>[\p{L}\d][\p{L}\d:.' -]{0,40}?)|(?<until2>tomorrow|tonight|today|this week|for now|(?:over|during) the weekend)))?`;
const WHY = String.raw`(?:(?:,|;|:| -)? (?:because|since|as|,) ?(?<why>(?:he|she|they|it|we|i|there|her|his|their|the|that)(?:'s|'re| is| are| has| have| was| gets?| got)? .{2,120}?))?`;
const MUTES = String.raw`(?:mute|silence|snooze|quiet(?:en)?|hush|suppress|pause|ignore|stop|shut up|turn off|switch off|disable|suspend)`;
const MUTE = pointing(
  (which) =>
    String.raw`(?:can (?:you|we) |could (?:you|we) |let's |i want to |i'd like to |we should )*(?:${MUTES} ${which} (?:for|about|on|of|regarding|when it(?:'s| is)) ${WHO}(?:'s account| account)?${UNTIL}|(?:${MUTES}|exempt|exclude|except|spare|leave|skip) ${WHO} (?:out )?(?:from|of|for|in|on|with) ${which}${UNTIL}|(?:make|add|set|put in) (?:an |a temporary )?(?:exception|exemption) (?:to|from|for|in|on) ${which} for ${WHO}${UNTIL}|(?:make|add|set) (?:an |a temporary )?(?:exception|exemption) for ${WHO} (?:in|on|to|from|for) ${which}${UNTIL}|(?:no (?:more )?(?:of )?|don't (?:alert|warn|tell)(?: me| us)? (?:about |with )?|no (?:more )?alerts (?:from|of|by) )${which} (?:for|about|on) ${WHO}${UNTIL})${WHY}`,
  [ALERTS],
);
const MUTE_ALL = pointing(
  (which) =>
    String.raw`(?:can (?:you|we) |could (?:you|we) |let's )*(?:mute|silence|snooze|quiet(?:en)?|hush|suppress|pause) ${which}${UNTIL}`,
);
const LEAVE_OUT = pointing(
  (which) =>
    String.raw`(?:can (?:you|we) |could (?:you|we) |let's |we should )*(?:(?:leave|keep|take) ${WHO} out of ${which}|(?:exclude|exempt|except|spare|remove) ${WHO} (?:from|in|of) ${which}|${which} (?:should|must|needs to) (?:leave out|ignore|skip|spare) ${WHO})(?: (?:for good|forever|permanently|always|from now on|altogether))?`,
);
const SWITCH = pointing(
  (which) =>
    String.raw`(?:can (?:you|we) |could (?:you|we) |let's |i want to |we should )*(?:(?<off>switch|turn|disable|deactivate|retire|shut|stop|kill|drop|get rid of)(?: off| down)? ${which}(?: (?:off|down|completely|altogether))?|(?:take) ${which} offline)${UNTIL}`,
);
const CHANGES = String.raw`(?:make|set|change|move|shift|push|start|run|have|let|put|limit|restrict|only)`;
const CLOCKED = String.raw`(?<hours>(?:(?:only |just |not |always )?(?:from|after|between|before|until|till|at|start(?:ing)? (?:at|from)|begin(?:ning)? (?:at|from)|to) )?(?:(?:from|at|only|after|between|before) )?\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|h|hrs|o'clock|uhr)?(?: ?(?:-|to|and|until|till|through) ?\d{1,2}(?:[:.]\d{2})? ?(?:am|pm|h|hrs|o'clock|uhr)?)?(?: on)?(?: (?:instead of|rather than|not) \d{1,2}(?:[:.]\d{2})? ?(?:am|pm|h)?)?)`;
const HOURS = pointing(
  (which) =>
    String.raw`(?:can (?:you|we|i) |could (?:you|we|i) |let's |i want to |we should |maybe |why not |how about (?:we )?)*(?:(?:only )?${CHANGES} (?:the hours of |the time of |the start of )?${which} (?:only |just |to |be |start |begin |look |run |fire |alert |count |watch |work )*${CLOCKED}|${which} (?:should|must|could|needs to|has to|can|shall|ought to) (?:only |just |rather |better )?(?:be |start |begin |look |run |fire |alert |count |watch |work |go off )*(?:only |just )?${CLOCKED}|(?:raise |start |run )?${which} (?:only|just) ${CLOCKED})`,
  [ALERTS],
);
const NUMBER = String.raw`(?<number>\d{1,5})`;
const THRESHOLD = pointing(
  (which) =>
    String.raw`(?:can (?:you|we|i) |could (?:you|we|i) |let's |i want to |we should |maybe )*(?:(?:raise|increase|bump|lift|set|change|lower|reduce|decrease|put|move|drop|up) (?:the (?:threshold|limit|number|count) (?:of|for|in|on) )?${which}(?:'s (?:threshold|limit))?(?: up| down)? (?:to|at) (?:more than |over |at least |above )?${NUMBER}(?: (?:failed|failures?|log-?ins?|sign-?ins?|attempts?|tries|accounts?|times|instead.{0,20}))*|make ${which} (?:more than |at least )?${NUMBER}(?: instead.{0,20})?|${which} (?:should|must) (?:only )?(?:fire|alert|start|count|go off) (?:at|after|from|above|over) (?:more than )?${NUMBER}(?: .{0,20})?)`,
  [ALERTS],
);

const LONGEST = 240;
type Rule = { id?: string; named?: string; of_alert?: string };

/** What is asked or wished of one rule; null for everything else. */
export function aboutRule(message: string, context: PlanContext): Plan | null {
  if (message.length > LONGEST || !context.tools.has('list_rules')) return null;
  const { norm } = readUtterance(message, context.language);
  if (findRefs(norm).refs.some(({ kind }) => kind !== 'rule')) return null;
  for (const said of partsOf(norm)) {
    const plan = wish(said, message, context) ?? asked(said, context);
    if (plan) return plan;
  }
  return null;
}

/** “the gate alerts are annoying, can we make that from 11pm?”, “the hours rule, is it noisy?”: what is wished, with what it is of in its place. */
function partsOf(norm: string): string[] {
  const { which, rest } = (TOLD_FIRST.exec(norm) ?? NAMED_FIRST.exec(norm))?.groups ?? {};
  return which === undefined || rest === undefined
    ? [norm]
    : [norm, rest.replace(/\b(?:that|it|this|them|those)\b/, which)];
}
const TOLD_FIRST = new RegExp(
  String.raw`${LEAD}(?<which>(?:the |our |those |these |all the )?(?:[\p{L}\d'-]+ ){1,7}(?:alerts?|alarms?|rules?)|(?:the )?rule-\d+) (?:is|are|has|have|keeps?|gets?|fires?|goes?|go|come)(?: [\p{L}'-]+){1,8}?(?:[,;.!]| -|,? so|,? and)+ *(?<rest>.*\b(?:that|it|this|them|those)\b.*)$`,
  'u',
);
const NAMED_FIRST =
  /(?<which>(?:the|our) (?:[\p{L}\d'-]+ ){1,5}rules?|rule-\d+)(?: [\p{L}'-]+){0,4}(?:[,;.!?]| -)+ *(?<rest>.*\b(?:that|it|this)\b.*)$/u;

function asked(said: string, context: PlanContext): Plan | null {
  const last = context.history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (
    BY_WHOM.test(said) &&
    last?.tool === 'list_rules' &&
    (last.args.id ?? last.args.named ?? last.args.of_alert) !== undefined
  )
    return look({ tool: 'list_rules', args: { ...last.args } }, context, 'rule_made');
  const made = first(MADE, said);
  const noise = made ? null : first(NOISE, said);
  const looks = made || noise ? null : first(LOOKS, said);
  const found = made ?? noise ?? looks;
  // “what's our rule for slurs?” may be asked of what people may do
  if (!found || (looks && found.groups?.named !== undefined && A_RULE_FOR.test(said))) return null;
  const rule = ruleIn(found.groups ?? {}, context, looks !== null);
  if (!rule) return null;
  return look(
    { tool: 'list_rules', args: args({ ...rule }) },
    context,
    noise ? 'rule_noise' : made ? 'rule_made' : 'rule_words',
  );
}

const A_RULE_FOR = /\bwhat(?:'s|s| is| are)\b.*\brules? (?:for|about|on|against)\b/;
const BY_WHOM = new RegExp(
  String.raw`${LEAD}(?:by who(?:m)?|who (?:made|did|wrote) (?:it|that)|when(?: was that)?|since when)${END}`,
  'u',
);

function wish(said: string, message: string, context: PlanContext): Plan | null {
  const { language } = context;
  const words = aboutRuleWords[language];
  // “make it 20 instead”, straight after a draft: another takes its place (revising.ts)
  const isDrafted = context.history.at(-1)?.steps.findLast(({ ok }) => ok)?.tool === 'propose_rule';
  const rule = ({ groups = {} }: RegExpExecArray): Rule | null =>
    isDrafted && groups.ref === undefined && groups.named === undefined ? null : ruleIn(groups, context, false);
  const out = first(LEAVE_OUT, said);
  const mute = out ? null : first(MUTE, said);
  if (mute) {
    const { who, until, until2, why } = mute.groups ?? {};
    const of = rule(mute);
    const named = who?.replace(/^@/, '').replace(/'s$/, '');
    if (of && named !== undefined && isSomebody(named, said, context)) {
      const when = until ?? until2;
      const { id, ...called } = of;
      return look(
        {
          tool: 'mute_rule',
          args: args({ rule: id, ...called, user: named, until: when && untilIn(when, context), reason: why }),
        },
        context,
      );
    }
  }
  if (out) {
    const of = rule(out);
    const who = out.groups?.who;
    return of && who ? propose(of, { leave_out: [who.replace(/^@/, '')] }, message, context) : null;
  }
  const hours = first(HOURS, said);
  // one time alone, said without where it belongs, moves the end that it is nearest to (rule-hours.ts)
  if (
    hours &&
    SAYS_CLOCK.test(hours.groups?.hours ?? '') &&
    (LEADS.test(hours.groups?.hours ?? '') || hours.groups?.named)
  ) {
    const of = rule(hours);
    const params = readHours(hours.groups?.hours ?? '', said);
    return of && Object.keys(params).length > 0 ? propose(of, { params }, message, context) : null;
  }
  const threshold = first(THRESHOLD, said);
  if (threshold) {
    const of = rule(threshold);
    return of ? propose(of, { params: { threshold: Number(threshold.groups?.number) } }, message, context) : null;
  }
  const whole = first(MUTE_ALL, said);
  if (whole) {
    const of = rule(whole);
    // what is at hand may be an alert, which is left alone by itself
    if (!of || (of.id === undefined && of.named === undefined)) return null;
    const no = deny({ tool: 'mute_rule', args: {} }, context);
    return { calls: [], say: no ?? { why: 'not_here', text: words.whoOf(of.id ?? of.named!) } };
  }
  const off = first(SWITCH, said);
  if (off) {
    const { until, until2 } = off.groups ?? {};
    const when = until ?? until2;
    const of = rule(off);
    const isOff = /\b(?:off|disable|deactivate|retire|kill|drop|get rid of|shut|offline|stop)\b/.test(said);
    const isDescribed = of?.named !== undefined && /\brule (?:about|for|on|against|that)\b/.test(said);
    // which of several is meant by what it is called is shown first (intents/rules.ts)
    if (!of || !isOff || (when === undefined && !isDescribed)) return null;
    const plan = propose(of, { state: 'retired' }, message, context);
    return when === undefined || plan.say
      ? plan
      : { ...plan, say: { why: 'not_here', text: words.notBack(of.id ?? of.named ?? 'RULE-…', when) } };
  }
  return null;
}

/** Whether it names an account: one that is known or looks like one, or whoever stands behind “for”. */
const isSomebody = (name: string, said: string, context: PlanContext): boolean =>
  !parseUntil(name, context) &&
  (isKnownName(name, context) ||
    /[@.*_\d]/.test(name) ||
    (said.includes(` for ${name}`) && !/\b(?:off|disable|stop)\b/.test(said)));

/** Where a time belongs, or two of them. */
const LEADS =
  /^(?:only |just |not |always )?(?:from|after|between|before|until|till|start\w*|begin\w*)\b|\d.*(?:-|\bto\b|\band\b|\buntil\b|\btill\b).*\d/;
/** A bare number is a time only with a mark of one. */
const SAYS_CLOCK =
  /\d(?:[:.]\d{2}| ?(?:am|pm|h\b|hrs|o'clock|uhr))|^(?:only |just |not |always )?(?:from|after|between|before|until|till|start\w*|begin\w*)\b|\d ?(?:-|to|and|until|till) ?\d/;

const first = (patterns: readonly RegExp[], said: string): RegExpExecArray | null => {
  for (const one of patterns) {
    const found = one.exec(said);
    if (found) return found;
  }
  return null;
};

/** The rule that is pointed at; null where nothing at hand is one. */
function ruleIn(groups: Record<string, string | undefined>, context: PlanContext, isLoose: boolean): Rule | null {
  const { ref, named, it } = groups;
  if (ref !== undefined) return { id: `RULE-${Number(/\d+/.exec(ref)![0])}` };
  if (named !== undefined) {
    const name = named.replace(/^(?:(?:the|our|that|this|those|these|all|my) )+/, '').trim();
    return name.length > 2 && !NO_NAME.test(name) && !/^(?:alr|inc|prop|case|cam)-\d/.test(name)
      ? { named: name }
      : null;
  }
  if (it === undefined) return null;
  const { history } = context;
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  const tool = last?.steps.findLast(({ ok }) => ok)?.tool;
  const speaksOfRule = /\brule\b/.test(it);
  if (
    !speaksOfRule &&
    !/^(?:list_rules|propose_rule|mute_rule|open_alert|who_did_what|open_proposals)$/.test(tool ?? '')
  )
    return null;
  const rule = theOne(history, ['rule'], { lately: speaksOfRule ? 6 : 2 });
  if (rule && (speaksOfRule || tool !== 'open_alert')) return { id: rule.name };
  // “it” of an alert is the alert, unless a rule is spoken of
  if (!speaksOfRule && !/alert|alarm|those|these|them/.test(it)) return null;
  if (isLoose && !speaksOfRule) return null;
  const [alert, other] = meant(history, ['alert'], { lately: 3 });
  return alert && !other ? { of_alert: alert.name } : null;
}
const NO_NAME =
  /^(?:rule|rules|which|what|any|every|each|all|no|a|an|new|one|some|same|that|this|those|these|my|our|the|many|more|of|about|other|false|open|active|high|low|medium|critical|latest|last|recent|these days|it|its|alert|alerts)$|\b(?:i|we|you|they|he|she|who|when|if|is|are|was|were|do|does|did|want|need|should|could|would|make|create|draft|propose|add|alerts?)\b/;

function propose(rule: Rule, wanted: Record<string, unknown>, message: string, context: PlanContext): Plan {
  const { id, named, of_alert } = rule;
  return look(
    {
      tool: 'propose_rule',
      args: args({
        rule: id,
        rule_named: named,
        rule_of_alert: of_alert,
        statement: message.trim().slice(0, 500),
        ...wanted,
      }),
    },
    context,
  );
}

function look(call: PlannedCall, context: PlanContext, of?: Plan['asked']): Plan {
  const no = deny(call, context);
  return no ? { calls: [], say: no } : { calls: [call], say: null, ...(of && { asked: of }) };
}

const untilIn = (said: string, context: PlanContext): string => {
  const plain = said
    .replace(/^(?:the |over |during )+/, '')
    .replace(/^weekend$/, 'monday')
    .replace(/^for now$/, '7 days')
    .replace(/^this week$/, 'next week');
  return parseUntil(plain, context) ? plain : said;
};

/** The hours in which it looks from now on: one end alone moves that end. */
function readHours(hours: string, said: string): Record<string, unknown> {
  const changed = readHoursChange(said);
  if (changed.from !== undefined || changed.to !== undefined) {
    const both = /\d.*(?:-|\bto\b|\band\b|\buntil\b|\btill\b).*\d/.test(hours);
    if (both) return ends(hours) ?? changed;
  }
  const times = ends(hours);
  if (times?.to !== undefined) return times;
  const one = times?.from;
  if (one === undefined) return {};
  return /\b(?:until|till|before|end\w* (?:at|by))\b/.test(hours) || /\b(?:until|till|end\w* (?:at|by))\b/.test(said)
    ? { to: one }
    : { from: one };
}

const CLOCK = /(?<![\d:.])(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|hrs|o'clock|uhr)?(?![\d:.])/g;
/** The clock times of a phrase, those that are replaced apart: “23:00”, “11pm to 6am”. */
function ends(hours: string): { from: string; to?: string } | null {
  const said = hours.replace(/ (?:instead of|rather than|not) .*$/, '');
  const times = [...said.matchAll(CLOCK)].flatMap(([, hour, minute, mark]) => {
    const h = Number(hour);
    const value = mark === 'pm' && h < 12 ? h + 12 : mark === 'am' && h === 12 ? 0 : h % 24;
    return h > 24 ? [] : [`${String(value).padStart(2, '0')}:${minute ?? '00'}`];
  });
  const [from, to] = times;
  return from === undefined ? null : { from, ...(to !== undefined && { to }) };
}
