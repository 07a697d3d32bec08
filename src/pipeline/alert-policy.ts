import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { lockAlertPolicy, restartEscalation, saveAlertPolicyRow, storedAlertPolicy } from '../db/alert-escalations.ts';
import { listChatChannels } from '../db/chat-channels.ts';
import { listTargets } from '../db/delivery-targets.ts';
import { findMember } from '../db/members.ts';
import { findRota } from '../db/on-call.ts';
import { listRules } from '../db/rules.ts';
import type { OrgDb } from '../db/scope.ts';
import type { Alert } from '../domain/alert.ts';
import { mayBeTold } from '../domain/channel.ts';
import {
  type AlertPolicy,
  chainOf,
  type EscalationStep,
  NO_POLICY,
  type NudgeTarget,
  ROLL_UP,
} from '../domain/escalation.ts';
import { can } from '../domain/role.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import type { Work } from './work.ts';

const WEEK_MINUTES = 7 * 1440;
const MOST_STEPS = 10;
const MOST_CHAINS = 20;

const nudgeTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('channel'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('target'), id: z.uuid() }),
  z.strictObject({ kind: z.literal('member'), id: z.uuid() }),
  /** Whoever is on call when it is told. */
  z.strictObject({ kind: z.literal('on_call') }),
]);

const stepsSchema = z
  .array(
    z.strictObject({
      /** 0: at once. */
      afterMinutes: z.int().min(0).max(WEEK_MINUTES),
      to: z.array(nudgeTarget).min(1).max(10),
    }),
  )
  .max(MOST_STEPS);
const remindSchema = z.int().min(5).max(1440).nullable().default(null);

export const alertPolicySchema = z.strictObject({
  floor: z.enum(SEVERITIES).nullable(),
  steps: stepsSchema,
  /** After the last step its people are told again every so many minutes. */
  remindMinutes: remindSchema,
  /** For alerts of some rules (of any where empty) and severities: the first that fits takes the place of `steps`. */
  chains: z
    .array(
      z.strictObject({
        name: z.string().trim().min(1).max(100),
        rules: z.array(z.uuid()).max(200).default([]),
        from: z.enum(SEVERITIES).default('low'),
        steps: stepsSchema.min(1),
        remindMinutes: remindSchema,
      }),
    )
    .max(MOST_CHAINS)
    .default([]),
  /** Whoever acknowledged an alert is asked after so many minutes whether they are still on it, and after so many more it is open again. */
  lapse: z
    .strictObject({ askMinutes: z.int().min(5).max(WEEK_MINUTES), waitMinutes: z.int().min(5).max(1440) })
    .nullable()
    .default(null),
  askRules: z.array(z.uuid()).max(200),
  /** Once a chat channel was given so many alerts in so many minutes, further ones are one message; critical ones never. */
  rollUp: z
    .strictObject({ alerts: z.int().min(2).max(100), minutes: z.int().min(1).max(60) })
    .nullable()
    .default(ROLL_UP),
});

/** What an organisation does about alerts beside telling them once; `since` when its escalation holds. */
export async function alertPolicyOf(tx: OrgDb): Promise<AlertPolicy & { since: Date | null }> {
  const stored = await storedAlertPolicy(tx);
  const parsed = stored && alertPolicySchema.safeParse(stored.policy);
  return parsed?.success ? { ...parsed.data, since: stored!.since } : { ...NO_POLICY, since: null };
}

/**
 * Changes it; steps are put in order of time. What is there already is not told again: it holds for alerts raised from now on. Refuses
 * what could not be told, and steps at the same time.
 */
