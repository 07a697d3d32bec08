import type { Principal } from '../domain/principal.ts';
import { can, type Permission, rolesWith } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';

/** Refuses with `forbidden` what the principal's role does not allow, and says whose role would. */
export function authorise(principal: Principal, permission: Permission): void {
  if (can(principal.role, permission)) return;
  const roles = rolesWith(permission).join(' or ');
  throw new SafeNestError(
    'forbidden',
    `Your role (${principal.role}) does not allow this; ask someone who is ${roles}.`,
  );
}
