import { setImmediate as yieldNow } from 'node:timers/promises';
import { type KeptSession, saveProgress, saveSessions } from '../../db/moderation-sessions.ts';
import type { OrgDb } from '../../db/scope.ts';
import { SESSION_GAP_MS } from '../../domain/chat-message.ts';
import { newId } from '../../domain/id.ts';
import type { Conversation, Place } from './conversation-memory.ts';
import { escalationOf, forecastOf } from './escalation.ts';
import { featuresOf, type SessionFeatures } from './features.ts';
import {
  momentOf,
  namesIn,
  openConversations,
  type PlacedMessage,
  placeKey,
  type ScreenedMessage,
  type StoredState,
} from './open-conversations.ts';
import { EMPTY_STATE, type SessionState, withoutTrace, withScore, withTrace } from './session-state.ts';

export type { ScreenedMessage } from './open-conversations.ts';

/** However busy a channel is, after so long a conversation is another one: else a channel that never rests had one case for ever. */
const LONGEST_MS = 3 * 3_600_000;
const AT_A_TIME = 16;
/** The state of a calm conversation that goes on is stored with every so many of its messages. */
const STORED_EVERY = 16;
/** From this score on it is stored whenever it changes. */
const CALM_BELOW = 10;

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

/** A conversation while messages are put into it. */
interface Placing {
  readonly id: string;
  readonly channelId: string;
  readonly thread: string | null;
  from: number;
  to: number;
  messages: number;
  state: SessionState;
  stored: number;
  /** Something came to it that cannot be told from its newest messages alone. */
  rewritten: boolean;
  news: ScreenedMessage[];
  changed: boolean;
  /** As it stood after each of them. */
  steps: { at: number; state: SessionState; messages: number }[];
}

export interface Placed {
  sessions: ChangedSession[];
  /** Of each message which conversation is its. */
  sessionOf: ReadonlyMap<string, string>;
  /** What may be remembered once it is committed; null for what is not fully known. */
  places: ReadonlyMap<string, Place | null>;
}

/**
 * Puts messages into the conversations they belong to, and says where those stand now. A message that comes late, or whose words were
 * changed, takes its place among the others; one that was changed long after it was said belongs to the conversation of then.
 * Answers the conversations that changed, kept.
 */
export async function placeMessages(
  tx: OrgDb,
  messages: readonly ScreenedMessage[],
  { now, remembered }: { now: Date; remembered: (place: string) => Place | undefined },
): Promise<Placed> {
  const inOrder: PlacedMessage[] = messages
    .map((message) => ({ message, at: momentOf(message) }))
    .toSorted((a, b) => a.at - b.at || a.message.seq - b.message.seq);
  const opened = await openConversations(tx, inOrder, { now, remembered });
  const open = opened.conversations.map((one) => placing(one, opened.behind.has(one.id)));
  const byId = new Map(open.map((one) => [one.id, one]));
  const byPlace = Map.groupBy(open, placeKey);
  const sessionOf = new Map<string, string>();
  for (const placed of inOrder) {
    const { message, at } = placed;
    const before = message.sessionId === null ? undefined : byId.get(message.sessionId);
    const session =
      before && covers(before, at) ? before : (nearest(byPlace.get(placeKey(message)) ?? [], at) ?? begun(message, at));
    if (before && before !== session) {
      before.state = withoutTrace(before.state, message.key);
      before.messages = Math.max(0, before.messages - 1);
      before.changed = true;
      before.rewritten = true;
    }
    session.rewritten ||= !isNext(placed, session);
    if (before !== session) session.messages++;
    session.from = Math.min(session.from, at);
    session.to = Math.max(session.to, at);
    session.state = withTrace(session.state, opened.traced(placed), namesIn(message));
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
  const whole = new Set(sessions.filter((one) => isStoredNow(one, byId.get(one.id)!)).map(({ id }) => id));
  await saveSessions(tx, sessions.filter(({ id }) => whole.has(id)).map(kept));
  await saveProgress(
    tx,
    sessions.filter(({ id }) => !whole.has(id)),
  );
  return { sessions, sessionOf, places: placesAfter() };

  function begun(message: ScreenedMessage, at: number): Placing {
    const { channelId, thread } = message;
    const session = placing(
      { id: newId(now.getTime()), channelId, thread, from: at, to: at, messages: 0, state: EMPTY_STATE, stored: 0 },
      true,
    );
    byId.set(session.id, session);
    const here = byPlace.get(placeKey(session));
    if (here) here.push(session);
    else byPlace.set(placeKey(session), [session]);
    return session;
  }

  function placesAfter(): Map<string, Place | null> {
    const states = new Map(sessions.map(({ id, state }) => [id, state]));
    const places = new Map<string, Place | null>();
    for (const [key, all] of byPlace) {
      const since = opened.since.get(key);
      if (since === undefined) {
        places.set(key, null);
        continue;
      }
      // what ended an hour before the last message has nothing to come
      const from = Math.max(since, Math.max(...all.map(({ to }) => to)) - 2 * SESSION_GAP_MS);
      const conversations = all.flatMap(({ id, channelId, thread, from: first, to, messages, state, stored }) =>
        to < from
          ? []
          : [
              {
                id,
                channelId,
                thread,
                from: first,
                to,
                messages,
                state: states.get(id) ?? state,
                stored: whole.has(id) ? messages : stored,
              },
            ],
      );
      places.set(key, { from, conversations });
    }
    return places;
  }
}

const placing = (one: Conversation, rewritten: boolean): Placing => ({
  ...one,
  rewritten,
  news: [],
  changed: false,
  steps: [],
});

/**
 * Whether a message that was never worked on comes after all that is stored of its conversation: then it is found again as one of its
 * newest.
 */
const isNext = ({ message, at }: PlacedMessage, { to, messages, stored }: Placing): boolean =>
  message.sessionId === null && at === message.saidAt.getTime() && (at > to || (at === to && messages > stored));

const isStoredNow = ({ messages, score }: ChangedSession, { rewritten, stored }: Placing): boolean =>
  rewritten || score >= CALM_BELOW || messages - stored >= STORED_EVERY;

const covers = ({ from, to }: Placing, at: number): boolean => at >= from - SESSION_GAP_MS && at <= to + SESSION_GAP_MS;

/** The conversation that a moment belongs to: the nearest, and of two as near the older. */
function nearest(sessions: readonly Placing[], at: number): Placing | undefined {
  const far = ({ from, to }: Placing): number => Math.max(0, from - at, at - to);
  const long = ({ from, to }: Placing): number => Math.max(to, at) - Math.min(from, at);
  return sessions
    .filter((one) => covers(one, at) && (far(one) === 0 || long(one) <= LONGEST_MS))
    .toSorted((a, b) => far(a) - far(b) || a.from - b.from || (a.id < b.id ? -1 : 1))[0];
}

/** From this score on it is worth seeing how it came there, message by message; a batch shows so many steps of it. */
const WORTH_FOLLOWING = 25;
const MOST_STEPS = 24;

function seen({ from, to, steps, ...open }: Placing): ChangedSession {
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
  state: { ...state, through: messages } satisfies StoredState,
  score,
  reasons,
});
