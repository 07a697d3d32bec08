import { sql } from 'kysely';
import type { Alert } from '../domain/alert.ts';
import type { AlertPolicy } from '../domain/escalation.ts';
import type { OrgId } from '../domain/id.ts';
import type { Severity } from '../domain/severity.ts';
import type { Posted } from '../messages/outbound.ts';
import { alertFromRow } from './alerts.ts';
import { DELIVERY_ATTEMPTS, REFUSED } from './outbox.ts';
import type { OrgDb, SystemDb } from './scope.ts';

/** An organisation's policy as it is stored, and since when it holds; null where it has none. */
export async function storedAlertPolicy(
  tx: OrgDb,
): Promise<{ policy: Record<string, unknown>; since: Date; updatedAt: Date; updatedBy: string } | null> {
  const row = await tx.selectFrom('alert_policy').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  return row ? { policy: row.policy, since: row.since, updatedAt: row.updated_at, updatedBy: row.updated_by } : null;
}

/** Whoever changes it does so one after the other, the first time too; until the transaction ends. */
export async function lockAlertPolicy(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`alert policy ${tx.orgId}`}, 0))`.execute(tx);
}

export async function saveAlertPolicyRow(
  tx: OrgDb,
  { policy, since, now, by }: { policy: AlertPolicy; since: Date; now: Date; by: string },
): Promise<void> {
  const row = { policy: JSON.stringify(policy), since, updated_at: now, updated_by: by };
  await tx
    .insertInto('alert_policy')
    .values({ org_id: tx.orgId, ...row })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(row))
    .execute();
}

/** Organisations that have a policy. */
export async function organisationsWithPolicy(tx: SystemDb): Promise<OrgId[]> {
  const rows = await tx.selectFrom('alert_policy').select('org_id').execute();
  return rows.map((row) => row.org_id as OrgId);
}

/** How far telling again has come with an alert. */
export interface Escalating {
  alert: Alert;
  since: Date;
  steps: number;
  told: string[];
}

/**
 * Begins to count for open alerts of these severities that were raised or reopened since then and are not counted yet; reopened ones
 * count from now. `firsts` says after how long each is told first: the first that fits holds, and what fits none is never told.
 */
export async function followAlerts(
  tx: OrgDb,
  {
    severities,
    since,
    firsts,
    now,
  }: { severities: readonly Severity[]; since: Date; firsts: readonly FirstStep[]; now: Date },
): Promise<void> {
  const whens = sql.join(
    firsts.map(
      ({ severities: from, rules, minutes }) =>
        sql`when severity = any(${[...from]}::text[]) and (${rules.length === 0} or noticed_by && ${[...rules]}::uuid[]) then ${minutes}::integer`,
    ),
    sql` `,
  );
  await sql`
    insert into alert_escalation (org_id, alert_id, since, due_at)
    select org_id, id, counted, counted + (case ${whens} end) * interval '1 minute'
    from (
      select org_id, id, severity, noticed_by, case when status_by is null then raised_at else ${now}::timestamptz end as counted
      from alert
      where org_id = ${tx.orgId} and status = 'open' and severity = any(${[...severities]}::text[])
        and greatest(raised_at, updated_at) >= ${since} and (status_by is not null or raised_at >= ${since})
        and not exists (
          select 1 from alert_escalation done where done.org_id = alert.org_id and done.alert_id = alert.id)
    ) as open_alert
    on conflict do nothing`.execute(tx);
}

/** After how many minutes alerts of these severities and rules (of any where there are none) are told again first. */
export interface FirstStep {
  severities: readonly Severity[];
  rules: readonly string[];
  minutes: number;
}

/** Forgets how far it had come with alerts that are not open any more. */
export async function endAcknowledged(tx: OrgDb): Promise<void> {
  await sql`
    delete from alert_escalation using alert
    where alert_escalation.org_id = ${tx.orgId} and alert.org_id = alert_escalation.org_id
      and alert.id = alert_escalation.alert_id and alert.status <> 'open'`.execute(tx);
}

/** Open alerts of which a step is due, the longest waiting first, locked; what another process works on is left to it. */
export async function dueEscalations(tx: OrgDb, now: Date, limit = 100): Promise<Escalating[]> {
  const rows = await tx
    .selectFrom('alert_escalation')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'alert_escalation.org_id').onRef('alert.id', '=', 'alert_escalation.alert_id'),
    )
    .selectAll('alert')
    .select(['alert_escalation.since', 'alert_escalation.steps', 'alert_escalation.told'])
    .where('alert_escalation.org_id', '=', tx.orgId)
    .where('alert_escalation.due_at', '<=', now)
    .where('alert.status', '=', 'open')
    .orderBy('alert_escalation.due_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map((row) => ({ alert: alertFromRow(row), since: row.since, steps: row.steps, told: row.told }));
}

/** Notes how far it has come, and when it goes on; null: not any more. */
export async function saveEscalation(
  tx: OrgDb,
  alertId: string,
  { since, steps, dueAt, told }: { since?: Date; steps?: number; dueAt: Date | null; told?: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('alert_escalation')
    .set({
      due_at: dueAt,
      ...(since === undefined ? {} : { since }),
      ...(steps === undefined ? {} : { steps }),
      ...(told === undefined ? {} : { told: [...told] }),
    })
    .where('org_id', '=', tx.orgId)
    .where('alert_id', '=', alertId)
    .execute();
}

/**
 * Begins to count anew from now; an open alert that was not counted yet is from now on, where it was raised or reopened since the policy
 * holds (null: it is not).
 */
export async function restartEscalation(
  tx: OrgDb,
  alertId: string,
  { followedSince, now }: { followedSince: Date | null; now: Date },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('alert_escalation')
    .set({ since: now, steps: 0, due_at: now })
    .where('org_id', '=', tx.orgId)
    .where('alert_id', '=', alertId)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n || followedSince === null) return;
  await sql`
    insert into alert_escalation (org_id, alert_id, since, due_at)
    select org_id, id, ${now}::timestamptz, ${now}::timestamptz from alert
    where org_id = ${tx.orgId} and id = ${alertId} and status = 'open'
      and (status_by is not null or raised_at >= ${followedSince})
    on conflict do nothing`.execute(tx);
}

/** Whom an alert was told again, in words, oldest first. */
export async function toldAgainOf(tx: OrgDb, alertId: string): Promise<string[]> {
  const row = await tx
    .selectFrom('alert_escalation')
    .select('told')
    .where('org_id', '=', tx.orgId)
    .where('alert_id', '=', alertId)
    .executeTakeFirst();
  return row?.told ?? [];
}

/** What a telling-again came to where nobody needed it any more. */
export const NOT_NEEDED = 'Nobody needs to be told any more.';
/** Whoever is limited to some cameras is not told of others. */
export const NOT_THEIRS = 'They do not see its camera.';
/** The same where there was nobody to write to: who is told again says so at once. */
export const NO_ACCOUNT = 'They have no chat account that could be written to.';
const MOST_LOST = 20;

/** Who or what was to be told an alert again and never was: a message that was given up, or that its platform refused. In order of time. */
export async function lostOf(tx: OrgDb, alertId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from (
      select member.name, nudge.created_at as at from alert_nudge nudge
      join member on member.org_id = nudge.org_id and member.id = nudge.member_id
      where nudge.org_id = ${tx.orgId} and (nudge.alert_id = ${alertId} or ${alertId} = any(nudge.others))
        and nudge.done_at is not null and nudge.told is null and nudge.outcome not in ('', ${NOT_NEEDED}, ${NO_ACCOUNT})
      union all
      select '#' || ltrim(channel.name, '#'), nudge.created_at from alert_nudge nudge
      join chat_channel channel on channel.org_id = nudge.org_id and channel.id = nudge.channel_id
      join outbox on outbox.org_id = nudge.org_id and outbox.subject = nudge.id and outbox.kind = 'alert_nudged'
      where nudge.org_id = ${tx.orgId} and (nudge.alert_id = ${alertId} or ${alertId} = any(nudge.others))
        and ((outbox.sent_at is null and outbox.attempts >= ${DELIVERY_ATTEMPTS})
          or exists (select 1 from jsonb_each_text(outbox.slots) slot where slot.value = ${REFUSED}))
      union all
      select target.name, delivery.created_at from delivery
      join delivery_target target on target.org_id = delivery.org_id and target.id = delivery.target_id
      where delivery.org_id = ${tx.orgId} and delivery.subject = ${alertId} and delivery.type = 'alert.escalated' and delivery.state = 'dead'
    ) as lost group by name order by min(at) limit ${MOST_LOST}`.execute(tx);
  return rows.map(({ name }) => name);
}

