import { sql } from 'kysely';
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
}

export interface ModelUsage extends ModelCost {
  /** `2026-11-21`, in the organisation's zone. */
  day: string;
  model: string;
}

/** The day of the organisation that `now` belongs to. */
const today = (now: Date) => sql<string>`(${now}::timestamptz at time zone organisation.time_zone)::date`;

/** Adds to the organisation's account of today. Adding is one statement, so that calls at the same time all count. */
export async function addModelUsage(tx: OrgDb, model: string, cost: ModelCost, now: Date): Promise<void> {
  await sql`
    insert into model_usage (org_id, day, model, turns, calls, input_tokens, output_tokens, estimated_tokens, failures)
    select id, ${today(now)}, ${model}, ${cost.turns}::int, ${cost.calls}::int, ${cost.inputTokens}::bigint,
      ${cost.outputTokens}::bigint, ${cost.estimatedTokens}::bigint, ${cost.failures}::int
    from organisation where id = ${tx.orgId}
    on conflict (org_id, day, model) do update set
      turns = model_usage.turns + excluded.turns,
      calls = model_usage.calls + excluded.calls,
      input_tokens = model_usage.input_tokens + excluded.input_tokens,
      output_tokens = model_usage.output_tokens + excluded.output_tokens,
      estimated_tokens = model_usage.estimated_tokens + excluded.estimated_tokens,
      failures = model_usage.failures + excluded.failures`.execute(tx);
}

/** Input and output tokens of all models since the organisation's midnight. */
export async function tokensToday(tx: OrgDb, now: Date): Promise<number> {
  const { rows } = await sql<{ used: number | null }>`
    select sum(input_tokens + output_tokens)::bigint as used from model_usage join organisation on organisation.id = org_id
    where org_id = ${tx.orgId} and day = ${today(now)}`.execute(tx);
  return rows[0]?.used ?? 0;
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
      estimated_tokens as "estimatedTokens", failures
    from model_usage join organisation on organisation.id = org_id
    where org_id = ${tx.orgId} and day > ${today(now)} - ${days}::int
    order by day desc, model`.execute(tx);
  return { today: clock[0]?.today ?? '', timeZone: clock[0]?.time_zone ?? 'UTC', items: rows };
}
