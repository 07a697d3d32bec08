import { type RawFile, REST, type RequestMethod, type RouteLike, Routes } from 'discord.js';
import { RateLimited } from '../platform-errors.ts';
import { createTokenTrial, type TokenTrial, type TokenTrialOptions } from '../token-trial.ts';
import { errorOfRequest, tokenRefused } from './errors.ts';

/** Discord shuts out an address after 10,000 of them in ten minutes; other processes may share the address. */
const MOST_INVALID = 2500;
const INVALID_WINDOW_MS = 10 * 60_000;
/** A shorter wait is waited for here, a longer one is the caller's. */
const LONGEST_WAIT_MS = 1500;

/** Counts the answers that Discord holds against an address, and stops before it does. One for all bots of a process. */
export function createInvalidCount(now: () => Date) {
  let since = 0;
  let count = 0;
  const turn = (): number => {
    const at = now().getTime();
    if (at - since >= INVALID_WINDOW_MS) [since, count] = [at, 0];
    return since + INVALID_WINDOW_MS - at;
  };
  return {
    note(status: number, scope: string | null): void {
      turn();
      // what others used up of a shared limit is not held against us
      if (status === 401 || status === 403 || (status === 429 && scope !== 'shared')) count++;
    },
    check(): void {
      const left = turn();
      if (count >= MOST_INVALID)
        throw new RateLimited('SafeNest stopped asking Discord for a while: too many requests were refused.', left);
    },
  };
}
export type InvalidCount = ReturnType<typeof createInvalidCount>;

export interface Call {
  body?: unknown;
  files?: RawFile[];
  query?: Record<string, string>;
  /** False for what an interaction's token answers. */
  auth?: boolean;
  /** Asked also with a token that was refused a moment ago: somebody wants to know. */
  anyway?: boolean;
  /** Stands in the server's audit log. */
  reason?: string;
}

/** Discord's REST API with one bot's token. */
export interface Api {
  call<T>(method: `${RequestMethod}` | RequestMethod, route: RouteLike, call?: Call): Promise<T>;
  /** How far our clock is ahead of Discord's, in ms, as of the last answer; null before the first. */
  skewMs(): number | null;
  /** Whether Discord takes the token. */
  token: TokenTrial;
}

/** Throws RateLimited, Unreachable, TokenRefused where the token is no good, and DiscordRefusal for anything else that is refused. */
export function createApi(
  options: { app: string; url: string; token: string; invalid: InvalidCount } & TokenTrialOptions,
): Api {
  const { invalid, now } = options;
  const base = {
    api: options.url,
    version: '10',
    // whoever calls knows whether to try again
    retries: 0,
    timeout: 15_000,
    rejectOnRateLimit: ({ timeToReset, retryAfter }: { timeToReset: number; retryAfter: number }) =>
      Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
  };
  const rest = new REST(base);
  // answers to interactions do not count towards a bot's fifty requests a second
  const open = new REST({ ...base, globalRequestsPerSecond: 1000 });
  /** NOTE the library forgets a token that was refused. */
  const bot = (): REST => rest.setToken(options.token);
  let skew: number | null = null;
  for (const one of [rest, open])
    one.on('response', (_request, response) => {
      invalid.note(response.status, response.headers.get('x-ratelimit-scope'));
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) skew = now().getTime() - date;
    });
  const trial = createTokenTrial(
    options.app,
    async () => {
      invalid.check();
      await bot().request({ method: 'GET' as RequestMethod, fullRoute: Routes.currentApplication() });
    },
    options,
  );
  return {
    token: trial,
    async call<T>(
      method: string,
      route: RouteLike,
      { body, files, query, auth = true, anyway = false, reason }: Call = {},
    ): Promise<T> {
      // every refusal is held against our address: it is asked again now and then, and not by each call
      if (auth && !anyway && trial.nextAt) throw tokenRefused();
      invalid.check();
      try {
        const answer = (await (auth ? bot() : open).request({
          method: method as RequestMethod,
          fullRoute: route,
          auth,
          ...(body === undefined ? {} : { body }),
          ...(files?.length ? { files } : {}),
          ...(query ? { query: new URLSearchParams(query) } : {}),
          ...(reason ? { reason } : {}),
        })) as T;
        if (auth) trial.taken();
        return answer;
      } catch (cause) {
        const error = errorOfRequest(cause);
        if (!auth || (error as { status?: number }).status !== 401) throw error;
        trial.refused();
        throw tokenRefused(error);
      }
    },
    skewMs: () => skew,
  };
}
