import { isModeration, LOOKED_BESIDE } from './case-at-hand.ts';
import { ELSEWHERE, POLITE } from './moderation-words.ts';
import { calls, type PastTurn, type PlanContext, type Recogniser } from './plan-types.ts';

/*
 * What was put up about somebody in this conversation and waits for a button: “withdraw the warning” means that, and no other warning; so do “was it
 * approved?” and “can I approve it myself?”.
 */

/** A proposal about somebody that the conversation made last. */
export interface ProposedAtHand {
  id: string;
  tool: string;
  /** What it would do; of `reverse_action` nothing by that name. */
  action: unknown;
}
const LATELY = 6;

/** The latest proposal about somebody, where nothing but moderation was spoken of since; null where there is none. */
export function proposedAtHand(history: readonly PastTurn[]): ProposedAtHand | null {
  let looked: string | null = null;
  for (const { steps, citations } of history.toReversed().slice(0, LATELY)) {
    const step = steps.findLast(({ tool }) => !LOOKED_BESIDE.has(tool));
    if (!step) continue;
    if (!isModeration(step.tool)) return null;
    if (step.tool !== 'moderate_member' && step.tool !== 'reverse_action') {
      const { id } = step.args;
      if (step.tool === 'explain_case' && typeof id === 'string') looked ??= id;
      continue;
    }
    // another case was looked at since
    if (looked !== null && !citations.some(({ ref }) => ref === looked)) return null;
    const id = citations.find(({ ref, mentioned }) => !mentioned && ref.startsWith('PROP-'))?.ref;
    // of an order that came to nothing nothing waits
    if (step.ok && id !== undefined)
      return { id, tool: step.tool, action: step.tool === 'moderate_member' ? step.args.action : null };
    return null;
  }
  return null;
}

const KINDS: readonly [RegExp, string][] = [
  [/\bwarn(?:ing)?\b/, 'warn'],
  [/\btime[- ]?out\b/, 'timeout'],
  [/\bmute\b/, 'mute'],
  [/\bban\b/, 'ban'],
  [/\bdeletion\b/, 'delete'],
];
const IT = String.raw`(?:it|that|this|(?:the|that|this|my|our|his|her|their) (?:last |latest |proposed |new )?(?:warning|time[- ]?out|mute|ban|deletion|proposal|suggestion|request|order|one)|(?:the|that|this) (?:warning|time[- ]?out|mute|ban) (?:for|of|on|against) @?[\p{L}\d._-]+)`;
const WITHDRAWS = new RegExp(
  String.raw`${POLITE}(?:never ?mind[, ]+|wait[, ]+)?(?:(?:withdraw|take back|cancel|drop|scrap|forget|retract|undo|revoke|call off|reverse|revert|lift)(?: about)? ${IT}|(?:take|call) ${IT} (?:back|off)|undo)(?: (?:again|please|now|then|after all|instead))*[.!? ]*$`,
  'u',
);
const LIFTS = /\b(?:lift|undo|reverse|revert|revoke)\b/;
const DECIDED = new RegExp(
  String.raw`${POLITE}(?:(?:was|is|has|did|have|does|do|who|when|what) (?!he\b|she\b|they\b).{0,30}\b(?:approv\w*|decid\w*|accept\w*|confirm\w*|reject\w*|declin\w*|seconded|gone through|go through|went through|sign(?:ed)? off)\b.{0,30}|(?:is|was) ${IT} (?:still )?(?:waiting|pending|open|through|live|active|done|in force)(?: yet| now| already)*|(?:is|does) ${IT} still (?:wait|waiting|pending)\b.{0,20}|who (?:can|may|must|has to|needs to|should) (?:approve|decide|accept|confirm|sign off)\b.{0,30})[?!. ]*$`,
  'u',
);
const MAY_I = new RegExp(
  String.raw`${POLITE}(?:(?:can|may|could|am i allowed to|do i|should|shall|must) ?(?:i|we)? (?:also |just |get to |have to )?(?:approve|decide|accept|confirm|sign off)\b.{0,40}|(?:approve|accept|confirm) (?:it|that|this)(?: one)?(?: (?:myself|then|please|now))*)[?!. ]*$`,
  'u',
);

/** What is asked or ordered of the proposal at hand: its card has the buttons, and says how it stands. */
export const ofProposal: Recogniser = ({ text, entities, before }, { history, tools }: PlanContext) => {
  if (before.length > 0 || entities.refs.length > 0 || text.length > 90 || !tools.has('moderate_member')) return null;
  if (!tools.has('open_proposals') || ELSEWHERE.test(text.replace(/\bproposals?\b/g, ''))) return null;
  const withdraws = WITHDRAWS.test(text);
  if (!withdraws && !DECIDED.test(text) && !MAY_I.test(text)) return null;
  const at = proposedAtHand(history);
  if (!at) return null;
  const kind = KINDS.find(([words]) => words.test(text))?.[1];
  // “undo the ban”, of a warning that waits: another thing is meant
  if (withdraws && kind !== undefined && kind !== at.action) return null;
  // what is lifted holds already, as far as anybody says: the tool knows whether it only waits
  if (withdraws && kind !== undefined && LIFTS.test(text)) return null;
  const decide = withdraws ? 'reject' : MAY_I.test(text) ? 'approve' : undefined;
  return calls({ tool: 'open_proposals', args: { id: at.id, ...(decide && { decide }) } });
};
