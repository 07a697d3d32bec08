import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withOrg } from '../../src/db/scope.ts';
import { rewrite, WRITTEN, type WrittenTable, writtenWith } from '../../src/db/written-texts.ts';
import { newId } from '../../src/domain/id.ts';
import { databases, newOrganisation, type TestDatabase } from '../support/database.ts';

/** Why forgetting somebody rewrites nothing in a column in which texts could stand: of a whole table, or by column. */
const KEPT: Record<string, string | Record<string, string>> = {
  account_profile: 'accounts and devices of logins, as systems reported them',
  alert: {
    fingerprint: 'ids and what zones are called; renamed with the zone',
    tally: 'counts by account, address and country of logins',
    account: 'of logins',
    country: 'of logins',
  },
  alert_acknowledgement: 'who took it on: a member',
  alert_escalation: 'ids of who was told',
  alert_exception: { fingerprint: 'as of alerts', account: 'of logins' },
  alert_exception_hit: 'ids of what happened',
  alert_nudge: 'where it was told, and ids of members',
  alert_policy: 'numbers, channels and members',
  anomaly_model: 'numbers',
  api_key: 'who acts, as members do',
  appeal: {
    account: 'of a chat platform',
    text: 'what somebody on a chat platform wrote themselves; goes with the case',
  },
  appearance: 'which model it is of',
  asked_thread: 'ids of a chat platform',
  audit_entry: 'is written without the names that are known then, and cannot be changed',
  autonomy: { by_name: 'a member' },
  baseline: 'habits of accounts and cameras, by their ids',
  block_entry: { platform: 'of chat', value: 'an account of a chat platform' },
  block_exception: { platform: 'of chat', value: 'an account of a chat platform' },
  block_list: 'lists of accounts, and where they come from',
  camera: {
    name: 'renamed by itself with all that goes by it',
    folder: 'where its pictures lie: another name would lose them',
    location: 'renamed as its name',
    zones: 'renamed as its name',
    mask: 'numbers',
  },
  camera_access: 'ids',
  camera_event: { objects: 'zones are renamed by themselves', zones: 'renamed by themselves', summary_by: 'a model' },
  case_claim: 'who looks at it: a member',
  case_evidence: 'what was said in a guarded channel, as it was said; goes with the case',
  case_vector: 'which model it is of',
  chat_account: 'ids of a chat platform',
  chat_app: 'ids of a chat platform',
  chat_binding: 'numbers and a time zone',
  chat_channel: 'what a chat platform calls it, read from there',
  chat_lane: 'ids of a chat platform',
  chat_message: 'what was said in a guarded channel, as it was said; goes after some days',
  chat_session: 'ids',
  chat_workspace: 'what a chat platform calls it, read from there',
  consent: 'what was agreed to, in the words it was agreed to; of somebody it goes with them',
  conversation_peak: 'names of triggers',
  delivery: { type: 'of a fixed set', recipients: 'addresses', last_error: 'what a server said' },
  delivery_target: {
    settings: 'addresses: others would not be reached',
    purposes: 'of a fixed set',
    limits: 'numbers',
    time_zone: 'of a fixed set',
    told_topics: 'names of ours',
    last_error: 'what a server said',
  },
  detection: 'kinds, numbers and zones, which are renamed by themselves',
  event: 'logs as other systems wrote them, until they are old enough',
  evidence: { media_type: 'of a fixed set', sha256: 'a digest', storage_key: 'ids' },
  face: 'numbers; goes with the person',
  face_vector: 'which model it is of',
  failure_tally: 'accounts and addresses of logins',
  file_erasure: 'ids',
  forgotten_habit: 'an account of logins',
  guarded_channel: 'what a chat platform calls it, read from there',
  history_change: 'ids',
  history_chunk: 'is made anew from what it tells of',
  history_document: 'is made anew from what it tells of',
  history_term: 'terms of the name are forgotten by themselves',
  history_vector: 'numbers',
  inbox: {
    platform: 'ids',
    workspace: 'ids',
    event_id: 'ids',
    conversation: 'ids',
    reply: 'ids',
    last_error: 'an error',
  },
  incident: { own_title: 'what the title is made of; names nobody' },
  incident_entry: { actor_name: 'a member' },
  incident_feedback: { told: 'where it was told' },
  incident_pin: 'ids of a chat platform',
  incident_review_text: { author_name: 'a member' },
  incident_room: 'what stands on a chat platform, until it is told anew there',
  incident_room_guest: 'accounts of a chat platform',
  incident_ticket: 'what stands in a tracker, until it is told anew there',
  learning: 'an error',
  lexicon_term: { term: 'what messages are searched for: another would find others', attribute: 'of a fixed set' },
  login_question: 'an account of logins, and where it was told',
  login_score: 'an account of logins, and numbers',
  login_tally: 'accounts and addresses of logins',
  member: 'members are no people on pictures',
  member_account: 'accounts of logins',
  member_join: 'accounts of a chat platform',
  member_pin: 'a digest',
  model_usage: 'which model it is of',
  moderation_action: {
    account: 'of a chat platform',
    account_name: 'of a chat platform',
    message_keys: 'ids',
    handle: 'ids',
    told: 'where it was told',
  },
  moderation_case: {
    thread: 'ids',
    offender: 'accounts of a chat platform',
    offender_name: 'accounts of a chat platform',
    target: 'accounts of a chat platform',
    target_name: 'accounts of a chat platform',
    offenders: 'accounts of a chat platform',
    not_them: 'accounts of a chat platform',
    triggers: 'of a fixed set',
    reasons: 'what messages were found to be',
    course: 'numbers',
    summary: 'sums up messages, and goes with them',
    summary_by: 'a model',
    recommendation: 'a step and numbers',
    alike: 'references and numbers',
    said: 'what was said in a guarded channel, as it was said',
  },
  moderation_policy: { policy: 'numbers, accounts of chat platforms and wordings for everybody' },
  moderation_session: 'what messages were found to be',
  name_word: 'follows the names it is made of',
  on_call_rota: 'ids and a date',
  org_counter: 'of a fixed set',
  organisation: 'what it is called, its time zone and settings of fixed sets',
  outbox: 'where things were told, and errors',
  pending_proof: 'what somebody is doing this minute; goes by itself',
  person: { label: 'ours; goes with the person', name: 'goes with the person' },
  person_change: 'goes with the person',
  picture: 'digests and ids',
  picture_redaction: 'numbers',
  power_grant: 'accounts of a chat platform',
  proposal: {
    args_digest: 'a digest',
    via: 'where it was said',
    permission: 'of a fixed set',
    freshness: 'a digest',
    nonce: 'a digest',
    facts: 'numbers',
    approvals: 'members',
  },
  proposal_ask: 'where it was told',
  recognition_settings: 'numbers',
  recommendation_run: 'a date',
  report: { period: 'dates', time_zone: 'of a fixed set', audit_hash: 'a digest' },
  review_settings: 'a currency',
  rule: { kind: 'of a fixed set' },
  rule_example: { logins: 'logins, as systems reported them', source: 'where they come from' },
  rule_version: { via: 'where it was said' },
  second_look: { about_name: 'a member', by_name: 'a member', step: 'of a fixed set', was_step: 'of a fixed set' },
  sighting: 'numbers; goes with the person',
  signal: 'what other systems reported, as they did, until it is old enough',
  silent_hit: 'accounts of a chat platform',
  ticket_tracker: 'addresses',
  watched_file: 'files in a folder: under another name they would be read again',
  web_session: 'a browser',
};
/** Members' names, as whoever did something; fixed sets; ids. */
const isNeverWritten = (column: string): boolean => /(?:^|_)by$|^(?:kind|id)$|_ids?$/.test(column);

