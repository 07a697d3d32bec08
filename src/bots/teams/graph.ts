import { z } from 'zod';
import type { TeamsCredentials } from '../chat-apps.ts';
import { RateLimited, Unreachable } from '../platform-errors.ts';
import { TeamsRefused, waitOf } from './connector.ts';
import { createServiceTokens } from './service-token.ts';

const TIMEOUT_MS = 15_000;

const problem = z.object({ error: z.object({ code: z.string().catch('') }) });
const claimed = z.object({ roles: z.array(z.string().max(200)).max(500) });

/** In which tenant an app acts. */
export interface GraphLine {
  credentials: TeamsCredentials;
  tenant: string;
}

/** Microsoft Graph, called as the app itself with what a tenant's admin has granted it. */
export interface Graph {
  /** Where it is, without a version. */
  url: string;
  /** The permissions granted, asked for anew. Throws `TokenRefused` where the app is unknown in that tenant. */
  granted(line: GraphLine): Promise<string[]>;
  /** Answers the body. Throws `TeamsRefused` with Graph's status, `RateLimited`, `Unreachable` or `TokenRefused`. */
  call(line: GraphLine, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<unknown>;
}

export function createGraph({ url, loginUrl, now }: { url: string; loginUrl: string; now: () => Date }): Graph {
  const tokens = createServiceTokens({ loginUrl, audience: url, now });
  const tokenOf = ({ credentials, tenant }: GraphLine, anew = false): Promise<string> =>
    // tokens are given by the tenant in which they are used, whoever's the app is
    tokens.of({ ...credentials, tenantId: tenant }, anew);

  async function attempt(line: GraphLine, method: string, path: string, body: unknown, anew: boolean) {
    const token = await tokenOf(line, anew);
    try {
      return await fetch(`${url}/v1.0${path}`, {
        method,
        headers: {
          accept: 'application/json',
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new Unreachable('Microsoft Graph cannot be reached.', { cause });
    }
  }

  return {
    url,
    granted: async (line) => rolesIn(await tokenOf(line, true)),
    async call(line, method, path, body) {
      let response = await attempt(line, method, path, body, false);
      if (response.status === 401) response = await attempt(line, method, path, body, true);
      const data: unknown = await response.json().catch(() => null);
      if (response.ok) return data;
      throw refusalOf(response, data);
    },
  };
}

/** The permissions a token carries; it came from Microsoft over TLS, so that its signature need not be checked. */
function rolesIn(token: string): string[] {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return claimed.safeParse(claims).data?.roles ?? [];
  } catch {
    return [];
  }
}

function refusalOf(response: Response, data: unknown): Error {
  const { status } = response;
  const code = problem.safeParse(data).data?.error.code ?? '';
  const words = `Microsoft Graph answered ${status}${/^\w{1,60}$/.test(code) ? ` (${code})` : ''}.`;
  if (status === 429 || status === 412 || status === 423 || (status === 503 && response.headers.has('retry-after')))
    return new RateLimited(words, waitOf(response));
  if (status >= 500 || status === 408) return new Unreachable(words);
  return new TeamsRefused(words, MENDS[status] ?? 'A person does it by hand.', status, code);
}

const MENDS: Record<number, string> = {
  401: 'Check the app’s client secret.',
  402: 'Microsoft asks for a licence or for payment: see docs/connect-teams.md.',
  403: 'An admin of the tenant grants the permission: see docs/connect-teams.md.',
};
