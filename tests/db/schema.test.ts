import type { SelectType } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Schema } from '../../src/db/schema.ts';
import { databases, type TestDatabase } from '../support/database.ts';

type Kind<Value> = [Value] extends [string]
  ? 'string'
  : [Value] extends [number]
    ? 'number'
    : [Value] extends [boolean]
      ? 'boolean'
      : [Value] extends [Date]
        ? 'date'
        : [Value] extends [Buffer]
          ? 'bytes'
          : 'json';
type Column<Value> = `${Kind<NonNullable<Value>>}${null extends Value ? '?' : ''}`;

type Columns<Table> = { [Name in keyof Table]: Column<SelectType<Table[Name]>> };

/** What schema.ts says of every column, as values. The compiler refuses this list when it says anything else. */
const DECLARED: { [Table in Exclude<keyof Schema, 'event_search'>]: Columns<Schema[Table]> } = {
  organisation: {
    id: 'string',
    name: 'string',
    time_zone: 'string',
    sample: 'boolean',
    settings: 'json',
    created_at: 'date',
  },
  org_counter: { org_id: 'string', kind: 'string', value: 'number' },
  member: {
    id: 'string',
    org_id: 'string',
    name: 'string',
    email: 'string',
    role: 'string',
    active: 'boolean',
    time_zone: 'string?',
    password_hash: 'string?',
    created_at: 'date',
  },
  chat_account: {
    id: 'string',
    org_id: 'string',
    member_id: 'string',
    platform: 'string',
    workspace: 'string',
    external_id: 'string',
    linked_at: 'date',
  },
  api_key: {
    id: 'string',
    org_id: 'string',
    name: 'string',
    role: 'string',
    key_hash: 'bytes',
    prefix: 'string',
    created_by: 'string',
    created_at: 'date',
    last_used_at: 'date?',
    expires_at: 'date?',
    revoked_at: 'date?',
  },
  sign_in_link: {
    id: 'string',
    org_id: 'string',
    member_id: 'string',
    token_hash: 'bytes',
    created_at: 'date',
    expires_at: 'date',
    used_at: 'date?',
  },
  web_session: {
    id: 'string',
    org_id: 'string',
    member_id: 'string',
    token_hash: 'bytes',
    created_at: 'date',
    expires_at: 'date',
    user_agent: 'string?',
  },
  event: {
    org_id: 'string',
    seq: 'number',
    kind: 'string',
    event_id: 'string',
    occurred_at: 'date',
    received_at: 'date',
    source: 'string',
    outcome: 'string?',
    account: 'string?',
    address: 'string?',
    country: 'string?',
    city: 'string?',
    latitude: 'number?',
    longitude: 'number?',
    device: 'string?',
    method: 'string?',
    reason: 'string?',
    text: 'string',
    tsv: 'string',
  },
  account_profile: {
    org_id: 'string',
    account: 'string',
    kind: 'string',
    value: 'string',
    first_seen: 'date',
    last_seen: 'date',
    count: 'number',
  },
  login_tally: {
    org_id: 'string',
    kind: 'string',
    starts_at: 'date',
    name: 'string?',
    count: 'number',
    successes: 'number',
    failures: 'number',
  },
  login_tally_head: { org_id: 'string', seq: 'number' },
  rule: {
    id: 'string',
    org_id: 'string',
    number: 'number',
    kind: 'string',
    name: 'string',
    params: 'json',
    severity: 'string',
    state: 'string',
    cooldown_seconds: 'number',
    created_at: 'date',
    updated_at: 'date',
    updated_by: 'string',
  },
  incident: {
    id: 'string',
    org_id: 'string',
    number: 'number',
    title: 'string',
    summary: 'string',
    severity: 'string',
    status: 'string',
    assignee_id: 'string?',
    created_by: 'string',
    created_by_id: 'string?',
    opened_at: 'date',
    updated_at: 'date',
    closed_at: 'date?',
    resolution: 'string?',
  },
  alert: {
    id: 'string',
    org_id: 'string',
    number: 'number',
    rule_id: 'string?',
    kind: 'string',
    fingerprint: 'string',
    severity: 'string',
    status: 'string',
    title: 'string',
    facts: 'json',
    tally: 'json',
    first_seen: 'date',
    last_seen: 'date',
    count: 'number',
    account: 'string?',
    address: 'string?',
    country: 'string?',
    raised_at: 'date',
    updated_at: 'date',
    status_by: 'string?',
    status_note: 'string?',
    incident_id: 'string?',
  },
  alert_event: { org_id: 'string', alert_id: 'string', event_seq: 'number' },
  incident_entry: {
    id: 'string',
    seq: 'number',
    org_id: 'string',
    incident_id: 'string',
    kind: 'string',
    at: 'date',
    actor_id: 'string?',
    actor_name: 'string',
    text: 'string',
    change: 'json?',
    undone: 'boolean',
  },
  evidence: {
    id: 'string',
    org_id: 'string',
    incident_id: 'string',
    file_name: 'string',
    media_type: 'string',
    size: 'number',
    sha256: 'string',
    storage_key: 'string',
    added_by: 'string',
    added_at: 'date',
  },
  audit_entry: {
    org_id: 'string',
    seq: 'number',
    at: 'date',
    actor_kind: 'string',
    actor_id: 'string?',
    actor_name: 'string',
    place: 'string',
    action: 'string',
    subject: 'string?',
    detail: 'json',
    prev_hash: 'bytes',
    hash: 'bytes',
  },
  audit_head: { org_id: 'string', seq: 'number', hash: 'bytes' },
  chat_session: {
    id: 'string',
    org_id: 'string',
    owner: 'string',
    place: 'string',
    started_at: 'date',
    last_at: 'date',
  },
  chat_turn: {
    id: 'string',
    org_id: 'string',
    session_id: 'string',
    at: 'date',
    question: 'string',
    answer: 'string',
    citations: 'json',
    steps: 'json',
    cards: 'json',
    trace: 'json',
  },
  proposal: {
    id: 'string',
    org_id: 'string',
    number: 'number',
    kind: 'string',
    args: 'json',
    args_digest: 'string',
    title: 'string',
    why: 'string',
    severity: 'string?',
    backtest: 'json?',
    requested_by_kind: 'string',
    requested_by_id: 'string?',
    requested_by: 'string',
    via: 'string',
    untrusted: 'boolean',
    permission: 'string',
    semantic_key: 'string',
    freshness: 'string',
    state: 'string',
    nonce: 'string?',
    created_at: 'date',
    updated_at: 'date',
    expires_at: 'date',
    decided_by_id: 'string?',
    decided_by: 'string?',
    decided_at: 'date?',
    note: 'string?',
    outcome: 'string?',
    undo: 'json?',
  },
  model_usage: {
    org_id: 'string',
    day: 'string',
    model: 'string',
    turns: 'number',
    calls: 'number',
    input_tokens: 'number',
    output_tokens: 'number',
    estimated_tokens: 'number',
    failures: 'number',
  },
  outbox: {
    id: 'string',
    org_id: 'string',
    kind: 'string',
    subject: 'string',
    created_at: 'date',
    attempts: 'number',
    sent_at: 'date?',
    posted: 'json',
    last_error: 'string?',
    claimed_until: 'date?',
  },
};

