import { createHash } from 'node:crypto';
import { deleteTellings } from '../db/alert-storms.ts';
import { deleteExpiredCodes } from '../db/chat-codes.ts';
import { deleteSettledDeliveries } from '../db/deliveries.ts';
import { deleteDoneInbound, waitingInbound } from '../db/inbox.ts';
import { listOrganisations } from '../db/organisations.ts';
import { deleteSentOutbox, waitingOutbox } from '../db/outbox.ts';
import { type Db, type OrgDb, withOrg, withSystem } from '../db/scope.ts';
import { deleteExpiredSignIns } from '../db/sign-ins.ts';
import { type OrgId, orgId } from '../domain/id.ts';
import type { RetentionLimits } from '../domain/retention.ts';
import type { Severity } from '../domain/severity.ts';
import type { JobContext, JobHandlers, Jobs, Schedule } from '../jobs/queue.ts';
import type { FileStore } from '../media/files.ts';
import { isQuick } from '../messages/inbound.ts';
import type { WaitingNews } from '../messages/outbound.ts';
import { ALERT_SCHEDULES, type AlertJobParts, alertJobs } from './alert-jobs.ts';
import { ANOMALY_SCHEDULES, type AnomalyParts, anomalyJobs } from './anomaly/anomaly-jobs.ts';
import { type AuditVerdict, verifyAudit } from './audit.ts';
import type { Backups } from './backup/backups.ts';
import type { CameraContext } from './cameras/camera-context.ts';
import { CAMERA_SCHEDULES, cameraJobs } from './cameras/camera-jobs.ts';
import { DELIVERY_SCHEDULES, type DeliveryJobParts, deliveryJobs, handOut } from './delivery/delivery-jobs.ts';
import { HISTORY_SCHEDULES, historyJobs } from './history/history-jobs.ts';
import type { IndexingParts } from './history/index-history.ts';
import { systemPrincipal } from './members.ts';
import { ACTION_SCHEDULES, actionJobs, sweepActions } from './moderation/action-jobs.ts';
import type { CarryingParts } from './moderation/carry-out.ts';
import { type DescribingParts, describeCase } from './moderation/describe-case.ts';
import { LIST_SCHEDULES, listJobs } from './moderation/lists/list-jobs.ts';
import type { FetchingParts } from './moderation/lists/refresh-list.ts';
import { MESSAGE_SCHEDULES, messageJobs } from './moderation/message-jobs.ts';
import type { WorkingParts } from './moderation/work-messages.ts';
import { expireProposals } from './proposals/settle.ts';
import { FACE_SCHEDULES, faceJobs } from './recognition/face-jobs.ts';
import type { ReportParts } from './reports/make-report.ts';
import { REPORT_SCHEDULES, reportJobs } from './reports/report-jobs.ts';
import { applyRetention, eraseFiles } from './retention.ts';
import { ROOM_SCHEDULES, roomJobs, sweepRooms } from './rooms/room-jobs.ts';
import type { RoomParts } from './rooms/tend-room.ts';
import type { TicketParts } from './tickets/tend-ticket.ts';
import { sweepTickets, TICKET_SCHEDULES, ticketJobs } from './tickets/ticket-jobs.ts';
import type { AuditKey, Work } from './work.ts';

const DAY_MS = 86_400_000;
/** A conversation, or a row, younger than this is probably on its way. */
const SWEEP_AFTER_MS = 30_000;
const SWEEP_OUTBOX_AFTER_MS = 15_000;
/** So often one row is sent on its way by sweeps. */
const SWEPT_AGAIN_MS = 60_000;
/** More rows than this of one commit are left to a sweep: the queue is told of each by itself. */
const MOST_BY_NAME = 50;
const KEEP_SENT_MS = 30 * DAY_MS;
const KEEP_ENDED_SIGN_INS_MS = 7 * DAY_MS;

