import type { ColumnType, Generated } from 'kysely';
import type { ListChange, ListEffect, ListedKind } from '../../domain/block-list.ts';
import type {
  ActionState,
  Appeal,
  CaseKind,
  CaseState,
  Dismissal,
  ModerationStep,
  NotThem,
  Offender,
  Recommendation,
  SimilarCase,
  Strictness,
  Way,
} from '../../domain/moderation.ts';
import type { Severity } from '../../domain/severity.ts';
import type { Posted } from '../../messages/outbound.ts';
import type { Json } from './columns.ts';

/** Messages of guarded channels, cases, and what was done. */
export interface ModerationTables {
  guarded_channel: {
    id: string;
    org_id: string;
    platform: string;
    workspace: string;
    channel: string;
    name: Generated<string>;
    strictness: Generated<Strictness>;
    team: string | null;
    created_at: Date;
    updated_at: Date;
    updated_by: string;
  };
  chat_message: {
    id: string;
    seq: ColumnType<number, never, never>;
    org_id: string;
    guarded_channel_id: string;
    thread: string | null;
    message_key: string;
    author: string | null;
    author_name: Generated<string>;
    author_bot: Generated<boolean>;
    reply_to: string | null;
    targets: Generated<string[]>;
    target_names: Json<Record<string, string>>;
    content: string | null;
    content_at: Date | null;
    said_at: Date;
    received_at: Date;
    edited_at: Date | null;
    deleted_at: Date | null;
    versions: Json<{ content: string; at: string }[]>;
    reactions: Json<Record<string, string[]>>;
    reputation: Json<{ author?: number; target?: number }>;
    url: string | null;
    attachments: Json<{ name: string; type: string; size: number | null }[]>;
    stickers: Generated<number>;
    carries: Generated<boolean>;
    waits: Generated<boolean>;
    scores: number[] | null;
    screener: string | null;
    session_id: string | null;
  };
  member_join: {
    org_id: string;
    guarded_channel_id: string;
    account: string;
    name: Generated<string>;
    joined_at: Date;
    made_at: Date | null;
    plain: boolean | null;
  };
  power_grant: {
    org_id: string;
    guarded_channel_id: string;
    key: string;
    account: string;
    name: Generated<string>;
    role: string;
    powers: Generated<string[]>;
    given_by: string | null;
    given_by_name: Generated<string>;
    everyone: Generated<boolean>;
    given_at: Date;
  };
  moderation_head: { org_id: string; seq: Generated<number> };
  moderation_session: {
    id: string;
    org_id: string;
    guarded_channel_id: string;
    thread: string | null;
    started_at: Date;
    last_at: Date;
    messages: Generated<number>;
    state: Generated<Buffer>;
    score: Generated<number>;
    reasons: Json<string[]>;
  };
  conversation_peak: { org_id: string; session_id: string; trigger: string; value: number };
  moderation_policy: {
    org_id: string;
    version: number;
    policy: Json<Record<string, unknown>>;
    note: Generated<string>;
    created_at: Date;
    created_by: string;
  };
  moderation_case: {
    id: string;
    org_id: string;
    number: number;
    session_id: string | null;
    guarded_channel_id: string;
    thread: string | null;
    kind: CaseKind;
    severity: Severity;
    state: CaseState;
    offender: string;
    offender_name: Generated<string>;
    target: string | null;
    target_name: Generated<string>;
    offenders: Json<Offender[]>;
    score: number;
    triggers: Generated<string[]>;
    reasons: Json<string[]>;
    course: Json<{ at: string; score: number }[]>;
    summary: Generated<string>;
    summary_by: string | null;
    recommendation: Json<Recommendation | Record<string, never>>;
    alike: Json<SimilarCase[]>;
    policy_version: number;
    incident_id: string | null;
    opened_at: Date;
    updated_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_id: string | null;
    note: string | null;
    said: Generated<string>;
    dismissed_as: Dismissal | null;
    not_them: Json<NotThem[]>;
    tsv: ColumnType<string, never, never>;
  };
  moderation_action: {
    id: string;
    org_id: string;
    number: number;
    case_id: string | null;
    guarded_channel_id: string;
    step: ModerationStep;
    account: string;
    account_name: Generated<string>;
    message_keys: Generated<string[]>;
    reason: string;
    requested_by: string;
    requested_by_id: string | null;
    automatic: Generated<boolean>;
    way: Way | null;
    state: ActionState;
    created_at: Date;
    updated_at: Date;
    seconded_by: string | null;
    seconded_by_id: string | null;
    done_at: Date | null;
    expires_at: Date | null;
    lifted_at: Date | null;
    lifted_by: string | null;
    lift_reason: string | null;
    outcome: Generated<string>;
    handle: Json<Record<string, unknown>>;
    told: ColumnType<Posted | null, string | null | undefined, string | null>;
    attempts: Generated<number>;
    claimed_until: Date | null;
    retry_at: Date | null;
    together: string | null;
  };
  appeal: {
    id: string;
    org_id: string;
    number: number;
    action_id: string;
    account: string;
    text: string;
    state: Appeal['state'];
    created_at: Date;
    updated_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    decided_by_id: string | null;
    note: string | null;
    told_at: Date | null;
  };
  case_claim: { org_id: string; case_id: string; by_id: string; by_name: string; since: Date; until: Date };
  case_evidence: {
    id: string;
    org_id: string;
    case_id: string;
    message_id: string;
    message_key: string;
    author: string;
    author_name: Generated<string>;
    quote: string;
    said_at: Date;
    scores: number[] | null;
    weighed: Json<{ from: number; to: number; attribute: string; weight: number }[]>;
    url: string | null;
    edited_at: Date | null;
    deleted_at: Date | null;
  };
  case_vector: { org_id: string; case_id: string; model: string; embedding: string };
  second_look: {
    org_id: string;
    case_id: string;
    about_id: string;
    about_name: string;
    was: 'act' | 'dismiss';
    was_step: ModerationStep | null;
    drawn_at: Date;
    looked_at: Date | null;
    by_id: string | null;
    by_name: string | null;
    answer: 'act' | 'dismiss' | null;
    step: ModerationStep | null;
    note: Generated<string>;
  };
  silent_hit: {
    org_id: string;
    session_id: string;
    trigger: string;
    value: number;
    threshold: number;
    offender: string;
    offender_name: Generated<string>;
    policy_version: number;
    first_at: Date;
    last_at: Date;
  };
  lexicon_term: {
    id: string;
    org_id: string;
    term: string;
    kind: 'block' | 'allow';
    is_pattern: Generated<boolean>;
    attribute: string | null;
    weight: Generated<number>;
    note: Generated<string>;
    created_at: Date;
    created_by: string;
  };
  block_list: {
    id: string;
    org_id: string;
    name: string;
    source: 'own' | 'subscribed';
    effect: ListEffect;
    revision: Generated<number>;
    address: Buffer | null;
    host: string | null;
    every_hours: number | null;
    fetch_at: Date | null;
    fetched_at: Date | null;
    failing_since: Date | null;
    last_error: string | null;
    changed: Json<ListChange> | null;
    share_key: string | null;
    created_at: Date;
    created_by: string;
  };
  block_entry: {
    id: string;
    org_id: string;
    list_id: string;
    kind: ListedKind;
    platform: string;
    value: string;
    reason: string;
    since: Date;
    expires_at: Date | null;
    effect: ListEffect | null;
  };
  block_exception: {
    org_id: string;
    kind: ListedKind;
    platform: string;
    value: string;
    why: string;
    created_at: Date;
    created_by: string;
  };
}
