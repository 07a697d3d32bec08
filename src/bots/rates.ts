import type { ChatPlatform } from '../messages/inbound.ts';

/** How far apart messages are at least, in ms: within a channel, and over all of a workspace. */
export interface Rate {
  channelMs: number;
  workspaceMs: number;
}

/**
 * A little below what the platforms document. Slack: about one message a second and channel, some hundred a minute and
 * workspace. Discord: five in five seconds and channel, fifty requests a second in all. Teams: 1,800 an hour and
 * conversation, fifty requests a second and tenant.
 */
export const RATES: Record<ChatPlatform, Rate> = {
  slack: { channelMs: 1100, workspaceMs: 300 },
  discord: { channelMs: 1100, workspaceMs: 40 },
  teams: { channelMs: 2000, workspaceMs: 50 },
};
