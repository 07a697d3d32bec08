import { json } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type LocalServer, startLocalServer } from './local-server.ts';

/** What a request to /api/chat says, as far as a script needs it. */
export interface OllamaRequest {
  model: string;
  stream: boolean;
  messages: { role: string; content: string; tool_calls?: unknown[]; tool_name?: string }[];
  tools?: { function: { name: string } }[];
  format?: unknown;
}

export type OllamaScripted =
  | { text?: string; calls?: { name: string; arguments: unknown }[]; stopAfter?: number; drip?: number; noEnd?: true }
  | { status: number; error: string };

export interface OllamaServer extends LocalServer {
  requests: OllamaRequest[];
}

/** A server that speaks Ollama's chat protocol: JSON lines. */
export async function startOllamaServer(
  script: (request: OllamaRequest, count: number) => OllamaScripted,
): Promise<OllamaServer> {
  const requests: OllamaRequest[] = [];
  const server = await startLocalServer(async (incoming, response) => {
    const request = (await json(incoming)) as OllamaRequest;
    requests.push(request);
    const next = script(request, requests.length);
    if ('status' in next) {
      response.writeHead(next.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: next.error }));
      return;
    }
    const line = (fields: object): void => {
      response.write(`${JSON.stringify({ model: request.model, created_at: '2026-11-21T10:30:00Z', ...fields })}\n`);
    };
    response.writeHead(200, { 'content-type': 'application/x-ndjson' });
    response.flushHeaders();
    let pieces = 0;
    for (const content of (next.text ?? '').match(/\S*\s?/g)?.filter(Boolean) ?? []) {
      if (next.stopAfter !== undefined && pieces++ >= next.stopAfter) {
        // Let what was written arrive before the line goes dead.
        await sleep(20);
        response.destroy();
        return;
      }
      line({ message: { role: 'assistant', content }, done: false });
      await sleep(next.drip ?? 1);
    }
    if (next.calls)
      line({
        message: { role: 'assistant', content: '', tool_calls: next.calls.map((call) => ({ function: call })) },
        done: false,
      });
    if (!next.noEnd)
      line({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 110,
        eval_count: 8,
      });
    response.end();
  });
  return Object.assign(server, { requests });
}
