import type { Camera } from '../../src/domain/camera.ts';
import { newId } from '../../src/domain/id.ts';

/** A camera that sent its latest picture now. */
export function testCamera(part: Partial<Camera> = {}): Camera {
  const id = newId();
  const now = new Date();
  return {
    id,
    number: 1,
    name: 'Gate <!channel>',
    folder: `camera-${id}`,
    location: '',
    enabled: true,
    zones: [],
    mask: [],
    stricter: 0,
    notes: '',
    lastSeenAt: now,
    lastPictureId: null,
    createdAt: now,
    updatedAt: now,
    updatedBy: 'Ada Novak',
    ...part,
  };
}
