import { type Selectable, sql } from 'kysely';
import type { Alert, AlertStatus, Tally } from '../domain/alert.ts';
import type { LoginEvent } from '../domain/event.ts';
import type { Severity } from '../domain/severity.ts';
import { eventFromRow } from './events.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';
import { readFacts, storedFacts } from './stored-facts.ts';

export interface AlertFilter {
  /** Last seen at or after, first seen before: an alert belongs to every range it reaches into. */
  from?: Date;
  to?: Date;
  severities?: readonly Severity[];
  statuses?: readonly AlertStatus[];
  kinds?: readonly string[];
  account?: string;
  address?: string;
  country?: string;
  incidentId?: string;
  /** The rule that speaks for it; or one that noticed it, if another speaks for it or not. */
  ruleId?: string;
  noticedBy?: string;
}

export interface AlertPage extends AlertFilter {
  limit: number;
  /** Last seen latest first, or newest raised first: what an import of old logs finds is new to its reader. `seen` if absent. */
  order?: 'seen' | 'raised';
  /** Only alerts after this one in the order of the list: the cursor of the next page. */
  before?: AlertCursor;
}

/** Where in the list an alert stands. */
export interface AlertCursor {
  lastSeen: Date;
  number: number;
}

/** An alert and what it grows by. */
export interface GrowingAlert extends Alert {
  tally: Tally;
}

export interface AlertLink {
  alertId: string;
  sequence: number;
}

export async function findAlert(tx: OrgDb, number: number): Promise<Alert | null> {
  const row = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row ? alertFromRow(row) : null;
}

export async function findAlertById(tx: OrgDb, id: string): Promise<Alert | null> {
  const row = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row ? alertFromRow(row) : null;
}

/** The same as `findAlert`, locked until the transaction ends. */
export async function lockAlert(tx: OrgDb, number: number): Promise<Alert | null> {
  const row = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('number', '=', number)
    .forUpdate()
    .executeTakeFirst();
  return row ? alertFromRow(row) : null;
}

/** A page of alerts, in the order it asks for. */
export async function listAlerts(tx: OrgDb, page: AlertPage): Promise<Alert[]> {
  const { before, order = 'seen' } = page;
  const seen = order === 'seen';
  const rows = await filtered(tx, page)
    .selectAll()
    .$if(before !== undefined && seen, (query) =>
      query.where((eb) =>
        eb.or([
          eb('last_seen', '<', before!.lastSeen),
          eb.and([eb('last_seen', '=', before!.lastSeen), eb('number', '<', before!.number)]),
        ]),
      ),
    )
    // Numbers are given out as alerts are raised.
    .$if(before !== undefined && !seen, (query) => query.where('number', '<', before!.number))
    .$if(seen, (query) => query.orderBy('last_seen', 'desc'))
    .orderBy('number', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(alertFromRow);
}

/** How many alerts the filter finds. */
export async function countAlerts(tx: OrgDb, filter: AlertFilter = {}): Promise<number> {
  const row = await filtered(tx, filter)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** How many alerts the filter finds, per value; the most frequent first, null where an alert names none. */
export async function countAlertsBy(
  tx: OrgDb,
  filter: AlertFilter,
  groupBy: 'severity' | 'status' | 'kind' | 'account' | 'address' | 'country' | 'rule_id',
): Promise<{ value: string | null; count: number }[]> {
  return filtered(tx, filter)
    .select((eb) => [eb.ref(groupBy).$castTo<string | null>().as('value'), eb.fn.countAll<number>().as('count')])
    .groupBy(groupBy)
    .orderBy('count', 'desc')
    .orderBy(groupBy)
    .execute();
}

/** How many alerts of a kind were raised since a moment. */
export async function countAlertsRaised(tx: OrgDb, kind: string, since: Date): Promise<number> {
  const row = await tx
    .selectFrom('alert')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('raised_at', '>=', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** What each rule noticed of late: its alerts last seen since then, and when the last was; by rule id. */
export async function alertsPerRule(tx: OrgDb, since: Date): Promise<Map<string, { count: number; last: Date }>> {
  const rows = await tx
    .selectFrom('alert')
    .select((eb) => [
      sql<string>`unnest(noticed_by)`.as('noticed'),
      eb.fn.countAll<number>().as('count'),
      eb.fn.max('last_seen').as('last'),
    ])
    .where('org_id', '=', tx.orgId)
    .where('last_seen', '>=', since)
    .groupBy('noticed')
    .execute();
  return new Map(rows.map((row) => [row.noticed, { count: row.count, last: row.last }]));
}

/** The alerts that stand on an event, by number. */
export async function alertsOnEvent(tx: OrgDb, sequence: number): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alert')
    .innerJoin('alert_event', (join) =>
      join.onRef('alert_event.org_id', '=', 'alert.org_id').onRef('alert_event.alert_id', '=', 'alert.id'),
    )
    .selectAll('alert')
    .where('alert.org_id', '=', tx.orgId)
    .where('alert_event.event_seq', '=', sequence)
    .orderBy('alert.number')
    .execute();
  return rows.map(alertFromRow);
}

/** The alerts that stand on a camera event, by number. */
export async function alertsOnCameraEvent(tx: OrgDb, cameraEventId: string): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('alert_camera_event')
        .select('alert_id')
        .where('org_id', '=', tx.orgId)
        .where('camera_event_id', '=', cameraEventId),
    )
    .orderBy('number')
    .execute();
  return rows.map(alertFromRow);
}

/** The events an alert stands on, earliest first. */
export async function alertEvents(tx: OrgDb, alertId: string, limit: number): Promise<LoginEvent[]> {
  const rows = await tx
    .selectFrom('alert_event')
    .innerJoin('event', (join) =>
      join.onRef('event.org_id', '=', 'alert_event.org_id').onRef('event.seq', '=', 'alert_event.event_seq'),
    )
    .selectAll('event')
    .where('alert_event.org_id', '=', tx.orgId)
    .where('alert_event.alert_id', '=', alertId)
    .orderBy('event.occurred_at')
    .orderBy('event.seq')
    .limit(limit)
    .execute();
  return rows.map(eventFromRow);
}

/** The alerts of these fingerprints that reach into the time from `from` to `to`, locked, lowest number first. */
export async function alertsOf(
  tx: OrgDb,
  fingerprints: readonly string[],
  from: Date,
  to: Date,
): Promise<GrowingAlert[]> {
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`fingerprint = any(${[...fingerprints]}::text[])`)
    .where('last_seen', '>=', from)
    .where('first_seen', '<=', to)
    .orderBy('number')
    .forUpdate()
    .execute();
  return rows.map((row) => ({ ...alertFromRow(row), tally: row.tally }));
}

