import { z } from 'zod';
import { findCase } from '../db/cases.ts';
import { findAction, listActions, type StoredAction } from '../db/moderation-actions.ts';
import { listProposals } from '../db/proposals.ts';
import type { OrgDb } from '../db/scope.ts';
import { HOLDING, MODERATION_STEPS, type ModerationCase, type ModerationStep } from '../domain/moderation.ts';
import type { Proposal } from '../domain/proposal.ts';
import { formatReference } from '../domain/reference.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import type { Card } from '../messages/card.ts';
import { refusalWords } from '../messages/catalogue/refusals.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { proposalCard } from '../messages/views/proposal-card.ts';
import { accountsCalled, type Called, isOnePerson } from '../pipeline/moderation/accounts-called.ts';
import { unknownCase } from '../pipeline/moderation/see-case.ts';
import { proposeWrite } from '../pipeline/proposals/propose.ts';
import { titledIn } from '../pipeline/proposals/title-in.ts';
import type { Work } from '../pipeline/work.ts';
import { defineTool, type ToolContext, type ToolResult } from './define-tool.ts';
import { MODERATION_VERBS } from './moderate-member.ts';
import { type AskedReversal, actionCitation, actionData, calledData, nameOf, refOfAction } from './moderation-data.ts';
import { readNumber, referenceInput } from './reference-input.ts';
import { proposalCitation } from './rule-data.ts';

/** Of one person more is not in force at once; so many of those that wait are looked through. */
const MOST = 20;

export const reverseActionTool = defineTool({
  name: 'reverse_action',
  description:
    'Propose to take back what was done to somebody: a warning, a timeout, a mute, a ban. Nothing is taken back by this: it puts up a card, and a person’s ' +
    'button decides. Use it for "undo ACT-5", "lift the ban on kev", "unmute her".',
  input: z.object({
    id: referenceInput('action').optional().describe('What is to be taken back, e.g. ACT-5'),
    user: z.string().max(320).optional().describe('Without `id`: whose, by name or account, without @'),
    case: referenceInput('case')
      .optional()
      .describe('Only what was done in this case; without `user` to whom it is chiefly about'),
    action: z.enum(MODERATION_VERBS).optional().describe('With `user` or `case`: only what is of this kind'),
    reason: z.string().max(2000).optional().describe('Why, in the words of the person asking'),
  }),
  access: 'write',
  permission: 'moderation.write',
  run(context, { id, user, case: ref, action: verb, reason }) {
    const { principal, language } = context;
    const data: AskedReversal = {
      outcome: 'proposed',
      quoted_user: user === undefined ? null : oneLine(user.replace(/^@/, ''), 100),
      which: [],
      actions: [],
    };
    if (id === undefined && user === undefined && ref === undefined)
      throw new SafeNestError('invalid_input', 'Say what: an action like ACT-5, or whose it was.');
    return context.work(async (change) => {
      const { tx } = change;
      if (id !== undefined) {
        const number = readNumber('action', id);
        const found = await findAction(tx, number);
        if (!found) throw new SafeNestError('not_found', refusalWords[language].noSuch(refOfAction({ number })));
        return propose(context, change, { data, action: found, reason });
      }
      const about = ref === undefined ? null : await findCase(tx, readNumber('case', ref));
      if (ref !== undefined && !about) throw unknownCase({ principal }, readNumber('case', ref));
      const step = verb === 'warn' ? 'warning' : MODERATION_STEPS.find((one) => one === verb);
      if (about) return ofCase(context, change, { data, about, user, step, reason });
      const found = await accountsCalled(tx, principal, user!, { speakers: true });
      if (found.length === 0) return { data: { ...data, outcome: 'nobody' } satisfies AskedReversal, citations: [] };
      if (!isOnePerson(found))
        return {
          data: { ...data, outcome: 'several', which: found.map(calledData) } satisfies AskedReversal,
          citations: [],
        };
      const held = await listActions(tx, {
        accounts: found.map(({ platform, workspace, account }) => ({ platform, workspace, account })),
        states: HOLDING,
        steps: step ? [step] : MODERATION_STEPS.filter((one) => one !== 'note'),
        limit: MOST,
      });
      const [one, ...others] = held;
      if (!one) return nothing(context, tx, { data, found });
      // of two of one kind the newer holds; of a mute and a ban it is for them to say which
      if (others.some((other) => other.step !== one.step))
        return {
          data: {
            ...data,
            outcome: 'which',
            actions: held.map((each) => readData(each, context)),
          } satisfies AskedReversal,
          citations: held.map(actionCitation),
        };
      return propose(context, change, { data, action: one, reason });
    });
  },
});

const isCalled = ({ account, name }: { account: string; name: string }, called: string): boolean =>
  [account, name].some((one) => one.toLowerCase().startsWith(called));

