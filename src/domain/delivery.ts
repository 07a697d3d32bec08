import type { AlertLimits } from './alert-limits.ts';
import type { BindingPurpose, QuietHours, Weekday } from './channel.ts';
import type { Language } from './language.ts';
import type { Severity } from './severity.ts';

/** How news goes where there is no chat. */
export const TARGET_KINDS = ['email', 'webhook', 'mqtt'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

/** `waiting` for its turn; `dropped`: over before anybody had to be told; `dead`: given up, until somebody sends it again. */
export const DELIVERY_STATES = ['waiting', 'sent', 'dropped', 'dead'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Where e-mail goes, and through which server; the installation's own (`SMTP_URL`) where `server` is null. */
export interface EmailSettings {
  to: string[];
  from: string | null;
  server: {
    host: string;
    port: number;
    /** `implicit`: TLS from the first byte; `starttls`: required; `none`: for servers on the same machine. */
    tls: 'implicit' | 'starttls' | 'none';
    user: string | null;
  } | null;
}

export interface WebhookSettings {
  url: string;
}

/** Where messages are published; the installation's own broker (`MQTT_URL`) where `url` is null. */
export interface MqttSettings {
  url: string | null;
  user: string | null;
  /** What all topics begin with. */
  prefix: string;
  /** Home Assistant's own prefix for discovery; null: it is not told. */
  discovery: string | null;
  /** Each camera is told of, too: whether it is there, its last event, how many people. */
  cameras: boolean;
  /** With its latest picture. */
  pictures: boolean;
  /** Numbers of people who agreed that it is told where they were seen last. */
  people: number[];
  /** Cameras may be switched on and off there, and their alerts paused. */
  control: boolean;
}

export type TargetSettings =
  | { kind: 'email'; settings: EmailSettings }
  | { kind: 'webhook'; settings: WebhookSettings }
  | { kind: 'mqtt'; settings: MqttSettings };

/** A browser that shows notifications, by its own name for itself, and whose service takes them for it. */
export interface PushSettings {
  device: string;
  host: string;
}

/** Where a browser's service takes messages for it, and what they are encrypted with: RFC 8030 and 8291, base64url. */
export interface PushSubscription {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** What opens doors there; sealed at rest, shown to nobody. */
export interface TargetSecrets {
  password?: string;
  /** Signs webhooks. */
  secret?: string;
  subscription?: PushSubscription;
}

/** Somewhere news goes beside the chat, as admins set it up. */
export type DeliveryTarget = TargetSettings & HowTold;

/** A member's browser: told of alerts because they want it, theirs alone. */
export type PushDevice = { kind: 'push'; settings: PushSettings; memberId: string } & HowTold;

/** Whatever news is delivered to beside the chat. */
export type Receiver = DeliveryTarget | PushDevice;

/** What all of them have: of what, when, and how it goes. */
interface HowTold {
  id: string;
  name: string;
  purposes: BindingPurpose[];
  /** Of alerts and incidents: from this severity upward. */
  floor: Severity;
  /** Of alerts and incidents: those of these alone; null: of all. */
  limits: AlertLimits | null;
  quiet: QuietHours | null;
  /** Days on which what is less than critical waits. */
  quietDays: Weekday[];
  /** IANA zone of the quiet hours and days; the organisation's where null. */
  timeZone: string | null;
  /** In which it is told. */
  language: Language;
  /** What comes within so many seconds goes together; what is critical never waits. */
  rollupSeconds: number;
  enabled: boolean;
  updatedAt: Date;
  updatedBy: string;
  deliveredAt: Date | null;
  failingSince: Date | null;
  failures: number;
  lastError: string | null;
  retryAt: Date | null;
}

/** What a target is told, as it stood when it was written down. */
export interface DeliveryBody {
  ref: string;
  /** One plain line. */
  title: string;
  /** All of the card, as text. */
  text: string;
  status: string;
  severity: Severity | null;
  /** ISO 8601 in UTC. */
  at: string;
  url: string;
  /** Who did it last, where somebody did. */
  by: string | null;
  /** There is something to do about it. */
  pending: boolean;
}

/** One piece of news for one target; its id is the event id that the receiver is told, however often it is sent. */
export interface Delivery {
  id: string;
  targetId: string;
  /** E.g. `alert.raised`. */
  type: string;
  subject: string;
  severity: Severity | null;
  body: DeliveryBody;
  state: DeliveryState;
  createdAt: Date;
  dueAt: Date;
  attempts: number;
  lastError: string | null;
  doneAt: Date | null;
  /** When it was first sent, whether or not we heard that it arrived: from then on it stays as it is. */
  begunAt: Date | null;
  /** Of a mail that only some have taken: who has not yet. */
  recipients: string[] | null;
}
