import type { Command } from 'commander';
import { ROLES } from '../../domain/role.ts';
import type { Cli } from '../cli.ts';
import { printable, table, when } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

interface KeyView {
  id: string;
  name: string;
  role: string;
  prefix: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
  expires_at: string | null;
}

export function keysCommand(program: Command, cli: Cli): void {
  const keys = program.command('keys').description('List, create and revoke API keys');

  cli
    .remote(keys.command('list', { isDefault: true }).description('Every key, by its first characters'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: KeyView[] }>('/keys', { limit: 200 });
        const rows = items.map((k) => [
          `${k.prefix}…`,
          printable(k.name),
          k.role,
          when(k.last_used_at, 'never used'),
          k.revoked_at ? 'revoked' : when(k.expires_at, ''),
        ]);
        for (const line of table([['KEY', 'NAME', 'ROLE', 'LAST USED', 'ENDS'], ...rows])) cli.out.line(line);
      }),
    );

  cli
    .remote(
      keys
        .command('create')
        .description('Create a key; it is shown once')
        .argument('<name>', 'what it is for')
        .requiredOption('--role <role>', ROLES.join(', ')),
    )
    .action((name: string, options: RemoteOptions & { role: string }) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { key } = await api.send<{ key: string }>('POST', '/keys', { name, role: options.role });
        cli.out.note('Keep this key now; it is not shown again:');
        cli.out.line(key);
      }),
    );

  cli
    .remote(keys.command('revoke').description('Revoke a key').argument('<key>', 'its first characters, or its name'))
    .action((which: string, options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: KeyView[] }>('/keys', { limit: 200 });
        const live = items.filter(
          (k) => !k.revoked_at && (k.prefix.startsWith(which.replace(/…$/, '')) || k.name === which),
        );
        if (live.length !== 1)
          throw cli.refuse(
            `${live.length ? 'Several keys match' : 'No live key matches'} "${printable(which)}"; see: keys list.`,
          );
        await api.send('DELETE', `/keys/${live[0]!.id}`);
        cli.out.line(`Revoked ${live[0]!.prefix}… (${printable(live[0]!.name)}).`);
      }),
    );
}
