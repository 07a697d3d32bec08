import type { SuiteReport } from './suites.ts';

/** A table with a heading; the first row names the columns. */
export interface ReportTable {
  title: string;
  rows: string[][];
}

/** A report as tables: what was measured, then each breakdown of it. */
export function reportTables(report: Omit<SuiteReport, 'failures'>): ReportTable[] {
  const { breakdowns = [] } = report;
  const names = Object.keys(report.metrics);
  const overall: ReportTable = {
    title: `${titleOf(report)}: ${report.n} measured${report.skipped > 0 ? `, ${report.skipped} skipped` : ''}`,
    rows: [['metric', 'value'], ...names.map((name) => [metricName(name), metricValue(name, report.metrics[name]!)])],
  };
  return [
    overall,
    ...breakdowns.map(({ by, groups }) => {
      const columns = [...new Set(groups.flatMap((group) => Object.keys(group.metrics)))];
      return {
        title: `by ${by}`,
        rows: [
          [by, 'n', ...columns.map(metricName)],
          ...groups.map(({ key, n, metrics }) => [
            key.replaceAll('_', ' '),
            String(n),
            ...columns.map((name) => (name in metrics ? metricValue(name, metrics[name]!) : '')),
          ]),
        ],
      };
    }),
  ];
}

export const titleOf = ({ suite, model }: Pick<SuiteReport, 'suite' | 'model'>): string =>
  `${suite.replaceAll('_', ' ')}${model === undefined ? '' : `, ${model}`}`;

const NAMES: Record<string, string> = {
  tool: 'right tool',
  tool_and_args: 'right tool and arguments',
  input_tokens: 'tokens read',
  output_tokens: 'tokens written',
};
const metricName = (name: string): string =>
  NAMES[name] ??
  name
    .replace(/_(?:ms|usd|tokens|count)$/, '')
    .replaceAll('_', ' ')
    .replace(/^pass (\d+)$/, 'pass^$1');

/** Shares as per cent; figures with a unit in their name with that unit; counts as they are. */
export function metricValue(name: string, value: number): string {
  if (/_ms$/.test(name)) return `${Math.round(value).toLocaleString('en-GB')} ms`;
  if (/_usd$/.test(name)) return `$${value.toFixed(value < 1 ? 4 : 2)}`;
  if (/_tokens$|^(?:runs|errors|attacks)$|_count$/.test(name)) return Math.round(value).toLocaleString('en-GB');
  return value >= 0 && value <= 1 ? `${(value * 100).toFixed(1)} %` : value.toLocaleString('en-GB');
}

/** A table as Markdown; cells cannot break out of it. */
export const markdownTable = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')).join(' | ')} |`)
    .toSpliced(1, 0, `|${rows[0]!.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`)
    .join('\n');
