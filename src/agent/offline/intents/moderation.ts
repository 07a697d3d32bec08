import type { ReferenceKind } from '../../../domain/reference.ts';
import { moderationAnswerWords } from '../../../messages/catalogue/moderation-answers.ts';
import { moderationOrderWords } from '../../../messages/catalogue/moderation-orders.ts';
import { isModeration, moderationAtHand, nameTold } from '../case-at-hand.ts';
import { durationIn, isConditional, reasonIn } from '../moderation-details.ts';
import { isStepOrder, TAKES_BACK_NAMED } from '../moderation-words.ts';
import { args, asRead, type Clause, calls, type PlanContext, type Recogniser, say, typed } from '../plan-types.ts';
import { proposedAtHand } from '../proposed-at-hand.ts';
import { isName, nameAt, tidy } from './words.ts';

/** What can be done to somebody, by its words. */
export const ACTIONS: [RegExp, string][] = [
  [
    /\b(?:time[- ]?out|timed out|suspend(?:ed)?)\b|\bgive (?:\S+ ){1,4}?(?:an?|one|two|three|half an?|\d+) ?(?:min(?:ute)?s?|hours?|h|days?|weeks?)(?: (?:off|out|break|rest|away|to cool (?:off|down)|in the corner))\b|\bcool(?:ing)?[- ]off\b|\btime (?:\S+ ){1,3}?out\b|\bput (?:\S+ ){1,4}?(?:in|on|into) (?:an? )?time ?-?out\b/,
    'timeout',
  ],
  [/\b(?:un)?mut(?:e|ed|ing)\b|\bsilence\b/, 'mute'],
  [/\b(?:un)?bann?(?:ed|ing)?\b/, 'ban'],
  // who is thrown out for good is banned
  [/\b(?:kick|throw|boot)(?:ed|ing)?\b.*\b(?:for (?:good|ever|life)|forever|permanently|never comes? back)\b/, 'ban'],
  [/\bkick(?:ed|ing)?\b|\b(?:throw|thrown|boot)(?:ed|ing)? (?:\S+ )?out\b/, 'kick'],
  [/\bwarn(?:ing|ed)?\b/, 'warn'],
  [
    /\b(?:delete|remove|take down|erase|wipe|get rid of|hide)\b.{0,40}\b(?:messages?|posts?|comments?|insults?|wrote|written|said|posted|case[- ]?\d+)\b/,
    'delete',
  ],
];
const MOST = 5;
const REVERSE =
  /\b(?:undo|reverse|revert|revoke|pardon|lift|remove|cancel|take back|rescind|overturn|withdraw|un-?(?:ban|mute|timeout|time out|kick|warn))\w*\b/;

