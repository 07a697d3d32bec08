import type { ModerationDone, ModerationOrder } from '../../messages/moderation-order.ts';
import { powersIn } from '../../messages/moderation-powers.ts';
import { Refused, TokenRefused } from '../platform-errors.ts';
import type { SlackClient, SlackConnection } from './connection.ts';
import { asking, slackCode } from './errors.ts';

/** Why Slack does not take somebody out of a channel, in words; a person may be able to. */
const CANNOT: Record<string, string> = {
  cant_kick_from_general: 'Nobody can be taken out of the workspace’s general channel.',
  restricted_action: 'The workspace does not let apps take people out of channels.',
  missing_scope:
    'The app lacks the scopes for it: “safenest connect slack --moderation” writes a manifest that has them.',
  user_is_restricted: 'Guests cannot be taken out of this channel by an app.',
  method_not_supported_for_channel_type: 'Nobody can be taken out of this kind of channel.',
};

/**
 * What Slack lets an app do of what moderators decided: for a timeout and a mute it takes somebody out of the channel, and invites them
 * back; others' messages it deletes where an admin's token is set. Everything else, and what the workspace forbids, comes back as a task for a person, with a link.
 */
export async function moderate(
  { client, admin, identity }: SlackConnection,
  order: ModerationOrder,
): Promise<ModerationDone> {
  const { channel, account: user, verb } = order;
  switch (verb) {
    case 'timeout':
    case 'mute': {
      if (user === (await identity()).botUserId)
        throw new Refused('SafeNest does not act on itself.', 'Choose somebody else.');
      return takingOut(order, () => client.conversations.kick({ channel, user }));
    }
    case 'lift_timeout':
    case 'lift_mute':
      try {
        await asking(() => client.conversations.invite({ channel, users: user }));
      } catch (error) {
        if (codeOf(error) !== 'already_in_channel') throw error;
      }
      return { way: 'approximate', outcome: '', handle: {} };
    case 'lift_delete':
      return { way: 'native', outcome: '', handle: {} };
    case 'delete':
      return admin ? deleting(admin, order) : byHand(order);
    case 'ban':
    case 'lift_ban':
      return byHand(order);
  }
}

/** Why an admin's token cannot delete a message, in words; a person may be able to. */
const CANNOT_DELETE: Record<string, string> = {
  cant_delete_message: 'Slack does not let that admin delete it.',
  compliance_exports_prevent_deletion: 'The workspace keeps every message for its compliance exports.',
  channel_not_found: 'That admin is not in the channel.',
  missing_scope: 'The admin’s token lacks chat:write.',
};

/** Deletes messages one by one; what is gone already is no error, and one that may not be deleted leaves all of it to a person. */
async function deleting(admin: SlackClient, order: ModerationOrder): Promise<ModerationDone> {
  const { channel, messageKeys } = order;
  for (const ts of messageKeys.filter((key) => /^\d{1,20}\.\d{1,10}$/.test(key))) {
    try {
      await asking(() => admin.chat.delete({ channel, ts }));
    } catch (error) {
      // the bot's own token is another one, and may be well
      if (error instanceof TokenRefused) return byHand(order, 'Slack refused the admin’s token.');
      const code = codeOf(error);
      if (code !== null && Object.hasOwn(CANNOT_DELETE, code)) return byHand(order, CANNOT_DELETE[code]);
      if (code !== 'message_not_found') throw error;
    }
  }
  return { way: 'native', outcome: '', handle: {} };
}

async function takingOut(order: ModerationOrder, kick: () => Promise<unknown>): Promise<ModerationDone> {
  try {
    await asking(kick);
  } catch (error) {
    const code = codeOf(error);
    // gone already, or taken out by an attempt of which nobody heard
    if (code === 'not_in_channel') return { way: 'approximate', outcome: 'They were not in the channel.', handle: {} };
    if (code !== null && Object.hasOwn(CANNOT, code)) return byHand(order, CANNOT[code]);
    throw error;
  }
  return { way: 'approximate', outcome: 'They were taken out of the channel.', handle: {} };
}

function byHand(order: ModerationOrder, why?: string): ModerationDone {
  const { what, url } = powersIn(order)[order.verb === 'delete' ? 'delete' : 'ban'];
  const words = why ? `${why} Somebody does it by hand.` : what;
  return { way: 'human_task', outcome: url ? `${words} ${url}` : words, handle: {} };
}

/** Slack's own word, of an error in our words too. */
const codeOf = (error: unknown): string | null =>
  error instanceof Refused ? (/\((\w+)\)/.exec(error.message)?.[1] ?? null) : slackCode(error);