const KINDS: Record<string, string> = {
  uuid: 'string',
  text: 'string',
  inet: 'string',
  tsvector: 'string',
  bigint: 'number',
  integer: 'number',
  'double precision': 'number',
  boolean: 'boolean',
  'timestamp with time zone': 'date',
  date: 'string',
  jsonb: 'json',
  bytea: 'bytes',
};

describe.each(databases)('the tables of the $name database', ({ open }) => {
  let opened: TestDatabase;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test('are those of schema.ts, column by column', async () => {
    const { rows } = await opened.database.pool.query<{ tab: string; col: string; type: string; optional: boolean }>(
      `select table_name as tab, column_name as col, data_type as type, is_nullable = 'YES' as optional
       from information_schema.columns where table_schema = 'public' and table_name <> 'schema_migration'`,
    );
    const real: Record<string, Record<string, string>> = {};
    for (const { tab, col, type, optional } of rows) {
      real[tab] ??= {};
      real[tab][col] = `${KINDS[type] ?? type}${optional ? '?' : ''}`;
    }
    const { event_search: view, ...tables } = real;
    expect(tables).toEqual(DECLARED);
    // a view's columns can never be declared not null, so only their names and kinds are the event's
    const { received_at: _, ...searched } = DECLARED.event;
    expect(view).toEqual(Object.fromEntries(Object.entries(searched).map(([name, kind]) => [name, optional(kind)])));
  });
});

const optional = (kind: string) => `${kind.replace('?', '')}?`;