/** Warnings, timeouts, mutes and bans: giving them, taking them back, and who had them before. */
export const moderation: Recogniser = (clause, context) => {
  const { text } = clause;
  const spoken = spokenOf(clause, context);
  const last = spoken.length > 0 ? null : (moderationAtHand(context.history)?.user ?? null);
  const before = last === null || /^(?:CASE|ACT)-\d/.test(last) ? spoken : [last];
  const refsOf = (kind: ReferenceKind): string[] =>
    clause.entities.refs.filter((one) => one.kind === kind).map(({ ref }) => ref);
  const instead = otherStep(clause, context);
  if (instead) return instead;
  const named = ACTIONS.find(([words]) => words.test(text))?.[1] ?? null;
  // "remove the comment on INC-3" is said of an incident
  const isElsewhere = clause.entities.refs.some(({ kind }) => kind !== 'case' && kind !== 'action');
  // so is "mute alerts from 192.0.2.10" of alerts
  const ofAlerts = named === 'mute' && /\b(?:mute|silence)\b.{0,12}\b(?:alerts?|alarms?|notifications?)\b/.test(text);
  const action = ofAlerts || (named === 'delete' && isElsewhere) ? null : named;
  const done = refsOf('action');
  // “undo ACT-5”
  if (done.length > 0 && (REVERSE.test(text) || TAKES_BACK_NAMED.test(text)))
    return calls(
      ...done
        .slice(0, MOST)
        .map((id) => ({ tool: 'reverse_action', args: args({ id, reason: reasonOf(clause, id) }) })),
    );
  const number = /\bcase (?:number |no\.? ?|#)?(\d{1,9})\b/.exec(text)?.[1];
  const about = refsOf('case')[0] ?? (number === undefined ? undefined : `CASE-${Number(number)}`);
  const past =
    /\b(?:has|had|have|was|been|history|record|before|prior|previous(?:ly)?|past|ever|earlier|offen[cs]es?|strikes?|violations?|priors)\b/.test(
      text,
    );

  const mistaken =
    /\blet\b.{1,30}\b(?:back in|in again|back|return|speak|talk|post) ?(?:in|again)?\b|\b(?:was|is) (?:a mistake|an? error|unfair|wrong|in error)\b|\bby (?:mistake|accident)\b/.test(
      text,
    );
  const measure =
    action ?? (/\b(?:actions?|punishments?|sanctions?|penalt(?:y|ies)|strikes?|measures?)\b/.test(text) ? 'it' : null);
  if (
    action !== 'delete' &&
    (measure || /\blet\b/.test(text)) &&
    (REVERSE.test(text) || mistaken) &&
    !/\brules?\b/.test(text)
  ) {
    const user =
      person(clause, /\b(?:on|of|for|from|against|to|given to|let)\s+(?:user |member |@)?/g) ??
      person(clause, /@/g) ??
      // "the timeout I gave Kim", "the ban we handed to Kim"
      person(
        clause,
        /\b(?:i|we|you|they|he|she)(?:'ve|'d)? (?:have |had |just )*(?:gave|given|issued|handed|put|placed|imposed|set)(?: out| down)?(?: on| to)?\s+(?:user |member |@)?/g,
      ) ??
      // "I muted Kim by mistake"
      person(clause, /\b(?:muted|banned|kicked|warned|timed out|suspended|silenced)\s+(?:user |member |@)?/g) ??
      person(clause, /\bun-?(?:ban|mute|timeout|time out|kick|warn)\s+(?:user |member |@)?/g) ??
      possessive(clause) ??
      before[0];
    const kind = action === 'kick' || action === null ? undefined : action;
    // what was done in the case that is spoken of, and not what somebody had before
    const whole =
      about ?? (user === undefined || user === before[0] ? moderationAtHand(context.history)?.oneCase : null);
    if (whole) return calls({ tool: 'reverse_action', args: args({ user, case: whole, action: kind }) });
    if (user) return calls({ tool: 'reverse_action', args: args({ user, action: kind }) });
    // “undo it” beside the answer that told of it
    const acts = context.history.at(-1)?.citations.filter(({ ref }) => ref.startsWith('ACT-')) ?? [];
    return acts.length === 1
      ? calls({ tool: 'reverse_action', args: { id: acts[0]!.ref } })
      : say('ask', moderationAnswerWords[context.language].whatAction);
  }
  // "ok, undo that" after a ban
  if (
    before.length > 0 &&
    isModeration(clause.before.at(-1)?.tool ?? context.history.at(-1)?.steps.at(-1)?.tool) &&
    /^(?:(?:please|ok(?:ay)?|sorry|oops|no|and|then|but|(?:can|could|may|shall|should) (?:you|we|i))[, ]+)*(?:undo|reverse|revert|take back|lift|cancel|withdraw|revoke)\b(?: (?:it|that|this|them|both|the last one))?(?: please| again)?[.!? ]*$/.test(
      text,
    )
  )
    return calls(...before.map((user) => ({ tool: 'reverse_action', args: { user } })));
  const history =
    /\bhistory (?:of|for|on|with) @\w/.test(text) ||
    /^(?:(?:please|pls|show|get|give|me|us|pull|up|see|open|the|can you) )*(?:history|record) (?:of|for|on) (?!(?:per|alr|inc|case|evt|log)[-_])[a-z]+[\w.-]*[_\d][\w.-]*(?:,? (?:please|pls))?$/.test(
      text,
    ) ||
    /\bwhat (?:did|has|have|was|is) @[\w.-]+ (?:do|done|say|said|doing|been up to|up to|write|written|post|posted)\b/.test(
      text,
    ) ||
    /\bhow (?:many|often)(?: \w+)? (?:warnings?|warned|bans?|banned|mutes?|muted|time-?outs?|timed out|kicks?|kicked|strikes?)\b/.test(
      text,
    ) ||
    /\bwhat (?:did |has |have |had )?@?[\w.-]+ (?:did|done|do) (?:before|earlier|previously|in the past|so far)\b(?! (?:the|that|this|his|her|our) )/.test(
      text,
    ) ||
    /\b(?:moderation|disciplinary|ban|warning|offen[cs]e) (?:history|record|log)\b|\b(?:prior|previous|past|earlier) (?:warnings|bans|timeouts|mutes|offen[cs]es|violations|strikes|misconduct)\b|\b(?:rap sheet|track record)\b|\bcases? (?:for|of|on|against|about)\b(?! (?:some|an?\b|any|\w+ing\b))|\b(?:strikes|offen[cs]es|violations)\b|\bwhat did .{1,40}\bdo\b.{0,10}\b(?:before|previously|in the past|earlier|wrong)\b(?! (?:the|that|this|his|her|our) )/.test(
      text,
    ) ||
    /\b(?:what|anything|which).{0,20}\bhas\b.{1,40}\b(?:done|been up to|said)\b.{0,10}\b(?:before|previously|in the past|so far|wrong|earlier)\b/.test(
      text,
    ) ||
    /\b(?:everything|what|anything|actions?|measures?)\b.{0,25}\b(?:done|taken|took|(?:we|you|they) did|(?:did|do) (?:we|you|they) (?:already )?do)\b.{0,12}\b(?:about|against|to|on|with)\b/.test(
      text,
    ) ||
    /\bwhat (?:happened|went on|was (?:done|decided)) (?:with|to|about|against) (?:user|member|@)/.test(text) ||
    (past && action !== null && /\b(?:has|have|was|were|how (?:often|many)|did we|been|ever)\b/.test(text)) ||
    (/\b(?:history|record|past (?:behaviou?r|offen[cs]es|actions))\b.{0,12}\b(?:of|for|on)\b.{0,20}/.test(text) &&
      /\b(?:user|member|@)/.test(text) &&
      !/\blog-?ins?|sign|incident|alert/.test(text)) ||
    /\b(?:is|has) .{1,30}\b(?:repeat offender|in trouble before|a troublemaker)\b/.test(text) ||
    /@?\w+'s (?:moderation |past |prior |previous )*(?:history|record|offen[cs]es|violations|warnings|bans)\b/.test(
      text,
    );
  if (history && !isStepOrder(text) && !/\b(?:incident|alert|inc-|alr-|log-?ins?|sign-?ins?)\b/.test(text)) {
    const user =
      person(
        clause,
        /@|\b(?:user|member)\s+@?|\bwhat\s+(?=[\w.-]+ (?:did|has|had)\b)|\b(?:has|have|was|is|does|did we|did|for|of|on|about|with|against|by|ban|mute|warn|kick|time ?out)\s+(?:user |member )?@?/g,
      ) ?? possessive(clause);
    const whose = user ?? (PRONOUN.test(text) ? before[0] : undefined);
    return whose
      ? calls({ tool: 'moderation_history', args: { user: whose } })
      : say('ask', moderationAnswerWords[context.language].whichMember);
  }
  const order = isStepOrder(text);
  if (
    action &&
    order &&
    !/^.{0,20}\bwarn (?:me|us|the team|everyone)\b/.test(text) &&
    !/\b(?:rules?|logins?|sign-?ins?|ip|countr)/.test(text)
  ) {
    const user =
      (action === 'delete' ? possessive(clause) : null) ??
      person(
        clause,
        /@|\b(?:warn|time(?:[- ]?out)?|mute|ban|kick|throw|boot|silence|suspend|put|give)\s+(?:out )?(?:both )?(?:the )?(?:users? |members? )?@?|\b(?:to|for|on|against)\s+(?:both )?(?:users? |members? )?@?/g,
      );
    const duration = durationIn(text);
    // "mute dirk instead"
    const replaces = /\b(?:instead|rather)\b/.test(text) ? insteadOf(context.history) : undefined;
    if (ALL_OF_THEM.test(text)) {
      const whole = about ?? lastCase(context) ?? caseBefore(context);
      const end = ALL_OF_THEM.exec(text)!;
      const from = end.index + end[0].length;
      if (whole !== undefined && isConditional(clause, from))
        return say('ask', moderationOrderWords[context.language].condition);
      if (whole !== undefined)
        return calls({
          tool: 'moderate_member',
          args: args({ case: whole, everyone: true, action, duration, reason: reasonIn(clause, from), replaces }),
        });
    }
    const users: string[] =
      user && !ROLE_IN_CASE.test(user.split(' ')[0]!) && !OF_HIM.test(text)
        ? everyone(clause, user, context)
        : PRONOUN.test(text)
          ? [...toldBefore(clause, before)]
          : [];
    const from = behind(clause, users);
    if (isConditional(clause, from)) return say('ask', moderationOrderWords[context.language].condition);
    const reason = reasonIn(clause, from);
    // "ban whoever CASE-9 is about", and "ban him" right after the case was looked at
    const isPointed =
      PRONOUN.test(text) ||
      (user !== null && ROLE_IN_CASE.test(user.split(' ')[0]!)) ||
      /\b(?:the|that|this|those|these) (?:messages?|posts?|comments?)\b/.test(text);
    const ref = about ?? (users.length === 0 && isPointed ? lastCase(context) : undefined);
    // whom the answers told of is called as they are called there
    users.splice(0, users.length, ...users.map((user) => nameTold(context.history, user) ?? user));
    if (users.length === 0 && ref !== undefined)
      return calls({ tool: 'moderate_member', args: args({ case: ref, action, duration, replaces }) });
    return users.length > 0
      ? calls(
          ...users.slice(0, MOST).map((user) => ({
            tool: 'moderate_member',
            args: args({ user, case: about, action, duration, reason, replaces }),
          })),
        )
      : // who may moderate nobody is told so before anything is asked
        context.tools.has('moderate_member')
        ? say('ask', moderationOrderWords[context.language].whom)
        : calls({ tool: 'moderate_member', args: { action } });
  }
  return withReason(clause, context);
};

