import type { Command } from 'commander';
import { endSoon, untilSignal } from '../../app/signal.ts';
import { ownEvaluation } from '../../eval/own-evaluation.ts';
import { createLog } from '../../log.ts';
import type { Cli } from '../cli.ts';

export function startCommand(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('Start the service with the roles of ROLES (bot, web, worker); the same as npm start')
    .action(async () => {
      const { startApp } = await import('../../app.ts');
      const app = await startApp(cli.config, createLog(cli.config.logLevel), { evaluation: ownEvaluation });
      await app.greet();
      app.warmUp();
      await untilSignal(app.core.database.lost);
      await app.stop();
      endSoon();
    });
}
