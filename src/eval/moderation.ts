import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { connect } from '../db/connect.ts';
import { type LabelledCase, labelledCases } from '../db/moderation-labels.ts';
import { listOrganisations } from '../db/organisations.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import { CASE_STATES, type CaseState, DISMISSALS, type Dismissal } from '../domain/moderation.ts';
import { SafeNestError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { wilson } from '../pipeline/moderation/precision.ts';
import type { Group } from './questions/tally.ts';
import type { SuiteInput, SuiteReport } from './suites.ts';

/** Of one organisation: more says nothing more. */
const MOST_CASES = 100_000;
const DAYS = 365;

/**
 * Precision of each rule by an organisation's own decisions: what somebody did something about was right, what was dismissed as no violation, a
 * joke or a quotation, or overturned by an appeal, was wrong; what was handled elsewhere, waits, or the policy did without anybody having
 * looked says nothing. With a file: its cases, one JSON object a line with `triggers`, `state`, `dismissed_as` and `by_policy`, as
 * `GET /api/v1/cases` has them; else those of a year in the database of the settings.
 */
export async function evaluateModeration({ path, config }: SuiteInput): Promise<SuiteReport> {
  const { cases, skipped } = path === null ? await storedCases(config) : await casesIn(path);
  const decided = cases.filter((one) => one.right !== null);
  const rules = [...new Set(decided.flatMap(({ triggers }) => triggers))].sort();
  return {
    suite: 'moderation',
    n: decided.length,
    skipped: skipped + cases.length - decided.length,
    metrics: precisionOf(decided),
    breakdowns: [
      { by: 'rule', groups: rules.map((rule) => groupOf(rule, decided)) },
      // of cases that one rule opened alone nobody else can have been right
      {
        by: 'rule alone',
        groups: rules.map((rule) => groupOf(rule, decided.filter(isAlone))).filter(({ n }) => n > 0),
      },
    ].filter(({ groups }) => groups.length > 0),
    failures: [],
    notes: [
      decided.length === 0
        ? 'No case was decided yet: act on cases or dismiss them, and this says which rules are worth their noise.'
        : 'A few decisions say little: the share lies between the two figures behind it with 95 % certainty.',
    ],
  };
}

const isAlone = ({ triggers }: LabelledCase): boolean => triggers.length === 1;

const groupOf = (rule: string, decided: readonly LabelledCase[]): Group => {
  const mine = decided.filter(({ triggers }) => triggers.includes(rule));
  return { key: rule, n: mine.length, metrics: precisionOf(mine) };
};

function precisionOf(decided: readonly LabelledCase[]): Record<string, number> {
  if (decided.length === 0) return {};
  const right = decided.filter((one) => one.right === true).length;
  const [at_least, at_most] = wilson(right, decided.length);
  return { precision: right / decided.length, at_least, at_most };
}

async function storedCases({ databaseUrl, dataDir }: SuiteInput['config']) {
  if (!databaseUrl && !existsSync(dataDir))
    throw new SafeNestError(
      'invalid_input',
      `There is no database in ${dataDir}: set DATABASE_URL or SAFENEST_DATA, or add --data with a file of cases.`,
    );
  const log = silentLog();
  const database = await connect(databaseUrl ? { databaseUrl: databaseUrl.reveal(), log } : { dataDir, log });
  try {
    const since = new Date(Date.now() - DAYS * 86_400_000);
    const cases: LabelledCase[] = [];
    for (const { id, sample } of await withSystem(database.db, listOrganisations))
      if (!sample) cases.push(...(await withOrg(database.db, id, (tx) => labelledCases(tx, since, MOST_CASES))));
    return { cases, skipped: 0 };
  } finally {
    await database.close();
  }
}

const line = z
  .object({
    triggers: z.array(z.string().max(60)).max(50),
    state: z.enum(CASE_STATES),
    dismissed_as: z.enum(DISMISSALS).nullish(),
    by_policy: z.boolean().default(false),
  })
  .transform((one): LabelledCase => ({ triggers: one.triggers, right: isRight(one) }));

/** What people decided about a case; null where that says nothing about the rules. */
function isRight(one: {
  state: CaseState;
  dismissed_as?: Dismissal | null | undefined;
  by_policy: boolean;
}): boolean | null {
  switch (one.state) {
    case 'acted':
      return one.by_policy ? null : true;
    case 'overturned':
      return false;
    case 'dismissed':
      return one.dismissed_as === 'handled_elsewhere' ? null : false;
    case 'open':
      return null;
  }
}

/** Cases of a file; a line that is none is skipped. */
async function casesIn(path: string): Promise<{ cases: LabelledCase[]; skipped: number }> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SafeNestError('invalid_input', `The file ${path} cannot be read.`, { cause });
  });
  const cases: LabelledCase[] = [];
  let skipped = 0;
  for (const one of text.split('\n').filter((each) => each.trim() !== '')) {
    const read = line.safeParse(parsed(one));
    if (read.success) cases.push(read.data);
    else skipped++;
  }
  if (cases.length === 0) throw new SafeNestError('invalid_input', `No line of ${path} is a case.`);
  return { cases, skipped };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