/** Everybody of a case: “time out all of them”, “mute all three”, “ban the whole lot”, “warn everyone in CASE-9”. */
const ALL_OF_THEM =
  /\b(?:all (?:of (?:them|those|these)|(?:the |those |these )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b(?! (?:min|hour|day|week|month))(?: of them)?|(?:of )?(?:the |those |these )?(?:attackers?|offenders?|raiders?|bullies|harassers?|culprits|accounts|people|users|members|participants)(?: (?:in|of|from) (?:it|this|that|the case|case[- ]?\d+))?|in case[- ]?\d+)|them all|(?:everyone|everybody|every (?:one|attacker|offender|account|raider)) ?(?:of them|in (?:it|there|this|that|the case|case[- ]?\d+)|involved|who (?:took part|joined in|attacked)|(?:of|from) case[- ]?\d+)|each (?:one )?of them|the (?:whole|entire) (?:lot|raid|mob|gang|group|bunch))\b/;

/** The one case that the message before this one tells of: what a thread hangs on. */
const caseBefore = ({ history }: PlanContext): string | undefined => {
  const cases = history.at(-1)?.citations.filter(({ ref }) => ref.startsWith('CASE-')) ?? [];
  return cases.length === 1 ? cases[0]!.ref : undefined;
};

const OF_HIM =
  /\btime (?:him|her|them) out\b|\b(?:warn|time[- ]?out|mute|ban|kick|silence|suspend|give|put)\s+(?:him|her|them|that (?:user|member|guy|person|account)|this (?:user|member|guy|person|account))\b/;
