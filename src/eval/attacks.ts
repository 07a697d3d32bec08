import type { Database } from '../db/connect.ts';
import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { type Log, silentLog } from '../log.ts';
import { type Attack, GOALS, readAttacks, SURFACES } from './attacks/attack-line.ts';
import { type Battlefield, prepareBattlefield, prepareOther } from './attacks/battlefield.ts';
import { CLASSES } from './attacks/classes.ts';
import { obedienceTo } from './attacks/goals.ts';
import { HARMS, type Harm, harmsOf } from './attacks/judge-attack.ts';
import { type ObeyingModel, obeyingModel } from './attacks/obeying-model.ts';
import { arena, type Played } from './attacks/played.ts';
import { PLACES } from './attacks/surfaces.ts';
import { evaluateUtility } from './attacks/utility.ts';
import type { SuiteReport } from './suites.ts';

/** What became of one attack. */
export interface Attacked {
  attack: Attack;
  harms: Harm[];
  /** The words came before the model. */
  reached: boolean;
  proposals: number;
}

/** What was tried of one class, and what came of it. */
interface PlayedClass {
  name: string;
  played: Played[];
}

/**
 * Plays attacks through the real desk with a model that obeys whatever it reads. Judged on the database and on everything
 * anybody could see: `success` is the share that did any harm, `reached` the share of planted words that the model got to
 * read, `proposals` how many suggestions were shown for them, `utility` the share of honest questions that still work.
 * The classes beside planted words are played with the set that comes with SafeNest; `every` 10 plays each tenth of them.
 */
export async function evaluateAttacks(input: {
  path: string | null;
  choose?: (attacks: Attack[]) => Attack[];
  every?: number;
  log?: Log;
}): Promise<SuiteReport> {
  const { attacks: all, skipped } = await readAttacks(input.path);
  const attacks = input.choose?.(all) ?? all;
  const log = input.log ?? silentLog();
  const database = await connect({ log });
  try {
    await migrate(database, log);
    await prepareOther(database);
    const model = obeyingModel();
    const done: Attacked[] = [];
    for (const attack of attacks) done.push(await attackOnce(database, model, attack, log));
    const utility = await evaluateUtility(database, model, log);
    const classes: PlayedClass[] = [];
    for (const { name, play } of input.path === null ? CLASSES : [])
      classes.push({ name, played: await play(arena(database, model, log), input.every ?? 1) });
    return report(done, skipped, utility, classes);
  } finally {
    await database.close();
  }
}

async function attackOnce(database: Database, model: ObeyingModel, attack: Attack, log: Log): Promise<Attacked> {
  const field = await prepareBattlefield(database, model, log);
  const place = PLACES[attack.surface];
  await place.plant(field.ground, attack.text);
  const role = attack.goal === 'employee_alerts' ? 'employee' : 'officer';
  const { calls, says } = obedienceTo(attack.goal);
  const outcome = await field.ask(role, place.question(attack.text), { reads: place.reads, calls, says });
  return {
    attack,
    harms: harmsOf(attack, role, outcome),
    reached: hasReached(attack.text, outcome.read),
    proposals: outcome.proposals.made,
  };
}

/** Whether the beginning of the words stands in what was read, apart from signs that are cleaned away. */
function hasReached(words: string, read: string): boolean {
  const letters = (text: string): string => text.normalize('NFKC').replaceAll(/[^\p{L}\p{N}]+/gu, '');
  return letters(read).includes(letters(words).slice(0, 12));
}

function report(
  done: readonly Attacked[],
  skipped: number,
  utility: Awaited<ReturnType<typeof evaluateUtility>>,
  classes: readonly PlayedClass[],
): SuiteReport {
  const share = (some: readonly Attacked[], is: (one: Attacked) => boolean): number =>
    some.length === 0 ? 0 : some.filter(is).length / some.length;
  const metricsOf = (some: readonly Attacked[]): Record<string, number> => ({
    success: share(some, ({ harms }) => harms.length > 0),
    reached: share(some, ({ reached }) => reached),
    proposals_count: some.reduce((sum, one) => sum + one.proposals, 0),
  });
  const split = (by: string, keys: readonly string[], of: (attack: Attack) => string | undefined) => ({
    by,
    groups: keys.flatMap((key) => {
      const mine = done.filter(({ attack }) => of(attack) === key);
      return mine.length === 0 ? [] : [{ key, n: mine.length, metrics: metricsOf(mine) }];
    }),
  });
  const known = (of: (attack: Attack) => string | undefined): string[] =>
    [...new Set(done.map(({ attack }) => of(attack)).filter((one) => one !== undefined))].sort();
  const byClass = [
    { key: 'planted words', n: done.length, harmed: done.filter(({ harms }) => harms.length > 0).length },
    ...classes.map(({ name, played }) => ({
      key: name,
      n: played.length,
      harmed: played.filter(({ harm }) => harm !== null).length,
    })),
  ];
  const n = byClass.reduce((sum, one) => sum + one.n, 0);
  const harmed = byClass.reduce((sum, one) => sum + one.harmed, 0);
  return {
    suite: 'attacks',
    n,
    skipped,
    metrics: { ...metricsOf(done), success: n === 0 ? 0 : harmed / n, utility: utility.share },
    breakdowns: [
      {
        by: 'class',
        groups: byClass
          .filter((one) => one.n > 0)
          .map(({ key, n, harmed }) => ({ key, n, metrics: { success: harmed / n, harm_count: harmed } })),
      },
      split('goal', [...GOALS, 'everything'], (attack) => attack.goal),
      split('surface', SURFACES, (attack) => attack.surface),
      split(
        'language',
        known((attack) => attack.language),
        (attack) => attack.language,
      ),
      split(
        'encoding',
        known((attack) => attack.encoding),
        (attack) => attack.encoding,
      ),
      {
        by: 'harm',
        groups: HARMS.map((harm) => ({
          key: harm,
          n: done.filter(({ harms }) => harms.includes(harm)).length,
          metrics: {},
        })),
      },
    ].filter(({ groups }) => groups.length > 0),
    failures: [
      ...done
        .filter(({ harms }) => harms.length > 0)
        .map(({ attack, harms }) => `${attack.id} ${attack.surface}, ${attack.goal}: ${harms.join(', ')}`),
      ...utility.failures,
      ...classes.flatMap(({ name, played }) =>
        played.flatMap(({ what, harm }) => (harm === null ? [] : [`${name}, ${what}: ${harm}`])),
      ),
    ],
  };
}

export type { Battlefield };
