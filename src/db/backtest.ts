import { sql } from 'kysely';
import type { AlertStatus } from '../domain/alert.ts';
import type { Outcome } from '../domain/event.ts';
import type { ProfileKind } from './account-profiles.ts';
import { PAST_LOGIN, type PastLogin, pastLoginFromRow } from './events.ts';
import { totalLogins } from './login-tallies.ts';
import type { OrgDb } from './scope.ts';

/** Where in time a page of logins ended. */
export interface LoginCursor {
  occurredAt: Date;
  sequence: number;
}

/** Logins from `from` to `to`, both included, earliest first, after the cursor where there is one; of one outcome, or of both. */
export async function loginsInOrder(
  tx: OrgDb,
  {
    from,
    to,
    only,
    after,
    limit,
  }: { from: Date; to: Date; only: Outcome | null; after: LoginCursor | null; limit: number },
): Promise<PastLogin[]> {
  const rows = await tx
    .selectFrom('event')
    // a number: a million times a date written as text and read again is most of the work
    .select(sql<number>`(extract(epoch from occurred_at) * 1000)::float8`.as('ms'))
    .select(PAST_LOGIN.filter((column) => column !== 'occurred_at'))
    .where('org_id', '=', tx.orgId)
    .where('occurred_at', '>=', after?.occurredAt ?? from)
    .where('occurred_at', '<=', to)
    .$if(only !== null, (query) => query.where('outcome', '=', only))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(occurred_at, seq) > (${after!.occurredAt}::timestamptz, ${after!.sequence}::bigint)`),
    )
    .orderBy('occurred_at')
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(({ ms, ...row }) => pastLoginFromRow({ ...row, occurred_at: new Date(ms) }));
}

/** When the first login from `from` to `to` was, and where the latest `most` of the outcome begin, if there are more. */
export async function stretchOfLogins(
  tx: OrgDb,
  { from, to, only, most }: { from: Date; to: Date; only: Outcome | null; most: number },
): Promise<{ first: Date | null; cutAt: Date | null }> {
  const within = () =>
    tx
      .selectFrom('event')
      .select('occurred_at')
      .where('org_id', '=', tx.orgId)
      .where('occurred_at', '>=', from)
      .where('occurred_at', '<=', to);
  const first = await within().orderBy('occurred_at').orderBy('seq').limit(1).executeTakeFirst();
  const cut = await within()
    .$if(only !== null, (query) => query.where('outcome', '=', only))
    .orderBy('occurred_at', 'desc')
    .orderBy('seq', 'desc')
    .offset(most)
    .limit(1)
    .executeTakeFirst();
  return { first: first?.occurred_at ?? null, cutAt: cut?.occurred_at ?? null };
}

/** How many logins there are from `from` to `to`, both included. */
export async function countLoginsBetween(tx: OrgDb, from: Date, to: Date): Promise<number> {
  // the counts know whole milliseconds, as does whoever asks
  return (await totalLogins(tx, { from, to: new Date(to.getTime() + 1) })).logins;
}

/** What accounts had been seen with before a moment. Of how often they signed in, only what is known today. */
export async function profilesBefore(
  tx: OrgDb,
  kinds: readonly ProfileKind[],
  before: Date,
  limit: number,
): Promise<{ account: string; kind: ProfileKind; since: Date; logins: number; values: string[] }[]> {
  if (kinds.length === 0) return [];
  return tx
    .selectFrom('account_profile')
    .select((eb) => [
      'account',
      'kind',
      eb.fn.min('first_seen').as('since'),
      sql<number>`sum(count)::bigint`.as('logins'),
      sql<string[]>`array_agg(value)`.as('values'),
    ])
    .where('org_id', '=', tx.orgId)
    .where('kind', 'in', [...kinds])
    .where('first_seen', '<', before)
    .groupBy(['account', 'kind'])
    .limit(limit)
    .execute();
}

/** Which alerts stand on these logins: one row per login and alert. */
export async function alertsOnLogins(
  tx: OrgDb,
  sequences: readonly number[],
): Promise<{ on: number; status: AlertStatus }[]> {
  if (sequences.length === 0) return [];
  return tx
    .selectFrom('alert_event')
    .innerJoin('alert', (join) =>
      join.onRef('alert.org_id', '=', 'alert_event.org_id').onRef('alert.id', '=', 'alert_event.alert_id'),
    )
    .select(['alert_event.event_seq as on', 'alert.status'])
    .where('alert_event.org_id', '=', tx.orgId)
    .where('alert_event.event_seq', '=', sql<number>`any(${[...sequences]}::bigint[])`)
    .execute();
}
