import type { HttpServices } from '../services.ts';
import { type Child, html } from './html.ts';

/** What a task of the models finds, in words. */
const FOUND = { 'object-detect': 'people and vehicles', 'face-detect': 'faces', 'face-embed': 'who they are' } as const;
type Task = keyof typeof FOUND;

/** What cannot be found in pictures because a model is missing or damaged, with the command that mends it; null where all are there. */
export function missingModels({ cameras }: Pick<HttpServices, 'cameras'>, tasks: readonly Task[], kept = ''): Child {
  const states = cameras?.vision.status() ?? [];
  const absent = tasks.flatMap((task) => {
    const state = cameras ? states.find((one) => one.task === task)?.state : 'missing';
    return state === undefined || state === 'ready' ? [] : [{ task, state }];
  });
  if (absent.length === 0) return null;
  const what = new Intl.ListFormat('en').format(absent.map(({ task }) => FOUND[task]));
  const why = absent.every(({ state }) => state === 'damaged') ? 'damaged' : 'missing';
  return html`${kept}SafeNest cannot see ${what}: ${absent.length === 1 ? `the model for that is ${why}` : `the models for that are ${why}`}. Fetch them: <code>npm run safenest -- models fetch</code>, then start SafeNest again.`;
}
