import {
  dueEscalations,
  type Escalating,
  endAcknowledged,
  followAlerts,
  insertNudge,
  saveEscalation,
} from '../db/alert-escalations.ts';
import { exceptionsOfAlert } from '../db/alert-exceptions.ts';
import { openAlertsOfRules } from '../db/alerts.ts';
import { listChatChannels } from '../db/chat-channels.ts';
import { listTargets } from '../db/delivery-targets.ts';
import { findMember } from '../db/members.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { AlertPolicy, EscalationStep, NudgeTarget } from '../domain/escalation.ts';
import { newId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { atLeast } from '../domain/severity.ts';
import type { Announcement } from '../messages/outbound.ts';
import { alertPolicyOf } from './alert-policy.ts';
import { askByPolicy } from './ask-member.ts';
import { audit } from './audit.ts';
import { deliverAgain } from './delivery/fan-out.ts';
import { snoozeOf } from './suppress-findings.ts';
import type { Work } from './work.ts';

const MINUTE_MS = 60_000;
/** Asked in one go; more wait for the next look. */
const MOST_ASKED = 50;

/**
 * Tells again what nobody acknowledged, step by step, and asks members by the policy; everything in the transaction that notes it, so
 * that a restart neither repeats nor forgets a step. What is snoozed waits until that is over. Answers how many alerts it did something
 * about.
 */
export async function escalate(work: Work): Promise<number> {
  const { tx, now } = work;
  const policy = await alertPolicyOf(tx);
  if (policy.since === null) return 0;
  const asked = await ask(work, policy, policy.since);
  const [first] = policy.steps;
  if (policy.floor === null || !first) {
    await endAcknowledged(tx);
    return asked;
  }
  await followAlerts(tx, {
    severities: atLeast(policy.floor),
    since: policy.since,
    firstMinutes: first.afterMinutes,
    now,
  });
  const due = await dueEscalations(tx, now);
  for (const one of due) await nextStep(work, policy, one);
  return due.length + asked;
}

async function nextStep(work: Work, policy: AlertPolicy, { alert, since, steps, told }: Escalating): Promise<void> {
  const { tx, now } = work;
  const snooze = snoozeOf(alert, await exceptionsOfAlert(tx, alert, now));
  if (snooze) return saveEscalation(tx, alert.id, { dueAt: snooze.until });
  const step = policy.steps[steps];
  if (!step) return saveEscalation(tx, alert.id, { dueAt: null });
  const minutes = Math.max(1, Math.round((now.getTime() - since.getTime()) / MINUTE_MS));
  const names: string[] = [];
  for (const to of step.to) {
    const name = await nudge(work, { alert, step: steps, minutes }, to);
    if (name !== null) names.push(name);
  }
  const next = policy.steps[steps + 1];
  await saveEscalation(tx, alert.id, {
    steps: steps + 1,
    dueAt: next ? dueOf(next, since, now) : null,
    told: names.length > 0 ? [...told, `${names.join(', ')} (${minutes} min)`] : told,
  });
  await audit(work, {
    action: 'alert.escalate',
    subject: formatReference({ kind: 'alert', number: alert.number }),
    detail: { step: steps + 1, minutes, told: names },
  });
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
}

/** Steps that a standstill made late still come one after the other. */
const dueOf = (next: EscalationStep, since: Date, now: Date): Date =>
  new Date(Math.max(since.getTime() + next.afterMinutes * MINUTE_MS, now.getTime() + MINUTE_MS));

/** Has one place or person told again; answers what it is called, null where it is no more. */
async function nudge(
  { tx, now }: Work,
  { alert, step, minutes }: { alert: Escalating['alert']; step: number; minutes: number },
  to: NudgeTarget,
): Promise<string | null> {
  const id = newId(now.getTime());
  const one = { id, alertId: alert.id, step, minutes, createdAt: now };
  switch (to.kind) {
    case 'channel': {
      const channel = (await listChatChannels(tx)).find((known) => known.id === to.id);
      if (!channel) return null;
      await insertNudge(tx, { ...one, channelId: channel.id, memberId: null });
      const news: Announcement = { kind: 'alert_nudged', subject: id, severity: alert.severity };
      await addOutboxOnce(tx, [news]);
      return channel.name.startsWith('#') ? channel.name : `#${channel.name}`;
    }
    case 'member': {
      const member = await findMember(tx, to.id);
      if (!member?.active) return null;
      await insertNudge(tx, { ...one, channelId: null, memberId: member.id });
      return member.name;
    }
    case 'target': {
      const target = (await listTargets(tx)).find((known) => known.id === to.id);
      if (!target?.enabled) return null;
      await deliverAgain(tx, target, alert, { minutes, now });
      return target.name;
    }
  }
}

/** Asks whoever is concerned by an alert of a chosen rule whether it was them, once; answers how many were asked. */
async function ask(work: Work, policy: AlertPolicy, since: Date): Promise<number> {
  if (policy.askRules.length === 0) return 0;
  let asked = 0;
  for (const alert of await openAlertsOfRules(work.tx, policy.askRules, since, MOST_ASKED))
    if (await askByPolicy(work, alert)) asked++;
  return asked;
}
