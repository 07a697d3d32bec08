import type { ColumnType, Generated } from 'kysely';
import type { AutonomyLevel } from '../../domain/autonomy.ts';
import type { Language } from '../../domain/language.ts';
import type { Backtest, Proposal, ProposalKind, ProposalState } from '../../domain/proposal.ts';
import type { Permission, Role } from '../../domain/role.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Born, Json } from './columns.ts';

/** Whose the service is: members, how they sign in, what they may, and what is kept for how long. */
export interface OrganisationTables {
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
    language: Language | null;
    spoken: Language | null;
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
  member_account: { org_id: string; account: string; member_id: string; created_at: Date; created_by: string };
  name_word: { org_id: string; word: string; kind: 'member' | 'account' | 'person' | 'author'; key: string };
  member_pin: {
    org_id: string;
    member_id: string;
    pin_hash: string;
    set_at: Date;
    failures: Generated<number>;
    locked_at: Date | null;
  };
  pending_proof: {
    id: string;
    org_id: string;
    member_id: string;
    action: string;
    value: string;
    fields: ColumnType<Record<string, string> | null, string | null, never>;
    expires_at: Date;
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
  on_call_rota: {
    org_id: string;
    members: string[];
    every: 'day' | 'week';
    weekday: number;
    at_minute: number;
    anchor: string;
    updated_at: Date;
    updated_by: string;
  };
  on_call_cover: {
    id: string;
    org_id: string;
    member_id: string;
    from_at: Date;
    until_at: Date;
    created_at: Date;
    created_by: string;
  };
  retention_settings: {
    org_id: string;
    frame_days: number | null;
    event_days: number | null;
    question_days: number | null;
    message_days: number | null;
    case_days: number | null;
    report_days: number | null;
    unknown_days: number | null;
    archived_days: number | null;
    biometric_days: number | null;
    updated_at: Date;
    updated_by: string;
  };
  file_erasure: {
    org_id: string;
    storage_key: string;
    since: Born;
  };
  autonomy: {
    org_id: string;
    level: AutonomyLevel;
    until: Date | null;
    level_before: AutonomyLevel;
    per_hour: Generated<number>;
    reason: string | null;
    since: Date;
    by_name: string;
    by_id: string | null;
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
    approvals: Json<{ id: string | null; name: string; at: string }[]>;
    later_until: Date | null;
    facts: ColumnType<Record<string, number> | null, string | null | undefined, string | null>;
  };
  proposal_ask: {
    org_id: string;
    proposal_id: string;
    member_id: string;
    kind: 'asks' | 'tells';
    created_at: Date;
    done_at: Date | null;
    retry_at: Date | null;
    attempts: Generated<number>;
    told: ColumnType<{ channel: string; messageId: string } | null, string | null | undefined, string | null>;
  };
}
