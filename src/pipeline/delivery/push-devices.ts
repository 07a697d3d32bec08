import { createHash, ECDH } from 'node:crypto';
import { z } from 'zod';
import { findAlertById } from '../../db/alerts.ts';
import { findMember } from '../../db/members.ts';
import { deleteDevices, findDevice, listDevices, saveDevice, updateWishes } from '../../db/push-devices.ts';
import { type Db, type OrgDb, withOrg } from '../../db/scope.ts';
import { WEEKDAYS } from '../../domain/channel.ts';
import type { Delivery, PushDevice } from '../../domain/delivery.ts';
import { deviceName } from '../../domain/device-name.ts';
import { isUuid, newId, type OrgId } from '../../domain/id.ts';
import { can } from '../../domain/role.ts';
import { SEVERITIES } from '../../domain/severity.ts';
import { SafeNestError } from '../../errors.ts';
import { audit } from '../audit.ts';
import { authorise } from '../authorise.ts';
import { checked } from '../checked.ts';
import { languageOfMember } from '../member-language.ts';
import { sealTokens, type TokenKey } from '../sealed-tokens.ts';
import type { Work } from '../work.ts';

/** Nobody carries more browsers than this. */
export const MOST_DEVICES = 10;

const bytesOf = (text: string): Buffer => Buffer.from(text, 'base64url');
const base64url = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+={0,2}$/, 'must be base64url');

/** A subscription as a browser gives it (`PushSubscription.toJSON()`), with what the browser calls itself. */
export const subscriptionSchema = z.strictObject({
  endpoint: z
    .url({ protocol: /^https$/, error: 'must be an address that begins with https://' })
    .max(2000)
    .refine(
      (url) => URL.canParse(url) && new URL(url).username === '' && new URL(url).password === '',
      'must hold no user name or password',
    ),
  keys: z.strictObject({
    p256dh: base64url.refine(isPoint, 'must be a point of the curve P-256, uncompressed'),
    auth: base64url.refine((text) => bytesOf(text).length === 16, 'must be 16 bytes'),
  }),
});
export type SubscriptionInput = z.input<typeof subscriptionSchema>;

const minute = z.int().min(0).max(1439);
/** From which severity upward somebody is told, and when not. */
export const wishesSchema = z.strictObject({
  floor: z.enum(SEVERITIES),
  quiet: z
    .strictObject({ from: minute, to: minute })
    .refine(({ from, to }) => from !== to, 'Quiet hours have to begin and end at different times.')
    .nullable(),
  quietDays: z.array(z.literal(WEEKDAYS)).max(6),
});
export type Wishes = z.output<typeof wishesSchema>;
const USUAL: Wishes = { floor: 'high', quiet: null, quietDays: [] };

/** One's own devices, and of what all of them are told. */
export async function ownDevices({ tx, principal }: Pick<Work, 'tx' | 'principal'>) {
  const { kind, id } = principal.actor;
  const devices = kind === 'member' ? await listDevices(tx, id) : [];
  return { devices, wishes: wishesIn(devices) };
}

const wishesIn = ([one]: readonly PushDevice[]): Wishes =>
  one ? { floor: one.floor, quiet: one.quiet, quietDays: one.quietDays } : USUAL;

/**
 * Has a browser of one's own told of alerts from now on; `conflict` where there are too many already. Whether its service may be reached is
 * for the caller to ask first (`requireReachable`), outside of the transaction.
 */
