interface Most {
  /** Characters of one text. */
  text: number;
  /** Characters of all of it. */
  total: number;
}

/** More than any tool takes, so that what is too long is refused and not shortened. */
const TAKEN: Most = { text: 20_000, total: 60_000 };
/** What is kept of a call: enough to know what it was. */
const KEPT: Most = { text: 2000, total: 8000 };
const LONGEST_NAME = 100;
const MOST_ITEMS = 200;
const DEEPEST = 6;

/** A call's arguments as they can be read and stored, whatever a model sent: no signs a database cannot hold, no depth without end. */
export const plainArguments = (args: unknown): Record<string, unknown> => object(limited(args, TAKEN));

/** The same as a turn keeps and shows them. */
export const keptArguments = (args: Record<string, unknown>): Record<string, unknown> => object(limited(args, KEPT));

/** A text that a database can hold. */
export const storable = (text: string): string => text.replaceAll('\u0000', '').toWellFormed();

/** The same of every text and name in a value. */
export function storableWithin<T>(value: T): T {
  if (typeof value === 'string') return storable(value) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(storableWithin) as T;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [storable(name), storableWithin(field)])) as T;
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

function limited(value: unknown, most: Most): unknown {
  let room = most.total;
  const walk = (one: unknown, depth: number): unknown => {
    room -= 8;
    if (room < 0) return null;
    if (typeof one === 'string') {
      const text = storable(one.slice(0, Math.min(most.text, room)));
      room -= text.length;
      return text;
    }
    if (typeof one !== 'object' || one === null) return typeof one === 'bigint' ? String(one) : (one ?? null);
    if (depth >= DEEPEST) return null;
    if (Array.isArray(one)) return one.slice(0, MOST_ITEMS).map((item) => walk(item, depth + 1));
    return Object.fromEntries(
      Object.entries(one)
        .slice(0, MOST_ITEMS)
        .filter(([, field]) => field !== undefined)
        .map(([name, field]) => [storable(name.slice(0, LONGEST_NAME)), walk(field, depth + 1)]),
    );
  };
  return walk(value, 0);
}
