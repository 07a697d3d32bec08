import { startApp } from '../app.ts';
import type { Config } from '../config.ts';
import { isSafeNestError } from '../errors.ts';
import type { Evaluation } from '../http/services.ts';
import type { Log } from '../log.ts';
import { restore } from './backups.ts';
import { nextSignal, untilSignal } from './signal.ts';

/**
 * Runs the service until the first signal; a second one ends the process at once. Where an admin has a backup restored, the
 * service stops, restores it and starts again.
 */
export async function runApp(config: Config, log: Log, options: { evaluation: Evaluation }): Promise<void> {
  const signal = nextSignal();
  for (let outcome: { ok: boolean; words: string } | null = null; ; ) {
    const app = await startApp(config, log, { ...options, restoring: { outcome } });
    await app.greet();
    app.warmUp();
    const next = await Promise.race([untilSignal(app.core.database.lost, signal), app.restoring]);
    log.info(typeof next === 'string' ? { signal: next } : { backup: next.path }, 'stopping');
    await app.stop();
    if (typeof next === 'string') return;
    outcome = await restore(config, log, next.path).then(
      ({ manifest, files }) => ({
        ok: true,
        words: `SafeNest is back where it was at ${manifest.made_at}.${files.missing > 0 ? ` ${files.missing} pictures of that time are no longer there.` : ''}`,
      }),
      (error: unknown) => {
        log.error({ err: error }, 'the backup was not restored; the database stands as it was');
        const why = isSafeNestError(error) ? error.message : 'See the log of the service.';
        return { ok: false, words: `The backup was not restored; everything is as it was. ${why}` };
      },
    );
  }
}
