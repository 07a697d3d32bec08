import { askingWords } from '../../../messages/catalogue/asking.ts';
import { BEGINS_ASKING } from '../clauses.ts';
import { readEntities } from '../entities.ts';
import { knownAmong } from '../focus.ts';
import {
  args,
  asRead,
  type Clause,
  calls,
  type PlanContext,
  type PlannedCall,
  type Recogniser,
  typed,
} from '../plan-types.ts';
import { personAtHand } from '../subjects.ts';
import { search } from './search.ts';
import { usersOf } from './search-people.ts';
import { isName, tidy } from './words.ts';

const LOGIN = String.raw`(?:log[- ]?ins?|sign[- ]?ins?|logons?)`;
const ODD = String.raw`(?:(?:most )?(?:unusual|anomalous|abnormal|atypical|peculiar)|out of the ordinary|odd(?:est)?|strange(?:st)?|weird(?:est)?)`;
const LISTED = new RegExp(
  String.raw`\b${ODD} ${LOGIN}\b|\b${LOGIN} (?:that |which )?(?:(?:is|are|was|were|look\w*|seem\w*) )*(?:${ODD}|st(?:and(?:s|ing)?|ood) out)\b|\b(?:login |sign-in )?anomal(?:y|ies)\b|\b(?:any|some|some ?)thing ${ODD} (?:with|about|in|among|of|on) (?:.{0,30} )?${LOGIN}\b`,
);
const WHY = new RegExp(
  String.raw`\b(?:why|what makes|how come|explain why|what(?:'s| is))\b.{0,60}\b${ODD}\b|\bwhy (?:was|is|did|does|do) .{0,40}\b(?:scored|flagged|stand(?:s|ing)? out|stood out)\b`,
);

const USUALLY = '(?:normally|usually|typically|generally|ordinarily|commonly|mostly|tends? to)';
const AT_WORK = String.raw`(?:(?:log|sign)(?:s|ged|ed)?[- ]?(?:in|on)\b|(?:be |get |come |go )?(?:online|on-line|active|in)\b|work|working|start|begin|arrive|connect)`;
/** A dot within a name ends nothing. */
const WHO = String.raw`((?:[^?!.,;]|\.(?=\S)){1,60}?)`;
const END = String.raw`[?!,;]|\.(?:\s|$)|$`;
/** What is normal of somebody, in the words people have for it; the group is whoever is meant. */
const OF_WHOM: readonly RegExp[] = [
  // "when does he normally sign in?", "at what times is Dana usually online?"
  new RegExp(
    String.raw`\b(?:when|(?:at |during )?(?:what|which) (?:times?|hours?|days?)(?: of (?:the )?(?:day|week))?) (?:does|do|did|is|are|was|would|will) ${WHO} ${USUALLY} ${AT_WORK}`,
  ),
  // "does she usually work at night?"
  new RegExp(String.raw`^(?:(?:and|so|but|well|ok(?:ay)?),? )*(?:does|do|did|is|was) ${WHO} ${USUALLY} ${AT_WORK}`),
  new RegExp(
    String.raw`\b(?:normal|usual|typical|regular) (?:working |login |sign-in |log-in |office )?(?:hours?|times?|days?|patterns?|habits?|behaviou?rs?|routines?) (?:of|for) ${WHO}(?=${END})`,
  ),
  new RegExp(
    String.raw`\b(?:what (?:are|is)|show(?: me)?|tell me) ${WHO}(?:'s|s') (?:normal|usual|typical|regular) (?:working |login |sign-in |log-in |office )?(?:hours?|times?|days?|patterns?|habits?|behaviou?rs?|routines?)\b`,
  ),
  // "is it usual that Dana signs in on Sundays?"
  new RegExp(
    String.raw`\b(?:is|was) it (?:(?:not |un)?(?:normal|usual|typical|ordinary|common|strange|odd|weird)) (?:that|if|when) ${WHO} (?:log|sign|work|is|was|connect|come|arriv|start)\w*`,
  ),
  // "is that normal for Tomas?", "is it usual for her to sign in at 3 am?"
  new RegExp(
    String.raw`\b(?:is|was|would) (?:that|this|it|such a (?:login|sign-in)) (?:be )?(?:normal|usual|typical|ordinary|common)(?: behaviou?r)? (?:for|of) ${WHO}(?= to (?:log|sign|work|be|come|use)|${END})`,
  ),
  new RegExp(String.raw`\bwhat(?:'s| is| counts as)? (?:normal|usual|typical|ordinary) (?:for|of) ${WHO}(?=${END})`),
  new RegExp(String.raw`\bbaselines? (?:of|for) ${WHO}(?=${END})`),
];
/** Whom one points at rather than names. */
const POINTS =
  /^(?:he|she|they|him|her|them|(?:that|this|the) (?:account|user|person|guy|man|woman|employee|colleague))$/i;
/** What stands in the place of a name and is none. */
const NOBODY =
  /^(?:we|us|you|i|me|it|that|this|there|people|everyone|everybody|anyone|our (?:people|users|company|team)|an?\b.*|most .*|attackers?|hackers?|.*\b(?:cameras?|rules?|alerts?|incidents?|reports?|logs?|door|gate)\b.*)$/i;

