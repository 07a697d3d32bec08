import type { TextEmbedder } from '../embedding/embedder.ts';
import type { HealthCheck } from '../health.ts';

/** A change that waits longer says that nothing takes it in. */
const LATE_MS = 15 * 60_000;

/** For the health page: whether the history is up to date, and what embeds it. */
export const historyCheck = (
  embedder: Pick<TextEmbedder, 'id'>,
  standsIn: string | null,
  backlog: () => Promise<{ waiting: number; since: Date | null }>,
  now: () => Date,
): HealthCheck => ({
  name: 'history',
  mend: 'Start a process with the worker role; where EMBEDDINGS names a model, see that it can be opened, or set EMBEDDINGS=own.',
  async check() {
    if (standsIn !== null) throw new Error(`the history is embedded by SafeNest itself: ${standsIn}`);
    const { waiting, since } = await backlog();
    if (since && now().getTime() - since.getTime() > LATE_MS)
      throw new Error(`${waiting} changes wait to be taken into the history, the oldest since ${since.toISOString()}`);
    return `embedded by ${embedder.id}${waiting > 0 ? `; ${waiting} changes wait` : ''}`;
  },
});
