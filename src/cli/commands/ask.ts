import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { askDesk } from '../conversation.ts';
import { type RemoteOptions, withApi } from '../session.ts';

export function askCommand(program: Command, cli: Cli): void {
  cli
    .remote(
      program
        .command('ask')
        .description('Ask the desk one question; with --session it goes on with a conversation')
        .argument('<question...>', 'in your own words')
        .option('--session <id>', 'the conversation to go on with, as --json prints it')
        .option('--json', 'print the whole answer as one JSON object'),
    )
    .action((words: string[], options: RemoteOptions & { session?: string; json?: true }) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const answer = await askDesk(api, cli.out, words.join(' '), {
          quiet: options.json === true,
          session: options.session,
        });
        if (options.json) cli.out.line(JSON.stringify(answer));
      }),
    );
}
