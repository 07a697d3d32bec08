import type { ProposalSource } from '../../../db/history-sources.ts';
import type { HistoryDocument } from '../../../domain/history.ts';
import { isSuggested } from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { linesOf, momentWords, plainName } from './lines.ts';
import { valueWords } from './value-words.ts';

/** A proposal: what was to be done and why, who asked for it, who decided what. */
export function proposalText(proposal: ProposalSource): HistoryDocument {
  const ref = formatReference({ kind: 'proposal', number: proposal.number });
  return {
    kind: 'proposal',
    key: proposal.id,
    ref,
    title: proposal.title,
    at: proposal.decided_at ?? proposal.updated_at,
    personId: null,
    text: linesOf([
      `${ref}: proposal to ${plainName(proposal.kind)}, ${proposal.state}.`,
      isSuggested(proposal)
        ? `Suggested ${momentWords(proposal.created_at)} by the language model, while answering ${proposal.requested_by}.`
        : `Asked for ${momentWords(proposal.created_at)} by ${proposal.requested_by}.`,
      proposal.decided_at &&
        `Decided (decision): ${proposal.state} by ${proposal.decided_by ?? 'nobody'}, ${momentWords(proposal.decided_at)}${proposal.note ? `: ${proposal.note}` : ''}`,
      proposal.outcome && `Outcome: ${proposal.outcome}`,
      proposal.why && `Why: ${proposal.why}`,
      `What: ${valueWords(proposal.args)}`,
    ]),
  };
}
