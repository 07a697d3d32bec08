import type { Db, Viewer } from '../db/scope.ts';
import type { HealthReport } from '../domain/health.ts';
import type { OrgId } from '../domain/id.ts';
import type { ModelLimits, ModelPrices } from '../domain/model-budget.ts';
import type { Principal } from '../domain/principal.ts';
import type { RetentionLimits } from '../domain/retention.ts';
import { SafeNestError } from '../errors.ts';
import type { Jobs } from '../jobs/queue.ts';
import type { Log } from '../log.ts';
import type { FileStore } from '../media/files.ts';
import type { PdfPrinter } from '../media/print-pdf.ts';
import type { AskedPicture } from '../messages/asked-picture.ts';
import type { Card } from '../messages/card.ts';
import type { ChatPlatform } from '../messages/inbound.ts';
import type { LiveMessage } from '../messages/live.ts';
import type { TurnEvent } from '../messages/turn.ts';
import type { Backups } from '../pipeline/backup/backups.ts';
import type { CameraContext } from '../pipeline/cameras/camera-context.ts';
import type { ChannelKey } from '../pipeline/chat-channels.ts';
import type { DeliveryServices } from '../pipeline/delivery/delivery-services.ts';
import type { TextEmbedder } from '../pipeline/embedding/embedder.ts';
import type { GeoLookup } from '../pipeline/geo.ts';
import type { Wake } from '../pipeline/job-handlers.ts';
import type { Intake } from '../pipeline/moderation/intake.ts';
import type { FetchingParts } from '../pipeline/moderation/lists/refresh-list.ts';
import type { OrganisationScreeners } from '../pipeline/moderation/organisation-screeners.ts';
import type { ReportParts } from '../pipeline/reports/make-report.ts';
import type { TokenKey } from '../pipeline/sealed-tokens.ts';
import type { TicketServices } from '../pipeline/tickets/tracker.ts';
import type { AuditKey } from '../pipeline/work.ts';
import type { OidcSettings } from './auth/oidc.ts';
import type { ProxySettings } from './auth/proxy.ts';
import type { AttemptLimiter } from './auth/rate-limit.ts';
import type { Measures } from './measures.ts';

export type { LiveMessage };

/** Everything the web side needs, made by the composition root; routes and pages get it as it stands. */
export interface HttpServices {
  db: Db;
  auditKey: AuditKey;
  desk: Desk;
  jobs: Pick<Jobs, 'counts' | 'dead' | 'retryDead' | 'dropDead'>;
  live: LiveFeed;
  files: FileStore;
  /** Whether each part works for this organisation, as whoever asks may see it: as `system_health` and the health page tell it. */
  health: (of: OrgId | Viewer) => Promise<HealthReport>;
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
  /** A reverse proxy whose word is taken for who somebody is; the organisation is where it makes members. */
  proxy?: ProxySettings & { orgId: OrgId };
  /** The configured language model, for the metrics and its cost; absent in tests that ask nothing. */
  model?: ModelMeter;
  /** Sign-in attempts; shared between processes when they share a Redis. */
  limiter: AttemptLimiter;
  /** Cameras, and the models that look at pictures; absent where the process has none. */
  cameras?: CameraContext;
  /** How long a camera may be silent before it counts as offline; the usual where absent. */
  cameraSilentMs?: number;
  /** Where messages to be screened come in; absent where the process takes none. */
  messages?: Intake;
  /** The folder cameras upload into, where the settings name one. */
  cameraFolder?: string;
  /** Judges texts as each organisation wants it; absent where the process screens nothing. */
  screening?: OrganisationScreeners;
  /** What tells what a question means; the history is searched by its words where absent. */
  embedder?: TextEmbedder;
  /** What fetches lists that others keep; absent where the process fetches none. */
  lists?: FetchingParts;
  /** What parts of the service tell the metrics of their work; absent where nothing does. */
  measures?: Measures;
  /** Backups of the whole installation; absent where the process makes none. */
  backups?: Backups;
  /** For how long what is kept; the usual where absent. */
  retention?: RetentionLimits;
  geo?: GeoLookup;
  /** The language model of the settings; `offline` where absent. */
  modelName?: string;
  /** The chat platforms; absent where the process has none. */
  connections?: ChatConnections;
  /** What seals the secrets of places of delivery, and tells one of them something now; absent where the process has none. */
  delivery?: DeliveryServices;
  /** What seals the token of the issue tracker, and asks it something now; absent where the process has none. */
  tickets?: TicketServices;
  /** Absent where the process was started without the means to measure. */
  evaluation?: Evaluation;
  /** What makes reports; absent where the process makes none. */
  reports?: ReportParts;
  /** Makes PDFs of pages; absent where the process makes none. */
  printer?: PdfPrinter;
  /** Told of every batch of events that came over HTTP, for the metrics; the server sets it. */
  ingested?: (counts: IngestCounts) => void;
}

