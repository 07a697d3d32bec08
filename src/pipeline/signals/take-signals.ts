import { endAcknowledgement } from '../../db/alert-acknowledgements.ts';
import { openAlertsWith, resolvedAlertsWith, setAlertStatus } from '../../db/alerts.ts';
import { listCameras } from '../../db/cameras.ts';
import { lockIngestion } from '../../db/events.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { listRules } from '../../db/rules.ts';
import type { OrgDb } from '../../db/scope.ts';
import { insertSignals, latestSignals } from '../../db/signals.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Camera } from '../../domain/camera.ts';
import { formatReference } from '../../domain/reference.ts';
import type { Rule } from '../../domain/rule.ts';
import { type NewSignal, type Signal, signalFingerprint } from '../../domain/signal.ts';
import { oneLine } from '../../domain/text.ts';
import { type AlertFinding, signalHappening, worded } from '../alert-finding.ts';
import { ALERT_ACTIONS } from '../alerts.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { type AlertChange, raiseAlerts } from '../raise-alert.ts';
import { seedSignalRules } from '../rules.ts';
import type { Work } from '../work.ts';
import { type BoundSignalRule, signalRule } from './signal-rule.ts';
import type { SentSignal } from './signal-schema.ts';

export interface TakenSignals {
  /** One per signal, in order: whether it is new. */
  fresh: boolean[];
  alerts: AlertChange[];
}

interface ActiveRule {
  rule: Rule;
  bound: BoundSignalRule;
}

/** Of one matter so many open alerts are closed at most: there is hardly ever more than one. */
const MOST_OPEN = 20;

/**
 * Stores signals and raises, grows, closes and opens again the alerts that they are about, all in the caller's transaction: what was
 * answered as accepted is stored and judged. What the source had sent before changes nothing.
 */
export async function takeSignals(work: Work, sent: readonly SentSignal[]): Promise<TakenSignals> {
  const { tx, principal, now } = work;
  authorise(principal, 'logs.write');
  if (sent.length === 0) return { fresh: [], alerts: [] };
  // one batch after the other: two of the same matter must not become two alerts
  await lockIngestion(tx);
  const cameras = sent.some(({ camera }) => camera !== null) ? await listCameras(tx) : [];
  const stored = await insertSignals(
    tx,
    sent.map((one) => withCamera(one, cameras)),
    now,
  );
  const fresh = stored.map((signal) => signal !== null);
  const signals = stored.filter((signal) => signal !== null);
  if (signals.length === 0) return { fresh, alerts: [] };
  await seedSignalRules(tx, 'SafeNest', now);
  const rules = await activeSignalRules(tx);
  const { changes } = await raiseAlerts(tx, now, findingsOf(rules, signals, cameras), rules.map(voiceOf));
  await followSources(work, rules, signals);
  return { fresh, alerts: changes };
}

function withCamera({ camera, ...signal }: SentSignal, cameras: readonly Camera[]): NewSignal {
  const wanted = camera?.toLowerCase();
  const found =
    wanted === undefined
      ? undefined
      : cameras.find(({ name, number }) => [name.toLowerCase(), `cam-${number}`].includes(wanted));
  // one that is not here is kept as it was named
  const details = camera !== null && !found ? { camera, ...signal.details } : signal.details;
  return { ...signal, details, cameraId: found?.id ?? null };
}

/** The active rules for signals. One whose settings this version does not know is left out; its page says so. */
async function activeSignalRules(tx: OrgDb): Promise<ActiveRule[]> {
  const rules = await listRules(tx, ['active']);
  return rules.flatMap((rule) =>
    rule.kind === signalRule.kind && signalRule.params.safeParse(rule.params).success
      ? [{ rule, bound: signalRule.bind(rule.params) }]
      : [],
  );
}

const voiceOf = ({ rule, bound }: ActiveRule) => ({ rule, words: bound.words('en') });

function findingsOf(
  rules: readonly ActiveRule[],
  signals: readonly Signal[],
  cameras: readonly Camera[],
): AlertFinding[] {
  return signals
    .filter(({ status }) => status === 'firing')
    .flatMap((signal) =>
      rules
        .filter(({ bound }) => bound.matches(signal))
        .map((active): AlertFinding => {
          const { sequence, occurredAt: first, account, address, source, kind: what, title, link } = signal;
          const camera = cameras.find(({ id }) => id === signal.cameraId);
          const seenBy = camera ? `CAM-${camera.number} ${camera.name}` : null;
          const id = signalHappening(sequence);
          return {
            voice: voiceOf(active),
            fingerprint: signalFingerprint(signal),
            severity: signal.severity,
            happenings: [{ kind: 'signal', id, sequence, first, last: first, account, address, country: null }],
            tell: ({ count }) =>
              worded({
                kind: 'signal',
                source,
                what,
                title,
                account,
                address,
                seenBy,
                details: Object.entries(signal.details),
                link,
                signals: count,
              }),
            ...(camera && { shown: { cameraId: camera.id, personId: null, pictureId: null } }),
          };
        }),
    );
}

/**
 * Where the last word on a matter, by when it happened, is that it is over, its alerts are resolved, if the rule says so; where it is that
 * it goes on, an alert that only the source had resolved is open again. What people said of an alert stays.
 */
async function followSources(work: Work, rules: readonly ActiveRule[], signals: readonly Signal[]): Promise<void> {
  const { tx } = work;
  const matters = new Map(signals.map((signal) => [signalFingerprint(signal), signal]));
  for (const last of await latestSignals(tx, [...matters.values()])) {
    const fingerprint = signalFingerprint(last);
    const by = bySource(last.source);
    if (last.status === 'resolved') {
      for (const alert of await openAlertsWith(tx, fingerprint, MOST_OPEN)) {
        const closes = rules.find(({ rule }) => rule.id === alert.ruleId)?.bound.closes ?? false;
        if (closes && alert.lastSeen <= last.occurredAt) await setBySource(work, alert, 'resolved', by);
      }
    } else {
      // the alert that this signal joined, and no other
      for (const alert of await resolvedAlertsWith(tx, fingerprint, by, last.occurredAt))
        await setBySource(work, alert, 'open', by);
    }
  }
}

/** Ends in brackets, as no member’s name does (`requireFreeName`), so that no source passes for one, and none for a source. */
const bySource = (source: string): string => `${oneLine(source, 80)} (signal)`;

async function setBySource(work: Work, alert: Alert, status: 'open' | 'resolved', by: string): Promise<void> {
  const { tx, now } = work;
  await setAlertStatus(tx, alert.id, { status, by, note: null, now });
  if (status === 'resolved') await endAcknowledgement(tx, alert.id, true);
  await addOutboxOnce(tx, [{ kind: 'alert_changed', subject: alert.id, severity: alert.severity }]);
  await audit(work, {
    action: ALERT_ACTIONS[status],
    subject: formatReference({ kind: 'alert', number: alert.number }),
    detail: { before: alert.status, after: status, source: by },
  });
}
