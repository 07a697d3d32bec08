import { z } from 'zod';
import { ON_CALL_WHENS, spanOfWhen } from '../domain/on-call.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { parseUntil, UNTIL_WORDS } from '../domain/until.ts';
import { SafeNestError } from '../errors.ts';
import { coverWords } from '../messages/catalogue/covers.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { proposeCover } from '../pipeline/on-call-covers.ts';
import { sharedProposal } from '../pipeline/proposals/see.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import { defineTool } from './define-tool.ts';
import { proposalCitation } from './rule-data.ts';

/** What the tool answers; the offline model writes its answer from it. */
export interface ToldCover {
  outcome: 'proposed' | 'waiting' | 'nothing';
  proposal?: string;
  what?: string;
  /** Who has to say yes; null for whoever wants to. */
  quoted_asked?: string | null;
  /** They have no chat account to be asked by. */
  unreached?: boolean;
  /** Whose turn it is not. */
  quoted_who?: string;
  next?: { from: string; until: string } | null;
}

const who = z.string().max(320);

export const coverShiftTool = defineTool({
  name: 'cover_shift',
  description:
    'Ask that somebody takes somebody’s turn at being on call: "Sam covers for Maria until Friday", "swap my shift with Ana on Saturday", ' +
    '"I’m off tomorrow, cover me". Nothing changes by this: it puts up a card, and whoever else it concerns accepts it, or an admin. Who is on call is asked with who_is_on_call.',
  input: z.object({
    who: who.optional().describe('Who takes it: a name, or "me"; absent: whoever wants to'),
    of: who.default('me').describe('Whose turn it is: a name, or "me"'),
    when: z.enum(ON_CALL_WHENS).optional().describe('Of which time; their next shift where nothing is said'),
    from: z.string().max(100).optional().describe(`Where it begins later than now: ${UNTIL_WORDS}`),
    until: z.string().max(100).optional().describe(`Until when, in place of when: ${UNTIL_WORDS}`),
    swap: z.boolean().optional().describe('Each takes the other’s whole shift'),
  }),
  access: 'write',
  permission: 'alerts.read',
  async run({ work, principal, now, language, asker }, { who, of, when, from, until, swap = false }) {
    const moment = (said: string): Date => {
      const at = parseUntil(said, { now, timeZone: principal.timeZone });
      if (!at) throw new SafeNestError('invalid_input', coverWords[language].whichTime);
      return at;
    };
    const span = until
      ? { from: from ? moment(from) : now, to: moment(until) }
      : when
        ? // a turn is handed over for “Monday” ahead of it: of today one says “today”
          spanOfWhen(when, now, principal.timeZone, true)
        : null;
    if (span && span.to <= span.from) throw new SafeNestError('invalid_input', coverWords[language].whichTime);
    return work(async (change) => {
      const asked = await proposeCover(change, {
        ...{ who: who ?? null, of, span, swap },
        why: oneLine(asker?.words ?? '', 500),
        untrusted: asker?.readOthers ?? false,
      });
      if (asked.was === 'nothing') {
        const { next } = asked;
        const data: ToldCover = {
          outcome: 'nothing',
          quoted_who: oneLine(asked.who, 100),
          next: next && { from: next.from.toISOString(), until: next.until.toISOString() },
        };
        return { data: { ...data }, citations: [] };
      }
      const { proposal } = asked;
      const titled = titledIn(proposal, language);
      const data: ToldCover = {
        outcome: asked.was === 'new' ? 'proposed' : 'waiting',
        proposal: formatReference({ kind: 'proposal', number: proposal.number }),
        what: oneLine(titled.title, 300),
        quoted_asked: asked.asked && oneLine(asked.asked.name, 100),
        unreached: asked.unreached,
      };
      const view = { ...viewOf(principal), now, language };
      // in a channel whoever is asked reads along, and presses; the click is checked in their name
      const card =
        principal.place.audience === 'private'
          ? proposalCard(titled, view)
          : proposalCard(sharedProposal(titled), { ...view, decides: () => true });
      return { data: { ...data }, card, citations: [proposalCitation(proposal)] };
    });
  },
});
