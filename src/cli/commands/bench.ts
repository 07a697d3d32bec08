import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { Database } from '../../db/connect.ts';
import { BENCHES, CHAT_LOADS, type ChatLoad } from '../../eval/bench/index.ts';
import { type BenchRow, reached } from '../../eval/bench/row.ts';
import type { Cli } from '../cli.ts';
import { count } from '../output.ts';

interface Options {
  only?: string;
  rows: number;
  seconds: number;
  load?: ChatLoad;
  databaseUrl?: string;
  json?: true;
}

export function benchCommand(program: Command, cli: Cli): void {
  program
    .command('bench')
    .description('Measure this machine against the numbers SafeNest means to reach')
    .addOption(new Option('--only <bench>', 'one of them').choices(BENCHES.map((bench) => bench.name)))
    .option('--rows <n>', 'log rows to search through', cli.integer, 1_000_000)
    .option(
      '--seconds <n>',
      'how long chat platforms and moderation are loaded (a minute is what the numbers are for)',
      cli.integer,
      60,
    )
    .addOption(new Option('--load <load>', 'of chat, one load alone').choices(CHAT_LOADS))
    .option('--database-url <url>', 'an empty PostgreSQL database to measure as well; it is filled with made-up rows')
    .option('--json', 'print one JSON object')
    .action((options: Options) => bench(cli, options));
}

async function bench(cli: Cli, options: Options): Promise<void> {
  const { out } = cli;
  const [{ connect }, { migrate }] = await Promise.all([import('../../db/connect.ts'), import('../../db/migrate.ts')]);
  const results: (BenchRow & { on: string })[] = [];
  const benches = BENCHES.filter((one) => !options.only || one.name === options.only);
  const before = machineLoad();
  const found = (row: BenchRow & { on: string }): void => {
    if (results.push(row) === 1 && !options.json) {
      out.line('| what | on | measured | to reach | |');
      out.line('|---|---|---|---|---|');
    }
    if (!options.json) out.line(line(row));
  };
  const folder = await mkdtemp(join(tmpdir(), 'safenest-bench-'));
  try {
    const targets: { on: string; open: () => Promise<Database> }[] = [
      { on: 'embedded', open: () => connect({ dataDir: join(folder, 'database'), log: cli.log }) },
    ];
    if (options.databaseUrl)
      targets.unshift({ on: 'PostgreSQL', open: () => connect({ databaseUrl: options.databaseUrl!, log: cli.log }) });
    for (const { on, open } of targets) {
      const database = await open();
      try {
        await migrate(database, cli.log);
        for (const one of benches) {
          const say = (text: string): void => out.progress(`${on}, ${one.title}: ${text}`);
          say('…');
          const rows =
            on === 'embedded' && (one.name === 'search' || one.name === 'reports')
              ? Math.min(options.rows, 100_000)
              : options.rows;
          const { seconds, load } = options;
          const { modelsDir } = cli.config;
          const context = { database, log: cli.log, rows, seconds, modelsDir, say, ...(load ? { load } : {}) };
          for await (const measured of one.run(context)) for (const row of measured) found({ ...row, on });
          out.done();
        }
      } finally {
        await database.close();
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.version}, load ${before} before and ${machineLoad()} after`;
  if (options.json) return out.line(JSON.stringify({ machine, results }));
  out.line();
  out.line(machine);
}

/** Of the last minute: what else the machine does decides how figures are to be read. */
const machineLoad = (): string => loadavg()[0]!.toFixed(1);

function line(row: BenchRow & { on: string }): string {
  const verdict = { true: 'yes', false: 'no', null: '' }[String(reached(row)) as 'true' | 'false' | 'null'];
  const target = row.target
    ? `${row.target.better === 'more' ? '≥' : '≤'} ${figure(row.target.value)} ${row.unit}`
    : '';
  return `| ${row.name} | ${row.on} | ${figure(row.value)} ${row.unit} | ${[target, row.compared].filter(Boolean).join(', ')} | ${verdict} |`;
}

const figure = (n: number): string => (n >= 1000 ? count(Math.round(n)) : n >= 10 ? n.toFixed(1) : n.toFixed(2));
