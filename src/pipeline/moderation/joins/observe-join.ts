import { watchesAccounts } from '../../../db/block-entries.ts';
import { listGuardedChannels } from '../../../db/guarded-channels.ts';
import type { MemberJoin } from '../../../db/member-joins.ts';
import { type Db, withOrg } from '../../../db/scope.ts';
import type { OrgId } from '../../../domain/id.ts';
import type { Trigger } from '../../../domain/moderation-policy.ts';
import { oneLine } from '../../../domain/text.ts';
import type { InboundEvent } from '../../../messages/inbound.ts';
import { currentPolicy } from '../policy.ts';
import { strictestOf } from './join-peaks.ts';
import { type TakenJoins, takeJoins } from './take-joins.ts';

const LONGEST_ID = 200;
const MOST_OTHERS = 200;

/** Takes in that somebody joined, where a line of the policy minds that; what waits to be told, null where nothing was kept. */
export async function observeJoin(
  { db, now }: { db: Db; now: () => Date },
  orgId: OrgId,
  event: Extract<InboundEvent, { kind: 'joined' }>,
): Promise<TakenJoins['news'] | null> {
  const { place, speaker, at, madeAt, plain = null, others = [] } = event;
  const people = [...(speaker.bot ? [] : [speaker]), ...others.slice(0, MOST_OTHERS)].filter(
    ({ id }) => id !== '' && id.length <= LONGEST_ID,
  );
  if (people.length === 0) return null;
  return withOrg(db, orgId, async (tx) => {
    const channels = (await listGuardedChannels(tx)).filter(
      ({ platform, workspace, channel }) =>
        platform === place.platform &&
        workspace === place.workspace &&
        // people join a server of Discord, elsewhere a channel
        (platform === 'discord' || channel === place.channel),
    );
    const channel = strictestOf(channels);
    if (!channel) return null;
    const joins = people.map(
      ({ id, name }): MemberJoin => ({
        ...{ channelId: channel.id, account: id, name: oneLine(name, 200), at: new Date(at) },
        // told of the speaker alone
        madeAt: madeAt === undefined || id !== speaker.id ? null : new Date(madeAt),
        plain: id === speaker.id ? plain : null,
      }),
    );
    const { fresh, news } = await takeJoins({ tx, now: now() }, joins);
    return fresh === null ? null : news;
  });
}

/** Whether one of these triggers is on or silent in an organisation's policy; of those for joins also where an account on a list is looked out for. */
export const mindsAny = (db: Db, orgId: OrgId, platform: string, triggers: readonly Trigger[]): Promise<boolean> =>
  withOrg(db, orgId, async (tx) => {
    const { policy } = await currentPolicy(tx);
    if (triggers.some((trigger) => policy.triggers[trigger].on !== false)) return true;
    return triggers.includes('raid') && policy.triggers.listed.on === true && watchesAccounts(tx, platform);
  });
