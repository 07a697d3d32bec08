import type { Principal } from '../../../domain/principal.ts';
import {
  isPutOff,
  isSuggested,
  isTakenBack,
  mayDecideProposal,
  type Proposal,
  type ProposalState,
} from '../../../domain/proposal.ts';
import { formatReference } from '../../../domain/reference.ts';
import { can } from '../../../domain/role.ts';
import { breakable, flag, type Html, html } from '../html.ts';
import { severityBadge } from '../icons.ts';
import { empty, pageHead } from '../layout.ts';
import { ago, type Clock } from '../time.ts';

const PROPOSAL_STATE_WORD: Record<ProposalState, string> = {
  pending: 'Waits',
  approved: 'Approved',
  rejected: 'Rejected',
  expired: 'Expired',
  superseded: 'Not carried out',
};

/** How a proposal stands, in words; an approved one that was taken back since is not in force. */
const stateWord = (proposal: Proposal): string =>
  isTakenBack(proposal)
    ? 'Taken back'
    : proposal.state === 'pending' && (proposal.approvals ?? []).length > 0
      ? 'Needs one more'
      : PROPOSAL_STATE_WORD[proposal.state];

/** "What waits for me?": what somebody's button decides, and below it what was decided. */
export function proposalsPage(view: {
  principal: Principal;
  clock: Clock;
  waiting: Proposal[];
  settled: Proposal[];
  /** How many people have to approve a rule. */
  approvals: number;
}): Html {
  const { principal, clock, settled } = view;
  const later = view.waiting.filter((proposal) => isPutOff(proposal, clock.now));
  const waiting = view.waiting.filter((proposal) => !later.includes(proposal));
  const mine = waiting.filter((proposal) => mayDecideProposal(principal, proposal));
  const others = waiting.filter((proposal) => !mine.includes(proposal));
  return html`${pageHead({ title: 'What waits for me?', lead: 'Changes that were proposed and that only a button carries out. Nothing happens until someone who may has decided.' })}
${
  mine.length > 0
    ? html`<section class="panel flush folds" aria-labelledby="mine-title"><h2 id="mine-title" class="sr-only">For you to decide</h2>${table(mine, clock)}</section>`
    : empty(
        'Nothing waits for you',
        html`Proposals appear here when someone asks the desk for a rule (“alert us when an account fails more than 8 times in 10 minutes”), or when the assistant wants a change nobody asked it for.`,
      )
}
${others.length > 0 && html`<section class="panel flush folds" aria-labelledby="others-title"><h2 id="others-title" class="panel-title">For others to decide</h2>${table(others, clock)}</section>`}
${later.length > 0 && html`<section class="panel flush folds" aria-labelledby="later-title"><h2 id="later-title" class="panel-title">Put off</h2>${table(later, clock)}</section>`}
${settled.length > 0 && html`<section class="panel flush folds" aria-labelledby="settled-title"><h2 id="settled-title" class="panel-title">Decided lately</h2>${table(settled, clock)}</section>`}
${can(principal.role, 'rules.write') && approvalsForm(view.approvals)}`;
}

/** Whether one person is enough to approve a rule. */
const approvalsForm = (approvals: number): Html =>
  html`<section class="panel" aria-labelledby="approvals-title"><h2 id="approvals-title">Who approves rules</h2><form method="post" action="/proposals/approvals"><div class="row"><label class="sr-only" for="people">How many people</label><select class="short wide-short" id="people" name="people"><option value="1"${flag('selected', approvals === 1)}>One admin is enough</option><option value="2"${flag('selected', approvals === 2)}>Two different admins</option></select><button class="secondary outline">Save</button></div></form></section>`;

const table = (proposals: Proposal[], clock: Clock): Html =>
  html`<table><thead><tr><th scope="col">Proposal</th><th scope="col">Severity</th><th scope="col">State</th><th scope="col">Asked by</th></tr></thead><tbody>${proposals.map((proposal) => row(proposal, clock))}</tbody></table>`;

function row(proposal: Proposal, clock: Clock): Html {
  const ref = formatReference({ kind: 'proposal', number: proposal.number });
  return html`<tr><th scope="row"><a class="ref" href="/proposals/${ref}">${ref}</a> ${breakable(proposal.title)}${proposal.decidedBy && html`<br><small>${PROPOSAL_STATE_WORD[proposal.state]} by ${proposal.decidedBy}${isTakenBack(proposal) && '; taken back since'}</small>`}</th><td class="tight">${proposal.severity && severityBadge(proposal.severity)}</td><td class="tight">${stateWord(proposal)}</td><td class="tight">${isSuggested(proposal) ? html`Nobody: suggested by the language model,<br>answering ${proposal.requestedBy.name}` : proposal.requestedBy.name}<br><small>${ago(proposal.createdAt, clock)}</small></td></tr>`;
}