/** One thing about a connection, checked now. */
export interface CheckedConnection {
  platform: ChatPlatform;
  name: string;
  ok: boolean;
  detail: string;
  mend?: string;
}

/** For each platform, what it would be sent for a card: its own payload, and the pictures that the payload names. */
export type CardPreviews = Record<
  ChatPlatform,
  (card: Card, base: string) => Promise<{ payload: unknown; pictures: Record<string, string> }>
>;

/** The chat platforms as pages and the API see them. */
export interface ChatConnections {
  /** Which of them the service's own settings connect. */
  fromSettings: readonly ChatPlatform[];
  /** Seals the tokens of an organisation's own bots. */
  tokenKey: TokenKey;
  /** Everything that can be wrong with the connections that serve the organisation. Asks the platforms: takes seconds. */
  checks: (orgId: OrgId) => Promise<CheckedConnection[]>;
  /** Says something in a channel now. Throws with what is wrong in words. */
  say: (orgId: OrgId, channel: ChannelKey, text: string, key: string) => Promise<void>;
  /** Puts words to the AutoMod of a server of Discord, in place of those put there before. Throws with what is wrong in words. */
  keywords: (orgId: OrgId, workspace: string, words: readonly string[]) => Promise<{ rules: number; words: number }>;
  /** The app as Slack's “From a manifest” takes it. */
  slackManifest: (socketMode: boolean, rooms: boolean) => Record<string, unknown>;
  /** Where a server's admin adds the bot; null where there is no bot yet. Asks Discord whose token it is. */
  discordInvite: (orgId: OrgId) => Promise<string | null>;
  /** The app package to upload in Teams, a zip; null where there is no bot yet. */
  teamsPackage: (orgId: OrgId) => Promise<Buffer | null>;
  /** Why each scope or permission is asked for. */
  reasons: { slack: Record<string, string>; teams: Record<string, string> };
  previews: CardPreviews;
}

/** The chat platforms; `unavailable` where the process has none. */
export function chatOf({ connections }: Pick<HttpServices, 'connections'>): ChatConnections {
  if (!connections) throw new SafeNestError('unavailable', 'This process is not set up for chat platforms.');
  return connections;
}

/** What makes reports; `unavailable` where the process makes none. */
export function reportsOf({ reports }: Pick<HttpServices, 'reports'>): ReportParts {
  if (!reports) throw new SafeNestError('unavailable', 'This process is not set up to make reports.');
  return reports;
}

/** What looks at pictures; `unavailable` where the process has nothing that does. */
export function camerasOf({ cameras }: Pick<HttpServices, 'cameras'>): CameraContext {
  if (!cameras) throw new SafeNestError('unavailable', 'This process is not set up for pictures and cameras.');
  return cameras;
}

/** What makes backups; `unavailable` where the process makes none. */
export function backupsOf({ backups }: Pick<HttpServices, 'backups'>): Backups {
  if (!backups) throw new SafeNestError('unavailable', 'This process makes no backups.');
  return backups;
}

/** Where messages to be screened come in; `unavailable` where the process takes none. */
export function messagesOf({ messages }: Pick<HttpServices, 'messages'>): Intake {
  if (!messages) throw new SafeNestError('unavailable', 'This process is not set up to take messages in.');
  return messages;
}

/** What fetches lists that others keep; `unavailable` where the process fetches none. */
export function listsOf({ lists }: Pick<HttpServices, 'lists'>): FetchingParts {
  if (!lists) throw new SafeNestError('unavailable', 'This process is not set up to fetch lists.');
  return lists;
}

/** What judges texts; `unavailable` where the process has nothing that does. */
export function screeningOf({ screening }: Pick<HttpServices, 'screening'>): OrganisationScreeners {
  if (!screening) throw new SafeNestError('unavailable', 'This process is not set up to screen messages.');
  return screening;
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
    request: {
      text: string;
      sessionId?: string;
      trial?: { prompt: string; offline?: boolean };
      pictures?: readonly AskedPicture[];
    },
    signal?: AbortSignal,
  ): AsyncIterable<TurnEvent>;
}

/** What can be told of the configured language model. */
export interface ModelMeter {
  name: string;
  /** What an organisation may allow itself at most; 0 is no limit. */
  limits: ModelLimits;
  prices: ModelPrices;
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
