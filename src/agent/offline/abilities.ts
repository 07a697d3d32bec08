import { can, type Permission, ROLES, type Role } from '../../domain/role.ts';
import { type Matter, refusalWords, roleRefusalText } from '../../messages/catalogue/refusals.ts';
import type { PlanContext } from './plan-types.ts';

interface Ability {
  about: Matter;
  roles: readonly Role[];
}

const holding = (permission: Permission): Role[] => ROLES.filter((role) => can(role, permission));

/** Every tool the grammar knows, those of this release and those that come with later pipelines, and whose they are. */
const ABILITIES: Record<string, Ability> = {
  // Everyone lists what they reported themselves; what else a role may search is decided in permitted.ts.
  search_logs: { about: 'logs', roles: ROLES },
  open_alert: { about: 'alerts', roles: holding('alerts.read') },
  update_alert: { about: 'changing_alerts', roles: holding('alerts.write') },
  silence_alert: { about: 'changing_alerts', roles: holding('alerts.write') },
  mute_rule: { about: 'changing_alerts', roles: holding('alerts.write') },
  pause_alerts: { about: 'changing_alerts', roles: holding('alerts.write') },
  switch_camera: { about: 'switching_cameras', roles: holding('cameras.write') },
  list_exceptions: { about: 'alerts', roles: holding('alerts.read') },
  create_incident: { about: 'opening_incidents', roles: holding('incidents.create') },
  // An employee reads the incidents they reported themselves; the tool sees to that.
  open_incident: { about: 'incidents', roles: ROLES },
  // Whoever opened one may comment on it and take it back.
  update_incident: { about: 'changing_incidents', roles: ROLES },
  report_incident: { about: 'changing_incidents', roles: holding('incidents.write') },
  open_review: { about: 'incidents', roles: holding('incidents.read') },
  system_health: { about: 'health', roles: holding('health.read') },
  help: { about: 'help', roles: ROLES },
  search_help: { about: 'guide', roles: ROLES },
  search_history: { about: 'history', roles: holding('alerts.read') },
  similar_incidents: { about: 'comparing', roles: holding('incidents.read') },
  propose_rule: { about: 'proposing_rules', roles: holding('rules.propose') },
  recommend_rules: { about: 'recommending_rules', roles: holding('rules.read') },
  list_rules: { about: 'rules', roles: holding('rules.read') },
  // Everyone sees what they asked for themselves; the tool sees to that.
  open_proposals: { about: 'proposals', roles: ROLES },
  list_members: { about: 'members', roles: holding('members.read') },
  who_did_what: { about: 'audit', roles: holding('audit.read') },
  who_is_on_call: { about: 'on_call', roles: holding('alerts.read') },
  search_signals: { about: 'logs', roles: holding('logs.read') },
  explain_login: { about: 'logs', roles: holding('logs.read') },
  compare_two: { about: 'logs', roles: holding('logs.read') },
  posture_summary: { about: 'summaries', roles: holding('logs.read') },
  open_report: { about: 'summaries', roles: holding('logs.read') },
  who_is: { about: 'people', roles: holding('people.read') },
  find_sightings: { about: 'cameras', roles: holding('people.read') },
  show_camera: { about: 'cameras', roles: holding('cameras.read') },
  explain_case: { about: 'moderation', roles: holding('moderation.read') },
  search_lists: { about: 'moderation', roles: holding('moderation.read') },
  moderation_history: { about: 'moderation', roles: holding('moderation.read') },
  // Everyone may know what was done about themselves; the tool sees to that.
  own_moderation: { about: 'moderation', roles: ROLES },
  // Everyone may know when and from where they signed in themselves; the tool knows whose account is theirs.
  my_logins: { about: 'login_log', roles: ROLES },
  list_channels: { about: 'channels', roles: holding('chat.write') },
  // Everyone may know who they are taken for.
  who_am_i: { about: 'members', roles: ROLES },
  cover_shift: { about: 'on_call', roles: holding('alerts.read') },
  moderate_member: { about: 'moderation', roles: holding('moderation.write') },
  reverse_action: { about: 'moderation', roles: holding('moderation.write') },
  recall_notes: { about: 'notes', roles: ['admin', 'officer', 'manager'] },
};

/** Names of all tools the grammar can plan for a role: what an evaluation binds. */
export const toolsPlannedFor = (role: Role): Set<string> =>
  new Set(Object.keys(ABILITIES).filter((tool) => ABILITIES[tool]!.roles.includes(role)));

/** Who asks, and in which language. */
type Asker = Pick<PlanContext, 'role' | 'language'>;

/** Why a tool that is not bound in this turn cannot be used: the role, or that it is not set up. Null where it is bound. */
export function refusal(
  tool: string,
  asker: Asker & Pick<PlanContext, 'tools'>,
): { why: 'role' | 'not_here'; text: string } | null {
  const ability: Ability = ABILITIES[tool] ?? { about: 'that', roles: ROLES };
  if (!ability.roles.includes(asker.role))
    return { why: 'role', text: roleRefusal(ability.about, asker, ability.roles) };
  if (asker.tools.has(tool)) return null;
  const words = refusalWords[asker.language];
  return { why: 'not_here', text: words.notHere(words.matters[ability.about]) };
}

/** The sentence that names who may. */
export const roleRefusal = (about: Matter, { role, language }: Asker, roles: readonly Role[]): string =>
  roleRefusalText(about, role, roles, language);
