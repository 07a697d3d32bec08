import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { TargetAway, TargetRefused } from '../../delivery/delivery-errors.ts';
import { type AllowedNetworks, pinnedAddress, type Resolve } from '../../delivery/guarded-address.ts';
import { LARGEST_LIST } from './read-list.ts';

/** How lists of others may be reached. */
export interface ListNetwork {
  /** Addresses that are not public and may be reached all the same. */
  allowed: AllowedNetworks;
  /** How long one fetch may take in all, ms. */
  timeoutMs?: number;
  resolve?: Resolve;
}

const TIMEOUT_MS = 20_000;

/**
 * Fetches a list. The address is looked up once and pinned; no redirect is followed, no proxy used, nothing unpacked, and what is longer
 * than a list may be is not read to its end. Throws `TargetAway` where trying again helps, `TargetRefused` where a person has to mend it.
 */
export async function fetchList(
  url: string,
  { allowed, timeoutMs = TIMEOUT_MS, resolve }: ListNetwork,
  signal?: AbortSignal,
): Promise<Buffer> {
  const from = new URL(url);
  if (from.protocol !== 'https:' && from.protocol !== 'http:')
    throw new TargetRefused('A list needs an address that begins with https:// or http://.');
  const isHttps = from.protocol === 'https:';
  const host = from.hostname.replace(/^\[|\]$/g, '');
  const address = await pinnedAddress(host, allowed, resolve);
  const limit = AbortSignal.timeout(timeoutMs);
  const answer = await new Promise<{ status: number; bytes: Buffer | null }>((done, fail) => {
    const send = isHttps ? httpsRequest : httpRequest;
    const request = send(
      {
        host: address,
        port: from.port || (isHttps ? 443 : 80),
        path: `${from.pathname}${from.search}`,
        method: 'GET',
        agent: false,
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
        ...(isHttps && isIP(host) === 0 ? { servername: host } : {}),
        headers: {
          host: from.host,
          accept: 'application/json, text/csv, text/plain',
          'accept-encoding': 'identity',
          'user-agent': 'SafeNest-Lists/1',
          connection: 'close',
        },
      },
      (response) => {
        const { statusCode: status = 0 } = response;
        const pieces: Buffer[] = [];
        let read = 0;
        if (status !== 200) {
          done({ status, bytes: null });
          request.destroy();
          return;
        }
        response.on('data', (piece: Buffer) => {
          read += piece.length;
          if (read > LARGEST_LIST) {
            done({ status, bytes: null });
            request.destroy();
          } else pieces.push(piece);
        });
        response.on('end', () => done({ status, bytes: Buffer.concat(pieces) }));
        response.on('error', fail);
        // cut off in the middle
        response.on('aborted', () => fail(new Error('cut off')));
      },
    );
    request.on('error', fail);
    request.end();
  }).catch((cause: unknown) => {
    if (limit.aborted)
      throw new TargetAway(`${from.host} did not send its list within ${timeoutMs / 1000} s.`, { cause });
    const why = String((cause as { code?: unknown }).code ?? (cause instanceof Error ? cause.message : 'error'));
    throw new TargetAway(`${from.host} could not be reached (${why.slice(0, 60)}).`, { cause });
  });
  const { status, bytes } = answer;
  if (status === 200 && bytes) return bytes;
  if (status === 200)
    throw new TargetRefused(`What ${from.host} sends is longer than ${LARGEST_LIST / 2 ** 20} MB, which no list is.`);
  if (status >= 300 && status < 400)
    throw new TargetRefused(
      `${from.host} answers with a redirect (${status}), and none is followed. Give the address it leads to.`,
    );
  if (status >= 500 || status === 408 || status === 425 || status === 429)
    throw new TargetAway(`${from.host} cannot send its list now (${status}).`);
  throw new TargetRefused(
    `${from.host} refuses it (${status}): the link may be wrong, or the list not be shared any more.`,
  );
}
