import { findRule } from '../../../db/rules.ts';
import type { OrgDb } from '../../../db/scope.ts';
import { mayDecideProposal, PROPOSAL_RIGHTS, type Proposal } from '../../../domain/proposal.ts';
import { formatReference, parseReference } from '../../../domain/reference.ts';
import type { Rule } from '../../../domain/rule.ts';
import { SEVERITIES } from '../../../domain/severity.ts';
import { SafeNestError } from '../../../errors.ts';
import { viewOf } from '../../../messages/views/card-view.ts';
import { proposalCard } from '../../../messages/views/proposal-card.ts';
import { rulesNeed, setRuleApprovals } from '../../../pipeline/approvals.ts';
import { authorise } from '../../../pipeline/authorise.ts';
import { decideProposal } from '../../../pipeline/proposals/decide.ts';
import { editProposal } from '../../../pipeline/proposals/propose.ts';
import { seeProposal, seeProposals } from '../../../pipeline/proposals/see.ts';
import { backtestRule } from '../../../pipeline/propose-rule.ts';
import { findRuleKind } from '../../../pipeline/rule-kinds.ts';
import { previewRule, type RulePatch, updateRule } from '../../../pipeline/rules.ts';
import { proposalPage } from '../pages/proposal.ts';
import { proposalsPage } from '../pages/proposals.ts';
import { type ParamField, paramFields, readParams } from '../param-form.ts';
import { numberOf, oneOf, type Pages } from '../visit.ts';
import { withLabels } from './rules.ts';

const SHOWN = 100;
const SETTLED_SHOWN = 20;

export function proposalRoutes(pages: Pages): void {
  pages.show('/proposals', null, async ({ principal, clock }, tx) => {
    const waiting = await seeProposals(tx, principal, { states: ['pending'], limit: SHOWN }, clock.now);
    const all = await seeProposals(tx, principal, { limit: SHOWN }, clock.now);
    const settled = all.filter(({ state }) => state !== 'pending').slice(0, SETTLED_SHOWN);
    const body = proposalsPage({ principal, clock, waiting, settled, approvals: await rulesNeed(tx) });
    return { title: 'What waits for me?', current: 'proposals', body };
  });

  pages.act(
    '/proposals/approvals',
    'rules.write',
    async ({ work }, form) => {
      const wanted = form.people === '2' ? 2 : 1;
      const now = await work((w) => setRuleApprovals(w, wanted));
      const said =
        now === wanted
          ? now === 2
            ? 'Two different admins approve rules from now on.'
            : 'One admin approves rules from now on.'
          : 'A second admin has to say so as well, within a week. Until then two approve.';
      return { to: '/proposals', text: said };
    },
    () => '/proposals',
  );

  pages.show('/proposals/:ref', null, async ({ principal, clock, request }, tx) => {
    const proposal = await seeProposal(tx, principal, numberOf(request, 'proposal'), clock.now);
    const rule = await ruleOf(tx, proposal);
    return {
      title: `${formatReference({ kind: 'proposal', number: proposal.number })} ${proposal.title}`,
      current: 'proposals',
      body: proposalPage({
        principal,
        clock,
        proposal,
        card: proposalCard(proposal, { ...viewOf(principal), now: clock.now, whole: true }),
        rule,
        fields: rule ? fieldsOf(rule) : [],
      }),
    };
  });

  pages.act('/proposals/:ref', null, async ({ principal, clock, org, work, request }, form) => {
    const number = numberOf(request, 'proposal');
    const { proposal, before, now } = await org(async (tx) => {
      const proposal = await seeProposal(tx, principal, number, clock.now);
      return { proposal, before: await storedRule(tx, proposal), now: await ruleOf(tx, proposal) };
    });
    if (!mayDecideProposal(principal, proposal)) authorise(principal, PROPOSAL_RIGHTS[proposal.kind].decide);
    if (!before || !now) throw new SafeNestError('conflict', 'Only proposals of rules can be changed here.');
    const fields = fieldsOf(now);
    const severity = oneOf(SEVERITIES, form.severity);
    const patch: RulePatch = {
      name: form.name ?? now.name,
      params: { ...now.params, ...readParams(fields, form) },
      ...(severity ? { severity } : {}),
    };
    try {
      const after = previewRule(before, patch);
      // tried between two transactions: nobody waits for it
      const tried = await backtestRule(org, after, { now: clock.now });
      await work(async (w) => {
        if (proposal.kind === 'create_rule') await updateRule(w, before.number, patch);
        const args = { rule: proposal.args.rule, ...(proposal.kind === 'create_rule' ? {} : { patch }) };
        await editProposal(w, number, { args, backtest: tried });
      });
    } catch (error) {
      throw withLabels(error, fields);
    }
    return { to: request.path, text: 'Saved, and tried on past logins once more. It still waits for approval.' };
  });

  pages.act(
    '/proposals/:ref/reject',
    null,
    async ({ work, request }, form) => {
      const number = numberOf(request, 'proposal');
      const { text } = await work((w) =>
        decideProposal(w, number, { nonce: form.nonce ?? '', decision: 'reject', note: form.note ?? '' }),
      );
      return { to: request.path.replace(/\/reject$/, ''), text };
    },
    (request) => request.path.replace(/\/reject$/, ''),
  );
}

/** The rule a proposal is about, as it is stored. */
async function storedRule(tx: OrgDb, { kind, args }: Proposal): Promise<Rule | null> {
  const ref = parseReference(String(args.rule));
  if ((kind !== 'create_rule' && kind !== 'change_rule') || ref?.kind !== 'rule') return null;
  return findRule(tx, ref.number);
}

/** The same as the proposal would have it. */
async function ruleOf(tx: OrgDb, proposal: Proposal): Promise<Rule | null> {
  const rule = await storedRule(tx, proposal);
  if (!rule || proposal.kind !== 'change_rule' || proposal.state !== 'pending') return rule;
  const { params, name, severity } = proposal.args.patch as Partial<Rule>;
  return {
    ...rule,
    params: { ...rule.params, ...params },
    name: name ?? rule.name,
    severity: severity ?? rule.severity,
  };
}

function fieldsOf(rule: Rule): ParamField[] {
  const kind = findRuleKind(rule.kind);
  return kind ? paramFields(kind.params, rule.params) : [];
}
