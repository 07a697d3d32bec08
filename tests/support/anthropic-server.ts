import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalServer, startLocalServer } from './local-server.ts';

/** What a request to the messages endpoint says, as far as a script needs it. */
export interface MessagesRequest {
  model: string;
  max_tokens: number;
  system?: string | { type: string; text: string }[];
  messages: { role: string; content: string | { type: string; [field: string]: unknown }[] }[];
  tools?: { name: string; input_schema: unknown }[];
  tool_choice?: unknown;
}

export type AnthropicScripted =
  | { text?: string; calls?: { name: string; input: unknown }[]; stopAfter?: number; drip?: number }
  | { status: number; type: string; message: string; retryAfter?: string }
  /** The stream begins well and carries an error inside. */
  | { errorInStream: string };

export interface AnthropicServer extends LocalServer {
  requests: MessagesRequest[];
  keys: (string | undefined)[];
}

/** A server that speaks Anthropic's messages protocol, streaming. */
export async function startAnthropicServer(
  script: (request: MessagesRequest, count: number) => AnthropicScripted,
): Promise<AnthropicServer> {
  const requests: MessagesRequest[] = [];
  const keys: (string | undefined)[] = [];
  const server = await startLocalServer(async (incoming, response) => {
    const request = (await json(incoming)) as MessagesRequest;
    requests.push(request);
    keys.push(incoming.headers['x-api-key'] as string | undefined);
    const next = script(request, requests.length);
    if ('status' in next) {
      response.writeHead(next.status, {
        'content-type': 'application/json',
        ...(next.retryAfter === undefined ? {} : { 'retry-after': next.retryAfter }),
      });
      response.end(JSON.stringify({ type: 'error', error: { type: next.type, message: next.message } }));
      return;
    }
    const send = (type: string, fields: object): void => {
      response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
    };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    send('message_start', {
      message: {
        id: `msg_${requests.length}`,
        type: 'message',
        role: 'assistant',
        model: request.model,
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 120, output_tokens: 1 },
      },
    });
    send('ping', {});
    if ('errorInStream' in next) {
      send('error', { error: { type: next.errorInStream, message: 'Overloaded' } });
      response.end();
      return;
    }
    let index = 0;
    let pieces = 0;
    const block = async (start: object, deltas: object[]): Promise<boolean> => {
      send('content_block_start', { index, content_block: start });
      for (const delta of deltas) {
        if (next.stopAfter !== undefined && pieces++ >= next.stopAfter) {
          // Let what was written arrive before the line goes dead.
          await sleep(20);
          response.destroy();
          return false;
        }
        send('content_block_delta', { index, delta });
        await sleep(next.drip ?? 1);
      }
      send('content_block_stop', { index });
      index++;
      return true;
    };
    if (next.text !== undefined) {
      const deltas = (next.text.match(/\S*\s?/g) ?? []).filter(Boolean).map((text) => ({ type: 'text_delta', text }));
      if (!(await block({ type: 'text', text: '' }, deltas))) return;
    }
    for (const call of next.calls ?? []) {
      const input = JSON.stringify(call.input);
      const half = Math.ceil(input.length / 2);
      const deltas = [input.slice(0, half), input.slice(half)].map((partial_json) => ({
        type: 'input_json_delta',
        partial_json,
      }));
      if (
        !(await block(
          { type: 'tool_use', id: `toolu_${requests.length}_${index}`, name: call.name, input: {} },
          deltas,
        ))
      )
        return;
    }
    send('message_delta', {
      delta: { stop_reason: next.calls?.length ? 'tool_use' : 'end_turn', stop_sequence: null },
      usage: { output_tokens: 9 },
    });
    send('message_stop', {});
    response.end();
  });
  return Object.assign(server, { requests, keys });
}
