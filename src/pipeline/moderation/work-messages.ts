import { type ChatMessage, lockWaiting, settleMessages, waitingMessages } from '../../db/chat-messages.ts';
import { listGuardedChannels } from '../../db/guarded-channels.ts';
import { advanceModerationHead, lockModerationHead } from '../../db/moderation-head.ts';
import { sessionsWithCase } from '../../db/moderation-sessions.ts';
import { organisationTimeZone } from '../../db/organisations.ts';
import { attempt, type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { noScores, SCREENED } from '../../domain/screening.ts';
import type { Log } from '../../log.ts';
import type { WaitingNews } from '../../messages/outbound.ts';
import { systemPrincipal } from '../members.ts';
import { MOST_WHOLE } from '../screening/long-texts.ts';
import type { Screener, Screening } from '../screening/screener.ts';
import type { AuditKey } from '../work.ts';
import type { JudgedSession, JudgeSession, JudgingWork } from './judged-session.ts';
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
  /** Told after each commit what waits to be told. */
  wake: (orgId: OrgId, news: readonly WaitingNews[]) => void;
  /** Told after each commit which cases a language model may word; the rules' words stand where absent. */
  word?: (orgId: OrgId, caseIds: readonly string[]) => void;
  log: Log;
}

const BATCH = 1000;
/** Of a batch's texts as much is judged; the rest waits for the next, so that a channel's turn comes soon. */
const BATCH_LETTERS = 60_000;
/** Below this, with no hostile message among the new ones and no case, no policy has anything to say. */
const WORTH_JUDGING = 10;
/** A policy may mind as few repeats, or people called within a minute. */
const LEAST_FLOOD = 3;

/** Waiting messages whose texts were screened. */
interface Batch {
  ids: string[];
  /** Up to which one, in the order they came. */
  head: number;
  screenings: ReadonlyMap<string, Screening>;
}

/**
 * Works on an organisation's waiting messages until none is left: screened outside of any transaction, then put into their
 * conversations and judged inside of one that only one worker at a time holds, while the next ones are screened. A message whose words
 * change meanwhile waits for the next round; what a crash leaves behind waits still. Answers how many it worked on.
 */
export async function workMessages(parts: WorkingParts, orgId: OrgId, signal: AbortSignal): Promise<number> {
  const { db, log } = parts;
  const screener = await parts.screenerOf(orgId);
  let all = 0;
  let batch = await screened([]);
  while (batch) {
    const now = batch;
    const next = screened(now.ids);
    // what fails ahead fails when its turn comes
    next.catch(() => {});
    const { worked, news, toWord } = await withOrg(db, orgId, (tx) => apply(parts, tx, now));
    if (news.length > 0) parts.wake(orgId, news);
    if (toWord.length > 0) parts.word?.(orgId, toWord);
    all += worked;
    // one that was changed waits behind those that came since
    batch = (await next) ?? (await screened([]));
  }
  return all;

  async function screened(except: readonly string[]): Promise<Batch | null> {
    signal.throwIfAborted();
    const waiting = bounded(await withOrg(db, orgId, (tx) => waitingMessages(tx, BATCH, except)));
    if (waiting.length === 0) return null;
    const texts = waiting.flatMap(({ content }) => content ?? []);
    const screenings = await screenTexts(screener, texts, { signal, log });
    return { ids: waiting.map(({ id }) => id), head: Math.max(...waiting.map(({ seq }) => seq)), screenings };
  }
}

function bounded<M extends { content: string | null }>(messages: readonly M[]): M[] {
  let letters = 0;
  const some: M[] = [];
  for (const message of messages) {
    letters += Math.min(message.content?.length ?? 0, MOST_WHOLE);
    if (letters > BATCH_LETTERS && some.length > 0) break;
    some.push(message);
  }
  return some;
}

