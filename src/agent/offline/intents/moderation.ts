import { can } from '../../../domain/role.ts';
import { moderationAnswerWords } from '../../../messages/catalogue/moderation-answers.ts';
import {
  args,
  asRead,
  type Clause,
  calls,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  say,
} from '../plan-types.ts';
import { isName, nameAt } from './words.ts';

const ACTIONS: [RegExp, string][] = [
  [/\b(?:time[- ]?out|timed out|suspend(?:ed)?)\b/, 'timeout'],
  [/\b(?:un)?mut(?:e|ed|ing)\b|\bsilence\b/, 'mute'],
  [/\b(?:un)?bann?(?:ed|ing)?\b/, 'ban'],
  [/\bkick(?:ed|ing)?\b/, 'kick'],
  [/\bwarn(?:ing|ed)?\b/, 'warn'],
];
const REVERSE =
  /\b(?:undo|reverse|revert|revoke|pardon|lift|remove|cancel|take back|rescind|overturn|withdraw|un-?(?:ban|mute|timeout|time out|kick|warn))\w*\b/;

/** Warnings, timeouts, mutes and bans: giving them, taking them back, and who had them before. */
export const moderation: Recogniser = (clause, context) => byButtons(measures(clause, context), context);

const WRITES: ReadonlySet<string> = new Set(['moderate_member', 'reverse_action']);

/** Whoever may do something about somebody is shown what there is of them, with the buttons that do it: words alone do nothing. */
function byButtons(reading: ReturnType<Recogniser>, { role, tools, language }: PlanContext): ReturnType<Recogniser> {
  if (!reading || 'say' in reading || !can(role, 'moderation.write') || !tools.has('moderation_history'))
    return reading;
  const isWrite = ({ tool }: PlannedCall): boolean => WRITES.has(tool) && !tools.has(tool);
  if (!reading.calls.some(isWrite)) return reading;
  const shown = reading.calls.map((call) =>
    isWrite(call) ? { tool: 'moderation_history', args: { user: call.args.user } } : call,
  );
  return { ...reading, calls: shown, aside: moderationAnswerWords[language].pressIt };
}

