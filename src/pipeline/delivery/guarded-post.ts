import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { TargetAway, TargetRefused } from './delivery-errors.ts';
import { type AllowedNetworks, pinnedAddress, type Resolve } from './guarded-address.ts';

/** How an address that others gave us is called. */
export interface PostOptions {
  allowed: AllowedNetworks;
  /** How long one call may take in all, ms. */
  timeoutMs?: number;
  resolve?: Resolve;
  signal?: AbortSignal;
  /** Whose certificates count, PEM; the usual where absent. A test says. */
  ca?: string;
}

const TIMEOUT_MS = 10_000;
/** Nothing that is answered is kept; more than this is not even read. */
const MOST_BYTES = 64 * 1024;

/**
 * Posts bytes to an address that somebody gave us, and answers the status. The address is looked up once and pinned; no redirect is
 * followed, no proxy used, and what is answered beyond 64 KiB is not read. Throws `TargetRefused` for a private address, and `TargetAway`
 * where nobody answers in time.
 */
export async function postGuarded(
  to: URL,
  { headers, bytes }: { headers: Record<string, string>; bytes: Buffer },
  { allowed, timeoutMs = TIMEOUT_MS, resolve, signal, ca }: PostOptions,
): Promise<number> {
  const host = to.hostname.replace(/^\[|\]$/g, '');
  const address = await pinnedAddress(host, allowed, resolve);
  const limit = AbortSignal.timeout(timeoutMs);
  const secure = to.protocol === 'https:';
  return new Promise<number>((done, fail) => {
    let said: number | undefined;
    const send = secure ? httpsRequest : httpRequest;
    const request = send(
      {
        host: address,
        port: to.port || (secure ? 443 : 80),
        path: `${to.pathname}${to.search}`,
        method: 'POST',
        agent: false,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(secure && isIP(host) === 0 ? { servername: host } : {}),
        ...(secure && ca ? { ca } : {}),
        headers: { ...headers, host: to.host, 'content-length': bytes.length, connection: 'close' },
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
}

/** Throws for a status that says that it was not taken: whether trying again helps, or a person has to mend it. */
export function requireTaken(host: string, status: number): void {
  if (status >= 200 && status < 300) return;
  if (status >= 300 && status < 400)
    throw new TargetRefused(
      `${host} answers with a redirect (${status}), and none is followed. Give the address it leads to.`,
    );
  if (status >= 500 || status === 408 || status === 425 || status === 429)
    throw new TargetAway(`${host} cannot take it now (${status}).`);
  throw new TargetRefused(`${host} refuses it (${status}).`);
}

const reasonOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error instanceof Error ? error.name : 'error')).slice(0, 60);