/** “when does he normally sign in?”: of a name, or of whoever the conversation is about; else whom is asked. */
export const usual: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (ELSEWHERE.test(text) || entities.refs.length > 0 || !context.tools.has('explain_login')) return null;
  // which country is normal stands in the logins themselves
  if (entities.countries.length > 0 && !/\bfor\b/.test(text)) return null;
  const match = OF_WHOM.map((words) => words.exec(text)).find((found) => found !== null);
  const said = match?.[1];
  if (!match || said === undefined || NOBODY.test(said)) return null;
  const from = match.index + match[0].indexOf(said);
  const name = tidy(asRead(clause, from, from + said.length)).replace(/^(?:the )?(?:user|account) (?=\S)/i, '');
  const isPointed = POINTS.test(said);
  if (!isPointed && (name.length < 2 || /\s\S+\s\S+\s/.test(name))) return null;
  const before = isPointed ? saidBefore(clause, match.index, context) : null;
  const account = entities.email ?? before?.user ?? (isPointed ? whomAtHand(context) : name);
  if (account !== null)
    return {
      calls: [...(before?.calls ?? []), { tool: 'explain_login', args: { account } }],
      ...(before && { limits: before.limits }),
    };
  return { say: { why: 'ask', text: askingWords[context.language].whichAccount } };
};

/**
 * “how many failed logins did sam have yesterday, is that normal for him?”: he is who was named before, and what was asked of him there is
 * asked, too; what only told of him is said not to be used.
 */
function saidBefore(clause: Clause, at: number, context: PlanContext): Before | null {
  const text = clause.text.slice(0, at).replace(/[\s,;:.-]+(?:and|but|so)?\s*$/, '');
  if (text.length < 8) return null;
  const entities = readEntities(text, context.now, context.timeZone);
  const left = { ...clause, text, entities };
  const user =
    usersOf(left).user ??
    [...entities.rest.matchAll(WHO_GOT_IN)].map((found) => found[1]!).find(isName) ??
    knownAmong(text.match(/[\p{L}][\p{L}\p{N}._-]+/gu) ?? [], context.history);
  if (user === null || user === 'me' || user.includes(',')) return null;
  const read = BEGINS_ASKING.test(text) && entities.kinds.length > 0 ? search(left, context) : null;
  const asked = read && 'calls' in read ? read.calls : [];
  return { user, calls: asked, limits: asked.length > 0 ? [] : [tidy(typed(clause, 0, text.length)).slice(0, 60)] };
}
interface Before {
  user: string;
  calls: PlannedCall[];
  limits: string[];
}
const WHO_GOT_IN =
  /\b(?:before|after|until|when|once|that|since) (\p{L}[\p{L}\p{N}._-]*) (?:got|gets|signed|signs|logged|logs|came|made it|was let)\b/gu;

const ELSEWHERE = /\b(?:rule|alert me|notify me|how (?:do|can|to)|propose|cameras?)\b/;

/** “why is LOG-7 unusual?”, “any unusual logins this week?” */
export const unusual: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (ELSEWHERE.test(text)) return null;
  const ref = entities.refs.find(({ kind }) => kind === 'event')?.ref;
  if (WHY.test(text)) {
    const about =
      ref ??
      (entities.refs.length === 0 && /\b(?:this|that|it|first|one)\b/.test(text) ? lastLogin(context) : undefined);
    return about ? calls({ tool: 'explain_login', args: { id: about } }) : null;
  }
  // of hours somebody names they want to see the logins
  const isOfHours = /_\d{2}_\d{2}$|T\d/.test(entities.time?.range ?? '');
  if (entities.refs.length > 0 || entities.ip || entities.groupBy || isOfHours || !LISTED.test(text)) return null;
  return calls({
    tool: 'explain_login',
    args: args({ range: entities.time?.range, account: entities.email ?? whoseLogins(clause) }),
  });
};

/** “strange sign-ins by Tomas”: one name, and not the asker's own. */
function whoseLogins(clause: Clause): string | null {
  const { user } = usersOf(clause);
  return user === null || user === 'me' || user.includes(',') ? null : user;
}

/** Whoever the answers before were about. */
export function whomAtHand(context: PlanContext): string | null {
  for (const turn of context.history.toReversed()) {
    // whoever an alert is about that was opened since comes before whom was spoken of earlier
    const opened = turn.steps.findLast(({ tool, ok }) => ok && tool === 'open_alert')?.args.id;
    if (typeof opened === 'string') return personAtHand(context)?.name ?? opened;
    for (const { args: asked } of turn.steps.toReversed()) {
      const known = asked.account ?? asked.user;
      if (typeof known === 'string' && !/^(?:ALR|INC|LOG)-|^me$|,/.test(known)) return known;
      if (typeof known === 'string') return personAtHand(context)?.name ?? null;
    }
  }
  return personAtHand(context)?.name ?? null;
}

const lastLogin = ({ history }: PlanContext): string | undefined =>
  history.at(-1)?.citations.find(({ ref }) => ref.startsWith('LOG-'))?.ref;

const ANYTHING_ODD =
  /\b(?:unusual|anomalous|abnormal|atypical|out of the ordinary|odd|strange|weird|noteworthy|st(?:and(?:s|ing)?|ood) out)\b/;

/** “anything unusual this week?” looks for alerts, the worst first, and for logins that stood out beside them. */
export function withUnusual(call: PlannedCall, norm: string, { tools }: PlanContext): PlannedCall {
  const { kinds, group_by: by, compare_to: to } = call.args;
  const isAlerts = Array.isArray(kinds) && kinds.join() === 'alert' && by === undefined && to === undefined;
  return isAlerts && tools.has('explain_login') && ANYTHING_ODD.test(norm)
    ? { ...call, args: { ...call.args, order: 'worst', stood_out: true } }
    : call;
}
