import { resolve } from 'node:path';
import { z } from 'zod';
import { type ModelLimits, type ModelPrices, readPrices } from './domain/model-budget.ts';
import { MODEL_DEVICES, type ModelDevice } from './domain/model-device.ts';
import { fieldErrors, plainMessage } from './domain/plain-issue.ts';
import type { RetentionLimits } from './domain/retention.ts';
import { ROLES, type Role } from './domain/role.ts';
import { SafeNestError } from './errors.ts';

/** An empty variable is an absent one: `.env` files are full of `NAME=`. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const withDefault = <T extends z.ZodType>(schema: T, fallback: string) =>
  z.preprocess((value) => (value === undefined || value === '' ? fallback : value), schema);

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an address like https://desk.example.com' });
const secret = z.string().min(16, 'must have at least 16 characters');

const headerName = z
  .string()
  .regex(/^[A-Za-z0-9-]{1,100}$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase());
/** `soc-admins=admin,soc=officer`: what a group makes somebody. */
const groupRoles = z.string().transform((text, check) =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .map((one) => {
      const at = one.lastIndexOf('=');
      const [group, role] = [one.slice(0, at).trim(), ROLES.find((known) => known === one.slice(at + 1).trim())];
      if (at < 1 || group === '' || !role)
        check.addIssue({
          code: 'custom',
          message: `must be groups with roles, like soc=officer; roles are ${ROLES.join(', ')}`,
        });
      return { group, role: role ?? ('employee' as const) };
    }),
);

/** An amount of dollars, kept as millionths. */
const dollars = withDefault(
  z.coerce
    .number()
    .min(0)
    .max(1_000_000)
    .transform((usd) => Math.round(usd * 1_000_000)),
  '0',
);

const days = (fallback: string) => withDefault(z.coerce.number().int().min(1).max(36_500), fallback);

const ROLES_OF_A_PROCESS = ['bot', 'web', 'worker'] as const;
export type ProcessRole = (typeof ROLES_OF_A_PROCESS)[number];

