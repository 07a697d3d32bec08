import { forgetDismissed, keepNewestOpen } from '../../db/open-faces.ts';
import { listOrganisations } from '../../db/organisations.ts';
import { findRecognitionSettings } from '../../db/recognition-settings.ts';
import { type Db, withOrg, withSystem } from '../../db/scope.ts';
import type { JobHandlers, Schedule } from '../../jobs/queue.ts';
import type { FileStore } from '../../media/files.ts';
import type { Vision } from '../../models/vision.ts';
import { systemPrincipal } from '../members.ts';
import type { AuditKey } from '../work.ts';
import { reconsiderFaces } from './reconsider-faces.ts';
import { renewFaces } from './renew-faces.ts';

export const FACE_SCHEDULES: readonly Schedule[] = [{ name: 'renew_faces', payload: {}, everyMs: 60_000 }];

/** So long what was put away can be taken back whole. */
const DISMISSED_MS = 86_400_000;

/** What the jobs of faces do; nothing where nothing looks at pictures here. */
export function faceJobs(
  context: { db: Db; vision: Pick<Vision, 'embedder' | 'faces'>; files: FileStore; now: () => Date } | undefined,
  auditKey: AuditKey,
): Pick<JobHandlers, 'renew_faces'> {
  return {
    async renew_faces(_, { signal, log }) {
      if (!context) return;
      const { db, vision, files, now } = context;
      for (const { id } of await withSystem(db, listOrganisations)) {
        signal.throwIfAborted();
        try {
          await renewFaces({ orgId: id, org: (work) => withOrg(db, id, work), vision, files, log, signal });
          await withOrg(db, id, async (tx) => {
            await forgetDismissed(tx, new Date(now().getTime() - DISMISSED_MS));
            await keepNewestOpen(tx, (await findRecognitionSettings(tx)).attemptsKept);
          });
          if (!vision.embedder) continue;
          const principal = systemPrincipal(id, 'UTC', { platform: 'cli', audience: 'private' });
          const given = await reconsiderFaces(
            (change) => withOrg(db, id, (tx) => change({ tx, principal, now: now(), auditKey, via: 'schedule' })),
            vision.embedder,
          );
          if (given > 0) log.info({ faces: given, orgId: id }, 'earlier faces were decided anew');
        } catch (err) {
          signal.throwIfAborted();
          // what is wrong with one organisation's pictures must not keep the others' waiting
          log.warn({ err, orgId: id }, 'faces could not be looked after; they are the next time');
        }
      }
    },
  };
}
