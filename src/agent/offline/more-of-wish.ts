import { ruleWishWords } from '../../messages/catalogue/rule-wishes.ts';
import { readEntities } from './entities.ts';
import { tidy } from './intents/words.ts';
import { leftOver } from './order-words.ts';
import type { PastTurn, Plan, PlanContext } from './plan-types.ts';
import { narrowedWish } from './revising.ts';

/** "and not for svc-backup", straight after a proposal: the same wish with that in it. */
export function moreOfWish(
  message: string,
  norm: string,
  last: PastTurn,
  context: PlanContext,
  read: (message: string, context: PlanContext) => Plan,
): Plan | null {
  const [made] = last.steps;
  const wished = last.steps.length === 1 && made?.ok && made.tool === 'propose_rule' ? made.args : undefined;
  if (typeof wished?.statement !== 'string' || norm.length > 160) return null;
  const id = last.citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('PROP-'))?.ref;
  const narrowed = id === undefined ? null : narrowedWish(message, norm, wished, id, context);
  if (narrowed) return narrowed;
  if (norm.length > 100) return null;
  const other = otherCountries(norm, wished, context);
  if (other) return inPlaceOf(other, id);
  if (!MORE_OF_IT.test(norm)) return null;
  const more = message.trim().replace(MORE_LEAD, '');
  const whole = read(`${wished.statement.replace(/[\s.!?]+$/, '')} ${more}`, {
    ...context,
    history: context.history.slice(0, -1),
  });
  if (!whole.calls.every(({ tool }) => tool === 'propose_rule')) return null;
  const [same] = whole.calls;
  const isSame = ['rule_type', 'params', 'severity'].every(
    (name) => JSON.stringify(same?.args[name]) === JSON.stringify(wished[name]),
  );
  if (!same || !isSame) return inPlaceOf(whole, id);
  // none of it can be a part of the rule that waits: another of the same would be of no use
  const words = ruleWishWords[context.language];
  const text = [words.beyond(tidy(more)), ...(id === undefined ? [] : [words.stays(id)])].join(' ');
  return { calls: [], say: { why: 'not_here', text } };
}
/** The one that it is otherwise than is withdrawn for it. */
const inPlaceOf = (made: Plan, id: string | undefined): Plan =>
  id === undefined
    ? made
    : { ...made, calls: made.calls.map((call) => ({ ...call, args: { ...call.args, instead_of: id } })) };

const MORE_LEAD =
  /^(?:(?:and|but|also|please|,|(?:can you )?(?:make|keep|limit|restrict) (?:it|that|this)(?: to)?)\s+)+/i;
const MORE_OF_IT =
  /^(?:(?:and|but|also|please|yes|ok(?:ay)?|no|yeah|sure|well|can you|(?:make|keep|limit|restrict) (?:it|that|this)(?: to)?),? )*(?:not (?:for|from|of|on|at|in|by)|except|excluding|without|unless|(?:only|just) (?:for|from|on|at|in|between|outside|during|if|when|with|by|of)|for [\p{L} ]{2,40} only|(?:but )?(?:not )?(?:on|at) (?:weekends?|nights?|night))\b/u;

/** "and China too", "only from China", of a rule for countries: those besides, or instead. */
function otherCountries(norm: string, wished: Record<string, unknown>, { now, timeZone }: PlanContext): Plan | null {
  const said = OTHER_COUNTRIES.exec(norm);
  const before = wished.params as { countries?: unknown; mode?: unknown } | undefined;
  if (!said || wished.rule_type !== 'country' || !Array.isArray(before?.countries)) return null;
  const { countries, rest } = readEntities(norm, now, timeZone);
  if (countries.length === 0 || leftOver(rest.slice(said[0].length)).trim() !== '') return null;
  const all = said[1] === undefined ? [...new Set([...(before.countries as string[]), ...countries])] : countries;
  const statement = `${wished.statement} ${norm}`.slice(0, 300);
  return {
    calls: [{ tool: 'propose_rule', args: { ...wished, statement, params: { ...before, countries: all } } }],
    say: null,
  };
}
const OTHER_COUNTRIES =
  /^(?:(?:and|but|also|please|yes|ok(?:ay)?|no|actually|well|make (?:it|that))[ ,]+)*(?:(only|just|rather|instead)[ ,]+)?(?:(?:from|for|with|add|in|out of)[ ,]+)*(?=\p{L})/u;
