import { args, calls, type PlanContext, type Recogniser } from './plan-types.ts';
import { rankedIn } from './told.ts';

/*
 * “What did they try?”, “did any of them get in?”, “show me their alerts”, after accounts or addresses were counted: they are those which the
 * answer named, in the time that was asked about.
 */

const LEAD = String.raw`^(?:(?:and|so|but|ok(?:ay)?|well|please|hm+),? )*`;
const THEY = String.raw`(?:they|(?:any|some|all|most|one|each|how many) of (?:them|those|these)|those|these|the (?:top|first) (?:two|three|four|five|[2-5])|(?:those|these|the)(?: same)? (?:accounts|addresses|ips|users|people|hosts|guys)|(?:any|one) of (?:those|these|the) (?:accounts|addresses|ips|users|hosts))`;
const AGO = String.raw`(?: (?:all|each|ever|really|actually|then|there|afterwards?|later|exactly|in the end|after (?:that|all)|too|also|last|first|anywhere|somewhere|now|today|to do|to get into|at all))*`;
const END = String.raw`${AGO}[?!. ]*$`;
const of = (body: string): RegExp => new RegExp(LEAD + body + END);

const TRIED = of(
  String.raw`(?:what|which(?: \w+)?|whose(?: \w+)?|who|whom|how many(?: \w+)?)(?: other)?(?: accounts?| users?| names?)?(?: (?:did|have|has|had|were))? ${THEY}${AGO} (?:tr(?:y|ied|ying)|attack\w*|target\w*|guess\w*|hit|go(?:ne)? (?:for|after)|went (?:for|after)|attempt\w*|us(?:e|ed|ing))`,
);
const GOT_IN = of(
  String.raw`(?:did|has|have|had|was|were) ${THEY}${AGO} (?:g[eo]t(?:ten)?(?: \w+)? in|ma[dk]e it in|succeed(?:ed)?|success\w*|sign(?:ed)? in|log(?:ged)? in|gain(?:ed)? access|come through|work(?:ed)?)`,
);
const FROM = of(
  String.raw`(?:(?:from )?(?:where|which countr(?:y|ies)|what countr(?:y|ies))(?: (?:did|do|are|were|have|is|was))? ${THEY}(?: (?:com(?:e|ing)|came|from|located|based|sitting|sit|try|tried|sign in|log in|connect))*(?: (?:from|it from))?|which countr(?:y|ies) (?:are|were) behind (?:them|those|these))`,
);
const WHEN = of(String.raw`(?:when|at what time)(?: (?:did|do|were|was|have))? ${THEY}(?: \w+){0,3}`);
const SHOW = of(
  String.raw`(?:(?:show|list|give|see)(?: me)? )?(?:all )?(?:of )?(?:their|those|these) (?:failed )?(log-?ins?|sign-?ins?|attempts|tries|alerts?|failures)(?: please)?|(?:are|were|is) there (?:any )?(?:open )?(alerts?|log-?ins?) (?:about|of|from|on|for|by) (?:them|those|these)|(?:any )?(?:open )?(alerts?) (?:about|on|for|from|of) (?:them|those|these|any of (?:them|those))`,
);

/** “what did they do then?” */
const DID = of(String.raw`what(?: else)?(?: (?:did|have|has|are|were|had))? ${THEY}${AGO} (?:do|done|doing|up to)`);

/** Such a question as a search of those alone; null for every other, and where nothing was counted last. */
export const ofRanking: Recogniser = (clause, context) => {
  const { text, entities, before } = clause;
  if (before.length > 0 || entities.refs.length > 0 || entities.ip !== null || entities.email !== null) return null;
  const about = rankedAtHand(context);
  if (!about) return null;
  const { who, asked } = about;
  const base = { kinds: ['login'], ...who, range: entities.time?.range ?? asked.range };
  if (GOT_IN.test(text)) return calls(look({ ...base, outcome: 'success' }));
  const tried = { ...base, outcome: asked.outcome };
  if (TRIED.test(text)) return calls(look({ ...tried, group_by: who.ip === undefined ? 'ip' : 'user' }));
  if (FROM.test(text)) return calls(look({ ...tried, group_by: 'country' }));
  if (WHEN.test(text)) return calls(look({ ...tried, group_by: clause.entities.groupBy ?? undefined }));
  if (DID.test(text)) return calls(look(base));
  const shown = SHOW.exec(text);
  const what = shown?.[1] ?? shown?.[2] ?? shown?.[3];
  if (what === undefined) return null;
  return what.startsWith('alert')
    ? calls(look({ kinds: ['alert'], ...who, range: base.range, status: statusIn(text) }))
    : calls(look({ ...base, outcome: entities.outcome ?? undefined }));
};

const statusIn = (text: string): string | undefined => (/\bopen\b/.test(text) ? 'open' : undefined);
const look = (wanted: Record<string, unknown>) => ({ tool: 'search_logs', args: args(wanted) });

/** Whom the answer before counted, as a search takes them, and what it was asked; null where it counted nobody. */
function rankedAtHand({ history }: PlanContext): {
  who: { user?: string; ip?: string };
  asked: Record<string, unknown>;
} | null {
  const turn = history.findLast(({ steps }) => steps.some(({ ok }) => ok));
  const step = turn?.steps.findLast(({ ok }) => ok);
  if (!turn || step?.tool !== 'search_logs') return null;
  const ranked = rankedIn(turn);
  const [first] = ranked;
  if (!first) return null;
  const names = ranked.map(({ name }) => name).join(',');
  return { who: first.kind === 'account' ? { user: names } : { ip: names }, asked: step.args };
}
