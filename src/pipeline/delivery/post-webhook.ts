import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { TargetAway, TargetRefused } from './delivery-errors.ts';
import { type AllowedNetworks, pinnedAddress, type Resolve } from './guarded-address.ts';

/** What a webhook is told: its id is the same however often it is sent, its body too. */
export interface WebhookCall {
  url: string;
  id: string;
  body: string;
  /** As it was given out: `whsec_` and base64. */
  secret: string;
}

export interface WebhookOptions {
  allowed: AllowedNetworks;
  now: () => Date;
  /** How long one call may take in all, ms. */
  timeoutMs?: number;
  resolve?: Resolve;
  signal?: AbortSignal;
}

const TIMEOUT_MS = 10_000;
/** Nothing that is answered is kept; more than this is not even read. */
const MOST_BYTES = 64 * 1024;

/** The bytes that sign, of a secret as people hold it. */
export const webhookKey = (secret: string): Buffer => Buffer.from(secret.replace(/^whsec_/, ''), 'base64');

/** `v1,` and the HMAC-SHA-256 over id, time (seconds) and body, base64: as Standard Webhooks 1.0.0 has it. */
export const signWebhook = (secret: string, id: string, seconds: number, body: string): string =>
  `v1,${createHmac('sha256', webhookKey(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`;

/**
 * Posts one event. The address is looked up once and pinned; no redirect is followed, no proxy used, and what is answered beyond
 * 64 KiB is not read. Throws `TargetAway` where trying again helps, `TargetRefused` where a person has to mend it.
 */
export async function postWebhook(
  { url, id, body, secret }: WebhookCall,
  { allowed, now, timeoutMs = TIMEOUT_MS, resolve, signal }: WebhookOptions,
): Promise<void> {
  const to = new URL(url);
  if (to.protocol !== 'https:' && to.protocol !== 'http:')
    throw new TargetRefused('A webhook needs an address that begins with https:// or http://.');
  const host = to.hostname.replace(/^\[|\]$/g, '');
  const address = await pinnedAddress(host, allowed, resolve);
  const seconds = Math.floor(now().getTime() / 1000);
  const bytes = Buffer.from(body);
  const limit = AbortSignal.timeout(timeoutMs);
  const status = await new Promise<number>((done, fail) => {
    let said: number | undefined;
    const send = to.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(
      {
        host: address,
        port: to.port || (to.protocol === 'https:' ? 443 : 80),
        path: `${to.pathname}${to.search}`,
        method: 'POST',
        agent: false,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(to.protocol === 'https:' && isIP(host) === 0 ? { servername: host } : {}),
        headers: {
          host: to.host,
          'content-type': 'application/json; charset=utf-8',
          'content-length': bytes.length,
          'user-agent': 'SafeNest-Webhooks/1',
          'webhook-id': id,
          'webhook-timestamp': String(seconds),
          'webhook-signature': signWebhook(secret, id, seconds, body),
          connection: 'close',
        },
      },
      (response) => {
        const { statusCode = 0 } = response;
        said = statusCode;
        let read = 0;
        response.on('data', (chunk: Buffer) => {
          read += chunk.length;
          // the status has been said: the rest is nobody's business
          if (read > MOST_BYTES) {
            done(statusCode);
            request.destroy();
          }
        });
        response.on('end', () => done(statusCode));
        response.on('error', () => done(statusCode));
      },
    );
    // an answer that begins counts, however it ends
    request.on('error', (error) => (said === undefined ? fail(error) : done(said)));
    request.end(bytes);
  }).catch((cause: unknown) => {
    if (limit.aborted) throw new TargetAway(`${to.host} did not answer within ${timeoutMs / 1000} s.`, { cause });
    throw new TargetAway(`${to.host} could not be reached (${reasonOf(cause)}).`, { cause });
  });
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400)
    throw new TargetRefused(
      `${to.host} answers with a redirect (${status}), and none is followed. Give the address it leads to.`,
    );
  if (status >= 500 || status === 408 || status === 425 || status === 429)
    throw new TargetAway(`${to.host} cannot take it now (${status}).`);
  throw new TargetRefused(`${to.host} refuses it (${status}).`);
}

const reasonOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error instanceof Error ? error.name : 'error')).slice(0, 60);