/**
 * Gives alerts that stand on this one camera event, and that nobody has settled, to whom the event turned out to be of; answers their ids.
 */
export async function nowKnown(
  tx: OrgDb,
  {
    formerly,
    fingerprint,
    cameraEventId,
    personId,
  }: { formerly: string; fingerprint: string; cameraEventId: string; personId: string | null },
): Promise<string[]> {
  const rows = await tx
    .updateTable('alert')
    .set({ fingerprint, person_id: personId })
    .where('org_id', '=', tx.orgId)
    .where('fingerprint', '=', formerly)
    .where('status', 'in', ['open', 'acknowledged'])
    .where('count', '=', 1)
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('alert_camera_event')
        .select('alert_id')
        .where('org_id', '=', tx.orgId)
        .where('camera_event_id', '=', cameraEventId),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** The alerts of a matter that nobody has dealt with, newest first. */
export async function openAlertsWith(tx: OrgDb, fingerprint: string, limit: number): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('fingerprint', '=', fingerprint)
    .where('status', 'in', ['open', 'acknowledged'])
    .orderBy('last_seen', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(alertFromRow);
}

/** The alerts of a matter that this one alone had resolved, and that go on at this moment. */
export async function resolvedAlertsWith(tx: OrgDb, fingerprint: string, by: string, at: Date): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('fingerprint', '=', fingerprint)
    .where('status', '=', 'resolved')
    .where('status_by', '=', by)
    .where('first_seen', '<=', at)
    .where('last_seen', '>=', at)
    .execute();
  return rows.map(alertFromRow);
}

/** Open alerts of these rules raised since then about whose account nobody was asked yet, the newest first: nobody can be asked about some. */
export async function openAlertsOfRules(
  tx: OrgDb,
  ruleIds: readonly string[],
  since: Date,
  limit: number,
): Promise<Alert[]> {
  const rows = await tx
    .selectFrom('alert')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('status', '=', 'open')
    .where(sql<boolean>`noticed_by && ${[...ruleIds]}::uuid[]`)
    .where('raised_at', '>=', since)
    .where('account', 'is not', null)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('login_question')
            .select('login_question.id')
            .whereRef('login_question.org_id', '=', 'alert.org_id')
            .whereRef('login_question.alert_id', '=', 'alert.id'),
        ),
      ),
    )
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  return rows.map(alertFromRow);
}

