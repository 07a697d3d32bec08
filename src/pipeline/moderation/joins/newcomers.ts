import { joinedAmong } from '../../../db/member-joins.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { Seen } from '../fired.ts';
import type { SaidMessage } from '../said-message.ts';
import { toneOf } from '../tone.ts';

/** Who joined within it is new. */
const NEW_MS = 86_400_000;
/** A text as short as this is said by many by chance. */
const LEAST_COPIED = 12;

/** Of some accounts those who joined within the day before. */
export const newcomersAmong = (tx: OrgDb, accounts: readonly string[], now: Date): Promise<ReadonlySet<string>> =>
  joinedAmong(tx, [...new Set(accounts)], { from: new Date(now.getTime() - NEW_MS), to: now });

/** What newcomers say that others of them say, too: the text of most of them. */
export function copiesByNewcomers(
  said: readonly SaidMessage[],
  newcomers: ReadonlySet<string>,
): readonly SaidMessage[] {
  const theirs = said.filter(
    ({ author, content }) =>
      newcomers.has(author) && content.trim().length >= LEAST_COPIED && toneOf(content).same !== '',
  );
  const people = (own: readonly SaidMessage[]): number => new Set(own.map(({ author }) => author)).size;
  const [most = []] = [...Map.groupBy(theirs, ({ content }) => toneOf(content).same).values()].sort(
    (a, b) => people(b) - people(a),
  );
  return people(most) > 1 ? most : [];
}

/** How high that stands, with why in plain English as reasons are stored. */
export function seenOfNewcomers(copies: readonly SaidMessage[]): Seen {
  const value = new Set(copies.map(({ author }) => author)).size;
  return { value, message: null, why: value > 0 ? [`${value} people who joined within a day say the same`] : [] };
}