/** What runs by itself, in every installation. */
export const SCHEDULES: readonly Schedule[] = [
  { name: 'sweep_outbox', payload: {}, everyMs: 15_000 },
  { name: 'sweep_inbox', payload: {}, everyMs: 60_000 },
  { name: 'expire_sign_ins', payload: {}, everyMs: 3_600_000 },
  { name: 'apply_retention', payload: {}, cron: '10 2 * * *', timeZone: 'UTC' },
  { name: 'erase_files', payload: {}, everyMs: 900_000 },
  { name: 'verify_audit', payload: {}, cron: '30 3 * * *', timeZone: 'UTC' },
  ...CAMERA_SCHEDULES,
  ...FACE_SCHEDULES,
  ...MESSAGE_SCHEDULES,
  ...ACTION_SCHEDULES,
  ...LIST_SCHEDULES,
  ...ROOM_SCHEDULES,
  ...TICKET_SCHEDULES,
  ...ALERT_SCHEDULES,
  ...DELIVERY_SCHEDULES,
  ...HISTORY_SCHEDULES,
  ...REPORT_SCHEDULES,
  ...ANOMALY_SCHEDULES,
];

export interface JobHandlerParts {
  db: Db;
  auditKey: AuditKey;
  now: () => Date;
  /** Tells people what an outbox row announces; answers when the rest of it is due. */
  deliver(orgId: OrgId, outboxId: string): Promise<{ at: Date; severity: Severity | null } | null>;
  /** Answers what waits in a conversation of a chat platform, and when the rest of it is due; there is none where absent. */
  answer?(orgId: OrgId, conversation: string, signal: AbortSignal): Promise<Date | null>;
  enqueue: Jobs['add'];
  /** Where files are and how long what is kept; nothing is deleted by itself where absent. */
  keeping?: { files: FileStore; limits: RetentionLimits };
  /** What looks at cameras' pictures; they wait where absent. */
  cameras?: CameraContext;
  /** What screens messages and judges conversations; they wait where absent. */
  messages?: WorkingParts;
  /** What carries out what moderators decided; it waits where absent. */
  moderating?: CarryingParts;
  /** What makes rooms of incidents and looks after them; they wait where absent. */
  rooms?: RoomParts;
  /** What makes tickets of incidents and reads them; they wait where absent. */
  tickets?: TicketParts;
  /** What tells again, ends exceptions and asks members; nothing of that happens where absent. */
  alerts?: AlertJobParts;
  /** What brings news to e-mail, webhooks and MQTT; it waits where absent. */
  delivery?: DeliveryJobParts;
  /** What fetches lists that others keep; they stay as they are where absent. */
  lists?: FetchingParts;
  /** What has cases worded; the rules' words stand where absent. */
  cases?: DescribingParts;
  /** What makes reports and recommends rules by itself; nothing does where absent. */
  reports?: ReportParts;
  /** What takes what changed into the history; nothing is taken in where absent. */
  history?: IndexingParts;
  /** What makes the nightly backup; none is made where absent. */
  backups?: Backups;
  /** What learns what is usual and scores logins; nothing is scored where absent. */
  anomalies?: AnomalyParts;
  /** Told of each organisation's verdict, for the health page. */
  onAuditVerdict?(orgId: OrgId, verdict: AuditVerdict): void;
}

