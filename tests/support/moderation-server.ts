import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface ModerationServer {
  url: string;
  requests: { authorization: string | undefined; model: string; input: string[] }[];
  /** What is answered from now on instead of scores. */
  fail: { status: number; retryAfter?: string } | 'nonsense' | 'hang-up' | null;
  close(): Promise<void>;
}

const CATEGORIES = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/intent',
  'self-harm/instructions',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** Speaks OpenAI's moderation endpoint; a text with `idiot` or `fuck` in it is harassment there. */
export async function startModerationServer(): Promise<ModerationServer> {
  const state: Pick<ModerationServer, 'requests' | 'fail'> = { requests: [], fail: null };
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as { model: string; input: string[] };
    state.requests.push({ authorization: request.headers.authorization, ...body });
    if (state.fail === 'hang-up') return void response.destroy();
    const fail = state.fail === 'nonsense' ? { status: 200 } : state.fail;
    if (fail || request.url !== '/v1/moderations') {
      response.writeHead(fail?.status ?? 404, {
        'content-type': 'application/json',
        ...(fail && 'retryAfter' in fail ? { 'retry-after': fail.retryAfter } : {}),
      });
      response.end(
        JSON.stringify({ error: { message: 'no', type: 'invalid_request_error', param: null, code: null } }),
      );
      return;
    }
    const results = body.input.map((text) => {
      const score = /idiot|1d10t|fuck/i.test(text) ? 0.93 : 0.00012;
      const scores = Object.fromEntries(CATEGORIES.map((name) => [name, name === 'harassment' ? score : 0.00003]));
      return {
        flagged: score > 0.5,
        categories: Object.fromEntries(CATEGORIES.map((name) => [name, scores[name]! > 0.5])),
        category_scores: scores,
        category_applied_input_types: Object.fromEntries(CATEGORIES.map((name) => [name, ['text']])),
      };
    });
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: `modr-${state.requests.length}`, model: body.model, results }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
