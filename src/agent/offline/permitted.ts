import { can, rolesWith } from '../../domain/role.ts';
import { smallTalkWords } from '../../messages/catalogue/small-talk.ts';
import { refusal, roleRefusal } from './abilities.ts';
import { nearest } from './nearest.ts';
import type { PlanContext, PlannedCall, Say } from './plan-types.ts';

/** Why a call is not made for this asker; null where it is. */
export function deny(call: PlannedCall, context: PlanContext): Say | null {
  const no = refusal(call.tool, context);
  if (no) return no;
  const kinds = Array.isArray(call.args.kinds) ? call.args.kinds : [];
  if (call.tool === 'search_logs' && !can(context.role, 'alerts.read')) {
    if (call.args.opened_by === 'me') return null;
    // who may is told of the kind that was asked for, since not all of them are for the same roles
    const [only] = kinds.length === 1 ? kinds : [];
    if (only === 'incident')
      return { why: 'role', text: roleRefusal('incidents', context, rolesWith('incidents.read')) };
    if (only === 'login') return { why: 'role', text: roleRefusal('login_log', context, rolesWith('logs.read')) };
    return { why: 'role', text: roleRefusal(only === 'alert' ? 'alerts' : 'logs', context, rolesWith('alerts.read')) };
  }
  // Who reads incidents may go into their rooms.
  const isJoining = call.args.room === 'join' && Object.keys(call.args).every((key) => key === 'id' || key === 'room');
  if (call.tool === 'update_incident' && isJoining && can(context.role, 'incidents.read')) return null;
  // Whoever opened an incident may comment on it and take it back; the tool knows whose it is.
  const isOwnChange = Object.keys(call.args).every((key) => ['id', 'comment', 'undo', 'undo_of'].includes(key));
  if (call.tool === 'update_incident' && !isOwnChange && !can(context.role, 'incidents.write'))
    return { why: 'role', text: roleRefusal('changing_incidents', context, rolesWith('incidents.write')) };
  if (call.tool === 'search_logs' && kinds.length === 1 && kinds[0] === 'login' && !can(context.role, 'logs.read')) {
    return { why: 'role', text: roleRefusal('login_log', context, rolesWith('logs.read')) };
  }
  return null;
}

/** What is said where nothing was understood: what can be asked that is nearest to the words there are. */
export function unclear(context: PlanContext, norm = ''): Say {
  const near = norm === '' ? null : nearest(norm, context);
  if (near) return near;
  const words = smallTalkWords[context.language];
  const reads = context.tools.has('search_logs') && can(context.role, 'alerts.read');
  const [ofLogs, ...others] = words.examples;
  const first = can(context.role, 'logs.read') ? ofLogs! : words.withoutLogs;
  const examples = reads ? [first, ...others] : words.employeeExamples;
  return { why: 'unclear', text: words.unclear(examples) };
}

/** What a call means for somebody who sees only what is their own: "any incidents open" are those they reported. */
export function ownCall(call: PlannedCall, { role }: PlanContext): PlannedCall {
  const kinds = Array.isArray(call.args.kinds) ? call.args.kinds : [];
  // only logins have a device
  if (call.tool === 'search_logs' && call.args.group_by === 'device' && kinds.length > 0 && !kinds.includes('login'))
    return { ...call, args: { ...call.args, kinds: ['login'] } };
  const own =
    call.tool === 'search_logs' && kinds.length === 1 && kinds[0] === 'incident' && !can(role, 'incidents.read');
  return own && call.args.opened_by === undefined ? { ...call, args: { ...call.args, opened_by: 'me' } } : call;
}
