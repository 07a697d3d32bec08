import { z } from 'zod';
import { findProposal } from '../db/proposals.ts';
import { hoursSaid } from '../domain/hours-said.ts';
import { MODERATION_STEPS, type ModerationStep } from '../domain/moderation.ts';
import type { Proposal } from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { peopleOf } from '../messages/case-people.ts';
import { channelText } from '../messages/case-text.ts';
import { powersIn } from '../messages/moderation-powers.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { MOST_TOGETHER } from '../pipeline/moderation/act-on-all.ts';
import { whomToModerate } from '../pipeline/moderation/whom-to-moderate.ts';
import { proposeWrite, replaceOwn } from '../pipeline/proposals/propose.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import type { Work } from '../pipeline/work.ts';
import { defineTool } from './define-tool.ts';
import { type AskedModeration, calledData, caseCitation, refOfCase } from './moderation-data.ts';
import { readNumber, referenceInput } from './reference-input.ts';
import { proposalCitation } from './rule-data.ts';

/** What people call what is done to somebody. `kick` is asked for, and is nothing that is done here. */
export const MODERATION_VERBS = ['warn', 'timeout', 'mute', 'ban', 'delete', 'kick'] as const;
const STEP_OF: Partial<Record<(typeof MODERATION_VERBS)[number], ModerationStep>> = { warn: 'warning' };

export const moderateMemberTool = defineTool({
  name: 'moderate_member',
  description:
    'Propose to warn, time out, mute or ban somebody who writes in a guarded channel, or to delete what they wrote in a case. Nothing is done by ' +
    'this: it puts up a card, and a person’s button decides. Use it for "timeout @kev for 24 hours", "ban troll99 for spam", "mute whoever CASE-9 is about", "time out all of them for a day".',
  input: z.object({
    user: z.string().max(320).optional().describe('The name or account of the person, without @'),
    case: referenceInput('case')
      .optional()
      .describe('The case it belongs to; without `user` whom that is chiefly about'),
    everyone: z.boolean().optional().describe('Everybody who took part in `case`, instead of one person'),
    action: z.enum(MODERATION_VERBS).describe('What is to be done'),
    duration: z.string().max(60).optional().describe('Of a timeout or a mute, as the person asking said it: 24 hours'),
    reason: z
      .string()
      .max(2000)
      .optional()
      .describe('Why, in the words of the person asking; the person affected is told'),
    replaces: referenceInput('proposal')
      .optional()
      .describe('The proposal of theirs that waits and that this is wanted instead of: it is withdrawn'),
  }),
  access: 'write',
  permission: 'moderation.write',
  async run(
    { work, principal, now, language, asker },
    { user, case: ref, everyone = false, action, duration, reason, replaces },
  ) {
    const number = ref === undefined ? undefined : readNumber('case', ref);
    if (everyone && number === undefined)
      throw new SafeNestError('invalid_input', 'Say of which case: everybody of a case like CASE-9.');
    if (user === undefined && number === undefined)
      throw new SafeNestError('invalid_input', 'Say whom: a name, an account, or a case like CASE-9.');
    const data: AskedModeration = {
      outcome: 'proposed',
      action,
      quoted_user: user === undefined ? null : oneLine(user.replace(/^@/, ''), 100),
      which: [],
    };
    const step = STEP_OF[action] ?? MODERATION_STEPS.find((one) => one === action);
    if (!step) return { data: { ...data, outcome: 'cannot' } satisfies AskedModeration, citations: [] };
    const hours = duration === undefined ? undefined : hoursSaid(duration);
    if (hours === null)
      throw new SafeNestError(
        'invalid_input',
        `I cannot read “${oneLine(duration!, 40)}” as a time. Say it like 24 hours.`,
      );
    return work(async (change) => {
      const meant = await whomToModerate(
        { tx: change.tx, principal, now },
        { ...(user === undefined || everyone ? {} : { user }), ...(number === undefined ? {} : { case: number }) },
      );
      if (meant.kind !== 'one') {
        const which = meant.kind === 'several' ? meant.people.map(calledData) : [];
        return { data: { ...data, outcome: meant.kind, which } satisfies AskedModeration, citations: [] };
      }
      const { account, name, channel, about } = meant.who;
      const people = everyone && about ? peopleOf(about).slice(0, MOST_TOGETHER) : [];
      if (reason === undefined && about === null)
        return { data: { ...data, outcome: 'why' } satisfies AskedModeration, citations: [] };
      const lasts = step === 'timeout' || step === 'mute';
      const { proposal, was } = await proposeWrite(
        { ...change, via: change.via ?? 'agent' },
        {
          kind: 'moderate_member',
          args: {
            step,
            account,
            name,
            ...(people.length > 1 ? { people: people.map((one) => ({ account: one.account, name: one.name })) } : {}),
            platform: channel.platform,
            workspace: channel.workspace,
            channel: channel.channel,
            ...(about ? { case: refOfCase(about) } : {}),
            ...(lasts && hours !== undefined && hours !== 'always' ? { hours } : {}),
            ...(reason === undefined ? {} : { reason }),
          },
          // why it is wanted is for the asker to say: a model may have its words from what others wrote
          why: oneLine(asker?.words ?? '', 500),
          untrusted: asker?.readOthers ?? false,
          // a no to one ban is none to the next
          again: true,
        },
      );
      const replaced =
        replaces === undefined ? null : await withdrawn(change, readNumber('proposal', replaces), proposal);
      const several = peopleIn(proposal.args.people);
      const waiting: AskedModeration = {
        ...data,
        outcome: was === 'new' ? 'proposed' : 'waiting',
        proposal: formatReference({ kind: 'proposal', number: proposal.number }),
        ...(replaced && { replaced: formatReference({ kind: 'proposal', number: replaced.number }) }),
        step,
        hours: typeof proposal.args.hours === 'number' ? proposal.args.hours : null,
        quoted_who: oneLine(String(proposal.args.name ?? ''), 80) || String(proposal.args.account ?? account),
        ...(several.length > 1 ? { quoted_people: several } : {}),
        ...(typeof proposal.args.left_out === 'string' ? { quoted_left_out: proposal.args.left_out } : {}),
        quoted_channel: channelText(channel),
        quoted_reason: oneLine(String(proposal.args.reason ?? ''), 240),
        case: about && refOfCase(about),
        does_there: powersIn(channel, language)[step].what,
        // what was asked for and cannot be: a ban for three days
        without_end: !lasts && hours !== undefined && hours !== 'always',
      };
      return {
        data: { ...waiting },
        card: proposalCard(titledIn(proposal, language), { ...viewOf(principal), now, language }),
        citations: [
          proposalCitation(proposal),
          ...(about ? [{ ...caseCitation(about), mentioned: true as const }] : []),
        ],
      };
    });
  },
});

/** The asker's own order about somebody that waited and that another takes the place of; null where it is none of theirs, or waits no more. */
async function withdrawn(work: Work, number: number, by: Proposal): Promise<Proposal | null> {
  const before = number === by.number ? null : await findProposal(work.tx, number);
  return before?.kind === 'moderate_member' ? replaceOwn(work, number) : null;
}

/** What those are called whom a proposal is about. */
const peopleIn = (people: unknown): string[] =>
  (Array.isArray(people) ? (people as Partial<Record<'account' | 'name', unknown>>[]) : []).map(
    ({ account, name }) => oneLine(String(name ?? ''), 80) || oneLine(String(account ?? ''), 80),
  );
