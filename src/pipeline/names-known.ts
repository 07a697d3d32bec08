import { type Bearer, bearersOf, calledById, type NameKind, ownersOfAccounts } from '../db/names.ts';
import { type KnownName, namePieces, wordsOfName } from '../domain/known-name.ts';
import type { Principal } from '../domain/principal.ts';
import { can, type Permission } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import type { Work } from './work.ts';

const READ_BY: Record<NameKind, Permission> = {
  member: 'members.read',
  account: 'logs.read',
  person: 'people.read',
  author: 'moderation.read',
};
const KINDS = Object.keys(READ_BY) as NameKind[];
/** Of a longer message its beginning says who is meant. */
const READ = 600;
/** Who bears one word, of each kind: more than that many are told apart by their whole name alone. */
const MOST_BEARERS = 6;
const MOST_ACCOUNTS = 5;

/**
 * Whom the words of some texts may name, of those that the asker may look at, and whoever else reads the answer too. Asks the database for
 * these words alone: it costs the same whatever the number of accounts.
 */
export async function namesKnown(
  { tx, principal }: Pick<Work, 'tx' | 'principal'>,
  texts: readonly string[],
): Promise<KnownName[]> {
  const kinds = KINDS.filter((kind) => mayHear(principal, READ_BY[kind]));
  const words = new Set(texts.flatMap((text) => namePieces(text.slice(0, READ))).map(({ word }) => word));
  const found = await bearersOf(tx, [...words], kinds, MOST_BEARERS);
  if (found.length === 0) return [];
  const keysOf = (kind: NameKind): string[] => [
    ...new Set(found.filter((one) => one.kind === kind).map(({ key }) => key)),
  ];
  const called = await calledById(tx, keysOf('member'), keysOf('person'));
  const owners = await ownersOfAccounts(tx, keysOf('account'));
  const all = new Map<string, Gathered>();
  // members first: an account that is said to be theirs is theirs, whatever it is called
  for (const one of found.toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))) {
    const known = one.kind === 'member' || one.kind === 'person' ? called.get(one.key) : { name: one.key, email: null };
    if (known) add(all, one, known, owners);
  }
  return [...all.values()].map(({ memberId: _, bears, accounts, ...rest }) => ({
    ...rest,
    bears: [...bears],
    accounts: [...accounts].slice(0, MOST_ACCOUNTS),
  }));
}

interface Gathered extends Omit<KnownName, 'bears' | 'accounts'> {
  memberId: string | null;
  bears: Set<string>;
  accounts: Set<string>;
}

/** Who goes by one whole name is one as far as a sentence can tell: Jonas Weber, jonas.weber@example.org. Two members never are. */
function add(
  all: Map<string, Gathered>,
  { word, kind, key }: Bearer,
  { name, email }: { name: string; email: string | null },
  owners: ReadonlyMap<string, string>,
): void {
  const whole = wordsOfName(name).join(' ');
  const owner = kind === 'account' ? owners.get(key.toLowerCase()) : undefined;
  const isOther = kind === 'member' && all.has(whole) && all.get(whole)!.memberId !== key;
  const at =
    [...all.values()].find(({ memberId }) => memberId !== null && (memberId === owner || memberId === key)) ??
    all.get(isOther ? key : whole);
  const one: Gathered = at ?? {
    // of two who are called the same the address says which
    name: oneLine(isOther ? (email ?? name) : name, 200),
    memberId: null,
    bears: new Set(),
    member: null,
    accounts: new Set(),
    person: null,
    author: null,
  };
  if (!at) all.set(isOther ? key : whole, one);
  one.bears.add(word);
  if (kind === 'member') {
    one.memberId = key;
    one.member ??= one.name;
  } else if (kind === 'account') one.accounts.add(key);
  else one[kind] = oneLine(name, 200);
}

/** In a shared place only what everybody who reads there may look at is said. */
const mayHear = ({ role, place }: Principal, permission: Permission): boolean =>
  can(role, permission) &&
  (place.audience === 'private' || (place.readers ?? [null]).every((one) => one !== null && can(one, permission)));
