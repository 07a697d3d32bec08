import { accountInAlerts, groupAlerts } from '../db/alert-search.ts';
import { accountsBeginning, accountsInEvents } from '../db/event-search.ts';
import { activeMembers } from '../db/incidents.ts';
import { withMerged } from '../db/persons.ts';
import type { OrgDb } from '../db/scope.ts';
import type { AccountFilter } from '../db/search-filter.ts';
import { type Person, shownName } from '../domain/person.ts';
import type { Principal } from '../domain/principal.ts';
import { can } from '../domain/role.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { peopleMeant } from './recognition/people.ts';

/** As many accounts stand for one name at most. */
const MOST_ACCOUNTS = 5;

/** Whom a search names: accounts, and people whom cameras know, by id. */
export interface Named {
  users: AccountFilter[];
  people: string[];
}

/**
 * The accounts that a search names, several with commas; and where alerts are searched the people of these names whom cameras know, for
 * whoever may read about people.
 */
export async function readUsers(
  tx: OrgDb,
  reader: Principal,
  text: string,
  { notes, kinds }: { notes: string[]; kinds: readonly ('login' | 'alert' | 'incident')[] },
): Promise<Named> {
  const names = text
    .split(',')
    .map((name) => oneLine(name, 320).trim().replace(/^@/, ''))
    .filter((name) => name !== '')
    .slice(0, 10);
  if (names.length === 0) throw new SafeNestError('invalid_input', 'Say which account: a name or an e-mail address.');
  const inEvents = await accountsInEvents(tx, names);
  const readsPeople = kinds.some((kind) => kind !== 'login') && can(reader.role, 'people.read');
  const users: AccountFilter[] = [];
  const people = new Set<string>();
  for (const name of names) {
    const isAccount = inEvents.has(name);
    const accounts = isAccount ? { found: [{ text: name, exact: true }] } : await readUser(tx, reader, name);
    users.push(...accounts.found);
    const meant = readsPeople
      ? await peopleIn({ tx, principal: reader }, name, isAccount || accounts.note === undefined)
      : [];
    for (const { id } of meant) people.add(id);
    // that no account is called so is nothing to say where only a person was asked for
    if (accounts.note && !(accounts.isNobodys && meant.length > 0 && !kinds.includes('login')))
      notes.push(accounts.note);
    const called = [...new Set(meant.map((person) => oneLine(shownName(person), 80)))];
    if (called.length > 0 && called.join().toLowerCase() !== name.toLowerCase())
      notes.push(`“${name}” is ${called.join(' or ')}, whom cameras know`);
  }
  return { users, people: await withMerged(tx, [...people]) };
}

/** The people of a name whom cameras know; of what is an account only those who bear it as a whole word. */
async function peopleIn(work: Parameters<typeof peopleMeant>[0], name: string, isAccount: boolean): Promise<Person[]> {
  // a bare number is nobody's reference here
  if (/^#?\d+$/.test(name) || isMe(name)) return [];
  return (await peopleMeant(work, name, isAccount ? 'words' : 'beginnings')).slice(0, MOST_PEOPLE);
}
const MOST_PEOPLE = 10;

const isMe = (text: string): boolean => /^(?:me|myself)$/i.test(text);

/** What was found of a name among accounts, and what is to be said of it. */
interface Accounts {
  found: AccountFilter[];
  note?: string;
  /** No account is called so. */
  isNobodys?: boolean;
}

/**
 * The account as written; or, where nothing bears it, the account of the member who has that name; or those that people of that
 * name are given; or all that begin so.
 */
async function readUser(tx: OrgDb, reader: Principal, text: string): Promise<Accounts> {
  const known = async (account: string): Promise<boolean> =>
    (await accountsInEvents(tx, [account])).has(account) || (await accountInAlerts(tx, { text: account, exact: true }));
  const exactly = (accounts: readonly string[]): AccountFilter[] =>
    accounts.map((account) => ({ text: account, exact: true }));
  if (await known(text)) return { found: exactly([text]) };
  const name = text.toLowerCase();
  const isReader = isMe(name);
  const members = (await activeMembers(tx)).filter((member) =>
    isReader ? member.id === reader.actor.id : member.name.toLowerCase() === name,
  );
  if (members.length === 1 && (isReader || (await known(members[0]!.email)))) {
    const { name: member, email } = members[0]!;
    return { found: exactly([email]), note: `the account of ${member} is ${email}` };
  }
  for (const forms of localParts(text)) {
    const accounts = await accountsWith(tx, forms);
    if (accounts.length === 0) continue;
    return { found: exactly(accounts), note: `no account is exactly “${text}”: searched as ${accounts.join(', ')}` };
  }
  const begins = { text, exact: false };
  const isBegun = (await accountsBeginning(tx, [text], 1)).length > 0 || (await accountInAlerts(tx, begins));
  return isBegun
    ? { found: [begins], note: `no account is exactly “${text}”: accounts that begin so were searched` }
    : { found: [begins], note: `no account here goes by “${text}”`, isNobodys: true };
}

/**
 * What stands before the @ in the accounts that people are given: of “tomas keller” tomas.keller, tomas_keller, tomas-keller and
 * tomaskeller; where there is none of these, tkeller. None of a single word.
 */
export function localParts(name: string): string[][] {
  const words = name
    .toLowerCase()
    .normalize('NFC')
    .split(/[\s,]+/)
    .map((word) => word.replaceAll(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter((word) => word !== '');
  if (words.length < 2 || words.length > 4 || words.some((word) => word.length > 40)) return [];
  const [first, last] = [words[0]!, words.at(-1)!];
  const spelled = (parts: readonly string[]): string[] => ['.', '_', '-', ''].map((between) => parts.join(between));
  const forms = (word: (of: string) => string): string[][] => [
    [...spelled(words.map(word)), ...(words.length > 2 ? spelled([word(first), word(last)]) : [])],
    ['', '.', '_', '-'].map((between) => `${[...word(first)][0]}${between}${word(last)}`),
  ];
  const [asSaid, initials] = forms((word) => word);
  // “José Núñez” signs in as jose.nunez
  const [plain, plainInitials] = forms(unaccented);
  return [[...new Set([...asSaid!, ...plain!])], [...new Set([...initials!, ...plainInitials!])]];
}

const unaccented = (word: string): string => word.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss');

/** The accounts that sign in or that alerts are about, whose part before the @ is one of these. */
async function accountsWith(tx: OrgDb, forms: readonly string[]): Promise<string[]> {
  const isOne = (account: string): boolean => forms.includes(account.toLowerCase().replace(/@.*$/s, ''));
  const users = forms.map((text) => ({ text, exact: false }));
  const inAlerts = await groupAlerts(tx, { users }, 'user', { timeZone: 'UTC', limit: MOST_LIKE });
  const named = [...(await accountsBeginning(tx, forms, MOST_LIKE)), ...inAlerts.groups.map(({ key }) => key)];
  return [...new Set(named)]
    .filter((account) => account !== null)
    .filter(isOne)
    .slice(0, MOST_ACCOUNTS);
}
const MOST_LIKE = 100;
