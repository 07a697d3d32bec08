import type { ColumnType, JSONColumnType } from 'kysely';

/** Filled by the database when absent, never changed after. */
export type Born = ColumnType<Date, Date | undefined, never>;
/** Parsed on the way out, a JSON text on the way in. */
export type Json<T extends object | null> = JSONColumnType<T, string | undefined, string>;