const measures: Recogniser = (clause, context) => {
  const { text } = clause;
  const before = spokenOf(clause, context);
  const action = ACTIONS.find(([words]) => words.test(text))?.[1] ?? null;
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
  if ((measure || /\blet\b/.test(text)) && (REVERSE.test(text) || mistaken) && !/\brules?\b/.test(text)) {
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
    return user
      ? calls({ tool: 'reverse_action', args: { user } })
      : say('ask', moderationAnswerWords[context.language].whatAction);
  }
  // "ok, undo that" after a ban
  if (
    before.length > 0 &&
    isModeration(clause.before.at(-1)?.tool ?? context.history.at(-1)?.steps.at(-1)?.tool) &&
    /^(?:(?:please|ok(?:ay)?|sorry|oops|no|and|then|can you|could you)[, ]+)*(?:undo|reverse|revert|take back|lift|cancel|withdraw|revoke)\b(?: (?:it|that|this|them|both|the last one))?(?: please| again)?[.!? ]*$/.test(
      text,
    )
  )
    return calls(...before.map((user) => ({ tool: 'reverse_action', args: { user } })));
  const history =
    /\bhistory (?:of|for|on|with) @\w/.test(text) ||
    /\bhow (?:many|often)(?: \w+)? (?:warnings?|warned|bans?|banned|mutes?|muted|time-?outs?|timed out|kicks?|kicked|strikes?)\b/.test(
      text,
    ) ||
    /\bwhat (?:did |has |have )?@?[\w.-]+ (?:did|done|do) (?:before|earlier|previously|in the past|so far)\b(?! (?:the|that|this|his|her|our) )/.test(
      text,
    ) ||
    /\b(?:moderation|disciplinary|ban|warning|offen[cs]e) (?:history|record|log)\b|\b(?:prior|previous|past|earlier) (?:warnings|bans|timeouts|mutes|offen[cs]es|violations|strikes|misconduct)\b|\b(?:rap sheet|track record)\b|\bcases? (?:for|of|on|against|about)\b|\b(?:strikes|offen[cs]es|violations)\b|\bwhat did .{1,40}\bdo\b.{0,10}\b(?:before|previously|in the past|earlier|wrong)\b(?! (?:the|that|this|his|her|our) )/.test(
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
  if (history && !/\b(?:incident|alert|inc-|alr-|log-?ins?|sign-?ins?)\b/.test(text)) {
    const user =
      person(
        clause,
        /@|\b(?:user|member)\s+@?|\bwhat\s+(?=[\w.-]+ (?:did|has|had)\b)|\b(?:has|have|was|is|does|did we|did|for|of|on|about|with|against|by|ban|mute|warn|kick|time ?out)\s+(?:user |member )?@?/g,
      ) ?? possessive(clause);
    const named = user ?? (PRONOUN.test(text) ? before[0] : undefined);
    return named
      ? calls({ tool: 'moderation_history', args: { user: named } })
      : say('ask', moderationAnswerWords[context.language].whichMember);
  }
  const order =
    /^(?:please |can you |could you |would you |pls |now |and |then |i want to |i'd like to |we should |let's |give )*(?:please )?(?:(?:an?|one|\d+)[ -]?(?:min(?:ute)?s?|h|hrs?|hours?|d|days?|weeks?|months?) )?(?:warn|time[- ]?out|mute|ban|kick|silence|suspend|issue (?:a )?(?:warning|ban|timeout|mute)|put|hand out|a? ?(?:warning|timeout|ban|mute))\b/.test(
      text,
    ) ||
    /\bgive\b.{1,30}\ban? (?:[\w-]+ ){0,2}(?:warning|timeout|ban|mute)\b/.test(text) ||
    /\bput\b.{1,30}\b(?:in|on) (?:a )?time ?-?out\b/.test(text);
  if (
    action &&
    order &&
    !/^.{0,20}\bwarn (?:me|us|the team|everyone)\b/.test(text) &&
    !/\b(?:rules?|logins?|sign-?ins?|ip|countr)/.test(text)
  ) {
    const user = person(
      clause,
      /@|\b(?:warn|time[- ]?out|mute|ban|kick|silence|suspend|put|give)\s+(?:the )?(?:user |member )?@?|\b(?:to|for|on|against)\s+(?:user |member )?@?/g,
    );
    const duration =
      /\b(?:for )?(\d+ ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|h|m|d)|an hour|a day|a week|permanently)\b/.exec(
        text,
      )?.[1];
    const users = user ? everyone(clause, user) : PRONOUN.test(text) ? toldBefore(clause, before) : [];
    return users.length > 0
      ? calls(
          ...users.slice(0, 5).map((one) => ({ tool: 'moderate_member', args: args({ user: one, action, duration }) })),
        )
      : say('ask', `Whom shall I ${action}?`);
  }
  return null;
};

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

const isModeration = (tool: string | undefined): boolean =>
  tool === 'moderation_history' || tool === 'moderate_member' || tool === 'reverse_action';

/** The members that moderation was about last: earlier in this message, or in the turn before that spoke of any. */
function spokenOf(clause: Clause, context: PlanContext): string[] {
  const of = (steps: readonly { tool: string; args: Record<string, unknown> }[]): string[] => [
    ...new Set(
      steps.flatMap(({ tool, args: { user } }) => (isModeration(tool) && typeof user === 'string' ? [user] : [])),
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

/** "@raider1 and @raider2": further members named by their handles behind the first. */
function everyone({ text }: Clause, first: string): string[] {
  const handles = [...text.matchAll(/(?<![\w.])@([a-z0-9][\w.-]*)/gi)].map((match) => match[1]!.replace(/[.,-]+$/, ''));
  return handles.length > 1 &&
    handles[0]!.toLowerCase() === first.toLowerCase() &&
    /@\S+(?:,| and| &|, and) @/.test(text)
    ? [...new Set(handles)]
    : [first];
}

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
