import type { Command } from 'commander';
import { endSoon } from '../../app/signal.ts';
import { ownEvaluation } from '../../eval/own-evaluation.ts';
import { createLog } from '../../log.ts';
import type { Cli } from '../cli.ts';

export function startCommand(program: Command, cli: Cli): void {
  program
    .command('start')
    .description('Start the service with the roles of ROLES (bot, web, worker); the same as npm start')
    .action(async () => {
      const { runApp } = await import('../../app/run.ts');
      await runApp(cli.config, createLog(cli.config.logLevel), { evaluation: ownEvaluation });
      endSoon();
    });
}
