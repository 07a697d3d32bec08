export const ROLES = ['admin', 'officer', 'moderator', 'manager', 'employee'] as const;
export type Role = (typeof ROLES)[number];

/** One thing a member may do. Tools, routes, pages and buttons all ask for one of these, and nothing else decides. */
export const PERMISSIONS = [
  'logs.read',
  'logs.write',
  'alerts.read',
  'alerts.write',
  'incidents.read',
  'incidents.create',
  'incidents.write',
  'rules.read',
  'rules.propose',
  'rules.write',
  'people.read',
  'people.write',
  'cameras.read',
  'cameras.write',
  'moderation.read',
  'moderation.write',
  'moderation.rules',
  'members.read',
  'members.write',
  'keys.write',
  'chat.write',
  'jobs.read',
  'jobs.write',
  'audit.read',
  'health.read',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

const GRANTS: Record<Role, ReadonlySet<Permission>> = {
  admin: new Set(PERMISSIONS),
  officer: new Set<Permission>([
    'logs.read',
    'logs.write',
    'alerts.read',
    'alerts.write',
    'incidents.read',
    'incidents.create',
    'incidents.write',
    'rules.read',
    'rules.propose',
    'people.read',
    'people.write',
    'cameras.read',
    'cameras.write',
    'moderation.read',
    'moderation.write',
    'members.read',
    'health.read',
  ]),
  moderator: new Set<Permission>([
    'alerts.read',
    'incidents.read',
    'incidents.create',
    'moderation.read',
    'moderation.write',
    'members.read',
  ]),
  manager: new Set<Permission>([
    'logs.read',
    'alerts.read',
    'incidents.read',
    'incidents.create',
    'rules.read',
    'people.read',
    'cameras.read',
    'moderation.read',
    'members.read',
    'audit.read',
    'health.read',
  ]),
  employee: new Set<Permission>(['incidents.create']),
};

export const can = (role: Role, permission: Permission): boolean => GRANTS[role].has(permission);

/** Whoever is told of alerts has to be able to see them. */
export const mayBeOnCall = ({ role }: { role: Role }): boolean =>
  can(role, 'alerts.read') && can(role, 'incidents.read');

/** The roles that hold a permission, for a refusal that says whom to ask. */
export const rolesWith = (permission: Permission): Role[] => ROLES.filter((role) => can(role, permission));

/**
 * The role whose eyes may be assumed of a group in which each has one of these: of those that see nothing that one of them does
 * not, the one that sees most. What somebody may do besides seeing is asked when they do it.
 */
export function leastOf(roles: readonly Role[]): Role {
  const shared = ROLES.filter((role) => roles.every((one) => !seesMore(role, one)));
  return shared.reduce((best, role) => (seen(role).length > seen(best).length ? role : best), 'employee');
}

/** Whether somebody of this role may see something that the other may not. */
export const seesMore = (role: Role, other: Role): boolean => seen(role).some((permission) => !can(other, permission));
const seen = (role: Role): Permission[] => [...GRANTS[role]].filter((permission) => permission.endsWith('.read'));

/** Whether a role holds a permission that the other does not. */
export const exceeds = (role: Role, other: Role): boolean =>
  [...GRANTS[role]].some((permission) => !can(other, permission));
