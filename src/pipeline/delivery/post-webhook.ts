import { createHmac } from 'node:crypto';
import { TargetRefused } from './delivery-errors.ts';
import { type PostOptions, postGuarded, requireTaken } from './guarded-post.ts';

/** What a webhook is told: its id is the same however often it is sent, its body too. */
export interface WebhookCall {
  url: string;
  id: string;
  body: string;
  /** As it was given out: `whsec_` and base64. */
  secret: string;
}

/** The bytes that sign, of a secret as people hold it. */
export const webhookKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** `v1,` and the HMAC-SHA-256 over id, time (seconds) and body, base64: as Standard Webhooks 1.0.0 has it. */
export const signWebhook = (secret: string, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', webhookKey(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`;

/**
 * Posts one event, as `postGuarded` does. Throws `TargetAway` where trying again helps, `TargetRefused` where a person has to mend it.
 */
export async function postWebhook(
  { url, id, body, secret }: WebhookCall,
  { now, ...options }: PostOptions & { now: () => Date },
): Promise<void> {
  const to = new URL(url);
  if (to.protocol !== 'https:' && to.protocol !== 'http:')
    throw new TargetRefused('A webhook needs an address that begins with https:// or http://.');
  const seconds = Math.floor(now().getTime() / 1000);
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'SafeNest-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signWebhook(secret, id, seconds, body),
  };
  requireTaken(to.host, await postGuarded(to, { headers, bytes: Buffer.from(body) }, options));
}
