import type { OrgId } from '../../domain/id.ts';
import type { GuardedChannel } from '../../domain/moderation.ts';
import { createGuardedLookup, type GuardedKey, type GuardedLookup, keyOf } from './guarded-channels.ts';
import { createMessageTaker, type MessageTaker, type TakingParts } from './take-messages.ts';

/** Where messages come in, by API and from chat platforms. */
export interface Intake extends MessageTaker, GuardedLookup {
  /** Of these channels those that are known; `add` is asked for the others. Missing in the answer is what is not guarded. */
  channelsOf<C extends GuardedKey>(
    orgId: OrgId,
    wanted: readonly C[],
    add: (missing: readonly C[]) => Promise<ReadonlyMap<string, GuardedChannel>>,
  ): Promise<ReadonlyMap<string, GuardedChannel>>;
}

export function createIntake(parts: TakingParts): Intake {
  const lookup = createGuardedLookup(parts.db, parts.now);
  return {
    ...createMessageTaker(parts),
    ...lookup,
    async channelsOf(orgId, wanted, add) {
      const known = new Map<string, GuardedChannel>();
      for (const channel of wanted) {
        const found = await lookup.find(orgId, channel);
        if (found) known.set(keyOf(found), found);
      }
      if (known.size === wanted.length) return known;
      const all = await add(wanted.filter((channel) => !known.has(keyOf(channel))));
      lookup.forget(orgId);
      return new Map([...known, ...all]);
    },
  };
}