/** One telling-again of an alert. */
export interface Nudge {
  id: string;
  alertId: string;
  step: number;
  channelId: string | null;
  memberId: string | null;
  minutes: number;
  createdAt: Date;
  doneAt: Date | null;
  attempts: number;
  told: Posted | null;
  /** Of several alerts that are told together: the others. */
  others: string[];
  /** It asks whoever acknowledged it whether they are still on it. */
  asks: boolean;
}

export async function insertNudge(
  tx: OrgDb,
  one: Pick<Nudge, 'id' | 'alertId' | 'step' | 'channelId' | 'memberId' | 'minutes' | 'createdAt' | 'others'> & {
    asks?: true;
  },
): Promise<void> {
  await tx
    .insertInto('alert_nudge')
    .values({
      id: one.id,
      org_id: tx.orgId,
      alert_id: one.alertId,
      step: one.step,
      channel_id: one.channelId,
      member_id: one.memberId,
      minutes: one.minutes,
      created_at: one.createdAt,
      done_at: null,
      retry_at: null,
      others: [...one.others],
      asks: one.asks === true,
    })
    .execute();
}

export async function findNudge(tx: OrgDb, id: string): Promise<Nudge | null> {
  const row = await tx
    .selectFrom('alert_nudge')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        alertId: row.alert_id,
        step: row.step,
        channelId: row.channel_id,
        memberId: row.member_id,
        minutes: row.minutes,
        createdAt: row.created_at,
        doneAt: row.done_at,
        attempts: row.attempts,
        told: row.told,
        others: row.others,
        asks: row.asks,
      }
    : null;
}

