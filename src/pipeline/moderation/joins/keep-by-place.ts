import { listGuardedChannels } from '../../../db/guarded-channels.ts';
import type { OrgDb } from '../../../db/scope.ts';
import type { GuardedChannel } from '../../../domain/moderation.ts';
import { placeOf } from './join-peaks.ts';

/** What became of what was told: for each whether it was new, and the new ones by place, with the place's guarded channels. */
export interface KeptByPlace<T> {
  fresh: boolean[];
  places: { here: GuardedChannel[]; told: T[] }[];
}

/** Keeps what was told of members, each once and none as of a time to come. */
export async function keepByPlace<T extends { at: Date; channelId: string }>(
  { tx, now }: { tx: OrgDb; now: Date },
  told: readonly T[],
  keep: (tx: OrgDb, told: readonly T[]) => Promise<boolean[]>,
): Promise<KeptByPlace<T>> {
  const kept = told.map((one) => (one.at > now ? { ...one, at: now } : one));
  const fresh = await keep(tx, kept);
  const channels = await listGuardedChannels(tx);
  const byId = new Map(channels.map((channel) => [channel.id, channel]));
  const places = Map.groupBy(
    kept.filter((_, i) => fresh[i]),
    ({ channelId }) => placeOf(byId.get(channelId)),
  );
  return {
    fresh,
    places: [...places].map(([place, of]) => ({
      here: channels.filter((channel) => placeOf(channel) === place),
      told: of,
    })),
  };
}
