import type { Command } from 'commander';
import { reportTables } from '../../eval/report-text.ts';
import { runSuite, SUITES, type SuiteReport } from '../../eval/suites.ts';
import type { Cli } from '../cli.ts';
import { printable, table } from '../output.ts';

interface Options {
  data?: string;
  json?: true;
  failures?: true;
}

export function evalCommand(program: Command, cli: Cli): void {
  program
    .command('eval')
    .description('Measure SafeNest, on its own sets or on your own data')
    .argument(
      '[suite]',
      `${SUITES.map((suite) => `${suite.name}: ${suite.title}`).join('; ')}; without one, all of them`,
    )
    .option('--data <path>', 'your data; without it, the set that comes with SafeNest')
    .option('--json', 'print one JSON object {suite, n, skipped, metrics} for each suite')
    .option('--failures', 'also print what was answered wrongly')
    .action((name: string | undefined, options: Options) => evaluate(cli, name, options));
}

async function evaluate(cli: Cli, name: string | undefined, options: Options): Promise<void> {
  const { out, config } = cli;
  // Own data is questions unless said otherwise.
  const names = name ? [name] : options.data ? ['questions'] : SUITES.map((suite) => suite.name);
  for (const [index, each] of names.entries()) {
    out.progress(`${each} …`);
    const report = await runSuite(each, { path: options.data ?? null, config });
    out.done();
    if (!options.json && index > 0) out.line();
    print(cli, report, options);
  }
}

function print({ out }: Cli, report: SuiteReport, options: Options): void {
  const { suite, n, skipped, metrics, failures } = report;
  if (options.json) {
    out.line(JSON.stringify({ suite, n, skipped, metrics }));
    return;
  }
  for (const { title, rows } of reportTables(report)) {
    out.line(title);
    for (const line of table(rows)) out.line(`  ${line}`);
  }
  if (options.failures) for (const failure of failures) out.line(`  ✗ ${printable(failure)}`);
  else if (failures.length > 0) out.line(`  ${failures.length} wrong; --failures prints them`);
}
