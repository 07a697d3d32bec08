import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What parts of the service tell of their own work; the process's metrics count it. */
export interface Measures {
  registry: Registry;
  /** A camera's picture was looked at. */
  picture(organisation: string, camera: string): void;
  /** A model was asked, and answered or failed after so many seconds, waiting included. */
  model(name: 'faces' | 'objects' | 'screening' | 'embedding', seconds: number): void;
  /** So many messages were screened. */
  screened(messages: number): void;
  /** Somebody's question was answered on a platform after so many seconds. */
  answered(platform: string, seconds: number): void;
}

/** What is asked when the metrics are read. Each may fail: the metric is left out then, and the others are told. */
export interface MeasureSources {
  /** Tasks of the workers that look at pictures. */
  visionLoad(): { workers: number; busy: number; waiting: number };
  /** Seconds since the oldest message that waits to be told was due; 0 where none waits. */
  outboxAge(): Promise<number>;
  /** Bytes. */
  storage(): Promise<{ database: number; files: number; diskFree: number }>;
}

/** More cameras than this are counted together: every label is a series that Prometheus keeps. */
const MOST_CAMERAS = 200;
const PLATFORMS = ['console', 'api', 'cli', 'slack', 'discord', 'teams'];
const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

export function createMeasures(sources: MeasureSources): Measures {
  const registry = new Registry();
  const registers = [registry];
  const cameras = new Set<string>();
  const pictures = new Counter({
    name: 'safenest_camera_pictures_total',
    help: `Pictures of cameras that were looked at; beyond ${MOST_CAMERAS} cameras they are counted as “other”`,
    labelNames: ['organisation', 'camera'] as const,
    registers,
  });
  const models = new Histogram({
    name: 'safenest_model_seconds',
    help: 'Time a model took for what it was asked, waiting for its turn included',
    labelNames: ['model'] as const,
    buckets: SECONDS,
    registers,
  });
  const screened = new Counter({
    name: 'safenest_messages_screened_total',
    help: 'Messages of guarded channels and of the API that were screened',
    registers,
  });
  const answered = new Histogram({
    name: 'safenest_answer_seconds',
    help: 'Time until a question was answered in full, by where it was asked',
    labelNames: ['platform'] as const,
    buckets: SECONDS,
    registers,
  });
  new Gauge({
    name: 'safenest_vision_tasks',
    help: 'Pictures that wait for the workers that look at them, and that they are at; and how many workers there are',
    labelNames: ['state'] as const,
    registers,
    collect() {
      for (const [state, count] of Object.entries(sources.visionLoad())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'safenest_outbox_age_seconds',
    help: 'How long the oldest message has waited that should have been told',
    registers,
    async collect() {
      await left(this, async () => this.set(await sources.outboxAge()));
    },
  });
  new Gauge({
    name: 'safenest_storage_bytes',
    help: 'Bytes of the database, of pictures and evidence files, and free on the disk of the data folder',
    labelNames: ['what'] as const,
    registers,
    async collect() {
      await left(this, async () => {
        const { database, files, diskFree } = await sources.storage();
        for (const [what, bytes] of Object.entries({ database, files, disk_free: diskFree })) this.set({ what }, bytes);
      });
    },
  });
  return {
    registry,
    picture(organisation, camera) {
      const name = `${organisation} ${camera}`;
      if (cameras.size < MOST_CAMERAS) cameras.add(name);
      pictures.inc(cameras.has(name) ? { organisation, camera } : { organisation: 'other', camera: 'other' });
    },
    model: (model, seconds) => models.observe({ model }, seconds),
    screened: (messages) => screened.inc(messages),
    answered: (platform, seconds) =>
      answered.observe({ platform: PLATFORMS.includes(platform) ? platform : 'other' }, seconds),
  };
}

/** A figure that cannot be had is no figure: an old one would look like a true one. */
async function left(gauge: { reset(): void }, collect: () => Promise<void>): Promise<void> {
  await collect().catch(() => gauge.reset());
}
