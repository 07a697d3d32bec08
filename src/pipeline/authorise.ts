import type { Principal } from '../domain/principal.ts';
import { can, type Permission, rolesWith } from '../domain/role.ts';
import { SafeNestError } from '../errors.ts';
import { wordsFor } from '../messages/catalogue/catalogue.ts';
import { objectionWords } from '../messages/catalogue/objections.ts';

/** Who does not see all of it cannot judge it: merging, forgetting, zones and masks reach into cameras that are not theirs. */
const CONCERNS_ALL: ReadonlySet<Permission> = new Set(['people.write', 'cameras.write']);

/** Refuses with `forbidden` what the principal's role does not allow, and says whose role would. */
export function authorise(principal: Principal, permission: Permission): void {
  const words = wordsFor({ principal }, objectionWords);
  if (can(principal.role, permission)) {
    if (principal.camerasLimited && CONCERNS_ALL.has(permission))
      throw new SafeNestError('forbidden', words.someCameras);
    return;
  }
  throw new SafeNestError('forbidden', words.role(principal.role, rolesWith(permission)));
}
