import { sql } from 'kysely';
import type { Micros, ModelBudget } from '../domain/model-budget.ts';
import type { OrgDb } from './scope.ts';

/** What one call, or several, cost. */
export interface ModelCost {
  turns: number;
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Of these, tokens that were estimated because the provider did not say. */
  estimatedTokens: number;
  failures: number;
  /** 0 where no price is known. */
  costMicros: Micros;
}

/** What was spent of a budget. */
export interface UsedToday {
  tokens: number;
  micros: Micros;
}

export interface ModelUsage extends ModelCost {
  /** `2026-11-21`, in the organisation's zone. */
  day: string;
  model: string;
}

/** The day of the organisation that `now` belongs to. */
const today = (now: Date) => sql<string>`(${now}::timestamptz at time zone organisation.time_zone)::date`;

/**
 * Adds to the organisation's account of today, and to the member's who asked. Adding is one statement, so that calls at the same time all
 * count.
 */
export async function addModelUsage(
  tx: OrgDb,
  model: string,
  cost: ModelCost,
  now: Date,
  memberId: string | null = null,
): Promise<void> {
  await sql`
    insert into model_usage
      (org_id, day, model, turns, calls, input_tokens, output_tokens, estimated_tokens, failures, cost_micros)
    select id, ${today(now)}, ${model}, ${cost.turns}::int, ${cost.calls}::int, ${cost.inputTokens}::bigint,
      ${cost.outputTokens}::bigint, ${cost.estimatedTokens}::bigint, ${cost.failures}::int, ${cost.costMicros}::bigint
    from organisation where id = ${tx.orgId}
    on conflict (org_id, day, model) do update set
      turns = model_usage.turns + excluded.turns,
      calls = model_usage.calls + excluded.calls,
      input_tokens = model_usage.input_tokens + excluded.input_tokens,
      output_tokens = model_usage.output_tokens + excluded.output_tokens,
      estimated_tokens = model_usage.estimated_tokens + excluded.estimated_tokens,
      failures = model_usage.failures + excluded.failures,
      cost_micros = model_usage.cost_micros + excluded.cost_micros`.execute(tx);
  if (memberId === null) return;
  await sql`
    insert into model_usage_of_member (org_id, day, member_id, turns, tokens, cost_micros)
    select organisation.id, ${today(now)}, member.id, ${cost.turns}::int, ${cost.inputTokens + cost.outputTokens}::bigint,
      ${cost.costMicros}::bigint
    from organisation join member on member.org_id = organisation.id and member.id = ${memberId}
    where organisation.id = ${tx.orgId}
    on conflict (org_id, day, member_id) do update set
      turns = model_usage_of_member.turns + excluded.turns,
      tokens = model_usage_of_member.tokens + excluded.tokens,
      cost_micros = model_usage_of_member.cost_micros + excluded.cost_micros`.execute(tx);
}

/** What all models cost since the organisation's midnight. */
export async function usedToday(tx: OrgDb, now: Date): Promise<UsedToday> {
  const { rows } = await sql<{ tokens: number | null; micros: number | null }>`
    select sum(input_tokens + output_tokens)::bigint as tokens, sum(cost_micros)::bigint as micros
    from model_usage join organisation on organisation.id = org_id
    where org_id = ${tx.orgId} and day = ${today(now)}`.execute(tx);
  return { tokens: rows[0]?.tokens ?? 0, micros: rows[0]?.micros ?? 0 };
}

/** The same of one member. */
export async function usedByMemberToday(tx: OrgDb, memberId: string, now: Date): Promise<UsedToday> {
  const { rows } = await sql<{ tokens: number; micros: number }>`
    select tokens, cost_micros as micros from model_usage_of_member join organisation on organisation.id = org_id
    where org_id = ${tx.orgId} and day = ${today(now)} and member_id = ${memberId}`.execute(tx);
  return rows[0] ?? { tokens: 0, micros: 0 };
}

/** Who asked for how much today, most first. */
export async function membersUsageToday(
  tx: OrgDb,
  now: Date,
): Promise<(UsedToday & { memberId: string; name: string; turns: number })[]> {
  const { rows } = await sql<UsedToday & { memberId: string; name: string; turns: number }>`
    select member_id as "memberId", member.name, turns, tokens, cost_micros as micros
    from model_usage_of_member used
    join organisation on organisation.id = used.org_id
    join member on member.org_id = used.org_id and member.id = used.member_id
    where used.org_id = ${tx.orgId} and day = ${today(now)}
    order by tokens desc, member.name limit 200`.execute(tx);
  return rows;
}

/** What the organisation allows itself, and who said so when; undefined where it never said. */
export async function findModelBudget(
  tx: OrgDb,
): Promise<{ budget: ModelBudget; updatedAt: Date; updatedBy: string } | undefined> {
  const row = await tx.selectFrom('model_budget').selectAll().where('org_id', '=', tx.orgId).executeTakeFirst();
  return (
    row && {
      budget: {
        turnTokens: row.turn_tokens,
        turnMicros: row.turn_micros,
        memberTokens: row.member_tokens,
        memberMicros: row.member_micros,
        dailyTokens: row.daily_tokens,
        dailyMicros: row.daily_micros,
      },
      updatedAt: row.updated_at,
      updatedBy: row.updated_by,
    }
  );
}

/** Those who change it at the same time wait for each other. */
export async function lockModelBudget(tx: OrgDb): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`model budget ${tx.orgId}`}, 0))`.execute(tx);
}

export async function saveModelBudget(
  tx: OrgDb,
  budget: ModelBudget,
  { at, by }: { at: Date; by: string },
): Promise<void> {
  const row = {
    turn_tokens: budget.turnTokens,
    turn_micros: budget.turnMicros,
    member_tokens: budget.memberTokens,
    member_micros: budget.memberMicros,
    daily_tokens: budget.dailyTokens,
    daily_micros: budget.dailyMicros,
    updated_at: at,
    updated_by: by,
  };
  await tx
    .insertInto('model_budget')
    .values({ org_id: tx.orgId, ...row })
    .onConflict((conflict) => conflict.column('org_id').doUpdateSet(row))
    .execute();
}

/** The last `days` days with what each model cost, newest first; `today` is the organisation's day now. */
export async function listModelUsage(
  tx: OrgDb,
  { days, now }: { days: number; now: Date },
): Promise<{ today: string; timeZone: string; items: ModelUsage[] }> {
  const { rows: clock } = await sql<{ today: string; time_zone: string }>`
    select ${today(now)} as today, time_zone from organisation where id = ${tx.orgId}`.execute(tx);
  const { rows } = await sql<ModelUsage>`
    select day, model, turns, calls, input_tokens as "inputTokens", output_tokens as "outputTokens",
      estimated_tokens as "estimatedTokens", failures, cost_micros as "costMicros"
    from model_usage join organisation on organisation.id = org_id
    where org_id = ${tx.orgId} and day > ${today(now)} - ${days}::int
    order by day desc, model`.execute(tx);
  return { today: clock[0]?.today ?? '', timeZone: clock[0]?.time_zone ?? 'UTC', items: rows };
}
