import { calls, type Recogniser } from './plan-types.ts';

/** Nouns that say of what all are meant, and what narrowed a search by them. */
const OF_ALL: readonly [RegExp, readonly string[]][] = [
  [
    /^(?:accounts?|users?|people|persons?|employees?|members?|everyone|everybody|staff)$/,
    ['user', 'exclude_user', 'assignee', 'exclude_assignee'],
  ],
  [/^(?:address(?:es)?|ips?|hosts?|machines?)$/, ['ip', 'exclude_ip']],
  [/^(?:countries|country|places?|locations?|everywhere)$/, ['country', 'exclude_country', 'city']],
  [/^(?:days?|times?|dates?|weeks?|periods?)$/, ['range', 'hours', 'weekdays']],
  [/^(?:severit(?:y|ies)|levels?)$/, ['min_severity', 'severities']],
  [/^(?:outcomes?|attempts?)$/, ['outcome']],
  [/^(?:status(?:es)?|states?)$/, ['status']],
  [/^(?:devices?|browsers?)$/, ['device']],
];
const NOUNS = String.raw`accounts?|users?|people|persons?|employees?|members?|staff|address(?:es)?|ips?|hosts?|machines?|countries|country|places?|locations?|days?|times?|dates?|weeks?|periods?|severit(?:y|ies)|levels?|outcomes?|attempts?|status(?:es)?|states?|devices?|browsers?`;
const KINDS = String.raw`log-?ins?|sign-?ins?|alerts?|alarms?|incidents?|events?|failures?`;
const ALL = new RegExp(
  String.raw`^(?:(?:and|no|but|so|i mean(?:t)?|sorry|for|of|from|by|show|me|give|list|the same|please|now|with|actually),? )*(?:(?:all|every|any|each)(?: of)?(?: the| our)? (${NOUNS}|${KINDS}|of them)|(everyone|everybody|everywhere|everything|all(?: of them)?))\b(.*)$`,
);
const NOT_JUST =
  /^[ ,;-]*(?:(?:and|but) )?(?:not|no|rather than|instead of)(?: (?:just|only|merely|simply))? (?:the |those |for |of |from |by )?([^,;?!]+?)(?: ones?)?(?: please)?[?!. ]*$/;
const NOTHING_MORE = /^(?:[ ,]*(?:please|then|now|instead|again|this time|thanks))*[?!. ]*$/;

/**
 * "all accounts, not just maria", "everyone please": the search without what narrowed it in just that. Null where a text says
 * no such thing, or nothing of the kind narrowed it.
 */
export function widened(text: string, args: Record<string, unknown>): Record<string, unknown> | null {
  const all = ALL.exec(text);
  if (!all) return null;
  const noun = all[1] ?? all[2] ?? '';
  const rest = all[3] ?? '';
  const not = NOT_JUST.exec(rest);
  if (!not && !NOTHING_MORE.test(rest)) return null;
  const named = not?.[1]?.toLowerCase() ?? null;
  const keys =
    OF_ALL.find(([words]) => words.test(noun))?.[1] ??
    (named === null ? [] : Object.keys(args).filter((key) => holds(args[key], named)));
  const left = Object.entries(args).filter(
    ([key, value]) => !keys.includes(key) && !(named !== null && key !== 'group_by' && holds(value, named)),
  );
  return left.length < Object.keys(args).length ? Object.fromEntries(left) : null;
}

/** Whether a filter is the one that a text names: `maria` of maria.lindqvist@example.org, "the open ones" of a status. */
const holds = (value: unknown, named: string): boolean =>
  typeof value === 'string' &&
  named.split(/\s+/).some((word) => word.length > 2 && value.toLowerCase().startsWith(word));

/** The search before without what a text says not to narrow it by. */
export const widening: Recogniser = ({ text, entities, before }, { history }) => {
  if (before.length > 0 || entities.refs.length > 0 || entities.time !== null) return null;
  const last = history.findLast(({ steps }) => steps.some(({ ok }) => ok))?.steps.findLast(({ ok }) => ok);
  if (last?.tool !== 'search_logs') return null;
  const args = widened(text, last.args);
  return args && calls({ tool: 'search_logs', args });
};
