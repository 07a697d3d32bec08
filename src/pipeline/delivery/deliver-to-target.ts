import { countAlertsBy } from '../../db/alerts.ts';
import { beginDeliveries, dueDeliveries, postponeDeliveries, settleDeliveries } from '../../db/deliveries.ts';
import { claimTarget, noteTaken, releaseTarget } from '../../db/delivery-targets.ts';
import { findOrganisation, organisationTimeZone } from '../../db/organisations.ts';
import { addOutboxOnce } from '../../db/outbox.ts';
import { deleteDevices } from '../../db/push-devices.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import type { Delivery, PushDevice, Receiver } from '../../domain/delivery.ts';
import type { OrgId } from '../../domain/id.ts';
import { atLeast, severityRank } from '../../domain/severity.ts';
import type { Log } from '../../log.ts';
import { audit } from '../audit.ts';
import { systemPrincipal } from '../members.ts';
import type { TokenKey } from '../sealed-tokens.ts';
import type { AuditKey } from '../work.ts';
import { TargetGone, TargetRefused } from './delivery-errors.ts';
import { openSecrets } from './delivery-targets.ts';
import type { Standing } from './home-assistant.ts';
import { inTheirLanguage, stillSeen } from './push-devices.ts';
import type { Senders } from './senders.ts';

export interface DeliveringParts {
  db: Db;
  key: TokenKey;
  /** Seals the line that says that a browser's service ended a subscription. */
  auditKey: AuditKey;
  senders: Senders;
  now: () => Date;
  log: Log;
}

const LEASE_MS = 120_000;
const AT_ONCE = 50;
/** So many that are due together are one mail or notification, also where nobody asked for a roll-up: after a standstill nobody wants fifty. */
const MOST_MAILS = 5;
const BACKOFF = { firstMs: 5000, mostMs: 15 * 60_000, urgentMs: 60_000 };
/** What is refused is tried so often, what nobody takes for so long; then it is a dead letter. */
const MOST_ATTEMPTS = 6;
const GIVEN_UP_MS = 3 * 86_400_000;
/** What was not taken so often may be what is wrong, and not the target: the next one is tried as well. */
const SUSPECT_FROM = 3;
/** Of refusals in a row: then it is the target, not the message. */
const MOST_REFUSALS = 3;

/**
 * Brings a target what is due, the worst first, one worker at a time. What was taken is noted at once, so that a crash repeats at most
 * one message, under the same id. Where the target is away everything waits, ever longer; what is refused waits by itself. Answers when it
 * goes on, null where nothing more is due.
 */
export async function deliverToTarget(
  parts: DeliveringParts,
  orgId: OrgId,
  targetId: string,
  signal: AbortSignal,
): Promise<Date | null> {
  const { db, now } = parts;
  const claimed = await withOrg(db, orgId, async (tx) => {
    const found = await claimTarget(tx, targetId, now(), LEASE_MS);
    return found?.target.kind === 'push' ? { ...found, target: await inTheirLanguage(tx, found.target) } : found;
  });
  if (!claimed) return null;
  const { target, sealed } = claimed;
  let failed: { why: string; retryAt: Date | null } | undefined;
  let refusals = 0;
  /** What was not taken in this run although it was tried often: why the next one is tried. */
  let suspect: { batch: readonly Delivery[]; why: string; retryAt: Date } | null = null;
  try {
    const secrets = openSecrets(parts.key, targetId, sealed);
    for (;;) {
      signal.throwIfAborted();
      const next = await withOrg(db, orgId, async (tx) => ({
        due: await dueDeliveries(tx, targetId, now(), AT_ONCE),
        organisation: (await findOrganisation(tx))?.name ?? '',
        standing: await standingOf(tx, target),
      }));
      const passed = new Set(suspect?.batch.map((one) => one.id));
      const batch = together(
        target,
        next.due.filter((one) => !passed.has(one.id)),
      );
      if (batch.length === 0) return suspect?.retryAt ?? null;
      if (target.kind === 'push') {
        const seen = await stillSeen(db, orgId, target, batch);
        const unseen = batch.filter((one) => !seen.includes(one));
        await withOrg(db, orgId, (tx) => settleDeliveries(tx, idsOf(unseen), 'dropped', now(), NOT_THEIRS));
        if (unseen.length > 0) continue;
      }
      const { organisation, standing } = next;
      await withOrg(db, orgId, (tx) => beginDeliveries(tx, idsOf(batch), now()));
      try {
        const left = await parts.senders.send({ target, secrets, organisation, standing }, batch);
        refusals = 0;
        const kept = left ?? suspect;
        failed = kept ? { why: kept.why, retryAt: null } : undefined;
        await withOrg(db, orgId, async (tx) => {
          // the target takes others: it is that one alone
          if (suspect) await refusedOf(tx, suspect.batch, suspect.why, now());
          suspect = null;
          if (left) await refusedOf(tx, batch, left.why, now(), left.recipients);
          else await settleDeliveries(tx, idsOf(batch), 'sent', now());
          await noteTaken(tx, targetId, now(), LEASE_MS);
        });
      } catch (error) {
        if (signal.aborted) throw error;
        if (error instanceof TargetGone && target.kind === 'push') {
          await endDevice(parts, orgId, target);
          return null;
        }
        const why = error instanceof Error ? error.message : String(error);
        parts.log.warn({ target: targetId, kind: target.kind, why }, 'news could not be delivered');
        if (error instanceof TargetRefused && ++refusals < MOST_REFUSALS) {
          failed = { why, retryAt: null };
          await withOrg(db, orgId, (tx) => refusedOf(tx, batch, why, now()));
          continue;
        }
        if (error instanceof TargetRefused) await withOrg(db, orgId, (tx) => refusedOf(tx, batch, why, now()));
        else await withOrg(db, orgId, (tx) => waitOf(tx, batch, why, now()));
        const retryAt: Date = suspect?.retryAt ?? new Date(now().getTime() + backoff(target, batch));
        failed = { why, retryAt };
        if (error instanceof TargetRefused || suspect || batch.every(({ attempts }) => attempts + 1 < SUSPECT_FROM))
          return retryAt;
        suspect = { batch, why, retryAt };
      }
    }
  } catch (error) {
    failed ??= {
      why: 'SafeNest could not send; its log says why.',
      retryAt: new Date(now().getTime() + BACKOFF.urgentMs),
    };
    throw error;
  } finally {
    await withOrg(db, orgId, (tx) => releaseTarget(tx, targetId, now(), failed)).catch((err) =>
      parts.log.warn({ err }, 'a place of delivery stays held for a while'),
    );
  }
}

