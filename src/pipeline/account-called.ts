import { accountInAlerts, groupAlerts } from '../db/alert-search.ts';
import { accountsBeginning, accountsInEvents } from '../db/event-search.ts';
import { activeMembers } from '../db/incidents.ts';
import type { OrgDb } from '../db/scope.ts';
import type { AccountFilter } from '../db/search-filter.ts';
import type { Principal } from '../domain/principal.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';

/** As many accounts stand for one name at most. */
const MOST_ACCOUNTS = 5;

/** The accounts that a search names, several with commas. */
export async function readUsers(tx: OrgDb, reader: Principal, text: string, notes: string[]): Promise<AccountFilter[]> {
  const names = text
    .split(',')
    .map((name) => oneLine(name, 320).trim().replace(/^@/, ''))
    .filter((name) => name !== '')
    .slice(0, 10);
  if (names.length === 0) throw new SafeNestError('invalid_input', 'Say which account: a name or an e-mail address.');
  const inEvents = await accountsInEvents(tx, names);
  const users: AccountFilter[] = [];
  for (const name of names)
    users.push(...(inEvents.has(name) ? [{ text: name, exact: true }] : await readUser(tx, reader, name, notes)));
  return users;
}

/**
 * The account as written; or, where nothing bears it, the account of the member who has that name; or those that people of that
 * name are given; or all that begin so.
 */
async function readUser(tx: OrgDb, reader: Principal, text: string, notes: string[]): Promise<AccountFilter[]> {
  const known = async (account: string): Promise<boolean> =>
    (await accountsInEvents(tx, [account])).has(account) || (await accountInAlerts(tx, { text: account, exact: true }));
  const exactly = (accounts: readonly string[]): AccountFilter[] =>
    accounts.map((account) => ({ text: account, exact: true }));
  if (await known(text)) return exactly([text]);
  const name = text.toLowerCase();
  const isReader = /^(?:me|myself)$/.test(name);
  const members = (await activeMembers(tx)).filter((member) =>
    isReader ? member.id === reader.actor.id : member.name.toLowerCase() === name,
  );
  if (members.length === 1 && (isReader || (await known(members[0]!.email)))) {
    notes.push(`the account of ${members[0]!.name} is ${members[0]!.email}`);
    return exactly([members[0]!.email]);
  }
  for (const forms of localParts(text)) {
    const accounts = await accountsWith(tx, forms);
    if (accounts.length === 0) continue;
    notes.push(`no account is exactly “${text}”: searched as ${accounts.join(', ')}`);
    return exactly(accounts);
  }
  const begins = { text, exact: false };
  const isBegun = (await accountsBeginning(tx, [text], 1)).length > 0 || (await accountInAlerts(tx, begins));
  notes.push(
    isBegun
      ? `no account is exactly “${text}”: accounts that begin so were searched`
      : `no account here goes by “${text}”`,
  );
  return [begins];
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
