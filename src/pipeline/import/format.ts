import type { NewLoginEvent } from '../../domain/event.ts';
import type { Line } from './lines.ts';

export interface ImportOptions {
  /** The year of the first line, for logs that write none; else the latest one that does not lie in the future. */
  year?: number | undefined;
  /** IANA zone of times that name none; UTC where absent. */
  timeZone?: string | undefined;
  /** csv: which column is what, `account=user,occurred_at=time`. */
  map?: string | undefined;
  /** How the events name where they came from. */
  source?: string | undefined;
}

/** A login without its id, which is made from where the line stands. */
export type ReadLogin = Omit<NewLoginEvent, 'eventId'> & { eventId?: string };

/** What one line, or one record of several, turned out to be. */
export type Reading =
  | { line: number; kind: 'login'; login: ReadLogin }
  | { line: number; kind: 'not_a_login' }
  | { line: number; kind: 'unreadable'; reason: string };

/** One kind of log file. */
export interface ImportFormat {
  name: string;
  /** What people know it as. */
  title: string;
  /** Reads lines in order; one line may be several logins, or none. Wrong options are `invalid_input` at once. */
  read(lines: AsyncIterable<Line>, options: ImportOptions, now: Date): AsyncGenerator<Reading>;
}
