import { type Selectable, sql } from 'kysely';
import type {
  CaseClaim,
  CaseGroup,
  CaseKind,
  CaseState,
  ModerationCase,
  Recommendation,
} from '../domain/moderation.ts';
import { SEVERITIES, type Severity } from '../domain/severity.ts';
import { CHANNEL_COLUMNS, type ChannelColumns, channelOf } from './guarded-channels.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** Somebody's account in a workspace of a platform. */
export interface AccountThere {
  platform: string;
  workspace: string;
  account: string;
}

export interface CaseFilter {
  states?: readonly CaseState[];
  severities?: readonly Severity[];
  kinds?: readonly CaseKind[];
  /** Whom it is chiefly about, by the platform's account. */
  offender?: string;
  /** One of these took part in it. */
  accounts?: readonly AccountThere[];
  /** Aimed at somebody of this account, or called so (in full, or by the first word of their name). */
  target?: { account: string } | { name: string };
  /** Decided by this member. */
  decidedById?: string;
  /** Words that names or summary contain, whatever their case. */
  text?: string;
  /** Opened at or after, opened before. */
  from?: Date;
  to?: Date;
  /** Only cases with a smaller number: the cursor of the next page. */
  before?: number;
  limit: number;
}

const cases = (tx: OrgDb) =>
  tx
    .selectFrom('moderation_case')
    .innerJoin('guarded_channel', (join) =>
      join
        .onRef('guarded_channel.org_id', '=', 'moderation_case.org_id')
        .onRef('guarded_channel.id', '=', 'moderation_case.guarded_channel_id'),
    )
    .leftJoin('case_claim', (join) =>
      join
        .onRef('case_claim.org_id', '=', 'moderation_case.org_id')
        .onRef('case_claim.case_id', '=', 'moderation_case.id'),
    )
    .selectAll('moderation_case')
    .select(CHANNEL_COLUMNS)
    .select([
      'case_claim.by_id as claimed_by_id',
      'case_claim.by_name as claimed_by',
      'case_claim.since as claimed_since',
      'case_claim.until as claimed_until',
    ])
    .where('moderation_case.org_id', '=', tx.orgId);

/** The case `CASE-<number>`; null where there is none. */
export async function findCase(tx: OrgDb, number: number): Promise<ModerationCase | null> {
  const row = await cases(tx).where('moderation_case.number', '=', number).executeTakeFirst();
  return row ? fromRow(row) : null;
}

export async function findCaseById(tx: OrgDb, id: string): Promise<ModerationCase | null> {
  const row = await cases(tx).where('moderation_case.id', '=', id).executeTakeFirst();
  return row ? fromRow(row) : null;
}

/** The same, locked until the transaction ends; read after the lock, in a second statement. */
export async function lockCase(tx: OrgDb, which: { number: number } | { id: string }): Promise<ModerationCase | null> {
  const row = await tx
    .selectFrom('moderation_case')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .$if('number' in which, (query) => query.where('number', '=', (which as { number: number }).number))
    .$if('id' in which, (query) => query.where('id', '=', (which as { id: string }).id))
    .forUpdate()
    .executeTakeFirst();
  return row ? findCaseById(tx, row.id) : null;
}

/** A conversation's case, locked until the transaction ends. */
export async function lockCaseOfSession(tx: OrgDb, sessionId: string): Promise<ModerationCase | null> {
  const row = await tx
    .selectFrom('moderation_case')
    .select('id')
    .where('org_id', '=', tx.orgId)
    .where('session_id', '=', sessionId)
    .forUpdate()
    .executeTakeFirst();
  return row ? findCaseById(tx, row.id) : null;
}

/** Cases, newest first. */
export async function listCases(tx: OrgDb, filter: CaseFilter): Promise<ModerationCase[]> {
  const rows = await filtered(tx, filter).orderBy('moderation_case.number', 'desc').limit(filter.limit).execute();
  return rows.map(fromRow);
}

