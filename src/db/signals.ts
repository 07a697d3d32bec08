import { type Selectable, sql } from 'kysely';
import type { AlertStatus } from '../domain/alert.ts';
import type { Severity } from '../domain/severity.ts';
import type { NewSignal, Signal, SignalStatus } from '../domain/signal.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

export interface SignalFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  /** Names in lower case. */
  source?: string | undefined;
  kind?: string | undefined;
  account?: string | undefined;
  address?: string | undefined;
  severities?: readonly Severity[] | undefined;
  status?: SignalStatus | undefined;
  /** Words of the title, the kind or the account, in any case. */
  words?: string | undefined;
}

export interface SignalCursor {
  occurredAt: Date;
  sequence: number;
}

/** Stores what is not yet there; answers it in order of the list, null where the source had sent it before. */
export async function insertSignals(
  tx: OrgDb,
  signals: readonly NewSignal[],
  receivedAt: Date,
): Promise<(Signal | null)[]> {
  const rows = signals.map((signal) => ({
    source: signal.source,
    event_id: signal.eventId,
    kind: signal.kind,
    title: signal.title,
    severity: signal.severity,
    status: signal.status,
    occurred_at: signal.occurredAt.toISOString(),
    fingerprint: signal.fingerprint,
    account: signal.account,
    address: signal.address,
    camera_id: signal.cameraId,
    link: signal.link,
    details: signal.details,
  }));
  const { rows: stored } = await sql<{ seq: number; source: string; event_id: string }>`
    insert into signal (org_id, source, event_id, kind, title, severity, status, occurred_at, received_at, fingerprint,
                        account, address, camera_id, link, details)
    select ${tx.orgId}::uuid, source, event_id, kind, title, severity, status, occurred_at, ${receivedAt}::timestamptz,
           fingerprint, account, address, camera_id, link, details
    from json_to_recordset(${JSON.stringify(rows)}::json) as sent (
      source text, event_id text, kind text, title text, severity text, status text, occurred_at timestamptz,
      fingerprint text, account text, address inet, camera_id uuid, link text, details jsonb)
    on conflict (org_id, source, event_id) do nothing
    returning seq, source, event_id`.execute(tx);
  const sequences = new Map(stored.map((row) => [keyOf(row.source, row.event_id), row.seq]));
  return signals.map((signal) => {
    const key = keyOf(signal.source, signal.eventId);
    const sequence = sequences.get(key);
    // the same twice in one list is new once
    sequences.delete(key);
    return sequence === undefined ? null : { ...signal, sequence };
  });
}

const keyOf = (source: string, eventId: string): string => JSON.stringify([source, eventId]);

/** The last signal of each of these matters by when it happened, and of simultaneous ones by when it came. */
export async function latestSignals(
  tx: OrgDb,
  matters: readonly Pick<NewSignal, 'source' | 'fingerprint'>[],
): Promise<Signal[]> {
  if (matters.length === 0) return [];
  const wanted = JSON.stringify(matters.map(({ source, fingerprint }) => ({ source, fingerprint })));
  const { rows } = await sql<Selectable<Schema['signal']>>`
    select latest.* from json_to_recordset(${wanted}::json) as wanted (source text, fingerprint text)
    cross join lateral (
      select * from signal where org_id = ${tx.orgId} and source = wanted.source and fingerprint = wanted.fingerprint
      order by occurred_at desc, seq desc limit 1) latest`.execute(tx);
  return rows.map(fromRow);
}

/** A page, the latest first. */
export async function listSignals(
  tx: OrgDb,
  filter: SignalFilter,
  { before, limit }: { before?: SignalCursor | undefined; limit: number },
): Promise<Signal[]> {
  const rows = await fitting(tx, filter)
    .selectAll()
    .$if(before !== undefined, (query) =>
      query.where((eb) =>
        eb.or([
          eb('occurred_at', '<', before!.occurredAt),
          eb.and([eb('occurred_at', '=', before!.occurredAt), eb('seq', '<', before!.sequence)]),
        ]),
      ),
    )
    .orderBy('occurred_at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Those that say that something is wrong, by when it happened, the oldest first; a page after the cursor. */
export async function firingSignals(
  tx: OrgDb,
  { from, to, after, limit }: { from: Date; to: Date; after: SignalCursor | null; limit: number },
): Promise<Signal[]> {
  const rows = await fitting(tx, { from, to, status: 'firing' })
    .selectAll()
    .$if(after !== null, (query) =>
      query.where((eb) =>
        eb.or([
          eb('occurred_at', '>', after!.occurredAt),
          eb.and([eb('occurred_at', '=', after!.occurredAt), eb('seq', '>', after!.sequence)]),
        ]),
      ),
    )
    .orderBy('occurred_at')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How the alerts stand that stand on these signals. */
export async function alertStatusesOnSignals(
  tx: OrgDb,
  sequences: readonly number[],
): Promise<{ on: number; status: AlertStatus }[]> {
  if (sequences.length === 0) return [];
  return tx
    .selectFrom('alert_signal')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'alert_signal.org_id').onRef('alert.id', '=', 'alert_signal.alert_id'),
    )
    .select(['alert_signal.signal_seq as on', 'alert.status'])
    .where('alert_signal.org_id', '=', tx.orgId)
    .where('alert_signal.signal_seq', '=', sql<number>`any(${[...sequences]}::bigint[])`)
    .execute();
}

/** How many fit, by source and kind, the most frequent first. */
export async function countSignals(
  tx: OrgDb,
  filter: SignalFilter,
): Promise<{ source: string; kind: string; count: number }[]> {
  return fitting(tx, filter)
    .select((eb) => ['source', 'kind', eb.fn.countAll<number>().as('count')])
    .groupBy(['source', 'kind'])
    .orderBy('count', 'desc')
    .orderBy('source')
    .orderBy('kind')
    .execute();
}

export interface SignalSource {
  source: string;
  /** When it last sent something. */
  last: Date;
  /** On how many of the days since then it did. */
  days: number;
}

/** Who has sent signals since then, the one that was heard of last first. */
export async function signalSources(tx: OrgDb, since: Date): Promise<SignalSource[]> {
  const { rows } = await sql<SignalSource>`
    select source, max(received_at) as last, count(distinct date_trunc('day', received_at))::int as days
    from signal where org_id = ${tx.orgId} and occurred_at >= ${since} group by source order by last desc`.execute(tx);
  return rows;
}

/** The alerts that stand on each of these signals, as their numbers. */
export async function alertsOnSignals(tx: OrgDb, sequences: readonly number[]): Promise<Map<number, number[]>> {
  if (sequences.length === 0) return new Map();
  const rows = await tx
    .selectFrom('alert_signal')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'alert_signal.org_id').onRef('alert.id', '=', 'alert_signal.alert_id'),
    )
    .select(['alert_signal.signal_seq', 'alert.number'])
    .where('alert_signal.org_id', '=', tx.orgId)
    .where('alert_signal.signal_seq', 'in', [...sequences])
    .orderBy('alert.number')
    .execute();
  const found = new Map<number, number[]>();
  for (const { signal_seq, number } of rows) found.set(signal_seq, [...(found.get(signal_seq) ?? []), number]);
  return found;
}

