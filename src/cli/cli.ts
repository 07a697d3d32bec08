import { type Command, InvalidArgumentError } from 'commander';
import type { Config } from '../config.ts';
import { SafeNestError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Output } from './output.ts';

/** What every command is given. */
export interface Cli {
  config: Config;
  log: Log;
  out: Output;
  /** Adds `--url` and `--key` to a command that speaks to the API. */
  remote(command: Command): Command;
  /** Reads a whole number option. */
  integer(text: string): number;
  /** An error with a sentence for the person at the terminal. */
  refuse(message: string): SafeNestError;
}

export function createCli(config: Config, log: Log, out: Output): Cli {
  return {
    config,
    log,
    out,
    remote: (command) =>
      command
        .option('--url <address>', 'the running server to speak to (SAFENEST_URL)')
        .option('--key <key>', 'an API key of it (SAFENEST_API_KEY)'),
    integer: (text) => {
      if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
      return Number(text);
    },
    refuse: (message) => new SafeNestError('invalid_input', message),
  };
}
