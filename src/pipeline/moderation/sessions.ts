import { setImmediate as yieldNow } from 'node:timers/promises';
import type { ChatMessage } from '../../db/chat-messages.ts';
import { authorsOf } from '../../db/chat-messages.ts';
import { type KeptSession, type Stretch, saveSessions, sessionsAround } from '../../db/moderation-sessions.ts';
import type { OrgDb } from '../../db/scope.ts';
import { SESSION_GAP_MS, spokenAt } from '../../domain/chat-message.ts';
import { newId } from '../../domain/id.ts';
import type { Scores } from '../../domain/screening.ts';
import { escalationOf, forecastOf } from './escalation.ts';
import { featuresOf, type SessionFeatures } from './features.ts';
import { EMPTY_STATE, type SessionState, traceOf, withoutTrace, withScore, withTrace } from './session-state.ts';

/** However busy a channel is, after so long a conversation is another one: else a channel that never rests had one case for ever. */
const LONGEST_MS = 3 * 3_600_000;
const AT_A_TIME = 16;

/** A message that was screened. */
export type ScreenedMessage = ChatMessage & {
  author: NonNullable<ChatMessage['author']>;
  content: string;
  scores: Scores;
};

/** A conversation that messages came to, or left. */
export interface ChangedSession {
  id: string;
  channelId: string;
  thread: string | null;
  startedAt: Date;
  lastAt: Date;
  messages: number;
  state: SessionState;
  features: SessionFeatures;
  score: number;
  reasons: readonly string[];
  forecast: number;
  /** Of those given, in order of time. */
  news: readonly ScreenedMessage[];
}

interface Open {
  id: string;
  channelId: string;
  thread: string | null;
  from: number;
  to: number;
  messages: number;
  state: SessionState;
  news: ScreenedMessage[];
  changed: boolean;
  /** As it stood after each of them. */
  steps: { at: number; state: SessionState; messages: number }[];
}

/**
 * Puts messages into the conversations they belong to, and says where those stand now. A message that comes late, or whose words were
 * changed, takes its place among the others; one that was changed long after it was said belongs to the conversation of then.
 * Answers the conversations that changed, kept; and of each message which is its.
 */
export async function placeMessages(
  tx: OrgDb,
  messages: readonly ScreenedMessage[],
  now: Date,
): Promise<{ sessions: ChangedSession[]; sessionOf: ReadonlyMap<string, string> }> {
  const inOrder = messages
    .map((message) => ({ message, at: Math.min(spokenAt(message).getTime(), message.receivedAt.getTime()) }))
    .toSorted((a, b) => a.at - b.at || a.message.seq - b.message.seq);
  const open = (await sessionsAround(tx, stretchesOf(inOrder), idsOf(messages))).map(opened);
  const byId = new Map(open.map((one) => [one.id, one]));
  const byPlace = Map.groupBy(open, placeKey);
  const answered = await authorsOf(
    tx,
    messages.flatMap(({ channelId, replyTo }) => (replyTo === null ? [] : [{ channelId, key: replyTo }])),
  );
  const sessionOf = new Map<string, string>();
  for (const { message, at } of inOrder) {
    const before = message.sessionId === null ? undefined : byId.get(message.sessionId);
    const session =
      before && covers(before, at) ? before : (nearest(byPlace.get(placeKey(message)) ?? [], at) ?? begun(message, at));
    if (before && before !== session) {
      before.state = withoutTrace(before.state, message.key);
      before.messages = Math.max(0, before.messages - 1);
      before.changed = true;
    }
    if (before !== session) session.messages++;
    session.from = Math.min(session.from, at);
    session.to = Math.max(session.to, at);
    session.state = withTrace(session.state, traced(message, at), {
      ...message.targetNames,
      [message.author.account]: message.author.name,
    });
    session.changed = true;
    session.news.push(message);
    session.steps.push({ at: session.to, state: session.state, messages: session.messages });
    sessionOf.set(message.id, session.id);
  }
  const sessions: ChangedSession[] = [];
  for (const one of byId.values()) {
    if (!one.changed) continue;
    sessions.push(seen(one));
    // a few hundred of them take a while: what comes in meanwhile is not kept waiting
    if (sessions.length % AT_A_TIME === 0) await yieldNow();
  }
  await saveSessions(tx, sessions.map(kept));
  return { sessions, sessionOf };

  function begun(message: ScreenedMessage, at: number): Open {
    const { channelId, thread } = message;
    const session: Open = {
      id: newId(now.getTime()),
      channelId,
      thread,
      from: at,
      to: at,
      messages: 0,
      state: EMPTY_STATE,
      news: [],
      changed: true,
      steps: [],
    };
    byId.set(session.id, session);
    const here = byPlace.get(placeKey(session));
    if (here) here.push(session);
    else byPlace.set(placeKey(session), [session]);
    return session;
  }

  function traced(message: ScreenedMessage, at: number) {
    const { key, author, scores, content, targets, replyTo, reactions, reputation, channelId } = message;
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
    });
  }
}

