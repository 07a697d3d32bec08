import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { connect } from '../db/connect.ts';
import { type LabelledCase, labelledCases } from '../db/moderation-labels.ts';
import { listOrganisations } from '../db/organisations.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import { CASE_STATES, DISMISSALS } from '../domain/moderation.ts';
import { SafeNestError } from '../errors.ts';
import { silentLog } from '../log.ts';
import { wilson } from '../pipeline/moderation/precision.ts';
import type { Group } from './questions/tally.ts';
import type { SuiteInput, SuiteReport } from './suites.ts';

/** Of one organisation: more says nothing more. */
const MOST_CASES = 100_000;
const DAYS = 365;

/**
 * Precision of each rule by an organisation's own decisions: what something was done about was right, what was dismissed as no violation, a
 * joke or a quotation, or taken back, was wrong; what was handled elsewhere or waits says nothing. With a file: its cases, one JSON object a
 * line with `triggers`, `state` and `dismissed_as`, as `GET /api/v1/cases` has them; else those of a year in the database of the settings.
 */
export async function evaluateModeration({ path, config }: SuiteInput): Promise<SuiteReport> {
  const { cases, skipped } = path === null ? await storedCases(config) : await casesIn(path);
  const decided = cases.filter((one) => isRight(one) !== null);
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

/** What people decided about a case; null where that says nothing about the rules. */
function isRight({ state, dismissedAs }: LabelledCase): boolean | null {
  switch (state) {
    case 'acted':
      return true;
    case 'overturned':
      return false;
    case 'dismissed':
      return dismissedAs === 'handled_elsewhere' ? null : false;
    case 'open':
      return null;
  }
}

const groupOf = (rule: string, decided: readonly LabelledCase[]): Group => {
  const mine = decided.filter(({ triggers }) => triggers.includes(rule));
  return { key: rule, n: mine.length, metrics: precisionOf(mine) };
};

function precisionOf(decided: readonly LabelledCase[]): Record<string, number> {
  if (decided.length === 0) return {};
  const right = decided.filter((one) => isRight(one) === true).length;
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
  })
  .transform(
    ({ triggers, state, dismissed_as = null }): LabelledCase => ({ triggers, state, dismissedAs: dismissed_as }),
  );

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
