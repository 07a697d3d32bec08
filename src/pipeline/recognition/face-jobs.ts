import { listOrganisations } from '../../db/organisations.ts';
import { type Db, withOrg, withSystem } from '../../db/scope.ts';
import type { JobHandlers, Schedule } from '../../jobs/queue.ts';
import type { FileStore } from '../../media/files.ts';
import type { Vision } from '../../models/vision.ts';
import { renewFaces } from './renew-faces.ts';

export const FACE_SCHEDULES: readonly Schedule[] = [{ name: 'renew_faces', payload: {}, everyMs: 60_000 }];

/** What the jobs of faces do; nothing where nothing looks at pictures here. */
export function faceJobs(
  context: { db: Db; vision: Pick<Vision, 'embedder' | 'faces'>; files: FileStore } | undefined,
): Pick<JobHandlers, 'renew_faces'> {
  return {
    async renew_faces(_, { signal, log }) {
      if (!context) return;
      const { db, vision, files } = context;
      for (const { id } of await withSystem(db, listOrganisations)) {
        signal.throwIfAborted();
        try {
          await renewFaces({ orgId: id, org: (work) => withOrg(db, id, work), vision, files, log, signal });
        } catch (err) {
          signal.throwIfAborted();
          // what is wrong with one organisation's pictures must not keep the others' waiting
          log.warn({ err, orgId: id }, 'faces could not be looked after; they are the next time');
        }
      }
    },
  };
}
