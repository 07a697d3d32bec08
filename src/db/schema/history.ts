import type { ColumnType, Generated } from 'kysely';
import type { HistoryKind } from '../../domain/history.ts';
import type { Language } from '../../domain/language.ts';
import type { ReportData, ReportKind, ReportWording } from '../../domain/report.ts';
import type { Permission } from '../../domain/role.ts';
import type { Born, Json } from './columns.ts';

/** What is remembered, as texts to search, and reports. */
export interface HistoryTables {
  history_document: {
    id: ColumnType<number, never, never>;
    org_id: string;
    kind: HistoryKind;
    key: string;
    ref: string;
    title: string;
    text: string;
    permission: Permission;
    at: Date;
    person_id: string | null;
    hash: string;
    change: number;
    indexed_at: Date;
  };
  history_chunk: {
    id: ColumnType<number, never, never>;
    org_id: string;
    document_id: number;
    part: number;
    kind: HistoryKind;
    permission: Permission;
    at: Date;
    text: string;
    tsv: string;
    terms: string;
    length: number;
  };
  history_vector: {
    org_id: string;
    chunk_id: number;
    model: string;
    permission: Permission;
    kind: HistoryKind;
    embedding: string;
  };
  history_term: { org_id: string; term: string; parts: number };
  history_head: {
    org_id: string;
    parts: Generated<number>;
    average: Generated<number>;
    counted_at: Date | null;
    begun_at: Date | null;
    events_seq: Generated<number>;
  };
  history_change: {
    org_id: string;
    kind: HistoryKind;
    key: string;
    seq: ColumnType<number, never, never>;
    since: Born;
  };
  /** The organisation's parts of documents, for searches: see migrations/0018_history.sql. */
  history_search: HistoryTables['history_chunk'];
  report: {
    id: string;
    org_id: string;
    number: number;
    kind: ReportKind;
    period: string;
    from_at: Date;
    to_at: Date;
    time_zone: string;
    language: Language;
    data: Json<ReportData>;
    wording: ColumnType<ReportWording | null, string | null | undefined, string | null>;
    made_at: Date;
    made_by: string;
    audit_seq: number | null;
    audit_hash: string | null;
  };
  report_schedule: {
    org_id: string;
    daily: boolean;
    daily_hour: number;
    weekly: boolean;
    weekly_day: number;
    weekly_hour: number;
    language: Language;
    recommends: boolean;
    since: Date;
    updated_by: string;
  };
}
