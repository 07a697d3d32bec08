import { runApp } from './app/run.ts';
import { endSoon } from './app/signal.ts';
import { readConfig } from './config.ts';
import { isSafeNestError, outageOf } from './errors.ts';
import { ownEvaluation } from './eval/own-evaluation.ts';
import { createLog } from './log.ts';

/** Starts the roles this process was given and ends them all on the first signal; a second signal ends it at once. */
async function main(): Promise<void> {
  const config = readConfig();
  await runApp(config, createLog(config.logLevel), { evaluation: ownEvaluation });
  endSoon();
}

main().catch((error: unknown) => {
  const known = isSafeNestError(error) ? error : outageOf(error);
  const words = known ? known.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${words}\n`);
  process.exitCode = 1;
});
