import type { Route } from '../define-route.ts';
import { alertExceptionRoutes } from './alert-exceptions.ts';
import { alertRoutes } from './alerts.ts';
import { anomalyRoutes } from './anomalies.ts';
import { auditRoutes } from './audit.ts';
import { autonomyRoutes } from './autonomy.ts';
import { backupRoutes } from './backups.ts';
import { baselineRoutes } from './baselines.ts';
import { blockListRoutes } from './block-lists.ts';
import { cameraEventRoutes } from './camera-events.ts';
import { cameraFrameRoutes } from './camera-frames.ts';
import { cameraRoutes } from './cameras.ts';
import { caseRoutes } from './cases.ts';
import { channelRoutes } from './channels.ts';
import { chatRoutes } from './chat.ts';
import { chatAccountRoutes } from './chat-accounts.ts';
import { connectionRoutes } from './connections.ts';
import { consentRoutes } from './consents.ts';
import { deliveryRoutes } from './delivery.ts';
import { evidenceRoutes } from './evidence.ts';
import { faceRoutes } from './faces.ts';
import { guardedChannelRoutes } from './guarded-channels.ts';
import { healthRoutes } from './health.ts';
import { helpRoutes } from './help.ts';
import { historyRoutes } from './history.ts';
import { importRoutes } from './imports.ts';
import { incidentAlertRoutes } from './incident-alerts.ts';
import { incidentWorkRoutes } from './incident-work.ts';
import { incidentRoutes } from './incidents.ts';
import { jobRoutes } from './jobs.ts';
import { keyRoutes } from './keys.ts';
import { loginEventRoutes } from './login-events.ts';
import { logRoutes } from './logs.ts';
import { memberAccountRoutes } from './member-accounts.ts';
import { memberRoutes } from './members.ts';
import { messageEventRoutes } from './message-events.ts';
import { modelBudgetRoutes } from './model-budget.ts';
import { modelPicturesRoutes } from './model-pictures.ts';
import { moderationActionRoutes } from './moderation-actions.ts';
import { moderationExportRoutes } from './moderation-export.ts';
import { moderationPolicyRoutes } from './moderation-policy.ts';
import { moderationWordRoutes } from './moderation-words.ts';
import { onCallRoutes } from './on-call.ts';
import { openFaceRoutes } from './open-faces.ts';
import { organisationRoutes } from './organisation.ts';
import { peopleRoutes } from './people.ts';
import { pictureRoutes } from './pictures.ts';
import { postureRoutes } from './posture.ts';
import { proposalRoutes } from './proposals.ts';
import { pushDeviceRoutes } from './push-devices.ts';
import { recognitionSettingsRoutes } from './recognition-settings.ts';
import { reportRoutes } from './reports.ts';
import { retentionRoutes } from './retention.ts';
import { reviewRoutes } from './reviews.ts';
import { ruleExampleRoutes } from './rule-examples.ts';
import { ruleRoutes } from './rules.ts';
import { secondLookRoutes } from './second-looks.ts';
import { secondProofRoutes } from './second-proof.ts';
import { sightingRoutes } from './sightings.ts';
import { signalRoutes } from './signals.ts';
import { similarIncidentRoutes } from './similar-incidents.ts';
import { standardAnswerRoutes } from './standard-answers.ts';
import { ticketRoutes } from './tickets.ts';
import { usageRoutes } from './usage.ts';

/** Every route of /api/v1, in the order the documentation shows them. */
export const apiRoutes: readonly Route[] = [
  ...chatRoutes,
  ...loginEventRoutes,
  ...importRoutes,
  ...signalRoutes,
  ...logRoutes,
  ...alertRoutes,
  ...alertExceptionRoutes,
  ...anomalyRoutes,
  ...baselineRoutes,
  ...postureRoutes,
  ...reportRoutes,
  ...incidentRoutes,
  ...reviewRoutes,
  ...incidentWorkRoutes,
  ...incidentAlertRoutes,
  ...similarIncidentRoutes,
  ...historyRoutes,
  ...evidenceRoutes,
  ...cameraRoutes,
  ...cameraFrameRoutes,
  ...cameraEventRoutes,
  ...openFaceRoutes,
  ...recognitionSettingsRoutes,
  ...faceRoutes,
  ...peopleRoutes,
  ...sightingRoutes,
  ...consentRoutes,
  ...pictureRoutes,
  ...messageEventRoutes,
  ...guardedChannelRoutes,
  ...caseRoutes,
  ...moderationActionRoutes,
  ...moderationExportRoutes,
  ...secondLookRoutes,
  ...moderationWordRoutes,
  ...blockListRoutes,
  ...moderationPolicyRoutes,
  ...ruleRoutes,
  ...ruleExampleRoutes,
  ...proposalRoutes,
  ...organisationRoutes,
  ...memberRoutes,
  ...secondProofRoutes,
  ...memberAccountRoutes,
  ...chatAccountRoutes,
  ...deliveryRoutes,
  ...pushDeviceRoutes,
  ...onCallRoutes,
  ...ticketRoutes,
  ...connectionRoutes,
  ...autonomyRoutes,
  ...channelRoutes,
  ...standardAnswerRoutes,
  ...keyRoutes,
  ...jobRoutes,
  ...auditRoutes,
  ...retentionRoutes,
  ...backupRoutes,
  ...healthRoutes,
  ...usageRoutes,
  ...modelBudgetRoutes,
  ...modelPicturesRoutes,
  ...helpRoutes,
];
