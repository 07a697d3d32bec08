import { z } from 'zod';
import type { ChatApp, TeamsCredentials } from '../chat-apps.ts';
import { RateLimited, Refused, TokenRefused, Unreachable } from '../platform-errors.ts';
import type { TokenTrial } from '../token-trial.ts';
import type { ServiceTokens } from './service-token.ts';

const TIMEOUT_MS = 15_000;
const WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/** What is sent to Teams: a message, a typing sign or a piece of a stream. */
export interface OutgoingActivity {
  type: 'message' | 'typing';
  text?: string;
  textFormat?: 'markdown' | 'plain';
  summary?: string;
  importance?: 'high';
  attachments?: { contentType: string; content: unknown }[];
  entities?: Record<string, unknown>[];
  channelData?: Record<string, unknown>;
}

/** Where a call goes: whose app, and which of Teams' services holds the conversation. */
export interface Line {
  app: ChatApp<TeamsCredentials> | null;
  serviceUrl: string;
}

export interface RosterEntry {
  name: string;
  email: string | null;
  userPrincipalName: string | null;
}

const answered = z.object({ id: z.string().optional() }).catch({});
const rosterEntry = z.object({
  name: z.string().catch(''),
  email: z.string().nullish().catch(null),
  userPrincipalName: z.string().nullish().catch(null),
});
const teamDetails = z.object({ aadGroupId: z.string().max(100).nullish().catch(null) }).catch({});
const problem = z.object({ error: z.object({ code: z.string().catch(''), message: z.string().catch('') }) });

/**
 * Teams' side of a conversation, called over its REST interface. NOTE the SDK's own client drops what it does not know of an
 * activity's entities, with them all that makes a stream, and repeats a post after an error, which shows it twice.
 */
export interface Connector {
  /** Answers the new message's id. */
  send(line: Line, conversation: string, activity: OutgoingActivity): Promise<string>;
  update(line: Line, conversation: string, messageId: string, activity: OutgoingActivity): Promise<void>;
  remove(line: Line, conversation: string, messageId: string): Promise<void>;
  /** The conversation alone with somebody; the same one each time. */
  withPerson(line: Line, tenant: string, user: string): Promise<string>;
  member(line: Line, conversation: string, user: string): Promise<RosterEntry | null>;
  /** Entra's id of a team by the bot's own name of it; null where Teams does not say. */
  team(line: Line, team: string): Promise<string | null>;
}

