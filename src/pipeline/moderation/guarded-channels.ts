import { z } from 'zod';
import { findWorkspace } from '../../db/chat-workspaces.ts';
import {
  addGuardedChannels,
  countGuardedChannels,
  findGuardedChannel,
  type GuardedKey,
  guardedChannelById,
  listGuardedChannels,
  saveGuardedChannel,
} from '../../db/guarded-channels.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import type { OrgId } from '../../domain/id.ts';
import { type GuardedChannel, STRICTNESS } from '../../domain/moderation.ts';
import { oneLine } from '../../domain/text.ts';
import { SafeNestError } from '../../errors.ts';
import { CHAT_PLATFORMS, type ChatPlatform } from '../../messages/inbound.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import { storable } from '../login-event-schema.ts';
import type { Work } from '../work.ts';

export { findGuardedChannel, type GuardedKey, guardedChannelById, listGuardedChannels };

const id = (most: number) =>
  z
    .string()
    .transform((text) => storable(text).trim())
    .pipe(z.string().max(most, `must be at most ${most} characters`));

/** What an API's sender calls their platform: `forum`, `game-eu`. */
export const platformName = id(40).pipe(
  z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be small letters, digits, dots and hyphens, like forum or game-eu'),
);

export const guardedChannelSchema = z.strictObject({
  platform: platformName,
  workspace: id(200).default(''),
  channel: id(200).pipe(z.string().min(1, 'must not be empty')),
  name: z.string().max(2000).optional(),
  strictness: z.enum(STRICTNESS).default('normal'),
});

/** An organisation's own channels of a platform that is none of ours are guarded as they come, up to so many. */
export const MOST_CHANNELS = 5000;

export const isChatPlatform = (platform: string): platform is ChatPlatform =>
  (CHAT_PLATFORMS as readonly string[]).includes(platform);

/**
 * Has the messages of a channel screened from now on, as strictly as said; `off` leaves it alone. Refuses with `forbidden` whoever may
 * not set rules, and with `not_found` a chat platform's workspace that is not connected.
 */
export async function guardChannel(work: Work, input: z.input<typeof guardedChannelSchema>): Promise<GuardedChannel> {
  authorise(work.principal, 'moderation.rules');
  const { name, ...wanted } = checked(guardedChannelSchema, input);
  const { platform, workspace } = wanted;
  if (isChatPlatform(platform) && !(await findWorkspace(work.tx, platform, workspace)))
    throw new SafeNestError('not_found', 'This workspace is not connected; connect it first.');
  const before = await findGuardedChannel(work.tx, wanted);
  if (!before && (await countGuardedChannels(work.tx)) >= MOST_CHANNELS)
    throw new SafeNestError('conflict', `At most ${MOST_CHANNELS.toLocaleString('en')} channels can be guarded.`);
  const called = name === undefined ? '' : oneLine(name);
  const after = await saveGuardedChannel(
    work.tx,
    { ...wanted, ...(called === '' ? {} : { name: called }) },
    { now: work.now, by: work.principal.name },
  );
  if (before?.strictness !== after.strictness)
    await audit(work, {
      action: 'moderation.guard',
      subject: after.channel,
      detail: {
        name: after.name,
        platform,
        workspace,
        before: before?.strictness ?? null,
        after: after.strictness,
      },
    });
  return after;
}

/**
 * The channels that messages told by API belong to, those of platforms that are none of ours added as they come. Missing in the answer
 * is what is not guarded.
 */
export async function channelsOfSender(
  tx: OrgDb,
  wanted: readonly (GuardedKey & { name: string })[],
  { now, by }: { now: Date; by: string },
): Promise<Map<string, GuardedChannel>> {
  const known = new Map((await listGuardedChannels(tx)).map((one) => [keyOf(one), one]));
  const missing = new Map(
    wanted.filter((one) => !known.has(keyOf(one)) && !isChatPlatform(one.platform)).map((one) => [keyOf(one), one]),
  );
  if (missing.size === 0) return known;
  await addGuardedChannels(tx, [...missing.values()].slice(0, Math.max(0, MOST_CHANNELS - known.size)), { now, by });
  return new Map((await listGuardedChannels(tx)).map((one) => [keyOf(one), one]));
}

export const keyOf = ({ platform, workspace, channel }: GuardedKey): string =>
  JSON.stringify([platform, workspace, channel]);

/** So long an answer is believed: messages come by the thousand, and channels change once in a while. */
const BELIEVED_MS = 2000;
const MOST_ORGANISATIONS = 1000;

/** Which channels are guarded, asked for every message: the database is asked every two seconds at most. */
export interface GuardedLookup {
  find(orgId: OrgId, key: GuardedKey): Promise<GuardedChannel | null>;
  /** Whether any channel of a chat platform is. */
  any(orgId: OrgId, platform: ChatPlatform): Promise<boolean>;
  /** A channel was changed here just now. */
  forget(orgId: OrgId): void;
}

export function createGuardedLookup(db: Db, now: () => Date): GuardedLookup {
  const known = new Map<OrgId, { until: number; channels: Promise<ReadonlyMap<string, GuardedChannel>> }>();

  function channelsOf(orgId: OrgId): Promise<ReadonlyMap<string, GuardedChannel>> {
    const at = now().getTime();
    const before = known.get(orgId);
    if (before && before.until > at && before.until <= at + BELIEVED_MS) return before.channels;
    if (known.size >= MOST_ORGANISATIONS) known.clear();
    const channels = withOrg(db, orgId, listGuardedChannels).then(
      (all) => new Map(all.filter(({ strictness }) => strictness !== 'off').map((one) => [keyOf(one), one])),
    );
    known.set(orgId, { until: at + BELIEVED_MS, channels });
    channels.catch(() => known.delete(orgId));
    return channels;
  }

  return {
    find: async (orgId, key) => (await channelsOf(orgId)).get(keyOf(key)) ?? null,
    any: async (orgId, platform) => [...(await channelsOf(orgId)).values()].some((one) => one.platform === platform),
    forget: (orgId) => void known.delete(orgId),
  };
}
