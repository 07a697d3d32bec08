import { z } from 'zod';
import { lockCase } from '../../db/cases.ts';
import { findGuardedChannel } from '../../db/guarded-channels.ts';
import {
  findAction,
  listActions,
  lockAction,
  type StoredAction,
  storedActionsOfCase,
} from '../../db/moderation-actions.ts';
import type { OrgDb } from '../../db/scope.ts';
import { type GuardedChannel, HOLDING, MODERATION_STEPS, type ModerationCase } from '../../domain/moderation.ts';
import type { Severity } from '../../domain/severity.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { channelText, stepText } from '../../messages/case-text.ts';
import { wordsFor } from '../../messages/catalogue/catalogue.ts';
import { objectionWords } from '../../messages/catalogue/objections.ts';
import { proposalTitles } from '../../messages/catalogue/proposal-titles.ts';
import { terms } from '../../messages/catalogue/terms.ts';
import { togetherWords } from '../../messages/catalogue/together.ts';
import { kind, missing, numberIn, reference, words } from '../proposal-kind.ts';
import type { Work } from '../work.ts';
import { actOnAccount, actOnCase, heldBefore, lasting, reasonOf } from './act.ts';
import { actOnAll, leftOutOf, MOST_TOGETHER } from './act-on-all.ts';
import { hoursOfAction, refOfAction, standing } from './acted.ts';
import { othersClaim } from './case-claim.ts';
import { liftAction } from './lift.ts';
import { requireMayActOn, requireMayLift } from './may-act-on.ts';
import { currentPolicy } from './policy.ts';

/** What is done to somebody, and not only written down. */
const DONE_TO = MODERATION_STEPS.filter((step) => step !== 'note');
/** How bad what is done to somebody is, for whoever is to decide it. */
const WEIGHT: Record<(typeof DONE_TO)[number], Severity> = {
  delete: 'low',
  warning: 'low',
  timeout: 'medium',
  mute: 'medium',
  ban: 'high',
};

const account = z.string().min(1).max(200);
const name = z
  .string()
  .max(2000)
  .transform((text) => oneLine(text, 80));

