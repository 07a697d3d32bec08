import type { Plan } from './plan-types.ts';

/*
 * "in percent please", "what share of the alerts were false alarms?": the counts of a search beside the whole they are a part of.
 */

const SHARE =
  /\b(?:what|which|how (?:big|large|high)(?: (?:is|was|are|were))?(?: (?:a|the))?)(?:'s| is| was)?(?: the| a)? (?:share|percentage|proportion|fraction|ratio)\b|\b(?:in|as|into)(?: an?)? (?:per ?cents?|percentages?|shares?|proportions?|fractions?)\b|\b(?:in|as) ?%|\b(?:how many|what) per ?cent\b|\bwith (?:the )?percentages?\b/;
/** "in percent please": of what was just counted. */
export const AS_SHARE =
  /^(?:(?:and|ok(?:ay)?|so|now|please|can you|could you|thanks|then)[ ,]+)*(?:(?:give|show|tell|say|put|express)(?: me| us)? )?(?:(?:that|this|it|these|those|them|the same|(?:the|those|these) (?:numbers|figures|counts))(?: again)? )?(?:(?:in|as|into)(?: an?)? (?:per ?cents?|percentages?|%|shares?|proportions?|fractions?)(?: of (?:the )?(?:total|whole|all))?|(?:what|which|how much) (?:is|are|was|were) (?:that|this|it|these|those|they) (?:in|as)(?: an?)? (?:per ?cents?|percentages?|%|shares?)|what (?:are|is) the (?:percentages?|shares?)|(?:what|how big a) (?:share|percentage|proportion)(?: of (?:the )?(?:total|whole|all))? (?:is|are|was) (?:that|this|it|those|these|they))(?:[ ,]+(?:please|then|instead|thanks|now))*[?!. ]*$/;

/** What a filter of a search chooses from, so that what it left is a share of that. */
const CHOSEN_FROM: readonly (readonly [string, string])[] = [
  ['status', 'status'],
  ['severities', 'severity'],
  ['min_severity', 'severity'],
  ['rule', 'rule'],
  ['outcome', 'outcome'],
  ['country', 'country'],
  ['user', 'user'],
  ['ip', 'ip'],
];
/** "of the failed logins" is the whole, not the part. */
const WHOLE_FAILED = /\bof (?:all |the |our |these |those )*(?:failed|unsuccessful|successful)\b/;
const WHOLE_SEVERE = /\bof (?:all |the |our |these |those )*(?:critical|high|medium|low|open|closed)\b/;

/** A plan whose counts are told as shares, where the message asks for them so; else as it is. */
export function asShare(made: Plan, norm: string): Plan {
  const [call] = made.calls;
  if (!call || made.calls.length > 1 || call.tool !== 'search_logs') return made;
  if (!SHARE.test(norm) && !AS_SHARE.test(norm)) return made;
  const unused = made.unused?.filter((said) => !/^(?:shares?|per ?cent\w*|proportions?|fractions?|ratio)$/i.test(said));
  const rest: Plan = { ...made };
  delete rest.unused;
  const plan: Plan = { ...rest, ...(unused && unused.length > 0 && { unused }) };
  if (typeof call.args.group_by === 'string') return { ...plan, share: { of: null } };
  const part = CHOSEN_FROM.find(
    ([key]) =>
      call.args[key] !== undefined &&
      !(key === 'outcome' && WHOLE_FAILED.test(norm)) &&
      !(/^(?:status|severities|min_severity)$/.test(key) && WHOLE_SEVERE.test(norm)),
  );
  if (!part) return made;
  const [key, group] = part;
  const { [key]: of, limit: _limit, order: _order, ...args } = call.args;
  return {
    ...plan,
    calls: [{ ...call, args: { ...args, group_by: group } }],
    share: {
      of: key === 'min_severity' ? { least: String(of) } : { any: [of].flat().map(String).join(',').split(',') },
    },
  };
}
