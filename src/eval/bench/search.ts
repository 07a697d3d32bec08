import { type Db, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Principal } from '../../domain/principal.ts';
import { type LogSearch, searchLogs } from '../../pipeline/search-logs.ts';
import { emptyOrganisation, fillAlerts, fillLogs } from './fill-logs.ts';
import type { BenchContext } from './index.ts';
import { type BenchRow, percentile } from './row.ts';

const DAYS = 30;
const END = new Date('2026-11-21T00:00:00Z');
const ROUNDS = 40;
const BATCH = 50_000;
const SMALL = 1000;
const day = (n: number): { from: Date; to: Date } => ({
  from: new Date(END.getTime() - (n + 1) * 86_400_000),
  to: new Date(END.getTime() - n * 86_400_000),
});

/** Each search as the asker gets it: rows, counts, and what is needed to make sense of them. `n` varies its parameters. */
const SEARCHES: { name: string; search: (n: number) => LogSearch }[] = [
  { name: 'rare word', search: (n) => ({ query: `ticket${n}` }) },
  { name: 'common word', search: (n) => ({ query: ['failed', 'password', 'sshd', 'accepted'][n % 4]! }) },
  { name: 'phrase', search: (n) => ({ query: `"password for invalid user" user${n * 37}` }) },
  { name: 'AND, OR, NOT', search: (n) => ({ query: `(user${n * 11} OR user${n * 13}) AND failed NOT invalid` }) },
  {
    name: 'account in a week',
    search: (n) => ({ user: `user${n * 7}`, from: day(7 + (n % 20)).from, to: day(n % 20).to }),
  },
  { name: 'address', search: (n) => ({ ip: `10.${n % 50}.${(n * 7) % 100}.1` }) },
  { name: 'network', search: (n) => ({ ip: `10.${n % 50}.${(n * 7) % 100}.0/24` }) },
  {
    name: 'country and outcome on a day',
    search: (n) => ({ country: ['DE', 'GB', 'FR', 'US'][n % 4]!, outcome: 'failure', ...day(n % DAYS) }),
  },
  { name: 'high-risk on a day', search: (n) => ({ minSeverity: 'high', ...day(n % DAYS) }) },
  { name: 'everything, newest first', search: () => ({}) },
  { name: 'a day by country', search: (n) => ({ groupBy: 'country', kinds: ['login'], ...day(n % DAYS) }) },
  {
    name: 'failures of a week by country',
    search: (n) => ({
      groupBy: 'country',
      kinds: ['login'],
      outcome: 'failure',
      from: day(6 + (n % 20)).from,
      to: day(n % 20).to,
    }),
  },
  {
    name: 'a week by day',
    search: (n) => ({ groupBy: 'day', kinds: ['login'], from: day(6 + (n % 20)).from, to: day(n % 20).to }),
  },
];

/** Log search over `rows` events of one organisation, and over 1,000 of another that lie in the same table. */
export async function benchSearch({ database, rows, say, log }: BenchContext): Promise<BenchRow[]> {
  const { db } = database;
  const [large, small] = [await emptyOrganisation(db), await emptyOrganisation(db)];
  const began = performance.now();
  for (let first = 1; first <= rows; first += BATCH) {
    await fillLogs(db, large, { first, last: Math.min(first + BATCH - 1, rows), of: rows, end: END, days: DAYS });
    say(`${Math.min(first + BATCH - 1, rows).toLocaleString('en-GB')} of ${rows.toLocaleString('en-GB')} rows`);
  }
  await fillLogs(db, small, { first: 1, last: SMALL, of: SMALL, end: END, days: DAYS });
  for (const org of [large, small]) await fillAlerts(db, org, END);
  // what autovacuum does on a server in the minutes after
  await database.pool.query('vacuum analyze');
  log.info({ rows, seconds: Math.round((performance.now() - began) / 1000) }, 'search bench: filled');

  const measured: BenchRow[] = [];
  const all: number[] = [];
  const where = `${rows.toLocaleString('en-GB')} rows, ${database.kind}`;
  for (const { name, search } of SEARCHES) {
    const samples = await measure(db, large, search);
    all.push(...samples);
    measured.push(row(`search: ${name}, p95`, percentile(samples, 0.95), where));
  }
  measured.push(row('search: all of these, p95', percentile(all, 0.95), where));
  const theirs: number[] = [];
  for (const { search } of SEARCHES) theirs.push(...(await measure(db, small, search)));
  measured.push(row('search: a small organisation beside it, p95', percentile(theirs, 0.95), where));
  return measured;
}

const row = (name: string, value: number, compared: string): BenchRow => ({
  name,
  value: Math.round(value * 10) / 10,
  unit: 'ms',
  target: { value: 50, better: 'less' },
  compared,
});

async function measure(db: Db, orgId: OrgId, search: (n: number) => LogSearch): Promise<number[]> {
  const reader: Principal = {
    orgId,
    actor: { kind: 'system', id: null },
    name: 'bench',
    role: 'officer',
    timeZone: 'Europe/Berlin',
    place: { platform: 'cli', audience: 'private' },
  };
  const samples: number[] = [];
  // the first round warms caches and is not counted
  for (let n = -1; n < ROUNDS; n++) {
    const began = performance.now();
    await withOrg(db, orgId, (tx) => searchLogs(tx, reader, search(Math.max(n, 0))));
    if (n >= 0) samples.push(performance.now() - began);
  }
  return samples;
}
