import { reportTables, titleOf } from './report-text.ts';
import type { SuiteReport } from './suites.ts';

/** A report drawn up as tables, for a page that knows nothing of suites. */
interface Tables {
  title: string;
  measured: string;
  tables: { title: string; rows: string[][] }[];
  failures: readonly string[];
  notes: readonly string[];
}

let running: Promise<Tables> | null = null;
let latest: Tables | null = null;

/** The assistant measured on the sets that come with it: what was written down last, and the offline model now. */
export const ownEvaluation = {
  async last(): Promise<Tables[]> {
    const { readResults } = await import('./results.ts');
    return (await readResults()).map((report) => ({ ...tablesOf(report, `on ${report.on}`), failures: [] }));
  },
  /** Takes some seconds; who asks while it runs gets the same result. */
  run(): Promise<Tables> {
    running ??= measure()
      .then((tables) => {
        latest = tables;
        return tables;
      })
      .finally(() => {
        running = null;
      });
    return running;
  },
  now: (): { running: boolean; latest: Tables | null } => ({ running: running !== null, latest }),
};

async function measure(): Promise<Tables> {
  const { evaluateQuestions } = await import('./questions.ts');
  const report = await evaluateQuestions({ path: null });
  const at = new Date().toISOString().slice(0, 16).replace('T', ', ');
  return { ...tablesOf(report, `on ${at} UTC`), failures: report.failures };
}

const tablesOf = (report: Omit<SuiteReport, 'failures'>, when: string): Omit<Tables, 'failures'> => {
  const title = titleOf(report);
  return {
    title: title.charAt(0).toUpperCase() + title.slice(1),
    measured: `${report.n.toLocaleString('en-GB')} measured ${when}`,
    tables: reportTables(report),
    notes: report.notes ?? [],
  };
};
