import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { count, plural, printable, when } from '../output.ts';

export function restoreCommand(program: Command, cli: Cli): void {
  program
    .command('restore <file>')
    .description('Put a backup in the place of everything there is now; stop SafeNest first')
    .option('--yes', 'do not ask')
    .option('--without-restore-point', 'do not save what is there now: for a database that can no longer be read')
    .action((file: string, options: { yes?: boolean; withoutRestorePoint?: boolean }) =>
      restoreFile(cli, file, options),
    );
}

const STEPS: Record<string, string> = {
  check: 'Checking the backup',
  save: 'Saving what is there now',
  files: 'Putting files back',
  health: 'Checking the restored database',
  'put back': 'Putting back what was there before',
};

async function restoreFile(
  cli: Cli,
  file: string,
  { yes, withoutRestorePoint }: { yes?: boolean; withoutRestorePoint?: boolean },
): Promise<void> {
  const path = resolve(file);
  if (!(await stat(path).catch(() => null))?.isFile()) throw cli.refuse(`Cannot read ${printable(path)}.`);
  if (!yes)
    throw cli.refuse(
      'Everything in the database of these settings is replaced by the backup (what is there now is saved first). Say so with --yes.',
    );
  const { restore } = await import('../../app/backups.ts');
  const done = await restore(cli.config, cli.log, path, {
    restorePoint: !withoutRestorePoint,
    onProgress: (what) => cli.out.progress(STEPS[what] ?? `Loading ${what}`),
  });
  cli.out.done();
  const { manifest, files, before } = done;
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  cli.out.line(
    `Restored what there was on ${when(manifest.made_at, '')}: ${plural(rows, 'row')}, ${count(files.written)} files put back.`,
  );
  if (files.missing > 0)
    cli.out.line(`${plural(files.missing, 'file')} of that time are no longer there, and not in the backup.`);
  if (before) cli.out.line(`What was there before is saved in ${before}.`);
  cli.out.line('Everybody signs in again; keys that were revoked since are valid again: look through them.');
}
