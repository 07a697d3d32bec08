import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { LoginEvent, NewLoginEvent, Outcome } from '../domain/event.ts';
import { planOnce } from './plan-once.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** What rules read of a stored login. */
export type PastLogin = Omit<LoginEvent, 'eventId' | 'method' | 'reason' | 'text' | 'source'>;

/** A stretch of time, and how far around it stored logins are wanted. Milliseconds since 1970. */
export interface Span {
  /** The account or the address. */
  key: string;
  from: number;
  to: number;
  /** Not earlier, not later than these. */
  earliest: number;
  latest: number;
  /** At most this many before the stretch, and as many after it: the nearest. */
  nearest: number;
  /** Where given: of those, at most so many whose position is known, and none without; more when they are simultaneous. */
  placed?: number | undefined;
}

export interface LoginsAsked {
  by: 'account' | 'address';
  spans: readonly Span[];
}

/** Waits until no other transaction ingests for this organisation, and keeps the next one waiting until this one ends. */
export async function lockIngestion(tx: OrgDb): Promise<void> {
  await sql`${planOnce()} select pg_advisory_xact_lock(hashtextextended(${`ingest ${tx.orgId}`}, 0))`.execute(tx);
}

/**
 * Stores what is not yet there, in order of the list; answers what was stored, by event id, with its sequence number and
 * the address as the database writes it. Text must be storable (no NUL, no lone surrogates).
 */
export async function insertLogins(
  tx: OrgDb,
  events: readonly NewLoginEvent[],
  receivedAt: Date,
): Promise<Map<string, { sequence: number; address: string | null }>> {
  const rows = events.map((event) => ({
    event_id: event.eventId,
    occurred_at: event.occurredAt.toISOString(),
    source: event.source,
    outcome: event.outcome,
    account: event.account,
    address: event.address,
    country: event.country,
    city: event.city,
    latitude: event.latitude,
    longitude: event.longitude,
    device: event.device,
    asn: event.network?.asn ?? null,
    network_owner: event.network?.owner ?? null,
    network_kind: event.network?.kind ?? null,
    method: event.method,
    mfa: event.mfa ?? null,
    reason: event.reason,
    text: event.text,
  }));
  const { rows: stored } = await sql<{ seq: number; event_id: string; address: string | null }>`
    ${planOnce()} insert into event (org_id, kind, event_id, occurred_at, received_at, source, outcome, account, address,
                       country, city, latitude, longitude, device, asn, network_owner, network_kind, method, mfa, reason, text)
    select ${tx.orgId}::uuid, 'login', event_id, occurred_at, ${receivedAt}::timestamptz, source, outcome, account, address,
           country, city, latitude, longitude, device, asn, network_owner, network_kind, method, mfa, reason, text
    from json_to_recordset(${JSON.stringify(rows)}::json) as login (
      event_id text, occurred_at timestamptz, source text, outcome text, account text, address inet, country text,
      city text, latitude float8, longitude float8, device text, asn bigint, network_owner text, network_kind text,
      method text, mfa boolean, reason text, text text)
    on conflict (org_id, event_id) do nothing
    returning seq, event_id, host(address) as address`.execute(tx);
  return new Map(stored.map(({ seq, event_id, address }) => [event_id, { sequence: seq, address }]));
}

/**
 * Stored logins of one outcome in and around all the spans, each once, in one query: of what was stored before the
 * sequence `storedBefore`, at most `within` in each span and `limit` in all. `crowded` says that a span held more, `cut`
 * that there was more in all.
 */
