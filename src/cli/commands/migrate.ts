import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { plural } from '../output.ts';

export function migrateCommand(program: Command, cli: Cli): void {
  program
    .command('migrate')
    .description('Bring the database to this version’s schema; starting the service does the same')
    .action(async () => {
      const { openCore } = await import('../../app/core.ts');
      const core = await openCore(cli.config, cli.log);
      await core.close();
      if (!core.migrated.length) return cli.out.line('The database is up to date.');
      cli.out.line(`Applied ${plural(core.migrated.length, 'migration')}:`);
      for (const name of core.migrated) cli.out.line(`  ${name}`);
    });
}
