import { type RawBuilder, sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/**
 * Every table in which people and the assistant write what they like, and with it the names of people on pictures. What stands in no
 * column of these is named with the reason in tests/db/written-texts.test.ts. `key`: what says which row is meant, where no `id` does.
 */
export const WRITTEN = {
  alert: { texts: ['title', 'status_note'], values: ['facts'] },
  alert_exception: { texts: ['reason'], values: [] },
  appeal: { texts: ['note'], values: [] },
  autonomy: { key: ['org_id'], texts: ['reason'], values: [] },
  block_entry: { texts: ['reason'], values: [] },
  block_exception: { key: ['kind', 'platform', 'value'], texts: ['why'], values: [] },
  camera: { texts: ['notes'], values: [] },
  camera_event: { texts: ['summary'], values: ['reasons', 'assessment'] },
  chat_turn: { texts: ['question', 'answer'], values: ['citations', 'steps', 'cards', 'trace'] },
  delivery: { texts: [], values: ['body'] },
  delivery_target: { texts: ['name'], values: [] },
  evidence: { texts: ['file_name'], values: [] },
  incident: { texts: ['title', 'summary', 'resolution'], values: [] },
  incident_task: { texts: ['title'], values: [] },
  incident_entry: { texts: ['text'], values: ['change'] },
  incident_review_text: { texts: ['text'], values: [] },
  incident_feedback: { texts: ['words'], values: [] },
  lexicon_term: { texts: ['note'], values: [] },
  moderation_action: { texts: ['reason', 'lift_reason', 'outcome'], values: [] },
  moderation_case: { texts: ['note'], values: [] },
  moderation_policy: { key: ['version'], texts: ['note'], values: [] },
  proposal: { texts: ['title', 'why', 'note', 'outcome', 'semantic_key'], values: ['args', 'undo', 'backtest'] },
  report: { texts: [], values: ['data', 'wording'] },
  rule: { texts: ['name'], values: ['params'] },
  rule_example: { key: ['rule_id', 'number'], texts: ['name'], values: [] },
  rule_version: { texts: ['name', 'why'], values: ['params'] },
  person: { texts: ['note'], values: [] },
  second_look: { key: ['case_id'], texts: ['note'], values: [] },
  standard_answer: { texts: ['answer', 'phrases'], values: [] },
  inbox: { texts: [], values: ['event', 'shows', 'untold'] },
} as const satisfies Record<string, Written>;
interface Written {
  key?: readonly string[];
  /** A text, or a list of texts. */
  texts: readonly string[];
  values: readonly string[];
}
export type WrittenTable = keyof typeof WRITTEN;
/** Where stands what people ask and are answered: names are typed there as they come, `tony`. */
export const CONVERSATIONS: readonly WrittenTable[] = ['chat_turn', 'inbox', 'standard_answer'];

/** A row with what is written in it: texts as they are, values as they are kept in JSON. */
export interface WrittenRow {
  /** Or what its key comes to. */
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
    case 'alert_exception':
      return sql`case when kept.person_id = ${personId} or ${alert(sql`a.id = kept.alert_id`)} then 'them' end`;
    case 'delivery':
      return sql`case when ${alert(sql`a.id = kept.subject`)} then 'them' end`;
    case 'incident':
      return sql`case when ${alert(sql`a.incident_id = kept.id`)} then 'them' end`;
    case 'incident_entry':
    case 'incident_review_text':
    case 'incident_feedback':
    case 'incident_task':
    case 'evidence':
      return sql`case when ${alert(sql`a.incident_id = kept.incident_id`)} then 'them' end`;
    case 'person':
    case 'camera':
      return sql`'people'`;
    case 'rule':
      return sql`case when kept.kind = 'watched_person' then 'people' end`;
    case 'rule_version':
      return sql`case when exists (select from rule r where r.org_id = kept.org_id and r.id = kept.rule_id and r.kind = 'watched_person') then 'people' end`;
    case 'proposal':
      return sql`case when kept.args::text like '%watched_person%' then 'people' end`;
    case 'appeal':
    case 'autonomy':
    case 'block_entry':
    case 'block_exception':
    case 'chat_turn':
    case 'delivery_target':
    case 'inbox':
    case 'lexicon_term':
    case 'moderation_action':
    case 'moderation_case':
    case 'moderation_policy':
    case 'report':
    case 'rule_example':
    case 'second_look':
    case 'standard_answer':
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
    select ${keyOf(table)} as id, ${about(table, personId)} as about, jsonb_build_object(${sql.join(columns.flatMap((column) => [sql.lit(column), sql.ref(`kept.${column}`)]))}) as columns
    from ${sql.table(table)} kept
    where kept.org_id = ${tx.orgId} ${after === null ? sql`` : sql`and ${keyOf(table)} > ${after}${isKeyed(table) ? sql`` : sql`::uuid`}`}
      and exists (select from unnest(${[...pieces]}::text[]) piece where position(lower(piece) in ${whole}) > 0)
    order by 1 limit ${limit}`.execute(tx);
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
      : Array.isArray(value)
        ? sql`${sql.ref(column)} = ${value as string[]}::text[]`
        : sql`${sql.ref(column)} = ${value as string}::text`,
  );
  await sql`select set_config('safenest.forgetting', 'on', true)`.execute(tx);
  await sql`update ${sql.table(table)} kept set ${sql.join(set)} where org_id = ${tx.orgId} and ${keyOf(table)} = ${id}`.execute(
    tx,
  );
  await sql`select set_config('safenest.forgetting', 'off', true)`.execute(tx);
}

const columnsOf = (table: WrittenTable): string[] => [...WRITTEN[table].texts, ...WRITTEN[table].values];

const isKeyed = (table: WrittenTable): boolean => 'key' in WRITTEN[table];

/** What says which row is meant; the parts of a key in one, so that it reads as an id does. */
function keyOf(table: WrittenTable): RawBuilder<string> {
  const { key }: Written = WRITTEN[table];
  if (!key) return sql`kept.id`;
  return sql`concat_ws(' ', ${sql.join(key.map((column) => sql`${sql.ref(`kept.${column}`)}::text`))})`;
}
