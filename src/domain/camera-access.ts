import type { Role } from './role.ts';

/** Roles that can be limited to some cameras: admins say who sees what, and see everything. */
export const LIMITED_ROLES = ['officer', 'moderator', 'manager', 'employee'] as const satisfies readonly Role[];
export type LimitedRole = (typeof LIMITED_ROLES)[number];

/** Whom a limit holds for: one member, or all of a role that have none of their own. */
export type LimitedTo = { kind: 'member'; id: string } | { kind: 'role'; role: LimitedRole };

/** A member, or a role, that sees these cameras alone; a camera that is added later is not among them. */
export interface CameraAccess {
  of: LimitedTo;
  cameraIds: string[];
  updatedAt: Date;
  updatedBy: string;
}
