import type { BindingPurpose } from '../../domain/channel.ts';
import { can, type Role } from '../../domain/role.ts';
import type { ChatPlatform } from '../../messages/inbound.ts';
import { roleList } from './words.ts';

export const PLATFORM_WORD: Record<ChatPlatform, string> = {
  slack: 'Slack',
  discord: 'Discord',
  teams: 'Microsoft Teams',
};

/** What each platform calls a whole of channels and people. */
export const WORKSPACE_WORD: Record<ChatPlatform, string> = { slack: 'workspace', discord: 'server', teams: 'tenant' };

export const PURPOSE_WORD: Record<BindingPurpose, string> = {
  alerts: 'Alerts',
  moderation: 'Moderation cases',
  approvals: 'Proposals to decide',
  reports: 'Reports',
};

/** What somebody types on the platform for a command of ours. */
export const typed = (platform: ChatPlatform, command: string): string =>
  platform === 'teams' ? `@SafeNest ${command}` : `/safenest ${command}`;

/** Who is taken to read a channel, in a few words. */
export const readersWord = (role: Role | null): string =>
  role === null ? 'Not known who' : `Nobody below ${role === 'officer' ? 'security officer' : role}`;

/** What a channel whose readers have at least this role is shown, and what not. */
export function readersMeaning(role: Role | null): string {
  if (role === null)
    return 'Answers that hold data go to the asker alone, with a word in the channel. Of alerts, cases and all else that the channel is told, it hears only that there is something and how bad it is.';
  const shown = [
    can(role, 'incidents.read') && 'incidents',
    can(role, 'alerts.read') && 'alerts',
    can(role, 'logs.read') && 'log lines',
  ].filter((word) => word !== false);
  if (shown.length === 0)
    return 'How-to answers are posted in the channel; answers about alerts, incidents and logs go to the asker alone.';
  const all = shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
  return can(role, 'logs.read')
    ? `Answers about ${all} are posted in the channel, as ${roleList([role])} may see them.`
    : `Answers about ${all} are posted in the channel; what stands in the logs goes to the asker alone.`;
}

/** `22:00` of minutes after midnight. */
export const clockOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** Minutes after midnight of `22:00`; null for anything else. */
export function minutesOf(text: string | undefined): number | null {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text?.trim() ?? '');
  if (!match) return null;
  const [hours, minutes] = [Number(match[1]), Number(match[2])];
  return hours > 23 || minutes > 59 ? null : hours * 60 + minutes;
}