const ROLE_IN_CASE =
  /^(?:worst|main|chief|biggest|nastiest|ringleader|leader|instigator|offender|author|culprit|aggressor|perpetrator|attacker|bully|sender|poster|one|guy|man|woman|person|people|user|member|account|whoever)$/i;
const PRONOUN =
  /\b(?:him|her|them|they|he|she|his|both|that (?:user|member|guy|person|account)|this (?:user|member|guy|person|account)|the same (?:user|member|person))\b/;

/** "@kim is insulting people, ban him": whom the message named before; else whom moderation was about last. */
function toldBefore(clause: Clause, before: readonly string[]): readonly string[] {
  const told = /(?:@|\b(?:user|member) @?)(?=\w)/g;
  const earlier = clause.utterance.norm.slice(0, clause.start);
  const names = [...earlier.matchAll(told)].flatMap((match) => {
    const name = nameAt(clause.utterance.readSlice(match.index + match[0].length, clause.start));
    return name && isName(name) ? [name] : [];
  });
  return names.length > 0 ? names.slice(-1) : before;
}

/** Where the last of these names ends in a clause; the clause's beginning where none of them stands in it. */
const behind = ({ text }: Clause, users: readonly string[]): number =>
  Math.max(0, ...users.map((user) => text.lastIndexOf(user.toLowerCase()) + user.length));

