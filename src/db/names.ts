import { sql } from 'kysely';
import type { OrgDb } from './scope.ts';

/** What may bear a name: a member, an account that signed in, a person whom cameras know, somebody in a case of moderation. */
export type NameKind = 'member' | 'account' | 'person' | 'author';

/** One who bears a word. `key`: the id of a member or a person; else the name itself. */
export interface Bearer {
  word: string;
  kind: NameKind;
  key: string;
}

/** Who bears each of the words, `most` of a kind at most for each word; words in the form of `nameWord`. */
export async function bearersOf(
  tx: OrgDb,
  words: readonly string[],
  kinds: readonly NameKind[],
  most: number,
): Promise<Bearer[]> {
  if (words.length === 0 || kinds.length === 0) return [];
  const { rows } = await sql<Bearer>`
    select asked.word, asked.kind, found.key
    from (select word, kind from unnest(${[...words]}::text[]) as word, unnest(${[...kinds]}::text[]) as kind) as asked
    cross join lateral (
      select key from name_word
      where org_id = ${tx.orgId} and word = asked.word and kind = asked.kind order by key limit ${most}) as found`.execute(
    tx,
  );
  return rows;
}

/** Those of the words, in the form of `nameWord`, that stand in the name of a member, an account, somebody in moderation, or a person other than these, also one who is archived. */
export async function wordsOfOthers(
  tx: OrgDb,
  words: readonly string[],
  { except }: { except: readonly string[] },
): Promise<Set<string>> {
  if (words.length === 0) return new Set();
  const { rows } = await sql<{ word: string }>`
    select word from name_word where org_id = ${tx.orgId} and word = any(${[...words]}::text[])
      and (kind <> 'person' or key <> all(${[...except]}::text[]))
    union select word from person, name_words(name) as word
      where org_id = ${tx.orgId} and name is not null and id <> all(${[...except]}::uuid[]) and word = any(${[...words]}::text[])`.execute(
    tx,
  );
  return new Set(rows.map(({ word }) => word));
}

/** What those members and people are called, by id; of members their address as well. */
export async function calledById(
  tx: OrgDb,
  members: readonly string[],
  persons: readonly string[],
): Promise<Map<string, { name: string; email: string | null }>> {
  if (members.length + persons.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string; email: string | null }>`
    select id, name, email from member where org_id = ${tx.orgId} and id = any(${[...members]}::uuid[]) and active
    union all select id, name, null from person
    where org_id = ${tx.orgId} and id = any(${[...persons]}::uuid[]) and name is not null`.execute(tx);
  return new Map(rows.map(({ id, name, email }) => [id, { name, email }]));
}

/** Whose account is whose, as admins have said: account in small letters to the member's id. */
export async function ownersOfAccounts(tx: OrgDb, accounts: readonly string[]): Promise<Map<string, string>> {
  if (accounts.length === 0) return new Map();
  const rows = await tx
    .selectFrom('member_account')
    .select(['account', 'member_id'])
    .where('org_id', '=', tx.orgId)
    .where('account', 'in', [...accounts])
    .execute();
  return new Map(rows.map(({ account, member_id }) => [account.toLowerCase(), member_id]));
}
