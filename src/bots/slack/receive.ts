import type { IncomingMessage, ServerResponse } from 'node:http';
import { App } from '@slack/bolt';
import { z } from 'zod';
import type { Log } from '../../log.ts';
import type { ChatPlace, InboundEvent, Source, Speaker } from '../../messages/inbound.ts';
import type { Deliver } from '../platform.ts';
import { clientOptions, type Identity, type SlackConnection, sdkLogger, waiting } from './connection.ts';
import { asking } from './errors.ts';
import { accountsIn, channelOfMessage, parse, threadSpokenIn } from './parse.ts';
import type { Parsed } from './reading.ts';
import { renderForm } from './render.ts';
import { Talks } from './talks.ts';
import { findSigner } from './verify.ts';

/** Up to four questions that somebody may begin with. */
export type SuggestedPrompts = (who: {
  app: string;
  workspace: string;
  account: Speaker;
}) => Promise<{ title: string; prompts: { title: string; message: string }[] } | null>;

/** Whether somebody has asked in this thread before; where absent, a process knows those threads alone that it was asked in itself. */
export type AskedIn = (source: Source & { place: ChatPlace }) => Promise<boolean>;

export interface ReceiveOptions {
  apiUrl: string;
  publicUrl: string | null;
  now: () => Date;
  log: Log;
  deliver: Deliver;
  suggestedPrompts?: SuggestedPrompts;
  askedIn?: AskedIn;
  /** Whether this process is held up: nothing is looked up then before an event is stored. */
  heldUp?: () => boolean;
  /** Whether a channel is guarded: who speaks there is looked up, whomever they speak to. */
  guards?: AskedIn;
}

/** A payload that Slack vouches for, by HTTP or Socket Mode; answers with what Slack is to be told, and throws where it is to come again. */
export type Take = (body: Record<string, unknown>) => Promise<unknown>;

/** So long Slack's own API is waited for before what it told us is stored: a form needs the rest of its three seconds. */
const LOOK_MS = 500;
const OPEN_MS = 1500;

/**
 * Who the app is in the workspace it is told of: by Slack's word, and where Slack's API does not give it in time or not any more, by
 * that of the payload, which Slack has signed. Throws where neither says so.
 */
async function identityFor(connection: SlackConnection, body: Record<string, unknown>): Promise<Identity> {
  if (connection.known) return connection.known;
  const asked = connection.identity();
  const told = await Promise.race([asked.catch(() => null), waiting(LOOK_MS)]);
  return told ?? claimedBy(body) ?? asked;
}

const claims = z.object({
  team_id: z.string().min(1).optional().catch(undefined),
  team: z
    .object({ id: z.string().min(1) })
    .optional()
    .catch(undefined),
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), user_id: z.string(), is_bot: z.boolean().optional() }))
    .optional()
    .catch(undefined),
});

function claimedBy(body: Record<string, unknown>): Identity | null {
  const { team_id: id, team, authorizations = [] } = claims.parse(body);
  const teamId = team?.id ?? id;
  if (teamId === undefined) return null;
  const ours = authorizations.find((one) => one.is_bot === true && (one.team_id ?? teamId) === teamId);
  return { teamId, teamName: '', botUserId: ours?.user_id ?? '', botId: null };
}

