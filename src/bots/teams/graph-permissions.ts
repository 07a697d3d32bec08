import { CHANGE_MEMBERS, HIDE_IN_CHANNELS, HIDE_IN_CHATS } from '../../messages/teams-permissions.ts';

/** The permissions of Microsoft Graph that carrying out moderation uses, each with why; an admin of the tenant grants them to the app. */
export const WHY_GRAPH: Record<string, string> = {
  [HIDE_IN_CHANNELS]: 'to hide a message in a channel of a team, and to show it again',
  [HIDE_IN_CHATS]: 'the same in group chats',
  [CHANGE_MEMBERS]: 'to take somebody out of a team for a timeout, a mute or a ban, and to put them back',
};