/** The signals an alert stands on, the latest first. */
export async function signalsOfAlert(tx: OrgDb, alertId: string, limit: number): Promise<Signal[]> {
  const rows = await tx
    .selectFrom('signal')
    .innerJoin('alert_signal', (join) =>
      join.onRef('alert_signal.org_id', '=', 'signal.org_id').onRef('alert_signal.signal_seq', '=', 'signal.seq'),
    )
    .selectAll('signal')
    .where('signal.org_id', '=', tx.orgId)
    .where('alert_signal.alert_id', '=', alertId)
    .orderBy('signal.occurred_at', 'desc')
    .orderBy('signal.seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** Says which signals alerts stand on; answers the links that are new. */
export async function linkSignals(
  tx: OrgDb,
  links: readonly { alertId: string; sequence: number }[],
): Promise<{ alertId: string; sequence: number }[]> {
  if (links.length === 0) return [];
  const { rows } = await sql<{ alert_id: string; signal_seq: number }>`
    insert into alert_signal (org_id, alert_id, signal_seq)
    select ${tx.orgId}::uuid, alert_id, signal_seq
    from unnest(${links.map((link) => link.alertId)}::uuid[], ${links.map((link) => link.sequence)}::bigint[])
      as link (alert_id, signal_seq)
    on conflict do nothing
    returning alert_id, signal_seq`.execute(tx);
  return rows.map((row) => ({ alertId: row.alert_id, sequence: row.signal_seq }));
}

/** Deletes what happened before, oldest first; answers how many. */
export async function deleteOldSignals(tx: OrgDb, before: Date, limit: number): Promise<number> {
  const old = tx
    .selectFrom('signal')
    .select('seq')
    .where('org_id', '=', tx.orgId)
    .where('occurred_at', '<', before)
    .orderBy('occurred_at')
    .limit(limit);
  const { numDeletedRows } = await tx
    .deleteFrom('signal')
    .where('org_id', '=', tx.orgId)
    .where('seq', 'in', old)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** How many there are that happened before. */
export async function countOldSignals(tx: OrgDb, before: Date): Promise<number> {
  const row = await tx
    .selectFrom('signal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', tx.orgId)
    .where('occurred_at', '<', before)
    .executeTakeFirstOrThrow();
  return row.count;
}

function fitting(tx: OrgDb, { from, to, source, kind, account, address, severities, status, words }: SignalFilter) {
  const like = `%${(words ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  return tx
    .selectFrom('signal')
    .where('org_id', '=', tx.orgId)
    .$if(from !== undefined, (query) => query.where('occurred_at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('occurred_at', '<', to!))
    .$if(source !== undefined, (query) => query.where('source', '=', source!))
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .$if(account !== undefined, (query) => query.where('account', '=', account!))
    .$if(address !== undefined, (query) => query.where(sql<boolean>`address = ${address}::inet`))
    .$if(severities !== undefined, (query) => query.where('severity', 'in', [...severities!]))
    .$if(status !== undefined, (query) => query.where('status', '=', status!))
    .$if(words !== undefined, (query) =>
      query.where((eb) => eb.or([eb('title', 'ilike', like), eb('kind', 'ilike', like), eb('account', 'ilike', like)])),
    );
}

const fromRow = (row: Selectable<Schema['signal']>): Signal => ({
  sequence: row.seq,
  eventId: row.event_id,
  source: row.source,
  kind: row.kind,
  title: row.title,
  severity: row.severity,
  status: row.status,
  occurredAt: row.occurred_at,
  fingerprint: row.fingerprint,
  account: row.account,
  address: row.address,
  cameraId: row.camera_id,
  link: row.link,
  details: row.details,
});
