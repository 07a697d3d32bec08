import { listMembers } from '../db/members.ts';
import { organisationSettings, saveOrganisationSettings } from '../db/organisations.ts';
import type { OrgDb } from '../db/scope.ts';
import type { ProposalKind } from '../domain/proposal.ts';
import { can } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import type { Work } from './work.ts';

/** What may need two people: what changes what is noticed. */
const TWO_PEOPLE: ReadonlySet<ProposalKind> = new Set(['create_rule', 'change_rule']);
const MOST_MEMBERS = 1000;

/** How many people have to approve a proposal of this kind: one, or two where the organisation wants that for rules. */
export async function approvalsNeeded(tx: OrgDb, kind: ProposalKind): Promise<number> {
  return TWO_PEOPLE.has(kind) ? rulesNeed(tx) : 1;
}

/** The same for rules. */
export async function rulesNeed(tx: OrgDb): Promise<number> {
  return (await organisationSettings(tx)).rule_approvals === 2 ? 2 : 1;
}

/** Says how many people approve rules; `conflict` where there are not as many who may. */
export async function setRuleApprovals(work: Work, count: 1 | 2): Promise<void> {
  authorise(work.principal, 'rules.write');
  const before = await rulesNeed(work.tx);
  if (before === count) return;
  if (count === 2) {
    const members = await listMembers(work.tx, { limit: MOST_MEMBERS });
    const deciding = members.filter(({ active, role }) => active && can(role, 'rules.write'));
    if (deciding.length < 2)
      throw new SafeNestError(
        'conflict',
        'Two people cannot approve rules here: only one member may. Make another member an admin first.',
      );
  }
  const settings = await organisationSettings(work.tx);
  await saveOrganisationSettings(work.tx, { ...settings, rule_approvals: count });
  await audit(work, { action: 'organisation.approvals', detail: { rules: { before, after: count } } });
}
