import { sentence } from './words.ts';

/** What a tool did, as one would tell it. */
const DID: Readonly<Record<string, string>> = {
  search_logs: 'Searched the logs',
  open_alert: 'Opened an alert',
  update_alert: 'Changed an alert',
  silence_alert: 'Left an alert alone, or told it again',
  mute_rule: 'Had a rule tell nothing about an account for a while',
  pause_alerts: 'Paused alerts, or raised them again',
  switch_camera: 'Switched a camera on or off',
  who_did_what: 'Looked at who did what',
  compare_two: 'Compared two accounts or cameras',
  list_exceptions: 'Looked at what is not told',
  search_signals: 'Looked at what other systems reported',
  create_incident: 'Opened an incident',
  open_incident: 'Looked at an incident',
  update_incident: 'Changed an incident',
  report_incident: 'Wrote a report about an incident',
  open_review: 'Looked at the review of an incident',
  similar_incidents: 'Compared incidents',
  explain_login: 'Looked at what is unusual',
  search_history: 'Searched the history',
  posture_summary: 'Summed up a period',
  open_report: 'Looked up a report',
  propose_rule: 'Tried a rule on past logins and proposed it',
  search_help: 'Looked into the guide',
  recommend_rules: 'Tried rules on past logins',
  list_rules: 'Read the rules',
  open_proposals: 'Read the proposals',
  list_members: 'Looked at the members',
  list_channels: 'Looked at what channels are told of',
  who_is_on_call: 'Looked up who is on call',
  cover_shift: 'Asked for somebody to cover',
  search_lists: 'Looked into block lists',
  explain_case: 'Looked at a moderation case',
  moderation_history: 'Looked up what moderation did',
  own_moderation: 'Looked up what was done about them',
  my_logins: 'Looked up their own sign-ins',
  who_am_i: 'Looked up who they are here',
  system_health: 'Checked every part',
  help: 'Looked up what can be asked',
};

/** The same where it did not come to that. */
const WANTED: Readonly<Record<string, string>> = {
  search_logs: 'Search the logs',
  open_alert: 'Open an alert',
  update_alert: 'Change an alert',
  silence_alert: 'Leave an alert alone',
  mute_rule: 'Have a rule tell nothing about an account for a while',
  pause_alerts: 'Pause alerts',
  switch_camera: 'Switch a camera on or off',
  list_exceptions: 'Look at what is not told',
  search_signals: 'Look at what other systems reported',
  create_incident: 'Open an incident',
  open_incident: 'Look at an incident',
  update_incident: 'Change an incident',
  report_incident: 'Write a report about an incident',
  propose_rule: 'Propose a rule',
  cover_shift: 'Ask for somebody to cover',
};

export const stepWords = ({ tool, ok }: { tool: string; ok: boolean }): string =>
  (ok ? DID[tool] : (WANTED[tool] ?? DID[tool])) ?? sentence(tool);

/** What an argument says, where its name alone does not. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  id: 'which',
  kinds: 'of',
  min_severity: 'at least',
  range: 'when',
  group_by: 'counted by',
  limit: 'at most',
  ip: 'address',
  user: 'account',
  via: 'by',
  min_count: 'at least so many',
  compare_to: 'compared with',
  exclude_country: 'not from',
  exclude_user: 'not',
  exclude_ip: 'not from address',
  query: 'words',
  link_alerts: 'alerts',
  unlink_alerts: 'alerts taken off',
  rule_type: 'kind',
};

/** Arguments as short phrases: `when: last 7 days`, `counted by: country`. */
export const argumentWords = (args: Record<string, unknown>): string[] =>
  Object.entries(args)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => `${ARGUMENTS[name] ?? name.replaceAll('_', ' ')}: ${valueWords(value)}`);

function valueWords(value: unknown): string {
  if (typeof value === 'string')
    return /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(value) ? value.replaceAll('_', ' ') : value.slice(0, 300);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.slice(0, 20).map(valueWords).join(', ');
  return typeof value === 'number' ? String(value) : JSON.stringify(value).slice(0, 300);
}
