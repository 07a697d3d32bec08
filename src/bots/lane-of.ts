import { createHash } from 'node:crypto';
import type { InboundEvent } from '../messages/inbound.ts';
import { type Command, commandFrom, commandIn } from './commands.ts';
import { conversationOf } from './replying.ts';

/** Columns of the inbox hold no more. */
const LONGEST = { id: 400, lane: 900 };

/** What the desk is not asked for. */
const QUICK_COMMANDS: ReadonlySet<Command['kind']> = new Set([
  'link',
  'connect',
  'channel',
  'pin',
  'help',
  'home',
  'incident',
]);

/**
 * In whose line an event waits, as the inbox keeps it: clicks on one card follow each other, and never wait for a question; neither
 * does what is no question.
 */
export function laneOf(event: InboundEvent): string {
  return shortened(lane(event), LONGEST.lane);
}

function lane(event: InboundEvent): string {
  switch (event.kind) {
    case 'action':
    case 'form': {
      const { platform, workspace, channel } = event.place;
      const card = event.message?.messageId ?? `@${event.speaker.id}`;
      return ['press', platform, workspace, channel, card].join(' ');
    }
    case 'reaction': {
      const { platform, workspace, channel } = event.place;
      return ['pin', platform, workspace, channel, event.messageId].join(' ');
    }
    case 'home_opened':
    case 'bot_added':
      return [event.kind, conversationOf(event)].join(' ');
    case 'command':
    case 'message': {
      const command = event.kind === 'command' ? commandFrom(event) : commandIn(event.text);
      const quick = command !== null && QUICK_COMMANDS.has(command.kind);
      return quick ? `${command.kind} ${conversationOf(event)}` : conversationOf(event);
    }
    default:
      return conversationOf(event);
  }
}
/** The event as the database can keep it: without what JSON in it cannot hold. */
export function storable(event: InboundEvent): InboundEvent {
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed();
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, clean(one)]));
  };
  return { ...(clean(event) as InboundEvent), id: shortened(event.id, LONGEST.id) };
}

/** What a column cannot hold is kept by its digest: still the same for the same thing. */
const shortened = (text: string, most: number): string =>
  text.length <= most && !text.includes('\u0000')
    ? text.toWellFormed()
    : createHash('sha256').update(text).digest('hex');
