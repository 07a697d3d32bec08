import type { Config } from '../config.ts';
import { listCameras } from '../db/cameras.ts';
import { organisationTimeZone } from '../db/organisations.ts';
import { namedPersons } from '../db/persons.ts';
import { type Viewer, withOrg } from '../db/scope.ts';
import { countUnseen, waitingByCamera } from '../db/unseen-pictures.ts';
import type { OrgId } from '../domain/id.ts';
import type { ModelDevice } from '../domain/model-device.ts';
import type { Log } from '../log.ts';
import type { FileStore } from '../media/files.ts';
import { createVision, type Vision } from '../models/vision.ts';
import type { CameraContext } from '../pipeline/cameras/camera-context.ts';
import { camerasCheck } from '../pipeline/cameras/camera-state.ts';
import { modelsCheck } from '../pipeline/cameras/models-check.ts';
import { createFolderWatch, type FolderWatch } from '../pipeline/cameras/watch-folder.ts';
import type { HealthCheck } from '../pipeline/health.ts';
import { recognitionAllowed } from '../pipeline/recognition/consents.ts';
import type { Core } from './core.ts';

const MOST_COUNTED = 10_000;

/** What sees: the models, the cameras' pictures on their way, and the folder they may come by. */
export interface Recognition {
  vision: Vision;
  cameras: CameraContext;
  /** Lines for the health page of an organisation. */
  checks(of: OrgId | Viewer): HealthCheck[];
  /** Begins to take the pictures of the watched folder, where the settings name one. */
  watch(): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the models and puts together what looks at pictures; `enqueue`, `wake` and `assess` as in `CameraContext`. */
export async function createRecognition(
  config: Config,
  { db }: Pick<Core, 'db'>,
  parts: Pick<CameraContext, 'enqueue' | 'wake' | 'assess' | 'now' | 'looked'> & {
    /** Has it counted how long pictures take. */
    measured: (vision: Vision) => Vision;
    files: FileStore;
    /** To whom the watched folder belongs. */
    organisation: OrgId;
    log: Log;
  },
): Promise<Recognition> {
  const { organisation, log, measured, ...rest } = parts;
  const opened = await createVision({
    folder: config.modelsDir,
    embedder: config.faceEmbedder,
    threshold: config.faceThreshold,
    device: config.modelsDevice,
    log,
  });
  const vision = measured(opened);
  const { folder, gapSeconds, longestSeconds, silentMinutes } = config.cameras;
  const cameras: CameraContext = {
    db,
    vision,
    log,
    window: { gapMs: gapSeconds * 1000, longestMs: longestSeconds * 1000 },
    ...rest,
  };
  let watched: FolderWatch | undefined;
  let trouble: string | null = null;
  return {
    vision,
    cameras,
    checks: (of) => [
      ...(config.modelsDevice === 'cpu' ? [] : [deviceCheck(config.modelsDevice, opened.noDevice)]),
      modelsCheck(vision, () =>
        withOrg(db, of, async (tx) => {
          const on = (await listCameras(tx)).filter(({ enabled }) => enabled);
          const waiting = await waitingByCamera(tx, {});
          // a camera that sends nothing is blind to nothing yet
          const isKnown = on.some(({ id }) => waiting.has(id)) || (await namedPersons(tx, 1)).length > 0;
          return {
            isWanted: isKnown && (await recognitionAllowed(tx)),
            cameras: on.map(({ id, name }) => ({ name, waiting: waiting.get(id) ?? 0 })),
          };
        }),
      ),
      camerasCheck(
        () =>
          withOrg(db, of, async (tx) => ({
            cameras: await listCameras(tx),
            timeZone: await organisationTimeZone(tx),
            waiting: await countUnseen(tx, MOST_COUNTED),
          })),
        {
          now: parts.now,
          silentMs: silentMinutes * 60_000,
          folder: () =>
            (typeof of === 'string' ? of : of.orgId) === organisation ? (trouble ?? watched?.trouble() ?? null) : null,
        },
      ),
    ],
    async watch() {
      if (!folder) return;
      watched = createFolderWatch(cameras, { root: folder, orgId: organisation });
      // a folder that is not there keeps nobody from the console; the health page says what is wrong
      await watched.start().catch((err: unknown) => {
        trouble = err instanceof Error ? err.message : String(err);
        log.error({ err }, 'the watched folder cannot be watched');
      });
    },
    async stop() {
      await watched?.stop();
      await opened.close();
    },
  };
}

const deviceCheck = (device: ModelDevice, instead: string | null): HealthCheck => ({
  name: 'models’ device',
  mend: 'Install what the device needs (docs/models.md), or set MODELS_DEVICE=cpu, then start SafeNest again.',
  async check() {
    if (instead !== null)
      throw new Error(`${device} cannot be used; the processor does its work: ${instead.slice(0, 300)}`);
    return `the models run on ${device}`;
  },
});
