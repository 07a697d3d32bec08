import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { offlineModel } from '../../agent/chat-model.ts';
import { readLanguage } from '../../agent/read-language.ts';
import { createDesk } from '../../agent/respond.ts';
import { createDispatch } from '../../bots/dispatch.ts';
import type { DispatchServices } from '../../bots/dispatch-services.ts';
import type { Platform } from '../../bots/platform.ts';
import { inboxSteps } from '../../db/inbox.ts';
import { withOrg } from '../../db/scope.ts';
import { createJobs, type Jobs } from '../../jobs/queue.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../../messages/inbound.ts';
import type { TurnEvent } from '../../messages/turn.ts';
import { createCodeLimiter } from '../../pipeline/chat-codes.ts';
import { chatServices } from '../../pipeline/chat-services.ts';
import { connectWorkspace } from '../../pipeline/chat-workspaces.ts';
import { enqueueAnswer, jobHandlers } from '../../pipeline/job-handlers.ts';
import { linkChatAccount, systemPrincipal } from '../../pipeline/members.ts';
import { openingHandles } from '../../pipeline/sealed-handles.ts';
import { tokenKey } from '../../pipeline/sealed-tokens.ts';
import { toolsFor } from '../../tools/index.ts';
import { DISCORD_LOAD } from './chat/discord-peer.ts';
import { PEOPLE } from './chat/load-peer.ts';
import { openPeer, platformOf } from './chat/open-peer.ts';
import { SLACK_LOAD } from './chat/slack-peer.ts';
import { benchStorm } from './chat/storm.ts';
import { TEAMS_LOAD } from './chat/teams-peer.ts';
import type { BenchContext } from './index.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const PER_SECOND = 200;
const WARM_UP = { perSecond: 20, seconds: 2 };
/** So long the assistant itself answers, for as long as the load lasts: it cannot answer as fast as that. */
const ASSISTANT_SECONDS = 10;
/** So long the answers to one second of load may take. */
const ANSWERED_WITHIN_MS = 20_000;
/** The clock that the event loop is watched with; what it shows includes this much. */
const WATCHED_EVERY_MS = 10;

const WORKSPACES: Record<ChatPlatform, { workspace: string; person: (number: number) => string }> = {
  slack: { workspace: SLACK_LOAD.team, person: SLACK_LOAD.person },
  discord: { workspace: DISCORD_LOAD.guild, person: DISCORD_LOAD.person },
  teams: { workspace: TEAMS_LOAD.tenant, person: TEAMS_LOAD.person },
};

/**
 * What people do on each platform, as fast as a large organisation does it, through the platform's own library: stored,
 * acknowledged, then answered through the queue, all in one process: by a desk that answers at once, and for a while by the
 * assistant. And a thousand alerts for one channel.
 */
export async function* benchChat(context: BenchContext): AsyncGenerator<BenchRow[]> {
  for (const name of CHAT_PLATFORMS) if ((context.load ?? name) === name) yield await benchInbound(name, context);
  if ((context.load ?? 'alerts') === 'alerts') yield await benchStorm(context);
}

