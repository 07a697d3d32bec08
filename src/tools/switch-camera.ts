import { z } from 'zod';
import { listCameras } from '../db/cameras.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { pauseWords } from '../messages/catalogue/pauses.ts';
import { pathOf } from '../messages/links.ts';
import { viewOf } from '../messages/views/card-view.ts';
import { drawCamera } from '../pipeline/cameras/draw-camera.ts';
import { noSuchCamera } from '../pipeline/cameras/no-such-place.ts';
import { camerasCalled, updateCamera } from '../pipeline/cameras/registry.ts';
import { seeCameraThen } from '../pipeline/cameras/see-camera.ts';
import { cameraCitation } from './camera-data.ts';
import { defineTool, picturesFor } from './define-tool.ts';

/** What became of a camera, as models and answers read it. */
export interface SwitchedCamera {
  ref: string;
  quoted_name: string;
  on: boolean;
  /** False: it was so already. */
  changed: boolean;
}

export const switchCameraTool = defineTool({
  name: 'switch_camera',
  description:
    'Switch one camera off, so that its pictures are no longer taken, or on again; what it saw is kept. Only when the person asking said so.',
  input: z.object({
    camera: z.string().min(1).max(100).describe('Its reference, name or place'),
    on: z.boolean(),
  }),
  access: 'write',
  permission: 'cameras.write',
  async run({ work, principal, services, now, language }, { camera: typed, on }) {
    return work(async (change) => {
      const all = await listCameras(change.tx);
      const [found, ...more] = camerasCalled(typed.trim(), all);
      if (!found || more.length > 0) {
        const known = (found ? [found, ...more] : all).slice(0, 8).map(({ name }) => oneLine(name, 60));
        throw found
          ? new SafeNestError('invalid_input', pauseWords[language].whichCamera(known.join(', ')))
          : noSuchCamera(typed, known, { principal, language });
      }
      const changed = found.enabled !== on;
      const camera = changed ? await updateCamera(change, found.number, { enabled: on }) : found;
      const citation = cameraCitation(camera);
      const view = { ...viewOf(principal, pathOf, picturesFor(services, principal)), language };
      const data: SwitchedCamera = { ref: citation.ref, quoted_name: oneLine(camera.name, 100), on, changed };
      const card = drawCamera(await seeCameraThen(change, camera, null), view, {
        now,
        ...(services.cameraSilentMs ? { silentMs: services.cameraSilentMs } : {}),
      });
      return { data: { ...data }, card, citations: [citation] };
    });
  },
});
