import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a request to the chat-completions endpoint says, as far as a script needs it. */
export interface ChatRequest {
  messages: { role: string; content: string | { type: string; text?: string }[] | null; tool_calls?: unknown[] }[];
  tools?: { function: { name: string } }[];
  response_format?: { type: string };
}

/** What goes wrong with an answer, or how slowly it comes. */
export interface Faults {
  /** Ms before the first byte. */
  delay?: number;
  /** Ms between chunks. */
  drip?: number;
  /** The connection breaks after so many bytes of the stream. */
  cutAtByte?: number;
  /** The stream ends cleanly after so many bytes, as behind a proxy that gave up. */
  endAtByte?: number;
  /** Nothing more comes after so many bytes, and nobody hangs up. */
  stallAtByte?: number;
  /** Only comments come from there on. */
  pingAtByte?: number;
  /** Put into the stream as it stands before the last chunk. */
  raw?: string | Uint8Array;
  /** The provider does not say what the answer cost. */
  noUsage?: boolean;
  /** Text in pieces of so many characters instead of words. */
  pieces?: number;
}

/** One answer of the scripted model: text, tool calls, a refusal by the server, or a stream that breaks off. */
export type Scripted =
  | ({ text: string } & Faults)
  | ({ calls: { name: string; arguments: string }[]; text?: string } & Faults)
  | { status: number; retryAfter?: string; error?: { message: string; type?: string; code?: string } }
  | { hangUp: true }
  | { never: true }
  | { cutAfter: string };

export interface OpenAiServer {
  url: string;
  requests: ChatRequest[];
  /** Requests being answered now, and the most there ever were at once. */
  readonly open: number;
  readonly mostOpen: number;
  /** Requests whose asker went away before the answer was complete. */
  readonly abandoned: number;
  close(): Promise<void>;
}

/** A server that speaks the OpenAI chat-completions protocol, streaming, and says what the script says for each request. */
export async function startOpenAiServer(
  script: (request: ChatRequest, count: number) => Scripted | Promise<Scripted>,
): Promise<OpenAiServer> {
  const requests: ChatRequest[] = [];
  let open = 0;
  let mostOpen = 0;
  let abandoned = 0;
  const server = createServer(async (incoming, response) => {
    open++;
    mostOpen = Math.max(mostOpen, open);
    response.once('close', () => {
      open--;
      if (!response.writableFinished) abandoned++;
    });
    const request = (await json(incoming)) as ChatRequest & { stream?: boolean };
    requests.push(request);
    const id = `chatcmpl-${requests.length}`;
    const next = await script(request, requests.length);
    if ('never' in next) return;
    if ('hangUp' in next) {
      response.destroy();
      return;
    }
    if ('status' in next) {
      response.writeHead(next.status, {
        'content-type': 'application/json',
        ...(next.retryAfter === undefined ? {} : { 'retry-after': next.retryAfter }),
      });
      response.end(JSON.stringify({ error: next.error ?? { message: 'slow down', type: 'rate_limit' } }));
      return;
    }
    // Ids must differ: the agent's memory replaces a message by one with the same id.
    if (request.stream) await stream(response, id, next);
    else whole(response, id, next);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    get open() {
      return open;
    },
    get mostOpen() {
      return mostOpen;
    },
    get abandoned() {
      return abandoned;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

type Answer = Exclude<Scripted, { status: number } | { hangUp: true } | { never: true }>;
const USAGE = { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107 };

async function stream(response: ServerResponse, id: string, next: Answer): Promise<void> {
  const faults: Faults = 'cutAfter' in next ? {} : next;
  let sent = 0;
  const limit =
    faults.cutAtByte ?? faults.endAtByte ?? faults.stallAtByte ?? faults.pingAtByte ?? Number.POSITIVE_INFINITY;
  /** False when the fault has struck and nothing more is to be written. */
  const write = async (data: string | Uint8Array): Promise<boolean> => {
    const bytes = Buffer.from(data as string);
    const room = limit - sent;
    response.write(bytes.subarray(0, Math.max(0, room)));
    sent += bytes.length;
    if (sent < limit) {
      if (faults.drip) await sleep(faults.drip);
      return !response.destroyed;
    }
    // Let what was written arrive before the line goes dead.
    await sleep(20);
    if (faults.cutAtByte !== undefined) response.destroy();
    else if (faults.endAtByte !== undefined) response.end();
    else if (faults.pingAtByte !== undefined)
      while (!response.destroyed) {
        response.write(': still there\n\n');
        await sleep(20);
      }
    return false;
  };
  const chunk = (delta: object, finish_reason: string | null = null): Promise<boolean> =>
    write(
      `data: ${JSON.stringify({
        id,
        object: 'chat.completion.chunk',
        created: 1,
        model: 'local',
        choices: [{ index: 0, delta, finish_reason }],
      })}\n\n`,
    );
  if (faults.delay) await sleep(faults.delay);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if ('cutAfter' in next) {
    await chunk({ role: 'assistant', content: next.cutAfter });
    setTimeout(() => response.destroy(), 30);
    return;
  }
  const pattern = faults.pieces ? new RegExp(`[^]{1,${faults.pieces}}`, 'g') : /\S* ?/g;
  for (const word of (next.text ?? '').match(pattern) ?? [])
    if (word !== '' && !(await chunk({ role: 'assistant', content: word }))) return;
  if ('calls' in next) {
    for (const [index, call] of next.calls.entries()) {
      const half = Math.ceil(call.arguments.length / 2);
      const first = { name: call.name, arguments: call.arguments.slice(0, half) };
      if (
        !(await chunk({
          role: 'assistant',
          tool_calls: [{ index, id: `${id}-${index}`, type: 'function', function: first }],
        }))
      )
        return;
      if (!(await chunk({ tool_calls: [{ index, function: { arguments: call.arguments.slice(half) } }] }))) return;
    }
  }
  if (faults.raw !== undefined && !(await write(faults.raw))) return;
  if (!(await chunk({}, 'calls' in next ? 'tool_calls' : 'stop'))) return;
  if (!faults.noUsage) {
    const last = { id, object: 'chat.completion.chunk', created: 1, model: 'local', choices: [], usage: USAGE };
    if (!(await write(`data: ${JSON.stringify(last)}\n\n`))) return;
  }
  response.end('data: [DONE]\n\n');
}

/** The same without streaming, as structured output asks for it. */
function whole(response: ServerResponse, id: string, next: Answer): void {
  const content = 'cutAfter' in next ? next.cutAfter : (next.text ?? null);
  const tool_calls =
    'calls' in next
      ? next.calls.map((call, index) => ({ id: `${id}-${index}`, type: 'function', function: call }))
      : undefined;
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      id,
      object: 'chat.completion',
      created: 1,
      model: 'local',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, ...(tool_calls ? { tool_calls } : {}) },
          finish_reason: tool_calls ? 'tool_calls' : 'stop',
        },
      ],
      usage: USAGE,
    }),
  );
}
