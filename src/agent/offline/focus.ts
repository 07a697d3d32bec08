import { isName } from './intents/words.ts';
import type { PastTurn, PlanContext } from './plan-types.ts';
import { rankedIn, toldOf, toldWith } from './told.ts';

/*
 * What a conversation is about at a moment: what its last answers told of and were asked for. A message of its own inherits none
 * of it; one that points ("he", "that address", "there") takes what it points at; a name in it narrows what is to be chosen from.
 */

const TURNS = 6;
const ACCOUNT = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;

/**
 * Of several things the one that stands for all of them, where all that are said to have an address (or account) have the same; null
 * where they differ or nothing is said.
 */
export function inCommon(
  refs: readonly string[],
  kind: 'account' | 'address',
  history: readonly PastTurn[],
): string | null {
  const known = refs.flatMap((ref) => {
    const names = toldWith(ref, kind, history);
    return names.length > 0 ? [{ ref, names: names.join() }] : [];
  });
  // one that says nothing may be of anybody else
  const [first] = known;
  const isSame = first !== undefined && known.every(({ names }) => names === first.names && !names.includes(','));
  const others = kind === 'account' ? known.length === refs.length : known.length * 2 > refs.length;
  return isSame && others ? first.ref : null;
}

/** Those of several things that were told of with this account or person: `tomas` is tomas.keller@example.org. */
export const naming = (name: string, refs: readonly string[], history: readonly PastTurn[]): string[] =>
  refs.filter((ref) => toldWith(ref, 'account', history).some((account) => isOf(account, name.toLowerCase())));

/** Whether an account is the one a name stands for: its beginning, or a part of it. */
const isOf = (account: string, name: string): boolean =>
  account.startsWith(name) ||
  account
    .split('@')[0]!
    .split(/[._-]/)
    .some((part) => part === name);

/** Names that the conversation knows: whom it asked about, and the accounts that its answers told of. In lower case. */
export function namesKnown(history: readonly PastTurn[]): ReadonlySet<string> {
  const names = new Set<string>();
  const take = (name: string): void => {
    if (name.length >= 3 && isName(name)) names.add(name);
  };
  for (const turn of history.slice(-TURNS)) {
    for (const { args } of turn.steps)
      for (const value of [args.user, args.assignee, args.person, args.exclude_user])
        if (typeof value === 'string' && !/^(?:ALR|INC|LOG|PER)-|^(?:me|nobody)$/.test(value))
          for (const one of value.toLowerCase().split(/[,\s]+/)) take(one);
    const told = toldOf(turn).things.flatMap(({ kind, name }) => (kind === 'account' ? [name] : []));
    for (const account of [...told, ...(turn.answer.match(ACCOUNT) ?? [])]) {
      const local = account.toLowerCase().split('@')[0]!;
      take(local);
      for (const part of local.split(/[._-]/)) take(part);
    }
  }
  return names;
}

/** The same with whoever was looked up for the message: by any of the words they may be meant by. */
export const knownBy = ({ history, names = [] }: Pick<PlanContext, 'history' | 'names'>): ReadonlySet<string> =>
  new Set([...namesKnown(history), ...names.flatMap(({ name, bears }) => [name.toLowerCase(), ...bears])]);

/** The name of the conversation's that stands in words a reading left over; null where none or several do. */
export function knownAmong(words: readonly string[], history: readonly PastTurn[]): string | null {
  if (words.length === 0 || history.length === 0) return null;
  const known = namesKnown(history);
  const said = words.flatMap((phrase) => phrase.split(/\s+/)).map((word) => word.replace(/(?:['’]s)?[?!.,]*$/, ''));
  const found = new Set(said.filter((word) => known.has(word.toLowerCase())));
  const [one, other] = found;
  return one !== undefined && other === undefined ? one : null;
}

/** Of "who is the worst offender?" the first that was told; null where no one was asked for. */
export const firstRanked = (turn: PastTurn): string | null =>
  RANKS.test(turn.question) ? (rankedIn(turn)[0]?.name ?? null) : null;
/** "who is the worst offender?", "which address had the most?": one is asked for. */
const RANKS =
  /\b(?:worst|most|top|biggest|main|number one|highest|busiest|meisten|größte|schlimmste|pire|plus|principal|peor|más|mayor)\b/i;
