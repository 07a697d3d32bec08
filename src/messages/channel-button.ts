import { ROLES, type Role } from '../domain/role.ts';
import { CHAT_PLATFORMS, type ChatPlace, type ChatPlatform } from './inbound.ts';

/** The button that says who reads a channel. */
export const CHANNEL_READERS = 'channel.readers';

/** What the button carries, and back: the role first, since ids of platforms may hold anything but a space. */
export const readersValue = ({ platform, workspace, channel }: ChatPlace, role: Role): string =>
  [role, platform, workspace, channel].join(' ');

/** Null for what no such button of ours says. */
export function parseReadersValue(
  value: string,
): { role: Role; platform: ChatPlatform; workspace: string; channel: string } | null {
  const [role, platform, workspace, channel, ...rest] = value.slice(0, 1000).split(' ');
  const knownRole = ROLES.find((one) => one === role);
  const knownPlatform = CHAT_PLATFORMS.find((one) => one === platform);
  if (!knownRole || !knownPlatform || !workspace || !channel || rest.length > 0) return null;
  return { role: knownRole, platform: knownPlatform, workspace, channel };
}
