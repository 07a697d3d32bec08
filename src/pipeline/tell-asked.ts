import { findMember, listChatAccounts } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { findAsk, type ProposalAsk, saveAsk, untoldAsks } from '../db/proposal-asks.ts';
import { findProposalById } from '../db/proposals.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { ANYONE, mayDecideProposal, proposalAt, proposalFor } from '../domain/proposal.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { cardText } from '../messages/card-text.ts';
import { coverWords } from '../messages/catalogue/covers.ts';
import type { Links } from '../messages/links.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { languageOfMember } from './member-language.ts';
import { titledIn } from './proposals/title-in.ts';
import type { AskingParts } from './question-jobs.ts';

const FIRST_WAIT_MS = 5000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Who cannot be reached for so long sees it in the console. */
const PATIENCE_MS = 3_600_000;

/** Writes to members alone whom a proposal asks, while it waits; and to who asked, what came of it. */
export async function tellAsked(parts: AskingParts & { links: Links }, signal: AbortSignal): Promise<number> {
  const due = await withSystem(parts.db, (tx) => untoldAsks(tx, parts.now()));
  for (const { orgId, ...one } of due) {
    signal.throwIfAborted();
    await tellOne(parts, orgId, one);
  }
  return due.length;
}

async function tellOne({ db, now, platforms, links }: AskingParts & { links: Links }, orgId: OrgId, one: ProposalAsk) {
  const found = await withOrg(db, orgId, async (tx) => {
    const ask = await findAsk(tx, one);
    if (!ask) return null;
    const stored = await findProposalById(tx, one.proposalId);
    const member = await findMember(tx, one.memberId);
    const proposal = stored && proposalAt(stored, now());
    const isDue = proposal && (one.kind === 'tells' || proposal.state === 'pending');
    if (!isDue || !member?.active || !can(member.role, 'alerts.read')) {
      await saveAsk(tx, one, { doneAt: now() });
      return null;
    }
    const timeZone = member.timeZone ?? (await organisationTimeZone(tx));
    const language = await languageOfMember(tx, member.id);
    return { ask, proposal, member, timeZone, language, accounts: await listChatAccounts(tx, member.id) };
  });
  if (!found) return;
  const { ask, proposal, member, timeZone, language, accounts } = found;
  const reader = { actor: { kind: 'member' as const, id: member.id }, role: member.role };
  const card = proposalCard(titledIn(proposalFor(reader, proposal), language), {
    can: (permission) => can(member.role, permission),
    decides: (shown) => mayDecideProposal(reader, shown),
    ...{ timeZone, language, memberId: member.id, urls: links, forms: true, now: now() },
  });
  const all = coverWords[language];
  const by = oneLine(proposal.requestedBy.name, 80);
  const words =
    one.kind === 'asks'
      ? (proposal.args.asks === ANYONE ? all.asksAnyone : all.asks)(by)
      : all.tells(oneLine(proposal.decidedBy ?? '', 80), proposal.state === 'approved');
  const message = {
    ...{ orgId, language, text: `${words} ${cardText(card, timeZone)}` },
    card: { ...card, parts: [{ kind: 'text' as const, text: words }, ...card.parts] },
  };
  let again: number | null = null;
  for (const { platform, workspace, externalId: account } of accounts) {
    const key = `${one.kind} ${one.proposalId} ${one.memberId}`;
    const carried = await platforms.tell({ platform, workspace, account }, message, key);
    if (carried === 'none') continue;
    if (carried.kind === 'done')
      return withOrg(db, orgId, (tx) => saveAsk(tx, one, { doneAt: now(), told: carried.done }));
    if (carried.kind === 'later') again = carried.afterMs;
  }
  const tired = now().getTime() - ask.since.getTime() > PATIENCE_MS;
  const wait = Math.min(LONGEST_WAIT_MS, Math.max(again ?? 0, FIRST_WAIT_MS * 2 ** Math.min(ask.attempts, 8)));
  await withOrg(db, orgId, (tx) =>
    saveAsk(tx, one, again === null || tired ? { doneAt: now() } : { retryAt: new Date(now().getTime() + wait) }),
  );
}
