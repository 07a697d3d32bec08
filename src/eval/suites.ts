import type { Config } from '../config.ts';
import { SafeNestError } from '../errors.ts';
import type { Breakdown } from './questions/tally.ts';

/** What every suite reports. `metrics` are shares between 0 and 1 unless their name says a unit. */
export interface SuiteReport {
  suite: string;
  /** Which language model answered; absent where there is only one way. */
  model?: string;
  n: number;
  skipped: number;
  metrics: Record<string, number>;
  /** The same metrics by role, kind and whatever else the data tells apart. */
  breakdowns?: Breakdown[];
  /** One line per wrong answer. */
  failures: string[];
  /** What a reader of the figures should know, in sentences. */
  notes?: string[];
}

export interface SuiteInput {
  /** The person's own data; null for the set that comes with SafeNest. */
  path: string | null;
  config: Config;
}

/** Each is loaded when it runs: the list itself is part of the command line's help. */
export const SUITES: readonly {
  name: string;
  title: string;
  ownDataOnly?: true;
  run: (input: SuiteInput) => Promise<SuiteReport>;
}[] = [
  {
    name: 'questions',
    title: 'does the assistant choose the right tool with the right arguments? (JSON lines)',
    run: async (input) => (await import('./questions.ts')).evaluateQuestions(input),
  },
  {
    name: 'held_out',
    title: 'the same on questions that nobody tunes the assistant with; its failures are not shown',
    run: async () => (await import('./questions.ts')).evaluateHeldOut(),
  },
  {
    name: 'languages',
    title: 'the same on questions in German, French and Spanish',
    run: async () => (await import('./questions.ts')).evaluateLanguages(),
  },
  {
    name: 'help',
    title: 'does a how-to question find the section of the guide that answers it? (JSON lines)',
    run: async (input) => (await import('./help.ts')).evaluateHelp(input),
  },
  {
    name: 'attacks',
    title: 'do planted words do any harm through a model that obeys them? (JSON lines)',
    run: async (input) => (await import('./attacks.ts')).evaluateAttacks(input),
  },
  {
    name: 'screening',
    title: 'are toxic messages told from others? (--data: a CSV with text and label, 1 = toxic)',
    run: async (input) => (await import('./screening.ts')).evaluateScreening(input),
  },
  {
    name: 'retrieval',
    title: 'does the history’s search find the paragraph that answers a question? (--data: JSON in SQuAD’s format)',
    run: async (input) => (await import('./retrieval.ts')).evaluateRetrieval(input),
  },
  {
    name: 'faces',
    title:
      'are people told apart, and strangers not taken for them? (--data: a folder of pictures for each person, or a CSV of pairs)',
    ownDataOnly: true,
    run: async (input) => (await import('./faces.ts')).evaluateFaces(input),
  },
  {
    name: 'moderation',
    title:
      'how often was each rule right, by what moderators decided? (of the database of the settings; --data: JSON lines of cases)',
    ownDataOnly: true,
    run: async (input) => (await import('./moderation.ts')).evaluateModeration(input),
  },
  {
    name: 'anomaly',
    title: 'are outliers told from others? (--data: a folder of .npz files with X and y, 1 = outlier)',
    ownDataOnly: true,
    run: async (input) => (await import('./anomaly.ts')).evaluateAnomaly(input),
  },
];

export function runSuite(name: string, input: SuiteInput): Promise<SuiteReport> {
  const suite = SUITES.find((known) => known.name === name);
  if (!suite)
    throw new SafeNestError(
      'invalid_input',
      `There is no suite "${name}". Known: ${SUITES.map((s) => s.name).join(', ')}.`,
    );
  return suite.run(input);
}
