import type { AuditEntry } from '../../domain/audit.ts';
import { isUuid } from '../../domain/id.ts';
import { PARAM_WORDS } from '../../messages/param-words.ts';
import { sentence } from './words.ts';

/** What was done, as one would tell it; the action's own name stays beside it, because it is what one filters by. */
const ACTIONS: Readonly<Record<string, string>> = {
  'alert.acknowledge': 'Acknowledged an alert',
  'alert.ask_member': 'Asked a member whether it was them',
  'alert.escalate': 'Told an alert again that nobody acknowledged',
  'alert.exception_end': 'Had an alert told again',
  'alert.expect': 'Called what an alert is about expected',
  'alert.false_alarm': 'Called an alert a false alarm',
  'alert.member_answer': 'Said whether it was them',
  'alert.reopen': 'Opened an alert again',
  'alert.ask_still': 'Asked who has an alert whether they are still on it',
  'alert.still': 'Said they are still on an alert',
  'login.judge': 'Said whether an unusual login was real',
  'habit.forget': 'Forgot what an account usually does',
  'alert.resolve': 'Resolved an alert',
  'alert.snooze': 'Snoozed an alert',
  'alerts.pause': 'Paused alerts',
  'alerts.resume': 'Ended a pause of alerts',
  'alert_policy.set': 'Changed who is told again',
  'assistant.turn': 'Answered a question',
  'moderation.draw_sample': 'Drew decided cases for a second look',
  'moderation.second_look': 'Looked at a decided case once more',
  'moderation.export': 'Exported what moderation decided',
  'moderation.act_on_all': 'Acted on several people of a case at once',
  'moderation.second_all': 'Agreed to what was decided for several at once',
  'moderation.lift_all': 'Took back what was decided for several at once',
  'backup.make': 'Made a backup of everything',
  'backup.download': 'Downloaded a backup of everything',
  'backup.restore': 'Restored a backup of everything',
  'cameras.model_pictures': 'Changed whether the language model may look at pictures',
  'camera_access.limit': 'Limited who sees which cameras',
  'camera_access.lift': 'Let somebody see all cameras again',
  'case.confirm': 'Said that what the policy did was right',
  'case.dismiss': 'Dismissed a case',
  'case.give_back': 'Gave a case back',
  'case.lapse': 'Had a case in hand for too long without a press',
  'case.not_them': 'Took somebody out of a case',
  'case.put_back': 'Put somebody back into a case',
  'case.reopen': 'Opened a case again',
  'case.reveal': 'Looked at what a case hides',
  'case.take': 'Took a case in hand',
  'case.take_over': 'Took a case over from somebody',
  'chat_app.remove': 'Removed a chat bot',
  'chat_app.replace': 'Replaced the tokens of a chat bot',
  'autonomy.set': 'Changed what happens by itself',
  'chat_app.set': 'Set up a chat bot',
  'chat_channel.bind': 'Changed what a channel is told of',
  'chat_channel.readers': 'Changed who is taken to read a channel',
  'standard_answer.save': 'Wrote a standard answer',
  'standard_answer.remove': 'Removed a standard answer',
  'chat_channel.answers': 'Changed how questions in a channel are answered',
  'chat_channel.unbind': 'Ended what a channel was told of',
  'chat_rooms.set': 'Changed whether incidents have rooms of their own',
  'chat_code.make': 'Made a one-time code for chat',
  'chat_workspace.connect': 'Connected a workspace',
  'chat_workspace.disconnect': 'Disconnected a workspace',
  'chat_workspace.link_by_email': 'Changed whether a workspace links by e-mail',
  'delivery.add': 'Added a place of delivery',
  'delivery.change': 'Changed a place of delivery',
  'delivery.remove': 'Removed a place of delivery',
  'delivery.send_again': 'Had given-up messages sent again',
  'incident.add_evidence': 'Added a file to an incident',
  'incident.comment': 'Commented on an incident',
  'incident.link': 'Added alerts to an incident',
  'incident.link_alerts': 'Linked alerts to an incident',
  'incident.open': 'Opened an incident',
  'incident.began': 'Said when an incident began',
  'incident.feedback': 'Said how handling an incident went',
  'incident.report': 'Wrote a report about an incident',
  'incident.review_edit': 'Changed the review of an incident',
  'incident.review_make': 'Had the review of an incident made again',
  'model_budget.set': 'Changed what the language model may cost',
  'on_call.set': 'Changed who takes turns at being on call',
  'on_call.cover': 'Put somebody on call for a while',
  'on_call.uncover': 'Took back that somebody is on call for a while',
  'person.show': 'Changed how somebody is shown in lists',
  'retention.settings': 'Changed how long what is kept',
  'recognition.settings': 'Changed how sure recognition is',
  'incident.review_settings': 'Changed how reviews are made',
  'incident.room': 'Asked for a room for an incident',
  'incident.room_archived': 'Archived an incident’s room',
  'incident.room_join': 'Asked to be let into an incident’s room',
  'incident.room_opened': 'Opened an incident’s room',
  'incident.room_reopened': 'Brought an incident’s room back',
  'incident.ticket': 'Asked for a ticket for an incident',
  'incident.ticket_made': 'Created an incident’s ticket',
  'incident.pin': 'Pinned a chat message to an incident’s timeline',
  'incident.bookmark': 'Bookmarked a link or message of an incident',
  'incident.ticket_comment': 'Took over a comment from an incident’s ticket',
  'incident.ticket_done': 'Noted that an incident’s ticket is done',
  'incident.ticket_gone': 'Noted that an incident’s ticket is gone',
  'incident.ticket_reopened': 'Noted that an incident’s ticket was reopened',
  'incident.ticket_unlink': 'Unlinked an incident’s ticket',
  'incident.people': 'Added somebody to an incident, or took them off',
  'incident.said': 'Put a message into an incident’s timeline, or took it off',
  'incident.task': 'Changed a task of an incident',
  'incident.unlink': 'Took alerts off an incident',
  'incident.undo': 'Took back a change of an incident',
  'incident.update': 'Changed an incident',
  'job.drop': 'Dropped a failed job',
  'job.retry': 'Ran a failed job again',
  'key.create': 'Made an API key',
  'key.revoke': 'Revoked an API key',
  'logs.import': 'Imported a log',
  'block_list.add': 'Made a block list',
  'block_list.subscribe': 'Subscribed to a block list',
  'block_list.change': 'Changed a block list',
  'block_list.remove': 'Removed a block list',
  'block_list.import': 'Put entries on a block list',
  'block_list.remove_entry': 'Took an entry off a block list',
  'block_list.effect': 'Changed what an entry of a block list does',
  'block_list.fetch': 'Fetched a block list that had changed',
  'block_list.share': 'Shared a block list by a link',
  'block_list.unshare': 'Stopped sharing a block list',
  'block_list.except': 'Excepted something from block lists',
  'block_list.unexcept': 'Took an exception from block lists back',
  'lexicon.add': 'Added a word to moderation',
  'lexicon.automod': 'Put the words to Discord’s AutoMod',
  'lexicon.remove': 'Took a word out of moderation',
  'member.account_remove': 'Said that a login account is nobody’s',
  'member.account_set': 'Said whose a login account is',
  'member.add': 'Added a member',
  'member.change': 'Changed a member',
  'member.link_chat_account': 'Linked a chat account',
  'member.set_password': 'Set a password',
  'member.set_pin': 'Set their PIN',
  'member.reset_pin': 'Reset a PIN',
  'member.pin_wrong': 'Gave a wrong PIN',
  'member.pin_locked': 'Gave too many wrong PINs; it is locked',
  'organisation.second_proof': 'Changed what a PIN is asked for',
  'member.unlink_chat_account': 'Unlinked a chat account',
  'moderation.guard': 'Changed how a channel is guarded',
  'moderation.policy': 'Set the policy of moderation',
  'organisation.create': 'Made the organisation',
  'proposal.approve': 'Approved a proposal',
  'proposal.create': 'Made a proposal',
  'proposal.edit': 'Changed a proposal',
  'proposal.expire': 'A proposal ran out of time',
  'proposal.reject': 'Rejected a proposal',
  'proposal.supersede': 'A proposal was overtaken',
  'proposal.undo': 'Took back what a proposal did',
  'organisation.approvals': 'Changed how many approve a rule',
  'proposal.approve_first': 'Approved a proposal as the first of two',
  'proposal.back': 'A proposal came back',
  'proposal.later': 'Put off a proposal',
  'proposal.retry': 'Tried a proposed rule once more',
  'push.add': 'Switched notifications of a browser on',
  'push.change': 'Changed what their browsers are told',
  'push.remove': 'Switched notifications of browsers off',
  'push.gone': 'A browser wanted no more notifications',
  'report.make': 'Made a report',
  'report.schedule': 'Changed when reports are made',
  'retention.run': 'Deleted what was kept long enough',
  'biometrics.erase': 'Erased what people were recognised by',
  'rule.create': 'Made a rule',
  'rule.update': 'Changed a rule',
  'rule.keep_example': 'Kept an example of a rule',
  'rule.drop_example': 'Dropped an example of a rule',
  'rule.restore_example': 'Took an example of a rule back',
  'ticket_tracker.set': 'Set how Jira is connected',
  'ticket_tracker.remove': 'Removed the connection to Jira',
  'ticket_tracker.try_again': 'Had tickets tried again',
  sign_in: 'Signed in',
  'sign_in.end': 'Signed out',
  'sign_in.end_all': 'Ended all sessions',
  'sign_in.link': 'Made a sign-in link',
  'tool.refuse': 'Was refused by the desk',
};

