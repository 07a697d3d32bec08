import { deleteBaselinesOfCamera } from '../../db/baselines.ts';
import { deleteCamera, deleteSomeEventsOf, deleteSomePicturesOf } from '../../db/remove-camera.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import type { Work } from '../work.ts';
import { refOf, seeCamera, updateCamera } from './registry.ts';

const BATCH = 500;

/**
 * Removes a camera for good, with its pictures, events and sightings: switched off first, then a batch per transaction, so that
 * it can be asked for again where it was stopped.
 */
export async function removeCamera(
  run: <T>(change: (work: Work) => Promise<T>) => Promise<T>,
  number: number,
  signal?: AbortSignal,
): Promise<{ ref: string; pictures: number; events: number }> {
  const camera = await run(async (work) => {
    authorise(work.principal, 'cameras.write');
    await seeCamera(work, number);
    return updateCamera(work, number, { enabled: false });
  });
  const batches = async (one: (work: Work) => Promise<number>): Promise<number> => {
    for (let all = 0; ; ) {
      signal?.throwIfAborted();
      const gone = await run(one);
      all += gone;
      if (gone < BATCH) return all;
    }
  };
  const events = await batches(({ tx }) => deleteSomeEventsOf(tx, camera.id, BATCH));
  const pictures = await batches(({ tx }) => deleteSomePicturesOf(tx, camera.id, BATCH));
  const ref = refOf(camera);
  await run(async (work) => {
    await deleteBaselinesOfCamera(work.tx, ref);
    await deleteCamera(work.tx, camera.id);
    await audit(work, { action: 'camera.remove', subject: ref, detail: { name: camera.name, pictures, events } });
  });
  return { ref, pictures, events };
}
