import { ruleWishWords } from '../../messages/catalogue/rule-wishes.ts';
import { findCountries } from './countries.ts';
import { namesKnown } from './intents/rule-wishes.ts';
import { args, type PastTurn, type Plan, type PlanContext, type PlannedCall } from './plan-types.ts';
import { onlyAccountsIn } from './rule-accounts.ts';
import { BY_ACCOUNT } from './rule-limits.ts';
import { readRuleParams, readRuleSeverity } from './rule-params.ts';
import { readUtterance } from './utterance.ts';

const LEAD = String.raw`^(?:(?:no|wait|hold on|yes|ok(?:ay)?|actually|please|and|but|better|rather|sorry|hm+|well|then|can you|could you|let's)[,. ]+)*`;
const END = String.raw`(?:[ ,]+(?:please|instead|then|rather|thanks|is better|would be better|(?:i|we)(?:'ve| have)? changed (?:my|our) minds?|after all|for now))*[.! ]*$`;
const NUMBER = String.raw`(?:\d{1,5}|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|fifty)`;
const SETTING = String.raw`(?:(?:(?:more than|at least|over) )?${NUMBER}(?: (?:times|failures|attempts|accounts|logins|failed (?:logins|attempts)))|(?:with)?in (?:${NUMBER}|an?|half an) (?:minutes?|mins?|hours?)|(?:the )?(?:severity|priority)(?: (?:of|is|to|should be))? (?:low|medium|high|critical)|(?:low|medium|high|critical)(?: (?:severity|priority))?)`;
const CHANGES = new RegExp(
  `${LEAD}(?:(?:make|set|change|use|try|raise|lower)(?: (?:it|that|this))?(?: to)? )?(${SETTING}(?:(?:,? and|,)? ${SETTING})*)${END}`,
);
const DROPS = new RegExp(
  `${LEAD}(?:(?:forget|drop|scrap|withdraw|cancel|discard|reject|leave|skip)(?: (?:it|that|this|(?:that|this|the last|the second|the new) (?:one|rule|proposal)|the (?:rule|proposal)))|we don't need (?:it|that)(?: after all)?)${END}`,
);
const TRIED = new RegExp(
  `${LEAD}(?:what|how (?:much|many(?: alerts)?)) would (?:that|it|this|the rule|this rule) have (?:raised|caught|found|noticed|triggered|fired|flagged)\\b[^?]*[?.! ]*$`,
);

/** "make it 20 instead": the number that a rule of the kind turns on. */
const BARE_NUMBER = new RegExp(
  `${LEAD}(?:make|set|change|use|try|raise|lower)(?: (?:it|that|this))?(?: to)? (${NUMBER})${END}`,
);
const TURNS_ON: Record<string, string> = {
  failed_logins: 'threshold',
  password_spray: 'min_accounts',
  success_after_failures: 'min_failures',
};

