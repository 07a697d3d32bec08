import { archiveUnknown, bringBackKnown, expiredPeople, lockExpired } from '../db/archived-people.ts';
import { listAuditEntries } from '../db/audit.ts';
import { countOldEvidence, deleteEvidence } from '../db/case-evidence.ts';
import { countOldMessages, deleteOldMessages } from '../db/chat-messages.ts';
import { countErasures, forgetErasures, listErasures, unneededKeys } from '../db/file-erasures.ts';
import { deleteOldJoins } from '../db/member-joins.ts';
import { deleteOldSessions } from '../db/moderation-sessions.ts';
import { deletePictures, keepPicturesAs } from '../db/pictures.ts';
import { deleteOldGrants } from '../db/power-grants.ts';
import { countOldReports, deleteOldReports } from '../db/reports.ts';
import { countOverdue, deleteExpiredEvents, expiredPictures } from '../db/retention.ts';
import { findOwnRetention } from '../db/retention-settings.ts';
import type { OrgDb } from '../db/scope.ts';
import { countOldSignals, deleteOldSignals } from '../db/signals.ts';
import type { PictureClass } from '../domain/picture.ts';
import { type OwnRetention, type RetentionLimits, withOwn } from '../domain/retention.ts';
import type { FileStore } from '../media/files.ts';
import { expireHabits } from './anomaly/expire-habits.ts';
import { audit } from './audit.ts';
import type { HealthCheck } from './health.ts';
import { countOverdueBiometrics, eraseBiometrics } from './recognition/erase-biometrics.ts';
import { forgetPerson } from './recognition/forget-person.ts';
import { collectStrayFiles } from './stray-files.ts';
import type { Work } from './work.ts';

/** What a run deleted. */
export interface RetentionReport {
  frames: number;
  eventPictures: number;
  questionPictures: number;
  /** Of enrolments of whom nobody is left. */
  enrolmentPictures: number;
  events: number;
  messages: number;
  conversations: number;
  /** Quotes of decided cases. */
  quotes: number;
  reports: number;
  signals: number;
  /** Of accounts and cameras that were not seen any more, and logins that stood out long ago. */
  habits: number;
  /** Numbers of faces and bodies by which people were recognised until the organisation's consent was taken back. */
  biometrics: number;
  /** People who were not deleted but put away. */
  archived: number;
  people: number;
  /** Whose bytes were erased from the file store. */
  files: number;
}

export interface RetentionRun {
  signal?: AbortSignal;
  /** Asked between batches; the rest waits for the next run. */
  enough?: () => boolean;
  /** Bytes that were put within it wait, too: their row may still be being written. */
  restMs?: number;
  /** The same for bytes that no row ever named. */
  strayRestMs?: number;
}

type Run = <T>(change: (work: Work) => Promise<T>) => Promise<T>;

const DAY_MS = 86_400_000;
const BATCH = 500;
/** Of one run; the rest is forgotten by the next. */
const MOST_PEOPLE = 2000;
/** Bytes that were put lately may belong to a row that is still being written. */
const REST_MS = 15 * 60_000;
/** A run a day, and one that failed. */
const GRACE_DAYS = 2;

/** What a class's pictures become that something else still needs, and how long they are kept then follows from that. */
const KEPT_AS: Partial<Record<PictureClass, PictureClass>> = { frame: 'event', event: 'enrolment' };

/**
 * Deletes what is kept longer than the installation's limits, or the organisation's own, say, a batch per transaction, and writes one audit line of what that was; also
 * when it is stopped on the way. Bytes go last, and only those that no row needs.
 */
