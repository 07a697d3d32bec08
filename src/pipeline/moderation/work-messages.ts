import { type ChatMessage, keptScores } from '../../db/chat-message-row.ts';
import { keepPeaks } from '../../db/conversation-peaks.ts';
import { guardedChannelsById } from '../../db/guarded-channels.ts';
import { advanceModerationHead, lockModerationHead } from '../../db/moderation-head.ts';
import { sessionsWithCase } from '../../db/moderation-sessions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { type SaidElsewhere, saidInSeveral } from '../../db/said-elsewhere.ts';
import { attempt, type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import { holdWaiting, settleMessages, type WaitingMessage, waitingMessages } from '../../db/waiting-messages.ts';
import { mayLink, STOPPED } from '../../domain/chat-message.ts';
import { LONGEST_SPAM_SECONDS } from '../../domain/content-policy.ts';
import type { OrgId } from '../../domain/id.ts';
import { noScores, SCREENED } from '../../domain/screening.ts';
import type { Log } from '../../log.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import { systemPrincipal } from '../members.ts';
import { MOST_WHOLE } from '../screening/long-texts.ts';
import type { Screener, Screening } from '../screening/screener.ts';
import type { AuditKey } from '../work.ts';
import { type ConversationMemory, createConversationMemory } from './conversation-memory.ts';
import { escalationOf } from './escalation.ts';
import { featuresOf } from './features.ts';
import { newcomersAmong } from './joins/newcomers.ts';
import type { JudgedSession, JudgeSession, JudgingWork } from './judged-session.ts';
import { createListMemory, type Listed, type ListMemory, NO_LISTS, opensCase } from './lists/listed.ts';
import { ownWords } from './own-words.ts';
import { isBusy } from './posting/rates.ts';
import { NOBODY, screenTexts } from './screen-texts.ts';
import { HOSTILE_FROM } from './session-state.ts';
import { type ChangedSession, placeMessages, type ScreenedMessage } from './sessions.ts';

export interface WorkingParts {
  db: Db;
  now: () => Date;
  auditKey: AuditKey;
  /** The screener of an organisation: its words may weigh more or less than elsewhere. */
  screenerOf: (orgId: OrgId) => Promise<Screener>;
  judge: JudgeSession;
  /** What the last run left of conversations need not be read by the next; nothing outlives a run where absent. */
  memory?: ConversationMemory;
  /** The same of block lists. */
  lists?: ListMemory;
  /** Told after each commit what waits to be told. */
  wake: (orgId: OrgId, news: readonly WaitingNews[]) => void;
  /** Told after each commit which cases a language model may word; the rules' words stand where absent. */
  word?: (orgId: OrgId, caseIds: readonly string[]) => void;
  log: Log;
}

/** So many messages at a time, and about as long: whoever waits for the next batch waits no longer, however slow the machine is. */
const BATCH = { most: 1000, least: 100, ms: 250 };
/** Of a batch's texts as much is judged; the rest waits for the next, so that a channel's turn comes soon. */
const BATCH_LETTERS = 60_000;
/** Below this, with no hostile message among the new ones and no case, no policy has anything to say. */
const WORTH_JUDGING = 10;
/** A policy may mind as few repeats, or people called within a minute. */
const LEAST_FLOOD = 3;

type Working = WorkingParts & Required<Pick<WorkingParts, 'lists'>>;

/** Waiting messages whose texts were screened. */
interface Batch {
  messages: readonly WaitingMessage[];
  screenings: ReadonlyMap<string, Screening>;
}

/**
 * Works on an organisation's waiting messages until none is left: screened outside of any transaction, then put into their
 * conversations and judged inside of one that only one worker at a time holds, while the next ones are screened. A message whose words
 * change meanwhile waits for the next round; what a crash leaves behind waits still. Answers how many it worked on.
 */
export async function workMessages(parts: WorkingParts, orgId: OrgId, signal: AbortSignal): Promise<number> {
  const { db, log, memory = createConversationMemory(), lists = createListMemory() } = parts;
  const screener = await parts.screenerOf(orgId);
  let all = 0;
  let size = BATCH.most;
  let batch = await screened([]);
  while (batch) {
    const now = batch;
    const next = screened(now.messages.map(({ id }) => id));
    // what fails ahead fails when its turn comes
    next.catch(() => {});
    const began = performance.now();
    const { worked, news, toWord, keep } = await withOrg(db, orgId, (tx) =>
      apply({ ...parts, lists }, memory, tx, now),
    );
    keep();
    const fitting = (now.messages.length * BATCH.ms) / (performance.now() - began);
    size = Math.round(Math.max(BATCH.least, Math.min(BATCH.most, fitting)));
    if (news.length > 0) parts.wake(orgId, news);
    if (toWord.length > 0) parts.word?.(orgId, toWord);
    all += worked;
    // one that was changed waits behind those that came since
    batch = (await next) ?? (await screened([]));
  }
  return all;

  async function screened(except: readonly string[]): Promise<Batch | null> {
    signal.throwIfAborted();
    const messages = bounded(await withOrg(db, orgId, (tx) => waitingMessages(tx, size, except)));
    if (messages.length === 0) return null;
    return { messages, screenings: await screenTexts(screener, messages.flatMap(unscreened), { signal, log }) };
  }
}

/** What of a message is still to be screened: what it tells of others is not its author's. */
const unscreened = ({ scores, author, content }: ChatMessage): string[] =>
  scores === null && content !== null && !author?.bot ? [ownWords(content)] : [];

function bounded(messages: readonly WaitingMessage[]): WaitingMessage[] {
  let letters = 0;
  const some: WaitingMessage[] = [];
  for (const message of messages) {
    letters += Math.min(unscreened(message)[0]?.length ?? 0, MOST_WHOLE);
    if (letters > BATCH_LETTERS && some.length > 0) break;
    some.push(message);
  }
  return some;
}

async function apply(
  parts: Working,
  memory: ConversationMemory,
  tx: OrgDb,
  { messages, screenings }: Batch,
): Promise<{ worked: number; keep: () => void } & Pick<JudgingWork, 'news' | 'toWord'>> {
  const { orgId } = tx;
  const found = await lockModerationHead(tx);
  const now = parts.now();
  const people: ScreenedMessage[] = [];
  const others: ChatMessage[] = [];
  for (const row of await holdWaiting(tx, messages)) {
    if (row.author === null || row.content === null || row.author.bot) {
      others.push(row);
      continue;
    }
    const screening = row.scores ? null : screenings.get(ownWords(row.content));
    // its words have changed since they were screened: it waits for the next round
    if (!row.scores && !screening) continue;
    people.push({
      ...row,
      author: row.author,
      content: row.content,
      scores: row.scores ?? keptScores(screening!.scores),
      screener: row.screener ?? screening!.screener,
    });
  }
  const remembered = (place: string) => memory.find(orgId, found, place);
  const { sessions, sessionOf, places } = await placeMessages(tx, people, { now, remembered });
  // programs are kept for the context, and are no part of any quarrel
  await settleMessages(tx, [
    ...people.map(({ id, scores, screener }) => ({ id, scores, screener, sessionId: sessionOf.get(id) ?? null })),
    ...others.map(({ id, sessionId }) => ({ id, scores: null, screener: null, sessionId })),
  ]);
  const left = await advanceModerationHead(tx, Math.max(...messages.map(({ seq }) => seq)));
  const { news, toWord } = await judged(parts, tx, sessions, screenings, now);
  const keep = (): void => memory.keep(orgId, { found, left }, places);
  return { worked: people.length + others.length, news, toWord, keep };
}

async function judged(
  { auditKey, judge, log, lists: memory }: Working,
  tx: OrgDb,
  sessions: readonly ChangedSession[],
  screenings: ReadonlyMap<string, Screening>,
  now: Date,
): Promise<Pick<JudgingWork, 'news' | 'toWord'>> {
  const withCase = await sessionsWithCase(
    tx,
    sessions.map(({ id }) => id),
  );
  const elsewhere = await spokenElsewhere(tx, sessions, now);
  const lists = await memory.in(tx);
  const platforms = lists === NO_LISTS ? new Map<string, string>() : await platformsOf(tx, sessions);
  const newcomers = await newcomersAmong(
    tx,
    sessions.flatMap(({ news }) => news.map(({ author }) => author.account)),
    now,
  );
  const isListed = ({ channelId, news }: ChangedSession): boolean => {
    const platform = platforms.get(channelId);
    return (
      platform !== undefined &&
      news.some(({ author, content }) =>
        lists.message(platform, { author: author.account, content }, now).some(opensCase),
      )
    );
  };
  const wanted = sessions.filter((session) => {
    const { id, score, news, features, state } = session;
    return (
      score >= WORTH_JUDGING ||
      features.repeats >= LEAST_FLOOD ||
      features.mentions >= LEAST_FLOOD ||
      withCase.has(id) ||
      isBusy(state.recent) ||
      news.some((message) => elsewhere.has(message.author.account) || carries(message)) ||
      news.some(({ scores }) => SCREENED.some((name) => scores[name] >= HOSTILE_FROM)) ||
      isListed(session) ||
      (newcomers.size > 0 && news.some(({ author }) => newcomers.has(author.account)))
    );
  });
  if (wanted.length === 0) return { news: [], toWord: [] };
  const channels = new Map(
    (
      await guardedChannelsById(
        tx,
        wanted.map(({ channelId }) => channelId),
      )
    ).map((channel) => [channel.id, channel]),
  );
  const principal = systemPrincipal(tx.orgId, await organisationTimeZone(tx), { platform: 'cli', audience: 'private' });
  const work: JudgingWork = { tx, principal, now, auditKey, via: 'moderation', news: [], toWord: [], peaks: [] };
  const each = wanted.flatMap((session) => {
    const channel = channels.get(session.channelId);
    return channel
      ? [
          judgedSession(session, channel, {
            ...{ screenings, hasCase: withCase.has(session.id), elsewhere },
            listed: (said) => lists.message(channel.platform, said, now),
          }),
        ]
      : [];
  });
  const all = await tried(each);
  // a conversation that cannot be judged keeps no other from being judged
  if (all)
    for (const one of each) {
      const failed = each.length > 1 ? await tried([one]) : all;
      if (failed) log.error({ err: failed.error, session: one.session.id }, 'a conversation could not be judged');
    }
  await keepPeaks(tx, work.peaks);
  return work;

  /** Judges all of them, or leaves no trace of any. */
  async function tried(some: readonly JudgedSession[]): Promise<{ error: unknown } | null> {
    const before = { news: work.news.length, toWord: work.toWord.length, peaks: work.peaks.length };
    const failed = await attempt(tx, async () => {
      for (const one of some) await judge(work, one);
    });
    if (failed) {
      work.news.length = before.news;
      work.toWord.length = before.toWord;
      work.peaks.length = before.peaks;
    }
    return failed;
  }
}

/** The platform of each conversation's channel. */
async function platformsOf(tx: OrgDb, sessions: readonly ChangedSession[]): Promise<ReadonlyMap<string, string>> {
  const channels = await guardedChannelsById(tx, [...new Set(sessions.map(({ channelId }) => channelId))]);
  return new Map(channels.map(({ id, platform }) => [id, platform]));
}

/** Whether somebody posts what a policy may refuse, or was stopped from it. */
const carries = ({ key, content, attachments }: ScreenedMessage): boolean =>
  attachments.length > 0 || key.startsWith(STOPPED) || mayLink(content);

/** By account, what those said who lately spoke in more than one guarded channel. */
async function spokenElsewhere(
  tx: OrgDb,
  sessions: readonly ChangedSession[],
  now: Date,
): Promise<ReadonlyMap<string, readonly SaidElsewhere[]>> {
  const accounts = new Set(sessions.flatMap(({ news }) => news.map(({ author }) => author.account)));
  const since = new Date(now.getTime() - 2 * LONGEST_SPAM_SECONDS * 1000);
  return Map.groupBy(await saidInSeveral(tx, [...accounts], since), ({ account }) => account);
}

const judgedSession = (
  { id, thread, startedAt, lastAt, messages, features, score, reasons, forecast, state, news }: ChangedSession,
  channel: JudgedSession['channel'],
  {
    screenings,
    hasCase,
    elsewhere,
    listed,
  }: {
    screenings: ReadonlyMap<string, Screening>;
    hasCase: boolean;
    elsewhere: ReadonlyMap<string, readonly SaidElsewhere[]>;
    listed: Listed;
  },
): JudgedSession => ({
  channel,
  hasCase,
  session: { id, thread, startedAt, lastAt, messages },
  newMessages: news.map((message) => ({
    id: message.id,
    key: message.key,
    author: message.author.account,
    authorName: message.author.name,
    replyTo: message.replyTo,
    targets: message.targets,
    content: message.content,
    attachments: message.attachments,
    stickers: message.stickers,
    saidAt: message.saidAt,
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
    url: message.url,
    scores: message.scores ?? noScores(),
    weighed: screenings.get(ownWords(message.content))?.weighed ?? [],
    screener: message.screener ?? NOBODY,
  })),
  features,
  score,
  reasons,
  course: state.course.map(([at, points]) => ({ at: new Date(at).toISOString(), score: points })),
  forecast,
  recent: state.recent,
  elsewhere: [...new Set(news.map(({ author }) => author.account))].flatMap((account) => elsewhere.get(account) ?? []),
  listed,
  without: (people) => {
    const seen = featuresOf(state, { messages, startedAt: startedAt.getTime() }, people);
    return { features: seen, ...escalationOf(seen) };
  },
});
