import { endSoon, nextSignal, untilSignal } from './app/signal.ts';
import { startApp } from './app.ts';
import { readConfig } from './config.ts';
import { isSafeNestError, outageOf } from './errors.ts';
import { ownEvaluation } from './eval/own-evaluation.ts';
import { createLog } from './log.ts';

/** Starts the roles this process was given and ends them all on the first signal; a second signal ends it at once. */
async function main(): Promise<void> {
  const config = readConfig();
  const signal = nextSignal();
  const log = createLog(config.logLevel);
  const app = await startApp(config, log, { evaluation: ownEvaluation });
  await app.greet();
  app.warmUp();
  log.info({ signal: await untilSignal(app.core.database.lost, signal) }, 'stopping');
  await app.stop();
  endSoon();
}

main().catch((error: unknown) => {
  const known = isSafeNestError(error) ? error : outageOf(error);
  const words = known ? known.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});
