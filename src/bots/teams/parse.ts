import { createHash } from 'node:crypto';
import type { Account, ChatPlace, InboundEvent, Mention, Speaker } from '../../messages/inbound.ts';
import type { Posted } from '../../messages/outbound.ts';
import {
  cardInvoke,
  composeInvoke,
  decoded,
  dialogInvoke,
  type Press,
  readPress,
  type TeamsActivity,
  textOfHtml,
} from './activity.ts';
import { filesIn, picturesIn } from './attached-pictures.ts';
import { quoteIn } from './quote.ts';
import { REFRESH } from './render.ts';

/** How Teams wants to be answered: with nothing, at the card that was pressed, with a dialog, or with a word in one. */
export type Reply = 'nothing' | 'card' | 'dialog' | 'sent_dialog' | 'compose' | 'sent_compose';

export type Parsed =
  | { kind: 'event'; event: InboundEvent; reply: Reply }
  /** Somebody sees a card that has a view for each: Teams asks for theirs. */
  | { kind: 'refresh'; asked: Account & { key: string } }
  /** Nothing that we know or that concerns us. */
  | { kind: 'nothing'; invoke: boolean };

/** The message extension's command, as the app package names it, that opens an incident. */
export const SHORTCUT = 'incident_from_message';
/** The one that puts a message on an incident's timeline. */
export const PIN = 'pin_message';

/** The tenant an activity came from; null where it says none. */
export const tenantOf = (activity: TeamsActivity): string | null =>
  activity.channelData?.tenant?.id ?? activity.conversation.tenantId ?? null;

/** Translates what Teams delivered through the app; `now` stands in where it does not say when. */
export function parseActivity(activity: TeamsActivity, app: string, now: Date): Parsed {
  const nothing: Parsed = { kind: 'nothing', invoke: activity.type === 'invoke' };
  const workspace = tenantOf(activity);
  if (workspace === null || activity.from.id === activity.recipient.id) return nothing;
  const place = placeOf(activity, workspace);
  const base = {
    app,
    place,
    speaker: speakerOf(activity),
    at: momentOf(activity.timestamp, now),
    handle: handleOf(activity, app),
  };
  const event = (id: string, rest: object, reply: Reply = 'nothing'): Parsed => ({
    kind: 'event',
    event: { ...base, id: idOf(activity, id), ...rest } as InboundEvent,
    reply,
  });

  switch (activity.type) {
    case 'message': {
      const press = readPress(activity.value);
      if (press) return event('press', pressed(press, place, activity.replyToId ?? null));
      return event('message', message(activity, place));
    }
    case 'messageUpdate':
      return event(`edited ${base.at}`, {
        kind: 'message_edited',
        messageId: activity.id ?? '',
        text: wordsOf(activity).text,
        ...mentionsIn(activity),
      });
    case 'messageReaction': {
      // one at a time, and never our own
      const on = (activity.reactionsAdded ?? []).length > 0;
      const emoji = (on ? activity.reactionsAdded : activity.reactionsRemoved)?.[0]?.type;
      if (!emoji || !activity.replyToId) return nothing;
      return event(`reaction ${base.at}`, { kind: 'reaction', messageId: activity.replyToId, emoji, on });
    }
    case 'messageDelete':
      return event('deleted', { kind: 'message_deleted', messageId: activity.id ?? '' });
    case 'conversationUpdate': {
      const bot = activity.recipient.id;
      if (activity.membersAdded?.some((member) => member.id === bot))
        return event(spell('added', base.at), { kind: 'bot_added' });
      if (activity.membersRemoved?.some((member) => member.id === bot))
        return event(spell('removed', base.at), { kind: 'bot_removed' });
      const [joined, ...others] = (activity.membersAdded ?? []).map(joinedAs);
      if (!joined || place.direct) return nothing;
      return event(`joined ${base.at}`, { kind: 'joined', speaker: { ...joined, bot: false }, others });
    }
    case 'installationUpdate':
      if (activity.action === 'add') return event(spell('added', base.at), { kind: 'bot_added' });
      if (activity.action === 'remove') return event(spell('removed', base.at), { kind: 'bot_removed' });
      return nothing;
    case 'invoke':
      return parseInvoke(activity, base, event) ?? nothing;
    default:
      return nothing;
  }
}