/** What each job does. */
export function jobHandlers({
  db,
  auditKey,
  now,
  deliver,
  answer,
  enqueue,
  keeping,
  cameras,
  messages,
  cases,
  moderating,
  rooms,
  tickets,
  alerts,
  delivery,
  lists,
  history,
  anomalies,
  backups,
  reports,
  onAuditVerdict,
}: JobHandlerParts): JobHandlers {
  async function everyOrganisation(
    { signal }: JobContext,
    work: (tx: OrgDb, organisation: { id: OrgId }) => Promise<void>,
  ): Promise<void> {
    for (const organisation of await withSystem(db, listOrganisations)) {
      signal.throwIfAborted();
      await withOrg(db, organisation.id, (tx) => work(tx, organisation));
    }
  }
  /** The same for work of several transactions: `run` gives one at a time. */
  async function eachOrganisation(
    { signal }: JobContext,
    work: (run: <T>(change: (work: Work) => Promise<T>) => Promise<T>) => Promise<void>,
  ): Promise<void> {
    for (const { id } of await withSystem(db, listOrganisations)) {
      signal.throwIfAborted();
      const principal = systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' });
      await work((change) => withOrg(db, id, (tx) => change({ tx, principal, now: now(), auditKey, via: 'schedule' })));
    }
  }
  const ago = (ms: number): Date => new Date(now().getTime() - ms);

  return {
    async deliver_outbox(row) {
      // first: what waits for its turn in chat keeps nothing back elsewhere
      if (delivery) await handOut(delivery, enqueue, orgId(row.orgId), row.outboxId);
      const later = await deliver(orgId(row.orgId), row.outboxId);
      // should this be lost, a sweep finds the row once it is due
      if (later) await enqueueNews(enqueue, { ...row, ...later }, now());
    },

    async sweep_outbox({ olderThanMs = SWEEP_OUTBOX_AFTER_MS }, { log }) {
      const rows = await withSystem(db, (tx) => waitingOutbox(tx, olderThanMs));
      // the row's own job may be a dead worker's, which keeps its key for half a minute and more
      const key = `swept ${Math.floor(now().getTime() / SWEPT_AGAIN_MS)}`;
      for (const row of rows) await enqueueNews(enqueue, { ...row, key }, now());
      if (rows.length > 0) log.debug({ rows: rows.length }, 'outbox rows were sent on their way');
    },

    async answer_inbound({ orgId: id, conversation }, { signal }) {
      const due = await answer?.(orgId(id), conversation, signal);
      // should this be lost, a sweep finds the conversation once it is due
      if (due) await enqueueAnswer(enqueue, orgId(id), conversation, { due, now: now() });
    },

    async sweep_inbox({ olderThanMs = SWEEP_AFTER_MS }, { log }) {
      const waiting = await withSystem(db, (tx) => waitingInbound(tx, olderThanMs));
      for (const { orgId, conversation } of waiting) await enqueueAnswer(enqueue, orgId, conversation);
      if (waiting.length > 0) log.debug({ conversations: waiting.length }, 'conversations are answered late');
    },

    async make_backup() {
      await backups?.begin({ kind: 'nightly', pictures: false }).made;
    },

    async expire_sign_ins(_, context) {
      let ended = 0;
      let sent = 0;
      let answered = 0;
      let expired = 0;
      await everyOrganisation(context, async (tx, { id }) => {
        ended += await deleteExpiredSignIns(tx, ago(KEEP_ENDED_SIGN_INS_MS));
        sent += await deleteSentOutbox(tx, ago(KEEP_SENT_MS));
        sent += await deleteSettledDeliveries(tx, ago(KEEP_SENT_MS));
        sent += await deleteTellings(tx, ago(KEEP_SENT_MS));
        answered += await deleteDoneInbound(tx, ago(KEEP_SENT_MS));
        ended += await deleteExpiredCodes(tx, ago(KEEP_ENDED_SIGN_INS_MS));
        const principal = systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' });
        expired += await expireProposals({ tx, principal, now: now(), auditKey, via: 'schedule' });
      });
      if (expired > 0) context.log.info({ proposals: expired }, 'proposals that nobody decided in time have expired');
      if (ended + sent + answered > 0)
        context.log.info({ signIns: ended, outbox: sent, inbox: answered }, 'what ended long ago was deleted');
    },

    ...cameraJobs(cameras),
    ...faceJobs(cameras, auditKey),
    ...messageJobs(db, enqueue, messages),
    ...actionJobs(db, enqueue, now, moderating),
    ...roomJobs(db, enqueue, now, rooms),
    ...ticketJobs(db, enqueue, now, tickets),
    ...alertJobs(db, now, auditKey, alerts),
    ...deliveryJobs(db, enqueue, now, delivery),
    ...listJobs(db, enqueue, now, lists),
    ...historyJobs(enqueue, history),
    ...anomalyJobs(anomalies),
    ...reportJobs(enqueue, reports),

    async describe_case({ orgId: id, caseId }, { signal }) {
      if (cases) await describeCase(cases, orgId(id), caseId, signal);
    },

    async apply_retention(_, context) {
      if (!keeping) return;
      const { files, limits } = keeping;
      await eachOrganisation(context, async (run) => {
        const { report } = await applyRetention(run, files, limits, now(), { signal: context.signal });
        context.log.info({ deleted: report }, 'what was kept as long as the settings say is deleted');
      });
    },

    async erase_files(_, context) {
      if (!keeping) return;
      let erased = 0;
      await eachOrganisation(context, async (run) => {
        erased += await eraseFiles(run, keeping.files, { signal: context.signal });
      });
      if (erased > 0) context.log.info({ files: erased }, 'files that nothing needs any more were erased');
    },

    async verify_audit(_, context) {
      const broken: string[] = [];
      await everyOrganisation(context, async (tx, { id }) => {
        const verdict = await verifyAudit(tx, auditKey);
        onAuditVerdict?.(id, verdict);
        if (verdict.ok) return;
        context.log.error({ orgId: id, seq: verdict.seq, reason: verdict.reason }, 'the audit log is broken');
        // By id: whoever sees this dead letter need not know the other organisations' names.
        broken.push(`${id}: ${verdict.reason}`);
      });
      // As a dead letter it stays in sight of every process and person until someone has dealt with it.
      if (broken.length > 0) throw new Error(`The audit log does not verify. ${broken.join('; ')}`);
    },
  };
}