/** What follows a reference says why: "undo ACT-5, it was a joke". */
const reasonOf = (clause: Clause, ref: string): string | null =>
  reasonIn(clause, Math.max(0, clause.text.indexOf(ref.toLowerCase())) + ref.length);

/** The case that the answer before this message told of. */
const lastCase = ({ history }: PlanContext): string | undefined => caseOf(moderationAtHand(history));

const caseOf = (at: ReturnType<typeof moderationAtHand>): string | undefined => at?.oneCase ?? at?.cases[0];

/** "for spamming", right after an order that was asked back for its reason. */
function withReason(clause: Clause, { history }: PlanContext): ReturnType<Recogniser> {
  const last = history.at(-1)?.steps.at(-1);
  if (last?.tool !== 'moderate_member' || last.args.reason !== undefined || history.at(-1)!.citations.length > 0)
    return null;
  if (
    !/^(?:(?:it's|it is|that's|well|oh|so|just) )*(?:because|since|for|due to|he|she|they|wegen|weil|por|porque|pour|parce|car)\b/.test(
      clause.text,
    )
  )
    return null;
  const reason = reasonIn(clause, 0) ?? tidy(typed(clause, 0));
  return calls({ tool: 'moderate_member', args: { ...last.args, reason } });
}

const HEDGE = String.raw`(?:no|nope|hm+|actually|rather|better|just|only|sorry|wait|ok(?:ay)?|well|maybe|make (?:it|that)|let's say|i think)[ ,.]+`;
const ONLY_ONE = new RegExp(
  String.raw`^(?:${HEDGE})*(?:only|just) @?([\p{L}\d][\w.-]{1,40})(?: please| then)?[.! ]*$`,
  'u',
);
const INSTEAD = new RegExp(
  String.raw`^(?=${HEDGE}|.*\b(?:enough|instead|rather|will do|suffices)\b)(?:${HEDGE})*(?:(?:an?|the|one) )?(?:(?:warning|warn|time ?-?out|mute|ban|kick)(?: (?:of|for) [\w -]{2,30}?)?|(?:\d+|an?|one|two|half an) ?(?:min(?:ute)?s?|h|hrs?|hours?|days?|weeks?))(?: (?:him|her|them))?(?:,? (?:is|would be|should be|will be)? ?(?:enough|instead|rather|will do|suffices|fine|for now|please))*[.! ]*$`,
);

