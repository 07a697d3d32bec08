import { sql } from 'kysely';
import type { ActionState, AppealState, CaseKind, CaseState, Dismissal, ModerationStep } from '../domain/moderation.ts';
import type { Severity } from '../domain/severity.ts';
import type { OrgDb } from './scope.ts';

/** From then on, and before then. */
export interface Span {
  from: Date;
  to: Date;
}

/** Where the page before ended. */
export interface PageAfter {
  after: number;
  limit: number;
}

interface Place {
  platform: string;
  workspace: string;
  channel: string;
  channelName: string;
}

/** How much was read in a channel on a day, in UTC, of what is still stored. */
export interface ScreenedDay extends Place {
  day: string;
  messages: number;
}

/** A case as it was decided. */
export interface CaseRecord extends Place {
  number: number;
  openedAt: Date;
  kind: CaseKind;
  severity: Severity;
  triggers: string[];
  account: string;
  name: string;
  people: number;
  state: CaseState;
  dismissedAs: Dismissal | null;
  decidedAt: Date | null;
  decidedBy: string | null;
  decidedById: string | null;
  note: string | null;
}

/** One thing that was done to somebody, and how it ended. */
export interface StepRecord extends Place {
  number: number;
  caseNumber: number | null;
  createdAt: Date;
  step: ModerationStep;
  account: string;
  name: string;
  reason: string;
  requestedBy: string;
  secondedBy: string | null;
  automatic: boolean;
  state: ActionState;
  doneAt: Date | null;
  expiresAt: Date | null;
  liftedAt: Date | null;
  liftedBy: string | null;
}

/** What somebody said against what was done to them, and what came of it; in whose words is nobody's business here. */
export interface AppealRecord extends Place {
  number: number;
  actionNumber: number;
  createdAt: Date;
  account: string;
  name: string;
  state: AppealState;
  decidedAt: Date | null;
  decidedBy: string | null;
}

const PLACE = sql`guarded_channel.platform, guarded_channel.workspace, guarded_channel.channel,
  guarded_channel.name as "channelName"`;

export async function screenedDays(tx: OrgDb, { from, to }: Span): Promise<ScreenedDay[]> {
  const { rows } = await sql<ScreenedDay>`
    select ${PLACE}, said.day, said.messages::integer as messages from (
      select guarded_channel_id, to_char(said_at at time zone 'UTC', 'YYYY-MM-DD') as day, count(*) as messages
      from chat_message
      where org_id = ${tx.orgId} and said_at >= ${from} and said_at < ${to} and scores is not null
      group by 1, 2
    ) said join guarded_channel on guarded_channel.org_id = ${tx.orgId} and guarded_channel.id = said.guarded_channel_id
    order by said.day, guarded_channel.platform, guarded_channel.workspace, guarded_channel.channel`.execute(tx);
  return rows;
}

/** Cases that were opened in a span, by number. */
export async function caseRecords(tx: OrgDb, { from, to }: Span, { after, limit }: PageAfter): Promise<CaseRecord[]> {
  const { rows } = await sql<CaseRecord>`
    select ${PLACE}, one.number::integer as number, one.opened_at as "openedAt", one.kind, one.severity, one.triggers,
      one.offender as account, one.offender_name as name, greatest(jsonb_array_length(one.offenders), 1) as people,
      one.state, one.dismissed_as as "dismissedAs", one.decided_at as "decidedAt", one.decided_by as "decidedBy",
      one.decided_by_id as "decidedById", one.note
    from moderation_case one
      join guarded_channel on guarded_channel.org_id = one.org_id and guarded_channel.id = one.guarded_channel_id
    where one.org_id = ${tx.orgId} and one.opened_at >= ${from} and one.opened_at < ${to} and one.number > ${after}
    order by one.number limit ${limit}`.execute(tx);
  return rows;
}

/** What was begun in a span, by number. */
export async function stepRecords(tx: OrgDb, { from, to }: Span, { after, limit }: PageAfter): Promise<StepRecord[]> {
  const { rows } = await sql<StepRecord>`
    select ${PLACE}, one.number::integer as number, moderation_case.number::integer as "caseNumber",
      one.created_at as "createdAt", one.step, one.account, one.account_name as name, one.reason,
      one.requested_by as "requestedBy", one.seconded_by as "secondedBy", one.automatic, one.state, one.done_at as "doneAt",
      one.expires_at as "expiresAt", one.lifted_at as "liftedAt", one.lifted_by as "liftedBy"
    from moderation_action one
      join guarded_channel on guarded_channel.org_id = one.org_id and guarded_channel.id = one.guarded_channel_id
      left join moderation_case on moderation_case.org_id = one.org_id and moderation_case.id = one.case_id
    where one.org_id = ${tx.orgId} and one.created_at >= ${from} and one.created_at < ${to} and one.number > ${after}
    order by one.number limit ${limit}`.execute(tx);
  return rows;
}

/** Appeals that came in a span, by number. */
export async function appealRecords(
  tx: OrgDb,
  { from, to }: Span,
  { after, limit }: PageAfter,
): Promise<AppealRecord[]> {
  const { rows } = await sql<AppealRecord>`
    select ${PLACE}, one.number::integer as number, action.number::integer as "actionNumber",
      one.created_at as "createdAt", one.account, action.account_name as name, one.state,
      one.decided_at as "decidedAt", one.decided_by as "decidedBy"
    from appeal one
      join moderation_action action on action.org_id = one.org_id and action.id = one.action_id
      join guarded_channel on guarded_channel.org_id = one.org_id and guarded_channel.id = action.guarded_channel_id
    where one.org_id = ${tx.orgId} and one.created_at >= ${from} and one.created_at < ${to} and one.number > ${after}
    order by one.number limit ${limit}`.execute(tx);
  return rows;
}

/** What a span came to, in numbers; times in minutes. */
export interface ModerationTotals {
  screened: number;
  cases: number;
  waiting: number;
  dismissed: number;
  steps: number;
  automatic: number;
  reversed: number;
  appeals: number;
  overturned: number;
  medianToDecide: number | null;
}

export async function moderationTotals(tx: OrgDb, { from, to }: Span): Promise<ModerationTotals> {
  const { rows } = await sql<ModerationTotals>`
    select
      (select count(*)::integer from chat_message
        where org_id = ${tx.orgId} and said_at >= ${from} and said_at < ${to} and scores is not null) as screened,
      cases.*, steps.*, appeals.*
    from (
      select count(*)::integer as cases, (count(*) filter (where state = 'open'))::integer as waiting,
        (count(*) filter (where state = 'dismissed'))::integer as dismissed,
        percentile_cont(0.5) within group (order by extract(epoch from decided_at - opened_at) / 60)
          filter (where decided_at is not null) as "medianToDecide"
      from moderation_case where org_id = ${tx.orgId} and opened_at >= ${from} and opened_at < ${to}
    ) cases, (
      select count(*)::integer as steps, (count(*) filter (where automatic))::integer as automatic,
        (count(*) filter (where lifted_by is not null and state <> 'declined'))::integer as reversed
      from moderation_action where org_id = ${tx.orgId} and created_at >= ${from} and created_at < ${to}
    ) steps, (
      select count(*)::integer as appeals, (count(*) filter (where state = 'overturned'))::integer as overturned
      from appeal where org_id = ${tx.orgId} and created_at >= ${from} and created_at < ${to}
    ) appeals`.execute(tx);
  return rows[0]!;
}