async function apply(
  parts: WorkingParts,
  tx: OrgDb,
  { ids, head, screenings }: Batch,
): Promise<{ worked: number } & Pick<JudgingWork, 'news' | 'toWord'>> {
  await lockModerationHead(tx);
  const now = parts.now();
  const rows = await lockWaiting(tx, ids);
  const people: ScreenedMessage[] = [];
  const others: ChatMessage[] = [];
  for (const row of rows) {
    if (row.author === null || row.content === null || row.author.bot) {
      others.push(row);
      continue;
    }
    const screening = row.scores ? null : screenings.get(row.content);
    // its words have changed since they were screened: it waits for the next round
    if (!row.scores && !screening) continue;
    people.push({
      ...row,
      author: row.author,
      content: row.content,
      scores: row.scores ?? screening!.scores,
      screener: row.screener ?? screening!.screener,
    });
  }
  const { sessions, sessionOf } = await placeMessages(tx, people, now);
  // programs are kept for the context, and are no part of any quarrel
  await settleMessages(tx, [
    ...people.map(({ id, scores, screener }) => ({ id, scores, screener, sessionId: sessionOf.get(id) ?? null })),
    ...others.map(({ id, sessionId }) => ({ id, scores: null, screener: null, sessionId })),
  ]);
  await advanceModerationHead(tx, head);
  const { news, toWord } = await judged(parts, tx, sessions, screenings, now);
  return { worked: people.length + others.length, news, toWord };
}

async function judged(
  { auditKey, judge, log }: WorkingParts,
  tx: OrgDb,
  sessions: readonly ChangedSession[],
  screenings: ReadonlyMap<string, Screening>,
  now: Date,
): Promise<Pick<JudgingWork, 'news' | 'toWord'>> {
  const withCase = await sessionsWithCase(
    tx,
    sessions.map(({ id }) => id),
  );
  const wanted = sessions.filter(
    ({ id, score, news, features }) =>
      score >= WORTH_JUDGING ||
      features.repeats >= LEAST_FLOOD ||
      features.mentions >= LEAST_FLOOD ||
      withCase.has(id) ||
      news.some(({ scores }) => SCREENED.some((name) => scores[name] >= HOSTILE_FROM)),
  );
  if (wanted.length === 0) return { news: [], toWord: [] };
  const channels = new Map((await listGuardedChannels(tx)).map((channel) => [channel.id, channel]));
  const principal = systemPrincipal(tx.orgId, await organisationTimeZone(tx), { platform: 'cli', audience: 'private' });
  const work: JudgingWork = { tx, principal, now, auditKey, via: 'moderation', news: [], toWord: [] };
  for (const session of wanted) {
    const channel = channels.get(session.channelId);
    if (!channel) continue;
    const before = { news: work.news.length, toWord: work.toWord.length };
    // a conversation that cannot be judged keeps no other from being judged
    const failed = await attempt(tx, () =>
      judge(work, judgedSession(session, channel, { screenings, hasCase: withCase.has(session.id) })),
    );
    if (!failed) continue;
    work.news.length = before.news;
    work.toWord.length = before.toWord;
    log.error({ err: failed.error, session: session.id }, 'a conversation could not be judged');
  }
  return work;
}

const judgedSession = (
  { id, thread, startedAt, lastAt, messages, features, score, reasons, forecast, state, news }: ChangedSession,
  channel: JudgedSession['channel'],
  { screenings, hasCase }: { screenings: ReadonlyMap<string, Screening>; hasCase: boolean },
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
    saidAt: message.saidAt,
    editedAt: message.editedAt,
    deletedAt: message.deletedAt,
    url: message.url,
    scores: message.scores ?? noScores(),
    weighed: screenings.get(message.content)?.weighed ?? [],
    screener: message.screener ?? NOBODY,
  })),
  features,
  score,
  reasons,
  course: state.course.map(([at, points]) => ({ at: new Date(at).toISOString(), score: points })),
  forecast,
});
