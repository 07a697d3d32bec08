import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { SafeNestError } from '../../errors.ts';
import type { Cli } from '../cli.ts';
import { printable, table, when } from '../output.ts';
import { type RemoteOptions, withApi } from '../session.ts';
import { findMemberCalled, type MemberView } from './members.ts';

const STANDARD_OUTPUT = '-';

export function connectCommand(program: Command, cli: Cli): void {
  const connect = program.command('connect').description('What it takes to connect Slack, Discord or Teams');
  const address = (given: string | undefined): string | null => given?.replace(/\/+$/, '') ?? cli.config.publicUrl;

  connect
    .command('slack')
    .description('Write the app’s manifest, with the least scopes and why each; paste it at api.slack.com/apps')
    .option('--out <file>', 'where to, or - for standard output', 'safenest-slack-manifest.json')
    .option('--socket', 'Socket Mode, for a service that Slack cannot reach (without PUBLIC_URL always)')
    .option('--moderation', 'also what guarding channels needs: reactions, and taking people out of channels')
    .option('--rooms', 'also what rooms of incidents need: private channels, pins and bookmarks in them')
    .option('--address <url>', 'the service’s https address (PUBLIC_URL)')
    .action(async (options: { out: string; socket?: true; moderation?: true; rooms?: true; address?: string }) => {
      const { forSlack } = await import('../../app/connect.ts');
      if (options.address && !options.socket && !options.address.startsWith('https:'))
        throw new SafeNestError(
          'invalid_input',
          'Slack calls https addresses only: give the service’s https address, or --socket where Slack cannot reach it.',
        );
      const { what, why, socketMode } = forSlack(address(options.address), options.socket === true, options);
      sayWhy(cli, why);
      await put(cli, options.out, what);
      cli.out.note('Next: api.slack.com/apps, Create New App, From a manifest; paste it, then Install to Workspace.');
      cli.out.note(
        socketMode
          ? 'It uses Socket Mode: make an app-level token with connections:write and set SLACK_BOT_TOKEN and SLACK_APP_TOKEN.'
          : 'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or put them on the Connections page.',
      );
    });

  connect
    .command('discord')
    .description('Print the invite link, with the least permissions and why each')
    .option('--application <id>', 'the application’s id; else Discord is asked with DISCORD_TOKEN')
    .option('--moderation', 'also what carrying out moderators’ decisions needs: messages, timeouts, roles, bans')
    .option('--rooms', 'also what rooms of incidents need: private threads and pins in them')
    .option('--automod', 'also what it takes to hear what the server’s own AutoMod stops')
    .action(async (options: { application?: string; moderation?: true; rooms?: true; automod?: true }) => {
      const { forDiscord } = await import('../../app/connect.ts');
      const { what, why, bot } = await forDiscord(cli.config, options.application ?? null, options);
      sayWhy(cli, why);
      if (bot)
        cli.out.note(
          `The bot is ${printable(bot.name)}. ${bot.readsContent ? 'It may read messages in threads it answers in.' : 'It hears mentions, direct messages and commands only.'}`,
        );
      cli.out.line(what);
      cli.out.note('Next: open the link, add the bot to your server, and say there what this prints:');
      cli.out.note('  npm run safenest -- connect code YOUR-E-MAIL');
    });

  connect
    .command('teams')
    .description('Write the app package (manifest and icons) to upload in Teams')
    .option('--out <file>', 'where to, or - for standard output', 'safenest-teams.zip')
    .option('--app-id <id>', 'Microsoft App ID of the Azure Bot (TEAMS_APP_ID)')
    .option('--moderation', 'also what guarding channels needs: messages of teams and chats it is added to')
    .option('--address <url>', 'the service’s https address (PUBLIC_URL)')
    .action(async (options: { out: string; moderation?: true; appId?: string; address?: string }) => {
      const { forTeams } = await import('../../app/connect.ts');
      const appId = options.appId ?? cli.config.teams?.appId ?? null;
      const { what, why, graph } = await forTeams(address(options.address), appId, options.moderation);
      sayWhy(cli, why);
      if (graph) {
        cli.out.note(
          'To carry out moderation itself (TEAMS_GRAPH=yes; else a person does it), an admin grants the app in the Azure',
        );
        cli.out.note(
          'portal, API permissions, Microsoft Graph, Application permissions, as many of these as are wanted:',
        );
        for (const line of table(graph.map((one) => [`  ${one.name}`, one.why]))) cli.out.note(line);
      }
      await put(cli, options.out, what);
      cli.out.note('Next: Teams, Apps, Manage your apps, Upload an app. The Azure Bot’s messaging endpoint has to be');
      cli.out.note(`  ${address(options.address)}/api/messages`);
    });

  cli
    .remote(
      connect
        .command('code')
        .description('Print what to say in a workspace, server or tenant so that it belongs to this organisation')
        .argument('<admin>', 'name or e-mail of the admin in whose name it is connected'),
    )
    .action((who: string, options: RemoteOptions) =>
      withApi(cli.config, options, cli.log, async (api) => {
        const { items } = await api.get<{ items: MemberView[] }>('/members', { limit: 200 });
        const made = await api.send<{ code: string; expires_at: string }>('POST', '/connections/codes', {
          member_id: findMemberCalled(cli, items, who).id,
        });
        cli.out.note(`Good once, until ${when(made.expires_at, '')}. Say it where the bot was added:`);
        cli.out.line(`/safenest connect ${made.code}`);
        cli.out.note(`In Teams: @SafeNest connect ${made.code}`);
      }),
    );
}

function sayWhy(cli: Cli, why: { name: string; why: string }[]): void {
  cli.out.note('It asks for:');
  for (const line of table(why.map((one) => [`  ${one.name}`, one.why]))) cli.out.note(line);
}

async function put(cli: Cli, file: string, content: string | Buffer): Promise<void> {
  if (file === STANDARD_OUTPUT) {
    process.stdout.write(content);
    return;
  }
  await writeFile(file, content);
  cli.out.line(`Written: ${file}`);
}