/** Every setting, its check and its default; `.env.example` says the same in words, and a test compares the two. */
export const settings = z.object({
  PORT: withDefault(z.coerce.number().int().min(0).max(65535), '3000'),
  HOST: withDefault(z.string(), '127.0.0.1'),
  PUBLIC_URL: optional(webAddress),
  SAFENEST_DATA: withDefault(z.string(), './data'),
  SAFENEST_MODELS: optional(z.string()),
  MODELS_DEVICE: withDefault(z.enum(MODEL_DEVICES), 'cpu'),
  FACE_EMBEDDER: optional(z.string()),
  FACE_THRESHOLD: withDefault(z.coerce.number().min(0.2).max(0.9), '0.45'),
  SCREENING_MODEL: withDefault(z.string(), 'own'),
  EMBEDDINGS: withDefault(z.string(), 'own'),
  SAFENEST_ADMIN_KEY: optional(secret),
  SAFENEST_SECRET: optional(secret),
  DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')),
  S3_BUCKET: optional(z.string()),
  S3_REGION: withDefault(z.string(), 'us-east-1'),
  S3_ENDPOINT: optional(webAddress),
  S3_ACCESS_KEY_ID: optional(z.string()),
  S3_SECRET_ACCESS_KEY: optional(z.string()),
  S3_PATH_STYLE: withDefault(z.enum(['auto', 'yes', 'no']), 'auto'),
  S3_PREFIX: optional(z.string().regex(/^[\w./-]*$/, 'must be letters, digits and / . _ - only')),
  RETENTION_FRAME_DAYS: days('30'),
  RETENTION_EVENT_DAYS: days('365'),
  RETENTION_QUESTION_DAYS: days('7'),
  RETENTION_MESSAGE_DAYS: days('30'),
  RETENTION_CASE_DAYS: days('365'),
  RETENTION_REPORT_DAYS: days('1095'),
  RETENTION_UNKNOWN_DAYS: days('180'),
  RETENTION_ARCHIVED_DAYS: days('730'),
  RETENTION_BIOMETRIC_DAYS: withDefault(z.coerce.number().int().min(0).max(30), '7'),
  BACKUP_NIGHTLY: withDefault(z.enum(['auto', 'yes', 'no']), 'auto'),
  BACKUP_KEEP: withDefault(z.coerce.number().int().min(1).max(1000), '14'),
  SAFENEST_CAMERA_FOLDER: optional(z.string()),
  CAMERA_EVENT_GAP_SECONDS: withDefault(z.coerce.number().int().min(1).max(3600), '60'),
  CAMERA_EVENT_LONGEST_SECONDS: withDefault(z.coerce.number().int().min(1).max(86_400), '600'),
  CAMERA_SILENT_MINUTES: withDefault(z.coerce.number().int().min(1).max(525_600), '60'),
  REDIS_URL: optional(z.string().regex(/^rediss?:\/\//, 'must begin with redis://')),
  LLM_MODEL: withDefault(
    z.string().regex(/^(offline|(openai|anthropic|ollama):.+)$/, 'must be offline, openai:…, anthropic:… or ollama:…'),
    'offline',
  ),
  OPENAI_API_KEY: optional(z.string()),
  OPENAI_BASE_URL: optional(webAddress),
  ANTHROPIC_API_KEY: optional(z.string()),
  ANTHROPIC_BASE_URL: optional(webAddress),
  OLLAMA_BASE_URL: optional(webAddress),
  LLM_CALL_SECONDS: withDefault(z.coerce.number().int().min(1).max(600), '40'),
  LLM_TURN_TOKENS: withDefault(z.coerce.number().int().min(0), '60000'),
  LLM_DAILY_TOKENS: withDefault(z.coerce.number().int().min(0), '2000000'),
  LLM_MEMBER_TOKENS: withDefault(z.coerce.number().int().min(0), '0'),
  LLM_TURN_USD: dollars,
  LLM_MEMBER_USD: dollars,
  LLM_DAILY_USD: dollars,
  LLM_PRICES: withDefault(
    z
      .string()
      .refine(
        (text) => readPrices(text) !== null,
        'must be MODEL=IN/OUT, e.g. openai:NAME=0.15/0.60, and others behind commas',
      ),
    '',
  ),
  OIDC_ISSUER: optional(webAddress),
  OIDC_CLIENT_ID: optional(z.string()),
  OIDC_CLIENT_SECRET: optional(z.string()),
  PROXY_AUTH_SECRET: optional(z.string().min(32, 'must have at least 32 characters')),
  PROXY_AUTH_ADDRESSES: withDefault(z.string(), '127.0.0.1,::1'),
  PROXY_AUTH_SECRET_HEADER: withDefault(headerName, 'x-proxy-secret'),
  PROXY_AUTH_EMAIL_HEADER: withDefault(headerName, 'x-forwarded-email'),
  PROXY_AUTH_GROUPS_HEADER: withDefault(headerName, 'x-forwarded-groups'),
  PROXY_AUTH_ROLES: withDefault(groupRoles, ''),
  PROXY_AUTH_CREATES_MEMBERS: withDefault(z.enum(['yes', 'no']), 'no'),
  SLACK_BOT_TOKEN: optional(z.string().startsWith('xoxb-', 'must begin with xoxb-')),
  SLACK_SIGNING_SECRET: optional(z.string()),
  SLACK_APP_TOKEN: optional(z.string().startsWith('xapp-', 'must begin with xapp-')),
  SLACK_ADMIN_TOKEN: optional(z.string().startsWith('xoxp-', 'must begin with xoxp-')),
  SLACK_API_URL: withDefault(webAddress, 'https://slack.com/api'),
  DISCORD_TOKEN: optional(z.string()),
  DISCORD_SHARDS: withDefault(
    z.union([z.literal('auto'), z.coerce.number().int().min(1).max(1000)], 'must be auto or a number from 1'),
    'auto',
  ),
  DISCORD_API_URL: withDefault(webAddress, 'https://discord.com/api'),
  TEAMS_APP_ID: optional(z.string()),
  TEAMS_APP_PASSWORD: optional(z.string()),
  TEAMS_TENANT_ID: optional(z.string()),
  TEAMS_GRAPH: withDefault(z.enum(['yes', 'no']), 'no'),
  TEAMS_LOGIN_URL: withDefault(webAddress, 'https://login.microsoftonline.com'),
  TEAMS_SERVICE_URL: withDefault(webAddress, 'https://smba.trafficmanager.net/teams'),
  TEAMS_OPENID_URL: withDefault(webAddress, 'https://login.botframework.com/v1/.well-known/openidconfiguration'),
  TEAMS_GRAPH_URL: withDefault(webAddress, 'https://graph.microsoft.com'),
  SMTP_URL: optional(
    z.url({ protocol: /^smtps?$/, error: 'must be an address like smtps://user:password@mail.example.com' }),
  ),
  MQTT_URL: optional(z.url({ protocol: /^mqtts?$/, error: 'must be an address like mqtts://broker.example.com:8883' })),
  DELIVERY_PRIVATE_NETWORKS: optional(
    z.string().regex(/^[\da-fA-F.:/,\s]+$/, 'must be networks with commas between, such as 192.168.1.0/24,10.0.0.5'),
  ),
  GEOIP_DATABASE: optional(z.string()),
  GEOIP_ASN_DATABASE: optional(z.string()),
  GEOIP_ANONYMOUS_DATABASE: optional(z.string()),
  CHROMIUM_PATH: optional(z.string()),
  ROLES: withDefault(
    z.string().transform((text, context): ProcessRole[] => {
      const named = text.split(',').map((role) => role.trim());
      const unknown = named.find((role) => !ROLES_OF_A_PROCESS.includes(role as ProcessRole));
      if (unknown !== undefined) context.addIssue(`must name ${ROLES_OF_A_PROCESS.join(', ')} only, not "${unknown}"`);
      return named as ProcessRole[];
    }),
    'bot,web,worker',
  ),
  NODE_ENV: optional(z.string()),
  LOG_LEVEL: withDefault(z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']), 'info'),
  SAFENEST_URL: optional(webAddress),
  SAFENEST_API_KEY: optional(z.string()),
});

export type Settings = z.output<typeof settings>;

/** The settings under the names the code uses. Secrets are held by `Secret`, which prints as `[secret]`. */
export interface Config {
  port: number;
  host: string;
  publicUrl: string | null;
  /** Absolute folder. */
  dataDir: string;
  /** Absolute folder of the models for pictures; and which of them tells faces apart: a name, or a file. Null: the best that is there. */
  modelsDir: string;
  faceEmbedder: string | null;
  /** What they run on. */
  modelsDevice: ModelDevice;
  /** Cosine from which a face is somebody's, for an embedder that is not in the catalogue. */
  faceThreshold: number;
  /** What screens messages: `own`, `lexicon`, `openai`, or the folder of a BERT-style model. */
  screeningModel: string;
  /** What embeds the history: `own`, `openai`, `openai:<model>`, or the folder of a sentence-transformer. */
  embeddings: string;
  cameras: {
    /** Absolute folder whose sub-folders cameras upload pictures into; null: there is none. */
    folder: string | null;
    /** Pictures with at most this between them are one event, and how long one event may last. */
    gapSeconds: number;
    longestSeconds: number;
    /** After so long without a picture a camera counts as silent. */
    silentMinutes: number;
  };
  adminKey: Secret | null;
  secret: Secret | null;
  databaseUrl: Secret | null;
  redisUrl: Secret | null;
  /** Where files are kept; null: in the data folder. */
  s3: {
    bucket: string;
    region: string;
    endpoint: string | null;
    credentials: { accessKeyId: string; secretAccessKey: Secret } | null;
    pathStyle: boolean;
    prefix: string;
  } | null;
  /** After how many days what is deleted or, for unknown people, archived. */
  retention: RetentionLimits;
  /** How many nightly backups are kept; null: none is made by night. */
  nightlyBackups: number | null;
  model: { name: string; openaiKey: Secret | null; openaiBaseUrl: string | null } & {
    anthropicKey: Secret | null;
    anthropicBaseUrl: string | null;
    ollamaBaseUrl: string | null;
    /** How long one call may take, in seconds. */
    callSeconds: number;
    /** What an organisation may allow itself at most. */
    limits: ModelLimits;
    prices: ModelPrices;
  };
  /** The installation's own bots, from the environment; organisations may add theirs in the console. Null where not set. */
  slack: { botToken: Secret; signingSecret: Secret | null; appToken: Secret | null; adminToken: Secret | null } | null;
  discord: { token: Secret; shards: number | 'auto' } | null;
  teams: { appId: string; appPassword: Secret; tenantId: string | null; graph: boolean } | null;
  /** Where the platforms are, without a slash at the end. */
  addresses: Record<'slack' | 'discord' | 'teamsLogin' | 'teamsOpenId' | 'teamsService' | 'teamsGraph', string>;
  oidc: { issuer: string; clientId: string; clientSecret: Secret | null } | null;
  /** A reverse proxy whose word is taken for who somebody is. */
  proxyAuth: {
    secret: Secret;
    addresses: string;
    secretHeader: string;
    emailHeader: string;
    groupsHeader: string;
    roles: { group: string; role: Role }[];
    createsMembers: boolean;
  } | null;
  /** Where news goes beside the chat: the installation's own mail server and broker, and which private networks may be reached. */
  delivery: { smtpUrl: Secret | null; mqttUrl: Secret | null; privateNetworks: string };
  geoip: { places: string | null; networks: string | null; anonymous: string | null };
  /** A Chromium that prints reports as PDFs; null: one on the PATH, if there is one. */
  chromiumPath: string | null;
  roles: ProcessRole[];
  /** Nothing that is there for development only. */
  production: boolean;
  logLevel: string;
  /** Where commands find a running server, and the key they show it. */
  remote: { url: string | null; key: Secret | null };
}

/** A value that must never be printed: string conversion, JSON and console output all say `[secret]`. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[secret]';
  }
  toJSON(): string {
    return '[secret]';
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

const secretOf = (value: string | undefined): Secret | null => (value === undefined ? null : new Secret(value));

/** Reads the environment once; what is wrong is reported all together, each by its variable's name. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const parsed = settings.safeParse(environment, { error: plainMessage });
  if (!parsed.success) {
    const problems = fieldErrors(parsed.error).map(({ field, message }) => `  ${field} ${message}`);
    throw new SafeNestError(
      'invalid_input',
      `Settings that cannot be used:\n${problems.join('\n')}\nSee .env.example.`,
    );
  }
  const s = parsed.data;
  if (s.OIDC_ISSUER && !s.OIDC_CLIENT_ID)
    throw new SafeNestError('invalid_input', 'OIDC_ISSUER is set but OIDC_CLIENT_ID is not; set both or neither.');
  if (s.SLACK_BOT_TOKEN && !s.SLACK_SIGNING_SECRET && !s.SLACK_APP_TOKEN)
    throw new SafeNestError(
      'invalid_input',
      'SLACK_BOT_TOKEN is set; set SLACK_SIGNING_SECRET (for events over HTTP) or SLACK_APP_TOKEN (for Socket Mode) as well.',
    );
  if (!s.TEAMS_APP_ID !== !s.TEAMS_APP_PASSWORD)
    throw new SafeNestError('invalid_input', 'Set both TEAMS_APP_ID and TEAMS_APP_PASSWORD, or neither.');
  if (!s.S3_ACCESS_KEY_ID !== !s.S3_SECRET_ACCESS_KEY)
    throw new SafeNestError('invalid_input', 'Set both S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, or neither.');
  if (!s.S3_BUCKET && (s.S3_ENDPOINT || s.S3_ACCESS_KEY_ID))
    throw new SafeNestError('invalid_input', 'S3_ENDPOINT or S3_ACCESS_KEY_ID is set but S3_BUCKET is not.');
  const address = (url: string): string => url.replace(/\/+$/, '');
  return {
    port: s.PORT,
    host: s.HOST,
    publicUrl: s.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    dataDir: resolve(s.SAFENEST_DATA),
    modelsDir: s.SAFENEST_MODELS ? resolve(s.SAFENEST_MODELS) : resolve(s.SAFENEST_DATA, 'models'),
    faceEmbedder: s.FACE_EMBEDDER ?? null,
    modelsDevice: s.MODELS_DEVICE,
    faceThreshold: s.FACE_THRESHOLD,
    screeningModel: s.SCREENING_MODEL,
    embeddings: s.EMBEDDINGS,
    adminKey: secretOf(s.SAFENEST_ADMIN_KEY),
    secret: secretOf(s.SAFENEST_SECRET),
    databaseUrl: secretOf(s.DATABASE_URL),
    redisUrl: secretOf(s.REDIS_URL),
    s3: s.S3_BUCKET
      ? {
          bucket: s.S3_BUCKET,
          region: s.S3_REGION,
          endpoint: s.S3_ENDPOINT ?? null,
          credentials:
            s.S3_ACCESS_KEY_ID && s.S3_SECRET_ACCESS_KEY
              ? { accessKeyId: s.S3_ACCESS_KEY_ID, secretAccessKey: new Secret(s.S3_SECRET_ACCESS_KEY) }
              : null,
          pathStyle: s.S3_PATH_STYLE === 'auto' ? s.S3_ENDPOINT !== undefined : s.S3_PATH_STYLE === 'yes',
          prefix: s.S3_PREFIX ? `${s.S3_PREFIX.replace(/^\/+|\/+$/g, '')}/` : '',
        }
      : null,
    cameras: {
      folder: s.SAFENEST_CAMERA_FOLDER ? resolve(s.SAFENEST_CAMERA_FOLDER) : null,
      gapSeconds: s.CAMERA_EVENT_GAP_SECONDS,
      longestSeconds: s.CAMERA_EVENT_LONGEST_SECONDS,
      silentMinutes: s.CAMERA_SILENT_MINUTES,
    },
    retention: {
      frameDays: s.RETENTION_FRAME_DAYS,
      eventDays: s.RETENTION_EVENT_DAYS,
      questionDays: s.RETENTION_QUESTION_DAYS,
      messageDays: s.RETENTION_MESSAGE_DAYS,
      caseDays: s.RETENTION_CASE_DAYS,
      reportDays: s.RETENTION_REPORT_DAYS,
      unknownDays: s.RETENTION_UNKNOWN_DAYS,
      archivedDays: s.RETENTION_ARCHIVED_DAYS,
      biometricDays: s.RETENTION_BIOMETRIC_DAYS,
    },
    nightlyBackups:
      s.BACKUP_NIGHTLY === 'yes' || (s.BACKUP_NIGHTLY === 'auto' && !s.DATABASE_URL) ? s.BACKUP_KEEP : null,
    model: {
      name: s.LLM_MODEL,
      openaiKey: secretOf(s.OPENAI_API_KEY),
      openaiBaseUrl: s.OPENAI_BASE_URL ?? null,
      anthropicKey: secretOf(s.ANTHROPIC_API_KEY),
      anthropicBaseUrl: s.ANTHROPIC_BASE_URL ?? null,
      ollamaBaseUrl: s.OLLAMA_BASE_URL ?? null,
      callSeconds: s.LLM_CALL_SECONDS,
      limits: {
        turnTokens: s.LLM_TURN_TOKENS,
        turnMicros: s.LLM_TURN_USD,
        memberTokens: s.LLM_MEMBER_TOKENS,
        memberMicros: s.LLM_MEMBER_USD,
        dailyTokens: s.LLM_DAILY_TOKENS,
        dailyMicros: s.LLM_DAILY_USD,
      },
      prices: readPrices(s.LLM_PRICES)!,
    },
    slack: s.SLACK_BOT_TOKEN
      ? {
          botToken: new Secret(s.SLACK_BOT_TOKEN),
          signingSecret: secretOf(s.SLACK_SIGNING_SECRET),
          appToken: secretOf(s.SLACK_APP_TOKEN),
          adminToken: secretOf(s.SLACK_ADMIN_TOKEN),
        }
      : null,
    discord: s.DISCORD_TOKEN ? { token: new Secret(s.DISCORD_TOKEN), shards: s.DISCORD_SHARDS } : null,
    teams:
      s.TEAMS_APP_ID && s.TEAMS_APP_PASSWORD
        ? {
            appId: s.TEAMS_APP_ID,
            appPassword: new Secret(s.TEAMS_APP_PASSWORD),
            tenantId: s.TEAMS_TENANT_ID ?? null,
            graph: s.TEAMS_GRAPH === 'yes',
          }
        : null,
    addresses: {
      slack: address(s.SLACK_API_URL),
      discord: address(s.DISCORD_API_URL),
      teamsLogin: address(s.TEAMS_LOGIN_URL),
      teamsOpenId: s.TEAMS_OPENID_URL,
      teamsService: address(s.TEAMS_SERVICE_URL),
      teamsGraph: address(s.TEAMS_GRAPH_URL),
    },
    oidc: s.OIDC_ISSUER
      ? { issuer: s.OIDC_ISSUER, clientId: s.OIDC_CLIENT_ID!, clientSecret: secretOf(s.OIDC_CLIENT_SECRET) }
      : null,
    proxyAuth: s.PROXY_AUTH_SECRET
      ? {
          secret: secretOf(s.PROXY_AUTH_SECRET)!,
          addresses: s.PROXY_AUTH_ADDRESSES,
          secretHeader: s.PROXY_AUTH_SECRET_HEADER,
          emailHeader: s.PROXY_AUTH_EMAIL_HEADER,
          groupsHeader: s.PROXY_AUTH_GROUPS_HEADER,
          roles: s.PROXY_AUTH_ROLES,
          createsMembers: s.PROXY_AUTH_CREATES_MEMBERS === 'yes',
        }
      : null,
    delivery: {
      smtpUrl: secretOf(s.SMTP_URL),
      mqttUrl: secretOf(s.MQTT_URL),
      privateNetworks: s.DELIVERY_PRIVATE_NETWORKS ?? '',
    },
    geoip: {
      places: s.GEOIP_DATABASE ?? null,
      networks: s.GEOIP_ASN_DATABASE ?? null,
      anonymous: s.GEOIP_ANONYMOUS_DATABASE ?? null,
    },
    chromiumPath: s.CHROMIUM_PATH ?? null,
    roles: s.ROLES,
    production: s.NODE_ENV === 'production',
    logLevel: s.LOG_LEVEL,
    remote: { url: s.SAFENEST_URL?.replace(/\/+$/, '') ?? null, key: secretOf(s.SAFENEST_API_KEY) },
  };
}

/** What a language model is made with, keys revealed: for whoever makes one, and for nothing else. */
export const providerSettings = ({ model }: Config) => ({
  name: model.name,
  openaiKey: model.openaiKey?.reveal() ?? null,
  openaiBaseUrl: model.openaiBaseUrl,
  anthropicKey: model.anthropicKey?.reveal() ?? null,
  anthropicBaseUrl: model.anthropicBaseUrl,
  ollamaBaseUrl: model.ollamaBaseUrl,
});
