import { findMemberByEmail, membersByEmail } from '../db/members.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { attempt, type OrgDb, withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { Role } from '../domain/role.ts';
import { isSafeNestError } from '../errors.ts';
import { requireFreeName } from './member-names.ts';
import { addMember, systemPrincipal, updateMember } from './members.ts';
import { openSession, type SignedIn, type SignInContext } from './sign-in.ts';
import type { Work } from './work.ts';

const CONSOLE = { platform: 'console', audience: 'private' } as const;

/**
 * Opens a session for whom a reverse proxy let through; null when nobody here, or shut out. Their groups' role, where they have one, is theirs
 * from now on, but the last admin stays one. With `creates` whoever is nobody anywhere becomes a member there, if a group of theirs has a role.
 */
export async function signInBehindProxy(
  context: SignInContext,
  { email, role }: { email: string; role: Role | null },
  creates: OrgId | null,
): Promise<SignedIn | null> {
  const [first] = await withSystem(context.db, (tx) => membersByEmail(tx, email, 1));
  const orgId = first?.orgId ?? creates;
  if (orgId === null) return null;
  return withOrg(context.db, orgId, async (tx) => {
    const known = await findMemberByEmail(tx, email);
    if (known && !known.active) return null;
    if (!known && role === null) return null;
    const service = systemPrincipal(orgId, await organisationTimeZone(tx), CONSOLE);
    const work: Work = { tx, principal: service, now: context.now, auditKey: context.auditKey, via: 'proxy' };
    const member = known ?? (await addMember(work, { name: await freeName(tx, email), email, role: role! }));
    if (role !== null && member.role !== role) {
      // nobody is left to let anybody in where the last admin is made something else
      const failed = await attempt(tx, async () => void (await updateMember(work, member.id, { role })));
      if (failed && !(isSafeNestError(failed.error) && failed.error.code === 'conflict')) throw failed.error;
    }
    return openSession(tx, context, member.id, 'proxy');
  });
}

/** `dana.whitfield` of their address, or all of it where that is taken. */
async function freeName(tx: OrgDb, email: string): Promise<string> {
  const name = email.slice(0, email.indexOf('@'));
  const failed = await attempt(tx, () => requireFreeName(tx, name, null));
  return failed ? email.slice(0, 200) : name;
}
