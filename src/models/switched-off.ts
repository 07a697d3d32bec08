import { CATALOGUE, type ModelTask } from './catalogue.ts';
import type { FoundModel } from './model-folder.ts';

/** Something SafeNest cannot do because no model for it is there. */
export interface SwitchedOff {
  task: ModelTask;
  /** What is off, as one sentence. */
  off: string;
  /** Any of these would do; the first is the best. */
  fetch: string[];
  bring: string[];
}

const OFF: Record<ModelTask, string> = {
  'face-detect': 'no face is found: nobody is recognised, enrolled or known again by the face',
  'face-embed': 'faces are found, but nobody can be told who they are; nobody is enrolled',
  'liveness-1': 'nobody is warned when an enrolment picture is a picture of a picture',
  'liveness-2': 'nobody is warned when an enrolment picture is a picture of a picture',
  'object-detect': 'people and vehicles are not found: cameras tell of faces alone',
  appearance: 'visitors whose face is not seen get no number and are not known again by their clothes',
};

/** The same where no face is found, either. */
const NOBODY_TOLD = 'nobody can be told who they are by their face; nobody is enrolled';

const TASKS = Object.keys(OFF) as ModelTask[];

/** What the models that are there cannot do, and which model would: one that is fetched, or one that must be brought as a file. */
export function switchedOff(found: readonly FoundModel[]): SwitchedOff[] {
  const isHere = (task: ModelTask): boolean =>
    found.some(({ model, state }) => model.task === task && state === 'ready');
  return TASKS.flatMap((task): SwitchedOff[] => {
    const theirs = found.filter(({ model }) => model.task === task);
    if (isHere(task)) return [];
    const names = (published: boolean): string[] =>
      theirs.filter(({ model }) => model.addresses.length > 0 === published).map(({ model }) => model.name);
    const off = task === 'face-embed' && !isHere('face-detect') ? NOBODY_TOLD : OFF[task];
    return [{ task, off, fetch: names(true), bring: names(false) }];
  });
}

/** Whether anything that does it can be fetched. */
export const isPublished = (task: ModelTask): boolean =>
  CATALOGUE.some((model) => model.task === task && model.addresses.length > 0);
