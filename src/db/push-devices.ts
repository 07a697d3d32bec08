import type { PushDevice } from '../domain/delivery.ts';
import type { Role } from '../domain/role.ts';
import { deviceOf } from './delivery-targets.ts';
import type { OrgDb } from './scope.ts';

const devices = (tx: OrgDb) =>
  tx
    .selectFrom('delivery_target')
    .selectAll('delivery_target')
    .where('delivery_target.org_id', '=', tx.orgId)
    .where('delivery_target.kind', '=', 'push');

/** A member's devices, the oldest first; their addresses and keys stay sealed. */
export async function listDevices(tx: OrgDb, memberId: string): Promise<(PushDevice & { addedAt: Date })[]> {
  const rows = await devices(tx).where('member_id', '=', memberId).orderBy('created_at').orderBy('id').execute();
  return rows.map((row) => ({ ...deviceOf(row), addedAt: row.created_at }));
}

/** One of a member's devices with its sealed address and keys; null where they have none such. */
export async function findDevice(
  tx: OrgDb,
  memberId: string,
  id: string,
): Promise<{ device: PushDevice; sealed: Buffer | null } | null> {
  const row = await devices(tx).where('member_id', '=', memberId).where('id', '=', id).executeTakeFirst();
  return row ? { device: deviceOf(row), sealed: row.secrets } : null;
}

/** Every device of everybody who is not shut out, in its member's own language and time zone, with what their role is. */
export async function devicesToTell(tx: OrgDb): Promise<{ device: PushDevice; role: Role }[]> {
  const rows = await devices(tx)
    .innerJoin('member', (join) =>
      join.onRef('member.org_id', '=', 'delivery_target.org_id').onRef('member.id', '=', 'delivery_target.member_id'),
    )
    .select(['member.role', 'member.language as chosen', 'member.spoken', 'member.time_zone as member_zone'])
    .where('member.active', '=', true)
    .orderBy('delivery_target.id')
    .execute();
  return rows.map(({ role, chosen, spoken, member_zone, ...row }) => ({
    role,
    device: { ...deviceOf(row), language: chosen ?? spoken ?? 'en', timeZone: member_zone },
  }));
}

/** Adds one, or has it take the address and keys it has now. */
export async function saveDevice(
  tx: OrgDb,
  one: Pick<PushDevice, 'id' | 'name' | 'memberId' | 'settings' | 'floor' | 'quiet' | 'quietDays' | 'updatedAt'> & {
    sealed: Buffer;
    by: string;
  },
): Promise<void> {
  await tx
    .insertInto('delivery_target')
    .values({
      id: one.id,
      org_id: tx.orgId,
      kind: 'push',
      name: one.name,
      member_id: one.memberId,
      settings: JSON.stringify(one.settings),
      secrets: one.sealed,
      purposes: ['alerts'],
      ...wishes(one),
      created_at: one.updatedAt,
      created_by: one.by,
      updated_at: one.updatedAt,
      updated_by: one.by,
    })
    .execute();
}

/** From which severity upward and when not, for all devices of a member. */
export async function updateWishes(
  tx: OrgDb,
  memberId: string,
  wanted: Pick<PushDevice, 'floor' | 'quiet' | 'quietDays' | 'updatedAt'>,
): Promise<void> {
  await tx
    .updateTable('delivery_target')
    .set({ ...wishes(wanted), updated_at: wanted.updatedAt })
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', 'push')
    .where('member_id', '=', memberId)
    .execute();
}

const wishes = ({ floor, quiet, quietDays }: Pick<PushDevice, 'floor' | 'quiet' | 'quietDays'>) => ({
  severity_floor: floor,
  quiet_from: quiet?.from ?? null,
  quiet_to: quiet?.to ?? null,
  quiet_days: [...quietDays],
});

/** Removes a member's devices, or the one with this id or name, with what waits for them; answers how many there were. */
export async function deleteDevices(
  tx: OrgDb,
  memberId: string,
  which: { id?: string; name?: string } = {},
): Promise<number> {
  const { id, name } = which;
  const result = await tx
    .deleteFrom('delivery_target')
    .where('org_id', '=', tx.orgId)
    .where('kind', '=', 'push')
    .where('member_id', '=', memberId)
    .$if(id !== undefined, (query) => query.where('id', '=', id!))
    .$if(name !== undefined, (query) => query.where('name', '=', name!))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
