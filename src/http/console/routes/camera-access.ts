import { listCameras } from '../../../db/cameras.ts';
import { listMembers } from '../../../db/members.ts';
import { LIMITED_ROLES } from '../../../domain/camera-access.ts';
import { limitCameras, seeCameraAccess } from '../../../pipeline/cameras/camera-access.ts';
import { cameraAccessPage } from '../pages/camera-access.ts';
import { oneOf, type Pages } from '../visit.ts';

/** Who sees which cameras. */
export function cameraAccessRoutes(pages: Pages): void {
  pages.show('/camera-access', 'members.write', async ({ principal, clock }, tx) => ({
    title: 'Who sees which cameras?',
    current: 'cameras',
    body: cameraAccessPage({
      clock,
      limits: await seeCameraAccess({ tx, principal }),
      cameras: await listCameras(tx),
      members: (await listMembers(tx, { limit: 500 })).filter(({ active, role }) => active && role !== 'admin'),
    }),
  }));

  pages.act(
    '/camera-access',
    'members.write',
    async ({ work }, form) => {
      const role = oneOf(LIMITED_ROLES, form.whom);
      const cameras = Object.keys(form).flatMap((name) =>
        /^camera_\d{1,9}$/.test(name) ? [Number(name.slice(7))] : [],
      );
      const limit = await work((w) =>
        limitCameras(w, {
          ...(role ? { role } : { member: form.whom ?? '' }),
          cameras: form.all === 'yes' ? null : cameras,
        }),
      );
      const count = limit?.cameras.length ?? 0;
      return {
        to: '/camera-access',
        text: limit ? `Limited to ${count} ${count === 1 ? 'camera' : 'cameras'}.` : 'All cameras again.',
      };
    },
    () => '/camera-access',
  );
}