function parseInvoke(
  activity: TeamsActivity,
  account: Account & { at: string },
  event: (id: string, rest: object, reply: Reply) => Parsed,
): Parsed | null {
  const { app, place, speaker } = account;
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const press = readPress(cardInvoke.safeParse(activity.value).data?.action.data);
      if (!press) return null;
      if (press.action === REFRESH) return { kind: 'refresh', asked: { app, place, speaker, key: press.value } };
      return event('invoke', pressed(press, place, activity.replyToId ?? null), 'card');
    }
    case 'task/fetch':
    case 'task/submit': {
      const press = readPress(dialogInvoke.safeParse(activity.value).data?.data);
      if (!press) return null;
      const opened = activity.name === 'task/fetch';
      const at = opened ? (activity.replyToId ?? null) : press.from;
      return event('invoke', pressed({ ...press, form: !opened }, place, at), opened ? 'dialog' : 'sent_dialog');
    }
    case 'composeExtension/fetchTask': {
      const asked = composeInvoke.safeParse(activity.value).data;
      if (asked?.commandId !== SHORTCUT && asked?.commandId !== PIN) return null;
      const payload = asked.messagePayload;
      if (asked.commandId === PIN) {
        const { user, application } = payload?.from ?? {};
        const root = payload?.replyToId || place.thread || payload?.id || null;
        const called = {
          kind: 'shortcut',
          name: PIN,
          // the thread it stands in says which incident it is about
          place: { ...place, thread: place.direct ? place.thread : root },
          text: textOfHtml(payload?.body?.content ?? ''),
          author: user?.displayName || application?.displayName || '',
          messageId: payload?.id ?? '',
          ...(payload?.linkToMessage ? { url: payload.linkToMessage } : {}),
          writtenAt: payload?.createdDateTime ? momentOf(payload.createdDateTime, new Date(account.at)) : null,
          ours: application?.id != null && activity.recipient.id.endsWith(application.id),
        };
        return event('invoke', called, 'compose');
      }
      const shortcut = {
        kind: 'shortcut',
        name: SHORTCUT,
        text: textOfHtml(payload?.body?.content ?? ''),
        author: payload?.from?.user?.displayName ?? '',
        messageId: payload?.id ?? '',
        ...(payload?.linkToMessage ? { url: payload.linkToMessage } : {}),
      };
      return event('invoke', shortcut, 'compose');
    }
    case 'composeExtension/submitAction': {
      const press = readPress(composeInvoke.safeParse(activity.value).data?.data);
      return press && event('invoke', pressed({ ...press, form: true }, place, null), 'sent_compose');
    }
    default:
      return null;
  }
}

function pressed(press: Press, place: ChatPlace, card: string | null): object {
  const { action, value, form, fields } = press;
  const message = card === null ? null : postedAt(place, card);
  return form ? { kind: 'form', action, value, fields, message } : { kind: 'action', action, value, message };
}

/** A message as `post` answered it. */
export const postedAt = ({ workspace, channel, thread }: ChatPlace, messageId: string): Posted => ({
  platform: 'teams',
  workspace,
  channel,
  messageId,
  ...(thread && thread !== messageId ? { thread } : {}),
});

/** Typed as on other platforms. */
const COMMAND = /^\/(?:safenest(?:\s+|$))?([\p{L}?]{0,30})(?:\s+([\s\S]*))?$/iu;
/** As the app package suggests them; with more words they are a question. */
const SUGGESTED = /^(?:help|status|oncall|incident)$/i;

function message(activity: TeamsActivity, place: ChatPlace): object {
  const quoted = quoteIn(activity);
  const { text, mentioned } = wordsOf(quoted ? { ...activity, text: quoted.own } : activity);
  const addressed = place.direct || mentioned;
  const slash = addressed ? COMMAND.exec(text) : null;
  if (slash) return { kind: 'command', name: slash[1]!.toLowerCase(), text: (slash[2] ?? '').trim() };
  if (addressed && SUGGESTED.test(text)) return { kind: 'command', name: text.toLowerCase(), text: '' };
  return {
    kind: 'message',
    text,
    messageId: activity.id ?? '',
    addressed,
    // what was typed comes once more as HTML
    attachments: (activity.attachments ?? []).filter((one) => one.contentType !== 'text/html').length,
    ...picturesIn(activity),
    ...(quoted ? { quoted: quoted.quote, replyTo: quoted.quote.messageId } : {}),
    ...(place.direct ? {} : { ...mentionsIn(activity), ...filesIn(activity) }),
  };
}

