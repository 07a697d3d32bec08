import type { OrgId } from '../domain/id.ts';
import type { Log } from '../log.ts';
import type { Posted } from '../messages/outbound.ts';
import type { RoomDone, RoomOrder } from '../messages/room-order.ts';
import { type Came, came } from './came.ts';
import type { Platform } from './platform.ts';

/** Rooms of incidents, brought to the platforms: their errors as outcomes. Whoever asks waits and tries again. */
export function createRoomPlatforms(platforms: readonly Platform[], log: Log) {
  const byName = new Map<string, Platform>(platforms.map((platform) => [platform.name, platform]));
  return {
    async room(order: RoomOrder): Promise<Came<RoomDone> | 'none'> {
      const platform = byName.get(order.platform);
      return platform?.room ? came(log, () => platform.room!(order)) : 'none';
    },
    async say(
      {
        orgId,
        platform: name,
        workspace,
        channel,
      }: { orgId: OrgId; platform: string; workspace: string; channel: string },
      text: string,
      key: string,
    ): Promise<Came<Posted> | 'none'> {
      const platform = byName.get(name);
      return platform ? came(log, () => platform.post({ workspace, channel }, { orgId, text }, key)) : 'none';
    },
  };
}
