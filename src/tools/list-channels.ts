import { z } from 'zod';
import { listWorkspaces } from '../db/chat-workspaces.ts';
import { limitsText } from '../domain/alert-limits.ts';
import { BINDING_PURPOSES, type BindingPurpose, type QuietHours } from '../domain/channel.ts';
import type { Role } from '../domain/role.ts';
import type { Severity } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { listChannels } from '../pipeline/chat-channels.ts';
import { defineTool } from './define-tool.ts';

/** A channel with what it is told of. Its name and its workspace's come from the platform. */
export interface ToldChannel {
  platform: string;
  quoted_workspace: string;
  quoted_channel: string;
  told_of: {
    purpose: BindingPurpose;
    floor: Severity;
    quoted_only: string | null;
    quiet: QuietHours | null;
    time_zone: string | null;
  }[];
  /** Everybody who reads there has at least this role; null where nobody said so. */
  readers: Role | null;
  /** Its platform refused what was posted there last. */
  refused: boolean;
}

/** What the tool answers; the offline model writes its answer from it. */
export interface ListedChannels {
  asked: { purpose: BindingPurpose | null; quoted_channel: string | null };
  channels: ToldChannel[];
  more: number;
}

const MOST = 30;

/** As people write it: without the sign before it, in lower case. */
const plain = (name: string): string => name.trim().replace(/^#+/, '').toLowerCase();

export const listChannelsTool = defineTool({
  name: 'list_channels',
  description:
    'Which channels of Slack, Discord and Teams are told of what: alerts, moderation cases, proposals (approvals), reports; from which severity, when they are quiet, who reads there. ' +
    'Use it for "which channels get alerts?", "what is #security told of?". It changes nothing: that is said in the channel itself, or done on the Channels page.',
  input: z.object({
    purpose: z.enum(BINDING_PURPOSES).optional().describe('Only those told of this'),
    channel: z.string().max(100).optional().describe('Only the channel of this name'),
  }),
  access: 'read',
  permission: 'chat.write',
  async run({ org }, { purpose, channel }) {
    const { all, workspaces } = await org(async (tx) => ({
      all: await listChannels(tx),
      workspaces: await listWorkspaces(tx),
    }));
    const found = all.filter((one) =>
      // what is told to one that is named is told whatever it is, and nothing as well
      channel === undefined
        ? one.bindings.some((binding) => purpose === undefined || binding.purpose === purpose)
        : plain(one.name || one.channel) === plain(channel),
    );
    const data: ListedChannels = {
      asked: { purpose: purpose ?? null, quoted_channel: channel === undefined ? null : oneLine(plain(channel), 100) },
      channels: found.slice(0, MOST).map((one) => ({
        platform: one.platform,
        quoted_workspace: oneLine(
          workspaces.find(({ platform, workspace }) => platform === one.platform && workspace === one.workspace)
            ?.name ?? one.workspace,
          80,
        ),
        quoted_channel: oneLine(one.name || one.channel, 100),
        told_of: one.bindings.map(({ purpose, floor, limits, quiet, timeZone }) => ({
          purpose,
          floor,
          quoted_only: limits ? oneLine(limitsText(limits), 300) : null,
          quiet,
          time_zone: timeZone,
        })),
        readers: one.leastRole,
        refused: Boolean(one.refused),
      })),
      more: Math.max(0, found.length - MOST),
    };
    return { data: { ...data }, citations: [] };
  },
});
