import { withOrg } from '../../db/scope.ts';
import { evaluateBatch } from '../../pipeline/anomaly/evaluate.ts';
import { History } from '../../pipeline/anomaly/history.ts';
import { activeRules } from '../../pipeline/rules.ts';
import type { BenchContext } from './index.ts';
import { benchLogins } from './logins.ts';
import { benchOrganisation } from './organisation.ts';
import { type BenchRow, percentile } from './row.ts';

const EVENTS = 50_000;
const ROUNDS = 5;

/** The default rules over 50,000 events in memory: what judging costs, without the database. Median of five rounds. */
export async function benchRules({ database, say }: BenchContext): Promise<BenchRow[]> {
  const { orgId } = await benchOrganisation(database, 'Bench: rules');
  const rules = await withOrg(database.db, orgId, activeRules);
  const logins = benchLogins(0, EVENTS, new Date('2026-03-02T09:00:00Z')).map((login, sequence) => ({
    ...login,
    sequence,
  }));
  const perEvent: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    say(`round ${round + 1} of ${ROUNDS}`);
    const history = new History();
    const began = performance.now();
    for (let i = 0; i < EVENTS; i += 100) evaluateBatch(rules, logins.slice(i, i + 100), history, { timeZone: 'UTC' });
    perEvent.push(((performance.now() - began) * 1000) / EVENTS);
  }
  return [
    {
      name: `${rules.length} rules over one event`,
      value: percentile(perEvent, 0.5),
      unit: 'µs',
      target: null,
      compared: 'in memory, without the database',
    },
  ];
}
