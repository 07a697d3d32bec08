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
export const baselinesOf = (tx: OrgDb, kind: BaselineKind, names: readonly string[]): Promise<Baseline[]> =>
  baselinesNamed(tx, [kind], names);

/** The baselines of cameras and of what is seen there, by their names. */
export const cameraBaselines = (tx: OrgDb, names: readonly string[]): Promise<Baseline[]> =>
  baselinesNamed(tx, ['camera', 'object'], names);

async function baselinesNamed(
  tx: OrgDb,
  kinds: readonly BaselineKind[],
  names: readonly string[],
): Promise<Baseline[]> {
  if (names.length === 0) return [];
  const rows = await tx
    .selectFrom('baseline')
    .selectAll()
    .where('org_id', '=', tx.orgId)
    .where('kind', 'in', [...kinds])
    .where('name', '=', sql<string>`any(${[...names]}::text[])`)
    .execute();
  return rows.map(fromRow);
}

/** A baseline in a list: how far it has come, without the hours. */
export interface ListedBaseline {
  kind: BaselineKind;
  name: string;
  events: number;
  updatedAt: Date;
  span: Pick<Pattern, 'firstDay' | 'day' | 'events' | 'last'>;
}

/** Every baseline there is of these kinds, the busiest first; without what they hold. */
export async function listBaselines(
  tx: OrgDb,
  { limit, kinds }: { limit: number; kinds: readonly BaselineKind[] },
): Promise<ListedBaseline[]> {
  if (kinds.length === 0) return [];
  const number = (name: string) => sql<number>`(pattern ->> ${name})::float8`;
  const rows = await tx
    .selectFrom('baseline')
    .select(['kind', 'name', 'events', 'updated_at'])
    .select([number('firstDay').as('first_day'), number('day').as('day'), number('last').as('last')])
    .where('org_id', '=', tx.orgId)
    .where('kind', 'in', [...kinds])
    .orderBy('events', 'desc')
    .orderBy('kind')
    .orderBy('name')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    kind: row.kind,
    name: row.name,
    events: row.events,
    updatedAt: row.updated_at,
    span: { firstDay: row.first_day, day: row.day, last: row.last, events: row.events },
  }));
}

/** Forgets one baseline; false where there is none. */
export async function deleteBaseline(tx: OrgDb, kind: BaselineKind, name: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('baseline')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Forgets what a camera usually sees: its own baseline, and those of what is seen there. */
export async function deleteBaselinesOfCamera(tx: OrgDb, key: string): Promise<void> {
  await tx
    .deleteFrom('baseline')
    .where('org_id', '=', tx.orgId)
    .where((eb) =>
      eb.or([
        eb('kind', '=', 'camera').and('name', '=', key),
        eb('kind', '=', 'object').and(sql<boolean>`starts_with(name, ${`${key} `})`),
      ]),
    )
    .execute();
}

/** Forgets the baselines of what was not seen since; answers how many. */
export async function deleteOldBaselines(tx: OrgDb, before: Date): Promise<number> {
  const result = await tx
    .deleteFrom('baseline')
    .where('org_id', '=', tx.orgId)
    .where('kind', '<>', 'organisation')
    .where(sql<boolean>`(pattern ->> 'last')::float8 < ${before.getTime()}`)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/**
 * The accounts that a person may mean by a name: by their whole name, else by how it begins, else by one of these before the @; at
 * most so many, the busiest first.
 */
export async function accountsCalled(
  tx: OrgDb,
  name: string,
  limit: number,
  localParts: readonly string[] = [],
): Promise<string[]> {
  const wanted = name.toLowerCase();
  const rows = await tx
    .selectFrom('baseline')
    .select('name')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', 'account')
    .where(sql<boolean>`(lower(name) = ${wanted} or starts_with(lower(name), ${`${wanted}@`})
      or starts_with(lower(name), ${`${wanted}.`}) or split_part(lower(name), '@', 1) = any(${[...localParts]}))`)
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
