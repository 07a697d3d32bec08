import type { Dispatch } from '../bots/dispatch.ts';
import { listOrganisations } from '../db/organisations.ts';
import { withOrg, withSystem } from '../db/scope.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../messages/inbound.ts';
import type { AllChatApps } from '../pipeline/chat-apps.ts';
import { sweepActions } from '../pipeline/moderation/action-jobs.ts';
import { tellRefusedAgain } from '../pipeline/news-channels.ts';
import type { Shared } from './shared.ts';

/** What was refused for a token of a platform is tried again: it has a new one, or takes the old one again. */
export function goOnWith(
  platform: ChatPlatform,
  { db, wake, log }: Pick<Shared, 'db' | 'wake' | 'log'>,
  dispatch: Pick<Dispatch, 'appsChanged'>,
): void {
  const tellAgain = async (): Promise<void> => {
    for (const { id } of await withSystem(db, listOrganisations)) {
      const news = await withOrg(db, id, (tx) => tellRefusedAgain(tx, platform));
      if (news.length > 0) wake(id, news);
    }
  };
  void Promise.all([dispatch.appsChanged(platform), tellAgain()]).catch((err) =>
    log.warn({ err }, 'what waits for a token was not woken'),
  );
}

/**
 * What a worker takes up when it starts: what was refused for a token, now and whenever a platform gets a new one, what is due, and what
 * ran out while nothing ran. The queue must have started.
 */
export async function resumeWork(
  shared: Shared,
  { chatApps, dispatch }: { chatApps: Pick<AllChatApps, ChatPlatform>; dispatch: Pick<Dispatch, 'appsChanged'> },
): Promise<void> {
  const { now, enqueue, log } = shared;
  for (const platform of CHAT_PLATFORMS) {
    const again = (): void => goOnWith(platform, shared, dispatch);
    chatApps[platform].onChange(again);
    again();
  }
  await enqueue('renew_history', {}, { dedupeKey: 'renew history' });
  await enqueue('sweep_reports', {}, { dedupeKey: 'sweep reports' });
  await sweepActions(enqueue, now()).catch((err: unknown) =>
    log.warn({ err }, 'what ran out meanwhile waits for the next sweep'),
  );
}
