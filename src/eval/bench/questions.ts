import { sql } from 'kysely';
import { offlineModel } from '../../agent/chat-model.ts';
import { createDesk } from '../../agent/respond.ts';
import { withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { memberPrincipal } from '../../pipeline/members.ts';
import { toolsFor } from '../../tools/index.ts';
import { fillAlerts, fillLogs } from './fill-logs.ts';
import type { BenchContext } from './index.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

/** What people ask of a desk in a week, over every tool that reads. */
const QUESTIONS = [
  'show high-risk events from yesterday',
  'failed logins today',
  'failed logins in the last 7 days by country',
  // by account and by address, and whether any of them got in then
  'who failed to sign in most often this week?',
  'which addresses failed to sign in most often this week?',
  'failed logins of user7 last week',
  'logins from 10.7.3.1',
  'anything from 10.7.3.0/24 yesterday?',
  'search the logs for ticket12',
  'how many logins were there in the last 24 hours?',
  'logins per day in the last 7 days',
  'any alerts in the last 3 days?',
  'open alerts, high and up',
  'open ALR-17',
  'list open incidents',
  'open INC-3',
  'incidents like INC-3',
  'how was our security last week compared with the week before?',
  'which rules do we have?',
  'how do I import a log file?',
  'what can you do?',
  'is everything working?',
  'hello',
];
/** What runs rules over past logins first: a simulation has a time of its own, and ends by it. */
const SIMULATIONS: readonly { kind: string; text: (round: number) => string }[] = [
  { kind: 'recommend rules', text: () => 'which rules should we add?' },
  {
    kind: 'propose a rule, with its backtest',
    text: (round) => `propose a rule: alert after ${6 + round} failed logins of one account within 15 minutes`,
  },
];
const ROUNDS = 8;
const SIMULATION_ROUNDS = 4;
/** How many of the slowest kinds are told by name. */
const NAMED = 2;
const DAYS = 30;
const BATCH = 50_000;
const INCIDENTS = 40;

/** Whole turns with the offline model: memory, plan, tools, checks, answer stored and audited; `rows` events in the organisation. */
export async function benchQuestions({ database, rows, log, say }: BenchContext): Promise<BenchRow[]> {
  const { orgId, adminId, auditKey } = await benchOrganisation(database, 'Bench: questions');
  const { db } = database;
  const now = (): Date => new Date();
  const end = now();
  for (let first = 1; first <= rows; first += BATCH) {
    const last = Math.min(first + BATCH - 1, rows);
    await fillLogs(db, orgId, { first, last, of: rows, end, days: DAYS });
    say(`${last.toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows`);
  }
  await fillAlerts(db, orgId, end);
  await withOrg(db, orgId, (tx) => fillIncidents(tx, orgId, end));
  await database.pool.query('vacuum analyze');

  const principal = await withOrg(db, orgId, (tx) =>
    memberPrincipal(tx, adminId, { platform: 'cli', audience: 'private' }),
  );
  const desk = createDesk({
    db,
    auditKey,
    model: offlineModel,
    tools: toolsFor,
    services: {
      health: async () => ({ ok: true, checks: [{ name: 'database', ok: true, detail: 'answers' }] }),
      wake: () => {},
    },
    now,
    log,
    publicUrl: null,
  });
  const ask = async (text: string): Promise<{ ms: number; shown: number }> => {
    const began = performance.now();
    let shown = 0;
    let answered = false;
    for await (const event of desk.respond(principal!, { text })) {
      shown ||= performance.now() - began;
      if (event.kind === 'failed') throw new Error(event.message);
      answered ||= event.kind === 'done' && event.answer.text !== '';
    }
    if (!answered) throw new Error(`"${text}" was not answered`);
    return { ms: performance.now() - began, shown };
  };
  const turns = new Map<string, number[]>();
  const first: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    say(`round ${Math.max(0, round + 1)} of ${ROUNDS}`);
    for (const text of QUESTIONS) {
      const { ms, shown } = await ask(text);
      if (round < 0) continue;
      first.push(shown);
      turns.set(text, [...(turns.get(text) ?? []), ms]);
    }
  }
  const simulations = new Map<string, number[]>();
  for (let round = 0; round < SIMULATION_ROUNDS; round++) {
    say(`simulations, round ${round + 1} of ${SIMULATION_ROUNDS}`);
    for (const { kind, text } of SIMULATIONS)
      simulations.set(kind, [...(simulations.get(kind) ?? []), (await ask(text(round))).ms]);
  }
  const where = `${QUESTIONS.length} kinds of question, ${rows.toLocaleString('en-GB')} rows`;
  const target = { value: database.kind === 'embedded' ? 100 : 60, better: 'less' as const };
  const all = [...turns.values()].flat();
  for (const [text, ms] of turns) log.info({ text, p50: percentile(ms, 0.5), p95: percentile(ms, 0.95) }, 'question');
  const slowest = [...turns].map(([text, ms]) => ({ text, median: percentile(ms, 0.5) }));
  slowest.sort((a, b) => b.median - a.median);
  return [
    { name: 'own time per answered question, p95', value: percentile(all, 0.95), unit: 'ms', target, compared: where },
    { name: 'the same, median', value: percentile(all, 0.5), unit: 'ms', target: null, compared: where },
    ...slowest.slice(0, NAMED).map(
      ({ text, median }): BenchRow => ({
        name: `of the slowest, median: “${text}”`,
        value: median,
        unit: 'ms',
        target,
        compared: '',
      }),
    ),
    ...[...simulations].map(
      ([kind, ms]): BenchRow => ({
        name: `apart, as it simulates, median: ${kind}`,
        value: percentile(ms, 0.5),
        unit: 'ms',
        target: null,
        compared: 'ends by itself',
      }),
    ),
    {
      name: 'first visible sign, p95',
      value: percentile(first, 0.95),
      unit: 'ms',
      target: { value: 1000, better: 'less' },
      compared: '',
    },
  ];
}

/** Incidents with a few alerts each and a line of timeline. */
async function fillIncidents(tx: Parameters<Parameters<typeof withOrg>[2]>[0], orgId: OrgId, end: Date): Promise<void> {
  await sql`
    insert into incident (id, org_id, number, title, severity, status, created_by, opened_at, updated_at)
    select gen_random_uuid(), ${orgId}::uuid, n, 'Failed logins of user' || n % 7, (array['low','medium','high','critical'])[1 + n % 4],
      (array['open','closed','closed'])[1 + n % 3], 'Bench', at, at
    from generate_series(1, ${INCIDENTS}::int) n, lateral (select ${end}::timestamptz - n * interval '17 hours' as at) as time`.execute(
    tx,
  );
  await sql`
    insert into org_counter (org_id, kind, value) values (${orgId}::uuid, 'incident', ${INCIDENTS}), (${orgId}::uuid, 'alert', 100)
    on conflict (org_id, kind) do update set value = excluded.value`.execute(tx);
  await sql`
    update alert set incident_id = incident.id from incident
    where incident.org_id = ${orgId} and alert.org_id = ${orgId} and alert.number % ${INCIDENTS} + 1 = incident.number and alert.number % 3 = 0`.execute(
    tx,
  );
}