export async function addDevice(
  work: Work,
  key: TokenKey,
  input: SubscriptionInput,
  userAgent: string,
): Promise<PushDevice> {
  const { tx, principal, now } = work;
  const memberId = ownId(principal);
  authorise(principal, 'alerts.read');
  const subscription = checked(subscriptionSchema, input);
  const name = `push ${memberId} ${createHash('sha256').update(subscription.endpoint).digest('base64url')}`;
  const known = await listDevices(tx, memberId);
  const before = known.find((one) => one.name === name);
  if (!before && known.length >= MOST_DEVICES)
    throw new SafeNestError('conflict', `You have ${MOST_DEVICES} devices already; remove one you no longer use.`);
  // what it was given before may be out of date: its keys are taken anew
  if (before) await deleteDevices(tx, memberId, { name });
  const id = newId(now.getTime());
  const settings = {
    device: deviceName(userAgent, { plain: true }) || 'A browser',
    host: new URL(subscription.endpoint).host,
  };
  await saveDevice(tx, {
    id,
    name,
    memberId,
    settings,
    ...wishesIn(known),
    updatedAt: now,
    by: principal.name,
    sealed: sealTokens(key, `delivery ${id}`, JSON.stringify({ subscription })),
  });
  await audit(work, { action: 'push.add', subject: memberId, detail: { ...settings } });
  return (await seeDevice(work, id)).device;
}

/** Changes of what all of one's devices are told. */
export async function setWishes(work: Work, input: z.input<typeof wishesSchema>): Promise<Wishes> {
  const { tx, principal, now } = work;
  const memberId = ownId(principal);
  const { floor, quiet, quietDays } = checked(wishesSchema, input);
  const wishes = { floor, quiet, quietDays: [...new Set(quietDays)].toSorted() };
  if ((await listDevices(tx, memberId)).length === 0)
    throw new SafeNestError('conflict', 'None of your browsers is told yet; switch one on first.');
  await updateWishes(tx, memberId, { ...wishes, updatedAt: now });
  await audit(work, { action: 'push.change', subject: memberId, detail: wishes });
  return wishes;
}

/** Ends one of one's own. */
export async function removeDevice(work: Work, id: string): Promise<PushDevice> {
  const { device } = await seeDevice(work, id);
  await deleteDevices(work.tx, device.memberId, { id: device.id });
  await audit(work, { action: 'push.remove', subject: device.memberId, detail: { ...device.settings } });
  return device;
}

/** Ends all devices of a member: they are shut out, or have lost one. Answers how many there were. */
export async function removeDevicesOf(work: Work, memberId: string): Promise<number> {
  const removed = await deleteDevices(work.tx, memberId);
  if (removed > 0) await audit(work, { action: 'push.remove', subject: memberId, detail: { devices: removed } });
  return removed;
}

/** One of one's own with its sealed address and keys; `not_found` where it is none. */
export async function seeDevice({ tx, principal }: Pick<Work, 'tx' | 'principal'>, id: string) {
  const { actor } = principal;
  const found = isUuid(id) && actor.kind === 'member' ? await findDevice(tx, actor.id, id) : null;
  if (!found) throw new SafeNestError('not_found', 'You have no such device.');
  return found;
}

/** A device whose words are in the language its member reads now. */
export const inTheirLanguage = async (tx: OrgDb, device: PushDevice): Promise<PushDevice> => ({
  ...device,
  language: await languageOfMember(tx, device.memberId),
});

/**
 * What of this its member may still see, asked when it is sent: they may have been shut out, given another role or limited to some cameras
 * since it was written down.
 */
export async function stillSeen(
  db: Db,
  orgId: OrgId,
  { memberId }: PushDevice,
  batch: readonly Delivery[],
): Promise<Delivery[]> {
  const member = await withOrg(db, orgId, (tx) => findMember(tx, memberId));
  if (!member?.active || !can(member.role, 'alerts.read')) return [];
  return withOrg(db, { orgId, actor: { kind: 'member', id: memberId }, role: member.role }, async (tx: OrgDb) => {
    const seen: Delivery[] = [];
    for (const one of batch) if (await findAlertById(tx, one.subject)) seen.push(one);
    return seen;
  });
}

function ownId({ actor }: Work['principal']): string {
  if (actor.kind !== 'member')
    throw new SafeNestError('conflict', 'Only members have browsers: sign in to switch notifications on.');
  return actor.id;
}

function isPoint(text: string): boolean {
  const bytes = bytesOf(text);
  if (bytes.length !== 65 || bytes[0] !== 4) return false;
  try {
    ECDH.convertKey(bytes, 'prime256v1', undefined, undefined, 'uncompressed');
    return true;
  } catch {
    return false;
  }
}
