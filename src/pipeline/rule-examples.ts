import { z } from 'zod';
import { alertEvents, findAlert } from '../db/alerts.ts';
import { findEvent, type PastLogin } from '../db/events.ts';
import { findOrganisation } from '../db/organisations.ts';
import { insertRuleExample, listRuleExamples, loginsNear, saveDropped } from '../db/rule-examples.ts';
import { addRuleVersion } from '../db/rule-versions.ts';
import { lockRule } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import type { Rule } from '../domain/rule.ts';
import type { ExampleEvent, RuleExample } from '../domain/rule-example.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';
import { alertIn } from '../messages/tell-alert.ts';
import type { Bound, Login } from './anomaly/detector.ts';
import { History, inOrder } from './anomaly/history.ts';
import { findDetector } from './anomaly/index.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import type { Work } from './work.ts';

/** A rule keeps so many examples, one of them so many logins that it is about and others around them. */
export const MOST_EXAMPLES = 20;
const MOST_ABOUT = 100;
const MOST_AROUND = 60;
/** Accounts and addresses whose other logins are looked for. */
const MOST_KEYS = 5;
/** What an account was seen with is made up from so much of its past. */
const PAST_DAYS = 90;
const MINUTE_MS = 60_000;

/** An example, and whether the rule does with it as it should. */
export interface HeldExample extends RuleExample {
  /** Null for one that was dropped, and where this version cannot run the rule. */
  holds: boolean | null;
}

const newExampleSchema = z.strictObject({
  /** An alert or a login. */
  from: z.string().max(40),
  fires: z.boolean(),
  name: z
    .string()
    .transform((text) => oneLine(text, 200))
    .optional(),
});

/** Whether rules of this kind can have examples: those that look at each login as it comes. */
export const takesExamples = (kind: string): boolean => findDetector(kind) !== null;

/** A rule's examples, and which of them hold with its settings as they are. */
export async function seeExamples(tx: OrgDb, rule: Rule): Promise<HeldExample[]> {
  const examples = await listRuleExamples(tx, rule.id);
  if (examples.length === 0) return [];
  const holds = await judge(tx, rule);
  return examples.map((one) => ({ ...one, holds: one.dropped ? null : holds(one) }));
}

/** Keeps what happened as an example of a rule: the logins of an alert, or one login. It comes with a version of the rule. */
export async function keepExample(
  work: Work,
  ruleNumber: number,
  input: z.input<typeof newExampleSchema>,
): Promise<HeldExample> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.propose');
  const { from, fires, name } = checked(newExampleSchema, input);
  const rule = await requireRule(work, ruleNumber);
  const ref = refOf(rule);
  const detector = findDetector(rule.kind);
  if (!detector?.params.safeParse(rule.params).success)
    throw new SafeNestError('invalid_input', wordsFor(work, objectionWords).noExamples(ref));
  const about = await happened(work, from);
  const existing = await listRuleExamples(tx, rule.id);
  const kept = existing.filter(({ dropped }) => dropped === null);
  const same = kept.find((one) => one.source === about.source);
  if (same)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).exampleThere(ref, same.number, same.source));
  if (kept.length >= MOST_EXAMPLES)
    throw new SafeNestError('conflict', wordsFor(work, objectionWords).examplesFull(ref, MOST_EXAMPLES));
  const around = await aroundThem(tx, detector.bind(rule.params), about.logins);
  const example: RuleExample = {
    number: (existing.at(-1)?.number ?? 0) + 1,
    name: name || about.name,
    fires,
    logins: [...about.logins.map((one) => stored(one, true)), ...around.map((one) => stored(one, false))].sort((a, b) =>
      a.at.localeCompare(b.at),
    ),
    source: about.source,
    addedAt: now,
    addedBy: principal.name,
    sinceVersion: await nextVersion(work, rule, `Keeps ${about.source} as an example: ${expected(fires)}.`),
    dropped: null,
  };
  await insertRuleExample(tx, rule.id, example);
  const detail = { number: example.number, from: about.source, fires };
  await audit(work, { action: 'rule.keep_example', subject: ref, detail });
  return { ...example, holds: (await judge(tx, rule))(example) };
}

/** Holds an example against its rule no more, or again. What is so already is left alone. */
export async function dropExample(work: Work, ruleNumber: number, number: number, drop = true): Promise<RuleExample> {
  authorise(work.principal, 'rules.propose');
  const rule = await requireRule(work, ruleNumber);
  const example = (await listRuleExamples(work.tx, rule.id)).find((one) => one.number === number);
  if (!example)
    throw new SafeNestError('not_found', wordsFor(work, objectionWords).noSuch(`${refOf(rule)} #${number}`));
  if ((example.dropped !== null) === drop) return example;
  const version = await nextVersion(
    work,
    rule,
    `${drop ? 'Drops' : 'Takes back'} example ${number}, “${example.name}”.`.slice(0, 500),
  );
  const after = { ...example, dropped: drop ? { at: work.now, by: work.principal.name, version } : null };
  await saveDropped(work.tx, rule.id, after);
  const action = drop ? 'rule.drop_example' : 'rule.restore_example';
  await audit(work, { action, subject: refOf(rule), detail: { number, from: example.source } });
  return after;
}

/**
 * Refuses a change that an example stands against: one that holds now and would not any more, or, for a rule that is switched on,
 * any that does not hold. `conflict` names it.
 */
