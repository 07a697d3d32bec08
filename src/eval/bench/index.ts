import type { Database } from '../../db/connect.ts';
import type { Log } from '../../log.ts';
import type { BenchRow } from './row.ts';

export interface BenchContext {
  /** A migrated database of the given kind, empty and thrown away afterwards. */
  database: Database;
  log: Log;
  /** Rows of log that search runs over. */
  rows: number;
  /** How long chat platforms are loaded. */
  seconds: number;
  /** Told what is going on, for the person waiting. */
  say: (text: string) => void;
}

export interface Bench {
  name: string;
  title: string;
  run: (context: BenchContext) => Promise<BenchRow[]>;
}

/** Each is loaded when it runs: the list itself is part of the command line's help. */
export const BENCHES: readonly Bench[] = [
  {
    name: 'start',
    title: 'opening the embedded database',
    run: async (on) => (await import('./start.ts')).benchStart(on),
  },
  {
    name: 'rules',
    title: 'rules evaluated over events in memory',
    run: async (on) => (await import('./rules.ts')).benchRules(on),
  },
  {
    name: 'ingest',
    title: 'login events stored and judged',
    run: async (on) => (await import('./ingest.ts')).benchIngest(on),
  },
  {
    name: 'questions',
    title: 'own time per answered question',
    run: async (on) => (await import('./questions.ts')).benchQuestions(on),
  },
  {
    name: 'models',
    title: 'turns with a language model',
    run: async (on) => (await import('./models.ts')).benchModels(on),
  },
  {
    name: 'chat',
    title: 'chat platforms under load',
    run: async (on) => (await import('./chat.ts')).benchChat(on),
  },
  { name: 'search', title: 'log search', run: async (on) => (await import('./search.ts')).benchSearch(on) },
];
