import { sql } from 'kysely';
import type { ModerationStep } from '../domain/moderation.ts';
import type { Span } from './moderation-records.ts';
import type { OrgDb } from './scope.ts';

export type Decision = 'act' | 'dismiss';

/** A decided case that is looked at once more. */
export interface SecondLook {
  caseId: string;
  caseNumber: number;
  aboutId: string;
  aboutName: string;
  was: Decision;
  wasStep: ModerationStep | null;
  answer: Decision | null;
  byName: string | null;
}

/**
 * Draws so many cases of each member who decided some in a span, at random among those that were not drawn before; what was handled elsewhere,
 * or decided by the policy or a program, is none of theirs. Answers how many of how many members.
 */
export async function drawSecondLooks(
  tx: OrgDb,
  { from, to }: Span,
  { each, now }: { each: number; now: Date },
): Promise<{ cases: number; members: number }> {
  const { rows } = await sql<{ cases: number; members: number }>`
    with one as (
      select id, decided_by_id, decided_by, state,
        row_number() over (partition by decided_by_id order by random()) as place
      from moderation_case
      where org_id = ${tx.orgId} and decided_at >= ${from} and decided_at < ${to}
        and state in ('acted', 'dismissed') and dismissed_as is distinct from 'handled_elsewhere'
        and exists (select from member where member.org_id = ${tx.orgId} and member.id = decided_by_id)
        and not exists (select from second_look look where look.org_id = ${tx.orgId} and look.case_id = moderation_case.id)
    ), drawn as (
      insert into second_look (org_id, case_id, about_id, about_name, was, was_step, drawn_at)
      select ${tx.orgId}, one.id, one.decided_by_id, left(one.decided_by, 200),
        case one.state when 'acted' then 'act' else 'dismiss' end,
        case one.state when 'acted' then (
          select step from moderation_action action
          where action.org_id = ${tx.orgId} and action.case_id = one.id and action.state not in ('declined', 'failed')
          order by array_position(array['note', 'delete', 'warning', 'timeout', 'mute', 'ban'], action.step) desc limit 1
        ) end, ${now}
      from one where place <= ${each}
      returning about_id
    )
    select count(*)::integer as cases, count(distinct about_id)::integer as members from drawn`.execute(tx);
  return rows[0]!;
}

const LOOK = sql`look.case_id as "caseId", moderation_case.number::integer as "caseNumber", look.about_id as "aboutId",
  look.about_name as "aboutName", look.was, look.was_step as "wasStep", look.answer, look.by_name as "byName"`;

/** The one that waits longest of those that are not about this member; null where there is none. */
export async function nextSecondLook(tx: OrgDb, memberId: string): Promise<SecondLook | null> {
  const { rows } = await sql<SecondLook>`
    select ${LOOK} from second_look look
      join moderation_case on moderation_case.org_id = look.org_id and moderation_case.id = look.case_id
    where look.org_id = ${tx.orgId} and look.looked_at is null and look.about_id <> ${memberId}
    order by look.drawn_at, look.case_id limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The same of one case, locked until the transaction ends. */
export async function lockSecondLook(tx: OrgDb, caseNumber: number): Promise<SecondLook | null> {
  const { rows } = await sql<SecondLook>`
    select ${LOOK} from second_look look
      join moderation_case on moderation_case.org_id = look.org_id and moderation_case.id = look.case_id
    where look.org_id = ${tx.orgId} and moderation_case.number = ${caseNumber}
    for update of look`.execute(tx);
  return rows[0] ?? null;
}

export async function saveSecondLook(
  tx: OrgDb,
  caseId: string,
  said: { answer: Decision; step: ModerationStep | null; note: string; byId: string; byName: string; at: Date },
): Promise<void> {
  await tx
    .updateTable('second_look')
    .set({
      answer: said.answer,
      step: said.step,
      note: said.note,
      by_id: said.byId,
      by_name: said.byName,
      looked_at: said.at,
    })
    .where('org_id', '=', tx.orgId)
    .where('case_id', '=', caseId)
    .execute();
}

/** How often a second moderator would have decided the same. */
export interface Agreement {
  /** A member's name, or a trigger. */
  of: string;
  looked: number;
  /** Both acted, or both dismissed. */
  agreed: number;
  /** And by the same step. */
  same: number;
}

export async function agreements(tx: OrgDb): Promise<{ members: Agreement[]; triggers: Agreement[]; waiting: number }> {
  const counted = sql`count(*)::integer as looked, (count(*) filter (where answer = was))::integer as agreed,
    (count(*) filter (where answer = was and step is not distinct from was_step))::integer as same`;
  const members = await sql<Agreement>`
    select min(about_name) as of, ${counted} from second_look
    where org_id = ${tx.orgId} and looked_at is not null group by about_id order by 1`.execute(tx);
  const triggers = await sql<Agreement>`
    select trigger as of, ${counted} from (
      select unnest(moderation_case.triggers) as trigger, look.* from second_look look
        join moderation_case on moderation_case.org_id = look.org_id and moderation_case.id = look.case_id
      where look.org_id = ${tx.orgId} and look.looked_at is not null
    ) said group by trigger order by trigger`.execute(tx);
  const waiting = await sql<{ count: number }>`
    select count(*)::integer as count from second_look where org_id = ${tx.orgId} and looked_at is null`.execute(tx);
  return { members: members.rows, triggers: triggers.rows, waiting: waiting.rows[0]!.count };
}
