import { contextOf } from '../../db/case-context.ts';
import { evidenceOf } from '../../db/case-evidence.ts';
import { type CaseFilter, countCases, findCase, listCases, openCasesInOrder } from '../../db/cases.ts';
import { findIncidentById } from '../../db/incidents.ts';
import { listMembers } from '../../db/members.ts';
import { actionsOfCase } from '../../db/moderation-actions.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { CaseEvidence, CaseState, ContextMessage, ModerationCase } from '../../domain/moderation.ts';
import type { Principal } from '../../domain/principal.ts';
import { formatReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { SafeNestError } from '../../errors.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import type { CaseShown } from '../../messages/views/case-card.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { currentPolicy } from './policy.ts';

/** So many are looked through for a name that somebody of a case might pass for. */
const MOST_MEMBERS = 500;
/** What is shown of a conversation around each quote; more is a page that nobody reads. */
const AROUND = { before: 3, after: 2, most: 60 };

type Looking = Pick<Work, 'tx' | 'principal'>;

/** The case, for whoever may see what moderation does. Fails with `forbidden` or `not_found`. */
export async function seeCase({ tx, principal }: Looking, number: number): Promise<ModerationCase> {
  authorise(principal, 'moderation.read');
  const found = await findCase(tx, number);
  if (!found) throw unknownCase({ principal }, number);
  return found;
}

export const unknownCase = (work: { principal: Pick<Principal, 'place'> }, number: number): SafeNestError =>
  new SafeNestError(
    'not_found',
    wordsFor(work, objectionWords).noSuch(formatReference({ kind: 'case', number }), 'case'),
  );

/** All that the card of a case shows, whoever sees it: for a card that a channel reads. */
export async function shownCase(tx: OrgDb, one: ModerationCase): Promise<CaseShown> {
  const incident = one.incidentId === null ? null : await findIncidentById(tx, one.incidentId);
  const { policy } = await currentPolicy(tx);
  const { evidence, beside } = await evidenceIn(tx, one);
  const around = [...(await contextOf(tx, one.id, AROUND)), ...beside];
  return {
    case: one,
    evidence,
    context: around.sort((a, b) => a.saidAt.getTime() - b.saidAt.getTime()),
    actions: await actionsOfCase(tx, one),
    policy,
    incidentRef: incident && formatReference({ kind: 'incident', number: incident.number }),
    moderators: (await listMembers(tx, { limit: MOST_MEMBERS }))
      .filter(({ active, role }) => active && can(role, 'moderation.write'))
      .map(({ name }) => name),
  };
}

/** What counts in a case, and what was said by who is out of it since and only stands around it. */
export async function evidenceIn(
  tx: OrgDb,
  { id, notThem }: Pick<ModerationCase, 'id' | 'notThem'>,
): Promise<{ evidence: CaseEvidence[]; beside: ContextMessage[] }> {
  const out = new Set(notThem.map(({ account }) => account));
  const all = await evidenceOf(tx, id);
  return {
    evidence: all.filter(({ author }) => !out.has(author)),
    beside: all
      .filter(({ author }) => out.has(author))
      .map(({ id: _, messageKey: _k, weighed: _w, ...rest }) => ({
        ...rest,
        quote: rest.deletedAt === null ? rest.quote : null,
      })),
  };
}

/** Cases that wait, the worst first, of those the oldest; for whoever may see what moderation does. */
export async function seeOpenCases({ tx, principal }: Looking, limit: number): Promise<ModerationCase[]> {
  authorise(principal, 'moderation.read');
  return openCasesInOrder(tx, limit);
}

/** Cases, newest first, and how many there are in each state; for whoever may see what moderation does. */
export async function seeCases(
  { tx, principal }: Looking,
  filter: CaseFilter,
): Promise<{ cases: ModerationCase[]; counts: Record<CaseState, number> }> {
  authorise(principal, 'moderation.read');
  const { limit: _, before: __, states: ___, ...all } = filter;
  return { cases: await listCases(tx, filter), counts: await countCases(tx, all) };
}