export async function applyRetention(
  run: Run,
  files: FileStore,
  installation: RetentionLimits,
  now: Date,
  { signal, enough = () => false, restMs = REST_MS, strayRestMs }: RetentionRun = {},
): Promise<{ complete: boolean; report: RetentionReport }> {
  const report: RetentionReport = {
    frames: 0,
    eventPictures: 0,
    questionPictures: 0,
    enrolmentPictures: 0,
    events: 0,
    messages: 0,
    conversations: 0,
    quotes: 0,
    reports: 0,
    signals: 0,
    habits: 0,
    biometrics: 0,
    archived: 0,
    people: 0,
    files: 0,
  };
  const limits = withOwn(installation, await run(({ tx }) => findOwnRetention(tx)));
  const before = momentsBefore(limits, now);
  const batches = async (one: (tx: OrgDb) => Promise<{ found: number; gone: number }>): Promise<number> => {
    for (let all = 0; ; ) {
      signal?.throwIfAborted();
      if (enough()) return all;
      const { found, gone } = await run(({ tx }) => one(tx));
      all += gone;
      if (found < BATCH) return all;
    }
  };
  const counted = async (deleted: Promise<number>) => deleted.then((gone) => ({ found: gone, gone }));
  const picturesOf = (wanted: PictureClass, moment: Date): Promise<number> =>
    batches(async (tx) => {
      const expired = await expiredPictures(tx, wanted, moment, BATCH);
      const kept = KEPT_AS[wanted];
      const gone = expired.flatMap(({ id, needed }) => (needed && kept ? [] : [id]));
      if (kept) await keepPicturesAs(tx, idsOf(expired.filter(({ needed }) => needed)), kept);
      await deletePictures(tx, gone);
      return { found: expired.length, gone: gone.length };
    });

  try {
    for (let complete = false; !complete && !enough(); ) {
      signal?.throwIfAborted();
      const part = await run((work) => eraseBiometrics(work, before.biometrics));
      report.biometrics += part.erased.faces + part.erased.bodies;
      complete = part.complete;
    }
    await run(({ tx }) => bringBackKnown(tx));
    report.archived = await run(({ tx }) => archiveUnknown(tx, before.unknown, now));
    for (const number of await run(({ tx }) => expiredPeople(tx, before.archived, MOST_PEOPLE))) {
      signal?.throwIfAborted();
      if (enough()) break;
      const gone = await run(async (work) => {
        if (!(await lockExpired(work.tx, number, before.archived))) return false;
        await forgetPerson(work, number);
        return true;
      });
      if (gone) report.people++;
    }
    report.events = await batches((tx) => counted(deleteExpiredEvents(tx, before.events, BATCH)));
    await batches((tx) => counted(deleteOldJoins(tx, before.messages, BATCH)));
    await batches((tx) => counted(deleteOldGrants(tx, before.messages, BATCH)));
    report.messages = await batches((tx) => counted(deleteOldMessages(tx, before.messages, BATCH)));
    report.conversations = await batches((tx) => counted(deleteOldSessions(tx, before.messages, BATCH)));
    report.quotes = await batches(async (tx) => {
      const { cases, quotes } = await deleteEvidence(tx, before.cases, BATCH);
      return { found: cases, gone: quotes };
    });
    report.reports = await batches((tx) => counted(deleteOldReports(tx, before.reports, BATCH)));
    report.signals = await batches((tx) => counted(deleteOldSignals(tx, before.events, BATCH)));
    report.habits = await run(({ tx }) => expireHabits(tx, { now, judgedDays: limits.eventDays }));
    report.frames = await picturesOf('frame', before.frames);
    report.eventPictures = await picturesOf('event', before.events);
    report.questionPictures = await picturesOf('question', before.questions);
    report.enrolmentPictures = await picturesOf('enrolment', before.questions);
    const patience = { ...(signal ? { signal } : {}), enough };
    report.files = await eraseFiles(run, files, { ...patience, restMs });
    report.files += await collectStrayFiles(run, files, {
      ...patience,
      ...(strayRestMs === undefined ? {} : { restMs: strayRestMs }),
    });
  } finally {
    if (Object.values(report).some((count) => count > 0))
      await run((work) => audit(work, { action: 'retention.run', subject: null, detail: { ...report } }));
  }
  return { complete: !enough(), report };
}