/** Stores new alerts, one statement. */
export async function insertAlerts(tx: OrgDb, alerts: readonly GrowingAlert[], now: Date): Promise<void> {
  if (alerts.length === 0) return;
  await tx
    .insertInto('alert')
    .values(
      alerts.map((alert) => ({
        id: alert.id,
        org_id: tx.orgId,
        number: alert.number,
        rule_id: alert.ruleId,
        noticed_by: alert.noticedBy,
        kind: alert.kind,
        fingerprint: alert.fingerprint,
        severity: alert.severity,
        status: alert.status,
        title: alert.title,
        facts: JSON.stringify(storedFacts(alert)),
        tally: JSON.stringify(alert.tally),
        first_seen: alert.firstSeen,
        last_seen: alert.lastSeen,
        count: alert.count,
        account: alert.account,
        address: alert.address,
        country: alert.country,
        raised_at: alert.raisedAt,
        updated_at: now,
        status_by: alert.statusBy,
        status_note: alert.statusNote,
        incident_id: alert.incidentId,
        camera_id: alert.cameraId,
        person_id: alert.personId,
        picture_id: alert.pictureId,
      })),
    )
    .execute();
}

/** Writes what alerts have grown to, one statement; people's part (status, note) is left alone. */
export async function growAlerts(tx: OrgDb, alerts: readonly GrowingAlert[], now: Date): Promise<void> {
  if (alerts.length === 0) return;
  const rows = alerts.map((alert) => ({
    id: alert.id,
    rule_id: alert.ruleId,
    noticed_by: alert.noticedBy,
    kind: alert.kind,
    severity: alert.severity,
    title: alert.title,
    facts: storedFacts(alert),
    tally: alert.tally,
    first_seen: alert.firstSeen.toISOString(),
    last_seen: alert.lastSeen.toISOString(),
    count: alert.count,
    account: alert.account,
    address: alert.address,
    country: alert.country,
    incident_id: alert.incidentId,
    camera_id: alert.cameraId,
    person_id: alert.personId,
    picture_id: alert.pictureId,
  }));
  await sql`
    update alert set rule_id = grown.rule_id, noticed_by = grown.noticed_by, kind = grown.kind, severity = grown.severity, title = grown.title,
      facts = grown.facts, tally = grown.tally, first_seen = grown.first_seen, last_seen = grown.last_seen,
      count = grown.count, account = grown.account, address = grown.address, country = grown.country,
      incident_id = grown.incident_id, camera_id = grown.camera_id, person_id = grown.person_id,
      picture_id = grown.picture_id, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as grown (
      id uuid, rule_id uuid, noticed_by uuid[], kind text, severity text, title text, facts jsonb, tally jsonb, first_seen timestamptz,
      last_seen timestamptz, count bigint, account text, address inet, country text, incident_id uuid, camera_id uuid,
      person_id uuid, picture_id uuid)
    where alert.org_id = ${tx.orgId} and alert.id = grown.id`.execute(tx);
}

/** Says which events alerts stand on; answers the links that are new. */
export async function linkEvents(tx: OrgDb, links: readonly AlertLink[]): Promise<AlertLink[]> {
  if (links.length === 0) return [];
  const { rows } = await sql<{ alert_id: string; event_seq: number }>`
    insert into alert_event (org_id, alert_id, event_seq)
    select ${tx.orgId}::uuid, alert_id, event_seq
    from unnest(${links.map((link) => link.alertId)}::uuid[], ${links.map((link) => link.sequence)}::bigint[])
      as link (alert_id, event_seq)
    on conflict do nothing
    returning alert_id, event_seq`.execute(tx);
  return rows.map((row) => ({ alertId: row.alert_id, sequence: row.event_seq }));
}

/**
 * Ends alerts that turned out to be part of another: their events count there, and their fingerprint no longer collects.
 */
