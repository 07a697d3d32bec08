import type { Command } from 'commander';
import { runSuite, SUITES } from '../../eval/suites.ts';
import type { Cli } from '../cli.ts';
import { printable, table } from '../output.ts';

export function evalCommand(program: Command, cli: Cli): void {
  program
    .command('eval')
    .description('Measure SafeNest on your own data')
    .argument('[suite]', SUITES.map((suite) => `${suite.name}: ${suite.title}`).join('; '), 'questions')
    .option('--data <path>', 'your data; without it, the set that comes with SafeNest')
    .option('--json', 'print one JSON object {suite, n, skipped, metrics}')
    .option('--failures', 'also print what was answered wrongly')
    .action(async (name: string, options: { data?: string; json?: true; failures?: true }) => {
      const result = await runSuite(name, { path: options.data ?? null, config: cli.config });
      const { failures, ...report } = result;
      if (options.json) return cli.out.line(JSON.stringify(report));
      cli.out.line(`${report.suite}: ${report.n} measured, ${report.skipped} skipped`);
      for (const line of table(Object.entries(report.metrics).map(([metric, value]) => [metric, value.toFixed(3)])))
        cli.out.line(`  ${line}`);
      if (options.failures) for (const failure of failures) cli.out.line(`  ✗ ${printable(failure)}`);
    });
}
