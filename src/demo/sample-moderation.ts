import { listCases } from '../db/cases.ts';
import { storeFacts } from '../db/chat-messages.ts';
import { listGuardedChannels } from '../db/guarded-channels.ts';
import { activeMembers } from '../db/incidents.ts';
import { type Db, withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { formatReference } from '../domain/reference.ts';
import type { Log } from '../log.ts';
import { performAction } from '../pipeline/actions.ts';
import { memberPrincipal } from '../pipeline/members.ts';
import { guardChannel } from '../pipeline/moderation/guarded-channels.ts';
import { judgeSession } from '../pipeline/moderation/judge-session.ts';
import { workMessages } from '../pipeline/moderation/work-messages.ts';
import { openScreener } from '../pipeline/screening/open-screener.ts';
import type { AuditKey, Work } from '../pipeline/work.ts';
import { OPEN_TALK, QUIET_TALK, SETTLED_TALK, TALKERS, type Talk } from './forum-talk.ts';

export interface SampleModerationServices {
  db: Db;
  auditKey: AuditKey;
  now: () => Date;
  log: Log;
}

const FORUM = 'forum';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * Gives a sample organisation that guards no channel yet a forum whose channels are guarded: a quiet conversation, one that a moderator
 * has dealt with, and one that waits. Their messages go the way that all messages go; each moment is the one at which it was said. Answers
 * how many cases came of it.
 */
export async function fillSampleModeration(services: SampleModerationServices, orgId: OrgId): Promise<number> {
  const { db, log } = services;
  const now = services.now().getTime();
  if ((await withOrg(db, orgId, listGuardedChannels)).length > 0) return 0;
  const screener = await openScreener({ model: 'own', openai: { baseUrl: null, key: null }, log });
  try {
    await as('ada@example.com', now - 21 * HOUR_MS, async (work) => {
      for (const { channel } of [QUIET_TALK, OPEN_TALK])
        await guardChannel(work, { platform: FORUM, ...channel, strictness: 'normal' });
    });
    await said(QUIET_TALK, now - 20 * HOUR_MS);
    await said(SETTLED_TALK, now - 19 * HOUR_MS);
    for (const { number } of await cases())
      await as('sam@example.com', now - 18 * HOUR_MS, (work) =>
        performAction(work, { id: 'case.warn', value: formatReference({ kind: 'case', number }) }),
      );
    await said(OPEN_TALK, now - 30 * MINUTE_MS);
    return (await cases()).length;
  } finally {
    await screener.close?.();
  }

  function cases() {
    return withOrg(db, orgId, (tx) => listCases(tx, { limit: 10 }));
  }

  async function as(email: string, at: number, act: (work: Work) => Promise<unknown>): Promise<void> {
    await withOrg(db, orgId, async (tx) => {
      const member = (await activeMembers(tx)).find((one) => one.email === email);
      const principal = member && (await memberPrincipal(tx, member.id, { platform: 'console', audience: 'private' }));
      if (!principal) throw new Error(`the sample has no active member ${email}`);
      await act({ tx, principal, now: new Date(at), auditKey: services.auditKey });
    });
  }

  /** All of it is judged at its end: each message is a step of how it went all the same. */
  async function said({ channel, lines }: Talk, from: number): Promise<void> {
    const { id: channelId } = (await withOrg(db, orgId, listGuardedChannels)).find(
      (one) => one.channel === channel.channel,
    )!;
    const facts = lines.map(([minute, who, content, to], i) => ({
      channelId,
      fact: {
        kind: 'said' as const,
        key: `${channel.channel}-${from}-${i}`,
        thread: null,
        at: new Date(from + minute * MINUTE_MS),
        author: { ...TALKERS[who], bot: false },
        content,
        replyTo: null,
        targets: to ? [TALKERS[to].account] : [],
        targetNames: to ? { [TALKERS[to].account]: TALKERS[to].name } : {},
        url: null,
      },
    }));
    const at = facts.at(-1)!.fact.at;
    await withOrg(db, orgId, (tx) => storeFacts(tx, facts, at));
    const parts = {
      db,
      now: () => at,
      auditKey: services.auditKey,
      screenerOf: async () => screener,
      judge: judgeSession,
      wake: () => {},
      log,
    };
    await workMessages(parts, orgId, new AbortController().signal);
  }
}