export async function setAlertPolicy(work: Work, input: z.input<typeof alertPolicySchema>): Promise<AlertPolicy> {
  authorise(work.principal, 'rules.write');
  const wanted = checked(alertPolicySchema, input);
  const steps = inOrder(wanted.steps);
  const chains = wanted.chains.map((chain) => ({
    ...chain,
    rules: [...new Set(chain.rules)],
    steps: inOrder(chain.steps),
  }));
  if (new Set(chains.map(({ name }) => name.toLowerCase())).size < chains.length)
    throw new SafeNestError('invalid_input', 'Two chains have the same name.');
  if (wanted.floor !== null && steps.length === 0)
    throw new SafeNestError('invalid_input', 'Say who is told again and when, or switch telling again off.');
  if (wanted.remindMinutes !== null && steps.length === 0)
    throw new SafeNestError('invalid_input', 'A reminder goes to whom the last step tells: say who that is.');
  if (wanted.lapse !== null && wanted.floor === null && chains.length === 0)
    throw new SafeNestError(
      'invalid_input',
      'What lapses is told from the first step on: say from which severity, who is told again and when.',
    );
  for (const { to } of [...steps, ...chains.flatMap((chain) => chain.steps)])
    for (const one of to) await requireTellable(work.tx, one);
  const rules = new Set((await listRules(work.tx)).map(({ id }) => id));
  if ([...wanted.askRules, ...chains.flatMap((chain) => chain.rules)].some((id) => !rules.has(id)))
    throw new SafeNestError('not_found', 'There is no such rule.');
  const { floor, remindMinutes, lapse, rollUp } = wanted;
  const policy: AlertPolicy = {
    floor,
    steps,
    remindMinutes,
    chains,
    lapse,
    askRules: [...new Set(wanted.askRules)],
    rollUp,
  };
  await lockAlertPolicy(work.tx);
  const { since: held, ...before } = await alertPolicyOf(work.tx);
  if (isDeepStrictEqual(before, policy)) return policy;
  // how much goes into one message begins nothing anew
  const same = isDeepStrictEqual({ ...before, rollUp }, policy);
  const since = (same ? held : null) ?? work.now;
  await saveAlertPolicyRow(work.tx, { policy, since, now: work.now, by: work.principal.name });
  await audit(work, { action: 'alert_policy.set', detail: { before, after: policy } });
  return policy;
}

/** Changes a part of it and keeps the rest as it is then, also where somebody else changes another part at the same moment. */
export async function changeAlertPolicy(
  work: Work,
  change: (policy: AlertPolicy) => Partial<z.input<typeof alertPolicySchema>>,
): Promise<AlertPolicy> {
  authorise(work.principal, 'rules.write');
  await lockAlertPolicy(work.tx);
  const { since: _, ...policy } = await alertPolicyOf(work.tx);
  return setAlertPolicy(work, { ...policy, ...change(policy) });
}

function inOrder(said: readonly EscalationStep[]): EscalationStep[] {
  const steps = said.toSorted((a, b) => a.afterMinutes - b.afterMinutes);
  if (steps.some((step, i) => step.afterMinutes === steps[i + 1]?.afterMinutes))
    throw new SafeNestError(
      'invalid_input',
      'Two steps are at the same time: make one of them, with all who are told.',
    );
  return steps;
}

/** Alerts of other rules or of another severity than before: where another chain is for them, it begins anew. */
export async function changeChains(
  tx: OrgDb,
  alerts: readonly { id: string; before: ChainKey; after: ChainKey }[],
  now: Date,
): Promise<void> {
  const changed = alerts.filter(
    ({ before, after }) => before.severity !== after.severity || before.noticedBy.length !== after.noticedBy.length,
  );
  if (changed.length === 0) return;
  const { since, ...policy } = await alertPolicyOf(tx);
  if (since === null) return;
  for (const { id, before, after } of changed) {
    const chain = chainOf(policy, after);
    if (chainOf(policy, before) === chain) continue;
    await restartEscalation(tx, id, { followedSince: chain ? since : null, now });
  }
}

type ChainKey = Pick<Alert, 'severity' | 'noticedBy'>;

/** Refuses whoever is not there, or may not see alerts. */
async function requireTellable(tx: OrgDb, to: NudgeTarget): Promise<void> {
  switch (to.kind) {
    case 'channel': {
      const channel = (await listChatChannels(tx)).find(({ id }) => id === to.id);
      if (!channel) throw new SafeNestError('not_found', 'There is no such channel.');
      if (!mayBeTold('alerts', channel.leastRole))
        throw new SafeNestError('forbidden', `Who reads ${channel.name} may not see alerts.`);
      return;
    }
    case 'target': {
      if (!(await listTargets(tx)).some(({ id }) => id === to.id))
        throw new SafeNestError('not_found', 'There is no such place of delivery.');
      return;
    }
    case 'member': {
      const member = await findMember(tx, to.id);
      if (!member?.active) throw new SafeNestError('not_found', 'There is no such member.');
      if (!can(member.role, 'alerts.read'))
        throw new SafeNestError('forbidden', `${member.name}’s role (${member.role}) may not see alerts.`);
      return;
    }
    case 'on_call':
      if (!(await findRota(tx))?.members.length)
        throw new SafeNestError(
          'invalid_input',
          'Nobody takes turns at being on call yet: say who does on the page On call.',
        );
  }
}
