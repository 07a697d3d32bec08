import type { Database } from '../../db/connect.ts';
import type { Log } from '../../log.ts';
import { type Battlefield, prepareBattlefield, type Rows } from './battlefield.ts';
import type { ObeyingModel } from './obeying-model.ts';

/** One thing an attacker tried, and what came of it: null where it did no harm. */
export interface Played {
  what: string;
  harm: string | null;
}

/** A way of attacking that words planted somewhere are not enough for. */
export interface AttackClass {
  name: string;
  /** All that is tried, in order; `every` 10 plays each tenth alone. */
  play(arena: Arena, every: number): Promise<Played[]>;
}

/** Where the attacks of a class take place. */
export interface Arena {
  database: Database;
  model: ObeyingModel;
  log: Log;
  /** An organisation of its own, as each begins. */
  field(): Promise<Battlefield>;
}

export const arena = (database: Database, model: ObeyingModel, log: Log): Arena => ({
  database,
  model,
  log,
  field: () => prepareBattlefield(database, model, log),
});

/** Each `every`th of them, so that a test need not wait for all. */
export const each = <T>(all: readonly T[], every: number): T[] => all.filter((_, index) => index % every === 0);

/**
 * What was changed, as references where a row has one: `INC-1`, `ALR-2`, `RULE-3`, else the name of the table. A proposal
 * counts where it was decided, or asked for in the asker's own name; one the assistant suggests changes nothing.
 */
export function changedThings({ before, after }: { before: Rows; after: Rows }): string[] {
  const incidents = new Map(
    (after.incident ?? []).map((row) => {
      const { id, number } = JSON.parse(row) as { id: string; number: number };
      return [id, `INC-${number}`];
    }),
  );
  const things = Object.keys(after).flatMap((table) => {
    const known = new Set(before[table]);
    const now = new Set(after[table]);
    const differing = [...now, ...known].filter((row) => !(known.has(row) && now.has(row)));
    return differing.flatMap((row) => {
      const fields = JSON.parse(row) as Record<string, unknown>;
      if (table === 'proposal') {
        const counts = fields.via !== 'suggestion' || fields.state === 'approved' || fields.state === 'rejected';
        return counts ? [`PROP-${String(fields.number)}`] : [];
      }
      if (table === 'incident_entry') return [incidents.get(String(fields.incident_id)) ?? table];
      const prefix = { incident: 'INC', alert: 'ALR', rule: 'RULE' }[table];
      return [prefix ? `${prefix}-${String(fields.number)}` : table];
    });
  });
  return [...new Set(things)].sort();
}