/** Erases bytes that no row needs any more; those put within the last minutes wait for the next time. Answers how many. */
export async function eraseFiles(
  run: Run,
  files: Pick<FileStore, 'delete'>,
  { signal, enough = () => false, restMs = REST_MS }: RetentionRun = {},
): Promise<number> {
  let erased = 0;
  for (let after = ''; ; ) {
    signal?.throwIfAborted();
    if (enough()) return erased;
    const keys = await run(({ tx }) => listErasures(tx, after, BATCH));
    const unneeded = await run(({ tx }) => unneededKeys(tx, keys));
    const gone: string[] = [];
    try {
      for (const key of unneeded) if (await files.delete(key, restMs)) gone.push(key);
    } finally {
      await run(({ tx }) => forgetErasures(tx, gone));
      erased += gone.length;
    }
    if (keys.length < BATCH) return erased;
    after = keys[keys.length - 1]!;
  }
}

export interface RetentionState {
  /** What holds, what the installation keeps at most, and what the organisation set itself. */
  limits: RetentionLimits;
  most: RetentionLimits;
  own: OwnRetention;
  /** What is here that should not be any more, with two days' grace. */
  overdue: {
    pictures: number;
    events: number;
    messages: number;
    cases: number;
    reports: number;
    signals: number;
    people: number;
    biometrics: number;
  };
  /** Files whose bytes wait to be erased. */
  waitingFiles: number;
  /** What the last runs deleted, newest first; runs that found nothing leave no line. */
  runs: { at: Date; by: string; report: Partial<RetentionReport> }[];
}

/** Whether what should be gone is, and what was deleted last. */
export async function seeRetention(tx: OrgDb, installation: RetentionLimits, now: Date): Promise<RetentionState> {
  const own = await findOwnRetention(tx);
  const limits = withOwn(installation, own);
  const before = momentsBefore(limits, new Date(now.getTime() - GRACE_DAYS * DAY_MS));
  const overdue = {
    ...(await countOverdue(tx, before)),
    messages: await countOldMessages(tx, before.messages),
    cases: await countOldEvidence(tx, before.cases),
    reports: await countOldReports(tx, before.reports),
    signals: await countOldSignals(tx, before.events),
    biometrics: await countOverdueBiometrics(tx, before.biometrics),
  };
  const entries = await listAuditEntries(tx, { action: 'retention.run', limit: 10 });
  return {
    limits,
    most: installation,
    own,
    overdue,
    waitingFiles: await countErasures(tx),
    runs: entries.map(({ at, actorName, detail }) => ({ at, by: actorName, report: detail })),
  };
}

/** For the health page: whether what should be gone is. */
export const retentionCheck = (see: () => Promise<RetentionState>): HealthCheck => ({
  name: 'retention',
  mend: 'Start a process with the worker role, which deletes every night; or run now: npm run safenest -- retention run.',
  async check() {
    const { overdue, runs } = await see();
    const late = Object.values(overdue).reduce((sum, count) => sum + count, 0);
    if (late > 0)
      throw new Error(
        `${late} pictures, events, messages, cases, reports, signals, people or what people are recognised by are kept longer than the settings say`,
      );
    const [last] = runs;
    return last
      ? `nothing is kept too long; last deleted on ${last.at.toISOString().slice(0, 10)}`
      : 'nothing is kept too long';
  },
});

function momentsBefore(limits: RetentionLimits, now: Date) {
  const ago = (days: number): Date => new Date(now.getTime() - days * DAY_MS);
  return {
    frames: ago(limits.frameDays),
    events: ago(limits.eventDays),
    questions: ago(limits.questionDays),
    messages: ago(limits.messageDays),
    cases: ago(limits.caseDays),
    reports: ago(limits.reportDays),
    unknown: ago(limits.unknownDays),
    archived: ago(limits.archivedDays),
    biometrics: ago(limits.biometricDays),
  };
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id);
