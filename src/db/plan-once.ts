import { hash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';

const MARK = '/* plan once ';
/** Where in a statement the mark stands at the latest: first of all, or after its `select`. */
const FRONT = 40;

/**
 * Marks a statement that a connection plans once and then runs as often as it likes: where planning costs as much as
 * running. Its text must always be the same, and no value in it may decide which plan is good. With `rows`, about how many
 * rows it chooses from, it is planned anew whenever they have doubled: a plan made for an empty table suits no large one.
 */
export const planOnce = (rows = 0): RawBuilder<unknown> => sql.raw(`${MARK}${Math.ceil(Math.log2(rows + 1))} */`);

/** Makes the connection keep the plans of marked statements, under names made of their text. */
export function keepPlans(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown;
  const keeping = (first: unknown, ...rest: unknown[]): unknown =>
    typeof first === 'string' && first.slice(0, FRONT).includes(MARK)
      ? query({ name: nameOf(first), text: first }, ...rest)
      : query(first, ...rest);
  client.query = keeping as typeof client.query;
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const known = names.get(text);
  if (known) return known;
  const name = `safenest_${hash('sha1', text)}`;
  names.set(text, name);
  return name;
}
