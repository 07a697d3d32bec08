import { sql } from 'kysely';
import { planOnce } from './plan-once.ts';
import type { OrgDb } from './scope.ts';

/** What somebody said in one of several channels. */
export interface SaidElsewhere {
  account: string;
  channelId: string;
  content: string;
  saidAt: Date;
}

/** So much of one person is looked at. */
const MOST_OF_ONE = 100;

/** Of these people, what those said who spoke in more than one channel since then. */
export async function saidInSeveral(tx: OrgDb, accounts: readonly string[], since: Date): Promise<SaidElsewhere[]> {
  if (accounts.length === 0) return [];
  const { rows } = await sql<SaidElsewhere>`
    ${planOnce()} with asked as (
      select account from unnest(${[...accounts]}::text[]) as k (account)
      where exists (
        select from chat_message m where m.org_id = ${tx.orgId} and m.author = k.account and m.said_at >= ${since}
        having count(distinct m.guarded_channel_id) > 1
      )
    )
    select m.author as account, m.guarded_channel_id as "channelId", left(m.content, 2000) as content, m.said_at as "saidAt"
    from asked cross join lateral (
      select * from chat_message where org_id = ${tx.orgId} and author = asked.account and said_at >= ${since}
      order by said_at desc limit ${MOST_OF_ONE}
    ) as m where m.content is not null`.execute(tx);
  return rows;
}

/** Whether somebody has an open case elsewhere that one of these triggers opened, and that was lately about something. */
export async function hasOpenCaseOf(
  tx: OrgDb,
  { account, trigger, since, except }: { account: string; trigger: string; since: Date; except: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('moderation_case')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('offender', '=', account)
    .where('state', '=', 'open')
    .where('updated_at', '>=', since)
    .where('session_id', 'is distinct from', except)
    .where(sql<boolean>`triggers @> array[${trigger}]::text[]`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Which of some accounts a trigger gave a case that is open, or was opened since then, beside that of a conversation. */
export async function accountsWithCase(
  tx: OrgDb,
  {
    accounts,
    trigger,
    since,
    except,
  }: { accounts: readonly string[]; trigger: string; since: Date; except: string | null },
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('moderation_case')
    .select('offender')
    .distinct()
    .where('org_id', '=', tx.orgId)
    .where(sql<boolean>`offender = any(${[...accounts]}::text[])`)
    .where((eb) => eb.or([eb('state', '=', 'open'), eb('opened_at', '>=', since)]))
    .$if(except !== null, (query) => query.where('session_id', 'is distinct from', except))
    .where(sql<boolean>`triggers @> array[${trigger}]::text[]`)
    .execute();
  return new Set(rows.map(({ offender }) => offender));
}
