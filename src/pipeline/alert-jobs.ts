import { organisationsWithPolicy } from '../db/alert-escalations.ts';
import { organisationsToWake } from '../db/alert-exceptions.ts';
import { type Db, withOrg, withSystem } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import type { JobHandlers, Schedule } from '../jobs/queue.ts';
import type { Links } from '../messages/links.ts';
import type { WaitingNews } from '../messages/outbound.ts';
import { escalate } from './escalate.ts';
import { systemPrincipal } from './members.ts';
import { tellNudged } from './nudge-members.ts';
import { type AskingParts, workQuestions } from './question-jobs.ts';
import { eraseAnswers } from './recognition/erase-answers.ts';
import { askHandling } from './review/feedback-jobs.ts';
import { tellAsked } from './tell-asked.ts';
import { tellParticipants } from './tell-participants.ts';
import { wakeExceptions } from './wake-exceptions.ts';
import type { AuditKey } from './work.ts';

/** Both find what is due by the rows there are, so a restart costs nothing but the time it takes. */
export const ALERT_SCHEDULES: readonly Schedule[] = [
  { name: 'watch_alerts', payload: {}, everyMs: 15_000 },
  { name: 'tell_members', payload: {}, everyMs: 15_000 },
];

export interface AlertJobParts {
  /** Told of what is to be told; with no rows, that something is. */
  wake: (orgId: OrgId, news?: readonly WaitingNews[]) => void;
  /** What tells members alone; nobody is told or asked where absent. */
  asking?: AskingParts & { links: Links };
}

/** What ends exceptions, tells again what nobody acknowledged, and asks members. */
export const alertJobs = (
  db: Db,
  now: () => Date,
  auditKey: AuditKey,
  parts: AlertJobParts | undefined,
): Pick<JobHandlers, 'watch_alerts' | 'tell_members'> => ({
  async watch_alerts(_, { signal, log }) {
    if (!parts) return;
    for (const id of await withSystem(db, (tx) => organisationsToWake(tx, now()))) {
      signal.throwIfAborted();
      const news = await withOrg(db, id, (tx) => wakeExceptions(tx, now()));
      if (news.length > 0) parts.wake(id, news);
    }
    for (const id of await withSystem(db, organisationsWithPolicy)) {
      signal.throwIfAborted();
      const principal = systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' });
      const told = await withOrg(db, id, (tx) => escalate({ tx, principal, now: now(), auditKey, via: 'schedule' }));
      if (told === 0) continue;
      parts.wake(id);
      log.info({ orgId: id, alerts: told }, 'alerts that nobody acknowledged were told again');
    }
  },

  async tell_members(_, { signal }) {
    if (!parts?.asking) return;
    await workQuestions(parts.asking, signal);
    await tellNudged(parts.asking, signal);
    await tellParticipants(parts.asking, signal);
    await tellAsked(parts.asking, signal);
    await askHandling(parts.asking, signal);
    await eraseAnswers(parts.asking, signal);
  },
});
