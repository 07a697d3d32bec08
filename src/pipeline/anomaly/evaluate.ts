import type { ProfileKind } from '../../db/account-profiles.ts';
import type { Rule } from '../../domain/rule.ts';
import type { Bound, Context, Detector, Example, Finding, Login, LoginsNeed, Needs } from './detector.ts';
import { History, inOrder } from './history.ts';

/** An active rule, ready to look at logins. */
export interface BoundRule {
  rule: Rule;
  bound: Bound;
}

export interface RuleFinding {
  rule: BoundRule;
  finding: Finding;
}

/** What all the rules together want to see; needs of the same kind become one that covers them. */
export function allNeeds(rules: readonly BoundRule[]): Required<Needs> {
  const logins = new Map<string, LoginsNeed>();
  for (const need of rules.flatMap(({ bound }) => bound.needs.logins ?? [])) {
    const { placed } = need;
    const key = [need.by, need.outcome, need.around, need.positioned ?? false, placed !== undefined].join(' ');
    const known = logins.get(key) ?? need;
    logins.set(key, {
      ...need,
      before: Math.max(known.before, need.before),
      after: Math.max(known.after, need.after),
      nearest: Math.max(known.nearest, need.nearest),
      ...(placed === undefined ? {} : { placed: Math.max(known.placed ?? 0, placed) }),
    });
  }
  const profiles = new Set(rules.flatMap(({ bound }) => bound.needs.profiles ?? []));
  return { logins: [...logins.values()], profiles: [...profiles] };
}

/** What the rules make of new logins, in the order in which those happened. Adds them to the history; no other effect. */
export function evaluateBatch(
  rules: readonly BoundRule[],
  logins: readonly Login[],
  history: History,
  context: Context,
): RuleFinding[] {
  const profiles: readonly ProfileKind[] = allNeeds(rules).profiles;
  history.add(logins);
  const findings: RuleFinding[] = [];
  for (const login of [...logins].sort(inOrder)) {
    for (const rule of rules) {
      for (const finding of rule.bound.evaluate(login, history, context)) findings.push({ rule, finding });
    }
    history.learn(login, profiles);
  }
  return findings;
}

/** Runs a detector's example; with `params`, with those instead of its own: what would an edited rule still notice? */
export function runExample(detector: Detector, example: Example, params: unknown = example.params ?? {}): string[] {
  const bound = detector.bind(params);
  const monday = Date.UTC(2026, 2, 2, 9);
  const history = new History();
  const found = new Set<string>();
  example.logins.forEach(({ minute, ...given }, sequence) => {
    const login: Login = {
      sequence,
      occurredAt: new Date(monday + minute * 60_000),
      outcome: 'success',
      account: 'dana',
      address: '198.51.100.7',
      country: null,
      city: null,
      latitude: null,
      longitude: null,
      device: null,
      ...given,
    };
    history.add([login]);
    for (const { fingerprint } of bound.evaluate(login, history, { timeZone: 'UTC' })) found.add(fingerprint);
    history.learn(login, bound.needs.profiles ?? []);
  });
  return [...found];
}