async function benchInbound(name: ChatPlatform, context: BenchContext): Promise<BenchRow[]> {
  const { database, log, say, seconds } = context;
  const { db } = database;
  const now = (): Date => new Date();
  const { orgId, adminId, auditKey } = await benchOrganisation(database, `Bench: ${name}`);
  const { workspace, person } = WORKSPACES[name];
  const principal = systemPrincipal(orgId, 'UTC', { platform: 'cli', audience: 'private' });
  await withOrg(db, orgId, async (tx) => {
    const work = { tx, principal, now: now(), auditKey };
    await connectWorkspace(work, { platform: name, workspace, name: 'Bench' });
    for (let i = 0; i < PEOPLE; i++)
      await linkChatAccount(work, adminId, { platform: name, workspace, externalId: person(i) });
  });

  const peer = await openPeer(name);
  const platform = platformOf(name, peer.addresses, context);
  const key = tokenKey('a secret of the measurement');
  const health = async () => ({ ok: true, checks: [] });
  const desk = createDesk({
    db,
    auditKey,
    model: offlineModel,
    tools: toolsFor,
    services: { health, wake: () => {} },
    now,
    log,
    publicUrl: null,
  });
  const asked: { desk: DispatchServices['ask'] } = { desk: answerAtOnce };
  const chat = chatServices({
    db,
    auditKey,
    now,
    wake: () => {},
    health,
    codes: createCodeLimiter(),
    key,
  });
  const dispatch = createDispatch({
    platforms: [platform],
    services: {
      ...chat,
      inbox: openingHandles(key, inboxSteps(db, now)),
      enqueue: (id, conversation) => enqueueAnswer((...job) => jobs.add(...job), id, conversation),
      ask: (...question) => asked.desk(...question),
      isMeant: async () => true,
      readLanguage: (text) => readLanguage(text, []),
    },
    publicUrl: null,
    log,
    now,
  });
  const jobs: Jobs = createJobs({
    backend: { kind: 'postgres', pool: database.jobsPool() },
    handlers: jobHandlers({
      db,
      auditKey,
      now,
      deliver: async () => null,
      answer: (id, conversation, signal) => dispatch.work(id, conversation, signal),
      enqueue: (...job) => jobs.add(...job),
    }),
    schedules: [],
    log,
    prefix: `bench-${name}`,
  });
  const answered = async (): Promise<void> => {
    const until = performance.now() + ANSWERED_WITHIN_MS * seconds;
    // what the assistant had no time for on the platform before waits for ever
    const waits = () =>
      withOrg(db, orgId, (tx) => tx.selectFrom('inbox').select('id').where('done_at', 'is', null).limit(1).execute());
    while ((await waits()).length > 0 && performance.now() < until) await sleep(100);
  };
  const http = await serve(platform);
  await jobs.start();
  try {
    await platform.start(dispatch.deliver);
    say(`${name}: warming up`);
    const warm = await peer.load({ webhook: http.url, ...WARM_UP });
    if (warm.failed > 0) throw new Error(`${warm.failed} events were not taken by the ${name} adapter`);
    await answered();
    return [...(await quickly()), ...(await byTheAssistant())];
  } finally {
    await jobs.stop();
    await platform.stop();
    await http.close();
    await peer.close();
  }

  async function loaded(first: number, duration: number) {
    const delay = monitorEventLoopDelay({ resolution: WATCHED_EVERY_MS });
    delay.enable();
    const { waits, failed } = await peer.load({ webhook: http.url, perSecond: PER_SECOND, seconds: duration, first });
    delay.disable();
    return { waits, failed, held: Math.max(0, delay.percentile(99) / 1e6 - WATCHED_EVERY_MS) };
  }

  async function quickly(): Promise<BenchRow[]> {
    const before = WARM_UP.perSecond * WARM_UP.seconds;
    say(`${name}: ${PER_SECOND} events a second for ${seconds} s`);
    const { waits, failed, held } = await loaded(before, seconds);
    say(`${name}: what is not answered yet`);
    const began = performance.now();
    await answered();
    const after = (performance.now() - began) / 1000;
    const { answered: told, twice } = await peer.counts();
    const lost = PER_SECOND * seconds + before - told;
    const none = { value: 0, better: 'less' } as const;
    return [
      ...promptness(`${name}: `, waits, held),
      {
        name: `${name}: refused, lost or not answered`,
        value: Math.max(failed, lost),
        unit: 'events',
        target: none,
        compared: `of ${PER_SECOND * seconds}`,
      },
      { name: `${name}: answered twice`, value: twice, unit: 'events', target: none, compared: '' },
      {
        name: `${name}: the last answer, after the last event`,
        value: after,
        unit: 's',
        target: null,
        compared: 'a desk that answers at once',
      },
    ];
  }

  async function byTheAssistant(): Promise<BenchRow[]> {
    say(`${name}: the same for ${ASSISTANT_SECONDS} s, answered by the assistant`);
    // the first turn of a process takes longer than all others
    for await (const _ of desk.respond(principal, { text: 'which incidents are open?' }));
    asked.desk = (who, question, signal) => desk.respond(who, question, signal);
    const before = (await peer.counts()).answered;
    const { waits, held } = await loaded(WARM_UP.perSecond * WARM_UP.seconds + PER_SECOND * seconds, ASSISTANT_SECONDS);
    const during = (await peer.counts()).answered - before;
    return [
      ...promptness(`${name}, the assistant answers: `, waits, held),
      {
        name: `${name}, the assistant answers: so often meanwhile`,
        value: during / ASSISTANT_SECONDS,
        unit: 'events/s',
        target: null,
        compared: 'the others wait their turn',
      },
    ];
  }
}

const promptness = (of: string, waits: readonly number[], held: number): BenchRow[] => [
  {
    name: `${of}acknowledged, p99 at ${PER_SECOND} events/s`,
    value: percentile(waits, 0.99),
    unit: 'ms',
    target: { value: 200, better: 'less' },
    compared: 'the platforms wait 3 s',
  },
  { name: `${of}acknowledged, median`, value: percentile(waits, 0.5), unit: 'ms', target: null, compared: '' },
  {
    name: `${of}event loop held up, p99`,
    value: held,
    unit: 'ms',
    target: { value: 50, better: 'less' },
    compared: 'answering included',
  },
];

async function* answerAtOnce(): AsyncGenerator<TurnEvent> {
  yield { kind: 'status', text: 'Looking…' };
  const text = 'No incident is open.';
  yield { kind: 'text', delta: text };
  yield {
    kind: 'done',
    answer: { sessionId: '', text, citations: [], steps: [], cards: [], model: 'bench', language: 'en' },
  };
}

async function serve({ webhooks = [] }: Platform): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const webhook = webhooks.find(({ path }) => path === request.url);
    if (webhook) void webhook.handle(request, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${webhooks[0]?.path ?? ''}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