export async function checkExamples(
  work: Pick<Work, 'tx' | 'principal'>,
  before: Rule | null,
  after: Rule,
): Promise<void> {
  const examples = (await listRuleExamples(work.tx, after.id)).filter(({ dropped }) => dropped === null);
  if (examples.length === 0) return;
  const switchedOn = after.state === 'active' && before?.state !== 'active';
  const held = before && !switchedOn ? await judge(work.tx, before) : () => true;
  const holds = await judge(work.tx, after);
  const against = examples.find((one) => held(one) !== false && holds(one) === false);
  if (!against) return;
  const { number, name, fires, source } = against;
  throw new SafeNestError(
    'conflict',
    wordsFor(work, objectionWords).exampleFails(refOf(after), number, oneLine(name, 120), fires),
    { details: { example: number, from: source } },
  );
}

/** Whether the rule does with an example as it should; null where this version cannot run it. */
async function judge(tx: OrgDb, rule: Rule): Promise<(example: RuleExample) => boolean | null> {
  const detector = findDetector(rule.kind);
  if (!detector?.params.safeParse(rule.params).success) return () => null;
  const bound = detector.bind(rule.params);
  const timeZone = (await findOrganisation(tx))?.timeZone ?? 'UTC';
  return (example) => notices(bound, example.logins, timeZone) === example.fires;
}

/** Whether a rule notices one of the logins that an example is about. Pure. */
export function notices(bound: Bound, events: readonly ExampleEvent[], timeZone: string): boolean {
  const logins = events.map(({ at, about, ...login }, sequence): Login & { about: boolean } => ({
    ...login,
    sequence,
    occurredAt: new Date(at),
    about,
  }));
  const history = new History();
  history.add(logins);
  for (const login of [...logins].sort(inOrder)) {
    if (login.about && bound.evaluate(login, history, { timeZone }).length > 0) return true;
    history.learn(login, bound.needs.profiles ?? []);
  }
  return false;
}

interface Happened {
  source: string;
  name: string;
  logins: readonly PastLogin[];
}

/** The logins that a reference stands for, as far as the asker may see them. */
async function happened(work: Work, from: string): Promise<Happened> {
  const { tx, principal } = work;
  const reference = parseReference(from);
  if (reference?.kind === 'event') {
    authorise(principal, 'logs.read');
    const login = await findEvent(tx, reference.number);
    if (login) {
      const { account, outcome, country } = login;
      const name = `${account} ${outcome === 'success' ? 'signs in' : 'fails to sign in'}${country ? ` from ${country}` : ''}`;
      return { source: formatReference(reference), name: oneLine(name, 200), logins: [login] };
    }
  }
  if (reference?.kind === 'alert') {
    authorise(principal, 'alerts.read');
    const alert = await findAlert(tx, reference.number);
    const logins = alert ? await alertEvents(tx, alert.id, MOST_ABOUT) : [];
    if (alert && logins.length > 0)
      return { source: formatReference(reference), name: oneLine(alertIn(alert, 'en').title, 200), logins };
  }
  throw new SafeNestError('not_found', wordsFor(work, objectionWords).noLogins(oneLine(from, 40)));
}

/** The other logins that the rule looks at to judge these, the nearest first, until there are enough of them. */
async function aroundThem(tx: OrgDb, { needs }: Bound, about: readonly PastLogin[]): Promise<PastLogin[]> {
  const [first, last] = [about[0]!, about.at(-1)!];
  const known = new Set(about.map(({ sequence }) => sequence));
  const around: PastLogin[] = [];
  const add = (logins: readonly PastLogin[]): void => {
    for (const login of logins) {
      if (known.has(login.sequence) || around.length >= MOST_AROUND) continue;
      known.add(login.sequence);
      around.push(login);
    }
  };
  const keysOf = (by: 'account' | 'address'): string[] =>
    [...new Set(about.map((login) => login[by]).filter((key) => key !== null))].slice(0, MOST_KEYS);
  const at = first.occurredAt;
  for (const { by, outcome, before, after } of needs.logins ?? []) {
    const from = new Date(at.getTime() - before * MINUTE_MS);
    const to = new Date(last.occurredAt.getTime() + after * MINUTE_MS);
    for (const key of keysOf(by))
      add(await loginsNear(tx, { by, key, outcome, at, from, to, limit: Math.ceil(MOST_AROUND / 2) }));
  }
  if ((needs.profiles ?? []).length > 0) {
    const from = new Date(at.getTime() - PAST_DAYS * 24 * 60 * MINUTE_MS);
    for (const key of keysOf('account')) {
      const of = { by: 'account', key, outcome: 'success', from, to: at } as const;
      // how it began says since when it is known
      add(await loginsNear(tx, { ...of, at: from, limit: 5 }));
      add(await loginsNear(tx, { ...of, at, limit: Math.ceil(MOST_AROUND / 2) }));
    }
  }
  return around;
}

const stored = (login: PastLogin, about: boolean): ExampleEvent => ({
  at: login.occurredAt.toISOString(),
  outcome: login.outcome,
  account: login.account,
  address: login.address,
  country: login.country,
  city: login.city,
  latitude: login.latitude,
  longitude: login.longitude,
  network: login.network ?? null,
  device: login.device,
  mfa: login.mfa ?? null,
  about,
});

/** The rule stays as it is; that its examples changed is a version of it all the same. */
function nextVersion({ tx, principal, now, via }: Work, rule: Rule, why: string): Promise<number> {
  return addRuleVersion(tx, rule, { at: now, by: principal.name, why, via: via ?? null }, rule);
}

async function requireRule(work: Work, number: number): Promise<Rule> {
  const rule = await lockRule(work.tx, number);
  if (rule) return rule;
  throw new SafeNestError(
    'not_found',
    wordsFor(work, objectionWords).noSuch(formatReference({ kind: 'rule', number })),
  );
}

export const expected = (fires: boolean): string => (fires ? 'should fire' : 'should not fire');

const refOf = ({ number }: Pick<Rule, 'number'>): string => formatReference({ kind: 'rule', number });