/** Has a conversation answered, now or when it is due; one job for it waits, however much is said. */
export async function enqueueAnswer(
  enqueue: Jobs['add'],
  orgId: OrgId,
  conversation: string,
  later?: { due: Date; now: Date },
): Promise<void> {
  const key = createHash('sha256').update(`${orgId} ${conversation}`).digest('base64url');
  await enqueue(
    'answer_inbound',
    { orgId, conversation },
    {
      // questions wait for questions only: what is told, pressed or ordered never waits for them
      ...(isQuick(conversation) ? {} : { lane: 'turns' as const }),
      ...(later
        ? {
            dedupeKey: `inbox ${key} ${later.due.getTime()}`,
            delayMs: Math.max(0, later.due.getTime() - later.now.getTime()),
          }
        : { dedupeKey: `inbox ${key}` }),
    },
  );
}

/**
 * What is critical goes before everything, and the others one after the other: smaller is earlier, none is first. One message about many
 * goes before those that are as bad: behind them, it would come when each of them has been looked at.
 */
const PRIORITY: Record<Severity, number | undefined> = { critical: undefined, high: 2, medium: 4, low: 6 };
const LEAST = 8;

/** Has news told, now or when its turn is; one job for it waits. */
async function enqueueNews(
  enqueue: Jobs['add'],
  {
    orgId,
    outboxId,
    severity,
    ahead,
    at,
    key = at?.getTime(),
  }: WaitingNews & {
    orgId: string;
    at?: Date;
    key?: string | number | undefined;
  },
  now: Date,
): Promise<void> {
  const own = severity === null ? LEAST : PRIORITY[severity];
  const priority = own !== undefined && ahead ? own - 1 : own;
  const wait = at && Math.max(0, at.getTime() - now.getTime());
  await enqueue(
    'deliver_outbox',
    { orgId, outboxId },
    {
      // what waits for its turn keeps no news of the same matter back
      dedupeKey: ['outbox', outboxId, ...(key === undefined ? [] : [key])].join(' '),
      ...(priority === undefined ? {} : { priority }),
      ...(wait === undefined ? {} : { delayMs: wait }),
    },
  );
}

/** Tells the queue after a commit. With the rows known, exactly those are delivered; else all that wait are looked for. */
export type Wake = (orgId?: OrgId, news?: readonly WaitingNews[]) => void;

/** What was written to the outbox is delivered now, and failing that, by the next scheduled sweep. */
export function createWake(enqueue: Jobs['add'], onError: (error: unknown) => void, now: () => Date): Wake {
  const deliver = async (orgId: OrgId, news: readonly WaitingNews[]): Promise<void> => {
    for (const one of news) await enqueueNews(enqueue, { orgId, ...one }, now());
  };
  const sweep = async (): Promise<void> => {
    // A job keeps its key until its worker is given up for dead, half a minute and more: one key for all sweeps would
    // keep everything back that long. With one for each second a dead worker holds up that second's, and the next
    // second's sweep brings them along.
    const dedupeKey = `wake ${Math.floor(now().getTime() / 1000)}`;
    await enqueue('sweep_outbox', { olderThanMs: 0 }, { dedupeKey });
  };
  return (orgId, news = []) => {
    const known = orgId !== undefined && news.length > 0 && news.length <= MOST_BY_NAME;
    (known
      ? deliver(orgId, news)
      : Promise.all([sweep(), sweepActions(enqueue, now()), sweepRooms(enqueue, now()), sweepTickets(enqueue, now())])
    ).catch(onError);
  };
}
