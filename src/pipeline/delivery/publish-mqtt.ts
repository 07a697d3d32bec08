import mqtt from 'mqtt';
import type { MqttSettings } from '../../domain/delivery.ts';
import { TargetAway, TargetRefused } from './delivery-errors.ts';
import { type AllowedNetworks, pinnedAddress, type Resolve } from './guarded-address.ts';

export interface MqttMessage {
  topic: string;
  payload: string;
  retain: boolean;
}

export interface MqttOptions {
  allowed: AllowedNetworks;
  /** Where a target names no broker: the installation's, which may be anywhere. */
  installationUrl: string | null;
  timeoutMs?: number;
  resolve?: Resolve | undefined;
}

const TIMEOUT_MS = 10_000;
/** Whoever only publishes is told little. */
const MOST_BYTES = 256 * 1024;

/** Publishes messages in their order, each at least once (QoS 1), over one connection. Throws `TargetAway` or `TargetRefused`. */
export async function publishMqtt(
  { settings, password }: { settings: MqttSettings; password: string | null },
  messages: readonly MqttMessage[],
  { allowed, installationUrl, timeoutMs = TIMEOUT_MS, resolve }: MqttOptions,
): Promise<void> {
  const { client, name } = await connectMqtt({ settings, password }, { allowed, installationUrl, timeoutMs, resolve });
  let timer: NodeJS.Timeout | undefined;
  let look: NodeJS.Timeout | undefined;
  try {
    await Promise.race([
      publishAll(client, messages),
      new Promise<never>((_, fail) => {
        timer = setTimeout(() => fail(new TargetAway(`The broker ${name} did not answer in time.`)), timeoutMs);
        look = setInterval(() => {
          const { bytesRead = 0 } = (client.stream ?? {}) as { bytesRead?: number };
          if (bytesRead > MOST_BYTES) fail(new TargetAway(`The broker ${name} says more than it is asked.`));
        }, 20);
      }),
    ]);
  } catch (error) {
    throw brokerError(error, name);
  } finally {
    clearTimeout(timer);
    clearInterval(look);
    client.end(true);
  }
}

/** A connection to a target's broker that begins now, where it may be reached; it is not made anew when it breaks. */
export async function connectMqtt(
  { settings, password }: { settings: MqttSettings; password: string | null },
  { allowed, installationUrl, timeoutMs = TIMEOUT_MS, resolve }: MqttOptions,
  more: Pick<mqtt.IClientOptions, 'will'> = {},
): Promise<{ client: mqtt.MqttClient; name: string }> {
  const named = settings.url ?? installationUrl;
  if (!named)
    throw new TargetRefused('No MQTT broker is set: name one here, or set MQTT_URL for the whole installation.');
  const url = new URL(named);
  const secure = url.protocol === 'mqtts:';
  if (!secure && url.protocol !== 'mqtt:')
    throw new TargetRefused('A broker’s address begins with mqtt:// or mqtts://.');
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const host = settings.url === null ? name : await pinnedAddress(name, allowed, resolve);
  const user = settings.user ?? (decodeURIComponent(url.username) || null);
  const secret = settings.url === null ? decodeURIComponent(url.password) || null : password;
  const client = mqtt.connect({
    protocol: secure ? 'mqtts' : 'mqtt',
    host,
    port: url.port ? Number(url.port) : secure ? 8883 : 1883,
    ...(secure ? { servername: name } : {}),
    ...(user === null ? {} : { username: user }),
    ...(secret === null ? {} : { password: secret }),
    reconnectPeriod: 0,
    connectTimeout: timeoutMs,
    clean: true,
    ...more,
  });
  return { client, name };
}

/** What went wrong with a broker, as one would say it: that it refused us, or is away. */
export function brokerError(error: unknown, name: string): TargetAway | TargetRefused {
  if (error instanceof TargetAway || error instanceof TargetRefused) return error;
  const { code } = error as { code?: unknown };
  // CONNACK: 4 and 5 in MQTT 3.1.1, 0x86 and 0x87 in 5.0
  if (code === 4 || code === 5 || code === 134 || code === 135)
    return new TargetRefused(`The broker ${name} does not take the user name and password.`);
  return new TargetAway(`The broker ${name} could not be reached (${String(code ?? 'closed').slice(0, 40)}).`, {
    cause: error,
  });
}

/** NOTE listens for errors all the time: one that nobody hears would end the process. */
async function publishAll(client: mqtt.MqttClient, messages: readonly MqttMessage[]): Promise<void> {
  const broken = new Promise<never>((_, fail) => {
    client.on('error', fail);
    client.on('close', () => fail(Object.assign(new Error('closed'), { code: 'closed' })));
  });
  broken.catch(() => {});
  await Promise.race([new Promise<void>((done) => client.once('connect', () => done())), broken]);
  for (const { topic, payload, retain } of messages)
    await Promise.race([client.publishAsync(topic, payload, { qos: 1, retain }), broken]);
}
