import { z } from 'zod';
import { findMember, listMembers } from '../db/members.ts';
import { organisationSettings, saveOrganisationSettings } from '../db/organisations.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Member } from '../domain/member.ts';
import type { Principal } from '../domain/principal.ts';
import type { Approval, ProposalKind } from '../domain/proposal.ts';
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
export async function rulesNeed(tx: OrgDb): Promise<1 | 2> {
  return (await organisationSettings(tx)).rule_approvals === 2 ? 2 : 1;
}

/** So long one admin's word that one person is enough waits for a second one. */
const ASKED_FOR_MS = 7 * 86_400_000;
const asked = z.object({ by: z.string(), at: z.string() });

/**
 * Says how many people approve rules. From one to two one admin decides, `conflict` where there are not two who may; from two to one
 * two have to say so, the second within a week of the first: else one alone could undo what two were to watch. Answers how many approve now.
 */
export async function setRuleApprovals(work: Work, count: 1 | 2): Promise<1 | 2> {
  const { tx, principal, now } = work;
  authorise(principal, 'rules.write');
  const before = await rulesNeed(tx);
  const { rule_approvals_asked: earlier, ...settings } = await organisationSettings(tx);
  if (before === count) {
    if (earlier !== undefined) await saveOrganisationSettings(tx, settings);
    return before;
  }
  const deciding = (await listMembers(tx, { limit: MOST_MEMBERS })).filter(mayDecide);
  if (count === 2 && deciding.length < 2)
    throw new SafeNestError(
      'conflict',
      'Two people cannot approve rules here: only one member may. Make another member an admin first.',
    );
  if (count === 1 && deciding.length >= 2) {
    const { id } = requirePerson(principal);
    const first = asked.safeParse(earlier);
    const seconds = first.success && first.data.by !== id && now.getTime() - Date.parse(first.data.at) <= ASKED_FOR_MS;
    if (!seconds) {
      const words = { by: id, at: now.toISOString() };
      await saveOrganisationSettings(tx, { ...settings, rule_approvals_asked: words });
      await audit(work, { action: 'organisation.approvals', detail: { rules: { before, asked: count } } });
      return before;
    }
  }
  await saveOrganisationSettings(tx, { ...settings, rule_approvals: count });
  await audit(work, { action: 'organisation.approvals', detail: { rules: { before, after: count } } });
  return count;
}

const mayDecide = ({ active, role }: Member): boolean => active && can(role, 'rules.write');

/** Who counts as one of two people: a member, no key, which may be the same person's. `forbidden` otherwise. */
function requirePerson({ actor }: Principal): { id: string } {
  if (actor.kind === 'member') return { id: actor.id };
  throw new SafeNestError(
    'forbidden',
    'Two people have to agree on rules here, and an API key is nobody. Sign in as a member and decide there.',
  );
}

/** Of the approvals a proposal was given those that still count where two are needed: of members who may still decide. */
export async function standingApprovals(tx: OrgDb, given: readonly Approval[]): Promise<Approval[]> {
  const members = await Promise.all(given.map(({ id }) => (id === null ? undefined : findMember(tx, id))));
  return given.filter((_, i) => members[i] !== undefined && mayDecide(members[i]));
}

/** `forbidden` where two people are needed and whoever decides is none. */
export function checkApprover(principal: Principal, needed: number): void {
  if (needed > 1) requirePerson(principal);
}

/**
 * Refuses with `conflict` that one person alone changes what is noticed, where the organisation wants two; what a proposal carries out
 * was approved already, and what SafeNest does by itself nobody decides.
 */
export async function checkChangedAlone({ tx, principal, via }: Work): Promise<void> {
  if (principal.actor.kind === 'system' || /^PROP-\d+$/.test(via ?? '') || (await rulesNeed(tx)) < 2) return;
  throw new SafeNestError(
    'conflict',
    'Two admins approve changes of rules here, so nothing was changed. Propose it: say it in the desk, or save it on the rule’s page, and a second admin approves.',
  );
}
