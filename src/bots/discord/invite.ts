import { PermissionFlagsBits } from 'discord.js';

/** The least the bot needs in a server, and what for; nothing here lets it read or change more than its own words. */
export const PERMISSIONS = [
  { name: 'View Channels', bit: PermissionFlagsBits.ViewChannel, why: 'to hear when it is mentioned' },
  { name: 'Send Messages', bit: PermissionFlagsBits.SendMessages, why: 'to answer and to post alerts' },
  {
    name: 'Create Public Threads',
    bit: PermissionFlagsBits.CreatePublicThreads,
    why: 'to answer in a thread of the question',
  },
  { name: 'Send Messages in Threads', bit: PermissionFlagsBits.SendMessagesInThreads, why: 'to go on in that thread' },
  { name: 'Attach Files', bit: PermissionFlagsBits.AttachFiles, why: 'to show charts and pictures' },
  { name: 'Read Message History', bit: PermissionFlagsBits.ReadMessageHistory, why: 'to begin a thread on a question' },
] as const;

/** Of the link: the bot itself, and its slash commands. */
export const SCOPES = ['bot', 'applications.commands'] as const;

/** Where a server's admin adds the bot, with no more than it needs. */
export function inviteLink(application: string): string {
  const permissions = PERMISSIONS.reduce((all, { bit }) => all | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: SCOPES.join(' '),
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
