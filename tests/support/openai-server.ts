import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** What a request to the chat-completions endpoint says, as far as a script needs it. */
export interface ChatRequest {
  messages: { role: string; content: string | { type: string; text?: string }[] | null }[];
  tools?: { function: { name: string } }[];
}

/** One answer of the scripted model: text, tool calls, a refusal by the server, or a stream that breaks off. */
export type Scripted =
  | { text: string }
  | { calls: { name: string; arguments: string }[]; text?: string }
  | { status: number }
  | { cutAfter: string };

export interface OpenAiServer {
  url: string;
  requests: ChatRequest[];
  close(): Promise<void>;
}

/** A server that speaks the OpenAI chat-completions protocol, streaming, and says what the script says for each request. */
export async function startOpenAiServer(
  script: (request: ChatRequest, count: number) => Scripted,
): Promise<OpenAiServer> {
  const requests: ChatRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = (await json(incoming)) as ChatRequest & { stream?: boolean };
    requests.push(request);
    const next = script(request, requests.length);
    if ('status' in next) {
      response.writeHead(next.status, { 'content-type': 'application/json', 'retry-after': '0' });
      response.end(JSON.stringify({ error: { message: 'slow down', type: 'rate_limit' } }));
      return;
    }
    // Ids must differ: the agent's memory replaces a message by one with the same id.
    stream(response, `chatcmpl-${requests.length}`, next);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function stream(response: ServerResponse, id: string, next: Exclude<Scripted, { status: number }>): void {
  const chunk = (delta: object, finish_reason: string | null = null): void => {
    const body = {
      id,
      object: 'chat.completion.chunk',
      created: 1,
      model: 'local',
      choices: [{ index: 0, delta, finish_reason }],
    };
    response.write(`data: ${JSON.stringify(body)}\n\n`);
  };
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if ('cutAfter' in next) {
    chunk({ role: 'assistant', content: next.cutAfter });
    setTimeout(() => response.destroy(), 30);
    return;
  }
  for (const word of (next.text ?? '').split(/(?<= )/).filter(Boolean)) chunk({ role: 'assistant', content: word });
  if ('calls' in next) {
    for (const [index, call] of next.calls.entries()) {
      const half = Math.ceil(call.arguments.length / 2);
      const first = { name: call.name, arguments: call.arguments.slice(0, half) };
      chunk({ role: 'assistant', tool_calls: [{ index, id: `${id}-${index}`, type: 'function', function: first }] });
      chunk({ tool_calls: [{ index, function: { arguments: call.arguments.slice(half) } }] });
    }
  }
  chunk({}, 'calls' in next ? 'tool_calls' : 'stop');
  const usage = { prompt_tokens: 100, completion_tokens: 7, total_tokens: 107 };
  response.write(
    `data: ${JSON.stringify({ id, object: 'chat.completion.chunk', created: 1, model: 'local', choices: [], usage })}\n\n`,
  );
  response.end('data: [DONE]\n\n');
}
