import type { ChatModel } from '../agent/chat-model.ts';
import { readLanguage } from '../agent/read-language.ts';
import type { TokenLimits } from '../agent/token-budget.ts';
import { createWordCase } from '../agent/word-case.ts';
import { createModerators } from '../bots/moderating.ts';
import type { Platform } from '../bots/platform.ts';
import { createRoomPlatforms } from '../bots/rooms.ts';
import type { OrgId } from '../domain/id.ts';
import { composeAnnouncement } from '../pipeline/announcements.ts';
import type { ForestPool } from '../pipeline/anomaly/forest/forest-pool.ts';
import type { Senders } from '../pipeline/delivery/senders.ts';
import type { TextEmbedder } from '../pipeline/embedding/embedder.ts';
import type { JobHandlerParts } from '../pipeline/job-handlers.ts';
import { sweepActions } from '../pipeline/moderation/action-jobs.ts';
import { judgeSession } from '../pipeline/moderation/judge-session.ts';
import type { FetchingParts } from '../pipeline/moderation/lists/refresh-list.ts';
import type { OrganisationScreeners } from '../pipeline/moderation/organisation-screeners.ts';
import type { Shared } from './shared.ts';

/** What the jobs of conversations, cases, rooms, tickets, history, logins and delivery work with. */
export function jobParts(
  shared: Shared,
  parts: {
    chatPlatforms: readonly Platform[];
    screening: OrganisationScreeners;
    model: ChatModel;
    tokens: TokenLimits;
    embedder: TextEmbedder;
    forests: ForestPool;
    senders: Senders;
    lists: FetchingParts;
    /** The address of a reference in the console, as far as there is one outside of it. */
    absolute: (ref: string) => string;
    publicUrl: string | null;
  },
): Pick<
  JobHandlerParts,
  'messages' | 'cases' | 'moderating' | 'rooms' | 'tickets' | 'lists' | 'history' | 'anomalies' | 'alerts' | 'delivery'
> {
  const { db, now, wake, enqueue, log } = shared;
  const { chatPlatforms, absolute, publicUrl, lists } = parts;
  const moderators = createModerators(chatPlatforms, log);
  const link = (ref: string): string | null => publicUrl && absolute(ref);
  const wordCase = createWordCase({ db, now, log, model: parts.model, tokens: parts.tokens });
  const wordCases = (orgId: OrgId, caseIds: readonly string[]): void => {
    for (const caseId of caseIds)
      enqueue('describe_case', { orgId, caseId }, { dedupeKey: `case ${caseId}` }).catch((err: unknown) =>
        log.warn({ err }, 'a case keeps the words of the rules'),
      );
  };
  return {
    messages: {
      ...shared,
      screenerOf: parts.screening.of,
      judge: judgeSession,
      wake(orgId, news) {
        wake(orgId, news);
        // the policy may have something done by itself
        void sweepActions(enqueue, now()).catch((err: unknown) =>
          log.warn({ err }, 'the queue could not be told; the next sweep carries out what is due'),
        );
      },
      ...(wordCase ? { word: wordCases } : {}),
    },
    cases: { ...shared, word: wordCase },
    moderating: { ...shared, platforms: moderators, readLanguage: (text) => readLanguage(text, []) },
    rooms: { ...shared, platforms: createRoomPlatforms(chatPlatforms, log), link },
    tickets: { ...shared, key: lists.key, network: lists.network, link },
    lists,
    history: { ...shared, embedder: parts.embedder },
    anomalies: { ...shared, forests: parts.forests },
    alerts: { wake, asking: { ...shared, platforms: moderators, wake: (orgId) => wake(orgId), links: absolute } },
    delivery: {
      ...shared,
      key: lists.key,
      senders: parts.senders,
      compose: (tx, announcement, language) =>
        composeAnnouncement(tx, announcement, absolute, now(), undefined, language),
    },
  };
}