/** What holds of what was done in a case: never what somebody had in another. */
async function ofCase(
  context: ToolContext,
  change: Work,
  wanted: {
    data: AskedReversal;
    about: ModerationCase;
    user: string | undefined;
    step: ModerationStep | undefined;
    reason: string | undefined;
  },
): Promise<ToolResult> {
  const { about, user, step, reason } = wanted;
  const called = user?.trim().replace(/^@/, '').toLowerCase();
  const data: AskedReversal = {
    ...wanted.data,
    quoted_user:
      called === undefined || isCalled(about.offender, called) ? nameOf(about.offender) : wanted.data.quoted_user,
    case: formatReference({ kind: 'case', number: about.number }),
  };
  const held = (
    await listActions(change.tx, {
      caseId: about.id,
      states: HOLDING,
      steps: step ? [step] : MODERATION_STEPS.filter((one) => one !== 'note'),
      limit: MOST,
    })
  ).filter((one) => called === undefined || isCalled({ account: one.account, name: one.accountName }, called));
  const [one, ...others] = held;
  if (!one) {
    const waits = await waitingOf(context, change.tx, (args) => args.case === data.case);
    return waits ? onlyProposed(context, waits, data) : { data: { ...data, outcome: 'nothing' }, citations: [] };
  }
  if (others.some((other) => other.step !== one.step || other.account !== one.account))
    return {
      data: { ...data, outcome: 'which', actions: held.map((each) => readData(each, context)) } satisfies AskedReversal,
      citations: held.map(actionCitation),
    };
  return propose(context, change, { data, action: one, reason });
}

async function propose(
  { principal, now, language, asker }: ToolContext,
  change: Work,
  { data, action, reason }: { data: AskedReversal; action: StoredAction; reason: string | undefined },
): Promise<ToolResult> {
  if (!HOLDING.includes(action.state))
    return {
      data: { ...data, outcome: 'over', actions: [readData(action, { principal, now })] } satisfies AskedReversal,
      citations: [actionCitation(action)],
    };
  const { proposal, was } = await proposeWrite(
    { ...change, via: change.via ?? 'agent' },
    {
      kind: 'reverse_action',
      args: { id: refOfAction(action), ...(reason === undefined ? {} : { reason }) },
      why: oneLine(asker?.words ?? '', 500),
      untrusted: asker?.readOthers ?? false,
      again: true,
    },
  );
  return {
    data: {
      ...data,
      outcome: was === 'new' ? 'proposed' : 'waiting',
      proposal: refOfProposal(proposal),
      actions: [readData(action, { principal, now })],
    } satisfies AskedReversal,
    card: proposalCard(titledIn(proposal, language), { ...viewOf(principal), now, language }),
    citations: [proposalCitation(proposal), { ...actionCitation(action), mentioned: true as const }],
  };
}

/** Nothing of theirs holds: perhaps it is only proposed yet, and else it ended. */
async function nothing(
  context: ToolContext,
  tx: OrgDb,
  { data, found }: { data: AskedReversal; found: readonly Called[] },
): Promise<ToolResult> {
  const theirs = await waitingOf(context, tx, (args) => found.some(({ account }) => account === args.account));
  if (theirs) return onlyProposed(context, theirs, data);
  const [last] = await listActions(tx, {
    accounts: found.map(({ platform, workspace, account }) => ({ platform, workspace, account })),
    steps: MODERATION_STEPS.filter((one) => one !== 'note'),
    limit: 1,
  });
  return {
    data: {
      ...data,
      outcome: 'nothing',
      actions: last ? [readData(last, context)] : [],
    } satisfies AskedReversal,
    citations: last ? [actionCitation(last)] : [],
  };
}

/** What is proposed about somebody and waits still. */
async function waitingOf(
  { principal, now }: ToolContext,
  tx: OrgDb,
  isMeant: (args: Proposal['args']) => boolean,
): Promise<Proposal | undefined> {
  const waiting = await listProposals(tx, {
    states: ['pending'],
    limit: MOST,
    whose: { kinds: ['moderate_member'], own: { actor: principal.actor, kinds: ['moderate_member'] } },
  });
  return waiting.find(({ args, expiresAt }) => expiresAt > now && isMeant(args));
}

function onlyProposed({ principal, now, language }: ToolContext, waits: Proposal, data: AskedReversal): ToolResult {
  const card: Card = proposalCard(titledIn(waits, language), { ...viewOf(principal), now, language });
  return {
    data: { ...data, outcome: 'only_proposed', proposal: refOfProposal(waits) } satisfies AskedReversal,
    card,
    citations: [proposalCitation(waits)],
  };
}

const readData = (action: StoredAction, { principal, now }: Pick<ToolContext, 'principal' | 'now'>) =>
  actionData(action, { timeZone: principal.timeZone, now });
const refOfProposal = ({ number }: Pick<Proposal, 'number'>): string => formatReference({ kind: 'proposal', number });
