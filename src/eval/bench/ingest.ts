import type { Database } from '../../db/connect.ts';
import { ingestLogins } from '../../pipeline/ingest-logins.ts';
import type { BenchContext } from './index.ts';
import { benchLogins } from './logins.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const BATCH = 100;
const SECONDS = 12;
const WARM_UP_SECONDS = 3;

/**
 * Login events through the whole of ingestion, as a caller sees it: stored, judged by the default rules, committed. Batches of
 * 100, one after the other; then two organisations at the same time, each with its caller.
 */
export async function benchIngest({ database, say }: BenchContext): Promise<BenchRow[]> {
  const [first, second] = [await caller(database, 'Bench: ingestion'), await caller(database, 'Bench: more ingestion')];
  say('warming up');
  await first(WARM_UP_SECONDS);
  say(`one caller, ${SECONDS} s`);
  const alone = await first(SECONDS);
  say(`two callers, ${SECONDS} s`);
  const together = await Promise.all([first(SECONDS), second(SECONDS)]);
  const embedded = database.kind === 'embedded';
  return [
    {
      name: 'events stored and judged',
      value: alone.perSecond,
      unit: 'events/s',
      target: { value: embedded ? 1000 : 5000, better: 'more' },
      compared: 'best public figure 1,000/s',
    },
    {
      name: 'one batch of 100 events, p99',
      value: percentile(alone.waits, 0.99),
      unit: 'ms',
      target: embedded ? null : { value: 50, better: 'less' },
      compared: 'best public figure 100 ms',
    },
    {
      name: 'two organisations at once',
      value: together[0].perSecond + together[1].perSecond,
      unit: 'events/s',
      target: null,
      compared: 'together',
    },
  ];
}

/** One organisation and who sends it logins: for so many seconds, then says how many a second and how long each batch took. */
async function caller(database: Database, name: string) {
  const { orgId } = await benchOrganisation(database, name);
  const services = { db: database.db, now: () => new Date() };
  const begins = new Date(Date.now() - 7 * 86_400_000);
  let offered = 0;
  return async (seconds: number): Promise<{ perSecond: number; waits: number[] }> => {
    const waits: number[] = [];
    const before = offered;
    const began = performance.now();
    while (performance.now() < began + seconds * 1000) {
      const events = benchLogins(offered, BATCH, begins);
      offered += BATCH;
      const start = performance.now();
      const { accepted } = await ingestLogins(services, orgId, events);
      waits.push(performance.now() - start);
      if (accepted !== BATCH) throw new Error(`${BATCH - accepted} of ${BATCH} events were not stored`);
    }
    return { perSecond: (offered - before) / ((performance.now() - began) / 1000), waits };
  };
}
