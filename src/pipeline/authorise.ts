import type { Principal } from '../domain/principal.ts';
import { can, type Permission, rolesWith } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';

/** Refuses with `forbidden` what the principal's role does not allow, and says whose role would. */
export function authorise(principal: Principal, permission: Permission): void {
  if (can(principal.role, permission)) return;
  const words = wordsFor({ principal }, objectionWords);
  throw new SafeNestError('forbidden', words.role(principal.role, rolesWith(permission)));
}
