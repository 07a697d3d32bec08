import type { Db } from '../../db/scope.ts';
import type { EventWindow } from '../../domain/event-window.ts';
import type { OrgId } from '../../domain/id.ts';
import type { Log } from '../../log.ts';
import type { FileStore } from '../../media/files.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import type { Vision } from '../../models/vision.ts';
import type { AssessEvent } from './assessment.ts';

/** What is needed to take pictures of cameras and to look at them; made once by the composition root. */
export interface CameraContext {
  db: Db;
  files: FileStore;
  vision: Vision;
  now: () => Date;
  log: Log;
  /** Which pictures are told as one event. */
  window: EventWindow;
  /** Has a picture that was stored looked at soon; should that fail, a sweep finds it. */
  enqueue: (orgId: OrgId, pictureId: string) => Promise<void>;
  /** Told after a commit which outbox rows wait. */
  wake?: (orgId: OrgId, news: readonly WaitingNews[]) => void;
  /** Told of every picture that was looked at, for the metrics. */
  looked?: (orgId: OrgId, cameraNumber: number) => void;
  /** A language model's view of an event; templates speak where there is none. */
  assess?: AssessEvent | undefined;
}