const NOT_THEIRS = 'They may not see it.';

/** A browser that wants none any more is forgotten, with what waits for it. */
const endDevice = ({ db, now, auditKey }: DeliveringParts, orgId: OrgId, { id, memberId, settings }: PushDevice) =>
  withOrg(db, orgId, async (tx) => {
    const place = { platform: 'cli', audience: 'private' } as const;
    const principal = systemPrincipal(orgId, await organisationTimeZone(tx), place);
    await deleteDevices(tx, memberId, { id });
    await audit(
      { tx, principal, now: now(), auditKey },
      { action: 'push.gone', subject: memberId, detail: { ...settings } },
    );
  });

/** What goes in one message: all that is due by mail where it is rolled up, what is critical by itself; else one after the other. */
function together(target: Receiver, due: readonly Delivery[]): Delivery[] {
  if (target.kind !== 'email' && target.kind !== 'push') return due.slice(0, target.kind === 'mqtt' ? AT_ONCE : 1);
  const [first] = due;
  if (!first || first.severity === 'critical' || first.attempts > 0) return first ? [first] : [];
  const calm = due.filter(({ severity, attempts }) => severity !== 'critical' && attempts === 0);
  return target.rollupSeconds > 0 || calm.length > MOST_MAILS ? calm : [first];
}

/** What was refused is tried ever later by itself, and given up in the end. */
async function refusedOf(
  tx: OrgDb,
  batch: readonly Delivery[],
  why: string,
  now: Date,
  recipients?: readonly string[],
): Promise<void> {
  for (const one of batch) {
    const wait = Math.min(BACKOFF.mostMs, BACKOFF.firstMs * 6 ** Math.min(one.attempts, MOST_ATTEMPTS));
    const dueAt = one.attempts + 1 >= MOST_ATTEMPTS || isTooOld(one, now) ? null : new Date(now.getTime() + wait);
    await postponeDeliveries(tx, [one.id], { error: why, dueAt, now, ...(recipients ? { recipients } : {}) });
    if (dueAt === null) await showLost(tx, [one]);
  }
}

const isTooOld = ({ createdAt }: Delivery, now: Date): boolean => now.getTime() - createdAt.getTime() > GIVEN_UP_MS;

/** An alert that was to be told again here says wherever else it stands that it was not. */
const showLost = (tx: OrgDb, lost: readonly Delivery[]): Promise<unknown> =>
  addOutboxOnce(
    tx,
    lost
      .filter(({ type }) => type === 'alert.escalated')
      .map(({ subject, severity }) => ({ kind: 'alert_changed' as const, subject, severity })),
  );

/** What nobody takes stays due, for days. */
async function waitOf(tx: OrgDb, batch: readonly Delivery[], why: string, now: Date): Promise<void> {
  const old = batch.filter((one) => isTooOld(one, now));
  const rest = batch.filter((one) => !old.includes(one));
  await postponeDeliveries(tx, idsOf(old), { error: why, dueAt: null, now });
  await showLost(tx, old);
  await postponeDeliveries(tx, idsOf(rest), { error: why, dueAt: now, now });
}

/** Ever longer, a little apart from others'; what is critical never waits longer than a minute. */
function backoff({ failures, id }: Receiver, batch: readonly Delivery[]): number {
  const urgent = batch.some(({ severity }) => severity === 'critical');
  const most = urgent ? BACKOFF.urgentMs : BACKOFF.mostMs;
  const wait = Math.min(most, BACKOFF.firstMs * 2 ** Math.min(failures, 12));
  const jitter = (Number.parseInt(id.slice(-4), 16) / 0xffff) * 0.2;
  return Math.round(wait * (1 - jitter));
}

/** How many alerts nobody has dealt with, for entities that show it. */
export async function standingOf(tx: OrgDb, { kind, floor }: Pick<Receiver, 'kind' | 'floor'>): Promise<Standing> {
  if (kind !== 'mqtt') return { open: 0, worst: null };
  const counts = await countAlertsBy(tx, { statuses: ['open'], severities: atLeast(floor) }, 'severity');
  const worst = counts
    .map(({ value }) => value as Parameters<typeof severityRank>[0])
    .toSorted((a, b) => severityRank(b) - severityRank(a))[0];
  return { open: counts.reduce((sum, { count }) => sum + count, 0), worst: worst ?? null };
}

const idsOf = (batch: readonly Delivery[]): string[] => batch.map(({ id }) => id);
