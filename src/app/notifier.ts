import { CONSOLE_CHANNEL } from '../bots/console/platform.ts';
import { createNotifier, type Notifier } from '../bots/notify.ts';
import type { Platform } from '../bots/platform.ts';
import { laneSteps } from '../db/chat-lanes.ts';
import { outboxSteps } from '../db/outbox.ts';
import { withOrg } from '../db/scope.ts';
import type { OrgId } from '../domain/id.ts';
import { composeAnnouncement } from '../pipeline/announcements.ts';
import { newsChannels, noteRefusal } from '../pipeline/news-channels.ts';
import type { PictureLinks } from '../pipeline/pictures.ts';
import { rollUpAlert } from '../pipeline/roll-up.ts';
import type { Shared } from './shared.ts';

/** What brings news into the channels of the console and of the chat platforms; `absolute` makes an address of a reference. */
export const openNotifier = (
  { db, now, wake, log }: Pick<Shared, 'db' | 'now' | 'wake' | 'log'>,
  platforms: readonly Platform[],
  absolute: (ref: string) => string,
  linksTo: (orgId: OrgId) => PictureLinks,
): Notifier =>
  createNotifier({
    platforms,
    channels: async (orgId, news, standing) => [
      // the console draws proposals and rules on pages of their own
      ...(news.state?.kind === 'proposal' || news.state?.kind === 'rule' || news.to ? [] : [CONSOLE_CHANNEL]),
      ...(await withOrg(db, orgId, (tx) => newsChannels(tx, news, now(), standing))),
    ],
    outbox: outboxSteps(db, now),
    lanes: laneSteps(db),
    compose: (orgId, announcement) =>
      withOrg(db, orgId, (tx) => composeAnnouncement(tx, announcement, absolute, now(), linksTo(orgId))),
    async rollUp(orgId, channel, alert) {
      const { rolled, news } = await withOrg(db, orgId, (tx) => rollUpAlert(tx, channel, alert, now()));
      if (news.length > 0) wake(orgId, news);
      return rolled;
    },
    async refused(orgId, channel, words) {
      const news = await withOrg(db, orgId, (tx) => noteRefusal(tx, channel, words, now()));
      if (news.length > 0) wake(orgId, news);
    },
    now,
    log,
  });
