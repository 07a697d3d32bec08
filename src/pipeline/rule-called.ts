import { findAlert } from '../db/alerts.ts';
import { findRule, findRuleById, listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import { nameWord } from '../domain/known-name.ts';
import type { Language } from '../domain/language.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { aboutRuleWords } from '../messages/catalogue/about-rule.ts';
import { findRuleKind } from './rule-kinds.ts';
import { describeRule } from './rules.ts';

/** Which rule somebody means: its reference, what they call it, or the alert that it raised. */
export interface RuleMeant {
  rule?: string | undefined;
  named?: string | undefined;
  of_alert?: string | undefined;
}

const MOST_NAMED = 6;
/** What a rule's own words weigh: what it is called says more than what it looks for. */
const WEIGHTS = { name: 3, words: 2, kind: 1 };
/** Words of a rule, and of talking about one, that tell no two apart. */
const NO_WORD = new Set(
  'a an the of for in on at to by from with and or that this it is are our my your rule rules alert alerts alarm alarms one thing signs sign signin signins login logins log account accounts someone somebody who when new'
    .split(' ')
    .filter((word) => word !== 'new'),
);

/** The one rule that is meant. `not_found` where there is none, `invalid_input` where it may be several, each with its name. */
export async function ruleCalled(
  tx: OrgDb,
  { rule: ref, named, of_alert: alert }: RuleMeant,
  language: Language,
): Promise<Rule> {
  const words = aboutRuleWords[language];
  const given = ref ?? (named && parseReference(named)?.kind === 'rule' ? named : undefined);
  if (given !== undefined) {
    const number = parseReference(given, 'rule')?.number;
    const found = number === undefined ? null : await findRule(tx, number);
    if (found) return found;
    throw new SafeNestError('not_found', words.noSuch(oneLine(given, 60)));
  }
  if (alert !== undefined) {
    const number = parseReference(alert, 'alert')?.number;
    const found = number === undefined ? null : await findAlert(tx, number);
    const rule = found?.ruleId ? await findRuleById(tx, found.ruleId) : null;
    if (rule) return rule;
    throw new SafeNestError('not_found', words.noRuleBehind(oneLine(alert, 40)));
  }
  const said = oneLine(named ?? '', 200);
  const all = (await listRules(tx)).filter(({ state }) => state !== 'rejected');
  const found = closest(said, all, language);
  const [one, ...more] = found;
  if (!one) throw new SafeNestError('not_found', words.noneCalled(said));
  if (more.length === 0) return one;
  throw new SafeNestError(
    'invalid_input',
    words.several(
      said,
      found
        .slice(0, MOST_NAMED)
        .map((rule) => `${formatReference({ kind: 'rule', number: rule.number })} “${oneLine(rule.name, 60)}”`),
    ),
  );
}

/** The rules that all of the words fit, the best alone where one fits better than the rest; of equals those that are on. */
export function closest(said: string, rules: readonly Rule[], language: Language): Rule[] {
  const wanted = tokens(said).filter((word) => !NO_WORD.has(word));
  if (wanted.length === 0) return [];
  const scored = rules
    .map((rule) => ({ rule, score: scoreOf(rule, wanted, language) }))
    .filter(({ score }) => score > 0);
  const best = Math.max(0, ...scored.map(({ score }) => score));
  const top = scored.filter(({ score }) => score === best).map(({ rule }) => rule);
  const active = top.filter(({ state }) => state === 'active');
  return active.length > 0 ? active : top;
}

function scoreOf(rule: Rule, wanted: readonly string[], language: Language): number {
  const kind = findRuleKind(rule.kind);
  const parts: [string[], number][] = [
    [tokens(rule.name), WEIGHTS.name],
    [tokens(`${describeRule(rule, language)} ${describeRule(rule, 'en')}`), WEIGHTS.words],
    [tokens(`${kind?.title ?? ''} ${rule.kind} ${ALSO[rule.kind] ?? ''} ${ALSO_OF(rule)}`), WEIGHTS.kind],
  ];
  let score = 0;
  for (const word of wanted) {
    const weight = Math.max(0, ...parts.filter(([has]) => has.some((one) => isSame(one, word))).map(([, w]) => w));
    if (weight === 0) return 0;
    score += weight;
  }
  // of two that have all the words, the one with less besides them is meant
  return score + wanted.length / (wanted.length + tokens(rule.name).length);
}

/** What people call a kind of rule, where its own words do not say so. */
const ALSO: Record<string, string> = {
  failed_logins: 'brute force password guessing wrong passwords lockout failures',
  password_spray: 'spraying sprayed one address many accounts',
  success_after_failures: 'gives way got in after failures break-in breach',
  time_window: 'working office business hours night weekend out of hours late',
  country: 'countries abroad foreign geo location',
  first_seen: 'unknown first time',
  impossible_travel: 'two places far apart',
  zone_entry: 'zone person people camera restricted area',
  unknown_person: 'stranger strangers unknown people face camera',
  watched_person: 'watch list watched',
  unusual_activity: 'rare odd unusual camera hour late evening',
  unusual_login: 'odd unusual anomaly strange',
  login_volume: 'more often volume many logins',
  listed: 'block list allow list address ip office',
};
const ALSO_OF = ({ params }: Rule): string => (typeof params.what === 'string' ? params.what : '');

const tokens = (text: string): string[] =>
  nameWord(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map(stem);
/** As far as a word says what it means: `devices` is `device`, `sprayed` is `spray`. */
const stem = (word: string): string =>
  word.length > 4 ? word.replace(/ies$/, 'y').replace(/(?:ing|ed|s)$/, '') : word;
const isSame = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= 4 && (one.startsWith(other) || other.startsWith(one)));
