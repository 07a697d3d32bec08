import { z } from 'zod';
import {
  type ChannelKey,
  deleteBinding,
  findChannel,
  type KeptChannel,
  listChatChannels,
  saveBinding,
  saveChannel,
} from '../db/chat-channels.ts';
import { findWorkspace } from '../db/chat-workspaces.ts';
import type { OrgDb } from '../db/scope.ts';
import { limitsText } from '../domain/alert-limits.ts';
import { BINDING_PURPOSES, type Binding, type BindingPurpose, mayBeTold, WEEKDAYS } from '../domain/channel.ts';
import { ROLES, type Role } from '../domain/role.ts';
import { SEVERITIES } from '../domain/severity.ts';
import { oneLine } from '../domain/text.ts';
import { SafeNestError } from '../errors.ts';
import { audit } from './audit.ts';
import { authorise } from './authorise.ts';
import { checked } from './checked.ts';
import { timeZoneSchema } from './members.ts';
import type { Work } from './work.ts';

export type { ChannelKey, KeptChannel } from '../db/chat-channels.ts';
export { leastRoleOf } from '../db/chat-channels.ts';

export const limitsSchema = z
  .strictObject({
    rules: z.array(z.int().min(1)).max(50),
    cameras: z.array(z.int().min(1)).max(50),
    names: z.array(z.string().trim().min(1).max(200)).max(50),
  })
  .nullable();

const minute = z.int().min(0).max(1439);

export const bindingSchema = z.strictObject({
  purpose: z.enum(BINDING_PURPOSES),
  floor: z.enum(SEVERITIES).default('low'),
  /** Of alerts: those of these alone. */
  limits: limitsSchema.default(null),
  /** Minutes after midnight in the zone; hours over midnight are `{from: 1320, to: 420}`. */
  quiet: z.strictObject({ from: minute, to: minute }).nullable().default(null),
  /** Days on which what is less than critical waits; 1 is Monday. */
  quietDays: z.array(z.literal(WEEKDAYS)).max(6).default([]),
  timeZone: timeZoneSchema.nullable().default(null),
});

/** A channel that is meant, with what the platform calls it. */
export type NamedChannel = ChannelKey & { name?: string };

/** Has a channel told of something; what it was told of this before is replaced. Answers the channel as it is now. */
export async function bindChannel(
  work: Work,
  channel: NamedChannel,
  input: z.input<typeof bindingSchema>,
): Promise<KeptChannel> {
  const said = checked(bindingSchema, input);
  const limits = said.purpose === 'alerts' ? said.limits : null;
  const binding = { ...said, limits, quietDays: [...new Set(said.quietDays)].toSorted() };
  if (binding.quiet && binding.quiet.from === binding.quiet.to)
    throw new SafeNestError('invalid_input', 'Quiet hours have to begin and end at different times.');
  await prepare(work, channel);
  const known = await findChannel(work.tx, channel);
  if (!mayBeTold(binding.purpose, known?.leastRole ?? null))
    throw new SafeNestError(
      'forbidden',
      `Whoever reads this channel is taken to be at least: ${known!.leastRole}. That role may not see what would be told here (${binding.purpose}), so nothing was changed. Use a channel that only moderators and above read, or say first who reads this one.`,
    );
  const before = known?.bindings.find((one) => one.purpose === binding.purpose);
  const id = await save(work, channel);
  await saveBinding(work.tx, id, binding, { now: work.now, by: work.principal.name });
  const after = (await findChannel(work.tx, channel))!;
  if (!before || !sameBinding(before, binding))
    await tell(work, 'chat_channel.bind', after, {
      purpose: binding.purpose,
      floor: binding.floor,
      ...(limits ? { only: limitsText(limits) } : {}),
      quiet: binding.quiet,
      ...(binding.quietDays.length > 0 ? { quiet_days: binding.quietDays } : {}),
      time_zone: binding.timeZone,
    });
  return after;
}

/** The channel is told of this no more; false where it was not. */
export async function unbindChannel(work: Work, channel: NamedChannel, purpose: BindingPurpose): Promise<boolean> {
  authorise(work.principal, 'chat.write');
  const known = await findChannel(work.tx, channel);
  if (!known || !(await deleteBinding(work.tx, known.id, purpose))) return false;
  await tell(work, 'chat_channel.unbind', known, { purpose });
  return true;
}

/** Says who reads a channel at the least; null: nobody knows, so answers that not everybody may see go to the asker alone. */
export async function setLeastRole(work: Work, channel: NamedChannel, role: Role | null): Promise<KeptChannel> {
  const leastRole = checked(z.enum(ROLES).nullable(), role, 'role');
  await prepare(work, channel);
  const before = (await findChannel(work.tx, channel))?.leastRole ?? null;
  await save(work, channel, leastRole);
  const after = (await findChannel(work.tx, channel))!;
  if (before !== leastRole) await tell(work, 'chat_channel.readers', after, { before, after: leastRole });
  return after;
}

/** Every channel that something is known of. */
export const listChannels = (tx: OrgDb): Promise<KeptChannel[]> => listChatChannels(tx);

/** What is known of one channel. */
export const seeChannel = (tx: OrgDb, channel: ChannelKey): Promise<KeptChannel | undefined> =>
  findChannel(tx, channel);

/** The channels that are told of something, each with how. */
export async function channelsFor(
  tx: OrgDb,
  purpose: BindingPurpose,
): Promise<{ channel: KeptChannel; binding: Binding }[]> {
  return (await listChatChannels(tx)).flatMap((channel) =>
    channel.bindings.filter((one) => one.purpose === purpose).map((binding) => ({ channel, binding })),
  );
}

/** Keeps a channel for whoever may say something about it; answers its id. */
export async function keepChannel(work: Work, channel: NamedChannel): Promise<string> {
  await prepare(work, channel);
  return save(work, channel);
}

async function prepare(work: Work, { platform, workspace }: NamedChannel): Promise<void> {
  authorise(work.principal, 'chat.write');
  if (!(await findWorkspace(work.tx, platform, workspace)))
    throw new SafeNestError('not_found', 'This workspace is not connected; connect it first.');
}

function save(work: Work, channel: NamedChannel, leastRole?: Role | null): Promise<string> {
  const { name, ...key } = channel;
  const called = name === undefined ? '' : oneLine(name);
  return saveChannel(work.tx, {
    ...key,
    ...(called === '' ? {} : { name: called }),
    ...(leastRole === undefined ? {} : { leastRole }),
    now: work.now,
    by: work.principal.name,
  });
}

const tell = (work: Work, action: string, channel: KeptChannel, detail: Record<string, unknown>) => {
  const { platform, workspace, channel: id, name } = channel;
  return audit(work, { action, subject: id, detail: { name, platform, workspace, ...detail } });
};

const sameBinding = (a: Binding, b: Binding): boolean =>
  a.floor === b.floor &&
  (a.limits ? limitsText(a.limits) : '') === (b.limits ? limitsText(b.limits) : '') &&
  a.timeZone === b.timeZone &&
  a.quiet?.from === b.quiet?.from &&
  a.quiet?.to === b.quiet?.to &&
  (a.quietDays ?? []).join() === (b.quietDays ?? []).join();
