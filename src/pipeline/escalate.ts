import {
  dueEscalations,
  type Escalating,
  endAcknowledged,
  type FirstStep,
  followAlerts,
  insertNudge,
  saveEscalation,
} from '../db/alert-escalations.ts';
import { exceptionsOfAlert } from '../db/alert-exceptions.ts';
import { openAlertsOfRules } from '../db/alerts.ts';
import { listChatChannels } from '../db/chat-channels.ts';
import { listTargets } from '../db/delivery-targets.ts';
import { findMember, listChatAccounts } from '../db/members.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { Alert } from '../domain/alert.ts';
import {
  type AlertPolicy,
  chainOf,
  type EscalationStep,
  leastFollowed,
  MOST_REMINDERS,
  type NudgeTarget,
  type Steps,
  UNREACHED,
} from '../domain/escalation.ts';
import { newId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { atLeast, severityRank } from '../domain/severity.ts';
import type { Announcement } from '../messages/outbound.ts';
import { alertPolicyOf } from './alert-policy.ts';
import { askByPolicy } from './ask-member.ts';
import { audit } from './audit.ts';
import { deliverAgain } from './delivery/fan-out.ts';
import { lapse } from './lapsing.ts';
import { whoIsOnCall } from './on-call.ts';
import { snoozeOf } from './suppress-findings.ts';
import type { Work } from './work.ts';

const MINUTE_MS = 60_000;
/** Asked in one go; more wait for the next look. */
const MOST_ASKED = 50;
/** More that are told again at once are one message: nobody reads thirty. */
const MOST_ALONE = 3;

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
  await endAcknowledged(tx);
  const least = leastFollowed(policy);
  if (least === null) return asked;
  const lapsed = await lapse(work, policy, policy.since);
  await followAlerts(tx, { severities: atLeast(least), since: policy.since, firsts: firstsOf(policy), now });
  let told = 0;
  for (const alike of await byStep(work, policy, await dueEscalations(tx, now))) {
    await nextStep(work, alike);
    told += alike.due.length;
  }
  return told + asked + lapsed;
}

/** When each chain begins, in the order in which they fit. */
const firstsOf = ({ floor, steps, chains }: AlertPolicy): FirstStep[] =>
  [...chains, ...(floor === null ? [] : [{ from: floor, rules: [], steps }])].flatMap(
    ({ from, rules, steps: [first] }) =>
      first ? [{ severities: atLeast(from), rules, minutes: first.afterMinutes }] : [],
  );

/** Alerts of which the same step is due. */
interface Alike {
  chain: Steps;
  /** Its place among the steps; a reminder's is behind the last. */
  step: number;
  due: Escalating[];
}

/** What is due by chains and steps; many that are not critical go together, everything else by itself. What is snoozed, over or later is put off. */
async function byStep({ tx, now }: Work, policy: AlertPolicy, due: readonly Escalating[]): Promise<Alike[]> {
  const alike: Alike[] = [];
  for (const one of due) {
    const { alert } = one;
    const snooze = snoozeOf(alert, await exceptionsOfAlert(tx, alert, now));
    if (snooze) await saveEscalation(tx, alert.id, { dueAt: snooze.until });
    else {
      const chain = chainOf(policy, alert);
      const step = chain && stepAt(chain, one.steps);
      const at = step ? new Date(one.since.getTime() + step.afterMinutes * MINUTE_MS) : null;
      if (!chain || at === null || at > now) await saveEscalation(tx, alert.id, { dueAt: at });
      else {
        const same = alike.find((other) => other.chain === chain && other.step === one.steps);
        if (same) same.due.push(one);
        else alike.push({ chain, step: one.steps, due: [one] });
      }
    }
  }
  return alike.flatMap(({ chain, step, due: all }): Alike[] => {
    const calm = all.filter(({ alert }) => alert.severity !== 'critical');
    const together = calm.length > MOST_ALONE ? calm : [];
    const alone = all.filter((one) => !together.includes(one)).map((one) => ({ chain, step, due: [one] }));
    return together.length > 0 ? [...alone, { chain, step, due: together }] : alone;
  });
}

/** A step of a chain, or the last one once more as a reminder; undefined where nothing follows any more. */
function stepAt({ steps, remindMinutes }: Steps, index: number): EscalationStep | undefined {
  if (index < steps.length || remindMinutes === null || index - steps.length >= MOST_REMINDERS) return steps[index];
  const last = steps.at(-1);
  return last && { ...last, afterMinutes: last.afterMinutes + (index - steps.length + 1) * remindMinutes };
}

