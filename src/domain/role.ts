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
    'members.read',
    'health.read',
  ]),
  moderator: new Set<Permission>(['alerts.read', 'incidents.read', 'incidents.create', 'members.read']),
  manager: new Set<Permission>([
    'logs.read',
    'alerts.read',
    'incidents.read',
    'incidents.create',
    'rules.read',
    'members.read',
    'audit.read',
    'health.read',
  ]),
  employee: new Set<Permission>(['incidents.create']),
};

export const can = (role: Role, permission: Permission): boolean => GRANTS[role].has(permission);

/** The roles that hold a permission, for a refusal that says whom to ask. */
export const rolesWith = (permission: Permission): Role[] => ROLES.filter((role) => can(role, permission));
