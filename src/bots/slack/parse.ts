import type { Mention, Speaker } from '../../messages/inbound.ts';
import { parseInteraction } from './parse-interaction.ts';
import { eventCallback, type MessageEvent, type OtherEvent } from './payloads.ts';
import { ignored, isDirect, namesIn, type Parsed, placeOf, type Reading, speakerOf, timeOf } from './reading.ts';
import { filesIn, picturesIn } from './shared-pictures.ts';
import { mentionedIn, typedText } from './typed-text.ts';

/** Slack's payload as what somebody did. Pure; throws for nothing. */
export function parse(body: unknown, reading: Reading): Parsed {
  const callback = eventCallback.safeParse(body);
  if (!callback.success) return parseInteraction(body, reading);
  const { event, event_id: eventId, event_time: time, team_id: team, authorizations = [] } = callback.data;
  const ours = [team, ...authorizations.map((one) => one.team_id)].includes(reading.teamId);
  if (!ours) return ignored('another workspace');
  // a moment that no date can hold is none
  const told = new Date((time ?? Number.NaN) * 1000);
  const at = Number.isNaN(told.getTime()) ? reading.receivedAt : told;
  return event.type === 'message' || event.type === 'app_mention'
    ? parseMessage(event as MessageEvent, eventId, at, reading)
    : parseOther(event as OtherEvent, eventId, at, reading);
}

/**
 * The thread of a channel in which somebody says something and calls nobody: it is for us where we have answered there. Null for
 * everything else.
 */
export function threadSpokenIn(body: unknown): { channel: string; thread: string } | null {
  const callback = eventCallback.safeParse(body);
  if (!callback.success) return null;
  const event = callback.data.event as MessageEvent | OtherEvent;
  if (event.type !== 'message' || isDirect(event.channel)) return null;
  const { channel, thread_ts: thread, ts, subtype, bot_id: bot, text = '' } = event;
  if (thread === undefined || thread === ts || bot !== undefined || mentionedIn(text).length > 0) return null;
  return subtype === undefined || subtype === 'file_share' ? { channel, thread } : null;
}

/** The channel in which something was said, changed or reacted to; null for everything else, and alone with somebody. */
export function channelOfMessage(body: unknown): { channel: string; thread: null; direct: false } | null {
  const callback = eventCallback.safeParse(body);
  if (!callback.success) return null;
  const event = callback.data.event as MessageEvent | OtherEvent;
  const said = event.type === 'message' || event.type === 'app_mention';
  const channel = said ? event.channel : null;
  return channel === null || isDirect(channel) ? null : { channel, thread: null, direct: false };
}

/** The accounts worth looking up before a payload is parsed: who speaks to us and whom they mention. */
export function accountsIn(
  body: unknown,
  { botUserId, talking = false }: Pick<Reading, 'botUserId' | 'talking'>,
): string[] {
  const callback = eventCallback.safeParse(body);
  if (callback.success) {
    const event = callback.data.event as MessageEvent | OtherEvent;
    if (event.type === 'app_home_opened') return [event.user];
    if (event.type !== 'message' && event.type !== 'app_mention') return [];
    const { channel, bot_id: bot } = event;
    const { user, text = '' } = event.subtype === 'message_changed' && event.message ? event.message : event;
    const mentioned = mentionedIn(text);
    // what is said beside us costs no look-up
    if (bot !== undefined || user === undefined || !(talking || isDirect(channel) || mentioned.includes(botUserId)))
      return [];
    return [...new Set([user, ...mentioned.filter((one) => one !== botUserId).slice(0, 10)])];
  }
  if (typeof body !== 'object' || body === null) return [];
  const {
    user,
    user_id: id,
    message,
  } = body as { user?: { id?: unknown }; user_id?: unknown; message?: { user?: unknown } };
  return [user?.id, id, message?.user].filter((one): one is string => typeof one === 'string' && one !== '');
}

/** Messages as people write them; the others tell of channels and topics. */
const WRITTEN = new Set([undefined, 'file_share', 'thread_broadcast', 'me_message', 'bot_message']);