describe.each(databases)('where names of people can stand, on $name', (kind) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await kind.open();
  });
  afterAll(() => opened.close());

  test('every column for texts is rewritten when somebody is forgotten, or there is a reason why not', async () => {
    const { orgId } = await newOrganisation(opened.db);
    const { rows } = await withOrg(opened.db, orgId, (tx) =>
      sql<{ tab: string; col: string; choices: boolean }>`
        select c.relname as tab, a.attname as col, exists (
          select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum]
            and pg_get_constraintdef(k.oid) ~ 'ARRAY\\[') as choices
        from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attgenerated = ''
          and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype, 'json'::regtype, 'varchar'::regtype)
          and (c.relname = 'organisation' or exists (
            select from pg_attribute o where o.attrelid = c.oid and o.attname = 'org_id'))`.execute(tx),
    );
    const written: Record<string, { texts: readonly string[]; values: readonly string[] }> = WRITTEN;
    const undecided = rows.filter(({ tab, col, choices }) => {
      const rewritten = written[tab] && [...written[tab].texts, ...written[tab].values].includes(col);
      const kept = KEPT[tab];
      const isKept = typeof kept === 'string' ? !written[tab] : kept !== undefined && Object.hasOwn(kept, col);
      return !rewritten && !isKept && !(choices || isNeverWritten(col));
    });
    expect(undecided.map(({ tab, col }) => `${tab}.${col}`)).toEqual([]);
    // and no reason is left of what is rewritten, or gone
    for (const [tab, kept] of Object.entries(KEPT))
      for (const col of typeof kept === 'string' ? [] : Object.keys(kept)) {
        expect(
          rows.some((row) => row.tab === tab && row.col === col),
          `${tab}.${col}`,
        ).toBe(true);
        expect([...(written[tab]?.texts ?? []), ...(written[tab]?.values ?? [])], `${tab}.${col}`).not.toContain(col);
      }
  });

  test.each(Object.keys(WRITTEN) as WrittenTable[])('%s may be searched and rewritten', async (table) => {
    const { orgId } = await newOrganisation(opened.db);
    await withOrg(opened.db, orgId, async (tx) => {
      const wanted = { personId: newId(), pieces: ["Dana'); --"] };
      const keyed = 'key' in WRITTEN[table];
      for (const after of [null, keyed ? 'x' : newId()])
        expect(await writtenWith(tx, table, wanted, { after, limit: 5 })).toEqual([]);
      const changed = Object.fromEntries([
        ...WRITTEN[table].texts.map((column) => [column, column === 'phrases' ? ['x'] : 'x']),
        ...WRITTEN[table].values.map((column) => [column, {}]),
      ]);
      await rewrite(tx, table, keyed ? 'nothing' : newId(), changed);
    });
  });
});
