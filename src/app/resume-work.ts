import type { Dispatch } from '../bots/dispatch.ts';
import { listOrganisations } from '../db/organisations.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../messages/inbound.ts';
import type { AllChatApps } from '../pipeline/chat-apps.ts';
import { sweepActions } from '../pipeline/moderation/action-jobs.ts';
import { tellRefusedAgain } from '../pipeline/news-channels.ts';
import type { Shared } from './shared.ts';

/**
 * What a worker takes up when it starts: what was refused for a token, now and whenever a platform gets a new one, what is due, and what
 * ran out while nothing ran. The queue must have started.
 */
export async function resumeWork(
  { db, now, wake, enqueue, log }: Shared,
  { chatApps, dispatch }: { chatApps: Pick<AllChatApps, ChatPlatform>; dispatch: Pick<Dispatch, 'appsChanged'> },
): Promise<void> {
  const tellAgain = async (platform: ChatPlatform): Promise<void> => {
    for (const { id } of await withSystem(db, listOrganisations)) {
      const news = await withOrg(db, id, (tx) => tellRefusedAgain(tx, platform));
      if (news.length > 0) wake(id, news);
    }
  };
  for (const platform of CHAT_PLATFORMS) {
    const again = (): void =>
      void Promise.all([dispatch.appsChanged(platform), tellAgain(platform)]).catch((err) =>
        log.warn({ err }, 'what waits for a token was not woken'),
      );
    chatApps[platform].onChange(again);
    again();
  }
  await enqueue('renew_history', {}, { dedupeKey: 'renew history' });
  await enqueue('sweep_reports', {}, { dedupeKey: 'sweep reports' });
  await sweepActions(enqueue, now()).catch((err: unknown) =>
    log.warn({ err }, 'what ran out meanwhile waits for the next sweep'),
  );
}
