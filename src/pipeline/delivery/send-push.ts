import { createECDH, createHash, hkdfSync } from 'node:crypto';
import type { PushSubscription } from '../../domain/delivery.ts';
import type { Severity } from '../../domain/severity.ts';
import { TargetGone, TargetRefused } from './delivery-errors.ts';
import { type PostOptions, postGuarded, requireTaken } from './guarded-post.ts';

/** Who sends, as browsers' services know it (VAPID, RFC 8292): base64url, and an address where somebody answers for it. */
export interface PushKeys {
  publicKey: string;
  privateKey: string;
  subject: string;
}

/** The order of the curve P-256 (FIPS 186-5). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/**
 * The installation's keys, made of its secret (HKDF-SHA256, RFC 5869; reduced as FIPS 186-5 A.2.1 has it): the same in every process and
 * after every restart, and nowhere at rest. Browsers that were told of one public key take nothing signed with another.
 */
export function pushKeys(secret: string, publicUrl: string | null): PushKeys {
  const bytes = Buffer.from(hkdfSync('sha256', secret, '', 'safenest web push', 48));
  const number = (BigInt(`0x${bytes.toString('hex')}`) % (ORDER - 1n)) + 1n;
  const key = Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
  const curve = createECDH('prime256v1');
  curve.setPrivateKey(key);
  return {
    publicKey: curve.getPublicKey('base64url'),
    privateKey: key.toString('base64url'),
    subject: publicUrl?.startsWith('https:') ? publicUrl : 'mailto:safenest@safenest.invalid',
  };
}

/** What a browser is told; it alone can read it. */
export interface PushMessage {
  title: string;
  body: string;
  /** A path of the console. */
  url: string;
  /** What is shown under the same tag is replaced. */
  tag: string;
  /** What is critical stays until somebody looks at it. */
  severity: Severity | null;
}

/** For so long a browser's service keeps what is for a browser that is away, in seconds. */
const KEPT_S = 12 * 3600;

/**
 * Sends one message, encrypted for the browser alone. Throws `TargetGone` where the subscription has ended, `TargetAway` where trying again
 * helps, and `TargetRefused` where it does not.
 */
export async function sendPush(
  subscription: PushSubscription,
  message: PushMessage,
  { keys, ...options }: PostOptions & { keys: PushKeys },
): Promise<void> {
  const to = new URL(subscription.endpoint);
  if (to.protocol !== 'https:')
    throw new TargetRefused('A browser’s service needs an address that begins with https://.');
  // loaded where it is needed: most installations send none
  const { default: webPush } = await import('web-push');
  let request: ReturnType<typeof webPush.generateRequestDetails>;
  try {
    request = webPush.generateRequestDetails(subscription, JSON.stringify(message), {
      vapidDetails: keys,
      TTL: KEPT_S,
      // a phone that sleeps is woken for these
      urgency: message.severity === 'critical' || message.severity === 'high' ? 'high' : 'normal',
      topic: createHash('sha256').update(message.tag).digest('base64url').slice(0, 32),
      contentEncoding: 'aes128gcm',
    });
  } catch (cause) {
    throw new TargetRefused('The keys of this browser cannot be used. Remove it, and switch it on again there.', {
      cause,
    });
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const status = await postGuarded(to, { headers, bytes: request.body }, options);
  if (status === 404 || status === 410)
    throw new TargetGone(`${to.host} says that this browser wants none any more (${status}).`);
  requireTaken(to.host, status);
}