/** Feeds an app of bolt: it tells payloads apart, ours stores what they say before it acknowledges. */
export function createTake(connection: SlackConnection, options: ReceiveOptions): Take {
  const { apiUrl, log, now } = options;
  const { askedIn } = options;
  const talks = new Talks(async (workspace, channel, thread) => {
    const place = { platform: 'slack', workspace, channel, thread, direct: false } as const;
    return (await askedIn?.({ app: connection.app.id, place })) ?? false;
  }, now);
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: connection.app.credentials.botToken }),
    ignoreSelf: false,
    logger: sdkLogger(log),
    clientOptions: clientOptions(apiUrl, log),
  });
  app.use(async ({ context }) => (context as unknown as { take: () => Promise<void> }).take());
  app.error(async (error) => {
    throw (error as { original?: Error }).original ?? error;
  });
  return async (body) => {
    const identity = await identityFor(connection, body);
    let answer: unknown = '';
    let taken = false;
    const take = async (): Promise<void> => {
      taken = true;
      answer = await understand(body, identity, { connection, talks, options });
    };
    connection.lastEventAt = now();
    if (typeof body.api_app_id === 'string' && body.api_app_id !== '') connection.appId = body.api_app_id;
    if (body.type === 'app_rate_limited') {
      log.warn('Slack drops events of this workspace: there are more than 30,000 an hour');
      return '';
    }
    // our answer is given when it is stored, whenever bolt would
    try {
      await app.processEvent({ body, ack: async () => {}, customProperties: { take } });
    } catch (error) {
      if (taken) throw error;
      // a payload that bolt cannot tell apart is none of Slack's, and would be none the next time
      log.debug(
        { type: typeof body.type === 'string' ? body.type.slice(0, 60) : null },
        'a signed payload of Slack is of no kind that it delivers',
      );
    }
    return answer;
  };
}

async function understand(
  body: Record<string, unknown>,
  { teamId, teamName, botUserId, botId }: Identity,
  { connection, talks, options }: { connection: SlackConnection; talks: Talks; options: ReceiveOptions },
): Promise<unknown> {
  const spoken = threadSpokenIn(body);
  const talking = spoken !== null && (await talks.has(teamId, spoken.channel, spoken.thread));
  const place = channelOfMessage(body);
  const guarded =
    place !== null &&
    ((await options.guards?.({ app: connection.app.id, place: { platform: 'slack', workspace: teamId, ...place } })) ??
      false);
  const began = performance.now();
  const most = options.heldUp?.() ? 0 : LOOK_MS;
  const left = (): number => Math.max(0, most - (performance.now() - began));
  // what Slack does not tell in time is looked up again when the event is worked on
  const people = await connection.people(accountsIn(body, { botUserId, talking: talking || guarded }), left());
  const who = { app: connection.app.id, teamId, teamName, botUserId, botId };
  const parsed = parse(body, { ...who, people, receivedAt: options.now(), talking });
  if (parsed.kind === 'ignored') {
    options.log.debug({ why: parsed.why }, 'something of Slack is not for us');
    return '';
  }
  if (parsed.kind === 'prompts') {
    void suggest(parsed, connection, options);
    return '';
  }
  const { trigger } = parsed;
  const event = await named(parsed.event, connection, left());
  if (event.kind === 'message' && event.addressed && event.place.thread !== null && !event.speaker.bot)
    talks.begin(teamId, event.place.channel, event.place.thread);
  const immediate = await options.deliver(event);
  if (immediate.kind !== 'form') return '';
  const from = {
    workspace: event.place.workspace,
    channel: event.place.channel,
    thread: event.place.thread,
    direct: event.place.direct,
    message: 'message' in event && event.message ? pick(event.message) : null,
  };
  const view = renderForm(immediate.form, from, { publicUrl: options.publicUrl });
  if (body.type === 'view_submission') return { response_action: 'update', view };
  if (trigger === undefined) return '';
  // Slack itself says so to whoever asked for it, where it comes after its three seconds
  const opened = asking(() => connection.client.views.open({ trigger_id: trigger, view })).catch((err: unknown) =>
    options.log.warn({ err }, 'a form could not be opened in Slack'),
  );
  await Promise.race([opened, waiting(OPEN_MS)]);
  return '';
}

/** With the channel's name, which events do not carry: pages that tell of the channel name it. */
async function named(event: InboundEvent, connection: SlackConnection, withinMs: number): Promise<InboundEvent> {
  const { place } = event;
  const said = event.kind === 'bot_added' || (event.kind === 'message' && event.addressed);
  if (!said || place.direct || place.channelName !== undefined || event.speaker.bot) return event;
  const channelName = await connection.channelName(place.channel, withinMs);
  return channelName === null ? event : { ...event, place: { ...place, channelName } };
}

const pick = ({ channel, messageId, thread }: { channel: string; messageId: string; thread?: string }) => ({
  channel,
  messageId,
  ...(thread ? { thread } : {}),
});

