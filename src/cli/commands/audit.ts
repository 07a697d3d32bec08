import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { count, printable, table, when } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

interface AuditView {
  sequence: number;
  at: string;
  actor: string;
  place: string;
  action: string;
  subject: string | null;
}

type Verdict =
  | { ok: true; entries: number; head: { sequence: number; hash: string } }
  | { ok: false; seq: number; reason: string };

export function auditCommand(program: Command, cli: Cli): void {
  const audit = program.command('audit').description('Read the audit log, or prove that nobody changed it');

  cli
    .remote(
      audit
        .command('list', { isDefault: true })
        .description('What was done, newest first')
        .option('--limit <n>', 'how many lines', cli.integer, 50),
    )
    .action((options: RemoteOptions & { limit: number }) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: AuditView[] }>('/audit', { limit: options.limit });
        const rows = items.map((e) => [
          String(e.sequence),
          when(e.at, ''),
          printable(e.actor),
          e.place,
          e.action,
          printable(e.subject ?? ''),
        ]);
        for (const line of table([['SEQ', 'AT', 'WHO', 'WHERE', 'WHAT', 'TO'], ...rows])) cli.out.line(line);
      }),
    );

  cli
    .remote(
      audit
        .command('verify')
        .description('Walk the whole chain; fails if anything was changed, removed or cut off')
        .option(
          '--witness <seq:hash>',
          'a head told earlier, elsewhere, as by a report: catches a log cut off with its end',
        ),
    )
    .action((options: RemoteOptions & { witness?: string }) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const verdict = await api.get<Verdict>('/audit/verify', { witness: options.witness });
        if (!verdict.ok)
          throw cli.refuse(`The audit log was tampered with at entry ${count(verdict.seq)}: ${verdict.reason}`);
        const { sequence, hash } = verdict.head;
        cli.out.line(`The audit log is whole: ${count(verdict.entries)} entries, head ${sequence}:${hash}.`);
        cli.out.note(
          options.witness
            ? 'What was told of it then still stands in it.'
            : 'Keep that head elsewhere, and give it to --witness next time. Each report tells one in the channels it is posted to.',
        );
      }),
    );
}
