import { z } from 'zod';

/** Every job there is: its name and what it carries. Handlers are total over this map. */
export const JOBS = {
  /** Tells people what an outbox row announces. */
  deliver_outbox: z.strictObject({ orgId: z.uuid(), outboxId: z.uuid() }),
  /** Sends on their way the outbox rows older than so many ms, 30 s by default: those that a crash left behind. */
  sweep_outbox: z.strictObject({ olderThanMs: z.int().min(0).optional() }),
  /** Answers what waits in a conversation of a chat platform, oldest first. */
  answer_inbound: z.strictObject({ orgId: z.uuid(), conversation: z.string().min(1).max(1000) }),
  /** Has the conversations answered in which something waits longer than so many ms, 30 s by default. */
  sweep_inbox: z.strictObject({ olderThanMs: z.int().min(0).optional() }),
  /** Forgets sign-in links and sessions that ended, and outbox rows that were sent, long ago; and proposals that nobody decided expire. */
  expire_sign_ins: z.strictObject({}),
  /** Deletes what has been kept as long as the settings say. */
  apply_retention: z.strictObject({}),
  /** Makes the nightly backup. */
  make_backup: z.strictObject({}),
  /** Erases the bytes of files that no row needs any more. */
  erase_files: z.strictObject({}),
  /** Looks at a camera's picture that was stored. */
  look_at_picture: z.strictObject({ orgId: z.uuid(), pictureId: z.uuid() }),
  /** Has the pictures looked at that wait longer than they should. */
  sweep_pictures: z.strictObject({}),
  /** Ends camera events to which nothing was added for a while, with a summary. */
  close_camera_events: z.strictObject({}),
  /** Looks after faces: blackens who was forgotten, embeds anew after the model was changed, calibrates thresholds. */
  renew_faces: z.strictObject({}),
  /** Screens the messages of an organisation that wait, and judges their conversations. */
  work_messages: z.strictObject({ orgId: z.uuid() }),
  /** Has the messages worked on that wait longer than so many ms, 15 s by default: those that a crash left behind. */
  sweep_messages: z.strictObject({ olderThanMs: z.int().min(0).optional() }),
  /** Fetches a list that others keep. */
  fetch_list: z.strictObject({ orgId: z.uuid(), listId: z.uuid() }),
  /** Has the lists fetched that are due. */
  sweep_lists: z.strictObject({}),
  /** Has a language model word a moderation case; what is lost of these keeps the rules' words. */
  describe_case: z.strictObject({ orgId: z.uuid(), caseId: z.uuid() }),
  /** Carries out on its platform what moderators decided, or takes it back there. */
  carry_out_action: z.strictObject({ orgId: z.uuid(), actionId: z.uuid() }),
  /** Has carried out what is due, and taken back what has run out. */
  sweep_actions: z.strictObject({}),
  /** Makes an incident's room on its platform, or looks after it. */
  tend_room: z.strictObject({ orgId: z.uuid(), roomId: z.uuid() }),
  /** Has the rooms looked after with which something is due. */
  sweep_rooms: z.strictObject({}),
  /** Makes an incident's ticket in the organisation's issue tracker, or tells it what happened. */
  tend_ticket: z.strictObject({ orgId: z.uuid(), ticketId: z.uuid() }),
  /** Has the tickets looked after with which something is due. */
  sweep_tickets: z.strictObject({}),
  /** Reads what was changed in an organisation's tickets. */
  read_tickets: z.strictObject({ orgId: z.uuid() }),
  /** Has every organisation's tickets read. */
  follow_tickets: z.strictObject({}),
  /** Tells whoever appealed how it was decided. */
  tell_appeal: z.strictObject({ orgId: z.uuid(), appealId: z.uuid() }),
  /** Has the reports and recommendations made that are due. */
  sweep_reports: z.strictObject({}),
  /** Makes a scheduled report, unless it is there already. */
  make_report: z.strictObject({
    orgId: z.uuid(),
    kind: z.enum(['daily', 'weekly']),
    period: z.string().min(10).max(60),
  }),
  /** Puts rules worth having up for approval, once a week. */
  recommend_rules: z.strictObject({ orgId: z.uuid(), period: z.string().min(10).max(60) }),
  /** Takes what changed in an organisation into its history. */
  index_history: z.strictObject({ orgId: z.uuid() }),
  /** Has taken in what changed longer ago than so many ms, 10 s by default: what nobody told of. */
  sweep_history: z.strictObject({ olderThanMs: z.int().min(0).optional() }),
  /** Has every organisation's history looked after: days of logins, vectors of another model, a first index. */
  renew_history: z.strictObject({}),
  /** Brings a place of delivery beside the chat what is due there. */
  deliver_to_target: z.strictObject({ orgId: z.uuid(), targetId: z.uuid() }),
  /** Hands out what a crash kept from the places of delivery, and has those told for which something is due. */
  sweep_deliveries: z.strictObject({}),
  /** Ends exceptions that have run out, and tells again what nobody acknowledged. */
  watch_alerts: z.strictObject({}),
  /** Writes to members alone: questions whether it was them, and what nobody acknowledged. */
  tell_members: z.strictObject({}),
  /** Scores the logins that were stored since the last time. */
  score_logins: z.strictObject({}),
  /** Learns from what cameras saw since the last time. */
  learn_cameras: z.strictObject({}),
  /** Learns anew what is usual of every organisation's logins and cameras. */
  train_anomalies: z.strictObject({}),
  /** Checks every organisation's audit chain. */
  verify_audit: z.strictObject({}),
} as const;

export type JobName = keyof typeof JOBS;
export type JobPayload<N extends JobName> = z.output<(typeof JOBS)[N]>;

/** What nobody waits for: a process that is held up puts it off for a while. */
export const MAY_WAIT: ReadonlySet<JobName> = new Set([
  'apply_retention',
  'erase_files',
  'renew_faces',
  'recommend_rules',
  'index_history',
  'sweep_history',
  'renew_history',
  'learn_cameras',
  'train_anomalies',
  'verify_audit',
  'read_tickets',
  'follow_tickets',
]);

export const isJobName = (name: string): name is JobName => Object.hasOwn(JOBS, name);