async function nextStep(work: Work, { chain, step, due }: Alike): Promise<void> {
  const { tx, now } = work;
  const sorted = due.toSorted((a, b) => severityRank(b.alert.severity) - severityRank(a.alert.severity));
  const since = new Date(Math.max(...due.map((one) => one.since.getTime())));
  const current = stepAt(chain, step)!;
  const passed = Math.round((now.getTime() - since.getTime()) / MINUTE_MS);
  const minutes = Math.max(current.afterMinutes === 0 ? 0 : 1, passed);
  const alerts = sorted.map(({ alert }) => alert);
  const names: string[] = [];
  for (const to of await resolved(work, current.to)) {
    const name = await nudge(work, { alerts, step, minutes }, to);
    if (name !== null) names.push(name);
  }
  const next = stepAt(chain, step + 1);
  const reminders = step - chain.steps.length + 1;
  for (const { alert, since: began, told } of due) {
    await saveEscalation(tx, alert.id, {
      steps: step + 1,
      dueAt: next ? dueOf(next, began, now) : null,
      told:
        names.length === 0
          ? told
          : [
              ...told.filter((said) => reminders <= 0 || !REMINDED.test(said)),
              saidOf(names, minutes, { reminders, others: due.length - 1 }),
            ],
    });
    await audit(work, {
      action: 'alert.escalate',
      subject: formatReference({ kind: 'alert', number: alert.number }),
      detail: { step: step + 1, minutes, told: names, ...(due.length > 1 ? { together: due.length } : {}) },
    });
  }
  await addOutboxOnce(
    tx,
    alerts.map(({ id, severity }) => ({ kind: 'alert_changed' as const, subject: id, severity })),
  );
}

/** With whoever is on call now in place of those words; nobody is told of the same step twice. */
async function resolved({ tx, now }: Work, to: readonly NudgeTarget[]): Promise<Told[]> {
  const told: Told[] = [];
  for (const one of to) {
    if (one.kind === 'on_call') {
      const member = await whoIsOnCall(tx, now);
      if (member) told.push({ kind: 'member', id: member.id });
    } else told.push(one);
  }
  return told.filter((one, i) => told.findIndex(({ id }) => id === one.id) === i);
}

type Told = Exclude<NudgeTarget, { kind: 'on_call' }>;

/** A line that `saidOf` made of a reminder. */
const REMINDED = / min, ×\d+\)$/;

/** Whom, after how long, with how many others; reminders are one line, however many there were. */
const saidOf = (
  names: readonly string[],
  minutes: number,
  { reminders, others }: { reminders: number; others: number },
): string =>
  `${names.join(', ')} (${minutes} min${others > 0 ? `, +${others}` : ''}${reminders > 0 ? `, ×${reminders}` : ''})`;

/** Steps that a standstill made late still come one after the other. */
const dueOf = (next: EscalationStep, since: Date, now: Date): Date =>
  new Date(Math.max(since.getTime() + next.afterMinutes * MINUTE_MS, now.getTime() + MINUTE_MS));

/** Has one place or person told again of one alert or of several at once; answers what it is called (and that nobody there can be told), null where it is no more. */
async function nudge(
  { tx, now }: Work,
  { alerts, step, minutes }: { alerts: readonly Alert[]; step: number; minutes: number },
  to: Told,
): Promise<string | null> {
  const id = newId(now.getTime());
  const [first, ...rest] = alerts as [Alert, ...Alert[]];
  const others = rest.map((alert) => alert.id);
  const one = { id, alertId: first.id, others, step, minutes, createdAt: now };
  switch (to.kind) {
    case 'channel': {
      const channel = (await listChatChannels(tx)).find((known) => known.id === to.id);
      if (!channel) return null;
      await insertNudge(tx, { ...one, channelId: channel.id, memberId: null });
      const news: Announcement = { kind: 'alert_nudged', subject: id, severity: first.severity };
      await addOutboxOnce(tx, [news]);
      return channel.name.startsWith('#') ? channel.name : `#${channel.name}`;
    }
    case 'member': {
      const member = await findMember(tx, to.id);
      if (!member?.active) return null;
      await insertNudge(tx, { ...one, channelId: null, memberId: member.id });
      return (await listChatAccounts(tx, member.id)).length > 0 ? member.name : `${member.name}${UNREACHED}`;
    }
    case 'target': {
      const target = (await listTargets(tx)).find((known) => known.id === to.id);
      if (!target?.enabled) return null;
      // programs are told each by itself; of mail, what is due together is one
      for (const alert of alerts) await deliverAgain(tx, target, alert, { minutes, now });
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
