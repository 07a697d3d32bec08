import { args, asRead, calls, type PlanContext, type Recogniser } from '../plan-types.ts';
import { tidy } from './words.ts';

const LOGIN = String.raw`(?:log[- ]?ins?|sign[- ]?ins?|logons?)`;
const ODD = '(?:unusual|anomalous|abnormal|atypical|out of the ordinary|odd|strange|weird)';
const LISTED = new RegExp(
  String.raw`\b${ODD} ${LOGIN}\b|\b${LOGIN} (?:that (?:is|are|was|were|look\w*) )?${ODD}\b|\b(?:login |sign-in )?anomal(?:y|ies)\b`,
);
const WHY = new RegExp(
  String.raw`\b(?:why|what makes|how come|explain why|what(?:'s| is))\b.{0,60}\b${ODD}\b|\bwhy (?:was|is|did) .{0,40}\b(?:scored|flagged|stand(?:s|ing)? out|stood out)\b`,
);
const WHEN = new RegExp(
  String.raw`\bwhen (?:does|do|did|is|would|will) (.{2,60}?) (?:normally|usually|typically|generally|ordinarily) ${LOGIN.replace('ins?', 'in').replace('[- ]?', '[- ]')}\b`,
);
const HOURS =
  /\bwhat (?:are|is) (?:the )?(?:normal|usual|typical) (?:hours?|times?|pattern|habits?|behaviou?r) (?:of|for) (.{2,60})/;
const NORMAL = /\b(?:is|was) (?:that|this|it) (?:normal|usual|typical|ordinary) (?:for|of|behaviou?r for) (.{2,60})/;

/** “why is LOG-7 unusual?”, “when does he normally sign in?”, “any unusual logins this week?” */
export const unusual: Recogniser = (clause, context) => {
  const { text, entities } = clause;
  if (/\b(?:rule|alert me|notify me|how (?:do|can|to)|propose)\b/.test(text)) return null;
  const whose = WHEN.exec(text) ?? HOURS.exec(text) ?? NORMAL.exec(text);
  if (whose) {
    const from = whose.index + whose[0].lastIndexOf(whose[1]!);
    const account = named(tidy(asRead(clause, from, from + whose[1]!.length)), entities.email, context);
    return account === null ? null : calls({ tool: 'explain_login', args: { account } });
  }
  const ref = entities.refs.find(({ kind }) => kind === 'event')?.ref;
  if (WHY.test(text)) {
    const about =
      ref ?? (entities.refs.length === 0 && /\b(?:this|that|it)\b/.test(text) ? lastLogin(context) : undefined);
    return about ? calls({ tool: 'explain_login', args: { id: about } }) : null;
  }
  if (entities.refs.length > 0 || entities.ip || entities.groupBy || !LISTED.test(text)) return null;
  return calls({ tool: 'explain_login', args: args({ range: entities.time?.range, account: entities.email }) });
};

/** Who is meant: a name that was said, or whoever the answer before was about. */
function named(said: string, email: string | null, context: PlanContext): string | null {
  if (email) return email;
  const name = said.replace(/[?.!]+$/, '').trim();
  if (!/^(?:he|she|they|him|her|them|that account|this account|the user)$/i.test(name))
    return name.length >= 2 && !/\s.*\s.*\s/.test(name) ? name : null;
  for (const turn of context.history.toReversed())
    for (const { args } of turn.steps.toReversed()) {
      const known = args.account ?? args.user;
      if (typeof known === 'string') return known;
    }
  return null;
}

const lastLogin = ({ history }: PlanContext): string | undefined =>
  history.at(-1)?.citations.find(({ ref }) => ref.startsWith('LOG-'))?.ref;
