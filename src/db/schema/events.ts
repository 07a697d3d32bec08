import type { ColumnType, Generated } from 'kysely';
import type { NetworkKind } from '../../domain/event.ts';
import type { QuestionState } from '../../domain/login-question.ts';
import type { Severity } from '../../domain/severity.ts';
import type { SignalStatus } from '../../domain/signal.ts';
import type {
  BaselineKind,
  Habit,
  LearnedWhat,
  Pattern,
  Trained,
  UnusualReason,
  Verdict,
} from '../../domain/unusual.ts';
import type { Posted } from '../../messages/outbound.ts';
import type { Born, Json } from './columns.ts';

/** What happened: logins and signals of other systems, and what is usual of them. */
export interface EventTables {
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
    asn: number | null;
    network_owner: string | null;
    network_kind: NetworkKind | null;
    method: string | null;
    mfa: boolean | null;
    reason: string | null;
    text: string;
    tsv: ColumnType<string, never, never>;
  };
  /** The organisation's events, for searches: see migrations/0004_event_search.sql. */
  event_search: Omit<EventTables['event'], 'received_at'>;
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
  failure_tally: {
    org_id: string;
    kind: 'account' | 'address';
    starts_at: Date;
    name: string | null;
  } & Record<`d${0 | 1 | 2 | 3 | 4 | 5 | 6 | 7}`, Generated<number>>;
  mixed_address: { org_id: string; address: string; starts_at: Date };
  signal: {
    org_id: string;
    seq: ColumnType<number, never, never>;
    source: string;
    event_id: string;
    kind: string;
    title: string;
    severity: Severity;
    status: SignalStatus;
    occurred_at: Date;
    received_at: Date;
    fingerprint: string;
    account: string | null;
    address: string | null;
    camera_id: string | null;
    link: string | null;
    details: Json<Record<string, string>>;
  };
  baseline: {
    org_id: string;
    kind: BaselineKind;
    name: string;
    pattern: Json<Pattern>;
    habit: Json<Habit> | null;
    events: number;
    updated_at: Date;
  };
  anomaly_model: {
    org_id: string;
    seq: number;
    forest: Buffer | null;
    trained: Json<Trained> | null;
    rows: number;
    trained_at: Date;
  };
  learning: {
    org_id: string;
    what: LearnedWhat;
    until: Date | null;
    learned_at: Date | null;
    items: number;
    failed_at: Date | null;
    failure: string | null;
  };
  forgotten_habit: { org_id: string; account: string; at: Date; forgotten_by: string };
  login_score: {
    org_id: string;
    seq: number;
    account: string;
    occurred_at: Date;
    score: number;
    share: number;
    ranked: number;
    features: Json<(number | null)[]>;
    reasons: Json<UnusualReason[]>;
    verdict: Verdict | null;
    verdict_by: string | null;
    verdict_at: Date | null;
  };
  login_question: {
    id: string;
    org_id: string;
    alert_id: string;
    member_id: string;
    account: string;
    asked_by: string;
    asked_by_id: string | null;
    asked_at: Date;
    expires_at: Date;
    state: QuestionState;
    answered_at: Date | null;
    told: ColumnType<Posted | null, string | null | undefined, string | null>;
    outcome: Generated<string>;
    attempts: Generated<number>;
    retry_at: Date | null;
    retold_at: Date | null;
  };
}
