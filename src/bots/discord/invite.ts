import { PermissionFlagsBits } from 'discord.js';
import { silentLog } from '../../log.ts';
import { createApi, createInvalidCount } from './api.ts';
import { createBot } from './bots.ts';
import { translated } from './errors.ts';

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
  {
    name: 'Read Message History',
    bit: PermissionFlagsBits.ReadMessageHistory,
    why: 'to begin a thread on a question, and to find its own message again after a crash',
  },
] as const;

/** What moderation needs beside that, asked for by a link of its own: without it each step says what is missing. */
export const MODERATION_PERMISSIONS = [
  { name: 'Manage Messages', bit: PermissionFlagsBits.ManageMessages, why: 'to delete messages of a case' },
  {
    name: 'Timeout Members',
    bit: PermissionFlagsBits.ModerateMembers,
    why: 'to time somebody out, and to end it early',
  },
  { name: 'Manage Roles', bit: PermissionFlagsBits.ManageRoles, why: 'to give the mute role, and to take it away' },
  { name: 'Ban Members', bit: PermissionFlagsBits.BanMembers, why: 'to ban somebody, and to take it back' },
] as const;

/** What it takes to be told what a server's AutoMod stops; asked for only where the policy minds that. */
export const AUTOMOD_PERMISSIONS = [
  {
    name: 'Manage Server',
    bit: PermissionFlagsBits.ManageGuild,
    why: 'to be told what the server’s AutoMod stops, and to put words there',
  },
] as const;

/** What it takes to be told who is given power over others; asked for only where the policy minds that. */
export const POWER_PERMISSIONS = [
  {
    name: 'View Audit Log',
    bit: PermissionFlagsBits.ViewAuditLog,
    why: 'to be told who is given a moderator’s or an admin’s role, and by whom',
  },
] as const;

/** What rooms of incidents need beside that, asked for only where an organisation wants them. */
export const ROOM_PERMISSIONS = [
  {
    name: 'Create Private Threads',
    bit: PermissionFlagsBits.CreatePrivateThreads,
    why: 'to open a room for an incident, in the channel of its card',
  },
  {
    name: 'Manage Threads',
    bit: PermissionFlagsBits.ManageThreads,
    why: 'to archive and lock the room when the incident is closed, and to bring it back',
  },
  { name: 'Pin Messages', bit: PermissionFlagsBits.PinMessages, why: 'to pin the incident’s card in its room' },
] as const;

export interface Wanted {
  /** It is to carry out what moderators decide. */
  moderates?: boolean;
  /** It is to be told what a server's AutoMod stops. */
  automod?: boolean;
  /** It is to hear who joins: no permission, but an intent of the bot. */
  joins?: boolean;
  /** It is to be told who is given power over others. */
  power?: boolean;
  /** Incidents have rooms of their own. */
  rooms?: boolean;
}

/** All that is asked for, with why. */
export const permissionsFor = ({ moderates = false, rooms = false, automod = false, power = false }: Wanted = {}) => [
  ...PERMISSIONS,
  ...(rooms ? ROOM_PERMISSIONS : []),
  ...(moderates ? MODERATION_PERMISSIONS : []),
  ...(power ? POWER_PERMISSIONS : []),
  ...(automod ? AUTOMOD_PERMISSIONS : []),
];

/** Of the link: the bot itself, and its slash commands. */
export const SCOPES = ['bot', 'applications.commands'] as const;

/** Where a server's admin adds the bot, with no more than it needs. */
export function inviteLink(application: string, wanted: Wanted = {}): string {
  const permissions = permissionsFor(wanted).reduce((all, { bit }) => all | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: SCOPES.join(' '),
    permissions: permissions.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}

/** What somebody needs to know who connects a bot: who it is, where to add it, what it asks for and why. */
export interface Invitation {
  name: string;
  application: string;
  link: string;
  permissions: readonly { name: string; why: string }[];
  /** The same where it is to carry out what moderators decide, and what it asks for beside the others. */
  moderation: { link: string; permissions: readonly { name: string; why: string }[] };
  /** Whether people may go on in a thread without mentioning it. */
  readsContent: boolean;
}

/** Asks Discord whose token it is. Throws what is wrong with it, with how to mend that. */
export async function invitation(options: { token: string; apiUrl: string; now: () => Date }): Promise<Invitation> {
  const { token, apiUrl: url, now } = options;
  const api = createApi({ app: 'settings', url, token, invalid: createInvalidCount(now), now, log: silentLog() });
  const bot = createBot({ id: 'settings', orgId: null, credentials: { token, shards: 'auto' } }, api);
  try {
    const { name, application, readsContent } = await bot.self();
    const told = (one: { name: string; why: string }) => ({ name: one.name, why: one.why });
    const moderation = {
      link: inviteLink(application, { moderates: true, power: true }),
      permissions: [...MODERATION_PERMISSIONS, ...POWER_PERMISSIONS].map(told),
    };
    return {
      name,
      application,
      link: inviteLink(application),
      permissions: PERMISSIONS.map(told),
      moderation,
      readsContent,
    };
  } catch (error) {
    throw translated(error);
  } finally {
    api.token.stop();
  }
}
