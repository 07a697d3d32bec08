import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHANNELS, type LoadPeer, messageLimit, PEOPLE } from './load-peer.ts';

export const SLACK_LOAD = {
  team: 'T0BENCH',
  limitedChannel: 'C0LIMIT',
  credentials: { botToken: 'xoxb-bench', signingSecret: 'a secret for measurements only', appToken: null },
  person: (number: number): string => `U0BENCH${number}`,
} as const;

/** Slack as a sender of signed events and a taker of Web API calls. */
export async function openSlackPeer(): Promise<LoadPeer> {
  const answers = new Map<number, number>();
  const posted = new Map<string, number>();
  const mayPost = messageLimit();
  let limited = 0;
  let messages = 0;

  function call(method: string, args: URLSearchParams): { status: number; body: Record<string, unknown> } {
    const ok = (body: Record<string, unknown> = {}) => ({ status: 200, body: { ok: true, ...body } });
    switch (method) {
      case 'auth.test':
        return ok({ team_id: SLACK_LOAD.team, team: 'Bench', user_id: 'U0BOT', bot_id: 'B0BOT', user: 'safenest' });
      case 'users.info':
        return ok({ user: { id: args.get('user'), name: 'bench', profile: {}, tz: 'UTC', locale: 'en-GB' } });
      case 'conversations.history':
      case 'conversations.replies':
        return ok({ messages: [], has_more: false });
      case 'chat.postMessage':
      case 'chat.startStream': {
        const channel = args.get('channel') ?? '';
        if (channel === SLACK_LOAD.limitedChannel) {
          if (!mayPost()) {
            limited++;
            return { status: 429, body: { ok: false, error: 'ratelimited' } };
          }
          const word = /bench-[a-z]+-\d+/.exec(args.get('text') ?? '')?.[0];
          if (word && !posted.has(word)) posted.set(word, Date.now());
        }
        const thread = args.get('thread_ts');
        if (thread) answers.set(numberIn(thread), (answers.get(numberIn(thread)) ?? 0) + 1);
        return ok({ channel, ts: `1800000000.${String(++messages).padStart(6, '0')}`, message: {} });
      }
      default:
        return ok({ channel: args.get('channel'), ts: args.get('ts') });
    }
  }

  const server = createServer(async (request, response) => {
    const { status, body } = call((request.url ?? '').split('/').at(-1)!, new URLSearchParams(await textOf(request)));
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(status === 429 ? { 'retry-after': '1' } : {}),
    });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    addresses: { api: `http://127.0.0.1:${port}/api` },
    answers,
    posted,
    limited: () => limited,
    async send(number, webhook) {
      const ts = `17000${String(number).padStart(5, '0')}.000100`;
      const text = JSON.stringify({
        type: 'event_callback',
        team_id: SLACK_LOAD.team,
        api_app_id: 'A0BENCH',
        event_id: `Ev${number}`,
        event_time: Math.floor(Date.now() / 1000),
        authorizations: [{ team_id: SLACK_LOAD.team, user_id: 'U0BOT', is_bot: true }],
        event: {
          type: 'app_mention',
          channel: `C0BENCH${number % CHANNELS}`,
          channel_type: 'channel',
          user: SLACK_LOAD.person(number % PEOPLE),
          text: '<@U0BOT> which incidents are open?',
          ts,
          event_ts: ts,
          team: SLACK_LOAD.team,
        },
      });
      const at = String(Math.floor(Date.now() / 1000));
      const signature = createHmac('sha256', SLACK_LOAD.credentials.signingSecret)
        .update(`v0:${at}:${text}`)
        .digest('hex');
      const { status } = await fetch(webhook, {
        method: 'POST',
        body: text,
        headers: {
          'content-type': 'application/json',
          'x-slack-request-timestamp': at,
          'x-slack-signature': `v0=${signature}`,
        },
      });
      if (status !== 200) throw new Error(`an event was answered with ${status}`);
    },
  };
}

const numberIn = (ts: string): number => Number(ts.slice(5, 10));

export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