async function suggest(
  { channel, thread, user }: Extract<Parsed, { kind: 'prompts' }>,
  connection: SlackConnection,
  { suggestedPrompts, log }: ReceiveOptions,
): Promise<void> {
  if (!suggestedPrompts) return;
  try {
    const { teamId } = await connection.identity();
    const account = (await connection.people([user])).get(user) ?? { id: user, name: '', bot: false };
    const offered = await suggestedPrompts({ app: connection.app.id, workspace: teamId, account });
    const [first, ...more] = offered?.prompts.slice(0, 4) ?? [];
    if (!offered || !first) return;
    await asking(() =>
      connection.client.assistant.threads.setSuggestedPrompts({
        channel_id: channel,
        title: offered.title,
        prompts: [first, ...more],
        // named on the older surface only: on the newer one Slack would ignore the call
        ...(thread === null ? {} : { thread_ts: thread }),
      }),
    );
  } catch (err) {
    log.debug({ err }, 'questions to begin with could not be offered');
  }
}

const BODY_LIMIT = 1024 * 1024;

/** A request of Slack at our address: 401 unless one of the apps' secrets signed it just now. */
export async function handleRequest(
  request: IncomingMessage,
  response: ServerResponse,
  {
    connections,
    now,
    log,
  }: { connections: readonly { connection: SlackConnection; take: Take | null }[]; now: () => Date; log: Log },
): Promise<void> {
  const end = (status: number, body = '', type = 'text/plain'): void => {
    if (response.headersSent || response.destroyed) return;
    response.writeHead(status, { 'content-type': `${type}; charset=utf-8` });
    response.end(body);
  };
  if (request.method !== 'POST') return end(405);
  const body = await bodyOf(request);
  if (body === null) return end(413, 'Too large.');
  const payload = payloadOf(body, request.headers['content-type'] ?? '');
  const header = (name: string): string | undefined => {
    const value = request.headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const signed = {
    body,
    timestamp: header('x-slack-request-timestamp'),
    signature: header('x-slack-signature'),
  };
  const signers = connections.map(({ connection, take }) => ({
    take,
    secret: connection.app.credentials.signingSecret,
    teamId: connection.known?.teamId ?? null,
    appId: connection.appId,
  }));
  const signer = findSigner(signers, hintsOf(payload), signed, now());
  if (typeof signer === 'string') {
    log.warn({ why: signer }, 'a request that Slack did not sign just now was turned away');
    return end(401, signer === 'stale' ? 'The request is too old or from the future.' : 'Not signed by Slack.');
  }
  if (payload === null) return end(400, 'Not readable.');
  if (payload.type === 'url_verification' && typeof payload.challenge === 'string') return end(200, payload.challenge);
  if (payload.ssl_check === '1') return end(200);
  if (!signer.take) return end(503, 'Not listening yet.');
  try {
    const answer = await signer.take(payload);
    if (typeof answer === 'string') end(200, answer);
    else end(200, JSON.stringify(answer), 'application/json');
  } catch (err) {
    // Slack brings it again
    log.error({ err }, 'what Slack told could not be taken in');
    end(503, 'Try again.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    // read on to the end, so that the answer arrives, and keep nothing of it
    if (size <= BODY_LIMIT) parts.push(part);
    else parts.length = 0;
    if (size > 8 * BODY_LIMIT) break;
  }
  return size > BODY_LIMIT ? null : Buffer.concat(parts);
}

/** Events are JSON; commands are a form; buttons and forms are JSON in the field `payload` of a form. */
function payloadOf(body: Buffer, type: string): Record<string, unknown> | null {
  const text = body.toString('utf8');
  if (!type.includes('application/x-www-form-urlencoded')) return object(text);
  const form = new URLSearchParams(text);
  const payload = form.get('payload');
  return payload === null ? Object.fromEntries(form) : object(payload);
}

/** JSON that is no object says nothing; what is no JSON is not readable. */
function object(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  } catch {
    return null;
  }
}

function hintsOf(payload: Record<string, unknown> | null): { teamId: string | null; appId: string | null } {
  const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
  const team = payload?.team as { id?: unknown } | null | undefined;
  return { teamId: text(payload?.team_id) ?? text(team?.id), appId: text(payload?.api_app_id) };
}
