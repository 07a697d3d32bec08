import { type Selectable, sql } from 'kysely';
import type { BaselineKind, Habit, Pattern } from '../domain/unusual.ts';
import type { Schema } from './schema.ts';
import type { OrgDb } from './scope.ts';

/** What is usual of one account, camera or class of objects. */
export interface Baseline {
  kind: BaselineKind;
  name: string;
  pattern: Pattern;
  habit: Habit | null;
}

/** The baselines of these names; those that are not there are left out. */
export async function baselinesOf(tx: OrgDb, kind: BaselineKind, names: readonly string[]): Promise<Baseline[]> {
  if (names.length === 0) return [];
  const rows = await tx
    .selectFrom('baseline')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('name', '=', sql<string>`any(${[...names]}::text[])`)
    .execute();
  return rows.map(fromRow);
}

/** Every baseline there is, by kind and name, the busiest first; without what they hold. */
export async function listBaselines(
  tx: OrgDb,
  { limit, kind }: { limit: number; kind?: BaselineKind },
): Promise<{ kind: BaselineKind; name: string; events: number; updatedAt: Date }[]> {
  const rows = await tx
    .selectFrom('baseline')
    .select(['kind', 'name', 'events', 'updated_at'])
    .where('org_id', '=', tx.orgId)
    .where('kind', '<>', 'organisation')
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind!))
    .orderBy('events', 'desc')
    .orderBy('kind')
    .orderBy('name')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ kind: row.kind, name: row.name, events: row.events, updatedAt: row.updated_at }));
}

/** The accounts that a person may mean by a name: by their whole name, else by how it begins; at most so many, the busiest first. */
export async function accountsCalled(tx: OrgDb, name: string, limit: number): Promise<string[]> {
  const wanted = name.toLowerCase();
  const rows = await tx
    .selectFrom('baseline')
    .select('name')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', 'account')
    .where(sql<boolean>`(lower(name) = ${wanted} or starts_with(lower(name), ${`${wanted}@`})
      or starts_with(lower(name), ${`${wanted}.`}))`)
    .orderBy(sql`lower(name) = ${wanted}`, 'desc')
    .orderBy('events', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.name);
}

/** Writes baselines, one statement. */
export async function saveBaselines(tx: OrgDb, baselines: readonly Baseline[], now: Date): Promise<void> {
  if (baselines.length === 0) return;
  const rows = baselines.map(({ kind, name, pattern, habit }) => ({
    kind,
    name,
    pattern: compact(pattern),
    habit,
    events: pattern.events,
  }));
  await sql`
    insert into baseline (org_id, kind, name, pattern, habit, events, updated_at)
    select ${tx.orgId}::uuid, kind, name, pattern, habit, events, ${now}::timestamptz
    from json_to_recordset(${JSON.stringify(rows)}::json) as learned (
      kind text, name text, pattern jsonb, habit jsonb, events bigint)
    on conflict (org_id, kind, name) do update set pattern = excluded.pattern, habit = excluded.habit,
      events = excluded.events, updated_at = excluded.updated_at`.execute(tx);
}

/** Forgets the baselines of a kind, before all are learned anew. */
export async function deleteBaselines(tx: OrgDb, kinds: readonly BaselineKind[]): Promise<void> {
  await tx
    .deleteFrom('baseline')
    .where('org_id', '=', tx.orgId)
    .where('kind', 'in', [...kinds])
    .execute();
}

/** Four digits are enough, and a third of the bytes. */
const compact = (pattern: Pattern): Pattern => {
  const short = (numbers: number[]): number[] => numbers.map((number) => Math.round(number * 10_000) / 10_000);
  return { ...pattern, mean: short(pattern.mean), variance: short(pattern.variance), weight: short(pattern.weight) };
};

const fromRow = (row: Selectable<Schema['baseline']>): Baseline => ({
  kind: row.kind,
  name: row.name,
  pattern: row.pattern,
  habit: row.habit,
});
