import { lockMemberNames, memberNames } from '../db/members.ts';
import type { OrgDb } from '../db/scope.ts';
import { SafeNestError } from '../errors.ts';
import { drawn } from './moderation/posting/lookalikes.ts';

/**
 * Refuses with `invalid_input` a name that ends in brackets, where SafeNest says by whose word something was done (“okta (signal)”, “Ada
 * (Jira)”), and with `conflict` a name that another member has, or SafeNest itself, however it is written: what was done stands under names. Until
 * the transaction ends nobody else takes one.
 */
export async function requireFreeName(tx: OrgDb, name: string, ownId: string | null): Promise<void> {
  if (/\)$/.test(name.normalize('NFKC')))
    throw new SafeNestError(
      'invalid_input',
      'name: must not end in brackets. There SafeNest says where something was done, as in “okta (signal)”.',
    );
  await lockMemberNames(tx);
  const wanted = asRead(name);
  const others = (await memberNames(tx)).filter(({ id }) => id !== ownId);
  if (wanted === asRead('SafeNest') || others.some((other) => asRead(other.name) === wanted))
    throw new SafeNestError(
      'conflict',
      'This name is taken: somebody here has it, or one that reads the same. Add what tells the two apart, for example a second name.',
    );
}

/** A name as the eye takes it, without case, spaces, signs and disguises. */
function asRead(name: string): string {
  const seen = drawn(name);
  return seen.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '') || seen;
}