/** What is said of the proposal that the last turn made: other settings, away with it, what it would have raised. */
export function revisedProposal(norm: string, last: PastTurn, context: PlanContext): Plan | null {
  const step = last.steps.findLast(({ tool }) => tool === 'propose_rule' || tool === 'open_proposals');
  const id = last.citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('PROP-'))?.ref;
  if (!step?.ok || !id || last.steps.some(({ tool }) => !/^(?:propose_rule|open_proposals|list_rules)$/.test(tool)))
    return null;
  if (DROPS.test(norm) && context.tools.has('open_proposals'))
    return { calls: [{ tool: 'open_proposals', args: { id, decide: 'reject' } }], say: null };
  if (TRIED.test(norm) && context.tools.has('open_proposals'))
    return { calls: [{ tool: 'open_proposals', args: { id } }], say: null };
  if (step.tool !== 'propose_rule' || !context.tools.has('propose_rule')) return null;
  const bare = BARE_NUMBER.exec(norm)?.[1];
  const said = CHANGES.exec(norm)?.[1] ?? bare;
  const { rule_type: kind, params: before, statement } = step.args;
  if (!said || typeof kind !== 'string') return null;
  const severity = readRuleSeverity(said) ?? /\b(?:low|medium|high|critical)\b/.exec(said)?.[0] ?? step.args.severity;
  if (bare && TURNS_ON[kind] === undefined)
    return { calls: [], say: { why: 'not_here', text: ruleWishWords[context.language].nothingOfIt(id) } };
  const changed = bare
    ? {
        [TURNS_ON[kind] ?? 'threshold']: readRuleParams('failed_logins', {
          text: `over ${bare} times`,
          raw: bare,
          countries: [],
          excludedCountries: [],
        }).threshold,
      }
    : readRuleParams(kind, { text: said, raw: said, countries: [], excludedCountries: [] });
  if (Object.keys(changed).length === 0 && severity === step.args.severity) return null;
  const params = { ...(typeof before === 'object' && before !== null ? before : {}), ...changed };
  return {
    calls: [
      {
        tool: 'propose_rule',
        args: {
          rule_type: kind,
          ...(typeof statement === 'string' && { statement }),
          ...(Object.keys(params).length > 0 && { params }),
          ...(severity !== undefined && { severity }),
          ...(Object.keys(changed).length > 0 && { instead_of: id }),
        },
      },
    ],
    // another severity alone takes the place of the one that waits by itself
    say: null,
  };
}

const IT = String.raw`(?:it|that|this|(?:the|that|this)(?: new| last)? (?:rule|one|proposal|alert))`;
const NARROWS = new RegExp(
  String.raw`^(?:(?:and|but|also|please|yes|ok(?:ay)?|no|yeah|sure|well|wait|sorry|actually|then|oh|hm+|can you|could you|would you)[,. ]+)*(?:only|just|solely|exclusively|(?:for|of) .+ (?:only|alone)\b|(?:make|limit|restrict|narrow|change|set|keep|do|have) ${IT}\b|${IT} (?:should|must|shall|is|ought to|needs? to)\b|i (?:only |just )?(?:meant|mean|want(?:ed)?|need(?:ed)?|care)\b)`,
);
const SAYS_ONLY = /\b(?:only|just|solely|exclusively|alone|limit\w*|restrict\w*|narrow\w*)\b/;

/** “and only for admins”, straight after a proposal: the same wish for these accounts alone, in its place; or that no rule can be. */
export function narrowedWish(
  message: string,
  norm: string,
  { rule_type: kind, params: before, statement, severity }: Record<string, unknown>,
  id: string,
  context: PlanContext,
): Plan | null {
  if (!NARROWS.test(norm) || !SAYS_ONLY.test(norm) || typeof kind !== 'string') return null;
  const known = typeof before === 'object' && before !== null ? before : {};
  const again = (params: Record<string, unknown>): PlannedCall => ({
    tool: 'propose_rule',
    args: {
      rule_type: kind,
      ...args({ statement: `${statement}; ${message.trim()}`, severity }),
      params,
      instead_of: id,
    },
  });
  // “only from China”: in the place of the countries that were named
  const places = kind === 'country' ? findCountries(norm) : [];
  if (places.length > 0 && places.every(({ excluded }) => !excluded))
    return { calls: [again({ ...known, countries: [...new Set(places.map(({ code }) => code))] })], say: null };
  const only = onlyAccountsIn(readUtterance(message, context.language).readSlice(0, norm.length), namesKnown(context));
  if (!only) return null;
  const words = ruleWishWords[context.language];
  if (only.accounts.length === 0) return { calls: [], say: { why: 'not_here', text: words.nothingOfIt(id) } };
  if (!BY_ACCOUNT.has(kind)) return { calls: [], say: { why: 'not_here', text: words.notByAccount(only.said) } };
  const accounts = { [kind === 'without_second_factor' ? 'group' : 'accounts']: only.accounts };
  return {
    calls: [again({ ...known, ...accounts })],
    say: null,
    ...(only.unknown.length > 0 && { unused: only.unknown }),
  };
}
