import { latestOfMatter, listProposals, lockProposal, saveProposal } from '../../db/proposals.ts';
import { findRule, listRules } from '../../db/rules.ts';
import { rewrite, writtenWith } from '../../db/written-texts.ts';
import type { Person } from '../../domain/person.ts';
import { type Proposal, proposalAt } from '../../domain/proposal.ts';
import { parseReference } from '../../domain/reference.ts';
import { isSafeNestError } from '../../errors.ts';
import { proposalWords } from '../../messages/catalogue/proposals.ts';
import { type Gone, watchedPerson, watchesNobody, withoutForgotten } from '../cameras/rules/watched-person.ts';
import { KINDS } from '../proposal-kinds.ts';
import { sealProposal } from '../proposal-seal.ts';
import { withArguments } from '../proposals/propose.ts';
import { refOf as proposalRef } from '../proposals/see.ts';
import { supersede, tell } from '../proposals/settle.ts';
import { leaveForgottenOut } from '../rules.ts';
import type { Work } from '../work.ts';
import { refOf } from './people.ts';

const MOST = 2000;
const PAGE = 200;

/** Proposals that wait and are what was proposed, by number: what is found changed after this, forgetting somebody has changed. */
export async function waitingProposals(work: Work): Promise<number[]> {
  const waiting = await listProposals(work.tx, { states: ['pending'], limit: MOST });
  const intact = waiting.filter((one) => sealProposal(work, one) === one.argsDigest);
  return intact.map(({ number }) => number);
}

/**
 * Takes people who are forgotten out of what watches for them, once their names are references: a rule goes on with whom else it watches
 * for, or is switched off; proposals that waited (`waiting`) go on without them, or are withdrawn. Nobody can go back to a version that names them.
 */
export async function endWatching(work: Work, people: readonly Person[], waiting: readonly number[]): Promise<void> {
  const { tx } = work;
  const gone: Gone = new Map(
    people.flatMap((person) => [
      [refOf(person).toLowerCase(), refOf(person)],
      [person.label.toLowerCase(), refOf(person)],
    ]),
  );
  for (const person of people) await forgetInVersions(work, person, gone);
  for (const { kind, number } of await listRules(tx))
    if (kind === watchedPerson.kind) await leaveForgottenOut(work, number, gone);
  for (const number of waiting) {
    const proposal = await lockProposal(tx, number);
    if (proposal && proposalAt(proposal, work.now).state === 'pending') await leaveOutOfProposal(work, proposal, gone);
  }
}

async function forgetInVersions({ tx }: Work, person: Person, gone: Gone): Promise<void> {
  const wanted = { personId: person.id, pieces: [refOf(person), person.label] };
  for (let after: string | null = null; ; ) {
    const rows = await writtenWith(tx, 'rule_version', wanted, { after, limit: PAGE });
    for (const { id, about, columns } of rows) {
      const params = about === 'people' ? withoutForgotten(columns.params as Record<string, unknown>, gone) : null;
      if (params) await rewrite(tx, 'rule_version', id, { params });
    }
    if (rows.length < PAGE) return;
    after = rows[rows.length - 1]!.id;
  }
}

/** A proposal as it is without them, sealed anew; withdrawn where nothing is left of it. */
async function leaveOutOfProposal(work: Work, proposal: Proposal, gone: Gone): Promise<void> {
  const { tx } = work;
  const about = parseReference(String(proposal.args.rule ?? ''), 'rule');
  const rule = about?.kind === 'rule' ? await findRule(tx, about.number) : null;
  const patch = proposal.args.patch as { params?: Record<string, unknown> } | undefined;
  const params = patch?.params && withoutForgotten(patch.params, gone);
  const left = rule && { ...rule, params: { ...rule.params, ...(params || patch?.params) } };
  if (left && watchesNobody(left)) {
    const before = left.params.forgotten as readonly string[];
    const refs = [...new Set(gone.values())].filter((ref) => before.includes(ref));
    if (refs.length > 0) await supersede(work, proposal, proposalWords.en.forgotten(refs.join(', ')));
    return;
  }
  const args = params ? { ...proposal.args, patch: { ...patch, params } } : proposal.args;
  try {
    const after = rule
      ? await withArguments(work, proposal, await KINDS[proposal.kind].settle(work, args))
      : { ...(await withArguments(work, proposal, args)), freshness: proposal.freshness };
    if (after.argsDigest === proposal.argsDigest) return;
    const same = await latestOfMatter(tx, after.semanticKey, ['pending']);
    if (same && same.number !== proposal.number)
      await supersede(work, proposal, `${proposalRef(same)} proposes exactly this already`);
    else {
      await saveProposal(tx, after);
      await tell(work, 'proposal.edit', after, { title: after.title });
    }
  } catch (error) {
    // the rule is so already, or what it is about is no more
    if (!isSafeNestError(error)) throw error;
    await supersede(work, proposal, error.message);
  }
}
