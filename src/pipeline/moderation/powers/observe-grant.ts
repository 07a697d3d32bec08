import { listGuardedChannels } from '../../../db/guarded-channels.ts';
import { type Db, withOrg } from '../../../db/scope.ts';
import type { OrgId } from '../../../domain/id.ts';
import { oneLine } from '../../../domain/text.ts';
import type { InboundEvent } from '../../../messages/inbound.ts';
import { placeOf, strictestOf } from '../joins/join-peaks.ts';
import { type TakenGrants, takeGrants } from './take-grants.ts';

const LONGEST_ID = 200;
const MOST_POWERS = 30;

/** Takes in that somebody was given power, where a line of the policy minds that; what waits to be told, null where nothing was kept. */
export async function observeGrant(
  { db, now }: { db: Db; now: () => Date },
  orgId: OrgId,
  event: Extract<InboundEvent, { kind: 'empowered' }>,
): Promise<TakenGrants['news'] | null> {
  const { id, place, speaker, at, role, powers, by, everyone = false } = event;
  if (speaker.id === '' || speaker.id.length > LONGEST_ID || id.length > LONGEST_ID) return null;
  return withOrg(db, orgId, async (tx) => {
    const channels = await listGuardedChannels(tx);
    const there = channels.find(
      ({ platform, workspace }) => platform === place.platform && workspace === place.workspace,
    );
    const channel = there && strictestOf(channels.filter((one) => placeOf(one) === placeOf(there)));
    if (!channel) return null;
    const { fresh, news } = await takeGrants({ tx, now: now() }, [
      {
        ...{ channelId: channel.id, key: id, account: speaker.id, name: oneLine(speaker.name, 200) },
        ...{ role: oneLine(role, 200), powers: powers.slice(0, MOST_POWERS), everyone, at: new Date(at) },
        by: by && by.id !== '' && by.id.length <= LONGEST_ID ? { account: by.id, name: oneLine(by.name, 200) } : null,
      },
    ]);
    return fresh === null ? null : news;
  });
}
