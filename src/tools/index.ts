import { can, type Role } from '../domain/role.ts';
import { compareTwoTool } from './compare-two.ts';
import { coverShiftTool } from './cover-shift.ts';
import { createIncidentTool } from './create-incident.ts';
import type { Tool } from './define-tool.ts';
import { explainCaseTool } from './explain-case.ts';
import { explainLoginTool } from './explain-login.ts';
import { findSightingsTool } from './find-sightings.ts';
import { helpTool } from './help.ts';
import { listChannelsTool } from './list-channels.ts';
import { listExceptionsTool } from './list-exceptions.ts';
import { listMembersTool } from './list-members.ts';
import { listRulesTool } from './list-rules.ts';
import { moderateMemberTool } from './moderate-member.ts';
import { moderationHistoryTool } from './moderation-history.ts';
import { muteRuleTool } from './mute-rule.ts';
import { myLoginsTool } from './my-logins.ts';
import { openAlertTool } from './open-alert.ts';
import { openIncidentTool } from './open-incident.ts';
import { openProposalsTool } from './open-proposals.ts';
import { openReportTool } from './open-report.ts';
import { openReviewTool } from './open-review.ts';
import { ownModerationTool } from './own-moderation.ts';
import { pauseAlertsTool } from './pause-alerts.ts';
import { postureSummaryTool } from './posture-summary.ts';
import { proposeRuleTool } from './propose-rule.ts';
import { recommendRulesTool } from './recommend-rules.ts';
import { reportIncidentTool } from './report-incident.ts';
import { reverseActionTool } from './reverse-action.ts';
import { searchHelpTool } from './search-help.ts';
import { searchHistoryTool } from './search-history.ts';
import { searchListsTool } from './search-lists.ts';
import { searchLogsTool } from './search-logs.ts';
import { searchSignalsTool } from './search-signals.ts';
import { showCameraTool } from './show-camera.ts';
import { silenceAlertTool } from './silence-alert.ts';
import { similarIncidentsTool } from './similar-incidents.ts';
import { switchCameraTool } from './switch-camera.ts';
import { systemHealthTool } from './system-health.ts';
import { updateAlertTool } from './update-alert.ts';
import { updateIncidentTool } from './update-incident.ts';
import { whoAmITool } from './who-am-i.ts';
import { whoDidWhatTool } from './who-did-what.ts';
import { whoIsTool } from './who-is.ts';
import { whoIsOnCallTool } from './who-is-on-call.ts';

/** Every tool there is; what a tool may do is decided by its permission and, for the row at hand, by the pipeline. */
export const TOOLS: readonly Tool[] = [
  searchLogsTool,
  openAlertTool,
  updateAlertTool,
  silenceAlertTool,
  muteRuleTool,
  pauseAlertsTool,
  switchCameraTool,
  listExceptionsTool,
  createIncidentTool,
  openIncidentTool,
  updateIncidentTool,
  reportIncidentTool,
  openReviewTool,
  explainLoginTool,
  similarIncidentsTool,
  searchHistoryTool,
  compareTwoTool,
  postureSummaryTool,
  openReportTool,
  proposeRuleTool,
  recommendRulesTool,
  listRulesTool,
  openProposalsTool,
  whoIsTool,
  findSightingsTool,
  showCameraTool,
  explainCaseTool,
  moderationHistoryTool,
  ownModerationTool,
  myLoginsTool,
  whoAmITool,
  moderateMemberTool,
  reverseActionTool,
  searchSignalsTool,
  searchListsTool,
  listMembersTool,
  whoDidWhatTool,
  listChannelsTool,
  whoIsOnCallTool,
  coverShiftTool,
  systemHealthTool,
  helpTool,
  searchHelpTool,
];

/** The tools that exist in a turn of someone with this role. */
export const toolsFor = (role: Role): Tool[] =>
  TOOLS.filter((tool) => tool.permission === null || can(role, tool.permission));