/** Does something about somebody in a guarded channel, as part of a case where there is one. */
export const moderateMember = kind({
  schema: z.strictObject({
    step: z.enum(DONE_TO),
    account,
    name: name.default(''),
    platform: z.string().min(1).max(40),
    workspace: z.string().max(200).default(''),
    channel: z.string().min(1).max(200),
    /** What the channel is called. */
    channel_name: name.default(''),
    case: reference('case').optional(),
    hours: z
      .number()
      .positive()
      .max(366 * 24)
      .optional(),
    /** What the person affected is told. */
    reason: words(2000).optional(),
    /** Everybody of the case whom it is about, the one above among them. */
    people: z
      .array(z.strictObject({ account, name: name.default('') }))
      .min(2)
      .max(MOST_TOGETHER)
      .optional(),
    /** Who of them is not acted on, and why. */
    left_out: z
      .string()
      .max(20_000)
      .transform((text) => oneLine(text, 2000))
      .optional(),
    /** What the workspace's admin had granted there: the card says by it what it comes to. */
    granted: z.array(z.string().max(200)).max(50).optional(),
    /** Who else had the case in hand when it was asked for: whoever approves it is told so. */
    held_by: name.optional(),
  }),
  asks: 'moderation.write',
  async settle(work, args) {
    const { tx } = work;
    const channel = await requireChannel(tx, args);
    const about = args.case === undefined ? null : await requireCase(tx, args.case);
    const { policy } = await currentPolicy(tx);
    if (policy.steps[args.step].mode === 'off')
      throw new SafeNestError('conflict', wordsFor(work, objectionWords).stepOff(args.step));
    const several = args.people && about ? await whoIsLeft(work, about, args) : null;
    if (!several) {
      await requireMayActOn(work, channel, args.account);
      const before = await holding(tx, args);
      if (before) throw new SafeNestError('conflict', `${standing(before, 'en')} already, by ${before.requestedBy}.`);
    }
    const hours = lasting(policy, args.step, args.hours, about);
    const { hours: _, held_by: __, granted: ___, ...rest } = args;
    const claim = about && othersClaim(about, work.principal, work.now);
    return {
      ...rest,
      ...several,
      ...(claim ? { held_by: claim.by } : {}),
      channel_name: channelText(channel),
      ...(channel.granted ? { granted: [...channel.granted] } : {}),
      // of several each is told how many of their own messages it is about
      ...(several ? {} : { reason: reasonOf(args.reason, about, args.account) }),
      ...(hours === null ? {} : { hours }),
    };
  },
  describe: (
    {
      step,
      hours,
      name: called,
      account: id,
      people,
      left_out: out,
      platform,
      channel_name: where,
      case: ref,
      held_by: held,
    },
    language,
  ) => {
    const words = proposalTitles[language];
    const what = stepText({ step, ...(hours === undefined ? {} : { hours }) }, language);
    const who = people ? severalText(people) : terms[language].quote(called || id);
    const about = ref ? `, ${ref}${held ? words.inHand(held) : ''}` : '';
    return `${words.moderate(what, who, where ?? null, platform)}${about}${out ? `. ${out}` : ''}`;
  },
  severity: ({ step }) => WEIGHT[step],
  matter: ({ step, account: id, people, platform, workspace, hours = null }) => ({
    step,
    account: people ? people.map((one) => one.account).sort() : id,
    platform,
    workspace,
    hours,
  }),
  async standing(tx, args) {
    const about = args.case === undefined ? null : await requireCase(tx, args.case);
    if (about?.state === 'dismissed')
      return {
        mark: 'dismissed',
        words: `${args.case} was dismissed${about.decidedBy ? ` by ${oneLine(about.decidedBy, 80)}` : ''}`,
      };
    if (args.people && about) {
      const stored = await storedActionsOfCase(tx, about.id);
      const held = args.people.filter((one) => heldBefore(stored, { account: one.account, step: args.step }));
      return {
        mark: `held ${held.map((one) => one.account).join(' ')}`,
        words: held.length === 0 ? 'nothing of the kind holds for any of them' : `it holds for ${held.length} of them`,
      };
    }
    const before = await holding(tx, args);
    return before
      ? { mark: refOfAction(before), words: `${standing(before, 'en')} already` }
      : { mark: 'free', words: `nothing of the kind holds for ${args.name || args.account}` };
  },
  async run(work, { step, account: id, name: called, hours, reason, ...args }) {
    if (args.people && args.case !== undefined) {
      const { actions, text } = await actOnAll(work, numberIn(args.case), {
        step,
        accounts: args.people.map((one) => one.account),
        anyway: true,
        ...(hours === undefined ? {} : { hours }),
        ...(reason === undefined ? {} : { reason }),
      });
      return { text, undo: actions[0] ? { action: actions[0].number, all: true as const } : null };
    }
    const wanted = {
      step,
      ...(hours === undefined ? {} : { hours }),
      ...(reason === undefined ? {} : { reason }),
      account: id,
      anyway: true,
    };
    const { action } =
      args.case === undefined
        ? await actOnAccount(work, { ...wanted, name: called || id, channel: await requireChannel(work.tx, args) })
        : await actOnCase(work, numberIn(args.case), wanted);
    return { text: (language) => `${standing(action, language)}.`, undo: { action: action.number } };
  },
});

