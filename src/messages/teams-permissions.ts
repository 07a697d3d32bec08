import type { GuardedChannel } from '../domain/moderation.ts';

/** Permissions of Microsoft Graph, each for an app itself, that moderation in Teams uses; the least there is for each. */
export const HIDE_IN_CHANNELS = 'ChannelMessage.UpdatePolicyViolation.All';
export const HIDE_IN_CHATS = 'Chat.UpdatePolicyViolation.All';
/** To find somebody's membership, to take them out of a team and to put them back: Graph has nothing smaller for the last. */
export const CHANGE_MEMBERS = 'TeamMember.ReadWrite.All';
/** All of them: what else a token carries is not asked for, and not kept. */
export const USED_PERMISSIONS: readonly string[] = [HIDE_IN_CHANNELS, HIDE_IN_CHATS, CHANGE_MEMBERS];

type Place = Pick<GuardedChannel, 'channel' | 'granted'>;

/** Whether it is a channel of a team, and not a chat of several people. */
export const isTeamChannel = (channel: string): boolean => /@thread\.(?:tacv2|skype)(?:;|$)/.test(channel);

/** What hiding a message in that place needs. */
export const hideNeeds = (channel: string): string => (isTeamChannel(channel) ? HIDE_IN_CHANNELS : HIDE_IN_CHATS);

/** Whether messages can be hidden there, and shown again. */
export const mayHide = ({ channel, granted = [] }: Place): boolean => granted.includes(hideNeeds(channel));

/** Whether somebody can be taken out of the team there, and put back; of a chat nobody is. */
export const mayTakeOut = ({ channel, granted = [] }: Place): boolean =>
  isTeamChannel(channel) && granted.includes(CHANGE_MEMBERS);