export const actionWords = (action: string): string => ACTIONS[action] ?? sentence(action);

/** Whom or what an entry is about, where its subject is an id: the name it had then, or the name it has now. */
export function subjectName(entry: AuditEntry, names: ReadonlyMap<string, string>): string | null {
  if (entry.subject === null || !isUuid(entry.subject)) return entry.subject;
  const { name } = entry.detail;
  return (typeof name === 'string' ? name : names.get(entry.subject)) ?? `${entry.subject.slice(0, 8)}…`;
}

const QUIET = new Set(['kind', 'before', 'after', 'digest']);

/** The details as phrases: `Severity: low → high`, `Hours end at: 20:00 → 22:00`, `through the assistant`. */
export function detailWords(entry: AuditEntry): string[] {
  const { detail, subject } = entry;
  const phrases: string[] = [];
  if ('before' in detail && 'after' in detail) phrases.push(`${words(detail.before)} → ${words(detail.after)}`);
  for (const [name, value] of Object.entries(detail)) {
    if (value === null || value === undefined || value === '' || QUIET.has(name)) continue;
    if (name === 'name' && subject !== null && isUuid(subject)) continue;
    if (name === 'via') phrases.push(value === 'agent' ? 'through the assistant' : `through ${words(value)}`);
    else if (name === 'note' || name === 'comment') phrases.push(`“${words(value)}”`);
    else if (isChange(value) && isObject(value.before) && isObject(value.after))
      phrases.push(...changedFields(value.before, value.after));
    else
      phrases.push(
        `${label(name)}: ${isChange(value) ? `${words(value.before)} → ${words(value.after)}` : words(value)}`,
      );
  }
  return phrases;
}

const changedFields = (before: Fields, after: Fields): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => `${label(name)}: ${words(before[name])} → ${words(after[name])}`);

const label = (name: string): string =>
  PARAM_WORDS[name]?.label ??
  sentence(name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`));

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isChange = (value: unknown): value is { before: unknown; after: unknown } =>
  isObject(value) && Object.keys(value).length === 2 && 'before' in value && 'after' in value;

/** A value in words: identifiers lose their underscores, lists get commas, of an object each field is named. */
function words(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') {
    if (/^[a-z]+(_[a-z]+)+$/.test(value)) return value.replaceAll('_', ' ');
    return value.length > 300 ? `${value.slice(0, 300)}…` : value;
  }
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.slice(0, 20).map(words).join(', ');
  if (!isObject(value)) return String(value);
  return Object.entries(value)
    .slice(0, 20)
    .map(([name, field]) => `${label(name)} ${words(field)}`)
    .join(', ');
}