/** The ids of an alert's tellings-again in channels: each stands there as a message of its own. */
export async function nudgesOf(tx: OrgDb, alertId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('alert_nudge')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('alert_id', '=', alertId)
    .where('channel_id', 'is not', null)
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

/** Writes what came of telling a member. */
export async function saveNudge(
  tx: OrgDb,
  id: string,
  change: { doneAt?: Date; retryAt?: Date; told?: Posted; outcome?: string; attempts?: number },
): Promise<void> {
  await tx
    .updateTable('alert_nudge')
    .set({
      ...(change.doneAt ? { done_at: change.doneAt } : {}),
      ...(change.retryAt ? { retry_at: change.retryAt } : {}),
      ...(change.told ? { told: JSON.stringify(change.told) } : {}),
      ...(change.outcome === undefined ? {} : { outcome: change.outcome.slice(0, 1000) }),
      ...(change.attempts === undefined ? {} : { attempts: change.attempts }),
    })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Members who are still to be told, the oldest first. */
export async function untoldNudges(tx: SystemDb, now: Date, limit = 200): Promise<{ orgId: OrgId; id: string }[]> {
  const rows = await tx
    .selectFrom('alert_nudge')
    .select(['id', 'org_id'])
    .where('member_id', 'is not', null)
    .where('done_at', 'is', null)
    .where((eb) => eb.or([eb('retry_at', 'is', null), eb('retry_at', '<=', now)]))
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ orgId: row.org_id as OrgId, id: row.id }));
}
