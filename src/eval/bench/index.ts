import type { Database } from '../../db/connect.ts';
import type { Log } from '../../log.ts';
import { CHAT_PLATFORMS } from '../../messages/inbound.ts';
import type { BenchRow } from './row.ts';

export interface BenchContext {
  /** A migrated database of the given kind, empty and thrown away afterwards. */
  database: Database;
  log: Log;
  /** Rows of log that search runs over. */
  rows: number;
  /** How long chat platforms are loaded. */
  seconds: number;
  /** Of what is loaded at chat platforms, this alone; everything where absent. */
  load?: ChatLoad;
  /** Folder of the models that look at pictures. */
  modelsDir: string;
  /** Told what is going on, for the person waiting. */
  say: (text: string) => void;
}

export interface Bench {
  name: string;
  title: string;
  /** Rows as they are measured. */
  run: (context: BenchContext) => AsyncIterable<BenchRow[]>;
}

/** What is loaded at chat platforms: each with events, and one with a thousand alerts. */
export const CHAT_LOADS = [...CHAT_PLATFORMS, 'alerts'] as const;
export type ChatLoad = (typeof CHAT_LOADS)[number];

async function* once(run: () => Promise<BenchRow[]>): AsyncIterable<BenchRow[]> {
  yield await run();
}

/** Each is loaded when it runs: the list itself is part of the command line's help. */
export const BENCHES: readonly Bench[] = [
  {
    name: 'start',
    title: 'opening the embedded database',
    run: (on) => once(async () => (await import('./start.ts')).benchStart(on)),
  },
  {
    name: 'rules',
    title: 'rules evaluated over events in memory',
    run: (on) => once(async () => (await import('./rules.ts')).benchRules(on)),
  },
  {
    name: 'ingest',
    title: 'login events stored and judged',
    run: (on) => once(async () => (await import('./ingest.ts')).benchIngest(on)),
  },
  {
    name: 'signals',
    title: 'signals of other systems stored and judged',
    run: (on) => once(async () => (await import('./signals.ts')).benchSignals(on)),
  },
  {
    name: 'messages',
    title: 'messages stored, screened and judged',
    run: (on) => once(async () => (await import('./messages.ts')).benchMessages(on)),
  },
  {
    name: 'questions',
    title: 'own time per answered question',
    run: (on) => once(async () => (await import('./questions.ts')).benchQuestions(on)),
  },
  {
    name: 'models',
    title: 'turns with a language model',
    run: (on) => once(async () => (await import('./models.ts')).benchModels(on)),
  },
  {
    name: 'chat',
    title: 'chat platforms under load',
    run: async function* (on) {
      yield* (await import('./chat.ts')).benchChat(on);
    },
  },
  {
    name: 'faces',
    title: 'faces and objects in pictures',
    run: (on) => once(async () => (await import('./faces.ts')).benchFaces(on)),
  },
  {
    name: 'match',
    title: 'whose a face is, among many',
    run: (on) => once(async () => (await import('./match-faces.ts')).benchMatchFaces(on)),
  },
  {
    name: 'screening',
    title: 'messages screened',
    run: (on) => once(async () => (await import('./screening.ts')).benchScreening(on)),
  },
  {
    name: 'history',
    title: 'search of the history',
    run: (on) => once(async () => (await import('./history.ts')).benchHistory(on)),
  },
  {
    name: 'reports',
    title: 'a weekly report, and rules tried on history',
    run: (on) => once(async () => (await import('./reports.ts')).benchReports(on)),
  },
  {
    name: 'anomaly',
    title: 'logins scored, and what is usual learned',
    run: (on) => once(async () => (await import('./anomaly.ts')).benchAnomaly(on)),
  },
  { name: 'search', title: 'log search', run: (on) => once(async () => (await import('./search.ts')).benchSearch(on)) },
];