/** Whom it mentions beside the bot, as Teams names them. */
function mentionsIn(activity: TeamsActivity): { mentions?: Mention[] } {
  const mentions = (activity.entities ?? []).slice(0, 200).flatMap((entity): Mention[] => {
    if (entity.type !== 'mention') return [];
    const { mentioned: who } = entity as { mentioned?: { id?: unknown; aadObjectId?: unknown; name?: unknown } };
    // of the person where Teams says who that is: the same that they speak as
    const id = typeof who?.aadObjectId === 'string' ? who.aadObjectId.toLowerCase() : who?.id;
    if (typeof id !== 'string' || id === '' || who?.id === activity.recipient.id) return [];
    return [{ id, name: typeof who?.name === 'string' ? who.name : '' }];
  });
  return mentions.length > 0 ? { mentions } : {};
}

/** What was said, the bot's own name taken out, others as names. */
function wordsOf(activity: TeamsActivity): { text: string; mentioned: boolean } {
  let text = activity.text ?? '';
  let mentioned = false;
  for (const entity of (activity.entities ?? []).slice(0, 200)) {
    if (entity.type !== 'mention') continue;
    const { mentioned: who, text: shown } = entity as { mentioned?: { id?: unknown; name?: unknown }; text?: unknown };
    const own = who?.id === activity.recipient.id;
    mentioned ||= own;
    if (typeof shown === 'string' && shown !== '')
      text = text.replace(shown, () => (own ? ' ' : typeof who?.name === 'string' ? who.name : shown));
  }
  text = text.replaceAll(/<at(?:\s[^<>]{0,200})?>([^<]{0,200})<\/at>/g, '$1');
  return {
    text: decoded(text)
      .replaceAll(/[ \t]{2,}/g, ' ')
      .trim(),
    mentioned,
  };
}

function placeOf(activity: TeamsActivity, workspace: string): ChatPlace {
  const { id, conversationType, name } = activity.conversation;
  const [channel = '', thread] = id.split(';messageid=');
  // a chat of two people is "personal" as well, when our command is called in it
  const direct = conversationType === 'personal' && !channel.startsWith('19:');
  const channelName = activity.channelData?.channel?.name ?? (direct ? undefined : name);
  return {
    platform: 'teams',
    workspace,
    channel,
    ...(channelName ? { channelName } : {}),
    thread: thread ?? null,
    direct,
  };
}

function speakerOf(activity: TeamsActivity): Speaker {
  const client = activity.entities?.find((entity) => entity.type === 'clientInfo') as
    | { locale?: unknown; timezone?: unknown }
    | undefined;
  const timeZone = activity.localTimezone ?? (typeof client?.timezone === 'string' ? client.timezone : undefined);
  const language = activity.locale ?? (typeof client?.locale === 'string' ? client.locale : undefined);
  const account = activity.from.aadObjectId?.toLowerCase();
  return {
    // of the person, the same for every bot; Teams' own id is of one bot alone
    ...(account ? { id: account, formerId: activity.from.id } : { id: activity.from.id }),
    name: activity.from.name ?? '',
    bot: activity.from.role === 'bot' || activity.from.role === 'skill' || activity.from.id.startsWith('28:'),
    ...(timeZone ? { timeZone } : {}),
    ...(language ? { language } : {}),
  };
}

/** Of the person where Teams says who that is: the same that they speak as. */
const joinedAs = ({ id, name, aadObjectId }: TeamsActivity['from']): Mention => ({
  id: aadObjectId?.toLowerCase() ?? id,
  name: name ?? '',
});

/** What answering there takes, later and in another process. */
function handleOf(activity: TeamsActivity, app: string): Record<string, string> {
  return {
    app,
    service: activity.serviceUrl,
    user: activity.from.id,
    account: activity.from.aadObjectId?.toLowerCase() ?? activity.from.id,
    kind: activity.conversation.conversationType ?? '',
    ...(activity.type === 'invoke' && activity.id ? { invoke: activity.id } : {}),
    ...(activity.name?.startsWith('composeExtension/') ? { compose: 'true' } : {}),
  };
}

/** Ids count within a conversation only; too long ones are kept by their digest. */
function idOf(activity: TeamsActivity, what: string): string {
  const id = `${what} ${activity.conversation.id} ${what.startsWith('added') || what.startsWith('removed') ? '' : (activity.id ?? momentOf(activity.timestamp, new Date(0)))}`;
  return id.length <= 400 ? id : `${what.slice(0, 60)} ${createHash('sha256').update(id).digest('base64url')}`;
}

/** Adding and removing is told in two ways, within moments: both carry one id. */
const spell = (what: string, at: string): string => `${what} ${at.slice(0, 15)}0`;

function momentOf(timestamp: string | undefined, now: Date): string {
  const date = new Date(timestamp ?? '');
  return (Number.isNaN(date.getTime()) ? now : date).toISOString();
}
