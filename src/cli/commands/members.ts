import type { Command } from 'commander';
import { ROLES } from '../../domain/role.ts';
import type { Cli } from '../cli.ts';
import { printable, table, when } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';

export interface MemberView {
  id: string;
  name: string;
  email: string;
  role: string;
  active: boolean;
}

/** The one member of this name or e-mail address; refuses where there is none, or several. */
export function findMemberCalled(cli: Cli, all: readonly MemberView[], who: string): MemberView {
  const found = all.filter((m) => m.email === who.toLowerCase() || m.name.toLowerCase() === who.toLowerCase());
  if (found.length !== 1) throw cli.refuse(`No member is called "${printable(who)}"; see: members list.`);
  return found[0]!;
}

export function membersCommand(program: Command, cli: Cli): void {
  const members = program
    .command('members')
    .description('List, add and change members, make a sign-in link or a code for chat');
  cli
    .remote(members.command('list', { isDefault: true }).description('Everyone, with role'))
    .action((options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: MemberView[] }>('/members', { limit: 200 });
        const rows = items.map((m) => [printable(m.name), printable(m.email), m.role, m.active ? '' : 'disabled']);
        for (const line of table([['NAME', 'E-MAIL', 'ROLE', ''], ...rows])) cli.out.line(line);
      }),
    );

  cli
    .remote(
      members
        .command('add')
        .description('Add a member and print a one-time sign-in link')
        .argument('<name>')
        .argument('<email>')
        .requiredOption('--role <role>', ROLES.join(', ')),
    )
    .action((name: string, email: string, options: RemoteOptions & { role: string }) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const member = await api.send<MemberView>('POST', '/members', { name, email, role: options.role });
        const link = await api.send<{ url: string; expires_at: string }>('POST', `/members/${member.id}/sign-in-link`);
        cli.out.line(
          `Added ${printable(member.name)} as ${member.role}. One-time sign-in link, good until ${when(link.expires_at, '')}:`,
        );
        cli.out.line(link.url);
      }),
    );

  cli
    .remote(members.command('link').description('Print a one-time sign-in link').argument('<who>', 'name or e-mail'))
    .action((who: string, options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: MemberView[] }>('/members', { limit: 200 });
        const member = findMemberCalled(cli, items, who);
        const link = await api.send<{ url: string; expires_at: string }>('POST', `/members/${member.id}/sign-in-link`);
        cli.out.line(link.url);
      }),
    );

  cli
    .remote(
      members
        .command('code')
        .description('Print what a member types in chat to link their account there')
        .argument('<who>', 'name or e-mail'),
    )
    .action((who: string, options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: MemberView[] }>('/members', { limit: 200 });
        const member = findMemberCalled(cli, items, who);
        const made = await api.send<{ code: string; expires_at: string }>('POST', `/members/${member.id}/chat-code`);
        cli.out.note(`For ${printable(member.name)}, good once, until ${when(made.expires_at, '')}:`);
        cli.out.line(`/safenest link ${made.code}`);
        cli.out.note(`In Teams: @SafeNest link ${made.code}`);
      }),
    );

  cli
    .remote(
      members
        .command('set')
        .description('Change a member’s role, or disable and enable them')
        .argument('<who>', 'name or e-mail')
        .option('--role <role>', ROLES.join(', '))
        .option('--disable', 'they can no longer sign in')
        .option('--enable', 'they can again'),
    )
    .action((who: string, options: RemoteOptions & { role?: string; disable?: true; enable?: true }) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: MemberView[] }>('/members', { limit: 200 });
        const member = findMemberCalled(cli, items, who);
        const active = options.disable ? false : options.enable ? true : undefined;
        const changed = await api.send<MemberView>('PATCH', `/members/${member.id}`, { role: options.role, active });
        cli.out.line(`${printable(changed.name)}: ${changed.role}${changed.active ? '' : ', disabled'}`);
      }),
    );
}
