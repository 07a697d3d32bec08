import { Command, CommanderError } from 'commander';
import { readConfig } from '../config.ts';
import { isSafeNestError, outageOf } from '../errors.ts';
import { createLog } from '../log.ts';
import { createCli } from './cli.ts';
import { askCommand } from './commands/ask.ts';
import { auditCommand } from './commands/audit.ts';
import { backupCommand } from './commands/backup.ts';
import { benchCommand } from './commands/bench.ts';
import { chatCommand } from './commands/chat.ts';
import { connectCommand } from './commands/connect.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { evalCommand } from './commands/eval.ts';
import { importCommand } from './commands/import.ts';
import { jobsCommand } from './commands/jobs.ts';
import { keysCommand } from './commands/keys.ts';
import { membersCommand } from './commands/members.ts';
import { migrateCommand } from './commands/migrate.ts';
import { modelsCommand } from './commands/models.ts';
import { restoreCommand } from './commands/restore.ts';
import { retentionCommand } from './commands/retention.ts';
import { rulesCommand } from './commands/rules.ts';
import { startCommand } from './commands/start.ts';
import { terminal } from './output.ts';

const COMMANDS = [
  startCommand,
  demoCommand,
  migrateCommand,
  doctorCommand,
  importCommand,
  membersCommand,
  keysCommand,
  connectCommand,
  askCommand,
  chatCommand,
].concat([
  modelsCommand,
  jobsCommand,
  rulesCommand,
  auditCommand,
  retentionCommand,
  backupCommand,
  restoreCommand,
  benchCommand,
  evalCommand,
]);

/** Reads the command line and runs one command; whatever goes wrong ends in one sentence and exit code 1 or 2. */
async function main(argv: string[]): Promise<void> {
  const out = terminal();
  try {
    const config = readConfig();
    // A command speaks for itself; the service's ordinary log lines would only talk over it.
    const cli = createCli(config, createLog(config.logLevel === 'info' ? 'error' : config.logLevel), out);
    const program = new Command('safenest')
      .description('SafeNest: the security desk that lives in your team’s chat')
      .configureOutput({ writeErr: (text) => out.note(text.trimEnd()) })
      .exitOverride()
      .showHelpAfterError('Run with --help to see what it takes.');
    for (const command of COMMANDS) command(program, cli);
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    out.done();
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : 2;
    } else {
      const known = isSafeNestError(error) ? error : outageOf(error);
      const unexpected = error instanceof Error ? (error.stack ?? error.message) : String(error);
      out.note(known ? known.message : `Something unexpected went wrong: ${unexpected}`);
      process.exitCode = 1;
    }
  }
}

await main(process.argv.slice(2));
