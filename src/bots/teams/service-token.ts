import { z } from 'zod';
import type { TeamsCredentials } from '../chat-apps.ts';
import { RateLimited, TokenRefused, Unreachable } from '../platform-errors.ts';

const TIMEOUT_MS = 10_000;
/** A token is not used in its last minutes. */
const MARGIN_MS = 5 * 60_000;

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().default(3600) });
const refused = z.object({ error: z.string().optional(), error_description: z.string().optional() });

export interface ServiceTokenOptions {
  /** Where tokens are given out, e.g. `https://login.microsoftonline.com`. */
  loginUrl: string;
  /** What the token is for, e.g. `https://api.botframework.com`. */
  audience: string;
  now: () => Date;
  /** Told of every token given, with the tenant it is for as the token itself says. */
  granted?(credentials: TeamsCredentials, tenant: string | null): void;
}

/** The token an app shows when it calls Teams. */
export interface ServiceTokens {
  /** One is asked for when there is none or it is about to end; `anew` drops the one that was just refused. */
  of(credentials: TeamsCredentials, anew?: boolean): Promise<string>;
}

/** Asks for tokens with an app's id and password, and keeps each until shortly before it ends. */
export function createServiceTokens(options: ServiceTokenOptions): ServiceTokens {
  const held = new Map<string, { password: string; token: Promise<string>; until: number }>();
  return {
    of(credentials, anew = false) {
      const key = `${credentials.appId} ${credentials.tenantId ?? ''}`;
      const before = held.get(key);
      // a new password must show at once whether it is any good
      if (before && !anew && before.password === credentials.appPassword && before.until > options.now().getTime())
        return before.token;
      const entry = { password: credentials.appPassword, token: Promise.resolve(''), until: Number.POSITIVE_INFINITY };
      entry.token = askForToken(credentials, options).then(
        ({ token, lastsMs }) => {
          entry.until = options.now().getTime() + Math.max(0, lastsMs - MARGIN_MS);
          options.granted?.(credentials, tenantIn(token));
          return token;
        },
        (error: unknown) => {
          if (held.get(key) === entry) held.delete(key);
          throw error;
        },
      );
      held.set(key, entry);
      return entry.token;
    },
  };
}

/** Asks for one token; throws `TokenRefused` with what to mend where the app or its password is not accepted. */
export async function askForToken(
  { appId, appPassword, tenantId }: TeamsCredentials,
  { loginUrl, audience }: Pick<ServiceTokenOptions, 'loginUrl' | 'audience'>,
): Promise<{ token: string; lastsMs: number }> {
  const url = `${loginUrl}/${encodeURIComponent(tenantId ?? 'botframework.com')}/oauth2/v2.0/token`;
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: appPassword,
        scope: `${audience}/.default`,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body = await response.json().catch(() => null);
  } catch (cause) {
    throw new Unreachable('Microsoft’s sign-in service cannot be reached.', { cause });
  }
  const token = response.ok ? granted.safeParse(body) : null;
  if (token?.success) return { token: token.data.access_token, lastsMs: token.data.expires_in * 1000 };
  if (response.status === 429)
    throw new RateLimited(
      'Microsoft’s sign-in service asks us to wait.',
      1000 * (Number(response.headers.get('retry-after')) || 30),
    );
  if (response.status >= 500 || response.ok)
    throw new Unreachable(`Microsoft’s sign-in service answered ${response.status}.`);
  const told = refused.safeParse(body).data;
  throw new TokenRefused('Microsoft does not accept the app’s id and password.', mendOf(told?.error_description ?? ''));
}

/** The tenant a token is for; it came from Microsoft over TLS, so that its signature need not be checked. */
function tenantIn(token: string): string | null {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const found = z.object({ tid: z.string() }).safeParse(claims);
    return found.success ? found.data.tid : null;
  } catch {
    return null;
  }
}

/** What Microsoft's own code of the refusal asks for; its text is not passed on. */
function mendOf(description: string): string {
  const code = /AADSTS(\d+)/.exec(description)?.[1];
  if (code === '7000222') return 'The client secret has expired: make a new one in the Azure portal and set it.';
  if (code === '7000215') return 'The client secret is wrong: set its value, not its id.';
  if (code === '700016' || code === '90002')
    return 'The app or tenant is not known there: check TEAMS_APP_ID, and TEAMS_TENANT_ID for a single-tenant app.';
  return 'Check the app id, the client secret and the tenant.';
}
