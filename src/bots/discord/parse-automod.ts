import { createHash } from 'node:crypto';
import {
  AutoModerationActionType,
  type GatewayAutoModerationActionExecutionDispatchData,
  GatewayIntentBits,
} from 'discord.js';
import { STOPPED } from '../../domain/chat-message.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import { type Known, placeOf, plainText } from './parse-message.ts';

/** Of what a server's AutoMod does. Not privileged; a bot that may not manage the server is told nothing all the same. */
export const AUTOMOD_INTENT = GatewayIntentBits.AutoModerationExecution;

/**
 * A message that the server's AutoMod stopped before anybody saw it; null for what else it does: one message that is stopped, reported
 * and answered with a timeout is told of three times. It has no id of its own, so one is made of who said what under which rule.
 */
export function parseStopped(
  data: GatewayAutoModerationActionExecutionDispatchData,
  known: Known,
): InboundEvent | null {
  const { action, guild_id: guild, channel_id: channel, user_id: user, rule_id: rule, content = '' } = data;
  if (action?.type !== AutoModerationActionType.BlockMessage || !guild || !channel || !user || user === known.me)
    return null;
  const minute = Math.floor(known.now.getTime() / 60_000);
  const mark = createHash('sha256')
    .update(JSON.stringify([rule, user, channel, content, minute]))
    .digest('base64url');
  const id = `${STOPPED}${mark}`;
  return {
    kind: 'message_stopped',
    id,
    app: known.app,
    place: placeOf(channel, guild, known, { message: id, user }),
    speaker: { id: user, name: '', bot: false },
    at: known.now.toISOString(),
    messageId: id,
    text: plainText({ content: content || (data.matched_content ?? '') }, known),
  };
}
