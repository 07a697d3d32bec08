import { can, rolesWith } from '../../domain/role.ts';
import { refusal, roleRefusal } from './abilities.ts';
import type { PlanContext, PlannedCall, Say } from './plan-types.ts';

/** Why a call is not made for this asker; null where it is. */
export function deny(call: PlannedCall, context: PlanContext): Say | null {
  const no = refusal(call.tool, context.role, context.tools);
  if (no) return no;
  const kinds = Array.isArray(call.args.kinds) ? call.args.kinds : [];
  if (call.tool === 'search_logs' && !can(context.role, 'alerts.read')) {
    if (call.args.opened_by === 'me') return null;
    return { why: 'role', text: roleRefusal('the logs', context.role, rolesWith('alerts.read')) };
  }
  // Whoever opened an incident may comment on it and take it back; the tool knows whose it is.
  const isOwnChange = Object.keys(call.args).every((key) => ['id', 'comment', 'undo'].includes(key));
  if (call.tool === 'update_incident' && !isOwnChange && !can(context.role, 'incidents.write'))
    return { why: 'role', text: roleRefusal('changing incidents', context.role, rolesWith('incidents.write')) };
  if (call.tool === 'search_logs' && kinds.length === 1 && kinds[0] === 'login' && !can(context.role, 'logs.read')) {
    return { why: 'role', text: roleRefusal('the login log', context.role, rolesWith('logs.read')) };
  }
  return null;
}

/** What is said where nothing was understood. */
export function unclear(context: PlanContext): Say {
  const examples = context.tools.has('search_logs')
    ? ['“failed logins today by country”', '“list open incidents”', '“open an incident: badge reader forced”']
    : ['“report a lost badge”', '“open an incident: door left open”', '“what can you do?”'];
  return {
    why: 'unclear',
    text: `I did not understand that. I can, for example, do ${examples[0]}, ${examples[1]} or ${examples[2]}.`,
  };
}
