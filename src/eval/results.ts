import { readFile, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { markdownTable, reportTables, titleOf } from './report-text.ts';
import type { SuiteReport } from './suites.ts';

const metrics = z.record(z.string(), z.number());
const measured = z.object({
  suite: z.string(),
  model: z.string().optional(),
  n: z.number(),
  skipped: z.number(),
  metrics,
  breakdowns: z
    .array(z.object({ by: z.string(), groups: z.array(z.object({ key: z.string(), n: z.number(), metrics })) }))
    .optional(),
  notes: z.array(z.string()).optional(),
  /** When: ISO, to the day. */
  on: z.string(),
});
const file = z.object({ reports: z.array(measured) });

/** The figures of a suite as they were when they were last written down. */
export type Measured = z.output<typeof measured>;

const RESULTS = new URL('./results.json', import.meta.url);

/** The figures that come with SafeNest; none where they were never written. */
export async function readResults(path: string | URL = RESULTS): Promise<Measured[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{"reports":[]}';
    throw error;
  });
  return file.parse(JSON.parse(text)).reports;
}

/** Writes reports over those of the same suite and model; the others stay. */
export async function writeResults(
  reports: readonly SuiteReport[],
  now: Date,
  path: string | URL = RESULTS,
): Promise<Measured[]> {
  const on = now.toISOString().slice(0, 10);
  const fresh = reports.map(({ failures: _failures, ...report }): Measured => ({ ...rounded(report), on }));
  const nameOf = ({ suite, model }: Pick<SuiteReport, 'suite' | 'model'>): string => `${suite} ${model ?? ''}`;
  const kept = await readResults(path);
  const all = [
    ...kept.map((old) => fresh.find((one) => nameOf(one) === nameOf(old)) ?? old),
    ...fresh.filter((one) => !kept.some((old) => nameOf(old) === nameOf(one))),
  ];
  await writeFile(path, `${JSON.stringify({ reports: all }, null, 2)}\n`);
  return all;
}

/** Figures to six places: more is noise, and changes with every run. */
function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, each: unknown) => (typeof each === 'number' ? Math.round(each * 1e6) / 1e6 : each)),
  ) as T;
}

const BEGIN = '<!-- figures: written by `npm run eval -- --write docs/evaluation.md` -->';
const END = '<!-- end of figures -->';

/** Puts the figures as tables between the two markers of a Markdown file; text without markers gets them at its end. */
export function withFigures(text: string, reports: readonly Measured[]): string {
  const figures = `${BEGIN}\n\n${reports.map(section).join('\n\n')}\n\n${END}`;
  const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (from < 0 || to < from) return `${text.trimEnd()}\n\n${figures}\n`;
  return text.slice(0, from) + figures + text.slice(to + END.length);
}

function section(report: Measured): string {
  const [overall, ...others] = reportTables(report);
  const title = titleOf(report);
  return [
    `### ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
    `${report.n.toLocaleString('en-GB')} measured on ${report.on}.${(report.notes ?? []).map((note) => ` ${note}`).join('')}`,
    markdownTable(overall!.rows),
    ...others.map(({ rows }) => markdownTable(rows)),
  ].join('\n\n');
}
