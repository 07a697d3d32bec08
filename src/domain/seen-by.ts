import type { Principal } from './principal.ts';
import type { ReferenceKind } from './reference.ts';
import { can, type Permission } from './role.ts';

/** What it takes to see the matter of a reference; of a proposal it is what it takes to see what it would change. */
export const SEEN_BY: Record<Exclude<ReferenceKind, 'proposal'>, Permission> = {
  alert: 'alerts.read',
  incident: 'incidents.read',
  event: 'logs.read',
  rule: 'rules.read',
  camera: 'cameras.read',
  camera_event: 'cameras.read',
  person: 'people.read',
  case: 'moderation.read',
  action: 'moderation.read',
  appeal: 'moderation.read',
  report: 'logs.read',
};

/**
 * Whether everybody who reads along in a place may see what takes this permission: what is said there, and what is drawn anew there, both
 * hold to it. A private place has nobody who reads along; who nobody knows may be anyone.
 */
export function allMaySee({ audience, readers = [null], camerasLimited }: Principal['place'], permission: Permission) {
  if (audience === 'private') return true;
  // somebody who reads along may not see every camera: what they saw is for the asker alone
  if (camerasLimited && (permission === 'cameras.read' || permission === 'people.read')) return false;
  return readers.every((role) => role !== null && can(role, permission));
}
