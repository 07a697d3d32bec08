import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** An account of a workspace that moderation has had to do with. */
export interface ModeratedAccount {
  platform: string;
  workspace: string;
  account: string;
  name: string;
  /** It is called just so; else a name of it only begins so. */
  exact: boolean;
}

const MOST = 50;

/**
 * The accounts that are called so, by their id or by a name they had then, among those who took part in a case or to whom something was
 * done; whole names first. `called` in any case.
 */
export async function moderatedAccounts(tx: OrgDb, called: string): Promise<ModeratedAccount[]> {
  const asked = called.toLowerCase();
  const { rows } = await sql<ModeratedAccount>`
    with seen as (
      select guarded_channel_id, offender as account, offender_name as name, updated_at as at
        from moderation_case where org_id = ${tx.orgId}
      union all
      select one.guarded_channel_id, other.account, other.name, one.updated_at
        from moderation_case one, jsonb_to_recordset(one.offenders) as other (account text, name text, messages int)
        where one.org_id = ${tx.orgId} and other.messages > 0
      union all
      select guarded_channel_id, account, account_name, created_at from moderation_action where org_id = ${tx.orgId}
    )
    select place.platform, place.workspace, seen.account, (array_agg(seen.name order by seen.at desc))[1] as name,
      bool_or(lower(seen.account) = ${asked} or lower(seen.name) = ${asked}) as exact
    from seen join guarded_channel place on place.org_id = ${tx.orgId} and place.id = seen.guarded_channel_id
    where lower(seen.account) = ${asked} or starts_with(lower(seen.name), ${asked})
    group by place.platform, place.workspace, seen.account
    order by exact desc, name, seen.account
    limit ${MOST}`.execute(tx);
  return rows;
}

/** Of how many of the newest messages the authors are looked through. */
const LATE = 20_000;

/** The same among those who spoke lately in a guarded channel. */
export async function speakersCalled(tx: OrgDb, called: string): Promise<ModeratedAccount[]> {
  const asked = called.toLowerCase();
  const { rows } = await sql<ModeratedAccount>`
    with late as materialized (
      select guarded_channel_id, author, author_name, said_at from chat_message
      where org_id = ${tx.orgId} order by said_at desc limit ${LATE})
    select place.platform, place.workspace, late.author as account,
      (array_agg(late.author_name order by late.said_at desc))[1] as name,
      bool_or(lower(late.author) = ${asked} or lower(late.author_name) = ${asked}) as exact
    from late join guarded_channel place on place.org_id = ${tx.orgId} and place.id = late.guarded_channel_id
    where late.author is not null and (lower(late.author) = ${asked} or starts_with(lower(late.author_name), ${asked}))
    group by place.platform, place.workspace, late.author
    order by exact desc, name, late.author
    limit ${MOST}`.execute(tx);
  return rows;
}

/** The guarded channel in which an account spoke last; null where it spoke in none. */
export async function channelLastSpokenIn(
  tx: OrgDb,
  { platform, workspace, account }: Pick<ModeratedAccount, 'platform' | 'workspace' | 'account'>,
): Promise<string | null> {
  const row = await tx
    .selectFrom('chat_message')
    .innerJoin('guarded_channel', (join) =>
      join
        .onRef('guarded_channel.org_id', '=', 'chat_message.org_id')
        .onRef('guarded_channel.id', '=', 'chat_message.guarded_channel_id'),
    )
    .select('guarded_channel.id')
    .where('chat_message.org_id', '=', tx.orgId)
    .where('chat_message.author', '=', account)
    .where('guarded_channel.platform', '=', platform)
    .where('guarded_channel.workspace', '=', workspace)
    .orderBy('chat_message.said_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}