export async function loginsAround(
  tx: OrgDb,
  outcome: Outcome,
  asked: readonly LoginsAsked[],
  { within, limit, storedBefore }: { within: number; limit: number; storedBefore: number },
): Promise<{ logins: PastLogin[]; crowded: boolean; cut: boolean }> {
  const spans = asked.flatMap(({ by, spans }) => spans.map((span) => ({ by, ...span })));
  if (spans.length === 0) return { logins: [], crowded: false, cut: false };
  const columns = sql.join(PAST_LOGIN.map((column) => sql.ref(column)));
  const around = (by: 'account' | 'address') => {
    const rows = spans.flatMap((span, n) => {
      if (span.by !== by) return [];
      const { key, nearest, placed } = span;
      const a = new Date(span.from).toISOString();
      const b = span.to === span.from ? a : new Date(span.to);
      return { n, key, earliest: new Date(span.earliest), a, b, latest: new Date(span.latest), nearest, placed };
    });
    const key = by === 'address' ? sql`s.key::inet` : sql`s.key`;
    const of = sql`from event where org_id = ${tx.orgId} and ${sql.ref(by)} = ${key} and outcome = ${sql.lit(outcome)}
      and seq < ${storedBefore}`;
    const enough = (order: RawBuilder<unknown>) => sql`
      where s.placed is null or (latitude is not null and longitude is not null)
      order by ${order} fetch first (coalesce(s.placed, s.nearest)) rows with ties`;
    // What happened at the very moment of a span's start counts as before it.
    return sql`
      select s.n, e.*
      from json_to_recordset(${JSON.stringify(rows)}::json) as s (
        n int, key text, earliest timestamptz, a timestamptz, b timestamptz, latest timestamptz, nearest int, placed int)
      cross join lateral (
        (select *, false as inner from (
           select ${columns} ${of} and occurred_at between s.earliest and s.a
           order by occurred_at desc limit s.nearest) before ${enough(sql`occurred_at desc`)})
        union all
        (select ${columns}, true ${of} and occurred_at > s.a and occurred_at <= s.b and s.b > s.a
         order by occurred_at limit ${within})
        union all
        (select *, false from (
           select ${columns} ${of} and occurred_at > s.b and occurred_at <= s.latest and s.latest > s.b
           order by occurred_at limit s.nearest) after ${enough(sql`occurred_at`)})
      ) e`;
  };
  const { rows } = await sql<Row & { n: number; inner: boolean }>`
    ${planOnce(storedBefore)} ${around('account')} union all ${around('address')} limit ${limit}`.execute(tx);
  const logins = new Map<number, PastLogin>();
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (row.inner) counts.set(row.n, (counts.get(row.n) ?? 0) + 1);
    if (!logins.has(row.seq)) logins.set(row.seq, pastLoginFromRow(row));
  }
  const crowded = [...counts.values()].some((count) => count >= within);
  return { logins: [...logins.values()], crowded, cut: rows.length >= limit };
}

/** The login `LOG-…` of this sequence; null where there is none. */
export async function findEvent(tx: OrgDb, sequence: number): Promise<(LoginEvent & { receivedAt: Date }) | null> {
  const row = await tx
    .selectFrom('event')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('seq', '=', sequence)
    .executeTakeFirst();
  return row ? { ...eventFromRow(row), receivedAt: row.received_at } : null;
}

/** What rules read of a stored login, as columns. */
export const PAST_LOGIN = [
  'seq',
  'occurred_at',
  'outcome',
  'account',
  'address',
  'country',
  'city',
  'latitude',
  'longitude',
  'device',
  'asn',
  'network_owner',
  'network_kind',
  'mfa',
] as const;

type Row = Pick<Selectable<Schema['event']>, (typeof PAST_LOGIN)[number]>;

export const pastLoginFromRow = (row: Row): PastLogin => ({
  sequence: row.seq,
  occurredAt: row.occurred_at,
  outcome: row.outcome ?? 'failure',
  account: row.account ?? '',
  address: row.address,
  country: row.country,
  city: row.city,
  latitude: row.latitude,
  longitude: row.longitude,
  network:
    row.asn === null && row.network_owner === null && row.network_kind === null
      ? null
      : { asn: row.asn, owner: row.network_owner, kind: row.network_kind },
  device: row.device,
  mfa: row.mfa,
});

export const eventFromRow = (
  row: Row & Pick<Selectable<Schema['event']>, 'event_id' | 'method' | 'reason' | 'text' | 'source'>,
): LoginEvent => ({
  ...pastLoginFromRow(row),
  eventId: row.event_id,
  method: row.method,
  reason: row.reason,
  text: row.text,
  source: row.source,
});
