import { PROPOSAL_KINDS } from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import { can } from '../domain/role.ts';
import { isSafeNestError } from '../errors.ts';
import type { Card, Citation } from '../messages/card.ts';
import { guardrailWords } from '../messages/catalogue/guardrails.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { proposeWrite } from '../pipeline/proposals/propose.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import type { ToolContext } from '../tools/define-tool.ts';
import { proposalCitation } from '../tools/rule-data.ts';

/** A write that nobody asked for, as it waits for somebody's button. */
export interface Suggested {
  citation: Citation;
  card: Card;
  /** For the asker: that nothing was done. */
  words: string;
  /** For the model. */
  reply: string;
}

interface Unasked {
  tool: string;
  /** With texts that ping nobody and lead nowhere. */
  args: Record<string, unknown>;
  /** Text that others wrote had been read before it was wanted. */
  untrusted: boolean;
}

const TO_PEOPLE: ReadonlySet<string> = new Set(['moderate_member', 'reverse_action', 'cover_shift']);

/**
 * Stores a write that a model wants and the asker did not name as a proposal in the asker's name; null where it is no kind of
 * proposal, not allowed to them, not possible, or proposed before. A person who may then decides; the model never does.
 */
export async function proposeInstead(
  { principal, now, language, work }: ToolContext,
  { tool, args, untrusted }: Unasked,
): Promise<Suggested | null> {
  const kind = PROPOSAL_KINDS.find((one) => one === tool);
  const wanted = Object.fromEntries(Object.entries(args).filter(([, value]) => value !== undefined));
  // what is done to people, or asked of them, is nothing that a model comes up with by itself, least of all after reading what they wrote
  if (!kind || TO_PEOPLE.has(kind) || wanted.undo !== undefined) return null;
  if (Array.isArray(wanted.alerts) && wanted.alerts.length > 0 && !can(principal.role, 'alerts.read')) return null;
  const words = guardrailWords[language];
  try {
    const { proposal, was } = await work((change) =>
      proposeWrite(
        { ...change, via: change.via ?? 'agent' },
        { kind, args: wanted, untrusted, suggested: true, why: words.suggestedWhile },
      ),
    );
    if (was !== 'new') return null;
    const ref = formatReference({ kind: 'proposal', number: proposal.number });
    return {
      citation: proposalCitation(proposal),
      card: proposalCard(titledIn(proposal, language), { ...viewOf(principal), now, language }),
      words: words.suggested(ref),
      reply: `Not done: the person asking did not name this in their own words. It waits as ${ref} for somebody's button. Say so at most once, and do not try it again.`,
    };
  } catch (error) {
    if (isSafeNestError(error) && error.code !== 'internal') return null;
    throw error;
  }
}
