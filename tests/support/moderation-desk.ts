import { evidenceOf } from '../../src/db/case-evidence.ts';
import { listCases } from '../../src/db/cases.ts';
import { withOrg } from '../../src/db/scope.ts';
import type { MessageFact } from '../../src/domain/chat-message.ts';
import type { ModerationCase, Strictness } from '../../src/domain/moderation.ts';
import { silentLog } from '../../src/log.ts';
import type { WaitingNews } from '../../src/messages/outbound.ts';
import { auditKey } from '../../src/pipeline/audit.ts';
import { guardChannel } from '../../src/pipeline/moderation/guarded-channels.ts';
import { judgeSession } from '../../src/pipeline/moderation/judge-session.ts';
import { createMessageTaker } from '../../src/pipeline/moderation/take-messages.ts';
import { workMessages } from '../../src/pipeline/moderation/work-messages.ts';
import type { Screener } from '../../src/pipeline/screening/screener.ts';
import type { Work } from '../../src/pipeline/work.ts';
import { newOrganisation, type TestDatabase, type TestOrganisation } from './database.ts';
import { wordScreener } from './word-screener.ts';

/** Who says what, some minutes after noon; `to` is whom it is aimed at. */
export type Said = readonly [at: number, by: string, content: string, to?: string];

export const NOON = new Date('2026-03-02T12:00:00Z');
export const minutes = (n: number): Date => new Date(NOON.getTime() + n * 60_000);

/** An organisation with one guarded channel, whose messages are taken, screened by a list of words and judged as in the service. */
export async function moderationDesk(
  opened: Pick<TestDatabase, 'db'>,
  {
    strictness = 'normal',
    org: given,
    screener = wordScreener(),
  }: {
    strictness?: Strictness;
    /** Judges what is said; a list of words where absent. */
    screener?: Screener;
    /** One that is there already. */
    org?: TestOrganisation;
  } = {},
) {
  const org: TestOrganisation = given ?? (await newOrganisation(opened.db));
  const key = auditKey('a secret for tests, long enough');
  let now = NOON;
  let keys = 0;
  let failed: unknown = null;
  const news: WaitingNews[] = [];
  const as = <T>(run: (work: Work) => Promise<T>, principal = org.admin): Promise<T> =>
    withOrg(opened.db, org.orgId, (tx) => run({ tx, principal, now, auditKey: key }));
  const channel = await as((work) =>
    guardChannel(work, { platform: 'forum', channel: 'general', name: 'general', strictness }),
  );
  const taker = createMessageTaker({
    db: opened.db,
    now: () => now,
    enqueue: async () => {},
    onError: (error) => {
      throw error;
    },
  });
  const work = () =>
    workMessages(
      {
        db: opened.db,
        now: () => now,
        auditKey: key,
        screenerOf: async () => screener,
        // what cannot be judged is only written to the log there
        judge: (judging, judged) =>
          judgeSession(judging, judged).catch((error) => {
            failed = error;
            throw error;
          }),
        wake: (_, waiting) => void news.push(...waiting),
        log: silentLog(),
      },
      org.orgId,
      new AbortController().signal,
    );
  const take = async (facts: readonly MessageFact[], channelId = channel.id): Promise<void> => {
    await taker.take(
      org.orgId,
      facts.map((fact) => ({ channelId, fact })),
    );
    await work();
    if (failed !== null) throw failed;
  };
  return {
    ...org,
    channel,
    news,
    as,
    take,
    at: (moment: Date) => {
      now = moment;
    },
    now: () => now,
    /** Each message is worked on by itself, when it was said. */
    async say(lines: readonly Said[]): Promise<string[]> {
      const said: string[] = [];
      for (const [at, by, content, to] of lines) {
        now = minutes(at);
        const name = `m${++keys}`;
        said.push(name);
        await take([
          {
            kind: 'said',
            key: name,
            thread: null,
            at: minutes(at),
            author: { account: by, name: by.charAt(0).toUpperCase() + by.slice(1), bot: false },
            content,
            replyTo: null,
            targets: to ? [to] : [],
          },
        ]);
      }
      return said;
    },
    cases: (): Promise<ModerationCase[]> => as(({ tx }) => listCases(tx, { limit: 100 })),
    evidence: (one: { id: string }) => as(({ tx }) => evidenceOf(tx, one.id)),
  };
}

/** Three accounts turn on one within eight minutes. */
export const PILE_ON: readonly Said[] = [
  [0, 'dana', 'hello everyone'],
  [0.5, 'mallory', 'nobody asked you, idiot', 'dana'],
  [2, 'trent', 'such a useless post', 'dana'],
  [3, 'dana', 'please stop'],
  [3.5, 'mallory', 'you are trash, moron', 'dana'],
  [5, 'eve', 'what an idiot', 'dana'],
  [6, 'trent', 'a moron, indeed', 'dana'],
  [7, 'mallory', 'leave, you useless idiot', 'dana'],
  [7.5, 'eve', 'trash', 'dana'],
  [8, 'mallory', 'idiot', 'dana'],
];
