import { offlineModel } from '../../agent/chat-model.ts';
import { createDesk } from '../../agent/respond.ts';
import { withOrg } from '../../db/scope.ts';
import { ingestLogins } from '../../pipeline/ingest-logins.ts';
import { memberPrincipal } from '../../pipeline/members.ts';
import { toolsFor } from '../../tools/index.ts';
import type { BenchContext } from './index.ts';
import { benchLogins } from './logins.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const QUESTIONS = [
  'show high-risk events from the last 7 days',
  'how many failed logins did we have in the last 7 days, by country?',
  'search the logs for 203.0.113.9',
  'who failed to sign in most often this month?',
  'any alerts in the last 3 days?',
  'what can you do?',
];
const ROUNDS = 20;
const EVENTS = 20_000;

/** Whole turns with the offline model: memory, plan, tools, citations, answer stored; 20,000 events in the organisation. */
export async function benchQuestions({ database, log, say }: BenchContext): Promise<BenchRow[]> {
  const { orgId, adminId, auditKey } = await benchOrganisation(database, 'Bench: questions');
  const { db } = database;
  const now = (): Date => new Date();
  const begins = new Date(Date.now() - 3 * 86_400_000);
  for (let i = 0; i < EVENTS; i += 1000) {
    say(`${i} of ${EVENTS} events`);
    await ingestLogins({ db, now }, orgId, benchLogins(i, 1000, begins));
  }
  const principal = await withOrg(db, orgId, (tx) =>
    memberPrincipal(tx, adminId, { platform: 'cli', audience: 'private' }),
  );
  const desk = createDesk({
    db,
    auditKey,
    model: offlineModel,
    tools: toolsFor,
    services: { health: async () => ({ ok: true, checks: [] }), wake: () => {} },
    now,
    log,
    publicUrl: null,
  });
  const turns: number[] = [];
  const first: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    say(`round ${Math.max(0, round + 1)} of ${ROUNDS}`);
    for (const text of QUESTIONS) {
      const began = performance.now();
      let shown = 0;
      let answered = false;
      for await (const event of desk.respond(principal!, { text })) {
        shown ||= performance.now() - began;
        if (event.kind === 'failed') throw new Error(event.message);
        answered ||= event.kind === 'done' && event.answer.text !== '';
      }
      if (!answered) throw new Error(`"${text}" was not answered`);
      if (round < 0) continue;
      turns.push(performance.now() - began);
      first.push(shown);
    }
  }
  return [
    {
      name: 'own time per answered question, p95',
      value: percentile(turns, 0.95),
      unit: 'ms',
      target: { value: 100, better: 'less' },
      compared: 'intents of a home assistant < 1 s',
    },
    {
      name: 'first visible sign, p95',
      value: percentile(first, 0.95),
      unit: 'ms',
      target: { value: 1000, better: 'less' },
      compared: '',
    },
  ];
}
