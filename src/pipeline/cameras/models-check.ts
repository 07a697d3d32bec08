import { oneLine } from '../../domain/text.ts';
import type { ModelTask } from '../../models/catalogue.ts';
import type { Vision } from '../../models/vision.ts';
import type { HealthCheck } from '../health.ts';

/** What a task of the models finds, in words; the others only help with it. */
const FOUND: Partial<Record<ModelTask, string>> = {
  'object-detect': 'people and vehicles',
  'face-detect': 'faces',
  'face-embed': 'who somebody is',
};

/** Who needs the models. */
export interface Needed {
  /** People are to be recognised: by consent that is recorded, of somebody with a name or on pictures that wait. */
  isWanted: boolean;
  /** The cameras that are on, with how many pictures of each wait to be looked at. */
  cameras: readonly { name: string; waiting: number }[];
}

const NAMED = 3;

/** `; cameras without: Front door (2 pictures wait), Yard`. */
function blindCameras(cameras: Needed['cameras']): string {
  if (cameras.length === 0) return '';
  const named = cameras
    .toSorted((a, b) => b.waiting - a.waiting)
    .slice(0, NAMED)
    .map(({ name, waiting }) =>
      waiting > 0
        ? `${oneLine(name, 40)} (${waiting === 1 ? '1 picture waits' : `${waiting} pictures wait`})`
        : oneLine(name, 40),
    );
  const more = cameras.length > named.length ? ` and ${cameras.length - named.length} more` : '';
  return `; cameras without: ${named.join(', ')}${more}`;
}

/**
 * A line about the models that look at pictures on the health page. One that is damaged is trouble; one that is missing only where somebody is to
 * be recognised: else cameras may well be meant to show their pictures alone.
 */
export const modelsCheck = (vision: Pick<Vision, 'status'>, needed: () => Promise<Needed>): HealthCheck => ({
  name: 'models',
  mend: 'Fetch them: npm run safenest -- models fetch, then start SafeNest again; npm run safenest -- models check says more.',
  async check() {
    const states = vision.status();
    const damaged = states.filter(({ state }) => state === 'damaged');
    const unseen = states.flatMap(({ task, state }) => (state === 'ready' ? [] : (FOUND[task] ?? [])));
    const blind =
      unseen.length > 0 ? `SafeNest does not see ${new Intl.ListFormat('en').format(unseen)} in pictures` : '';
    if (damaged.length === 0 && blind === '') return 'all that is needed are there';
    const { isWanted, cameras } = await needed();
    const without = blind === '' ? '' : blindCameras(cameras);
    if (damaged.length > 0)
      throw new Error(
        `${[...damaged.map(({ name }) => `${name} is damaged`), blind].filter(Boolean).join('; ')}${without}`,
      );
    if (isWanted) throw new Error(`${blind}: the models for that are missing${without}`);
    return `${blind}: the models for that are missing (npm run safenest -- models fetch)`;
  },
});

/** Whether faces are recognised in what cameras send now. */
export const isBlind = (vision: Pick<Vision, 'status'>): boolean =>
  vision.status().some(({ task, state }) => (task === 'face-detect' || task === 'face-embed') && state !== 'ready');

/** What is not found in pictures now, for lack of the model that finds it; `all_but_faces`: people are found by their faces alone. */
export type Unfound = 'all' | 'all_but_faces';

/** Whether people, vehicles and animals are found in what cameras send now; null where they are. `looksForFaces`: consent is recorded. */
export function unfound(vision: Pick<Vision, 'status'> | undefined, looksForFaces: boolean): Unfound | null {
  const isThere = (wanted: ModelTask): boolean =>
    !(vision?.status() ?? []).some(({ task, state }) => task === wanted && state !== 'ready');
  if (isThere('object-detect')) return null;
  return looksForFaces && isThere('face-detect') ? 'all_but_faces' : 'all';
}