export async function absorbAlerts(
  tx: OrgDb,
  parts: readonly { part: Alert; whole: Alert }[],
  now: Date,
): Promise<void> {
  for (const { part, whole } of parts) {
    await sql`
      insert into alert_event (org_id, alert_id, event_seq)
      select org_id, ${whole.id}::uuid, event_seq from alert_event
      where org_id = ${tx.orgId} and alert_id = ${part.id}
      on conflict do nothing`.execute(tx);
    await sql`
      insert into alert_camera_event (org_id, alert_id, camera_event_id)
      select org_id, ${whole.id}::uuid, camera_event_id from alert_camera_event
      where org_id = ${tx.orgId} and alert_id = ${part.id}
      on conflict do nothing`.execute(tx);
    await sql`
      insert into alert_signal (org_id, alert_id, signal_seq)
      select org_id, ${whole.id}::uuid, signal_seq from alert_signal
      where org_id = ${tx.orgId} and alert_id = ${part.id}
      on conflict do nothing`.execute(tx);
    await tx
      .updateTable('alert')
      .set({
        fingerprint: `part_of:ALR-${whole.number}`,
        status: 'resolved',
        status_by: 'SafeNest',
        status_note: `The same matter as ALR-${whole.number}; its events are counted there.`,
        updated_at: now,
      })
      .where('org_id', '=', tx.orgId)
      .where('id', '=', part.id)
      .execute();
  }
}

/** Makes an alert as bad as what people said of it. */
export async function setAlertSeverity(tx: OrgDb, id: string, severity: Severity, now: Date): Promise<void> {
  await tx
    .updateTable('alert')
    .set({ severity, updated_at: now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .execute();
}

/** Writes a status that a person gave. */
export async function setAlertStatus(
  tx: OrgDb,
  id: string,
  change: { status: AlertStatus; by: string; note: string | null; now: Date },
): Promise<Alert> {
  const row = await tx
    .updateTable('alert')
    .set({ status: change.status, status_by: change.by, status_note: change.note, updated_at: change.now })
    .where('org_id', '=', tx.orgId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return alertFromRow(row);
}

function filtered(tx: OrgDb, filter: AlertFilter) {
  const { from, to, severities, statuses, kinds, account, address, country, incidentId, ruleId, noticedBy } = filter;
  return tx
    .selectFrom('alert')
    .where('org_id', '=', tx.orgId)
    .$if(from !== undefined, (query) => query.where('last_seen', '>=', from!))
    .$if(to !== undefined, (query) => query.where('first_seen', '<', to!))
    .$if(severities !== undefined, (query) => query.where('severity', 'in', [...severities!]))
    .$if(statuses !== undefined, (query) => query.where('status', 'in', [...statuses!]))
    .$if(kinds !== undefined, (query) => query.where('kind', 'in', [...kinds!]))
    .$if(account !== undefined, (query) => query.where('account', '=', account!))
    .$if(address !== undefined, (query) => query.where('address', '=', address!))
    .$if(country !== undefined, (query) => query.where('country', '=', country!))
    .$if(incidentId !== undefined, (query) => query.where('incident_id', '=', incidentId!))
    .$if(ruleId !== undefined, (query) => query.where('rule_id', '=', ruleId!))
    .$if(noticedBy !== undefined, (query) => query.where(sql<boolean>`${noticedBy}::uuid = any(noticed_by)`));
}

export const alertFromRow = (row: Selectable<Schema['alert']>): Alert => ({
  id: row.id,
  number: row.number,
  ruleId: row.rule_id,
  noticedBy: row.noticed_by,
  kind: row.kind,
  fingerprint: row.fingerprint,
  severity: row.severity,
  status: row.status,
  title: row.title,
  ...readFacts(row.facts),
  firstSeen: row.first_seen,
  lastSeen: row.last_seen,
  count: row.count,
  account: row.account,
  address: row.address,
  country: row.country,
  raisedAt: row.raised_at,
  incidentId: row.incident_id,
  statusBy: row.status_by,
  statusNote: row.status_note,
  cameraId: row.camera_id,
  personId: row.person_id,
  pictureId: row.picture_id,
});

/** Of a sample: alerts that were raised at a moment after all they tell of count as raised when that was last seen. */
export async function raisedWhenSeen(tx: OrgDb, raisedAt: Date): Promise<void> {
  await tx
    .updateTable('alert')
    .set((eb) => ({ raised_at: eb.ref('last_seen') }))
    .where('org_id', '=', tx.orgId)
    .where('raised_at', '=', raisedAt)
    .whereRef('last_seen', '<', 'raised_at')
    .execute();
}
