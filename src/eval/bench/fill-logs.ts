import { sql } from 'kysely';
import { lockIngestion } from '../../db/events.ts';
import { tallyLogins } from '../../db/login-tallies.ts';
import { type Db, withOrg } from '../../db/scope.ts';
import { newOrgId, type OrgId } from '../../domain/id.ts';

/** An organisation without rules, so that filling it raises nothing. */
export async function emptyOrganisation(db: Db): Promise<OrgId> {
  const id = newOrgId();
  await withOrg(db, id, (tx) => tx.insertInto('organisation').values({ id, name: 'Bench' }).execute());
  return id;
}

/** Lines as sshd writes them, spread evenly over the days; few accounts have most of them, as in life. Counted ahead, as ingestion does. */
export async function fillLogs(
  db: Db,
  org: OrgId,
  { first, last, of, end, days }: { first: number; last: number; of: number; end: Date; days: number },
): Promise<void> {
  await withOrg(db, org, async (tx) => {
    await lockIngestion(tx);
    await sql`
      insert into event (org_id, kind, event_id, occurred_at, source, outcome, account, address, country, device, method, text)
      select ${org}::uuid, 'login', 'bench-' || n, ${end}::timestamptz - (${of}::int - n) * interval '1 day' * ${days}::int / ${of}::int,
        'sshd', case when failed then 'failure' else 'success' end, account, address::inet,
        (array['DE','DE','DE','GB','FR','US','NL','PL','CN','BR'])[1 + (n::bigint * 7919) % 10], null, 'password',
        'sshd[' || 1000 + n % 60000 || ']: ' || case when failed then 'Failed' else 'Accepted' end || ' password for '
          || case when n % 9 = 0 then 'invalid user ' else '' end || account || ' from ' || address || ' port ' || 1024 + n % 60000
          || ' ssh2' || case when n % 2000 = 0 then ' ticket' || n / 2000 % 200 else '' end
      from (
        select n, n % 10 < 6 as failed, 'user' || (power((n::bigint * 2654435761 % 100003) / 100003.0, 3) * 2000)::int as account,
          '10.' || n % 50 || '.' || (n / 50) % 100 || '.' || 1 + (n / 5000) % 4 as address
        from generate_series(${first}::int, ${last}::int) n
      ) as made`.execute(tx);
    await tallyLogins(tx);
  });
}

/** A hundred alerts on some of the events, a few of them grave. */
export async function fillAlerts(db: Db, org: OrgId, end: Date): Promise<void> {
  await withOrg(db, org, async (tx) => {
    await sql`
      insert into alert (id, org_id, number, kind, fingerprint, severity, status, title, first_seen, last_seen, count, raised_at, updated_at)
      select gen_random_uuid(), ${org}::uuid, n, 'failed_logins', 'bench:' || n, (array['low','medium','high','critical'])[1 + n % 4],
        'open', 'Failed logins ' || n, at, at, 50, at, at
      from generate_series(1, 100) n, lateral (select ${end}::timestamptz - n * interval '7 hours' as at) as time`.execute(
      tx,
    );
    await sql`
      insert into alert_event (org_id, alert_id, event_seq)
      select alert.org_id, alert.id, event.seq from alert, lateral (
        select seq from event where event.org_id = alert.org_id and occurred_at <= alert.last_seen
        order by occurred_at desc limit 50
      ) as event
      where alert.org_id = ${org}`.execute(tx);
  });
}
