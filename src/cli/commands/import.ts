import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { SafeNestError } from '../../errors.ts';
import { IMPORT_FORMATS, type ImportOptions, importLines } from '../../pipeline/import/index.ts';
import { toWire } from '../../pipeline/login-event-schema.ts';
import type { Cli } from '../cli.ts';
import { bar, count, plural, printable } from '../output.ts';
import { withApi } from '../session.ts';

interface Options extends ImportOptions {
  url?: string;
  key?: string;
}

interface Ingested {
  accepted: number;
  duplicate: number;
  rejected: { index: number; reason: string }[];
  alerts: { ref: string; title: string; is_new: boolean }[];
}

export function importCommand(program: Command, cli: Cli): void {
  const command = program
    .command('import')
    .description('Import logins from a log file; what is already there is left alone')
    .argument('<format>', IMPORT_FORMATS.map((format) => `${format.name}: ${format.title}`).join('; '))
    .argument('<file>', 'the log file')
    .option('--year <year>', 'the year of the first line, for logs that do not write it', cli.integer)
    .option('--time-zone <zone>', 'the zone of its times, e.g. Europe/Berlin (default: the organisation’s)')
    .option('--map <columns>', 'csv: which column is what, e.g. account=user,occurred_at=time,outcome=result')
    .option('--source <name>', 'how the events name where they came from (default: the format)');
  cli.remote(command).action((format: string, file: string, options: Options) => run(cli, format, file, options));
}

async function run(cli: Cli, formatName: string, file: string, options: Options): Promise<void> {
  const format = IMPORT_FORMATS.find((known) => known.name === formatName);
  if (!format)
    throw new SafeNestError(
      'invalid_input',
      `There is no format "${printable(formatName)}". Known: ${IMPORT_FORMATS.map((known) => known.name).join(', ')}.`,
    );
  const info = await stat(file).catch((cause: unknown) => {
    throw new SafeNestError('not_found', `Cannot read ${printable(file)}.`, { cause });
  });
  if (!info.isFile()) throw new SafeNestError('invalid_input', `${printable(file)} is not a file.`);

  await withApi(
    cli.config,
    options,
    cli.log,
    async (api) => {
      const organisation = await api.get<{ name: string; time_zone: string }>('/organisation');
      const touched = new Map<string, string>();
      let raised = 0;
      const report = await importLines({
        stream: createReadStream(file),
        format,
        options: { ...options, timeZone: options.timeZone ?? organisation.time_zone },
        now: new Date(),
        send: async (events) => {
          const answer = await api.send<Ingested>('POST', '/login-events', { events: events.map(toWire) });
          for (const alert of answer.alerts) {
            if (alert.is_new) raised++;
            touched.set(alert.ref, alert.title);
          }
          return { accepted: answer.accepted, duplicates: answer.duplicate, rejected: answer.rejected };
        },
        onProgress: ({ bytes, lines }) => cli.out.progress(`${bar(bytes, info.size)}  ${plural(lines, 'line')}`),
      });
      cli.out.done();
      const lines = report.lines - report.notLogins - report.unreadable.count;
      cli.out.line(
        `${plural(report.lines, 'line')} read from ${printable(file)} into ${printable(organisation.name)}.`,
      );
      cli.out.line(
        `  ${plural(report.accepted, 'login event')} stored, ${count(report.duplicates)} already there (from ${plural(lines, 'line')})`,
      );
      cli.out.line(`  ${plural(report.notLogins, 'line')} that ${report.notLogins === 1 ? 'is' : 'are'} no login`);
      cli.out.line(`  ${plural(report.unreadable.count, 'line')} unreadable`);
      for (const { line, reason } of report.unreadable.first)
        cli.out.line(`    line ${count(line)}: ${printable(reason)}`);
      if (report.unreadable.count > report.unreadable.first.length)
        cli.out.line(`    … and ${count(report.unreadable.count - report.unreadable.first.length)} more`);
      cli.out.line(
        `  ${plural(raised, 'new alert')}${touched.size > raised ? `, ${count(touched.size - raised)} grown` : ''}`,
      );
      for (const [ref, title] of [...touched].slice(0, 12)) cli.out.line(`    ${ref}  ${printable(title)}`);
      if (touched.size > 12) cli.out.line(`    … and ${count(touched.size - 12)} more`);
      await api.send('POST', '/imports', {
        file_name: basename(file),
        format: format.name,
        lines: report.lines,
        stored: report.accepted,
        duplicates: report.duplicates,
        unreadable: report.unreadable.count,
        alerts: raised,
      });
    },
    'create',
  );
}
