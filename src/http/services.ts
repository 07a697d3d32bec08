import type { Db } from '../db/scope.ts';
import type { HealthReport } from '../domain/health.ts';
import type { OrgId } from '../domain/id.ts';
import type { Principal } from '../domain/principal.ts';
import type { Jobs } from '../jobs/queue.ts';
import type { Log } from '../log.ts';
import type { FileStore } from '../media/files.ts';
import type { LiveMessage } from '../messages/live.ts';
import type { TurnEvent } from '../messages/turn.ts';
import type { GeoLookup } from '../pipeline/geo.ts';
import type { Wake } from '../pipeline/job-handlers.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { OidcSettings } from './auth/oidc.ts';
import type { AttemptLimiter } from './auth/rate-limit.ts';

export type { LiveMessage };

/** Everything the web side needs, made by the composition root; routes and pages get it as it stands. */
export interface HttpServices {
  db: Db;
  auditKey: AuditKey;
  desk: Desk;
  jobs: Pick<Jobs, 'counts' | 'dead' | 'retryDead' | 'dropDead'>;
  live: LiveFeed;
  files: FileStore;
  /** Whether each part works for this organisation, as `system_health` and the health page tell it. */
  health: (orgId: OrgId) => Promise<HealthReport>;
  /** Told after a write has been committed, so that its outbox rows go out without waiting for the sweep. */
  wake: Wake;
  now: () => Date;
  log: Log;
  /** Where people reach this server, without a slash at the end; null means wherever it listens. */
  publicUrl: string | null;
  /** Where it listens, without a slash at the end; the server sets it once it does. */
  listensAt?: () => string;
  /** What signed addresses and sign-in state are sealed with. */
  secret: string;
  oidc: OidcSettings | null;
  /** The configured language model, for the metrics and its cost; absent in tests that ask nothing. */
  model?: ModelMeter;
  /** Sign-in attempts; shared between processes when they share a Redis. */
  limiter: AttemptLimiter;
  geo?: GeoLookup;
  /** The language model of the settings; `offline` where absent. */
  modelName?: string;
  /** Absent where the process was started without the means to measure. */
  evaluation?: Evaluation;
  /** Told of every batch of events that came over HTTP, for the metrics; the server sets it. */
  ingested?: (counts: IngestCounts) => void;
}

/** Where links in answers lead. Never what a Host header says: whoever asks chooses that, and another gets the link. */
export const baseOf = (services: Pick<HttpServices, 'publicUrl' | 'listensAt'>): string =>
  services.publicUrl ?? services.listensAt?.() ?? '';

export interface IngestCounts {
  accepted: number;
  duplicates: number;
  rejected: number;
  /** New ones. */
  alerts: number;
}

/** Figures of an evaluation, drawn up as tables: the first is the whole, the others split it. */
export interface EvaluationTables {
  title: string;
  /** `874 questions on 21 November 2026`. */
  measured: string;
  tables: { title: string; rows: string[][] }[];
  failures: readonly string[];
  notes: readonly string[];
}

/** Measuring the assistant, for the studio. */
export interface Evaluation {
  /** What came with this version. */
  last(): Promise<EvaluationTables[]>;
  /** Measures the offline model now; who asks while it runs gets the same result. */
  run(): Promise<EvaluationTables>;
  /** Whether it is measuring, and what this process measured last. */
  now(): { running: boolean; latest: EvaluationTables | null };
}

/** The agent as the web side sees it. */
export interface Desk {
  respond(
    principal: Principal,
    request: { text: string; sessionId?: string; trial?: { prompt: string; offline?: boolean } },
    signal?: AbortSignal,
  ): AsyncIterable<TurnEvent>;
}

/** What can be told of the configured language model. */
export interface ModelMeter {
  name: string;
  /** Tokens of an organisation's day; 0 is no limit. */
  dailyTokens: number;
  /** Since this process began; null where there is no provider. */
  status: () => {
    circuit: 'closed' | 'open' | 'half_open';
    tries: Readonly<Record<string, number>>;
    tokens: { input: number; output: number };
  } | null;
}

export interface LiveFeed {
  /** Calls `tell` for each thing that happens in the organisation until the returned function is called. */
  subscribe(orgId: OrgId, tell: (message: LiveMessage) => void): () => void;
}
