/** Arguments of writes that hold somebody's words; all others change something and must be what the asker named. */
export const FREE_TEXT: Readonly<Record<string, readonly string[]>> = {
  update_alert: ['note'],
  silence_alert: ['reason'],
  mute_rule: ['reason'],
  create_incident: ['title', 'summary'],
  update_incident: ['title', 'comment', 'resolution', 'task', 'bookmark_title'],
  propose_rule: ['statement', 'name'],
  moderate_member: ['reason'],
  reverse_action: ['reason'],
};
