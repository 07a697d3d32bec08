import { evidenceOf } from '../../db/case-evidence.ts';
import { findCaseById } from '../../db/cases.ts';
import { findMember } from '../../db/members.ts';
import { actionsByHand, type StoredAction } from '../../db/moderation-actions.ts';
import type { OrgDb } from '../../db/scope.ts';
import type { CaseEvidence } from '../../domain/moderation.ts';
import { formatReference } from '../../domain/reference.ts';
import { can } from '../../domain/role.ts';
import { handUrl, memberUrl, powersIn } from '../../messages/moderation-powers.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';

type Looking = Pick<Work, 'tx' | 'principal'>;

/** Something that a person has to do, or to take back, by hand, with who does it and where. */
export interface HandTask {
  action: StoredAction;
  caseRef: string | null;
  /** A member who still moderates: whoever asked for it; null where it is any moderator's. */
  who: string | null;
  /** What the platform lets an app do of it, in a sentence that says who may. */
  how: string;
  /** Their page there, the channel, and what they wrote, as far as each has an address. */
  links: { to: 'member' | 'place' | 'message'; url: string }[];
}

/** What has to be done by hand, the longest-waiting first; for whoever may see what moderation does. */
export async function handTasks({ tx, principal }: Looking, limit: number): Promise<HandTask[]> {
  authorise(principal, 'moderation.read');
  const tasks: HandTask[] = [];
  for (const action of await actionsByHand(tx, limit)) {
    const about = action.caseId === null ? null : await findCaseById(tx, action.caseId);
    tasks.push({
      action,
      caseRef: about && formatReference({ kind: 'case', number: about.number }),
      who: await whoDoesIt(tx, action),
      // what is granted there did not do it
      how: powersIn({ ...action.channel, granted: [] })[action.step].what,
      links: linksOf(action, about ? await evidenceOf(tx, about.id) : []),
    });
  }
  return tasks;
}

/** Whoever wanted it: who took it back, who asked for it. One who left, or moderates no more, is not waited for. */
async function whoDoesIt(tx: OrgDb, action: StoredAction): Promise<string | null> {
  // who took it back is known by name alone
  if (action.state === 'lift_task' && action.liftedBy !== null) return action.liftedBy;
  const member = action.requestedById === null ? undefined : await findMember(tx, action.requestedById);
  return member?.active && can(member.role, 'moderation.write') ? member.name : null;
}

function linksOf(action: StoredAction, evidence: readonly CaseEvidence[]): HandTask['links'] {
  const wrote = evidence.findLast(({ author, url }) => author === action.account && /^https?:\/\//i.test(url ?? ''));
  const links = [
    { to: 'member' as const, url: memberUrl(action.channel, action.account) },
    { to: 'place' as const, url: handUrl(action.channel) },
    { to: 'message' as const, url: wrote?.url ?? undefined },
  ];
  return links.flatMap(({ to, url }) => (url === undefined ? [] : [{ to, url }]));
}
