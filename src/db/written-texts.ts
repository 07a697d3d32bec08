import { type RawBuilder, sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** Every table in which people and the assistant write what they like, and with it the names of people on pictures. */
export const WRITTEN = {
  alert: { texts: ['title', 'status_note'], values: ['facts'] },
  camera_event: { texts: ['summary'], values: ['reasons'] },
  chat_turn: { texts: ['question', 'answer'], values: ['citations', 'steps', 'cards', 'trace'] },
  incident: { texts: ['title', 'summary', 'resolution'], values: [] },
  incident_entry: { texts: ['text'], values: ['change'] },
  incident_review_text: { texts: ['text'], values: [] },
  incident_feedback: { texts: ['words'], values: [] },
  proposal: { texts: ['title', 'why', 'note', 'outcome', 'semantic_key'], values: ['args', 'undo'] },
  rule: { texts: ['name'], values: ['params'] },
  rule_version: { texts: ['name', 'why'], values: ['params'] },
  person: { texts: ['note'], values: [] },
  inbox: { texts: [], values: ['event', 'shows'] },
} as const satisfies Record<string, { texts: readonly string[]; values: readonly string[] }>;
export type WrittenTable = keyof typeof WRITTEN;

/** A row with what is written in it: texts as they are, values as they are kept in JSON. */
export interface WrittenRow {
  id: string;
  /** It stands on a sighting of the person, or is about whoever it is written of on pictures. */
  about: 'them' | 'people' | null;
  columns: Record<string, unknown>;
}

/** What makes a row one about this person, or about people on pictures. */
const about = (table: WrittenTable, personId: string): RawBuilder<string | null> => {
  const event = (id: RawBuilder<unknown>) =>
    sql`exists (select from sighting s where s.org_id = kept.org_id and s.camera_event_id = ${id} and s.person_id = ${personId})`;
  const alert = (of: RawBuilder<unknown>) => sql`exists (select from alert a where a.org_id = kept.org_id and ${of}
    and (a.person_id = ${personId} or exists (select from alert_camera_event e
      where e.org_id = a.org_id and e.alert_id = a.id and ${event(sql`e.camera_event_id`)})))`;
  switch (table) {
    case 'camera_event':
      return sql`case when ${event(sql`kept.id`)} then 'them' end`;
    case 'alert':
      return sql`case when ${alert(sql`a.id = kept.id`)} then 'them' end`;
    case 'incident':
      return sql`case when ${alert(sql`a.incident_id = kept.id`)} then 'them' end`;
    case 'incident_entry':
    case 'incident_review_text':
    case 'incident_feedback':
      return sql`case when ${alert(sql`a.incident_id = kept.incident_id`)} then 'them' end`;
    case 'person':
      return sql`'people'`;
    case 'rule':
      return sql`case when kept.kind = 'watched_person' then 'people' end`;
    case 'rule_version':
      return sql`case when exists (select from rule r where r.org_id = kept.org_id and r.id = kept.rule_id and r.kind = 'watched_person') then 'people' end`;
    case 'proposal':
      return sql`case when kept.args::text like '%watched_person%' then 'people' end`;
    case 'chat_turn':
    case 'inbox':
      return sql`null`;
  }
};

/** Rows after `after` in which one of these pieces stands, whatever the case of its letters; by id. */
export async function writtenWith(
  tx: OrgDb,
  table: WrittenTable,
  { personId, pieces }: { personId: string; pieces: readonly string[] },
  { after, limit }: { after: string | null; limit: number },
): Promise<WrittenRow[]> {
  const columns = columnsOf(table);
  const whole = sql`lower(concat_ws(' ', ${sql.join(columns.map((column) => sql`${sql.ref(`kept.${column}`)}::text`))}))`;
  const { rows } = await sql<WrittenRow>`
    select kept.id, ${about(table, personId)} as about, jsonb_build_object(${sql.join(columns.flatMap((column) => [sql.lit(column), sql.ref(`kept.${column}`)]))}) as columns
    from ${sql.table(table)} kept
    where kept.org_id = ${tx.orgId} ${after === null ? sql`` : sql`and kept.id > ${after}::uuid`}
      and exists (select from unnest(${[...pieces]}::text[]) piece where position(lower(piece) in ${whole}) > 0)
    order by kept.id limit ${limit}`.execute(tx);
  return rows;
}

/** Writes some of a row’s columns anew, without the name of somebody who is forgotten; see migrations/0015_forgotten_names.sql. */
export async function rewrite(
  tx: OrgDb,
  table: WrittenTable,
  id: string,
  changed: Record<string, unknown>,
): Promise<void> {
  const values: readonly string[] = WRITTEN[table].values;
  const set = Object.entries(changed).map(([column, value]) =>
    values.includes(column)
      ? sql`${sql.ref(column)} = ${JSON.stringify(value)}::jsonb`
      : sql`${sql.ref(column)} = ${value as string}::text`,
  );
  await sql`select set_config('safenest.forgetting', 'on', true)`.execute(tx);
  await sql`update ${sql.table(table)} set ${sql.join(set)} where org_id = ${tx.orgId} and id = ${id}`.execute(tx);
  await sql`select set_config('safenest.forgetting', 'off', true)`.execute(tx);
}

const columnsOf = (table: WrittenTable): string[] => [...WRITTEN[table].texts, ...WRITTEN[table].values];
