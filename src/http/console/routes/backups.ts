import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { SafeNestError } from '../../../errors.ts';
import { audit } from '../../../pipeline/audit.ts';
import { requireAlone } from '../../../pipeline/backup/backups.ts';
import { backupsOf } from '../../services.ts';
import { backupsPage, CONFIRMATION, restoringPage } from '../pages/backups.ts';
import type { Pages } from '../visit.ts';

const PATH = '/health/backups';
const here = (): string => PATH;

/** Backups of the whole installation, for the admins of its only organisation. */
export function backupRoutes(pages: Pages): void {
  pages.showGathered(PATH, 'members.write', async ({ services, clock }) => {
    await requireAlone(services.db);
    return {
      title: 'What could we go back to?',
      current: 'health',
      body: backupsPage({ state: await backupsOf(services).state(), clock }),
    };
  });

  pages.act(PATH, 'members.write', async ({ services, principal }, form) => {
    await requireAlone(services.db);
    const { made } = backupsOf(services).begin({ kind: 'manual', pictures: form.pictures === 'yes', by: principal });
    // told by the page
    made.catch(() => {});
    return { to: PATH, text: 'A backup is being made.' };
  });

  pages.act(
    `${PATH}/restore`,
    'members.write',
    async ({ services }, form) => {
      await requireAlone(services.db);
      if (form.confirm !== CONFIRMATION)
        throw new SafeNestError('invalid_input', `Type ${CONFIRMATION} to restore a backup. Nothing was changed.`);
      await backupsOf(services).restore(form.name ?? '');
      return { title: 'SafeNest goes back', current: 'health', body: restoringPage() };
    },
    here,
  );

  pages.download(`${PATH}/:name`, 'members.write', async ({ services, request, work }, response) => {
    await requireAlone(services.db);
    const { path, name, size } = await backupsOf(services).find(String(request.params.name));
    await work((w) => audit(w, { action: 'backup.download', detail: { name } }));
    response.attachment(name);
    response.setHeader('content-length', size);
    await pipeline(createReadStream(path), response);
  });
}
