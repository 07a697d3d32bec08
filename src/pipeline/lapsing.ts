import { type Acknowledgement, noteAsked, noteLapsed, unattendedAlerts } from '../db/alert-acknowledgements.ts';
import { insertNudge } from '../db/alert-escalations.ts';
import { setAlertStatus } from '../db/alerts.ts';
import { addOutboxOnce } from '../db/outbox.ts';
import type { Alert } from '../domain/alert.ts';
import { type AlertPolicy, chainOf, MOST_LAPSES } from '../domain/escalation.ts';
import { newId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import { ALERT_ACTIONS } from './alerts.ts';
import { audit } from './audit.ts';
import type { Work } from './work.ts';

const MINUTE_MS = 60_000;
/** More that somebody is asked about at once are one message. */
const MOST_ALONE = 3;

/**
 * Asks once whoever acknowledged an alert and has not settled it for as long as the policy says whether they are still on it; where nobody
 * answers, it is open again, and whom the policy names is told from the first step on. No alert lapses more than `MOST_LAPSES` times. Answers
 * how many alerts it did something about.
 */
export async function lapse(work: Work, policy: AlertPolicy, since: Date): Promise<number> {
  const { tx, now } = work;
  const { lapse: wait } = policy;
  if (!wait) return 0;
  const before = (minutes: number): Date => new Date(now.getTime() - minutes * MINUTE_MS);
  const due = await unattendedAlerts(tx, {
    from: since,
    unsaidSince: before(wait.askMinutes),
    askedBefore: before(wait.waitMinutes),
    mostLapses: MOST_LAPSES,
  });
  const held = due.filter(({ alert }) => chainOf(policy, alert) !== null);
  const asked = held.filter(({ held: { askedAt } }) => askedAt === null);
  for (const one of held) if (one.held.askedAt) await open(work, one);
  for (const one of asked) {
    await noteAsked(tx, one.alert.id, now);
    const detail = { whom: one.held.byName, minutes: minutesSince(one.held.since, now) };
    await audit(work, { action: 'alert.ask_still', subject: refOf(one.alert), detail });
  }
  for (const memberId of new Set(asked.map((one) => one.held.memberId)))
    if (memberId !== null)
      await askAlone(
        work,
        memberId,
        asked.filter((one) => one.held.memberId === memberId),
      );
  await addOutboxOnce(
    tx,
    held.map(({ alert }) => ({ kind: 'alert_changed' as const, subject: alert.id, severity: alert.severity })),
  );
  return held.length;
}

interface Held {
  alert: Alert;
  held: Acknowledgement;
}

/** One member, of all that they have: many are one message. */
async function askAlone({ tx, now }: Work, memberId: string, all: readonly Held[]): Promise<void> {
  const together = all.length > MOST_ALONE ? [all] : all.map((one) => [one]);
  for (const [first, ...rest] of together)
    await insertNudge(tx, {
      id: newId(now.getTime()),
      alertId: first!.alert.id,
      step: first!.held.lapses,
      channelId: null,
      memberId,
      minutes: minutesSince(first!.held.since, now),
      createdAt: now,
      others: rest.map(({ alert }) => alert.id),
      asks: true,
    });
}

async function open(work: Work, { alert, held }: Held): Promise<void> {
  const { tx, now, principal } = work;
  await setAlertStatus(tx, alert.id, { status: 'open', by: principal.name, note: null, now });
  await noteLapsed(tx, alert.id, held.lapses + 1);
  await audit(work, {
    action: ALERT_ACTIONS.open,
    subject: refOf(alert),
    detail: {
      before: 'acknowledged',
      after: 'open',
      lapsed: held.lapses + 1,
      whom: held.byName,
      minutes: minutesSince(held.since, now),
    },
  });
}

const refOf = ({ number }: Alert): string => formatReference({ kind: 'alert', number });
const minutesSince = (at: Date, now: Date): number =>
  Math.max(1, Math.round((now.getTime() - at.getTime()) / MINUTE_MS));
