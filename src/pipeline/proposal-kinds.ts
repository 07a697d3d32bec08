import type { ProposalKind } from '../domain/proposal.ts';
import { changeCamera } from './cameras/camera-proposals.ts';
import { coverShift } from './cover-proposals.ts';
import { createIncident, updateAlert, updateIncidentKind } from './incident-proposals.ts';
import { moderateMember, reverseAction } from './moderation/moderation-proposals.ts';
import { changePolicy } from './moderation/policy-proposals.ts';
import type { Kind } from './proposal-kind.ts';
import { changeRule, createRule } from './rule-proposals.ts';

/** Everything a proposal can do. */
export const KINDS: Record<ProposalKind, Kind> = {
  create_rule: createRule,
  change_rule: changeRule,
  create_incident: createIncident,
  update_incident: updateIncidentKind,
  update_alert: updateAlert,
  moderate_member: moderateMember,
  reverse_action: reverseAction,
  change_policy: changePolicy,
  change_camera: changeCamera,
  cover_shift: coverShift,
};
