import { sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { HISTORY_LIMITS, type HistoryLimits } from '../../db/history-search.ts';
import { withOrg } from '../../db/scope.ts';
import type { HistoryDocument, HistoryHit } from '../../domain/history.ts';
import type { OrgId } from '../../domain/id.ts';
import { ownEmbedder } from '../../pipeline/embedding/own-embedder.ts';
import { embedQuestion, searchHistory } from '../../pipeline/history/search-history.ts';
import { takeIn } from '../../pipeline/history/take-in.ts';
import { emptyOrganisation } from './fill-logs.ts';
import type { BenchContext } from './index.ts';
import { type BenchRow, percentile } from './row.ts';

const DOCUMENTS = { postgres: 100_000, embedded: 10_000 };
const SMALL = 500;
const ROUNDS = 200;
/** Of what is found first; those of an exact search are what it is measured by. */
const FIRST = 10;
/** What fits so little less counts as well as what an exact search finds. */
const AS_GOOD = 0.01;
const NOW = new Date('2026-11-20T12:00:00Z');

/**
 * Search of an organisation’s history of 100,000 documents beside another’s, as an officer asks: how long it takes, and how much of what
 * comparing with every one finds is found.
 */
export async function benchHistory({ database, say, log }: BenchContext): Promise<BenchRow[]> {
  const count = DOCUMENTS[database.kind];
  const next = random(7);
  const [large, small] = [await emptyOrganisation(database.db), await emptyOrganisation(database.db)];
  const documents = Array.from({ length: count }, (_, n) => documentOf(n, next));
  const began = performance.now();
  const indexes = await database.pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where indexname = 'history_vector_384'`,
  );
  // an index is built faster over rows that are there
  await database.pool.query('drop index history_vector_384');
  await takeIn(database.db, large, documents, {
    embedder: ownEmbedder,
    now: NOW,
    average: 45,
    say: (done) => {
      if (done % 10_000 === 0) say(`${done.toLocaleString('en-GB')} of ${count.toLocaleString('en-GB')} documents`);
    },
  });
  const filled = (performance.now() - began) / 1000;
  await takeIn(database.db, small, documents.slice(0, SMALL), { embedder: ownEmbedder, now: NOW, average: 45 });
  say('building the index');
  await database.pool.query(
    `set maintenance_work_mem = '1GB'; ${indexes.rows[0]!.definition}; reset maintenance_work_mem`,
  );
  await database.pool.query('vacuum analyze history_chunk, history_vector, history_document');
  log.info({ count, seconds: Math.round((performance.now() - began) / 1000) }, 'history bench: filled');

  const questions = Array.from({ length: ROUNDS }, (_, n) => questionOf(n, documents, next));
  const quick = await ask(database, large, questions, HISTORY_LIMITS);
  const exact = await ask(database, large, questions, EXACT, true);
  const beside = await ask(database, small, questions, HISTORY_LIMITS);
  const found = quick.found.map((refs, at) => {
    const wanted = exact.found[at]!;
    // of many that fit equally well any will do
    const least = Math.min(...wanted.map(({ score }) => score)) * (1 - AS_GOOD);
    return wanted.length === 0 ? 1 : Math.min(1, refs.filter(({ score }) => score >= least).length / wanted.length);
  });
  const right = (all: readonly Found[][]) =>
    all.filter(([first], at) => first !== undefined && first.ref === questions[at]!.expect).length /
    questions.filter(({ expect }) => expect).length;
  const where = `${count.toLocaleString('en-GB')} documents, ${database.kind}`;
  const ms = (name: string, value: number): BenchRow => ({
    name,
    value: Math.round(value * 10) / 10,
    unit: 'ms',
    target: { value: 50, better: 'less' },
    compared: where,
  });
  const share = (name: string, value: number, target: number): BenchRow => ({
    name,
    value: Math.round(value * 1000) / 1000,
    unit: '×',
    target: { value: target, better: 'more' },
    compared: `${where}; comparing with every one: ${right(exact.found).toFixed(3)} right at first, p95 ${percentile(exact.times, 0.95).toFixed(0)} ms`,
  });
  return [
    ms('history: search, p95', percentile(quick.times, 0.95)),
    ms('history: search, median', percentile(quick.times, 0.5)),
    ms('history: a small organisation beside it, p95', percentile(beside.times, 0.95)),
    share('history: of what an exact search finds', found.reduce((a, b) => a + b, 0) / found.length, 0.99),
    share('history: the document asked for comes first, against exact', right(quick.found) / right(exact.found), 0.999),
    {
      name: 'history: taken in, with vectors',
      value: Math.round(count / filled),
      unit: 'events/s',
      target: null,
      compared: where,
    },
  ];
}

/** Every part with any of the words, and every vector. */
const EXACT: HistoryLimits = { ...HISTORY_LIMITS, exactUpTo: 1_000_000, candidates: 100_000_000 };

type Found = Pick<HistoryHit, 'ref' | 'score'>;

interface Question {
  text: string;
  /** The document it was made of; null where several answer. */
  expect: string | null;
}

async function ask(
  { db }: Database,
  org: OrgId,
  questions: readonly Question[],
  limits: HistoryLimits,
  plain = false,
): Promise<{ times: number[]; found: Found[][] }> {
  const times: number[] = [];
  const found: Found[][] = [];
  // the first rounds warm caches and are not counted
  for (const [n, { text }] of [...questions.slice(0, 10), ...questions].entries()) {
    const began = performance.now();
    const vector = await embedQuestion(ownEmbedder, text);
    const { hits } = await withOrg(db, org, async (tx) => {
      if (plain) await sql`select set_config('enable_indexscan', 'off', true)`.execute(tx);
      return searchHistory(
        tx,
        { role: 'officer' },
        { query: text, limit: FIRST },
        { embedder: ownEmbedder, vector },
        limits,
      );
    });
    if (n < 10) continue;
    times.push(performance.now() - began);
    found.push(hits.map(({ ref, score }) => ({ ref, score })));
  }
  return { times, found };
}

/** The same numbers every time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const COUNTRIES = [
  'Romania (RO)',
  'Russia (RU)',
  'China (CN)',
  'Brazil (BR)',
  'Germany (DE)',
  'France (FR)',
  'Nigeria (NG)',
  'Vietnam (VN)',
];
const FIRST_NAMES = [
  'maria',
  'liam',
  'noor',
  'akira',
  'sofia',
  'jonas',
  'amara',
  'pavel',
  'ines',
  'tariq',
  'greta',
  'mateo',
  'yuki',
  'olga',
];
const LAST_NAMES = [
  'lopez',
  'chen',
  'okafor',
  'novak',
  'silva',
  'weber',
  'rossi',
  'haddad',
  'kim',
  'dubois',
  'larsen',
  'patel',
  'moreau',
];
const THINGS = [
  'badge',
  'laptop',
  'courier',
  'invoice',
  'ladder',
  'forklift',
  'printer',
  'visitor',
  'window',
  'router',
  'contractor',
  'parcel',
  'keycard',
  'alarm panel',
];
const PLACES = [
  'loading dock',
  'reception',
  'server room',
  'car park',
  'roof terrace',
  'canteen',
  'warehouse',
  'side entrance',
  'archive',
  'workshop',
];
const ENDINGS = [
  'was returned the same day',
  'is still missing',
  'turned out to be a drill',
  'was reported to the police',
  'was a false alarm',
  'was fixed by facilities',
];

/** A document as an organisation has them: many alike, each with something of its own. */
function documentOf(n: number, next: () => number): HistoryDocument {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const account = `${pick(FIRST_NAMES)}.${pick(LAST_NAMES)}${Math.floor(next() ** 3 * 400)}`;
  const address = `${Math.floor(next() * 200) + 10}.${Math.floor(next() * 250)}.${Math.floor(next() * 250)}.${Math.floor(next() * 250)}`;
  const at = new Date(NOW.getTime() - next() * 365 * 86_400_000);
  const day = at.toISOString().slice(0, 10);
  const base = { key: String(n), at, personId: null };
  const kind = (['alert', 'alert', 'logins', 'logins', 'logins', 'incident', 'sightings'] as const)[n % 7]!;
  if (kind === 'incident') {
    const [thing, place] = [pick(THINGS), pick(PLACES)];
    return {
      ...base,
      kind,
      ref: `INC-${n}`,
      title: `${thing} at the ${place}`,
      text: `INC-${n}: medium incident, closed.\nOpened ${day} by ${account}.\n${account} reported a ${thing} near the ${place}; ticket T${n}.\nResolution: it ${pick(ENDINGS)}.`,
    };
  }
  if (kind === 'alert')
    return {
      ...base,
      kind,
      ref: `ALR-${n}`,
      title: `${3 + Math.floor(next() * 60)} failed logins for ${account}`,
      text: `ALR-${n}: high alert, failed logins, open.\nFirst seen ${day}.\nAccount: ${account}\nAddress: ${address}\nCountry: ${pick(COUNTRIES)}`,
    };
  if (kind === 'logins')
    return {
      ...base,
      kind,
      ref: `LOG-${n}`,
      title: `Logins of ${account} on ${day}`,
      text: `Account ${account}: ${1 + Math.floor(next() * 40)} logins, 0 failed.\nCountries: ${pick(COUNTRIES)}\nAddresses: ${address}\nServices: vpn, mail`,
    };
  return {
    ...base,
    kind,
    ref: `PER-${n}`,
    title: `${account} at the ${pick(PLACES)} on ${day}`,
    text: `PER-${n} ${account} (known person) was seen twice at CAM-${n % 40} ${pick(PLACES)}.`,
  };
}

/** Questions as people ask them: a name, an address, words of one document, and what stands in very many. */
function questionOf(n: number, documents: readonly HistoryDocument[], next: () => number): Question {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const of = (kind: HistoryDocument['kind']): HistoryDocument => {
    for (;;) {
      const one = pick(documents);
      if (one.kind === kind) return one;
    }
  };
  switch (n % 8) {
    case 0: {
      const one = of('alert');
      return { text: `have we seen ${/Address: (\S+)/.exec(one.text)![1]} before?`, expect: one.ref };
    }
    case 1: {
      const one = of('incident');
      return { text: `what happened with ticket ${/T\d+/.exec(one.text)![0]}?`, expect: one.ref };
    }
    case 2: {
      const one = of('alert');
      return { text: `what did we decide about ${one.ref}?`, expect: one.ref };
    }
    case 3:
      return { text: `was there ever a ${pick(THINGS)} missing at the ${pick(PLACES)}?`, expect: null };
    case 4:
      return { text: `failed logins from ${pick(COUNTRIES).split(' ')[0]}`, expect: null };
    case 5:
      return { text: `logins of ${pick(FIRST_NAMES)} ${pick(LAST_NAMES)}`, expect: null };
    case 6:
      return { text: `${pick(THINGS).slice(0, -1)}x at the ${pick(PLACES)}`, expect: null };
    default:
      return { text: `something like a ${pick(THINGS)} that ${pick(ENDINGS)}`, expect: null };
  }
}
