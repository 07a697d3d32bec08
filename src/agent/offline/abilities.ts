import { can, type Permission, ROLES, type Role } from '../../domain/role.ts';

interface Ability {
  /** What it is about, to be read after "I can't look at" or "for". */
  about: string;
  roles: readonly Role[];
}

const holding = (permission: Permission): Role[] => ROLES.filter((role) => can(role, permission));

/** Every tool the grammar knows, those of this release and those that come with later pipelines, and whose they are. */
const ABILITIES: Record<string, Ability> = {
  // Everyone lists what they reported themselves; what else a role may search is decided in permitted.ts.
  search_logs: { about: 'the logs', roles: ROLES },
  open_alert: { about: 'alerts', roles: holding('alerts.read') },
  update_alert: { about: 'changing alerts', roles: holding('alerts.write') },
  create_incident: { about: 'opening incidents', roles: holding('incidents.create') },
  // An employee reads the incidents they reported themselves; the tool sees to that.
  open_incident: { about: 'incidents', roles: ROLES },
  // Whoever opened one may comment on it and take it back.
  update_incident: { about: 'changing incidents', roles: ROLES },
  system_health: { about: 'system health', roles: holding('health.read') },
  help: { about: 'help', roles: ROLES },
  search_help: { about: 'the guide', roles: ROLES },
  similar_incidents: { about: 'comparing incidents', roles: holding('incidents.read') },
  propose_rule: { about: 'proposing rules', roles: holding('rules.propose') },
  recommend_rules: { about: 'recommending rules', roles: holding('rules.read') },
  list_rules: { about: 'the rules', roles: holding('rules.read') },
  // Everyone sees what they asked for themselves; the tool sees to that.
  open_proposals: { about: 'proposals', roles: ROLES },
  posture_summary: { about: 'security summaries', roles: holding('logs.read') },
  who_is: { about: 'recognising people', roles: ['admin', 'officer', 'manager'] },
  find_sightings: { about: 'cameras', roles: ['admin', 'officer', 'manager'] },
  show_camera: { about: 'cameras', roles: ['admin', 'officer', 'manager'] },
  moderation_history: { about: 'moderation', roles: ['admin', 'moderator', 'officer'] },
  moderate_member: { about: 'moderation', roles: ['admin', 'moderator'] },
  reverse_action: { about: 'moderation', roles: ['admin', 'moderator'] },
  recall_notes: { about: 'call notes', roles: ['admin', 'officer', 'manager'] },
};

/** Names of all tools the grammar can plan for a role: what an evaluation binds. */
export const toolsPlannedFor = (role: Role): Set<string> =>
  new Set(Object.keys(ABILITIES).filter((tool) => ABILITIES[tool]!.roles.includes(role)));

/** Why a tool that is not bound in this turn cannot be used: the role, or that it is not set up. Null where it is bound. */
export function refusal(
  tool: string,
  role: Role,
  bound: ReadonlySet<string>,
): { why: 'role' | 'not_here'; text: string } | null {
  const ability = ABILITIES[tool] ?? { about: 'that', roles: ROLES };
  if (!ability.roles.includes(role)) return { why: 'role', text: roleRefusal(ability.about, role, ability.roles) };
  if (bound.has(tool)) return null;
  const verb = /s$/.test(ability.about) && !/ing\b/.test(ability.about) ? 'are' : 'is';
  return { why: 'not_here', text: `${capital(ability.about)} ${verb} not set up here yet, so I can't answer that.` };
}

/** The sentence that names who may. */
export function roleRefusal(about: string, role: Role, roles: readonly Role[]): string {
  const list = roles.map((one) =>
    one === 'admin' || one === 'officer' || one === 'employee' ? `an ${one}` : `a ${one}`,
  );
  const who = list.length > 1 ? `${list.slice(0, -1).join(', ')} or ${list.at(-1)}` : (list[0] ?? 'nobody');
  return `Your role (${role}) does not allow that: ${about} ${/s$/.test(about) && !/^\w+ing\b/.test(about) ? 'are' : 'is'} for ${who}. Please ask one of them.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