/** Takes back what was done to somebody. */
export const reverseAction = kind({
  schema: z.strictObject({
    id: reference('action'),
    /** Why, in words; those who did it and the person affected read it. */
    reason: words(2000).optional(),
    /** What it is, in words. */
    what: name.default(''),
  }),
  asks: 'moderation.write',
  async settle(work, args) {
    const action = await requireAction(work.tx, args.id);
    await requireMayLift(work, action.channel, action.account);
    if (stands(action) !== 'holds') throw new SafeNestError('conflict', `${standing(action, 'en')}.`);
    const hours = hoursOfAction(action);
    const step = stepText({ step: action.step, ...(hours ? { hours } : {}) }, 'en');
    return {
      ...args,
      what: `${step} for “${oneLine(action.accountName, 40) || action.account}” in ${channelText(action.channel)}`,
    };
  },
  describe: ({ id, what }, language) => `${proposalTitles[language].takeBack(id)}${what ? `: ${what}` : ''}`,
  severity: () => null,
  matter: ({ id }) => id,
  async standing(tx, { id }) {
    const action = await requireAction(tx, id);
    return { mark: stands(action), words: standing(action, 'en') };
  },
  async run(work, { id, reason }) {
    const { action } = await liftAction(work, numberIn(id), { ...(reason === undefined ? {} : { reason }) });
    return { text: (language) => `${standing(action, language)}.`, undo: null };
  },
});

/** Whom of several something may be done to and nothing of the kind holds for yet; fails with `conflict` where that is nobody. */
async function whoIsLeft(
  work: Work,
  about: ModerationCase,
  { people = [], step }: { people?: { account: string; name: string }[]; step: (typeof DONE_TO)[number] },
) {
  const leftOut = await leftOutOf(work, about);
  const stored = await storedActionsOfCase(work.tx, about.id);
  const left = people.filter(
    (one) => !leftOut.some((out) => out.account === one.account) && !heldBefore(stored, { account: one.account, step }),
  );
  const [first] = left;
  const out = togetherWords.en.leftOut(leftOut);
  if (!first) throw new SafeNestError('conflict', `Nothing is left to be done about any of them. ${out}`.trim());
  return {
    account: first.account,
    name: first.name,
    // of one it is an order like any other
    people: left.length > 1 ? left : undefined,
    ...(out ? { left_out: out } : {}),
  };
}

function severalText(people: readonly { account: string; name: string }[]): string {
  const named = people.slice(0, 10).map(({ name: called, account: id }) => `“${called || id}”`);
  const rest = people.length - named.length;
  return `${people.length} people: ${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** What holds of the same step for the same account, or is about to. */
async function holding(
  tx: OrgDb,
  { platform, workspace, account: id, step }: Pick<Args, 'platform' | 'workspace' | 'account' | 'step'>,
): Promise<StoredAction | undefined> {
  // words are said again and again, and messages are deleted as they come
  if (step === 'warning' || step === 'delete') return undefined;
  const [found] = await listActions(tx, {
    accounts: [{ platform, workspace, account: id }],
    states: HOLDING,
    steps: [step],
    limit: 1,
  });
  return found;
}
interface Args {
  step: (typeof DONE_TO)[number];
  account: string;
  platform: string;
  workspace: string;
}

/** One word for all states in which it can be taken back: that it was carried out meanwhile changes nothing. */
const stands = ({ state }: StoredAction): string => (HOLDING.includes(state) ? 'holds' : state);

async function requireChannel(
  tx: OrgDb,
  place: Pick<GuardedChannel, 'platform' | 'workspace' | 'channel'>,
): Promise<GuardedChannel> {
  const { platform, workspace, channel } = place;
  const found = await findGuardedChannel(tx, { platform, workspace, channel });
  if (!found) throw new SafeNestError('not_found', 'That channel is not guarded.');
  return found;
}

async function requireCase(tx: OrgDb, ref: string): Promise<ModerationCase> {
  const found = await lockCase(tx, { number: numberIn(ref) });
  if (!found) throw missing(ref);
  return found;
}

async function requireAction(tx: OrgDb, ref: string): Promise<StoredAction> {
  const found = await findAction(tx, numberIn(ref));
  if (!found) throw missing(ref);
  if (found.caseId) await lockCase(tx, { id: found.caseId });
  return (await lockAction(tx, found.id))!;
}