/** `trialOf` is told of every call whether its app's token was taken. */
export function createConnector(
  tokens: ServiceTokens,
  trialOf: (app: ChatApp<TeamsCredentials>) => Pick<TokenTrial, 'taken' | 'refused'>,
): Connector {
  async function call(line: Line, method: string, path: string, body?: unknown): Promise<unknown> {
    try {
      const answer = await asked(line, method, path, body);
      if (line.app) trialOf(line.app).taken();
      return answer;
    } catch (error) {
      if (line.app && error instanceof TokenRefused) trialOf(line.app).refused();
      throw error;
    }
  }

  async function asked(line: Line, method: string, path: string, body: unknown): Promise<unknown> {
    let response = await attempt(line, method, path, body, false);
    // a token that has just been revoked or rolled over is asked for once more
    if (response.status === 401 && line.app) response = await attempt(line, method, path, body, true);
    const text = await response.text().catch(() => '');
    const data = parsed(text);
    if (response.ok) return data;
    throw refusalOf(response, data);
  }

  async function attempt(line: Line, method: string, path: string, body: unknown, anew: boolean): Promise<Response> {
    const token = line.app ? await tokens.of(line.app.credentials, anew) : null;
    try {
      return await fetch(`${line.serviceUrl.replace(/\/+$/, '')}/v3${path}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // a token of ours is shown to nobody but the service it is for
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new Unreachable('Microsoft Teams cannot be reached.', { cause });
    }
  }

  return {
    async send(line, conversation, activity) {
      return (
        answered.parse(await call(line, 'POST', `/conversations/${part(conversation)}/activities`, activity)).id ?? ''
      );
    },
    async update(line, conversation, messageId, activity) {
      await call(line, 'PUT', `/conversations/${part(conversation)}/activities/${part(messageId)}`, {
        ...activity,
        id: messageId,
      });
    },
    async remove(line, conversation, messageId) {
      await call(line, 'DELETE', `/conversations/${part(conversation)}/activities/${part(messageId)}`);
    },
    async withPerson(line, tenant, user) {
      const made = await call(line, 'POST', '/conversations', {
        isGroup: false,
        bot: { id: `28:${line.app?.credentials.appId ?? 'playground'}`, name: 'SafeNest' },
        members: [{ id: user }],
        tenantId: tenant,
        channelData: { tenant: { id: tenant } },
      });
      const { id } = answered.parse(made);
      if (!id) throw new Unreachable('Microsoft Teams opened no conversation with that person.');
      return id;
    },
    async member(line, conversation, user) {
      const found = rosterEntry.safeParse(
        await call(line, 'GET', `/conversations/${part(conversation)}/members/${part(user)}`).catch(
          (error: unknown) => {
            if (error instanceof Refused) return null;
            throw error;
          },
        ),
      );
      if (!found.success) return null;
      const { name, email, userPrincipalName } = found.data;
      return { name, email: email ?? null, userPrincipalName: userPrincipalName ?? null };
    },
    async team(line, team) {
      return teamDetails.parse(await call(line, 'GET', `/teams/${part(team)}`)).aadGroupId ?? null;
    },
  };
}

const part = (text: string): string => encodeURIComponent(text);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** What to do about a refusal, by Teams' own code for it, else by the status. */
const MENDS: [RegExp, string, string][] = [
  [
    /BotNotInConversationRoster|ForbiddenOperationException/,
    'SafeNest is not in that Teams conversation any more.',
    'Add the app to the team or chat again, or bind another channel.',
  ],
  [
    /BotDisabledByAdmin/,
    'An administrator of Teams has blocked the app.',
    'Allow it in the Teams admin centre, under Manage apps.',
  ],
  [
    /MessageWritesBlocked|BotNotInstalled|UserNotFound|ConversationNotFound|ChatNotFound/,
    'Teams lets SafeNest not write to that person or conversation.',
    'They need the app installed: ask them to open it once in Teams.',
  ],
  [
    /MessageSizeTooBig|RequestEntityTooLarge/,
    'Teams found the message too long.',
    'Tell the maintainers which card it was.',
  ],
  [/TenantNotFound|InvalidTenant/, 'Teams does not know that tenant.', 'Check TEAMS_TENANT_ID.'],
];

function refusalOf(response: Response, data: unknown): Error {
  const { status } = response;
  const told = problem.safeParse(data);
  const { code, message } = told.success ? told.data.error : { code: '', message: '' };
  const words = `Microsoft Teams answered ${status}${/^\w{1,60}$/.test(code) ? ` (${code})` : ''}.`;
  // of 502 and 504 it is not known what became of the call, whatever they ask for
  if (status === 429 || status === 412 || (status === 503 && response.headers.has('retry-after')))
    return new RateLimited(words, waitOf(response));
  if (status >= 500 || status === 408) return new Unreachable(words);
  const known = MENDS.find(([pattern]) => pattern.test(code));
  if (known) return new TeamsRefused(known[1], known[2], status, code);
  if (status === 401)
    return new TokenRefused(
      'Teams does not accept the app’s token.',
      'Check that the app id belongs to the Azure Bot with the Teams channel switched on.',
    );
  if (status === 404)
    return new TeamsRefused('That message or conversation is gone from Teams.', 'Nothing needs mending.', status, code);
  // one code for each end of a stream; only the words beside it tell them apart
  if (code === 'ContentStreamNotAllowed' && /cancell?ed by user/i.test(message))
    return new StreamStopped(words, 'Nothing needs mending.', status, code);
  return new TeamsRefused(words, 'Check that the app is still installed and allowed there.', status, code);
}

/** A refusal with Teams' own code, for those who can go on in another way. */
export class TeamsRefused extends Refused {
  readonly status: number;
  readonly reason: string;
  constructor(message: string, mend: string, status: number, reason: string) {
    super(message, mend);
    this.status = status;
    this.reason = reason;
  }
}

/** Whoever reads the answer has pressed Stop while it was streamed. */
export class StreamStopped extends TeamsRefused {}

/** `Retry-After` in milliseconds, given in seconds or as a date. */
export function waitOf(response: Response): number {
  const told = response.headers.get('retry-after');
  if (!told) return WAIT_MS;
  const seconds = Number(told);
  const ms = Number.isNaN(seconds) ? new Date(told).getTime() - Date.now() : seconds * 1000;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 500), LONGEST_WAIT_MS) : WAIT_MS;
}
