import { z } from 'zod';

/** What Slack keeps of a channel that an app made. */
export interface SlackRoom {
  name: string;
  members: Set<string>;
  direct: string | null;
  isPrivate?: boolean;
  archived?: boolean;
  creator?: string;
  /** Seconds since 1970. */
  created?: number;
  topic?: string;
  purpose?: string;
  pins?: Set<string>;
  bookmarks?: { id: string; title: string; link: string; type: string }[];
}

type Args = Record<string, unknown>;
type Answer = Record<string, unknown>;
const no = (error: string): Answer => ({ ok: false, error });

/** The scopes that Slack documents of each method; any one of a line is enough. */
export const ROOM_SCOPES: Record<string, readonly string[]> = {
  'conversations.create': ['groups:write'],
  'conversations.invite': ['groups:write', 'channels:manage'],
  'conversations.setTopic': ['groups:write'],
  'conversations.setPurpose': ['groups:write'],
  'conversations.archive': ['groups:write'],
  'conversations.unarchive': ['groups:write'],
  'conversations.members': ['groups:read'],
  'users.conversations': ['groups:read'],
  'pins.add': ['pins:write'],
  'bookmarks.add': ['bookmarks:write'],
  'bookmarks.list': ['bookmarks:read'],
  'bookmarks.remove': ['bookmarks:write'],
};

/** What Slack documents of the arguments (docs.slack.dev/reference/methods): lower case without spaces or points, and so on. */
const channel = z.string().regex(/^[CG][A-Z0-9]+$/);
const SHAPES: Record<string, z.ZodType> = {
  'conversations.create': z.strictObject({
    name: z
      .string()
      .min(1)
      .max(80)
      .regex(/^[a-z0-9_-]+$/),
    is_private: z.enum(['true', 'false']),
  }),
  'conversations.setTopic': z.strictObject({ channel, topic: z.string().max(250) }),
  'conversations.setPurpose': z.strictObject({ channel, purpose: z.string().max(250) }),
  'conversations.archive': z.strictObject({ channel }),
  'conversations.unarchive': z.strictObject({ channel }),
  'conversations.members': z.strictObject({ channel, limit: z.string(), cursor: z.string().optional() }),
  'users.conversations': z.strictObject({
    types: z.literal('private_channel'),
    exclude_archived: z.enum(['true', 'false']),
    limit: z.string(),
    cursor: z.string().optional(),
  }),
  'pins.add': z.strictObject({ channel, timestamp: z.string().regex(/^\d+\.\d{6}$/) }),
  'bookmarks.list': z.strictObject({ channel_id: channel }),
  'bookmarks.remove': z.strictObject({ channel_id: channel, bookmark_id: z.string().regex(/^Bk/) }),
  'bookmarks.add': z.strictObject({
    channel_id: channel,
    title: z.string().min(1).max(255),
    type: z.literal('link'),
    link: z.url(),
  }),
};

/** What Slack does with channels that an app makes for itself; null for any other method. */
export function callRoom(
  method: string,
  args: Args,
  workspace: {
    bot: string;
    channels: Map<string, SlackRoom>;
    id(kind: string): string;
    violation(words: string): void;
    hasMessage(channel: string, ts: string): boolean;
  },
): Answer | null {
  const shape = SHAPES[method];
  if (!shape) return null;
  const { error } = shape.safeParse(args);
  if (error) {
    workspace.violation(`${method}: ${error.message.slice(0, 300)}`);
    return no(method === 'conversations.create' ? 'invalid_name_specials' : 'invalid_arguments');
  }
  const { bot, channels } = workspace;
  if (method === 'conversations.create') {
    const name = String(args.name);
    if ([...channels.values()].some((one) => one.name === name)) return no('name_taken');
    const id = workspace.id('C');
    const created = Math.floor(Date.now() / 1000);
    const isPrivate = args.is_private === 'true';
    channels.set(id, { name, members: new Set([bot]), direct: null, isPrivate, creator: bot, created });
    return { ok: true, channel: { id, name, is_private: isPrivate, creator: bot, created } };
  }
  if (method === 'users.conversations') {
    const all = [...channels].filter(([, one]) => one.isPrivate && one.members.has(bot) && !one.archived);
    const from = Number(args.cursor ?? 0);
    const limit = Number(args.limit);
    return {
      ok: true,
      channels: all
        .slice(from, from + limit)
        .map(([id, { name, creator, created }]) => ({ id, name, creator, created, is_private: true })),
      response_metadata: { next_cursor: all.length > from + limit ? String(from + limit) : '' },
    };
  }
  const id = String(args.channel ?? args.channel_id);
  const one = channels.get(id);
  if (!one?.members.has(bot)) return no(one && !one.isPrivate ? 'not_in_channel' : 'channel_not_found');
  if (method === 'conversations.members')
    return { ok: true, members: [...one.members], response_metadata: { next_cursor: '' } };
  // known for years: a bot's token does not bring an archived channel back
  if (method === 'conversations.unarchive') return no(one.archived ? 'not_in_channel' : 'not_archived');
  if (one.archived) return no(method === 'conversations.archive' ? 'already_archived' : 'is_archived');
  switch (method) {
    case 'conversations.setTopic':
      one.topic = String(args.topic);
      return { ok: true, channel: { id } };
    case 'conversations.setPurpose':
      one.purpose = String(args.purpose);
      return { ok: true, channel: { id } };
    case 'conversations.archive':
      one.archived = true;
      return { ok: true };
    case 'pins.add': {
      const ts = String(args.timestamp);
      one.pins ??= new Set();
      if (!workspace.hasMessage(id, ts)) return no('message_not_found');
      if (one.pins.has(ts)) return no('already_pinned');
      one.pins.add(ts);
      return { ok: true };
    }
    case 'bookmarks.list':
      return { ok: true, bookmarks: one.bookmarks ?? [] };
    case 'bookmarks.remove': {
      const left = (one.bookmarks ?? []).filter((bookmark) => bookmark.id !== args.bookmark_id);
      if (left.length === (one.bookmarks ?? []).length) return no('not_found');
      one.bookmarks = left;
      return { ok: true };
    }
    default: {
      const bookmark = {
        id: workspace.id('Bk'),
        title: String(args.title),
        link: String(args.link),
        type: String(args.type),
      };
      one.bookmarks = [...(one.bookmarks ?? []), bookmark];
      return { ok: true, bookmark };
    }
  }
}
