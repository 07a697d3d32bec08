import { findRule, listRules } from '../db/rules.ts';
import type { InOrg } from '../db/scope.ts';
import type { Backtest, Proposal } from '../domain/proposal.ts';
import type { ProposalFacts } from '../domain/proposal-facts.ts';
import { formatReference, parseReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import type { Rule } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import { SafeNestError } from '../errors.ts';
import { covers } from './anomaly/covers.ts';
import { findDetector } from './anomaly/index.ts';
import { loginVolume } from './anomaly/unusual/login-volume.ts';
import { tryUnusual } from './anomaly/unusual/try-unusual.ts';
import { tryVolume } from './anomaly/unusual/try-volume.ts';
import { unusualLogin } from './anomaly/unusual/unusual-login.ts';
import { canonicalJson } from './audit.ts';
import { authorise } from './authorise.ts';
import { type BacktestOptions, backtest } from './backtest.ts';
import { unusualActivity } from './cameras/rules/unusual-activity.ts';
import { watchedPerson } from './cameras/rules/watched-person.ts';
import { tryActivity } from './cameras/try-activity.ts';
import { type Proposed, proposedBefore, proposeWrite, replaceOwn } from './proposals/propose.ts';
import { isOwn } from './proposals/see.ts';
import { bindRule, draftRule, previewNewRule, previewRule, type RulePatch, redraft } from './rules.ts';
import { signalRule } from './signals/signal-rule.ts';
import { trySignals } from './signals/try-signals.ts';
import { keepWatched, withMeant } from './watched-names.ts';
import type { Work } from './work.ts';

/** Transactions to make a proposal in: what is tried on many logins is tried between them, not inside one. */
export interface ProposalParts {
  org: InOrg;
  work: <T>(change: (work: Work) => Promise<T>) => Promise<T>;
  options: BacktestOptions;
}

export interface RuleWish {
  kind: string;
  params?: Record<string, unknown> | undefined;
  name?: string | undefined;
  severity?: Severity | undefined;
  why?: string | undefined;
  untrusted?: boolean;
  /** An admin wants what was rejected looked at once more. */
  again?: boolean;
  /** The number of their own proposal that waits, which this one takes the place of: its draft becomes this rule. */
  insteadOf?: number | undefined;
  /** What speaks for it, in figures. */
  facts?: ProposalFacts;
}

/** `covered`: an active rule notices that already. `rejected` without a proposal: the rule itself was. */
export type RuleProposed =
  | { outcome: 'proposed' | 'waiting' | 'rejected'; proposal: Proposal; rule: Rule; replaced?: Proposal }
  | { outcome: 'covered' | 'rejected'; proposal: null; rule: Rule };

/**
 * Drafts a rule, tries it on the logins there are and puts it up for approval. Nothing is made where an active rule notices
 * it already, where it waits, or where it was rejected; the asker's own that waits with another severity is `replaced`. `invalid_input` names what the kind does not accept.
 */
export async function proposeRule({ org, work, options }: ProposalParts, wish: RuleWish): Promise<RuleProposed> {
  const { kind, params = {}, name, severity, why = '', untrusted = false, again = false, insteadOf } = wish;
  const facts = wish.facts ? { facts: wish.facts } : {};
  const asked = previewNewRule({ kind, params, ...(name && { name }), ...(severity && { severity }) });
  const wanted = {
    ...asked,
    params: await work(async ({ tx }) => {
      if (kind === watchedPerson.kind) await keepWatched(tx);
      return withMeant(tx, kind, asked.params);
    }),
  };
  const same = (rule: Rule): boolean =>
    rule.kind === wanted.kind && canonicalJson(rule.params) === canonicalJson(wanted.params);

  let older: Proposal | null = null;
  const settled = await work(async (w): Promise<RuleProposed | null> => {
    authorise(w.principal, 'rules.propose');
    const rules = await listRules(w.tx);
    const active = rules.find(
      (rule) => rule.state === 'active' && rule.kind === wanted.kind && covers(kind, rule.params, wanted.params),
    );
    if (active) return { outcome: 'covered', proposal: null, rule: active };
    const before = await proposedBefore(w, 'create_rule', { kind: wanted.kind, params: wanted.params }, again);
    if (before) {
      const { proposal, was } = before;
      const isOtherwise = severity !== undefined && proposal.severity !== severity;
      if (was !== 'waiting' || !isOtherwise || !isOwn(w.principal, proposal)) return ofProposal(w, before);
      older = proposal;
      return null;
    }
    const rejected = rules.find((rule) => rule.state === 'rejected' && same(rule));
    const insists = again && can(w.principal.role, 'rules.write');
    return rejected && !insists ? { outcome: 'rejected', proposal: null, rule: rejected } : null;
  });
  if (settled) return settled;

  const tried = await backtestRule(org, wanted, options);
  return work(async (w) => {
    const replaced = older && (await replaceOwn(w, older.number));
    if (replaced && severity) await redraft(w, ruleOf(replaced), { severity });
    const withdrawn = insteadOf === undefined ? null : await replaceOwn(w, insteadOf);
    const drafted =
      withdrawn?.kind === 'create_rule'
        ? await redraft(w, ruleOf(withdrawn), { params: wanted.params, severity, kind })
        : null;
    const known = (await listRules(w.tx, ['draft', 'retired'])).find(same);
    const asWanted = known && (!name || known.name === name) && (!severity || known.severity === severity);
    if (known?.state === 'retired' && asWanted) {
      const patch = { state: 'active' as const };
      const args = { rule: refOf(known), patch };
      return ofProposal(
        w,
        await proposeWrite(w, { kind: 'change_rule', args, why, untrusted, backtest: tried, ...facts }),
      );
    }
    const draft =
      drafted ??
      (known?.state === 'draft' && asWanted
        ? known
        : await draftRule(w, {
            kind,
            params: wanted.params,
            ...(name && { name }),
            ...(severity && { severity }),
          }));
    const args = { rule: refOf(draft) };
    const proposed = await proposeWrite(w, {
      kind: 'create_rule',
      args,
      why,
      untrusted,
      backtest: tried,
      again,
      ...facts,
    });
    return {
      ...(await ofProposal(w, proposed)),
      ...((replaced ?? withdrawn) && { replaced: (replaced ?? withdrawn)! }),
    };
  });
}

/** Puts a change of a rule up for approval, with what the changed rule would have noticed. */
export async function proposeRuleChange(
  { org, work, options }: ProposalParts,
  wish: { rule: number; patch: RulePatch } & Pick<RuleWish, 'why' | 'untrusted' | 'again' | 'facts'>,
): Promise<RuleProposed> {
  const { rule: number, patch, why = '', untrusted = false, again = false } = wish;
  const after = previewRule(await requireRule(org, number), patch);
  const tried = await backtestRule(org, after, options);
  return work(async (w) => {
    const args = { rule: formatReference({ kind: 'rule', number }), patch };
    const proposed = await proposeWrite(w, {
      kind: 'change_rule',
      args,
      why,
      untrusted,
      backtest: tried,
      again,
      ...(wish.facts ? { facts: wish.facts } : {}),
    });
    return ofProposal(w, proposed);
  });
}

/** Whether rules of this kind can be tried on what there is. */
export const canBeTried = (kind: string): boolean => findDetector(kind) !== null || Object.hasOwn(TRIES, kind);

/** How rules are tried that are not run on each login as it comes. */
const TRIES: Record<string, typeof tryActivity> = {
  [unusualActivity.kind]: tryActivity,
  [unusualLogin.kind]: tryUnusual,
  [loginVolume.kind]: tryVolume,
  [signalRule.kind]: trySignals,
};

/** What a rule would have noticed among logins, camera events or signals; null for one that is off, looks at something else, or cannot be run by this version. */
export async function backtestRule(
  org: ProposalParts['org'],
  rule: Rule,
  options: BacktestOptions,
): Promise<Backtest | null> {
  if (rule.state === 'retired') return null;
  if (Object.hasOwn(TRIES, rule.kind)) return TRIES[rule.kind]!(org, rule, options);
  const bound = bindRule(rule);
  return bound && backtest(org, bound, options);
}

async function requireRule(org: ProposalParts['org'], number: number): Promise<Rule> {
  const rule = await org((tx) => findRule(tx, number));
  if (rule) return rule;
  throw new SafeNestError(
    'not_found',
    `There is no ${formatReference({ kind: 'rule', number })} in your organisation; “which rules do we have?” lists them.`,
  );
}

async function ofProposal(
  { tx }: Work,
  { proposal, was }: Proposed,
): Promise<Extract<RuleProposed, { proposal: Proposal }>> {
  const ref = String(proposal.args.rule);
  const rule = (await listRules(tx)).find((one) => refOf(one) === ref);
  if (!rule) throw new SafeNestError('not_found', `There is no ${ref} any more.`);
  return { outcome: was === 'new' ? 'proposed' : was, proposal, rule };
}

const refOf = ({ number }: { number: number }): string => formatReference({ kind: 'rule', number });

/** The number of the rule that a proposal is about. */
function ruleOf({ args }: Proposal): number {
  const reference = parseReference(String(args.rule));
  return reference?.kind === 'rule' ? reference.number : 0;
}
