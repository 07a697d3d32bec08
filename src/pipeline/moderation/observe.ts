import { type ChatAuthor, type MessageFact, MOST_ATTACHMENTS } from '../../domain/chat-message.ts';
import type { OrgId } from '../../domain/id.ts';
import { oneLine } from '../../domain/text.ts';
import type { InboundEvent } from '../../messages/inbound.ts';
import { storable } from '../login-event-schema.ts';
import { attachmentOf } from './attachment-of.ts';
import { LONGEST_CONTENT } from './ingest-schema.ts';
import type { Intake } from './intake.ts';

const LONGEST_ID = 200;
const LONGEST_EMOJI = 64;

/**
 * Takes in what happened to a message where its channel is guarded; false where it is not, or it is about no message. It is stored
 * when this resolves. What is said in other channels, or to the bot alone, is never looked at.
 */
export async function observe(intake: Intake, orgId: OrgId, event: InboundEvent): Promise<boolean> {
  const { platform, workspace, channel, direct } = event.place;
  if (direct || !tellsOfMessage(event)) return false;
  const guarded = await intake.find(orgId, { platform, workspace, channel });
  const fact = guarded && factOf(event);
  if (!guarded || !fact) return false;
  // one that was stopped was said, and is not there
  const { key, thread, at } = fact;
  const gone: MessageFact[] = event.kind === 'message_stopped' ? [{ kind: 'deleted', key, thread, at }] : [];
  await intake.take(
    orgId,
    [fact, ...gone].map((each) => ({ channelId: guarded.id, fact: each })),
  );
  return true;
}

/** Whether an event tells what became of a message that anybody may have written. */
export const tellsOfMessage = ({ kind }: InboundEvent): boolean =>
  kind === 'message' ||
  kind === 'message_edited' ||
  kind === 'message_deleted' ||
  kind === 'message_stopped' ||
  kind === 'reaction';

/** What an event says about a message; null where it says nothing that can be kept. */
export function factOf(event: InboundEvent): MessageFact | null {
  if (!('messageId' in event) || event.messageId === '' || event.messageId.length > LONGEST_ID) return null;
  const { messageId: key, place, speaker } = event;
  const at = new Date(event.at);
  // a message that begins a thread of its own was said in the channel
  const thread = place.thread === key || place.thread === null ? null : place.thread.slice(0, LONGEST_ID);
  const known = speaker.id !== '' && speaker.id !== 'unknown' && speaker.id.length <= LONGEST_ID;
  const author: ChatAuthor | null = known
    ? { account: speaker.id, name: oneLine(speaker.name, 200), bot: speaker.bot }
    : null;
  switch (event.kind) {
    case 'message': {
      if (!author) return null;
      const { replyTo = null, url = null, files = [], stickers = 0 } = event;
      return {
        kind: 'said',
        key,
        thread,
        at,
        author,
        content: kept(event.text),
        replyTo,
        url,
        ...(files.length > 0 ? { attachments: files.slice(0, MOST_ATTACHMENTS).map(attachmentOf) } : {}),
        ...(stickers > 0 ? { stickers } : {}),
        ...aimsOf(event.mentions),
      };
    }
    case 'message_edited':
      return {
        kind: 'edited',
        key,
        thread,
        at,
        author,
        content: kept(event.text),
        ...(event.mentions ? aimsOf(event.mentions) : {}),
        url: event.url ?? null,
      };
    case 'message_stopped':
      if (!author) return null;
      return { kind: 'said', key, thread, at, author, content: kept(event.text), replyTo: null, targets: [] };
    case 'message_deleted':
      return { kind: 'deleted', key, thread, at };
    case 'reaction': {
      const emoji = storable(event.emoji).slice(0, LONGEST_EMOJI).toWellFormed();
      if (!author || emoji === '') return null;
      return { kind: 'reacted', key, thread, at, emoji, account: author.account, on: event.on };
    }
    default:
      return null;
  }
}

const kept = (text: string): string => storable(text.slice(0, LONGEST_CONTENT));

function aimsOf(mentions: readonly { id: string; name: string }[] = []) {
  const some = mentions.filter(({ id }) => id !== '' && id.length <= LONGEST_ID);
  return {
    targets: [...new Set(some.map(({ id }) => id))],
    targetNames: Object.fromEntries(some.flatMap(({ id, name }) => (name ? [[id, oneLine(name, 200)]] : []))),
  };
}