const placeKey = ({ channelId, thread }: { channelId: string; thread: string | null }): string =>
  JSON.stringify([channelId, thread]);

const covers = ({ from, to }: Open, at: number): boolean => at >= from - SESSION_GAP_MS && at <= to + SESSION_GAP_MS;

/** The conversation that a moment belongs to: the nearest, and of two as near the older. */
function nearest(sessions: readonly Open[], at: number): Open | undefined {
  const far = ({ from, to }: Open): number => Math.max(0, from - at, at - to);
  const long = ({ from, to }: Open): number => Math.max(to, at) - Math.min(from, at);
  return sessions
    .filter((one) => covers(one, at) && (far(one) === 0 || long(one) <= LONGEST_MS))
    .toSorted((a, b) => far(a) - far(b) || a.from - b.from || (a.id < b.id ? -1 : 1))[0];
}

function stretchesOf(messages: readonly { message: ScreenedMessage; at: number }[]): Stretch[] {
  const places = Map.groupBy(messages, ({ message }) => placeKey(message));
  return [...places.values()].map((some) => ({
    channelId: some[0]!.message.channelId,
    thread: some[0]!.message.thread,
    from: new Date(some[0]!.at - SESSION_GAP_MS),
    to: new Date(some.at(-1)!.at + SESSION_GAP_MS),
  }));
}

const idsOf = (messages: readonly ScreenedMessage[]): string[] => [
  ...new Set(messages.flatMap(({ sessionId }) => sessionId ?? [])),
];

const opened = ({ id, channelId, thread, startedAt, lastAt, messages, state }: KeptSession): Open => ({
  id,
  channelId,
  thread,
  from: startedAt.getTime(),
  to: lastAt.getTime(),
  messages,
  state: { ...EMPTY_STATE, ...(state as Partial<SessionState>) },
  news: [],
  changed: false,
  steps: [],
});

/** From this score on it is worth seeing how it came there, message by message; a batch shows so many steps of it. */
const WORTH_FOLLOWING = 25;
const MOST_STEPS = 24;

function seen({ from, to, steps, ...open }: Open): ChangedSession {
  const startedAt = from;
  const features = featuresOf(open.state, { messages: open.messages, startedAt });
  const { score, reasons } = escalationOf(features);
  let { course } = open.state;
  if (score >= WORTH_FOLLOWING)
    for (const { at, state, messages } of spread(steps.slice(0, -1), MOST_STEPS))
      course = withScore(
        { ...state, course },
        at,
        escalationOf(featuresOf(state, { messages, startedAt })).score,
      ).course;
  const state = withScore({ ...open.state, course }, to, score);
  return {
    ...open,
    startedAt: new Date(from),
    lastAt: new Date(to),
    state,
    features,
    score,
    reasons,
    forecast: forecastOf(features, score, state.course),
  };
}

/** So many of them, evenly. */
const spread = <T>(all: readonly T[], most: number): T[] =>
  all.length <= most
    ? [...all]
    : Array.from({ length: most }, (_, i) => all[Math.round((i * (all.length - 1)) / (most - 1))]!);

const kept = ({
  id,
  channelId,
  thread,
  startedAt,
  lastAt,
  messages,
  state,
  score,
  reasons,
}: ChangedSession): KeptSession => ({
  id,
  channelId,
  thread,
  startedAt,
  lastAt,
  messages,
  state: { ...state },
  score,
  reasons,
});
