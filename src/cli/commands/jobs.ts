import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { plural, printable, table, when } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

interface DeadJob {
  id: string;
  name: string;
  error: string;
  failed_at: string;
  attempts: number;
}

export function jobsCommand(program: Command, cli: Cli): void {
  const jobs = program.command('jobs').description('See the job queue; list, retry and drop dead letters');

  cli
    .remote(jobs.command('list', { isDefault: true }).description('How many jobs wait, run and have died'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const counts = await api.get<Record<string, number>>('/jobs');
        for (const line of table(Object.entries(counts).map(([state, n]) => [state, String(n)]))) cli.out.line(line);
      }),
    );

  cli
    .remote(jobs.command('dead').description('Jobs that failed for good, newest first'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: DeadJob[] }>('/jobs/dead', { limit: 100 });
        if (!items.length) return cli.out.line('No dead letters.');
        const rows = items.map((j) => [j.id, j.name, when(j.failed_at, ''), printable(j.error)]);
        for (const line of table([['ID', 'JOB', 'FAILED', 'WHY'], ...rows])) cli.out.line(line);
      }),
    );

  for (const [verb, method, past] of [
    ['retry', 'POST', 'Retried'],
    ['drop', 'DELETE', 'Dropped'],
  ] as const)
    cli
      .remote(
        jobs
          .command(verb)
          .description(verb === 'retry' ? 'Run a dead job again' : 'Forget a dead job')
          .argument('<id>', 'its id, or "all"'),
      )
      .action((id: string, options: RemoteOptions) =>
        withApi(cli.config, options, cli.log, async (api) => {
          const ids =
            id === 'all'
              ? (await api.get<{ items: DeadJob[] }>('/jobs/dead', { limit: 100 })).items.map((job) => job.id)
              : [id];
          for (const one of ids)
            await api.send(method, `/jobs/dead/${encodeURIComponent(one)}${verb === 'retry' ? '/retry' : ''}`);
          cli.out.line(`${past} ${plural(ids.length, 'job')}.`);
        }),
      );
}
