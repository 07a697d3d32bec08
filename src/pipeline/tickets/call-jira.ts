import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { oneLine } from '../../domain/text.ts';
import { TargetAway, TargetRefused } from '../delivery/delivery-errors.ts';
import { type AllowedNetworks, mayReach, pinnedAddress, type Resolve } from '../delivery/guarded-address.ts';

/** How Jira may be reached. */
export interface JiraNetwork {
  /** Addresses that are not public and may be reached all the same. */
  allowed: AllowedNetworks;
  /** How long one call may take in all, ms. */
  timeoutMs?: number;
  resolve?: Resolve;
}

export interface JiraCall {
  /** Without a slash at its end. */
  site: string;
  /** The whole header. */
  authorization: string;
  method: 'GET' | 'POST' | 'PUT';
  /** Begins with a slash. */
  path: string;
  body?: unknown;
}

/** Jira cannot do it now: whatever was asked of it may have been done, or not. */
export class JiraAway extends TargetAway {}

/** It has done nothing, and asks for patience. */
export class JiraBusy extends TargetAway {
  readonly afterMs: number;
  constructor(message: string, afterMs: number) {
    super(message);
    this.afterMs = afterMs;
  }
}

/** What was asked for is not there, or may not be seen. */
export class JiraMissing extends TargetRefused {}

const TIMEOUT_MS = 15_000;
/** The most that is read of an answer. */
const MOST_BYTES = 4 * 1024 * 1024;
/** Nobody is left alone for longer than that, whatever they say. */
const LONGEST_WAIT_MS = 3_600_000;
const USUAL_WAIT_MS = 30_000;

/**
 * One call, and what is answered, as JSON; null where nothing is. The address is looked up once and pinned, no redirect is followed, no
 * proxy used, and an answer of more than 4 MiB is not read to its end. A token goes unencrypted to private addresses alone. Throws
 * `JiraAway` and `JiraBusy` where trying again helps, `JiraMissing` and `TargetRefused` where a person has to mend it.
 */
export async function callJira(call: JiraCall, network: JiraNetwork): Promise<unknown> {
  const { allowed, timeoutMs = TIMEOUT_MS, resolve } = network;
  const to = new URL(`${call.site}${call.path}`);
  const isHttps = to.protocol === 'https:';
  const host = to.hostname.replace(/^\[|\]$/g, '');
  const address = await pinnedAddress(host, allowed, resolve);
  if (!isHttps && mayReach(address, []))
    throw new TargetRefused(`${to.host} is public: it takes an address that begins with https://. Nothing was sent.`);
  const bytes = call.body === undefined ? null : Buffer.from(JSON.stringify(call.body));
  const limit = AbortSignal.timeout(timeoutMs);
  const answer = await new Promise<{ status: number; retryAfter: string | undefined; text: string }>((done, fail) => {
    const send = isHttps ? httpsRequest : httpRequest;
    const request = send(
      {
        host: address,
        port: to.port || (isHttps ? 443 : 80),
        path: `${to.pathname}${to.search}`,
        method: call.method,
        agent: false,
        signal: limit,
        ...(isHttps && isIP(host) === 0 ? { servername: host } : {}),
        headers: {
          host: to.host,
          accept: 'application/json',
          authorization: call.authorization,
          'user-agent': 'SafeNest-Tickets/1',
          connection: 'close',
          // Jira takes calls of scripts that say so for no forgery
          'x-atlassian-token': 'no-check',
          ...(bytes ? { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        let read = 0;
        response.on('data', (chunk: Buffer) => {
          read += chunk.length;
          if (read > MOST_BYTES) {
            fail(new Error('more than 4 MiB'));
            request.destroy();
          } else chunks.push(chunk);
        });
        response.on('end', () =>
          done({
            status: response.statusCode ?? 0,
            retryAfter: response.headers['retry-after'],
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
        response.on('error', fail);
        response.on('close', () => fail(new Error('the answer broke off')));
      },
    );
    request.on('error', fail);
    request.end(bytes ?? undefined);
  }).catch((cause: unknown) => {
    if (limit.aborted) throw new JiraAway(`${to.host} did not answer within ${timeoutMs / 1000} s.`, { cause });
    throw new JiraAway(`${to.host} could not be reached, or answered too much (${reasonOf(cause)}).`, { cause });
  });
  return read(answer, to.host);
}

function read(
  { status, retryAfter, text }: { status: number; retryAfter: string | undefined; text: string },
  host: string,
) {
  if (status >= 200 && status < 300) {
    if (text === '') return null;
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new JiraAway(`${host} does not answer as Jira does. Is the address right?`, { cause });
    }
  }
  if (status >= 300 && status < 400)
    throw new TargetRefused(
      `${host} answers with a redirect (${status}), and none is followed. Give the address it leads to.`,
    );
  if (status === 429 || (status === 503 && retryAfter !== undefined))
    throw new JiraBusy(`${host} asks for patience (${status}).`, waitOf(retryAfter));
  if (status >= 500 || status === 408 || status === 425) throw new JiraAway(`${host} cannot take it now (${status}).`);
  const said = errorWords(text);
  const why = said === '' ? '' : ` It says: “${said}”`;
  if (status === 401)
    throw new TargetRefused(`${host} does not accept the token (401): it may be wrong, revoked or run out.${why}`);
  if (status === 403) throw new TargetRefused(`${host} does not let the token’s account do this (403).${why}`);
  if (status === 404)
    throw new JiraMissing(`${host} has no such thing, or does not show it to this account (404).${why}`);
  throw new TargetRefused(`${host} refuses it (${status}).${why}`);
}

/** Seconds or a date, as RFC 9110 has them. */
function waitOf(retryAfter: string | undefined): number {
  const said = retryAfter?.trim() ?? '';
  const ms = /^\d{1,9}$/.test(said) ? Number(said) * 1000 : Date.parse(said) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? Math.min(ms, LONGEST_WAIT_MS) : USUAL_WAIT_MS;
}

/** What Jira says was wrong: its words, so a short line of them. */
function errorWords(text: string): string {
  try {
    const { errorMessages = [], errors = {} } = JSON.parse(text.slice(0, 100_000)) as {
      errorMessages?: unknown[];
      errors?: Record<string, unknown>;
    };
    const said = [...errorMessages, ...Object.entries(errors).map(([field, why]) => `${field}: ${String(why)}`)];
    return oneLine(said.map(String).join(' '), 300);
  } catch {
    return '';
  }
}

const reasonOf = (error: unknown): string =>
  String((error as { code?: unknown }).code ?? (error instanceof Error ? error.message || error.name : 'error')).slice(
    0,
    60,
  );