function parseMessage(event: MessageEvent, eventId: string, at: Date, reading: Reading): Parsed {
  const { app, botUserId, botId } = reading;
  const { channel, subtype } = event;
  const said =
    subtype === 'message_changed' ? event.message : subtype === 'message_deleted' ? event.previous_message : event;
  const own = (one: { user?: string; bot_id?: string } | undefined): boolean =>
    one !== undefined && (one.user === botUserId || (botId !== null && one.bot_id === botId));
  if (own(said) || own(event.previous_message)) return ignored('our own message');
  const direct = isDirect(channel);
  // alone with somebody everything is one conversation; where in it the answer stands, the handle says
  const place = placeOf(reading, { channel, thread: direct ? null : (said?.thread_ts ?? said?.ts ?? null) });
  const author = said?.user ?? said?.bot_id ?? '';
  const speaker: Speaker = {
    ...speakerOf(author, reading, said?.username),
    ...(said?.bot_id !== undefined || subtype === 'bot_message' ? { bot: true } : {}),
  };
  if (subtype === 'message_changed' || subtype === 'message_deleted') {
    const common = { id: `event:${eventId}`, app, place, speaker, at: at.toISOString() };
    const gone = subtype === 'message_deleted' || said?.subtype === 'tombstone';
    const messageId = (subtype === 'message_deleted' ? event.deleted_ts : undefined) ?? said?.ts;
    if (messageId === undefined) return ignored('a change of nothing');
    if (gone) return { kind: 'event', event: { ...common, kind: 'message_deleted', messageId } };
    // a preview that was added, a reply that was counted
    if (said?.text === undefined || said.text === event.previous_message?.text)
      return ignored('its words are the same');
    const text = typedText(said.text, namesIn(reading), botUserId);
    const edited = said.edited?.ts === undefined ? common.at : timeOf(said.edited.ts, at);
    return {
      kind: 'event',
      event: { ...common, at: edited, kind: 'message_edited', messageId, text, ...mentionsIn(said.text, reading) },
    };
  }
  if (!WRITTEN.has(subtype) || author === '') return ignored('nothing that anybody wrote');
  const { text = '', ts, files = [], attachments = [] } = event;
  const thread = event.thread_ts ?? (direct ? ts : undefined);
  const called = direct || event.type === 'app_mention' || mentionedIn(text).includes(botUserId);
  return {
    kind: 'event',
    event: {
      // a mention is delivered as a message too: both are the same one
      id: `message:${channel}:${ts}`,
      app,
      place,
      speaker,
      at: timeOf(ts, at),
      handle: { app, message: ts, user: author, workspaceName: reading.teamName, ...(thread ? { thread } : {}) },
      kind: 'message',
      text: typedText(text, namesIn(reading), botUserId),
      messageId: ts,
      addressed: called || reading.talking === true,
      ...(called ? {} : { overheard: true as const }),
      attachments: files.length + attachments.length,
      ...picturesIn(files),
      ...(direct ? {} : { ...mentionsIn(text, reading), ...filesIn(files) }),
    },
  };
}

/** Whom a text mentions beside the bot. */
function mentionsIn(text: string, reading: Reading): { mentions?: Mention[] } {
  const others = mentionedIn(text).filter((id) => id !== reading.botUserId);
  return others.length === 0
    ? {}
    : { mentions: others.map((id) => ({ id, name: reading.people.get(id)?.name ?? '' })) };
}

function parseOther(event: OtherEvent, eventId: string, at: Date, reading: Reading): Parsed {
  const { app, botUserId } = reading;
  const told = (
    kind: 'home_opened' | 'bot_added' | 'bot_removed' | 'joined',
    channel: string,
    user: string,
  ): Parsed => {
    const place = placeOf(reading, { channel, thread: null });
    const speaker = speakerOf(user, reading);
    return { kind: 'event', event: { id: `event:${eventId}`, app, place, speaker, at: at.toISOString(), kind } };
  };
  switch (event.type) {
    case 'app_home_opened':
      return event.tab === 'messages'
        ? { kind: 'prompts', channel: event.channel, thread: null, user: event.user }
        : told('home_opened', event.channel, event.user);
    case 'assistant_thread_started': {
      const { channel_id: channel, thread_ts: thread, user_id: user } = event.assistant_thread;
      return { kind: 'prompts', channel, thread, user };
    }
    case 'member_joined_channel':
      return event.user === botUserId
        ? told('bot_added', event.channel, event.inviter ?? '')
        : told('joined', event.channel, event.user);
    case 'channel_left':
    case 'group_left':
      return told('bot_removed', event.channel, '');
    case 'reaction_added':
    case 'reaction_removed': {
      if (event.item.channel === undefined || event.item.ts === undefined) return ignored('a reaction to no message');
      if (event.user === botUserId) return ignored('our own reaction');
      const { channel, ts: messageId } = event.item;
      const place = placeOf(reading, { channel, thread: null });
      const on = event.type === 'reaction_added';
      return {
        kind: 'event',
        event: {
          id: `event:${eventId}`,
          app,
          place,
          speaker: speakerOf(event.user, reading),
          at: at.toISOString(),
          kind: 'reaction',
          messageId,
          emoji: event.reaction,
          on,
        },
      };
    }
    case 'app_uninstalled':
      return told('bot_removed', '', '');
    case 'tokens_revoked':
      return event.tokens.bot?.includes(botUserId) ? told('bot_removed', '', '') : ignored('tokens of people');
  }
}
