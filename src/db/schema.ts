import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { AlertStatus, Fact, Tally } from '../domain/alert.ts';
import type { BindingPurpose } from '../domain/channel.ts';
import type { EntryKind, IncidentStatus } from '../domain/incident.ts';
import type { Backtest, Proposal, ProposalKind, ProposalState } from '../domain/proposal.ts';
import type { Permission, Role } from '../domain/role.ts';
import type { RuleState } from '../domain/rule.ts';
import type { Severity } from '../domain/severity.ts';
import type { ChatPlatform, InboundEvent } from '../messages/inbound.ts';
import type { Announcement, Posted, Shown } from '../messages/outbound.ts';

/** The tables as kysely sees them; migrations/ is the truth, and tests/db/schema.test.ts holds the two together. */
export interface Schema {
  organisation: {
    id: string;
    name: string;
    time_zone: Generated<string>;
    sample: Generated<boolean>;
    settings: Json<Record<string, unknown>>;
    created_at: Born;
  };
  org_counter: { org_id: string; kind: string; value: number };
  member: {
    id: string;
    org_id: string;
    name: string;
    email: string;
    role: Role;
    active: Generated<boolean>;
    time_zone: string | null;
    password_hash: string | null;
    created_at: Born;
  };
  chat_account: {
    id: string;
    org_id: string;
    member_id: string;
    platform: string;
    workspace: string;
    external_id: string;
    linked_at: Born;
  };
  api_key: {
    id: string;
    org_id: string;
    name: string;
    role: Role;
    key_hash: Buffer;
    prefix: string;
    created_by: string;
    created_at: Born;
    last_used_at: Date | null;
    expires_at: Date | null;
    revoked_at: Date | null;
  };
  sign_in_link: {
    id: string;
    org_id: string;
    member_id: string;
    token_hash: Buffer;
    created_at: Born;
    expires_at: Date;
    used_at: Date | null;
  };
  web_session: {
    id: string;
    org_id: string;
    member_id: string;
    token_hash: Buffer;
    created_at: Born;
    expires_at: Date;
    user_agent: string | null;
  };
  event: {
    org_id: string;
    seq: ColumnType<number, never, never>;
    kind: 'login';
    event_id: string;
    occurred_at: Date;
    received_at: Born;
    source: string;
    outcome: 'success' | 'failure' | null;
    account: string | null;
    address: string | null;
    country: string | null;
    city: string | null;
    latitude: number | null;
    longitude: number | null;
    device: string | null;
    method: string | null;
    reason: string | null;
    text: string;
    tsv: ColumnType<string, never, never>;
  };
  /** The organisation's events, for searches: see migrations/0004_event_search.sql. */
  event_search: Omit<Schema['event'], 'received_at'>;
  account_profile: {
    org_id: string;
    account: string;
    kind: 'country' | 'device' | 'address';
    value: string;
    first_seen: Date;
    last_seen: Date;
    count: Generated<number>;
  };
  login_tally: {
    org_id: string;
    kind: 'quarter' | 'country' | 'account' | 'address';
    starts_at: Date;
    name: string | null;
    count: number;
    successes: number;
    failures: number;
  };
  login_tally_head: { org_id: string; seq: number };
  rule: {
    id: string;
    org_id: string;
    number: number;
    kind: string;
    name: string;
    params: Json<Record<string, unknown>>;
    severity: Severity;
    state: RuleState;
    cooldown_seconds: number;
    created_at: Born;
    updated_at: Generated<Date>;
    updated_by: string;
  };
  alert: {
    id: string;
    org_id: string;
    number: number;
    rule_id: string | null;
    kind: string;
    fingerprint: string;
    severity: Severity;
    status: Generated<AlertStatus>;
    title: string;
    facts: Json<Fact[]>;
    tally: ColumnType<Tally, string | undefined, string>;
    first_seen: Date;
    last_seen: Date;
    count: number;
    account: string | null;
    address: string | null;
    country: string | null;
    raised_at: Date;
    updated_at: Date;
    status_by: string | null;
    status_note: string | null;
    incident_id: string | null;
  };
  alert_event: { org_id: string; alert_id: string; event_seq: number };
  incident: {
    id: string;
    org_id: string;
    number: number;
    title: string;
    summary: Generated<string>;
    severity: Severity;
    status: IncidentStatus;
    assignee_id: string | null;
    created_by: string;
    created_by_id: string | null;
    opened_at: Date;
    updated_at: Date;
    closed_at: Date | null;
    resolution: string | null;
  };
  incident_entry: {
    id: string;
    seq: ColumnType<number, never, never>;
    org_id: string;
    incident_id: string;
    kind: EntryKind;
    at: Date;
    actor_id: string | null;
    actor_name: string;
    text: string;
    change: Json<{ field: string; before: unknown; after: unknown }> | null;
    undone: Generated<boolean>;
  };
  evidence: {
    id: string;
    org_id: string;
    incident_id: string;
    file_name: string;
    media_type: string;
    size: number;
    sha256: string;
    storage_key: string;
    added_by: string;
    added_at: Date;
  };
  audit_entry: {
    org_id: string;
    seq: number;
    at: Date;
    actor_kind: 'member' | 'key' | 'system';
    actor_id: string | null;
    actor_name: string;
    place: string;
    action: string;
    subject: string | null;
    detail: Json<Record<string, unknown>>;
    prev_hash: Buffer;
    hash: Buffer;
  };
  audit_head: { org_id: string; seq: number; hash: Buffer };
  chat_session: {
    id: string;
    org_id: string;
    owner: string;
    place: string;
    started_at: Date;
    last_at: Date;
  };
  chat_turn: {
    id: string;
    org_id: string;
    session_id: string;
    at: Date;
    question: string;
    answer: string;
    citations: Json<unknown[]>;
    steps: Json<unknown[]>;
    cards: Json<unknown[]>;
    trace: Json<Record<string, unknown>>;
  };
  chat_app: {
    id: string;
    org_id: string;
    platform: ChatPlatform;
    external_id: string;
    credentials: Buffer;
    updated_at: Date;
    updated_by: string;
  };
  chat_workspace: {
    id: string;
    org_id: string;
    platform: ChatPlatform;
    workspace: string;
    name: string;
    link_by_email: Generated<boolean>;
    connected_at: Date;
    connected_by: string;
  };
  chat_channel: {
    id: string;
    org_id: string;
    platform: ChatPlatform;
    workspace: string;
    channel: string;
    name: string;
    least_role: Role | null;
    updated_at: Date;
    updated_by: string;
  };
  chat_binding: {
    org_id: string;
    channel_id: string;
    purpose: BindingPurpose;
    severity_floor: Generated<Severity>;
    quiet_from: number | null;
    quiet_to: number | null;
    time_zone: string | null;
    created_at: Date;
    created_by: string;
  };
  chat_code: {
    id: string;
    org_id: string;
    kind: 'account' | 'workspace';
    member_id: string;
    code_hash: Buffer;
    created_at: Date;
    expires_at: Date;
    used_at: Date | null;
  };
  inbox: {
    id: string;
    org_id: string;
    platform: ChatPlatform;
    workspace: string;
    event_id: string;
    conversation: string;
    event: ColumnType<InboundEvent | null, string | null, string | null>;
    received_at: Date;
    attempts: Generated<number>;
    claimed_until: Date | null;
    begun_at: Date | null;
    done_at: Date | null;
    reply: ColumnType<Posted | null, string | null | undefined, string | null>;
    shows: ColumnType<Shown | null, string | null | undefined, string | null>;
    last_error: string | null;
  };
  chat_lane: {
    org_id: string;
    platform: string;
    workspace: string;
    channel: string;
    urgent: boolean;
    next_at: Date;
  };
  proposal: {
    id: string;
    org_id: string;
    number: number;
    kind: ProposalKind;
    args: Json<Record<string, unknown>>;
    args_digest: string;
    title: string;
    why: Generated<string>;
    severity: Severity | null;
    backtest: ColumnType<Backtest | null, string | null | undefined, string | null>;
    requested_by_kind: 'member' | 'key' | 'system';
    requested_by_id: string | null;
    requested_by: string;
    via: string;
    untrusted: boolean;
    permission: Permission;
    semantic_key: string;
    freshness: string;
    state: ProposalState;
    nonce: string | null;
    created_at: Date;
    updated_at: Date;
    expires_at: Date;
    decided_by_id: string | null;
    decided_by: string | null;
    decided_at: Date | null;
    note: string | null;
    outcome: string | null;
    undo: ColumnType<Proposal['undo'], string | null | undefined, string | null>;
  };
  model_usage: {
    org_id: string;
    /** A calendar day; read as text. */
    day: string;
    model: string;
    turns: Generated<number>;
    calls: Generated<number>;
    input_tokens: Generated<number>;
    output_tokens: Generated<number>;
    estimated_tokens: Generated<number>;
    failures: Generated<number>;
  };
  outbox: {
    id: string;
    org_id: string;
    kind: Announcement['kind'];
    subject: string;
    created_at: Born;
    attempts: Generated<number>;
    sent_at: Date | null;
    posted: Json<Posted[]>;
    last_error: string | null;
    claimed_until: Date | null;
    slots: Json<Record<string, string>>;
  };
}

/** Filled by the database when absent, never changed after. */
type Born = ColumnType<Date, Date | undefined, never>;
/** Parsed on the way out, a JSON text on the way in. */
type Json<T extends object | null> = JSONColumnType<T, string | undefined, string>;
