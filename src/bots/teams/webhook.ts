import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../log.ts';
import type { ChatApp, TeamsCredentials } from '../chat-apps.ts';
import { activitySchema, type TeamsActivity } from './activity.ts';
import type { Door } from './door.ts';
import { tenantOf } from './parse.ts';
import type { Answered } from './turn.ts';

/** Two hundred attachments with their addresses fit. */
const LARGEST = 1024 * 1024;

export interface WebhookOptions {
  door: Door;
  /** Our app of that id; null where none is ours. */
  app(appId: string): Promise<ChatApp<TeamsCredentials> | null>;
  /** Whether activities without a token are taken, from this machine alone. */
  playground(): Promise<boolean>;
  turn(activity: TeamsActivity, app: ChatApp<TeamsCredentials> | null): Promise<Answered>;
  log: Log;
}

/** What Teams calls: `POST /api/messages`. Whoever has no token of Microsoft's for one of our apps gets 401. */
export async function handleWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  options: WebhookOptions,
): Promise<void> {
  try {
    const { status, body } = await handle(request, options);
    if (status === 503) response.setHeader('retry-after', '5');
    send(response, status, body);
  } catch (err) {
    options.log.error({ err }, 'a delivery from Teams failed');
    send(response, 503, refusal('SafeNest cannot take this now. Try again in a moment.'));
  }
}

async function handle(request: IncomingMessage, options: WebhookOptions): Promise<Answered> {
  if (request.method !== 'POST') return { status: 405, body: refusal('Only POST.') };
  const { authorization } = request.headers;
  const addressee = options.door.addressee(authorization);
  const app = addressee === null ? null : await options.app(addressee);
  // the Playground shows none; one that is no good is no Playground's
  const silent = (authorization ?? '').trim() === '';
  const local = silent && (await options.playground()) && fromThisMachine(request);
  if (!app && !local) return NO_TOKEN;
  const text = await bodyOf(request);
  if (text === null) return { status: 413, body: refusal('More than 1 MB.') };
  const activity = activityIn(text);
  if (typeof activity === 'string') {
    // what is wrong with it is nobody's to know who has no token
    const signed = app ? await options.door.signed(authorization!) : 'yes';
    if (signed === 'no') return NO_TOKEN;
    return signed === 'yes' ? { status: 400, body: refusal(activity) } : NO_KEYS;
  }
  if (!app) return isLocal(activity.serviceUrl) ? options.turn(inPlayground(activity), null) : NO_TOKEN;
  const admitted = await options.door.admits(authorization!, activity);
  if (admitted === 'no') return NO_TOKEN;
  if (admitted === 'cannot_say') return NO_KEYS;
  const { tenantId } = app.credentials;
  if (tenantId !== null && tenantOf(activity) !== tenantId)
    return { status: 403, body: refusal('This app is for another tenant.') };
  return options.turn(activity, app);
}

/** What was delivered, or what is wrong with it. */
function activityIn(text: string): TeamsActivity | string {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'The body is not JSON.';
  }
  const parsed = activitySchema.safeParse(data);
  if (parsed.success) return parsed.data;
  return `Not an activity: ${parsed.error.issues[0]?.path.join('.') || 'the body'} is wrong.`;
}

/** Nobody has checked what it says: it is never taken for a real tenant's. */
const inPlayground = (activity: TeamsActivity): TeamsActivity => ({
  ...activity,
  conversation: { ...activity.conversation, tenantId: PLAYGROUND },
  channelData: { ...activity.channelData, tenant: { id: PLAYGROUND } },
});
const PLAYGROUND = 'playground';

const refusal = (message: string): object => ({ error: { message } });
const NO_KEYS: Answered = {
  status: 503,
  body: refusal('Microsoft’s keys cannot be reached, so the token cannot be checked now.'),
};
const NO_TOKEN: Answered = { status: 401, body: refusal('A token of the Bot Framework for this app is needed.') };

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.headersSent || response.destroyed) return;
  response.statusCode = status;
  response.setHeader('cache-control', 'no-store');
  if (status === 413) response.setHeader('connection', 'close');
  if (body === undefined) {
    response.end();
    return;
  }
  response.setHeader('content-type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(body));
}

/** The whole body as text; null when it is longer than we take. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    length += piece.length;
    if (length > LARGEST) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

const LOOPBACK = /^(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$|^::1$/;

/** What proxies, content networks, tunnels and browsers add; Microsoft's own programs add `x-ms-…`. */
const PASSED_ON =
  /^(?:forwarded|via|origin|referer|sec-fetch-site|sec-ch-.*|.*-ip|.*-forwarded-.*|x-(?!ms-).*|cf-.*|cdn-.*|fastly-.*|fly-.*|tailscale-.*)$/;

/** Straight from a program on this machine: through no proxy, and from no page in a browser. */
function fromThisMachine({ socket, headers }: IncomingMessage): boolean {
  return (
    LOOPBACK.test(socket.remoteAddress ?? '') &&
    !Object.keys(headers).some((name) => PASSED_ON.test(name)) &&
    /^application\/json\b/.test(headers['content-type'] ?? '') &&
    isLocal(`http://${headers.host ?? ''}`)
  );
}

export function isLocal(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || LOOPBACK.test(hostname);
}
