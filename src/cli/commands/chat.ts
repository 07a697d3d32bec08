import { appendFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { isSafeNestError } from '../../errors.ts';
import type { Cli } from '../cli.ts';
import { askDesk } from '../conversation.ts';
import { type RemoteOptions, withApi } from '../session.ts';
import { exchangeAsMarkdown } from '../transcript.ts';

interface Options extends RemoteOptions {
  transcript?: string;
  json?: true;
}

export function chatCommand(program: Command, cli: Cli): void {
  cli
    .remote(
      program
        .command('chat')
        .description('Hold a conversation with the desk: one question a line, from the terminal or a pipe')
        .option('--transcript <file>', 'also write it down as Markdown')
        .option('--json', 'print each answer as one JSON object'),
    )
    .action((options: Options) => chat(cli, options));
}

const END = /^(?:exit|quit|bye)$/i;

/** Ends with the input, or with "exit". A question that fails is told, and the conversation goes on. */
async function chat(cli: Cli, options: Options): Promise<void> {
  const { out, config, log } = cli;
  const { transcript } = options;
  const live = process.stdin.isTTY === true;
  await withApi(config, options, log, async (api) => {
    if (transcript) await writeFile(transcript, '# A conversation with SafeNest\n');
    if (live) out.note('Ask in your own words. “exit” ends the conversation.');
    const input = createInterface({
      input: process.stdin,
      ...(live ? { output: process.stderr, prompt: '\n› ' } : {}),
    });
    let session: string | undefined;
    if (live) input.prompt();
    for await (const line of input) {
      const question = line.trim();
      if (END.test(question)) break;
      if (question !== '') {
        if (!live && !options.json) out.line(`› ${question}`);
        try {
          const answer = await askDesk(api, out, question, { quiet: options.json === true, session });
          session = answer.session_id;
          if (options.json) out.line(JSON.stringify(answer));
          else if (!live) out.line();
          if (transcript) await appendFile(transcript, `\n${exchangeAsMarkdown(question, answer)}\n`);
        } catch (error) {
          if (!isSafeNestError(error) || ['unauthenticated', 'forbidden'].includes(error.code)) throw error;
          out.note(error.message);
        }
      }
      if (live) input.prompt();
    }
    input.close();
  });
}
