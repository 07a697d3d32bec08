import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { reportTables } from '../../eval/report-text.ts';
import { runSuite, SUITES, type SuiteReport } from '../../eval/suites.ts';
import type { Cli } from '../cli.ts';
import { bar, count, printable, table } from '../output.ts';

interface Options {
  data?: string;
  json?: true;
  failures?: true;
  model?: string;
  write?: string;
  runs: number;
  concurrency: number;
  first?: number;
  priceIn?: number;
  priceOut?: number;
  maxTokens?: number;
  maxCost?: number;
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
    .option('--write <file>', 'also write the figures into this Markdown file, and keep them as the last results')
    .option(
      '--model <name>',
      'ask a language model: openai:NAME, anthropic:NAME or ollama:NAME, with the keys of the settings',
    )
    .option('--runs <n>', 'with --model: how often each question is asked', cli.integer, 4)
    .option('--concurrency <n>', 'with --model: how many are asked at the same time', cli.integer, 4)
    .option('--first <n>', 'with --model: only the first so many questions', cli.integer)
    .option('--price-in <usd>', 'with --model: dollars per million tokens read', amount)
    .option('--price-out <usd>', 'with --model: dollars per million tokens written', amount)
    .option('--max-tokens <n>', 'with --model: stop when so many tokens were used', cli.integer)
    .option('--max-cost <usd>', 'with --model: stop when so many dollars were spent; needs the prices', amount)
    .action((name: string | undefined, options: Options) => evaluate(cli, name, options));
}

async function evaluate(cli: Cli, name: string | undefined, options: Options): Promise<void> {
  const { out, config } = cli;
  if (options.write && options.data)
    throw cli.refuse('--write keeps the figures of the sets that come with SafeNest; leave out --data.');
  if (options.model && options.model !== 'offline') {
    if (name && name !== 'questions') throw cli.refuse('A language model is measured on the suite questions.');
    const report = await askModel(cli, options.model, options);
    print(cli, report, options);
    if (options.write) await write(options.write, [report]);
    return;
  }
  // Own data is questions unless said otherwise.
  const ownSets = SUITES.filter((suite) => !suite.ownDataOnly).map((suite) => suite.name);
  const names = name ? [name] : options.data ? ['questions'] : ownSets;
  const reports: SuiteReport[] = [];
  for (const [index, each] of names.entries()) {
    out.progress(`${each} …`);
    const report = await runSuite(each, { path: options.data ?? null, config });
    out.done();
    if (!options.json && index > 0) out.line();
    print(cli, report, options);
    reports.push(report);
  }
  if (options.write) await write(options.write, reports);
}

async function write(path: string, reports: readonly SuiteReport[]): Promise<void> {
  const { withFigures, writeResults } = await import('../../eval/results.ts');
  const all = await writeResults(reports, new Date());
  await writeFile(path, withFigures(await readFile(path, 'utf8').catch(() => ''), all));
}

/** Asks the model every question; what was asked before is kept in the data folder and not asked again. */
async function askModel({ config, log, out, refuse }: Cli, name: string, options: Options): Promise<SuiteReport> {
  const { priceIn, priceOut, maxTokens, maxCost } = options;
  const price = priceIn === undefined || priceOut === undefined ? undefined : { input: priceIn, output: priceOut };
  if (maxCost !== undefined && !price) throw refuse('--max-cost needs --price-in and --price-out.');
  if (options.runs < 1 || options.concurrency < 1) throw refuse('--runs and --concurrency are at least 1.');
  const [{ configuredModel }, { readQuestions }, { openModelDesk }, { evaluateModel }] = await Promise.all([
    import('../../eval/questions/configured-model.ts'),
    import('../../eval/questions/question-line.ts'),
    import('../../eval/questions/model-desk.ts'),
    import('../../eval/questions/evaluate-model.ts'),
  ]);
  const model = configuredModel(config, name);
  const { questions, skipped } = await readQuestions(options.data ?? null);
  const desk = await openModelDesk(model, log);
  try {
    return await evaluateModel({
      model: name,
      desk,
      questions: questions.slice(0, options.first),
      skipped,
      runs: options.runs,
      concurrency: options.concurrency,
      log: join(config.dataDir, 'evaluation', `questions-${name.replaceAll(/[^\w.-]+/g, '-')}.jsonl`),
      price,
      budget: { tokens: maxTokens, usd: maxCost },
      progress: (done, all, usd) =>
        out.progress(
          `${name} ${bar(done, all)} ${count(done)} of ${count(all)}${usd === null ? '' : `, $${usd.toFixed(2)}`}`,
        ),
    });
  } finally {
    out.done();
    await desk.close();
  }
}

const amount = (text: string): number => {
  if (!/^\d{1,6}(\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError('It must be an amount, such as 0.15.');
  return Number(text);
};

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
  for (const note of report.notes ?? []) out.line(`  ${note}`);
  if (options.failures) for (const failure of failures) out.line(`  ✗ ${printable(failure)}`);
  else if (failures.length > 0) out.line(`  ${failures.length} wrong; --failures prints them`);
}
