import type { ChatMessage } from '../../db/chat-message-row.ts';
import { authorsOf, newestOfSessions } from '../../db/chat-messages.ts';
import { type KeptSession, type Stretch, sessionsAround } from '../../db/moderation-sessions.ts';
import type { OrgDb } from '../../db/scope.ts';
import { SESSION_GAP_MS, spokenAt } from '../../domain/chat-message.ts';
import type { Scores } from '../../domain/screening.ts';
import type { Conversation, Place } from './conversation-memory.ts';
import { EMPTY_STATE, type SessionState, type Trace, traceOf, withScore, withTrace } from './session-state.ts';

/** A message that was screened. */
export type ScreenedMessage = ChatMessage & {
  author: NonNullable<ChatMessage['author']>;
  content: string;
  scores: Scores;
};

/** A message with the moment at which it counts, ms since 1970. */
export interface PlacedMessage {
  message: ScreenedMessage;
  at: number;
}

/** The conversations that messages may belong to, and what it takes to put them there. */
export interface Opened {
  conversations: Conversation[];
  /** Of these the stored state was behind: it had to be made up from their messages. */
  behind: ReadonlySet<string>;
  /** From when on every conversation of a place is among them, ms since 1970; missing for what is not fully known. */
  since: ReadonlyMap<string, number>;
  traced: (placed: PlacedMessage) => Trace;
}

/** Where a conversation is held. */
export const placeKey = ({ channelId, thread }: { channelId: string; thread: string | null }): string =>
  JSON.stringify([channelId, thread]);

/** When a message counts: nothing was said later than it came. */
export const momentOf = (message: ChatMessage): number =>
  Math.min(spokenAt(message).getTime(), message.receivedAt.getTime());

/** Finds the conversations of messages (in order of time): those that are remembered, and the others in the database. */
export async function openConversations(
  tx: OrgDb,
  messages: readonly PlacedMessage[],
  { now, remembered }: { now: Date; remembered: (place: string) => Place | undefined },
): Promise<Opened> {
  const conversations: Conversation[] = [];
  const since = new Map<string, number>();
  const unknown: Stretch[] = [];
  for (const [key, stretch] of stretchesOf(messages)) {
    const place = remembered(key);
    if (place && place.from <= stretch.from.getTime()) {
      conversations.push(...place.conversations);
      since.set(key, place.from);
      continue;
    }
    unknown.push(stretch);
    if (stretch.to >= now) since.set(key, stretch.from.getTime());
  }
  const here = new Set(conversations.map(({ id }) => id));
  const former = new Set(messages.flatMap(({ message: { sessionId } }) => sessionId ?? []));
  const found = await sessionsAround(
    tx,
    unknown,
    [...former].filter((id) => !here.has(id)),
  );
  const behind = found.flatMap(unread);
  const missing = await newestOfSessions(tx, behind);
  const traced = await tracer(tx, [...messages.map(({ message }) => message), ...[...missing.values()].flat()]);
  for (const session of found) conversations.push(opened(session, missing.get(session.id) ?? [], traced));
  return { conversations, behind: new Set(behind.map(({ sessionId }) => sessionId)), since, traced };
}

/** A conversation as it stands in the database; null where retention has taken it. */
export async function conversationNow(tx: OrgDb, sessionId: string): Promise<Conversation | null> {
  const [found] = await sessionsAround(tx, [], [sessionId]);
  if (!found) return null;
  const missing = (await newestOfSessions(tx, unread(found))).get(sessionId) ?? [];
  return opened(found, missing, await tracer(tx, missing));
}

/** Says what is remembered of each of these messages. */
async function tracer(tx: OrgDb, messages: readonly ChatMessage[]): Promise<Opened['traced']> {
  const answered = await authorsOf(
    tx,
    messages.flatMap(({ channelId, replyTo }) => (replyTo === null ? [] : [{ channelId, key: replyTo }])),
  );
  return ({ message, at }) => {
    const { key, author, scores, content, targets, replyTo, reactions, reputation, channelId, attachments, stickers } =
      message;
    return traceOf({
      key,
      at: new Date(at),
      author: author.account,
      scores,
      content,
      targets,
      replyTo,
      replyAuthor: replyTo === null ? null : (answered.get(`${channelId} ${replyTo}`) ?? null),
      reactions,
      reputation: reputation.author,
      attachments,
      stickers,
    });
  };
}

/** What stands beside a state that is stored: of how many messages it knows. */
export interface StoredState extends SessionState {
  through: number;
}

function opened(kept: KeptSession, missing: readonly ChatMessage[], traced: Opened['traced']): Conversation {
  const { through, ...known } = { ...EMPTY_STATE, through: kept.messages, ...(kept.state as Partial<StoredState>) };
  let state: SessionState = known;
  for (const message of missing) {
    const { author, content, scores } = message;
    // what was changed since waits to be worked on again
    if (author === null || content === null || scores === null) continue;
    const placed = { message: { ...message, author, content, scores }, at: momentOf(message) };
    state = withTrace(state, traced(placed), namesIn(placed.message));
  }
  if (missing.length > 0) state = withScore(state, kept.lastAt.getTime(), kept.score);
  return {
    id: kept.id,
    channelId: kept.channelId,
    thread: kept.thread,
    from: kept.startedAt.getTime(),
    to: kept.lastAt.getTime(),
    messages: kept.messages,
    state,
    stored: through,
  };
}

const unread = ({ id, messages, state }: KeptSession): { sessionId: string; count: number }[] => {
  const { through = messages } = state as Partial<StoredState>;
  return messages > through ? [{ sessionId: id, count: messages - through }] : [];
};

/** What a message says people are called. */
export const namesIn = ({ targetNames, author }: ScreenedMessage): Readonly<Record<string, string>> => ({
  ...targetNames,
  [author.account]: author.name,
});

function stretchesOf(messages: readonly PlacedMessage[]): Map<string, Stretch> {
  const stretches = new Map<string, Stretch>();
  for (const { message, at } of messages) {
    const key = placeKey(message);
    const to = new Date(at + SESSION_GAP_MS);
    const known = stretches.get(key);
    if (known) known.to = to;
    else
      stretches.set(key, {
        channelId: message.channelId,
        thread: message.thread,
        from: new Date(at - SESSION_GAP_MS),
        to,
      });
  }
  return stretches;
}