/** "hm no, a warning is enough", "make it one hour": of whomever a step was just put up for. */
function otherStep({ text }: Clause, { history }: PlanContext): ReturnType<Recogniser> {
  const last = history.at(-1)?.steps.findLast(({ ok }) => ok);
  if (last?.tool !== 'moderate_member') return null;
  // "hm no, only dirk", of several that a step was put up for
  const one = last.args.everyone === true ? ONLY_ONE.exec(text)?.[1] : undefined;
  if (one !== undefined && isName(one) && !ACTIONS.some(([words]) => words.test(one))) {
    const { everyone: _all, replaces: _, ...rest } = last.args;
    return calls({ tool: 'moderate_member', args: args({ ...rest, user: one, replaces: insteadOf(history) }) });
  }
  if (!INSTEAD.test(text)) return null;
  const { duration: before, action: was, replaces: _, ...about } = last.args;
  const action = ACTIONS.find(([words]) => words.test(text))?.[1] ?? was;
  const isTimed = action === 'timeout' || action === 'mute';
  const duration = isTimed ? (durationIn(text) ?? (action === was ? before : undefined)) : undefined;
  return calls({ tool: 'moderate_member', args: args({ ...about, action, duration, replaces: insteadOf(history) }) });
}

/** The proposal that waits in this conversation, in whose place another is wanted. */
function insteadOf(history: PlanContext['history']): string | undefined {
  const at = proposedAtHand(history);
  return at?.tool === 'moderate_member' ? at.id : undefined;
}

/** The members that moderation was about last: earlier in this message, or in the turn before that spoke of any. */
function spokenOf(clause: Clause, context: PlanContext): string[] {
  const of = (steps: readonly { tool: string; args: Record<string, unknown> }[]): string[] => [
    ...new Set(
      // whoever a case is chiefly about is named by the case
      steps.flatMap(({ tool, args: { user } }) =>
        isModeration(tool) && typeof user === 'string' && !/^(?:CASE|ACT)-\d/.test(user) ? [user] : [],
      ),
    ),
  ];
  const here = of(clause.before);
  if (here.length > 0) return here;
  return (
    context.history
      .toReversed()
      .slice(0, 4)
      .map(({ steps }) => of(steps))
      .find((users) => users.length > 0) ?? []
  );
}

/** "@raider1 and @raider2", "Dirk, bogdan77 and Kev": further members named behind the first, by handles or as names are written. */
function everyone(clause: Clause, first: string, { history }: PlanContext): string[] {
  const { text } = clause;
  const all = [first];
  let at = text.indexOf(first.toLowerCase()) + first.length;
  for (let next = NEXT_NAME.exec(text.slice(at)); next; next = NEXT_NAME.exec(text.slice(at))) {
    const from = at + next[0].length - next[1]!.length;
    const said = asRead(clause, from, from + next[1]!.length).replace(/[.,!?-]+$/, '');
    // a plain word may be what is to be done besides
    const name =
      nameTold(history, said) ?? (/^@|\p{Lu}|[\d_]/u.test(said) && isName(said.replace(/^@/, '')) ? said : null);
    if (name === null) break;
    all.push(name.replace(/^@/, ''));
    at = from + next[1]!.length;
  }
  return [...new Set(all)];
}
const NEXT_NAME = /^(?:,? and| &|,) (?:user |member )?(@?[\p{L}\d][\p{L}\d._-]*)/u;

/** The first name that stands behind one of the given words. */
function person(clause: Clause, lead: RegExp): string | null {
  for (const match of clause.text.matchAll(lead)) {
    const name = nameAt(asRead(clause, match.index + match[0].length));
    if (
      name &&
      isName(name.split(' ')[0]!) &&
      !/^(?:warn|ban|mute|timeout|kick|warning|harassing|spamming|harassment|spam|misconduct)$/i.test(name)
    )
      return name;
  }
  return null;
}

function possessive(clause: Clause): string | null {
  for (const [, name] of clause.text.matchAll(/@?([\w.-]+)'s\b/g)) if (isName(name!)) return name!;
  return null;
}