/** Cases that wait, in the order in which they are worked on: the worst first, of those the oldest. */
export async function openCasesInOrder(tx: OrgDb, limit: number): Promise<ModerationCase[]> {
  const rows = await cases(tx)
    .where('moderation_case.state', '=', 'open')
    .orderBy(sql`array_position(${SEVERITIES}::text[], moderation_case.severity::text)`, 'desc')
    .orderBy('moderation_case.opened_at')
    .orderBy('moderation_case.number')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** How many cases there are in each state. */
export async function countCases(
  tx: OrgDb,
  filter: Omit<CaseFilter, 'limit' | 'before'> = {},
): Promise<Record<CaseState, number>> {
  const rows = await tx
    .selectFrom(filtered(tx, filter).as('found'))
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  const counts = { open: 0, acted: 0, dismissed: 0, overturned: 0 };
  for (const row of rows) counts[row.state] = row.count;
  return counts;
}

/** How many cases there are of each offender, target or channel, the most first, and of how many such there are any. */
export async function countCasesBy(
  tx: OrgDb,
  by: CaseGroup,
  { limit, ...filter }: Omit<CaseFilter, 'before'>,
): Promise<{ groups: number; rows: { name: string; count: number; open: number }[] }> {
  const found = filtered(tx, filter);
  const there = sql`found.channel_platform || '/' || found.channel_workspace || '/'`;
  // whoever wrote nothing that counts took no part
  const keys = {
    offender: sql`select ${there} || one.account as key, coalesce(nullif(one.name, ''), one.account) as name
      from jsonb_to_recordset(found.offenders) as one (account text, name text, messages int)
      where one.messages > 0 or one.account = found.offender`,
    target: sql`select ${there} || found.target as key, coalesce(nullif(found.target_name, ''), found.target) as name
      where found.target is not null`,
    channel: sql`select found.guarded_channel_id::text as key, coalesce(nullif(found.channel_name, ''), found.channel_channel) as name`,
  }[by];
  const { rows } = await sql<{ name: string; count: number; open: number; groups: number }>`
    select (array_agg(each.name order by found.number desc))[1] as name, count(*)::int as count,
      (count(*) filter (where found.state = 'open'))::int as open, (count(*) over ())::int as groups
    from (${found}) as found cross join lateral (${keys}) as each
    group by each.key
    order by count(*) desc, count(*) filter (where found.state = 'open') desc, max(found.number) desc
    limit ${limit}`.execute(tx);
  return { groups: rows[0]?.groups ?? 0, rows: rows.map(({ groups: _, ...row }) => row) };
}

function filtered(tx: OrgDb, filter: Omit<CaseFilter, 'limit'>) {
  const { states, severities, kinds, offender, accounts, target, decidedById, text, from, to, before } = filter;
  return cases(tx)
    .$if(states !== undefined, (query) => query.where('moderation_case.state', 'in', [...states!]))
    .$if(severities !== undefined, (query) => query.where('moderation_case.severity', 'in', [...severities!]))
    .$if(kinds !== undefined, (query) => query.where('moderation_case.kind', 'in', [...kinds!]))
    .$if(offender !== undefined, (query) => query.where('moderation_case.offender', '=', offender!))
    .$if(accounts !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (
          select from json_to_recordset(${JSON.stringify(accounts)}::json) as one (platform text, workspace text, account text)
          where one.platform = guarded_channel.platform and one.workspace = guarded_channel.workspace
            and (one.account = moderation_case.offender or exists (
              select from jsonb_to_recordset(moderation_case.offenders) as other (account text, messages int)
              where other.account = one.account and other.messages > 0)))`,
      ),
    )
    .$if(target !== undefined, (query) => {
      const whom = target!;
      if ('account' in whom) return query.where('moderation_case.target', '=', whom.account);
      const name = whom.name.toLowerCase();
      return query.where(
        sql<boolean>`(lower(moderation_case.target) = ${name} or lower(moderation_case.target_name) = ${name}
          or split_part(lower(moderation_case.target_name), ' ', 1) = ${name})`,
      );
    })
    .$if(decidedById !== undefined, (query) => query.where('moderation_case.decided_by_id', '=', decidedById!))
    .$if(from !== undefined, (query) => query.where('moderation_case.opened_at', '>=', from!))
    .$if(to !== undefined, (query) => query.where('moderation_case.opened_at', '<', to!))
    .$if(text !== undefined, (query) =>
      query.where(
        sql<boolean>`position(lower(${text}) in lower(moderation_case.offender_name || ' ' || moderation_case.target_name || ' ' || moderation_case.summary)) > 0`,
      ),
    )
    .$if(before !== undefined, (query) => query.where('moderation_case.number', '<', before!));
}

export async function insertCase(tx: OrgDb, opened: ModerationCase): Promise<void> {
  await tx
    .insertInto('moderation_case')
    .values({
      id: opened.id,
      org_id: tx.orgId,
      number: opened.number,
      session_id: opened.sessionId,
      guarded_channel_id: opened.channel.id,
      thread: opened.thread,
      opened_at: opened.openedAt,
      ...columns(opened),
    })
    .execute();
}

/** Writes all of a case that changes. */
export async function saveCase(tx: OrgDb, changed: ModerationCase): Promise<void> {
  await tx
    .updateTable('moderation_case')
    .set(columns(changed))
    .where('org_id', '=', tx.orgId)
    .where('id', '=', changed.id)
    .executeTakeFirstOrThrow();
}

const columns = (one: ModerationCase) => ({
  kind: one.kind,
  severity: one.severity,
  state: one.state,
  offender: one.offender.account,
  offender_name: one.offender.name,
  target: one.target?.account ?? null,
  target_name: one.target?.name ?? '',
  offenders: JSON.stringify(one.offenders),
  score: one.score,
  triggers: one.triggers,
  reasons: JSON.stringify(one.reasons),
  course: JSON.stringify(one.course),
  summary: one.summary,
  summary_by: one.summaryBy,
  recommendation: JSON.stringify(one.recommendation ?? {}),
  alike: JSON.stringify(one.alike),
  policy_version: one.policyVersion,
  incident_id: one.incidentId,
  updated_at: one.updatedAt,
  decided_at: one.decidedAt,
  decided_by: one.decidedBy,
  decided_by_id: one.decidedById,
  note: one.note,
  dismissed_as: one.dismissedAs,
  not_them: JSON.stringify(one.notThem),
});

interface ClaimColumns {
  claimed_by_id: string | null;
  claimed_by: string | null;
  claimed_since: Date | null;
  claimed_until: Date | null;
}

const claimOf = ({ claimed_by_id, claimed_by, claimed_since, claimed_until }: ClaimColumns): CaseClaim | null =>
  claimed_by_id === null || claimed_by === null || claimed_since === null || claimed_until === null
    ? null
    : { by: claimed_by, byId: claimed_by_id, since: claimed_since, until: claimed_until };

const fromRow = (row: Selectable<Schema['moderation_case']> & ChannelColumns & ClaimColumns): ModerationCase => ({
  id: row.id,
  number: row.number,
  sessionId: row.session_id,
  channel: channelOf(row),
  thread: row.thread,
  kind: row.kind,
  severity: row.severity,
  state: row.state,
  offender: { account: row.offender, name: row.offender_name },
  target: row.target === null ? null : { account: row.target, name: row.target_name },
  offenders: row.offenders,
  score: row.score,
  triggers: row.triggers,
  reasons: row.reasons,
  course: row.course,
  summary: row.summary,
  summaryBy: row.summary_by,
  recommendation: 'step' in row.recommendation ? (row.recommendation as Recommendation) : null,
  alike: row.alike,
  policyVersion: row.policy_version,
  incidentId: row.incident_id,
  openedAt: row.opened_at,
  updatedAt: row.updated_at,
  decidedAt: row.decided_at,
  decidedBy: row.decided_by,
  decidedById: row.decided_by_id,
  note: row.note,
  dismissedAs: row.dismissed_as,
  notThem: row.not_them,
  claim: claimOf(row),
});
