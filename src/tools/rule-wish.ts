import { z } from 'zod';
import { accountsCalled } from '../db/baselines.ts';
import { accountsBeginning, accountsInEvents } from '../db/event-search.ts';
import { findRule, listRules } from '../db/rules.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { aboutRuleWords } from '../messages/catalogue/about-rule.ts';
import { ruleWishWords } from '../messages/catalogue/rule-wishes.ts';
import { isOwn, seeProposals } from '../pipeline/proposals/see.ts';
import { findRuleKind } from '../pipeline/rule-kinds.ts';
import type { ToolContext } from './define-tool.ts';
import { readNumber } from './reference-input.ts';

/*
 * What a wish for a rule says, as it is called here: accounts by their whole names, “the working hours rule” by its reference, a draft by
 * the proposal that waits for it.
 */

type Params = Record<string, unknown>;
const MOST = 4;

/** The params with accounts by their whole names; `invalid_input` where the kind cannot be for some accounts alone, or nobody is called so. */
export async function withAccounts(
  { org, principal, language }: ToolContext,
  kind: string,
  params: Params | undefined,
): Promise<Params | undefined> {
  const given = params?.accounts;
  if (!Array.isArray(given) || given.length === 0) return params;
  const words = ruleWishWords[language];
  const names = given.filter((one) => typeof one === 'string').slice(0, 50);
  const said = oneLine(names.join(', '), 100);
  if (!takes(kind, 'accounts')) throw new SafeNestError('invalid_input', words.notByAccount(said));
  if (!can(principal.role, 'logs.read')) return params;
  return org(async (tx) => {
    const accounts: string[] = [];
    for (const name of names) {
      const known = name.includes('*') || (await accountsInEvents(tx, [name])).size > 0;
      if (known) {
        accounts.push(name);
        continue;
      }
      const called = await accountsCalled(tx, name, MOST);
      const found = called.length > 0 ? called : await accountsBeginning(tx, [name], MOST);
      const [only, other] = found;
      const whole = found.find((one) => one.toLowerCase() === name.toLowerCase());
      if (only === undefined) throw new SafeNestError('invalid_input', words.noSuchAccount(oneLine(name, 60)));
      if (other !== undefined && whole === undefined)
        throw new SafeNestError(
          'invalid_input',
          words.whichAccount(
            oneLine(name, 60),
            found.map((one) => oneLine(one, 60)),
          ),
        );
      accounts.push(whole ?? only);
    }
    return { ...params, accounts: [...new Set(accounts)] };
  });
}

/** The params with accounts that a rule leaves out from now on, beside those it does already; `invalid_input` where its kind leaves out none. */
export async function withLeftOut(
  context: ToolContext,
  ref: string,
  params: Params | undefined,
  leaving: readonly string[],
): Promise<Params> {
  const { org, language } = context;
  const rule = await org((tx) => findRule(tx, readNumber('rule', ref)));
  if (!rule || !takes(rule.kind, 'except_accounts'))
    throw new SafeNestError('invalid_input', aboutRuleWords[language].cannotLeaveOut(ref));
  const meant = await withAccounts(context, rule.kind, { accounts: [...leaving] });
  const named = Array.isArray(meant?.accounts) ? meant.accounts : leaving;
  const before = Array.isArray(rule.params.except_accounts) ? rule.params.except_accounts : [];
  return { ...params, except_accounts: [...new Set([...before, ...named])] };
}

/** Whether rules of a kind have such a setting. */
export function takes(kind: string, name: string): boolean {
  const params = findRuleKind(kind)?.params;
  const { properties = {} } = params ? z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' }) : {};
  return Object.hasOwn(properties, name);
}

/** The one rule of a kind that is on: “make the working hours 7 to 19”. Null where there is none; `invalid_input` where there are several. */
export async function ruleThereIs({ org, language }: ToolContext, kind: string): Promise<Rule | null> {
  const rules = await org((tx) => listRules(tx, ['active']));
  const [only, ...more] = rules.filter((rule) => rule.kind === kind);
  if (more.length === 0) return only ?? null;
  const refs = [only!, ...more].map(({ number }) => formatReference({ kind: 'rule', number }));
  throw new SafeNestError('invalid_input', ruleWishWords[language].whichRule(refs.slice(0, 6)));
}

/** The asker's own proposal that waits to put a draft into force, with the draft; null of every other rule. */
export async function draftWaiting(
  { org, principal, now }: ToolContext,
  number: number,
): Promise<{ rule: Rule; proposal: number } | null> {
  return org(async (tx) => {
    const rule = await findRule(tx, number);
    if (rule?.state !== 'draft') return null;
    const ref = formatReference({ kind: 'rule', number });
    const waiting = await seeProposals(tx, principal, { states: ['pending'], limit: 100 }, now);
    const own = waiting.find((one) => one.kind === 'create_rule' && one.args.rule === ref && isOwn(principal, one));
    return own ? { rule, proposal: own.number } : null;
  });
}
