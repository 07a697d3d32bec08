import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What people decided about the cases that a trigger opened or joined. */
export interface TriggerLabels {
  trigger: string;
  /** Something was done, and stands. */
  right: number;
  /** Dismissed as no violation, a joke or a quotation. */
  dismissed: number;
  /** Taken back by an appeal. */
  overturned: number;
  /** Times somebody was taken out of one of them as named wrongly. */
  wrongPeople: number;
  /** No person has said anything yet: it waits, or the policy acted by itself and nobody has looked. */
  open: number;
}

/**
 * What a case says about its rules, as people decided it: `right` while something that was done stands, `wrong` where it was dismissed as
 * nothing of the kind or overturned by an appeal, `none` where it was handled elsewhere, what was done ended otherwise, or a second moderator
 * who looked at it blind would have decided otherwise, else `open`.
 * What the policy did by itself, or a program by its key, is nobody's word until a person has looked.
 */
const verdict = (tx: OrgDb) => sql<'right' | 'wrong' | 'none' | 'open'>`case
  when state <> 'open' and (decided_by_id is null
    or exists (select from api_key where api_key.org_id = ${tx.orgId} and api_key.id = decided_by_id)) then 'open'
  when exists (select from second_look look
    where look.org_id = ${tx.orgId} and look.case_id = moderation_case.id and look.answer <> look.was) then 'none'
  when state = 'acted' then 'right'
  when state = 'dismissed' and dismissed_as is distinct from 'handled_elsewhere' then 'wrong'
  when state = 'overturned' and exists (
    select from moderation_action action
      join appeal on appeal.org_id = action.org_id and appeal.action_id = action.id
    where action.org_id = ${tx.orgId} and action.case_id = moderation_case.id and appeal.state = 'overturned'
  ) then 'wrong'
  when state = 'open' then 'open'
  else 'none' end`;

/** By trigger, what became of its cases that were opened since then. */
export async function triggerLabels(tx: OrgDb, since: Date): Promise<TriggerLabels[]> {
  const { rows } = await sql<TriggerLabels>`
    with labelled as materialized (
      select triggers, state, ${verdict(tx)} as verdict, not_them
      from moderation_case where org_id = ${tx.orgId} and opened_at >= ${since}
    ), said as (
      select unnest(triggers) as trigger, state, verdict from labelled
      union all
      select jsonb_array_elements_text(one.triggers), null, 'wrong person'
      from labelled, jsonb_to_recordset(not_them) as one (triggers jsonb)
    )
    select trigger,
      (count(*) filter (where verdict = 'right'))::integer as "right",
      (count(*) filter (where verdict = 'wrong' and state = 'dismissed'))::integer as dismissed,
      (count(*) filter (where verdict = 'wrong' and state = 'overturned'))::integer as overturned,
      (count(*) filter (where verdict = 'wrong person'))::integer as "wrongPeople",
      (count(*) filter (where verdict = 'open'))::integer as open
    from said group by trigger order by trigger`.execute(tx);
  return rows;
}

/** The latest cases that a trigger opened since then and people found to be nothing of the kind, by number. */
export async function wronglyOpened(tx: OrgDb, trigger: string, since: Date, limit: number): Promise<number[]> {
  const { rows } = await sql<{ number: number }>`
    select number from moderation_case
    where org_id = ${tx.orgId} and opened_at >= ${since} and ${trigger} = any(triggers) and ${verdict(tx)} = 'wrong'
    order by number desc limit ${limit}`.execute(tx);
  return rows.map(({ number }) => Number(number));
}

/** A case by what opened or joined it and whether people said that this was right; null where nobody did. */
export interface LabelledCase {
  triggers: string[];
  right: boolean | null;
}

/** The cases that were opened since then, newest first. */
export async function labelledCases(tx: OrgDb, since: Date, limit: number): Promise<LabelledCase[]> {
  const { rows } = await sql<{ triggers: string[]; verdict: string }>`
    select triggers, ${verdict(tx)} as verdict
    from moderation_case where org_id = ${tx.orgId} and opened_at >= ${since}
    order by number desc limit ${limit}`.execute(tx);
  return rows.map(({ triggers, verdict: said }) => ({
    triggers,
    right: said === 'right' ? true : said === 'wrong' ? false : null,
  }));
}
