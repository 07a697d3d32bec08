/**
 * Sends messages to a running service as fast as a large community, kills it with -9 in the middle, again and again, starts it anew,
 * and counts: every message that was acknowledged is there once, every one is worked on, and every pile-on has one case.
 *
 *   npm run moderation:kill -- [--seconds 20] [--kills 3] [--rate 1000] [--database-url postgres://…/an_empty_database]
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { connect } from '../src/db/connect.ts';
import { listOrganisations } from '../src/db/organisations.ts';
import { withOrg, withSystem } from '../src/db/scope.ts';
import { benchMessage, benchPileOn, type SentMessage } from '../src/eval/bench/message-load.ts';
import { silentLog } from '../src/log.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    kills: { type: 'string', default: '3' },
    rate: { type: 'string', default: '1000' },
    'database-url': { type: 'string' },
  },
});
const [seconds, kills, rate] = [Number(values.seconds), Number(values.kills), Number(values.rate)];
const BATCH = 50;
const PILE_ON_EVERY_MS = 2000;
const KEY = 'sn-kill-moderation-measures-with-this';
const say = (text: string): void => void process.stdout.write(`${text}\n`);

const folder = await mkdtemp(join(tmpdir(), 'safenest-kill-'));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const databaseUrl = values['database-url'];
const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port: free } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return free;
}

async function start(): Promise<ChildProcess> {
  const service = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH ?? '',
      PORT: String(port),
      SAFENEST_DATA: folder,
      SAFENEST_ADMIN_KEY: KEY,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (;;) {
    if (service.exitCode !== null) throw new Error('the service ended at its start');
    const up = await fetch(`${base}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return service;
    await sleep(50);
  }
}

async function kill(service: ChildProcess): Promise<void> {
  const gone = once(service, 'exit');
  service.kill('SIGKILL');
  await gone;
}

const waits: number[] = [];
let again = 0;
/** Sends until it is acknowledged: what was not may have been stored all the same, and is then a duplicate. */
async function send(events: readonly SentMessage[]): Promise<void> {
  for (;;) {
    const began = performance.now();
    const response = await fetch(`${base}/api/v1/events/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.status === 202 && answer) {
      const { accepted, duplicate } = answer as { accepted: number; duplicate: number };
      if (accepted + duplicate !== events.length) throw new Error(`some were not taken: ${JSON.stringify(answer)}`);
      waits.push(performance.now() - began);
      return;
    }
    if (response && answer && response.status !== 429 && response.status !== 503)
      throw new Error(`the service refuses: ${JSON.stringify(answer)}`);
    await sleep(response ? 1000 * Number(response.headers.get('retry-after') ?? 1) : 100);
    again++;
  }
}

let service = await start();
say(`${rate} messages a second for ${seconds} s, killed ${kills} times`);
const began = performance.now();
const killing = (async () => {
  for (let i = 1; i <= kills; i++) {
    await sleep(Math.max(0, began + (i * seconds * 1000) / (kills + 1) - performance.now()));
    await kill(service);
    say(`killed at ${((performance.now() - began) / 1000).toFixed(1)} s`);
    service = await start();
  }
})();
let sent = 0;
let piles = 0;
const underWay: Promise<void>[] = [];
for (let i = 0; i < (seconds * rate) / BATCH; i++) {
  await sleep(Math.max(0, began + (i * BATCH * 1000) / rate - performance.now()));
  const at = new Date();
  underWay.push(send(Array.from({ length: BATCH }, () => benchMessage(sent++, at))));
  if (performance.now() - began > piles * PILE_ON_EVERY_MS) underWay.push(send(benchPileOn(piles++, at)));
}
await Promise.all([...underWay, killing]);
say('all are acknowledged; waiting until all are worked on');
const expected = sent + piles * 5;

// the embedded database is one process's own: the service is stopped whenever it is counted
const counted = async () => {
  const database = await connect(
    databaseUrl ? { databaseUrl, log: silentLog() } : { dataDir: folder, log: silentLog() },
  );
  try {
    const [organisation] = await withSystem(database.db, listOrganisations);
    return await withOrg(database.db, organisation!.id, async (tx) => {
      const messages = await tx
        .selectFrom('chat_message')
        .select(['message_key', 'guarded_channel_id', 'waits', 'session_id'])
        .execute();
      const sessions = await tx.selectFrom('moderation_session').select(['id', 'messages']).execute();
      const cases = await tx
        .selectFrom('moderation_case')
        .innerJoin('guarded_channel', 'guarded_channel.id', 'moderation_case.guarded_channel_id')
        .select('guarded_channel.channel')
        .execute();
      return { messages, sessions, cases: cases.filter(({ channel }) => channel.startsWith('pile-on-')) };
    });
  } finally {
    await database.close();
  }
};
const stop = async (): Promise<void> => {
  const gone = once(service, 'exit');
  service.kill('SIGTERM');
  await gone;
};
let found: Awaited<ReturnType<typeof counted>>;
for (let rounds = 0; ; rounds++) {
  await sleep(8000);
  await stop();
  found = await counted();
  if (!found.messages.some(({ waits: one }) => one) || rounds > 20) break;
  service = await start();
}
const told = new Set(
  found.messages.map(({ message_key, guarded_channel_id }) => `${guarded_channel_id} ${message_key}`),
).size;
const inSessions = found.sessions.reduce((sum, { messages }) => sum + messages, 0);
const rows: [string, number, number][] = [
  ['messages stored', found.messages.length, expected],
  ['different messages', told, expected],
  ['still waiting', found.messages.filter(({ waits: one }) => one).length, 0],
  ['messages in conversations', inSessions, expected],
  [
    'messages that belong to a conversation',
    found.messages.filter(({ session_id }) => session_id !== null).length,
    expected,
  ],
  ['pile-ons with a case', new Set(found.cases.map(({ channel }) => channel)).size, piles],
  ['cases of pile-ons', found.cases.length, piles],
];
for (const [what, is, ought] of rows) say(`${is === ought ? 'ok ' : 'BAD'} ${what}: ${is} of ${ought}`);
const sorted = waits.toSorted((a, b) => a - b);
const at = (share: number): string => (sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN).toFixed(0);
say(`acknowledged in ${at(0.5)} ms (median), ${at(0.99)} ms (99 of 100); ${again} deliveries were repeated`);
await rm(folder, { recursive: true, force: true });
process.exitCode = rows.every(([, is, ought]) => is === ought) ? 0 : 1;
